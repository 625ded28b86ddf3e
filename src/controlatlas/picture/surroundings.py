"""What lies round and under the land, where it lies on a picture: worked out once for all that draw it or keep off it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from ..records.model import Dataset
from .drawing import Box
from .viewport import Viewport


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Countries and their borders, rivers, lakes, and districts by their edges, each in the order of the dataset."""

    countries: tuple[BaseGeometry, ...]
    borders: tuple[BaseGeometry, ...]
    rivers: tuple[BaseGeometry, ...]
    lakes: tuple[BaseGeometry, ...]
    districts: tuple[BaseGeometry, ...]

    def each(self, cut: Callable[[BaseGeometry], BaseGeometry]) -> Surroundings:
        """The same with each shape cut."""
        shapes = self.countries, self.borders, self.rivers, self.lakes, self.districts
        return Surroundings(*(tuple(map(cut, it)) for it in shapes))


@functools.lru_cache(maxsize=8)
def surroundings(dataset: Dataset, view: Viewport) -> Surroundings:
    """All of it, far beyond the map too; the same on every day of a clip."""
    context = dataset.context
    return Surroundings(
        tuple(view.put(it.geometry) for it in context.countries),
        tuple(view.edge(it.geometry) for it in context.countries),
        tuple(view.put(it.geometry) for it in context.rivers),
        tuple(view.put(it.geometry) for it in context.lakes),
        tuple(view.edge(it.geometry) for it in dataset.districts),
    )


def part_in(box: Box, area: BaseGeometry) -> BaseGeometry:
    """What of an area on the picture lies in a box, whether or not its ring crosses itself there."""
    return shapely.clip_by_rect(area if area.is_valid else area.buffer(0), *box)
