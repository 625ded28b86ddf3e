"""From which zoom on what is drawn, by how much of it there is: where there is little, all of it is shown at once."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..records.model import Dataset, Layer
from .marks import BOTH_NAMES_ZOOM, DISTRICT_NAME_ZOOM, DOT_GROWTH, DOT_ZOOM, NAME_ZOOM

DOT_ROOM, DOT_LEAST_ROOM = 2600.0, 1300.0
"""With so many square pixels for each dot they are shown at any zoom, and with fewer than the second at none."""

NAME_ROOM, BOTH_NAMES_ROOM, AREA_NAME_ROOM = 12_000.0, 40_000.0, 16_000.0
"""With so many square pixels for each place its name, both its names, or the name of a district is written at any zoom."""

LEAST_EXTENT = 1e-9
"""The least side of what is shown, in pixels at zoom 0: a single point has no area to share."""

_MAP_END = 85.0


@dataclass(frozen=True)
class ShownFrom:
    """The zooms from which on dots are drawn, names and both names written, by rank, and districts named."""

    dots: Mapping[int, float]
    names: Mapping[int, float]
    both_names: Mapping[int, float]
    districts: float


def zooms_for_player(dataset: Dataset) -> dict[str, Any]:
    """The same as plain values, for the table of marks in the player."""
    found = shown_from(dataset)
    sooner = max(0.0, max(DOT_ZOOM.values()) - max(found.dots.values()))
    return {
        "dotGrowth": {**DOT_GROWTH, "from": round(DOT_GROWTH["from"] - sooner, 2)},
        "dotZoom": found.dots,
        "nameZoom": found.names,
        "bothNamesZoom": found.both_names,
        "districtNameZoom": found.districts,
    }


@functools.lru_cache(maxsize=16)
def shown_from(dataset: Dataset) -> ShownFrom:
    """From which zoom on the settlements and districts of a dataset are drawn and named."""
    area = math.prod(extent_at_zero(dataset.bounds))
    ranks = [
        it.rank for it in dataset.places.values() if it.layer is Layer.SETTLEMENT and it.geometry is not None
    ]

    def by_rank(usual: Mapping[int, float], room: float, least: float = 0.0) -> dict[int, float]:
        counts = {rank: sum(it <= rank for it in ranks) for rank in usual}
        return _rising(
            (rank, max(_zoom(counts[rank], least, area), min(zoom, _zoom(counts[rank], room, area))))
            for rank, zoom in sorted(usual.items())
        )

    return ShownFrom(
        by_rank(DOT_ZOOM, DOT_ROOM, DOT_LEAST_ROOM),
        by_rank(NAME_ZOOM, NAME_ROOM),
        by_rank(BOTH_NAMES_ZOOM, BOTH_NAMES_ROOM),
        round(max(0.0, min(DISTRICT_NAME_ZOOM, _zoom(len(dataset.districts), AREA_NAME_ROOM, area))), 2),
    )


def _rising(zooms: Iterable[tuple[int, float]]) -> dict[int, float]:
    """The zooms by rank; the largest settlements are always shown, and none before one of a higher rank."""
    found: dict[int, float] = {}
    for rank, zoom in zooms:
        found[rank] = max(0.0, *found.values(), round(zoom, 2)) if found else 0.0
    return found


def _zoom(count: int, room: float, area: float) -> float:
    """The zoom at which each of so many has that many square pixels, where ``area`` is that of all at zoom 0."""
    return math.log(count * room / area, 4) if count and room else -math.inf


def extent_at_zero(bounds: tuple[float, float, float, float]) -> tuple[float, float]:
    """Width and height of what lies inside bounds, in pixels of a web map that shows the earth in 256 pixels."""
    south, west, north, east = bounds
    wide = (east - west) % 360 or 360.0
    top, bottom = (_mercator(max(-_MAP_END, min(_MAP_END, it))) for it in (north, south))
    return max(LEAST_EXTENT, wide / 360 * 256), max(LEAST_EXTENT, top - bottom)


def _mercator(latitude: float) -> float:
    sine = math.sin(math.radians(latitude))
    return 256 * math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
