"""The world map: land without borders, for each country a circle for what came and a diamond for what went."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from aid.charts.geometry import free_sides, natural_earth, natural_earth_back, pushed_apart
from aid.charts.paint import (
    AS_LARGE,
    CHONGQING,
    FULL,
    INK,
    LAND,
    PAPER,
    SMALL_TYPE,
    SOFT_INK,
    SYMBOL,
    Drawing,
    bare,
    plain,
    width_of,
)
from aid.words import Words

# Centring on Chongqing would cut through New York; 152° cuts the Atlantic and leaves Chongqing near the middle.
MIDDLE = 152.0
SOUTH, NORTH = -54.0, 75.0
# Marks are laid out for a map of this width in pixels: between a phone's and a desktop's.
LAID_OUT_FOR = 520
# Pixels in a unit of the projection's plane on that map.
SCALE = LAID_OUT_FOR / (2 * np.pi * 0.8707)
PHONE = 358
LARGEST, SMALLEST = 20.0, 7.0
# The cross of Chongqing and its name to the left of it, as a box: middle, half width, half height in pixels.
HUB_BOX = (-30.0, 38.0, 8.0)
LABELS = 5
# From a mark's middle to its edge on each side.
AWAY = {"middle right": (1, 0), "middle left": (-1, 0), "top center": (0, 1), "bottom center": (0, -1)}
FEW = 4
HOME = ("iso3", "longitude", "latitude")
Row = dict[Any, Any]
PHONE_HEIGHT = 212


def world(
    places: pd.DataFrame,
    countries: pd.DataFrame,
    chosen: tuple[str, ...],
    words: Words,
    hover: dict[str, str],
    theme: str | None = None,
    whole: pd.DataFrame | None = None,
) -> Drawing:
    """The world with the marks of `places` (as `questions.by_country` answers) and arcs to a few `chosen` countries.

    `whole`, where `places` are a moment of it, is what marks and names are laid out and sized for: then they keep
    their places and their scale from one moment to the next. `hover` gives each country's label as plain text, lines
    parted by newlines. Sizes grow with the square root of the measure, so that area says it; a country that does not
    report it has an empty mark. Each mark carries its country's code, so that a click can open its page.
    """
    rows, every = _rows(places), _rows(places if whole is None else whole)
    homes = {code: (lon, lat) for code, lon, lat in zip(*(countries[name] for name in HOME), strict=True)}
    scale = _scale(every)
    spots = _laid_out(every, homes, scale)
    marks = [row for row in rows if row["country"] in spots]
    ends = list(dict.fromkeys(row["country"] for row in marks if row["country"] in chosen))
    arcs = [_arc(homes[code]) for code in ends] if 0 < len(chosen) <= FEW else []
    each = [_trace(marks, spots, scale, direction, hover) for direction in ("inbound", "outbound")]
    names = _names(spots, {row["country"] for row in marks}, words)
    return Drawing(on_land([*arcs, *each, hub(words), *names], theme), _alt(rows, words))


def _rows(places: pd.DataFrame) -> list[Row]:
    """The places in plain Python, null as None."""
    return [{name: None if cell is pd.NA else cell for name, cell in row.items()} for row in places.to_dict("records")]


def on_land(data: list[dict[str, Any]], theme: str | None) -> dict[str, Any]:
    """The traces on the world's land."""
    geo = {
        "projection": {"type": "natural earth", "rotation": {"lon": MIDDLE}},
        "lataxis": {"range": [SOUTH, NORTH]},
        "lonaxis": {"range": [MIDDLE - 180, MIDDLE + 180]},
        **land(),
    }
    return bare(data, theme, geo=geo, height=PHONE_HEIGHT, margin={"l": 0, "r": 0, "t": 0, "b": 0})


def degrees(column: Any) -> list[float]:
    """Longitudes or latitudes in hundredths of a degree: less than a pixel on any screen."""
    return [round(float(angle), 2) for angle in column]


def land() -> dict[str, Any]:
    """Land and nothing else: no border, coast, lake or frame. `fitbounds` would move the map under the marks."""
    return {
        "fitbounds": False,
        "showland": True,
        "landcolor": LAND,
        "showcoastlines": False,
        "showcountries": False,
        "showlakes": False,
        "showrivers": False,
        "showocean": False,
        "showframe": False,
        "bgcolor": PAPER,
        "resolution": 110,
    }


def _scale(places: list[Row]) -> Callable[[Row], float]:
    """How wide the mark of any row is, in pixels, where the largest of `places` is as large as a mark can be."""
    most = max((float(row["size"]) for row in places if row["size"] is not None), default=0.0)
    # Values in different currencies are not compared.
    several = len({row["currency"] for row in places if isinstance(row["currency"], str)}) > 1

    def diameter(row: Row) -> float:
        size = row["size"]
        share = 0.0 if size is None or most <= 0 else 0.25 if several else float(size) / most
        return SMALLEST + (LARGEST - SMALLEST) * math.sqrt(share)

    return diameter


@dataclass(frozen=True)
class Spot:
    """Where a country's two marks stand: the room of each in pixels, and the box of both on the map."""

    inbound: float
    outbound: float
    x: float
    y: float
    half_width: float
    half_height: float


def _laid_out(
    places: list[Row], homes: Mapping[str, tuple[float, float]], scale: Callable[[Row], float]
) -> dict[str, Spot]:
    """Where the marks of each country of `places` stand, by its code, in their order."""
    room: dict[str, dict[str, float]] = {}
    for row in places:
        if row["country"] in homes:
            room.setdefault(row["country"], {})[row["direction"]] = scale(row)
    inbound, outbound = ([sides.get(side, 0.0) for sides in room.values()] for side in ("inbound", "outbound"))
    # Chongqing's cross and its name to the left of it are two more boxes, which stay.
    at = np.array([*(homes[code] for code in room), CHONGQING, CHONGQING], dtype=float)
    x, y = natural_earth((at[:, 0] - MIDDLE + 180) % 360 - 180, at[:, 1])
    x, y = x * SCALE, y * SCALE
    x[-1] += HUB_BOX[0]
    wide = np.array([*((one + other) / 2 for one, other in zip(inbound, outbound, strict=True)), 8.0, HUB_BOX[1]])
    high = np.array([*(max(pair) / 2 for pair in zip(inbound, outbound, strict=True)), 8.0, HUB_BOX[2]])
    x, y = pushed_apart(x, y, wide, high, fixed=2)
    boxes = zip(inbound, outbound, x.tolist(), y.tolist(), wide.tolist(), high.tolist(), strict=False)
    return {code: Spot(*box) for code, box in zip(room, boxes, strict=True)}


def marker(direction: str, size: list[float], told: list[bool], disputed: list[bool]) -> dict[str, Any]:
    """The look of a country's marks: full where the measure is told, empty where not, rimmed where it is disputed."""
    return {
        "symbol": SYMBOL[direction],
        "size": size,
        "color": [FULL[direction] if known else PAPER for known in told],
        "line": {
            "width": [2 if doubt else 1 if known else 1.6 for known, doubt in zip(told, disputed, strict=True)],
            "color": [
                INK if doubt else PAPER if known else FULL[direction]
                for known, doubt in zip(told, disputed, strict=True)
            ],
        },
        "opacity": 1,
    }


def _trace(
    marks: list[Row], spots: Mapping[str, Spot], scale: Callable[[Row], float], direction: str, hover: dict[str, str]
) -> dict[str, Any]:
    """The marks of one direction, beside those of the other."""
    own = [row for row in marks if row["direction"] == direction]
    there = [spots[row["country"]] for row in own]
    aside = [-spot.outbound / 2 if direction == "inbound" else spot.inbound / 2 for spot in there]
    places = [(spot.x + by, spot.y) for spot, by in zip(there, aside, strict=True)]
    look = marker(
        direction,
        [round(scale(row) * AS_LARGE[direction], 2) for row in own],
        [row["size"] is not None for row in own],
        [row["least"] is not None and row["least"] < row["most"] for row in own],
    )
    codes = [row["country"] for row in own]
    return clickable(*_on_globe(places), codes, look, [lines(hover.get(code, "")) for code in codes])


def _on_globe(places: Sequence[tuple[float, float]]) -> tuple[Any, Any]:
    """The longitudes and latitudes of places in the map's pixels."""
    x, y = np.array(places, dtype=float).reshape(-1, 2).T
    longitude, latitude = natural_earth_back(x / SCALE, y / SCALE)
    return (longitude + MIDDLE + 180) % 360 - 180, latitude


def clickable(
    longitude: Any, latitude: Any, codes: list[str], look: dict[str, Any], hover: list[str]
) -> dict[str, Any]:
    """The trace of marks, each with its label and the code of its country."""
    return {
        "type": "scattergeo",
        "lon": degrees(longitude),
        "lat": degrees(latitude),
        "mode": "markers",
        "marker": look,
        "customdata": codes,
        "hovertext": hover,
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def lines(text: str) -> str:
    """A hover label of several lines, the first of them bold."""
    first, *rest = text.split("\n")
    return "<br>".join([f"<b>{plain(first)}</b>", *(plain(line) for line in rest)])


def _arc(end: tuple[float, float]) -> dict[str, Any]:
    """The way from Chongqing to a place (longitude, latitude)."""
    return {
        "type": "scattergeo",
        "lon": [CHONGQING[0], float(end[0])],
        "lat": [CHONGQING[1], float(end[1])],
        "mode": "lines",
        "line": {"color": SOFT_INK, "width": 1.2},
        "hoverinfo": "skip",
    }


def hub(words: Words, side: str = "middle left") -> dict[str, Any]:
    """Chongqing as a cross with its name beside it."""
    return {
        "type": "scattergeo",
        "lon": [CHONGQING[0]],
        "lat": [CHONGQING[1]],
        "mode": "markers+text",
        "marker": {"symbol": "cross-thin", "size": 13, "line": {"width": 2.2, "color": INK}},
        "text": [f"<b>{plain(words.say('Chongqing'))}</b>"],
        "textposition": side,
        "textfont": {"color": INK, "size": SMALL_TYPE},
        "hoverinfo": "skip",
    }


def _names(spots: Mapping[str, Spot], there: set[str], words: Words) -> list[dict[str, Any]]:
    """Names beside the largest marks, where there is room; of the countries that are `there`."""
    if not there:
        return []
    # Labels keep their size when the map shrinks: what is free on a phone is free on a desktop.
    shrink = PHONE / LAID_OUT_FOR
    boxes = [(spot.x * shrink, spot.y * shrink, spot.half_width, spot.half_height) for spot in spots.values()]
    hub_x, hub_y = natural_earth(np.array([(CHONGQING[0] - MIDDLE + 180) % 360 - 180]), np.array([CHONGQING[1]]))
    middle, half_width, half_height = HUB_BOX
    boxes.append((float(hub_x[0]) * SCALE * shrink + middle, float(hub_y[0]) * SCALE * shrink, half_width, half_height))
    codes = list(spots)
    asked = [(place, width_of(words.country(code)) * 6.6 + 6) for place, code in enumerate(codes[:LABELS])]
    sides = free_sides(boxes, asked, height=15, edge=PHONE / 2)
    shown = [(codes[place], AWAY[side], side) for place, side in sides.items() if codes[place] in there]
    edges = [
        (spots[code].x + spots[code].half_width * aside, spots[code].y + spots[code].half_height * up)
        for code, (aside, up), _ in shown
    ]
    longitude, latitude = _on_globe(edges)
    names = {
        "type": "scattergeo",
        "lon": degrees(longitude),
        "lat": degrees(latitude),
        "mode": "text",
        "text": [plain(words.country(code)) for code, _, _ in shown],
        "textposition": [side for _, _, side in shown],
        "textfont": {"color": INK, "size": SMALL_TYPE},
        "hoverinfo": "skip",
    }
    return [names]


def _alt(places: list[Row], words: Words) -> str:
    if not places:
        return words.say("World map with no mark: nothing on record answers this view")
    each = {way: len({row["country"] for row in places if row["direction"] == way}) for way in ("inbound", "outbound")}
    largest = words.join([words.country(code) for code in list(dict.fromkeys(row["country"] for row in places))[:3]])
    return words.say(
        "World map: {came} with acts that came to Chongqing, {went} with acts that went from it; "
        "largest marks: {largest}",
        came=words.plural("{n} country or region", "{n} countries or regions", each["inbound"]),
        went=words.number(each["outbound"]),
        largest=largest,
    )
