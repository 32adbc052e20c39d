"""Where a run begins: the reader's table, words and view, read from the address, the session and the browser.

The address is the view. Each run a widget is set from the address before it is drawn, and a change of it is written
back as codes; so Back, Forward, a pasted link and a change of language all come through the same door.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st

from aid import story, titles
from aid.catalogue import LANGUAGES, preferred
from aid.controls.fronts import front
from aid.keeper import kept
from aid.table import Ledger, TableError
from aid.view import Dropped, View, left_out, read
from aid.words import Words, words

PAGES = {
    "overview": "pages/overview.py",
    "story": "pages/story.py",
    "exchange": "pages/exchange.py",
    "timeline": "pages/timeline.py",
    "country": "pages/country.py",
    "compare": "pages/compare.py",
    "acts": "pages/acts.py",
    "act": "pages/act.py",
    "sources": "pages/sources.py",
    "data": "pages/data.py",
}


class Enough(Exception):
    """A page has said all that it has to say of this view; the frame around it goes on."""


@dataclass(frozen=True)
class Here:
    """What a page stands on in this run: the table, the reader's words and view, and what was not understood."""

    ledger: Ledger
    words: Words
    view: View
    dropped: tuple[Dropped, ...]
    act: str | None
    step: str | None
    leaf: int
    """Which leaf of a long list, from 1 on."""
    chosen_lang: str | None
    trouble: TableError | None
    theme: str | None

    def query(self, view: View | None = None, **more: str) -> dict[str, str | list[str]]:
        """The query of an address within the app: a view (this one by default), the chosen language, and more."""
        lang = {"lang": self.chosen_lang} if self.chosen_lang else {}
        return {**lang, **more, **(self.view if view is None else view).query()}


def arrive() -> Here:
    """What this run stands on; kept for the page's script, which asks for it with `here`."""
    keeper = kept()
    ledger = keeper.ledger()
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    view, dropped = read(query, ledger)
    lang, unknown = _language(query.get("lang", []))
    step, astray = _step(query.get("step", []), ledger)
    leaf, unread = _leaf(query.get("leaf", []))
    at = Here(
        ledger=ledger,
        words=words(lang, ledger),
        view=view,
        dropped=(*unknown, *astray, *unread, *dropped),
        act=query["id"][0] if query.get("id") else None,
        step=step,
        leaf=leaf,
        chosen_lang=st.session_state.get("lang"),
        trouble=keeper.trouble,
        theme=st.context.theme.type,
    )
    st.session_state["_here"] = at
    return at


def here() -> Here:
    """What the entrance found for this run."""
    found = st.session_state["_here"]
    assert isinstance(found, Here)
    return found


def pages_in(lang: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The pages by name, made once in a session and anew for another language: each looks for its file when made."""
    if st.session_state.get("_pages_in") != lang:
        st.session_state["_pages"], st.session_state["_pages_in"] = make(), lang
    pages: dict[str, Any] = st.session_state["_pages"]
    return pages


def _step(asked: list[str], ledger: Ledger) -> tuple[str | None, tuple[Dropped, ...]]:
    """The step of the story that is asked for, of those that the table bears."""
    known = [step for step in asked if step in story.steps(ledger)]
    astray = tuple(left_out("step", step) for step in asked if step not in known)
    return (known[0] if known else None), astray


def _leaf(asked: list[str]) -> tuple[int, tuple[Dropped, ...]]:
    """The leaf of a long list that is asked for; the first where none is."""
    known = [number for number in asked if re.fullmatch(r"[1-9][0-9]{0,6}", number, re.ASCII)]
    unread = tuple(left_out("leaf", number) for number in asked if number not in known)
    return (int(known[0]) if known else 1), unread


def _language(asked: list[str]) -> tuple[str, tuple[Dropped, ...]]:
    """The reader's language: the address's, else the session's, else the browser's or the operator's."""
    known = [lang for lang in asked if lang in LANGUAGES]
    unknown = tuple(Dropped("lang", lang[:40]) for lang in asked if lang not in LANGUAGES)
    if known:
        st.session_state["lang"] = known[0]
    return st.session_state.get("lang", unchosen_language()), unknown


def unchosen_language() -> str:
    """The language for a reader who has chosen none: the first of ours that the browser asks for, else the operator's.

    The same as for the pages beside the app, whose request is not of this session.
    """
    first = (st.context.locale or "").lower().split("-")[0]
    return first if first in LANGUAGES else preferred(st.context.headers.get("Accept-Language", ""))


def tab_title(at: Here, page: Any) -> str:
    """The title of the browser's tab: what the page shows, and the name of the dashboard."""
    return titles.tab(page.url_path, at.view, at.act, at.ledger, at.words, at.step)


def keep_address(page: Any) -> None:
    """Bring the browser's address up to a link that was followed to the page it stands on.

    Streamlit's client runs such a link with its query but leaves the old one in the address. Writing the same query
    again puts it there; where the address has it already, nothing happens.
    """
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    before = st.session_state.get("_address")
    if before and before[0] == page.url_path and before[1] != query:
        st.query_params.from_dict(query)
    st.session_state["_address"] = (page.url_path, query)


def go_to(at: Here, view: View) -> None:
    """Put a view into the address of this page."""
    page_keys = {key: value for key, value in (("id", at.act), ("step", at.step)) if value}
    st.query_params.from_dict(at.query(view, **page_keys))


def later(page: str, at: Here, view: View, **more: str) -> None:
    """Note which page to open: a callback may not switch pages itself."""
    st.session_state["_go"] = (page, at.query(view, **more))


def follow(at: Here) -> None:
    """Open the page that a click on a chart asked for, if one did.

    By a link that is followed at once, not by `st.switch_page`: that leaves a second entry in the browser's history,
    the old page with the new query, on which Back would land. Where scripts fail, the link is there to be clicked.
    """
    if "_go" not in st.session_state:
        return
    page, query = st.session_state.pop("_go")
    with st.container(key="go"):
        st.page_link(PAGES[page], label=at.words.say("Open"), query_params=query)
        front("press")(key="press")


def open_country(at: Here) -> Callable[[str], None]:
    """What a click on a country's mark does."""
    return lambda code: later("country", at, at.view.but(country=(code,)))


def open_act(at: Here) -> Callable[[str], None]:
    """What a click on a timeline's mark does: it opens the act or, where a bar stands for a week, the acts of it."""

    def open_it(code: str) -> None:
        # No act's id has a colon.
        direction, colon, monday = code.partition(":")
        if not colon:
            later("act", at, at.view, id=code)
            return
        since = date.fromisoformat(monday)
        week = {"since": since, "until": since + timedelta(days=6), "precision": ("day",)}
        later("acts", at, at.view.but(direction=direction, **week))

    return open_it
