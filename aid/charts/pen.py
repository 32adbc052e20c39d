"""A pen for drawings on paper: shapes, lines and texts as inline SVG, with no script and the paper's own colours."""

from __future__ import annotations

import math
from xml.etree import ElementTree as ET

from markupsafe import Markup

from aid.charts.lettering import fitted

FULL = {"inbound": "#DB7039", "outbound": "#0B8B78"}
PALE = {"inbound": "#F8DFCF", "outbound": "#CFE6E0"}
INK, SOFT_INK, RULE = "#1F2427", "#655F55", "#DDD5C7"
# A diamond of the same area as a circle of radius 1 reaches so far from its middle.
AS_LARGE = math.sqrt(math.pi / 2)


def mark(direction: str, gift: bool) -> Markup:
    """One mark by itself, as high as the type it stands in: for a legend or a table."""
    drawn = ET.Element("svg", {"class": "mark", "viewBox": "-1.5 -1.5 3 3", "aria-hidden": "true"})
    shape(drawn, 0, 0, 1.08, direction, gift)
    return written(drawn)


def svg(width: float, high: float, alt: str) -> ET.Element:
    """An empty drawing with its alternative text."""
    return ET.Element("svg", {"viewBox": f"0 0 {_mm(width)} {_mm(high)}", "role": "img", "aria-label": clean(alt)})


def written(drawing: ET.Element) -> Markup:
    """A drawing as markup, its texts escaped."""
    return Markup(ET.tostring(drawing, encoding="unicode"))


def clean(text: str) -> str:
    """Text without the characters that markup may not hold."""
    return "".join(sign for sign in text if sign >= " " and not "\ud800" <= sign <= "\udfff")


def shape(drawn: ET.Element, x: float, y: float, radius: float, side: str, gift: bool) -> None:
    """A circle for what came, a diamond for what went; full for gifts, pale for words."""
    paint = {"fill": (FULL if gift else PALE)[side], "stroke": FULL[side], "stroke-width": _mm(radius * 0.2)}
    if side == "inbound":
        ET.SubElement(drawn, "circle", {"cx": _mm(x), "cy": _mm(y), "r": _mm(radius * 0.95)} | paint)
        return
    far = radius * AS_LARGE * 0.95
    corners = ((x, y - far), (x + far, y), (x, y + far), (x - far, y))
    ET.SubElement(drawn, "polygon", {"points": " ".join(f"{_mm(a)},{_mm(b)}" for a, b in corners)} | paint)


def bar(drawn: ET.Element, left: float, right: float, y: float, high: float, side: str, gift: bool) -> None:
    """A bar from left to right about a height."""
    box = {"x": _mm(left), "y": _mm(y - high / 2), "width": _mm(right - left), "height": _mm(high)}
    paint = {"fill": (FULL if gift else PALE)[side], "stroke": FULL[side], "stroke-width": _mm(high * 0.2)}
    ET.SubElement(drawn, "rect", box | paint)


def line(drawn: ET.Element, start: tuple[float, float], stop: tuple[float, float], colour: str, width: float) -> None:
    """A straight line."""
    place = {"x1": _mm(start[0]), "y1": _mm(start[1]), "x2": _mm(stop[0]), "y2": _mm(stop[1])}
    ET.SubElement(drawn, "line", place | {"stroke": colour, "stroke-width": _mm(width)})


def text(drawn: ET.Element, told: str, x: float, y: float, size: float, colour: str, room: float = 0) -> ET.Element:
    """A text from x on, on the line y, cut to the room it has."""
    place = {"x": _mm(x), "y": _mm(y), "font-size": _mm(size), "fill": colour}
    element = ET.SubElement(drawn, "text", place)
    element.text = clean(fitted(told, room / size) if room else told)
    return element


def _mm(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")
