"""The small map of a country's page: its parties, and the great circles that join them to Chongqing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from aid.charts.geometry import pushed_apart, wraps
from aid.charts.paint import AS_LARGE, CHONGQING, RULE, SOFT_INK, Drawing, bare
from aid.charts.worldmap import degrees, hub, land, lines, marker
from aid.words import Words

# Laid out for this width in pixels, and so many times as wide as high.
LAID_OUT_FOR = 420
ASPECT = 1.8
HEIGHT = 230
# Nearer than this (in degrees of arc) a cut of the map serves; farther a globe shows the great circle as it runs. Of
# places almost opposite one another no globe shows both.
NEAR, OPPOSITE = 35.0, 150.0


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
    across, middle = _apart(home)
    geo, pixel = _globe(middle) if NEAR < across < OPPOSITE else _cut(spots, home)
    half = np.where((spots["inbound"] > 0) & (spots["outbound"] > 0), 11.0, 6.0)
    west = spots["longitude"].min()
    turned = (spots["longitude"].to_numpy() - west + 180) % 360 - 180
    x, y = pushed_apart(turned / pixel, spots["latitude"].to_numpy() / pixel, half, np.full(len(half), 6.0))
    spots = spots.assign(longitude=x * pixel + west, latitude=y * pixel, aside=np.where(half > 6, 5.5, 0) * pixel)
    data = [_arc(spot.longitude, spot.latitude) for spot in spots.itertuples()]
    for direction, sign in (("inbound", -1), ("outbound", 1)):
        some = spots[spots[direction] > 0]
        look = marker(direction, [11.0 * AS_LARGE[direction]] * len(some), [True] * len(some), [False] * len(some))
        each = {
            "type": "scattergeo",
            "lon": degrees(some["longitude"] + sign * some["aside"]),
            "lat": degrees(some["latitude"]),
            "mode": "markers",
            "marker": look,
            "hovertext": [lines(label) for label in some["label"]],
            "hoverinfo": "text",
        }
        data.append(each)
    data.append(hub(words, "bottom center"))
    spec = bare(data, theme, geo=land() | geo, height=HEIGHT, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return Drawing(spec, words.say("Map of land with great circles from Chongqing to {place}", place=name))


def _arc(longitude: float, latitude: float) -> dict[str, Any]:
    return {
        "type": "scattergeo",
        "lon": [CHONGQING[0], longitude],
        "lat": [CHONGQING[1], latitude],
        "mode": "lines",
        "line": {"color": SOFT_INK, "width": 1},
        "hoverinfo": "skip",
    }


def _apart(home: tuple[float, float]) -> tuple[float, tuple[float, float]]:
    """How far a country lies from Chongqing in degrees of arc, and the place half way."""
    start, stop = (
        np.array([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])
        for lam, phi in np.radians([CHONGQING, home])
    )
    half_way = (start + stop) / np.linalg.norm(start + stop)
    longitude, latitude = np.arctan2(half_way[1], half_way[0]), np.arcsin(half_way[2])
    across = np.degrees(np.arccos(np.clip(start @ stop, -1, 1)))
    return float(across), (float(np.degrees(longitude)), float(np.degrees(latitude)))


def _globe(middle: tuple[float, float]) -> tuple[dict[str, Any], float]:
    """The globe as seen from above a place, and how many degrees a pixel is there."""
    rotation = {"lon": middle[0], "lat": middle[1]}
    outline = {"showframe": True, "framecolor": RULE, "framewidth": 1}
    return {"projection": {"type": "orthographic", "rotation": rotation}, **outline}, 115 / HEIGHT


def _cut(spots: pd.DataFrame, home: tuple[float, float]) -> tuple[dict[str, Any], float]:
    """The part of the map that holds Chongqing and the spots, and how many degrees a pixel is in it."""
    west, width = wraps([*spots["longitude"], CHONGQING[0], home[0]])
    latitudes = [*spots["latitude"], CHONGQING[1]]
    # Room for marks, for arcs that bend to the pole, and for the name below Chongqing's cross.
    room = max(8.0, width / 14)
    south, north = max(min(latitudes) - room * 1.6, -80), min(max(latitudes) + room, 84)
    wide = max(width * 1.3, (north - south) * ASPECT / np.cos(np.radians((south + north) / 2)), 24.0)
    middle = west + width / 2
    cut = {
        "projection": {"type": "natural earth", "rotation": {"lon": middle}},
        "lataxis": {"range": [south, north]},
        "lonaxis": {"range": [middle - wide / 2, middle + wide / 2]},
    }
    return cut, wide / LAID_OUT_FOR
