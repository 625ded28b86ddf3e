"""Where the name of a wide area stands: in the middle of what is seen of it, beside the land that is told about."""

from __future__ import annotations

import functools

import shapely
from shapely.geometry.base import BaseGeometry

from ..records.model import Dataset


def label_point(
    geometry: BaseGeometry,
    bounds: tuple[float, float, float, float],
    *,
    clear_of: BaseGeometry,
    tolerance: float = 0.02,
) -> tuple[float, float] | None:
    """Longitude and latitude at which to write the name of an area, beside what must stay clear.

    ``bounds`` is the view: south, west, north, east, in degrees, and ``tolerance`` how exactly the place is found; or all
    of it is in pixels.
    If nothing of the area is left beside it, the name stands on it; ``None`` if the area is not in view.
    """
    south, west, north, east = bounds
    seen = shapely.make_valid(geometry).intersection(shapely.box(west, south, east, north))
    polygons = _polygons(seen.difference(clear_of)) or _polygons(seen)
    if not polygons:
        return None
    largest = max(polygons, key=lambda part: float(part.area))
    radius = shapely.maximum_inscribed_circle(largest, tolerance=tolerance)
    longitude, latitude = radius.coords[0][:2]
    return float(longitude), float(latitude)


@functools.lru_cache(maxsize=8)
def clear_land(dataset: Dataset) -> BaseGeometry:
    """All areas of control as one, a little enlarged: what the names of countries and lakes keep clear of."""
    areas = [cell.geometry for cell in dataset.cells() if cell.geometry is not None]
    return shapely.union_all(areas).buffer(0.04)


def _polygons(geometry: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and part.area > 0]
