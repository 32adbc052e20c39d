"""A time axis over lanes whose heights are counted in pixels: what the timeline of acts and that of weeks share."""

from __future__ import annotations

from datetime import date
from typing import Any

from aid.charts.axis import time_axis
from aid.charts.paint import INK, SMALL_TYPE, bare, plain, shortened
from aid.words import Words

LANE_LABEL = 20
# Over lanes higher than this the months stand on top, where reading begins.
TALL = 900
Part = dict[str, Any]


def lane_label(label: str, y: float) -> Part:
    """The name of a lane, at its upper left."""
    return {
        "x": 0,
        "xref": "paper",
        "y": y,
        "text": f"<b>{plain(shortened(label))}</b>",
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "top",
        "font": {"size": SMALL_TYPE, "color": INK},
    }


def laned(
    traces: list[Part],
    lines: list[Part],
    notes: list[Part],
    span: tuple[date, date],
    depth: float,
    words: Words,
    theme: str | None,
) -> Part:
    """The chart of these traces over the days of `span`; its lanes reach `depth` pixels down."""
    tall = max(int(depth) + 8, 120)
    return bare(
        traces,
        theme,
        height=tall + 44,
        margin={"l": 0, "r": 0, "t": 44, "b": 4} if tall > TALL else {"l": 0, "r": 0, "t": 4, "b": 40},
        barmode="overlay",
        shapes=lines,
        annotations=notes,
        xaxis=time_axis(*span, words) | ({"side": "top"} if tall > TALL else {}),
        yaxis={"visible": False, "range": [-depth - 4, 4], "fixedrange": True},
    )
