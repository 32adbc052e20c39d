"""Short addresses: `/country/JPN` and `/act/ID` lead to their pages, with the rest of the query kept."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from aid.keeper import kept
from aid.table import TableError
from aid.view import country_code
from aid.web.missing import no_table, page_not_found


def routes() -> list[BaseRoute]:
    """The short addresses of countries and acts."""
    return [
        Route("/country/{code}", country, methods=["GET"]),
        Route("/act/{act}", act, methods=["GET"]),
    ]


def country(request: Request) -> Response:
    """The way to a country's page, by its ISO code in any case; a country without an act has a page that says so."""
    code = country_code(request.path_params["code"])
    if code is None:
        return page_not_found(request, "country")
    return _onward(request, "country", "country", code)


def act(request: Request) -> Response:
    """The way to an act's page, by its id."""
    asked_for = request.path_params["act"]
    try:
        known = kept().ledger().acts["id"]
    except TableError:
        return no_table(request)
    if asked_for not in set(known):
        return page_not_found(request, "act")
    return _onward(request, "act", "id", asked_for)


def _onward(request: Request, page: str, key: str, value: str) -> Response:
    """A redirect to a page: what the path says stands first, then every other key as it came, those said twice too."""
    rest = [(name, given) for name, given in request.query_params.multi_items() if name != key]
    # Not for good: what an id or a code leads to may change with the table.
    return RedirectResponse(f"/{page}?{urlencode([(key, value), *rest])}", status_code=302)
