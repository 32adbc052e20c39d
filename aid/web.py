"""What the server says beside the app: the rows of a view as files, and nothing else under `/api/`."""

from __future__ import annotations

import gc
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aid import export
from aid.keeper import kept
from aid.table import Ledger, TableError
from aid.view import BESIDE, View, read

PROBLEM = "application/problem+json"


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Read the table before the first visitor, then set what is loaded aside from garbage collection.

    Streamlit collects fully after every rerun; without the freeze it walks the whole library each time.
    """
    try:
        kept().ledger()
    except TableError as wrong:
        print(f"The table cannot be served:\n{wrong}")
    gc.collect()
    gc.freeze()
    yield


def routes() -> list[BaseRoute]:
    """The addresses that are answered beside the app's own pages."""
    return [
        Route("/api/acts.csv", acts_csv, methods=["GET"]),
        Route("/api/acts.json", acts_json, methods=["GET"]),
        Route("/api/{path:path}", nothing_there, methods=["GET"]),
        Route("/api", nothing_there, methods=["GET"]),
    ]


def acts_csv(request: Request) -> Response:
    """The acts of a view as CSV; `edition=excel` adds what Excel needs to read Chinese."""
    excel = request.query_params.getlist("edition")
    if excel not in ([], ["excel"]):
        return _refused([f"edition={value}" for value in excel])

    def written(ledger: Ledger, view: View) -> Response:
        return Response(
            export.acts_csv(ledger, view, excel=bool(excel)),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="peach-and-jade-acts.csv"', **SAFE},
        )

    return _answer(request, written, beside=("edition",))


def acts_json(request: Request) -> Response:
    """The acts of a view as JSON."""
    return _answer(
        request,
        lambda ledger, view: Response(export.acts_json(ledger, view), media_type="application/json", headers=SAFE),
    )


SAFE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}


def _answer(request: Request, written: Callable[[Ledger, View], Response], beside: tuple[str, ...] = ()) -> Response:
    """The answer to the view of a query; a key or value that is not understood is named instead."""
    try:
        ledger = kept().ledger()
    except TableError as wrong:
        return _problem(503, "The table cannot be read", {"problems": [str(problem) for problem in wrong.problems]})
    asked = request.query_params
    query = {key: asked.getlist(key) for key in asked if key not in beside and key not in BESIDE}
    view, dropped = read(query, ledger)
    return _refused([f"{drop.key}={drop.value}" for drop in dropped]) if dropped else written(ledger, view)


def _refused(parts: list[str]) -> Response:
    return _problem(400, "Parts of the query were not understood", {"not_understood": parts})


def nothing_there(request: Request) -> Response:
    """A plain 404 for every other address under `/api`, in place of the app's page."""
    return _problem(404, "No such address", {"there_is": ["/api/acts.csv", "/api/acts.json"]})


def _problem(status: int, title: str, more: dict[str, Any]) -> Response:
    """A problem document (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, **more}
    return Response(json.dumps(body, ensure_ascii=False), status_code=status, media_type=PROBLEM, headers=SAFE)
