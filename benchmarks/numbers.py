"""Numbers of several runs: their middle, their spread, and how two of them compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Measured:
    """The same thing measured several times."""

    values: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median: half of the runs were below it."""
        return median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest run."""
        return min(self.values), max(self.values)


def measured(values: Sequence[float]) -> Measured:
    """Several runs as one. Raises ValueError for none."""
    if not values:
        raise ValueError("nothing was measured")
    return Measured(tuple(float(value) for value in values))


def ratio(ours: Measured, peer: Measured) -> Measured:
    """Ours over the peer's, run by run where both have as many, so that what slowed a run is in both parts.

    The middle is the median of these ratios; with unequal numbers of runs it is the ratio of the medians.
    """
    if len(ours.values) == len(peer.values):
        return Measured(tuple(one / other for one, other in zip(ours.values, peer.values, strict=True)))
    return Measured((ours.middle / peer.middle,))


def said(number: float) -> str:
    """A number to three figures, without an exponent: 0.0421, 1.37, 12.9, 406."""
    if number == 0:
        return "0"
    digits = 2
    size = abs(number)
    while size >= 10 and digits > 0:
        size /= 10
        digits -= 1
    while size < 1 and digits < 6:
        size *= 10
        digits += 1
    return f"{number:,.{digits}f}"


def with_spread(value: Measured, unit: str = "") -> str:
    """The middle, its unit, and in brackets from where to where the runs went; no brackets for a single run."""
    tail = f" {unit}" if unit else ""
    if len(value.values) == 1:
        return said(value.middle) + tail
    low, high = value.spread
    return f"{said(value.middle)}{tail} ({said(low)}-{said(high)})"
