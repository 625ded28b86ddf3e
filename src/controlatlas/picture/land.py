"""What the land of a picture is on a day: held, quiet, not confirmed, where the front runs, and what has just changed.

It is the same under both lenses: what one side says alone lies in stripes of the last undisputed holder and the claimant.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ..history.compare import passed_by_agreement
from ..history.front import front_pairs, is_front
from ..history.quiet import homes, quiet_cells
from ..history.timeline import ControlPeriod, control_on, is_date_uncertain
from ..records.model import Dataset, Layer, Lens, Standing, drawn_on
from ..style.marks import STROKES
from .regions import CLOSE, HOLE, LEAST, TOLERANCE, Key, mosaic, regions, unsure_region
from .smooth import one_region, outline, polygons
from .surroundings import surroundings
from .viewport import Viewport

HELD, QUIET, AGREED, KEPT = "held", "quiet", "agreed", "kept"
"""Land whose control matters, land that looks as the rest of its country, land that passed by agreement, and in a difference what a gainer had."""

BESIDE_BORDER, BESIDE_CORRIDOR, BESIDE_UNSURE = 5.0, 4.0, 2.5
"""So near a state border, corridor or unconfirmed region, in pixels, no front is drawn: they have lines of their own."""

BORDER_TOLERANCE = 0.5
"""How far the border that a front keeps away from may lie beside the true one, in pixels."""

ALONG_EDGE = 3.0
"""So near an edge between cells, in pixels, a rounded line is still that edge."""

SHORTEST_FRONT = 30.0
"""Pieces of the front below so many pixels are left out, if there are longer ones."""

CLAIMED, CONTESTED, UNDATED = "claimed", "contested", "undated"
"""Why land is not confirmed: one side says so, it is fought over, or the day of the change is not known."""

TOLD = {CLAIMED: 0.01, CONTESTED: 0.01, UNDATED: 0.1}
"""A reason that holds for less than this share of what is not confirmed between two actors is not told."""

LEAST_CONSTRUCTED = 12.0
"""Less of a front or an edge than this, in pixels, is not drawn as constructed."""

INSET = 2.4
"""How far inside land its outline is drawn, in pixels."""

NARROW, OUTSET = 12.0, STROKES["changed-unsure-casing"].width / 2 + 0.6
"""Unconfirmed land in which no circle of the first radius lies is outlined so far outside it, in pixels: its stripes stay to be seen."""

RINGED, RING = 15.0, 8.0
"""What is nowhere wider than the first is ringed, at least with the second as radius, in pixels."""


@dataclass(frozen=True, eq=False)
class Land:
    """The land of one map, in pixels.

    ``areas`` have keys of an actor and one of ``HELD``, ``QUIET``, ``AGREED`` and ``KEPT``, ``unsure`` of the last undisputed
    holder and the claimant, ``reasons`` why. ``borders`` part actors between whom no front runs.
    """

    areas: Mapping[Key, BaseGeometry]
    unsure: Mapping[tuple[str, str], BaseGeometry]
    reasons: Mapping[tuple[str, str], frozenset[str]]
    front: BaseGeometry
    full: BaseGeometry
    corridors: tuple[tuple[str, BaseGeometry], ...]
    borders: BaseGeometry

    def key_at(self, x: float, y: float) -> Key | tuple[str, str] | None:
        """What lies at a point: the pair of an unconfirmed region, else the key of an area; ``None`` beside the mosaic."""
        for actor, area in self.corridors:
            if shapely.contains_xy(area, x, y):
                return actor, HELD
        for found in (self.unsure, self.areas):
            for key, area in found.items():
                if shapely.contains_xy(area, x, y):
                    return key
        return None


@functools.lru_cache(maxsize=128)
def land_on(
    dataset: Dataset,
    view: Viewport,
    day: dt.date,
    kept: frozenset[str],
    since: dt.date | None = None,
) -> Land:
    """The land on a day. Regions of cells ``kept`` are shown however small; ``since`` is the first day of a difference."""
    cells, pairs = _cells_on(dataset, day, kept, since), front_pairs(dataset, day)
    drawn = dataset, view, tuple(cells.keys.items()), kept, tuple(cells.small.items()), pairs
    found, full = regions(*drawn), _full(*drawn)
    held_corridors = tuple(_corridors(dataset, view, day, control_on(dataset, day)))
    corridors = shapely.union_all([area for _, area in held_corridors])
    striped = {
        pair: shapely.difference(
            _with_slivers(unsure_region(dataset, view, tuple(those), kept), found.areas.get((pair[0], HELD))),
            corridors,
        )
        for pair, those in sorted(cells.unsure.items())
    }
    striped = {pair: area for pair, area in striped.items() if not area.is_empty}
    hidden = [area.buffer(BESIDE_UNSURE) for area in striped.values()]
    beside = shapely.union_all([*hidden, corridors.buffer(BESIDE_CORRIDOR), _border_strip(dataset, view)])
    front = shapely.union_all([found.fronts, _outer(dataset, view, found.keys, pairs)])
    for area in (*found.areas.values(), *striped.values(), *(it for _, it in held_corridors)):
        shapely.prepare(area)
    why = {
        pair: frozenset(it for it, size in found.items() if size >= TOLD[it] * found.total())
        for pair, found in cells.reasons.items()
    }
    return Land(
        found.areas, striped, why, _pieces(front.difference(beside)), full, held_corridors, found.borders
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """What control makes of cells: the key of each, that of those which lie alone and small, and by pair what is not confirmed and why."""

    keys: dict[str, Key] = field(default_factory=dict)
    small: dict[str, Key] = field(default_factory=dict)
    unsure: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    reasons: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)


def _cells_on(dataset: Dataset, day: dt.date, kept: frozenset[str], since: dt.date | None) -> _Cells:
    """The cells on a day; in a difference since another, by what became of each."""
    claimed, held = control_on(dataset, day), control_on(dataset, day, Lens.HELD)
    before = control_on(dataset, since, Lens.HELD) if since is not None else None
    quiet, home = quiet_cells(dataset, since or day), homes(dataset)
    gainers = frozenset[str]()
    if since is not None and before is not None:
        gainers = _gainers(dataset, before, held) | _gainers(dataset, control_on(dataset, since), claimed)
    found = _Cells()
    for cell in dataset.cells():
        if cell.geometry is None or cell.id not in claimed:
            continue
        now, sure = claimed[cell.id], held[cell.id]
        pair, holder = pair_of(now, sure), sure.actor
        if cell.id in quiet and pair is None:
            found.keys[cell.id] = (holder, QUIET)
            continue
        found.keys[cell.id] = (holder, HELD)
        if pair is not None:
            found.unsure.setdefault(pair, []).append(cell.id)
            why = found.reasons.setdefault(pair, Counter())
            why[_reason(dataset, now)] += cell.geometry.area
            continue
        at_home = home.get(cell.id) == holder
        if before is not None:
            gains, was = holder in gainers, before.get(cell.id)
            look = _look_since(dataset, cell.id, was, sure, day, gains=gains, at_home=at_home)
            found.keys[cell.id] = (holder, look)
        if cell.id not in kept and at_home:
            found.small[cell.id] = (holder, QUIET)
    return found


def _look_since(
    dataset: Dataset,
    cell: str,
    was: ControlPeriod | None,
    now: ControlPeriod,
    day: dt.date,
    *,
    gains: bool,
    at_home: bool,
) -> str:
    """What a cell in a difference is to its holder, who ``gains`` some land in it, and for whom the cell may lie ``at_home``."""
    plain = not dataset.actors[now.actor].pattern
    if was is not None and was.actor != now.actor:
        return AGREED if plain and passed_by_agreement(dataset, cell, was.actor, day) else HELD
    if gains and at_home:
        return QUIET
    return KEPT if gains and plain else HELD  # kept is not of the colour of what it gained


@functools.lru_cache(maxsize=128)
def _full(dataset: Dataset, view: Viewport, *drawn: Any) -> BaseGeometry:
    """All land of full colour; the same for the same regions, so that a clip joins them once."""
    areas = regions(dataset, view, *drawn).areas
    return shapely.coverage_union_all([area for key, area in areas.items() if key[1] != QUIET])


def _with_slivers(region: BaseGeometry, held: BaseGeometry | None) -> BaseGeometry:
    """An unconfirmed region with the crumbs of its holder's land that it has cut off."""
    if held is None or region.is_empty:
        return region
    crumbs = [
        it for it in polygons(held.difference(region)) if it.area < LEAST and it.distance(region) < TOLERANCE
    ]
    return shapely.union_all([region, *(it.buffer(0.3) for it in crumbs)]) if crumbs else region


def _reason(dataset: Dataset, period: ControlPeriod) -> str:
    if is_date_uncertain(dataset, period):
        return UNDATED
    return CLAIMED if period.standing is Standing.CLAIMED else CONTESTED


def pair_of(claimed: ControlPeriod, held: ControlPeriod) -> tuple[str, str] | None:
    """The last undisputed holder and the claimant of what is not confirmed; ``None`` for what is held or as drawn."""
    if claimed.standing.undisputed and held.standing.undisputed:
        return None
    return held.actor, claimed.actor


def _gainers(
    dataset: Dataset, before: Mapping[str, ControlPeriod], after: Mapping[str, ControlPeriod]
) -> frozenset[str]:
    """The actors that have a cell that was another's before."""
    cells = [cell.id for cell in dataset.cells() if cell.id in before and cell.id in after]
    return frozenset(after[cell].actor for cell in cells if before[cell].actor != after[cell].actor)


@functools.lru_cache(maxsize=64)
def constructed_strip(dataset: Dataset, view: Viewport, lines: BaseGeometry) -> BaseGeometry:
    """What lies along edges that nothing known describes, those of a cell that follows its settlement, where they come near lines.

    Such an edge runs halfway to the next settlement, or in a circle where none is near. It can run along a border of
    districts or a dated line; there it is no construction.
    """
    edges, known = _constructed_edges_and_known(dataset, view)
    near = _along(edges, ALONG_EDGE, lines)
    return near.difference(_along(known, ALONG_EDGE + 1, near)) if not near.is_empty else near


@functools.lru_cache(maxsize=16)
def _constructed_edges_and_known(dataset: Dataset, view: Viewport) -> tuple[shapely.STRtree, shapely.STRtree]:
    """The edges of cells that follow their settlements, and borders and dated lines, on the picture; each by its stretches."""
    made = {cell.id for cell in dataset.cells() if cell.anchor is not None or cell.constructed}
    runs = [line for one, other, line in mosaic(dataset, view).runs if one in made or other in made]
    shapes = [*surroundings(dataset, view).districts, *(view.put(it.geometry) for it in dataset.lines)]
    known = [_nearby(view, it) for it in shapes]
    return shapely.STRtree(_stretches(runs)), shapely.STRtree(_stretches(known))


def _stretches(lines: Sequence[BaseGeometry]) -> NDArray[np.object_]:
    parts: NDArray[np.object_] = shapely.get_parts(shapely.line_merge(shapely.union_all(lines)))
    return parts


def _along(stretches: shapely.STRtree, distance: float, near: BaseGeometry) -> BaseGeometry:
    """What lies within a distance of stretches of line, as far as a shape that is near can meet it."""
    met = stretches.query(near, predicate="dwithin", distance=distance)
    return _strip(stretches.geometries[sorted(met)], distance)


def _strip(stretches: NDArray[np.object_], distance: float) -> BaseGeometry:
    """What lies within a distance of stretches of line."""
    return shapely.union_all(shapely.buffer(stretches, distance, quad_segs=2))


def constructed_edges(dataset: Dataset, view: Viewport, land: Land) -> Mapping[Key, BaseGeometry]:
    """Where land of full colour ends along such an edge and no front runs: beside land that looks as the rest of its country."""
    quiet = shapely.union_all([area for key, area in land.areas.items() if key[1] == QUIET])
    beside = quiet.buffer(ALONG_EDGE / 2, quad_segs=2)
    ends = {key: outline(area).intersection(beside) for key, area in land.areas.items() if key[1] != QUIET}
    strip = constructed_strip(dataset, view, shapely.union_all(list(ends.values())))
    strip = strip.difference(land.front.buffer(ALONG_EDGE))
    found = {key: line.intersection(strip) for key, line in ends.items()}
    return {key: line for key, line in found.items() if line.length >= LEAST_CONSTRUCTED}


@functools.lru_cache(maxsize=32)
def outlines(
    dataset: Dataset,
    view: Viewport,
    land: Land,
    cells: frozenset[str],
    unsure: frozenset[str],
    outlined: bool,
) -> tuple[Mapping[Key, BaseGeometry], BaseGeometry, list[BaseGeometry]]:
    """What marks changed cells: outlines inside land by its key, outlines of unconfirmed land, and rings round the small.

    ``unsure`` are those of the cells that are not confirmed, ``outlined``: something else is already.
    """
    base = mosaic(dataset, view)
    shown = [base.shapes[cell] for cell in sorted(cells) if cell in base.shapes]
    if not shown:
        return {}, shapely.GeometryCollection(), []
    whole = shapely.coverage_union_all(shown)
    whole = one_region(whole, close=CLOSE / 2, open_=TOLERANCE, least=0, hole=HOLE)
    rings, wide = [], []
    for part in polygons(whole):
        left, top, right, bottom = part.bounds
        if max(right - left, bottom - top) < RINGED:
            middle = part.centroid
            rings.append(middle.buffer(max(RING, (right - left + bottom - top) / 3), quad_segs=12))
        else:
            wide.append(part)
    whole = shapely.union_all(wide)
    striped = shapely.union_all(list(land.unsure.values()))
    new = [base.shapes[cell] for cell in sorted(unsure & base.shapes.keys())]
    near = shapely.intersection(whole.buffer(3), shapely.coverage_union_all(new).buffer(3)) if new else None
    on_stripes = shapely.GeometryCollection() if near is None else striped.intersection(near)
    roads = shapely.union_all([area for _, area in land.corridors])
    # a corridor has an edge of its own, and what is outlined in it covers its sign
    inside = _insets(land, whole, shapely.union_all([striped, roads]))
    if not inside and not rings and on_stripes.is_empty and not outlined:
        inside = _insets(land, whole, striped)
    return inside, substantial_edge(on_stripes), rings


def _insets(land: Land, whole: BaseGeometry, apart: BaseGeometry) -> dict[Key, BaseGeometry]:
    """The edges of what changed a little inside the land of each key, beside what lies ``apart``."""
    found, beside = {}, apart.buffer(1)
    for key, area in land.areas.items():
        part = area.intersection(whole).difference(beside).buffer(-INSET)
        part = shapely.union_all([it for it in polygons(part) if it.area > RINGED * RINGED / 4])
        if not part.is_empty:
            found[key] = outline(part)
    return found


def substantial_edge(area: BaseGeometry) -> BaseGeometry:
    """The edge of what is wide enough to be seen inside it; what an outline would cover is outlined outside."""
    parts = [it for it in polygons(area) if it.buffer(-2).area > 0]
    return shapely.union_all(
        [(it if it.buffer(-NARROW).area > 0 else it.buffer(OUTSET)).boundary for it in parts]
    )


def _corridors(
    dataset: Dataset, view: Viewport, day: dt.date, state: Mapping[str, ControlPeriod]
) -> Iterator[tuple[str, BaseGeometry]]:
    """The corridors that are there on a day, each with its controller."""
    for place in dataset.places.values():
        there = place.layer is Layer.CORRIDOR and place.id in state and drawn_on(place, day)
        if there and place.geometry is not None:
            yield state[place.id].actor, corridor_area(dataset, view, place.id, day)


@functools.lru_cache(maxsize=64)
def corridor_area(dataset: Dataset, view: Viewport, corridor: str, day: dt.date) -> BaseGeometry:
    """A corridor on the picture, without the cells that have passed from its holder to another while it went on."""
    state = control_on(dataset, day)
    holder, since = state[corridor].actor, state[corridor].start
    area, base = view.put(dataset.places[corridor].geometry), mosaic(dataset, view)
    left = []
    for cell in (base.ids[index] for index in sorted(base.tree.query(area, predicate="intersects"))):
        now = state[cell]
        if now.actor == holder or now.start <= since:
            continue
        if control_on(dataset, now.start - dt.timedelta(days=1))[cell].actor == holder:
            left.append(base.shapes[cell])
    return shapely.difference(area, shapely.coverage_union_all(left)) if left else area


@functools.lru_cache(maxsize=16)
def _borders(dataset: Dataset, view: Viewport) -> BaseGeometry:
    """The borders of all countries in view, on the picture, without what is finer than can be seen."""
    lines = surroundings(dataset, view).borders
    return shapely.union_all([_nearby(view, it).simplify(BORDER_TOLERANCE) for it in lines])


@functools.lru_cache(maxsize=16)
def _border_strip(dataset: Dataset, view: Viewport) -> BaseGeometry:
    """What lies so near a state border that a front there would be taken for it."""
    return _strip(_stretches([_borders(dataset, view)]), BESIDE_BORDER)


@functools.lru_cache(maxsize=16)
def _open_edges(dataset: Dataset, view: Viewport) -> tuple[tuple[str, str, BaseGeometry], ...]:
    """Where the mosaic ends inside the country of an actor: the cell, that actor, and the edge."""
    base = mosaic(dataset, view)
    free = _nearby(view, base.edge).difference(_border_strip(dataset, view))
    found = []
    for country, area in zip(dataset.context.countries, surroundings(dataset, view).countries, strict=True):
        if country.actor is None:
            continue
        shape = _nearby(view, area).simplify(BORDER_TOLERANCE)
        inside = shapely.intersection(free, shape.buffer(1.0))
        for index in sorted(base.tree.query(inside, predicate="intersects")):
            cell = base.ids[index]
            line = outline(base.shapes[cell]).intersection(inside)
            if line.length > 0:
                found.append((cell, country.actor, line))
    return tuple(found)


def _nearby(view: Viewport, shape: BaseGeometry) -> BaseGeometry:
    """What of a shape on the picture lies on the map, or so near that lines on it keep off it."""
    left, top, right, bottom = view.box
    return shapely.clip_by_rect(shape, left - 20, top - 20, right + 20, bottom + 20)


def _outer(
    dataset: Dataset, view: Viewport, keys: Mapping[str, Key], pairs: frozenset[tuple[str, str]] | None
) -> BaseGeometry:
    """Where the mosaic ends inside the country of another actor than the one that holds the land at its end."""
    lines = [
        line
        for cell, actor, line in _open_edges(dataset, view)
        if cell in keys and is_front(pairs, keys[cell][0], actor)
    ]
    merged = shapely.union_all(lines)
    return shapely.line_merge(merged).simplify(TOLERANCE) if lines else merged


def _pieces(lines: BaseGeometry) -> BaseGeometry:
    """The lines without short pieces, as long as there are others."""
    merged = shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines
    parts = [it for it in shapely.get_parts(merged) if it.geom_type == "LineString" and not it.is_empty]
    long = [it for it in parts if it.length >= SHORTEST_FRONT]
    return shapely.MultiLineString(long or parts)
