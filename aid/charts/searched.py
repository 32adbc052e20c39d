"""The map of the search log: a full mark where an act is on record, a ring where one was looked for in vain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from aid.charts.geometry import natural_earth, natural_earth_back, pushed_apart
from aid.charts.paint import CHONGQING, INK, PAPER, Drawing
from aid.charts.worldmap import HUB_BOX, MIDDLE, SCALE, clickable, hub, lines, on_land
from aid.words import Words

# Pixels: a full mark; a ring, and a full mark with a ring around it.
DOT, RING = 6.0, 9.5
STROKE = 1.5
# Many marks of one size: they are laid out for a narrower map than those of acts, so that a phone parts them too.
NARROW = 0.8 * SCALE


def searched(
    places: pd.DataFrame,
    countries: pd.DataFrame,
    words: Words,
    hover: Mapping[str, str],
    alt: str,
    theme: str | None = None,
) -> Drawing:
    """The world with a mark for each row of `places` (as `questions.searched` answers).

    Full: an act is on record. A ring: it was looked for and none was found. A full mark within a ring: on record one
    way, looked for in vain the other. A country that nobody has looked for has no mark. `hover` gives each country's
    label as plain text, lines parted by newlines; each mark carries its country's code.
    """
    marks = _laid_out(places, countries)
    ringed = marks[(marks["state"] == "not_found") | marks["vain"]]
    full = marks[marks["state"] == "recorded"]
    data = []
    # What is full comes last, so that of a mark within a ring either part answers the pointer.
    ring = {"size": RING, "color": PAPER, "line": {"width": STROKE, "color": INK}}
    for rows, marker in ((ringed, ring), (full, {"size": DOT, "color": INK, "line": {"width": 0}})):
        told = [lines(hover.get(code, "")) for code in rows["country"]]
        look = {"symbol": "circle", "opacity": 1, **marker}
        data.append(clickable(rows["at_lon"], rows["at_lat"], rows["country"].tolist(), look, told))
    return Drawing(on_land([*data, hub(words)], theme), alt)


def _laid_out(places: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """The rows of `places` with where their marks stand, moved apart: `at_lon`, `at_lat`."""
    marks = places.merge(countries[["iso3", "longitude", "latitude"]], left_on="country", right_on="iso3")
    room = np.where((marks["state"] == "not_found") | marks["vain"], RING + STROKE, DOT + 1) / 2
    x, y = _plane(marks["longitude"].to_numpy(), marks["latitude"].to_numpy())
    hub_x, hub_y = _plane(np.array([CHONGQING[0]]), np.array([CHONGQING[1]]))
    # Chongqing's cross and its name are two more boxes, which stay.
    x, y = np.append(x, [hub_x[0], hub_x[0] + HUB_BOX[0]]), np.append(y, [hub_y[0], hub_y[0]])
    # Its name keeps its size on a phone, where the map is narrower still.
    wide, high = np.append(room, [8.0, HUB_BOX[1] * 1.2]), np.append(room, [8.0, HUB_BOX[2]])
    x, y = pushed_apart(x, y, wide, high, fixed=2)
    longitude, latitude = natural_earth_back(x[:-2] / NARROW, y[:-2] / NARROW)
    return marks.assign(at_lon=(longitude + MIDDLE + 180) % 360 - 180, at_lat=latitude)


def _plane(longitude: Any, latitude: Any) -> tuple[Any, Any]:
    """Places in degrees as pixels on the map, from its middle."""
    x, y = natural_earth((longitude - MIDDLE + 180) % 360 - 180, latitude)
    return x * NARROW, y * NARROW
