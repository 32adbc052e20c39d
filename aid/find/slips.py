"""Slips of the hand: which spellings a word may have been meant for."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from aid.find.fold import HAN, joined, syllables

# So many letters forgive one slip, so many two; a shorter word has too many neighbours.
FORGIVES_ONE, FORGIVES_TWO = 4, 8


def meant(text: str, spellings: Iterable[str]) -> list[str]:
    """Those of `spellings` that differ from a folded text by a slip or two, or in Chinese are written as it sounds.

    A letter too many, too few, another one, or two in the wrong order is one slip. The nearest come alone: what is one
    slip away hides what is two away.
    """
    if HAN.search(text):
        # Who types Chinese slips by taking another character of the same sound.
        sounds = "".join(syllables(text))
        return [spelling for spelling in spellings if len(joined(text)) > 1 and _begins(spelling, sounds)]
    word = joined(text)
    if len(word) < FORGIVES_ONE or any(sign.isdigit() for sign in word):
        return []
    most = 2 if len(word) >= FORGIVES_TWO else 1
    away = {spelling: _slips(word, spelling, most) for spelling in spellings}
    nearest = min(away.values(), default=most + 1)
    return [spelling for spelling, slips in away.items() if slips == nearest <= most]


def _begins(spelling: str, sounds: str) -> bool:
    return spelling.isascii() and spelling.startswith(sounds)


def _slips(word: str, spelling: str, most: int) -> int:
    """How many slips part a word from a spelling, or from its beginning where it is half typed; `most` + 1 if more."""
    if len(spelling) < FORGIVES_ONE or HAN.search(spelling):
        return most + 1
    # A first letter is seldom wrong, and a short or unfinished word has little else to be known by.
    same = word[0] == spelling[0]
    if not same and len(word) == FORGIVES_ONE:
        return most + 1
    whole = OSA.distance(word, spelling, score_cutoff=most)
    begun = OSA.distance(word, spelling[: len(word)], score_cutoff=1) if same else most + 1
    return min(whole, begun if begun <= 1 else most + 1)
