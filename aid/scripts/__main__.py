"""`python -m aid.scripts`: compress Streamlit's scripts and the files in `static/` ahead of the first visitor."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

from aid.scripts.shipped import shipped
from aid.scripts.twins import CODINGS, keep, places


def main() -> None:
    """Keep every twin that is not there yet, and say what was gained."""
    files = [found.file for found in shipped().values()]
    # Brotli works outside the interpreter's lock, so threads are enough. The largest first, or the end waits for it.
    files.sort(key=lambda file: file.stat().st_size, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sizes = {
            coding: sum(len(body) for body in pool.map(lambda file, coding=coding: keep(file, coding, places()), files))
            for coding in CODINGS
        }
    whole = sum(file.stat().st_size for file in files)
    said = ", ".join(f"{size / 1e6:.1f} MB as {coding}" for coding, size in sizes.items())
    print(f"{len(files)} scripts and styles, {whole / 1e6:.1f} MB: {said}")


if __name__ == "__main__":
    main()
