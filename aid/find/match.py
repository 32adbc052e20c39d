"""What of a table answers what was typed, the best first.

A name that is spelt as typed goes before one that begins so, that before one of which a word does, then what sounds
so, what holds it somewhere, and last what it may be a slip of the hand for. Slips are forgiven only where nothing at
all is spelt as typed, so they bury nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from aid.find.fit import Tier, Typed, fits, says
from aid.find.fold import HAN, joined
from aid.find.index import GROUPS, Entry, Index, index
from aid.find.slips import meant
from aid.table import Ledger

# What acts are about, and so found by.
ABOUT = ("country", "party", "thing")
AS_TYPED = (Tier.EXACT, Tier.SOUND)
# A spelling that is longer by more is only begun.
MOST_SLIPS = 2
# A run of Chinese this long may be two names: 水户口罩.
TWO_NAMES = range(4, 13)


@dataclass(frozen=True)
class Hit:
    """An entry, and how well it fits."""

    entry: Entry
    tier: Tier


@dataclass(frozen=True)
class Found:
    """What answers: the hits of each group that has any, in the order in which they are told."""

    groups: Mapping[str, tuple[Hit, ...]]

    @property
    def exact(self) -> Hit | None:
        """The one thing that is called or sounds exactly as typed; None where there is none or more than one."""
        first = next(iter(self.groups.values()), ())
        same = [hit for hit in first if hit.tier == first[0].tier]
        return same[0] if len(same) == 1 and same[0].tier in AS_TYPED else None


@lru_cache(maxsize=512)
def find(ledger: Ledger, query: str) -> Found:
    """What of a table answers a query, however it is spelt; nothing for a query without a letter or digit."""
    typed = Typed.of(query)
    if not typed.text:
        return Found({})
    there = index(ledger)
    return Found(_in_order(_spelt(there, typed) or _run_together(there, typed) or _slipped(there, typed)))


def _in_order(hits: Mapping[Entry, Tier]) -> dict[str, tuple[Hit, ...]]:
    """The hits by group: one that has what is called exactly so comes first, the others as in `GROUPS`."""
    groups: dict[str, list[Hit]] = {}
    for entry, tier in hits.items():
        groups.setdefault(entry.group, []).append(Hit(entry, tier))
    exact = {group for group, some in groups.items() if any(hit.tier in AS_TYPED for hit in some)}
    # Papers are called after their town. Who types a town means the town.
    first = exact - {"source"} or exact
    order = sorted(groups, key=lambda group: (group not in first, GROUPS.index(group)))
    return {group: tuple(sorted(groups[group], key=_rank)) for group in order}


def _rank(hit: Hit) -> tuple[int, int, str]:
    """How well it fits, then how many acts stand behind it, then its code: for acts, the order of time."""
    return hit.tier, -len(hit.entry.acts), hit.entry.code


def _spelt(there: Index, typed: Typed) -> dict[Entry, Tier]:
    """What is spelt or sounds as typed: by its name, and acts by all that they say and are about."""
    named = _named(there, typed)
    return _acts(there, typed, named) | named


def _named(there: Index, typed: Typed) -> dict[Entry, Tier]:
    """The entries of which a code or a name fits."""
    fitting = ((entry, fits(entry, typed)) for entry in there.entries)
    return {entry: tier for entry, tier in fitting if tier is not None}


def _acts(there: Index, typed: Typed, named: Mapping[Entry, Tier]) -> dict[Entry, Tier]:
    """The acts that are about what was typed or say it; of several words, each in one way or the other."""
    if typed.is_one_letter:
        return {}
    about: dict[str, Tier] = {}
    for entry, tier in named.items():
        for code in entry.acts if entry.group in ABOUT else ():
            about[code] = min(tier, about.get(code, tier))
    found = {act: max(about[act.code], Tier.WORD) for act in there.acts if act.code in about}
    parts = typed.parts
    topics = [_about(there, part) for part in parts] if len(parts) > 1 else [frozenset[str]()]
    for act in there.acts:
        if all(act.code in topic or says(act, part) for topic, part in zip(topics, parts, strict=True)):
            found[act] = Tier.WORD
    return found


def _about(there: Index, part: Typed) -> frozenset[str]:
    """The acts about the countries, parties and things that one word names."""
    named = (entry for entry in there.entries if entry.group in ABOUT and entry.acts)
    return frozenset[str]().union(*(entry.acts for entry in named if fits(entry, part) is not None))


def _run_together(there: Index, typed: Typed) -> dict[Entry, Tier]:
    """The acts that answer a run of Chinese as two names, cut where that finds any."""
    if len(typed.text) not in TWO_NAMES or not all(map(HAN.match, typed.text)):
        return {}
    cuts = range(2, len(typed.text) - 1)
    apart = (Typed.of(f"{typed.text[:cut]} {typed.text[cut:]}") for cut in cuts)
    return next((acts for pair in apart if (acts := _acts(there, pair, {}))), {})


def _slipped(there: Index, typed: Typed) -> dict[Entry, Tier]:
    """What was perhaps meant: by its whole name or, of several words, by each; and the acts about it."""
    those = _meant(there, typed.text)
    if len(typed.parts) > 1:
        words = [{*_named(there, part), *_meant(there, part.text)} for part in typed.parts]
        those |= dict.fromkeys(set[Entry].intersection(*words), Tier.SLIP_OF_WORD)
        topics = [frozenset[str]().union(*(entry.acts for entry in word if entry.group in ABOUT)) for word in words]
    else:
        topics = [frozenset[str]().union(*(entry.acts for entry in those if entry.group in ABOUT))]
    acts = frozenset.intersection(*topics)
    return those | {act: Tier.SLIP for act in there.acts if act.code in acts}


def _meant(there: Index, text: str) -> dict[Entry, Tier]:
    """What a word was perhaps meant for: those whose whole name it is go before those with more in their names."""
    found: dict[Entry, Tier] = {}
    for spelling in meant(text, there.spellings):
        for entry in there.spellings[spelling]:
            called = entry.named and any(spelling in (name.joined, name.sound) for name in entry.names)
            whole = called and len(spelling) <= len(joined(text)) + MOST_SLIPS
            tier = Tier.SLIP if whole else Tier.SLIP_OF_WORD
            found[entry] = min(tier, found.get(entry, tier))
    return found
