"""What all charts share: colours that suit both themes, the bare layout, and text made safe for plotly."""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

# Streamlit replaces these ten by theme.chartCategoricalColors[0..9], so that one figure suits both themes. The order
# is that of .streamlit/config.toml; a browser test holds the replacement, which Streamlit does not document.
PEACH, JADE, GREY, INK, SOFT_INK = "#000001", "#000002", "#000003", "#000004", "#000005"
LAND, RULE, PALE_PEACH, PALE_JADE, PAPER = "#000006", "#000007", "#000008", "#000009", "#000010"

FULL = {"inbound": PEACH, "outbound": JADE}
PALE = {"inbound": PALE_PEACH, "outbound": PALE_JADE}
SYMBOL = {"inbound": "circle", "outbound": "diamond"}
# Plotly's diamond has less area than its circle of the same size; times this the two are equal.
AS_LARGE = {"inbound": 1.0, "outbound": 1 / 0.964}
SMALL_TYPE = 12
CHONGQING = (106.55, 29.56)


@dataclass(frozen=True)
class Drawing:
    """A chart as plotly's JSON has it, in plain lists, numbers and texts, and the text that stands in for it.

    A drawing is kept and handed to many readers: nobody alters its parts.
    """

    spec: dict[str, Any]
    alt: str

    @property
    def figure(self) -> go.Figure:
        """The chart as a figure of the reader's own, each of its parts checked by plotly."""
        return go.Figure(self.spec)


def day(when: date) -> str:
    """A date as plotly takes it."""
    return when.isoformat()[:10]


def alike(values: list[Any]) -> Any:
    """One value for all marks where they are all the same, else the list of them."""
    return values[0] if values and all(value == values[0] for value in values) else values


def plain(text: str) -> str:
    """Text that plotly shows as it stands: its labels read a small HTML, and `%{` and `$` mean something too."""
    return html.escape(text, quote=False).replace("%{", "%&#123;").replace("$", "&#36;")


@lru_cache(maxsize=4096)
def wrapped(text: str, lang: str) -> str:
    """Text broken into lines short enough for a hover label, made safe for plotly."""
    width = 26 if lang == "zh" else 56
    lines = textwrap.wrap(text, width) if lang == "en" else [text[i : i + width] for i in range(0, len(text), width)]
    return "<br>".join(plain(line) for line in lines)


@lru_cache(maxsize=4096)
def shortened(text: str, latin: int = 46) -> str:
    """The text cut to the width of so many Latin letters, with an ellipsis; a Chinese sign is two wide."""
    width = 0
    for place, sign in enumerate(text):
        width += width_of(sign)
        if width > latin:
            return text[: place - 1].rstrip() + "…"
    return text


def width_of(text: str) -> int:
    """The width of a text in Latin letters, a Chinese sign counted as two."""
    return sum(2 if sign > "\u2e7f" else 1 for sign in text)


def bare(data: list[dict[str, Any]], theme: str | None, **layout: Any) -> dict[str, Any]:
    """The traces as a chart without plotly's own furniture, on opaque paper, redrawn when the theme changes."""
    furniture = {
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "font": {"color": INK, "size": SMALL_TYPE},
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": RULE,
            "font": {"color": INK, "size": 13},
            "align": "left",
        },
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        # A chart keeps its old colours after a live switch of theme until something in it changes.
        "meta": {"theme": theme or ""},
    }
    return {"data": data, "layout": furniture | layout}
