"""Where a table stands that is not held in memory: what every engine beside pandas offers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

# What stands for a place on the map: plain numbers, to be reckoned with.
COORDINATES = ("latitude", "longitude")
TEXT = pd.StringDtype(na_value=np.nan)
# Tables whose rows stand in an order that means something; engines keep none, so their rows are counted in `place`.
PLACED = ("items", "disputes", "searches")
# A file of more rows is asked where it lies and never read as a whole.
MOST_IN_MEMORY = 200_000


class Outgrown(LookupError):
    """Why a table is not handed out as a frame: it has too many rows for that, and is there to be asked."""

    def __init__(self, name: str, rows: int, most: int = MOST_IN_MEMORY) -> None:
        self.name, self.rows, self.most = name, rows, most
        super().__init__(f"{name} has {rows} rows, more than the {most} that are read as a whole")


class Shelf(Mapping[str, pd.DataFrame]):
    """The tables by name: as frames where they are small, and lazy, where they lie, in any case."""

    @abstractmethod
    def lazy(self, name: str) -> nw.LazyFrame[Any]:
        """A table, to be asked by the engine that holds it. Raises KeyError where there is none of that name."""

    @abstractmethod
    def beside(self, frame: pd.DataFrame) -> nw.LazyFrame[Any]:
        """A small frame of the caller's own, where it can be joined to the tables."""

    @abstractmethod
    def rows(self, name: str) -> int:
        """How many rows a table has."""

    def close(self) -> None:
        """Let go of what the engine holds, when the table is no longer served."""


def in_memory(frame: pd.DataFrame, placed: bool = False) -> nw.LazyFrame[Any]:
    """A frame, to be asked by Polars, which answers some ten times as soon as pandas; with its `place` where wanted."""
    return held(pa.Table.from_pandas(frame, preserve_index=False), placed)


def held(table: pa.Table, placed: bool = False) -> nw.LazyFrame[Any]:
    """A table, held in memory and asked by Polars; with its `place` where wanted."""
    rows = pl.from_arrow(table)
    assert isinstance(rows, pl.DataFrame)
    asked: nw.LazyFrame[Any] = nw.from_native((rows.with_row_index("place") if placed else rows).lazy())
    return asked


def typed(told: pa.Table) -> pd.DataFrame:
    """What another engine answers as a frame, its columns of the types that the frames of a table have."""
    names = [name for name in told.column_names if name != "__index_level_0__"]  # Dask's own
    return pd.DataFrame({name: _typed(name, told[name]) for name in names}, copy=False)


def _typed(name: str, cells: pa.ChunkedArray) -> Any:
    """A column as pandas holds it: whole numbers and truths with null only where there is one."""
    kind = cells.type
    if pa.types.is_decimal(kind):  # a sum of whole numbers
        cells = cells.cast(pa.float64() if kind.scale else pa.int64())
        kind = cells.type
    if pa.types.is_temporal(kind):
        return cells.cast(pa.timestamp("us")).to_numpy()
    if pa.types.is_boolean(kind):
        return pd.BooleanDtype().__from_arrow__(cells) if cells.null_count else cells.to_numpy()
    if pa.types.is_integer(kind):
        cells = cells.cast(pa.int64())
        return pd.Int64Dtype().__from_arrow__(cells) if cells.null_count else cells.to_numpy()
    if pa.types.is_floating(kind):
        cells = cells.cast(pa.float64())
        return cells.to_numpy() if name in COORDINATES else pd.Float64Dtype().__from_arrow__(cells)
    return TEXT.__from_arrow__(cells.cast(pa.large_string()))
