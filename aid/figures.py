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
    shown = [_countries(ledger, view, words), _acts(both, words), _masks(ledger, view, words)]
    return _asked(view, [*shown, _days(both, words)])


def country(ledger: Ledger, view: View, words: Words) -> list[Figure]:
    """Acts, gifts and masks of one country, and how soon the first return came."""
    both = questions.totals(ledger, view).set_index("direction")
    shown = [_acts(both, words), _gifts(both, words), _masks(ledger, view, words)]
    return _asked(view, [*shown, _soonest(ledger, view, words)])


def _asked(view: View, shown: list[Figure]) -> list[Figure]:
    """Where one direction is asked for: that direction alone, and no figure that compares the two."""
    if view.direction is None:
        return shown
    return [
        Figure(figure.name, tuple(value for value in figure.values if value[0] == view.direction), figure.note)
        for figure in shown
        if figure.values[0][0]
    ]


def _countries(ledger: Ledger, view: View, words: Words) -> Figure:
    given, every = countries(ledger, view, gifts_only=True), countries(ledger, view)
    note = words.say(
        "with letters, thanks and meetings: {came} and {went}, {all} in all",
        came=words.number(len(every["inbound"])),
        went=words.number(len(every["outbound"])),
        all=words.number(len(every["inbound"] | every["outbound"])),
    )
    if view.direction:
        note = words.say("with letters, thanks and meetings: {all}", all=words.number(len(every[view.direction])))
    return Figure(
        words.say("Countries or regions"),
        (
            ("inbound", words.number(len(given["inbound"])), words.say("that help came from")),
            ("outbound", words.number(len(given["outbound"])), words.say("that help went to")),
        ),
        note,
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
        words.say("the rest are letters, thanks and meetings"),
    )


def _masks(ledger: Ledger, view: View, words: Words) -> Figure:
    given = questions.masks_and_more(ledger, view)
    masks = given[given["family"] == "masks"].set_index("direction")

    def told(direction: str) -> str:
        if direction not in masks.index or pd.isna(masks.loc[direction, "quantity"]):
            return UNKNOWN
        return words.digits(int(masks.loc[direction, "quantity"]))

    def of(direction: str) -> str:
        k, n = (int(masks.loc[direction, column]) for column in ("reporting", "naming"))
        return words.say("{k} of {n}", k=words.number(k), n=words.number(n))

    named = [direction for direction in ("inbound", "outbound") if direction in masks.index]
    if not named:
        note = words.say("no act on record names masks")
    elif len(named) == 2:
        note = words.say(
            "a number is told by {came} acts in and {went} acts out that name masks",
            came=of("inbound"),
            went=of("outbound"),
        )
    else:
        note = words.say("a number is told by {k_of_n} acts that name masks", k_of_n=of(named[0]))
    return Figure(
        words.say("Masks itemised here"),
        (("inbound", told("inbound"), words.say("came")), ("outbound", told("outbound"), words.say("went"))),
        words.say("; ").join([note, *_reported(ledger, view, words)]),
    )


def _reported(ledger: Ledger, view: View, words: Words) -> list[str]:
    """The largest total of masks received that a source reports, so that the two sums are not read as a balance."""
    if not view.asks_all:
        return []
    claims = ledger.claims
    totals = claims.loc[(claims["measure"] == "masks") & (claims["direction"] == "inbound"), "value"]
    return [words.say("a source reports {n} received", n=words.number(int(totals.max())))] if len(totals) else []


def _days(both: pd.DataFrame, words: Words) -> Figure:
    name = words.say("From the first gift in to the first out")
    first: Any = both["first"]
    if first.isna().any():
        return Figure(name, ((None, UNKNOWN, ""),), words.say("no dated gift one way"))
    came, went = first["inbound"], first["outbound"]
    days = (went - came).days
    note = words.say("{span}, of the gifts whose day is known", span=words.span(min(came, went), max(came, went)))
    if days < 0:
        name = words.say("From the first gift out to the first in")
    return Figure(name, ((None, words.number(abs(days)), words.plural("day", "days", abs(days))),), note)


def _soonest(ledger: Ledger, view: View, words: Words) -> Figure:
    threads = questions.thread(ledger, view)
    ordered = threads[threads["first"].notna()]
    pairs = int(((threads["gifts_in"] > 0) & (threads["gifts_out"] > 0)).sum())
    note = words.plural(
        "gifts went both ways with {k} of {n} partner",
        "gifts went both ways with {k} of {n} partners",
        len(threads),
        k=words.number(pairs),
    )
    if ordered.empty:
        return Figure(words.say("Soonest return"), ((None, UNKNOWN, words.say("none on record")),), note)
    soonest = ordered.sort_values("days_max").iloc[0]
    most = int(soonest["days_max"])
    exact = pd.notna(soonest["days_min"]) and int(soonest["days_min"]) == most
    unit = words.plural("day", "days", most) if exact else words.plural("day at most", "days at most", most)
    return Figure(words.say("Soonest return"), ((None, words.number(most), unit),), note)
