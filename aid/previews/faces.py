"""Which font draws which sign: the shipped ones, then what is found here, and never an empty box.

Pillow draws sign by sign, left to right, which is right for Latin, Greek, Cyrillic and Chinese and wrong for scripts
whose letters join, stack or run the other way. Those are left out, as is what no font here has.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from PIL import ImageFont
from streamlit import file_util

SHIPPED = Path(__file__).parent / "fonts"
# Streamlit brings the fonts that Noto's Latin letters are taken from, with more letters; Noto has them larger.
STREAMLIT = "static/media"
SCALE = 1.11
SYSTEM = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts",),
}
MOST_FILES = 40
PROBE = 32
# A code point that is no character, so that every font shows its box for it.
NO_CHARACTER = "\U0010fffe"
# Scripts between Devanagari and Mongolian, whose letters stack or change by what stands beside them.
STACKED = re.compile("[\u0900-\u109f\u1700-\u1cff\ua800-\uabff]")


@dataclass(frozen=True)
class Face:
    """One face of a font file, how much larger than asked it is drawn, and the weight of a variable one."""

    file: Path
    index: int = 0
    scale: float = 1.0
    weight: int | None = None


@lru_cache(maxsize=128)
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """A face at a size in pixels. Raises OSError where the file is none that can be drawn."""
    drawn = ImageFont.truetype(
        str(face.file), round(size * face.scale), index=face.index, layout_engine=ImageFont.Layout.BASIC
    )
    if face.weight:
        drawn.set_variation_by_axes([face.weight, *(axis["default"] or 0 for axis in drawn.get_variation_axes()[1:])])
    return drawn


@lru_cache(maxsize=16_384)
def has(face: Face, sign: str) -> bool:
    """Whether a face can draw a sign: it does not show its box for it."""
    try:
        drawn = font(face, PROBE)
        mask = drawn.getmask(sign)
        return (mask.size, bytes(mask)) != _box(face)
    except (OSError, ValueError):
        return False


@lru_cache(maxsize=128)
def _box(face: Face) -> tuple[tuple[int, int], bytes]:
    mask = font(face, PROBE).getmask(NO_CHARACTER)
    return mask.size, bytes(mask)


def can_be_set(sign: str) -> bool:
    """Whether a sign can be drawn by itself, left to right."""
    if sign == " ":
        return True
    if unicodedata.category(sign)[0] in "CMZ" or STACKED.match(sign):
        return False
    return unicodedata.bidirectional(sign) not in ("R", "AL", "AN") and not 0x1F000 <= ord(sign) < 0x20000


def shipped(bold: bool) -> list[Face]:
    """The faces that are here wherever the dashboard is: those for titles, or those for text."""
    own, weight = ("title.woff2", 700) if bold else ("text.woff2", 400)
    wider = ("SourceSerifVariable-Roman*", "SourceSansVF-Upright*") if bold else ("SourceSansVF-Upright*",)
    folder = Path(file_util.get_static_dir()) / STREAMLIT
    files = [file for pattern in wider for file in sorted(folder.glob(pattern))[:1]]
    return [Face(SHIPPED / own), *(Face(file, scale=SCALE, weight=weight) for file in files)]


@cache
def found() -> tuple[Face, ...]:
    """Faces of this system, those that are likely to have most first."""
    folders = [Path(folder).expanduser() for folder in SYSTEM.get(sys.platform, SYSTEM["linux"])]
    files = (
        file
        for folder in folders
        if folder.is_dir()
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc")
    )
    likely = sorted(islice(files, 2000), key=_likelihood)
    # The third face of Noto's collections is that of simplified Chinese.
    return tuple(Face(file, index=2 if "CJK" in file.name else 0) for file in likely[:MOST_FILES])


def _likelihood(file: Path) -> tuple[int, str]:
    wide = ("cjk", "pingfang", "msyh", "wqy", "hansans", "dejavusans.", "arial unicode", "notosans-regular")
    name = file.name.lower()
    return next((place for place, part in enumerate(wide) if part in name), len(wide)), name


def face_for(text: str, bold: bool) -> Face | None:
    """The first face that has every sign of a text; system fonts are looked at only where the shipped ones fail."""
    for face in _in_turn(bold):
        if all(sign == " " or has(face, sign) for sign in text):
            return face
    return None


def _in_turn(bold: bool) -> Iterator[Face]:
    yield from shipped(bold)
    yield from found()


@lru_cache(maxsize=4096)
def runs(word: str, bold: bool) -> tuple[tuple[Face, str], ...]:
    """A word in pieces, each with a face that has all its signs; one face for the whole word where one has it all.

    Signs that nobody has are left out.
    """
    clean = "".join(sign for sign in unicodedata.normalize("NFC", word) if can_be_set(sign))
    if not clean:
        return ()
    whole = face_for(clean, bold)
    if whole:
        return ((whole, clean),)
    pieces: list[tuple[Face, str]] = []
    for sign in clean:
        face = face_for(sign, bold)
        if face and pieces and pieces[-1][0] == face:
            pieces[-1] = (face, pieces[-1][1] + sign)
        elif face:
            pieces.append((face, sign))
    return tuple(pieces)


def drawn_whole(text: str, bold: bool) -> bool:
    """Whether no letter or digit of a text would be left out."""
    told = "".join(piece for _, piece in runs(text, bold))
    letters = [sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign)[0] in "LMN"]
    return all(sign in told for sign in letters) and any(sign.isalnum() for sign in told)
