"""The table of ratios: one line for each thing measured, with its target and whether it is met."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import browser
from benchmarks.numbers import Measured, ratio, with_spread
from benchmarks.stage import ROOT

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
HEAD = ("What", "Ours", "Peer", "Ratio or value", "Target", "Met")


@dataclass(frozen=True)
class Row:
    """One thing measured of ours, beside a peer or alone, and what it is held against."""

    what: str
    ours: Measured | None
    """None where it could not be measured; `note` says why."""
    unit: str = ""
    peer: str = ""
    theirs: Measured | None = None
    most: float | None = None
    """The target is at most this: of the ratio where there is a peer, of our own value where there is none."""
    least: float | None = None
    """Or at least this."""
    note: str = ""

    @property
    def held(self) -> Measured | None:
        """What the target is held against."""
        if self.ours is None or self.theirs is None:
            return self.ours
        return ratio(self.ours, self.theirs)

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none or nothing was measured."""
        if self.held is None or (self.most is None and self.least is None):
            return None
        middle = self.held.middle
        return (self.most is None or middle <= self.most) and (self.least is None or middle >= self.least)

    def cells(self) -> tuple[str, ...]:
        """The line of the table."""
        if self.ours is None or self.held is None:
            return (self.what, f"not measured: {self.note}", self.peer or "-", "-", "-", "-")
        beside, unit = self.peer or "-", self.unit
        if self.theirs:
            beside, unit = f"{with_spread(self.theirs, self.unit)} {self.peer}", "×"
        targets = [f"≤ {self.most:g} {unit}"] if self.most is not None else []
        targets += [f"≥ {self.least:g} {unit}"] if self.least is not None else []
        met = {True: "yes", False: "**no**", None: "-"}[self.met]
        what = f"{self.what} ({self.note})" if self.note else self.what
        held, target = with_spread(self.held, unit), ", ".join(targets) or "-"
        return (what, with_spread(self.ours, self.unit), beside, held, target, met)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [HEAD, tuple("---" for _ in HEAD), *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)


def write(rows: Sequence[Row], command: str, rounds: int, path: Path = RESULTS) -> None:
    """Write the table with what it was measured by, where and when."""
    path.write_text(
        "# Results\n\n"
        f"`{command}` on {machine()}, {datetime.now(UTC):%Y-%m-%d}. Medians of {rounds} rounds with the lowest and the "
        "highest in brackets; ours and the peers took turns in every round. A ratio is ours over the peer's of the "
        "same round. How each is measured stands in [README.md](README.md).\n\n"
        f"{table(rows)}\n",
        encoding="utf-8",
    )


def machine() -> str:
    """The size of this machine and the versions that were measured, in words."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    named = [f"Python {platform.python_version()}", f"Streamlit {version('streamlit')}", f"plotly {version('plotly')}"]
    path = browser.find()
    if path:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout.split()
        named += [" ".join(told[:2])]
    return f"{os.cpu_count()} processors and {pages / 2**30:.0f} GiB of memory with {', '.join(named)}"
