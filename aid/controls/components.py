"""Two blocks that Streamlit has no element for: figures in pairs, and the list of partners with two-sided bars.

Both draw data only: every text reaches the page as text, never as markup. Colours and type come from the theme.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from aid import labels
from aid.controls.arrive import Here, later
from aid.controls.fronts import front
from aid.figures import Figure
from aid.words import Words

# So many partners have bars; those after them are named in sentences, so that all are on the first screen.
WITH_BARS = 10


def figures(shown: list[Figure]) -> None:
    """Figures side by side, in and out one under the other; two by two on a phone."""
    data = [{"name": figure.name, "values": figure.values, "note": figure.note} for figure in shown]
    draw = front("figures")
    draw(data=data, key="figures", height="content")


def partners(at: Here, places: pd.DataFrame, whole: pd.DataFrame) -> None:
    """The map's twin: every country of the view as a link, the largest with a bar each way.

    `places` may be a moment of the `whole`, which keeps the order of the rows and the scale of the bars.
    """
    w, measure = at.words, at.view.measure
    rows = _rows(at, places, whole)
    measured = [row for row in rows if row["known"]]
    with_bars = measured[:WITH_BARS]
    rest = measured[WITH_BARS:] + [row for row in rows if not row["known"]]
    data = {
        "label": w.say("Countries and regions, by {measure}", measure=labels.measured(measure, w)),
        "came": w.say("came"),
        "went": w.say("went"),
        "rows": with_bars,
        "groups": _so_far(rest, w) if at.view.moment else _groups(rest, measure, w),
        "held": bool(at.view.moment),
        "view": urlencode(at.view.but(moment=None).query(), doseq=True),
        "comma": "、" if w.lang == "zh" else ", ",
        "beside": True,
    }
    draw = front("partners")
    draw(data=data, key="partners", height="content", on_open_change=lambda: _open(at))


def _open(at: Here) -> None:
    code = st.session_state["partners"].get("open")
    if code:
        later("country", at, at.view.but(country=(str(code),)))


def _rows(at: Here, places: pd.DataFrame, whole: pd.DataFrame) -> list[dict[str, Any]]:
    w, view = at.words, at.view
    most = whole["size"].max()
    rows = []
    for code, every in whole.groupby("country", sort=False):
        each = places[places["country"] == code]
        told = {row["direction"]: row for row in each.to_dict("records")}
        query = urlencode(at.query(view.but(country=(str(code),))), doseq=True)
        row: dict[str, Any] = {
            "code": code,
            "name": w.country(str(code)),
            "href": f"country?{query}",
            "acts": int(each["acts"].sum()),
            "known": bool(every["size"].notna().any()),
        }
        for direction in ("inbound", "outbound"):
            side = told.get(direction)
            row[direction] = {
                "text": _size(side, view.measure, w),
                "unknown": bool(side and pd.isna(side["size"])),
                "share": _share(side, most, view.measure),
            }
        rows.append(row)
    return rows


def _size(side: dict[Any, Any] | None, measure: str, w: Words) -> str:
    """The number beside a bar; what is counted stands over the list."""
    if not side or pd.isna(side["size"]):
        return ""
    return w.money(side["size"], side["currency"]) if measure == "value" else w.number(int(side["size"]))


def _share(side: dict[Any, Any] | None, most: float, measure: str) -> float:
    if not side or pd.isna(side["size"]):
        return 0.0
    # Different currencies are not compared: every reported value has the same bar.
    return 0.5 if measure == "value" else float(side["size"]) / float(most)


def _so_far(rest: list[dict[str, Any]], w: Words) -> list[dict[str, Any]]:
    """The countries without bars at a moment: those with acts by then, and those that are still to come."""
    there, awaited = [row for row in rest if row["acts"]], [row for row in rest if not row["acts"]]
    named = ((w.say("By then too"), there), (w.say("Later, or not surely by then"), awaited))
    return [
        {"title": title, "rows": sorted(rows, key=lambda row: w.order(row["name"]))} for title, rows in named if rows
    ]


def _groups(rest: list[dict[str, Any]], measure: str, w: Words) -> list[dict[str, Any]]:
    """The countries without bars: by number of acts, or as those whose acts do not report the measure."""
    known = [row for row in rest if row["known"]]
    silent = [row for row in rest if not row["known"]]
    groups: list[dict[str, Any]] = []
    if measure == "acts":
        for acts in sorted({row["acts"] for row in known}, reverse=True):
            title = w.capital(w.plural("{n} act", "{n} acts", acts))
            groups.append({"title": title, "rows": [row for row in known if row["acts"] == acts]})
    elif known:
        groups.append({"title": w.say("Fewer"), "rows": known})
    if silent:
        groups.append({"title": w.capital(w.say("not reported")), "rows": silent})
    for group in groups:
        group["rows"].sort(key=lambda row: w.order(row["name"]))
    return groups
