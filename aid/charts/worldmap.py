"""The world map: land without borders, for each country a circle for what came and a diamond for what went."""

from __future__ import annotations

from collections.abc import Callable
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
    every = places if whole is None else whole
    spots = _laid_out(every, countries)
    marks = _marks(places, spots, _scale(every))
    arcs = _arcs(marks[marks["country"].isin(chosen)].drop_duplicates("country")) if 0 < len(chosen) <= FEW else []
    each = [_trace(marks[marks["direction"] == direction], direction, hover) for direction in ("inbound", "outbound")]
    names = _names(spots, set(marks["country"]), words)
    return Drawing(on_land([*arcs, *each, hub(words), *names], theme), _alt(places, words))


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


def _scale(places: pd.DataFrame) -> Callable[[pd.DataFrame], pd.Series[float]]:
    """How wide the marks of any rows are, in pixels, where the largest of `places` is as large as a mark can be."""
    most = places["size"].astype("float64").max()
    # Values in different currencies are not compared.
    several = places["currency"].nunique() > 1

    def diameters(rows: pd.DataFrame) -> pd.Series[float]:
        size = rows["size"].astype("float64")
        if several:
            share = size.where(size.isna(), 0.25).fillna(0.0)
        else:
            share = (size / most).fillna(0.0) if most and most > 0 else pd.Series(0.0, index=rows.index)
        return SMALLEST + (LARGEST - SMALLEST) * np.sqrt(share)

    return diameters


def _laid_out(places: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Where the marks of each country of `places` stand, a row a country in their order, by `country`.

    Columns: `longitude`, `latitude` of the country; `inbound`, `outbound`, the room of its marks in pixels; `x`, `y`,
    `half_width`, `half_height`, the box of both.
    """
    placed = places.merge(countries, left_on="country", right_on="iso3", how="inner")
    placed = placed.assign(diameter=_scale(places)(placed))
    both = placed.pivot_table(index="country", columns="direction", values="diameter", aggfunc="first", observed=True)
    both = both.reindex(columns=["inbound", "outbound"]).fillna(0.0)
    spots = placed.drop_duplicates("country").set_index("country")[["longitude", "latitude"]].join(both)
    from_middle = (spots["longitude"].to_numpy() - MIDDLE + 180) % 360 - 180
    x, y = natural_earth(from_middle, spots["latitude"].to_numpy())
    x, y = x * SCALE, y * SCALE
    hub_x, hub_y = natural_earth(np.array([(CHONGQING[0] - MIDDLE + 180) % 360 - 180]), np.array([CHONGQING[1]]))
    half_width = (spots["inbound"] + spots["outbound"]).to_numpy() / 2
    half_height = spots[["inbound", "outbound"]].max(axis="columns").to_numpy() / 2
    # Chongqing's cross and its name are two more boxes, which stay.
    x = np.append(x, [hub_x[0] * SCALE, hub_x[0] * SCALE + HUB_BOX[0]])
    y = np.append(y, [hub_y[0] * SCALE, hub_y[0] * SCALE])
    wide, high = np.append(half_width, [8.0, HUB_BOX[1]]), np.append(half_height, [8.0, HUB_BOX[2]])
    x, y = pushed_apart(x, y, wide, high, fixed=2)
    return spots.assign(x=x[:-2], y=y[:-2], half_width=half_width, half_height=half_height)


def _marks(
    places: pd.DataFrame, spots: pd.DataFrame, scale: Callable[[pd.DataFrame], pd.Series[float]]
) -> pd.DataFrame:
    """The rows of `places` with `diameter` in pixels, `told`, and where their marks stand: `at_lon`, `at_lat`."""
    marks = places.join(spots, on="country", how="inner")
    marks = marks.assign(diameter=scale(marks), told=marks["size"].notna())
    inbound = marks["direction"] == "inbound"
    aside = np.where(inbound, -marks["outbound"], marks["inbound"]) / 2
    longitude, latitude = natural_earth_back((marks["x"] + aside).to_numpy() / SCALE, marks["y"].to_numpy() / SCALE)
    return marks.assign(at_lon=(longitude + MIDDLE + 180) % 360 - 180, at_lat=latitude)


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


def _trace(marks: pd.DataFrame, direction: str, hover: dict[str, str]) -> dict[str, Any]:
    """The marks of one direction."""
    doubt = (marks["least"] < marks["most"]).fillna(False)
    sizes = [round(float(size) * AS_LARGE[direction], 2) for size in marks["diameter"]]
    return clickable(
        marks,
        marker(direction, sizes, marks["told"].tolist(), doubt.tolist()),
        [lines(hover.get(code, "")) for code in marks["country"]],
    )


def clickable(marks: pd.DataFrame, look: dict[str, Any], hover: list[str]) -> dict[str, Any]:
    """The trace of marks at `at_lon` and `at_lat`, each with its label and the code of its `country`."""
    return {
        "type": "scattergeo",
        "lon": degrees(marks["at_lon"]),
        "lat": degrees(marks["at_lat"]),
        "mode": "markers",
        "marker": look,
        "customdata": marks["country"].tolist(),
        "hovertext": hover,
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def lines(text: str) -> str:
    """A hover label of several lines, the first of them bold."""
    first, *rest = text.split("\n")
    return "<br>".join([f"<b>{plain(first)}</b>", *(plain(line) for line in rest)])


def _arcs(ends: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "type": "scattergeo",
            "lon": [CHONGQING[0], end.longitude],
            "lat": [CHONGQING[1], end.latitude],
            "mode": "lines",
            "line": {"color": SOFT_INK, "width": 1.2},
            "hoverinfo": "skip",
        }
        for end in ends.itertuples()
    ]


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


def _names(laid_out: pd.DataFrame, there: set[str], words: Words) -> list[dict[str, Any]]:
    """Names beside the largest marks, where there is room; of the countries that are `there`."""
    if not there:
        return []
    spots = laid_out.reset_index()
    # Labels keep their size when the map shrinks: what is free on a phone is free on a desktop.
    shrink = PHONE / LAID_OUT_FOR
    boxes = [(row.x * shrink, row.y * shrink, row.half_width, row.half_height) for row in spots.itertuples()]
    hub_x, hub_y = natural_earth(np.array([(CHONGQING[0] - MIDDLE + 180) % 360 - 180]), np.array([CHONGQING[1]]))
    middle, half_width, half_height = HUB_BOX
    boxes.append((float(hub_x[0]) * SCALE * shrink + middle, float(hub_y[0]) * SCALE * shrink, half_width, half_height))
    asked = [
        (place, width_of(words.country(code)) * 6.6 + 6)
        for place, code in enumerate(spots["country"])
        if place < LABELS
    ]
    sides = free_sides(boxes, asked, height=15, edge=PHONE / 2)
    sides = {place: side for place, side in sides.items() if spots.loc[place, "country"] in there}
    shown = spots.loc[list(sides)]
    aside, up = np.array([AWAY[side] for side in sides.values()], dtype=float).reshape(-1, 2).T
    longitude, latitude = natural_earth_back(
        (shown["x"] + shown["half_width"] * aside).to_numpy() / SCALE,
        (shown["y"] + shown["half_height"] * up).to_numpy() / SCALE,
    )
    names = {
        "type": "scattergeo",
        "lon": degrees((longitude + MIDDLE + 180) % 360 - 180),
        "lat": degrees(latitude),
        "mode": "text",
        "text": [plain(words.country(code)) for code in shown["country"]],
        "textposition": list(sides.values()),
        "textfont": {"color": INK, "size": SMALL_TYPE},
        "hoverinfo": "skip",
    }
    return [names]


def _alt(places: pd.DataFrame, words: Words) -> str:
    if places.empty:
        return words.say("World map with no mark: nothing on record answers this view")
    each = places.groupby("direction")["country"].nunique()
    largest = words.join([words.country(code) for code in places["country"].drop_duplicates().head(3)])
    return words.say(
        "World map: {came} with acts that came to Chongqing, {went} with acts that went from it; "
        "largest marks: {largest}",
        came=words.plural("{n} country or region", "{n} countries or regions", int(each.get("inbound", 0))),
        went=words.number(int(each.get("outbound", 0))),
        largest=largest,
    )
