"""How densely a sheet is set, so that it fills one page of A4 and no more.

The first step of the ladder that fits is taken. What fits on none is set at ease, with everything told, and runs on
to further pages.
"""

from __future__ import annotations

from aid.printed.content import Sheet
from aid.printed.ladder import AT_EASE, LADDER, Density
from aid.printed.reckoning import HEIGHT, height

# Types of other machines run wider than those reckoned with; so much of the page stays free for them.
SPARE = 0.045


def fitting(sheet: Sheet) -> Density:
    """The first step of the ladder on which the sheet fits one page; where it fits on none, one that runs on."""
    return next((step for step in LADDER if height(sheet, step) <= HEIGHT * (1 - SPARE)), AT_EASE)
