"""The timeline: every act is a mark on a true time axis, inbound above the line and outbound below.

A day is a mark, a month or a year a bar as wide as it is vague, and an act of which only the latest day is known has a
tail to the left. Heights are counted in pixels, so that no mark hides another at any width of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aid.charts.axis import TAIL, reach, time_axis
from aid.charts.geometry import levels
from aid.charts.paint import (
    AS_LARGE,
    FULL,
    INK,
    PALE,
    RULE,
    SMALL_TYPE,
    SOFT_INK,
    SYMBOL,
    Drawing,
    bare,
    plain,
    shortened,
)
from aid.words import Words

STEP, MARK, BAR = 12, 10, 7
# Marks on one level lie at least this far apart: about half a mark on a phone, more than one on a desktop.
APART = timedelta(days=7)
PILE = 5
LANE_LABEL = 20
TALL = 900


def timeline(
    acts: pd.DataFrame,
    lanes: Sequence[tuple[str, str]],
    words: Words,
    hover: dict[str, str],
    theme: str | None = None,
) -> Drawing:
    """The acts of a view (as `questions.acts` answers) in lanes from top to bottom.

    `lanes` pairs each lane's value in the column `lane` with its label; a single lane with an empty label is one
    undivided timeline. `hover` gives each act's label, markup already escaped. Each mark carries its act's id.
    """
    start, end = reach(acts)
    acts = acts.assign(at=acts["latest"].clip(upper=pd.Timestamp(end) - TAIL))
    edge, lines, notes, placed = 0.0, [], [], []
    for lane, label in lanes:
        some = acts[acts["lane"] == lane]
        above, below = (_placed(some[some["direction"] == side], end) for side in ("inbound", "outbound"))
        head = LANE_LABEL if label else 0
        base = edge - head - _height(above, end)
        lines.append(line_across(base, RULE if label else SOFT_INK))
        if label:
            notes.append(_lane_label(label, edge - 4))
        else:
            notes += _piles(above, base, 1, words) + _piles(below, base, -1, words)
        notes += [*_beyond(above, base, 1, end, words), *_beyond(below, base, -1, end, words)]
        placed += [above.assign(y=base + above["offset"]), below.assign(y=base - below["offset"])]
        edge = base - _height(below, end) - 6
    tall = max(int(-edge) + 8, 120)
    traces = [trace for side in SYMBOL for trace in _traces(pd.concat(placed), side, hover)]
    figure = bare(
        go.Figure(data=traces),
        theme,
        height=tall + 44,
        margin={"l": 0, "r": 0, "t": 44, "b": 4} if tall > TALL else {"l": 0, "r": 0, "t": 4, "b": 40},
        barmode="overlay",
        shapes=lines,
        annotations=notes,
        # Over many lanes the months stand on top, where reading begins.
        xaxis=time_axis(start, end, words) | ({"side": "top"} if tall > TALL else {}),
        yaxis={"visible": False, "range": [edge - 4, 4], "fixedrange": True},
    )
    return Drawing(figure, _alt(acts, words))


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


def _lane_label(label: str, y: float) -> dict[str, Any]:
    return {
        "x": 0,
        "xref": "paper",
        "y": y,
        "text": f"<b>{plain(shortened(label))}</b>",
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "top",
        "font": {"size": SMALL_TYPE, "color": INK},
    }


def _placed(acts: pd.DataFrame, end: date) -> pd.DataFrame:
    """The acts with `offset`, the distance of each mark's middle from the line in pixels; marks first, then bars."""
    vague = acts["precision"] != "day"
    bounded = acts["earliest"].isna()
    exact = acts[~vague | bounded].sort_values(["latest", "id"])
    bars = acts[vague & ~bounded].sort_values(["latest", "earliest", "id"])
    spans = [
        (row.at - (TAIL if pd.isna(row.earliest) else APART / 2), row.at + APART / 2) for row in exact.itertuples()
    ]
    places = levels([(start.timestamp(), end.timestamp()) for start, end in spans])
    exact = exact.assign(offset=[STEP * (place + 0.75) for place in places])
    floor = STEP * (max(places, default=-1) + 1) + 4
    if (exact["latest"] > pd.Timestamp(end)).any():
        floor += STEP  # for the note at marks beyond the axis
    spans = [(row.earliest, row.latest + timedelta(days=1)) for row in bars.itertuples()]
    places = levels([(start.timestamp(), end.timestamp()) for start, end in spans])
    bars = bars.assign(offset=[floor + (BAR + 3) * (place + 0.6) for place in places])
    return pd.concat([exact, bars])


def _height(placed: pd.DataFrame, end: date) -> float:
    """The height of one side of a lane in pixels, with room for a note where a mark lies beyond the axis."""
    if placed.empty:
        return 6.0
    beyond = STEP * 1.3 if (placed["latest"] > pd.Timestamp(end)).any() else 0.0
    return float(placed["offset"].max()) + STEP * 0.8 + beyond


def _traces(placed: pd.DataFrame, side: str, hover: dict[str, str]) -> list[dict[str, Any]]:
    """Bars, tails and marks of one direction, as plotly's traces."""
    own = placed[placed["direction"] == side]
    bounded = own["earliest"].isna()
    vague = (own["precision"] != "day") & ~bounded
    return [
        bars(own[vague], side, hover),
        tails(own[bounded], side),
        marks(own[~vague], side, hover, own.loc[~vague, "at"]),
    ]


def bars(own: pd.DataFrame, side: str, hover: dict[str, str]) -> dict[str, Any]:
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
            "line": {"color": FULL[side], "width": 1},
        },
        **_clickable(own, hover),
    }


def tails(own: pd.DataFrame, side: str) -> dict[str, Any]:
    """A tail to the left of each act of which only the latest day is known; `y` gives its height."""
    x: list[Any] = []
    y: list[Any] = []
    for row in own.itertuples():
        x += [row.at - TAIL, row.at, None]
        y += [row.y, row.y, None]
    line = {"color": FULL[side], "width": 1.4}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def marks(
    own: pd.DataFrame, side: str, hover: dict[str, str], when: pd.Series[Any], size: float = MARK
) -> dict[str, Any]:
    """A mark for each act at `when` and its `y`, full for gifts and pale for words."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(when),
        "y": list(own["y"]),
        "marker": _mark_style(side, list(own["gift"]), size),
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


def _mark_style(side: str, gifts: list[bool], size: float) -> dict[str, Any]:
    return {
        "symbol": SYMBOL[side],
        "size": size * AS_LARGE[side],
        "opacity": 1,
        "color": [FULL[side] if gift else PALE[side] for gift in gifts],
        "line": {"color": FULL[side], "width": 1.2},
    }


def _piles(placed: pd.DataFrame, base: float, sign: int, words: Words) -> list[dict[str, Any]]:
    """A note where many acts share the day of one report, so that it is not read as a busy day."""
    bounded = placed[placed["earliest"].isna()]
    return [
        {
            "x": day,
            "y": base + sign * (pile["offset"].max() - STEP),
            "text": words.plural(
                "{n} act known only<br>as “by {day}”",
                "{n} acts known only<br>as “by {day}”",
                len(pile),
                day=words.day(day, year=False),
            ),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 9,
            "align": "left",
            "font": {"size": SMALL_TYPE - 1, "color": SOFT_INK},
        }
        for day, pile in bounded[bounded["at"] == bounded["latest"]].groupby("latest")
        if len(pile) >= PILE
    ]


def _beyond(placed: pd.DataFrame, base: float, sign: int, end: date, words: Words) -> list[dict[str, Any]]:
    """A note at the marks whose latest day lies beyond the axis: the date of a single one, the number of several."""
    later = placed[placed["latest"] > pd.Timestamp(end)]
    if later.empty:
        return []
    only = later.iloc[0]
    text = words.say("by {when} →", when=words.when(only["latest"], only["precision"]))
    if len(later) > 1:
        text = words.plural("{n} act dated later at the latest →", "{n} acts dated later at the latest →", len(later))
    return [
        {
            "x": later["at"].max(),
            "y": base + sign * (later["offset"].max() + STEP),
            "text": text,
            "showarrow": False,
            "xanchor": "right",
            "xshift": MARK,
            "font": {"size": SMALL_TYPE - 1, "color": SOFT_INK},
        }
    ]


def _alt(acts: pd.DataFrame, words: Words) -> str:
    if acts.empty:
        return words.say("Timeline with no mark: nothing on record answers this view")
    came = int((acts["direction"] == "inbound").sum())
    vague = int(((acts["precision"] != "day") & acts["earliest"].notna()).sum())
    bounded = int(acts["earliest"].isna().sum())
    return words.say(
        "Timeline, {start} to {end}: {came} acts that came above the line, {went} that went below; {vague} known to "
        "the month or year, {bounded} by their latest day",
        start=words.month(acts["earliest"].fillna(acts["latest"]).min()),
        end=words.month(acts["latest"].max()),
        came=words.number(came),
        went=words.number(len(acts) - came),
        vague=words.number(vague),
        bounded=words.number(bounded),
    )
