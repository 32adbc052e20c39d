"""An edition asked by DuckDB, on this machine: what does not fit into memory stays on disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from aid.shelf import MOST_IN_MEMORY, Outgrown, Shelf, held, typed
from aid.shelves.edition import COUNTS, file

# What DuckDB may hold at once; beyond it, it writes to a temporary folder.
MEMORY = "768MB"
# Counts of at most so many rows are held in memory from the opening on.
COUNTS_IN_MEMORY = 3_000_000


class DuckShelf(Shelf):
    """The tables of an edition, by DuckDB.

    `rows` says how many rows each has. One connection serves all threads, so whoever asks holds the ledger's lock.
    """

    def __init__(self, folder: Path, rows: Mapping[str, int], columns: list[str], memory: str = MEMORY) -> None:
        self._folder, self._rows, self._columns = folder, dict(rows), columns
        self._spill = tempfile.TemporaryDirectory(prefix="peach-and-jade-")
        self._connection = duckdb.connect(
            config={
                "memory_limit": memory,
                "temp_directory": self._spill.name,
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        self._frames: dict[str, pd.DataFrame] = {}
        self._counts: dict[str, nw.LazyFrame[Any]] = {}
        for name in self._rows:
            self._make(name, file(folder, name))
            if name in COUNTS and self._rows[name] <= COUNTS_IN_MEMORY:
                self._counts[name] = held(pq.read_table(file(folder, name)))
        if "tally" in self._rows:
            self._rows["wide"] = self._rows["acts"]
            self._make("wide", file(folder, "acts"))
            own = ", ".join(f'"{column}"' for column in columns)
            self._connection.execute(f"CREATE OR REPLACE VIEW acts AS SELECT {own} FROM wide")

    def _make(self, name: str, path: Path) -> None:
        quoted = str(path).replace("'", "''")
        self._connection.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet('{quoted}')")

    def put(self, name: str, path: Path) -> None:
        """Add a table that lies in a Parquet file."""
        self._make(name, path)
        self._rows[name] = self._connection.table(name).count("*").fetchall()[0][0]

    def close(self) -> None:
        """Let go of the files and of what was written beside memory."""
        self._connection.close()
        self._spill.cleanup()

    def lazy(self, name: str) -> nw.LazyFrame[Any]:
        """A table, to be asked by DuckDB; a count that is held, by Polars. Raises KeyError where there is none."""
        if name in self._counts:
            return self._counts[name]
        if name not in self._rows:
            raise KeyError(name)
        lazy: nw.LazyFrame[Any] = nw.from_native(self._connection.table(name))
        return lazy

    def beside(self, frame: pd.DataFrame) -> nw.LazyFrame[Any]:
        """A small frame of the caller's own, where it can be joined to the tables."""
        rows = self._connection.from_arrow(pa.Table.from_pandas(frame, preserve_index=False))
        lazy: nw.LazyFrame[Any] = nw.from_native(rows)
        return lazy

    def rows(self, name: str) -> int:
        """How many rows a table has."""
        return self._rows[name]

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A small table as a frame, in the order of its rows. Raises Outgrown for a large one."""
        if self.rows(name) > MOST_IN_MEMORY:
            raise Outgrown(name, self.rows(name))
        if name not in self._frames:
            # Not by DuckDB, which hands out rows in any order.
            rows = pq.read_table(file(self._folder, name), columns=self._columns if name == "acts" else None)
            rows = rows.sort_by("place") if "place" in rows.column_names else rows
            self._frames[name] = typed(rows).drop(columns="place", errors="ignore")
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
