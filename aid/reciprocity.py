"""What is told of each pair: its name, the first gift each way, the days between, and what can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aid import labels, sentences
from aid.view import View
from aid.words import Words

Pair = Mapping[Any, Any]
# So many things of a gift are named in a cell; the rest are counted.
NAMED = 3


@dataclass(frozen=True)
class Cell:
    """What is told of one side of a pair: the text, the act it is of, and whether it is a gift or words."""

    text: str
    act: str = ""
    gift: bool = False
    first: bool = False
    """Whether it is certain that this side gave first."""


@dataclass(frozen=True)
class Told:
    """A pair in a row of the table: its name, its country's code, both sides, the days, what can be compared."""

    name: str
    country: str
    came: Cell
    went: Cell
    gap: str
    kindred: tuple[str, ...]


def named(who: str, view: View, words: Words) -> str:
    """What a pair is called: the partner's name, or the country's."""
    return words.country(who) if view.by == "country" else words.party(who)


def within(who: str, view: View, words: Words) -> str:
    """The same within a sentence."""
    return words.the_country(who) if view.by == "country" else words.the_party(who)


def gap(pair: Pair, words: Words) -> str:
    """The days between the two first gifts, as exactly as they are known: "114 days", "29 days or more"; or ""."""
    if pd.isna(pair["days_max"]) and pd.notna(pair["days_min"]):
        return words.plural("{n} day or more", "{n} days or more", int(pair["days_min"]))
    return sentences.gap(pd.Series(dict(pair)), words)


def between(pair: Pair, words: Words) -> str:
    """The days as they stand in a cell, with what is not certain; empty where gifts did not go both ways."""
    if pair["group"] != "gifts":
        return ""
    days = gap(pair, words)
    if pd.notna(pair["first"]):
        return days
    return words.clauses([days, words.say("order not certain")]) if days else words.say("not known; order not certain")


def compared(pair: str, kindred: pd.DataFrame, words: Words) -> tuple[str, ...]:
    """What went both ways, kind by kind: "masks: gave 50,000, received 5,000"."""
    own = kindred[kindred["who"] == pair]
    # Money is compared within one currency, goods unit by unit within their family.
    like = own["family"].where(own["family"] != "value", own["unit"])
    told = []
    for _, rows in own.groupby(like, sort=False):
        family = rows["family"].iloc[0]
        came, went = (_amount(rows[rows["direction"] == side], words) for side in ("inbound", "outbound"))
        things = words.say("money") if family == "value" else words.family(family)
        told.append(words.say("{things}: gave {came}, received {went}", things=things, came=came, went=went))
    return tuple(told)


def _amount(rows: pd.DataFrame, words: Words) -> str:
    """How much of one kind went one way, each unit for itself; "at least" where an act tells no number."""
    parts = []
    for row in rows[rows["quantity"].notna()].itertuples():
        if row.family == "value":
            parts.append(words.money(row.quantity, row.unit))
        elif row.unit == "piece":
            parts.append(words.number(int(row.quantity)))
        else:
            unit = words.label("items", "unit", row.unit)
            parts.append(words.say("{n} {unit}", n=words.number(int(row.quantity)), unit=unit))
    if not parts:
        return words.say("a number not reported")
    told = words.join(parts)
    return words.say("at least {amount}", amount=told) if rows["reporting"].sum() < rows["naming"].max() else told


def told(
    rows: pd.DataFrame, acts: pd.DataFrame, items: pd.DataFrame, kindred: pd.DataFrame, view: View, words: Words
) -> list[Told]:
    """The pairs (as `questions.exchange` answers) in rows of the table that stands beside the chart.

    `acts` are those of `questions.exchanged`, `items` what they held, `kindred` what can be compared.
    """
    held = labels.held_by_act(items, words)
    by_id, by_pair = acts.set_index("id", drop=False), dict(list(acts.groupby("who")))
    return [
        Told(
            named(pair["who"], view, words),
            "" if pd.isna(pair["country"]) else str(pair["country"]),
            _cell(pair, "in", by_id, by_pair[pair["who"]], held, words),
            _cell(pair, "out", by_id, by_pair[pair["who"]], held, words),
            between(pair, words),
            compared(pair["who"], kindred, words),
        )
        for pair in rows.to_dict("records")
    ]


def _cell(
    pair: Pair, side: str, by_id: pd.DataFrame, own: pd.DataFrame, held: dict[str, list[str]], words: Words
) -> Cell:
    """The first gift of a side, else its first words, else that none is recorded."""
    direction = {"in": "inbound", "out": "outbound"}[side]
    if pd.notna(pair[f"{side}_act"]):
        act = by_id.loc[pair[f"{side}_act"]]
    else:
        others = own[own["direction"] == direction]
        if others.empty:
            return Cell(words.say("none recorded"))
        act = others.iloc[0]
    more = int(pair[f"gifts_{side}"]) - 1
    text = words.say("{when}: {what}", when=labels.dated(act, words), what=_what(act, held, words))
    if more > 0:
        text = words.plural("{text}; {n} more gift", "{text}; {n} more gifts", more, text=text)
    return Cell(words.capital(text), str(act["id"]), bool(act["gift"]), pair["first"] == direction)


def _what(act: pd.Series[Any], held: dict[str, list[str]], words: Words) -> str:
    """What an act held in few words."""
    things = held.get(act["id"], [])
    if not things:
        money = pd.notna(act["value"])
        return words.money(act["value"], act["currency"]) if money else words.say(sentences.KINDS[act["kind"]])
    rest = len(things) - NAMED
    text = words.join(things[:NAMED]) if rest <= 0 else words.join(things[:NAMED], plain=True)
    return text if rest <= 0 else words.plural("{text} and {n} more", "{text} and {n} more", rest, text=text)
