"""The rows of an answer as CSV, JSON, XLSX, Parquet and GeoJSON, written piece by piece.

Dates and numbers are typed in every format: ISO 8601 in text, dates and numbers in a workbook and in Parquet. What is
not known is an empty cell or null, never zero.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from aid import sentences
from aid.export.answers import Answer, each
from aid.export.cells import safe, truth, written
from aid.export.workbook import Front, Sheet, workbook
from aid.table import Ledger
from aid.view import View
from aid.words import words

LICENCE = "CC-BY-4.0"
ROWS_AT_ONCE = 2_000
PIECE = 1 << 16
ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def as_csv(answer: Answer, ledger: Ledger, view: View, *, excel: bool = False) -> Iterator[bytes]:
    """The rows as CSV in UTF-8; with `excel`, marked and ended so that Excel reads the Chinese."""
    rows = answer.rows(ledger, view)
    ending, encoding = ("\r\n", "utf-8-sig") if excel else ("\n", "utf-8")
    return _csv(answer, rows, ending, encoding)


def _csv(answer: Answer, rows: pd.DataFrame, ending: str, encoding: str) -> Iterator[bytes]:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=ending)
    writer.writerow(answer.columns)
    yield text.getvalue().encode(encoding)
    for some in _batched(each(answer, rows)):
        text.seek(0)
        text.truncate()
        writer.writerows([[safe(truth(written(cell))) for cell in row.values()] for row in some])
        yield text.getvalue().encode()


def as_json(answer: Answer, ledger: Ledger, view: View) -> Iterator[bytes]:
    """The rows as JSON: which table and view they are of, `count`, and the rows under the answer's name."""
    rows = answer.rows(ledger, view)
    return _listed({**_about(ledger, view), "count": len(rows)}, answer.name, map(_named, each(answer, rows)))


def as_geojson(answer: Answer, ledger: Ledger, view: View) -> Iterator[bytes]:
    """The rows as a GeoJSON FeatureCollection (RFC 7946); a row whose place is not known has a null geometry.

    Raises LookupError for an answer whose rows have no place.
    """
    if answer.position is None:
        raise LookupError(f"{answer.name} has no place on earth")
    rows = answer.rows(ledger, view)
    places = answer.position(ledger, rows).itertuples(index=False, name=None)
    features = (
        {
            "type": "Feature",
            "id": row[answer.columns[0]],
            "geometry": _point(*place),
            "properties": _named(row),
        }
        for row, place in zip(each(answer, rows), places, strict=True)
    )
    about = {"type": "FeatureCollection", **_about(ledger, view), "count": len(rows)}
    return _listed(about, "features", features)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return {name: written(value) for name, value in row.items()}


def _point(longitude: Any, latitude: Any) -> dict[str, Any] | None:
    if pd.isna(longitude) or pd.isna(latitude):
        return None
    return {"type": "Point", "coordinates": [float(longitude), float(latitude)]}


def _about(ledger: Ledger, view: View) -> dict[str, Any]:
    """Which table and which view a file is of, in codes and in both languages."""
    return {
        "title": ledger.descriptor["title"],
        "version": ledger.version,
        "digest": ledger.digest,
        "licence": LICENCE,
        "view": view.query(),
        "view_en": sentences.said(view, words("en", ledger)),
        "view_zh": sentences.said(view, words("zh", ledger)),
    }


def _listed(about: dict[str, Any], name: str, rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """A JSON object whose last member is a list, a row a line."""
    head = json.dumps(about, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield f"{head},\n {json.dumps(name)}: [".encode()
    before = "\n  "
    for some in _batched(rows):
        lines = ",\n  ".join(json.dumps(row, ensure_ascii=False, allow_nan=False) for row in some)
        yield (before + lines).encode()
        before = ",\n  "
    yield b"\n ]\n}\n"


def as_xlsx(answer: Answer, ledger: Ledger, view: View, front: Front) -> Iterator[bytes]:
    """The rows as a workbook: a front sheet, the rows, the columns explained."""
    rows = answer.rows(ledger, view)
    sheet = Sheet(answer.name, answer.fields, each(answer, rows))
    return _spooled(lambda out: workbook(out, front, [sheet]))


def as_parquet(answer: Answer, ledger: Ledger, view: View) -> Iterator[bytes]:
    """The rows as Parquet, typed, with the table's version, view and licence in the file's metadata."""
    rows = answer.rows(ledger, view)
    about = {key: value if isinstance(value, str) else json.dumps(value) for key, value in _about(ledger, view).items()}
    schema = pa.schema([(field["name"], ARROW[field["type"]]) for field in answer.fields], metadata=about)
    numbers = [field["name"] for field in answer.fields if field["type"] == "number"]

    def typed(row: dict[str, Any]) -> dict[str, Any]:
        # Arrow makes no float of a whole number beyond 2 to the 53rd.
        return {**row, **{name: float(row[name]) for name in numbers if row[name] is not None}}

    def write(out: IO[bytes]) -> None:
        with pq.ParquetWriter(out, schema, compression="zstd") as writer:
            for some in _batched(map(typed, each(answer, rows)), 50_000):
                writer.write_table(pa.Table.from_pylist(some, schema=schema))

    return _spooled(write)


def _batched(rows: Iterable[dict[str, Any]], size: int = ROWS_AT_ONCE) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def _spooled(write: Callable[[IO[bytes]], None]) -> Iterator[bytes]:
    """What `write` puts into a file, in pieces; a large file lies on disk meanwhile, not in memory."""
    file = SpooledTemporaryFile(max_size=8 << 20)  # noqa: SIM115 closed when the last piece is out
    write(file)
    file.seek(0)

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(PIECE):
                yield piece

    return pieces()
