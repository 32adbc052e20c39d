"""Spellings brought together: case, accents, traditional and Japanese characters, punctuation, tones.

What is searched and what is searched for are folded alike, so that either may be written any way. A character is
folded by itself, never by its neighbours: a part of a text folds to a part of the folded text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from opencc import OpenCC

from aid.find.sounds import sounds

# Letters that Unicode does not take apart; and 戸, which OpenCC leaves as Japan writes it.
ALONE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "戸": "户"})
# Dropped, not taken for a gap: people's and peoples, xi'an and xian.
APOSTROPHES = frozenset("'’‘ʼ`´")
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
WITH_TONES = re.compile(r"(?:[a-z]+[1-5] ?)+")


def folded(text: str) -> str:
    """The text in small letters without accents, in simplified characters, its words parted by single spaces."""
    while (once := _folded_once(text)) != text:
        text = once
    return text


def _folded_once(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn").translate(ALONE)
    signs = (_sign(sign) for sign in unicodedata.normalize("NFKC", bare))
    return " ".join("".join(signs).split())


def _sign(sign: str) -> str:
    if HAN.match(sign):
        return _simplified(sign)
    if sign in APOSTROPHES:
        return ""
    return sign if unicodedata.category(sign)[0] in "LN" else " "


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


@cache
def _simplified(sign: str) -> str:
    """A character as the mainland writes it."""
    simple = str(_converter("t2s").convert(sign))
    # A character of the mainland's own is never Japan's: 芸 and 沪 mean other things there.
    if simple == sign and not _of_mainland(sign):
        simple = str(_converter("t2s").convert(_converter("jp2t").convert(sign)))
    return simple if len(simple) == 1 and HAN.match(simple) else sign


def _of_mainland(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def joined(text: str) -> str:
    """A folded text without its spaces."""
    return text.replace(" ", "")


def syllables(text: str) -> tuple[str, ...]:
    """The sounds of a folded text in pinyin without tones: 水户 -> shui, hu; a word in letters counts as one sound.

    Empty where it has no Chinese character. ü is u, which is how many type it.
    """
    if not HAN.search(text):
        return ()
    return tuple(part.replace("v", "u") for sound in sounds(text) for part in sound.split())


def typed_sounds(text: str) -> str:
    """A folded text as typed pinyin, without spaces and tone numbers; empty where it cannot be pinyin."""
    bare = re.sub("[1-5]", "", text) if WITH_TONES.fullmatch(text) else text
    letters = joined(bare).replace("v", "u")
    return letters if re.fullmatch("[a-z0-9]+", letters, re.ASCII) else ""
