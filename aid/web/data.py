"""Data by address: each file of `files.py` for the view of the query, with conditional requests and clear refusals."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from aid.export import iati
from aid.export.answers import answers
from aid.export.names import content_disposition, file_name
from aid.table import Ledger, TableError
from aid.web.asked import Asked, asked
from aid.web.files import File, Wanted, files
from aid.web.fresh import has
from aid.web.problems import problem

READING = ["GET", "HEAD", "OPTIONS"]
WRITING = ["POST", "PUT", "PATCH", "DELETE"]
# Anyone's page may read the data; no cookie or name is asked for.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Content-Disposition, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, Accept-Language",
    "Access-Control-Max-Age": "86400",
}


def routes() -> list[BaseRoute]:
    """The addresses below `/api/`; whatever is none of them is refused with a list of what there is."""
    return [Route("/api/{path:path}", answer, methods=[*READING, *WRITING])]


def answer(request: Request) -> Response:
    """One file, or why there is none: 304 where the reader has it, 400, 404, 405 or 503 with a problem document."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={**OPEN, **PREFLIGHT, "Allow": ", ".join(READING)})
    if request.method not in READING:
        return problem(405, "Only reading is possible here", headers={**OPEN, "Allow": ", ".join(READING)})
    path = request.path_params["path"]
    try:
        wish = asked(request, beside=("edition",))
        there = files(wish.ledger)
    except TableError as wrong:
        return problem(
            503, "The table cannot be read", {"problems": [str(each) for each in wrong.problems]}, headers=OPEN
        )
    file = there.get(path) or there.get(f"{path}.json")
    if path.removesuffix(".schema.json") in answers(wish.ledger) and path.endswith(".schema.json"):
        return _schema(path.removesuffix(".schema.json"), wish.ledger)
    if file is None:
        return problem(404, "No such file", {"there_is": [f"/api/{name}" for name in there]}, headers=OPEN)
    return _refused(request, wish, file) or _file(request, wish, file)


def _refused(request: Request, wish: Asked, file: File) -> Response | None:
    """A 400 that names each key and value that was not understood, where there is one."""
    parts = [f"{drop.key}={drop.value}" for drop in wish.dropped]
    editions = request.query_params.getlist("edition")
    if editions and (len(set(editions)) > 1 or editions[0] not in file.editions):
        parts += [f"edition={value[:40]}" for value in editions]
    if not file.keyed:
        parts += [f"{key}" for key in wish.view.query()]
    if not parts:
        return None
    told = {"not_understood": parts, "described_at": "/api"}
    return problem(400, "Parts of the query were not understood", told, headers=OPEN)


def _file(request: Request, wish: Asked, file: File) -> Response:
    edition = request.query_params.get("edition", "")
    wanted = Wanted(wish.ledger, wish.view, wish.words, edition, datetime.now(UTC).date())
    headers = {**OPEN, **_headers(file, wanted)}
    if has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    try:
        body = file.write(wanted)
    except iati.NoGifts:
        return problem(404, "No gift answers this view, and IATI allows no file without one", headers=OPEN)
    if request.method == "HEAD":
        return Response(headers={**headers, "Content-Type": file.media})
    return StreamingResponse(iter(body), media_type=file.media, headers=headers)


def _headers(file: File, wanted: Wanted) -> dict[str, str]:
    told = file_name(wanted.view, wanted.ledger, file.what, file.extension, wanted.words.lang)
    headers = {
        "ETag": tag(file, wanted),
        "Cache-Control": "no-cache",
        "Vary": "Accept-Language",
        "Content-Disposition": content_disposition(told, inline=not file.saved),
    }
    if file.what in answers(wanted.ledger):
        headers["Link"] = f'</api/{file.what}.schema.json>; rel="describedby"; type="application/json"'
    return headers


def tag(file: File, wanted: Wanted) -> str:
    """The entity tag of a file: another where table, code, view, edition, language or day would make another file.

    It is weak, since the same file may travel compressed.
    """
    parts = {
        "code": fingerprint(),
        "table": wanted.ledger.digest,
        "file": file.path,
        "view": wanted.view.query(),
        "edition": wanted.edition,
        "lang": wanted.words.lang,
        "day": wanted.accessed.isoformat() if file.dated else "",
    }
    return f'W/"{hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]}"'


@cache
def fingerprint() -> str:
    """What tells one state of the code from another, so that no reader keeps a file that is written otherwise now."""
    digest = hashlib.sha256()
    home = Path(__file__).resolve().parents[1]
    for file in sorted(home.rglob("*")):
        if file.suffix in (".py", ".json", ".po", ".html"):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _schema(name: str, ledger: Ledger) -> Response:
    """The columns of an answer, typed and explained in both languages, as a Frictionless Table Schema."""
    told = answers(ledger)[name]
    schema: dict[str, object] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        **told.about,
        "fields": [_thawed(field) for field in told.fields],
    }
    if told.key:
        schema["primaryKey"] = [told.key]
    return Response(
        json.dumps(schema, ensure_ascii=False, indent=1),
        media_type="application/json",
        headers={**OPEN, "Cache-Control": "no-cache"},
    )


def _thawed(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _thawed(part) for key, part in value.items() if key != "like"}
    return [_thawed(part) for part in value] if isinstance(value, tuple) else value
