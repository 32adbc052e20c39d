"""Acts as marks on a time axis, the same on every chart that has one.

A day is a mark, a month or a year a bar as wide as it is vague; an act of which only the latest day is known has a tail
to the left; where sources disagree about a date, a thin line runs over the days that they tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from aid.charts.axis import TAIL
from aid.charts.paint import AS_LARGE, FULL, INK, PALE, SOFT_INK, SYMBOL, alike, days

MARK, BAR = 10, 7


def traces(acts: pd.DataFrame, hover: dict[str, str], size: float = MARK) -> list[dict[str, Any]]:
    """Bars, tails, ranges and marks of both directions as plotly's traces; each carries its act's id.

    `acts` are as `questions.acts` answers, with `at`, where on the axis an exact mark stands, and `y`, its height.
    `hover` gives each act's label, markup already escaped.
    """
    return [trace for side in SYMBOL for trace in _one_way(acts[acts["direction"] == side], side, hover, size)]


def _one_way(own: pd.DataFrame, side: str, hover: dict[str, str], size: float) -> list[dict[str, Any]]:
    bounded = own["earliest"].isna()
    vague = (own["precision"] != "day") & ~bounded
    return [
        _bars(own[vague], side, hover),
        _tails(own[bounded], side),
        _ranges(own),
        _marks(own[~vague], side, hover, size),
    ]


def line_across(y: float, colour: str) -> dict[str, Any]:
    """A line across the chart, under its marks."""
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"color": colour, "width": 1},
        "layer": "below",
    }


def joined(ends: Sequence[tuple[Any, float | None]]) -> dict[str, Any]:
    """Lines from end to end, each two ends and a gap of (None, None) after them: the days between two gifts."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [None if when is None else when.isoformat() for when, _ in ends],
        "y": [y for _, y in ends],
        "line": {"color": SOFT_INK, "width": 2},
        "hoverinfo": "skip",
    }


def _bars(own: pd.DataFrame, side: str, hover: dict[str, str]) -> dict[str, Any]:
    """A bar as wide as its date is vague for each act, at its `y`."""
    doubts = own["disputed"].tolist()
    return {
        "type": "bar",
        "orientation": "h",
        "base": days(own["earliest"]),
        "x": ((own["latest"] - own["earliest"] + timedelta(days=1)) / timedelta(milliseconds=1)).tolist(),
        "y": own["y"].tolist(),
        "width": BAR,
        "marker": {
            "color": [FULL[side] if gift else PALE[side] for gift in own["gift"].tolist()],
            "line": {
                "color": alike([INK if doubt else FULL[side] for doubt in doubts]),
                "width": alike([2 if doubt else 1 for doubt in doubts]),
            },
        },
        **_clickable(own, hover),
    }


def _tails(own: pd.DataFrame, side: str) -> dict[str, Any]:
    """A tail to the left of each act of which only the latest day is known; `y` gives its height."""
    return _stretches(own["at"] - TAIL, own["at"], own["y"], FULL[side])


def _ranges(own: pd.DataFrame) -> dict[str, Any]:
    """A thin line over the days that sources tell where they disagree about an act's date; `y` gives its height."""
    told = own[own["told_from"].notna()]
    return _stretches(told["told_from"], told["told_to"], told["y"], INK)


def _stretches(starts: pd.Series[Any], stops: pd.Series[Any], heights: pd.Series[Any], colour: str) -> dict[str, Any]:
    """Thin lines from start to stop, each at its height."""
    x: list[str | None] = []
    y: list[float | None] = []
    for start, stop, height in zip(days(starts), days(stops), heights.tolist(), strict=True):
        x += [start, stop, None]
        y += [height, height, None]
    line = {"color": colour, "width": 1.4}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _marks(own: pd.DataFrame, side: str, hover: dict[str, str], size: float) -> dict[str, Any]:
    """A mark for each act at its `at` and `y`, full for gifts and pale for words."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": days(own["at"]),
        "y": own["y"].tolist(),
        "marker": _style(side, own["gift"].tolist(), own["disputed"].tolist(), size),
        **_clickable(own, hover),
    }


def _clickable(own: pd.DataFrame, hover: dict[str, str]) -> dict[str, Any]:
    return {
        "customdata": own["id"].tolist(),
        "hovertext": [hover[act] for act in own["id"]],
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _style(side: str, gifts: list[bool], disputed: list[bool], size: float) -> dict[str, Any]:
    """Full for gifts, pale for words; a rim of ink where sources disagree."""
    return {
        "symbol": SYMBOL[side],
        "size": size * AS_LARGE[side],
        "opacity": 1,
        "color": alike([FULL[side] if gift else PALE[side] for gift in gifts]),
        "line": {
            "color": alike([INK if doubt else FULL[side] for doubt in disputed]),
            "width": alike([2 if doubt else 1.2 for doubt in disputed]),
        },
    }
