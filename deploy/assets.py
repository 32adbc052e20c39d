"""Lays out Streamlit's own scripts and styles, each with its compressed twins, for a web server to hand out.

    python deploy/assets.py FOLDER

FOLDER/static/... then has what the dashboard serves under /static/, with the twins that nginx's `gzip_static` looks
for; FOLDER/br/static/... has the same names in Brotli, for whoever takes it. Run it again after every update of
Streamlit; the old folders are replaced as a whole. What `python -m aid.scripts` has made is not made again.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aid.scripts.shipped import TYPES, streamlits
from aid.scripts.twins import keep, places


def lay_out(folder: Path) -> list[Path]:
    """Fill `folder/static` and `folder/br/static`; the twins that are in them."""
    source = streamlits() / "static"
    bare, brotli = folder / "static", folder / "br" / "static"
    fresh = {place: place.with_name("static.new") for place in (bare, brotli)}
    for new in fresh.values():
        shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(source, fresh[bare])
    twins = []
    for file in sorted(source.rglob("*")):
        if file.suffix not in TYPES:
            continue
        name = file.relative_to(source)
        for coding, place, twin in (("gzip", bare, name.with_name(f"{name.name}.gz")), ("br", brotli, name)):
            written = fresh[place] / twin
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_bytes(keep(file, coding, places()))
            twins.append(place / twin)
    # The bare ones last: nginx takes a twin in Brotli only where there is one.
    for place in (brotli, bare):
        shutil.rmtree(place, ignore_errors=True)
        fresh[place].rename(place)
    return twins


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    made = lay_out(Path(sys.argv[1]))
    sizes = {
        kind: sum(twin.stat().st_size for twin in made if (twin.suffix == ".gz") == kind) for kind in (True, False)
    }
    print(f"{len(made) // 2} files, {sizes[True] / 1e6:.1f} MB in gzip, {sizes[False] / 1e6:.1f} MB in Brotli")
