"""The story as a whole: which steps a table bears, and each of them told in one language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from aid import captions, questions, sentences
from aid.story import beginning, ending, people, tokens, turn
from aid.story.step import Facts, Step, Telling
from aid.table import Ledger
from aid.words import Words

STEPS: tuple[Step, ...] = (
    beginning.MITO,
    beginning.WORST_WEEKS,
    turn.TURN,
    tokens.ITALY,
    people.UKRAINE,
    people.DOCTORS,
    tokens.VERSES,
    ending.RETURN,
    ending.UNKNOWN,
)


@lru_cache(maxsize=4)
def _found(ledger: Ledger) -> tuple[tuple[Step, Facts], ...]:
    # The story goes through every act: of a table that cannot be listed it is not told.
    if not questions.listable(ledger):
        return ()
    looked = [(step, step.find(ledger)) for step in STEPS]
    return tuple((step, facts) for step, facts in looked if facts)


def steps(ledger: Ledger) -> tuple[str, ...]:
    """The slugs of the steps that a table bears, in the order of the story."""
    return tuple(step.slug for step, _ in _found(ledger))


@lru_cache(maxsize=8)
def tell(ledger: Ledger, words: Words) -> tuple[Telling, ...]:
    """The whole story of a table, a telling a step."""
    return tuple(
        Telling(
            slug=step.slug,
            title=step.title(facts, words),
            paragraphs=tuple(text for text in step.paragraphs(facts, words) if text),
            figure=step.figure,
            caption=_caption(step, facts, ledger, words),
            facts=facts,
            sources=_sources(step, facts, ledger),
        )
        for step, facts in _found(ledger)
    )


def telling(slug: str | None, ledger: Ledger, words: Words) -> Telling | None:
    """One step as it is told; None where the table bears no such step."""
    return next((told for told in tell(ledger, words) if told.slug == slug), None)


def headings(ledger: Ledger, words: Words) -> dict[str, str]:
    """The title of each step, by slug."""
    return {told.slug: told.title for told in tell(ledger, words)}


def shown(facts: Facts, ledger: Ledger) -> pd.DataFrame:
    """The acts that a step's timeline draws: those of its view that cannot lie outside its period."""
    found = questions.acts(ledger, facts.view)
    return found[~found["vague"]]


def _sources(step: Step, facts: Facts, ledger: Ledger) -> tuple[dict[Any, Any], ...]:
    """The pages, cited by the step's acts, that tell what it quotes."""
    cited = ledger.citations[ledger.citations["act"].isin(facts.acts)]["source"]
    urls = {url for quote in step.quotes for url in quote.urls}
    known = ledger.sources[ledger.sources["id"].isin(cited) & ledger.sources["url"].isin(urls)]
    return tuple(known.to_dict("records"))


def _caption(step: Step, facts: Facts, ledger: Ledger, w: Words) -> str:
    """What the figure counts, in a line."""
    if step.figure == "map":
        told = w.say("{sentence}.", sentence=sentences.found(ledger, facts.view, w))
        return w.run_on([told, w.capital(w.say("{sentence}.", sentence=captions.area_says(facts.view, w)))])
    if step.figure == "thread":
        return w.say("One line for each partner, and on it the days between gift and return where they are known.")
    drawn = shown(facts, ledger)
    parts = [w.plural("{n} act, drawn once.", "{n} acts, each drawn once.", len(drawn))]
    if not set(drawn["id"]) <= set(facts.acts):
        parts.append(w.say("Full strength: those that this step tells of."))
    left = len(questions.acts(ledger, facts.view)) - len(drawn)
    if left:
        parts.append(
            w.plural(
                "{n} more may lie in this period and is not drawn.",
                "{n} more may lie in this period and are not drawn.",
                left,
            )
        )
    return w.run_on(parts)
