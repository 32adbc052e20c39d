"""Setting type on a picture: how wide a text is, where it breaks, how large it may be, and drawing it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

from babel import Locale
from PIL import ImageDraw

from aid.previews.faces import Face, font, runs

# A word of other scripts, a space, or one Chinese sign.
WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
TOKEN = re.compile(rf"\s+|[{WIDE}]|[^\s{WIDE}]+")
NEVER_FIRST = "、，。：；！？）》」』”’…·,.:;!?)"
NEVER_LAST = "（《「『“‘("
# Where Chinese breaks well: after a stop; after a number of things; after what most often ends a word of a title.
STOP = "：、，；。·"
COUNTED = re.compile(r"[\d万亿][只件副套双个顶支瓶名元]$")
WORD_END = "的省府馆司院市国会"
RUNS_ON = {"市": "长民场区", "国": "际家民人", "会": "议长见谈"}
# Words of titles that are not to be broken, beside the names of countries.
WORDS = (
    "政府 外交部 卫生部 大使馆 总领事馆 医院 大学 友好 高校 议会 协会 委员会 组织 机构 公民 官员 专家 视频会议 "
    "来信 致谢 致函 所赠 所属 未注明 受赠方 捐赠方 收信方 来信方 一次性 外科 "
    "口罩 防护服 防护面罩 隔离衣 护目镜 手套 额温枪 医用 医疗 物资"
)
LEADING = 1.22
# What no sum of good breaks comes to, and what a break within a word costs.
UNFIT, WITHIN = 100.0, 1.2
# What one more line than a text needs may cost.
ONE_MORE = 0.5


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


def balanced(text: str, style: Style, room: float, most_lines: int) -> list[str]:
    """The text in lines about as long as one another and broken between words: as few as it needs, or one more."""
    lines = wrapped(text, style, room)
    if len(lines) < 2:
        return lines
    tokens = _tokens(text, style, room)
    wide = [width(token, style) for token in tokens]
    ways = [_best(tokens, wide, count, room) for count in range(len(lines), min(len(lines) + 1, most_lines) + 1)]
    return min((way for way in ways if way[1]), key=lambda way: way[0] + ONE_MORE * len(way[1]), default=(0, lines))[1]


def _best(tokens: list[str], wide: list[float], lines: int, room: float) -> tuple[float, list[str]]:
    """The tokens in so many lines at the least cost in unevenness and bad breaks, and that; none where no way fits."""
    even, reached, bad = sum(wide) / lines, [0.0, *accumulate(wide)], _badness(tokens)
    # By the number of tokens set: the cost of the best way into the lines so far, and where these end.
    ways: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for _ in range(lines):
        further: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in ways.items():
            for end in range(start + 1, len(tokens) + 1):
                # One stop may hang over the edge.
                reach = reached[end - (tokens[end - 1] in NEVER_FIRST)] - reached[start]
                if reach > room and not tokens[end - 1].isspace():
                    break
                alone = len("".join(tokens[start : min(end, start + 3)]).strip()) < 2
                whole = cost + (reach / even - 1) ** 2 + bad[end] + 5 * alone
                if whole < further.get(end, (UNFIT, []))[0]:
                    further[end] = (whole, [*ends, end])
        ways = further
    cost, ends = ways.get(len(tokens), (UNFIT, []))
    return cost, ["".join(tokens[start:end]).strip() for start, end in pairwise(ends)]


def _badness(tokens: list[str]) -> list[float]:
    """How bad it is to break after so many tokens: nothing at all at either end, and much within a word."""
    places, whole = list(accumulate((len(token) for token in tokens), initial=0)), "".join(tokens)
    within = {place for word in _words().finditer(whole) for place in range(word.start() + 1, word.end())}
    between = [WITHIN if place in within else _parted(whole[:place], whole[place:]) for place in places[1:-1]]
    return [0.0, *between, 0.0]


@cache
def _words() -> re.Pattern[str]:
    names = sorted({*WORDS.split(), *Locale.parse("zh").territories.values()}, key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in names if not name.isascii()))


def _parted(before: str, after: str) -> float:
    """How bad a break is between two texts, neither of them empty."""
    last, first = before[-1], after[0]
    if first in NEVER_FIRST or last in NEVER_LAST:
        return UNFIT
    if last.isspace() or first.isspace() or last in STOP or first in NEVER_LAST:
        return 0.0
    if COUNTED.search(before) or (last in WORD_END and first not in RUNS_ON.get(last, "")) or first == "和":
        return 0.1
    return WITHIN if last.isdigit() or first == "的" else 0.6


def _ill_broken(lines: Sequence[str]) -> bool:
    """Whether a line begins with what never stands first or ends with what never stands last."""
    return any(_parted(line, after) >= UNFIT for line, after in pairwise(lines))


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
        if len(lines) > most_lines:
            continue
        told = balanced(text, style, room, most_lines)
        # A word is broken, or a stop set first on a line, only where there is no other way at any size.
        whole = all(width(word, style) <= room for word in TOKEN.findall(text)) and not _ill_broken(told)
        if whole or size == sizes[-1]:
            return Fitted(style, tuple(told), cut=not whole)
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
