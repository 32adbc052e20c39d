"""The timeline of more acts than can be drawn one by one: bars of a week each, inbound above the line, outbound below.

It has the timeline's axis, lanes and colours: full for gifts, pale for words. Heights are counted in pixels, and the
same number of acts has the same height in every lane.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from aid.charts.lanes import LANE_LABEL, lane_label, laned
from aid.charts.marks import line_across
from aid.charts.paint import FULL, PALE, RULE, SOFT_INK, Drawing, plain
from aid.words import Words

WEEK = timedelta(days=7)
EMPTY = (date(2020, 1, 1), date(2020, 12, 31))
# The height of one side of a single timeline, and of each of several lanes.
ALONE, AMONG = 110.0, 34.0
GAP = 8.0
# A bar of the fewest acts is still seen.
LEAST = 1.5


def crowd(
    days: pd.DataFrame,
    lanes: Sequence[tuple[str, str]],
    words: Words,
    theme: str | None = None,
    moment: date | None = None,
) -> Drawing:
    """The acts of a view by week (`days` as `questions.by_day` answers), in lanes from top to bottom.

    `lanes` pairs each lane's value with its label, as the timeline takes them; a single lane with an empty label holds
    all acts. With a `moment`, a last day, weeks that end later are not drawn, and the axis stays. A bar carries its
    week's first day and its direction.
    """
    if days.empty:
        return Drawing(laned([], [], [], EMPTY, 0, words, theme), _alt(None, 0, words))
    weeks = _weeks(days, undivided=[label for _, label in lanes] == [""])
    start, end = weeks["week"].min().date(), (weeks["week"].max() + WEEK).date()
    sides = weeks.groupby(["lane", "direction", "week"])["acts"].sum()
    high = ALONE if len(lanes) == 1 else AMONG
    scale = high / float(sides.max())
    shown = weeks if moment is None else weeks[weeks["week"] + WEEK <= pd.Timestamp(moment) + timedelta(days=1)]
    traces, lines, notes, edge = [], [], [], 0.0
    for lane, label in lanes:
        if label:
            notes.append(lane_label(label, edge))
            edge -= LANE_LABEL
        base = edge - high
        lines.append(line_across(base, RULE if label else SOFT_INK))
        for side, sign in (("inbound", 1), ("outbound", -1)):
            own = shown[(shown["lane"] == lane) & (shown["direction"] == side)]
            traces += _bars(own, side, base, sign * scale, words)
        edge = base - high - GAP
    figure = laned(traces, lines, notes, (start, end), -edge, words, theme)
    return Drawing(figure, _alt(sides.groupby("week").sum(), int(shown["acts"].sum()), words))


def _weeks(days: pd.DataFrame, undivided: bool) -> pd.DataFrame:
    """Acts by lane, direction, week (its Monday) and gift."""
    week = days["day"] - pd.to_timedelta(days["day"].dt.day_of_week, unit="D")
    lane = "" if undivided else days["lane"].fillna("")
    keys = ["lane", "direction", "week", "gift"]
    return days.assign(week=week, lane=lane).groupby(keys, as_index=False, observed=True)["acts"].sum()


def _bars(own: pd.DataFrame, side: str, base: float, scale: float, words: Words) -> list[dict[str, Any]]:
    """Gifts from the line outwards, and words on top of them: two traces of bars."""
    wide = own.pivot_table(index="week", columns="gift", values="acts", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=[True, False], fill_value=0)
    foot, traces = pd.Series(0.0, index=wide.index), []
    for gift, colour in ((True, FULL[side]), (False, PALE[side])):
        counts = wide[gift][wide[gift] > 0]
        tall = (counts * abs(scale)).clip(lower=LEAST) * (1 if scale > 0 else -1)
        traces.append(
            {
                "type": "bar",
                # The middle of the week: a bar stands about its place.
                "x": [f"{week + WEEK / 2:%Y-%m-%dT%H}" for week in counts.index],
                "base": [round(base + foot[week], 1) for week in counts.index],
                "y": [round(float(part), 1) for part in tall],
                "width": (WEEK - timedelta(days=1)) / timedelta(milliseconds=1),
                "marker": {"color": colour, "line": {"color": FULL[side], "width": 0 if gift else 0.6}},
                "customdata": [f"{side}:{week:%Y-%m-%d}" for week in counts.index],
                "hovertext": [_hover(week, wide.loc[week], side, words) for week in counts.index],
                "hoverinfo": "text",
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
            }
        )
        foot = foot.add(tall, fill_value=0.0)
    return traces


def _hover(week: pd.Timestamp, acts: pd.Series[int], side: str, words: Words) -> str:
    told = words.say(
        "{week}: {acts} {direction}, {gifts} of them gifts",
        week=words.span(week.date(), (week + WEEK - timedelta(days=1)).date()),
        acts=words.plural("{n} act", "{n} acts", int(acts.sum())),
        direction=words.say("to Chongqing") if side == "inbound" else words.say("from Chongqing"),
        gifts=words.number(int(acts[True])),
    )
    return plain(words.capital(told))


def _alt(weeks: pd.Series[int] | None, shown: int, words: Words) -> str:
    if weeks is None or not shown:
        return words.say("Timeline with no mark: nothing on record answers this view")
    most = weeks.idxmax()
    return words.say(
        "Timeline by week, {start} to {end}: {acts}, inbound above and outbound below; most in the week of {week}",
        start=words.month(weeks.index.min()),
        end=words.month(weeks.index.max()),
        acts=words.plural("{n} act", "{n} acts", shown),
        week=words.day(most),
    )
