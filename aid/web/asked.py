"""What a request asks for: the table as it is now, the view of its query, the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from starlette.requests import Request

from aid.catalogue import LANGUAGES, preferred
from aid.keeper import kept
from aid.table import Ledger
from aid.view import BESIDE, Dropped, View, left_out, read
from aid.words import Words, words

# Streamlit's own keys: a reader who copies the query of an embedded page asks for the same rows.
STREAMLITS = ("embed", "embed_options")
# More than every code of every key that readers choose from by hand.
MOST_PAIRS = 100


@dataclass(frozen=True)
class Asked:
    """The table, the view and the language of one request, and what of its query was not understood."""

    ledger: Ledger
    view: View
    words: Words
    dropped: tuple[Dropped, ...]


def asked(request: Request, beside: Iterable[str] = (), *, exactly: bool = False) -> Asked:
    """What a request asks for; keys in `beside` are the caller's own. Raises TableError where there is no table.

    With `exactly`, for programs, what only a page reads is not understood, nor is any language but one of ours. A query
    of more than MOST_PAIRS keys and values is not understood at all.
    """
    ledger = kept().ledger()
    w = words(language(request), ledger)
    pairs = request.query_params.multi_items()
    if len(pairs) > MOST_PAIRS:
        return Asked(ledger, View(), w, tuple(left_out(*pair) for pair in pairs))
    query: dict[str, list[str]] = {}
    for key, value in pairs:
        query.setdefault(key, []).append(value)
    passed = {*beside, *BESIDE} if exactly else {*beside, *BESIDE, *STREAMLITS}
    view, dropped = read({key: values for key, values in query.items() if key not in passed}, ledger)
    return Asked(ledger, view, w, (*dropped, *(_only_pages_take(query) if exactly else ())))


def _only_pages_take(query: Mapping[str, list[str]]) -> Iterator[Dropped]:
    """What a page passes over in silence: its act or step, a language that we do not have or a second one."""
    yield from (left_out(key, value) for key in ("id", "step") for value in query.get(key, [])[:1])
    langs = query.get("lang", [])
    own = next((lang for lang in langs if lang in LANGUAGES), None)
    yield from (left_out("lang", lang) for lang in langs if lang != own)


def language(request: Request) -> str:
    """The reader's language: the address's, else the browser's first choice of ours, else the operator's."""
    told = [lang for lang in request.query_params.getlist("lang") if lang in LANGUAGES]
    return told[0] if told else preferred(request.headers.get("accept-language", ""))
