"""What can be asked for below `/api`, described: for programs (OpenAPI 3.1) and as a page to read."""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aid import examples, keys
from aid.catalogue import OTHER, OWN_NAMES, TAGS
from aid.export.answers import answers
from aid.export.losses import lost
from aid.markup import page
from aid.settings import settings
from aid.table import Ledger, TableError, thawed
from aid.web import find
from aid.web.asked import Asked, asked
from aid.web.data import OPEN, READING, WRITING, not_reading, refused
from aid.web.files import files
from aid.web.fresh import fresh
from aid.web.openapi import document
from aid.web.problems import no_table, problem
from aid.words import Words

OPENAPI = "application/vnd.oai.openapi+json;version=3.1"

Made = tuple[str, str]
"""A body and its type."""
Told = Callable[[Request, Asked], Made | None]


def routes() -> list[BaseRoute]:
    """The description by what the reader accepts, the document for programs, and the columns of each answer."""
    answered = (
        ("/api", _page_or_document),
        ("/api/", _page_or_document),
        ("/api/openapi.json", _document),
        ("/api/{name}.schema.json", _schema),
    )
    return [Route(path, _answer(told), methods=[*READING, *WRITING]) for path, told in answered]


def _answer(told: Told) -> Callable[[Request], Response]:
    """What answers requests with what `told` makes of them; the only key that it takes is the language."""

    def answer(request: Request) -> Response:
        if done := not_reading(request):
            return done
        try:
            wish = asked(request, beside=("edition",), exactly=True)
        except TableError as wrong:
            return no_table(wrong, OPEN)
        if wrong_query := refused(request, wish):
            return wrong_query
        made = told(request, wish)
        if made is None:
            names = [f"/api/{name}.schema.json" for name in answers(wish.ledger)]
            return problem(404, "No such file", {"there_is": names}, headers=OPEN)
        body, media = made
        return fresh(request, body, media, by_language=True, beside={**OPEN, "Vary": "Accept, Accept-Language"})

    return answer


def _page_or_document(request: Request, wish: Asked) -> Made:
    """The page for a browser; the document for whoever does not ask for HTML."""
    if "text/html" in request.headers.get("accept", ""):
        return _page(wish.ledger, wish.words), "text/html"
    return _document(request, wish)


def _document(request: Request, wish: Asked) -> Made:
    """The OpenAPI document, in the reader's language."""
    return json.dumps(document(wish.ledger, wish.words), ensure_ascii=False, indent=1), OPENAPI


def _schema(request: Request, wish: Asked) -> Made | None:
    """The columns of an answer, typed and explained in both languages, as a Frictionless Table Schema."""
    found = answers(wish.ledger).get(request.path_params["name"])
    if found is None:
        return None
    schema: dict[str, object] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        **found.about,
        "fields": [thawed(field) for field in found.fields],
    }
    if found.key:
        schema["primaryKey"] = [found.key]
    return json.dumps(schema, ensure_ascii=False, indent=1), "application/json"


def _page(ledger: Ledger, w: Words) -> str:
    there = files(ledger)
    listed = [
        {
            "name": answer.name,
            "about": w.described(answer.about),
            "formats": [
                {"name": file.extension, "path": f"/api/{file.path}"}
                for file in there.values()
                if file.what == answer.name
            ],
            "columns": [
                {
                    "name": field["name"],
                    "type": field["type"],
                    "meaning": w.described(field),
                    "codes": [
                        {"code": known["value"], "label": w.described(known, "label")}
                        for known in field.get("categories", ())
                    ],
                }
                for field in answer.fields
            ],
        }
        for answer in answers(ledger).values()
    ]
    whole = [
        {"name": w.say(file.title), "path": f"/api/{file.path}", "lost": lost(file.what, w)}
        for file in there.values()
        if file.title
    ]
    finding = w.say(
        "In either language, by pinyin or its first letters, typing errors forgiven; takes q and lang alone. "
        "It is for a box that finds; what it gives changes with the table."
    )
    whole.append({"name": w.say(find.SUMMARY), "path": f"{find.PATH}?q=mito", "lost": finding})
    other = OTHER[w.lang]
    return page(
        "api.html",
        lang=w.lang,
        other={"code": other, "tag": TAGS[other], "name": OWN_NAMES[other]},
        w=w,
        answers=listed,
        whole=whole,
        keys=keys.explained(ledger, w),
        forms={
            "country": w.say("three letters, as JPN"),
            "date": w.say("a day, as 2020-03-31"),
            "month": w.say("a month, as 2020-03"),
            "text": w.say("words"),
            "": "",
        },
        examples=examples.examples(lambda kind: settings().address(f"/api/acts.{kind}?country=JPN"), w),
        lost=[{"name": kind, "lost": lost(kind, w)} for kind in ("csv", "xlsx", "json", "parquet", "geojson")],
        version=ledger.version,
        digest=ledger.digest[:8],
        text={
            "title": w.say("Data by address"),
            "home": w.say("Peach & Jade"),
            "lede": w.say(
                "Every table and page of the dashboard as a file, by an address that takes the same keys. Free to use "
                "under CC BY 4.0; name Peach & Jade and the table version."
            ),
            "document": w.say("The same for programs (OpenAPI 3.1)"),
            "use": w.say("Use the data"),
            "whole": w.say("Whole files"),
            "keys": w.say("Keys"),
            "key": w.say("Key"),
            "values": w.say("Values"),
            "meaning": w.say("Meaning"),
            "repeat": w.say(" (may stand several times)"),
            "formats": w.say("What each format loses"),
            "examples": w.say("Examples"),
            "column": w.say("Column"),
            "type": w.say("Type"),
            "rules": w.say("Answers and refusals"),
            "etag": w.say(
                "Each answer carries an ETag; send it back as If-None-Match and get a 304 while nothing has changed. "
                "Any site may read the answers (CORS)."
            ),
            "refusals": w.say(
                "A key or value that is not understood is refused with 400 and named in a problem document (RFC 9457); "
                "an address that is none gets 404; a table that cannot be read, 503."
            ),
            "stable": w.say(
                "Names of columns stay as they are within a major version. What is not known is empty or null, never "
                "zero. Dates are ISO 8601. A CSV cell that would begin as a formula has an apostrophe before it."
            ),
            "version": w.say("Table version"),
        },
    )
