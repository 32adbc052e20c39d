"""Where marks go: the map's projection, marks pushed apart, labels on a free side, stacks on a time axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def natural_earth(longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
    """Degrees, measured from the map's middle, to the plane of the Natural Earth projection.

    Formula: Šavrič, Jenny, Patterson, Petrovič & Hurni, "A polynomial equation for the Natural Earth projection"
    (2011); the one that plotly draws with.
    """
    phi = np.radians(latitude)
    p2, p4 = phi**2, phi**4
    x = np.radians(longitude) * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return x, y


def natural_earth_back(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """The plane of the Natural Earth projection back to degrees, by Newton's method."""
    phi = np.array(y, dtype=float)
    for _ in range(12):
        p2, p4 = phi**2, phi**4
        at = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
        slope = 1.007226 + p2 * (0.045255 + p4 * (-0.311325 + 0.259866 * p2 - 0.06507600000000001 * p4))
        phi = phi - (at - y) / slope
    p2, p4 = phi**2, phi**4
    width = 0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4))
    return np.degrees(x / width), np.degrees(phi)


def pushed_apart(
    x: Numbers, y: Numbers, half_width: Numbers, half_height: Numbers, fixed: int = 0
) -> tuple[Numbers, Numbers]:
    """Centres of boxes moved just so far that no box hides another, each held near its own place.

    The last `fixed` boxes stay where they are.
    """
    movable = np.arange(len(x)) < len(x) - fixed
    home_x, home_y = x, y
    x, y = x.copy(), y.copy()
    wide = half_width[:, None] + half_width[None, :]
    high = half_height[:, None] + half_height[None, :]
    # What stays cannot be hidden by what stays, and nothing by itself.
    may_hide = (movable[:, None] | movable[None, :]) & ~np.eye(len(x), dtype=bool)
    # Ties are broken by order, so that two marks at one place part the same way every time.
    order = np.sign(np.arange(len(x))[:, None] - np.arange(len(x))[None, :])
    for turn in range(400):
        dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
        over_x, over_y = wide - np.abs(dx), high - np.abs(dy)
        hidden = (over_x > 0) & (over_y > 0) & may_hide
        if not hidden.any():
            break
        along_x = hidden & (over_x <= over_y)
        along_y = hidden & ~along_x
        x = x + (np.where(along_x, over_x * np.where(dx != 0, np.sign(dx), order), 0)).sum(axis=1) * 0.3
        y = y + (np.where(along_y, over_y * np.where(dy != 0, np.sign(dy), order), 0)).sum(axis=1) * 0.3
        # Held back home at first; in the end only what still hides something moves.
        pull = 0.01 if turn < 160 else 0.0
        x = np.where(movable, x + (home_x - x) * pull, home_x)
        y = np.where(movable, y + (home_y - y) * pull, home_y)
    return x, y


def free_sides(
    boxes: Sequence[tuple[float, float, float, float]],
    asked: Sequence[tuple[int, float]],
    height: float,
    edge: float,
) -> dict[int, str]:
    """For each asked mark the first side on which a label of its width hides nothing; none where there is no room.

    `boxes` are (centre x, centre y, half width, half height) of all marks, y upwards; `asked` pairs a mark's place
    in `boxes` with its label's width; no label may reach beyond `edge` to either side. Answers with plotly's names of
    positions.
    """
    taken = [(x - w, y - h, x + w, y + h) for x, y, w, h in boxes]
    sides: dict[int, str] = {}
    for place, width in asked:
        x, y, w, h = boxes[place]
        tries = {
            "middle right": (x + w, y - height / 2, x + w + width, y + height / 2),
            "middle left": (x - w - width, y - height / 2, x - w, y + height / 2),
            "top center": (x - width / 2, y + h, x + width / 2, y + h + height),
            "bottom center": (x - width / 2, y - h - height, x + width / 2, y - h),
        }
        for side, box in tries.items():
            others = taken[:place] + taken[place + 1 :]
            if -edge <= box[0] and box[2] <= edge and not any(_meet(box, other) for other in others):
                sides[place] = side
                taken.append(box)
                break
    return sides


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def levels(spans: Sequence[tuple[float, float]]) -> list[int]:
    """For each span, in the order given, the lowest level on which it meets no earlier one."""
    filled: list[list[tuple[float, float]]] = []
    chosen = []
    for start, end in spans:
        free = (
            level
            for level, others in enumerate(filled)
            if all(end <= other_start or other_end <= start for other_start, other_end in others)
        )
        level = next(free, len(filled))
        if level == len(filled):
            filled.append([])
        filled[level].append((start, end))
        chosen.append(level)
    return chosen


def wraps(longitudes: Sequence[float]) -> tuple[float, float]:
    """The shortest stretch of the globe that holds all the longitudes: its western end and its width, in degrees."""
    turned = sorted(longitude % 360 for longitude in longitudes)
    gaps = [(after - before, after) for before, after in pairwise(turned)]
    gaps.append((turned[0] + 360 - turned[-1], turned[0]))
    widest, west = max(gaps)
    return west, 360 - widest
