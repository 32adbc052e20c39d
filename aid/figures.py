"""The figures over a page: each a pair, in and out, with what it is out of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from aid import known, questions, sentences
from aid.questions.totals import countries
from aid.recall import recalled
from aid.table import Ledger
from aid.view import View
from aid.words import Words, mark

UNKNOWN = "—"
# Masks in running text: with a number, and without one.
IN_TEXT = {
    "inbound": (mark("to Chongqing: {masks}"), mark("to Chongqing: {why}")),
    "outbound": (mark("from Chongqing: {masks}"), mark("from Chongqing: {why}")),
}

DIFFER = {
    "inbound": mark("their sources differ: {span} came"),
    "outbound": mark("their sources differ: {span} went"),
}


@dataclass(frozen=True)
class Figure:
    """One figure: its name, a value and its unit for each direction (or one value for both), and its denominator."""

    name: str
    values: tuple[tuple[str | None, str, str], ...]
    note: str
    told: tuple[str, ...] = ()
    """Each value as it reads in running text, where that is more than value and unit."""


@recalled()
def overview(ledger: Ledger, view: View, words: Words) -> list[Figure]:
    """Countries, acts, masks, and days from the first gift in to the first gift out; of one country, no countries."""
    both = questions.totals(ledger, view).set_index("direction")
    places = [] if len(view.country) == 1 else [_countries(ledger, view, words)]
    return _asked(view, [*places, _acts(both, words), _masks(ledger, view, words), _days(both, view, words)])


@recalled()
def country(ledger: Ledger, view: View, words: Words) -> list[Figure]:
    """Acts, gifts and masks of one country, and how soon the first return came."""
    both = questions.totals(ledger, view).set_index("direction")
    shown = [_acts(both, words), _gifts(both, words), _masks(ledger, view, words)]
    return _asked(view, [*shown, _soonest(ledger, view, words)])


def _asked(view: View, shown: list[Figure]) -> list[Figure]:
    """Where one direction is asked for: that direction alone, and no figure that compares the two."""
    if view.direction is None:
        return shown
    place = 0 if view.direction == "inbound" else 1
    return [
        replace(figure, values=(figure.values[place],), told=figure.told[place : place + 1])
        for figure in shown
        if len(figure.values) == 2
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
        _each_way(both["acts"], words),
    )


def _gifts(both: pd.DataFrame, words: Words) -> Figure:
    return Figure(
        words.say("Goods, money and teams"),
        (
            ("inbound", words.number(int(both.loc["inbound", "gifts"])), words.say("to Chongqing")),
            ("outbound", words.number(int(both.loc["outbound", "gifts"])), words.say("from Chongqing")),
        ),
        words.say("the rest are letters, thanks and meetings"),
        _each_way(both["gifts"], words),
    )


def _each_way(counts: pd.Series[Any], words: Words) -> tuple[str, str]:
    return (
        words.say("{n} to Chongqing", n=words.number(int(counts["inbound"]))),
        words.say("{n} from Chongqing", n=words.number(int(counts["outbound"]))),
    )


def _masks(ledger: Ledger, view: View, words: Words) -> Figure:
    given = questions.masks_and_more(ledger, view)
    masks = given[given["family"] == "masks"].set_index("direction")

    def told(direction: str) -> str:
        if direction not in masks.index or pd.isna(masks.loc[direction, "quantity"]):
            return UNKNOWN
        return words.digits(int(masks.loc[direction, "quantity"]))

    came, went = told("inbound"), told("outbound")
    return Figure(
        words.say("Masks itemised here"),
        (("inbound", came, words.say("came")), ("outbound", went, words.say("went"))),
        words.say("; ").join(
            [_telling(masks, words), *_differ(ledger, view, masks, words), *_reported(ledger, view, words)]
        ),
        (_in_text("inbound", came, masks, words), _in_text("outbound", went, masks, words)),
    )


def _in_text(direction: str, value: str, masks: pd.DataFrame, words: Words) -> str:
    """The masks of one direction; where there is no number, whether acts name them without one or none does."""
    known, unknown = IN_TEXT[direction]
    if value != UNKNOWN:
        return words.say(known, masks=value)
    why = words.say("not reported") if direction in masks.index else words.say("none on record")
    return words.say(unknown, why=why)


def _telling(masks: pd.DataFrame, words: Words) -> str:
    """How many of the acts that name masks tell a number, each way that there are any."""
    if len(masks) == 2:

        def of(direction: str) -> str:
            k, n = (int(masks.loc[direction, column]) for column in ("reporting", "naming"))
            return words.say("{k} of {n}", k=words.number(k), n=words.number(n))

        return words.say(
            "{came} acts in and {went} acts out that name masks give a number", came=of("inbound"), went=of("outbound")
        )
    if masks.empty:
        return words.say("no act on record names masks")
    tell, name = int(masks["reporting"].iloc[0]), int(masks["naming"].iloc[0])
    if name == 1:
        return (
            words.say("the one act that names masks gives a number")
            if tell
            else words.say("the one act that names masks gives no number")
        )
    return words.plural(
        "{n} of {all} acts that name masks gives a number",
        "{n} of {all} acts that name masks give a number",
        tell,
        all=words.number(name),
    )


def _differ(ledger: Ledger, view: View, masks: pd.DataFrame, words: Words) -> list[str]:
    """Between what sums the masks of each direction lie where sources differ about a quantity."""
    apart = questions.pieces_between(ledger, view)
    apart = apart[apart["family"] == "masks"]
    told = []
    for direction, message in DIFFER.items():
        own = apart[apart["direction"] == direction]
        if len(own) and direction in masks.index and pd.notna(masks.loc[direction, "quantity"]):
            span = known.between(own, masks.loc[direction, "quantity"], words)
            told += [words.say(message, span=span)] if span else []
    return told


def _reported(ledger: Ledger, view: View, words: Words) -> list[str]:
    """The largest total of masks received that a source reports, so that the two sums are not read as a balance."""
    if not view.asks_all:
        return []
    claims = ledger.claims
    totals = claims.loc[(claims["measure"] == "masks") & (claims["direction"] == "inbound"), "value"]
    return [words.say("a source reports {n} received", n=words.number(int(totals.max())))] if len(totals) else []


def _days(both: pd.DataFrame, view: View, words: Words) -> Figure:
    name = words.say("From the first gift in to the first out")
    first: Any = both["first"]
    if first.isna().any():
        return Figure(name, ((None, UNKNOWN, ""),), _no_days(both["gifts"], view, words))
    came, went = first["inbound"], first["outbound"]
    days = (went - came).days
    note = words.say("{span}, of the gifts whose day is known", span=words.span(min(came, went), max(came, went)))
    if days < 0:
        name = words.say("From the first gift out to the first in")
    return Figure(name, ((None, words.number(abs(days)), words.plural("day", "days", abs(days))),), note)


def _no_days(gifts: pd.Series[Any], view: View, words: Words) -> str:
    """Why no days can be counted: one way there is no gift, or none whose day is known."""
    if gifts.all():
        return words.say("no dated gift one way")
    # Under a filter nothing is said of the whole record.
    whole = view.but(country=()).asks_all
    if not gifts.any():
        return words.say("no gift on record") if whole else words.say("no gift among these acts")
    if gifts["outbound"]:
        return words.say("no gift to Chongqing on record") if whole else words.say("no gift to Chongqing among these")
    return words.say("no gift from Chongqing on record") if whole else words.say("no gift from Chongqing among these")


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
    most, exact = sentences.soonest(ordered)
    unit = words.plural("day", "days", most) if exact else words.plural("day at most", "days at most", most)
    return Figure(words.say("Soonest return"), ((None, words.number(most), unit),), note)
