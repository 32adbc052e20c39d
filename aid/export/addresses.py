"""The address of a view as each language's edition of a file names it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit


def in_language(address: str, lang: str) -> str:
    """The same address leading to the dashboard in a language, whichever it named before."""
    parts = urlsplit(address)
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != "lang"]
    return parts._replace(query=urlencode([("lang", lang), *query])).geturl()
