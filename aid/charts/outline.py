"""The land under the map as a path in the map's own plane, for pictures that are drawn without plotly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from aid.charts.geometry import natural_earth
from aid.charts.worldmap import MIDDLE, NORTH, SOUTH

LAND_FILE = Path(__file__).resolve().parents[2] / "static" / "geo" / "world_110m.json"
# Units of the plane in one radian: whole numbers are then finer than any screen.
SCALE = 1000
Point = tuple[float, float]
Ring = list[Point]


def place(longitude: float, latitude: float) -> Point:
    """Where a place lies on the map: right and down from its upper left corner, each as a share of its size."""
    left, top, width, height = frame()
    x, y = _projected([(_turned(longitude), latitude)])[0]
    return (x - left) / width, (y - top) / height


@cache
def frame() -> tuple[float, float, float, float]:
    """The map's box in its plane: left, top, width, height; y runs downwards."""
    (left, _), (_, top), (_, bottom) = _projected([(-180.0, 0.0), (0.0, NORTH), (0.0, SOUTH)])
    return left, top, -2 * left, bottom - top


@cache
def land() -> str:
    """The outline of all land as the data of an SVG path, cut where the map's edge cuts it."""
    rings = (piece for ring in _rings() for piece in _cut(ring))
    return "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in _projected(ring)) + "Z" for ring in rings)


def great_circle(start: Point, stop: Point) -> str:
    """The shortest way between two places (longitude, latitude) as the data of an SVG path."""
    one, other = (
        np.array([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])
        for lam, phi in np.radians([start, stop])
    )
    angle = np.arccos(np.clip(one @ other, -1, 1))
    if angle < 1e-6:
        return ""
    shares = np.linspace(0, 1, 65)[:, None]
    way = (np.sin((1 - shares) * angle) * one + np.sin(shares * angle) * other) / np.sin(angle)
    longitudes, latitudes = np.degrees(np.arctan2(way[:, 1], way[:, 0])), np.degrees(np.arcsin(way[:, 2]))
    path, before = "", 0.0
    for longitude, latitude in zip(longitudes, latitudes, strict=True):
        at = _turned(float(longitude))
        x, y = _projected([(at, float(latitude))])[0]
        # The pen is lifted where the way leaves the map on one side and comes back on the other.
        path += f"{'L' if path and abs(at - before) < 180 else 'M'}{x:.0f} {y:.0f}"
        before = at
    return path


def _turned(longitude: float) -> float:
    """The longitude as measured from the map's middle."""
    return (longitude - MIDDLE + 180) % 360 - 180


def _projected(points: Ring) -> Ring:
    longitudes, latitudes = np.array(points, dtype=float).T
    x, y = natural_earth(longitudes, latitudes)
    return [(float(right) * SCALE, float(-up) * SCALE) for right, up in zip(x, y, strict=True)]


def _rings() -> Iterator[Ring]:
    """The rings of the outline in degrees, each in one piece: measured from the map's middle and not wrapped."""
    topology = json.loads(LAND_FILE.read_text(encoding="utf-8"))
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * (kx, ky) + (dx, dy) for arc in topology["arcs"]]
    for shape in topology["objects"]["land"]["geometries"]:
        for polygon in shape["arcs"]:
            for ring in polygon:
                joined = np.vstack([arcs[~arc][::-1] if arc < 0 else arcs[arc] for arc in ring])
                longitudes = np.unwrap(joined[:, 0] - MIDDLE, period=360)
                yield list(zip(longitudes.tolist(), joined[:, 1].tolist(), strict=True))


def _cut(ring: Ring) -> Iterator[Ring]:
    """The parts of a ring that lie on the map, each turn of the globe a part."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    for turn in range(int((west + 180) // 360), int((east + 180) // 360) + 1):
        part = [(x - 360 * turn, y) for x, y in ring]
        for edge, inside in ((-180.0, 1), (180.0, -1)):
            part = list(_on_side(part, edge, inside))
        if len(part) > 2:
            yield part


def _on_side(ring: Ring, edge: float, inside: int) -> Iterator[Point]:
    """A ring cut along a meridian, with the points where it meets it (Sutherland and Hodgman's way)."""
    for (x0, y0), (x1, y1) in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was, is_in = (x0 - edge) * inside >= 0, (x1 - edge) * inside >= 0
        if was != is_in:
            yield edge, y0 + (y1 - y0) * (edge - x0) / (x1 - x0)
        if is_in:
            yield x1, y1
