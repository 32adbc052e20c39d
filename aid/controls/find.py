"""The box that finds, on every page: what is typed is asked of the server beside the app, what is chosen opens here."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import streamlit as st

from aid.controls.arrive import PAGES, Here, later
from aid.controls.fronts import front
from aid.view import KEYS, LONGEST_QUERY, MOST_WORDS, read

# While nobody types: on a phone it shares its line with two buttons. It grows when it is typed into.
WIDTH = 130


def find_box(at: Here) -> None:
    """The box, with all that it says; what it finds comes from `/api/find.json`."""
    w = at.words
    data = {
        "lang": w.lang,
        # What of the address goes along to a page that is no list of acts: what is asked for, but not of whom.
        "keeps": ["lang", *(key for key in KEYS if key not in ("q", "country"))],
        "longest": LONGEST_QUERY,
        "words": MOST_WORDS,
        "label": w.say("Find acts, parties, countries, goods, sources"),
        "placeholder": w.say("Find"),
        "results": w.say("Results"),
        "mentioning": w.say("All acts mentioning “{words}”"),
        "silent": w.say("The server does not answer just now"),
    }
    front("find")(data=data, key="find", width=WIDTH, height="content", on_open_change=lambda: _open(at))


def _open(at: Here) -> None:
    chosen = st.session_state["find"].get("open")
    if chosen:
        open_link(at, str(chosen))


def open_link(at: Here, link: str) -> None:
    """Note which page of the app a link leads to, to be opened in this run; one that leads to none is passed over."""
    parts = urlsplit(link)
    page = parts.path.strip("/") or "overview"
    if page not in PAGES:
        return
    query = parse_qs(parts.query)
    view, _ = read(query, at.ledger)
    named = {"id": query["id"][0]} if "id" in query else {}
    later(page, at, view, **named)
