"""How high a sheet is when it is set in one way, in millimetres: reckoned line by line, without a browser.

A browser test holds it against what a browser makes of the same sheet.
"""

from __future__ import annotations

from math import ceil

from aid.charts import strip
from aid.charts.lettering import ems, fitted
from aid.printed.content import Act, Sheet
from aid.printed.ladder import Density

POINT = 0.3528
# The page within its margins, in millimetres.
WIDTH, HEIGHT = 188.0, 277.0
COLUMN_GAP = 6.0
# The columns of the table of acts in parts of its width: date, kind, way, what it held, confidence, sources.
COLUMNS = (0.15, 0.12, 0.3, 0.24, 0.11, 0.08)
SHORT_NOTE = 34.0


def height(sheet: Sheet, density: Density) -> float:
    """How high the sheet is when it is set so, in millimetres."""
    return sum(blocks(sheet, density).values())


def blocks(sheet: Sheet, density: Density) -> dict[str, float]:
    """The height of each block of the sheet, with the gap after it."""
    gap = density.gap * POINT
    high = {"head": _head(sheet, density), "figures": _figures(sheet, density)}
    if sheet.acts:
        high["thread"] = _thread(sheet, density)
        high["acts"] = _heading(density) + (_table(sheet, density) if density.table else _entries(sheet, density))
        high["sources"] = _heading(density) + _sources(sheet, density)
    else:
        high["nothing"] = lines(sheet.nothing, WIDTH, density.size) * density.size * POINT * density.line
    return {name: size + gap for name, size in high.items()} | {"foot": _foot(sheet, density)}


def remark(act: Act, density: Density) -> str:
    """The note of an act as it is told on this step."""
    if density.remarks == "none":
        return ""
    return shortened(act.note) if density.remarks == "short" else act.note


def shortened(note: str) -> str:
    """A note cut at the end of a word to `SHORT_NOTE` ems, with an ellipsis."""
    cut = fitted(note, SHORT_NOTE)
    if cut == note or " " not in cut[len(cut) // 2 :]:
        return cut
    return cut[: cut.rindex(" ")].rstrip(",;:") + "…"


def lines(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes at a size in points within a width; half a word of each is lost at its end."""
    wide = ems(text) * (1.06 if bold else 1.0) * size * POINT
    if wide <= width:
        return 1
    lost = (1.15 if " " in text else 0.5) * size * POINT
    return ceil(wide / (width - lost))


def _heading(density: Density) -> float:
    return density.head * POINT * 1.6


def _head(sheet: Sheet, density: Density) -> float:
    big = density.head * POINT
    finding = lines(sheet.finding, WIDTH, density.head * 1.35, bold=True) * big * 1.35 * 1.25
    return density.fine * POINT * 2 + big * 2.6 * 1.25 + finding + density.size * POINT * (density.line + 0.6)


def _figures(sheet: Sheet, density: Density) -> float:
    width = WIDTH / max(len(sheet.figures), 1) - 4
    fine = density.fine * POINT * (density.line - 0.04)
    tallest = 0.0
    for figure in sheet.figures:
        told = lines(figure.name, width, density.fine, bold=True) + lines(figure.note, width, density.fine)
        tallest = max(tallest, told * fine + sum(_value(*each, width, density) for each in figure.values))
    return tallest + density.fine * POINT * 1.4


def _value(direction: str | None, value: str, unit: str, width: float, density: Density) -> float:
    """One value of a figure with its unit beside it or, where there is no room, below."""
    figure = (ems(value) + (0.85 if direction else 0.0)) * density.value * POINT
    beside = figure + (ems(unit) + 0.5) * density.fine * POINT <= width
    below = 0 if beside else lines(unit, width, density.fine)
    return (density.value * 1.25 + below * density.fine * (density.line - 0.04)) * POINT


def _thread(sheet: Sheet, density: Density) -> float:
    fine = density.fine * POINT
    high = _heading(density) + strip.height(sheet.rows, WIDTH, density.strip * POINT)
    high += lines(sheet.reading, WIDTH, density.fine) * fine * (density.line - 0.04) + fine * 0.6
    if density.returns:
        each = sum(lines(told, WIDTH - 4, density.size) for told in sheet.returns)
        high += each * density.size * POINT * density.line + density.size * POINT * 0.5
    return high


def _table(sheet: Sheet, density: Density) -> float:
    line = density.size * POINT * density.line
    high = line * 1.4
    for act in sheet.acts:
        cells = (act.when, "___ " + act.kind, act.way, act.held, act.confidence, act.sources)
        high += line * max(
            lines(text, WIDTH * share - density.size * POINT * 0.9, density.size, bold=place == 2)
            for place, (text, share) in enumerate(zip(cells, COLUMNS, strict=True))
        )
        told = " ".join(part for part in (remark(act, density), _caveat(act, density)) if part)
        if told:
            high += lines(told, WIDTH * (1 - COLUMNS[0]) - 1, density.size) * line
        high += density.size * POINT * 0.95
    return high


def _caveat(act: Act, density: Density) -> str:
    return f"Uncertain: {act.caveat}" if density.remarks == "whole" and act.caveat else ""


def _entries(sheet: Sheet, density: Density) -> float:
    width = (WIDTH - COLUMN_GAP) / 2
    line = density.size * POINT * density.line
    each = []
    for act in sheet.acts:
        told = f"___ {act.way} · {act.kind} · {act.when} · {act.held}. {remark(act, density)} {_caveat(act, density)}"
        told += f" Confidence: {act.confidence} [{act.sources}]"
        each.append(lines(told, width, density.size) * line + density.size * POINT * 0.5)
    return _in_columns(each)


def _in_columns(each: list[float]) -> float:
    """The height of entries that are not broken, in two columns filled evenly."""
    whole = sum(each)
    reached = [0.0]
    for high in each:
        reached.append(reached[-1] + high)
    return min(max(before, whole - before) for before in reached)


def _sources(sheet: Sheet, density: Density) -> float:
    line = density.fine * POINT * (density.line - 0.04)
    told = [
        f"{one.number} {one.publisher}, {one.title + ': ' if density.titles else ''}{one.published}, {one.url}"
        for one in sheet.sources
    ]
    width = (WIDTH - COLUMN_GAP) / 2
    if density.running:
        return (ceil(sum(ems(text + "   ") for text in told) * density.fine * POINT * 1.04 / width / 2) + 1) * line
    if density.close:
        room = width - density.fine * POINT * 2.4
        return _in_columns([ceil(ems(text) * density.fine * POINT / room) * line for text in told])
    each = [lines(text, width - density.fine * POINT * 2.2, density.fine) * line for text in told]
    return _in_columns([high + density.fine * POINT * 0.25 for high in each])


def _foot(sheet: Sheet, density: Density) -> float:
    fine = density.fine * POINT
    width = WIDTH - density.qr - 6
    told = lines(" ".join((sheet.unknown, *sheet.rules)), width, density.fine)
    told += lines(sheet.cut[density.remarks], width, density.fine, bold=True) if density.cut else 0
    told += lines(sheet.address, width, density.fine, bold=True) + 1
    return max(told * fine * (density.line - 0.04) + fine * 0.3, density.qr) + fine * 0.8
