"""The timeline: every act is a mark on a true time axis, inbound above the line and outbound below.

A day is a mark, a month or a year a bar as wide as it is vague, and an act of which only the latest day is known has a
tail to the left. Heights are counted in pixels, so that no mark hides another at any width of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

import pandas as pd

from aid.charts.axis import TAIL, reach
from aid.charts.geometry import levels
from aid.charts.lanes import LANE_LABEL, lane_label, laned
from aid.charts.marks import BAR, DAY, MARK, Act, is_bounded, is_vague, line_across, rows, traces
from aid.charts.paint import (
    INK,
    RULE,
    SMALL_TYPE,
    SOFT_INK,
    SYMBOL,
    Drawing,
    day,
)
from aid.words import Words

STEP = 12
# Marks on one level lie at least this far apart: about half a mark on a phone, more than one on a desktop.
APART = timedelta(days=7)
PILE = 5


def timeline(
    acts: pd.DataFrame,
    lanes: Sequence[tuple[str, str]],
    words: Words,
    hover: dict[str, str],
    theme: str | None = None,
    moment: date | None = None,
) -> Drawing:
    """The acts of a view (as `questions.acts` answers) in lanes from top to bottom.

    With a `moment`, a last day, the acts that had surely happened by then are drawn where they stand among all, and a
    thin line stands at its end: so nothing moves from one moment to the next.
    `lanes` pairs each lane's value in the column `lane` with its label; a single lane with an empty label is one
    undivided timeline. `hover` gives each act's label, markup already escaped. Each mark carries its act's id.
    """
    start, end = reach(acts)
    last = pd.Timestamp(end)
    edge, lines, notes, placed = 0.0, [], [], []
    by_lane: dict[Any, list[Act]] = {}
    for act in rows(acts):
        by_lane.setdefault(act["lane"], []).append(act | {"at": min(act["latest"], last - TAIL)})
    for lane, label in lanes:
        some = by_lane.get(lane, [])
        above, below = (_placed([act for act in some if act["direction"] == side], last) for side in SYMBOL)
        head = LANE_LABEL if label else 0
        base = edge - head - _height(above, last)
        depth = _height(below, last)
        above, below = _by(above, moment), _by(below, moment)
        lines.append(line_across(base, RULE if label else SOFT_INK))
        if label:
            notes.append(lane_label(label, edge - 4))
        else:
            notes += _piles(above, base, 1, words) + _piles(below, base, -1, words)
        notes += [*_beyond(above, base, 1, last, words), *_beyond(below, base, -1, last, words)]
        placed += [act | {"y": round(base + act["offset"], 1)} for act in above]
        placed += [act | {"y": round(base - act["offset"], 1)} for act in below]
        edge = base - depth - 6
    lines += [_line_at(moment)] if moment and moment < end else []
    spec = laned(traces(placed, hover), lines, notes, (start, end), -edge, words, theme)
    return Drawing(spec, _alt(acts if moment is None else acts[acts["latest"] <= pd.Timestamp(moment)], words))


def _by(acts: list[Act], moment: date | None) -> list[Act]:
    """Those of the acts that had surely happened by the end of a day; all of them without one."""
    return acts if moment is None else [act for act in acts if act["latest"] <= pd.Timestamp(moment)]


def _line_at(moment: date) -> dict[str, Any]:
    """A line from top to bottom at the end of a day."""
    day = (moment + timedelta(days=1)).isoformat()
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": INK, "width": 1},
        "layer": "below",
    }


def _placed(acts: list[Act], end: pd.Timestamp) -> list[Act]:
    """The acts with `offset`, the distance of each mark's middle from the line in pixels; marks first, then bars."""
    exact = sorted((act for act in acts if not is_vague(act)), key=itemgetter("latest", "id"))
    bars = sorted((act for act in acts if is_vague(act)), key=itemgetter("latest", "earliest", "id"))
    spans = [(act["at"] - (TAIL if is_bounded(act) else APART / 2), act["at"] + APART / 2) for act in exact]
    places = levels([(start.timestamp(), end.timestamp()) for start, end in spans])
    floor = STEP * (max(places, default=-1) + 1) + 4
    placed = [act | {"offset": STEP * (place + 0.75)} for act, place in zip(exact, places, strict=True)]
    if any(act["latest"] > end for act in exact):
        floor += STEP  # for the note at marks beyond the axis
    spans = [(act["earliest"], act["latest"] + DAY) for act in bars]
    places = levels([(start.timestamp(), end.timestamp()) for start, end in spans])
    rise = BAR + 3
    return placed + [act | {"offset": floor + rise * (at + 0.6)} for act, at in zip(bars, places, strict=True)]


def _height(placed: list[Act], end: pd.Timestamp) -> float:
    """The height of one side of a lane in pixels, with room for a note where a mark lies beyond the axis."""
    if not placed:
        return 6.0
    beyond = STEP * 1.3 if any(act["latest"] > end for act in placed) else 0.0
    return float(max(act["offset"] for act in placed)) + STEP * 0.8 + beyond


def _piles(placed: list[Act], base: float, sign: int, words: Words) -> list[dict[str, Any]]:
    """A note where many acts share the day of one report, so that it is not read as a busy day."""
    piles: dict[pd.Timestamp, list[float]] = {}
    for act in placed:
        if is_bounded(act) and act["at"] == act["latest"]:
            piles.setdefault(act["latest"], []).append(act["offset"])
    return [
        {
            "x": day(latest),
            "y": base + sign * (max(pile) - STEP),
            "text": words.plural(
                "{n} act known only<br>as “by {day}”",
                "{n} acts known only<br>as “by {day}”",
                len(pile),
                day=words.day(latest, year=False),
            ),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 9,
            "align": "left",
            "font": {"size": SMALL_TYPE - 1, "color": SOFT_INK},
        }
        for latest, pile in sorted(piles.items())
        if len(pile) >= PILE
    ]


def _beyond(placed: list[Act], base: float, sign: int, end: pd.Timestamp, words: Words) -> list[dict[str, Any]]:
    """A note at the marks whose latest day lies beyond the axis: the date of a single one, the number of several."""
    later = [act for act in placed if act["latest"] > end]
    if not later:
        return []
    text = words.say("by {when} →", when=words.when(later[0]["latest"], later[0]["precision"]))
    if len(later) > 1:
        text = words.plural("{n} act dated later at the latest →", "{n} acts dated later at the latest →", len(later))
    return [
        {
            "x": day(max(act["at"] for act in later)),
            "y": base + sign * (max(act["offset"] for act in later) + STEP),
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
