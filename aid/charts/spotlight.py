"""A figure in which some acts stand out and the others step back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from aid.charts.paint import Drawing

BACK, MIDDLE = 0.3, 0.5


def spotlight(drawing: Drawing, acts: Collection[str]) -> Drawing:
    """The drawing with every mark of another act than `acts` paled; unchanged where those are all or none of its acts.

    Marks are told by the act's id that they carry, so it suits each chart whose marks open an act.
    """
    every = drawing.spec["data"]
    drawn = {act for trace in every for act in trace.get("customdata", ())}
    if not drawn.intersection(acts) or drawn.issubset(acts):
        return drawing
    return replace(drawing, spec=drawing.spec | {"data": [_paled(trace, acts) for trace in every]})


def _paled(trace: dict[str, Any], acts: Collection[str]) -> dict[str, Any]:
    if "customdata" not in trace:
        # Tails and spans carry no act: they step back together, so that none outshines its mark.
        return trace | {"opacity": MIDDLE}
    opacity = [1.0 if act in acts else BACK for act in trace["customdata"]]
    return trace | {"marker": trace["marker"] | {"opacity": opacity}}
