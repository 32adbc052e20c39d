"""Rebuild static/geo/world_110m.json, the land outline under the maps.

    python tools/land.py path/to/world-atlas/land-110m.json

The input is `land-110m.json` of the npm package world-atlas 2.0.2: Natural Earth's land
at 1:110 million as TopoJSON, with one object, `land`. The output is the same outline
without Antarctica, under the name that plotly.js asks its `topojsonURL` for.
"""

import json
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "static" / "geo" / "world_110m.json"
ANTARCTIC = -60.0  # a polygon that lies wholly south of this latitude is left out


def decode(topology: dict) -> list[list[tuple[float, float]]]:
    """The arcs as (longitude, latitude) in degrees, from TopoJSON's integer steps."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    return arcs


def arc_of(reference: int) -> int:
    """The arc that a ring names; TopoJSON writes ~n for arc n run backwards."""
    return ~reference if reference < 0 else reference


def without_antarctica(topology: dict) -> dict:
    """The same topology with its southernmost polygons, and the arcs only they used, removed."""
    degrees = decode(topology)
    (land,) = topology["objects"]["land"]["geometries"]
    kept = [
        polygon
        for polygon in land["arcs"]
        if any(lat > ANTARCTIC for ring in polygon for ref in ring for _, lat in degrees[arc_of(ref)])
    ]
    used = sorted({arc_of(ref) for polygon in kept for ring in polygon for ref in ring})
    place = {old: new for new, old in enumerate(used)}
    renumbered = [[[~place[~ref] if ref < 0 else place[ref] for ref in ring] for ring in polygon] for polygon in kept]
    points = [point for old in used for point in degrees[old]]
    longitudes, latitudes = zip(*points, strict=True)
    return {
        "type": "Topology",
        "bbox": [min(longitudes), min(latitudes), max(longitudes), max(latitudes)],
        "transform": topology["transform"],
        "objects": {
            "land": {
                "type": "GeometryCollection",
                "geometries": [{"type": "MultiPolygon", "arcs": renumbered}],
            }
        },
        "arcs": [topology["arcs"][old] for old in used],
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(without_antarctica(source), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")
