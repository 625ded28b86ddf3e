"""The areas of the map beside areas that others have published: a measure of how good its shapes are."""

from __future__ import annotations

from dataclasses import dataclass

from ..history.timeline import expand
from ..records.model import Dataset, PublishedArea
from .areas import cell_areas, land_km2


@dataclass(frozen=True, slots=True)
class MeasuredArea:
    """A published area, the same land on this map in square kilometres, and the difference in per cent of the published."""

    published: PublishedArea
    km2: float
    percent: float


def measured_areas(dataset: Dataset) -> tuple[MeasuredArea, ...]:
    """All published areas that the dataset names, each with the geodesic area of the same land."""
    return tuple(_measured(dataset, area) for area in dataset.published_areas)


def cells_of(dataset: Dataset, area: PublishedArea) -> frozenset[str]:
    """The ids of the cells that lie in all places and groups of ``within`` and in none of ``except_``."""
    cells = frozenset(cell_areas(dataset)) - expand(dataset, area.except_)
    return cells.intersection(*(expand(dataset, (name,)) for name in area.within))


def _measured(dataset: Dataset, area: PublishedArea) -> MeasuredArea:
    km2 = land_km2(dataset, cells_of(dataset, area))
    return MeasuredArea(area, km2, 100 * (km2 / area.km2 - 1))
