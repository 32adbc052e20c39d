"""The blocks of the story: a step with its figure and the acts it rests on, the way from step to step, the whole."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from aid import charts, labels, questions, story, titles
from aid.charts.paint import shortened
from aid.charts.spotlight import spotlight
from aid.controls.arrive import Here, open_act, open_country
from aid.controls.blocks import caption, draw, headline, legend
from aid.controls.bound import this_page
from aid.controls.country import BADGE
from aid.controls.fronts import front
from aid.labels import md
from aid.story import Telling
from aid.story.found import held
from aid.story.speech import named, when
from aid.story.telling import shown
from aid.view import View

# So many acts are named under a step; the rest are in the table.
NAMED = 6
MAP_HEIGHT = 300
# In Latin letters: a phone shows so many.
LABEL = 52


def whole_story(at: Here) -> None:
    """All steps one under the other, to be read or printed, with the way to each of them above."""
    w, told = at.words, story.tell(at.ledger, at.words)
    headline(
        w.say("The exchange, told"),
        w.say(
            "From the first masks to what nobody has told yet. Every number is worked out from the table as it is now."
        ),
    )
    if not told:
        st.info(w.say("This table holds nothing that the story rests on."))
        return
    contents(at, told)
    for each in told:
        st.divider()
        _step(at, each, told, alone=False)


def one_step(at: Here, slug: str) -> None:
    """One step of the story, with the ways on: links, the arrow keys, and a list of all steps."""
    told = story.tell(at.ledger, at.words)
    place = next(place for place, each in enumerate(told) if each.slug == slug)
    front("steps")(data=slug, key="steps")
    _ways(at, told, place, "before", "after")
    _step(at, told[place], told, alone=True)
    _ways(at, told, place, "back", "on")
    st.divider()
    contents(at, told, place)


def contents(at: Here, told: tuple[Telling, ...], here: int | None = None) -> None:
    """Every step as a link to its own address; the one that the reader is on, at place `here`, as text."""
    w = at.words
    with st.container(key="story_contents"), st.grid(3, min_column_width=260, gap="xsmall"):
        for place, each in enumerate(told, start=1):
            label = md(w.say("{place} · {title}", place=w.number(place), title=each.title))
            if place - 1 == here:
                st.markdown(f":gray[{label}]")
            else:
                st.page_link(this_page(), label=label, query_params=at.query(step=each.slug))


def _ways(at: Here, told: tuple[Telling, ...], place: int, before: str, after: str) -> None:
    """The steps before and after, and the whole."""
    ways = ((before, place - 1, "← {name}"), (after, place + 1, "{name} →"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for key, other, arrow in ways:
            if 0 <= other < len(told):
                with st.container(key=f"story_{key}", width="content"):
                    label = arrow.format(name=md(_numbered(at, told, other)))
                    st.page_link(this_page(), label=label, query_params=at.query(step=told[other].slug))
        st.page_link(this_page(), label=at.words.say("The whole story on one page"), query_params=at.query())


def _numbered(at: Here, told: tuple[Telling, ...], place: int) -> str:
    w = at.words
    return w.say(
        "{place} of {all} · {title}", place=w.number(place + 1), all=w.number(len(told)), title=told[place].title
    )


def _step(at: Here, each: Telling, told: tuple[Telling, ...], *, alone: bool) -> None:
    """A step: what it tells beside its figure, and under both what it rests on."""
    w = at.words
    place = told.index(each) + 1
    caption(w.say("{place} of {all}", place=w.number(place), all=w.number(len(told))))
    if alone:
        st.title(md(each.title), anchor=False)
    else:
        st.header(md(each.title), anchor=each.slug)
    left, right = st.columns([5, 6], gap="large")
    with left, st.container(key=f"story_text_{each.slug}"):
        for paragraph in each.paragraphs:
            st.markdown(md(paragraph))
    with right:
        legend(at, each.caption)
        _figure(at, each)
    _rests_on(at, each)


def _rests_on(at: Here, each: Telling) -> None:
    """The acts of a step as links, the way to its rows, and the sources of what no column holds."""
    w, pages, acts = at.words, st.session_state["_pages"], each.facts.acts
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"story_acts_{each.slug}"):
        st.markdown(f":small[:gray[{md(w.say('This rests on'))}]]", width="content")
        for act in acts[:NAMED]:
            row = titles.act_of(act, at.ledger)
            if row is not None:
                st.page_link(pages["act"], label=_act(at, row), query_params=at.query(id=act))
        if len(acts) > NAMED:
            more = w.plural("and {n} more", "and {n} more", len(acts) - NAMED)
            st.markdown(f":small[:gray[{md(more)}]]", width="content")
        if each.slug == story.UNKNOWN.slug:
            st.page_link(pages["sources"], label=f"{w.say('Sources and method')} →", query_params=at.query())
        st.page_link(pages["acts"], label=f"{w.say('See this in the table')} →", query_params=at.query(each.facts.view))
    if each.sources:
        links = w.say("; ").join(labels.source_links(each.sources, w))
        told = w.say("Told by a source, and in no column of the table:")
        st.markdown(f":small[:gray[{md(told)}] {links}]")


def _act(at: Here, row: pd.Series[Any]) -> str:
    """An act in so few words that a phone shows them: which way, when, what (the first thing of several), with whom."""
    w = at.words
    things = [w.amount(*one) for one in held(at.ledger, row.to_dict())]
    what = (things[0] + ("…" if len(things) > 1 else "")) if things else w.kind(row["kind"])
    colour, sign = BADGE[row["direction"]]
    date = w.capital(when(row.to_dict(), w)) if pd.isna(row["earliest"]) else w.when(row["latest"], row["precision"])
    parts = (date, what, named(row["partner"], w).removeprefix("the "))
    return f":{colour}[{sign}] {md(shortened(' · '.join(parts), LABEL))}"


def _figure(at: Here, each: Telling) -> None:
    """The step's figure, drawn from the table with the step's view."""
    w, ledger, view, key = at.words, at.ledger, each.facts.view, f"story_{each.slug}"
    if each.figure == "map":
        places = questions.by_country(ledger, view)
        hover = labels.place_hovers(places, view.measure, w)
        drawing = charts.world(places, ledger.countries, view.country, w, hover, at.theme)
        draw(at, drawing, key, open_country(at), height=MAP_HEIGHT)
        return
    acts = questions.acts(ledger, view) if each.figure == "thread" else shown(each.facts, ledger)
    hover = labels.act_hovers(acts, questions.item_rows(ledger, View()), w)
    if each.figure == "thread":
        drawing = charts.thread(questions.thread(ledger, view), acts, w, hover, at.theme)
    else:
        drawing = spotlight(charts.timeline(acts.assign(lane=""), [("", "")], w, hover, at.theme), each.facts.acts)
    draw(at, drawing, key, open_act(at))
