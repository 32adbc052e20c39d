"""Whatever a curator may get wrong is named by file, row, column, value and what was expected.

Every test breaks a copy of the real table. Rows are counted here on the bare lines of the files
(no cell of the table holds a line break), not by the code under test.
"""

import csv
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aid.export.answers import answers
from aid.export.formats import as_csv
from aid.table import Ledger, Problem, TableError, read
from aid.view import View

DATA = Path(__file__).parents[1] / "data"
FILES = ("datapackage.json", *sorted(path.name for path in DATA.glob("*.csv")))
MITO = "2020-01-28-in-mito-masks"
MITO_LETTER = "2020-01-28-in-mito-letter"
SHIRAZ = "2020-in-shiraz-letter"
KOREA = "2020-02-05-in-korea-government-supplies"
BATCHES = "2020-02-26-in-charity-batches"
WORTH = "2020-02-26-in-charity-value"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in FILES:
        shutil.copyfile(DATA / name, folder / name)
    return folder


def row_of(folder: Path, file: str, record: str) -> int:
    """The row of the first line that begins with a record's name, the header being row 1."""
    lines = (folder / file).read_text("utf-8").splitlines()
    return next(row for row, line in enumerate(lines, 1) if line.startswith((record + ",", f'"{record}",')))


def edit(folder: Path, file: str, record: str, **cells: str) -> None:
    """Put other cells into the first row of a record."""
    with (folder / file).open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    row = rows[row_of(folder, file, record) - 2]
    for column, cell in cells.items():
        row[header.index(column)] = cell
    with (folder / file).open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([header, *rows])


def append(folder: Path, file: str, line: str) -> None:
    with (folder / file).open("a", encoding="utf-8", newline="") as lines:
        lines.write(line + "\n")


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(TableError) as caught:
        read(folder)
    return caught.value.problems


ONE_CELL = [
    # file, record, what is put there, the column that is blamed, part of what was expected
    ("acts", MITO, {"kind": "suplies"}, "kind", "one of supplies, funds, medical_team"),
    ("acts", MITO, {"kind": ""}, "kind", "one of supplies, funds"),
    ("acts", MITO, {"date": "2020-02-30"}, "date", "a day that the calendar has"),
    ("acts", MITO, {"date": ""}, "date", "2020-05-21, 2020-05 or 2020"),
    ("acts", MITO, {"date": "2020-13-01"}, "date", "a day that the calendar has"),
    ("acts", MITO, {"date": "soon"}, "date", "2020-05-21, 2020-05 or 2020"),
    ("acts", MITO_LETTER, {"id": "2019-11-28-in-mito", "date": "2019-11-28"}, "date", "from 2019-12-01"),
    ("acts", MITO_LETTER, {"date": "2020-01-27"}, "id", "the date 2020-01-27"),
    ("acts", MITO_LETTER, {"direction": "outbound"}, "id", "-out- for outbound"),
    ("acts", MITO_LETTER, {"id": SHIRAZ}, "id", "not to repeat what row"),
    ("acts", MITO_LETTER, {"id": "Mito letter"}, "id", "of the form"),
    ("acts", MITO, {"partner": "mito-city"}, "partner", "id of a row in parties.csv"),
    ("acts", MITO, {"partner": "chongqing-municipality"}, "partner", "on the side partner"),
    ("acts", MITO, {"hub_party": "mito"}, "hub_party", "on the side hub"),
    ("acts", MITO, {"value": "5000"}, "currency", "both or neither"),
    ("acts", MITO, {"value": "5000", "currency": "CNX"}, "currency", "ISO 4217"),
    ("acts", MITO, {"value": "0", "currency": "CNY"}, "value", "more than zero"),
    ("acts", MITO, {"value": "-5", "currency": "CNY"}, "value", "0 or more"),
    ("acts", MITO, {"value": "about 5", "currency": "CNY"}, "value", "a number in digits"),
    ("acts", MITO_LETTER, {"value": "5", "currency": "CNY"}, "value", "letter has no value"),
    ("acts", MITO, {"value": "9007199254740993", "currency": "CNY"}, "value", "a number of at most 15 digits"),
    ("acts", MITO, {"value": "0.1234567890123456", "currency": "CNY"}, "value", "a number of at most 15 digits"),
    ("acts", MITO, {"note_zh": ""}, "note_zh", "text in one line"),
    ("acts", MITO, {"note_zh": "Mito gave masks。"}, "note_zh", "Chinese"),
    ("acts", MITO, {"note_en": "水户 gave masks."}, "note_en", "English"),
    ("acts", MITO, {"note_en": "Mito gave. And wrote."}, "note_en", "one sentence"),
    ("acts", MITO, {"note_en": "Mito gave\nmasks."}, "note_en", "in one line"),
    ("acts", SHIRAZ, {"caveat_zh": ""}, "caveat_en", "both languages"),
    ("acts", SHIRAZ, {"caveat_en": "", "caveat_zh": ""}, "caveat_en", "confidence is low"),
    ("acts", MITO, {"confidence": "sure"}, "confidence", "one of high, medium, low"),
    ("acts", MITO_LETTER, {"sources": "s004;s000"}, "sources", "id of a row in sources.csv; 's000' is none"),
    ("acts", MITO_LETTER, {"sources": "s004;s004"}, "sources", "each only once"),
    ("acts", MITO_LETTER, {"sources": "s004, s005"}, "sources", "of the form"),
    ("items", MITO, {"quantity": "5E+04"}, "quantity", "a whole number in digits; a spreadsheet may have"),
    ("items", MITO, {"quantity": "50.000"}, "quantity", "thousands or a fraction"),
    ("items", MITO, {"quantity": "0"}, "quantity", "1 or more"),
    ("items", MITO, {"quantity": "9" * 30}, "quantity", "a whole number"),
    ("items", MITO, {"unit": ""}, "unit", "both or neither"),
    ("items", MITO, {"unit": "person"}, "unit", "person for medical_expert"),
    ("items", MITO, {"item": "masks"}, "item", "one of mask, surgical_mask"),
    ("items", MITO, {"item": "medical_expert", "unit": "person"}, "item", "for a medical team"),
    ("parties", "mito", {"country": "XYZ"}, "country", "iso3 of a row in countries.csv"),
    ("parties", "mito", {"country": ""}, "country", "since type is subnational_government"),
    ("parties", "mito", {"country": "CHN", "latitude": "", "longitude": ""}, "side", "hub if the country"),
    ("parties", "mito", {"latitude": ""}, "longitude", "both or neither"),
    ("parties", "mito", {"latitude": "140.5"}, "latitude", "90 or less"),
    ("parties", "mito", {"sister_city": "maybe"}, "sister_city", "one of true, false"),
    ("parties", "basf", {"sister_city": "true"}, "sister_city", "only a subnational_government"),
    ("parties", "mito", {"name_en": "City of Hiroshima"}, "name_en", "not to repeat"),
    ("sources", "s004", {"url": "www.example.org"}, "url", "https://host/path"),
    ("sources", "s004", {"published": "2020-02-30"}, "published", "a day that the calendar has"),
    ("sources", "s004", {"published": "2020-01"}, "published", "a date as 2020-05-21"),
    ("sources", "s004", {"published": "2009-12-31"}, "published", "2010-01-01 or more"),
    ("sources", "s004", {"language": "xx"}, "language", "ISO 639"),
    ("sources", "s004", {"publisher": ""}, "publisher", "text in one line"),
    ("sources", "s004", {"url": "http://10.0.0.1/page"}, "link", "false for a mirror, a bare"),
    ("sources", "s004", {"standing": "mirror"}, "link", "false for a mirror"),
    ("claims", BATCHES, {"as_of": ""}, "id", "(or undated)"),
    ("claims", BATCHES, {"value": ""}, "value", "a number in digits"),
    ("claims", BATCHES, {"value": "0"}, "value", "more than zero"),
    ("claims", WORTH, {"currency": ""}, "currency", "if the measure is value"),
    ("claims", BATCHES, {"scope": "named", "named": ""}, "named", "since scope is named"),
    ("searches", "Gift to Ecuador", {"found": "perhaps"}, "found", "one of yes, no"),
    ("searches", "Gift to Ecuador", {"url": ""}, "url", "since something was found"),
    ("searches", "Gift to Ecuador", {"note_en": "见网页"}, "note_en", "English"),
    ("countries", "ARG", {"name_zh": "Argentina"}, "name_zh", "Chinese"),
]


@pytest.mark.parametrize(("name", "record", "cells", "column", "expected"), ONE_CELL)
def test_a_wrong_cell_is_the_one_problem_and_its_place_is_named(
    table: Path, name: str, record: str, cells: dict[str, str], column: str, expected: str
) -> None:
    file = f"{name}.csv"
    row = row_of(table, file, record)
    with (table / file).open(encoding="utf-8", newline="") as lines:
        before = list(csv.DictReader(lines))[row - 2]
    edit(table, file, record, **cells)
    (problem,) = problems(table)
    assert (problem.file, problem.row, problem.column) == (file, row, column)
    value = (before | cells)[column]
    assert problem.value == value
    assert expected in problem.expected
    message = str(problem)
    assert message.startswith(f"{file}, row {row}, column {column} ({problem.record}): ")
    assert (repr(value)[:60] if value else "empty") in message
    assert problem.expected in message


@pytest.mark.parametrize(
    ("file", "line", "column", "value", "expected"),
    [
        ("items.csv", f"{MITO},mask,100,piece", "item", "mask", "act and item not to repeat what row"),
        ("items.csv", "2020-01-28-in-nobody,mask,1,piece", "act", "2020-01-28-in-nobody", "acts.csv"),
        ("items.csv", f"{MITO_LETTER},mask,1,piece", "act", MITO_LETTER, "an act of supplies"),
        (
            "parties.csv",
            "nobody,Nobody,无名氏,individual,partner,,,,false",
            "id",
            "nobody",
            "at least one act",
        ),
        (
            "sources.csv",
            "s999,,Nobody,无名,https://example.org/,,en,original,third,true",
            "id",
            "s999",
            "at least one act, claim or dispute",
        ),
        ("disputes.csv", f"{MITO},date,,soon,,s004,no,,", "value", "soon", "a date, a number"),
        ("disputes.csv", f"{MITO},date,,2020-03-01,day,s004,no,,", "unit", "day", "else none"),
        ("disputes.csv", f"{MITO},receiver,,banan-district,,s004,no,,", "value", "banan-district", "which differs"),
        ("disputes.csv", f"{MITO},date,,2020-03-01,,s004,no,Because.,", "reason_en", "Because.", "both languages"),
        ("disputes.csv", f"{MITO},date,,2020-03-01,,s9999,no,,", "source", "s9999", "sources.csv"),
        ("disputes.csv", "2020-01-28-in-nobody,date,,2020,,s004,no,,", "act", "2020-01-28-in-nobody", "acts.csv"),
        ("countries.csv", "QQQ,Nowhere,无何有,Asia,亚洲,0,0", "iso3", "QQQ", "ISO 3166-1"),
        ("countries.csv", "JPN,Nippon,日本国,Asia,亚洲,0,0", "iso3", "JPN", "not to repeat"),
        ("items.csv", f"{MITO},gloves,1", None, "3 cells", "4 cells, as many as in the header"),
        ("items.csv", f"{MITO},gloves,1,000,pair", None, "5 cells", "4 cells, as many as in the header"),
    ],
)
def test_a_wrong_further_row_is_the_only_problem(
    table: Path, file: str, line: str, column: str | None, value: str, expected: str
) -> None:
    append(table, file, line)
    (problem,) = problems(table)
    last = len((table / file).read_text("utf-8").splitlines())
    assert (problem.file, problem.row, problem.column, problem.value) == (file, last, column, value)
    assert problem.record == line.split(",")[0]
    assert expected in problem.expected


@pytest.mark.parametrize("value", ["999999999999999", "0.123456789012345", "0.00000012345", "1234567890.12345"])
def test_a_number_that_is_accepted_is_handed_on_to_the_last_digit(table: Path, value: str) -> None:
    edit(table, "acts.csv", MITO, value=value, currency="CNY")
    ledger = read(table)
    text = b"".join(as_csv(answers(ledger)["acts"], ledger, View(q=MITO))).decode()
    (row,) = csv.DictReader(text.splitlines())
    assert Decimal(row["value"]) == Decimal(value)


def test_an_act_of_supplies_without_items_is_named(table: Path) -> None:
    lines = (table / "items.csv").read_text("utf-8").splitlines(keepends=True)
    (table / "items.csv").write_text("".join(x for x in lines if not x.startswith(MITO)), "utf-8")
    (problem,) = problems(table)
    assert (problem.file, problem.column, problem.record) == ("acts.csv", "kind", MITO)
    assert "items.csv" in problem.expected


def test_a_missing_file_is_one_problem(table: Path) -> None:
    (table / "sources.csv").unlink()
    (problem,) = problems(table)
    assert str(problem) == "sources.csv: expected a file that is there and can be read"


def test_a_folder_in_place_of_a_file_is_one_problem(table: Path) -> None:
    (table / "acts.csv").unlink()
    (table / "acts.csv").mkdir()
    (problem,) = problems(table)
    assert problem.file == "acts.csv"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "this file is empty"),
        (b"\n \n", "this file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
        (b"PK\x03\x04\x14\x00", "this is a workbook"),
        (b"act,item\0,quantity,unit\n", "NUL characters"),
        (b'act,item,quantity,unit\n"a,mask,1,piece\n', "each quote closed"),
        (b"<html>not found</html>\n", "a first row that names the columns act, item, quantity, unit"),
        (b"act,item,quantity,unit\n", "at least one row"),
    ],
)
def test_a_file_that_is_no_table_is_one_problem(table: Path, content: bytes, expected: str) -> None:
    (table / "items.csv").write_bytes(content)
    file_problems = [problem for problem in problems(table) if problem.file == "items.csv"]
    assert len(file_problems) == 1
    assert file_problems[0].row is None
    assert expected in file_problems[0].expected


@pytest.mark.parametrize(
    ("header", "column", "value", "expected"),
    [
        ("act,item,quantity,units", "unit", None, "this column, which is missing"),
        ("act,item,quantity,units", "units", "units", "no columns but act, item, quantity, unit"),
        ("act,item,quantity,quantity", "quantity", "2 times", "this column once"),
        ("act,item,quantity,quantity", "unit", None, "missing"),
    ],
)
def test_a_wrong_column_is_named_and_its_cells_are_not(
    table: Path, header: str, column: str, value: str | None, expected: str
) -> None:
    text = (table / "items.csv").read_text("utf-8")
    (table / "items.csv").write_text(text.replace("act,item,quantity,unit", header, 1), "utf-8")
    found = problems(table)
    assert len(found) == 2
    assert {problem.row for problem in found} == {1}
    (problem,) = [problem for problem in found if problem.column == column]
    assert problem.value == value
    assert expected in problem.expected


def test_a_column_more_is_named(table: Path) -> None:
    text = (table / "items.csv").read_text("utf-8")
    (table / "items.csv").write_text(text.replace("\n", ",\n").replace(",\n", ",remark\n", 1), "utf-8")
    (problem,) = problems(table)
    assert (problem.row, problem.column, problem.value) == (1, "remark", "remark")


def test_a_missing_column_of_references_does_not_make_every_source_unused(table: Path) -> None:
    text = (table / "acts.csv").read_text("utf-8")
    (table / "acts.csv").write_text(text.replace(",sources,", ",links,", 1), "utf-8")
    assert {problem.file for problem in problems(table)} == {"acts.csv"}


@pytest.mark.parametrize(
    "descriptor",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"resources": [{"name": "acts", "path": "../acts.csv", "schema": {"fields": []}}]}',
        b'{"resources": [{"name": "acts", "path": "acts.csv", "schema": {"fields": [{"name": "id"}]}}]}',
    ],
)
def test_a_broken_descriptor_is_one_problem(table: Path, descriptor: bytes) -> None:
    (table / "datapackage.json").write_bytes(descriptor)
    (problem,) = problems(table)
    assert problem.file == "datapackage.json"
    assert "descriptor" in problem.expected


def test_a_descriptor_without_a_column_that_the_checks_need_names_it(table: Path) -> None:
    descriptor = json.loads((table / "datapackage.json").read_text("utf-8"))
    fields = descriptor["resources"][0]["schema"]["fields"]
    descriptor["resources"][0]["schema"]["fields"] = [fact for fact in fields if fact["name"] != "kind"]
    (table / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    (problem,) = problems(table)
    assert "acts.kind" in problem.expected


def test_an_empty_folder_and_no_folder_are_problems(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        (problem,) = problems(folder)
        assert problem.file == "datapackage.json"


def test_all_problems_are_listed_at_once_in_the_order_of_files_and_rows(table: Path) -> None:
    edit(table, "searches.csv", "Gift to Ecuador", found="perhaps")
    edit(table, "acts.csv", KOREA, confidence="sure")
    edit(table, "acts.csv", MITO, kind="suplies", value="5", confidence="none")
    edit(table, "items.csv", MITO, quantity="many")
    with pytest.raises(TableError) as caught:
        read(table)
    places = [(problem.file, problem.record, problem.column) for problem in caught.value.problems]
    assert places == [
        ("acts.csv", MITO, "kind"),
        ("acts.csv", MITO, "confidence"),
        ("acts.csv", MITO, "currency"),
        ("acts.csv", KOREA, "confidence"),
        ("items.csv", MITO, "quantity"),
        ("searches.csv", "Gift to Ecuador", "found"),
    ]
    lines = str(caught.value).splitlines()
    assert lines == [str(problem) for problem in caught.value.problems]
    row = row_of(table, "acts.csv", MITO)
    kinds = "supplies, funds, medical_team, video_meeting, letter, thanks"
    assert lines[0] == f"acts.csv, row {row}, column kind ({MITO}): 'suplies' — expected one of {kinds}"


def test_rows_are_counted_as_a_spreadsheet_counts_them_past_a_quoted_line_break(table: Path) -> None:
    row = row_of(table, "acts.csv", KOREA)
    edit(table, "acts.csv", MITO, note_en="Mito gave\nmasks.")
    edit(table, "acts.csv", MITO, note_zh="水户赠送\n\n口罩。")
    lines = (table / "acts.csv").read_text("utf-8").replace(f"{KOREA},2020-02-05,", f"{KOREA},2020-02-55,")
    (table / "acts.csv").write_text(lines, "utf-8")
    assert row in {problem.row for problem in problems(table) if problem.column == "date"}


def test_a_party_far_from_its_country_is_a_warning(table: Path) -> None:
    edit(table, "parties.csv", "mito", longitude="40.4714")
    (warning,) = read(table).warnings
    assert (warning.file, warning.record, warning.column) == ("parties.csv", "mito", "longitude")


FUZZ = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def read_or_list(folder: Path) -> Ledger | tuple[Problem, ...]:
    """What reading gives, either way; any other exception fails the test."""
    try:
        return read(folder)
    except TableError as wrong:
        assert wrong.problems
        assert str(wrong)
        return wrong.problems


@FUZZ
@given(file=st.sampled_from(FILES), content=st.binary(max_size=2000))
def test_any_bytes_at_all_give_a_ledger_or_problems(table: Path, file: str, content: bytes) -> None:
    (table / file).write_bytes(content)
    assert isinstance(read_or_list(table), tuple)
    shutil.copyfile(DATA / file, table / file)


@FUZZ
@given(
    file=st.sampled_from(FILES),
    at=st.floats(0, 1),
    cut=st.integers(0, 40),
    put=st.one_of(st.binary(max_size=20), st.text('",;\t\r\n0123456789-/.eE+éя中\0', max_size=20).map(str.encode)),
)
def test_bytes_changed_anywhere_give_a_ledger_or_problems(
    table: Path, file: str, at: float, cut: int, put: bytes
) -> None:
    whole = (DATA / file).read_bytes()
    place = int(at * len(whole))
    (table / file).write_bytes(whole[:place] + put + whole[place + cut :])
    read_or_list(table)
    shutil.copyfile(DATA / file, table / file)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("["),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(["name", "type", "x"]), part),
    max_leaves=5,
)


@FUZZ
@given(steps=st.lists(st.floats(0, 0.999), min_size=1, max_size=8), value=JSON)
def test_any_other_value_in_the_descriptor_gives_a_ledger_or_problems(
    table: Path, steps: list[float], value: object
) -> None:
    descriptor = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    node = descriptor["resources"]
    for step in steps[:-1]:
        inner = node[list(node)[int(step * len(node))]] if isinstance(node, dict) else node[int(step * len(node))]
        if not isinstance(inner, dict | list) or not inner:
            break
        node = inner
    keys = list(node) if isinstance(node, dict) else range(len(node))
    node[keys[int(steps[-1] * len(node))]] = value
    (table / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    read_or_list(table)


def test_a_version_chosen_against_the_table_is_named(table: Path) -> None:
    append(table, "disputes.csv", f"{MITO},quantity,mask,50000,piece,s004,no,,")
    append(table, "disputes.csv", f"{MITO},quantity,mask,40000,piece,s009,yes,,")
    found = [(problem.column, problem.expected) for problem in problems(table)]
    assert found == [("chosen", "yes for what the table itself gives, and for nothing else")] * 2


def test_two_chosen_versions_of_one_fact_are_named(table: Path) -> None:
    append(table, "disputes.csv", f"{MITO},giver,,mito,,s004,yes,,")
    append(table, "disputes.csv", f"{MITO},giver,,hiroshima,,s009,yes,,")
    assert {problem.expected for problem in problems(table)} == {
        "no more than one version chosen",
        "yes for what the table itself gives, and for nothing else",
    }


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        (f"{MITO},quantity,mask,0,piece,s004,no,,", "value", "a date, a number"),
        (f"{MITO},quantity,mask,40000,,s004,no,,", "unit", "a unit for a quantity"),
        (f"{MITO},date,mask,2020-03-01,,s004,no,,", "item", "an item for a quantity, else none"),
        (f"{MITO},value,,5,XXX1,s004,no,,", "unit", "a currency for a value"),
    ],
)
def test_a_version_that_is_wrong_and_stands_alone_is_named_for_both(
    table: Path, line: str, column: str, expected: str
) -> None:
    append(table, "disputes.csv", line)
    assert [problem for problem in problems(table) if problem.column == column and expected in problem.expected]
