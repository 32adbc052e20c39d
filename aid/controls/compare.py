"""The blocks of the comparison: choosing two to four countries, and what stands side by side."""

from __future__ import annotations

import streamlit as st

from aid import charts, comparison, labels, questions, sentences
from aid.controls.arrive import Here, go_to, open_act
from aid.controls.blocks import draw
from aid.controls.bound import this_page
from aid.controls.fronts import front
from aid.labels import md

# So many pairs of countries are offered where the address names fewer than two.
OFFERED = 4


def choose_countries(at: Here) -> None:
    """The choice of countries, at most four; those after the fourth of an address are left out with a notice."""
    w, view = at.words, at.view
    shown = list(view.country[: questions.MOST])
    rest = view.country[questions.MOST :]
    known = questions.by_country(at.ledger, at.view.rows.but(country=()))["country"].drop_duplicates()
    options = sorted({*known, *shown}, key=lambda code: w.order(w.country(code)))
    # A box each, and one more to add with; a list of tags would be unreadable in the dark theme.
    boxes = min(questions.MOST, max(2, len(shown) + 1))
    keys = [f"compared{place}:{w.lang}" for place in range(boxes)]

    def chosen() -> None:
        go_to(at, view.but(country=tuple(code for key in keys if (code := st.session_state[key]))))

    for place, (column, key) in enumerate(zip(st.columns(questions.MOST), keys, strict=False)):
        own = shown[place] if place < len(shown) else None
        st.session_state[key] = own
        column.selectbox(
            w.say("Country or region {n}", n=w.number(place + 1)),
            [code for code in options if code == own or code not in shown],
            format_func=w.country,
            key=key,
            placeholder=w.say("Choose"),
            on_change=chosen,
        )
    if rest:
        told = w.say(
            "At most {n} stand side by side. Left out: {countries}.",
            n=w.number(questions.MOST),
            countries=w.join([w.country(code) for code in rest], plain=True),
        )
        st.info(md(told))


def offer_countries(at: Here) -> None:
    """Where the address names fewer than two countries: some that are worth comparing, as links."""
    w, view = at.words, at.view
    busy = [code for code in questions.comparable(at.ledger, view) if code not in view.country]
    if view.country:
        sets = [(*view.country, code) for code in busy[:OFFERED]]
    else:
        sets = [tuple(busy[:size]) for size in (2, 3, 4)] + [tuple(busy[1:3])]
    with st.container(key="offered"):
        st.markdown(md(w.say("With most acts both ways:")))
        for codes in dict.fromkeys(codes for codes in sets if len(codes) > 1):
            names = w.join([w.country(code) for code in codes])
            st.page_link(this_page(), label=md(names), query_params=at.query(view.but(country=codes)))


def side_by_side(at: Here) -> None:
    """Each country's name and finding in a column; then all on one time axis, on one scale, and in one table."""
    w, view, ledger = at.words, at.view, at.ledger
    for code, column in zip(view.country, st.columns(len(view.country), gap="medium"), strict=True):
        one = view.but(country=(code,))
        with column, st.container(key=f"country_{code}"):
            st.header(md(w.country(code)), anchor=False)
            finding = sentences.country(ledger, one, w)
            st.markdown(md(finding))
            st.page_link(
                st.session_state["_pages"]["country"],
                label=w.say("This country’s page →"),
                query_params=at.query(one),
            )
    _timeline(at)
    st.header(w.say("Masks, on one scale"), anchor=False)
    rows = questions.masks_side_by_side(ledger, view)
    draw(at, charts.masks(rows, lambda row: comparison.masks(row, w), w, at.theme), "compared_masks")
    st.header(w.say("Item by item"), anchor=False)
    _table(at)


def _timeline(at: Here) -> None:
    w, view = at.words, at.view
    acts = questions.acts(at.ledger, view)
    acts = acts.assign(lane=acts["country"])
    st.header(w.say("On one time axis"), anchor=False)
    if acts.empty:
        st.info(w.say("Nothing on record answers this view"))
        return
    hover = labels.act_hovers(acts, questions.item_rows(at.ledger, view), w)
    lanes = [(code, w.country(code)) for code in view.country]
    draw(at, charts.timeline(acts, lanes, w, hover, at.theme), "compared", open_act(at))


def _table(at: Here) -> None:
    """Every figure of the page once more, a column a country."""
    w, view = at.words, at.view
    data = {
        "caption": comparison.title(view, w),
        "came": w.say("to Chongqing"),
        "went": w.say("from Chongqing"),
        "countries": [w.country(code) for code in view.country],
        "rows": [{"name": line.name, "cells": line.cells} for line in comparison.lines(at.ledger, view, w)],
    }
    front("compare")(data=data, key="comparison", height="content")
