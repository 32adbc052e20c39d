"""Lays out Streamlit's own scripts and styles, each with a compressed twin, for a web server to hand out.

    python deploy/assets.py FOLDER

FOLDER/static/... then has what the dashboard serves under /static/: nginx's `gzip_static` sends the twin to whoever
takes it. Run it again after every update of Streamlit; the old folder is replaced as a whole.
"""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path

from streamlit import file_util

TEXT = {".js", ".css", ".json", ".svg", ".map", ".txt", ".html"}


def lay_out(folder: Path) -> list[Path]:
    """Fill `folder/static`; the files that got a compressed twin."""
    source = Path(file_util.get_static_dir()) / "static"
    fresh, place = folder / "static.new", folder / "static"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(source, fresh)
    twins = [_compressed(file) for file in sorted(fresh.rglob("*")) if file.suffix in TEXT]
    shutil.rmtree(place, ignore_errors=True)
    fresh.rename(place)
    return [place / twin.relative_to(fresh) for twin in twins]


def _compressed(file: Path) -> Path:
    twin = file.with_name(f"{file.name}.gz")
    # No time of making in it: the same file gives the same twin.
    twin.write_bytes(gzip.compress(file.read_bytes(), compresslevel=9, mtime=0))
    return twin


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    made = lay_out(Path(sys.argv[1]))
    size = sum(twin.stat().st_size for twin in made)
    whole = sum(twin.with_suffix("").stat().st_size for twin in made)
    print(f"{len(made)} files, {whole / 1e6:.1f} MB, compressed to {size / 1e6:.1f} MB")
