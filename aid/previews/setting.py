"""Setting type on a picture: how wide a text is, where it breaks, how large it may be, and drawing it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from aid.previews.faces import Face, font, runs

# A word of other scripts, a space, or one Chinese sign.
WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
TOKEN = re.compile(rf"\s+|[{WIDE}]|[^\s{WIDE}]+")
NEVER_FIRST = "、，。：；！？）》」』”’…·,.:;!?)"
NEVER_LAST = "（《「『“‘("
LEADING = 1.22


@dataclass(frozen=True)
class Style:
    """How a text is set: its face, its size in pixels, its colour."""

    bold: bool
    size: int
    colour: str


@dataclass(frozen=True)
class Fitted:
    """Lines of a text at the size at which they fit."""

    style: Style
    lines: tuple[str, ...]
    cut: bool = False

    @property
    def height(self) -> int:
        """From the top of the first line to the foot of the last, in pixels."""
        return round(len(self.lines) * self.style.size * LEADING)


def width(text: str, style: Style) -> float:
    """How wide a line is, in pixels."""
    return sum(font(face, style.size).getlength(piece) for face, piece in _pieces(text, style))


def _pieces(text: str, style: Style) -> list[tuple[Face, str]]:
    return [run for token in TOKEN.findall(text) for run in runs(token, style.bold)]


def wrapped(text: str, style: Style, room: float) -> list[str]:
    """The text in lines no wider than `room`; a word that is wider alone is broken."""
    lines = [""]
    for token in _tokens(text, style, room):
        bare = not lines[-1]
        if bare and token.isspace():
            continue
        fits = width(lines[-1] + token.rstrip(), style) <= room
        # One stop may hang over the edge.
        hangs = token in NEVER_FIRST and width(lines[-1], style) <= room
        if bare or fits or hangs:
            lines[-1] += token
            continue
        carried = lines[-1][-1] if lines[-1][-1] in NEVER_LAST and len(lines[-1]) > 1 else ""
        if carried:
            lines[-1] = lines[-1][:-1]
        lines.append(carried + ("" if token.isspace() else token))
    return [line.strip() for line in lines if line.strip()]


def balanced(text: str, style: Style, room: float) -> list[str]:
    """The text in no more lines than it needs, all about as long as one another."""
    lines = wrapped(text, style, room)
    narrow = room
    while len(lines) > 1 and narrow > room / 2:
        narrow -= room / 40
        closer = wrapped(text, style, narrow)
        if len(closer) > len(lines) or any(width(word, style) > narrow for word in TOKEN.findall(text)):
            break
        lines = closer
    return lines


def _tokens(text: str, style: Style, room: float) -> list[str]:
    tokens = []
    for token in TOKEN.findall(text):
        while len(token) > 1 and width(token, style) > room:
            # An estimate that is made smaller until it fits.
            cut = max(1, int(len(token) * room / width(token, style)))
            while cut > 1 and width(token[:cut], style) > room:
                cut -= 1
            tokens.append(token[:cut])
            token = token[cut:]
        tokens.append(token)
    return tokens


def fitted(text: str, bold: bool, colour: str, sizes: Sequence[int], room: float, most_lines: int) -> Fitted:
    """The text at the first of the sizes at which it takes no more lines than allowed; cut where none will do."""
    for size in sizes:
        style = Style(bold, size, colour)
        lines = wrapped(text, style, room)
        # A word is broken only where it is too wide at every size.
        whole = all(width(word, style) <= room for word in TOKEN.findall(text))
        if len(lines) <= most_lines and (whole or size == sizes[-1]):
            return Fitted(style, tuple(balanced(text, style, room)), cut=not whole)
    last = lines[most_lines - 1]
    while last and width(last + "…", style) > room:
        last = last[:-1]
    return Fitted(style, (*lines[: most_lines - 1], last.rstrip(" ，、,") + "…"), cut=True)


def draw(pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, style: Style, *, centred: bool = False) -> None:
    """Draw a line: its left end, or its middle, and its foot are at `at`."""
    x, y = at
    if centred:
        x -= width(text, style) / 2
    for face, piece in _pieces(text, style):
        drawn = font(face, style.size)
        pen.text((x, y), piece, font=drawn, fill=style.colour, anchor="ls")
        x += drawn.getlength(piece)


def draw_lines(pen: ImageDraw.ImageDraw, at: tuple[float, float], text: Fitted, *, centred: bool = False) -> None:
    """Draw lines one under the other; `at` is the top of the first."""
    for place, line in enumerate(text.lines):
        foot = at[1] + text.style.size * (0.92 + place * LEADING)
        draw(pen, (at[0], foot), line, text.style, centred=centred)
