"""The tables as lazy frames, and answers as small ones: what every question begins and ends with."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

import narwhals as nw
import pandas as pd

from aid.table import Ledger
from aid.view import View

Question = Callable[[Ledger, View], pd.DataFrame]


def remembered(question: Question) -> Question:
    """The question with its latest answers kept, by table and view; each asker has a copy of its own."""
    kept = lru_cache(maxsize=256)(question)

    @wraps(question)
    def ask(ledger: Ledger, view: View) -> pd.DataFrame:
        return kept(ledger, view).copy()

    return ask


def frame(ledger: Ledger, name: str) -> nw.LazyFrame[Any]:
    """A table of the ledger, lazy."""
    table: pd.DataFrame = getattr(ledger, name)
    lazy: nw.LazyFrame[Any] = nw.from_native(table).lazy()
    return lazy


def small(answer: nw.LazyFrame[Any]) -> pd.DataFrame:
    """The answer as a small pandas frame with a fresh index."""
    return answer.collect().to_pandas().reset_index(drop=True)
