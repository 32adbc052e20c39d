"""Dates honestly: the lens for what a date means, and the tray of those that are vague."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from aid import questions, sentences
from aid.controls.arrive import Here
from aid.controls.bound import bound, this_page
from aid.labels import md
from aid.recall import recalled
from aid.table import Ledger
from aid.view import View

VAGUE = ("bound", "month", "year")


@recalled()
def _counted(ledger: Ledger, view: View, aspect: str) -> Mapping[str, int]:
    """The acts of a view by what their dates mean (`basis`) or by how exact they are (`precision`)."""
    counted = questions.dates(ledger, view)
    own = counted[counted["aspect"] == aspect]
    return MappingProxyType(dict(zip(own["code"].tolist(), own["acts"].tolist(), strict=True)))


def lens(at: Here) -> None:
    """A choice of what a date marks, each with the number of acts in view; several may be chosen."""
    w = at.words
    acts = _counted(at.ledger, at.view.rows, "basis")
    codes = [code for code in acts if acts[code] or code in at.view.basis]

    def named(code: str) -> str:
        return f"{w.label('acts', 'date_basis', code)} · {w.number(acts[code])}"

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
    acts = _counted(at.ledger, at.view.rows, "precision")
    if not any(acts[code] for code in VAGUE) and not at.view.precision:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="tray"):
        st.markdown(f"**{md(w.say('Without an exact day'))}**", width="content")
        for code in VAGUE:
            told = f"{w.say(sentences.PRECISION[code])} · {w.number(acts[code])}"
            if acts[code]:
                link = at.view.but(precision=(code,))
                st.page_link(this_page(), label=md(told), query_params=at.query(link))
            else:
                st.markdown(f":gray[{md(told)}]", width="content")
        if at.view.precision:
            st.page_link(
                this_page(), label=w.say("Dates however exact"), query_params=at.query(at.view.but(precision=()))
            )
