"""The figures over a page: each a pair, in and out, with what it is out of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from aid import questions
from aid.questions.totals import countries
from aid.table import Ledger
from aid.view import View
from aid.words import Words

UNKNOWN = "—"


@dataclass(frozen=True)
class Figure:
    """One figure: its name, a value and its unit for each direction (or one value for both), and its denominator."""

    name: str
    values: tuple[tuple[str | None, str, str], ...]
    note: str


def overview(ledger: Ledger, view: View, words: Words) -> list[Figure]:
    """Countries, acts, masks, and days from the first gift in to the first gift out."""
    both = questions.totals(ledger, view).set_index("direction")
    return [
        _countries(ledger, view, words),
        _acts(both, words),
        _masks(ledger, view, both, words),
        _days(both, words),
    ]


def country(ledger: Ledger, view: View, words: Words) -> list[Figure]:
    """Acts, masks, and gifts with their known values, of one country; and days from its first gift to the return."""
    both = questions.totals(ledger, view).set_index("direction")
    return [
        _acts(both, words),
        _gifts(both, words),
        _masks(ledger, view, both, words),
        _soonest(ledger, view, words),
    ]


def _countries(ledger: Ledger, view: View, words: Words) -> Figure:
    each = countries(ledger, view)
    came, went = each["inbound"], each["outbound"]
    return Figure(
        words.say("Countries or regions"),
        (
            ("inbound", words.number(len(came)), words.say("gave or wrote")),
            ("outbound", words.number(len(went)), words.say("received")),
        ),
        words.plural(
            "{n} in all, {both} did both",
            "{n} in all, {both} did both",
            len(came | went),
            both=len(came & went),
        ),
    )


def _acts(both: pd.DataFrame, words: Words) -> Figure:
    return Figure(
        words.say("Acts on record"),
        (
            ("inbound", words.number(int(both.loc["inbound", "acts"])), words.say("to Chongqing")),
            ("outbound", words.number(int(both.loc["outbound", "acts"])), words.say("from Chongqing")),
        ),
        words.plural(
            "{gifts} of {n} are goods, money or teams",
            "{gifts} of {n} are goods, money or teams",
            int(both["acts"].sum()),
            gifts=words.number(int(both["gifts"].sum())),
        ),
    )


def _gifts(both: pd.DataFrame, words: Words) -> Figure:
    return Figure(
        words.say("Goods, money and teams"),
        (
            ("inbound", words.number(int(both.loc["inbound", "gifts"])), words.say("to Chongqing")),
            ("outbound", words.number(int(both.loc["outbound", "gifts"])), words.say("from Chongqing")),
        ),
        words.plural(
            "of {n} act; the rest are letters, thanks, meetings",
            "of {n} acts; the rest are letters, thanks, meetings",
            int(both["acts"].sum()),
        ),
    )


def _masks(ledger: Ledger, view: View, both: pd.DataFrame, words: Words) -> Figure:
    given = questions.masks_and_more(ledger, view)
    masks = given[given["family"] == "masks"].set_index("direction")

    def told(direction: str) -> str:
        if direction not in masks.index or pd.isna(masks.loc[direction, "quantity"]):
            return UNKNOWN
        return words.number(int(masks.loc[direction, "quantity"]))

    def reporting(direction: str) -> str:
        told_by = int(masks.loc[direction, "reporting"]) if direction in masks.index else 0
        return words.say("{k} of {n}", k=words.number(told_by), n=words.number(int(both.loc[direction, "goods"])))

    return Figure(
        words.say("Masks, as far as reported"),
        (("inbound", told("inbound"), words.say("came")), ("outbound", told("outbound"), words.say("went"))),
        words.say(
            "told by {came} gifts of goods in, {went} out",
            came=reporting("inbound"),
            went=reporting("outbound"),
        ),
    )


def _days(both: pd.DataFrame, words: Words) -> Figure:
    name = words.say("From the first gift in to the first out")
    first: Any = both["first"]
    if first.isna().any():
        return Figure(name, ((None, UNKNOWN, ""),), words.say("no dated gift one way"))
    came, went = first["inbound"], first["outbound"]
    days = (went - came).days
    note = words.say(
        "{came} to {went}; the day is known of {k} of {n} gifts",
        came=words.day(came, year=came.year != went.year),
        went=words.day(went),
        k=words.number(int(both["dated"].sum())),
        n=words.number(int(both["gifts"].sum())),
    )
    if days < 0:
        return Figure(
            words.say("From the first gift out to the first in"),
            ((None, words.number(-days), words.plural("day", "days", -days)),),
            note,
        )
    return Figure(name, ((None, words.number(days), words.plural("day", "days", days)),), note)


def _soonest(ledger: Ledger, view: View, words: Words) -> Figure:
    threads = questions.thread(ledger, view)
    ordered = threads[threads["first"].notna()]
    pairs = int(((threads["gifts_in"] > 0) & (threads["gifts_out"] > 0)).sum())
    note = words.plural(
        "{k} of {n} partner gave and was given to",
        "{k} of {n} partners gave and were given to",
        len(threads),
        k=words.number(pairs),
    )
    if ordered.empty:
        return Figure(words.say("Soonest return"), ((None, UNKNOWN, ""),), note)
    soonest = ordered.sort_values("days_max").iloc[0]
    most = int(soonest["days_max"])
    exact = pd.notna(soonest["days_min"]) and int(soonest["days_min"]) == most
    unit = words.plural("day", "days", most) if exact else words.plural("day at most", "days at most", most)
    return Figure(words.say("Soonest return"), ((None, words.number(most), unit),), note)
