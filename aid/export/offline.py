"""One page that holds a whole view and opens without a network: figures, map, timeline and table, in both languages.

It has no script. The pictures are the app's own charts as SVG, the switch of language is two radio buttons, and a
content security policy in the page itself forbids every request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from aid import captions, charts, citations, figures, labels, markup, method, questions, sentences
from aid.catalogue import LANGUAGES, OWN_NAMES, TAGS
from aid.charts import outline, still
from aid.export.addresses import in_language
from aid.figures import Figure
from aid.table import Ledger
from aid.view import View
from aid.words import Words, words

TEMPLATE = "offline.html"


@dataclass(frozen=True)
class Source:
    """A source under a row: who published it and, where it may be followed, its address."""

    name: str
    url: str | None


@dataclass(frozen=True)
class Row:
    """One act in the table, every text in one language."""

    id: str
    direction: str
    way: str
    dated: str
    kind: str
    partner: str
    hub: str
    held: tuple[str, ...]
    note: str
    caveat: str
    confidence: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Edition:
    """The page in one language: every text, the two pictures, the rows."""

    lang: str
    tag: str
    language: str
    headline: str
    lede: str
    selection: str
    shown: tuple[Figure, ...]
    pictures: Mapping[str, Markup]
    captions: Mapping[str, str]
    countries: tuple[tuple[str, str, str], ...]
    rows: tuple[Row, ...]
    rules: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    citation: str
    address: str
    said: Mapping[str, str]


def offline(ledger: Ledger, view: View, lang: str, address: str, accessed: date, workbook: str = "") -> bytes:
    """The page, opening in the language `lang`; `address` is where the view is to be seen, in any language.

    `workbook` is the name of a workbook that lies beside it together with a folder `data/`, if they do.
    """
    order = sorted(LANGUAGES, key=lambda code: code != lang)
    editions = {
        code: _edition(ledger, view, words(code, ledger), in_language(address, code), accessed) for code in order
    }
    _, _, width, height = outline.frame()
    page = markup.page(
        TEMPLATE,
        editions=[editions[code] for code in LANGUAGES],
        first=editions[order[0]],
        followed=address.startswith(("https://", "http://")),
        workbook=workbook,
        shape=f"{width:.0f} / {height:.0f}",
        colour=still.colour,
    )
    return page.encode("utf-8", "xmlcharrefreplace")


def _edition(ledger: Ledger, view: View, w: Words, address: str, accessed: date) -> Edition:
    acts, items = questions.acts(ledger, view), questions.item_rows(ledger, view)
    places = questions.by_country(ledger, view)
    tag, language = TAGS[w.lang], OWN_NAMES[w.lang]
    headline, finding = sentences.overview(ledger, view, w), sentences.timeline(ledger, view, w)
    return Edition(
        lang=w.lang,
        tag=tag,
        language=language,
        headline=headline,
        lede=captions.lede(ledger, w, view),
        selection=sentences.said(view, w),
        shown=tuple(figures.overview(ledger, view, w)) if len(acts) else (),
        pictures=_pictures(ledger, view, places, acts, items, w) if len(acts) else {},
        captions={
            "area": captions.area_says(view, w),
            "map": captions.under_the_map(ledger, view, w),
            "finding": finding if finding != headline else w.say("Timeline"),
            "how": captions.marks_say(w),
            "timeline": captions.under_the_timeline(ledger, view, w),
        },
        countries=tuple(_by_country(places, view, w)),
        rows=tuple(_rows(ledger, view, acts, items, w)),
        rules=tuple(method.rules(w)),
        about=(
            (w.say("Selection"), sentences.said(view, w)),
            (w.say("Acts"), w.say("{k} of {n}", k=w.number(len(acts)), n=w.number(ledger.rows("acts")))),
            (w.say("Table version"), f"{ledger.version} ({ledger.digest[:8]})"),
            (w.say("Taken on"), w.day(accessed)),
            (w.say("Licence"), w.say("Data: CC BY 4.0. Name Peach & Jade and the version.")),
        ),
        citation=citations.sentence(citations.of_view(ledger, view, w, address, accessed)),
        address=address,
        said=_said(w, len(acts)),
    )


def _said(w: Words, acts: int) -> dict[str, str]:
    """What the page says of itself."""
    return {
        "project": w.say("Peach & Jade"),
        "verse": w.say("“You throw me a peach; I return you fine jade.” Book of Songs"),
        "offline": w.say("A copy of one view, to be read without a network"),
        "came": w.say("to Chongqing"),
        "went": w.say("from Chongqing"),
        "nothing": w.say(
            "Nothing on record answers this. It means that no source was found, not that nothing was given."
        ),
        "acts": w.plural("{n} act", "{n} acts", acts),
        "countries": w.say("Countries and regions"),
        "date": w.title("acts", "date"),
        "note": w.say("What happened"),
        "confidence": w.title("acts", "confidence"),
        "sources": w.say("Sources"),
        "uncertain": w.say("Uncertain"),
        "unlinked": w.say(" (not linked)"),
        "colon": w.say(": "),
        "rules": w.say("Scope and rules of counting"),
        "about": w.say("About this copy"),
        "cite": w.say("How to cite"),
        "address": w.say("Address"),
        "live": w.say("The same view on the dashboard, with any corrections made since"),
        "beside": w.say("Beside this page"),
        "workbook": w.say("the same rows as a workbook"),
        "package": w.say("the tables, with their description"),
        "readme": w.say("every source, and how to cite"),
    }


def _pictures(
    ledger: Ledger, view: View, places: pd.DataFrame, acts: pd.DataFrame, items: pd.DataFrame, w: Words
) -> dict[str, Markup]:
    hover = labels.place_hovers(places, view.measure, w)
    world = charts.world(places, ledger.countries, view.country, w, hover)
    line = charts.timeline(acts.assign(lane=""), [("", "")], w, labels.act_hovers(acts, items, w))
    # Both come from ElementTree, which has escaped every text in them.
    return {
        "map": Markup(still.still_map(world)),
        "timeline": Markup(still.still_timeline(line, lambda act: f"#{w.lang}-{act}")),
    }


def _by_country(places: pd.DataFrame, view: View, w: Words) -> list[tuple[str, str, str]]:
    """The map's twin: each country with its acts each way, and the chosen measure where that is another."""
    rows = []
    for code, each in places.groupby("country", sort=False):
        told = {row["direction"]: row for row in each.to_dict("records")}
        came, went = (_one_way(told.get(side), view.measure, w) for side in ("inbound", "outbound"))
        rows.append((w.country(str(code)), came, went))
    return rows


def _one_way(row: dict[Any, Any] | None, measure: str, w: Words) -> str:
    if row is None:
        return ""
    acts = w.number(int(row["acts"]))
    return acts if measure == "acts" else w.clauses([acts, labels.sized(row, measure, w)])


def _rows(ledger: Ledger, view: View, acts: pd.DataFrame, items: pd.DataFrame, w: Words) -> list[Row]:
    held = labels.held_by_act(items, w)
    cited: dict[str, list[Source]] = {}
    for source in questions.cited(ledger, view).to_dict("records"):
        cited.setdefault(source["act"], []).append(_source(source, w))
    return [
        Row(
            id=act["id"],
            direction=act["direction"],
            way=w.label("acts", "direction", act["direction"]),
            dated=labels.dated(act, w),
            kind=w.kind(act["kind"]),
            partner=w.party(act["partner"]),
            hub=w.party(act["hub_party"]),
            held=(*held.get(act["id"], ()), *_value(act, w)),
            note=w.pick(act["note_en"], act["note_zh"]),
            caveat=w.pick(act["caveat_en"], act["caveat_zh"]),
            confidence=w.label("acts", "confidence", act["confidence"]),
            sources=tuple(cited[act["id"]]),
        )
        for act in acts.to_dict("records")
    ]


def _value(act: Mapping[Any, Any], w: Words) -> list[str]:
    if pd.isna(act["value"]):
        return []
    return [w.say("Reported value: {money}", money=w.money(act["value"], act["currency"]))]


def _source(source: Mapping[Any, Any], w: Words) -> Source:
    followed = bool(source["link"]) and source["url"].startswith(("https://", "http://"))
    return Source(labels.publisher(source, w), source["url"] if followed else None)
