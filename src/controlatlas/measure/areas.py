"""Areas and lengths on the WGS 84 ellipsoid, and sums of them by controller, on a day or from day to day.

Area is that of cells, number is that of settlements. Corridors lie over the cells and are not counted. Sums
are taken in whole square metres, so that adding and taking off over a thousand days loses nothing.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from ..history.timeline import ControlPeriod, control_on, control_periods
from ..records.model import PEOPLED, Basis, Dataset, Layer, Lens, Standing

LONG_EDGE = 1.0
"""From how many degrees on an edge is measured in pieces."""

_GEOD = pyproj.Geod(ellps="WGS84")


def area_km2(geometry: BaseGeometry) -> float:
    """Area on the ellipsoid of a polygon or multipolygon in longitude/latitude, in square kilometres.

    A long edge is straight in longitude and latitude, as GeoJSON has it, and no shortest way over the pole.
    """
    area, _ = _GEOD.geometry_area_perimeter(_oriented(shapely.segmentize(geometry, LONG_EDGE)))
    return float(abs(area)) / 1e6


def length_km(geometry: BaseGeometry) -> float:
    """Geodesic length of a line in longitude/latitude, in kilometres."""
    return float(_GEOD.geometry_length(geometry)) / 1e3


def _oriented(geometry: BaseGeometry) -> BaseGeometry:
    """Shells counter-clockwise and holes clockwise, so that holes are taken off and parts added."""
    return shapely.orient_polygons(geometry)


@dataclass(frozen=True, slots=True)
class Share:
    """What one actor controls with one standing and basis: square kilometres of cells, number of settlements.

    ``others`` are those of the settlements that are heights, bridges and such: no town or village.
    """

    actor: str
    standing: Standing
    basis: Basis
    km2: float
    settlements: int
    others: int = 0


@dataclass(frozen=True, slots=True)
class DayShares:
    """The shares as they are from a day on, until the day of the next."""

    day: dt.date
    shares: tuple[Share, ...]

    @property
    def km2(self) -> float:
        """The area of the whole, in square kilometres."""
        return math.fsum(share.km2 for share in self.shares)

    @property
    def settlements(self) -> int:
        """The number of settlements of the whole."""
        return sum(share.settlements for share in self.shares)

    @property
    def others(self) -> int:
        """How many of them are no town or village."""
        return sum(share.others for share in self.shares)


@functools.lru_cache(maxsize=16)
def cell_areas(dataset: Dataset) -> dict[str, float]:
    """The geodesic area of each cell in square kilometres, by id."""
    return {cell.id: area_km2(cell.geometry) for cell in dataset.cells() if cell.geometry is not None}


def land_km2(dataset: Dataset, cells: Collection[str]) -> float:
    """The area of these cells together in square kilometres, the same to the last digit in whatever order they come."""
    areas = cell_areas(dataset)
    return sum(areas[cell] for cell in sorted(cells))


def extent(dataset: Dataset, places: Collection[str]) -> tuple[float, int, int]:
    """The area in square kilometres of the cells among these places, the number of the settlements, and of those that are no town or village."""
    counted = _counted(dataset, places).values()
    return (
        sum(weight.m2 for weight in counted) / 1e6,
        sum(weight.settlements for weight in counted),
        sum(weight.others for weight in counted),
    )


def shares_on(
    dataset: Dataset, day: dt.date, places: Collection[str] | None = None, lens: Lens = Lens.CLAIMED
) -> tuple[Share, ...]:
    """Area and number of settlements by controller, standing and basis on a day.

    ``places`` limits the count to these place ids, for example those of a group; ``None`` counts all.
    """
    return shares_of(_counted(dataset, places), control_on(dataset, day, lens))


def shares_over_time(
    dataset: Dataset, places: Collection[str] | None = None, lens: Lens = Lens.CLAIMED
) -> tuple[DayShares, ...]:
    """The shares on the first day of the dataset, and on each day on which the control of a place counted changes.

    They hold until the day before the next entry. ``places`` is as in ``shares_on``.
    """
    return _shares_over_time(dataset, None if places is None else frozenset(places), lens)


@functools.lru_cache(maxsize=64)
def _shares_over_time(dataset: Dataset, places: frozenset[str] | None, lens: Lens) -> tuple[DayShares, ...]:
    counted = _counted(dataset, places)
    steps: defaultdict[dt.date, list[tuple[str, ControlPeriod, int]]] = defaultdict(list)
    for place, periods in control_periods(dataset, lens).items():
        if periods and place in counted:
            steps[max(periods[0].start, dataset.start)].append((place, periods[0], 1))
            for before, after in itertools.pairwise(periods):
                steps[after.start] += [(place, before, -1), (place, after, 1)]
    sums, found = _Sums(), []
    for day in sorted(steps):
        for place, period, sign in steps[day]:
            sums.add(period, counted[place], sign)
        found.append(DayShares(day, sums.shares()))
    return tuple(found)


def stretches(
    series: Sequence[DayShares], first: dt.date, last: dt.date
) -> Iterator[tuple[dt.date, dt.date, DayShares]]:
    """The entries that hold on any day from ``first`` to ``last``, each with its first and last day among these."""
    nexts = (*(entry.day for entry in series[1:]), dt.date.max)
    for entry, following in zip(series, nexts, strict=False):
        start, end = max(entry.day, first), min(following - dt.timedelta(days=1), last)
        if start <= end:
            yield start, end, entry


@dataclass(frozen=True, slots=True)
class Weight:
    """What one place adds to a sum: square metres if it is a cell, one if it is a settlement, and if that is no town or village."""

    m2: int
    settlements: int
    others: int = 0


def shares_of(weights: Mapping[str, Weight], state: Mapping[str, ControlPeriod]) -> tuple[Share, ...]:
    """Area and number of settlements by controller, standing and basis, of the places that have a weight."""
    sums = _Sums()
    for place, weight in weights.items():
        if place in state:
            sums.add(state[place], weight, 1)
    return sums.shares()


def _counted(dataset: Dataset, places: Collection[str] | None) -> Mapping[str, Weight]:
    found = weights(dataset)
    return found if places is None else {place: found[place] for place in places if place in found}


@functools.lru_cache(maxsize=16)
def weights(dataset: Dataset) -> Mapping[str, Weight]:
    """The weight of each cell and settlement, by id."""
    areas = cell_areas(dataset)
    return {
        place.id: Weight(
            round(areas.get(place.id, 0.0) * 1e6),
            int(place.layer is Layer.SETTLEMENT),
            int(place.layer is Layer.SETTLEMENT and place.kind not in PEOPLED),
        )
        for place in dataset.places.values()
        if place.layer is not Layer.CORRIDOR
    }


class _Sums:
    """Running sums by controller, standing and basis; a sum of no places at all is not there."""

    def __init__(self) -> None:
        self._sums: dict[tuple[str, Standing, Basis], tuple[int, int, int, int]] = {}

    def add(self, period: ControlPeriod, weight: Weight, sign: int) -> None:
        """Add a place to the sum of its control period, or take it off with the sign -1."""
        key = (period.actor, period.standing, period.basis)
        places, m2, settlements, others = self._sums.get(key, (0, 0, 0, 0))
        if places + sign:
            self._sums[key] = (
                places + sign,
                m2 + sign * weight.m2,
                settlements + sign * weight.settlements,
                others + sign * weight.others,
            )
        else:
            del self._sums[key]

    def shares(self) -> tuple[Share, ...]:
        """The sums as they stand, in the order of their keys."""
        return tuple(
            Share(*key, m2 / 1e6, settlements, others)
            for key, (_, m2, settlements, others) in sorted(self._sums.items())
        )
