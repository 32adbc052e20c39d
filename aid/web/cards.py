"""The pictures beside shared links: one for the site, each country on record and each act, in both languages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aid import questions
from aid.catalogue import LANGUAGES
from aid.keeper import kept
from aid.previews.cards import png
from aid.previews.pages import on_record
from aid.table import TableError
from aid.web.fresh import A_DAY, ASK_FIRST, fresh
from aid.web.missing import page_not_found
from aid.web.problems import no_table


def routes() -> list[BaseRoute]:
    """The addresses of the cards."""
    return [
        Route("/cards/{lang}/site.png", card, methods=["GET"]),
        Route("/cards/{lang}/country/{country}.png", card, methods=["GET"]),
        Route("/cards/{lang}/act/{act}.png", card, methods=["GET"]),
    ]


def card(request: Request) -> Response:
    """A card; 404 for a language, a country or an act that there is none of."""
    asked = request.path_params
    lang, country, act = asked["lang"], asked.get("country"), asked.get("act")
    try:
        ledger = kept().ledger()
    except TableError as wrong:
        return no_table(wrong)
    if lang not in LANGUAGES:
        return page_not_found(request)
    if country is not None and country not in on_record(ledger):
        return page_not_found(request, "no acts")
    if act is not None and questions.named(ledger, (act,)).acts.empty:
        return page_not_found(request, "act")
    # Only an address that names this table shows the same picture for good.
    keep = A_DAY if request.query_params.get("v") == ledger.digest[:8] else ASK_FIRST
    return fresh(request, png(ledger, lang, country=country, act=act), "image/png", keep=keep, by_language=False)
