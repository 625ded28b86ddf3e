"""The land of which percentages are given: a named part of the map, so that a share says of what."""

from __future__ import annotations

import functools

from ..history.timeline import expand
from ..records.model import Dataset
from .areas import cell_areas


@functools.lru_cache(maxsize=16)
def reference_cells(dataset: Dataset) -> frozenset[str]:
    """The ids of the cells of the dataset's reference area; none if it names no such area."""
    return reference_places(dataset).intersection(cell_areas(dataset))


def reference_places(dataset: Dataset) -> frozenset[str]:
    """The ids of all places of the dataset's reference area, its settlements too; none if it names no such area."""
    area = dataset.reference_area
    return expand(dataset, area.places) - expand(dataset, area.except_) if area is not None else frozenset()
