"""Areas and lengths on the WGS 84 ellipsoid, and sums of them by controller."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from .model import Basis, Dataset, Layer, Lens, Standing
from .timeline import control_on

_GEOD = pyproj.Geod(ellps="WGS84")


def area_km2(geometry: BaseGeometry) -> float:
    """Geodesic area of a polygon or multipolygon in longitude/latitude, in square kilometres."""
    area, _ = _GEOD.geometry_area_perimeter(_oriented(geometry))
    return float(abs(area)) / 1e6


def length_km(geometry: BaseGeometry) -> float:
    """Geodesic length of a line in longitude/latitude, in kilometres."""
    return float(_GEOD.geometry_length(geometry)) / 1e3


def _oriented(geometry: BaseGeometry) -> BaseGeometry:
    """Shells counter-clockwise and holes clockwise, so that holes are taken off and parts added."""
    return shapely.orient_polygons(geometry)


@dataclass(frozen=True, slots=True)
class Share:
    """What one actor controls with one standing and basis: square kilometres of cells, number of settlements."""

    actor: str
    standing: Standing
    basis: Basis
    km2: float
    settlements: int


@functools.lru_cache(maxsize=16)
def cell_areas(dataset: Dataset) -> dict[str, float]:
    """The geodesic area of each cell in square kilometres, by id."""
    return {cell.id: area_km2(cell.geometry) for cell in dataset.cells() if cell.geometry is not None}


def shares_on(
    dataset: Dataset, day: dt.date, places: Collection[str] | None = None, lens: Lens = Lens.CLAIMED
) -> tuple[Share, ...]:
    """Area and number of settlements by controller, standing and basis on a day.

    ``places`` limits the count to these place ids, for example those of a group; ``None`` counts all.
    """
    areas = cell_areas(dataset)
    km2: defaultdict[tuple[str, Standing, Basis], float] = defaultdict(float)
    count: defaultdict[tuple[str, Standing, Basis], int] = defaultdict(int)
    for place, period in control_on(dataset, day, lens).items():
        if places is not None and place not in places:
            continue
        key = (period.actor, period.standing, period.basis)
        km2[key] += areas.get(place, 0.0)
        count[key] += dataset.places[place].layer is Layer.SETTLEMENT
    return tuple(Share(*key, km2[key], count[key]) for key in sorted(km2))
