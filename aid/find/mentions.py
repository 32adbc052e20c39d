"""Which acts the page of acts shows for a word: a result promises no more and no less than the page it leads to."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from aid.find.fold import folded
from aid.questions.lazy import small
from aid.questions.select import item_categories, wide
from aid.table import Ledger
from aid.view import choices
from aid.words import words

# A table of more acts than this is not gone through at every letter: names are found, acts by the page of acts.
MOST_ACTS = 20_000


def outsized(ledger: Ledger) -> bool:
    """Whether a table has too many acts for each of them to be found by name."""
    return ledger.rows("acts") > MOST_ACTS


@lru_cache(maxsize=2)
def _said(ledger: Ledger) -> dict[str, str]:
    """All that a search on the page of acts looks through, by act: the same texts as `questions.matching`."""
    both = [words(lang, ledger) for lang in ("en", "zh")]
    places = {row.iso3: f"{row.iso3}\n{row.name_en}\n{row.name_zh}" for row in ledger.countries.itertuples()}
    kinds = {kind: "\n".join(w.kind(kind) for w in both) for kind in choices(ledger, "acts", "kind")}
    labels = {item["value"]: f"{item['label']}\n{item['label_zh']}" for item in item_categories(ledger)}
    held: dict[str, list[str]] = defaultdict(list)
    for row in ledger.items.itertuples():
        held[row.act].append(labels[row.item])
    acts = small(wide(ledger).select("id", "text", "kind", "country"))
    return {
        act.id: "\n".join([act.text, kinds[act.kind], places.get(act.country, ""), *held[act.id]]).lower()
        for act in acts.itertuples()
    }


def mentioning(ledger: Ledger, query: str) -> frozenset[str]:
    """The acts that the page of acts shows for `q`: those that say each of its words; none of an outsized table."""
    if outsized(ledger):
        return frozenset()
    wanted = query.lower().split()
    return frozenset(act for act, text in _said(ledger).items() if all(word in text for word in wanted))


def worded(ledger: Ledger, query: str) -> str:
    """The query as the page of acts finds most by: as it was typed or, where that finds nothing, folded."""
    simple = folded(query)
    return simple if simple and not mentioning(ledger, query) and mentioning(ledger, simple) else query


def named_best(ledger: Ledger, acts: frozenset[str], *called: str) -> str:
    """The name by which the page of acts shows all of these acts and the fewest besides; the last where none does."""
    if outsized(ledger):
        return called[-1]
    showing = {name: mentioning(ledger, name) for name in called}
    whole = [name for name in called if acts <= showing[name]]
    return min(whole, key=lambda name: len(showing[name]), default=called[-1])
