"""Tables on screen: acts, sources and reported totals, with real column types and a way from each row."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from aid import captions, export, known, labels, questions
from aid.controls.arrive import Here, later
from aid.controls.blocks import caption
from aid.controls.bound import this_page
from aid.controls.data import path
from aid.labels import md
from aid.questions.rows import MOST_LISTED

TALL = 560
# So many acts stand on one leaf of a table that is too long to be sent whole.
LEAF = 500


def act_table(at: Here, acts: pd.DataFrame, items: pd.DataFrame) -> None:
    """The acts of a view with typed columns; choosing a row opens its page."""
    w, column = at.words, st.column_config
    held = labels.held_by_act(items, w)
    shown = pd.DataFrame(
        {
            "link": [f"act?{urlencode(at.query(id=act), doseq=True)}" for act in acts["id"]],
            "dated": [labels.dated(act, w) for act in acts.to_dict("records")],
            "direction": [w.label("acts", "direction", code) for code in acts["direction"]],
            "partner": [w.party(code) for code in acts["partner"]],
            "held": [w.clauses(held.get(act, [])) or None for act in acts["id"]],
            "kind": [w.kind(code) for code in acts["kind"]],
            "country": [w.country(code) if pd.notna(code) else None for code in acts["country"]],
            "hub": [w.party(code) for code in acts["hub_party"]],
            "latest": acts["latest"],
            "masks": export.masks(acts, items).astype("Int64"),
            "currency": acts["currency"],
            "value": acts["value"],
            "confidence": [w.label("acts", "confidence", code) for code in acts["confidence"]],
            "told": [w.capital(known.aspect("told", code, w)) for code in acts["told"]],
            "sources": acts["source_count"],
            "disputed": acts["disputed"],
            "note": [w.pick(act.note_en, act.note_zh) for act in acts.itertuples()],
        }
    )
    key = "acts"
    st.dataframe(
        shown,
        key=key,
        alt=w.plural("Table of {n} act, newest last", "Table of {n} acts, newest last", len(acts)),
        hide_index=True,
        height=min(TALL, 36 * (len(shown) + 1) + 2),
        placeholder="",
        on_select=lambda: _open_row(at, key, list(acts["id"])),
        selection_mode="single-row",
        column_config={
            "latest": column.DateColumn(
                w.say("Latest day"), format="YYYY-MM-DD", help=w.say("The day, or the latest possible day")
            ),
            "dated": column.TextColumn(w.title("acts", "date")),
            "direction": column.TextColumn(w.title("acts", "direction")),
            "kind": column.TextColumn(w.title("acts", "kind")),
            "country": column.TextColumn(w.say("Country or region")),
            "partner": column.TextColumn(w.title("acts", "partner")),
            "hub": column.TextColumn(w.title("acts", "hub_party")),
            "held": column.TextColumn(w.say("What it held"), width=220),
            "masks": column.NumberColumn(w.say("Masks"), format="localized"),
            "value": column.NumberColumn(w.title("acts", "value"), format="localized"),
            "currency": column.TextColumn(w.title("acts", "currency")),
            "confidence": column.TextColumn(w.title("acts", "confidence")),
            "told": column.TextColumn(w.say("Who published it")),
            "sources": column.NumberColumn(w.say("Sources")),
            "disputed": column.CheckboxColumn(w.say("Disputed")),
            "link": column.LinkColumn(w.say("Page"), display_text=w.say("Open"), pinned=True),
            "note": column.TextColumn(w.title("acts", w.pick("note_en", "note_zh")), width="large"),
        },
    )


def act_leaves(at: Here) -> None:
    """The acts of a view that has too many for one table, a leaf at a time, and the way to the other leaves.

    Only the leaf that is shown is read and sent.
    """
    w, acts = at.words, questions.reach(at.ledger, at.view).acts
    last = -(-acts // LEAF)
    leaf = min(at.leaf, last)
    shown = questions.leaf(at.ledger, at.view, (leaf - 1) * LEAF, LEAF)
    told = w.say(
        "Acts {first} to {last} of {acts}, oldest first. Search and filters reach all of them.",
        first=w.number((leaf - 1) * LEAF + 1),
        last=w.number(min(leaf * LEAF, acts)),
        acts=w.number(acts),
    )
    caption(told)
    act_table(at, shown.acts, shown.items)
    ways = (
        (1, w.say("First page")),
        (leaf - 1, f"← {w.say('Previous page')}"),
        (leaf + 1, f"{w.say('Next page')} →"),
        (last, w.say("Last page")),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="leaves"):
        for number, label in ways:
            if 1 <= number <= last and number != leaf:
                st.page_link(this_page(), label=label, query_params=at.query(leaf=str(number)))


def _open_row(at: Here, key: str, ids: list[str]) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    if chosen:
        later("act", at, at.view, id=ids[chosen[0]])


def downloads(at: Here) -> None:
    """Exactly these rows as files, by addresses that any program can ask; the rest is on the page about using them."""
    w = at.words
    count = int(questions.totals(at.ledger, at.view)["acts"].sum())
    if count > MOST_LISTED:
        most = w.number(MOST_LISTED)
        caption(w.say("Files hold up to {n} acts: choose a country, a kind or a period to download these.", n=most))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="downloads"):
        st.markdown(md(w.plural("Download this {n} act:", "Download these {n} acts:", count)), width="content")
        for label, file, more in (
            ("CSV", "acts.csv", {}),
            (w.say("CSV for Excel"), "acts.csv", {"edition": "excel"}),
            (w.say("Excel workbook"), "acts.xlsx", {}),
            ("JSON", "acts.json", {}),
            (w.say("Everything in this selection (ZIP)"), "takeaway.zip", {}),
        ):
            st.link_button(label, path(file, at.view, w.lang, **more))
        st.page_link(st.session_state["_pages"]["data"], label=w.say("More formats"), query_params=at.query())


def source_table(at: Here, sources: pd.DataFrame) -> None:
    """Every source with how many acts and totals rest on it; choosing one lists the acts.

    What is not to be linked is shown as text.
    """
    w, column = at.words, st.column_config
    if sources.empty:
        st.info(w.say("Nothing on record answers this view"))
        return
    linked = sources["link"].astype(bool)
    shown = pd.DataFrame(
        {
            "publisher": [labels.publisher(source, w) for source in sources.to_dict("records")],
            "title": sources["title"],
            "published": sources["published"],
            "language": [w.language(tag) for tag in sources["language"]],
            "standing": [w.label("sources", "standing", code) for code in sources["standing"]],
            "side": [w.label("sources", "side", code) for code in sources["side"]],
            "url": sources["url"].where(linked),
            "acts": sources["acts"],
            "claims": sources["claims"],
            "address": sources["url"].where(~linked),
            "id": sources["id"],
        }
    )
    chosen = st.dataframe(
        shown,
        key="sources",
        alt=w.plural("Table of {n} source", "Table of {n} sources", len(sources)),
        hide_index=True,
        height=min(TALL, 36 * (len(shown) + 1) + 2),
        placeholder="",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "acts": column.NumberColumn(w.say("Acts")),
            "claims": column.NumberColumn(w.say("Totals")),
            "publisher": column.TextColumn(w.say("Publisher")),
            "title": column.TextColumn(w.title("sources", "title")),
            "published": column.DateColumn(w.title("sources", "published"), format="YYYY-MM-DD"),
            "language": column.TextColumn(w.title("sources", "language")),
            "standing": column.TextColumn(w.title("sources", "standing")),
            "side": column.TextColumn(w.title("sources", "side")),
            "url": column.LinkColumn(w.say("Link"), display_text=w.say("Open")),
            "address": column.TextColumn(w.say("Address, not linked")),
            "id": column.TextColumn(w.title("sources", "id")),
        },
    )
    for row in chosen["selection"]["rows"]:
        if row < len(sources):
            _resting_on(at, sources.iloc[row])


def _resting_on(at: Here, source: pd.Series[Any]) -> None:
    """The acts of the view that rest on a source, each a link to its page."""
    st.subheader(md(labels.publisher(source, at.words)), anchor=False)
    act_links(at, questions.resting_on(at.ledger, source["id"], at.view, LEAF))


def act_links(at: Here, some: questions.Named) -> None:
    """Acts as links to their pages."""
    for act in some.acts.to_dict("records"):
        title = labels.title(pd.Series(act), some.items[some.items["act"] == act["id"]], at.words)
        st.page_link(st.session_state["_pages"]["act"], label=md(title), query_params=at.query(id=act["id"]))


def claim_table(at: Here, claims: pd.DataFrame) -> None:
    """Reported totals beside what the table itemises, with the sources of each."""
    w = at.words
    publishers = questions.claim_sources(at.ledger)
    with st.container(key="claims"):
        if claims.empty:
            st.info(w.say("No reported total for this direction and kind"))
            return
        rows = [_claim(at, claim, publishers) for claim in claims.to_dict("records")]
        st.table(
            rows,
            hide_index=True,
            border="horizontal",
            alt=w.plural("{n} reported total", "{n} reported totals", len(rows)),
        )


def _claim(at: Here, claim: dict[Any, Any], publishers: dict[Any, Any]) -> dict[str, str]:
    w = at.words
    as_of = w.when(claim["latest"], claim["precision"]) if pd.notna(claim["latest"]) else w.say("undated")
    sources = [publishers[source] for source in claim["sources"].split(";")]
    mind = captions.held_with(claim, w)
    beside = f"  \n:small[:gray[{md(mind)}]]" if mind else ""
    sign = ":orange[●]" if claim["direction"] == "inbound" else ":green[◆]"
    return {
        w.say("As of"): md(as_of),
        w.say("What the source says"): f"{sign} {md(w.pick(claim['statement_en'], claim['statement_zh']))}  \n"
        f":small[{w.say('; ').join(labels.source_links(sources, w))}]",
        w.say("Reported"): f"**{md(captions.reported(claim, w))}**",
        w.say("In this table"): f"**{md(captions.held_against(claim, w))}**" + beside,
    }
