"""The one filter bar of all pages, bound to the address, and what stands there when nothing answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from aid import labels, questions, sentences
from aid.controls.arrive import Here
from aid.controls.bound import EITHER, bound, one, several, this_page
from aid.controls.known import known_how
from aid.labels import md
from aid.recall import recalled
from aid.shelf import Outgrown
from aid.table import Ledger
from aid.view import View, choices, families, measures
from aid.words import Words


def filters(at: Here, rest: View | None = None) -> None:
    """The one filter bar: direction, kind, countries, period, more; and a sentence of what is in force.

    `rest` is the view that a reset goes back to, where a page is about something: a country's page keeps its country.
    """
    w = at.words
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        one(
            at,
            "direction",
            w.say("Direction"),
            [EITHER, *choices(at.ledger, "acts", "direction")],
            _direction(w),
        )
        with st.popover(w.say("Kind")):
            several(at, "kind", w.say("Kind of act"), choices(at.ledger, "acts", "kind"), w.kind)
            several(at, "item", w.say("Containing"), families(at.ledger), w.family)
        if not (rest and rest.country):
            with st.popover(w.say("Countries")):
                _countries(at)
        with st.popover(w.say("Period")):
            _period(at)
        with st.popover(w.say("How known")):
            known_how(at)
        with st.popover(w.say("More")):
            _more(at)
        _in_force(at, rest or View())


def _in_force(at: Here, rest: View) -> None:
    """The view in words with its number of acts, how many of them may lie outside the period, and the way back."""
    st.markdown(_told(at.ledger, at.view, at.words), width="content")
    if at.view.rows != rest.rows:
        st.page_link(this_page(), label=at.words.say("Reset"), query_params=at.query(rest))


@recalled()
def _told(ledger: Ledger, view: View, w: Words) -> str:
    found = questions.totals(ledger, view)
    vague = int(found["vague"].sum())
    count = w.plural("{n} act", "{n} acts", int(found["acts"].sum()))
    told = w.say("**{view}** · {count}", view=md(sentences.said(view, w)), count=md(count))
    if vague:
        told += md(
            w.plural(
                ", of which {n} has a vague date that may lie outside the period",
                ", of which {n} have a vague date that may lie outside the period",
                vague,
            )
        )
    return told


def _direction(w: Words) -> Callable[[str], str]:
    named = {
        EITHER: w.say("Both"),
        "inbound": f"● {w.label('acts', 'direction', 'inbound')}",
        "outbound": f"◆ {w.label('acts', 'direction', 'outbound')}",
    }
    return named.__getitem__


def _countries(at: Here) -> None:
    w = at.words
    known = _known_countries(at.ledger)
    options = sorted({*known, *at.view.country}, key=lambda code: w.order(w.country(code)))
    st.multiselect(
        w.say("Countries or regions"),
        options,
        format_func=w.country,
        placeholder=w.say("All"),
        **bound(at, "country", list(at.view.country)),
    )


@recalled(8)
def _known_countries(ledger: Ledger) -> frozenset[str]:
    return frozenset(questions.by_country(ledger, View())["country"])


@recalled(8)
def _months(ledger: Ledger) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The first and the last day of every month of the table."""
    acts = questions.reach(ledger, View())
    # The table of a part of the record may hold no act.
    months = pd.date_range(acts.first.replace(day=1), acts.last, freq="MS") if acts.first else pd.DatetimeIndex([])
    return tuple(month.date() for month in months), tuple((month + pd.offsets.MonthEnd()).date() for month in months)


def _period(at: Here) -> None:
    w = at.words
    firsts, lasts = _months(at.ledger)
    starts = sorted({*firsts, *([at.view.since] if at.view.since else [])})
    ends = sorted({*lasts, *([at.view.until] if at.view.until else [])})

    def named(day: date | None) -> str:
        if day is None:
            return w.say("no limit")
        edge = day.day == 1 or (day + timedelta(days=1)).day == 1
        return w.month(day) if edge else w.day(day)

    st.selectbox(
        w.say("From"),
        [None, *starts],
        format_func=named,
        placeholder=w.say("no limit"),
        **bound(at, "since", at.view.since),
    )
    st.selectbox(
        w.say("To"),
        [None, *ends],
        format_func=named,
        placeholder=w.say("no limit"),
        **bound(at, "until", at.view.until),
    )


def _more(at: Here) -> None:
    w = at.words
    search(at)
    st.selectbox(
        w.say("Size of the marks"),
        measures(at.ledger),
        format_func=lambda measure: w.capital(labels.measured(measure, w)),
        **bound(at, "measure", at.view.measure),
    )
    used = _partner_types(at.ledger)
    types = tuple(code for code in choices(at.ledger, "parties", "type") if code in used or code in at.view.party)
    several(at, "party", w.say("Partner"), types, lambda code: w.label("parties", "type", code))


@recalled(8)
def _partner_types(ledger: Ledger) -> frozenset[str]:
    parties = ledger.parties
    return frozenset(parties.loc[parties["side"] == "partner", "type"])


def search(at: Here, place: str = "") -> None:
    """The field for words to find, in either language; `place` tells two of them on one page apart."""
    w = at.words
    st.text_input(
        w.say("Search"),
        placeholder=w.say("Mito, masks, 口罩 …"),
        max_chars=200,
        **bound(at, "q", at.view.q, place),
    )


def too_many(at: Here, much: Outgrown) -> None:
    """What stands in place of a list that would be too long: how many there are, and the ways to fewer."""
    w = at.words
    st.info(
        w.say(
            "{n} rows answer this, too many for this page. Choose a country, a kind or a period; the table of acts "
            "shows all of them, leaf by leaf.",
            n=w.number(much.rows),
        )
    )
    st.page_link(st.session_state["_pages"]["acts"], label=w.say("Every act on record"), query_params=at.query())


def nothing(at: Here) -> None:
    """The honest empty state: that no source was found is not that nothing was given; and the ways back."""
    w = at.words
    st.info(w.say("Nothing on record answers this. It means that no source was found, not that nothing was given."))
    loosened = {
        "direction": w.say("Either direction"),
        "kind": w.say("Any kind"),
        "item": w.say("Any goods"),
        "country": w.say("All countries"),
        "party": w.say("Any partner"),
        "since": w.say("Without a start"),
        "until": w.say("Without an end"),
        "confidence": w.say("Any confidence"),
        "told": w.say("Told by any side"),
        "sources": w.say("Any number of sources"),
        "language": w.say("Told in any language"),
        "standing": w.say("Originals and copies"),
        "disputed": w.say("Disputed or not"),
        "basis": w.say("Any kind of date"),
        "precision": w.say("Dates however exact"),
        "moment": w.say("Not only up to that month"),
        "q": w.say("Without the search"),
    }
    default = View()
    for name, label in loosened.items():
        if getattr(at.view, name) == getattr(default, name):
            continue
        wider = at.view.but(**{name: getattr(default, name)})
        count = int(questions.totals(at.ledger, wider)["acts"].sum())
        if count:
            acts = w.plural("{n} act", "{n} acts", count)
            st.page_link(this_page(), label=md(f"{label} · {acts}"), query_params=at.query(wider))
    st.page_link(this_page(), label=w.say("Show everything"), query_params=at.query(View()))
