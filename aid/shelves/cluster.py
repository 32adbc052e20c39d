"""An edition asked by Dask's workers, on as many machines as its operator has.

The workers read the edition's folder under the same path as the dashboard does: a file system that all of them share.
What is counted ahead, and tables small enough to be held, stay with the dashboard: nobody waits for a cluster to add up
a hundred thousand counts.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dask.dataframe as dd
import narwhals as nw
import pandas as pd
from dask.distributed import Client

from aid.shelf import Shelf
from aid.shelves.duck import DuckShelf
from aid.shelves.edition import COUNTS, file
from aid.spreadsheet import Problem
from aid.table import TableError

# Narwhals says so at each frame; the package it names has not been published yet.
warnings.filterwarnings("ignore", "Dask support is moving out of Narwhals", FutureWarning)
# How long a scheduler may take to answer at first.
PATIENCE = "20s"


class ClusterShelf(Shelf):
    """The tables of an edition, by a cluster; `ahead` says whether to use what is counted ahead.

    Raises TableError where the scheduler does not answer.
    """

    def __init__(
        self, folder: Path, rows: Mapping[str, int], columns: list[str], scheduler: str, ahead: bool = True
    ) -> None:
        self._folder, self._columns = folder, columns
        self._near = DuckShelf(folder, rows, columns)
        self._names = [name for name in self._near if ahead or name not in COUNTS]
        try:
            self._client = Client(scheduler, timeout=PATIENCE)
        except (OSError, ValueError) as wrong:
            expected = f"a scheduler of Dask that answers ({type(wrong).__name__}: {wrong})"
            raise TableError([Problem("AID_DATA", None, None, scheduler, expected)]) from wrong

    def lazy(self, name: str) -> nw.LazyFrame[Any]:
        """A table, to be asked by the workers; a count, to be asked here. Raises KeyError where there is none."""
        if name not in self._names:
            raise KeyError(name)
        if name in COUNTS:
            return self._near.lazy(name)
        columns = self._columns if name == "acts" else None
        rows = dd.read_parquet(file(self._folder, "acts" if name == "wide" else name), columns=columns)
        lazy: nw.LazyFrame[Any] = nw.from_native(rows).lazy()
        return lazy

    def beside(self, frame: pd.DataFrame) -> nw.LazyFrame[Any]:
        """A small frame of the caller's own, where it can be joined to the tables."""
        lazy: nw.LazyFrame[Any] = nw.from_native(dd.from_pandas(frame, npartitions=1)).lazy()
        return lazy

    def rows(self, name: str) -> int:
        """How many rows a table has."""
        return self._near.rows(name)

    def close(self) -> None:
        """Leave the cluster, and let go of what is held here."""
        self._client.close()
        self._near.close()

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A small table as a frame. Raises Outgrown for a large one."""
        return self._near[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
