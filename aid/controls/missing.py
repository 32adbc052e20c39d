"""What is missing: reported totals as bars, the map of the search log with its table, and a country's searches."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from aid import captions, charts, missing, questions
from aid.controls.arrive import Here, later, open_country
from aid.controls.blocks import caption, draw
from aid.controls.bound import one
from aid.controls.fronts import front
from aid.controls.tables import TALL, claim_table
from aid.labels import md

SIGNS = {"inbound": "●", "outbound": "◆"}


def gaps(at: Here, claims: pd.DataFrame) -> None:
    """Every total (as `questions.claims_against` answers) as a bar with its words, grouped by what is counted.

    The list with the sources' statements is its twin.
    """
    w = at.words
    if claims.empty:
        claim_table(at, claims)
        return
    caption(missing.how_to_read_gaps(w))
    sources = questions.claim_sources(at.ledger)
    groups = [
        _group(at, measure, claims[claims["measure"] == measure], sources)
        for measure in missing.MEASURES
        if (claims["measure"] == measure).any()
    ]
    legend = [{"part": part, "text": w.say(text)} for part, text in missing.LEGEND.items()]
    data = {"groups": groups, "legend": legend}
    front("gaps")(data=data, key="gaps", height="content")
    with st.expander(w.say("The same as a list, with sources")):
        caption(captions.how_claims_are_held(w))
        claim_table(at, claims)


def _group(at: Here, measure: str, own: pd.DataFrame, sources: dict[Any, Any]) -> dict[str, Any]:
    """The totals of one measure; those that cannot be compared stand apart, folded away."""
    w, apart = at.words, own["held"] == "apart"
    return {
        "title": w.label("claims", "measure", measure),
        "rows": [_gap(at, row, sources) for row in own[~apart].to_dict("records")],
        "folded": missing.apart(int(apart.sum()), w) if apart.any() else "",
        "apart": [_gap(at, row, sources) for row in own[apart].to_dict("records")],
    }


def _gap(at: Here, claim: dict[Any, Any], sources: dict[Any, Any]) -> dict[str, Any]:
    w = at.words
    drawn = None if claim["held"] == "apart" else charts.bar(claim)
    return {
        "direction": claim["direction"],
        "sign": SIGNS[claim["direction"]],
        "way": w.label("claims", "direction", claim["direction"]),
        "figure": w.capital(captions.reported({**claim, "names": None}, w)),
        "by": missing.reported_by(claim, sources, w),
        "statement": w.pick(claim["statement_en"], claim["statement_zh"]),
        "bar": vars(drawn) if drawn else None,
        "told": missing.accounted(claim, w) if drawn else "",
    }


def map_choice(at: Here) -> None:
    """What the map of the overview shows: acts, or where was looked."""
    w = at.words
    named = {"acts": w.say("Acts on record"), "searches": w.say("Where we looked")}
    one(at, "map", w.say("The map shows"), list(named), named.__getitem__)


def searched_map(at: Here) -> None:
    """The map of the search log under its finding; a click on a mark opens its country's page."""
    w, view, ledger = at.words, at.view, at.ledger
    places = questions.searched(ledger, view)
    counted = questions.looked(ledger, view).to_dict("records")[0]
    st.markdown(md(missing.where_looked(counted, view, w)))
    signs = [f"● {md(w.say(missing.STATES['recorded']))}", f"○ {md(w.say(missing.STATES['not_found']))}"]
    if places["vain"].any():
        signs.append(f"◉ {md(w.say(missing.ONE_WAY))}")
    signs.append(f":gray[{md(w.say('no mark: not searched yet'))}]")
    shown = " \u2003 ".join(signs)
    st.markdown(f":small[{shown}]")
    drawing = charts.searched(places, ledger.countries, w, missing.hovers(places, w), missing.alt(counted, w), at.theme)
    draw(at, drawing, "searched", open_country(at), height="stretch")


def where_looked(at: Here) -> None:
    """Where was looked: the finding, the map beside the countries looked for in vain, and the table of all."""
    w = at.words
    places = questions.searched(at.ledger, at.view)
    left, right = st.columns([9, 5], gap="medium")
    with left:
        searched_map(at)
    with right:
        _in_vain(at, places)
    caption(missing.under_searches(at.ledger, at.view, w))
    unseen = questions.not_looked(at.ledger, at.view)
    with st.expander(w.say("The same as a table, and who has not been looked for")):
        _table(at, places)
        if unseen:
            names = sorted(map(w.country, unseen), key=w.order)
            st.markdown(f"**{md(w.say('Not looked for yet'))}**{w.say(': ')}{md(w.join(names, plain=True))}")


def _in_vain(at: Here, places: pd.DataFrame) -> None:
    """The countries that were looked for in vain, wholly or one way, as sentences of links."""
    w = at.words
    groups: list[dict[str, Any]] = [
        {"title": w.capital(w.say(title)), "rows": [_link(at, row.country) for row in own.itertuples()]}
        for title, own in (
            (missing.STATES["not_found"], places[places["state"] == "not_found"]),
            (missing.ONE_WAY, places[places["vain"]]),
        )
        if len(own)
    ]
    for group in groups:
        group["rows"].sort(key=lambda row: w.order(row["name"]))
    data = {
        "label": "",
        "came": "",
        "went": "",
        "rows": [],
        "groups": groups,
        "comma": "、" if w.lang == "zh" else ", ",
    }

    def opened() -> None:
        code = st.session_state["in_vain"].get("open")
        if code:
            later("country", at, at.view.but(country=(str(code),)))

    front("partners")(data=data, key="in_vain", height="content", on_open_change=opened)


def _link(at: Here, code: str) -> dict[str, str]:
    query = urlencode(at.query(at.view.but(country=(code,))), doseq=True)
    return {"code": code, "name": at.words.country(code), "href": f"country?{query}"}


def _table(at: Here, places: pd.DataFrame) -> None:
    """The map's twin: each country with its state, its searches and their languages."""
    w, column = at.words, st.column_config
    shown = pd.DataFrame(
        {
            "country": [w.country(code) for code in places["country"]],
            "state": [missing.state(place, w) for place in places.to_dict("records")],
            "acts": places["acts"],
            "searches": places["searches"],
            "found": places["found"],
            "languages": [missing.languages(filter(None, tags.split(";")), w) for tags in places["languages"]],
            "link": [_link(at, code)["href"] for code in places["country"]],
        }
    )
    st.dataframe(
        shown,
        key="looked",
        alt=w.plural(
            "Table of {n} country or region and the searches for it",
            "Table of {n} countries and regions and the searches for them",
            len(shown),
        ),
        hide_index=True,
        height=min(TALL, 36 * (len(shown) + 1) + 2),
        placeholder="",
        column_config={
            "country": column.TextColumn(w.say("Country or region")),
            "state": column.TextColumn(w.say("State")),
            "acts": column.NumberColumn(w.say("Acts")),
            "searches": column.NumberColumn(w.say("Searches")),
            "found": column.NumberColumn(w.say("of which helped")),
            "languages": column.TextColumn(w.say("Searched in")),
            "link": column.LinkColumn(w.say("Page"), display_text=w.say("Open")),
        },
    )


def looked_for(at: Here, told: str = "") -> None:
    """What was looked for about the view's country: a line (`told`, or how much was in vain), and each search."""
    w = at.words
    log = questions.searches(at.ledger, at.view.but(country=at.view.country[:1]))
    if log.empty:
        return
    line = told or missing.in_vain(log, w)
    if line:
        st.markdown(md(line))
    with st.expander(w.plural("{n} search in the log", "{n} searches in the log", len(log)), key="looked_for"):
        caption(w.say("What was looked for and what came of it is written down in English only."))
        rows = [
            {
                w.title("searches", "subject"): f"{md(row.subject)}  \n:small[:gray[{md(row.note_en)}]]",
                w.title("searches", "direction"): md(w.label("searches", "direction", row.direction)),
                w.title("searches", "language"): md(w.language(row.language)),
                w.title("searches", "found"): w.say("yes") if row.found else w.say("no"),
            }
            for row in log.itertuples()
        ]
        st.table(rows, hide_index=True, border="horizontal")
