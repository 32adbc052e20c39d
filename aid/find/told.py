"""What was found, as a reader is told it: named in the reader's language, each with the address where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from aid import labels, questions, titles
from aid.find.match import Found, Hit, find
from aid.find.mentions import mentioning, named_best, outsized, worded
from aid.find.names import OFFICE, PLACE
from aid.questions.select import item_categories
from aid.table import Ledger
from aid.words import Words, mark

# A list is read at a glance; its last line leads to all.
MOST, MOST_OF = 5, {"source": 3, "page": 2}
HEADINGS = {
    "country": mark("Countries and regions"),
    "party": mark("Givers and receivers"),
    "thing": mark("Goods and kinds"),
    "act": mark("Acts"),
    "source": mark("Sources"),
    "page": mark("Pages"),
}
# Where what the reader has chosen so far goes along: a list that says how many acts it has shows that many.
KEEPS_VIEW = ("country", "act", "source", "page")
ALL = "all"
DOT = " · "


@dataclass(frozen=True)
class Line:
    """One result: what it is called, a second line, the address without its language."""

    label: str
    note: str
    page: str
    query: tuple[tuple[str, str], ...] = ()


def told(ledger: Ledger, query: str, words: Words) -> dict[str, Any]:
    """The results for a query as JSON has them: `groups`, the way to all acts that mention it, and `go`.

    `go` is the id of the result that Enter leads to: the one that is called exactly so; else all acts that mention it,
    where there are any; else the best result.
    """
    found = find(ledger, query)
    groups = [
        {
            "group": group,
            "label": words.say(HEADINGS[group]),
            "results": [_result(hit, ledger, words) for hit in hits[: MOST_OF.get(group, MOST)]],
        }
        for group, hits in found.groups.items()
    ]
    wanted = worded(ledger, query)
    acts = mentioning(ledger, wanted)
    count = sum(len(group["results"]) for group in groups)
    return {
        "q": query,
        "told": words.plural("{n} result", "{n} results", count) if count else words.say("Nothing is called so"),
        "groups": groups,
        "all": {
            "id": ALL,
            "label": _mentioning(None if outsized(ledger) else len(acts), wanted, words),
            "empty": not acts and not outsized(ledger),
            "href": _href("acts", (("q", wanted),), words),
        },
        "go": _go(found, acts),
    }


def _go(found: Found, acts: frozenset[str]) -> str:
    first = next((hits[0] for hits in found.groups.values()), None)
    best = found.exact or (None if acts else first)
    return _id(best) if best else ALL


def _id(hit: Hit) -> str:
    return f"{hit.entry.group}-{hit.entry.code}"


def _mentioning(count: int | None, query: str, words: Words) -> str:
    if count is None:
        return words.say("All acts mentioning “{words}”", words=query)
    if not count:
        return words.say("No act mentions “{words}” in these words", words=query)
    return words.plural("{n} act mentions “{words}”", "All {n} acts mentioning “{words}”", count, words=query)


def _result(hit: Hit, ledger: Ledger, words: Words) -> dict[str, Any]:
    line = _line(hit.entry.group, hit.entry.code, hit.entry.acts, ledger, words)
    return {
        "id": _id(hit),
        "label": line.label,
        "note": line.note,
        "href": _href(line.page, line.query, words),
        "keeps": hit.entry.group in KEEPS_VIEW,
    }


def _href(page: str, query: tuple[tuple[str, str], ...], words: Words) -> str:
    # Without a page's name the address is that of the overview, wherever the reader is.
    return f"{page or '/'}?{urlencode([*query, ('lang', words.lang)])}"


@lru_cache(maxsize=4096)
def _line(group: str, code: str, acts: frozenset[str], ledger: Ledger, words: Words) -> Line:
    if group == "country":
        return Line(words.country(code), _count(acts, ledger, words), "country", (("country", code),))
    if group == "party":
        return _party(code, acts, ledger, words)
    if group == "thing":
        return _thing(code, acts, ledger, words)
    if group == "act":
        return _act(code, ledger, words)
    if group == "source":
        return _source(code, acts, ledger, words)
    return Line(words.say(titles.NAMES[code]), "", code)


def _count(acts: frozenset[str], ledger: Ledger, words: Words) -> str:
    if outsized(ledger):
        return ""
    return words.plural("{n} act", "{n} acts", len(acts)) if acts else words.say("nothing on record")


def _party(code: str, acts: frozenset[str], ledger: Ledger, words: Words) -> Line:
    """A party: on its country's page, where it alone is mentioned; one of the hub or of no country among the acts."""
    party = ledger.parties.set_index("id").loc[code]
    abroad = party["side"] == "partner" and pd.notna(party["country"])
    full = words.party(code)
    short = PLACE.sub("", OFFICE.sub("", full))
    told = [words.label("parties", "type", party["type"])]
    told += [words.country(party["country"])] if abroad else []
    told += [words.plural("party to {n} act", "party to {n} acts", len(acts))] if acts else []
    q = ("q", named_best(ledger, acts, short, full))
    query = (("country", str(party["country"])), q) if abroad else (q,)
    return Line(full, DOT.join(told), "country" if abroad else "acts", query)


def _thing(code: str, acts: frozenset[str], ledger: Ledger, words: Words) -> Line:
    key, _, value = code.partition(":")
    if key == "item":
        label = words.family(value)
    elif key == "kind":
        label = words.kind(value)
    else:
        item = next(item for item in item_categories(ledger) if item["value"] == value)
        label = words.described(item, "label")
        key, value = "q", label
        acts = mentioning(ledger, label)
    return Line(words.capital(label), _count(acts, ledger, words), "acts", ((key, value),))


def _act(code: str, ledger: Ledger, words: Words) -> Line:
    act = questions.named(ledger, (code,)).acts.iloc[0]
    note = DOT.join([words.kind(act["kind"]), labels.dated(act, words)])
    return Line(titles.of_act(act, ledger, words), note, "act", (("id", code),))


def _source(code: str, acts: frozenset[str], ledger: Ledger, words: Words) -> Line:
    """A source, by who published it; its second line tells those of one publisher apart."""
    source = ledger.sources.set_index("id").loc[code]
    title = source["title"] if pd.notna(source["title"]) else labels.host(source["url"])
    note = DOT.join([str(title), _count(acts, ledger, words)])
    return Line(labels.publisher(source, words), note, "sources", (("id", code),))
