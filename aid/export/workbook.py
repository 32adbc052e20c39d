"""Workbooks: a front sheet that says what this is, the rows typed, the columns explained. Text is never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

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
EXPLAINED = ("sheet", "column", "type", "title", "title_zh", "description", "description_zh")
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
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        _front(book, front, styles)
        for sheet in sheets:
            _rows(book, sheet, styles)
        explained = [{**_text_of(field), "sheet": sheet.name} for sheet in sheets for field in sheet.fields]
        columns = [{"name": name, "type": "string"} for name in EXPLAINED]
        _rows(book, Sheet("columns", columns, explained), styles)


def _text_of(field: Mapping[str, Any]) -> dict[str, Any]:
    return {name: field.get("name" if name == "column" else name) for name in EXPLAINED}


def _front(book: Any, front: Front, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(front.name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, front.title, styles["title"])
    for number, (label, text) in enumerate(front.lines, start=2):
        sheet.write_string(number, 0, label, styles["label"])
        sheet.write_string(number, 1, text[:LONGEST_CELL], styles["text"])


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
    for column, field in enumerate(told.fields):
        sheet.set_column(column, column, max(WIDTHS[field["type"]], len(field["name"]) + 3))
        sheet.write_string(0, column, field["name"], styles["head"])
    return sheet


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
