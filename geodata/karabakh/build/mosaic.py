"""The control mosaic: one planar map of all lines, cut into cells, simplified and rounded as one coverage."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely
import thiessen
from anchors import Seed
from corridors import Corridors
from districts import Base
from planar import (
    KM2,
    common_edge,
    dissolve,
    faces,
    faces_by_owner,
    is_thin,
    merge_into_neighbour,
    polygons,
    snap,
    to_degrees,
    to_metric,
)
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

TOLERANCE = 120.0
"""Metres: a vertex is dropped when the triangle it spans is smaller than the square of this."""

DECIMALS = 5
"""Digits of a degree on disk: about a metre."""

SMALL_BUT_REAL = ("shusha-town", "naftalan", "gazakh", "jabrayil", "artsvashen", "karki")
"""Districts whose small cells are kept: towns, exclaves, and Jojug Marjanli."""

EXCLAVES = {"artsvashen": (45.515, 40.628), "karki": (44.954, 39.792)}
"""Exclaves that belong to no district of the map, by a point inside."""


@dataclass(frozen=True)
class Facts:
    """What distinguishes a cell from its neighbours.

    `status` is the state on 10 November 2020: azerbaijan (since before), war, december, handover, zone.
    `part` is the part of Lachin or Shusha district by the corridors, else empty.
    """

    district: str
    oblast: bool = False
    behind_1994: bool = False
    status: str = "azerbaijan"
    part: str = ""


@dataclass(frozen=True)
class Lines:
    """The areas whose borders cut the map, in metres."""

    oblast: BaseGeometry
    behind: BaseGeometry
    zone: BaseGeometry
    pocket: BaseGeometry
    december: BaseGeometry
    corridors: Corridors


@dataclass(frozen=True)
class Cell:
    """A cell of the mosaic: its shape, the facts of its unit, the id of the unit, its settlement if it has one."""

    shape: BaseGeometry
    facts: Facts
    unit: str
    seed: Seed | None = None

    @property
    def id(self) -> str:
        """The unit's own id for what is left of it, else one after the settlement."""
        return f"cell-{self.seed.id}" if self.seed else self.unit


@dataclass(frozen=True)
class Coverage:
    """Cells, and the two states without them, all in degrees with common edges."""

    cells: tuple[Cell, ...]
    azerbaijan: BaseGeometry
    armenia: BaseGeometry


def cut_units(base: Base, lines: Lines) -> list[tuple[Polygon, Facts]]:
    """Cut the districts along all lines and fold slivers into their neighbours; add the exclaves."""
    whole = base.whole
    cutting = [*base.districts.values(), lines.oblast, lines.behind, lines.zone, lines.december]
    cutting += [lines.pocket.intersection(lines.oblast.intersection(lines.behind))]
    c = lines.corridors
    cutting += [c.old, c.southern, c.belt, c.lachin_south_war]
    inside = [snap(area.boundary.intersection(whole.buffer(1))) for area in cutting]
    pieces = [f for f in faces(inside) if whole.covers(f.representative_point())]
    units = _without_slivers(dissolve([(f, facts_at(f.representative_point(), base, lines)) for f in pieces]))
    return units + [(_exclave(Point(p), base), Facts(name)) for name, p in EXCLAVES.items()]


def cut_cells(
    units: Mapping[str, tuple[Polygon, Facts]], seeds: Mapping[str, list[Seed]], exclaves: Mapping[str, str]
) -> list[Cell]:
    """Cut each unit by its settlements with dates; a unit taken in the announced war of 2020 as a whole.

    ``exclaves`` names the settlement that each exclave goes with: its land has a border of its own and is not cut.
    """
    return [
        Cell(piece.shape, facts, unit, piece.seed)
        for unit, (shape, facts) in units.items()
        for piece in _pieces(shape, seeds[unit], exclaves.get(unit), whole=facts.status == "war")
    ]


def _pieces(
    shape: Polygon, seeds: list[Seed], exclave_of: str | None, *, whole: bool
) -> list[thiessen.Piece]:
    if exclave_of is not None:
        return [thiessen.Piece(shape, next(seed for seed in seeds if seed.id == exclave_of))]
    return thiessen.cut(shape, seeds, whole=whole)


def facts_at(point: Point, base: Base, lines: Lines) -> Facts:
    """The facts of the face in which a point lies."""
    districts = base.districts
    nearest = min(districts, key=lambda key: districts[key].distance(point))
    facts = Facts(nearest, oblast=lines.oblast.covers(point), behind_1994=lines.behind.covers(point))
    if not facts.behind_1994:
        return facts
    facts = replace(facts, part=_part(facts.district, point, lines.corridors))
    return replace(facts, status=_status(facts, point, lines))


def _part(district: str, point: Point, corridors: Corridors) -> str:
    old, southern = corridors.old.covers(point), corridors.southern.covers(point)
    if district == "shusha":
        return "common" if old else "southern" if southern else ""
    if district != "lachin":
        return ""
    if old:
        return "overlap" if southern else "belt" if corridors.belt.covers(point) else "old"
    if southern and not corridors.lachin_south_war.covers(point):
        return "southern"
    if corridors.lachin_north.covers(point):
        return "north"
    return "south-war" if corridors.lachin_south_war.covers(point) else "south"


def _status(facts: Facts, point: Point, lines: Lines) -> str:
    if lines.zone.covers(point):
        return "zone"
    if facts.oblast and lines.december.covers(point):
        return "december"
    if facts.part in ("old", "belt", "overlap"):
        return "zone"
    returned = facts.district in ("aghdam", "kalbajar", "tartar", "lachin") and not facts.oblast
    return "handover" if returned and facts.part != "south-war" else "war"


def _without_slivers(pieces: list[tuple[Polygon, Facts]]) -> list[tuple[Polygon, Facts]]:
    for limit, half_width in ((1.0, np.inf), (12.0, 450.0), (5.0, np.inf)):
        while (index := _next_sliver(pieces, limit * KM2, half_width)) is not None:
            polygon, facts = pieces[index]
            point = to_degrees(polygon.representative_point())
            print(f"  folded {polygon.area / KM2:6.2f} km2 at {point.x:.3f} {point.y:.3f}: {facts}")
            pieces = merge_into_neighbour(pieces, index, _same_district_first)
    return pieces


def _same_district_first(a: Facts, b: Facts) -> float:
    return 3.0 if a.district == b.district else 1.0


def _next_sliver(pieces: list[tuple[Polygon, Facts]], limit: float, half_width: float) -> int | None:
    def is_sliver(polygon: Polygon, facts: Facts) -> bool:
        real = facts.district in SMALL_BUT_REAL and polygon.area > 0.3 * KM2
        return polygon.area < limit and not real and (half_width == np.inf or is_thin(polygon, half_width))

    slivers = [i for i, (polygon, facts) in enumerate(pieces) if is_sliver(polygon, facts)]
    slivers = [
        i
        for i in slivers
        if any(common_edge(pieces[i][0], q) > 1 for q, _ in pieces if q is not pieces[i][0])
    ]
    return min(slivers, key=lambda i: pieces[i][0].area, default=None)


def as_coverage(cells: list[Cell], base: Base) -> Coverage:
    """Simplify cells and states together, so that edges stay common, and round to degrees on disk."""
    shapes = [cell.shape for cell in cells]
    mosaic = shapely.union_all(shapes)
    shapes += [base.azerbaijan.difference(mosaic), base.armenia.difference(mosaic)]
    simple = shapely.coverage_simplify(_shared_nodes(shapes), TOLERANCE)
    rounded = [_rounded(shape) for shape in simple]
    if not shapely.coverage_is_valid(rounded):
        broken = [edge.wkt for edge in shapely.coverage_invalid_edges(rounded) if not edge.is_empty]
        raise SystemExit(f"the rounded cells are no coverage; change TOLERANCE a little: {broken}")
    return Coverage(
        cells=tuple(replace(cell, shape=shape) for cell, shape in zip(cells, rounded[:-2], strict=True)),
        azerbaijan=rounded[-2],
        armenia=rounded[-1],
    )


def _exclave(point: Point, base: Base) -> Polygon:
    inside = [p for state in (base.armenia, base.azerbaijan) for p in polygons(state)]
    return next(p for p in inside if p.covers(to_metric(point)))


def _shared_nodes(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Node all shapes against each other; hair gaps between them go to the neighbour."""
    cut = faces(shape.boundary for shape in shapes)
    owned = faces_by_owner(cut, dict(enumerate(shapes)))
    return [shapely.union_all(owned[i]) for i in range(len(shapes))]


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    degrees = shapely.transform(to_degrees(shape), lambda xy: np.round(xy, DECIMALS))
    return shapely.remove_repeated_points(degrees)


def number(units: list[tuple[Polygon, Facts]], order: Callable[[Facts], int]) -> dict[str, int]:
    """Ids of the units by index: `cell-<district>-<nn>`, larger first within the given order."""
    ranked = sorted(
        range(len(units)), key=lambda i: (_district(units[i][1]), order(units[i][1]), -units[i][0].area)
    )
    count: Counter[str] = Counter()
    ids = {}
    for i in ranked:
        district = _district(units[i][1])
        count[district] += 1
        ids[f"cell-{district}-{count[district]:02d}"] = i
    return ids


def _district(facts: Facts) -> str:
    return "shusha" if facts.district == "shusha-town" else facts.district
