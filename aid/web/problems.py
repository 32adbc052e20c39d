"""Refusals that a program can read: problem documents (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from aid.shelf import Outgrown
from aid.table import TableError

TYPE = "application/problem+json"
# More are counted only: an answer is not to grow with what was sent.
MOST_NAMED = 20


def problem(
    status: int, title: str, more: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """A problem document: what went wrong in `title`, the particulars in `more`."""
    body = {"type": "about:blank", "title": title, "status": status, **(more or {})}
    return Response(
        json.dumps(body, ensure_ascii=False),
        status_code=status,
        media_type=TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def not_understood(parts: Sequence[str], headers: Mapping[str, str] | None = None) -> Response:
    """A 400 that names the parts of a query that were not understood, the first of them where there are many."""
    told: dict[str, Any] = {"not_understood": list(parts[:MOST_NAMED])}
    if len(parts) > MOST_NAMED:
        told["and_more"] = len(parts) - MOST_NAMED
    return problem(400, "Parts of the query were not understood", {**told, "described_at": "/api"}, headers)


def too_large(much: Outgrown, headers: Mapping[str, str] | None = None) -> Response:
    """A 413 that says how many rows answer, and how many a file may have at most."""
    told = {"rows": much.rows, "at_most": much.most, "what_to_do": "narrow it by country, kind or period"}
    return problem(413, "Too many rows for one file", told, headers)


def no_table(wrong: TableError, headers: Mapping[str, str] | None = None) -> Response:
    """A 503 that says how many problems the table has; what they are is in the server's log, as it quotes cells."""
    return problem(503, "The table cannot be read", {"problems": len(wrong.problems)}, headers)
