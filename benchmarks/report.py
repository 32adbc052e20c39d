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
README = ROOT / "README.md"
# What stands in the README between these was measured.
BEGIN, END = "<!-- results -->", "<!-- /results -->"
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


def write(rows: Sequence[Row], command: str, rounds: int, path: Path = RESULTS, readme: Path = README) -> None:
    """Write the table with what it was measured by, where and when.

    The README gets the rows that have a target, and those that could not be measured.
    """
    measured = f"`{command}` on {machine()}, {datetime.now(UTC):%Y-%m-%d}. Medians of {rounds} rounds"
    path.write_text(
        f"# Results\n\n{measured} with the lowest and the highest in brackets; ours and the peers took turns in every "
        "round. A ratio is ours over the peer's of the same round. How each is measured stands in "
        f"[README.md](README.md).\n\n{table(rows)}\n",
        encoding="utf-8",
    )
    held = table([row for row in rows if row.ours is None or (row.most, row.least) != (None, None)])
    text = readme.read_text(encoding="utf-8")
    readme.write_text(between(text, f"{measured}, with the lowest and the highest:\n\n{held}"), encoding="utf-8")


def between(text: str, shown: str) -> str:
    """The text with something shown where its marks are. Raises ValueError where it has not both, each once."""
    if (text.count(BEGIN), text.count(END)) != (1, 1) or text.index(END) < text.index(BEGIN):
        raise ValueError(f"no place for the results: {BEGIN} and {END} have to stand once each, in this order")
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{shown}\n{END}{rest.partition(END)[2]}"


def machine() -> str:
    """The size of this machine and the versions that were measured, in words."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    named = [f"Python {platform.python_version()}", f"Streamlit {version('streamlit')}", f"plotly {version('plotly')}"]
    path = browser.find()
    if path:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout.split()
        named += [" ".join(told[:2])]
    return f"{os.cpu_count()} processors and {pages / 2**30:.0f} GiB of memory with {', '.join(named)}"
