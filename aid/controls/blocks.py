"""The blocks that pages are made of: headline, charts, legend, captions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from aid import questions
from aid.charts import Drawing
from aid.controls.arrive import Here
from aid.controls.bound import one
from aid.labels import md

# As Streamlit's client sets them where marks can be chosen: what it finds set, it does not draw a second time for.
SELECTING = {"clickmode": "event+select", "dragmode": "pan"}
MAP_CONFIG = {"topojsonURL": "app/static/geo/", "displayModeBar": False, "scrollZoom": False}


def headline(title: str, lede: str = "") -> None:
    """The finding as the page's title, and a line that says what it is about."""
    st.title(md(title), anchor=False)
    if lede:
        st.markdown(f":gray[{md(lede)}]")


def draw(at: Here, drawing: Drawing, key: str, open_with: Callable[[str], None] | None = None, **how: Any) -> None:
    """A chart with its alternative text; a click on a mark opens what the mark's code names."""
    spec, chosen = drawing.spec, dict[str, Any]()
    if open_with:
        spec = {**spec, "layout": {**spec["layout"], **SELECTING}}
        chosen = {"on_select": lambda: _clicked(key, open_with), "selection_mode": "points"}
    st.plotly_chart(_Checked(spec), key=key, config=MAP_CONFIG, alt=drawing.alt, **chosen, **how)


class _Checked(go.Figure):  # type: ignore[misc]
    """A drawing as Streamlit takes it, without building and checking plotly's objects again on every run."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec

    def to_dict(self) -> dict[str, Any]:
        """The drawing as plotly's JSON has it."""
        return self._spec


def _clicked(key: str, open_with: Callable[[str], None]) -> None:
    points = st.session_state[key]["selection"]["points"]
    codes = [point["customdata"] for point in points if point.get("customdata")]
    if codes:
        first = codes[0]
        open_with(str(first[0] if isinstance(first, list) else first))


def caption(text: str) -> None:
    """A line under a title or chart, in soft ink; the table's words are shown as they stand."""
    st.markdown(f":small[:gray[{md(text)}]]")


def legend(at: Here, note: str) -> None:
    """What the two marks mean; the shape says it too, so that no reader depends on the colours."""
    w = at.words
    came, went = w.say("to Chongqing"), w.say("from Chongqing")
    st.markdown(f":small[:orange[●] {md(came)} \u2003 :green[◆] {md(went)} \u2003 :gray[{md(note)}]]")


def lanes(at: Here) -> None:
    """The choice of lanes on the timeline's page."""
    w = at.words
    named = {
        "kind": w.say("Rows by kind"),
        "partner": w.say("Rows by country"),
        "basis": w.say("Rows by what the date marks"),
    }
    one(at, "lanes", w.say("Rows"), list(named), named.__getitem__)


def month_table(at: Here) -> None:
    """The timeline's twin: acts by month and direction."""
    w = at.words
    months = questions.by_period(at.ledger, at.view)

    def named(row: Any) -> str:
        year = date(int(row.year), 1, 1)
        return w.when(year, "year") if pd.isna(row.month) else w.month(year.replace(month=int(row.month)))

    rows = [
        {
            w.say("Month"): md(named(row)),
            w.title("acts", "direction"): md(w.label("acts", "direction", row.direction)),
            w.say("Acts"): w.number(row.acts),
            w.say("of which known by their latest day"): w.number(row.at_latest),
        }
        for row in months.itertuples()
    ]
    st.table(rows, hide_index=True, border="horizontal")
