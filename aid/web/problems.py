"""Refusals that a program can read: problem documents (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

TYPE = "application/problem+json"


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
