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
    TEXTURE_OPACITY,
    TEXTURE_STEP,
    UNSURE_SIGN,
    UNSURE_STEP,
)
from ..style.palette import Palette
from .drawing import Item, TextRun, VectorPath


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


def spots(
    area: BaseGeometry, radius: float, step: float = TEXTURE_STEP, *, signs: bool = False
) -> BaseGeometry:
    """Dots inside an area, every second row between those of the first; with ``signs`` room is left for question marks."""
    points = _grid(area, step, step / 2, step / 2, staggered=not signs)
    if signs:
        across, down = UNSURE_STEP
        dx = np.abs((points[:, 0] % across) - across / 2)
        dy = np.abs((points[:, 1] % down) - down / 2)
        points = points[~((dx < 6) & (dy < 7))]
    inside = points[shapely.contains_xy(area, points[:, 0], points[:, 1])]
    return shapely.MultiPolygon(list(shapely.buffer(shapely.points(inside), radius, quad_segs=3)))


def texture(pattern: str, area: BaseGeometry, palette: Palette) -> Iterator[Item]:
    """The pattern of an actor over the colour of its area."""
    color = palette.page("card")
    if pattern == "dots":
        yield VectorPath(spots(area, TEXTURE_DOT), fill=color, opacity=TEXTURE_OPACITY)
    else:
        yield VectorPath(
            level_lines(area), stroke=color, width=TEXTURE_LINE, opacity=TEXTURE_OPACITY, round=False
        )


def question_marks(area: BaseGeometry, color: str) -> Iterator[TextRun]:
    """A question mark wherever the dots of an uncertain date leave room for one."""
    across, down = UNSURE_STEP
    points = _grid(area, across, across / 2, down / 2, down=down)
    room = area.buffer(-4)
    for x, y in points[shapely.contains_xy(room, points[:, 0], points[:, 1])]:
        yield TextRun("?", float(x), float(y) + 4, UNSURE_SIGN, "medium", color, "middle")


def _grid(
    area: BaseGeometry,
    step: float,
    x0: float,
    y0: float,
    *,
    down: float | None = None,
    staggered: bool = False,
) -> np.ndarray:
    """Points of a grid that is the same for all areas, as far as it covers this one."""
    left, top, right, bottom = area.bounds
    down = down or step
    columns = np.arange(math.floor(left / step) - 1, math.ceil(right / step) + 1)
    rows = np.arange(math.floor(top / down) - 1, math.ceil(bottom / down) + 1)
    column, row = np.meshgrid(columns, rows)
    shift = (row % 2) * step / 2 if staggered else 0
    return np.column_stack(((column * step + x0 + shift).ravel(), (row * down + y0).ravel()))


def _lines(ends: np.ndarray, area: BaseGeometry) -> BaseGeometry:
    return shapely.MultiLineString(list(shapely.linestrings(ends))).intersection(area)
