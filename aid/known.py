"""How well an act is known, in words: who told it, on what it rests, and what its sources say differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aid import sentences
from aid.contract import span
from aid.labels import publisher
from aid.words import Words, mark

# Before what both sides tell, and before what sources tell differently.
BOTH_SIGN, DISPUTED_SIGN = "⇄", "≠"
TELLERS = {
    "hub": mark("Chongqing’s side alone"),
    "partner": mark("partner’s side alone"),
    "both": mark("both sides"),
    "third": mark("third parties alone"),
}


def who_told(told: str, words: Words) -> str:
    """Which side published an act, with a sign where both did: "⇄ told by both sides"."""
    text = words.say(sentences.TOLD[told])
    return f"{BOTH_SIGN} {text}" if told == "both" else text


def rests_on(act: Mapping[Any, Any] | pd.Series[Any], words: Words) -> str:
    """How many sources an act has, in how many languages, and whether one of them is an original."""
    sources = words.plural("{n} source", "{n} sources", int(act["source_count"]))
    languages = words.plural("in {n} language", "in {n} languages", int(act["language_count"]))
    standing = words.say(sentences.STANDING["original" if act["original"] else "copies"])
    return words.clauses([words.say("{sources} {languages}", sources=sources, languages=languages), standing])


def aspect(name: str, code: str, words: Words) -> str:
    """What a code of an aspect of `questions.known` is called."""
    if name == "confidence":
        return words.label("acts", "confidence", code)
    if name == "language":
        return words.language(code)
    meanings = {
        "told": TELLERS,
        "sources": sentences.SOURCES,
        "standing": sentences.STANDING,
        "disputed": sentences.DISPUTED,
    }
    return words.say(meanings[name][code])


def finding(counted: pd.DataFrame, words: Words) -> str:
    """How well the acts of a view are known, in a sentence; `counted` is what `questions.known` answers."""
    acts = counted.set_index(["aspect", "code"])["acts"]
    every = int(acts["told"].sum())
    return words.plural(
        "Of {n} act, {both} told by both sides, {single} on one source alone, {copies} known from copies alone; "
        "sources disagree about {disputed}.",
        "Of {n} acts, {both} are told by both sides, {single} rest on one source alone, {copies} are known from copies "
        "alone; sources disagree about {disputed}.",
        every,
        both=words.number(int(acts["told", "both"])),
        single=words.number(int(acts["sources", "one"])),
        copies=words.number(int(acts["standing", "copies"])),
        disputed=words.number(int(acts["disputed", "yes"])),
    )


@dataclass(frozen=True)
class Version:
    """One version of a disputed fact: what it says, who says so, whether the table gives it, and why."""

    text: str
    sources: tuple[dict[Any, Any], ...]
    chosen: bool
    reason: str


@dataclass(frozen=True)
class Dispute:
    """One fact that sources tell differently, and its versions, the one that the table gives first."""

    about: str
    versions: tuple[Version, ...]


def disputes(rows: pd.DataFrame, words: Words) -> Iterator[Dispute]:
    """The disputes among `rows` (as `questions.disputes` answers) of one act, in the table's order."""
    for (field, item), some in rows.groupby(["field", "item"], dropna=False, sort=False):
        about = words.label("disputes", "field", str(field))
        if pd.notna(item):
            about = words.say("{field}: {item}", field=about, item=words.label("items", "item", str(item)))
        versions = [
            Version(
                said(own.iloc[0], words),
                tuple(own.to_dict("records")),
                bool(own["chosen"].any()),
                words.run_on(_reasons(own, words)),
            )
            for _, own in some.groupby(["value", "unit"], dropna=False, sort=False)
        ]
        yield Dispute(about, tuple(sorted(versions, key=lambda version: not version.chosen)))


def _reasons(version: pd.DataFrame, words: Words) -> list[str]:
    """The reasons told for one version, each once."""
    told = [words.pick(row.reason_en, row.reason_zh) for row in version.itertuples()]
    return [reason for reason in dict.fromkeys(told) if reason]


def said(version: Mapping[Any, Any] | pd.Series[Any], words: Words) -> str:
    """What one version says, in the reader's language: a date, an amount, a party, a kind or a thing."""
    field, value = version["field"], str(version["value"])
    if field == "date":
        _, latest, precision = span(value)
        return words.when(pd.Timestamp(latest), precision)
    if field == "quantity":
        return words.amount(version["item"], int(value), version["unit"])
    if field == "value":
        return words.money(float(value), version["unit"])
    if field == "kind":
        return words.kind(value)
    if field == "item":
        return words.label("items", "item", value)
    return words.party(value) if words.knows_party(value) else value


def tellers(version: Version, words: Words) -> str:
    """Who tells a version, each publisher once."""
    return words.say("; ").join(dict.fromkeys(publisher(source, words) for source in version.sources))


def apart(spreads: pd.DataFrame, words: Words) -> dict[str, str]:
    """How far the sources of each act lie apart, in a line, by its id: "sources differ: 28 January to 9 June 2020".

    `spreads` is what `questions.spreads` answers.
    """
    told: dict[str, list[str]] = {}
    for row in spreads.to_dict("records"):
        # Versions of one number in two units lie apart in no number.
        if row["field"] == "date" or row["least"] < row["most"]:
            told.setdefault(row["act"], []).append(_reach(row, words))
    return {act: words.say("sources differ: {reach}", reach=words.clauses(reach)) for act, reach in told.items()}


def between(sums: pd.DataFrame, total: float, words: Words) -> str:
    """Between what a sum of pieces lies where sources differ: "40,000 to 60,000"; empty where it is one number.

    `sums` are rows of `questions.pieces_between` that go into `total`.
    """
    less, more = int(sums["less"].sum()), int(sums["more"].sum())
    if not less and not more:
        return ""
    least, most = words.number(int(total) - less), words.number(int(total) + more)
    return words.say("{least} to {most}", least=least, most=most)


def _reach(row: Mapping[Any, Any], words: Words) -> str:
    if row["field"] == "date":
        return words.span(row["first"].date(), row["last"].date())
    if row["field"] == "value":
        least, most = (words.money(row[end], row["unit"]) for end in ("least", "most"))
        return words.say("{least} to {most}", least=least, most=most)
    least, most = words.number(int(row["least"])), words.number(int(row["most"]))
    whole = words.amount(row["item"], int(row["most"]), row["unit"])
    if words.lang == "zh":
        # The number stands in the middle: 口罩3万至13万只.
        return whole.replace(most, f"{least}至{most}", 1)
    return words.say("{least} to {most}", least=least, most=whole)
