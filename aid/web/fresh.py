"""Answers that a reader may keep: each with a tag, and a bare 304 to those who have the same already."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

ASK_FIRST = "no-cache"
A_DAY = "public, max-age=86400"
TAG = re.compile(r'(?:W/)?"([^"]*)"')


def fresh(
    request: Request,
    body: str | bytes,
    media_type: str,
    *,
    keep: str = ASK_FIRST,
    by_language: bool,
    beside: Mapping[str, str] | None = None,
) -> Response:
    """The body, or 304 where the reader names its tag; `by_language`: whether it differs by the browser's language.

    Headers in `beside` go with either, in place of those of the same name here. The tag is a weak one, since the same
    body may travel compressed or not.
    """
    raw = body.encode() if isinstance(body, str) else body
    tag = hashlib.sha256(raw).hexdigest()[:32]
    headers = {"ETag": f'W/"{tag}"', "Cache-Control": keep}
    if by_language:
        headers["Vary"] = "Accept-Language"
    headers |= beside or {}
    if has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(raw, media_type=media_type, headers=headers)


def has(request: Request, etag: str) -> bool:
    """Whether the reader has what an entity tag stands for, by the request's If-None-Match; weakly compared."""
    named = request.headers.get("if-none-match", "").strip()
    return named == "*" or TAG.findall(etag)[0] in TAG.findall(named)
