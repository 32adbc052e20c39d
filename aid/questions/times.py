"""When: acts by month, the vague ones apart."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from aid.questions.lazy import remembered, small
from aid.questions.select import matching
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
        matching(ledger, view)
        .select(
            "direction",
            year=nw.col("latest").dt.year(),
            month=nw.when(~by_year).then(nw.col("latest").dt.month()),
            bounded=nw.col("earliest").is_null(),
        )
        .group_by("year", "month", "direction")
        .agg(acts=nw.len(), at_latest=nw.col("bounded").sum())
        .sort("year", "month", "direction", nulls_last=True)
    )
