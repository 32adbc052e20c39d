"""Size: the overview of a table of a hundred thousand, a million and ten million acts beside the curated one.

The large tables are made by `benchmarks.grow` on first use, which takes some minutes for the largest, and kept in
`.bench-tables`.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import person, stage, views
from benchmarks.grow import grow
from benchmarks.numbers import measured
from benchmarks.report import Row
from benchmarks.stage import ROOT, Server

TABLES = ROOT / ".bench-tables"
SIZES = (100_000, 1_000_000, 10_000_000)
CURATED = "the curated table"
# Of the time of a rerun, held against the curated table's.
MOST_TIMES = {1_000_000: 3, 10_000_000: 10}
MOST_SLOPE, MOST_MEMORY, MOST_OPENING = 0.35, 1536, 5
# Changes of filters in a round, of which no two are alike.
CHANGES = 12


@dataclass
class Seen:
    """What one table took, in the order of the rounds."""

    opening: list[float]
    """Seconds to the end of the first run of the overview, for the first reader of a fresh server."""
    rerun: list[float]
    """Seconds of a change of filters, on average over a round."""
    memory: list[float]


def table(acts: int) -> Path:
    """The edition of so many acts; made where it is not there yet."""
    folder = TABLES / str(acts)
    if not (folder / "edition.json").exists():
        print(f"  size: growing a table of {acts:,} acts", flush=True)
        TABLES.mkdir(exist_ok=True)
        grow(acts, folder)
    return folder


def measure(rounds: int = 3) -> list[Row]:
    """Rows of opening, reruns, memory and growth for each size, ours beside ours with the curated table."""
    folders = {0: ROOT / "data"} | {acts: table(acts) for acts in SIZES}
    seen: dict[int, Seen] = defaultdict(lambda: Seen([], [], []))
    with ExitStack() as stack:
        servers = {}
        for acts, folder in folders.items():
            server = stack.enter_context(stage.ours(AID_DATA=str(folder)))
            began = time.monotonic()
            asyncio.run(_changes(server, 0, 0))
            seen[acts].opening.append(time.monotonic() - began)
            servers[acts] = server
        for number in range(rounds):
            for acts, server in servers.items():
                seen[acts].rerun.append(asyncio.run(_changes(server, number, CHANGES)))
                seen[acts].memory.append(server.memory())
            print(f"  size: round {number + 1} of {rounds}", flush=True)
    return [row for acts in SIZES for row in _rows(acts, seen)] + [_slope(seen)]


async def _changes(server: Server, number: int, changes: int) -> float:
    """Seconds that a change of filters takes, for one reader and filters that nobody has asked for before."""
    async with person.reader(server.url) as reader:
        began = time.monotonic()
        for asked in views.first("different", number, changes):
            run = await person.ask_ours(reader, asked)
            if not run.finished or run.exceptions:
                raise RuntimeError(f"a change of filters went wrong: {run}")
        return (time.monotonic() - began) / max(1, changes)


def _rows(acts: int, seen: dict[int, Seen]) -> list[Row]:
    own, curated = seen[acts], seen[0]
    note = f"{acts:,} acts, every view new"
    rerun = Row(
        "change of filters on the overview",
        measured([1000 * seconds for seconds in own.rerun]),
        "ms",
        CURATED,
        measured([1000 * seconds for seconds in curated.rerun]),
        most=MOST_TIMES.get(acts),
        note=note,
    )
    largest = acts == max(SIZES)
    opening = Row(
        "opening, the first reader",
        measured(own.opening),
        "s",
        most=MOST_OPENING if largest else None,
        note=f"{acts:,} acts",
    )
    memory = Row(
        "memory of the dashboard",
        measured(own.memory),
        "MB",
        most=MOST_MEMORY if largest else None,
        note=f"{acts:,} acts",
    )
    return [rerun, opening, memory]


def _slope(seen: dict[int, Seen]) -> Row:
    rounds = zip(*(seen[acts].rerun for acts in SIZES), strict=True)
    slopes = [slope(SIZES, times) for times in rounds]
    first, last = (f"10^{round(math.log10(acts))}" for acts in (SIZES[0], SIZES[-1]))
    note = f"log-log, {first} to {last}"
    return Row("slope of a change of filters against acts", measured(slopes), most=MOST_SLOPE, note=note)


def slope(sizes: Sequence[float], times: Sequence[float]) -> float:
    """By what power of the size the time grows: the slope of the straight line that fits their logarithms best."""
    x, y = [math.log(size) for size in sizes], [math.log(seconds) for seconds in times]
    middle_x, middle_y = sum(x) / len(x), sum(y) / len(y)
    run = sum((one - middle_x) ** 2 for one in x)
    return sum((one - middle_x) * (other - middle_y) for one, other in zip(x, y, strict=True)) / run
