"""How the steps say what they found: dates, counts in words, things with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from aid.story.found import Act, Held
from aid.words import Words

# As English newspapers write counts; larger ones in digits. A name has the article of `Words.the_party`.
SPELLED = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


# What the body of a place is called, and the place alone.
BODY = {
    "en": (r"(?:City|Municipality) of ([\w -]+)", r"([\w -]+?)(?: Metropolitan| Municipal)?(?: People's)? Government"),
    "zh": (r"(\w+?)(?:特别市政府|人民政府)",),
}


def counted(n: int, w: Words) -> str:
    """A count within a sentence: "two", "fifteen", "28" / 「两」「15」."""
    if w.lang == "zh":
        return "两" if n == 2 else w.number(n)
    if n == 1:
        return "one"
    return SPELLED[n - 2] if 2 <= n <= len(SPELLED) + 1 else w.number(n)


def when(one: Act, w: Words, beside: Act | None = None) -> str:
    """When an act was, within a sentence; its year is left out where an act told before is of the same."""
    year = beside is None or beside["latest"].year != one["latest"].year
    last, precision = one["latest"], one["precision"]
    if pd.isna(one["earliest"]):
        return w.say("by {date} at the latest", date=w.day(last, year=year))
    if precision == "year":
        return w.dated(last, precision)
    if precision == "month":
        return w.say("in {month}", month=w.month(last, year=year))
    return w.say("on {day}", day=w.day(last, year=year))


def named(party: str, w: Words) -> str:
    """A party by the name of its place where it is a body of one: "Mito" / 「水户市」; else by its whole name."""
    name = w.party(party)
    matches = (re.fullmatch(pattern, name) for pattern in BODY[w.lang])
    return next((match[1] for match in matches if match), w.the_party(party))


def things(held: Held, w: Words) -> str:
    """What an act held, with the numbers that are told: "5,000 masks and 1,000 protective suits"."""
    return w.join([w.amount(*one) for one in held])


def days(n: int, w: Words) -> str:
    """A number of days: "114 days"."""
    return w.plural("{n} day", "{n} days", n)


def countries(n: int, w: Words) -> str:
    """A number of countries within a sentence."""
    return w.plural("{count} country or region", "{count} countries or regions", n, count=counted(n, w))


def paragraph(sentences: Iterable[str | None], w: Words) -> str:
    """The sentences that there are, one after the other, each with its capital."""
    return w.run_on(w.capital(sentence) for sentence in sentences if sentence)
