"""What the readers of a crowd ask for: the same filters of every contestant."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from benchmarks.stage import ROOT

DIRECTIONS = ("both", "inbound", "outbound")


@dataclass(frozen=True)
class Asked:
    """A choice of filters; nothing chosen asks for all."""

    direction: str = "both"
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def query(self) -> str:
        """The choice as the query of our address."""
        pairs = [("country", code) for code in self.countries] + [("kind", kind) for kind in self.kinds]
        return urlencode(pairs if self.direction == "both" else [("direction", self.direction), *pairs])

    def names(self) -> list[str]:
        """The countries by the names that the peers' pages list."""
        known = {row["iso3"]: row["name_en"] for row in _rows("countries")}
        return [known[code] for code in self.countries]


def few() -> list[Asked]:
    """Three dozen choices that a crowd comes back to: any direction with all, with a kind, or with a country."""
    countries = _partners()
    kinds = sorted({row["kind"] for row in _rows("acts")})
    only = [Asked(), *(Asked(kinds=(kind,)) for kind in kinds), *(Asked(countries=(code,)) for code in countries)]
    return [Asked(direction, each.countries, each.kinds) for direction in DIRECTIONS for each in only[:12]]


def different(seed: int) -> Iterator[Asked]:
    """Choices without end of which hardly two are the same: a direction and twelve countries drawn by lot."""
    lot, countries = random.Random(seed), sorted(_partners())
    while True:
        yield Asked(lot.choice(DIRECTIONS), tuple(sorted(lot.sample(countries, min(12, len(countries))))))


def walk(kind: str, person: int) -> Iterator[Asked]:
    """What one person of a crowd asks in turn: `few` from a place of their own on, or `different`."""
    if kind == "different":
        yield from different(person)
    choices = few()
    lot = random.Random(person)
    while True:
        yield from lot.sample(choices, len(choices))


def first(kind: str, person: int, count: int) -> list[Asked]:
    """The first `count` that a person asks."""
    return list(islice(walk(kind, person), count))


def _partners() -> list[str]:
    """The partners' countries that the peers' pages list, those with most acts first."""
    country = {row["id"]: row["country"] for row in _rows("parties")}
    known = {row["iso3"] for row in _rows("countries")}
    counted: dict[str, int] = {}
    for act in _rows("acts"):
        if (code := country[act["partner"]]) in known:
            counted[code] = counted.get(code, 0) + 1
    return sorted(counted, key=lambda code: (-counted[code], code))


def _rows(table: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
