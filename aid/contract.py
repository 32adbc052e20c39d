"""What the descriptor states of the table, and where the cells do not keep to it.

Cells are judged as text, so that a problem shows what the curator wrote.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from aid.cells import explained
from aid.spreadsheet import Sheet

Sheets = Mapping[str, Sheet]
Place = tuple[str, int, str]  # table, row, column

VAGUE_DATES = {("acts", "date"), ("claims", "as_of")}
# So many digits of a decimal number outlive its way through a binary one; more may come out as others.
EXACT_DIGITS = 15
FORMS = {
    "string": ("text in one line", r"[^\r\n]*"),
    "boolean": ("text in one line", r"[^\r\n]*"),
    "integer": ("a whole number in digits", r"-?[0-9]{1,18}"),
    "number": ("a number in digits", r"-?[0-9]{1,18}(\.[0-9]{1,18})?"),
    "date": ("a date as 2020-05-21", r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "vague date": ("a date as 2020-05-21, 2020-05 or 2020", r"[0-9]{4}(-[0-9]{2}){0,2}"),
}


def faults(table: Any, sheets: Sheets) -> Iterator[tuple[Place, str]]:
    """Where a table breaks its part of the descriptor, and what was expected there."""
    name, schema = table["name"], table["schema"]
    return chain(
        _cell_faults(name, schema, sheets[name]),
        _key_faults(name, schema, sheets[name]),
        _link_faults(name, schema, sheets),
    )


def kind_of(table: str, fact: Mapping[str, Any]) -> str:
    """The type of a column: as the descriptor has it, or `vague date` for dates of reduced precision."""
    return "vague date" if (table, fact["name"]) in VAGUE_DATES else str(fact["type"])


def span(text: str) -> tuple[date, date, str]:
    """The first and the last day that a date may mean, and its precision: day, month or year.

    Raises ValueError for a day that the calendar does not have.
    """
    year, *rest = map(int, text.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if len(rest) == 1:
        first = date(year, rest[0], 1)
        return first, first.replace(day=monthrange(year, rest[0])[1]), "month"
    return date(year, *rest), date(year, *rest), "day"


def _cell_faults(table: str, schema: Any, sheet: Sheet) -> Iterator[tuple[Place, str]]:
    for fact in schema["fields"]:
        column, kind = fact["name"], kind_of(table, fact)
        for row, cells in sheet.rows.items():
            expected = None if sheet.unsure(row, column) else _expected(cells[column], kind, fact)
            if expected:
                yield (table, row, column), expected


def _expected(cell: str, kind: str, fact: Mapping[str, Any]) -> str | None:
    """What should stand in a cell instead of what does; None if nothing is wrong with it."""
    limits = fact.get("constraints", {})
    allowed = fact["trueValues"] + fact["falseValues"] if kind == "boolean" else limits.get("enum")
    form, pattern = FORMS[kind]
    if allowed:
        form = f"one of {', '.join(allowed)}"
    if not cell:
        return form if limits.get("required") else None
    if allowed:
        return None if cell in allowed else form
    if not re.fullmatch(pattern, cell):
        return form + explained(cell, kind)
    if kind == "number" and len(re.sub("[-.]", "", cell).lstrip("0")) > EXACT_DIGITS:
        return f"a number of at most {EXACT_DIGITS} digits, since programs round longer ones"
    if kind in ("date", "vague date"):
        try:
            span(cell)
        except ValueError:
            return "a day that the calendar has"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], cell):
        return f"{form} of the form {limits['pattern']}"
    number = kind in ("integer", "number")
    if "minimum" in limits and (float(cell) < limits["minimum"] if number else cell < limits["minimum"]):
        return f"{form}, {limits['minimum']} or more"
    if "maximum" in limits and (float(cell) > limits["maximum"] if number else cell > limits["maximum"]):
        return f"{form}, {limits['maximum']} or less"
    return None


def _key_faults(table: str, schema: Any, sheet: Sheet) -> Iterator[tuple[Place, str]]:
    keys = [schema["primaryKey"]] if "primaryKey" in schema else []
    keys += schema.get("uniqueKeys", [])
    keys += [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    for key in keys:
        first_seen: dict[tuple[str, ...], int] = {}
        for row, cells in sheet.rows.items():
            values = tuple(cells[column] for column in key)
            if any(values) and not any(sheet.unsure(row, column) for column in key):
                seen = first_seen.setdefault(values, row)
                if seen != row:
                    yield (table, row, key[-1]), f"{' and '.join(key)} not to repeat what row {seen} has"


def _link_faults(table: str, schema: Any, sheets: Sheets) -> Iterator[tuple[Place, str]]:
    links = [
        (link["fields"][0], link["reference"]["resource"], link["reference"]["fields"][0], None)
        for link in schema.get("foreignKeys", [])
    ]
    lists = [(fact["name"], fact["listOf"]) for fact in schema["fields"] if "listOf" in fact]
    links += [(name, of["resource"], of["field"], of["separator"]) for name, of in lists]
    sheet = sheets[table]
    for column, other, target, separator in links:
        if not sheets[other].whole(target):
            continue
        known = {cells[target] for cells in sheets[other].rows.values()}
        for row, cells in sheet.rows.items():
            values = cells[column].split(separator) if separator else [cells[column]]
            if not cells[column] or sheet.unsure(row, column):
                continue
            if lost := [value for value in values if value not in known]:
                yield (table, row, column), f"{target} of a row in {sheets[other].file}; {lost[0]!r} is none"
            elif len(set(values)) < len(values):
                yield (table, row, column), "each only once"
