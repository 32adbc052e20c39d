"""Finding while a reader types: what of the table is called so, as JSON at `/api/find.json`."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aid.find import told
from aid.find.index import GROUPS
from aid.table import TableError
from aid.view import left_out
from aid.web.asked import asked
from aid.web.data import OPEN, READING, WRITING, not_reading, refused
from aid.web.fresh import fresh
from aid.web.problems import no_table, not_understood
from aid.words import mark

PATH = "/api/find.json"
SUMMARY = mark("What is called so: acts, parties, countries, goods, sources, pages")
KEYS = ("q",)
RESULT = {
    "type": "object",
    "required": ["id", "label", "href"],
    "properties": {
        "id": {"type": "string"},
        "label": {"type": "string"},
        "note": {"type": "string"},
        "href": {"type": "string"},
        "keeps": {"type": "boolean"},
    },
}
GROUP = {
    "type": "object",
    "required": ["group", "label", "results"],
    "properties": {
        "group": {"type": "string", "enum": list(GROUPS)},
        "label": {"type": "string"},
        "results": {"type": "array", "items": RESULT, "minItems": 1},
    },
}
# The answer as JSON Schema.
SCHEMA = {
    "type": "object",
    "required": ["q", "told", "groups", "all", "go"],
    "properties": {
        "q": {"type": "string"},
        "told": {"type": "string"},
        "groups": {"type": "array", "items": GROUP},
        "all": RESULT,
        "go": {"type": "string"},
    },
}


def routes() -> list[BaseRoute]:
    """The address of the box that finds."""
    return [Route(PATH, answer, methods=[*READING, *WRITING])]


def answer(request: Request) -> Response:
    """The results for `q` in the reader's language; 400 without it, and for every other key of a view."""
    if done := not_reading(request):
        return done
    try:
        wish = asked(request, beside=("edition",), exactly=True)
    except TableError as wrong:
        return no_table(wrong, OPEN)
    if wrong_query := refused(request, wish, KEYS):
        return wrong_query
    if not wish.view.q:
        return not_understood([str(left_out("q", ""))], OPEN)
    body = json.dumps(told(wish.ledger, wish.view.q, wish.words), ensure_ascii=False)
    return fresh(request, body, "application/json", by_language=True, beside=OPEN)
