"""Two blocks that Streamlit has no element for: figures in pairs, and the list of partners with two-sided bars.

Both draw data only: every text reaches the page as text, never as markup. Colours and type come from the theme.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from aid import labels, moments, questions
from aid.controls.arrive import Here, later
from aid.controls.fronts import front
from aid.figures import Figure
from aid.recall import recalled
from aid.table import Ledger
from aid.view import View
from aid.words import Words

# So many partners have bars; those after them are named in sentences, so that all are on the first screen.
WITH_BARS = 10
# Where more countries than this have each another number of acts, they stand together.
MOST_GROUPS = 12
# Stands for the country in the address that the list is handed; no country has this code.
ANY_COUNTRY = "000"
MOST = 128
Group = tuple[str, list[dict[str, Any]]]


def figures(shown: list[Figure]) -> None:
    """Figures side by side, in and out one under the other; two by two on a phone."""
    data = [{"name": figure.name, "values": figure.values, "note": figure.note} for figure in shown]
    draw = front("figures")
    draw(data=data, key="figures", height="content")


def partners(at: Here) -> None:
    """The map's twin: every country of the view as a link, the largest with a bar each way.

    Up to a moment the rows keep the order and the bars the scale that they have in the whole.
    """
    draw = front("partners")
    data = _listed(at.ledger, at.view, at.words, at.chosen_lang)
    draw(data=data, key="partners", height="content", on_open_change=lambda: _open(at))


def _open(at: Here) -> None:
    code = st.session_state["partners"].get("open")
    if code:
        later("country", at, at.view.but(country=(str(code),)))


@recalled(MOST)
def _listed(ledger: Ledger, view: View, w: Words, lang: str | None) -> dict[str, Any]:
    """What the list needs; `lang` is the language that the links keep, where the reader has chosen one."""
    rows = _rows(ledger, view, w)
    measured = [row for row in rows if row["known"]]
    rest = measured[WITH_BARS:] + [row for row in rows if not row["known"]]
    query = {**({"lang": lang} if lang else {}), **view.but(country=(ANY_COUNTRY,)).query()}
    return {
        "label": w.say("Countries and regions, by {measure}", measure=labels.measured(view.measure, w)),
        "came": w.say("came"),
        "went": w.say("went"),
        "address": f"country?{urlencode(query, doseq=True)}",
        "any": ANY_COUNTRY,
        "rows": [
            {key: row[key] for key in ("code", "name", "inbound", "outbound") if row[key]}
            for row in measured[:WITH_BARS]
        ],
        "groups": [
            {"title": title, "rows": [{"code": row["code"], "name": row["name"]} for row in own]}
            for title, own in (_so_far(rest, w) if view.moment else _groups(rest, view.measure, w))
        ],
        "held": bool(view.moment),
        "view": urlencode(view.but(moment=None).query(), doseq=True),
        "comma": "、" if w.lang == "zh" else ", ",
        "beside": True,
    }


def _rows(ledger: Ledger, view: View, w: Words) -> list[dict[str, Any]]:
    """Every country of the whole, in its order, with what is told of it in the view: a side is None without acts."""
    whole = questions.by_country(ledger, moments.whole(view)).to_dict("records")
    places = questions.by_country(ledger, view).to_dict("records") if view.moment else whole
    most = max((row["size"] for row in whole if pd.notna(row["size"])), default=1)
    told = {(row["country"], row["direction"]): row for row in places}
    rows: dict[str, dict[str, Any]] = {}
    for every in whole:
        code = every["country"]
        row = rows.setdefault(code, {"code": code, "name": w.country(code), "acts": 0, "known": False})
        row["known"] = row["known"] or pd.notna(every["size"])
        row.setdefault("inbound", None)
        row.setdefault("outbound", None)
        side = told.get((code, every["direction"]))
        if side:
            row["acts"] += int(side["acts"])
            row[every["direction"]] = {
                "text": _size(side, view.measure, w),
                "unknown": bool(pd.isna(side["size"])),
                "share": _share(side, most, view.measure),
            }
    return list(rows.values())


def _size(side: dict[Any, Any], measure: str, w: Words) -> str:
    """The number beside a bar; what is counted stands over the list."""
    if pd.isna(side["size"]):
        return ""
    return w.money(side["size"], side["currency"]) if measure == "value" else w.number(int(side["size"]))


def _share(side: dict[Any, Any], most: float, measure: str) -> float:
    if pd.isna(side["size"]):
        return 0.0
    # Different currencies are not compared: every reported value has the same bar.
    return 0.5 if measure == "value" else round(float(side["size"]) / float(most), 4)


def _so_far(rest: list[dict[str, Any]], w: Words) -> list[Group]:
    """The countries without bars at a moment: those with acts by then, and those that are still to come."""
    there, awaited = [row for row in rest if row["acts"]], [row for row in rest if not row["acts"]]
    named = ((w.say("By then too"), there), (w.say("Later, or not surely by then"), awaited))
    return [(title, _in_order(rows, w)) for title, rows in named if rows]


def _groups(rest: list[dict[str, Any]], measure: str, w: Words) -> list[Group]:
    """The countries without bars: by number of acts, or as those whose acts do not report the measure."""
    known = [row for row in rest if row["known"]]
    silent = [row for row in rest if not row["known"]]
    groups: list[Group] = []
    if measure == "acts" and len({row["acts"] for row in known}) <= MOST_GROUPS:
        for acts in sorted({row["acts"] for row in known}, reverse=True):
            title = w.capital(w.plural("{n} act", "{n} acts", acts))
            groups.append((title, [row for row in known if row["acts"] == acts]))
    elif known:
        groups.append((w.say("Fewer"), known))
    if silent:
        groups.append((w.capital(w.say("not reported")), silent))
    return [(title, _in_order(rows, w)) for title, rows in groups]


def _in_order(rows: list[dict[str, Any]], w: Words) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: w.order(row["name"]))
