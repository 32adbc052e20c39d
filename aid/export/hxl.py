"""The acts of a view in the Humanitarian Exchange Language (HXL 1.1): a row for each act and thing in it.

Under one row of headings for people stands the row of hashtags. The vocabulary is that of the HXL 1.1 dictionary;
where it has no word, an attribute of our own stands under its hashtag, as the standard allows: `+giver`, `+receiver`,
`+earliest`, `+latest`, `+basis`, `+caveat`, `+unit` and the like.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pandas as pd

from aid import questions
from aid.export.cells import plain, safe
from aid.labels import publisher
from aid.settings import settings
from aid.table import Ledger
from aid.view import View
from aid.words import Words, mark, words

# The GLIDE number that IATI's guidance and the Humanitarian Data Exchange give for the pandemic as a whole.
PANDEMIC = "EP-2020-000012-001"
# What the dictionary means by `+occurred`: something took place. The other dates are of a report, or only bound it.
OCCURRED = ("donated", "shipped", "arrived", "handed_over", "held", "sent")
REPORTED = ("announced", "published")
COLUMNS = {
    "#meta+id": mark("Act ID"),
    "#meta+seq": mark("Row of the act, from 1"),
    "#activity+type": mark("Kind"),
    "#activity+type+i_en": mark("Kind (English)"),
    "#activity+type+i_zh": mark("Kind (Chinese)"),
    "#activity+direction": mark("Direction"),
    "#date+occurred": mark("Date it took place, as far as known"),
    "#date+reported": mark("Date it was announced or reported"),
    "#date+earliest": mark("Earliest day it may have been; empty for an upper bound"),
    "#date+latest": mark("Latest day it may have been"),
    "#meta+date+basis": mark("What the date marks"),
    "#meta+date+precision": mark("How precise the date is"),
    "#country+code+v_iso3+origin": mark("From: country or region (ISO 3166-1 alpha-3)"),
    "#country+name+origin+i_en": mark("From: country or region (English)"),
    "#country+name+origin+i_zh": mark("From: country or region (Chinese)"),
    "#country+code+v_iso3+dest": mark("To: country or region (ISO 3166-1 alpha-3)"),
    "#country+name+dest+i_en": mark("To: country or region (English)"),
    "#country+name+dest+i_zh": mark("To: country or region (Chinese)"),
    "#org+giver+code": mark("Giver"),
    "#org+giver+name+i_en": mark("Giver (English)"),
    "#org+giver+name+i_zh": mark("Giver (Chinese)"),
    "#org+giver+type": mark("Giver’s type"),
    "#org+receiver+code": mark("Receiver"),
    "#org+receiver+name+i_en": mark("Receiver (English)"),
    "#org+receiver+name+i_zh": mark("Receiver (Chinese)"),
    "#org+receiver+type": mark("Receiver’s type"),
    "#item+code": mark("Item"),
    "#item+name+i_en": mark("Item (English)"),
    "#item+name+i_zh": mark("Item (Chinese)"),
    "#item+num": mark("Quantity"),
    "#item+unit": mark("Unit"),
    "#value": mark("Reported value of the whole act, on its first row only"),
    "#currency+code": mark("Currency (ISO 4217)"),
    "#description+i_en": mark("Note (English)"),
    "#description+i_zh": mark("Note (Chinese)"),
    "#description+caveat+i_en": mark("Caveat (English)"),
    "#description+caveat+i_zh": mark("Caveat (Chinese)"),
    "#meta+confidence": mark("Confidence"),
    "#crisis+code": mark("Crisis (GLIDE)"),
    "#meta+source+code": mark("Sources"),
    "#meta+source+i_en": mark("Publishers of the sources (English)"),
    "#meta+source+i_zh": mark("Publishers of the sources (Chinese)"),
    "#meta+source+url": mark("Addresses of the sources that may be linked"),
    "#activity+url": mark("Page of the act"),
    "#meta+version": mark("Table version and digest"),
}
ROWS_AT_ONCE = 2_000


def acts_hxl(ledger: Ledger, view: View) -> Iterator[bytes]:
    """The acts of a view as HXL-tagged CSV in UTF-8, in the order of the screen, piece by piece.

    An act has a row for each thing it held, or one row if it held none. What is not known is an empty cell. A reported
    value is of the whole act and stands on its first row only, so that a sum of `#value` counts it once.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    both = words("en", ledger), words("zh", ledger)
    writer.writerow([" / ".join(w.say(heading) for w in both) for heading in COLUMNS.values()])
    writer.writerow(COLUMNS)
    yield text.getvalue().encode()
    rows = _rows(ledger, view, *both)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        text.seek(0)
        text.truncate()
        writer.writerows([[safe(plain(row.get(hashtag))) for hashtag in COLUMNS] for row in some])
        yield text.getvalue().encode()


def _rows(ledger: Ledger, view: View, en: Words, zh: Words) -> Iterator[dict[str, Any]]:
    """The rows by hashtag."""
    parties = ledger.parties.set_index("id").to_dict("index")
    things = _grouped(questions.item_rows(ledger, view))
    cited = _grouped(questions.cited(ledger, view))
    for act in questions.acts(ledger, view).to_dict("records"):
        told = _act(act, parties, en, zh) | _sources(cited.get(act["id"], []), en, zh)
        told["#meta+version"] = f"{ledger.version} {ledger.digest[:8]}"
        for place, thing in enumerate(things.get(act["id"], [{}]), start=1):
            first = {"#value": act["value"], "#currency+code": act["currency"]} if place == 1 else {}
            yield {**told, **_thing(thing, en, zh), **first, "#meta+seq": place}


def _grouped(rows: pd.DataFrame) -> dict[str, list[dict[Any, Any]]]:
    groups: dict[str, list[dict[Any, Any]]] = {}
    for row in rows.to_dict("records"):
        groups.setdefault(row["act"], []).append(row)
    return groups


def _act(act: dict[Any, Any], parties: dict[Any, Any], en: Words, zh: Words) -> dict[str, Any]:
    sides = (act["partner"], act["hub_party"])
    giver, receiver = sides if act["direction"] == "inbound" else sides[::-1]
    told = {
        "#meta+id": act["id"],
        "#activity+type": act["kind"],
        "#activity+type+i_en": en.kind(act["kind"]),
        "#activity+type+i_zh": zh.kind(act["kind"]),
        "#activity+direction": act["direction"],
        "#date+occurred": act["date"] if act["date_basis"] in OCCURRED else None,
        "#date+reported": act["date"] if act["date_basis"] in REPORTED else None,
        "#date+earliest": _iso(act["earliest"]),
        "#date+latest": _iso(act["latest"]),
        "#meta+date+basis": act["date_basis"],
        "#meta+date+precision": act["precision"],
        "#description+i_en": act["note_en"],
        "#description+i_zh": act["note_zh"],
        "#description+caveat+i_en": act["caveat_en"],
        "#description+caveat+i_zh": act["caveat_zh"],
        "#meta+confidence": act["confidence"],
        "#crisis+code": PANDEMIC,
        "#activity+url": settings().address(f"/act?id={act['id']}"),
    }
    for party, part, end in ((giver, "giver", "origin"), (receiver, "receiver", "dest")):
        known = parties[party]
        told[f"#org+{part}+code"] = party
        told[f"#org+{part}+name+i_en"] = known["name_en"]
        told[f"#org+{part}+name+i_zh"] = known["name_zh"]
        told[f"#org+{part}+type"] = known["type"]
        if country := plain(known["country"]):
            told[f"#country+code+v_iso3+{end}"] = country
            told[f"#country+name+{end}+i_en"] = en.country(country)
            told[f"#country+name+{end}+i_zh"] = zh.country(country)
    return told


def _iso(day: Any) -> str | None:
    return None if pd.isna(day) else day.date().isoformat()


def _thing(thing: dict[Any, Any], en: Words, zh: Words) -> dict[str, Any]:
    if not thing:
        return {}
    return {
        "#item+code": thing["item"],
        "#item+name+i_en": en.label("items", "item", thing["item"]),
        "#item+name+i_zh": zh.label("items", "item", thing["item"]),
        "#item+num": thing["quantity"],
        "#item+unit": thing["unit"],
    }


def _sources(cited: list[dict[Any, Any]], en: Words, zh: Words) -> dict[str, Any]:
    return {
        "#meta+source+code": ";".join(source["source"] for source in cited),
        "#meta+source+i_en": "; ".join(publisher(source, en) for source in cited),
        "#meta+source+i_zh": "；".join(publisher(source, zh) for source in cited),
        "#meta+source+url": " ".join(source["url"] for source in cited if source["link"]),
    }
