"""The world map: land without borders, for each country a circle for what came and a diamond for what went."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from aid.charts.geometry import free_sides, natural_earth, natural_earth_back, pushed_apart, wraps
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
PHONE = 358
LARGEST, SMALLEST = 20.0, 7.0
# The cross of Chongqing and its name to the left of it, as a box: middle, half width, half height in pixels.
HUB_BOX = (-30.0, 38.0, 8.0)
LABELS = 7
# From a mark's middle to its edge on each side.
AWAY = {"middle right": (1, 0), "middle left": (-1, 0), "top center": (0, 1), "bottom center": (0, -1)}
# The small map is laid out for this width in pixels.
NEAR_WIDTH = 420
NEAR_ASPECT = 1.8
FEW = 4
PHONE_HEIGHT = 212


def world(
    places: pd.DataFrame,
    countries: pd.DataFrame,
    chosen: tuple[str, ...],
    words: Words,
    hover: dict[str, str],
    theme: str | None = None,
) -> Drawing:
    """The world with the marks of `places` (as `questions.by_country` answers) and arcs to a few `chosen` countries.

    `hover` gives each country's label as plain text, lines parted by newlines. Sizes grow with the square root of the
    measure, so that area says it; a country that does not report it has an empty mark. Each mark carries its
    country's code, so that a click can open its page.
    """
    marks = _laid_out(places, countries)
    figure = go.Figure()
    if 0 < len(chosen) <= FEW:
        _add_arcs(figure, marks[marks["country"].isin(chosen)].drop_duplicates("country"))
    for direction in ("inbound", "outbound"):
        _add_marks(figure, marks[marks["direction"] == direction], direction, hover)
    _add_hub(figure, words)
    _add_labels(figure, marks, words)
    figure.update_geos(
        projection={"type": "natural earth", "rotation": {"lon": MIDDLE}},
        lataxis={"range": [SOUTH, NORTH]},
        lonaxis={"range": [MIDDLE - 180, MIDDLE + 180]},
        **_land(),
    )
    bare(figure, theme, height=PHONE_HEIGHT, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return Drawing(figure, _alt(places, words))


def near(
    parties: pd.DataFrame, home: tuple[float, float], name: str, words: Words, theme: str | None = None
) -> Drawing:
    """A country's surroundings: its parties where their place is known, and the great circle to Chongqing.

    `parties` has `longitude`, `latitude`, `inbound`, `outbound` and `label`; those without a place of their own stand
    at `home`, the country's.
    """
    points = parties.assign(
        longitude=parties["longitude"].fillna(home[0]).round(1), latitude=parties["latitude"].fillna(home[1]).round(1)
    )
    spots = points.groupby(["longitude", "latitude"], as_index=False).agg(
        inbound=("inbound", "sum"), outbound=("outbound", "sum"), label=("label", "\n".join)
    )
    west, width = wraps([*spots["longitude"], CHONGQING[0], home[0]])
    middle = west + width / 2
    latitudes = [lat for spot in spots.itertuples() for lat in _arc_latitudes(spot.longitude, spot.latitude)]
    south, north = max(min([*latitudes, CHONGQING[1]]) - 8, -80), min(max([*latitudes, CHONGQING[1]]) + 8, 84)
    flat = np.cos(np.radians((south + north) / 2))
    width = max(width * 1.3, (north - south) * NEAR_ASPECT / flat, 24.0)
    pixel = width / NEAR_WIDTH
    half = np.where((spots["inbound"] > 0) & (spots["outbound"] > 0), 11.0, 6.0)
    turned = (spots["longitude"].to_numpy() - middle + 180) % 360 - 180
    x, y = pushed_apart(turned / pixel, spots["latitude"].to_numpy() / pixel, half, np.full(len(half), 6.0))
    spots = spots.assign(longitude=x * pixel + middle, latitude=y * pixel, aside=np.where(half > 6, 5.5, 0) * pixel)
    figure = go.Figure()
    for spot in spots.to_dict("records"):
        figure.add_scattergeo(
            lon=[CHONGQING[0], spot["longitude"]],
            lat=[CHONGQING[1], spot["latitude"]],
            mode="lines",
            line={"color": SOFT_INK, "width": 1},
            hoverinfo="skip",
        )
    for direction, sign in (("inbound", -1), ("outbound", 1)):
        some = spots[spots[direction] > 0]
        figure.add_scattergeo(
            lon=some["longitude"] + sign * some["aside"],
            lat=some["latitude"],
            mode="markers",
            marker=_marker(direction, [11.0 * AS_LARGE[direction]] * len(some), [True] * len(some)),
            hovertext=[_lines(label) for label in some["label"]],
            hoverinfo="text",
        )
    _add_hub(figure, words, "bottom center")
    figure.update_geos(
        projection={"type": "natural earth", "rotation": {"lon": middle}},
        lataxis={"range": [south, north]},
        lonaxis={"range": [middle - width / 2, middle + width / 2]},
        **_land(),
    )
    bare(figure, theme, height=230, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return Drawing(figure, words.say("Map of land with great circles from Chongqing to {place}", place=name))


def _arc_latitudes(longitude: float, latitude: float) -> list[float]:
    """Latitudes along the great circle from Chongqing, so that the map is high enough for it."""

    def on_sphere(lon: float, lat: float) -> np.ndarray[Any, np.dtype[np.float64]]:
        lam, phi = np.radians([lon, lat])
        return np.array([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])

    start, stop = on_sphere(*CHONGQING), on_sphere(longitude, latitude)
    whole = np.arccos(np.clip(start @ stop, -1, 1))
    if whole < 1e-6:
        return [latitude]
    steps = np.linspace(0, 1, 25)[:, None]
    along = (np.sin((1 - steps) * whole) * start + np.sin(steps * whole) * stop) / np.sin(whole)
    return [float(lat) for lat in np.degrees(np.arcsin(np.clip(along[:, 2], -1, 1)))]


def _land() -> dict[str, Any]:
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


def _laid_out(places: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """The rows of `places` with `diameter` in pixels, `told`, and where their marks stand: `at_lon`, `at_lat`.

    Also the box of each country's marks in pixels: `x`, `y`, `half_width`, `half_height`.
    """
    marks = places.merge(countries, left_on="country", right_on="iso3", how="inner")
    size = marks["size"].astype("float64")
    most = size.max()
    marks["told"] = size.notna()
    share = np.sqrt((size / most).fillna(0.0)) if most and most > 0 else pd.Series(0.0, index=marks.index)
    marks["diameter"] = SMALLEST + (LARGEST - SMALLEST) * share
    both = marks.pivot_table(index="country", columns="direction", values="diameter", aggfunc="first", observed=True)
    both = both.reindex(columns=["inbound", "outbound"]).fillna(0.0)
    spots = marks.drop_duplicates("country").set_index("country")[["longitude", "latitude"]].join(both)
    scale = LAID_OUT_FOR / (2 * np.pi * 0.8707)
    from_middle = (spots["longitude"].to_numpy() - MIDDLE + 180) % 360 - 180
    x, y = natural_earth(from_middle, spots["latitude"].to_numpy())
    x, y = x * scale, y * scale
    hub_x, hub_y = natural_earth(np.array([(CHONGQING[0] - MIDDLE + 180) % 360 - 180]), np.array([CHONGQING[1]]))
    half_width = (spots["inbound"] + spots["outbound"]).to_numpy() / 2
    half_height = spots[["inbound", "outbound"]].max(axis="columns").to_numpy() / 2
    # Chongqing's own cross is one more box.
    x, y = np.append(x, hub_x * scale), np.append(y, hub_y * scale)
    x, y = pushed_apart(x, y, np.append(half_width, 8.0), np.append(half_height, 8.0))
    spots = spots.assign(x=x[:-1], y=y[:-1], half_width=half_width, half_height=half_height)
    marks = marks.join(spots[["x", "y", "half_width", "half_height"]], on="country")
    marks = marks.join(both.rename(columns={"inbound": "wide_in", "outbound": "wide_out"}), on="country")
    inbound = marks["direction"] == "inbound"
    aside = np.where(inbound, -marks["wide_out"], marks["wide_in"]) / 2
    longitude, latitude = natural_earth_back((marks["x"] + aside).to_numpy() / scale, marks["y"].to_numpy() / scale)
    return marks.assign(at_lon=(longitude + MIDDLE + 180) % 360 - 180, at_lat=latitude)


def _marker(direction: str, size: list[float], told: list[bool]) -> dict[str, Any]:
    return {
        "symbol": SYMBOL[direction],
        "size": size,
        "color": [FULL[direction] if known else PAPER for known in told],
        "line": {
            "width": [1.0 if known else 1.6 for known in told],
            "color": [PAPER if known else FULL[direction] for known in told],
        },
        "opacity": 1,
    }


def _add_marks(figure: go.Figure, marks: pd.DataFrame, direction: str, hover: dict[str, str]) -> None:
    figure.add_scattergeo(
        lon=marks["at_lon"],
        lat=marks["at_lat"],
        mode="markers",
        marker=_marker(direction, list(marks["diameter"] * AS_LARGE[direction]), list(marks["told"])),
        customdata=marks["country"],
        hovertext=[_lines(hover.get(code, "")) for code in marks["country"]],
        hoverinfo="text",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _lines(text: str) -> str:
    first, *rest = text.split("\n")
    return "<br>".join([f"<b>{plain(first)}</b>", *(plain(line) for line in rest)])


def _add_arcs(figure: go.Figure, ends: pd.DataFrame) -> None:
    for end in ends.itertuples():
        figure.add_scattergeo(
            lon=[CHONGQING[0], end.longitude],
            lat=[CHONGQING[1], end.latitude],
            mode="lines",
            line={"color": SOFT_INK, "width": 1.2},
            hoverinfo="skip",
        )


def _add_hub(figure: go.Figure, words: Words, side: str = "middle left") -> None:
    figure.add_scattergeo(
        lon=[CHONGQING[0]],
        lat=[CHONGQING[1]],
        mode="markers+text",
        marker={"symbol": "cross-thin", "size": 13, "line": {"width": 2.2, "color": INK}},
        text=[f"<b>{plain(words.say('Chongqing'))}</b>"],
        textposition=side,
        textfont={"color": INK, "size": SMALL_TYPE},
        hoverinfo="skip",
    )


def _add_labels(figure: go.Figure, marks: pd.DataFrame, words: Words) -> None:
    """Names beside the largest marks, where there is room."""
    if marks.empty:
        return
    spots = marks.drop_duplicates("country").reset_index(drop=True)
    # Labels keep their size when the map shrinks: what is free on a phone is free on a desktop.
    shrink = PHONE / LAID_OUT_FOR
    scale = LAID_OUT_FOR / (2 * np.pi * 0.8707)
    boxes = [(row.x * shrink, row.y * shrink, row.half_width, row.half_height) for row in spots.itertuples()]
    hub_x, hub_y = natural_earth(np.array([(CHONGQING[0] - MIDDLE + 180) % 360 - 180]), np.array([CHONGQING[1]]))
    middle, half_width, half_height = HUB_BOX
    boxes.append((float(hub_x[0]) * scale * shrink + middle, float(hub_y[0]) * scale * shrink, half_width, half_height))
    asked = [
        (place, width_of(words.country(code)) * 6.6 + 6)
        for place, code in enumerate(spots["country"])
        if place < LABELS
    ]
    sides = free_sides(boxes, asked, height=15, edge=PHONE / 2)
    shown = spots.loc[list(sides)]
    away = [
        {"middle right": (1, 0), "middle left": (-1, 0), "top center": (0, 1)}.get(side, (0, -1))
        for side in sides.values()
    ]
    aside, up = np.array(away, dtype=float).reshape(-1, 2).T
    longitude, latitude = natural_earth_back(
        (shown["x"] + shown["half_width"] * aside).to_numpy() / scale,
        (shown["y"] + shown["half_height"] * up).to_numpy() / scale,
    )
    figure.add_scattergeo(
        lon=(longitude + MIDDLE + 180) % 360 - 180,
        lat=latitude,
        mode="text",
        text=[plain(words.country(code)) for code in shown["country"]],
        textposition=list(sides.values()),
        textfont={"color": INK, "size": SMALL_TYPE},
        hoverinfo="skip",
    )


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
