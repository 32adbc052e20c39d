"""Makes a large table that looks like the curated one: any number of acts, its distributions kept.

    python -m benchmarks.grow 1000000 FOLDER
    python -m benchmarks.grow 1000 FOLDER --csv

The first writes a Parquet edition, the second a folder of CSV files that passes the curator's check. Nothing in either
is a fact: they are for measuring.

How it grows: each act is a copy of a real one, drawn evenly. Its partner is drawn anew from those of the same
direction, as often as they stand in the table; a date known to the day moves by up to fifteen days; quantities and
values are scaled by a factor between a half and two. What hangs on an act (items, sources, disputes) is copied with it
and changed alike. Partners and sources grow with the square root of the number of acts, as names do in most
collections; claims, searches and countries stay as they are.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import shutil
import tempfile
from pathlib import Path

import duckdb

from aid.shelves.edition import file
from aid.shelves.pack import begun, finished
from aid.table import DESCRIPTOR, read

DATA = Path(__file__).resolve().parents[1] / "data"
TABLES = ("acts", "items", "parties", "sources", "claims", "searches", "countries")
KEPT = (*TABLES, "disputes", "citations", "claim_citations", "versions")
MEMORY = "6GB"

# Each draw is a hash of a number of its own: the same table every time, whatever the engine does side by side.
GROWN = """
CREATE TABLE grown AS
WITH drawn AS (
    SELECT i, t.*, (hash(i * 8 + 2) % t.slots)::BIGINT AS slot, hash(i * 8 + 3) % $parties AS party_copy,
        hash(i * 8 + 4) % $sources AS source_copy, (hash(i * 8 + 5) % 31)::INT - 15 AS moved,
        pow(2, (hash(i * 8 + 6) % 2001) / 1000 - 1) AS factor
    FROM range($acts) r(i) JOIN original t ON t.place = hash(i * 8 + 1) % $originals
)
SELECT d.* EXCLUDE (partner, hub_party, slot, slots),
    CASE WHEN d.fixed THEN d.partner ELSE p.partner || CASE party_copy WHEN 0 THEN '' ELSE '-' || party_copy END END
        AS partner,
    d.hub_party, shifted(d.date, moved) AS new_date,
    shifted(d.date, moved) || substr(d.id, length(d.date) + 1) || '-' || i AS new_id
FROM drawn d JOIN partners p ON p.direction = d.direction AND p.slot = d.slot
"""
ACTS = """
SELECT new_id AS id, new_date AS date, date_basis, direction, kind, partner, hub_party,
    round(value * factor, 2) AS value, currency, note_en, note_zh, caveat_en, caveat_zh, confidence,
    array_to_string(list_transform(string_split(sources, ';'), lambda s: copied(s, source_copy)), ';') AS sources,
    added, earliest + to_days(CASE precision WHEN 'day' THEN moved ELSE 0 END) AS earliest,
    latest + to_days(CASE precision WHEN 'day' THEN moved ELSE 0 END) AS latest, precision
FROM grown
"""
ITEMS = """
SELECT new_id AS act, item, scaled(quantity, factor) AS quantity, unit, row_number() OVER () AS place
FROM grown g JOIN old_items o ON o.act = g.id
"""
DISPUTES = """
SELECT new_id AS act, field, item,
    CASE field WHEN 'date' THEN shifted(o.value, moved) WHEN 'quantity' THEN scaled(o.value::BIGINT, factor)::VARCHAR
        WHEN 'value' THEN round(o.value::DOUBLE * factor, 2)::VARCHAR ELSE o.value END AS value,
    unit, copied(source, source_copy) AS source, chosen, reason_en, reason_zh, row_number() OVER () AS place
FROM grown g JOIN old_disputes o ON o.act = g.id
"""
VERSIONS = """
SELECT new_id AS act, field, item, unit, chosen,
    first + to_days(CASE WHEN first = last THEN moved ELSE 0 END) AS first,
    last + to_days(CASE WHEN first = last THEN moved ELSE 0 END) AS last,
    CASE field WHEN 'quantity' THEN scaled(number::BIGINT, factor)::DOUBLE ELSE round(number * factor, 2) END AS number
FROM grown g JOIN old_versions o ON o.act = g.id
"""
CITATIONS = """
SELECT new_id AS act, copied(source, source_copy) AS source, rank FROM grown g JOIN old_citations o ON o.act = g.id
"""
PARTIES = """
SELECT id || CASE c WHEN 0 THEN '' ELSE '-' || c END AS id,
    name_en || CASE c WHEN 0 THEN '' ELSE ' ' || c END AS name_en,
    name_zh || CASE c WHEN 0 THEN '' ELSE c::VARCHAR END AS name_zh,
    type, side, country, latitude, longitude, sister_city
FROM old_parties, range($parties) r(c) WHERE c = 0 OR side = 'partner' ORDER BY c, id
"""
SOURCES = """
SELECT copied(id, c) AS id, title, publisher, publisher_zh, url || CASE c WHEN 0 THEN '' ELSE '?copy=' || c END AS url,
    published, language, standing, side, link
FROM old_sources, range($sources) r(c) ORDER BY c, id
"""
MACROS = (
    # A day moves; a month or a year, which is no day, stays.
    "CREATE MACRO shifted(d, days) AS CASE length(d) WHEN 10 THEN strftime(d::DATE + days, '%Y-%m-%d') ELSE d END",
    "CREATE MACRO scaled(q, times) AS CASE WHEN q IS NOT NULL THEN greatest(1, round(q * times))::BIGINT END",
    "CREATE MACRO copied(s, c) AS CASE c WHEN 0 THEN s ELSE 's' || (c * 1000 + substr(s, 2)::BIGINT) END",
)
# Only what something rests on or has a part in: a small table draws not all of them.
USED = {
    "parties": "id IN (SELECT partner FROM acts UNION SELECT hub_party FROM acts)",
    "sources": "id IN (SELECT source FROM citations UNION SELECT source FROM disputes UNION SELECT source FROM rests)",
}


def grow(acts: int, folder: Path) -> Path:
    """The folder, filled with a Parquet edition of so many acts."""
    fresh = begun(folder)
    shutil.copyfile(DATA / DESCRIPTOR, fresh / DESCRIPTOR)
    _tables(acts, fresh)
    digest = hashlib.sha256(f"{acts} {read(DATA).digest}".encode()).hexdigest()
    return finished(fresh, folder, f"grown to {acts} acts", digest)


def grow_csv(acts: int, folder: Path) -> Path:
    """The folder, filled with CSV files of so many acts, as a curator keeps them."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DATA / DESCRIPTOR, folder / DESCRIPTOR)
    with tempfile.TemporaryDirectory() as made:
        connection = _tables(acts, Path(made))
        for name in (*TABLES, "disputes"):
            header = (DATA / f"{name}.csv").read_text("utf-8-sig").partition("\n")[0].strip()
            columns = ", ".join(f"{_as_written(column, name)} AS {column}" for column in header.split(","))
            rows = f"SELECT {columns} FROM read_parquet('{file(Path(made), name)}')"
            connection.execute(f"COPY ({rows}) TO '{folder / name}.csv' (HEADER, NULLSTR '')")
    return folder


def _as_written(column: str, table: str) -> str:
    """A column as the CSV files write it."""
    if column in ("added", "published"):
        return f"strftime({column}, '%Y-%m-%d')"
    if column in ("sister_city", "link"):
        return f"CASE WHEN {column} THEN 'true' WHEN NOT {column} THEN 'false' END"
    if column in ("chosen", "found"):
        return f"CASE WHEN {column} THEN 'yes' ELSE 'no' END"
    if column == "value" and table in ("acts", "claims"):
        return "regexp_replace(value::DECIMAL(18,2)::VARCHAR, '\\.?0+$', '')"
    return column


def _tables(acts: int, folder: Path) -> duckdb.DuckDBPyConnection:
    """Write the tables into a folder as Parquet; the connection that made them."""
    ledger = read(DATA)
    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder / "spill")})
    many = max(1, math.isqrt(acts // len(ledger.acts)))
    named = {"acts": acts, "parties": many, "sources": many, "originals": len(ledger.acts)}
    for name in KEPT:
        connection.register(f"frame_{name}", getattr(ledger, name))
        connection.execute(f"CREATE TABLE old_{name} AS SELECT * FROM frame_{name}")
    told = "SELECT act FROM old_disputes WHERE field NOT IN ('date', 'quantity', 'value')"
    counted = "row_number() OVER () - 1 AS place, count(*) OVER (PARTITION BY direction) AS slots"
    connection.execute(f"CREATE TABLE original AS SELECT *, {counted}, id IN ({told}) AS fixed FROM old_acts")
    slot = "row_number() OVER (PARTITION BY direction ORDER BY id) - 1 AS slot"
    connection.execute(f"CREATE TABLE partners AS SELECT direction, partner, {slot} FROM original")
    for macro in MACROS:
        connection.execute(macro)
    _run(connection, GROWN, named)
    connection.execute("CREATE VIEW rests AS SELECT source FROM old_claim_citations")
    for name, made in (("acts", ACTS), ("items", ITEMS), ("disputes", DISPUTES), ("citations", CITATIONS)):
        _write(connection, made, name, folder, named)
    _write(connection, VERSIONS, "versions", folder, named)
    for name, made in (("parties", PARTIES), ("sources", SOURCES)):
        _write(connection, f"SELECT * FROM ({made}) WHERE {USED[name]}", name, folder, named)
    for name in ("claims", "claim_citations", "countries"):
        _write(connection, f"SELECT * FROM old_{name}", name, folder, named)
    _write(connection, "SELECT *, row_number() OVER () AS place FROM old_searches", "searches", folder, named)
    shutil.rmtree(folder / "spill", ignore_errors=True)
    return connection


def _write(connection: duckdb.DuckDBPyConnection, rows: str, name: str, folder: Path, named: dict[str, int]) -> None:
    """Write the rows of a query as a Parquet file, and keep them under the table's name for the queries after it."""
    path = file(folder, name)
    _run(connection, f"COPY ({rows}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)", named)
    connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")


def _run(connection: duckdb.DuckDBPyConnection, query: str, named: dict[str, int]) -> None:
    for name, number in named.items():
        query = query.replace(f"${name}", str(number))
    connection.execute(query)


def main() -> None:
    """Grow a table as the command line says."""
    told = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    told.add_argument("acts", type=int)
    told.add_argument("folder", type=Path)
    told.add_argument("--csv", action="store_true", help="CSV files, instead of a Parquet edition")
    asked = told.parse_args()
    made = (grow_csv if asked.csv else grow)(asked.acts, asked.folder.absolute())
    print(f"{made}: {sum(path.stat().st_size for path in made.iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
