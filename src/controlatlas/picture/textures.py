"""Stripes, dots and lines inside an area: drawn as shapes, so that they look the same in every format and size."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..style.marks import (
    HATCH_STEP,
    TEXTURE_DOT,
    TEXTURE_LINE,
    TEXTURE_STEP,
)
from .drawing import Item, Spots, VectorPath


def stripes(area: BaseGeometry, step: float = HATCH_STEP) -> BaseGeometry:
    """Diagonal lines inside an area, rising to the right."""
    left, top, right, bottom = area.bounds
    first, last = math.floor((left + top) / step / 2**0.5), math.ceil((right + bottom) / step / 2**0.5)
    sums = np.arange(first, last + 1) * step * 2**0.5
    ends = np.stack(
        [
            np.stack([sums - top, np.full_like(sums, top)], 1),
            np.stack([sums - bottom, np.full_like(sums, bottom)], 1),
        ],
        1,
    )
    return _lines(ends, area)


def level_lines(area: BaseGeometry, step: float = TEXTURE_STEP) -> BaseGeometry:
    """Lines from left to right inside an area."""
    left, top, right, bottom = area.bounds
    rows = np.arange(math.floor(top / step), math.ceil(bottom / step) + 1) * step
    ends = np.stack(
        [np.stack([np.full_like(rows, left), rows], 1), np.stack([np.full_like(rows, right), rows], 1)], 1
    )
    return _lines(ends, area)


def spots(area: BaseGeometry, step: float = TEXTURE_STEP) -> np.ndarray:
    """The middles of dots inside an area, every second row between those of the first."""
    points = _grid(area, step, step / 2, step / 2)
    shapely.prepare(area)
    inside: np.ndarray = points[shapely.contains_xy(area, points[:, 0], points[:, 1])]
    return inside


def texture(pattern: str, area: BaseGeometry, ink: str) -> Iterator[Item]:
    """The pattern of an actor over the ground of its area."""
    if pattern == "dots":
        yield Spots(spots(area), TEXTURE_DOT, ink)
    else:
        yield VectorPath(level_lines(area), stroke=ink, width=TEXTURE_LINE, round=False)


def _grid(area: BaseGeometry, step: float, x0: float, y0: float) -> np.ndarray:
    """Points of a staggered grid that is the same for all areas, as far as it covers this one: two to a square."""
    left, top, right, bottom = area.bounds
    columns = np.arange(math.floor(left / step) - 1, math.ceil(right / step) + 1)
    rows = np.arange(math.floor(2 * top / step) - 1, math.ceil(2 * bottom / step) + 1)
    column, row = np.meshgrid(columns, rows)
    return np.column_stack(
        ((column * step + x0 + (row % 2) * step / 2).ravel(), (row * step / 2 + y0).ravel())
    )


def _lines(ends: np.ndarray, area: BaseGeometry) -> BaseGeometry:
    return shapely.MultiLineString(list(shapely.linestrings(ends))).intersection(area)
