"""The same answers as files: row for row what the screen shows, typed, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from aid import questions
from aid.export import formats
from aid.export.answers import answers
from aid.table import Ledger
from aid.view import View
from tests.plain import Table

MITO = "2020-01-28-in-mito-masks"
VIEWS = [
    View(),
    View(country=("JPN",)),
    View(direction="outbound", item=("masks",)),
    View(since=date(2020, 4, 1), until=date(2020, 4, 30)),
    View(q="口罩"),
    View(q="nothing says this"),
]


def csv_of(ledger: Ledger, view: View, *, excel: bool = False) -> bytes:
    return b"".join(formats.as_csv(answers(ledger)["acts"], ledger, view, excel=excel))


def json_of(ledger: Ledger, view: View) -> bytes:
    return b"".join(formats.as_json(answers(ledger)["acts"], ledger, view))


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_csv_holds_the_rows_of_the_screen_in_their_order(ledger: Ledger, rows: Table, view: View) -> None:
    data = csv_of(ledger, view)
    ids = [row["id"] for row in rows_of(data)]
    assert ids == list(questions.acts(ledger, view)["id"]) == rows.ordered(view)
    assert list(pd.read_csv(io.BytesIO(data), dtype=str)["id"]) == ids
    assert [act["id"] for act in json.loads(json_of(ledger, view))["acts"]] == ids


def test_a_csv_says_what_the_table_says(ledger: Ledger, rows: Table) -> None:
    written = {row["id"]: row for row in rows_of(csv_of(ledger, View()))}
    parties = {row["id"]: row for row in rows.files["parties"]}
    assert written.keys() == {act["id"] for act in rows.files["acts"]}
    for act in rows.files["acts"]:
        row = written[act["id"]]
        for column in ("date", "date_basis", "direction", "kind", "partner", "hub_party", "currency", "confidence"):
            assert row[column] == act[column]
        for column in ("note_en", "note_zh", "caveat_en", "caveat_zh", "sources"):
            assert row[column].removeprefix("'") == act[column]
        assert row["country"] == parties[act["partner"]]["country"]
        assert row["partner_zh"] == parties[act["partner"]]["name_zh"]
        assert len(row["source_urls"].split()) == len(act["sources"].split(";"))
    mito = written[MITO]
    assert (mito["items"], mito["masks"]) == ("mask:50000 piece", "50000")
    assert (mito["earliest"], mito["latest"], mito["precision"]) == ("2020-01-28", "2020-01-28", "day")


def test_what_is_not_known_is_an_empty_cell_and_not_zero(ledger: Ledger) -> None:
    written = {row["id"]: row for row in rows_of(csv_of(ledger, View()))}
    minsk = written["2020-02-24-in-minsk-region-masks"]
    assert (minsk["masks"], minsk["value"], minsk["items"]) == ("", "", "surgical_mask")
    assert written["2020-04-30-in-laos-supplies"]["earliest"] == ""
    # Seoul's return gift: 5,000 N95 and 15,000 others.
    assert written["2020-03-10-out-seoul-masks"]["masks"] == "20000"


def test_the_excel_edition_is_marked_so_that_excel_reads_chinese(ledger: Ledger, rows: Table) -> None:
    excel, common = csv_of(ledger, View(), excel=True), csv_of(ledger, View())
    assert excel.startswith("\ufeffid,".encode())
    assert not common.startswith(b"\xef\xbb\xbf")
    assert rows_of(excel) == rows_of(common)
    # A line for each act, and the header.
    assert excel.count(b"\r\n") == common.count(b"\n") == len(rows.files["acts"]) + 1
    assert b"\r" not in common


FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", '@SUM(1+1)*cmd|"x"', "=HYPERLINK('http://evil')"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_as_a_formula_whatever_the_table_says(altered: Callable[..., Ledger], formula: str) -> None:
    quoted = formula.replace('"', '""')
    hostile = altered(
        ("acts.csv", '"On the day it took', f'"{quoted} On the day it took'),
        ("acts.csv", "水户市在作出决定当天", f'"{quoted}"水户市在作出决定当天'.replace('"', "")),
        ("acts.csv", '"China News Service gives 31 January', f'"{quoted} China News Service gives 31 January'),
        ("acts.csv", "中新网把抵达日1月31日", formula.replace('"', "") + "中新网把抵达日1月31日"),
        ("parties.csv", "City of Mito,水户市", f'"{quoted}","{quoted}水户市"'),
        ("parties.csv", "Chongqing Municipal People's Government,重庆市人民政府", f'"{quoted} hub","{quoted}重庆"'),
    )
    for excel in (False, True):
        written = rows_of(csv_of(hostile, View(), excel=excel))
        bad = [(row["id"], name) for row in written for name, cell in row.items() if cell[:1] in "=+-@\t\r" and cell]
        assert bad == []
        mito = next(row for row in written if row["id"] == MITO)
        for column in ("note_en", "note_zh", "caveat_en", "caveat_zh", "partner_en", "partner_zh", "hub_party_en"):
            assert mito[column].startswith("'" + formula[0]), f"{column} lost its text or its guard"
    # JSON is no spreadsheet: there the text stays as it is.
    acts = json.loads(json_of(hostile, View()))["acts"]
    assert next(act for act in acts if act["id"] == MITO)["partner_en"] == formula


def test_json_has_numbers_as_numbers_and_the_unknown_as_null(ledger: Ledger, rows: Table) -> None:
    answer = json.loads(json_of(ledger, View()))
    assert answer["count"] == len(answer["acts"]) == len(rows.files["acts"])
    acts: dict[str, dict[str, Any]] = {act["id"]: act for act in answer["acts"]}
    assert acts[MITO]["masks"] == 50_000
    assert type(acts[MITO]["masks"]) is int
    assert acts[MITO]["value"] is None
    assert acts["2020-05-29-out-windhoek-supplies"]["value"] == 520_433
    assert acts["2020-02-24-in-minsk-region-masks"]["masks"] is None
    assert acts["2020-04-30-in-laos-supplies"]["earliest"] is None
    assert acts["2020-02-04-in-sanjo-letter"]["caveat_en"] is None
    assert acts["2020-04-30-in-sco-letter"]["country"] is None
    assert all(list(act) == list(answers(ledger)["acts"].columns) for act in answer["acts"])
    assert not [act["id"] for act in answer["acts"] if "nan" in map(str, act.values())]


def test_json_says_which_table_and_which_view_it_is_of(ledger: Ledger) -> None:
    answer = json.loads(json_of(ledger, View(country=("JPN",), since=date(2020, 3, 1))))
    assert answer["view"] == {"country": ["JPN"], "from": "2020-03-01"}
    assert answer["digest"] == ledger.digest
    assert answer["version"] == ledger.version


def test_json_keeps_chinese_readable(ledger: Ledger) -> None:
    assert "水户市".encode() in json_of(ledger, View(q="mito"))


def test_nothing_found_is_a_header_and_an_empty_list(ledger: Ledger) -> None:
    nothing = View(q="nothing says this")
    assert csv_of(ledger, nothing).decode() == ",".join(answers(ledger)["acts"].columns) + "\n"
    assert json.loads(json_of(ledger, nothing))["acts"] == []
