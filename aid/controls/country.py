"""The blocks of a country's page: choosing one, its neighbours, its parties, and its acts as cards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from aid import captions, charts, labels, missing, questions
from aid.controls.arrive import Here, go_to, open_act
from aid.controls.blocks import caption, draw
from aid.controls.bound import this_page
from aid.controls.drawn import timeline
from aid.controls.known import badges
from aid.controls.missing import looked_for
from aid.labels import md
from aid.view import View

# So many parties of each side are named where there are a great many.
MOST_PARTIES = 60
BADGE = {"inbound": ("orange", "●"), "outbound": ("green", "◆")}


def _order(at: Here) -> list[str]:
    """The countries that answer the view whatever its countries, those with most acts first."""
    wider = at.view.but(country=(), measure="acts")
    return list(questions.by_country(at.ledger, wider)["country"].drop_duplicates())


def country_bar(at: Here) -> None:
    """A choice of country, and the ones before and after it."""
    w, code = at.words, at.view.country[0]
    order = _order(at)
    options = order if code in order else [code, *order]
    key = f"subject:{w.lang}"
    st.session_state[key] = code
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="country_bar"):
        st.selectbox(
            w.say("Country or region"),
            options,
            format_func=w.country,
            key=key,
            label_visibility="collapsed",
            width=260,
            on_change=lambda: go_to(at, at.view.but(country=(st.session_state[key],))),
        )
        if code in order and len(order) > 1:
            place = order.index(code)
            for other, arrow in (
                (order[place - 1], "← {name}"),
                (order[(place + 1) % len(order)], "{name} →"),
            ):
                name = md(w.country(other))
                st.page_link(
                    this_page(),
                    label=arrow.format(name=name),
                    query_params=at.query(at.view.but(country=(other,))),
                )
        st.page_link(st.session_state["_pages"]["compare"], label=w.say("Compare"), query_params=at.query())
        asked = urlencode(at.query(at.view.rows.but(country=())), doseq=True)
        st.link_button(w.say("Print version"), f"/print/{code}{'?' + asked if asked else ''}", type="tertiary")


def several_countries(at: Here) -> None:
    """A word where the address names several countries: this page shows one at a time."""
    w, rest = at.words, at.view.country[1:]
    if not rest:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f":gray[{md(w.say('This page shows one country at a time. Also in the address:'))}]",
            width="content",
        )
        for code in rest:
            st.page_link(this_page(), label=md(w.country(code)), query_params=at.query(at.view.but(country=(code,))))


def no_act(at: Here, place: str) -> None:
    """A country of which the table holds nothing: said plainly, with what was looked for and the ways back."""
    w, code = at.words, at.view.country[0]
    own = questions.searches(at.ledger, View(country=(code,), direction=at.view.direction))
    st.info(
        w.say(
            "The table holds no act between {place} and Chongqing that answers this. It means that no source "
            "was found, not that nothing was given.",
            place=md(place),
        )
    )
    if len(own):
        told = w.plural(
            "It was looked for {n} time, in {languages}.",
            "It was looked for {n} times, in {languages}.",
            len(own),
            languages=missing.languages(own["language"], w),
        )
        looked_for(at, told)
    whole = questions.totals(at.ledger, View(country=(code,)))["acts"].sum()
    if whole and not at.view.but(country=()).asks_all:
        acts = w.plural("{n} act", "{n} acts", int(whole))
        st.page_link(
            this_page(),
            label=w.say("Everything on record with {place}: {acts}", place=md(place), acts=acts),
            query_params=at.query(View(country=(code,))),
        )
    pages = st.session_state["_pages"]
    st.page_link(this_page(), label=w.say("All countries and regions"), query_params=at.query(View()))
    st.page_link(pages["overview"], label=w.say("Back to the overview"), query_params=at.query(View()))


def atlas(at: Here) -> None:
    """Every country and region by part of the world, each a link with its acts each way."""
    w = at.words
    places = questions.by_country(at.ledger, at.view.but(measure="acts"))
    if places.empty:
        st.info(w.say("Nothing on record answers this view"))
        return
    wide = places.pivot_table(index="country", columns="direction", values="acts", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=["inbound", "outbound"], fill_value=0).reset_index()
    known = wide.merge(at.ledger.countries, left_on="country", right_on="iso3", how="left")
    regions = known.assign(
        region=[w.pick(row.region_en, row.region_zh) for row in known.itertuples()],
        total=known["inbound"] + known["outbound"],
    )
    order = regions.groupby("region")["total"].sum().sort_values(ascending=False).index
    with st.grid(3, min_column_width=260, gap="medium"):
        for region in order:
            with st.container():
                st.header(md(region), anchor=False)
                for row in regions[regions["region"] == region].sort_values("total", ascending=False).itertuples():
                    came, went = w.number(int(row.inbound)), w.number(int(row.outbound))
                    st.page_link(
                        this_page(),
                        label=f"{md(w.country(row.country))}  :orange[●] {came}  :green[◆] {went}",
                        query_params=at.query(at.view.but(country=(row.country,))),
                    )


def crowded_country(at: Here, one: View) -> None:
    """A country with too many acts for cards: when they were, its foremost parties, and the way to the table."""
    w = at.words
    st.header(w.say("When"), anchor=False)
    caption(captions.how_to_read(at.ledger, one, w))
    draw(at, timeline(replace(at, view=one)), "timeline", open_act(replace(at, view=one)))
    caption(captions.under_the_timeline(at.ledger, one, w))
    count = w.plural("{n} act", "{n} acts", questions.reach(at.ledger, one).acts)
    st.page_link(
        st.session_state["_pages"]["acts"],
        label=f"{w.say('The table of these acts: {count}', count=count)} →",
        query_params=at.query(one),
    )
    st.header(w.say("Where"), anchor=False)
    parties = questions.parties(at.ledger, one).groupby("side", sort=False).head(MOST_PARTIES)
    place = w.country(one.country[0])
    draw(at, charts.near(labels.on_map(parties, w), labels.home(at.ledger, one.country[0]), place, w, at.theme), "near")
    party_list(at, parties)
    looked_for(at)


def told_gaps(sentences: list[str]) -> None:
    """Give and take in sentences: the thread's twin."""
    if sentences:
        st.markdown("\n".join(f"- {md(sentence)}" for sentence in sentences))


def party_list(at: Here, parties: pd.DataFrame) -> None:
    """Who took part, on both sides."""
    w = at.words
    with st.expander(w.plural("{n} party", "{n} parties", len(parties))):
        for side in ("partner", "hub"):
            own = parties[parties["side"] == side]
            lines = [f"- **{md(w.party(row.id))}** :small[:gray[{md(_about(at, row))}]]" for row in own.itertuples()]
            st.markdown(f"{md(w.label('parties', 'side', side))}\n" + "\n".join(lines))


def _about(at: Here, party: Any) -> str:
    w = at.words
    told = [w.label("parties", "type", party.type)]
    if party.sister_city:
        told.append(w.say("sister city"))
    told.append(w.say("{came} in, {went} out", came=w.number(party.inbound), went=w.number(party.outbound)))
    return w.clauses(told)


def cards(at: Here, acts: pd.DataFrame, items: pd.DataFrame, cited: pd.DataFrame) -> None:
    """Every act as a card: what came on the left, what went on the right."""
    w = at.words
    sources = {act: list(some.to_dict("records")) for act, some in cited.groupby("act")}
    for column, direction, title in zip(
        st.columns(2, gap="medium"),
        ("inbound", "outbound"),
        (w.say("What came to Chongqing"), w.say("What went from Chongqing")),
        strict=True,
    ):
        own = acts[acts["direction"] == direction]
        colour, sign = BADGE[direction]
        with column:
            st.header(f":{colour}[{sign}] {title} · {w.number(len(own))}", anchor=False)
            if own.empty:
                st.markdown(f":gray[{md(w.say('Nothing on record. No return recorded is not no return.'))}]")
            for act in own.to_dict("records"):
                _card(at, pd.Series(act), items, sources.get(act["id"], []))


def _card(at: Here, act: pd.Series[Any], items: pd.DataFrame, sources: list[dict[Any, Any]]) -> None:
    w = at.words
    colour, sign = BADGE[act["direction"]]
    confidence = w.say("Confidence: {level}", level=w.label("acts", "confidence", act["confidence"]).lower())
    lines = [
        f":{colour}-badge[{sign} {md(w.kind(act['kind']))}] {md(labels.dated(act, w))} "
        f":small[:gray[· {md(confidence)}]]  \n{badges(act, at)}",
        f"**{md(labels.way(act, w))}**",
        md(w.pick(act["note_en"], act["note_zh"])),
    ]
    held = labels.held(act["id"], items, w)
    if held:
        lines.append(" · ".join(f"**{md(item)}**" for item in held))
    if pd.notna(act["value"]):
        lines.append(md(w.say("Reported value: {money}", money=w.money(act["value"], act["currency"]))))
    caveat = w.pick(act["caveat_en"], act["caveat_zh"])
    if caveat:
        lines.append(f":small[**{w.say('Uncertain')}**{w.say(': ')}{md(caveat)}]")
    shown = w.say("; ").join(labels.source_links(sources, w))
    lines.append(f":small[**{w.say('Sources')}**{w.say(': ')}{shown}]")
    with st.container(border=True, key=f"card_{act['id']}"):
        st.markdown("\n\n".join(lines))
        st.page_link(
            st.session_state["_pages"]["act"],
            label=f"{w.say('This act’s page')} →",
            query_params=at.query(id=act["id"]),
        )
