"""What a view and its answers say in a sentence: the view itself, and the finding over each page.

A headline is a finding computed from the table; there is a rule for every case, and no rule says more than is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from aid import moments, questions
from aid.questions.totals import countries
from aid.recall import recalled
from aid.table import Ledger
from aid.view import Dropped, View
from aid.words import Words, mark

# So many parts of an address that were not understood are named.
NAMED = 6
KINDS = {
    "supplies": mark("goods"),
    "funds": mark("money"),
    "medical_team": mark("medical teams"),
    "video_meeting": mark("video meetings"),
    "letter": mark("letters"),
    "thanks": mark("thanks"),
}


@recalled()
def said(view: View, words: Words) -> str:
    """The view in words: "Masks and suits to Japan and South Korea, March to May 2020"."""
    conditions = "".join(_conditions(view, words))
    what, places = _what(view, words), words.join([words.the_country(code) for code in view.country], plain=True)
    if places:
        pattern = {
            "inbound": words.say("{what} from {places}", what=what, places=places),
            "outbound": words.say("{what} to {places}", what=what, places=places),
            None: words.say("{what} between Chongqing and {places}", what=what, places=places),
        }
    else:
        pattern = {
            "inbound": words.say("{what} to Chongqing", what=what),
            "outbound": words.say("{what} from Chongqing", what=what),
            None: what if view.kind or view.item or conditions else words.say("all acts"),
        }
    sentence = pattern[view.direction]
    if view.since or view.until:
        period = words.span(view.since, view.until)
        # Words: Chinese puts the period first.
        sentence = words.say("{sentence}, {period}", sentence=sentence, period=period)
    if view.moment:
        # Words: Chinese puts the moment first.
        sentence = words.say("{sentence}, by the end of {month}", sentence=sentence, month=words.month(view.ends_with))
    return words.capital(sentence) + conditions


def _what(view: View, words: Words) -> str:
    kinds = words.join([words.say(KINDS[kind]) for kind in KINDS if kind in view.kind])
    items = words.join([words.family(family) for family in view.item])
    if kinds and items:
        return words.say("{kinds} with {items}", kinds=kinds, items=items)
    return kinds or items or words.say("acts")


def _conditions(view: View, words: Words) -> list[str]:
    said_of = []
    if view.party:
        types = words.join([words.label("parties", "type", code) for code in view.party], any_of=True)
        said_of.append(words.say("; partner: {types}", types=types))
    if view.confidence:
        levels = words.join([words.label("acts", "confidence", code) for code in view.confidence], any_of=True)
        said_of.append(words.say("; confidence: {levels}", levels=levels))
    said_of += _known_how(view, words)
    if view.q:
        said_of.insert(0, words.say(" mentioning “{words}”", words=view.q))
    return said_of


TOLD = {
    "hub": mark("told by Chongqing’s side alone"),
    "partner": mark("told by the partner’s side alone"),
    "both": mark("told by both sides"),
    "third": mark("told by third parties alone"),
}
SOURCES = {"one": mark("one source"), "several": mark("several sources")}
STANDING = {"original": mark("with an original page"), "copies": mark("known from copies alone")}
PRECISION = {
    "day": mark("dated to the day"),
    "month": mark("dated to a month"),
    "year": mark("dated to a year"),
    "bound": mark("known by a latest day alone"),
}
DISPUTED = {"yes": mark("sources disagree"), "no": mark("no disagreement on record")}


def _known_how(view: View, words: Words) -> list[str]:
    """The conditions on how acts are known, each a clause that runs on."""
    told = [words.say(TOLD[code]) for code in TOLD if code in view.told]
    clauses = [words.join(told, any_of=True)] if told else []
    clauses += [
        words.say(meaning[code])
        for meaning, code in (
            (SOURCES, view.sources),
            (STANDING, view.standing),
            (DISPUTED, view.disputed),
        )
        if code
    ]
    if view.precision:
        clauses.append(words.join([words.say(PRECISION[code]) for code in view.precision], any_of=True))
    if view.language:
        languages = words.join([words.language(code) for code in view.language], any_of=True)
        clauses.append(words.say("told in {languages}", languages=languages))
    if view.basis:
        marked = words.join([words.label("acts", "date_basis", code) for code in view.basis], any_of=True)
        clauses.append(words.say("date: {marked}", marked=marked))
    return [words.say("; {condition}", condition=clause) for clause in clauses]


def left_out(dropped: Sequence[Dropped], words: Words) -> str:
    """What of an address was not understood: the first few parts named, the others counted."""
    named = words.join([f"{drop.key} = “{drop.value}”" for drop in dropped[:NAMED]], plain=True)
    more = len(dropped) - NAMED
    rest = words.plural(" and {n} more", " and {n} more", more) if more > 0 else ""
    return words.say("Parts of this address were not understood and left out: {parts}{rest}", parts=named, rest=rest)


@recalled()
def is_empty(ledger: Ledger, view: View) -> bool:
    """Whether nothing on record answers a view."""
    return not int(questions.totals(ledger, view)["acts"].sum())


@recalled()
def overview(ledger: Ledger, view: View, words: Words) -> str:
    """The finding over the overview: from how many countries help came, and to how many it went.

    A finding is about the whole record; under a filter only what the filter finds is said.
    """
    if view.but(country=()).asks_all and len(view.country) == 1:
        return country(ledger, view, words)
    if view.moment and moments.whole(view).asks_all:
        return moments.overview(ledger, view, words) or found(ledger, view, words)
    if not view.but(country=()).asks_all:
        return found(ledger, view, words)
    gifts = countries(ledger, view, gifts_only=True)
    came, went = len(gifts["inbound"]), len(gifts["outbound"])
    if not came and not went:
        return found(ledger, view, words)
    return words.say(
        "Help came from {came} and went to {went}; {both} on both lists",
        came=words.plural("{n} country or region", "{n} countries or regions", came),
        went=words.number(went),
        both=words.plural("{n} is", "{n} are", len(gifts["inbound"] & gifts["outbound"])),
    )


@recalled()
def found(ledger: Ledger, view: View, words: Words) -> str:
    """What a filter finds: the view in words, and how many acts answer it, the doubtful ones told."""
    totals = questions.totals(ledger, view)
    acts, vague = int(totals["acts"].sum()), int(totals["vague"].sum())
    if not acts:
        return words.say("Nothing on record for this selection")
    if vague:
        return words.plural(
            "{view}: {n} act on record, {vague} of them only possibly",
            "{view}: {n} acts on record, {vague} of them only possibly",
            acts,
            view=said(view, words),
            vague=words.number(vague),
        )
    return words.plural("{view}: {n} act on record", "{view}: {n} acts on record", acts, view=said(view, words))


@recalled()
def timeline(ledger: Ledger, view: View, words: Words) -> str:
    """The finding over the timeline: how many gifts came before Chongqing's first went out."""
    if view.moment and moments.whole(view).asks_all and not is_empty(ledger, view):
        return moments.timeline(ledger, view, words)
    gifts = questions.totals(ledger, view).set_index("direction")
    came, first = int(gifts.loc["inbound", "gifts"]), gifts.loc["outbound", "first"]
    if not view.but(country=()).asks_all or not came or pd.isna(first):
        return found(ledger, view, words)
    before = questions.gifts_before(ledger, view, first)
    return words.plural(
        "At least {before} of the {n} gift that came was in before Chongqing’s first dated gift, on {day}",
        "At least {before} of the {n} gifts that came were in before Chongqing’s first dated gift, on {day}",
        came,
        before=words.number(before),
        day=words.day(first),
    )


@recalled()
def country(ledger: Ledger, view: View, words: Words) -> str:
    """The finding over a country's page: who gave first, what came back, and how soon.

    Under any other filter than the country the finding would be of a part: then only what is found is said.
    """
    if not view.but(country=()).asks_all:
        return found(ledger, view, words)
    place = words.the_country(view.country[0])
    threads = questions.thread(ledger, view)
    gifts_in, gifts_out = int(threads["gifts_in"].sum()), int(threads["gifts_out"].sum())
    acts_in, acts_out = int(threads["acts_in"].sum()), int(threads["acts_out"].sum())
    if gifts_in and gifts_out:
        return _both_ways(threads, _gave_first(ledger, view), place, words)
    if gifts_in:
        if acts_out:
            return words.say("Help came from {place}; Chongqing wrote or spoke to it", place=place)
        return words.say("Help came from {place}; no return is on record", place=place)
    if gifts_out:
        if questions.totals(ledger, view.but(kind=("thanks",)))["acts"].sum():
            return words.say("Chongqing sent help to {place}; thanks came back", place=place)
        if acts_in:
            return words.say("Chongqing sent help to {place}; letters came from there", place=place)
        return words.say("Chongqing sent help to {place}; no reply is on record", place=place)
    if acts_in and acts_out:
        return words.say("Letters or meetings, but no gifts, between {place} and Chongqing", place=place)
    if acts_in:
        return words.say("Letters or thanks came from {place}; no gift is on record", place=place)
    if acts_out:
        return words.say("Chongqing wrote or spoke to {place}; no gift is on record", place=place)
    return words.say("Nothing on record between {place} and Chongqing", place=place)


def _gave_first(ledger: Ledger, view: View) -> str | None:
    """Which direction gave first between Chongqing and a country, by the rule of the exchange; None if not certain."""
    pairs = questions.exchange(ledger, view.rows.but(by="country")).set_index("who")["first"]
    first = pairs.get(view.country[0])
    return None if pd.isna(first) else str(first)


def _both_ways(threads: pd.DataFrame, first: str | None, place: str, words: Words) -> str:
    givers = threads[threads["gifts_in"] > 0]
    answered = givers[givers["first"] == "inbound"]
    if len(answered):
        within = _within(soonest(answered), words)
        giver = words.capital(place)
        if len(givers) == 1 and first == "inbound":
            return words.say("{place} gave first; a gift went back {within}", place=giver, within=within)
        told = {"k": words.number(len(answered)), "n": words.number(len(givers)), "within": within}
        if first != "inbound":
            return words.say(
                "{k} of {n} givers from {place} received a gift in return, the soonest {within}", place=place, **told
            )
        return words.say(
            "{place} gave first; {k} of its {n} givers received a gift in return, the soonest {within}",
            place=giver,
            **told,
        )
    led = threads[threads["first"] == "outbound"]
    if len(led):
        return words.say(
            "Chongqing gave to {place} first; a gift came back {within}",
            place=place,
            within=_within(soonest(led), words),
        )
    if first == "inbound":
        return words.say("{place} gave first; Chongqing gave to others there", place=words.capital(place))
    return words.say("Gifts went both ways between {place} and Chongqing; who gave first is not known", place=place)


def soonest(pairs: pd.DataFrame) -> tuple[int, bool]:
    """The least of the most days that each ordered pair took, and whether no pair can have been sooner."""
    most = int(pairs["days_max"].min())
    return most, bool((pairs["days_min"].notna() & (pairs["days_min"] >= most)).all())


def _within(found: tuple[int, bool], words: Words) -> str:
    most, exact = found
    if exact:
        return words.plural("after {n} day", "after {n} days", most)
    return words.plural("within {n} day", "within {n} days", most)


def gap(pair: pd.Series[Any], words: Words) -> str:
    """The days between two gifts, as they stand on a line: "114 days", "25 to 53 days", "76 days at most"."""
    least, most = pair["days_min"], pair["days_max"]
    if pd.isna(most):
        return ""
    if pd.isna(least):
        return words.plural("{n} day at most", "{n} days at most", int(most))
    if least == most:
        return words.plural("{n} day", "{n} days", int(most))
    return words.plural("{least} to {n} day", "{least} to {n} days", int(most), least=words.number(int(least)))


def returned(pair: pd.Series[Any], acts: pd.DataFrame, items: pd.DataFrame, words: Words) -> str:
    """Give and take with one partner, told: "City of Mito gave masks on 28 January 2020; ... 114 days later".

    `acts` and `items` are those of the view, from which the first gift and what it held are read.
    """
    partner = words.the_party(pair["partner"])
    if pd.isna(pair["first"]) and pd.notna(pair["days_max"]):
        return _bounded(pair, acts, items, words)
    if pd.isna(pair["first"]):
        return words.say(
            "{partner} and Chongqing gave to each other; who gave first is not known", partner=words.capital(partner)
        )
    first = acts.set_index("id").loc[pair["in_act" if pair["first"] == "inbound" else "out_act"]]
    told = {
        "partner": partner,
        "what": _held(first, items, words),
        "date": words.dated(first["latest"], first["precision"]),
        "gap": gap(pair, words),
    }
    if pair["first"] == "inbound":
        return words.say(
            "{partner} gave {what} {date}; Chongqing’s return gift followed after {gap}",
            **told | {"partner": words.capital(partner)},
        )
    return words.say("Chongqing gave {partner} {what} {date}; a gift came back after {gap}", **told)


def _bounded(pair: pd.Series[Any], acts: pd.DataFrame, items: pd.DataFrame, words: Words) -> str:
    """A pair of which one gift is dated and the other known only by its latest day: both told, no order claimed."""
    dated, bounded = ("in", "out") if pd.notna(pair["in_earliest"]) else ("out", "in")
    gift = acts.set_index("id").loc[pair[f"{dated}_act"]]
    told = {
        "partner": words.the_party(pair["partner"]),
        "what": _held(gift, items, words),
        "date": words.dated(gift["latest"], gift["precision"]),
        "by": words.when(pair[f"{bounded}_latest"], "day"),
    }
    if dated == "in":
        return words.say(
            "{partner} gave {what} {date}; Chongqing’s gift is known to have come by {by}",
            **told | {"partner": words.capital(told["partner"])},
        )
    return words.say("Chongqing gave {partner} {what} {date}; a gift from it is known to have come by {by}", **told)


def _held(act: pd.Series[Any], items: pd.DataFrame, words: Words) -> str:
    held = items[items["act"] == act.name]
    if act["kind"] != "supplies" or held.empty:
        return words.say(KINDS[act["kind"]])
    return words.join([words.label("items", "item", item) for item in held["item"]])
