"""The thread of a country: a line a partner, its acts in and out, and the days between gift and return."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd

from aid import sentences
from aid.charts.axis import TAIL, time_axis
from aid.charts.geometry import levels
from aid.charts.marks import joined, line_across, rows, traces
from aid.charts.paint import INK, PAPER, RULE, SMALL_TYPE, Drawing, bare, plain, shortened
from aid.words import Words

ROW, LABEL, RISE = 20, 20, 12


def thread(
    threads: pd.DataFrame, acts: pd.DataFrame, words: Words, hover: dict[str, str], theme: str | None = None
) -> Drawing:
    """The give and take with each partner (as `questions.thread` answers) on one time axis, with all their `acts`.

    The gap stands on the line between the two first gifts. Marks that share a day are stacked upwards.
    """
    starts = acts["earliest"].fillna(acts["latest"] - TAIL)
    pad = max(timedelta(days=10), (acts["latest"].max() - starts.min()) / 14)
    begin, end = starts.min() - pad, acts["latest"].max() + pad
    top, lines, notes, gaps, placed = 0.0, [], [], [], []
    for pair in threads.to_dict("records"):
        own = acts[acts["partner"] == pair["partner"]]
        own = own.sort_values(["gift", "latest", "id"], ascending=[False, True, True])
        near = (end - begin) / 45
        spans = [(row.latest - near / 2, row.latest + near / 2) for row in own.itertuples()]
        rises = levels([(start.timestamp(), stop.timestamp()) for start, stop in spans])
        y = top - LABEL - RISE * max(rises, default=0) - ROW / 2
        notes.append(_name(words.party(pair["partner"]), top - 3))
        lines.append(line_across(y, RULE))
        told = sentences.gap(pd.Series(pair), words)
        if told:
            stretch = _stretch(pair)
            gaps += [*((when, y) for when in stretch), (None, None)]
            notes.append(_gap(told, stretch, y, end - begin))
        placed.append(own.assign(at=own["latest"], y=[y + RISE * rise for rise in rises]))
        top = y - ROW / 2
    every = pd.concat(placed)
    spec = bare(
        [joined(gaps), *traces(rows(every), hover, size=12)],
        theme,
        height=int(-top) + 48,
        margin={"l": 0, "r": 0, "t": 4, "b": 40},
        barmode="overlay",
        shapes=lines,
        annotations=notes,
        xaxis=time_axis(begin.date(), end.date(), words),
        yaxis={"visible": False, "range": [top, 0], "fixedrange": True},
    )
    return Drawing(spec, _alt(threads, words))


def _name(name: str, y: float) -> dict[str, Any]:
    return {
        "x": 0,
        "xref": "paper",
        "y": y,
        "text": plain(shortened(name, 52)),
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "top",
        "font": {"size": SMALL_TYPE, "color": INK},
    }


def _stretch(pair: dict[Any, Any]) -> tuple[Any, Any]:
    """From the earliest that the first gift may be dated to the latest that the other may be."""
    starts = [when for when in (pair["in_earliest"], pair["out_earliest"]) if pd.notna(when)]
    return min(starts), max(pair["in_latest"], pair["out_latest"])


def _gap(text: str, stretch: tuple[Any, Any], y: float, whole: timedelta) -> dict[str, Any]:
    """The days between, on the line where there is room, else behind it."""
    start, stop = stretch
    roomy = (stop - start) / whole > 0.3
    return {
        "x": (start + (stop - start) / 2 if roomy else stop).isoformat(),
        "y": y,
        "text": f"<b>{plain(text)}</b>",
        "showarrow": False,
        "xanchor": "center" if roomy else "left",
        "xshift": 0 if roomy else 12,
        "bgcolor": PAPER,
        "borderpad": 2,
        "font": {"size": SMALL_TYPE, "color": INK},
    }


def _alt(threads: pd.DataFrame, words: Words) -> str:
    gaps = [
        words.say(
            "{partner}: {gap}",
            partner=words.party(pair["partner"]),
            gap=sentences.gap(pd.Series(pair), words),
        )
        for pair in threads.to_dict("records")
        if pd.notna(pair["days_max"])
    ]
    lines = words.plural("Give and take with {n} partner", "Give and take with {n} partners", len(threads))
    return (
        words.say("{lines}. Days between gift and return: {gaps}", lines=lines, gaps=words.join(gaps))
        if gaps
        else lines
    )
