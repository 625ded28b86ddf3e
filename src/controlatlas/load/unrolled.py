"""A dataset across the 180th meridian, laid out so that its longitudes run on: 179, 180, 181 and not -179.

In its files longitudes are those of GeoJSON, -180 to 180, and what reaches across the meridian is cut there. In memory the
cuts are gone: everything east of the view's west side lies to the right of it, so that maps, boxes and labels need not know
of the meridian. What is written out is rolled up again (``tables.geotables``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import shapely
import shapely.affinity
from shapely.geometry.base import BaseGeometry

from ..records.model import Context, ContextShape, Dataset, District, Line, Place, Tour

T = TypeVar("T", Place, Line, District, ContextShape)

WIDEST = 180.0
"""A view across the meridian that is wider than this, in degrees, is taken for a mistake."""

Bounds = tuple[float, float, float, float]


def unrolled(dataset: Dataset) -> Dataset:
    """The dataset with longitudes that run on over the 180th meridian, if its view crosses it; else as it is."""
    south, west, north, east = dataset.bounds
    if west <= east or east + 360 - west > WIDEST:
        return dataset
    bounds = south, west, north, east + 360
    first = (west + bounds[3]) / 2 - 180  # the meridian opposite to the middle of the view
    context, relief = dataset.context, dataset.context.relief
    return replace(
        dataset,
        bounds=bounds,
        places={key: _place(it, first) for key, it in dataset.places.items()},
        lines=tuple(_moved(it, first) for it in dataset.lines),
        districts=tuple(_moved(it, first) for it in dataset.districts),
        context=Context(
            tuple(_moved(it, first) for it in context.countries),
            tuple(_moved(it, first) for it in context.lakes),
            tuple(_moved(it, first) for it in context.rivers),
            replace(relief, bounds=_box(relief.bounds, first)) if relief else None,
        ),
        tours=tuple(_tour(it, first) for it in dataset.tours),
    )


def _moved(it: T, first: float) -> T:
    return replace(it, geometry=_shape(it.geometry, first)) if it.geometry is not None else it


def _place(it: Place, first: float) -> Place:
    way = _shape(it.centreline, first) if it.centreline is not None else None
    return replace(_moved(it, first), centreline=way)


def _tour(tour: Tour, first: float) -> Tour:
    steps = (replace(it, bounds=_box(it.bounds, first)) if it.bounds else it for it in tour.steps)
    return replace(tour, steps=tuple(steps))


def _box(bounds: Bounds, first: float) -> Bounds:
    south, west, north, east = bounds
    west = west + 360 if west < first else west
    while east <= west:
        east += 360
    return south, west, north, east


def _shape(geometry: BaseGeometry, first: float) -> BaseGeometry:
    """A geometry with all that lies west of a meridian moved round the earth, and its parts joined at the 180th."""
    west, _, east, _ = geometry.bounds
    if west >= first:
        return geometry
    if east < first:
        return shapely.affinity.translate(geometry, 360)
    left = shapely.clip_by_rect(geometry, -180, -90, first, 90)
    right = shapely.clip_by_rect(geometry, first, -90, 180, 90)
    joined = shapely.union_all([right, shapely.affinity.translate(left, 360)])
    return shapely.line_merge(joined) if joined.geom_type == "MultiLineString" else joined
