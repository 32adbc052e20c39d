"""The gifts of a view as an IATI 2.03 activity file: goods, money and medical teams, an activity each.

The file is a second-hand account of what others gave and got: Peach & Jade is no registered IATI publisher, and says
so by `secondary-reporter` and by an identifier that borrows no registry's prefix. Meetings, letters and thanks are no
activities and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pandas as pd

from aid import questions, sentences
from aid.export.activity import Told, activity
from aid.export.narratives import clean
from aid.questions.select import GIFTS, items_of
from aid.settings import settings
from aid.table import Ledger
from aid.view import View, families
from aid.words import words

VERSION = "2.03"


class NoGifts(LookupError):
    """The view holds no gift, and the standard allows no file without an activity."""


def activities(ledger: Ledger, view: View) -> Iterator[bytes]:
    """The gifts of a view as IATI activities, XML in UTF-8, an activity at a time in the order of the screen.

    Raises NoGifts where the view holds none.
    """
    acts = questions.acts(ledger, view)
    gifts = acts[acts["kind"].isin(GIFTS)]
    if gifts.empty:
        raise NoGifts("no gift answers this view")
    return _file(ledger, view, gifts)


def _file(ledger: Ledger, view: View, gifts: pd.DataFrame) -> Iterator[bytes]:
    yield f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- {_about(ledger, view)} -->
<iati-activities version="{VERSION}" xml:lang="en">
""".encode()
    held, rest = questions.item_rows(ledger, view), questions.cited(ledger, view)
    items = dict(list(held.groupby("act")))
    cited = {act: list(rows) for act, rows in groupby(rest.to_dict("records"), key=itemgetter("act"))}
    told = Told(
        en=words("en", ledger),
        zh=words("zh", ledger),
        reporter=re.sub(r"[^A-Za-z0-9._-]+", "-", str(ledger.descriptor["name"])),
        parties=ledger.parties.set_index("id").to_dict("index"),
        first=ledger.acts["earliest"].min(),
        summable=frozenset(items_of(ledger, families(ledger))),
    )
    for _, act in gifts.iterrows():
        element = activity(act, items.get(act["id"], held.head(0)), cited[act["id"]], told)
        ET.indent(element)
        yield ET.tostring(element, encoding="unicode").encode() + b"\n"
    yield b"</iati-activities>\n"


def _about(ledger: Ledger, view: View) -> str:
    """Which table and which view the file is of; nothing in it ends a comment."""
    en, zh = words("en", ledger), words("zh", ledger)
    said = [
        f"{en.say('Peach & Jade')} / {zh.say('Peach & Jade')}",
        f"{sentences.said(view, en)} / {sentences.said(view, zh)}",
        settings().address(f"/acts?{urlencode(view.query(), doseq=True)}".removesuffix("?")),
        f"{ledger.version} ({ledger.digest}), CC BY 4.0",
    ]
    return re.sub("-(?=-|$)", "- ", clean("; ".join(said))).replace("<", "(").replace(">", ")")
