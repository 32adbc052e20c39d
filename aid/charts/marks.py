"""Acts as marks on a time axis, the same on every chart that has one.

A day is a mark, a month or a year a bar as wide as it is vague; an act of which only the latest day is known has a tail
to the left; where sources disagree about a date, a thin line runs over the days that they tell.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd

from aid.charts.axis import TAIL
from aid.charts.paint import AS_LARGE, FULL, INK, PALE, SYMBOL

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


def _bars(own: pd.DataFrame, side: str, hover: dict[str, str]) -> dict[str, Any]:
    """A bar as wide as its date is vague for each act, at its `y`."""
    days = own["latest"] - own["earliest"] + timedelta(days=1)
    return {
        "type": "bar",
        "orientation": "h",
        "base": list(own["earliest"]),
        "x": list(days / timedelta(milliseconds=1)),
        "y": list(own["y"]),
        "width": BAR,
        "marker": {
            "color": [FULL[side] if gift else PALE[side] for gift in own["gift"]],
            "line": {
                "color": [INK if doubt else FULL[side] for doubt in own["disputed"]],
                "width": [2.0 if doubt else 1.0 for doubt in own["disputed"]],
            },
        },
        **_clickable(own, hover),
    }


def _tails(own: pd.DataFrame, side: str) -> dict[str, Any]:
    """A tail to the left of each act of which only the latest day is known; `y` gives its height."""
    x: list[Any] = []
    y: list[Any] = []
    for row in own.itertuples():
        x += [row.at - TAIL, row.at, None]
        y += [row.y, row.y, None]
    line = {"color": FULL[side], "width": 1.4}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _ranges(own: pd.DataFrame) -> dict[str, Any]:
    """A thin line over the days that sources tell where they disagree about an act's date; `y` gives its height."""
    x: list[Any] = []
    y: list[Any] = []
    for row in own[own["told_from"].notna()].itertuples():
        x += [row.told_from, row.told_to, None]
        y += [row.y, row.y, None]
    line = {"color": INK, "width": 1.4}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _marks(own: pd.DataFrame, side: str, hover: dict[str, str], size: float) -> dict[str, Any]:
    """A mark for each act at its `at` and `y`, full for gifts and pale for words."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(own["at"]),
        "y": list(own["y"]),
        "marker": _style(side, list(own["gift"]), list(own["disputed"]), size),
        **_clickable(own, hover),
    }


def _clickable(own: pd.DataFrame, hover: dict[str, str]) -> dict[str, Any]:
    return {
        "customdata": list(own["id"]),
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
        "color": [FULL[side] if gift else PALE[side] for gift in gifts],
        "line": {
            "color": [INK if doubt else FULL[side] for doubt in disputed],
            "width": [2.0 if doubt else 1.2 for doubt in disputed],
        },
    }
