"""Each answer in each format, read by the programs that people read them with."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aid.export import formats
from aid.export.answers import Answer, answers
from aid.export.front import front
from aid.table import Ledger
from aid.view import View
from tests.plain import Table
from tests.test_questions_by_second_method import views

NAMES = ("acts", "countries", "parties", "items", "sources", "claims", "timeline")
PLACED = ("acts", "countries", "parties")
MITO = "2020-01-28-in-mito-masks"
JAPAN = View(country=("JPN",))
TODAY = date(2026, 11, 23)


def csv_rows(answer: Answer, ledger: Ledger, view: View, **how: Any) -> list[dict[str, str]]:
    text = b"".join(formats.as_csv(answer, ledger, view, **how)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def json_rows(answer: Answer, ledger: Ledger, view: View) -> list[dict[str, Any]]:
    document = json.loads(b"".join(formats.as_json(answer, ledger, view)))
    assert document["count"] == len(document[answer.name])
    return list(document[answer.name])


def sheet(answer: Answer, ledger: Ledger, view: View) -> bytes:
    first = front(ledger, view, 0, "en", "http://localhost:8501/", TODAY)
    return b"".join(formats.as_xlsx(answer, ledger, view, first))


def sheet_rows(answer: Answer, ledger: Ledger, view: View) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(sheet(answer, ledger, view)))
    head, *rows = book[answer.name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def parquet_rows(answer: Answer, ledger: Ledger, view: View) -> list[dict[str, Any]]:
    read = pq.read_table(io.BytesIO(b"".join(formats.as_parquet(answer, ledger, view))))
    return list(read.to_pylist())


def in_text(value: Any) -> Any:
    """A typed cell as JSON has it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value


# ---- the rows of a file are the rows of the screen ----


@settings(max_examples=25)
@given(data=st.data())
def test_the_rows_of_every_file_are_those_of_the_view(ledger: Ledger, rows: Table, data: st.DataObject) -> None:
    view = data.draw(views(ledger))
    there = answers(ledger)
    ids, found = rows.ordered(view), rows.found(view)
    assert [row["id"] for row in csv_rows(there["acts"], ledger, view)] == ids
    assert [row["id"] for row in json_rows(there["acts"], ledger, view)] == ids
    held = Counter((act.id, item) for act in found for item, _, _ in act.items)
    assert Counter((row["act"], row["item"]) for row in csv_rows(there["items"], ledger, view)) == held
    who = {who for act in found for who in (act.partner, act.hub)}
    assert {row["id"] for row in json_rows(there["parties"], ledger, view)} == who
    cited = {source for row in rows.files["acts"] if row["id"] in ids for source in row["sources"].split(";")}
    told = {row["id"] for row in json_rows(there["sources"], ledger, view)}
    assert cited == (told & cited if view.asks_all else told)
    places = {(row["iso3"], row["acts_in"], row["acts_out"]) for row in json_rows(there["countries"], ledger, view)}
    counted = Counter((act.country, act.direction) for act in found if act.country)
    assert places == {(code, counted[code, "inbound"], counted[code, "outbound"]) for code, _ in counted}
    months = [(row["year"], row["month"], row["direction"]) for row in json_rows(there["timeline"], ledger, view)]
    assert set(months) == set(rows.by_period(view))
    assert len(set(months)) == len(months)


@pytest.mark.parametrize("view", [View(), JAPAN, View(q="nothing says this")], ids=["all", "Japan", "nothing"])
@pytest.mark.parametrize("name", NAMES)
def test_every_format_of_an_answer_holds_the_same_cells(ledger: Ledger, name: str, view: View) -> None:
    answer = answers(ledger)[name]
    told = json_rows(answer, ledger, view)
    assert [list(row) for row in told] == [list(answer.columns)] * len(told)
    assert [{key: in_text(cell) for key, cell in row.items()} for row in parquet_rows(answer, ledger, view)] == told
    assert [{key: in_text(cell) for key, cell in row.items()} for row in sheet_rows(answer, ledger, view)] == told
    for row, cells in zip(csv_rows(answer, ledger, view), told, strict=True):
        for key, cell in cells.items():
            text = "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
            assert row[key].removeprefix("'") == text.removeprefix("'"), (key, row)


@pytest.mark.parametrize("name", NAMES)
def test_large_answers_come_in_pieces(ledger: Ledger, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = answers(ledger)[name]
    whole = [b"".join(write(answer, ledger, View())) for write in (formats.as_csv, formats.as_json)]
    monkeypatch.setattr(formats, "ROWS_AT_ONCE", 3)
    monkeypatch.setattr(formats._batched, "__defaults__", (3,))
    for write, once in zip((formats.as_csv, formats.as_json), whole, strict=True):
        pieces = list(write(answer, ledger, View()))
        assert len(pieces) > 3
        assert b"".join(pieces) == once


# ---- typed and explained ----


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_typed_and_explained_in_both_languages(ledger: Ledger, name: str) -> None:
    for column in answers(ledger)[name].fields:
        assert column["type"] in formats.ARROW, column["name"]
        for text in ("title", "title_zh", "description", "description_zh"):
            assert column.get(text), f"{name}.{column['name']} has no {text}"


@pytest.mark.parametrize("name", NAMES)
def test_parquet_has_the_types_that_the_columns_say(ledger: Ledger, name: str) -> None:
    answer = answers(ledger)[name]
    read = pq.read_table(io.BytesIO(b"".join(formats.as_parquet(answer, ledger, View()))))
    assert {column.name: column.type for column in read.schema} == {
        column["name"]: formats.ARROW[column["type"]] for column in answer.fields
    }
    assert read.schema.metadata[b"digest"].decode() == ledger.digest


@pytest.mark.parametrize("large", [2.0**53 + 2, 2.0**60, 1e300, -(2.0**70)])
def test_parquet_takes_sums_beyond_what_a_whole_number_holds(ledger: Ledger, large: float) -> None:
    claims = answers(ledger)["claims"]
    summed = replace(claims, rows=lambda *asked: claims.rows(*asked).assign(itemised=large))
    read = pq.read_table(io.BytesIO(b"".join(formats.as_parquet(summed, ledger, View()))))
    assert set(read["itemised"].to_pylist()) == {large}


def test_a_workbook_has_dates_as_dates_and_numbers_as_numbers(ledger: Ledger) -> None:
    mito = next(row for row in sheet_rows(answers(ledger)["acts"], ledger, View()) if row["id"] == MITO)
    assert mito["earliest"] == datetime(2020, 1, 28)
    assert mito["masks"] == 50_000
    assert type(mito["masks"]) is int
    assert mito["uncertain_period"] is False
    assert mito["value"] is None
    assert mito["partner_zh"] == "水户市"


def test_a_workbook_begins_with_what_it_is_and_ends_with_its_columns(ledger: Ledger) -> None:
    answer = answers(ledger)["acts"]
    book = openpyxl.load_workbook(io.BytesIO(sheet(answer, ledger, JAPAN)))
    assert book.sheetnames == ["about", "acts", "columns"]
    told = "\n".join(str(cell) for row in book["about"].iter_rows(values_only=True) for cell in row if cell)
    for text in (
        "Acts between Chongqing and Japan",
        "重庆与日本之间的往来",
        ledger.version,
        "CC BY 4.0",
        "http://localhost",
    ):
        assert text in told
    explained = [row[1] for row in book["columns"].iter_rows(min_row=2, values_only=True)]
    assert explained == list(answer.columns)


def test_the_front_sheet_can_be_read_and_printed(ledger: Ledger) -> None:
    front_sheet = openpyxl.load_workbook(io.BytesIO(sheet(answers(ledger)["acts"], ledger, View())))["about"]
    assert front_sheet.page_setup.orientation == "landscape"
    assert front_sheet.sheet_properties.pageSetUpPr.fitToPage
    # One page wide is what a file says by saying nothing; as many pages high as it takes.
    assert (front_sheet.page_setup.fitToWidth or 1, front_sheet.page_setup.fitToHeight) == (1, 0)
    room = front_sheet.column_dimensions["B"].width
    told = [cell for cell in front_sheet["B"] if cell.value]
    assert len(told) > 30
    for cell in told:
        signs = sum(2 if sign > "\u2e7f" else 1 for sign in cell.value)
        assert front_sheet.row_dimensions[cell.row].height >= 15 * (signs / room), cell.value
    assert max(front_sheet.row_dimensions[cell.row].height for cell in told) < 100


def test_the_columns_of_a_workbook_are_wide_enough_for_its_ids(ledger: Ledger) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet(answers(ledger)["acts"], ledger, View())))
    ids = sorted(len(cell.value) for cell in book["acts"]["A"])
    assert book["acts"].column_dimensions["A"].width >= ids[int(len(ids) * 0.8)]
    assert book["acts"].print_title_rows == "$1:$1"


def test_a_workbook_goes_on_to_a_next_sheet_where_one_is_full(
    ledger: Ledger, rows: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aid.export import workbook

    # A third of the acts, and the header.
    monkeypatch.setattr(workbook, "ROWS_OF_A_SHEET", -(-len(rows.acts) // 3) + 1)
    book = openpyxl.load_workbook(io.BytesIO(sheet(answers(ledger)["acts"], ledger, View())))
    assert book.sheetnames == ["about", "acts", "acts 2", "acts 3", "columns"]
    ids = [row[0] for name in ("acts", "acts 2", "acts 3") for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert ids == [row["id"] for row in json_rows(answers(ledger)["acts"], ledger, View())]


def test_the_same_question_gives_the_same_bytes(ledger: Ledger) -> None:
    answer = answers(ledger)["acts"]
    assert sheet(answer, ledger, JAPAN) == sheet(answer, ledger, JAPAN)
    assert list(formats.as_parquet(answer, ledger, JAPAN)) == list(formats.as_parquet(answer, ledger, JAPAN))


# ---- read by other programs ----


def test_duckdb_reads_csv_parquet_and_json_alike(ledger: Ledger, rows: Table, tmp_path: Path) -> None:
    answer = answers(ledger)["acts"]
    for ending, write in (("csv", formats.as_csv), ("parquet", formats.as_parquet)):
        (tmp_path / f"acts.{ending}").write_bytes(b"".join(write(answer, ledger, View())))
        file = tmp_path / f"acts.{ending}"
        asked = f"SELECT direction, count(*), sum(masks), min(earliest) FROM '{file}' GROUP BY 1 ORDER BY 1"
        told = duckdb.sql(asked).fetchall()
        assert told == [
            (way, len(acts), rows.pieces(acts, "masks")[0], min(act.earliest for act in acts if act.earliest))
            for way in ("inbound", "outbound")
            for acts in [[act for act in rows.acts if act.direction == way]]
        ]
    asked = f"SELECT id, masks FROM '{tmp_path}/acts.csv' WHERE id IN ('{MITO}', '2020-05-21-out-mito-supplies')"
    assert sorted(duckdb.sql(asked).fetchall()) == [(MITO, 50_000), ("2020-05-21-out-mito-supplies", 5_000)]


def test_pandas_reads_csv_and_parquet_with_the_types_meant(ledger: Ledger) -> None:
    answer = answers(ledger)["acts"]
    text = b"".join(formats.as_csv(answer, ledger, View()))
    read = pd.read_csv(io.BytesIO(text), parse_dates=["earliest", "latest", "added"])
    assert read["latest"].dtype.kind == "M"
    assert read["uncertain_period"].dtype == bool
    assert read.loc[read["id"] == MITO, "masks"].item() == 50_000
    assert (
        pd.read_parquet(io.BytesIO(b"".join(formats.as_parquet(answer, ledger, View()))))["masks"].sum()
        == read["masks"].sum()
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_libreoffice_reads_the_files_with_their_chinese(ledger: Ledger, tmp_path: Path, ending: str) -> None:
    answer = answers(ledger)["acts"]
    body = (
        sheet(answer, ledger, JAPAN)
        if ending == "xlsx"
        else b"".join(formats.as_csv(answer, ledger, JAPAN, excel=True))
    )
    (tmp_path / f"acts.{ending}").write_bytes(body)
    # 44,34,76: comma, double quote, UTF-8; -1: every sheet, each to a file of its own.
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false"
    target, reading = (f"{target},-1", []) if ending == "xlsx" else (target, ["--infilter=CSV:44,34,76"])
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", *reading, "--convert-to", target]
    command += ["--outdir", str(tmp_path / "out"), str(tmp_path / f"acts.{ending}")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    written = tmp_path / "out" / ("acts-acts.csv" if ending == "xlsx" else "acts.csv")
    with written.open(encoding="utf-8", newline="") as lines:
        read = list(csv.DictReader(lines))
    assert [row["id"] for row in read] == [row["id"] for row in json_rows(answer, ledger, JAPAN)]
    mito = next(row for row in read if row["id"] == MITO)
    assert (mito["partner_zh"], mito["masks"], mito["earliest"]) == ("水户市", "50000", "2020-01-28")


@pytest.mark.parametrize("name", PLACED)
def test_geojson_is_what_a_map_program_expects(ledger: Ledger, rows: Table, name: str) -> None:
    answer = answers(ledger)[name]
    collection = json.loads(b"".join(formats.as_geojson(answer, ledger, View())))
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == collection["count"] > 40
    assert "crs" not in collection, "RFC 7946 knows one reference system"
    ids = [feature["id"] for feature in collection["features"]]
    assert len(set(ids)) == len(ids)
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        if feature["geometry"] is not None:
            assert feature["geometry"]["type"] == "Point"
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
    if name == "acts":
        parties = {row["id"]: row for row in rows.files["parties"]}
        for feature in collection["features"]:
            party = parties[feature["properties"]["partner"]]
            place = [float(party["longitude"]), float(party["latitude"])] if party["latitude"] else None
            assert (feature["geometry"] or {}).get("coordinates") == place


def test_duckdb_reads_geojson_as_features(ledger: Ledger, rows: Table, tmp_path: Path) -> None:
    file = tmp_path / "acts.geojson"
    file.write_bytes(b"".join(formats.as_geojson(answers(ledger)["acts"], ledger, JAPAN)))
    where = {row["id"]: row["latitude"] for row in rows.files["parties"]}
    placed = sum(bool(where[act.partner]) for act in rows.found(JAPAN))
    asked = f"SELECT country, count(*), count(geometry) FROM read_json('{file}') GROUP BY 1"
    assert duckdb.sql(asked).fetchall() == [("JPN", len(rows.found(JAPAN)), placed)]


def test_an_answer_without_places_has_no_geojson(ledger: Ledger) -> None:
    with pytest.raises(LookupError):
        formats.as_geojson(answers(ledger)["items"], ledger, View())


# ---- hostile text ----


FORMULAS = ("=1+1", "@SUM(1)", "+1", "-1", '=HYPERLINK("http://evil")')


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(altered: Callable[..., Ledger], formula: str) -> None:
    quoted = formula.replace('"', '""')
    hostile = altered(
        ("parties.csv", "City of Mito,水户市", f'"{quoted}","{quoted}水户市"'),
        ("acts.csv", '"On the day it took', f'"{quoted} On the day it took'),
    )
    for name in ("acts", "parties"):
        book = openpyxl.load_workbook(io.BytesIO(sheet(answers(hostile)[name], hostile, View())))
        cells = [cell for each in book for row in each.iter_rows() for cell in row]
        assert any(str(cell.value).startswith(formula) for cell in cells)
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
        written = csv_rows(answers(hostile)[name], hostile, View())
        assert any(cell.startswith(f"'{formula}") for row in written for cell in row.values())
        numbers = ("latitude", "longitude")
        assert not [
            row for row in written for key, cell in row.items() if cell.startswith(formula) and key not in numbers
        ]
