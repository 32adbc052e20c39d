"""What lies in a ZIP, for tests."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path


def unpacked(data: bytes, folder: Path) -> Path:
    """The files of a ZIP in a folder, its sums checked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
