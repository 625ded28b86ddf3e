"""Cut the units of the mosaic by the land nearest to each settlement whose changes are dated."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from anchors import Seed
from planar import KM2, common_edge, faces, polygons, snap
from shapely.geometry import MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

REACH = 3000.0
"""Metres: how far a cell reaches from its settlement where the settlements with dates are few."""

REACH_OF_MANY = 6000.0
"""The same in a unit where nearly every settlement has dates."""

LEAST = 0.3 * KM2
"""A piece smaller than this goes to a neighbour in the unit."""

LEAST_REST = 10 * KM2
"""Where nearly every settlement has dates, land of none that is smaller than this goes to a neighbour."""


@dataclass(frozen=True)
class Piece:
    """A part of a unit: the land of one settlement, or, without a seed, what is left."""

    shape: BaseGeometry
    seed: Seed | None


def cut(unit: Polygon, seeds: Sequence[Seed], *, whole: bool) -> list[Piece]:
    """The unit cut into Thiessen polygons (all in metres).

    If `whole`, land within `REACH_OF_MANY` follows the nearest settlement with dates of its own. Otherwise
    every settlement takes part, and only land within `REACH` follows one with dates. The rest stays one piece.
    """
    taking_part = [seed for seed in seeds if seed.own or not whole]
    if not any(seed.own for seed in taking_part):
        return [Piece(unit, None)]
    places = np.array([seed.point for seed in taking_part])
    owners = _owners(unit, taking_part, places, whole)
    least = LEAST_REST if whole else LEAST
    return [Piece(shape, seed) for seed, shape in _tidy(owners, least).items()]


def _owners(
    unit: Polygon, seeds: list[Seed], places: np.ndarray, whole: bool
) -> dict[Seed | None, BaseGeometry]:
    lines = [unit.boundary]
    if len(seeds) > 1:
        edges = shapely.voronoi_polygons(MultiPoint(places), extend_to=unit, only_edges=True)
        lines.append(edges.intersection(unit.buffer(1)))
    reach = REACH_OF_MANY if whole else REACH
    within = unary_union([seed.point.buffer(reach, quad_segs=6) for seed in seeds if seed.own])
    lines.append(within.boundary.intersection(unit.buffer(1)))
    owned: dict[Seed | None, list[Polygon]] = {}
    for face in faces([snap(line) for line in lines]):
        point = face.representative_point()
        if not unit.covers(point):
            continue
        distance = shapely.distance(places, point)
        nearest = int(np.argmin(distance))
        seed = seeds[nearest]
        mine = seed.own and distance[nearest] <= reach
        owned.setdefault(seed if mine else None, []).append(face)
    return {seed: unary_union(parts) for seed, parts in owned.items()}


def _tidy(owned: dict[Seed | None, BaseGeometry], least: float) -> dict[Seed | None, BaseGeometry]:
    """Leave each settlement the part that holds it or lies nearest; loose parts go to the neighbour."""
    kept: dict[Seed | None, list[Polygon]] = {}
    loose: list[Polygon] = []
    for seed, shape in owned.items():
        parts = polygons(shape)
        if seed is None:
            kept[seed] = [part for part in parts if part.area >= least]
            loose += [part for part in parts if part.area < least]
            continue
        main = min(parts, key=lambda part: (part.distance(seed.point), -part.area))
        kept[seed] = [main] if main.area >= LEAST else []
        loose += [part for part in parts if part is not main or main.area < LEAST]
    kept = {seed: parts for seed, parts in kept.items() if parts}
    for part in sorted(loose, key=lambda part: -part.area):
        edges = {seed: sum(common_edge(part, other) for other in parts) for seed, parts in kept.items()}
        kept[max(edges, key=lambda seed: edges[seed])].append(part)
    return {seed: unary_union(parts) for seed, parts in kept.items()}
