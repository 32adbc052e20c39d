"""The tables as lazy frames, and answers as small ones: what every question begins and ends with."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import narwhals as nw
import pandas as pd

from aid.shelf import typed
from aid.table import Ledger
from aid.view import View

Question = Callable[[Ledger, View], pd.DataFrame]
More = ParamSpec("More")
Answer = TypeVar("Answer")


def alone(question: Callable[Concatenate[Ledger, More], Answer]) -> Callable[Concatenate[Ledger, More], Answer]:
    """The question, asked by one thread at a time: an engine beside pandas has one connection for all."""

    @wraps(question)
    def ask(ledger: Ledger, /, *more: More.args, **named: More.kwargs) -> Answer:
        with ledger.lock:
            return question(ledger, *more, **named)

    return ask


def remembered(question: Question) -> Question:
    """The question with its latest answers kept, by table and view; each asker has a copy of its own."""
    kept = lru_cache(maxsize=256)(alone(question))

    @wraps(question)
    def ask(ledger: Ledger, view: View) -> pd.DataFrame:
        return kept(ledger, view).copy()

    return ask


def frame(ledger: Ledger, name: str) -> nw.LazyFrame[Any]:
    """A table of the ledger, lazy."""
    return ledger.lazy(name)


def small(answer: nw.LazyFrame[Any]) -> pd.DataFrame:
    """The answer as a small pandas frame with a fresh index, its columns of the types that the ledger's have."""
    told = answer.collect()
    if answer.implementation.is_pandas():
        return told.to_pandas().reset_index(drop=True)
    return typed(told.to_arrow())


def told(answer: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
    """The rows of a small answer in plain Python, null as None: sooner read than a frame where they are few."""
    rows = answer.collect().rows(named=True)
    return [{name: _plain(cell) for name, cell in row.items()} for row in rows]


def _plain(cell: Any) -> Any:
    """A cell in plain Python: a sum of whole numbers comes as a decimal from some engines, null as NaN from others."""
    if isinstance(cell, Decimal):
        return int(cell)
    return None if cell is not None and cell != cell else cell


def in_table_order(found: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The rows as they stand in the table's file: an engine beside pandas keeps no order, so an edition counts them."""
    return found.sort("place").drop("place") if "place" in found.collect_schema().names() else found
