"""The feed of acts, the map of the site, and what crawlers may fetch."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aid.keeper import kept
from aid.previews.feed import MEDIA_TYPE, feed
from aid.previews.sitemap import robots, sitemap
from aid.settings import settings
from aid.table import Ledger, TableError
from aid.view import View
from aid.web.asked import asked
from aid.web.fresh import fresh
from aid.web.problems import no_table, not_understood
from aid.words import words


def routes() -> list[BaseRoute]:
    """The addresses of the feed, the map of the site and the word to crawlers."""
    return [
        Route("/feed.atom", atom, methods=["GET"]),
        Route("/sitemap.xml", site, methods=["GET"]),
        Route("/robots.txt", crawlers, methods=["GET"]),
    ]


def atom(request: Request) -> Response:
    """The acts of a view, those put into the table last first; what is not understood is refused and named."""
    try:
        of = asked(request, exactly=True)
    except TableError as wrong:
        return no_table(wrong)
    if of.dropped:
        return not_understood([str(drop) for drop in of.dropped])
    body = _feed(of.ledger, of.view, of.words.lang, settings().public_url)
    return fresh(request, body, MEDIA_TYPE, by_language=True)


@lru_cache(maxsize=32)
def _feed(ledger: Ledger, view: View, lang: str, home: str) -> bytes:
    return feed(ledger, view, words(lang, ledger))


def site(request: Request) -> Response:
    """Every page of the site."""
    try:
        ledger = kept().ledger()
    except TableError as wrong:
        return no_table(wrong)
    return fresh(request, _sitemap(ledger, settings().public_url), "application/xml", by_language=False)


@lru_cache(maxsize=2)
def _sitemap(ledger: Ledger, home: str) -> bytes:
    return sitemap(ledger)


def crawlers(request: Request) -> Response:
    """What crawlers may fetch."""
    return fresh(request, robots(), "text/plain", by_language=False)
