"""The keys of an address, explained: one list for pages and the description of the API."""

from __future__ import annotations

from dataclasses import dataclass

from aid.table import Ledger
from aid.view import (
    ADDRESS_KEY,
    DISPUTED,
    FIELD,
    LONGEST_QUERY,
    MOST_WORDS,
    PRECISION,
    SHOWN,
    SOURCES,
    STANDING,
    TOLD,
    View,
    choices,
    families,
    languages,
    measures,
)
from aid.words import Words, mark

MEANINGS = {
    "direction": mark("to Chongqing or from it"),
    "kind": mark("goods, money, medical teams, video meetings, letters, thanks"),
    "item": mark("a family of goods that the act names"),
    "country": mark("country or region of the partner, as ISO 3166-1 alpha-3"),
    "party": mark("type of partner"),
    "since": mark("first day of a period; a vague date matches if it may lie within"),
    "until": mark("last day of a period"),
    "confidence": mark("how well the act is known"),
    "told": mark("which side published it; “both” is told by both sides"),
    "sources": mark("whether it rests on one source or on several"),
    "language": mark("a language in which it is told, as ISO 639"),
    "standing": mark("whether an original page is among its sources, or copies alone"),
    "disputed": mark("whether its sources disagree"),
    "basis": mark("what its date marks"),
    "precision": mark("how exact its date is; “bound” where only the latest day is known"),
    "moment": mark("only what had surely happened by the end of this month"),
    "q": mark("words to find, in either language; at most {most} different ones"),
    "measure": mark("what the size of a mark says, on pages; changes no rows"),
    "lanes": mark("rows of the timeline, on pages; changes no rows"),
    "by": mark("pairs of the exchange, on pages: by party, by country, by sister city; changes no rows"),
    "sort": mark("order of the exchange, on pages; changes no rows"),
    "map": mark("what the map shows, on pages: acts, or where was looked; changes no rows"),
}


@dataclass(frozen=True)
class Key:
    """One key: its name, whether it may stand several times, its values where they can be listed, what it asks."""

    name: str
    repeatable: bool
    values: tuple[str, ...]
    form: str
    """`date`, `month`, `country` or `text` where the values cannot be listed; else empty."""
    meaning: str


def explained(ledger: Ledger, words: Words) -> list[Key]:
    """Every key of the address, in its order."""
    listed = {
        "direction": choices(ledger, "acts", "direction"),
        "kind": choices(ledger, "acts", "kind"),
        "item": families(ledger),
        "party": choices(ledger, "parties", "type"),
        "confidence": choices(ledger, "acts", "confidence"),
        "told": TOLD,
        "sources": SOURCES,
        "language": languages(ledger),
        "standing": STANDING,
        "disputed": DISPUTED,
        "basis": choices(ledger, "acts", "date_basis"),
        "precision": PRECISION,
        "measure": measures(ledger),
        **SHOWN,
    }
    forms = {"country": "country", "since": "date", "until": "date", "moment": "month", "q": "text"}
    return [
        Key(
            ADDRESS_KEY.get(name, name),
            isinstance(getattr(View, name), tuple),
            listed.get(name, ()),
            forms.get(name, ""),
            words.say(MEANINGS[name], most=MOST_WORDS),
        )
        for name in FIELD.values()
    ]


def schema(key: Key) -> dict[str, object]:
    """What a value of a key must look like, as JSON Schema."""
    forms: dict[str, dict[str, object]] = {
        "date": {"type": "string", "format": "date"},
        "month": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
        "country": {"type": "string", "pattern": "^[A-Za-z]{3}$"},
        "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
        "": {"type": "string", "enum": list(key.values)},
    }
    return forms[key.form]
