"""What a spreadsheet does to a file without a word is undone, with a word."""

import codecs
import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from aid.cells import explained, mended
from aid.spreadsheet import decoded, plausible_chinese
from aid.table import Ledger, Problem, TableError, read

DATA = Path(__file__).parents[1] / "data"
TABLES = ("acts", "items", "parties", "sources", "claims", "searches", "countries")
Cells = list[list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture(scope="module")
def good() -> Ledger:
    return read(DATA)


def saved(cells: Cells, separator: str = ",", end: str = "\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(cells)
    return text.getvalue()


def resaved(path: Path, alter: Callable[[Cells], Cells], separator: str = ",", end: str = "\n") -> str:
    """The text of a file after its cells were altered and saved with other marks."""
    cells = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    return saved(alter(cells), separator, end)


def as_is(cells: Cells) -> Cells:
    return cells


def same(ledger: Ledger, good: Ledger) -> bool:
    for name in (*TABLES, "citations", "claim_citations"):
        pd.testing.assert_frame_equal(getattr(ledger, name), getattr(good, name))
    return True


def only_problem(folder: Path) -> Problem:
    with pytest.raises(TableError) as caught:
        read(folder)
    (problem,) = caught.value.problems
    return problem


WHOLE_FILE: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "a byte-order mark": (
        lambda path: codecs.BOM_UTF8 + path.read_bytes(),
        "UTF-8 without a byte-order mark",
    ),
    "Windows line ends": (
        lambda path: resaved(path, as_is, end="\r\n").encode(),
        "lines that end in \\n",
    ),
    "old Mac line ends": (
        lambda path: resaved(path, as_is, end="\r").encode(),
        "lines that end in \\n",
    ),
    "little-endian UTF-16, as Excel's Unicode text": (
        lambda path: codecs.BOM_UTF16_LE + resaved(path, as_is, "\t", "\r\n").encode("utf-16-le"),
        "read as UTF-16",
    ),
    "big-endian UTF-16": (
        lambda path: codecs.BOM_UTF16_BE + path.read_text("utf-8").encode("utf-16-be"),
        "read as UTF-16",
    ),
    "semicolons": (
        lambda path: resaved(path, as_is, ";").encode(),
        "commas between the cells; read with sem",
    ),
    "tabs": (lambda path: resaved(path, as_is, "\t").encode(), "commas between the cells; read with tabs"),
    "empty rows at the end": (
        lambda path: resaved(path, lambda cells: [*cells, [""] * len(cells[0]), [""], []]).encode(),
        "no empty rows at the end",
    ),
    "empty columns at the end": (
        lambda path: resaved(path, lambda cells: [[*row, "", " "] for row in cells]).encode(),
        "no empty columns at the end",
    ),
    "cells beyond the header that hold nothing": (
        lambda path: resaved(path, lambda cells: [cells[0], *([*row, ""] for row in cells[1:])]).encode(),
        "no empty columns at the end",
    ),
    "columns in another order": (
        lambda path: resaved(path, lambda cells: [row[::-1] for row in cells]).encode(),
        "columns in the order",
    ),
    "spaces around the names of columns": (
        lambda path: resaved(path, lambda cells: [[f" {name} " for name in cells[0]], *cells[1:]]).encode(),
        "names of columns without spaces around",
    ),
}


@pytest.mark.parametrize("damage", WHOLE_FILE)
def test_files_saved_otherwise_give_the_same_ledger_with_a_warning_each(
    folder: Path, good: Ledger, damage: str
) -> None:
    alter, expected = WHOLE_FILE[damage]
    for name in TABLES:
        path = folder / f"{name}.csv"
        path.write_bytes(alter(path))
    ledger = read(folder)
    assert same(ledger, good)
    warned = [warning for warning in ledger.warnings if expected in warning.expected]
    assert [warning.file for warning in warned] == [f"{name}.csv" for name in TABLES]


def test_cells_quoted_without_need_are_no_matter(folder: Path, good: Ledger) -> None:
    for name in TABLES:
        path = folder / f"{name}.csv"
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
        with path.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    ledger = read(folder)
    assert same(ledger, good)
    assert ledger.warnings == ()


@pytest.mark.parametrize("name", ["acts", "parties", "sources", "claims", "countries"])
def test_a_file_in_gb18030_is_read_and_the_encoding_named(folder: Path, good: Ledger, name: str) -> None:
    path = folder / f"{name}.csv"
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    ledger = read(folder)
    assert same(ledger, good)
    (warning,) = ledger.warnings
    assert str(warning) == (f"{path.name}: expected UTF-8 (in a spreadsheet: save as 'CSV UTF-8'); read as GB18030")


def test_all_files_saved_by_a_chinese_excel_at_once_give_the_same_ledger(folder: Path, good: Ledger) -> None:
    for name in TABLES:
        path = folder / f"{name}.csv"
        path.write_bytes(resaved(path, as_is, end="\r\n").encode("gb18030"))
    assert same(read(folder), good)


def replaced(folder: Path, name: str, pattern: str, put: str | Callable[[re.Match[str]], str]) -> int:
    """Replace all that fits a pattern in a file; how often it did."""
    path = folder / f"{name}.csv"
    text, count = re.subn(pattern, put, path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    return count


def slashed(found: re.Match[str]) -> str:
    before, year, month, day = found.groups()
    return f"{before}{year}/{int(month)}/{int(day)},"


def grouped(found: re.Match[str]) -> str:
    before, number = found.groups()
    return f'{before}"{int(number):,}",'


CELLS: dict[str, tuple[str, str, str | Callable[[re.Match[str]], str], str]] = {
    "days with slashes": ("acts", r"^([^,]*,)(\d{4})-(\d\d)-(\d\d),", slashed, "2020-05-21 or 2020-05"),
    "days of sources with slashes": ("sources", r"(,)(\d{4})-(\d\d)-(\d\d),", slashed, "2020-05-21"),
    "months with slashes": ("acts", r"^(\S*?),2020-0(\d),", r"\1,2020/\2,", "a date as"),
    "Chinese months": ("acts", r"^(\S*?),2020-0(\d),", r"\1,2020年\2月,", "a date as"),
    "Chinese days": ("acts", r"^(\S*?),2020-0(\d)-(\d\d),", r"\1,2020年\2月\3日,", "a date as"),
    "days with midnight": ("acts", r"^(\S*?),(2020-\d\d-\d\d),", r"\1,\2 00:00:00,", "a date as"),
    "grouped quantities": ("items", r",(\d+)(\d{3}),piece$", r',"\1,\2",piece', "a number in digits"),
    "quantities with a fraction of nought": ("items", r",(\d+),piece$", r",\1.0,piece", "a number in digits"),
    "grouped values": ("claims", r"((?:exactly|about|nearly),)(\d{4,}),", grouped, "a number in digits"),
    "capital truth": ("parties", r",true$", ",TRUE", "small letters"),
    "capital falsehood": ("sources", r",false$", ",FALSE", "small letters"),
    "spaces around codes": ("items", r",piece$", ", piece ", "no spaces around"),
    "wide spaces around names": ("parties", r"^(?!id,)([a-z-]+),", "\\1\u3000,", "no spaces around"),
}


@pytest.mark.parametrize("damage", CELLS)
def test_changed_cells_give_the_same_ledger_with_a_warning_each(folder: Path, good: Ledger, damage: str) -> None:
    name, pattern, put, expected = CELLS[damage]
    count = replaced(folder, name, pattern, put)
    assert count > 0
    ledger = read(folder)
    assert same(ledger, good)
    assert len(ledger.warnings) == count
    for warning in ledger.warnings:
        assert (warning.file, warning.row is None) == (f"{name}.csv", False)
        assert expected in warning.expected
        assert "; read as '" in warning.expected


def test_an_empty_row_between_others_is_left_out_and_named(folder: Path, good: Ledger) -> None:
    lines = (folder / "items.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "items.csv").write_text("".join([*lines[:3], ",,,\n", *lines[3:]]), "utf-8")
    ledger = read(folder)
    assert same(ledger, good)
    assert [(warning.file, warning.row) for warning in ledger.warnings] == [("items.csv", 4)]


@pytest.mark.parametrize(
    ("name", "pattern", "put", "column", "expected"),
    [
        (
            "acts",
            r"-mito-masks,2020-01-28,",
            "-mito-masks,28/01/2020,",
            "date",
            "the day, the month and the year",
        ),
        ("acts", r"-mito-masks,2020-01-28,", "-mito-masks,1/28/20,", "date", "cannot be told for certain"),
        ("acts", r"-mito-masks,2020-01-28,", "-mito-masks,28-Jan-20,", "date", "cannot be told for certain"),
        (
            "acts",
            r"-busan-supplies,2020-02,",
            "-busan-supplies,Feb-20,",
            "date",
            "2020-05-21, 2020-05 or 2020",
        ),
        ("acts", r"-mito-masks,2020-01-28,", "-mito-masks,43858,", "date", "a spreadsheet's count of days"),
        ("items", r"mito-masks,mask,50000", "mito-masks,mask,5E+04", "quantity", "may have rounded"),
        ("items", r"mito-masks,mask,50000", "mito-masks,mask,50.000", "quantity", "thousands or a fraction"),
        ("items", r"mito-masks,mask,50000", "mito-masks,mask,5万", "quantity", "a whole number in digits"),
        (
            "items",
            r"mito-masks,mask,50000",
            'mito-masks,mask,"5,0000"',
            "quantity",
            "thousands or a fraction",
        ),
    ],
)
def test_what_may_mean_two_things_is_an_error_that_explains(
    folder: Path, name: str, pattern: str, put: str, column: str, expected: str
) -> None:
    assert replaced(folder, name, pattern, put) == 1
    problem = only_problem(folder)
    assert (problem.file, problem.column) == (f"{name}.csv", column)
    assert expected in problem.expected


def test_commas_in_numbers_are_ambiguous_where_semicolons_separate() -> None:
    assert mended("50,000", "integer", ",") == ("50000", "a number in digits")
    assert mended("50,000", "integer", ";") == ("50,000", None)
    assert "thousands or a fraction" in explained("50,000", "integer")


@pytest.mark.parametrize("cell", ["2020-05-21", "2020-05", "2020", "50000", "163000.5", "true", "no", ""])
@pytest.mark.parametrize("kind", ["string", "date", "vague date", "integer", "number", "boolean"])
def test_a_cell_that_is_as_it_should_be_stays_so(cell: str, kind: str) -> None:
    assert mended(cell, kind) == (cell, None)


def test_words_are_never_taken_for_dates_or_numbers() -> None:
    for cell in ("2020/5/21", "50,000", "TRUE", "1.0"):
        assert mended(cell, "string") == (cell, None)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name\nSão Paulo, Zürich, Besançon\n", "latin-1"),
        ("name\nДОБРЫЙ ДЕНЬ, ВРАЧИ ГОРОДА\n", "koi8-r"),
        ("name\n重慶市人民政府與廣島\n", "big5"),
    ],
)
def test_bytes_in_another_encoding_are_refused_by_the_name_of_the_right_one(text: str, encoding: str) -> None:
    with pytest.raises(Exception, match=r"UTF-8 .* read as GB18030") as caught:
        decoded(text.encode(encoding))
    assert type(caught.value).__name__ == "UnreadableError"


def test_text_decoded_as_gb18030_is_believed_if_its_characters_are_common() -> None:
    assert plausible_chinese("重庆市人民政府向首尔市赠送口罩")
    assert plausible_chinese("서울시에 마스크")


def test_a_broken_utf_16_file_names_the_encoding(folder: Path) -> None:
    (folder / "searches.csv").write_bytes(codecs.BOM_UTF16_LE + b"a\xd8\x00")
    problem = only_problem(folder)
    assert problem.file == "searches.csv"
    assert "read as UTF-16" in problem.expected


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("acts.csv", ",letter,", ",secret,", "acts.csv, row 3, column kind: expected one of supplies, funds"),
        ("acts.csv", "s004", "s999", "acts.csv, row 8, column sources: expected id of a row in sources.csv"),
        ("acts.csv", "2020-01-28-in-mito-masks", "Secret", "acts.csv, row 9, column id: expected text in one line"),
    ],
)
def test_a_problem_can_be_told_without_what_stands_in_the_cells(
    folder: Path, file: str, old: str, new: str, said: str
) -> None:
    whole = (folder / file).read_text("utf-8")
    (folder / file).write_text(whole.replace(old, new), "utf-8")
    with pytest.raises(TableError) as caught:
        read(folder)
    assert new.strip(",") in str(caught.value)
    told = [problem.without_cells for problem in caught.value.problems]
    assert any(line.startswith(said) for line in told), told
    assert new.strip(",") not in "\n".join(told)
    assert "mito" not in "\n".join(told), "a row's id is a cell too"
