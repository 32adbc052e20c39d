"""Countries side by side in words: the title, and a line of the table for each thing that is held against another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aid import labels, questions, reciprocity, sentences
from aid.table import Ledger
from aid.view import View
from aid.words import Words, mark

# What is told of a country in a cell: what came and what went, or one text for both.
Side = tuple[str | None, str]
BOTH = ("inbound", "outbound")


@dataclass(frozen=True)
class Line:
    """One thing that is compared: its name, and what is told of each country."""

    name: str
    cells: tuple[tuple[Side, ...], ...]


def title(view: View, words: Words) -> str:
    """The headline: the countries that stand side by side."""
    if len(view.country) < 2:
        return words.say("Countries and regions side by side")
    places = words.join([words.the_country(code) for code in view.country[: questions.MOST]])
    return words.say("{places} side by side", places=words.capital(places))


def lede(words: Words) -> str:
    """What the page shows, and that all columns are drawn alike."""
    return words.say(
        "Give and take with Chongqing on one time axis and one scale. Where no source gives a number, that is "
        "said; it does not mean zero."
    )


def lines(ledger: Ledger, view: View, words: Words) -> list[Line]:
    """What is held against each other, a line each, for the countries of the view in their order."""
    each = [view.but(country=(code,)) for code in view.country]
    return [Line(words.say(name), tuple(tell(ledger, one, words) for one in each)) for name, tell in LINES]


def masks(row: dict[Any, Any], words: Words) -> str:
    """The masks of one country one way: "182,050", "not reported", "none on record"."""
    if not row["naming"]:
        return words.say("none on record")
    if pd.isna(row["quantity"]):
        return words.say("not reported")
    number = words.digits(int(row["quantity"]))
    if row["reporting"] == row["naming"]:
        return number
    k, n = words.number(int(row["reporting"])), words.number(int(row["naming"]))
    return words.say("{number} (told by {k} of {n} acts)", number=number, k=k, n=n)


def _acts(ledger: Ledger, one: View, words: Words) -> tuple[Side, ...]:
    return _counted(questions.totals(ledger, one).set_index("direction")["acts"], words)


def _gifts(ledger: Ledger, one: View, words: Words) -> tuple[Side, ...]:
    return _counted(questions.totals(ledger, one).set_index("direction")["gifts"], words)


def _counted(counts: pd.Series[Any], words: Words) -> tuple[Side, ...]:
    return tuple((way, words.number(int(counts[way])) if counts[way] else words.say("none on record")) for way in BOTH)


def _kinds(ledger: Ledger, one: View, words: Words) -> tuple[Side, ...]:
    acts = questions.acts(ledger, one)
    told = []
    for way in BOTH:
        counts = acts.loc[acts["direction"] == way, "kind"].value_counts()
        kinds = [
            words.say("{kind}: {n}", kind=words.say(sentences.KINDS[kind]), n=words.number(int(counts[kind])))
            for kind in sentences.KINDS
            if kind in counts
        ]
        told.append((way, words.clauses(kinds) or words.say("none on record")))
    return tuple(told)


def _masks(ledger: Ledger, one: View, words: Words) -> tuple[Side, ...]:
    rows = questions.masks_side_by_side(ledger, one)
    return tuple((row["direction"], masks(row, words)) for row in rows.to_dict("records"))


def _first_gifts(ledger: Ledger, one: View, words: Words) -> tuple[Side, ...]:
    acts = questions.acts(ledger, one)
    gifts = acts[acts["gift"]]
    told = []
    for way in BOTH:
        own = gifts[gifts["direction"] == way]
        when = words.capital(labels.dated(own.iloc[0], words)) if len(own) else words.say("none on record")
        told.append((way, when))
    return tuple(told)


def _soonest(ledger: Ledger, one: View, words: Words) -> tuple[Side, ...]:
    pairs = questions.exchange(ledger, one.but(by="party", sort="gap"))
    ordered = pairs[pairs["first"].notna() & pairs["days_max"].notna()]
    if len(ordered):
        pair = ordered.iloc[0].to_dict()
        told = words.say("{gap}, {partner}", gap=reciprocity.gap(pair, words), partner=words.party(pair["who"]))
        return ((None, told),)
    both = (pairs["group"] == "gifts").any()
    return ((None, words.say("none that can be dated") if both else words.say("none on record")),)


def _told_by_both(ledger: Ledger, one: View, words: Words) -> tuple[Side, ...]:
    known = questions.known(ledger, one).set_index(["aspect", "code"])["acts"]
    k, n = int(known["told", "both"]), int(known["told"].sum())
    return ((None, words.say("{k} of {n} acts", k=words.number(k), n=words.number(n))),)


def _confidence(ledger: Ledger, one: View, words: Words) -> tuple[Side, ...]:
    known = questions.known(ledger, one)
    own = known[(known["aspect"] == "confidence") & (known["acts"] > 0)]
    told = [
        words.say("{kind}: {n}", kind=words.label("acts", "confidence", row.code).lower(), n=words.number(row.acts))
        for row in own.itertuples()
    ]
    return ((None, words.capital(words.clauses(told)) or words.say("none on record")),)


def _sources(ledger: Ledger, one: View, words: Words) -> tuple[Side, ...]:
    count = questions.source_count(ledger, one)
    known = questions.known(ledger, one)
    languages = [words.language(code) for code in known.loc[known["aspect"] == "language", "code"]]
    told = words.plural("{n} source", "{n} sources", count)
    if languages:
        told = words.say("{told} in {languages}", told=told, languages=words.join(languages, plain=True))
    return ((None, told),)


Tell = Callable[[Ledger, View, Words], tuple[Side, ...]]
LINES: tuple[tuple[str, Tell], ...] = (
    (mark("Acts on record"), _acts),
    (mark("Goods, money and teams"), _gifts),
    (mark("By kind"), _kinds),
    (mark("Masks itemised here"), _masks),
    (mark("First gift, as dated"), _first_gifts),
    (mark("Soonest return"), _soonest),
    (mark("Told by both sides"), _told_by_both),
    (mark("Confidence"), _confidence),
    (mark("Sources"), _sources),
)
