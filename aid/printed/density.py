"""How densely a sheet is set, so that it fills one page of A4 and no more.

The first step of the ladder that fits is taken. What fits on none is set with everything told on two
pages or, where that is not enough, at ease on as many as it takes.
"""

from __future__ import annotations

from dataclasses import replace

from aid.printed.content import Sheet
from aid.printed.ladder import AT_EASE, LADDER, ON_TWO, Density
from aid.printed.reckoning import HEIGHT, height

# Types of other machines run wider than those reckoned with; so much of the page stays free for them.
SPARE = 0.045


def fitting(sheet: Sheet) -> Density:
    """The first step of the ladder on which the sheet fits one page; where it fits on none, one that runs on.

    Where that step runs the sources together, one on which each has lines of its own is taken instead, if there is one
    that tells as much of the acts.
    """
    step = next((step for step in LADDER if _fits(sheet, step)), None)
    if step is None:
        return next((each for each in ON_TWO if _fits(sheet, each, pages=2)), AT_EASE)
    if not step.running:
        return step
    as_full = [each for each in LADDER[LADDER.index(step) :] if each.remarks == step.remarks]
    apart = (replace(each, running=False, close=True) for each in as_full)
    return next((each for each in apart if _fits(sheet, each)), step)


def _fits(sheet: Sheet, step: Density, pages: int = 1) -> bool:
    return height(sheet, step) <= pages * HEIGHT * (1 - SPARE)
