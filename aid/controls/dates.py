"""Dates honestly: the lens for what a date means, and the tray of those that are vague."""

from __future__ import annotations

import streamlit as st

from aid import questions, sentences
from aid.controls.arrive import Here
from aid.controls.bound import bound, this_page
from aid.labels import md

VAGUE = ("bound", "month", "year")


def lens(at: Here) -> None:
    """A choice of what a date marks, each with the number of acts in view; several may be chosen."""
    w = at.words
    counted = questions.dates(at.ledger, at.view)
    acts = counted[counted["aspect"] == "basis"].set_index("code")["acts"]
    codes = [code for code in acts.index if acts[code] or code in at.view.basis]

    def named(code: str) -> str:
        return f"{w.label('acts', 'date_basis', code)} · {w.number(int(acts[code]))}"

    st.pills(
        w.say("What the date marks"),
        codes,
        selection_mode="multi",
        format_func=named,
        **bound(at, "basis", list(at.view.basis), place=":lens"),
    )


def tray(at: Here) -> None:
    """How many acts of the view have no exact day, by how vague they are, each number a way to those acts."""
    w = at.words
    counted = questions.dates(at.ledger, at.view)
    acts = counted[counted["aspect"] == "precision"].set_index("code")["acts"]
    if not acts[list(VAGUE)].any() and not at.view.precision:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="tray"):
        st.markdown(f"**{md(w.say('Without an exact day'))}**", width="content")
        for code in VAGUE:
            told = f"{w.say(sentences.PRECISION[code])} · {w.number(int(acts[code]))}"
            if acts[code]:
                link = at.view.but(precision=(code,))
                st.page_link(this_page(), label=md(told), query_params=at.query(link))
            else:
                st.markdown(f":gray[{md(told)}]", width="content")
        if at.view.precision:
            st.page_link(
                this_page(), label=w.say("Dates however exact"), query_params=at.query(at.view.but(precision=()))
            )
