"""The app's own figures as SVG that needs no script: for pages that are saved, sent on or printed.

Places are shares of the picture's width and marks keep their size in pixels, as on screen, so that one picture suits
a phone and a desktop. What plotly shows under the pointer is the mark's title. Only what the map and the timeline are
made of is understood.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd

from aid.charts.outline import frame, great_circle, land, place
from aid.charts.paint import INK, LAND, RULE, SMALL_TYPE, SOFT_INK, Drawing

THEME_FILE = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
LINE_HEIGHT = 1.25
ANCHORS = {"left": "start", "right": "end", "center": "middle"}
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
Link = Callable[[str], str]


@cache
def _light() -> dict[str, str]:
    """The light theme's colours by the names that figures give them."""
    theme = tomllib.loads(THEME_FILE.read_text(encoding="utf-8"))["theme"]["light"]
    return {f"#{place:06d}": colour for place, colour in enumerate(theme["chartCategoricalColors"], start=1)}


def colour(name: str) -> str:
    """The light theme's colour for a name of `aid.charts.paint`."""
    return _light().get(name, name)


def still_map(drawing: Drawing) -> str:
    """The world map as an SVG element, `frame()` says in which proportions it is to be shown."""
    picture = _picture(drawing)
    ground = _below(picture, "svg", viewBox=" ".join(f"{side:.0f}" for side in frame()), preserveAspectRatio="none")
    ground.attrib |= {"width": "100%", "height": "100%"}
    _below(ground, "path", d=land(), fill=colour(LAND))
    traces = drawing.figure.data
    for trace in traces:
        if trace.mode == "lines":
            arc = _below(ground, "path", d=great_circle(*zip(trace.lon, trace.lat, strict=True)), fill="none")
            arc.attrib |= {"stroke": colour(trace.line.color), "stroke-width": str(trace.line.width)}
            arc.set("vector-effect", "non-scaling-stroke")
    for trace in traces:
        if trace.mode != "lines":
            for number, (longitude, latitude) in enumerate(zip(trace.lon, trace.lat, strict=True)):
                x, y = (f"{share * 100:.2f}%" for share in place(longitude, latitude))
                _mark(picture, trace, number, x, y)
    return _written(picture)


def still_timeline(drawing: Drawing, link: Link | None = None) -> str:
    """The timeline as an SVG element; `link` makes the target of each mark from its act's id."""
    picture, figure = _picture(drawing), drawing.figure
    layout = figure.layout
    picture.set("height", str(layout.height))
    low, high = layout.yaxis.range
    top, bottom = layout.margin.t, layout.height - layout.margin.b
    first, last = (pd.Timestamp(day) for day in layout.xaxis.range)

    def across(day: Any) -> str:
        return f"{(pd.Timestamp(day) - first) / (last - first) * 100:.3f}%"

    def down(y: float) -> float:
        return float(round(top + (high - y) / (high - low) * (bottom - top), 2))

    _months(picture, layout, across, top, bottom)
    for line in layout.shapes:
        _line(picture, "0%", "100%", down(line.y0), line.line)
    for trace in figure.data:
        if trace.type == "bar":
            _bars(picture, trace, across, down, link)
        elif trace.mode == "lines":
            ends = list(zip(trace.x, trace.y, strict=True))
            for (start, y), (stop, _) in zip(ends[::3], ends[1::3], strict=True):
                _line(picture, across(start), across(stop), down(y), trace.line)
        else:
            for number, (day, y) in enumerate(zip(trace.x, trace.y, strict=True)):
                _mark(picture, trace, number, across(day), f"{down(y)}", link)
    for note in layout.annotations:
        x = f"{note.x * 100:.2f}%" if note.xref == "paper" else across(note.x)
        lines = note.text.split("<br>")
        size = note.font.size * LINE_HEIGHT
        middle = down(note.y) + (len(lines) * size / 2 if note.yanchor == "top" else 0)
        y = middle - (len(lines) - 1) * size / 2 + note.font.size * 0.35
        _text(picture, note.text, x, f"{y:.1f}", ANCHORS[note.xanchor], note.font, shift=note.xshift or 0)
    return _written(picture)


def _picture(drawing: Drawing) -> ET.Element:
    # The title of a mark is for the pointer; to a screen reader the picture is its text.
    picture = ET.Element("svg", {"role": "img", "aria-label": NOT_XML.sub("", drawing.alt), "width": "100%"})
    picture.attrib |= {"height": "100%", "font-size": str(SMALL_TYPE), "fill": colour(INK)}
    return picture


def _months(picture: ET.Element, layout: Any, across: Callable[[Any], str], top: float, bottom: float) -> None:
    """A hairline and a name for each tick of the axis, on the side where the axis stands."""
    axis = layout.xaxis
    for day, name in zip(axis.tickvals, axis.ticktext, strict=True):
        x = across(day)
        grid = _below(picture, "line", x1=x, x2=x, y1=str(top), y2=str(bottom), stroke=colour(RULE))
        grid.set("stroke-width", "1")
        above = (name.count("<br>") + 1) * SMALL_TYPE * LINE_HEIGHT
        y = top - above + 4 if axis.side == "top" else bottom + SMALL_TYPE + 3
        _text(picture, name, x, f"{y:.1f}", "middle", axis.tickfont)


def _bars(
    picture: ET.Element, trace: Any, across: Callable[[Any], str], down: Callable[[float], float], link: Link | None
) -> None:
    fills = trace.marker.color
    for number, (base, length, y) in enumerate(zip(trace.base, trace.x, trace.y, strict=True)):
        start, stop = (
            float(across(day)[:-1]) for day in (base, pd.Timestamp(base) + pd.Timedelta(milliseconds=length))
        )
        bar = _below(_linked(picture, trace, number, link), "rect", x=f"{start:.3f}%", width=f"{stop - start:.3f}%")
        bar.attrib |= {"y": f"{down(y) - trace.width / 2:.2f}", "height": str(trace.width)}
        bar.attrib |= {"fill": colour(fills[number]), "stroke": colour(_at(trace.marker.line.color, number))}
        _titled(bar, trace, number)


def _mark(picture: ET.Element, trace: Any, number: int, x: str, y: str, link: Link | None = None) -> None:
    """One mark of a trace with its label; its place is the middle."""
    if "markers" in trace.mode:
        size, line = _at(trace.marker.size, number) / 2, trace.marker.line
        look = {
            "fill": colour(_at(trace.marker.color, number) or "none"),
            "stroke": colour(_at(line.color, number)),
            "stroke-width": str(_at(line.width, number)),
        }
        parent = _linked(picture, trace, number, link)
        if trace.marker.symbol == "circle":
            shape = _below(parent, "circle", cx=x, cy=y, r=f"{size:.2f}")
        else:
            # A path knows no shares of the width; a picture within the picture does.
            held = _below(parent, "svg", x=x, y=y, overflow="visible")
            shape = _below(held, "path", d=_outline(trace.marker.symbol, size))
        shape.attrib |= look
        _titled(shape, trace, number)
    if "text" in trace.mode:
        beside, aside = _at(trace.textposition, number).split()
        gap = 9 if "markers" in trace.mode else 3
        shift, anchor = {"right": (gap, "start"), "left": (-gap, "end"), "center": (0, "middle")}[aside]
        lower = {"top": -4.0, "middle": SMALL_TYPE * 0.35, "bottom": SMALL_TYPE}[beside]
        _text(picture, trace.text[number], x, y, anchor, trace.textfont, shift=shift, lower=lower)


def _outline(symbol: str, size: float) -> str:
    """Plotly's diamond or thin cross of a size, around nought."""
    if symbol == "diamond":
        reach = round(size * 1.3, 2)
        return f"M{reach} 0L0 {reach}L{-reach} 0L0 {-reach}Z"
    reach = round(size * 1.4, 2)
    return f"M0 {reach}V{-reach}M{reach} 0H{-reach}"


def _linked(picture: ET.Element, trace: Any, number: int, link: Link | None) -> ET.Element:
    """Where a mark goes: into a link to what it stands for, if there is one. The table has the same by keyboard."""
    if link is None:
        return picture
    return _below(picture, "a", href=link(str(trace.customdata[number])), tabindex="-1")


def _titled(shape: ET.Element, trace: Any, number: int) -> None:
    if trace.hovertext is not None:
        _below(shape, "title").text = "\n".join(_bare(line) for line in trace.hovertext[number].split("<br>"))


def _line(picture: ET.Element, start: str, stop: str, y: float, line: Any) -> None:
    drawn = _below(picture, "line", x1=start, x2=stop, y1=str(y), y2=str(y), stroke=colour(line.color))
    drawn.set("stroke-width", str(line.width))


def _text(
    picture: ET.Element, told: str, x: str, y: str, anchor: str, font: Any, *, shift: float = 0, lower: float = 0
) -> None:
    """A text of one or more lines as plotly writes them; `shift` and `lower` move it by pixels."""
    text = _below(picture, "text", x=x, y=y, fill=colour(font.color or SOFT_INK))
    text.attrib |= {"text-anchor": anchor, "font-size": str(font.size)}
    for number, line in enumerate(told.split("<br>")):
        dy = font.size * LINE_HEIGHT if number else lower
        part = _below(text, "tspan", x=x, dx=str(shift), dy=f"{dy:.1f}")
        if line.startswith("<b>"):
            part.set("font-weight", "600")
        part.text = _bare(line)


def _bare(line: str) -> str:
    """A line as plotly writes it (see `paint.plain`) as the text that it shows."""
    return NOT_XML.sub("", html.unescape(line.removeprefix("<b>").removesuffix("</b>")))


def _at(values: Any, number: int) -> Any:
    """What holds for one mark of many: a value of its own, or the one for all."""
    return values if values is None or isinstance(values, str | int | float) else values[number]


def _below(parent: ET.Element, tag: str, **given: str) -> ET.Element:
    return ET.SubElement(parent, tag, given)


def _written(picture: ET.Element) -> str:
    return ET.tostring(picture, encoding="unicode")
