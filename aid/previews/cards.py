"""The picture that stands beside a shared link: 1200 by 630 pixels, drawn from the table.

On the left the name in both languages, on the right what came (a circle, above) and what went (a diamond, below).
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from PIL import Image, ImageDraw

from aid.previews.facts import Facts, Mark, of_act, of_country, of_site
from aid.previews.setting import Fitted, Style, draw, draw_lines, fitted
from aid.table import Ledger
from aid.words import words

WIDTH, HEIGHT = 1200, 630
FINE = 3  # shapes are drawn larger, then reduced: smooth edges
PAPER, INK, SOFT, RULE = "#FBF8F3", "#1F2427", "#655F55", "#DDD5C7"
FULL = {"inbound": "#DB7039", "outbound": "#0B8B78"}
PALE = {"inbound": "#F8DFCF", "outbound": "#CFE6E0"}
DEEP = {"inbound": "#AC5019", "outbound": "#0A7767"}
# The middle of each mark, and how far it reaches.
PLACES = {"inbound": (858, 190, 134), "outbound": (994, 428, 172)}
LEFT, ROOM = 72, 600
# The names stand between the brand and the line below.
HIGHEST, LOWEST, GAP = 128, 512, 20
ONE_LINE, LINES = (116, 106, 96, 86, 78), (84, 76, 68, 60, 54, 48, 43, 38, 34)
OTHER_SIZES = (50, 44, 38, 33, 29)
FIGURE_SIZES, WORD_SIZES = (108, 96, 84, 72, 60, 50, 42), (60, 54, 48, 42)
# The foot has more room than the names, since the diamond narrows there.
FOOT, NOTE_ROOM, NOTE_SIZES = 548, 830, (28, 27, 26, 25, 24, 23, 22, 21, 20)
LABEL_SIZES, LABEL_LINE, LABEL_GAP = (26, 24, 22, 20, 18, 16), 30, 4
# One card at a time: fonts are not to be drawn with from two threads, and a crowd is not to take the whole machine.
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Card:
    """Which card is asked for; two are the same that are of the same table's bytes."""

    digest: str
    lang: str
    country: str | None
    act: str | None
    ledger: Ledger = field(compare=False, repr=False)


def png(ledger: Ledger, lang: str, *, country: str | None = None, act: str | None = None) -> bytes:
    """The card of an act, of a country, or else of the site. Raises KeyError for an act that there is not."""
    return _png(Card(ledger.digest, lang, country, act, ledger))


@lru_cache(maxsize=512)
def _png(card: Card) -> bytes:
    own, other = words(card.lang, card.ledger), words("zh" if card.lang == "en" else "en", card.ledger)
    if card.act:
        facts = of_act(card.act, card.ledger, own, other)
    elif card.country:
        facts = of_country(card.country, card.ledger, own, other)
    else:
        facts = of_site(card.ledger, own, other)
    with _one_at_a_time:
        picture = drawn(facts)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def drawn(facts: Facts) -> Image.Image:
    """A card as a picture."""
    picture = _ground(facts)
    pen = ImageDraw.Draw(picture)
    _brand(pen, facts.brand)
    title, other = _names(facts)
    height = title.height + (GAP + other.height if other else 0)
    # A little above the middle.
    top = HIGHEST + (LOWEST - HIGHEST - height) * 0.45
    draw_lines(pen, (LEFT, top), title)
    if other:
        draw_lines(pen, (LEFT, top + title.height + GAP), other)
    draw_lines(pen, (LEFT, FOOT if len(facts.note) == 1 else FOOT - 10), _noted(facts.note))
    for mark in facts.marks:
        _told(pen, mark)
    return picture


def _noted(lines: tuple[str, ...]) -> Fitted:
    """The lines at the foot, all of one size: the largest at which the longest fits."""
    longest = max(lines, key=len)
    size = fitted(longest, False, SOFT, NOTE_SIZES, NOTE_ROOM, 1).style.size
    each = [fitted(line, False, SOFT, (size,), NOTE_ROOM, 1) for line in lines]
    return Fitted(each[0].style, tuple(text for line in each for text in line.lines))


def _names(facts: Facts) -> tuple[Fitted, Fitted | None]:
    """The title and the same in the other language, as large as there is room for; a short title in one line."""
    for sizes, lines in ((ONE_LINE, 1), (LINES, 5)):
        for size in sizes:
            title = fitted(facts.title, True, INK, (size,), ROOM, lines)
            smaller = [other for other in OTHER_SIZES if other <= size * 0.66] or OTHER_SIZES[-1:]
            other = fitted(facts.other, True, SOFT, smaller, ROOM, 3) if facts.other else None
            height = title.height + (GAP + other.height if other else 0)
            if not title.cut and height <= LOWEST - HIGHEST:
                return title, other
    # Too long for both: the title alone.
    return fitted(facts.title, True, INK, LINES[-1:], ROOM, 8), None


def _ground(facts: Facts) -> Image.Image:
    """Paper with the marks, and the small pair of them beside the brand."""
    picture = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), PAPER)
    pen = ImageDraw.Draw(picture)
    given = {mark.direction: mark for mark in facts.marks}
    for direction, (x, y, reach) in PLACES.items():
        mark = given.get(direction)
        _shape(pen, direction, x, y, reach, _fill(mark, direction))
    if facts.brand:
        _shape(pen, "inbound", LEFT + 15, 76, 15, FULL["inbound"])
        _shape(pen, "outbound", LEFT + 52, 76, 18, FULL["outbound"])
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _fill(mark: Mark | None, direction: str) -> str:
    if mark is None:
        return "#F2EDE4"
    return FULL[direction] if mark.full else PALE[direction]


def _shape(pen: ImageDraw.ImageDraw, direction: str, x: float, y: float, reach: float, fill: str) -> None:
    x, y, reach = x * FINE, y * FINE, reach * FINE
    if direction == "inbound":
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=fill)
    else:
        pen.polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], fill=fill)


def _brand(pen: ImageDraw.ImageDraw, brand: str) -> None:
    if brand:
        draw(pen, (LEFT + 86, 87), brand, Style(True, 30, INK))


def _told(pen: ImageDraw.ImageDraw, mark: Mark) -> None:
    """The figure of a mark and what it counts, in the middle of its shape."""
    x, y, reach = PLACES[mark.direction]
    colour = PAPER if mark.full else DEEP[mark.direction]
    sizes, room = (FIGURE_SIZES if mark.is_number else WORD_SIZES), _room(mark.direction, reach * 0.4)
    figure = fitted(mark.figure, True, colour, sizes, room, 1)
    if figure.cut:
        figure = fitted(mark.figure, True, colour, WORD_SIZES, room, 2)
    tall = figure.height if len(figure.lines) > 1 else figure.style.size
    top = y - (tall + LABEL_GAP + LABEL_LINE * len(mark.label)) / 2 - 8
    draw_lines(pen, (x, top), figure, centred=True)
    for place, line in enumerate(mark.label):
        foot = top + tall + LABEL_GAP + LABEL_LINE * (place + 0.8)
        small = fitted(line, False, colour, LABEL_SIZES, _room(mark.direction, foot - y), 1)
        draw(pen, (x, foot), small.lines[0], small.style, centred=True)


def _room(direction: str, off: float) -> float:
    """How wide a line may be in a shape, so many pixels off its middle."""
    reach = PLACES[direction][2]
    half = math.sqrt(max(0.0, reach**2 - off**2)) if direction == "inbound" else reach - abs(off)
    return 2 * half - 28
