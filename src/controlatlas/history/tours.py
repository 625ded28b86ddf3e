"""What a step of a tour needs beside its own words: the view that it asks for, and the citations that it rests on."""

from __future__ import annotations

import shapely

from ..records.model import Citation, Dataset, TourStep
from .timeline import expand

MARGIN = 0.08
"""How much wider the view is than the places in it, as a part of their extent."""

SMALLEST = 0.2
"""A view is never smaller than this many degrees, so that one village is not shown without its surroundings."""


def step_bounds(dataset: Dataset, step: TourStep) -> tuple[float, float, float, float]:
    """The view of a step as south, west, north, east; the whole area if it asks for none."""
    if step.bounds is not None:
        return step.bounds
    places = (dataset.places[key].geometry for key in expand(dataset, step.fit))
    shapes = [geometry for geometry in places if geometry is not None]
    if not shapes:
        return dataset.bounds
    west, south, east, north = shapely.total_bounds(shapes)
    high = max(MARGIN * (north - south), (SMALLEST - (north - south)) / 2)
    wide = max(MARGIN * (east - west), (SMALLEST - (east - west)) / 2)
    return float(south - high), float(west - wide), float(north + high), float(east + wide)


def step_citations(dataset: Dataset, step: TourStep) -> tuple[Citation, ...]:
    """The citations of the events on which a step rests, in the order of the events, each source once."""
    found: dict[str, Citation] = {}
    for event in step.events:
        for citation in dataset.event[event].citations:
            found.setdefault(citation.source, citation)
    return tuple(found.values())
