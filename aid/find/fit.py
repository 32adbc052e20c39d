"""How well a name fits what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from aid.find.fold import HAN, folded, joined, typed_sounds
from aid.find.index import Entry
from aid.find.names import Name

# Shorter beginnings of words stand in nearly every note.
SHORTEST_WORD = 3
# One letter is no sound, and three in the middle of a word are chance: mit of committee.
SHORTEST_SOUND, SHORTEST_WITHIN = 2, 4
SHORTEST_DATE = len("2020-0")
# They part other words and say nothing.
PARTING = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"})


class Tier(IntEnum):
    """How well a name fits, the best first."""

    EXACT = 0
    PREFIX = 1
    WORD = 2
    SOUND = 3
    ALL_INITIALS = 4
    SOUND_PREFIX = 5
    INITIALS = 6
    WITHIN = 7
    SLIP = 8
    SLIP_OF_WORD = 9


@dataclass(frozen=True)
class Typed:
    """What was typed: as a code is spelt, and folded."""

    code: str
    text: str

    @classmethod
    def of(cls, query: str) -> Typed:
        """What a reader typed, or a part of it."""
        return cls(query.strip().casefold(), folded(query))

    @cached_property
    def parts(self) -> tuple[Typed, ...]:
        """Its words, each once, without those that only part the others."""
        words = dict.fromkeys(self.code.split())
        telling = [Typed.of(word) for word in words if word not in PARTING]
        return tuple(part for part in telling if part.text) or (self,)

    @cached_property
    def begun(self) -> tuple[str, ...]:
        """Its words, each with a space before it, as words of a text begin."""
        return tuple(f" {word}" for word in dict.fromkeys(self.text.split()))

    @cached_property
    def joined(self) -> str:
        """The text without its spaces."""
        return joined(self.text)

    @cached_property
    def sounds(self) -> str:
        """The text as typed pinyin; empty where it cannot be or is too short."""
        sounds = typed_sounds(self.text)
        return sounds if len(sounds) >= SHORTEST_SOUND else ""

    @cached_property
    def is_telling(self) -> bool:
        """Whether a later word that begins so was meant: two letters are more likely the first of two sounds."""
        return len(self.joined) >= SHORTEST_WORD or self.is_chinese

    @cached_property
    def is_long(self) -> bool:
        """Whether it says enough to be looked for within names."""
        return len(self.joined) >= SHORTEST_WITHIN or self.is_chinese

    @cached_property
    def is_chinese(self) -> bool:
        """Whether it has a Chinese character."""
        return HAN.search(self.text) is not None

    @property
    def is_one_letter(self) -> bool:
        """Whether it says too little to be looked for in acts."""
        return len(self.joined) == 1 and not self.is_chinese


def fits(entry: Entry, typed: Typed) -> Tier | None:
    """How well what was typed fits an entry by its code or the best of its names; None where it does not."""
    if typed.code in entry.codes:
        return Tier.EXACT
    tiers = [tier for name in entry.names if (tier := fit(name, typed)) is not None]
    if len(typed.code) >= SHORTEST_WORD and any(code.startswith(typed.code) for code in entry.codes):
        tiers.append(Tier.PREFIX)
    if not tiers:
        return None
    best = min(tiers)
    if entry.group == "country" and not entry.acts:
        # Of the many without an act only those that were surely meant.
        return best if best in (Tier.EXACT, Tier.PREFIX, Tier.SOUND) else None
    # The beginning of an act's id is its date, which other acts share; an unnamed party's name is its country's.
    return max(best, Tier.WORD) if entry.group == "act" or not entry.named else best


def fit(name: Name, typed: Typed) -> Tier | None:
    """How well a name fits what was typed; None where it does not."""
    if name.joined.startswith(typed.joined):
        return Tier.EXACT if name.joined == typed.joined else Tier.PREFIX
    spaced = f" {name.text}"
    begins = all(begun in spaced for begun in typed.begun)
    if begins and typed.is_telling:
        return Tier.WORD
    if name.sound and typed.sounds and (tier := _sounding(name, typed.sounds)) is not None:
        return tier
    return Tier.WITHIN if begins or (typed.is_long and typed.joined in name.joined) else None


def _sounding(name: Name, sounds: str) -> Tier | None:
    if name.sound == sounds:
        return Tier.SOUND
    if name.initials == sounds:
        return Tier.ALL_INITIALS
    if name.sound.startswith(sounds):
        return Tier.SOUND_PREFIX
    if sounds[0] == name.sound[0] and abbreviates(sounds, name.syllables):
        return Tier.INITIALS
    return Tier.WITHIN if len(sounds) >= SHORTEST_WITHIN and f"|{sounds}" in name.later_sounds else None


def abbreviates(sounds: str, syllables: tuple[str, ...]) -> bool:
    """Whether letters are the beginnings of the first syllables one after the other, as input methods take them.

    sh, shh, shuih are all 水户.
    """
    reached = {0}
    for syllable in syllables:
        if len(sounds) in reached:
            break
        reached = {
            start + length
            for start in reached
            for length in range(1, len(syllable) + 1)
            if sounds.startswith(syllable[:length], start)
        }
    return len(sounds) in reached


def says(act: Entry, word: Typed) -> bool:
    """Whether a word stands in an act: Chinese anywhere, a number as it is, letters at the beginning of a word."""
    if len(word.code) >= SHORTEST_DATE and act.date.startswith(word.code):
        return True
    if word.is_chinese:
        return len(word.joined) > 1 and word.joined in joined(act.text)
    if word.text.isdigit():
        return f" {word.text} " in f"{act.text} "
    return len(word.text) >= SHORTEST_WORD and f" {word.text}" in act.text
