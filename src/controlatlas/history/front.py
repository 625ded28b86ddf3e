"""The line between areas of different controllers on a day."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from itertools import pairwise

import shapely
from shapely import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from ..records.dates import lies_in
from ..records.model import Basis, Dataset, Lens
from .timeline import control_on

Point = tuple[float, float]
Edge = tuple[Point, Point]


def front_pairs(dataset: Dataset, day: dt.date) -> frozenset[tuple[str, str]] | None:
    """Between whose land a front runs on a day, the ids of each pair in order; ``None``: between that of all actors."""
    if dataset.fronts is None:
        return None
    return frozenset(
        (min(it.actors), max(it.actors)) for it in dataset.fronts if lies_in(day, it.start, it.end)
    )


def is_front(pairs: frozenset[tuple[str, str]] | None, one: str, other: str) -> bool:
    """Whether a front runs between the land of two actors; ``pairs`` are those of ``front_pairs``."""
    return one != other and (pairs is None or (min(one, other), max(one, other)) in pairs)


def front_line(
    dataset: Dataset, day: dt.date, lens: Lens = Lens.CLAIMED
) -> tuple[MultiLineString, MultiLineString]:
    """The edges that cells of different controllers share: where both sides are recorded, and where one is inferred.

    Controllers between whom the dataset says that no front runs (``fronts``) have none. Longitude, latitude; each may be empty. Raise ``OutsideSpanError`` outside the span.
    """
    state, pairs = control_on(dataset, day, lens), front_pairs(dataset, day)
    recorded: list[LineString] = []
    inferred: list[LineString] = []
    for one, other, line in shared_edges(dataset):
        here, there = state.get(one), state.get(other)
        if here is None or there is None or not is_front(pairs, here.actor, there.actor):
            continue
        both = here.basis is Basis.RECORDED and there.basis is Basis.RECORDED
        (recorded if both else inferred).append(line)
    return MultiLineString(recorded), MultiLineString(inferred)


@functools.lru_cache(maxsize=8)
def shared_edges(dataset: Dataset) -> tuple[tuple[str, str, LineString], ...]:
    """Each run of edges that two cells share, once, with the ids of the two.

    Neighbours share their edges vertex by vertex, as the check of the dataset demands.
    """
    rings = [
        (cell.id, ring)
        for cell in dataset.cells()
        if cell.geometry is not None
        for ring in _rings(cell.geometry)
    ]
    first: dict[Edge, str] = {}
    second: dict[Edge, str] = {}
    for cell, ring in rings:
        for edge in map(_edge, pairwise(ring)):
            if first.setdefault(edge, cell) != cell:
                second[edge] = cell
    return tuple(run for cell, ring in rings for run in _runs(cell, ring, first, second))


def _runs(
    cell: str, ring: list[Point], first: dict[Edge, str], second: dict[Edge, str]
) -> Iterator[tuple[str, str, LineString]]:
    """The runs of edges along a ring that its cell owns first and another cell second."""
    now: str | None = None
    points: list[Point] = []
    for start, end in pairwise(ring):
        edge = _edge((start, end))
        other = second.get(edge) if first[edge] == cell else None
        if other != now and now is not None:
            yield cell, now, LineString(points)
        if other != now:
            points = [start]
        points.append(end)
        now = other
    if now is not None:
        yield cell, now, LineString(points)


def _rings(geometry: BaseGeometry) -> Iterator[list[Point]]:
    for polygon in shapely.get_parts(geometry):
        for ring in (polygon.exterior, *polygon.interiors):
            yield [(x, y) for x, y, *_ in ring.coords]


def _edge(ends: tuple[Point, Point]) -> Edge:
    """An edge whatever the direction in which it is walked."""
    start, end = ends
    return (start, end) if start < end else (end, start)
