"""Measure, print and write the table of ratios: `python -m benchmarks`, or `make bench` which sets up the peers."""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections.abc import Callable

from benchmarks import crowding, filtering, memory, opening, processes, report, size
from benchmarks.report import Row
from benchmarks.stage import BENCH, ROOT

PARTS: dict[str, Callable[[int], list[Row]]] = {
    "open": opening.measure,
    "filter": filtering.measure,
    "crowd": crowding.measure,
    "memory": memory.measure,
    "processes": processes.measure,
    "size": size.measure,
}


def main() -> int:
    """Run the parts asked for; 0 when all could be measured, whether or not they meet their targets."""
    words = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    words.add_argument("--only", help=f"some of {','.join(PARTS)}, with commas; the table is printed, not written")
    words.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    asked = words.parse_args()
    # Ended from outside, it still ends the servers that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    names = asked.only.split(",") if asked.only else list(PARTS)
    if unknown := set(names) - set(PARTS):
        words.error(f"no such part: {', '.join(sorted(unknown))}")
    if not (BENCH / "geo").exists():
        words.error("the peers are not set up: run `make bench`")
    rows: list[Row] = []
    for name in names:
        began = time.monotonic()
        print(f"{name} ...", flush=True)
        part = measure(name, asked.rounds)
        rows += part
        print(f"{report.table(part)}\n{name}: {time.monotonic() - began:.0f} s\n", flush=True)
    if not asked.only:
        report.write(rows, "make bench", asked.rounds)
        written = (path.relative_to(ROOT) for path in (report.RESULTS, report.README))
        print(f"Written to {' and '.join(map(str, written))}.")
    return int(any(row.what in PARTS for row in rows))


def measure(name: str, rounds: int) -> list[Row]:
    """The rows of a part, or one that says what went wrong, so that the other parts are not lost with it."""
    try:
        return PARTS[name](rounds)
    except Exception as wrong:
        traceback.print_exc()
        return [Row(name, None, note=f"{type(wrong).__name__}: {str(wrong).splitlines()[0] if str(wrong) else ''}")]


if __name__ == "__main__":
    sys.exit(main())
