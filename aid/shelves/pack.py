"""Writes the Parquet edition of a table.

    python -m aid.shelves.pack data/ FOLDER

What stood in FOLDER is replaced as a whole once the new edition is complete.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq

from aid.questions.select import wide
from aid.questions.tally import DIMENSIONS, tallies
from aid.shelf import PLACED
from aid.shelves.duck import DuckShelf
from aid.shelves.edition import LAYOUT, MANIFEST, Manifest, file, is_edition
from aid.table import DESCRIPTOR, Ledger, TableError, read, read_only

# What an edition may hold in memory while it is made: distinct counts do not go to disk.
MEMORY = "6GB"
# Acts of one time lie together, so that a period is read without the rest.
IN_TIME = "latest, earliest, id"
# And what belongs to one act: an id begins with its date, so that the acts of a day are neighbours here too.
BY_ACT = {"items": "act, place", "citations": "act, rank", "disputes": "act, place", "versions": "act"}


def pack(table: Path, folder: Path) -> Path:
    """The folder, filled with the edition of the table in another. Raises TableError where the table is not good."""
    return pack_ledger(read(table), (table / DESCRIPTOR).read_bytes(), folder)


def pack_ledger(ledger: Ledger, descriptor: bytes, folder: Path) -> Path:
    """The folder, filled with the edition of a ledger that is held in memory; `descriptor` is its datapackage.json."""
    fresh = begun(folder)
    (fresh / DESCRIPTOR).write_bytes(descriptor)
    for name in ledger.names:
        frame = getattr(ledger, name)
        rows = pa.Table.from_pandas(frame, preserve_index=False)
        if name in PLACED:
            rows = rows.append_column("place", pa.array(range(len(frame)), pa.int64()))
        pq.write_table(rows, file(fresh, name))
    return finished(fresh, folder, ledger.version, ledger.digest)


def begun(folder: Path) -> Path:
    """An empty folder beside the one to be filled."""
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    return fresh


def finished(fresh: Path, folder: Path, version: str, digest: str) -> Path:
    """The folder, with an edition whose tables were prepared beside it: counted ahead, and put in its place whole.

    Raises FileExistsError where the folder holds anything but an edition.
    """
    rows = {path.stem: pq.read_metadata(path).num_rows for path in sorted(fresh.glob("*.parquet"))}
    shelf = DuckShelf(fresh, rows, [], MEMORY)
    descriptor = read_only(json.loads((fresh / DESCRIPTOR).read_text("utf-8-sig")))
    ledger = Ledger(descriptor=descriptor, version=version, digest=digest, warnings=(), _frames=shelf)
    _write(wide(ledger), IN_TIME, fresh / "wide.new")
    shelf.put("wide", fresh / "wide.new")
    for name, order in BY_ACT.items():
        _write(shelf.lazy(name), order, fresh / f"{name}.new")
    for name, counted in tallies(ledger, shelf.lazy("wide")).items():
        _write(counted, ", ".join(DIMENSIONS), file(fresh, name))
    shelf.close()
    (fresh / "wide.new").replace(file(fresh, "acts"))
    for name in BY_ACT:
        (fresh / f"{name}.new").replace(file(fresh, name))
    rows = {path.stem: pq.read_metadata(path).num_rows for path in sorted(fresh.glob("*.parquet"))}
    Manifest(LAYOUT, version, digest, rows).write(fresh)
    if folder.exists():
        if any(folder.iterdir()) and not is_edition(folder):
            raise FileExistsError(f"{folder} is no edition: it has no {MANIFEST}; nothing in it is replaced")
        shutil.rmtree(folder)
    return fresh.rename(folder)


def _write(rows: nw.LazyFrame[Any], order: str, path: Path) -> None:
    rows.to_native().order(order).write_parquet(str(path), compression="zstd", row_group_size=100_000)


def main(arguments: Sequence[str]) -> int:
    """Write an edition and return 0, or say what is wrong with the table and return 1."""
    if len(arguments) != 2:
        print(__doc__)
        return 2
    try:
        folder = pack(Path(arguments[0]), Path(arguments[1]).absolute())
    except (TableError, FileExistsError) as wrong:
        print(wrong)
        return 1
    print(f"{folder}: {sum(path.stat().st_size for path in folder.iterdir()) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
