"""Time, played: a brush over the months that filters by period, and buttons that follow the view through them."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from aid import moments
from aid.controls.arrive import Here, go_to
from aid.controls.fronts import front
from aid.recall import recalled
from aid.table import Ledger
from aid.view import View, read
from aid.words import Words

# Stands for the month in the address that the component is handed; no month is written so.
ANY_MONTH = "0000-00"


def time(at: Here) -> None:
    """The buttons that play the view through its months, and the months as small bars with a brush for its period.

    Nothing is drawn where no act of the view has a month.
    """
    found = moments.course(at.ledger, at.view)
    if not found.months:
        return
    with st.container(key="time", gap=None):
        front("play")(
            data=_played(at.ledger, at.view, at.words, at.chosen_lang),
            key="play",
            height="content",
            on_moment_change=lambda: _moment(at),
            on_clear_change=lambda: _clear(at),
        )
        front("months")(
            data=_brushed(at.ledger, at.view.rows, at.words),
            key="months",
            height="content",
            on_period_change=lambda: _period(at),
        )


@recalled()
def _played(ledger: Ledger, view: View, w: Words, lang: str | None) -> dict[str, Any]:
    """What the buttons need: the months to step through, the address of each, and all texts.

    `lang` is the language that the addresses keep, where the reader has chosen one.
    """
    found = moments.course(ledger, view)
    query = {**({"lang": lang} if lang else {}), **view.but(moment=ANY_MONTH).query()}
    return {
        "steps": list(found.steps),
        "moment": view.moment or "",
        "part": bool(view.moment or view.since or view.until),
        "address": urlencode(query, doseq=True),
        "any": ANY_MONTH,
        "told": moments.so_far(ledger, view, w),
        "say": {
            "group": w.say("Time"),
            "first": w.say("To the first month"),
            "back": w.say("One month back"),
            "play": w.say("Play, month by month"),
            "pause": w.say("Pause"),
            "on": w.say("One month on"),
            "last": w.say("To the last month"),
            "clear": w.say("All months"),
            "still": w.say("Your device asks for less motion: nothing runs by itself; step with the buttons."),
        },
    }


@recalled()
def _brushed(ledger: Ledger, view: View, w: Words) -> dict[str, Any]:
    """What the brush needs: every month with its days, its acts and its name, and all texts."""
    found = moments.course(ledger, view)
    months = [
        {
            "code": month.code,
            "start": month.start.isoformat(),
            "end": month.end.isoformat(),
            "name": w.month(month.start),
            "came": month.came,
            "went": month.went,
            "came_by": month.came_by,
            "went_by": month.went_by,
            "counted": moments.counted(month, w),
        }
        for month in found.months
    ]
    return {
        "months": months,
        "ticks": _ticks([month.start for month in found.months], w),
        "moment": view.moment or "",
        "from": view.since.isoformat() if view.since else "",
        "to": view.until.isoformat() if view.until else "",
        "alt": moments.alt(found, w),
        "beside": moments.beside(found, view, w),
        "span": w.say("{start} to {end}", start="{start}", end="{end}"),
        "group": w.say("Period"),
        "first": w.say("First month of the period"),
        "last": w.say("Last month of the period"),
    }


def _ticks(starts: list[date], w: Words) -> list[str]:
    """What stands under each month: its name, or nothing where many stand close; the year where one begins."""
    every = 1 if len(starts) <= 9 else 2 if len(starts) <= 18 else 3 if len(starts) <= 36 else 12
    ticks = [w.short_month(start) if (start.month - 1) % every == 0 else "" for start in starts]
    for place, start in enumerate(starts):
        if place == 0 or start.month == 1:
            ticks[place] = w.say("{month} {year}", month=w.short_month(start), year=w.when(start, "year"))
    return ticks


def _moment(at: Here) -> None:
    """Put the moment that a button asks for into the address."""
    asked, _ = read({"moment": str(st.session_state["play"].get("moment"))}, at.ledger)
    if asked.moment:
        go_to(at, at.view.but(moment=asked.moment))


def _clear(at: Here) -> None:
    """Take period and moment out of the address."""
    if st.session_state["play"].get("clear"):
        go_to(at, at.view.but(since=None, until=None, moment=None))


def _period(at: Here) -> None:
    """Put the brush's period into the address, read as an address is; a moment outside it goes."""
    given = st.session_state["months"].get("period")
    if isinstance(given, dict):
        asked, _ = read({key: str(given[key]) for key in ("from", "to") if given.get(key)}, at.ledger)
        view = at.view.but(since=asked.since, until=asked.until)
        go_to(at, view if _within(view) else moments.whole(view))


def _within(view: View) -> bool:
    """Whether the moment lies in the period, as far as both are asked for."""
    if not view.moment:
        return True
    begun = not view.since or view.since <= view.ends_with
    return begun and (not view.until or view.moment <= f"{view.until:%Y-%m}")
