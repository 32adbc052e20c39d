"""Workbooks: a front sheet that says what this is, the rows typed, the columns explained. Text is never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import IO, Any
from unicodedata import east_asian_width

import xlsxwriter

# A sheet of Excel holds so many rows, its heading included.
ROWS_OF_A_SHEET = 1_048_576
# Longer text would be refused by Excel, and with it the whole file.
LONGEST_CELL = 32_767
SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}
WIDTHS = {"integer": 12, "number": 14, "boolean": 10, "date": 12, "string": 24}
# Columns whose texts are longer than others’.
WIDER = {"id": 45, "act": 45, "note_en": 60, "note_zh": 60, "caveat_en": 60, "caveat_zh": 60, "source_urls": 45}
EXPLAINED = {
    "sheet": 12,
    "column": 20,
    "type": 10,
    "title": 24,
    "title_zh": 22,
    "description": 60,
    "description_zh": 60,
}
LABELS, TEXTS = 24, 104
A4 = 9
# In points; no row of a sheet may be higher than the last.
LINE, PADDING, HIGHEST = 15.0, 3.0, 409.0
# What fits a width by count of letters needs some more, since lines end before words that do not fit.
LOOSE = 1.08
# A sheet that is wider than so many letters would be too small to read on one page.
ONE_PAGE = 240
INK, PANEL, RULE = "#1F2427", "#F2EDE4", "#DDD5C7"


@dataclass(frozen=True)
class Front:
    """The front sheet: its name, a title, and lines of a label and a text; an empty label goes on with the last."""

    name: str
    title: str
    lines: tuple[tuple[str, str], ...]
    made: datetime
    """What the file says of its making: the same for the same content."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of rows: its name, its columns as a table's description has them, and the rows as plain values."""

    name: str
    fields: Sequence[Mapping[str, Any]]
    rows: Iterable[Mapping[str, Any]]


def workbook(out: IO[bytes], front: Front, sheets: Sequence[Sheet]) -> None:
    """Write a workbook to `out`: front, each sheet, and a last sheet `columns` that explains them."""
    with xlsxwriter.Workbook(out, SAFE) as book:
        book.set_properties({"title": front.title, "created": front.made})
        styles = {
            "title": book.add_format({"bold": True, "font_size": 16, "font_color": INK}),
            "label": book.add_format({"bold": True, "valign": "top", "font_color": INK}),
            "text": book.add_format({"text_wrap": True, "valign": "top", "font_color": INK}),
            "head": book.add_format({"bold": True, "bg_color": PANEL, "bottom": 1, "bottom_color": RULE}),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        }
        _front(book, front, styles)
        for sheet in sheets:
            _rows(book, sheet, styles)
        explained = [{**_text_of(field), "sheet": sheet.name} for sheet in sheets for field in sheet.fields]
        _explained(book, explained, styles)


def _text_of(field: Mapping[str, Any]) -> dict[str, Any]:
    return {name: field.get("name" if name == "column" else name) for name in EXPLAINED}


def _front(book: Any, front: Front, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(front.name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, LABELS)
    sheet.set_column(1, 1, TEXTS)
    _printed(sheet, LABELS + TEXTS)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, front.title, styles["title"])
    for number, (label, text) in enumerate(front.lines, start=2):
        sheet.set_row(number, max(_high(label, LABELS), _high(text, TEXTS)))
        sheet.write_string(number, 0, label, styles["label"])
        sheet.write_string(number, 1, text[:LONGEST_CELL], styles["text"])


def _explained(book: Any, rows: Iterable[Mapping[str, Any]], styles: Mapping[str, Any]) -> None:
    """The sheet that says what each column of the others means."""
    sheet = book.add_worksheet("columns")
    sheet.freeze_panes(1, 2)
    _printed(sheet, sum(EXPLAINED.values()))
    sheet.repeat_rows(0)
    number = 0
    for column, (name, wide) in enumerate(EXPLAINED.items()):
        sheet.set_column(column, column, wide)
        sheet.write_string(0, column, name, styles["head"])
    for number, row in enumerate(rows, start=1):
        texts = [str(row[name] or "") for name in EXPLAINED]
        sheet.set_row(number, max(map(_high, texts, EXPLAINED.values())))
        for column, text in enumerate(texts):
            if text:
                sheet.write_string(number, column, text[:LONGEST_CELL], styles["text"])
    sheet.autofilter(0, 0, max(number, 1), len(EXPLAINED) - 1)


def _high(text: str, width: float) -> float:
    """How high a row must be for a text that is wrapped at a width in letters; a Chinese sign is as wide as two."""
    wide = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
    return min(ceil(wide * LOOSE / width or 1) * LINE + PADDING, HIGHEST)


def _printed(sheet: Any, width: float) -> None:
    """Set a sheet for A4 across: one page wide where it can be read so, else smaller and each with the first column."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    if width <= ONE_PAGE:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(70)
        sheet.repeat_columns(0)


def _rows(book: Any, told: Sheet, styles: Mapping[str, Any]) -> None:
    """The rows on a sheet, going on to a next one where a sheet is full."""
    sheet, number, filled = _headed(book, told, 1, styles), 0, 1
    for row in told.rows:
        number += 1
        if number == ROWS_OF_A_SHEET:
            sheet.autofilter(0, 0, number - 1, len(told.fields) - 1)
            filled += 1
            sheet, number = _headed(book, told, filled, styles), 1
        for column, field in enumerate(told.fields):
            _write(sheet, number, column, row[field["name"]], styles["date"])
    sheet.autofilter(0, 0, max(number, 1), len(told.fields) - 1)


def _headed(book: Any, told: Sheet, part: int, styles: Mapping[str, Any]) -> Any:
    sheet = book.add_worksheet(told.name if part == 1 else f"{told.name} {part}")
    sheet.freeze_panes(1, 1)
    widths = [_wide(field) for field in told.fields]
    _printed(sheet, sum(widths))
    sheet.repeat_rows(0)
    for column, (field, wide) in enumerate(zip(told.fields, widths, strict=True)):
        sheet.set_column(column, column, wide)
        sheet.write_string(0, column, field["name"], styles["head"])
    return sheet


def _wide(field: Mapping[str, Any]) -> int:
    name, codes = field["name"], [str(code["value"]) for code in field.get("categories", ())]
    usual = max(map(len, codes)) + 2 if codes else WIDTHS[field["type"]]
    return max(WIDER.get(name, usual), len(name) + 3)


def _write(sheet: Any, row: int, column: int, value: Any, as_date: Any) -> None:
    """One cell by the type of its value; what is not known is left out."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), as_date)
    else:
        sheet.write_string(row, column, str(value)[:LONGEST_CELL])
