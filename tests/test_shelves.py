"""A Parquet edition: made from any table, read back as that table, and named with every fault where it has some."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from aid import questions
from aid.keeper import Keeper
from aid.shelf import MOST_IN_MEMORY, Outgrown, Shelf
from aid.shelves import duck, pack
from aid.shelves.opening import folder_of, open_table
from aid.table import Ledger, TableError, read
from aid.view import View
from tests.conftest import DATA


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of the real table, for tests that only read it."""
    return pack.pack(DATA, tmp_path_factory.mktemp("editions") / "table")


@pytest.fixture
def own_edition(tmp_path: Path) -> Path:
    """An edition that a test may spoil."""
    return pack.pack(DATA, tmp_path / "table")


def problems(folder: Path) -> list[str]:
    with pytest.raises(TableError) as wrong:
        open_table(folder)
    return [str(problem) for problem in wrong.value.problems]


def test_an_edition_is_the_table_it_was_made_of(ledger: Ledger, edition: Path) -> None:
    opened = open_table(edition)
    assert (opened.version, opened.digest) == (ledger.version, ledger.digest)
    for name in ("items", "parties", "sources", "claims", "disputes", "searches", "countries"):
        pd.testing.assert_frame_equal(getattr(opened, name), getattr(ledger, name), check_dtype=False)
    acts = opened.acts.sort_values("id", ignore_index=True)
    assert list(acts.columns) == list(ledger.acts.columns)
    pd.testing.assert_frame_equal(acts, ledger.acts.sort_values("id", ignore_index=True), check_dtype=False)


def test_an_edition_is_named_by_its_folder_or_by_a_file_in_it(edition: Path) -> None:
    assert open_table(edition / "acts.parquet").digest == open_table(edition).digest
    assert folder_of("tcp://10.0.0.7:8786/srv/a%20table") == Path("/srv/a table")
    assert folder_of("data") == Path("data")


def test_a_cluster_without_dask_is_named_with_what_installs_it(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "aid.shelves.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "dask.dataframe", None)
    with pytest.raises(TableError, match=r"AID_DATA.*tcp://10\.0\.0\.7:8786.*pip install -e '\.\[cluster\]'"):
        open_table(f"tcp://10.0.0.7:8786{edition}")


def test_counts_are_made_ahead_and_come_to_all_acts(ledger: Ledger, edition: Path) -> None:
    counted = pq.read_table(edition / "tally.parquet").to_pandas()
    assert counted["n"].sum() == len(ledger.acts)
    assert len(counted) <= len(ledger.acts)


def test_a_folder_that_is_no_edition_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("to be kept")
    assert pack.main([str(DATA), str(tmp_path / "letters")]) == 1
    assert "nothing in it is replaced" in capsys.readouterr().out
    assert (tmp_path / "letters" / "dear.txt").read_text() == "to be kept"


def test_an_edition_is_replaced_as_a_whole(own_edition: Path, tmp_path: Path) -> None:
    (own_edition / "stray.parquet").write_bytes(b"")
    assert pack.main([str(DATA), str(own_edition)]) == 0
    assert not (own_edition / "stray.parquet").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["table"]


def test_a_table_with_faults_makes_no_edition(
    copied: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = copied(("acts.csv", ",letter,", ",lettre,"))
    assert pack.main([str(broken), str(tmp_path / "table")]) == 1
    assert "'lettre'" in capsys.readouterr().out
    assert not (tmp_path / "table").exists()


def test_every_fault_of_an_edition_is_named_at_once(own_edition: Path) -> None:
    (own_edition / "claims.parquet").unlink()
    acts = pq.read_table(own_edition / "acts.parquet")
    value = acts.schema.get_field_index("value")
    acts = acts.set_column(value, "value", acts["value"].cast(pa.string())).drop_columns(["kind"]).slice(1)
    pq.write_table(acts, own_edition / "acts.parquet")
    told = problems(own_edition)
    assert any("claims.parquet" in line and "can be read" in line for line in told)
    assert any("acts.parquet" in line and "kind" in line and "a column that is there" in line for line in told)
    assert any("acts.parquet" in line and "value" in line and "a column of number" in line for line in told)
    assert any("acts.parquet" in line and "rows, as edition.json says" in line for line in told)


@pytest.mark.parametrize("manifest", [None, "", "[]", "{}", '{"layout": 1}'])
def test_a_manifest_that_says_nothing_is_named(own_edition: Path, manifest: str | None) -> None:
    told = own_edition / "edition.json"
    told.unlink() if manifest is None else told.write_text(manifest)
    assert [line.partition(":")[0].partition(" ")[0] for line in problems(own_edition)] == ["edition.json"]


def test_an_edition_of_another_layout_asks_to_be_made_anew(own_edition: Path) -> None:
    told = json.loads((own_edition / "edition.json").read_text())
    (own_edition / "edition.json").write_text(json.dumps({**told, "layout": 0}))
    [line] = problems(own_edition)
    assert "'0'" in line and "aid.shelves.pack" in line


def test_the_keeper_serves_an_edition_and_keeps_the_last_good_one(own_edition: Path) -> None:
    keeper = Keeper(own_edition)
    first = keeper.ledger()
    assert questions.totals(first, View())["acts"].sum() == len(read(DATA).acts)
    (own_edition / "edition.json").write_text("{}")
    assert keeper.ledger() is first
    assert keeper.trouble is not None


def test_a_large_file_is_never_read_as_a_whole(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck, "MOST_IN_MEMORY", 100)
    opened = open_table(edition)
    with pytest.raises(Outgrown, match=r"acts has \d+ rows"):
        _ = opened.acts
    assert len(opened.countries) < 100 < MOST_IN_MEMORY
    assert questions.totals(opened, View())["acts"].sum() == opened.rows("acts")


def test_what_does_not_fit_into_memory_goes_to_disk_and_is_gone_afterwards(edition: Path) -> None:
    shelf = open_table(edition)._frames
    assert isinstance(shelf, duck.DuckShelf)
    spill = Path(shelf._spill.name)
    assert spill.is_dir()
    assert isinstance(shelf, Shelf)
    shelf.close()
    assert not spill.exists()
