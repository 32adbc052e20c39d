"""Data by address: each file of `files.py` for the view of the query, with conditional requests and clear refusals."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from threading import Semaphore

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from aid.clock import today
from aid.export.answers import answers
from aid.export.names import content_disposition, file_name
from aid.settings import settings
from aid.shelf import Outgrown
from aid.table import TableError
from aid.view import KEYS, left_out
from aid.web.asked import Asked, asked
from aid.web.files import File, Wanted, files
from aid.web.fresh import has
from aid.web.problems import no_table, not_understood, problem, too_large

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
# A crowd that asks for workbooks and packages is not to take the whole machine.
few_at_a_time = Semaphore(2)


def routes() -> list[BaseRoute]:
    """The addresses below `/api/`; whatever is none of them is refused with a list of what there is."""
    return [Route("/api/{path:path}", answer, methods=[*READING, *WRITING])]


def answer(request: Request) -> Response:
    """One file, or why there is none: 304 where the reader has it, 400, 404, 405 or 503 with a problem document."""
    if done := not_reading(request):
        return done
    path = request.path_params["path"]
    try:
        wish = asked(request, beside=("edition",), exactly=True)
    except TableError as wrong:
        return no_table(wrong, OPEN)
    there = files(wish.ledger)
    file = there.get(path) or there.get(f"{path}.json")
    if file is None:
        return problem(404, "No such file", {"there_is": [f"/api/{name}" for name in there]}, headers=OPEN)
    return refused(request, wish, file.keys, file.editions) or _file(request, wish, file)


def not_reading(request: Request) -> Response | None:
    """The answer to a request that reads nothing: 204 to a browser that asks first, 405 to whoever would write."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={**OPEN, **PREFLIGHT, "Allow": ", ".join(READING)})
    if request.method not in READING:
        return problem(405, "Only reading is possible here", headers={**OPEN, "Allow": ", ".join(READING)})
    return None


def refused(request: Request, wish: Asked, keys: Iterable[str] = (), editions: Iterable[str] = ()) -> Response | None:
    """A 400 that names each key and value that was not understood, where there is one.

    `keys` of a view and `editions` are those that what is asked for takes.
    """
    parts = list(wish.dropped)
    given = request.query_params.getlist("edition")
    if given and (len(set(given)) > 1 or given[0] not in editions):
        parts += [left_out("edition", value) for value in given]
    told = [*map(str, parts), *(key for key in KEYS if key in request.query_params and key not in keys)]
    return not_understood(told, OPEN) if told else None


def _file(request: Request, wish: Asked, file: File) -> Response:
    edition = request.query_params.get("edition", "")
    wanted = Wanted(wish.ledger, wish.view, wish.words, edition, today())
    lacking = file.lacking(wanted) if file.lacking else ""
    if lacking:
        return problem(404, lacking, headers=OPEN)
    headers = {**OPEN, **_headers(file, wanted)}
    if has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return Response(headers={**headers, "Content-Type": file.media})
    try:
        with few_at_a_time if file.heavy else nullcontext():
            body = file.write(wanted)
    except Outgrown as much:
        return too_large(much, OPEN)
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
    """The entity tag of a file: another where code, table, home, view, edition, language or day makes another.

    It is weak, since the same file may travel compressed.
    """
    parts = {
        "code": fingerprint(),
        "table": wanted.ledger.digest,
        "home": settings().public_url,
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
