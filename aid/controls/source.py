"""One source that the address names: above all others, with what of the table rests on it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from aid import labels, questions
from aid.controls.arrive import Here
from aid.controls.blocks import caption
from aid.controls.tables import LEAF, act_links
from aid.labels import md
from aid.view import View


def asked_source(at: Here) -> None:
    """The source of the address's `id`, where it names one: what it is, the acts and reported totals that rest on it.

    All of them, whatever the view: a reader who asks for a source wants to know what it carries.
    """
    if not at.act:
        return
    w, ledger = at.words, at.ledger
    known = ledger.sources[ledger.sources["id"] == at.act]
    if known.empty:
        st.info(w.say("The table holds no source of this name"))
        return
    source = known.iloc[0]
    with st.container(border=True, key="source"):
        st.subheader(w.say("; ").join(labels.source_links([source.to_dict()], w)), anchor=False)
        caption(_about(source, at))
        count = questions.resting_count(ledger, at.act)
        st.markdown(f"**{md(w.plural('{n} act rests on it', '{n} acts rest on it', count))}**")
        act_links(at, questions.resting_on(ledger, at.act, View(), LEAF))
        if count > LEAF:
            caption(w.say("The first {n} of them.", n=w.number(LEAF)))
        claims, rests = ledger.claims, ledger.claim_citations
        for claim in claims[claims["id"].isin(rests.loc[rests["source"] == at.act, "claim"])].itertuples():
            told = w.say("Reported total: {statement}", statement=w.pick(claim.statement_en, claim.statement_zh))
            st.markdown(md(told))


def _about(source: pd.Series[str], at: Here) -> str:
    """Title, day, language and standing, as far as they are told."""
    w = at.words
    told = [str(source["title"])] if pd.notna(source["title"]) else []
    told += [w.day(source["published"])] if pd.notna(source["published"]) else []
    told += [w.language(source["language"]), w.label("sources", "standing", source["standing"]), source["id"]]
    return " · ".join(told)
