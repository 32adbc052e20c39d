"""What a reader of the table gets: every row, typed, with its dates as wide as they are vague."""

import csv
import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from aid.contract import span
from aid.table import Ledger, read

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
FRAMES = (
    *("acts", "items", "parties", "sources", "claims", "searches", "countries"),
    *("citations", "claim_citations"),
)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read(DATA)


def cells(name: str) -> list[dict[str, str]]:
    """The bare cells of one of the files, by column."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def one(frame: pd.DataFrame, record: str) -> dict[str, object]:
    (row,) = frame[frame["id"] == record].to_dict("records")
    return {str(column): cell for column, cell in row.items()}


@pytest.mark.parametrize("name", FRAMES[:7])
def test_every_row_and_cell_of_the_files_is_there_in_their_order(ledger: Ledger, name: str) -> None:
    frame, rows = getattr(ledger, name), cells(name)
    assert len(frame) == len(rows)
    for column in rows[0]:
        for given, row in zip(frame[column], rows, strict=True):
            written = row[column]
            if not written:
                assert pd.isna(given)
            elif isinstance(given, bool):
                assert given == (written in ("true", "yes"))
            elif isinstance(given, pd.Timestamp):
                assert given.strftime("%Y-%m-%d") == written
            elif isinstance(given, str):
                assert given == written
            else:
                assert given == float(written)


def test_columns_have_the_types_that_pages_rely_on(ledger: Ledger) -> None:
    types = {
        "acts": {
            "value": "Float64",
            "earliest": "datetime64[us]",
            "latest": "datetime64[us]",
            "added": "datetime64[us]",
        },
        "items": {"quantity": "Int64"},
        "parties": {"latitude": "float64", "longitude": "float64", "sister_city": "bool"},
        "sources": {"published": "datetime64[us]", "link": "bool"},
        "claims": {"value": "Float64", "earliest": "datetime64[us]", "latest": "datetime64[us]"},
        "searches": {"found": "bool"},
        "countries": {"latitude": "float64", "longitude": "float64"},
        "citations": {"rank": "int64"},
        "claim_citations": {"rank": "int64"},
    }
    for name, special in types.items():
        frame = getattr(ledger, name)
        assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == {
            column: special.get(column, "str") for column in frame
        }


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2020-05-21", "2020-05-21", "2020-05-21", "day"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2021-02", "2021-02-01", "2021-02-28", "month"),
        ("2020-04", "2020-04-01", "2020-04-30", "month"),
        ("2020-12", "2020-12-01", "2020-12-31", "month"),
        ("2020", "2020-01-01", "2020-12-31", "year"),
    ],
)
def test_a_date_spans_all_days_that_it_may_mean(text: str, first: str, last: str, precision: str) -> None:
    earliest, latest, found = span(text)
    assert (str(earliest), str(latest), found) == (first, last, precision)


@pytest.mark.parametrize("text", ["2020-02-30", "2021-02-29", "2020-13", "0000"])
def test_a_day_that_is_not_in_the_calendar_spans_nothing(text: str) -> None:
    with pytest.raises(ValueError):
        span(text)


@pytest.mark.parametrize(
    ("record", "earliest", "latest", "precision"),
    [
        ("2020-01-28-in-mito-masks", "2020-01-28", "2020-01-28", "day"),
        ("2020-02-in-busan-supplies", "2020-02-01", "2020-02-29", "month"),
        ("2020-in-hankook-funds", "2020-01-01", "2020-12-31", "year"),
        ("2020-in-shiraz-letter", None, "2020-12-31", "year"),
        ("2020-04-out-indonesia-taiji-medicine", None, "2020-04-30", "month"),
        ("2020-03-13-in-brunel-letter", None, "2020-03-13", "day"),
    ],
)
def test_an_act_is_as_early_and_as_late_as_its_date_allows(
    ledger: Ledger, record: str, earliest: str | None, latest: str, precision: str
) -> None:
    act = one(ledger.acts, record)
    if earliest is None:
        assert act["date_basis"] == "no_later_than"
        assert act["earliest"] is pd.NaT
    else:
        assert act["earliest"] == pd.Timestamp(earliest)
    assert (act["latest"], act["precision"]) == (pd.Timestamp(latest), precision)


def test_no_act_is_without_a_latest_day_and_only_upper_bounds_lack_the_earliest(ledger: Ledger) -> None:
    acts = ledger.acts
    assert acts["latest"].notna().all()
    assert acts["earliest"].isna().sum() == sum(r["date_basis"] == "no_later_than" for r in cells("acts"))


def test_a_claim_without_a_date_spans_nothing_and_others_do_as_acts_do(ledger: Ledger) -> None:
    undated = one(ledger.claims, "undated-out-six-countries-masks")
    assert undated["earliest"] is pd.NaT
    assert undated["latest"] is pd.NaT
    assert pd.isna(pd.Series([undated["precision"]])).all()
    month = one(ledger.claims, "2020-09-out-government-countries")
    assert month["earliest"] == pd.Timestamp("2020-09-01")
    assert (month["latest"], month["precision"]) == (pd.Timestamp("2020-09-30"), "month")


def test_citations_keep_the_order_of_sources_best_first(ledger: Ledger) -> None:
    cited = ledger.citations.query("act == '2020-01-28-in-mito-letter'")
    assert cited.values.tolist() == [
        ["2020-01-28-in-mito-letter", "s004", 0],
        ["2020-01-28-in-mito-letter", "s005", 1],
        ["2020-01-28-in-mito-letter", "s006", 2],
        ["2020-01-28-in-mito-letter", "s007", 3],
    ]
    assert len(ledger.citations) == sum(1 + row["sources"].count(";") for row in cells("acts"))
    claimed = ledger.claim_citations.query("claim == '2020-03-19-out-batches'")
    assert claimed[["source", "rank"]].values.tolist() == [["s068", 0], ["s060", 1]]
    assert len(ledger.claim_citations) == sum(1 + row["sources"].count(";") for row in cells("claims"))


@pytest.mark.parametrize("name", FRAMES)
def test_altering_a_frame_alters_it_for_no_one_else(ledger: Ledger, name: str) -> None:
    before = getattr(ledger, name)
    mine = getattr(ledger, name)
    for column in mine:
        mine[column].array[0] = mine[column].array[1]
        mine.loc[0, column] = mine.loc[1, column]
    del mine[mine.columns[0]]
    mine.index.name = mine.columns.name = "altered"
    mine["more"] = 1
    pd.testing.assert_frame_equal(getattr(ledger, name), before)


def test_a_ledger_and_its_descriptor_cannot_be_altered(ledger: Ledger) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ledger.version = "2"  # type: ignore[misc]
    with pytest.raises(TypeError):
        ledger.descriptor["version"] = "2"  # type: ignore[index]
    with pytest.raises(TypeError):
        ledger.descriptor["resources"][0]["name"] = "deeds"
    with pytest.raises(AttributeError):
        ledger.descriptor["resources"].append({})


def test_ledgers_are_told_apart_by_identity_and_their_bytes_by_digest(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    first, second = read(DATA), read(str(folder))
    assert first != second
    assert len({first, second}) == 2
    assert first.digest == second.digest
    assert len(first.digest) == 64
    notes = (folder / "items.csv").read_text("utf-8").replace("masks,mask,50000,", "masks,mask,50001,", 1)
    (folder / "items.csv").write_text(notes, "utf-8")
    assert read(folder).digest != first.digest


def test_the_real_table_is_accepted_without_a_warning(ledger: Ledger) -> None:
    assert ledger.warnings == ()
    assert ledger.version == ledger.descriptor["version"]


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "aid.table", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env={"PYTHONUTF8": "1"})


def test_the_command_says_what_a_good_table_holds_and_exits_with_0() -> None:
    done = check(DATA)
    assert (done.returncode, done.stderr) == (0, "")
    acts, parties = cells("acts"), {row["id"]: row["country"] for row in cells("parties")}
    inbound = [row for row in acts if row["direction"] == "inbound"]
    letters = sum(row["kind"] == "letter" for row in inbound)
    countries = {parties[row["partner"]] for row in acts} - {""}
    assert f"{len(acts)} acts, {len(cells('items'))} items" in done.stdout
    assert f"inbound: {len(inbound)} acts" in done.stdout
    assert f"{letters} letter" in done.stdout
    assert f"countries: {len(countries)}\n" in done.stdout
    assert "warnings: 0\n" in done.stdout


def test_the_command_lists_what_is_wrong_and_exits_with_1(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    text = (folder / "items.csv").read_text("utf-8")
    row = text[: text.index("masks,mask,50000,piece")].count("\n") + 1
    text = text.replace("masks,mask,50000,piece", "masks,mask,5E+04,件", 1)
    (folder / "items.csv").write_text(text, "utf-8")
    done = check(folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"items.csv, row {row}, column quantity (2020-01-28-in-mito-masks): '5E+04' — expected" in done.stdout
    assert f"items.csv, row {row}, column unit (2020-01-28-in-mito-masks): '件' — expected one of" in done.stdout
    assert "2 to put right" in done.stdout


def test_the_command_lists_warnings_of_a_good_table(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    text = (folder / "items.csv").read_text("utf-8").replace("mask,50000,piece", 'mask,"50,000",piece', 1)
    (folder / "items.csv").write_text(text, "utf-8")
    done = check(folder)
    assert done.returncode == 0
    assert "warnings: 1\n" in done.stdout
    assert "'50,000' — expected a number in digits; read as '50000'" in done.stdout
