"""Every question answers the same whatever engine holds the table: Polars, pandas, DuckDB, a cluster of two workers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import narwhals as nw
import pandas as pd
import pytest
from dask.distributed import LocalCluster
from hypothesis import given, settings
from hypothesis import strategies as st

from aid import questions
from aid.questions.totals import countries
from aid.shelf import PLACED, Shelf
from aid.shelves.cluster import ClusterShelf
from aid.shelves.edition import checked
from aid.shelves.opening import columns_of, open_table
from aid.shelves.pack import pack_ledger
from aid.table import DESCRIPTOR, Ledger
from aid.view import View
from tests.conftest import DATA
from tests.plain import Table
from tests.test_questions_by_second_method import ACT, plain, small_ledger, small_table, views

Moving = Callable[[str, Ledger], Ledger]
FRAMES = (
    *("acts", "by_country", "by_day", "by_period", "cited", "claims_against", "dates", "disputes", "exchange"),
    *("exchanged", "item_rows", "kindred", "known", "looked", "masks_and_more", "money", "parties", "pieces_between"),
    *("searched", "searches", "sources", "spreads", "thread", "totals"),
)
# What answers with anything but a frame, asked of a table and a view.
OTHERS: dict[str, Callable[[Ledger, View], Any]] = {
    "comparable": questions.comparable,
    "crowded": questions.crowded,
    "not_looked": questions.not_looked,
    "reach": questions.reach,
    "returns": questions.returns,
    "source_count": questions.source_count,
    "unplaced": questions.unplaced,
    "countries": countries,
    "gifts_before": lambda ledger, view: questions.gifts_before(ledger, view, pd.Timestamp(2020, 4, 1)),
    "leaf": lambda ledger, view: _of(questions.leaf(ledger, view, 1, 3)),
    "masks_side_by_side": lambda ledger, view: _rows(
        questions.masks_side_by_side(ledger, view.but(country=("JPN", "KOR")))
    ),
    "named": lambda ledger, view: _of(questions.named(ledger, tuple(sorted(ledger.acts["id"])[:2]))),
    "newest": lambda ledger, view: _rows(questions.newest(ledger, view, 3)),
    "resting_on": lambda ledger, view: _of(questions.resting_on(ledger, "s001", view, 5)),
    "resting_count": lambda ledger, view: questions.resting_count(ledger, "s001"),
    "claim_sources": lambda ledger, view: {id: _told(row) for id, row in questions.claim_sources(ledger).items()},
    "disputes_of": lambda ledger, view: [
        _rows(questions.disputes_of(ledger, act)) for act in sorted(ledger.acts["id"])[:3]
    ],
}
# No questions, but what they are asked with and answered by.
BESIDE = {"listable", "GIFTS", "MOST", "MOST_DRAWN", "Named", "Reach", "matching"}


class PandasShelf(Shelf):
    """A table held by pandas, as narwhals takes it."""

    def __init__(self, ledger: Ledger) -> None:
        self._frames = {name: getattr(ledger, name) for name in ledger.names}

    def lazy(self, name: str) -> nw.LazyFrame[Any]:
        frame = self[name]
        placed = frame.assign(place=range(len(frame))) if name in PLACED else frame
        return nw.from_native(placed).lazy()

    def beside(self, frame: pd.DataFrame) -> nw.LazyFrame[Any]:
        return nw.from_native(frame).lazy()

    def rows(self, name: str) -> int:
        return len(self[name])

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a real cluster: a scheduler and two worker processes."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


@pytest.fixture(scope="module")
def on(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Moving]:
    """Hands a ledger to another engine: `on("DuckDB", ledger)`."""
    with ExitStack() as opened:

        def move(engine: str, ledger: Ledger) -> Ledger:
            if engine == "pandas":
                return _with(ledger, PandasShelf(ledger))
            folder = tmp_path_factory.mktemp("edition") / "table"
            pack_ledger(ledger, (DATA / DESCRIPTOR).read_bytes(), folder)
            if engine == "DuckDB":
                moved = open_table(folder)
            elif engine == "Dask":
                moved = open_table(request.getfixturevalue("scheduler") + str(folder))
            else:
                manifest, descriptor = checked(folder)
                address = request.getfixturevalue("scheduler")
                shelf = ClusterShelf(folder, manifest.rows, columns_of(descriptor), address, ahead=False)
                moved = _with(ledger, shelf)
            assert isinstance(moved._frames, Shelf)
            opened.callback(moved._frames.close)
            return moved

        yield move


def _with(ledger: Ledger, shelf: Shelf) -> Ledger:
    return Ledger(ledger.descriptor, ledger.version, ledger.digest, (), shelf)


def _told(row: dict[Any, Any]) -> dict[Any, Any]:
    return {name: plain(cell) for name, cell in row.items()}


def _rows(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    return [_told(row) for row in frame.to_dict("records")]


def _of(some: questions.Named) -> list[list[dict[Any, Any]]]:
    return [_rows(some.acts), _rows(some.items), _rows(some.cited)]


def answered(name: str, ledger: Ledger, view: View) -> Any:
    """The answer to a question, its rows in plain Python."""
    if name in OTHERS:
        return OTHERS[name](ledger, view)
    answer = getattr(questions, name)(ledger, view)
    return list(answer.columns), _rows(answer)


def assert_same(one: Ledger, other: Ledger, view: View) -> None:
    for name in (*FRAMES, *OTHERS):
        assert answered(name, one, view) == answered(name, other, view), f"{name} of {view.query()}"


def test_every_question_is_asked_below() -> None:
    public = {name for name in questions.__all__ if name not in BESIDE}
    assert public <= {*FRAMES, *OTHERS}, public - {*FRAMES, *OTHERS}
    assert all(inspect.isroutine(getattr(questions, name)) for name in FRAMES)


@pytest.mark.parametrize("engine", ["pandas", "DuckDB"])
@settings(max_examples=6)
@given(drawn=st.lists(ACT, max_size=7), data=st.data())
def test_any_small_table_answers_the_same_on_every_engine(
    engine: str,
    ledger: Ledger,
    rows: Table,
    on: Callable[..., Ledger],
    drawn: list[dict[str, Any]],
    data: st.DataObject,
) -> None:
    some = small_ledger(ledger, small_table(rows, drawn))
    other = on(engine, some)
    assert_same(some, other, View())
    assert_same(some, other, data.draw(views(ledger)))


@pytest.mark.parametrize("engine", ["Dask", "Dask without counts made ahead"])
@settings(max_examples=1)
@given(drawn=st.lists(ACT, min_size=3, max_size=7), data=st.data())
def test_a_small_table_answers_the_same_on_a_cluster(
    engine: str, ledger: Ledger, rows: Table, on: Moving, drawn: list[dict[str, Any]], data: st.DataObject
) -> None:
    some = with_few_claims(small_ledger(ledger, small_table(rows, drawn)))
    assert_same(some, on(engine, some), data.draw(views(ledger)))


def with_few_claims(ledger: Ledger) -> Ledger:
    """The table with three reported totals, of each of which a cluster is asked several questions."""
    claims = ledger.claims.groupby("measure").head(1).head(3)
    cited = ledger.claim_citations
    less = {"claims": claims, "claim_citations": cited[cited["claim"].isin(claims["id"])]}
    frames = {name: frame.reset_index(drop=True) for name, frame in less.items()}
    return replace(ledger, _frames=MappingProxyType({**ledger._frames, **frames}), _asked={})


@pytest.mark.parametrize("engine", ["pandas", "DuckDB"])
def test_a_part_of_the_real_table_answers_the_same_on_every_engine(engine: str, part: Ledger, on: Moving) -> None:
    other = on(engine, part)
    for view in (View(), View(q="masks", by="country"), View(language=("ja",), item=("masks",), measure="value")):
        assert_same(part, other, view)


def test_a_part_of_the_real_table_answers_the_same_on_a_cluster(part: Ledger, on: Moving) -> None:
    few = with_few_claims(part)
    assert_same(few, on("Dask", few), View(q="masks", by="country"))


def test_a_cluster_that_does_not_answer_is_named(tmp_path: Path, part: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aid.shelves.cluster.PATIENCE", "1s")
    folder = tmp_path / "table"
    pack_ledger(part, (DATA / DESCRIPTOR).read_bytes(), folder)
    with pytest.raises(Exception, match=r"AID_DATA.*tcp://127\.0\.0\.1:9.*a scheduler of Dask that answers"):
        open_table(f"tcp://127.0.0.1:9{folder}")
