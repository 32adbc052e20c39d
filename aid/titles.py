"""What each page is called: in the browser's tab, and in the headline that stands on it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aid import comparison, exchanges, labels, questions, sentences, story
from aid.recall import recalled
from aid.table import Ledger
from aid.view import View
from aid.words import Words, mark

# By the path of each page, without its slash.
NAMES = {
    "": mark("Overview"),
    "story": mark("Story"),
    "exchange": mark("Give and take"),
    "timeline": mark("Timeline"),
    "country": mark("Countries"),
    "compare": mark("Compare"),
    "acts": mark("Acts"),
    "act": mark("Act"),
    "sources": mark("Sources and method"),
    "data": mark("Use the data"),
}


@recalled()
def tab(page: str, view: View, act: str | None, ledger: Ledger, words: Words, step: str | None = None) -> str:
    """The title of the browser's tab: what the page shows, and the name of the dashboard."""
    told = story.telling(step, ledger, words) if page == "story" else None
    return f"{told.title if told else _shown(page, view, act, ledger, words)} · {words.say('Peach & Jade')}"


def _shown(page: str, view: View, act: str | None, ledger: Ledger, words: Words) -> str:
    if page == "country" and view.country:
        return words.country(view.country[0])
    known = act_of(act, ledger) if page == "act" else None
    return of_act(known, ledger, words) if known is not None else words.say(NAMES[page])


def headline(page: str, view: View, act: str | None, ledger: Ledger, words: Words, step: str | None = None) -> str:
    """The headline of a page: the finding or the name that it shows."""
    if page == "":
        return sentences.overview(ledger, view, words)
    if page == "timeline":
        return sentences.timeline(ledger, view, words)
    if page == "country":
        one = view.but(country=view.country[:1])
        return sentences.country(ledger, one, words) if view.country else words.say("Countries and regions")
    if page == "acts":
        return words.say("Every act on record") if view.asks_all else sentences.found(ledger, view, words)
    if page == "story":
        told = story.telling(step, ledger, words)
        return told.title if told else words.say("The exchange, told")
    if page == "exchange":
        return exchanges.finding(ledger, view, words)
    if page == "compare":
        return comparison.title(view, words)
    if page == "act":
        known = act_of(act, ledger)
        return words.say("No such act") if known is None else of_act(known, ledger, words)
    if page == "sources":
        return words.say("What the table rests on, and what it does not know")
    return words.say(NAMES[page])


def act_of(act: str | None, ledger: Ledger) -> pd.Series[Any] | None:
    """The act with an id; None where there is none."""
    found = questions.named(ledger, (act,)).acts if act else None
    return found.iloc[0] if found is not None and len(found) else None


def of_act(act: pd.Series[Any], ledger: Ledger, words: Words) -> str:
    """An act in one line: what it was, and between whom."""
    return labels.title(act, questions.named(ledger, (act["id"],)).items, words)
