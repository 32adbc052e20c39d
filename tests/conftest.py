"""What many tests share: the real table, its rows in plain Python, both languages, and changed copies of the table."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from aid.keeper import kept
from aid.table import Ledger, read
from aid.words import Words
from tests.extract import extract
from tests.plain import Table

DATA = Path(__file__).parents[1] / "data"
Change = tuple[str, str, str]

# Whether a test passes must not depend on how fast the machine is; and to run a page or all questions again and again
# for the smallest example that fails would take many minutes, where the first one shows as much.
settings.register_profile("unhurried", deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """The real table, read once."""
    return read(DATA)


@pytest.fixture(scope="session")
def rows() -> Table:
    """The rows of the real table as the csv module reads them."""
    return Table.of(DATA)


@pytest.fixture(scope="session")
def part(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The thirty-two acts of tests/extract.py: numbers counted by hand on them stay right when the table grows."""
    return read(extract(DATA, tmp_path_factory.mktemp("part") / "data"))


@pytest.fixture(scope="session")
def en(ledger: Ledger) -> Words:
    return Words("en", ledger)


@pytest.fixture(scope="session")
def zh(ledger: Ledger) -> Words:
    return Words("zh", ledger)


@pytest.fixture
def copied(tmp_path: Path) -> Callable[..., Path]:
    """Makes a copy of the real table in which texts are replaced: `copied((file, old, new), ...)`.

    `table` is the folder of another table to copy.
    """

    def make(*changes: Change, table: Path = DATA) -> Path:
        folder = tmp_path / f"data{len(list(tmp_path.iterdir()))}"
        shutil.copytree(table, folder)
        for file, old, new in changes:
            text = (folder / file).read_text("utf-8")
            assert old in text, f"{old!r} does not stand in {file}"
            (folder / file).write_text(text.replace(old, new), "utf-8")
        return folder

    return make


@pytest.fixture
def altered(copied: Callable[..., Path]) -> Callable[..., Ledger]:
    """Reads such a copy: `altered((file, old, new), ...)`."""
    return lambda *changes, table=DATA: read(copied(*changes, table=table))


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """The project's own table is what the process serves; `served(folder)` has it serve another."""
    monkeypatch.delenv("AID_DATA", raising=False)
    kept.cache_clear()

    def serve(folder: Path) -> None:
        monkeypatch.setenv("AID_DATA", str(folder))
        kept.cache_clear()

    yield serve
    kept.cache_clear()
