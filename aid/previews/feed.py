"""The acts of a view as an Atom feed (RFC 4287), those put into the table last first."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as xml

import pandas as pd

from aid import captions, labels, questions, sentences
from aid.catalogue import TAGS
from aid.previews.addresses import address
from aid.previews.pages import told_of_act
from aid.previews.plain import plain
from aid.settings import settings
from aid.table import Ledger
from aid.view import View
from aid.words import Words

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
MEDIA_TYPE = "application/atom+xml"
LATEST = 200
NOTHING = pd.DataFrame({"item": [], "quantity": [], "unit": []})


def feed_address(view: View, lang: str) -> str:
    """The public address of the feed of a view; how big its marks are and how they stand does not matter to it."""
    return settings().address(f"/feed.atom?{_query(view, lang)}")


def _query(view: View, lang: str) -> str:
    return urlencode({"lang": lang, **_rows(view).query()}, doseq=True)


def _rows(view: View) -> View:
    return view.rows


def feed_title(view: View, words: Words) -> str:
    """What the feed of a view is called."""
    name = words.say("Peach & Jade")
    if _rows(view).asks_all:
        return words.say("{name}: acts added to the table", name=name)
    return words.say("{name}: {finding}", name=name, finding=plain(sentences.said(_rows(view), words)))


def feed(ledger: Ledger, view: View, words: Words) -> bytes:
    """The feed of a view, the latest entries of it.

    Ids hold no address, so that they stay the same where the dashboard moves or is mirrored: the table's name, in a
    domain that is nobody's, stands in its place. An entry in another language is another entry.
    """
    rows = questions.newest(ledger, view, LATEST)
    added = (rows if len(rows) else questions.newest(ledger, View(), 1))["added"].max()
    root = xml.Element("feed", {"xmlns": ATOM, "xml:lang": TAGS[words.lang]})
    _put(root, "id", _tag(ledger, f"feed?{_query(view, words.lang)}"))
    _put(root, "title", feed_title(view, words))
    _put(root, "subtitle", captions.lede(ledger, words, view))
    _put(root, "updated", _moment(added))
    author = xml.SubElement(root, "author")
    _put(author, "name", words.say("Peach & Jade"))
    _put(author, "uri", settings().address("/"))
    _put(root, "rights", "CC BY 4.0")
    _put(root, "icon", settings().address("/app/static/favicon.png"))
    xml.SubElement(root, "link", rel="self", type=MEDIA_TYPE, href=feed_address(view, words.lang))
    page = address("acts", _rows(view), lang=words.lang)
    xml.SubElement(root, "link", rel="alternate", type="text/html", hreflang=TAGS[words.lang], href=page)
    items = dict(list(questions.named(ledger, tuple(rows["id"])).items.groupby("act")))
    for record in rows.to_dict("records"):
        act = pd.Series(record)
        entry = xml.SubElement(root, "entry")
        _put(entry, "title", labels.title(act, items.get(act["id"], NOTHING), words))
        _put(entry, "summary", told_of_act(act, int(act["source_count"]), words))
        _place(entry, act, ledger, words)
    xml.indent(root)
    return bytes(xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _place(entry: xml.Element, act: pd.Series[Any], ledger: Ledger, words: Words) -> None:
    """What an entry says beside its texts: id, days, page, direction and kind."""
    _put(entry, "id", _tag(ledger, f"act/{act['id']}/{words.lang}"))
    _put(entry, "updated", _moment(act["added"]))
    _put(entry, "published", _moment(act["added"]))
    page = address("act", View(), lang=words.lang, act=str(act["id"]))
    xml.SubElement(entry, "link", rel="alternate", type="text/html", hreflang=TAGS[words.lang], href=page)
    for field in ("direction", "kind"):
        label = plain(words.label("acts", field, act[field]))
        xml.SubElement(entry, "category", term=str(act[field]), scheme=_tag(ledger, field), label=label)


def _put(parent: xml.Element, name: str, text: str) -> None:
    xml.SubElement(parent, name).text = plain(text)


def _moment(day: Any) -> str:
    """A day as RFC 3339 writes its beginning; a table without acts has none, and stands at the epoch."""
    return "1970-01-01T00:00:00Z" if pd.isna(day) else f"{day:%Y-%m-%d}T00:00:00Z"


def _tag(ledger: Ledger, what: str) -> str:
    """A tag URI (RFC 4151) for something of this table."""
    name = re.sub("[^a-z0-9-]+", "-", str(ledger.descriptor["name"]).lower()).strip("-")
    return f"tag:{name}.invalid,2026:{what}"
