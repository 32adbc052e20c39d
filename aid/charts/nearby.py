"""The small map of a country's page: its parties, and the great circles that join them to Chongqing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from aid.charts.geometry import pushed_apart, wraps
from aid.charts.paint import AS_LARGE, CHONGQING, SOFT_INK, Drawing, bare
from aid.charts.worldmap import add_hub, land, lines, marker
from aid.words import Words

# Laid out for this width in pixels, and so many times as wide as high.
LAID_OUT_FOR = 420
ASPECT = 1.8


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
    width = max(width * 1.3, (north - south) * ASPECT / flat, 24.0)
    pixel = width / LAID_OUT_FOR
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
            marker=marker(direction, [11.0 * AS_LARGE[direction]] * len(some), [True] * len(some)),
            hovertext=[lines(label) for label in some["label"]],
            hoverinfo="text",
        )
    add_hub(figure, words, "bottom center")
    figure.update_geos(
        projection={"type": "natural earth", "rotation": {"lon": middle}},
        lataxis={"range": [south, north]},
        lonaxis={"range": [middle - width / 2, middle + width / 2]},
        **land(),
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
