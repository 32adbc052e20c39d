"""A curator's slip must never take the dashboard down: the last good table keeps serving."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aid import keeper
from aid.keeper import Keeper
from aid.table import Ledger, TableError, read

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Fills with the folders that keepers read, a reading each."""
    done: list[Path] = []

    def counted(folder: Path) -> Ledger:
        done.append(folder)
        return read(folder)

    monkeypatch.setattr(keeper, "open_table", counted)
    return done


def change(path: Path, alter: Callable[[str], str]) -> None:
    """Alter a file; its time moves on by a second, however fast the test runs."""
    later = path.stat().st_mtime_ns + 1_000_000_000
    path.write_text(alter(path.read_text("utf-8")), "utf-8")
    os.utime(path, ns=(later, later))


def break_kind(text: str) -> str:
    return text.replace(",letter,", ",lettre,", 1)


def mend_kind(text: str) -> str:
    return text.replace(",lettre,", ",letter,", 1)


def test_the_same_ledger_is_served_as_long_as_the_files_stay_as_they_are(folder: Path, readings: list[Path]) -> None:
    kept = Keeper(folder)
    assert kept.ledger() is kept.ledger()
    assert kept.trouble is None
    assert len(readings) == 1


def test_a_changed_file_is_read_at_the_next_question(folder: Path) -> None:
    kept = Keeper(str(folder))
    before = kept.ledger()
    change(folder / "items.csv", lambda text: text.replace("mask,50000,piece", "mask,50001,piece", 1))
    after = kept.ledger()
    assert after is not before
    assert after.items["quantity"].sum() == before.items["quantity"].sum() + 1


def test_a_file_that_was_only_touched_gives_the_same_ledger(folder: Path, readings: list[Path]) -> None:
    kept = Keeper(folder)
    before = kept.ledger()
    change(folder / "acts.csv", str)
    assert kept.ledger() is before
    assert len(readings) == 2


def test_a_broken_table_leaves_the_last_good_one_serving_and_says_why(folder: Path) -> None:
    kept = Keeper(folder)
    good = kept.ledger()
    change(folder / "acts.csv", break_kind)
    assert kept.ledger() is good
    assert kept.trouble is not None
    assert "'lettre' — expected one of supplies, funds" in str(kept.trouble)


def test_a_broken_table_is_not_read_again_until_it_changes(folder: Path, readings: list[Path]) -> None:
    kept = Keeper(folder)
    kept.ledger()
    change(folder / "acts.csv", break_kind)
    for _ in range(5):
        kept.ledger()
    assert len(readings) == 2


def test_a_mended_table_ends_the_trouble(folder: Path) -> None:
    kept = Keeper(folder)
    good = kept.ledger()
    change(folder / "acts.csv", break_kind)
    kept.ledger()
    change(folder / "acts.csv", mend_kind)
    assert kept.ledger().digest == good.digest
    assert kept.trouble is None


@pytest.mark.parametrize("file", ["acts.csv", "datapackage.json"])
def test_a_file_that_goes_away_and_comes_back_is_noticed_both_times(folder: Path, file: str) -> None:
    kept = Keeper(folder)
    good = kept.ledger()
    content = (folder / file).read_bytes()
    (folder / file).unlink()
    assert kept.ledger() is good
    assert kept.trouble is not None
    assert kept.trouble.problems[0].file == file
    (folder / file).write_bytes(content)
    kept.ledger()
    assert kept.trouble is None


def test_the_folder_itself_may_go_away(folder: Path) -> None:
    kept = Keeper(folder)
    good = kept.ledger()
    shutil.rmtree(folder)
    assert kept.ledger() is good
    assert kept.trouble is not None


def test_without_any_good_table_the_question_raises_until_there_is_one(folder: Path, readings: list[Path]) -> None:
    change(folder / "acts.csv", break_kind)
    kept = Keeper(folder)
    for _ in range(3):
        with pytest.raises(TableError, match="lettre"):
            kept.ledger()
    assert len(readings) == 1
    change(folder / "acts.csv", mend_kind)
    assert len(kept.ledger().acts) > 0
    assert kept.trouble is None


def test_each_trouble_is_written_to_the_log_once_and_in_full(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    kept = Keeper(folder)
    kept.ledger()
    assert not caplog.records
    change(folder / "acts.csv", break_kind)
    for _ in range(3):
        kept.ledger()
    (said,) = caplog.messages
    assert "'lettre' — expected one of supplies, funds" in said


def test_a_keeper_of_no_folder_raises_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"datapackage\.json"):
        Keeper(tmp_path / "nowhere").ledger()


def test_many_threads_get_one_reading_and_a_good_ledger_while_the_file_changes(
    folder: Path, readings: list[Path]
) -> None:
    kept = Keeper(folder)
    with ThreadPoolExecutor(8) as threads:
        first = list(threads.map(lambda _: kept.ledger(), range(64)))
        assert len(set(first)) == 1
        assert len(readings) == 1
        later = [threads.submit(kept.ledger) for _ in range(32)]
        change(folder / "acts.csv", break_kind)
        later += [threads.submit(kept.ledger) for _ in range(32)]
        change(folder / "acts.csv", mend_kind)
        later += [threads.submit(kept.ledger) for _ in range(32)]
    assert {len(done.result().acts) for done in later} == {len(first[0].acts)}
    assert kept.ledger().digest == first[0].digest
    assert kept.trouble is None
