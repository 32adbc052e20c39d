"""The blocks of an act's page: everything known, every source, what is disputed, how to cite."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from aid import charts, citations, labels, questions
from aid.controls.arrive import Here
from aid.controls.blocks import draw
from aid.controls.bound import this_page
from aid.controls.country import BADGE
from aid.controls.share import reference
from aid.labels import md
from aid.view import View


def no_such_act(at: Here) -> None:
    """What an address without an act, or with an unknown one, shows."""
    w = at.words
    st.title(w.say("No such act"), anchor=False)
    asked = at.act or ""
    if asked:
        st.info(
            w.say(
                "The table holds no act with the id “{id}”. It may have been renamed or withdrawn.",
                id=md(asked[:120]),
            )
        )
    else:
        st.info(w.say("This address names no act."))
    pages = st.session_state["_pages"]
    st.page_link(pages["acts"], label=w.say("Every act on record"), query_params=at.query(View()))
    st.page_link(pages["overview"], label=w.say("Back to the overview"), query_params=at.query(View()))


def act_bar(at: Here, act: pd.Series[Any]) -> None:
    """The way to the act's country, and to the acts before and after it in the view, where it has not too many."""
    w = at.words
    pages = st.session_state["_pages"]
    many = questions.crowded(at.ledger, at.view)
    order = [] if many else list(questions.acts(at.ledger, at.view)["id"])
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="act_bar"):
        if pd.notna(act["country"]):
            st.page_link(
                pages["country"],
                label=md(w.say("All acts with {place}", place=w.the_country(act["country"]))),
                query_params=at.query(at.view.but(country=(act["country"],))),
            )
        if act["id"] in order and len(order) > 1:
            place = order.index(act["id"])
            before, after = order[place - 1], order[(place + 1) % len(order)]
            st.page_link(this_page(), label=f"← {w.say('Previous act')}", query_params=at.query(id=before))
            st.page_link(this_page(), label=f"{w.say('Next act')} →", query_params=at.query(id=after))


def act_facts(at: Here, act: pd.Series[Any], items: pd.DataFrame) -> None:
    """Everything the table knows of the act, a line a fact; what is not known says so."""
    w = at.words
    colour, sign = BADGE[act["direction"]]
    unknown = f":gray[{md(w.say('not known'))}]"
    held = labels.held(act["id"], items, w)
    value = w.money(act["value"], act["currency"]) if pd.notna(act["value"]) else None
    gift = act["kind"] in ("supplies", "funds")
    facts = {
        w.title("acts", "direction"): f":{colour}[{sign}] {md(w.label('acts', 'direction', act['direction']))}",
        w.title("acts", "kind"): md(w.kind(act["kind"])),
        w.title("acts", "date"): md(labels.dated(act, w)) + _bounds(at, act),
        w.title("acts", "partner"): _party(at, act["partner"]),
        w.title("acts", "hub_party"): _party(at, act["hub_party"]),
        w.say("What it held"): "  \n".join(md(item) for item in held) if held else None,
        w.title("acts", "value"): md(value) if value else unknown if gift else None,
        w.title("acts", "confidence"): _confidence(at, act["confidence"]),
        w.title("acts", "id"): f"`{act['id']}`",
    }
    st.table({md(name): fact for name, fact in facts.items() if fact}, border="horizontal")


def _bounds(at: Here, act: pd.Series[Any]) -> str:
    w = at.words
    if pd.isna(act["earliest"]):
        return f"  \n:small[:gray[{md(w.say('Only the latest possible day is known.'))}]]"
    if act["precision"] == "day":
        return ""
    span = w.say("{start} to {end}", start=w.day(act["earliest"]), end=w.day(act["latest"]))
    return f"  \n:small[:gray[{md(w.say('somewhere from {span}', span=span))}]]"


def _party(at: Here, party: str) -> str:
    w = at.words
    row = at.ledger.parties.set_index("id").loc[party]
    about = [w.label("parties", "type", row["type"])]
    if row["sister_city"]:
        about.append(w.say("sister city"))
    if pd.notna(row["country"]) and row["side"] == "partner":
        about.append(w.country(row["country"]))
    return f"{md(w.party(party))}  \n:small[:gray[{md(w.clauses(about))}]]"


def _confidence(at: Here, level: str) -> str:
    w = at.words
    meaning = w.meaning("acts", "confidence", level)
    return md(w.label("acts", "confidence", level)) + (f"  \n:small[:gray[{md(meaning)}]]" if meaning else "")


def act_caveat(at: Here, act: pd.Series[Any]) -> None:
    """What is uncertain or disputed, in full."""
    w = at.words
    st.header(w.say("What is uncertain"), anchor=False)
    caveat = w.pick(act["caveat_en"], act["caveat_zh"])
    st.markdown(md(caveat) if caveat else f":gray[{md(w.say('No doubt is on record.'))}]")


def act_sources(at: Here, sources: pd.DataFrame) -> None:
    """Every source, best first, with publisher, title, date, language, standing and side."""
    w = at.words
    st.header(w.plural("{n} source", "{n} sources", len(sources)), anchor=False)
    for place, source in enumerate(sources.to_dict("records"), start=1):
        title = source["title"] if pd.notna(source["title"]) else labels.host(source["url"])
        about = [
            w.day(source["published"]) if pd.notna(source["published"]) else w.say("undated"),
            w.language(source["language"]),
            w.label("sources", "standing", source["standing"]),
            w.label("sources", "side", source["side"]),
        ]
        st.markdown(
            f"{place}\\. **{md(labels.publisher(source, w))}**  \n{_linked(source, title)}  \n"
            f":small[:gray[{md(' · '.join(about))}]]"
        )


def _linked(source: dict[Any, Any], title: str) -> str:
    if source["link"]:
        return f"[{md(title)}]({labels.address(source['url'])})"
    return f"{md(title)}  \n`{source['url'].replace('`', '%60')}`"


def act_place(at: Here, act: pd.Series[Any]) -> None:
    """Where the partner is, on a small map, where a country fits."""
    w = at.words
    if pd.isna(act["country"]):
        st.markdown(f":gray[{md(w.say('No single country fits this partner, so no map shows it.'))}]")
        return
    parties = at.ledger.parties
    partner = parties[parties["id"] == act["partner"]].assign(
        inbound=int(act["direction"] == "inbound"), outbound=int(act["direction"] == "outbound")
    )
    own = labels.on_map(partner, w)
    place = w.country(act["country"])
    draw(at, charts.near(own, labels.home(at.ledger, act["country"]), place, w, at.theme), "near")


def cite_act(at: Here) -> None:
    """A reference to this act, ready to copy."""
    st.header(at.words.say("Cite this act"), anchor=False)
    st.code(citations.sentence(reference(at, this_page())), language=None, wrap_lines=True)
