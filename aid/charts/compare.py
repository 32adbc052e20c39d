"""Masks of several countries on one scale: a bar each way, and in words where there is no number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from aid.charts.paint import FULL, INK, SMALL_TYPE, SOFT_INK, Drawing, bare, plain
from aid.words import Words

NAME, BAR, STEP, BETWEEN = 20, 12, 18, 14
SIGNS = {"inbound": "●", "outbound": "◆"}
# The longest bar takes this share of the width, so that its number has room behind it.
LONGEST = 0.66


def masks(rows: pd.DataFrame, tell: Callable[[dict[Any, Any]], str], words: Words, theme: str | None = None) -> Drawing:
    """The masks of each country each way (as `questions.masks_side_by_side` answers), all bars on one scale.

    `tell` says a row in words: its number, or that there is none.
    """
    most = rows["quantity"].max()
    full = (1 if pd.isna(most) else int(most)) / LONGEST
    top, notes, bars = 0.0, [], []
    for code, own in rows.groupby("country", sort=False):
        notes.append(_note(f"<b>{plain(words.country(str(code)))}</b>", 0, top - 2, full, INK, "top"))
        y = top - NAME - STEP / 2
        for row in own.to_dict("records"):
            long = 0 if pd.isna(row["quantity"]) else int(row["quantity"])
            bars.append((row["direction"], long, y))
            colour = SOFT_INK if pd.isna(row["quantity"]) else INK
            notes.append(_note(f"{SIGNS[row['direction']]} {plain(tell(row))}", long, y, full, colour, "middle"))
            y -= STEP
        top = y - BETWEEN + STEP / 2
    spec = bare(
        [_bars(bars, side) for side in FULL],
        theme,
        height=int(-top) + 8,
        margin={"l": 0, "r": 0, "t": 4, "b": 4},
        barmode="overlay",
        annotations=notes,
        xaxis={"visible": False, "range": [0, full], "fixedrange": True},
        yaxis={"visible": False, "range": [top, 0], "fixedrange": True},
    )
    return Drawing(spec, _alt(rows, tell, words))


def _bars(bars: list[tuple[str, int, float]], side: str) -> dict[str, Any]:
    own = [(long, y) for direction, long, y in bars if direction == side]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [long for long, _ in own],
        "y": [y for _, y in own],
        "width": BAR,
        "marker": {"color": FULL[side]},
        "hoverinfo": "skip",
    }


def _note(text: str, x: float, y: float, full: float, colour: str, anchor: str) -> dict[str, Any]:
    return {
        "x": x / full,
        "xref": "paper",
        "xshift": 6 if anchor == "middle" and x else 0,
        "y": y,
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": anchor,
        "align": "left",
        "font": {"size": SMALL_TYPE, "color": colour},
    }


def _alt(rows: pd.DataFrame, tell: Callable[[dict[Any, Any]], str], words: Words) -> str:
    told = []
    for code, own in rows.groupby("country", sort=False):
        came, went = (tell(row) for row in own.to_dict("records"))
        told.append(
            words.say("{place}: {came} came, {went} went", place=words.country(str(code)), came=came, went=went)
        )
    return words.say("Masks: {countries}", countries=words.say("; ").join(told))
