"""From maps of single days to one coverage of cells with histories.

The lines of the first day and of what differs between neighbouring days are noded and cut the land into faces. Each face
has a history: who has it from which day on. Faces of one history are one cell. Noding, overlay, union and simplification
are those of GEOS (shapely); areas are geodesic (WGS 84).
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..check.dataset import cracks_in, is_coverage
from ..measure.areas import area_km2
from ..records.errors import Said

GRID = 1e-5
"""To how many degrees positions are snapped, about 1 m: as fine as the map draws."""

SLIVER_KM2 = 0.01
"""A face smaller than this goes to the neighbour with the longest common edge."""

NARROW_STEPS = 3
"""So does one that is narrower than so many steps of the grid."""

BUDGET = 1_000_000
"""How many bytes the cells may take in their file before they are simplified."""

WORST = 0.0005
"""By which share of itself the area of an actor on any day may differ from what was given, for simplification to go on."""

LEFT_KM2 = 1.0
"""What nobody is ever drawn to have, with land of others all round, is left out if it is as large as this."""

PASSES = 3
"""How often the land is cut anew because cracks are left that no line of the days closes."""

BYTES_OF_A_POSITION = 22

Steps = tuple[tuple[int, str | None], ...]
"""A history: from the day of that number on, the actor; ``None`` where nobody is drawn."""

Watch = Callable[[str, float], None]
"""Told of the work going on: which stage, and which share of it is done."""


def unwatched(stage: str, share: float) -> None:
    """Nobody looks."""


@dataclass(frozen=True, slots=True)
class DayMap:
    """Who is drawn where on a day: polygons by actor, the same object where the same polygon goes on."""

    day: dt.date
    held: Mapping[str, tuple[BaseGeometry, ...]]


@dataclass(frozen=True, slots=True)
class MadeCell:
    """A cell and its history."""

    geometry: BaseGeometry
    steps: Steps


@dataclass(slots=True)
class Report:
    """What the import found and did. Areas in square kilometres, ``error`` as a share.

    ``empty`` are the files and days whose map shows nothing, which were passed over, ``nobody`` the days on which that was taken at its word. ``gaps`` are what nobody is drawn to have: the area, longitude and latitude of a point, and whether it was filled. ``assumed`` is what was taken for granted where files do not say it.
    """

    invalid: int = 0
    empty: list[str] = field(default_factory=list)
    nobody: list[str] = field(default_factory=list)
    faces: int = 0
    slivers: int = 0
    slivers_km2: float = 0.0
    overlap_km2: float = 0.0
    overlap_day: dt.date | None = None
    gaps: list[tuple[float, float, float, bool]] = field(default_factory=list)
    tolerance: float = 0.0
    size: int = 0
    error: float = 0.0
    error_of: tuple[str, dt.date] | None = None
    assumed: list[Said] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mosaic:
    """The cells of a sequence of days, the areas drawn for each actor on each day, and what was found on the way."""

    days: tuple[dt.date, ...]
    cells: tuple[MadeCell, ...]
    report: Report


def polygons_of(geometry: BaseGeometry | None, grid: float, report: Report) -> tuple[BaseGeometry, ...]:
    """The polygons of a geometry, valid and on the grid; empty if it has no area."""
    if geometry is None or geometry.is_empty:
        return ()
    if not geometry.is_valid:
        report.invalid += 1
        geometry = shapely.make_valid(geometry)
    snapped = shapely.set_precision(shapely.force_2d(geometry), grid)
    return tuple(_polygons(snapped))


def _parts(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "GeometryCollection" or part.geom_type.startswith("Multi"):
            yield from _parts(part)
        else:
            yield part


def mosaic(
    days: Sequence[DayMap],
    *,
    rest: str | None = None,
    nobody: str = "unknown",
    outline: BaseGeometry | None = None,
    grid: float = GRID,
    sliver_km2: float = SLIVER_KM2,
    narrow: float = NARROW_STEPS,
    budget: int = BUDGET,
    keeps: bool = False,
    report: Report | None = None,
    watch: Watch = unwatched,
) -> Mosaic:
    """The cells of these days, which are in order and have polygons on the grid.

    ``rest`` has what nobody is drawn to have: within ``outline``, else where anybody is drawn on another day, and in
    what these enclose. Without it such land is of ``nobody``; what is enclosed and never drawn is left out if it is not small.
    ``keeps``: of a single day, only what several or none are drawn to have can be a sliver, and what one has stays, however small.
    """
    report = report or Report()
    pieces = [_Difference.between(before, now) for before, now in _neighbours(days, watch)]
    cracks: list[BaseGeometry] = []
    for _ in range(PASSES):
        found = replace(report, gaps=[])
        faces = _Faces.cut(days[0], pieces, outline, grid, cracks)
        found.faces = len(faces.shapes)
        owners = _Owners(faces, days, pieces, rest or nobody, leaves=rest is None and outline is None)
        steps = owners.histories(outline, found, watch)
        kept = owners.of_one() if keeps else set()
        _melt(faces, steps, sliver_km2, narrow * grid, found, kept)
        cells = _united(faces, steps)
        shapes = np.array([cell.geometry for cell in cells], dtype=object)
        if cracks_in(
            shapes, grid
        ).is_empty:  # faces of one set of lines are a coverage; they only can leave cracks
            break
        left = _polygons(cracks_in(shapes, NARROW_STEPS * grid / 2))
        if not left:
            break
        cracks = [*cracks, *left]
    report = found
    watch("simplify", 0.0)
    cells = _simplified(cells, owners, budget, report)
    return Mosaic(tuple(it.day for it in days), tuple(cells), report)


def _neighbours(days: Sequence[DayMap], watch: Watch) -> Iterable[tuple[DayMap, DayMap]]:
    for number, pair in enumerate(itertools.pairwise(days), 1):
        watch("compare days", number / len(days))
        yield pair


@dataclass(frozen=True, slots=True)
class _Difference:
    """What each actor loses and gains from one day to the next."""

    lost: Mapping[str, BaseGeometry]
    gained: Mapping[str, BaseGeometry]

    @classmethod
    def between(cls, before: DayMap, now: DayMap) -> _Difference:
        lost, gained = {}, {}
        for actor in dict.fromkeys((*before.held, *now.held)):
            old, new = before.held.get(actor, ()), now.held.get(actor, ())
            gone, come = _one(_without(old, new)), _one(_without(new, old))
            if gone.is_empty and come.is_empty:
                continue
            lost[actor] = shapely.difference(gone, come) if not come.is_empty else gone
            gained[actor] = shapely.difference(come, gone) if not gone.is_empty else come
        return cls(
            {key: it for key, it in lost.items() if not it.is_empty},
            {key: it for key, it in gained.items() if not it.is_empty},
        )

    def shapes(self) -> Iterable[BaseGeometry]:
        yield from self.lost.values()
        yield from self.gained.values()


def _one(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """The shapes as one."""
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)


def _without(shapes: Sequence[BaseGeometry], others: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    known = {id(it) for it in others}
    return [it for it in shapes if id(it) not in known]


@dataclass(slots=True)
class _Faces:
    """The pieces into which all lines cut the land, each with its area and a point inside."""

    shapes: np.ndarray
    points: np.ndarray
    km2: np.ndarray
    tree: shapely.STRtree
    cracks: Sequence[BaseGeometry]

    @classmethod
    def cut(
        cls,
        first: DayMap,
        pieces: Sequence[_Difference],
        outline: BaseGeometry | None,
        grid: float,
        cracks: Sequence[BaseGeometry],
    ) -> _Faces:
        areas = [polygon for polygons in first.held.values() for polygon in polygons]
        areas += [shape for difference in pieces for shape in difference.shapes()]
        areas += [outline] if outline is not None else []
        areas += cracks
        lines = shapely.boundary(np.array(areas, dtype=object))
        noded = _noded(lines, grid)
        shapes = np.array(shapely.get_parts(shapely.polygonize([noded])), dtype=object)
        points = shapely.point_on_surface(shapes)
        return cls(shapes, points, _flat_km2(shapes), shapely.STRtree(points), cracks)

    def inside(self, shape: BaseGeometry) -> np.ndarray:
        """The numbers of the faces that lie in a shape."""
        parts = shapely.get_parts(shape)
        shapely.prepare(parts)
        return np.unique(self.tree.query(parts, predicate="contains")[1])


def _polygons(geometry: BaseGeometry) -> list[BaseGeometry]:
    return [it for it in _parts(geometry) if it.geom_type == "Polygon" and not it.is_empty]


def _noded(lines: np.ndarray, grid: float) -> BaseGeometry:
    """The lines cut where they meet, on the grid; what snapping brings near to other lines is snapped in its turn."""
    noded = shapely.union_all(lines, grid_size=grid)
    for _ in range(PASSES):
        again = shapely.union_all([noded], grid_size=grid)
        if shapely.get_num_coordinates(again) == shapely.get_num_coordinates(noded):
            break
        noded = again
    return noded


def _flat_km2(shapes: np.ndarray) -> np.ndarray:
    """Areas near enough to tell slivers: degrees, shortened with latitude."""
    bounds = shapely.bounds(shapes)
    latitude = np.radians((bounds[:, 1] + bounds[:, 3]) / 2) if len(shapes) else np.zeros(0)
    return np.asarray(shapely.area(shapes) * 111.32**2 * np.cos(latitude))


class _Owners:
    """Who has which face from which day on. Where several are drawn at once, the one drawn there last has it."""

    def __init__(
        self,
        faces: _Faces,
        days: Sequence[DayMap],
        pieces: Sequence[_Difference],
        rest: str,
        *,
        leaves: bool,
    ) -> None:
        self.faces, self.days, self.pieces, self.rest = faces, days, pieces, rest
        self.leaves = leaves
        self.over: list[list[str]] = []
        self.shared: set[int] = set()
        self.yielded: dict[tuple[int, str], float] = {}

    def histories(self, outline: BaseGeometry | None, report: Report, watch: Watch) -> list[Steps | None]:
        """The history of each face; ``None`` for one in which nobody ever is, and which is open to the outside."""
        count = len(self.faces.shapes)
        over = self.over = [[] for _ in range(count)]
        found: list[list[tuple[int, str | None]]] = [[] for _ in range(count)]
        for actor, polygons in self.days[0].held.items():
            for face in self.faces.inside(shapely.multipolygons(list(polygons))) if polygons else ():
                over[face].append(actor)
        for face in range(count):
            found[face].append((0, over[face][-1] if over[face] else None))
        self._overlaps(0, range(count), over, report)
        for number, piece in enumerate(self.pieces, 1):
            watch("follow faces", number / len(self.pieces))
            touched = self._step(piece, over)
            for face in touched:
                now = over[face][-1] if over[face] else None
                if now != found[face][-1][1]:
                    found[face].append((number, now))
            self._overlaps(number, touched, over, report)
        return self._filled(found, outline, report)

    def of_one(self) -> set[int]:
        """The faces that exactly one is drawn to have on the last day that was followed."""
        return {face for face, actors in enumerate(self.over) if len(actors) == 1}

    def _step(self, piece: _Difference, over: list[list[str]]) -> list[int]:
        touched: dict[int, None] = {}
        for actor, shape in piece.lost.items():
            for face in self.faces.inside(shape):
                if actor in over[face]:
                    over[face].remove(actor)
                touched[int(face)] = None
        for actor, shape in piece.gained.items():
            for face in self.faces.inside(shape):
                if actor not in over[face]:
                    over[face].append(actor)
                touched[int(face)] = None
        return list(touched)

    def _overlaps(self, number: int, faces: Iterable[int], over: list[list[str]], report: Report) -> None:
        """Note where several are drawn on a day; ``faces`` are those that may have changed since the day before."""
        for face in faces:
            (self.shared.add if len(over[face]) > 1 else self.shared.discard)(face)
        km2 = 0.0
        for face in self.shared:
            km2 += float(self.faces.km2[face])
            for actor in over[face][:-1]:
                key = number, actor
                self.yielded[key] = self.yielded.get(key, 0.0) + float(self.faces.km2[face])
        if km2 > report.overlap_km2:
            report.overlap_km2, report.overlap_day = km2, self.days[number].day

    def _filled(
        self, found: list[list[tuple[int, str | None]]], outline: BaseGeometry | None, report: Report
    ) -> list[Steps | None]:
        """Land of nobody is of the rest: all of it in the outline, else what is drawn on another day or enclosed.

        Where nobody is said to have the rest, what is enclosed and not small is left out: it may be a sea.
        """
        inside = set(map(int, self.faces.inside(outline))) if outline is not None else set()
        drawn = [
            face in inside or any(actor is not None for _, actor in steps) for face, steps in enumerate(found)
        ]
        for face in self._enclosed(drawn):
            km2, point = float(self.faces.km2[face]), self.faces.points[face]
            drawn[face] = not (self.leaves and km2 >= LEFT_KM2)
            if km2 >= SLIVER_KM2:
                report.gaps.append((km2, point.x, point.y, drawn[face]))
        return [
            _joined((day, actor or self.rest) for day, actor in steps) if drawn[face] else None
            for face, steps in enumerate(found)
        ]

    def _enclosed(self, drawn: list[bool]) -> list[int]:
        """The faces of nobody that land of somebody surrounds."""
        if all(drawn) or not any(drawn):
            return []
        land = shapely.union_all(self.faces.shapes[np.array(drawn)], grid_size=0)
        shells = [shapely.Polygon(part.exterior) for part in _polygons(land)]
        shells += self.faces.cracks
        filled = {int(face) for shell in shells for face in self.faces.inside(shell)}
        return sorted(face for face in filled if not drawn[face])


def _joined(steps: Iterable[tuple[int, str | None]]) -> Steps:
    kept: list[tuple[int, str | None]] = []
    for day, actor in steps:
        if not kept or kept[-1][1] != actor:
            kept.append((day, actor))
    return tuple(kept)


# ---------------------------------------------------------------- faces into cells


def _melt(
    faces: _Faces,
    steps: list[Steps | None],
    sliver_km2: float,
    narrow: float,
    report: Report,
    kept: set[int],
) -> None:
    """Give the history of the neighbour with the longest common edge to each sliver but those ``kept``, the smallest first."""
    lengths = shapely.length(faces.shapes)
    width = 2 * shapely.area(faces.shapes) / np.maximum(lengths, 1e-12)
    small = np.flatnonzero((faces.km2 < sliver_km2) | (width < narrow))
    if not len(small):
        return
    tree = shapely.STRtree(faces.shapes)
    todo = set(map(int, small)) - kept
    for face in sorted(todo, key=lambda it: faces.km2[it]):
        edge = faces.shapes[face].boundary
        best, longest = None, 0.0
        for other in tree.query(faces.shapes[face], predicate="touches"):
            history = steps[other]
            if history is None or (int(other) in todo and faces.km2[other] <= faces.km2[face]):
                continue
            common = shapely.length(shapely.intersection(edge, faces.shapes[other]))
            if common > longest:
                best, longest = history, float(common)
        if best is not None and best != steps[face]:
            steps[face] = best
            report.slivers += 1
            report.slivers_km2 += float(faces.km2[face])


def _united(faces: _Faces, steps: list[Steps | None]) -> list[MadeCell]:
    """One cell for each history, in the order of time in which they first differ."""
    by_history: defaultdict[Steps, list[BaseGeometry]] = defaultdict(list)
    for shape, history in zip(faces.shapes, steps, strict=True):
        if history is not None:
            by_history[history].append(shape)
    ordered = sorted(by_history.items(), key=lambda item: tuple((day, actor or "") for day, actor in item[0]))
    ordered.sort(key=lambda item: len(item[0]) > 1)
    return [MadeCell(shapely.coverage_union_all(shapes), history) for history, shapes in ordered]


def _simplified(cells: list[MadeCell], owners: _Owners, budget: int, report: Report) -> list[MadeCell]:
    """The cells with as few positions as the budget wants, as long as no area differs too much from what was given."""
    wanted = _AreasGiven(owners)
    shapes = np.array([cell.geometry for cell in cells], dtype=object)
    error = wanted.error(cells, shapes)
    better: list[tuple[np.ndarray, float]] = [(shapes, 0.0)]
    low, high = GRID, 0.0
    if _size(shapes) > budget:
        high = 100 * GRID
        for _ in range(10):
            tolerance = (low * high) ** 0.5
            tried = _rounded(shapely.coverage_simplify(shapes, tolerance))
            good = wanted.error(cells, tried)[0] <= max(WORST, error[0])
            if good and _size(tried) < _size(better[-1][0]):
                better.append((tried, tolerance))
            if good and _size(tried) > budget:
                low = tolerance
            else:
                high = tolerance
            if good and 0.9 * budget < _size(tried) <= budget:
                break
    # rounding can undo what simplification sees to; that is looked at last, since with many cells it takes longest
    while len(better) > 1 and not is_coverage(better[-1][0]):
        better.pop()
    best, report.tolerance = better[-1]
    report.size = _size(best)
    report.error, report.error_of = wanted.error(cells, best)
    return [MadeCell(shape, cell.steps) for shape, cell in zip(best, cells, strict=True)]


def _rounded(shapes: np.ndarray) -> np.ndarray:
    return np.asarray(shapely.transform(shapes, lambda it: np.round(it, 6)))


def _size(shapes: np.ndarray) -> int:
    """About how many bytes the shapes take in a GeoJSON file."""
    return int(shapely.get_num_coordinates(shapes).sum()) * BYTES_OF_A_POSITION


class _AreasGiven:
    """The area that was given for each actor on each day, to compare the cells with."""

    def __init__(self, owners: _Owners) -> None:
        self.days = owners.days
        self.km2: list[dict[str, float]] = []
        areas: dict[int, float] = {}
        for number, day in enumerate(owners.days):
            now = {}
            for actor, polygons in day.held.items():
                for polygon in polygons:
                    if id(polygon) not in areas:
                        areas[id(polygon)] = area_km2(polygon)
                now[actor] = sum(areas[id(it)] for it in polygons) - owners.yielded.get((number, actor), 0.0)
            self.km2.append(now)

    def error(
        self, cells: Sequence[MadeCell], shapes: np.ndarray
    ) -> tuple[float, tuple[str, dt.date] | None]:
        """The largest share by which an actor's area on a day differs, and whose and when that is."""
        changes: list[dict[str, float]] = [defaultdict(float) for _ in self.days]
        for cell, shape in zip(cells, shapes, strict=True):
            km2, before = area_km2(shape), None
            for day, actor in cell.steps:
                if before is not None:
                    changes[day][before] -= km2
                if actor is not None:
                    changes[day][actor] += km2
                before = actor
        worst: tuple[float, tuple[str, dt.date] | None] = (0.0, None)
        now: dict[str, float] = defaultdict(float)
        for number, change in enumerate(changes):
            for actor, km2 in change.items():
                now[actor] += km2
            for actor, given in self.km2[number].items():
                off = abs(now[actor] - given) / given if given > 1 else 0.0
                if off > worst[0]:
                    worst = off, (actor, self.days[number].day)
        return worst
