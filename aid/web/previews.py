"""The app's pages with their previews: what a chat, a search engine or a reader without scripts is told of each."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from aid.catalogue import LANGUAGES, OTHER, OWN_NAMES
from aid.markup import page as written
from aid.previews import PAGES, Preview, path_of, preview
from aid.previews.dataset import described
from aid.previews.feed import feed_address, feed_title
from aid.previews.plain import plain
from aid.previews.shell import filled, lacking, shell
from aid.settings import settings
from aid.table import Ledger, TableError
from aid.view import View
from aid.web.asked import asked
from aid.web.codings import compressed
from aid.web.fresh import fresh
from aid.web.preload import links
from aid.words import Words, words

LONGEST_ID = 200
log = logging.getLogger(__name__)


def routes() -> list[BaseRoute]:
    """The addresses of the app's pages."""
    return [Route(f"/{page}", _answer(page), methods=["GET"]) for page in PAGES]


def ready(ledger: Ledger) -> None:
    """Write the overview, in each language, before the first visitor asks for it."""
    for lang in LANGUAGES:
        with suppress(Exception):
            _page("", View(), None, None, lang, ledger, settings().public_url, shell())


def _answer(page: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        try:
            return compressed(request, fresh(request, _with_preview(page, request), "text/html", by_language=True))
        except TableError:
            # The app itself says so to the reader; to a search engine and a watchman, the status does.
            return HTMLResponse(shell(), status_code=503, headers={"Cache-Control": "no-store"})

    return answer


def _with_preview(page: str, request: Request) -> str:
    """The page with its preview; Streamlit's own where it has no place for one. Raises TableError without a table."""
    bare, of = shell(), asked(request)
    if lacking(bare):
        return bare
    try:
        act = request.query_params.getlist("id")[:1] if page == "act" else []
        act_id = act[0][:LONGEST_ID] if act else None
        step = request.query_params.get("step", "")[:LONGEST_ID] or None if page == "story" else None
        return _page(page, of.view, act_id, step, of.words.lang, of.ledger, settings().public_url, bare)
    except Exception:
        # The app says for itself what is wrong, and matters more than its preview.
        log.exception("no preview for %s", page or "the overview")
        return bare


@lru_cache(maxsize=512)
def _page(
    page: str, view: View, act: str | None, step: str | None, lang: str, ledger: Ledger, home: str, bare: str
) -> str:
    """The page with its preview, kept by all that it depends on."""
    w = words(lang, ledger)
    seen = preview(page, view, ledger, w, act=act, step=step)
    head = written(
        "preview_head.html",
        seen=seen,
        site=w.say("Peach & Jade"),
        feed=feed_address(view, lang),
        feed_title=feed_title(view, w),
        described=as_script(described(seen, ledger, w)),
    )
    without_script = written(
        "preview_noscript.html",
        seen=seen,
        needs_script=w.say("The map, the timeline and the filters need JavaScript. Without it, there is:"),
        links=_links(seen, view, w),
    )
    of_one = len(view.country) > 1 if page == "compare" else bool(seen.country or seen.act)
    return filled(bare, seen.tag, head.strip(), without_script.rstrip(), links(page, of_one))


def as_script(data: object) -> Markup:
    """JSON that may stand in a script element: no sign of it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _links(seen: Preview, view: View, w: Words) -> list[tuple[str, str]]:
    """Where a reader without scripts may go on: the same acts as files, a page to print, the other language."""
    rows = View(q=seen.act) if seen.act else view.rows
    query = urlencode({"lang": seen.lang, **rows.query()}, doseq=True)
    named = (
        ("csv", w.say("These acts as CSV")),
        ("json", w.say("These acts as JSON")),
        ("xlsx", w.say("These acts as an Excel workbook")),
    )
    links = [(f"/api/acts.{ending}?{query}", name) for ending, name in named]
    if seen.page == "country" and seen.country:
        name = w.say("{place}, to print", place=plain(w.country(seen.country)))
        links.insert(0, (f"/print/{seen.country}?lang={seen.lang}", name))
    other = OTHER[seen.lang]
    return [*links, (path_of(seen.page, view, lang=other, act=seen.act, step=seen.step), OWN_NAMES[other])]
