"""Time, played: the months that a view can be followed through, and what is said of one moment in them.

A moment is the end of a month. By then an act has surely happened if its latest day is not after it; what is dated
too vaguely to say so waits until it is sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from aid import questions
from aid.questions.totals import countries
from aid.recall import recalled
from aid.table import Ledger
from aid.view import View
from aid.words import Words


@dataclass(frozen=True)
class Month:
    """One month of the axis, with the acts dated to it in each direction."""

    code: str
    came: int
    went: int
    came_by: int = 0
    """How many of those that came are known only by their latest day."""
    went_by: int = 0

    @property
    def start(self) -> date:
        """Its first day."""
        return date.fromisoformat(f"{self.code}-01")

    @property
    def end(self) -> date:
        """Its last day."""
        return View(moment=self.code).ends_with


@dataclass(frozen=True)
class Course:
    """The months of a view, and those of them that it can be followed through."""

    months: tuple[Month, ...]
    """Every month from the first act to the last, whatever the period or moment asked for."""
    by_year: int
    """Acts of which only the year is known, and so no month."""
    steps: tuple[str, ...]
    """The months of the period by whose end something had surely happened: never one with nothing to show."""


def whole(view: View) -> View:
    """The view without its moment: the scale and the places that all its moments share."""
    return view.but(moment=None)


@recalled()
def course(ledger: Ledger, view: View) -> Course:
    """The months through which a view can be followed, each with its acts; none where no act has a month."""
    counted = questions.by_period(ledger, view.but(since=None, until=None, moment=None))
    dated = counted.dropna(subset=["month"])
    by_year = int(counted.loc[counted["month"].isna(), "acts"].sum())
    if dated.empty:
        return Course((), by_year, ())
    named = [(f"{int(row.year)}-{int(row.month):02}", row) for row in dated.itertuples()]
    acts = {(code, row.direction): int(row.acts) for code, row in named}
    by = {(code, row.direction): int(row.at_latest) for code, row in named}
    codes = sorted({code for code, _ in acts})
    every = [f"{month:%Y-%m}" for month in pd.date_range(f"{codes[0]}-01", f"{codes[-1]}-01", freq="MS")]
    months = tuple(
        Month(code, *(counts.get((code, way), 0) for counts in (acts, by) for way in ("inbound", "outbound")))
        for code in every
    )
    return Course(months, by_year, _steps(ledger, view, every))


def _steps(ledger: Ledger, view: View, codes: list[str]) -> tuple[str, ...]:
    soonest = questions.reach(ledger, whole(view)).soonest
    if soonest is None:
        return ()
    first = f"{soonest:%Y-%m}"
    last = f"{view.until:%Y-%m}" if view.until else codes[-1]
    return tuple(code for code in codes if first <= code <= last)


def overview(ledger: Ledger, view: View, words: Words) -> str:
    """The finding over the overview at a moment: from how many countries help had come, and to how many gone.

    An empty string where no help was on record by then.
    """
    gifts = countries(ledger, view, gifts_only=True)
    came, went = len(gifts["inbound"]), len(gifts["outbound"])
    month = words.month(view.ends_with)
    of_them = {"month": month, "came": _places(came, words), "went": words.number(went)}
    if came and went:
        return words.say("By the end of {month}: help had come from {came} and gone to {went}", **of_them)
    if came:
        return words.say("By the end of {month}: help had come from {came}; none is on record as gone out", **of_them)
    if went:
        return words.say("By the end of {month}: help had gone to {went}", month=month, went=_places(went, words))
    return ""


def timeline(ledger: Ledger, view: View, words: Words) -> str:
    """The finding over the timeline at a moment: how many acts had surely happened by then, each way."""
    totals = questions.totals(ledger, view).set_index("direction")["acts"]
    return words.say(
        "By the end of {month}: {came} to Chongqing, {went} from Chongqing",
        month=words.month(view.ends_with),
        came=words.plural("{n} act", "{n} acts", int(totals["inbound"])),
        went=words.number(int(totals["outbound"])),
    )


def _places(count: int, words: Words) -> str:
    return words.plural("{n} country or region", "{n} countries or regions", count)


@recalled()
def so_far(ledger: Ledger, view: View, words: Words) -> str:
    """What of a view is in sight: "by the end of March 2020 · 41 of 126 acts"; without a moment, its period."""
    every = int(questions.totals(ledger, whole(view))["acts"].sum())
    if view.moment:
        return words.plural(
            "By the end of {month} · {k} of {n} act",
            "By the end of {month} · {k} of {n} acts",
            every,
            month=words.month(view.ends_with),
            k=words.number(int(questions.totals(ledger, view)["acts"].sum())),
        )
    acts = words.plural("{n} act", "{n} acts", every)
    period = words.capital(words.span(view.since, view.until)) or words.say("All months")
    return words.say("{period} · {acts}", period=period, acts=acts)


def beside(found: Course, view: View, words: Words) -> str:
    """What to keep in mind with the months: the acts that have none, and what a moment leaves out."""
    told = []
    if found.by_year:
        told.append(words.plural("+ {n} whose month is not known", "+ {n} whose month is not known", found.by_year))
    if any(month.came_by or month.went_by for month in found.months):
        told.append(words.say("pale: in that month at the latest"))
    if view.moment:
        told.append(words.say("only what had surely happened by then"))
    return words.say("; ").join(told)


def alt(found: Course, words: Words) -> str:
    """The months in words, for who cannot see the bars: from when to when, and the fullest of them."""
    most = max(found.months, key=lambda month: month.came + month.went)
    return words.say(
        "Acts by month, {period}; most in {month}: {came} to Chongqing, {went} from Chongqing",
        period=words.span(found.months[0].start, found.months[-1].end),
        month=words.month(most.start),
        came=words.number(most.came),
        went=words.number(most.went),
    )


def counted(month: Month, words: Words) -> str:
    """One month and its acts each way."""
    return words.say(
        "{month}: {came} to Chongqing, {went} from Chongqing",
        month=words.month(month.start),
        came=words.number(month.came),
        went=words.number(month.went),
    )
