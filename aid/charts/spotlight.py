"""A figure in which some acts stand out and the others step back."""

from __future__ import annotations

from collections.abc import Collection

from aid.charts.paint import Drawing

BACK, MIDDLE = 0.3, 0.5


def spotlight(drawing: Drawing, acts: Collection[str]) -> Drawing:
    """The drawing with every mark of another act than `acts` paled; unchanged where those are all or none of its acts.

    Marks are told by the act's id that they carry, so it suits each chart whose marks open an act.
    """
    traces = [trace for trace in drawing.figure.data if trace.customdata is not None]
    drawn = {act for trace in traces for act in trace.customdata}
    if not drawn.intersection(acts) or drawn.issubset(acts):
        return drawing
    for trace in traces:
        trace.marker.opacity = [1.0 if act in acts else BACK for act in trace.customdata]
    # Tails and spans carry no act: they step back together, so that none outshines its mark.
    for trace in drawing.figure.data:
        if trace.customdata is None:
            trace.opacity = MIDDLE
    return drawing
