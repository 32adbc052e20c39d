"""When: acts by month, the vague ones apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import narwhals as nw
import pandas as pd

from aid.questions.lazy import alone, remembered, small, told
from aid.questions.tally import tally
from aid.table import Ledger
from aid.view import View


@remembered
def by_period(ledger: Ledger, view: View) -> pd.DataFrame:
    """Acts by month and direction, in order of time.

    Columns: `year`; `month`, null for acts of which only the year is known; `direction`; `acts`; `at_latest`, those of
    them of which only an upper bound is known, counted in the month of that bound. Grouped by year and month as
    numbers, since cutting dates to months does not mean the same on every engine.
    """
    by_year = nw.col("precision") == "year"
    return small(
        tally(ledger, view)
        .select(
            "direction",
            year=nw.col("latest").dt.year(),
            month=nw.when(~by_year).then(nw.col("latest").dt.month()),
            acts=nw.col("n"),
            at_latest=nw.when(nw.col("earliest").is_null()).then(nw.col("n")).otherwise(nw.lit(0)),
        )
        .group_by("year", "month", "direction")
        .agg(nw.col("acts", "at_latest").sum())
        .sort("year", "month", "direction", nulls_last=True)
    )


# What each choice of lanes tells acts apart by: of more partners than lanes, their countries.
LANES = {"kind": "kind", "partner": "country", "basis": "date_basis"}


@remembered
def by_day(ledger: Ledger, view: View) -> pd.DataFrame:
    """Acts by the day they are dated to, in order of time, for a chart of more acts than it can draw one by one.

    Columns: `day`; `direction`; `lane`, by the view's `lanes` (null for an act of no single country); `gift`; `acts`.
    Only acts whose day is known; `undated` counts the others.
    """
    return small(
        tally(ledger, view)
        .filter(nw.col("exactness") == "day")
        .group_by("latest", "direction", LANES[view.lanes], "gift")
        .agg(acts=nw.col("n").sum())
        .select("direction", "gift", "acts", day="latest", lane=LANES[view.lanes])
        .sort("day", "direction", "lane", "gift", nulls_last=True)
    )


@dataclass(frozen=True)
class Reach:
    """From when to when acts may lie, and how many are dated how."""

    first: pd.Timestamp | None
    """The earliest day, or the latest day of an act of which only that is known; None where there is no act."""
    last: pd.Timestamp | None
    soonest: pd.Timestamp | None
    """The least of the latest days: by then the first act had surely happened."""
    acts: int
    vague: int
    """Acts known to the month or the year alone."""
    bounded: int
    """Acts of which only the latest day is known."""


@lru_cache(maxsize=256)
@alone
def reach(ledger: Ledger, view: View) -> Reach:
    """From when to when the acts of a view lie, and how exactly that is known."""
    n, exactness = nw.col("n"), nw.col("exactness")
    found = tally(ledger, view).with_columns(
        start=nw.when(nw.col("earliest").is_null()).then(nw.col("latest")).otherwise(nw.col("earliest")),
        vague=nw.when(exactness.is_in(("month", "year"))).then(n).otherwise(nw.lit(0)),
        bounded=nw.when(exactness == "bound").then(n).otherwise(nw.lit(0)),
    )
    row = told(
        found.select(
            nw.col("start").min(),
            nw.col("n", "vague", "bounded").sum(),
            last=nw.col("latest").max(),
            soonest=nw.col("latest").min(),
        )
    )[0]
    start, last, soonest = (pd.Timestamp(row[name]) if row[name] else None for name in ("start", "last", "soonest"))
    return Reach(start, last, soonest, *(row[name] or 0 for name in ("n", "vague", "bounded")))
