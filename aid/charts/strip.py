"""The thread of give and take drawn for paper: inline SVG without a script, a line a partner on one true time axis.

Inbound stands above a partner's line as a circle, outbound below it as a diamond; pale are letters, thanks and
meetings. A day is a mark, a month or a year a bar as wide as it is, an upper bound has a tail. Lengths are in
millimetres of the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
from markupsafe import Markup

from aid import sentences
from aid.charts.axis import TAIL, time_axis
from aid.charts.geometry import levels
from aid.charts.lettering import ems
from aid.charts.pen import FULL, INK, RULE, SOFT_INK, bar, clean, line, shape, svg, text, written
from aid.words import Words

DAY, SHORTEST_AXIS = timedelta(days=1), timedelta(days=120)
# Under the rows stand the months and the year, in heights of the type.
UNDER = 2.9


@dataclass(frozen=True)
class Row:
    """One partner: its name, the days between as told and from when to when, and its acts each way, marks first."""

    name: str
    gap: str
    stretch: tuple[datetime, datetime] | None
    sides: tuple[tuple[dict[Any, Any], ...], tuple[dict[Any, Any], ...]]


@dataclass(frozen=True)
class Frame:
    """Where the drawing lies: its width, where the axis begins, the height of its type, and its time."""

    width: float
    left: float
    type: float
    start: datetime
    end: datetime

    @property
    def right(self) -> float:
        """Where the axis ends, with room for half a mark."""
        return self.width - self.type

    @property
    def radius(self) -> float:
        """Half the width of a circle."""
        return self.type * 0.42

    @property
    def step(self) -> float:
        """From one mark to the next above it."""
        return self.type * 1.04

    @property
    def named_above(self) -> bool:
        """Whether partners are named above their lines, for want of room beside them."""
        return self.left == 0

    def x(self, when: datetime) -> float:
        """Where a moment stands on the axis."""
        return self.left + (when - self.start) / (self.end - self.start) * (self.right - self.left)


def rows(threads: pd.DataFrame, acts: pd.DataFrame, words: Words) -> tuple[Row, ...]:
    """A row a partner (as `questions.thread` answers) with all its `acts`, ready to be drawn at any size."""
    own: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for act in _marks_first(acts):
        own.setdefault((act["partner"], act["direction"]), []).append(act)
    return tuple(
        Row(
            name=words.party(pair["partner"]),
            gap=sentences.gap(pd.Series(pair), words),
            stretch=_stretch(pair),
            sides=(tuple(own.get((pair["partner"], "inbound"), ())), tuple(own.get((pair["partner"], "outbound"), ()))),
        )
        for pair in threads.to_dict("records")
    )


def _marks_first(acts: pd.DataFrame) -> list[dict[Any, Any]]:
    """The acts as records in order of time, those that are drawn as bars last."""
    bar = (acts["precision"] != "day") & acts["earliest"].notna()
    ordered = acts.assign(bar=bar).sort_values(["bar", "latest", "id"])
    return list(ordered.to_dict("records"))


def strip(partners: Sequence[Row], words: Words, alt: str, width: float, size: float) -> Markup:
    """The give and take with each partner on one time axis, as an SVG element of so many millimetres.

    `size` is the height of its type; where `width` is less than 120, partners are named above their lines.
    """
    frame = _frame(partners, width, size)
    drawn = ET.Element("g")
    y = 0.0
    for row in partners:
        y = _row(drawn, frame, y, row)
    whole = svg(width, y + size * UNDER, alt)
    _axis(whole, frame, y, words)
    whole.append(drawn)
    return written(whole)


def height(partners: Sequence[Row], width: float, size: float) -> float:
    """How high such a strip is, in millimetres."""
    frame = _frame(partners, width, size)
    return sum(sum(_room(frame, row)) for row in partners) + size * UNDER


def _frame(partners: Sequence[Row], width: float, size: float) -> Frame:
    acts = [act for row in partners for side in row.sides for act in side]
    start, end = min(_earliest(act) for act in acts), max(act["latest"] for act in acts) + DAY
    pad = max((SHORTEST_AXIS - (end - start)) / 2, (end - start) / 22)
    left = 0.0 if width < 120 else min(width * 0.34, max(ems(row.name) for row in partners) * size + size)
    return Frame(width, left, size, start - pad, end + pad)


def _earliest(act: dict[Any, Any]) -> Any:
    return act["latest"] - TAIL if pd.isna(act["earliest"]) else act["earliest"]


def _stretch(pair: dict[Any, Any]) -> tuple[datetime, datetime] | None:
    """From the earliest that the first gift may be dated to the latest that the other may be."""
    starts = [when for when in (pair["in_earliest"], pair["out_earliest"]) if pd.notna(when)]
    if pd.isna(pair["days_max"]) or not starts:
        return None
    return min(starts), max(pair["in_latest"], pair["out_latest"])


def _room(frame: Frame, row: Row) -> tuple[float, float]:
    """The room that a partner's marks need above its line and below it."""
    above, below = (
        frame.step * (max((level for _, level in _stacked(frame, side)), default=-1) + 1) for side in row.sides
    )
    least = frame.type * 0.4
    name = frame.type * 1.25 if frame.named_above else 0.0
    return max(above + frame.type * 0.2, least) + name, max(below, least) + frame.type * 0.2


def _stacked(frame: Frame, side: Sequence[dict[Any, Any]]) -> list[tuple[dict[Any, Any], int]]:
    """The acts of one partner and direction, each with its level from the line outwards."""
    return list(zip(side, levels([_reach(frame, act) for act in side]), strict=True))


def _reach(frame: Frame, act: dict[Any, Any]) -> tuple[float, float]:
    """From where to where an act reaches on the axis."""
    if act["bar"]:
        return frame.x(act["earliest"]), frame.x(act["latest"] + DAY)
    x, half = frame.x(act["latest"]), frame.radius * 1.3
    return min(frame.x(_earliest(act)), x - half), x + half


def _row(drawn: ET.Element, frame: Frame, top: float, row: Row) -> float:
    """Draw one partner's line, name, marks and gap; answers with the lower edge."""
    above, below = _room(frame, row)
    y = top + above
    line(drawn, (frame.left, y), (frame.right, y), RULE, 0.25)
    if frame.named_above:
        text(drawn, row.name, 0, top + frame.type, frame.type, INK, room=frame.width)
    else:
        middle = top + (above + below) / 2 + frame.type * 0.34
        text(drawn, row.name, 0, middle, frame.type, INK, room=frame.left - frame.type * 0.6)
    if row.stretch:
        start, stop = (frame.x(when) for when in row.stretch)
        line(drawn, (start, y), (stop, y), INK, 0.4)
    taken = []
    for side, sign in zip(row.sides, (-1, 1), strict=True):
        for act, level in _stacked(frame, side):
            _act(drawn, frame, act, y + sign * (frame.step * (level + 0.5) + frame.type * 0.1))
            if level == 0:
                taken.append(_reach(frame, act))
    if row.stretch:
        _gap(drawn, frame, clean(row.gap), (start, stop), taken, y)
    return y + below


def _act(drawn: ET.Element, frame: Frame, act: dict[Any, Any], y: float) -> None:
    left, right = _reach(frame, act)
    side, gift = act["direction"], bool(act["gift"])
    if act["bar"]:
        bar(drawn, left, right, y, frame.radius * 0.8, side, gift)
        return
    x = frame.x(act["latest"])
    if pd.isna(act["earliest"]):
        line(drawn, (left, y), (x, y), FULL[side], frame.type * 0.15)
    shape(drawn, x, y, frame.radius, side, gift)


def _gap(
    drawn: ET.Element, frame: Frame, gap: str, stretch: tuple[float, float], taken: list[tuple[float, float]], y: float
) -> None:
    """The days between: on the line where no mark is near, else behind the last mark or before the first."""
    half = ems(gap) * frame.type / 2 + frame.type * 0.35
    tries = [
        (stretch[0] + stretch[1]) / 2,
        max([stretch[1], *(right for _, right in taken)]) + half,
        min([stretch[0], *(left for left, _ in taken)]) - half,
    ]
    for x in tries:
        fits = frame.left <= x - half and x + half <= frame.width
        if fits and all(right <= x - half or x + half <= left for left, right in taken):
            break
    else:
        x = tries[0]
    told = text(drawn, gap, x, y + frame.type * 0.34, frame.type, INK)
    told.attrib |= {"text-anchor": "middle", "font-weight": "700", "class": "gap"}


def _axis(whole: ET.Element, frame: Frame, y: float, words: Words) -> None:
    """Months under the rows, the year under its first; a name that would meet the one before it is left out."""
    axis = time_axis(frame.start.date(), frame.end.date(), words)
    free, foot = frame.left, y + frame.type * 0.4
    for tick, named in zip(axis["tickvals"], axis["ticktext"], strict=True):
        x = frame.x(pd.Timestamp(tick))
        if not frame.left <= x <= frame.right:
            continue
        line(whole, (x, 0), (x, foot), RULE, 0.15)
        if x < free and "<br>" not in named:
            continue
        for place, part in enumerate(named.split("<br>")):
            told = text(whole, part, x, y + frame.type * (1.4 + place * 1.1), frame.type * 0.94, SOFT_INK)
            told.set("text-anchor", "middle" if x - frame.type > 0 else "start")
        free = x + frame.type * 2.2
    line(whole, (frame.left, foot), (frame.right, foot), SOFT_INK, 0.2)
