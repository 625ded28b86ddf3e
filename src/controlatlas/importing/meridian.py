"""Shapes across the 180th meridian: cut there, as files have them, and the view that shows both sides of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
import shapely.affinity
from shapely.geometry.base import BaseGeometry

from ..load.unrolled import WIDEST

TURN = 360.0


def jumps(shape: BaseGeometry | None) -> bool:
    """Whether a line of a shape leads from one side of the 180th meridian to the other by going round the whole earth."""
    if shape is None or shape.is_empty:
        return False
    west, _, east, _ = shape.bounds
    if east - west <= WIDEST:
        return False
    steps = (np.abs(np.diff(shapely.get_coordinates(it)[:, 0])) for it in _rings(shape))
    return any(bool(((step > WIDEST) & (step < TURN - 1e-6)).any()) for step in steps)


def beyond(shape: BaseGeometry | None) -> bool:
    """Whether a shape goes on beyond 180 degrees east or west."""
    if shape is None or shape.is_empty:
        return False
    west, _, east, _ = shape.bounds
    return bool(west < -180 - 1e-9 or east > 180 + 1e-9)


def rolled_up(shape: BaseGeometry) -> BaseGeometry:
    """A shape whose longitudes run on beyond 180 degrees, as one between 180° W and 180° E."""
    frame = shapely.box(-180, -90, 180, 90)
    whole = shapely.make_valid(shape)
    turns = (shapely.affinity.translate(whole, xoff=turn) for turn in (-TURN, 0, TURN))
    parts = [it for turned in turns for it in shapely.get_parts(shapely.intersection(turned, frame))]
    highest = max((shapely.get_dimensions(it) for it in parts), default=0)
    return shapely.union_all([it for it in parts if shapely.get_dimensions(it) == highest])


def flat(shape: BaseGeometry) -> BaseGeometry:
    """Polygons on the globe as valid ones between 180° W and 180° E: cut where they cross the 180th meridian."""
    parts = []
    for polygon in shapely.get_parts(shape):
        rings = [_unrolled(ring) for ring in (polygon.exterior, *polygon.interiors)]
        whole = shapely.make_valid(shapely.Polygon(rings[0], rings[1:]))
        for turn in (-TURN, 0, TURN):
            moved = shapely.affinity.translate(whole, xoff=turn)
            parts.append(shapely.clip_by_rect(moved, -180, -90, 180, 90))
    return shapely.union_all(parts)


def _rings(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            yield part.exterior
            yield from part.interiors


def _unrolled(ring: BaseGeometry) -> Any:
    """The positions of a ring without a jump across the 180th meridian; one round a pole is closed along it."""
    points = shapely.get_coordinates(ring)
    points[:, 0] = np.unwrap(points[:, 0], period=TURN)
    (first, _), (last, _) = points[0], points[-1]
    if abs(last - first) < WIDEST:
        return points
    pole = 90.0 if points[:, 1].mean() > 0 else -90.0
    return np.vstack([points, (last, pole), (first, pole), points[:1]])


def west_and_east(spans: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The sides of a view of what lies between these longitudes; across the 180th meridian, east is the smaller number.

    A view across it can be half of the earth wide: of more, what lies on one side of it is shown, that which reaches farther.
    """
    merged: list[list[float]] = []
    for west, east in sorted(spans):
        if merged and west <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], east)
        else:
            merged.append([west, east])
    west, east = merged[0][0], merged[-1][1]
    gaps = [(after[0] - before[1], after[0], before[1]) for before, after in itertools.pairwise(merged)]
    gap, begins, ends = max(gaps, default=(0.0, west, east))
    if east - west <= WIDEST or TURN - gap >= east - west:
        return west, east
    if TURN - gap <= WIDEST:
        return begins, ends
    return (begins, east) if east - begins >= ends - west else (west, ends)
