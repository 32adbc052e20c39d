"""The time axis that the timeline and the threads share."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from aid.charts.paint import RULE, SMALL_TYPE, SOFT_INK
from aid.words import Words

# The length of the tail of an act of which only the latest day is known.
TAIL = timedelta(days=9)


def time_axis(start: date, end: date, words: Words) -> dict[str, Any]:
    """A time axis with a tick at whole months, named in the reader's language, the year under its first."""
    months = pd.date_range(start, end, freq="MS")
    every = 1 if len(months) <= 7 else 2 if len(months) <= 18 else -(-len(months) // 9)
    # Ticks keep to January, so that the year always stands under one.
    ticks = [month for month in months if (month.month - 1) % every == 0] or list(months[:1])
    named = []
    for place, tick in enumerate(ticks):
        year = f"<br>{words.when(tick, 'year')}" if place == 0 or tick.year != ticks[place - 1].year else ""
        named.append(words.short_month(tick) + year)
    return {
        "type": "date",
        "range": [start.isoformat(), end.isoformat()],
        "tickvals": [f"{tick:%Y-%m-%d}" for tick in ticks],
        "ticktext": named,
        "ticklabeloverflow": "allow",
        "showgrid": True,
        "gridcolor": RULE,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"color": SOFT_INK, "size": SMALL_TYPE},
    }


def reach(acts: pd.DataFrame) -> tuple[date, date]:
    """The first and last day that the axis shows, with room for half a mark and a tail.

    An act known only by a latest day long after all others does not stretch the axis: it stands at its end.
    """
    if acts.empty:
        return date(2020, 1, 1), date(2020, 12, 31)
    starts = acts["earliest"].fillna(acts["latest"] - TAIL)
    ends = acts.loc[acts["earliest"].notna(), "latest"]
    first, last = starts.min(), ends.max() if len(ends) else acts["latest"].max()
    near = acts.loc[acts["latest"] <= last + timedelta(days=31), "latest"]
    last = max(last, near.max())
    pad = max(timedelta(days=12), (last - first) / 30)
    return (min(first, last) - pad).date(), (last + pad).date()
