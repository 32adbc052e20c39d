"""What a Parquet edition of a table is: its files, and what it says of itself.

An edition is a folder: `datapackage.json` as the table has it, a Parquet file for each table and for each of the counts
of `questions.tally`, and `edition.json`, which says of what table it is and how many rows each file has. `acts.parquet`
has all that `questions.select.wide` tells of an act.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from aid.contract import kind_of
from aid.spreadsheet import Problem
from aid.table import DESCRIPTOR, TableError

MANIFEST = "edition.json"
# How an edition is laid out; one that is laid out otherwise has to be written anew.
LAYOUT = 1
COUNTS = ("tally", "tally_pieces", "tally_worth", "tally_doubts")
WORKED_OUT = ("citations", "claim_citations", "versions", *COUNTS)
MADE_BY = "`python -m aid.shelves.pack TABLE EDITION` makes one"


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


TYPES = {
    "string": _is_text,
    "vague date": _is_text,
    "integer": pa.types.is_integer,
    "number": pa.types.is_floating,
    "date": pa.types.is_timestamp,
    "boolean": pa.types.is_boolean,
}


@dataclass(frozen=True)
class Manifest:
    """What an edition says of itself: the table's version and digest, and the rows of each file."""

    layout: int
    version: str
    digest: str
    rows: Mapping[str, int]

    def write(self, folder: Path) -> None:
        """Put it into a folder."""
        told = json.dumps(asdict(self), indent=2) + "\n"
        (folder / MANIFEST).write_text(told, encoding="utf-8")


def file(folder: Path, name: str) -> Path:
    """Where a table of an edition lies."""
    return folder / f"{name}.parquet"


def is_edition(folder: Path) -> bool:
    """Whether a folder is meant as an edition: it has a manifest, or Parquet files and no CSV."""
    return (folder / MANIFEST).is_file() or (file(folder, "acts").is_file() and not (folder / "acts.csv").exists())


def checked(folder: Path) -> tuple[Manifest, Mapping[str, Any]]:
    """The manifest and the descriptor of an edition whose files are all there and hold what the descriptor says.

    Raises TableError with every problem found. Only the ends of the files are read, where Parquet has its types and
    numbers of rows: what stands in the rows was checked when the edition was made.
    """
    manifest, descriptor = _manifest(folder), _descriptor(folder)
    problems = list(_wrong(folder, manifest, descriptor))
    if problems:
        raise TableError(problems)
    return manifest, descriptor


def _manifest(folder: Path) -> Manifest:
    try:
        told = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except OSError:
        raise TableError([Problem(MANIFEST, None, None, None, f"a file that is there; {MADE_BY}")]) from None
    except (TypeError, ValueError) as wrong:
        raise TableError([Problem(MANIFEST, None, None, None, f"what an edition says of itself ({wrong})")]) from None
    if told.layout != LAYOUT:
        raise TableError([Problem(MANIFEST, None, "layout", str(told.layout), f"{LAYOUT}; {MADE_BY}")])
    return told


def _descriptor(folder: Path) -> Mapping[str, Any]:
    try:
        told: Mapping[str, Any] = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8-sig"))
        return told
    except (OSError, ValueError) as wrong:
        raise TableError([Problem(DESCRIPTOR, None, None, None, f"a descriptor that can be read ({wrong})")]) from None


def _wrong(folder: Path, manifest: Manifest, descriptor: Mapping[str, Any]) -> Iterator[Problem]:
    tables = {table["name"]: table["schema"]["fields"] for table in descriptor["resources"]}
    for name in (*tables, *WORKED_OUT):
        path = file(folder, name)
        try:
            footer = pq.read_metadata(path)
        except (OSError, pa.ArrowException) as wrong:
            yield Problem(path.name, None, None, None, f"a Parquet file that can be read ({type(wrong).__name__})")
            continue
        if footer.num_rows != manifest.rows.get(name):
            expected = f"{manifest.rows.get(name)} rows, as {MANIFEST} says"
            yield Problem(path.name, None, None, str(footer.num_rows), expected)
        schema = footer.schema.to_arrow_schema()
        for fact in tables.get(name, ()):
            kind = kind_of(name, fact)
            column = fact["name"]
            if column not in schema.names:
                yield Problem(path.name, None, column, None, "a column that is there")
            elif not TYPES[kind](schema.field(column).type):
                yield Problem(path.name, None, column, str(schema.field(column).type), f"a column of {kind}")
