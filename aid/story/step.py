"""What a step of the story is: a record of how its facts are found, how they are said and which figure shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from aid.table import Ledger
from aid.view import View
from aid.words import Words

FigureKind = Literal["map", "timeline", "thread"]


@dataclass(frozen=True)
class Quoted:
    """What a source tells that no column of the table holds: a verse, a year long before, an hour of landing."""

    what: str | date
    urls: tuple[str, ...]
    """The pages that tell it. It is told only while an act that the step rests on cites one of them."""


@dataclass(frozen=True)
class Facts:
    """What a step has found in a table."""

    acts: tuple[str, ...]
    """The acts it rests on, by id, in the order of time."""
    view: View
    """What its figure shows and its link to the table leads to."""
    numbers: Mapping[str, Any]
    """What its sentences say: counts, quantities, days, acts; each worked out from the table. Absent: not told."""

    def __getitem__(self, name: str) -> Any:
        return self.numbers.get(name)


@dataclass(frozen=True)
class Step:
    """One step of the story, for any table."""

    slug: str
    """Its name in the address."""
    figure: FigureKind
    find: Callable[[Ledger], Facts | None]
    """Its facts; None where the table lacks what it rests on."""
    title: Callable[[Facts, Words], str]
    paragraphs: Callable[[Facts, Words], Iterable[str]]
    """Its text; an empty paragraph is one of which nothing is known."""
    quotes: tuple[Quoted, ...] = ()
    """What it may tell from a source alone."""


@dataclass(frozen=True)
class Telling:
    """A step as it is told of one table in one language."""

    slug: str
    title: str
    paragraphs: tuple[str, ...]
    figure: FigureKind
    caption: str
    """What the figure counts."""
    facts: Facts
    sources: tuple[dict[Any, Any], ...]
    """The pages that tell what no column of the table holds: rows of the table's sources."""
