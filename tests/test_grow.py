"""The large tables of the benchmarks are tables: they pass the curator's check and keep what the real one is like."""

from __future__ import annotations

from pathlib import Path

import pytest

from aid import questions
from aid.shelves.opening import open_table
from aid.table import Ledger, read
from aid.view import View
from benchmarks.grow import grow, grow_csv
from benchmarks.size import slope


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grow_csv(1000, tmp_path_factory.mktemp("grown") / "csv")


def test_a_grown_table_passes_the_check_of_curators(thousand: Path) -> None:
    grown = read(thousand)
    assert (len(grown.acts), grown.warnings) == (1000, ())


def test_it_has_the_shares_of_the_real_table(thousand: Path, ledger: Ledger) -> None:
    grown = read(thousand).acts
    for column in ("direction", "kind", "confidence", "date_basis", "precision"):
        real, ours = (frame[column].value_counts(normalize=True) for frame in (ledger.acts, grown))
        assert ours.sub(real, fill_value=0).abs().max() < 0.06, column


def test_the_same_number_gives_the_same_table_in_either_form(thousand: Path, tmp_path: Path) -> None:
    edition, table = open_table(grow(1000, tmp_path / "edition")), read(thousand)
    for view in (View(), View(direction="inbound", measure="masks"), View(kind=("letter",), country=("JPN",))):
        for question in (questions.totals, questions.by_country, questions.masks_and_more, questions.by_period):
            one, other = (question(ledger, view).to_dict("records") for ledger in (edition, table))
            assert str(one) == str(other), f"{question.__name__} of {view.query()}"


def test_slopes_are_those_of_straight_lines() -> None:
    assert slope((10, 100, 1000), (5, 5, 5)) == pytest.approx(0)
    assert slope((10, 100, 1000), (1, 10, 100)) == pytest.approx(1)
    assert slope((100, 10_000), (3, 30)) == pytest.approx(0.5)
