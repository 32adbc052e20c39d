"""Give and take in words: the finding over all pairs, and the rule by which it is told."""

from __future__ import annotations

import pandas as pd

from aid import captions, labels, questions, reciprocity, sentences
from aid.questions.exchange import Returns
from aid.table import Ledger
from aid.view import View
from aid.words import Words, mark

# What a finding of several pairs counts, by what makes a pair.
GAVE_FIRST = {
    "party": mark("{k} of the {n} partners that gave and received gave first"),
    "country": mark("{k} of the {n} countries and regions that gave and received gave first"),
    "sister": mark("{k} of the {n} sister cities that gave and received gave first"),
}
ALL_GAVE_FIRST = {
    "party": mark("all {n} partners that gave and received gave first"),
    "country": mark("all {n} countries and regions that gave and received gave first"),
    "sister": mark("all {n} sister cities that gave and received gave first"),
}
RECEIVED_FIRST = {
    "party": mark("{k} of the {n} partners that gave and received received first"),
    "country": mark("{k} of the {n} countries and regions that gave and received received first"),
    "sister": mark("{k} of the {n} sister cities that gave and received received first"),
}
NO_ORDER = {
    "party": mark("{n} partners gave and received; who gave first is certain of none"),
    "country": mark("{n} countries and regions gave and received; who gave first is certain of none"),
    "sister": mark("{n} sister cities gave and received; who gave first is certain of none"),
}
PAIRS = {
    "party": mark("A pair is Chongqing and one partner."),
    "country": mark("A pair is Chongqing and one country or region, all its partners together."),
    "sister": mark("A pair is Chongqing and one partner that a source calls its sister city."),
}
GROUP_TITLES = {
    "gifts": mark("Gifts both ways"),
    "words": mark("Answered in words"),
    "one": mark("One way only: no return recorded"),
}


def finding(ledger: Ledger, view: View, words: Words) -> str:
    """Who gave first in the pairs with gifts both ways, and the median of the days to the return.

    Of all pairs, or of those of the countries asked for; under any other filter only what is found is said.
    """
    if not view.but(country=()).asks_all:
        return sentences.found(ledger, view, words)
    told = questions.returns(ledger, view)
    if not told.pairs:
        return sentences.found(ledger, view, words)
    if told.pairs == 1:
        rows = questions.exchange(ledger, view)
        return _only(rows[rows["group"] == "gifts"].iloc[0].to_dict(), view, words)
    sentence = _lead(told, view, words)
    if told.led and told.dated:
        sentence = words.say("{finding}; {median}", finding=sentence, median=_median(told, words))
    if not view.country:
        return words.capital(sentence)
    places = words.join([words.the_country(code) for code in view.country], plain=True)
    return words.say("{places}: {finding}", places=words.capital(places), finding=sentence)


def _lead(told: Returns, view: View, words: Words) -> str:
    if told.partner_first == told.pairs:
        form = ALL_GAVE_FIRST
    else:
        form = GAVE_FIRST if told.partner_first else RECEIVED_FIRST if told.hub_first else NO_ORDER
    return words.say(form[view.by], k=words.number(told.led), n=words.number(told.pairs))


def _median(told: Returns, words: Words) -> str:
    assert told.median_min is not None and told.median_max is not None
    least, most = words.number(told.median_min), words.number(told.median_max)
    days = least if least == most else words.say("{least} to {most}", least=least, most=most)
    if told.dated == told.led:
        return words.say("the median return took {days} days", days=days)
    if told.dated == 1:
        return words.say("the one return that can be dated took {days} days", days=days)
    return words.plural(
        "the median of the {n} return that can be dated is {days} days",
        "the median of the {n} returns that can be dated is {days} days",
        told.dated,
        days=days,
    )


def _only(pair: reciprocity.Pair, view: View, words: Words) -> str:
    """The finding where gifts went both ways in one pair alone."""
    who = reciprocity.within(pair["who"], view, words)
    between = reciprocity.gap(pair, words)
    if pd.isna(pair["first"]):
        return words.say("{partner} and Chongqing gave to each other; who gave first is not certain", partner=who)
    if pair["first"] == "inbound":
        return words.say("{partner} gave first; a gift went back after {gap}", partner=words.capital(who), gap=between)
    return words.say("Chongqing gave to {partner} first; a gift came back after {gap}", partner=who, gap=between)


def rule(ledger: Ledger, view: View, words: Words) -> str:
    """By what rule the finding is told, and of how many pairs no order or no number of days is known."""
    told = questions.returns(ledger, view)
    if not told.pairs:
        return how_paired(view, words)
    parts = [words.say("A side gave first where its first gift is surely earlier than every gift of the other.")]
    if told.open:
        parts.append(
            words.plural(
                "In {n} of {pairs} pairs this is not certain: a gift is dated “no later than” or to a month.",
                "In {n} of {pairs} pairs this is not certain: a gift is dated “no later than” or to a month.",
                told.open,
                pairs=words.number(told.pairs),
            )
        )
    if told.dated:
        parts.append(
            words.plural(
                "Days run from first gift to first gift; the median is of {n} pair.",
                "Days run from first gift to first gift; the median is of {n} pairs.",
                told.dated,
            )
        )
    return words.run_on(parts)


def how_paired(view: View, words: Words) -> str:
    """What makes a pair, and which acts are gifts."""
    gifts = words.say("Goods, money and teams are gifts; letters, thanks and meetings are words.")
    return words.run_on([words.say(PAIRS[view.by]), gifts])


def marks_say(words: Words) -> str:
    """What the marks of a line say beside their direction."""
    return words.say(
        "pale: letters, thanks, meetings; tail: on that day or earlier; bar: month or year only; "
        "dark rim: sources disagree"
    )


def how_counted(view: View, words: Words) -> str:
    """What stands under the pairs: what makes one, what is held against what, what a missing return means."""
    parts = [
        how_paired(view, words),
        words.say("A vague date is taken at its earliest and at its latest, and the days are told as a range."),
        words.say("Like is compared with like: pieces of one kind in one unit, money in one currency."),
        words.say("A return that is not recorded may have been made all the same."),
    ]
    if view.by == "country":
        parts.append(captions.counting_rule(words))
    if view.sort == "size":
        measure = labels.measured(view.measure, words)
        parts.append(words.say("Largest: by {measure}, both ways together.", measure=measure))
    return words.run_on(parts)


def group_title(group: str, words: Words) -> str:
    """The heading over a group of pairs."""
    return words.say(GROUP_TITLES[group])
