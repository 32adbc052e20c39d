"""Give and take on one time axis: a line a pair, what came above it, what went below, and the days between in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pandas as pd

from aid import reciprocity
from aid.charts.axis import TAIL, time_axis
from aid.charts.geometry import levels
from aid.charts.marks import joined, line_across, rows, traces
from aid.charts.paint import FULL, INK, RULE, SMALL_TYPE, Drawing, bare, plain, shortened
from aid.view import View
from aid.words import Words

NAME, OFF, RISE, BELOW, MARK = 22, 7, 12, 8, 11
# Marks nearer than this share of the axis are set one over the other.
NEAR = 1 / 45
# From this height on the months stand over the lines too, where reading begins.
TALL = 700
Span = tuple[pd.Timestamp, pd.Timestamp]


def span(acts: pd.DataFrame) -> Span:
    """The first and the last day that the axis of `acts` shows, so that several drawings can share one."""
    starts = acts["earliest"].fillna(acts["latest"] - TAIL)
    pad = max(timedelta(days=10), (acts["latest"].max() - starts.min()) / 22)
    return starts.min() - pad, acts["latest"].max() + pad


def exchange(
    pairs: pd.DataFrame,
    acts: pd.DataFrame,
    axis: Span,
    view: View,
    words: Words,
    hover: Mapping[str, str],
    theme: str | None = None,
) -> Drawing:
    """The pairs (as `questions.exchange` answers) from top to bottom with all their `acts` (`questions.exchanged`).

    `axis` is what `span` gives. Marks of one day are stacked away from the line. Each mark carries its act's id.
    """
    begin, end = axis
    by_pair = dict(list(acts.groupby("who")))
    top, lines, notes, joins, placed = 0.0, [], [], [], []
    for pair in pairs.to_dict("records"):
        sides = {side: _stacked(by_pair[pair["who"]], side, end - begin) for side in FULL}
        high, low = (max(sides[side]["level"], default=-1) for side in FULL)
        y = top - NAME - OFF - RISE * max(high, 0) - 4
        days = ""
        lines.append(line_across(y, RULE))
        if pair["group"] == "gifts":
            joins += [*((when, y) for when in _stretch(pair)), (None, None)]
            days = reciprocity.gap(pair, words) or words.say("order and days not known")
        notes.append(_named(reciprocity.named(pair["who"], view, words), days, top - 2))
        placed += [
            sides["inbound"].assign(y=y + OFF + RISE * sides["inbound"]["level"]),
            sides["outbound"].assign(y=y - OFF - RISE * sides["outbound"]["level"]),
        ]
        top = y - OFF - RISE * max(low, 0) - BELOW
    every = pd.concat(placed)
    gap_line = joined(joins)
    tall = -top > TALL
    spec = bare(
        [gap_line, *traces(rows(every), hover, size=MARK)],
        theme,
        height=int(-top) + 48,
        margin={"l": 0, "r": 0, "t": 44, "b": 4} if tall else {"l": 0, "r": 0, "t": 4, "b": 44},
        barmode="overlay",
        shapes=lines,
        annotations=notes,
        xaxis=time_axis(begin.date(), end.date(), words) | ({"side": "top"} if tall else {}),
        yaxis={"visible": False, "range": [top, 0], "fixedrange": True},
    )
    return Drawing(spec, _alt(pairs, view, words))


def _named(name: str, days: str, y: float) -> dict[str, Any]:
    """A name at the left edge, over its line, and the days between after it, where no mark can be hidden."""
    return {
        "x": 0,
        "xref": "paper",
        "y": y,
        "text": plain(shortened(name, 36 if days else 52)) + (f" · <b>{plain(days)}</b>" if days else ""),
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "top",
        "font": {"size": SMALL_TYPE, "color": INK},
    }


def _stacked(own: pd.DataFrame, side: str, whole: timedelta) -> pd.DataFrame:
    """The acts of one direction with `level`, how far each is set from the line; gifts stand nearest to it."""
    some = own[own["direction"] == side].sort_values(["gift", "latest", "id"], ascending=[False, True, True])
    near = whole * NEAR / 2
    # A vague date takes the whole of its bar.
    starts = some["earliest"].where(some["precision"] != "day", some["latest"]).fillna(some["latest"])
    spans = [
        ((start - near).timestamp(), (stop + near).timestamp())
        for start, stop in zip(starts, some["latest"], strict=True)
    ]
    return some.assign(at=some["latest"], level=levels(spans))


def _stretch(pair: Mapping[Any, Any]) -> Span:
    """From the first of the two gifts to the other, each at its latest day."""
    return min(pair["in_latest"], pair["out_latest"]), max(pair["in_latest"], pair["out_latest"])


def _alt(pairs: pd.DataFrame, view: View, words: Words) -> str:
    lines = words.plural("Give and take, {n} line", "Give and take, {n} lines", len(pairs))
    told = [
        words.say(
            "{partner}: {gap}",
            partner=reciprocity.named(pair["who"], view, words),
            gap=reciprocity.between(pair, words),
        )
        for pair in pairs[pairs["group"] == "gifts"].to_dict("records")
    ]
    if not told:
        return lines
    return words.say("{lines}. Days between gift and return: {gaps}", lines=lines, gaps=words.join(told, plain=True))
