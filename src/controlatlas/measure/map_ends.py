"""Where the moving map ends: its projection, Mercator's, has no poles. Pictures go on to them."""

from __future__ import annotations

from ..records.model import Dataset

MAP_ENDS = 85.0
"""Latitude up to which the moving map goes, on both hemispheres."""


def beyond_the_map(dataset: Dataset) -> int:
    """How many places reach where the moving map has ended: no mistake, as pictures show them, but to be known."""
    shapes = [it.geometry for it in dataset.places.values() if it.geometry is not None]
    return sum(max(-it.bounds[1], it.bounds[3]) > MAP_ENDS for it in shapes)
