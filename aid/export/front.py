"""The front sheet of a workbook: what the rows are, in both languages, how they were counted, how to cite them."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from aid import citations, method, sentences
from aid.catalogue import LANGUAGES
from aid.export.addresses import in_language
from aid.export.workbook import Front
from aid.table import Ledger
from aid.view import View
from aid.words import Words, words


def front(ledger: Ledger, view: View, count: int, lang: str, address: str, accessed: date) -> Front:
    """The front sheet of a file of a view with `count` rows: in the language `lang`, then in the other.

    `address` is where the view is to be seen, in any language.
    """
    order = sorted(LANGUAGES, key=lambda code: code != lang)
    lines: list[tuple[str, str]] = []
    for code in order:
        lines += [*_told(ledger, view, count, in_language(address, code), accessed, words(code, ledger)), ("", "")]
    made: datetime = pd.Timestamp(ledger.descriptor["created"]).to_pydatetime().replace(tzinfo=None)
    title = " · ".join(words(code, ledger).say("Peach & Jade") for code in order)
    return Front("about", title, tuple(lines[:-1]), made)


def _told(ledger: Ledger, view: View, count: int, address: str, accessed: date, w: Words) -> list[tuple[str, str]]:
    reference = citations.of_view(ledger, view, w, address, accessed)
    rules = [(w.say("Rules of counting") if not number else "", rule) for number, rule in enumerate(method.rules(w))]
    return [
        (w.say("What"), w.described(ledger.descriptor, "title")),
        (w.say("Selection"), sentences.said(view, w)),
        (w.say("Rows"), w.number(count)),
        (w.say("Table version"), f"{ledger.version} ({ledger.digest[:8]})"),
        (w.say("Address"), address),
        (w.say("Licence"), w.say("Data: CC BY 4.0. Name Peach & Jade and the version.")),
        (w.say("How to cite"), citations.sentence(reference)),
        *rules,
    ]
