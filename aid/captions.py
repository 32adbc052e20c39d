"""What stands under a title or a chart: what is counted, what it leaves out, how many acts do not report it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from aid import labels, moments, questions, sentences
from aid.recall import recalled
from aid.table import Ledger
from aid.view import View
from aid.words import Words, mark


@recalled()
def lede(ledger: Ledger, words: Words, view: View | None = None) -> str:
    """What the dashboard is, and what an act is, in a line; of a view that asks for a part: how large a part."""
    if view is not None and not view.asks_all:
        return _part(ledger, view, words)
    return words.plural(
        "Gifts, medical teams, letters, thanks and video meetings between Chongqing and the world during COVID-19, "
        "January 2020 to March 2021: {n} act, each with its sources.",
        "Gifts, medical teams, letters, thanks and video meetings between Chongqing and the world during COVID-19, "
        "January 2020 to March 2021: {n} acts, each with its sources.",
        ledger.rows("acts"),
    )


def _part(ledger: Ledger, view: View, words: Words) -> str:
    """How many of the table's acts a view holds."""
    found, every = questions.reach(ledger, view).acts, words.number(ledger.rows("acts"))
    if not found:
        return words.say("None of the table’s {all} acts answers this.", all=every)
    return words.plural(
        "{n} of the table’s {all} acts, with its sources.",
        "{n} of the table’s {all} acts, each with its sources.",
        found,
        all=every,
    )


@recalled()
def area_says(view: View, words: Words) -> str:
    """What the size of a mark on the map says."""
    if view.measure == "value":
        return words.say("full mark: a value is reported")
    return words.say("area: {measure}", measure=labels.measured(view.measure, words))


@recalled()
def under_the_map(ledger: Ledger, view: View, words: Words) -> str:
    """What the map shows and does not, and how many acts it cannot place or size."""
    parts = [words.say("Land only, no borders; marks are moved apart where that is possible.")]
    missing = questions.unplaced(ledger, view)
    if missing:
        parts.append(
            words.plural(
                "{n} act belongs to no single country and is not shown.",
                "{n} acts belong to no single country and are not shown.",
                missing,
            )
        )
    if view.measure not in ("acts", "value"):
        given = questions.masks_and_more(ledger, view)
        own = given[given["family"] == view.measure]
        parts.append(
            words.plural(
                "Of {n} act that names {things}, {k} tells how many; an empty mark: not reported.",
                "Of {n} acts that name {things}, {k} tell how many; an empty mark: not reported.",
                int(own["naming"].sum()),
                things=words.family(view.measure),
                k=words.number(int(own["reporting"].sum())),
            )
        )
    if view.measure == "value":
        parts.append(words.say("Values in different currencies are not compared; an empty mark: not reported."))
    parts.append(counting_rule(words))
    return words.run_on(parts)


def counting_rule(words: Words) -> str:
    """Which countries are counted in the headline and figures."""
    return words.say("Countries are counted without Chinese communities abroad and international organisations.")


@recalled()
def how_to_read(ledger: Ledger, view: View, words: Words) -> str:
    """How to read the timeline's marks, or its bars where a view has too many acts for marks."""
    if not questions.crowded(ledger, moments.whole(view)):
        return marks_say(words)
    return words.say(
        "Above the line: to Chongqing. Below: from it. A bar: the acts of a week. Filled: goods, money, teams. "
        "Pale: letters, thanks, meetings. Choose a bar to see its acts."
    )


def marks_say(words: Words) -> str:
    """What the marks of a timeline say."""
    return words.say(
        "Above the line: to Chongqing. Below: from it. Filled: goods, money, teams. Pale: letters, thanks, meetings. "
        "A tail: on that day or earlier. A bar: month or year only. A dark rim: sources disagree."
    )


@recalled()
def under_the_timeline(ledger: Ledger, view: View, words: Words) -> str:
    """How many acts the timeline draws, and how many of them have a vague date."""
    found = questions.reach(ledger, view)
    if questions.crowded(ledger, moments.whole(view)):
        return words.say(
            "{n} acts, drawn by the week of their day. Not drawn, as only a month or a year is known: {vague}; as only "
            "the latest day is known: {bounded}.",
            n=words.number(found.acts),
            vague=words.number(found.vague),
            bounded=words.number(found.bounded),
        )
    return words.plural(
        "{n} act, drawn once. Dated to a month or year only: {vague}. Dated “no later than”: {bounded}.",
        "{n} acts, each drawn once. Dated to a month or year only: {vague}. Dated “no later than”: {bounded}.",
        found.acts,
        vague=words.number(found.vague),
        bounded=words.number(found.bounded),
    )


@recalled()
def country_lede(ledger: Ledger, view: View, words: Words) -> str:
    """The country's region, and what its record rests on."""
    place = ledger.countries.set_index("iso3")
    code = view.country[0]
    region = words.pick(place["region_en"].get(code), place["region_zh"].get(code))
    sources = questions.source_count(ledger, view)
    if not sources:
        return region
    told = words.plural("{n} source", "{n} sources", sources)
    return words.say("{region} · {told}", region=region, told=told) if region else told


def returns(threads: pd.DataFrame, acts: pd.DataFrame, items: pd.DataFrame, words: Words) -> list[str]:
    """Give and take with each partner that gave and was given to, a sentence a partner."""
    paired = threads[(threads["gifts_in"] > 0) & (threads["gifts_out"] > 0)]
    return [sentences.returned(pd.Series(pair), acts, items, words) for pair in paired.to_dict("records")]


def acts_lede(words: Words) -> str:
    """What the table of acts is, and how to open a row."""
    return words.say(
        "One row, one act of giving between Chongqing and one partner. Choose a row to open its page; an empty cell "
        "means not known."
    )


@recalled()
def sources_lede(ledger: Ledger, words: Words) -> str:
    """How much the table rests on, counted."""
    return words.say(
        "{acts} acts and {claims} reported totals rest on {sources} sources in {languages} languages. "
        "{looked} searches are on record, {found} of which found something.",
        acts=words.number(ledger.rows("acts")),
        claims=words.number(len(ledger.claims)),
        sources=words.number(ledger.rows("sources")),
        languages=words.number(ledger.sources["language"].str.split("-").str[0].nunique()),
        looked=words.number(len(ledger.searches)),
        found=words.number(int(ledger.searches["found"].sum())),
    )


def how_claims_are_held(words: Words) -> str:
    """How a reported total is held against the table."""
    return words.say(
        "Where direction, kind, date and scope match, the table’s own count stands beside. Sources count in their own "
        "ways, so the two need not agree; what is missing has not been told act by act."
    )


def reported(claim: Mapping[Any, Any], words: Words) -> str:
    """A total as a source reports it: "47 countries, 2 named"."""
    parts = [_total(claim, words)]
    if pd.notna(claim["names"]) and claim["measure"] in ("countries", "recipients"):
        parts.append(words.say("{n} named", n=words.number(claim["names"])))
    return words.clauses(parts)


def held_against(claim: Mapping[Any, Any], words: Words) -> str:
    """What the table itemises beside a total: "4 itemised"; that it is not compared, where the scopes differ."""
    if claim["scope"] == "part":
        return words.say("not compared")
    if pd.isna(claim["itemised"]):
        return words.say("none itemised")
    return words.say("{n} itemised", n=_measured(claim["itemised"], claim, words))


def held_with(claim: Mapping[Any, Any], words: Words) -> str:
    """What to keep in mind with a total held against the table: vague dates, acts without a number, its scope."""
    if claim["scope"] == "part":
        return words.say("The total is of one body, batch or kind of receiver only.")
    told = []
    sure = 0 if pd.isna(claim["itemised"]) else claim["itemised"]
    more = 0 if pd.isna(claim["perhaps"]) else claim["perhaps"] - sure
    if more > 0:
        told.append(words.say("{n} more, vaguely dated, may lie before that date.", n=_measured(more, claim, words)))
    if pd.notna(claim["reporting"]):
        told.append(
            words.say("{k} of {n} acts tell a number.", k=words.number(claim["reporting"]), n=words.number(claim["of"]))
        )
    if claim["scope"] == "named":
        told.append(words.say("Compared for the countries named only."))
    return words.run_on(told)


def _total(claim: Mapping[Any, Any], words: Words) -> str:
    """A total as reported, with its qualifier and unit: "more than 30 countries"."""
    exactly = claim["qualifier"] == "exactly"
    qualifier = "" if exactly else words.label("claims", "qualifier", claim["qualifier"])
    unit = words.say(UNITS[claim["measure"]]) if claim["measure"] in UNITS else ""
    parts = [part for part in (qualifier, _measured(claim["value"], claim, words), unit) if part]
    return (" " if words.lang == "en" else "").join(parts)


def _measured(value: float, claim: Mapping[Any, Any], words: Words) -> str:
    return words.money(value, claim["currency"]) if claim["measure"] == "value" else words.number(value)


UNITS = {
    "countries": mark("countries"),
    "acts": mark("separate acts"),
    "batches": mark("batches"),
    "masks": mark("masks"),
    "meetings": mark("meetings"),
    "recipients": mark("recipients"),
}
