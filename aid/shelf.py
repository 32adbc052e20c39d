"""Where a table stands that is not held in memory: what every engine beside pandas offers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa

# What stands for a place on the map: plain numbers, to be reckoned with.
COORDINATES = ("latitude", "longitude")
NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype()}
WITHOUT_NULL = {"Int64": "int64", "boolean": "bool"}
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
    rows = pl.from_arrow(pa.Table.from_pandas(frame, preserve_index=False))
    assert isinstance(rows, pl.DataFrame)
    asked: nw.LazyFrame[Any] = nw.from_native((rows.with_row_index("place") if placed else rows).lazy())
    return asked


def typed(told: pa.Table) -> pd.DataFrame:
    """What another engine answers as a frame, its columns of the types that the frames of a table have."""
    for place, column in enumerate(told.schema):
        if pa.types.is_decimal(column.type):  # a sum of whole numbers
            told = told.set_column(place, column.name, told[place].cast("int64" if not column.type.scale else "double"))
        elif pa.types.is_integer(column.type):
            told = told.set_column(place, column.name, told[place].cast("int64"))
        elif pa.types.is_temporal(column.type):
            told = told.set_column(place, column.name, told[place].cast(pa.timestamp("us")))
    told = told.select([name for name in told.column_names if name != "__index_level_0__"])
    frame: pd.DataFrame = told.to_pandas(types_mapper=NULLABLE.get, ignore_metadata=True)
    full = {name: WITHOUT_NULL[kind] for name, kind in frame.dtypes.astype("str").items() if kind in WITHOUT_NULL}
    full |= {name: "float64" for name in COORDINATES if name in frame}
    return frame.astype({name: kind for name, kind in full.items() if name in COORDINATES or frame[name].notna().all()})
