"""Text that means harm wherever it is taken for more than text, and the means to put it into a copied table."""

from __future__ import annotations

import csv
from pathlib import Path

HOSTILE = (
    "</script><script>window.pwned=1</script></noscript><img src=x onerror=window.pwned=1> "
    "\"'><meta name=robots content=all> & &amp; ]]> --> \\1 \\g<0> {{ 7*7 }} {% x %} %s "
    "\u202etxt.exe\u202c \u200f\u2028\u2029 " + "long " * 80
)


def rewritten(folder: Path, name: str, key: str, **cells: str) -> None:
    """Replace cells of one row of a file of a copied table."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        names, rows = list(reader.fieldnames or ()), list(reader)
    (row,) = (row for row in rows if next(iter(row.values())) == key)
    row.update(cells)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
