"""One source that the address names: above all others, with what of the table rests on it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from aid import labels, questions
from aid.controls.arrive import Here
from aid.controls.blocks import caption
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
        acts, items = questions.acts(ledger, View()), questions.item_rows(ledger, View())
        acts = acts[acts["id"].isin(_resting(ledger.citations, "act", at.act))]
        st.markdown(f"**{md(w.plural('{n} act rests on it', '{n} acts rest on it', len(acts)))}**")
        for act in acts.to_dict("records"):
            title = labels.title(pd.Series(act), items[items["act"] == act["id"]], w)
            st.page_link(st.session_state["_pages"]["act"], label=md(title), query_params=at.query(id=act["id"]))
        claims = ledger.claims
        for claim in claims[claims["id"].isin(_resting(ledger.claim_citations, "claim", at.act))].itertuples():
            told = w.say("Reported total: {statement}", statement=w.pick(claim.statement_en, claim.statement_zh))
            st.markdown(md(told))


def _about(source: pd.Series[str], at: Here) -> str:
    """Title, day, language and standing, as far as they are told."""
    w = at.words
    told = [str(source["title"])] if pd.notna(source["title"]) else []
    told += [w.day(source["published"])] if pd.notna(source["published"]) else []
    told += [w.language(source["language"]), w.label("sources", "standing", source["standing"]), source["id"]]
    return " · ".join(told)


def _resting(citations: pd.DataFrame, what: str, source: str) -> pd.Series[str]:
    return citations.loc[citations["source"] == source, what]
