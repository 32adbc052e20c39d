"""How the steps find in a table what they tell: an act of a partner, what it held, whether a source is cited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from aid import questions
from aid.questions.select import items_of
from aid.story.step import Quoted
from aid.table import Ledger
from aid.view import View

Act = dict[Any, Any]
Held = list[tuple[str, int | None, str | None]]


def acts(ledger: Ledger, partner: str, direction: str, kind: str) -> list[Act]:
    """The acts of one kind with one partner in one direction, in the order of time."""
    found = questions.acts(ledger, View(direction=direction, kind=(kind,)))
    return list(found[found["partner"] == partner].to_dict("records"))


def act(ledger: Ledger, partner: str, direction: str, kind: str) -> Act | None:
    """The first such act; None where there is none."""
    return next(iter(acts(ledger, partner, direction, kind)), None)


def ids(*found: Act | None) -> tuple[str, ...]:
    """The ids of the acts that were found, in the order of time."""
    known = [one for one in found if one]
    return tuple(one["id"] for one in sorted(known, key=lambda one: (one["latest"], one["id"])))


def held(ledger: Ledger, one: Act) -> Held:
    """What an act held, as the table has it: item, quantity (None: not told), unit."""
    own = ledger.items[ledger.items["act"] == one["id"]]
    return [
        (row.item, None if pd.isna(row.quantity) else int(row.quantity), None if pd.isna(row.unit) else row.unit)
        for row in own.itertuples()
    ]


def masks(ledger: Ledger, of: Iterable[str]) -> dict[str, int]:
    """How many masks each of these acts tells, by id; those that tell no number are not in it."""
    own = ledger.items[ledger.items["act"].isin(list(of)) & ledger.items["item"].isin(items_of(ledger, ("masks",)))]
    told = own[(own["unit"] == "piece") & own["quantity"].notna()]
    return {str(each): int(count) for each, count in told.groupby("act", sort=False)["quantity"].sum().items()}


def quoted(ledger: Ledger, fact: Quoted, *rests_on: Act | None) -> Any:
    """What a source tells, where one of these acts cites it; else None."""
    cited = ledger.citations[ledger.citations["act"].isin(ids(*rests_on))]["source"]
    pages = set(ledger.sources.loc[ledger.sources["id"].isin(cited), "url"])
    return fact.what if pages.intersection(fact.urls) else None


def exact(one: Act | None) -> bool:
    """Whether the day of an act is known."""
    return bool(one and one["precision"] == "day" and pd.notna(one["earliest"]))


def day(one: Act) -> date:
    """The last day on which an act may have been."""
    last: date = one["latest"].date()
    return last


def days_between(first: Act | None, then: Act | None) -> int | None:
    """The days from one act to another, where both days are known."""
    return (day(then) - day(first)).days if first and then and exact(first) and exact(then) else None


def gifts_of_known_day(ledger: Ledger, direction: str) -> pd.DataFrame:
    """The gifts of a direction whose day is known, in the order of time; the columns of `questions.acts`."""
    gifts = questions.acts(ledger, View(direction=direction, kind=questions.GIFTS))
    return gifts[(gifts["precision"] == "day") & gifts["earliest"].notna()]
