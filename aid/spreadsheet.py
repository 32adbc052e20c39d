"""What a CSV file holds after a spreadsheet has saved it: its rows, and what was mended or is wrong.

Spreadsheets change encodings, separators, dates and numbers without a word. What can be undone
without guessing is undone and reported as a warning; everything else is a problem to put right.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aid.cells import mended

ENCODING_WANTED = "UTF-8 (in a spreadsheet: save as 'CSV UTF-8')"
LONGEST_VALUE_SHOWN = 80
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place. `row` counts as a spreadsheet does: the header is row 1."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    expected: str
    record: str | None = None

    @property
    def place(self) -> str:
        """File, row and column, as far as they are known."""
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        return place

    @property
    def without_cells(self) -> str:
        """The problem without what stands in the cell, for readers who are not to see a table before it is right."""
        # What follows a semicolon says more of the cell, and may quote it.
        return f"{self.place}: expected {self.expected.partition(';')[0]}"

    def __str__(self) -> str:
        place = self.place
        if self.record:
            place += f" ({self.record})"
        if self.value is None:
            return f"{place}: expected {self.expected}"
        value = self.value
        if len(value) > LONGEST_VALUE_SHOWN:
            value = value[: LONGEST_VALUE_SHOWN - 1] + "…"
        return f"{place}: {repr(value) if value else 'empty'} — expected {self.expected}"


@dataclass(frozen=True)
class Sheet:
    """The rows of one file by spreadsheet row number, each with a cell for every column asked for.

    `missing` are columns that the file does not hold once and only once, `torn` the rows with too
    few or too many cells. A sheet that could not be read at all has no rows and misses every column.
    """

    file: str
    rows: Mapping[int, Mapping[str, str]]
    missing: frozenset[str]
    torn: frozenset[int]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    raw: bytes

    def unsure(self, row: int, column: str) -> bool:
        """Whether a cell is not to be relied upon, which has been reported already."""
        return column in self.missing or row in self.torn

    def whole(self, column: str) -> bool:
        """Whether every cell of a column is to be relied upon."""
        return column not in self.missing and not self.torn


class UnreadableError(Exception):
    """A file as a whole cannot be read; the message says what was expected instead."""


def open_sheet(path: Path, kinds: Mapping[str, str], *, may_be_empty: bool = False) -> Sheet:
    """The sheet in a file that should hold the columns named in `kinds`, its cells mended by their kind.

    A file without rows has lost them, unless it `may_be_empty`. Never raises: what is wrong is in `problems`, what was
    mended in `warnings`. For the kinds see `mended`.
    """
    file, columns = path.name, list(kinds)
    try:
        raw = path.read_bytes()
        text, warned = decoded(raw)
        separator = separator_of(text, columns)
        header, *body = records_of(text, separator)
        names = [name.strip() for name in header]
        if not set(names) & set(columns):
            raise UnreadableError(f"a first row that names the columns {', '.join(columns)}")
    except OSError:
        return _unreadable(file, "a file that is there and can be read", columns)
    except UnreadableError as wrong:
        return _unreadable(file, str(wrong), columns)
    if separator != ",":
        warned.append(f"commas between the cells; read with {SEPARATORS[separator]}")
    if names != header:
        warned.append("names of columns without spaces around; read without them")
    while not names[-1]:
        names.pop()
    if len(names) < len(header) or any(len(cells) > len(names) and not any(cells[len(names) :]) for cells in body):
        warned.append("no empty columns at the end; read without them")
    if body and _is_empty(body[-1]):
        warned.append("no empty rows at the end; read without them")
    while body and _is_empty(body[-1]):
        body.pop()
    if sorted(names) == sorted(columns) and names != columns:
        warned.append(f"columns in the order {', '.join(columns)}; read by their names")
    warnings = [Problem(file, None, None, None, what) for what in warned]
    problems = list(_header_problems(file, names, columns))
    rows: dict[int, Mapping[str, str]] = {}
    torn = set()
    for row, cells in enumerate(body, 2):
        if _is_empty(cells):
            warnings.append(Problem(file, row, None, "", "no empty row between others; read without it"))
            continue
        if len(cells) < len(names) or not _is_empty(cells[len(names) :]):
            expected = f"{len(names)} cells, as many as in the header"
            problems.append(Problem(file, row, None, f"{len(cells)} cells", expected, cells[0].strip()))
            torn.add(row)
        written = dict(zip(names, cells, strict=False))
        found = {column: mended(written.get(column, ""), kinds[column], separator) for column in columns}
        rows[row] = {column: text for column, (text, _) in found.items()}
        for column, (text, wanted) in found.items():
            if wanted and row not in torn:
                expected = f"{wanted}; read as {text!r}"
                warnings.append(Problem(file, row, column, written[column], expected, cells[0].strip()))
    if not rows and not may_be_empty:
        problems.append(Problem(file, None, None, None, "at least one row below the header"))
    missing = frozenset(column for column in columns if names.count(column) != 1)
    return Sheet(file, rows, missing, frozenset(torn), tuple(problems), tuple(warnings), raw)


def _is_empty(cells: Sequence[str]) -> bool:
    return not any(cell.strip() for cell in cells)


def decoded(raw: bytes) -> tuple[str, list[str]]:
    """The text in a file's bytes, and what about its encoding was mended.

    Raises UnreadableError if no encoding fits without guessing.
    """
    warned = []
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableError("text; this is a workbook: save the sheet as 'CSV UTF-8'")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _strictly(raw, "utf-16")
        warned.append(f"{ENCODING_WANTED}; read as UTF-16")
    elif raw.startswith(b"\xef\xbb\xbf"):
        text = _strictly(raw, "utf-8-sig")
        warned.append("UTF-8 without a byte-order mark; read without it")
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = _strictly(raw, "gb18030")
            if not plausible_chinese(text):
                raise UnreadableError(f"{ENCODING_WANTED}; read as GB18030 it is no likely text either") from None
            warned.append(f"{ENCODING_WANTED}; read as GB18030")
    if "\0" in text:
        raise UnreadableError("text; this file holds NUL characters")
    if not text.strip():
        raise UnreadableError("a header and rows; this file is empty")
    if "\r" in text:
        warned.append("lines that end in \\n; read with \\r\\n or \\r")
    return text, warned


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as wrong:
        name = {"utf-8-sig": "UTF-8"}.get(encoding, encoding.upper())
        line = raw.count(b"\n", 0, wrong.start) + 1
        raise UnreadableError(
            f"{ENCODING_WANTED}; read as {name} it has the wrong byte 0x{raw[wrong.start]:02x} in line {line}"
        ) from None


def plausible_chinese(text: str) -> bool:
    """Whether text decoded as GB18030 was most likely written so.

    Almost any bytes decode, but other encodings give rare characters: here at least four in five
    beyond ASCII must be in the older, smaller GB 2312 or in the four-byte part, which chance rarely hits.
    """
    beyond = [c for c in text if ord(c) > 127]
    likely = 0
    for c in beyond:
        if len(c.encode("gb18030")) == 4:
            likely += unicodedata.category(c) not in ("Cn", "Co", "Cs")
        else:
            likely += c.encode("gb2312", "ignore") != b""
    return likely >= 0.8 * len(beyond)


def separator_of(text: str, columns: Sequence[str]) -> str:
    """The character that splits the first line into most of the columns: comma, semicolon or tab."""
    first = text.lstrip("\r\n").splitlines()[0]
    wanted = set(columns)
    return max(SEPARATORS, key=lambda mark: len({name.strip(' "') for name in first.split(mark)} & wanted))


def records_of(text: str, separator: str) -> list[list[str]]:
    """All records, the first the header; a quoted line break does not start a new one."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records = []
    try:
        for record in reader:
            records.append(record)
    except csv.Error as wrong:
        at = f"{wrong} after record {len(records)}, line {reader.line_num}"
        raise UnreadableError(f"CSV with each quote closed and doubled inside quotes ({at})") from None
    return records


def _header_problems(file: str, names: Sequence[str], columns: Sequence[str]) -> Iterator[Problem]:
    for column in columns:
        if column not in names:
            yield Problem(file, 1, column, None, "this column, which is missing")
        elif names.count(column) > 1:
            yield Problem(file, 1, column, f"{names.count(column)} times", "this column once")
    for name in dict.fromkeys(names):
        if name not in columns:
            yield Problem(file, 1, name, name, f"no columns but {', '.join(columns)}")


def _unreadable(file: str, expected: str, columns: Sequence[str]) -> Sheet:
    return Sheet(file, {}, frozenset(columns), frozenset(), (Problem(file, None, None, None, expected),), (), b"")
