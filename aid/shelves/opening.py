"""A table from wherever `AID_DATA` says: a folder of CSV files, a Parquet edition, or an edition asked on a cluster."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from aid.shelf import Shelf
from aid.shelves.edition import checked, is_edition
from aid.spreadsheet import Problem
from aid.table import Ledger, TableError, read, read_only

# `tcp://scheduler:8786/srv/edition`: a scheduler's address as Dask writes it, and the folder as its workers see it.
CLUSTER = ("tcp", "dask")
SUFFIX = ".parquet"


def folder_of(told: str | Path) -> Path:
    """The folder in which a table lies, for an address, a folder, or one Parquet file of an edition."""
    parts = urlsplit(str(told))
    path = Path(unquote(parts.path)) if parts.scheme in CLUSTER else Path(told)
    return path.parent if path.suffix == SUFFIX and not path.is_dir() else path


def open_table(told: str | Path) -> Ledger:
    """The ledger at an address or in a folder. Raises TableError, with every problem found, and nothing else."""
    folder, parts = folder_of(told), urlsplit(str(told))
    if parts.scheme in CLUSTER:
        return _edition(folder, f"tcp://{parts.netloc}")
    return _edition(folder) if is_edition(folder) else read(folder)


def columns_of(descriptor: Mapping[str, Any]) -> list[str]:
    """The columns of a ledger's acts: those of the file, and the span of its date."""
    fields = {table["name"]: table["schema"]["fields"] for table in descriptor["resources"]}
    return [*(fact["name"] for fact in fields["acts"]), "earliest", "latest", "precision"]


def _edition(folder: Path, scheduler: str | None = None) -> Ledger:
    manifest, descriptor = checked(folder)
    return Ledger(
        descriptor=read_only(descriptor),
        version=manifest.version,
        digest=manifest.digest,
        warnings=(),
        _frames=_shelf(folder, manifest.rows, columns_of(descriptor), scheduler),
    )


def _shelf(folder: Path, rows: Mapping[str, int], columns: list[str], scheduler: str | None) -> Shelf:
    # Engines are loaded where they are asked for: a table of CSV files needs neither.
    if scheduler:
        try:
            from aid.shelves.cluster import ClusterShelf
        except ModuleNotFoundError as missing:
            expected = f"Dask beside the dashboard: pip install -e '.[cluster]' ({missing.name} is not installed)"
            raise TableError([Problem("AID_DATA", None, None, scheduler, expected)]) from missing
        return ClusterShelf(folder, rows, columns, scheduler)
    from aid.shelves.duck import DuckShelf

    return DuckShelf(folder, rows, columns)
