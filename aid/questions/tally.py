"""Acts counted ahead: the same selection as `matching`, over counts instead of acts where the view allows it.

A table of ten million acts has some ten thousand to a million different combinations of country, day, kind and what
else a view may ask for. Counted once, they answer every question that only counts or adds up. What is asked of texts
or languages alone must go back to the acts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import narwhals as nw

from aid.questions.disputes import numbers_apart
from aid.questions.lazy import alone, frame, small
from aid.questions.select import answering, family_frame, matching, wide
from aid.shelf import MOST_IN_MEMORY
from aid.table import Ledger
from aid.view import View

Counts = nw.LazyFrame[Any]
# All that a view asks of an act but its words and languages, and all that a count is told by.
DIMENSIONS = (
    "direction",
    "kind",
    "country",
    "type",
    "counted",
    "gift",
    "earliest",
    "latest",
    "precision",
    "exactness",
    "confidence",
    "date_basis",
    "told",
    "several",
    "original",
    "disputed",
    "held",
)


@lru_cache(maxsize=512)
@alone
def tally(ledger: Ledger, view: View) -> Counts:
    """How many acts answer `view`: columns `DIMENSIONS`, `vague` and `n`, a row one act or many alike."""
    return _counted(ledger, view, "tally", lambda acts: acts.with_columns(n=nw.lit(1)))


@lru_cache(maxsize=512)
@alone
def pieces(ledger: Ledger, view: View) -> Counts:
    """What the acts of a view held, counted in pieces within each family of goods.

    Columns: `DIMENSIONS`, `vague`; `family`; `pieces`, zero where no act tells a number; `reporting`, acts that tell
    one; `naming`, acts that name something of the family at all.
    """
    return _counted(ledger, view, "tally_pieces", lambda acts: _held_by(ledger, acts))


@lru_cache(maxsize=512)
@alone
def worth(ledger: Ledger, view: View) -> Counts:
    """What the acts of a view are reported to be worth: `DIMENSIONS`, `vague`, `currency`, `worth`, `reporting`."""
    return _counted(ledger, view, "tally_worth", _valued)


@lru_cache(maxsize=512)
@alone
def in_doubt(ledger: Ledger, view: View) -> Counts:
    """By how many pieces sums of a view would change if each disputed quantity were at its least, or its most.

    Columns: `DIMENSIONS`, `vague`, `family`, `less`, `more`; `doubts`, the number of quantities in dispute that the
    table gives.
    """
    return _counted(ledger, view, "tally_doubts", lambda acts: _doubted(ledger, acts))


def _counted(ledger: Ledger, view: View, name: str, count: Callable[[Counts], Counts]) -> Counts:
    """The counts made ahead, where the view asks for nothing that they do not tell; else the acts, counted."""
    if not (view.q or view.language):
        if name in ledger.names:
            return answering(ledger, view, frame(ledger, name))
        if ledger.rows("acts") <= MOST_IN_MEMORY:
            return answering(ledger, view, ahead(ledger)[name])
    return count(matching(ledger, view))


@lru_cache(maxsize=4)
@alone
def ahead(ledger: Ledger) -> dict[str, Counts]:
    """All counts of a small table by name, made once and held in memory."""
    return {name: ledger.beside(small(counted)) for name, counted in tallies(ledger, wide(ledger)).items()}


def tallies(ledger: Ledger, acts: Counts) -> dict[str, Counts]:
    """All counts of these acts by name, as they are made ahead for a table too large to be counted each time."""
    sums = {
        "tally": (acts.with_columns(n=nw.lit(1)), (), ("n",)),
        "tally_pieces": (_held_by(ledger, acts), ("family",), ("pieces", "reporting", "naming")),
        "tally_worth": (_valued(acts), ("currency",), ("worth", "reporting")),
        "tally_doubts": (_doubted(ledger, acts), ("family",), ("less", "more", "doubts")),
    }
    whole = {"n", "pieces", "reporting", "naming", "doubts"}
    return {
        name: counted.group_by(*DIMENSIONS, *by)
        .agg(*(nw.col(column).sum() for column in added))
        .with_columns(*(nw.col(column).cast(nw.Int64 if column in whole else nw.Float64) for column in added))
        for name, (counted, by, added) in sums.items()
    }


def _held_by(ledger: Ledger, acts: Counts) -> Counts:
    return (
        frame(ledger, "items")
        .join(family_frame(ledger), on="item", how="inner")
        .with_columns(pieces=nw.when(nw.col("unit") == "piece").then(nw.col("quantity")))
        .group_by("family", "act")
        .agg(nw.col("pieces").sum(), told=nw.col("pieces").count())
        .with_columns(reporting=nw.when(nw.col("told") > 0).then(1).otherwise(0), naming=nw.lit(1))
        .drop("told")
        .join(acts, left_on="act", right_on="id", how="inner")
    )


def _valued(acts: Counts) -> Counts:
    return acts.filter(~nw.col("value").is_null()).with_columns(worth=nw.col("value"), reporting=nw.lit(1))


def _doubted(ledger: Ledger, acts: Counts) -> Counts:
    apart = numbers_apart(frame(ledger, "versions").filter(nw.col("field") == "quantity"))
    return (
        apart.filter(nw.col("unit") == "piece", ~nw.col("chosen").is_null())
        .with_columns(less=nw.col("chosen") - nw.col("least"), more=nw.col("most") - nw.col("chosen"), doubts=nw.lit(1))
        .join(family_frame(ledger), on="item", how="inner")
        .select("act", "family", "less", "more", "doubts")
        .join(acts, left_on="act", right_on="id", how="inner")
    )
