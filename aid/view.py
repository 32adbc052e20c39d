"""What a reader asked for: read from the address, written back to it, and said in words.

The address is the view: the same codes in every language, what is at its default left out, what is not understood
dropped and named. The grammar stands in `KEYS`; README and the OpenAPI text are written from it.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import pycountry

from aid.recall import recalled
from aid.shelf import MOST_IN_MEMORY
from aid.table import Ledger

LONGEST_QUERY = 200
# Each word is looked for in every act.
MOST_WORDS = 12
YEARS = range(1900, 2101)
# How a page shows what was found; they change no rows.
PAGES_ONLY = ("measure", "lanes", "by", "sort", "map")
# Values that stand in no column of the table but are worked out from its sources and disputes.
TOLD = ("hub", "partner", "both", "third")
SOURCES = ("one", "several")
STANDING = ("original", "copies")
DISPUTED = ("yes", "no")
PRECISION = ("day", "month", "year", "bound")
SHOWN = {
    "lanes": ("kind", "partner", "basis"),
    "by": ("party", "country", "sister"),
    "sort": ("first", "gap", "size"),
    "map": ("acts", "searches"),
}
# Read by the entrance or by one page, never part of the view itself.
BESIDE = ("lang", "id", "step", "leaf")


@dataclass(frozen=True)
class Dropped:
    """A key of the address, or one value of it, that was not understood; `value` is shortened for display."""

    key: str
    value: str

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


@dataclass(frozen=True)
class View:
    """Everything a reader can ask of the table; the default asks for all of it."""

    direction: str | None = None
    kind: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    confidence: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    sources: str | None = None
    language: tuple[str, ...] = ()
    standing: str | None = None
    disputed: str | None = None
    basis: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    moment: str | None = None
    q: str = ""
    measure: str = "acts"
    lanes: str = "kind"
    by: str = "party"
    sort: str = "first"
    map: str = "acts"

    @property
    def asks_all(self) -> bool:
        """Whether every act of the table answers this view."""
        return self.rows == View()

    @property
    def rows(self) -> View:
        """The view without what only pages read: what chooses rows, and no more."""
        default = View()
        return replace(self, **{name: getattr(default, name) for name in PAGES_ONLY})

    @property
    def ends_with(self) -> date:
        """The last day of the moment that the view stops at. Raises ValueError where it stops at none."""
        year, month = map(int, str(self.moment).split("-"))
        return date(year, month, monthrange(year, month)[1])

    def but(self, **changed: Any) -> View:
        """The same view with some of it changed; several values come in canonical order, each once."""
        return replace(self, **{name: _canonical(value) for name, value in changed.items()})

    def query(self) -> dict[str, str | list[str]]:
        """The view as the query of an address, in canonical order, defaults left out."""
        asked: dict[str, str | list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                key = ADDRESS_KEY.get(field.name, field.name)
                asked[key] = list(value) if isinstance(value, tuple) else str(value)
        return asked


ADDRESS_KEY = {"since": "from", "until": "to"}
FIELD = {ADDRESS_KEY.get(field.name, field.name): field.name for field in fields(View)}
KEYS = tuple(FIELD)


def _canonical(value: Any) -> Any:
    if isinstance(value, tuple | list | set | frozenset):
        return tuple(sorted(set(value)))
    return value


def read(query: Mapping[str, str | Sequence[str]], ledger: Ledger) -> tuple[View, tuple[Dropped, ...]]:
    """The view that an address asks for, and what of the address was not understood.

    `query` maps each key to its value or values. A key that may stand once and stands several times keeps its first
    valid value. Nothing in an address raises.
    """
    readers = _readers(ledger)
    understood: dict[str, Any] = {}
    dropped: list[Dropped] = []
    for key, given in query.items():
        values = [given] if isinstance(given, str) else list(given)
        if key in BESIDE:
            continue
        if key not in FIELD:
            dropped.append(left_out(key, values[0] if values else ""))
            continue
        name = FIELD[key]
        several = isinstance(getattr(View, name), tuple)
        kept: list[Any] = []
        for value in values:
            code = readers[name](value)
            if code is None or (kept and not several and code != kept[0]):
                dropped.append(left_out(key, value))
            elif code not in kept:
                kept.append(code)
        if kept:
            understood[name] = tuple(kept) if several else kept[0]
    since, until = understood.get("since"), understood.get("until")
    if since and until and since > until:
        dropped.append(left_out("to", str(understood.pop("until"))))
    return View().but(**understood), tuple(dropped)


def left_out(key: str, value: str) -> Dropped:
    """A key and its value as not understood, shortened."""
    return Dropped(_shortened(key), _shortened(value))


def _shortened(text: str, longest: int = 40) -> str:
    clean = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


@recalled(32)
def choices(ledger: Ledger, resource: str, field: str) -> tuple[str, ...]:
    """The codes that a column of the table allows, in the order of its description."""
    for table in ledger.descriptor["resources"]:
        for column in table["schema"]["fields"]:
            if (table["name"], column["name"]) == (resource, field):
                return tuple(column["constraints"]["enum"])
    raise KeyError(f"{resource}.{field}")


@recalled(32)
def families(ledger: Ledger) -> tuple[str, ...]:
    """The families of items within which pieces may be added, in the order of the table's description."""
    return tuple(family["value"] for family in ledger.descriptor["families"] if family.get("summable", True))


@recalled(32)
def measures(ledger: Ledger) -> tuple[str, ...]:
    """What the size of a mark can say: acts, pieces of one family, or reported value."""
    return ("acts", *families(ledger), "value")


@recalled(32)
def languages(ledger: Ledger) -> tuple[str, ...]:
    """The languages in which acts are told: the first parts of the sources' tags, in the order of the alphabet."""
    sources = ledger.sources
    # Of millions of citations nobody asks: every source of a table carries something.
    if ledger.rows("citations") <= MOST_IN_MEMORY:
        sources = sources[sources["id"].isin(ledger.citations["source"])]
    return tuple(sorted({tag.split("-")[0] for tag in sources["language"]}))


@recalled(32)
def _readers(ledger: Ledger) -> dict[str, Callable[[str], Any]]:
    partner_types = choices(ledger, "parties", "type")
    return {
        "direction": _one_of(choices(ledger, "acts", "direction")),
        "kind": _one_of(choices(ledger, "acts", "kind")),
        "item": _one_of(families(ledger)),
        "country": country_code,
        "party": _one_of(partner_types),
        "since": _day,
        "until": _day,
        "confidence": _one_of(choices(ledger, "acts", "confidence")),
        "told": _one_of(TOLD),
        "sources": _one_of(SOURCES),
        "language": _one_of(languages(ledger)),
        "standing": _one_of(STANDING),
        "disputed": _one_of(DISPUTED),
        "basis": _one_of(choices(ledger, "acts", "date_basis")),
        "precision": _one_of(PRECISION),
        "moment": _month,
        "q": _words,
        "measure": _one_of(measures(ledger)),
        **{name: _one_of(codes) for name, codes in SHOWN.items()},
    }


def _one_of(allowed: Iterable[str]) -> Callable[[str], str | None]:
    codes = frozenset(allowed)
    return lambda value: value if value in codes else None


def country_code(value: str) -> str | None:
    """The ISO 3166-1 code that a text spells in capitals or small letters; None where it spells none."""
    # Before capitals are made: those of some other letters are A to Z.
    if not re.fullmatch("[A-Za-z]{3}", value, re.ASCII):
        return None
    code = value.upper()
    return code if pycountry.countries.get(alpha_3=code) else None


def _day(value: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _month(value: str) -> str | None:
    return value if re.fullmatch(r"\d{4}-\d{2}", value, re.ASCII) and _day(f"{value}-01") else None


def _words(value: str) -> str | None:
    clean = " ".join("".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in value).split())
    few = len(set(clean.lower().split())) <= MOST_WORDS
    return clean if 0 < len(clean) <= LONGEST_QUERY and few else None
