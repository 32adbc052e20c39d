"""Texts in an XML file: in both languages, and without the signs that XML has no place for."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from aid import labels
from aid.words import Words, mark

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
VAGUE = {
    "month": mark("{dated} (only the month is known)"),
    "year": mark("{dated} (only the year is known)"),
    "bound": mark("{dated} (an upper bound only)"),
}


def clean(text: str) -> str:
    """The text without the signs that XML 1.0 has no place for."""
    return NOT_XML.sub("", text)


def say(parent: Element, english: Any, chinese: Any) -> None:
    """Put a text under `parent`, a `narrative` a language; one that is not known is left out."""
    for lang, text in (("en", english), ("zh", chinese)):
        if pd.notna(text) and (kept := clean(str(text))):
            SubElement(parent, "narrative", {LANG: lang}).text = kept


def iso(day: pd.Timestamp) -> str:
    """A day as XML Schema writes it."""
    return str(day.date().isoformat())


def dated(act: pd.Series[Any], w: Words) -> str:
    """What an act's date marks, the date, and how vague it is: "given May 2020 (only the month is known)"."""
    text = labels.dated(act, w)
    vague = "bound" if pd.isna(act["earliest"]) else act["precision"]
    return w.say(VAGUE[vague], dated=text) if vague in VAGUE else text
