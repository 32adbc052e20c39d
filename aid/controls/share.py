"""Passing on what is on screen: the address, a QR code of it, an embed, a citation, the files."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from aid import citations, titles
from aid.citations import STYLES, Reference
from aid.clock import today
from aid.controls.arrive import Here
from aid.controls.blocks import caption
from aid.labels import md
from aid.qr import qr_svg
from aid.settings import origin, settings
from aid.view import View

FRAME_HEIGHT = 900


def public_address(at: Here, page: Any, **more: str) -> str:
    """The full address of what is on screen, language included, at the operator's address or the reader's own."""
    own = {"act": ("id", at.act), "story": ("step", at.step)}
    key, value = own.get(page.url_path, ("", None))
    page_keys = {key: value} if value else {}
    query = urlencode({"lang": at.words.lang, **page_keys, **at.view.query(), **more}, doseq=True)
    return f"{home()}/{page.url_path}?{query}"


def home() -> str:
    """The address of this server: what the operator says, else where the reader's browser has this page."""
    told, parts = settings(), urlsplit(st.context.url or "")
    return told.public_url if told.named else origin(f"{parts.scheme}://{parts.netloc}") or told.public_url


def reference(at: Here, page: Any) -> Reference:
    """The reference to what is on screen: an act on its page, else the acts of the view."""
    address = public_address(at, page)
    act = titles.act_of(at.act, at.ledger) if page.url_path == "act" else None
    if act is not None:
        title = titles.of_act(act, at.ledger, at.words)
        return citations.of_one(str(at.act), title, at.ledger, at.words, address, today())
    return citations.of_view(at.ledger, shown(at, page), at.words, address, today())


def shown(at: Here, page: Any) -> View:
    """The view whose acts are on screen: an act's page shows that one, a country's the first country asked for."""
    if page.url_path == "act" and at.act:
        return View(q=at.act)
    return at.view.but(country=at.view.country[:1]) if page.url_path == "country" else at.view


def share(at: Here, page: Any) -> None:
    """The button that opens the panel; what is in it is worked out only while it is open."""
    panel = st.popover(at.words.say("Share"), key=f"share:{at.words.lang}", on_change="rerun")
    if panel.open:
        with panel, st.container(width=620):
            _panel(at, page)


def _panel(at: Here, page: Any) -> None:
    w, address = at.words, public_address(at, page)
    told = reference(at, page)
    st.markdown(f"**{md(told.title)}**" + (f"  \n:small[:gray[{md(told.note)}]]" if told.note else ""))
    caption(w.say("Link to this view"))
    st.code(address, language=None, wrap_lines=True)
    left, right = st.columns([2, 5])
    with left:
        _code(at, address)
    with right:
        style = st.pills(
            w.say("Style of the citation"),
            ["sentence", *STYLES],
            default="sentence",
            required=True,
            format_func=lambda name: w.say("Plain text") if name == "sentence" else name,
            key=f"style:{w.lang}",
            label_visibility="collapsed",
        )
        st.code(STYLES.get(style, citations.sentence)(told).strip(), language=None, wrap_lines=True)
    _files(at, page)
    with st.expander(w.say("Embed in a page")):
        _frame(at, page)


def _code(at: Here, address: str) -> None:
    drawn = qr_svg(address)
    if drawn is None:
        caption(at.words.say("This link is too long for a QR code."))
        return
    st.image(drawn, width=160, alt=at.words.say("QR code of this link"))
    caption(at.words.say("Scan to open"))


def _frame(at: Here, page: Any) -> None:
    """The snippet that shows this view in another site, and whether this server lets it."""
    w = at.words
    source = escape(public_address(at, page, embed="true"))
    title = escape(reference(at, page).title)
    st.code(
        f'<iframe src="{source}" title="{title}" width="100%" height="{FRAME_HEIGHT}" style="border:0" '
        'loading="lazy" allow="clipboard-write"></iframe>',
        language=None,
        wrap_lines=True,
    )
    if not settings().framed_by_others:
        caption(w.say("Not yet allowed on this server: its operator has to name your site first."))


def _files(at: Here, page: Any) -> None:
    """The whole view to take away, and the way to every other file."""
    w = at.words
    query = urlencode({"lang": w.lang, **shown(at, page).query()}, doseq=True)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button(w.say("Everything in this selection (ZIP)"), f"/api/takeaway.zip?{query}")
        st.page_link(st.session_state["_pages"]["data"], label=w.say("Use the data"), query_params=at.query())
