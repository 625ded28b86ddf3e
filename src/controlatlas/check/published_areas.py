"""Published areas and the reference area speak of land and works that the dataset has."""

from __future__ import annotations

from collections.abc import Iterator

from ..measure.published_areas import cells_of
from ..measure.reference_area import reference_cells
from ..records.errors import Problem
from ..records.model import Dataset
from .references import Known, unknown

_FILE, _REFERENCE = "datapackage.json", "controlatlas.reference_area"


def area_references(dataset: Dataset, known: Known) -> Iterator[Problem]:
    """The places, groups and works that a published area names."""
    for area in dataset.published_areas:
        yield from unknown(known.places, area.within, _FILE, area.id, "within")
        yield from unknown(known.places, area.except_, _FILE, area.id, "except")
        yield from unknown(known.sources, area.sources, _FILE, area.id, "sources")
    reference = dataset.reference_area
    if reference is not None:
        yield from unknown(known.places, reference.places, _FILE, "", f"{_REFERENCE}.places")
        yield from unknown(known.places, reference.except_, _FILE, "", f"{_REFERENCE}.except")


def check_areas(dataset: Dataset) -> Iterator[Problem]:
    """A published area, and the reference area, is that of some land of the map."""
    for area in dataset.published_areas:
        if not cells_of(dataset, area):
            message = "no cell lies in all of these; correct them, or leave the figure out"
            yield Problem(_FILE, area.id, "within", message)
    if dataset.reference_area is not None and not reference_cells(dataset):
        message = "no cell lies in any of these; name places with land, or leave the reference area out"
        yield Problem(_FILE, "", f"{_REFERENCE}.places", message)
