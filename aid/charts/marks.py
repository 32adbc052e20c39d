"""Acts as marks on a time axis, the same on every chart that has one.

A day is a mark, a month or a year a bar as wide as it is vague; an act of which only the latest day is known has a tail
to the left; where sources disagree about a date, a thin line runs over the days that they tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from aid.charts.axis import TAIL
from aid.charts.paint import AS_LARGE, FULL, INK, PALE, SOFT_INK, SYMBOL, alike, day

MARK, BAR = 10, 7
DAY, MILLISECOND = timedelta(days=1), timedelta(milliseconds=1)
Act = dict[Any, Any]
DATED = ("precision", "earliest", "latest", "told_from", "told_to", "at")
NEEDED = frozenset(("id", "direction", "lane", "gift", "disputed", "y", *DATED))


def traces(acts: Iterable[Act], hover: Mapping[str, str], size: float = MARK) -> list[dict[str, Any]]:
    """Bars, tails, ranges and marks of both directions as plotly's traces; each carries its act's id.

    `acts` are rows as `questions.acts` answers, with `at`, where on the axis an exact mark stands, and `y`, its
    height. `hover` gives each act's label, markup already escaped.
    """
    own: dict[str, list[Act]] = {side: [] for side in SYMBOL}
    for act in acts:
        own[act["direction"]].append(act)
    return [trace for side in SYMBOL for trace in _one_way(own[side], side, hover, size)]


def rows(acts: pd.DataFrame) -> list[Act]:
    """The acts with what a chart needs of each, as rows."""
    found: list[Act] = acts[[name for name in acts.columns if name in NEEDED]].to_dict("records")
    return found


def is_bounded(act: Act) -> bool:
    """Whether only the latest day of an act is known."""
    return bool(pd.isna(act["earliest"]))


def is_vague(act: Act) -> bool:
    """Whether an act is a bar: as wide as its month or its year."""
    return bool(act["precision"] != "day") and not is_bounded(act)


def _one_way(own: list[Act], side: str, hover: Mapping[str, str], size: float) -> list[dict[str, Any]]:
    return [
        _bars([act for act in own if is_vague(act)], side, hover),
        _stretches([(act["at"] - TAIL, act["at"], act["y"]) for act in own if is_bounded(act)], FULL[side]),
        # A thin line over the days that sources tell where they disagree about an act's date.
        _stretches([(act["told_from"], act["told_to"], act["y"]) for act in own if pd.notna(act["told_from"])], INK),
        _marks([act for act in own if not is_vague(act)], side, hover, size),
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


def _bars(own: list[Act], side: str, hover: Mapping[str, str]) -> dict[str, Any]:
    """A bar as wide as its date is vague for each act, at its `y`."""
    doubts = [act["disputed"] for act in own]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [day(act["earliest"]) for act in own],
        "x": [(act["latest"] - act["earliest"] + DAY) / MILLISECOND for act in own],
        "y": [act["y"] for act in own],
        "width": BAR,
        "marker": {
            "color": [FULL[side] if act["gift"] else PALE[side] for act in own],
            "line": {
                "color": alike([INK if doubt else FULL[side] for doubt in doubts]),
                "width": alike([2 if doubt else 1 for doubt in doubts]),
            },
        },
        **_clickable(own, hover),
    }


def _stretches(lines: list[tuple[Any, Any, float]], colour: str) -> dict[str, Any]:
    """Thin lines, each from a day to a day at its height."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [end for start, stop, _ in lines for end in (day(start), day(stop), None)],
        "y": [end for *_, height in lines for end in (height, height, None)],
        "line": {"color": colour, "width": 1.4},
        "hoverinfo": "skip",
    }


def _marks(own: list[Act], side: str, hover: Mapping[str, str], size: float) -> dict[str, Any]:
    """A mark for each act at its `at` and `y`, full for gifts and pale for words; a rim where sources disagree."""
    doubts = [act["disputed"] for act in own]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [day(act["at"]) for act in own],
        "y": [act["y"] for act in own],
        "marker": {
            "symbol": SYMBOL[side],
            "size": size * AS_LARGE[side],
            "opacity": 1,
            "color": alike([FULL[side] if act["gift"] else PALE[side] for act in own]),
            "line": {
                "color": alike([INK if doubt else FULL[side] for doubt in doubts]),
                "width": alike([2 if doubt else 1.2 for doubt in doubts]),
            },
        },
        **_clickable(own, hover),
    }


def _clickable(own: list[Act], hover: Mapping[str, str]) -> dict[str, Any]:
    return {
        "customdata": [act["id"] for act in own],
        "hovertext": [hover[act["id"]] for act in own],
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
