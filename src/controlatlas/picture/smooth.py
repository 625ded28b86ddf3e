"""Shapes made simple enough to be drawn: corners rounded, slits and spikes taken away, crumbs left out. In pixels."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


def rounded_line(line: BaseGeometry, tolerance: float, times: int = 2) -> BaseGeometry:
    """A line with its corners cut ``times`` times; its ends stay where they are, a ring stays a ring."""
    simple = line.simplify(tolerance)
    return shapely.LineString(_cut(np.asarray(simple.coords), line.is_ring, times))


def rounded_area(area: BaseGeometry, tolerance: float, times: int = 3) -> BaseGeometry:
    """An area with the corners of its rings cut ``times`` times."""
    parts = []
    for part in polygons(area.simplify(tolerance)):
        rings = [_cut(np.asarray(ring.coords), True, times) for ring in (part.exterior, *part.interiors)]
        parts.append(shapely.make_valid(shapely.Polygon(rings[0], rings[1:])))
    return shapely.union_all(parts)


def one_region(area: BaseGeometry, *, close: float, open_: float, least: float, hole: float) -> BaseGeometry:
    """An area with gaps closed up to twice ``close``, spikes opened up to twice ``open_``, without crumbs and small holes.

    What would vanish altogether by opening stays as it was, if it is larger than ``least``.
    """
    closed = area.buffer(close, quad_segs=4).buffer(-close, quad_segs=4)
    kept = []
    for part in polygons(closed):
        opened = part.buffer(-open_, quad_segs=4).buffer(open_, quad_segs=4)
        kept += [it for it in (polygons(opened) or [part]) if it.area >= least]
    return shapely.union_all([_filled(part, hole) for part in kept])


def polygons(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The polygons in a geometry."""
    parts = shapely.get_parts(geometry)
    nested = [it for part in parts if part.geom_type == "GeometryCollection" for it in polygons(part)]
    flat = [
        it
        for part in parts
        if part.geom_type in ("Polygon", "MultiPolygon")
        for it in shapely.get_parts(part)
        if it.area > 0
    ]
    return [*flat, *nested]


def outline(geometry: BaseGeometry) -> BaseGeometry:
    """The edge of an area; also of a collection, as what is cut or left of an area may be one, of which libraries know no edge."""
    found = geometry.boundary
    return shapely.MultiPolygon(polygons(geometry)).boundary if found is None else found


def _filled(part: BaseGeometry, hole: float) -> BaseGeometry:
    return shapely.Polygon(
        part.exterior, [ring for ring in part.interiors if shapely.Polygon(ring).area >= hole]
    )


def _cut(points: np.ndarray, closed: bool, times: int) -> np.ndarray:
    """Chaikin's way: each corner gives way to two points, a quarter of the way to its neighbours."""
    for _ in range(times):
        if len(points) < 3:
            break
        first, second = points[:-1], points[1:]
        cut = np.empty((2 * len(first), 2))
        cut[0::2], cut[1::2] = 0.75 * first + 0.25 * second, 0.25 * first + 0.75 * second
        points = np.vstack((cut, cut[:1])) if closed else np.vstack((points[:1], cut[1:-1], points[-1:]))
    return points
