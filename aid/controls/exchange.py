"""The blocks of the exchange's page: what makes a pair, their order, and each group as a chart and a table of links."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from aid import charts, exchanges, labels, questions, reciprocity
from aid.controls.arrive import Here, later, open_act
from aid.controls.blocks import caption, draw
from aid.controls.bound import one
from aid.controls.fronts import front
from aid.labels import md
from aid.questions.exchange import GROUPS, MOST_PAIRS
from aid.reciprocity import Cell, Told

# Groups whose pairs can be compared, with days and kinds beside them.
COMPARED = ("gifts",)


def pair_choices(at: Here) -> None:
    """What makes a pair, and in which order the pairs stand."""
    w = at.words
    by = {"party": w.say("By party"), "country": w.say("By country"), "sister": w.say("By sister city")}
    sort = {"first": w.say("Earliest first"), "gap": w.say("Soonest return"), "size": w.say("Largest")}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="pair_choices"):
        one(at, "by", w.say("Pairs"), list(by), by.__getitem__)
        one(at, "sort", w.say("Order"), list(sort), sort.__getitem__)


def pairs(at: Here) -> None:
    """Every pair of the view, group by group: gifts both ways, answered in words, one way only."""
    w, view = at.words, at.view
    rows, acts = questions.exchange(at.ledger, view), questions.exchanged(at.ledger, view)
    crowded, sizes = questions.crowded(at.ledger, view), rows["group"].value_counts()
    if crowded:
        rows = rows.groupby("group", sort=False).head(MOST_PAIRS).reset_index(drop=True)
        items = questions.named(at.ledger, tuple(acts["id"])).items
    else:
        items = questions.item_rows(at.ledger, view)
    if rows.empty:
        st.info(w.say("None of these acts is of such a pair"))
        return
    hover = labels.act_hovers(acts, items, w)
    # One axis for all pairs with both sides, so that they can be held against each other.
    answered = acts[acts["who"].isin(rows.loc[rows["group"] != "one", "who"])]
    told = reciprocity.told(rows, acts, items, questions.kindred(at.ledger, view), view, w)
    if crowded:
        most = w.number(MOST_PAIRS)
        caption(
            w.say("Many pairs: the first {n} of each group, with the first act and the first gift each way.", n=most)
        )
    for group in GROUPS:
        own = rows[rows["group"] == group]
        if own.empty:
            continue
        axis = charts.span(acts if group == "one" else answered)
        drawing = charts.exchange(own, acts, axis, view, w, hover, at.theme)
        lines = [told[place] for place in own.index]
        st.header(f"{md(exchanges.group_title(group, w))} · {w.number(int(sizes[group]))}", anchor=False)
        if group != "one":
            _group(at, group, drawing, lines)
            continue
        with st.expander(w.say("Show them")):
            _group(at, group, drawing, lines)


def _group(at: Here, group: str, drawing: charts.Drawing, lines: list[Told]) -> None:
    draw(at, drawing, "exchange" if group == "gifts" else f"exchange_{group}", open_act(at))
    _table(at, group, lines)


def _table(at: Here, group: str, lines: list[Told]) -> None:
    """The chart's twin: a table of real links, by keyboard as by pointer."""
    w, view = at.words, at.view
    head = {
        "name": w.say("Country or region") if view.by == "country" else w.title("acts", "partner"),
        "came": w.say("To Chongqing"),
        "went": w.say("From Chongqing"),
    }
    if group in COMPARED:
        head |= {"gap": w.say("Days between"), "kindred": w.say("Of the same kind")}
    data = {
        "caption": exchanges.group_title(group, w),
        "first": w.say("first"),
        "head": head,
        "rows": [_row(at, line) for line in lines],
    }
    key = f"pairs_{group}"
    front("pairs")(data=data, key=key, height="content", on_open_change=lambda: _open(at, key))


def _row(at: Here, line: Told) -> dict[str, Any]:
    country = {
        "code": f"country:{line.country}",
        "href": f"country?{urlencode(at.query(at.view.but(country=(line.country,))), doseq=True)}",
    }
    return {
        "name": line.name,
        "to": country if line.country else None,
        "came": _side(at, line.came),
        "went": _side(at, line.went),
        "gap": line.gap,
        "kindred": list(line.kindred) or [at.words.say("nothing that could be compared")],
    }


def _side(at: Here, cell: Cell) -> dict[str, Any]:
    to = {"code": f"act:{cell.act}", "href": f"act?{urlencode(at.query(id=cell.act), doseq=True)}"}
    return {"text": cell.text, "gift": cell.gift, "first": cell.first, "to": to if cell.act else None}


def _open(at: Here, key: str) -> None:
    page, _, code = str(st.session_state[key].get("open") or "").partition(":")
    if page == "country":
        later(page, at, at.view.but(country=(code,)))
    elif page == "act":
        later(page, at, at.view, id=code)
