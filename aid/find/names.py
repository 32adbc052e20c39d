"""What one thing may be called: its names, the parts of them that people use, and how those sound."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from aid.find.fold import folded, joined, syllables

# The office before a place's name, and the kind of place behind it: Mito, not the City of Mito.
OFFICE = re.compile(r"^(?:City|City Municipality|Municipality|Province) of ")
PLACE = re.compile(r" (?:Province|Metropolitan City|Metropolitan Government|Region|Department)$")
PLACE_ZH = re.compile(r"(?<=..)(?:广域市|特别市政府|市|省|州|县)$")
# Where a name holds several: "Xinhua / AFPBB News", "Kenoh.com (ケンオー・ドットコム)", 新华社、人民网.
SEVERAL = re.compile(r"\s*[()（）/、;；|]\s*")
# Nobody types the sounds of more.
LONGEST_SOUNDED = 40


@dataclass(frozen=True)
class Name:
    """One name, folded: as it reads, without spaces and, where it is Chinese, in sounds."""

    text: str
    joined: str
    syllables: tuple[str, ...]
    sound: str
    """Its sounds in one word: shuihu."""
    initials: str
    """The first letters of its sounds: sh."""
    later_sounds: str
    """The rest of them from each syllable on but the first, each with a bar before it: |hushi|shi."""

    @classmethod
    def of(cls, text: str, sounded: bool) -> Name:
        """The name that a folded text is."""
        parts = syllables(text) if sounded and len(text) <= LONGEST_SOUNDED else ()
        later = "".join(f"|{''.join(parts[at:])}" for at in range(1, len(parts)))
        return cls(text, joined(text), parts, "".join(parts), "".join(part[0] for part in parts), later)


def names(*given: str | None, sounded: bool = True) -> tuple[Name, ...]:
    """All that a thing with these names may be called, each once, in a fixed order; `sounded`: by its sound too."""
    texts = dict.fromkeys(folded(part) for name in given if isinstance(name, str) for part in _parts(name))
    return tuple(Name.of(text, sounded) for text in texts if text)


def _parts(name: str) -> Iterable[str]:
    """A name whole, each of the names that it holds, and each as people say it for short."""
    for part in (name, *SEVERAL.split(name)):
        yield part
        yield PLACE.sub("", OFFICE.sub("", part))
        yield PLACE_ZH.sub("", part)
