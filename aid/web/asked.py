"""What a request asks for: the table as it is now, the view of its query, the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from aid.catalogue import LANGUAGES
from aid.keeper import kept
from aid.settings import settings
from aid.table import Ledger
from aid.view import BESIDE, Dropped, View, read
from aid.words import Words, words

# Streamlit's own keys: a reader who copies the query of an embedded page asks for the same rows.
STREAMLITS = ("embed", "embed_options")


@dataclass(frozen=True)
class Asked:
    """The table, the view and the language of one request, and what of its query was not understood."""

    ledger: Ledger
    view: View
    words: Words
    dropped: tuple[Dropped, ...]


def asked(request: Request, beside: Iterable[str] = ()) -> Asked:
    """What a request asks for; keys in `beside` are the caller's own. Raises TableError where there is no table."""
    ledger = kept().ledger()
    given = request.query_params
    query = {key: given.getlist(key) for key in given if key not in (*beside, *BESIDE, *STREAMLITS)}
    view, dropped = read(query, ledger)
    return Asked(ledger, view, words(language(request), ledger), dropped)


def language(request: Request) -> str:
    """The reader's language: the address's, else the browser's first choice of ours, else the operator's."""
    told = [lang for lang in request.query_params.getlist("lang") if lang in LANGUAGES]
    return told[0] if told else preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> str:
    """The language of ours that an Accept-Language header likes best; the operator's choice where it likes none."""
    wishes: list[tuple[float, str]] = []
    for part in accepted.split(","):
        tag, _, weight = part.partition(";")
        name = tag.strip().lower().split("-")[0]
        try:
            liking = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if name in LANGUAGES and liking > 0:
            wishes.append((liking, name))
    return max(wishes, key=lambda wish: wish[0])[1] if wishes else settings().language
