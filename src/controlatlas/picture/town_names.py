"""The names of settlements: each at its dot, on one fill and beside the lines that matter wherever there is such a place."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..language.naming import Naming
from ..records.model import Place
from ..style.marks import (
    BOTH_NAMES_ZOOM,
    LARGE_RANK,
    LONG_NAME,
    LONG_NAME_ZOOM,
    NAME_SIZE,
    NAME_ZOOM,
    RING_GAP,
    STRONG_NAME_RANK,
)
from ..style.swatches import contrast
from .area_names import area_names, named_parts
from .drawing import LEAST, Box, Item, TextRun
from .fonts import width_of, writable
from .map_layers import MapScene, at, has_unknown_extent, is_tall, radius, settlements
from .spots import Sheet, fills_under, letters_over, with_leader

LINE_CROSSED, AT_ANOTHER, FILLS_MIXED, OUTLINE_CROSSED, ON_STRIPES = 1.5, 1.2, 0.8, 0.5, 0.25
"""What it costs a place for a name to lie on a line that matters, at another dot, on several fills, on an outline, on stripes."""

COVERS = 3.0
"""What it costs to cover the dot of another settlement: more than any other place, and villages rather go without a name."""

STACKED, SHORTENED, FARTHER = 0.4, 2.0, 0.02
"""What it costs to write both names in two lines, to leave the second out, and to take the next of the sides of a dot."""

LED, UNNAMED = 1.4, 6.0
"""What it costs to write a name at the end of a leader, and not to write it."""

APART = 1.15
"""Two fills with more contrast than this are told apart under a name."""

COVERED = 1.5
"""A name that lies so near the middle of a dot, in pixels, hides some of it."""

BESIDE_DOT = 6.0
"""A name that lies so near another dot, in pixels, could be its name."""

BESIDE_LINE = 1.5
"""So near a line that matters, in pixels, no name begins."""

FEW = 15
"""Where no more settlements than these are drawn, villages too have their names in two lines."""

FACES = "medium", "sans"
"""Of the first and the second name."""

LEADING = 1.12
"""From line to line of a name in two, in heights of its letters."""


_Lines = tuple[tuple[BaseGeometry, float], ...]
"""Strips along lines, each with what it costs to lie on them."""


@dataclass(frozen=True)
class _Block:
    """The names of a settlement in one line or two, and what it costs to write them so."""

    lines: tuple[str, ...]
    tail: str
    wide: float
    size: float
    cost: float

    @property
    def high(self) -> float:
        return self.size * LEADING * (len(self.lines) - 1)


@dataclass(frozen=True)
class _Spot:
    """A place for a name: where it begins, the side that it leans on, its box, the fills under it, and what it costs."""

    cost: float
    block: _Block
    left: float
    base: float
    lean: str
    box: Box
    fills: tuple[str | None, ...]


def town_names(
    scene: MapScene, naming: Naming, sheet: Sheet, zoom: float, *, moving: bool = False
) -> Iterator[Item]:
    """The names of the settlements that are drawn, those that matter most first, as far as there is room.

    ``moving``: on a picture of a clip, on which names stay where they are from day to day as far as they can.
    """
    seen = settlements(scene)
    tall = is_tall(scene.view)
    marked = [place for place in seen if place.id in scene.marked | scene.of_day]
    rest = [place for place in seen if place not in marked]
    lines = _lines_that_matter(scene)
    for place in seen:
        if place.rank <= LARGE_RANK or tall:
            x, y, r = *at(scene, place), radius(scene, place)
            sheet.taken.append((x - r, y - r, x + r, y + r))
    for ring in scene.marks.rings:
        sheet.taken.append(ring.bounds)
    found = [
        (place, blocks)
        for place in (*marked[:12], *rest)
        if (blocks := _blocks(scene, naming, place, zoom, always=place in marked))
    ]
    if not tall or moving:
        yield from _arranged(scene, found, sheet, lines).items
        return
    best = plain = _arranged(scene, found, sheet.copy(), lines)
    if plain.worst >= LINE_CROSSED or _missing(scene, plain):
        # a town with few good places takes its own before its neighbours do, or leaves it to them: whichever costs less
        first = {place.id: _best(scene, place, blocks, sheet, lines) for place, blocks in found}
        cost = {key: math.inf if it is None else it.cost for key, it in first.items()}
        hard_first = sorted(found, key=lambda it: (it[0] not in marked, it[0].rank, -cost[it[0].id]))
        others = [
            _arranged(scene, order, sheet.copy(), lines, led=led)
            for order, led in ((found, "last"), (hard_first, "last"), (hard_first, "at once"))
        ]
        best = _with_area_names(scene, sorted([plain, *others], key=lambda it: it.cost))
    sheet.taken, sheet.leaders = best.sheet.taken, best.sheet.leaders
    yield from best.items


@dataclass(frozen=True)
class _Arrangement:
    """All names, what they cost together and at the most, and the sheet with them on it."""

    items: list[Item]
    cost: float
    worst: float
    sheet: Sheet


def _with_area_names(scene: MapScene, ways: Sequence[_Arrangement]) -> _Arrangement:
    """The first that leaves room for the names of all large areas, or that with which least is lost."""
    best, least = ways[0], math.inf
    for way in ways:
        missing = _missing(scene, way)
        if way.cost + UNNAMED * missing < least:
            best, least = way, way.cost + UNNAMED * missing
        if not missing:
            break
    return best


def _missing(scene: MapScene, way: _Arrangement) -> int:
    """On how many large areas there is no room left for the name of their actor."""
    wanted = len(list(named_parts(scene))) if "mosaic" in scene.layers else 0
    return wanted and wanted - len(list(area_names(scene, way.sheet.copy())))


def _arranged(
    scene: MapScene,
    found: Sequence[tuple[Place, list[_Block]]],
    sheet: Sheet,
    lines: _Lines,
    *,
    led: str = "never",
) -> _Arrangement:
    """The names one after the other; those of towns that would lie on a line at a leader, ``at once`` or when all others stand."""
    items: list[Item] = []
    costs: list[float] = []
    later: list[tuple[Place, list[_Block]]] = []
    for last, part in ((False, found), (True, later)):
        for place, blocks in part:
            spot = _best(scene, place, blocks, sheet, lines)
            if (
                led != "never"
                and place.rank <= STRONG_NAME_RANK
                and (spot is None or spot.cost >= LINE_CROSSED)
            ):
                if led == "last" and not last:
                    later.append((place, blocks))
                    continue
                own, price = _led(scene, place, blocks, sheet)
                if own:
                    items += own
                    costs.append(price)
                    continue
            if spot is None:
                costs.append(UNNAMED)
                continue
            sheet.taken.append(spot.box)
            items += _written(scene, place, spot)
            costs.append(spot.cost)
    return _Arrangement(items, sum(costs), max(costs, default=0.0), sheet)


def _led(scene: MapScene, place: Place, blocks: Sequence[_Block], sheet: Sheet) -> tuple[list[Item], float]:
    """The name of a town at the end of a leader, not far from its dot, and what it costs; nothing if there is no place."""
    ways = [it for it in blocks if not it.tail]
    for block in ways:
        wide = max(width_of(line, block.size, face) for line, face in zip(block.lines, FACES, strict=False))
        target = shapely.Point(at(scene, place))
        items = list(with_leader(scene, sheet, target, list(block.lines), wide, near=True, size=block.size))
        if items:
            return items, LED + (SHORTENED if block.cost == SHORTENED else 0.0)
    return [], 0.0


def _lines_that_matter(scene: MapScene) -> tuple[tuple[BaseGeometry, float], ...]:
    """The front, the edges of corridors and rings; and the outlines inside land: with what it costs to lie on them."""
    heavy = [scene.land.front, scene.marks.on_edges, scene.marks.around]
    if "corridors" in scene.layers:
        heavy += [area.boundary for _, area in scene.land.corridors]
    found = []
    for lines, cost in ((heavy, LINE_CROSSED), (list(scene.marks.inside.values()), OUTLINE_CROSSED)):
        shown = [shapely.clip_by_rect(it, *scene.view.box) for it in lines]
        strip = shapely.union_all(shown).buffer(BESIDE_LINE, quad_segs=1)
        shapely.prepare(strip)
        found.append((strip, cost))
    return tuple(found)


def _blocks(scene: MapScene, naming: Naming, place: Place, zoom: float, *, always: bool) -> list[_Block]:
    """The ways to write the names: both in one line, both in two, the first alone; none if it is not to be named."""
    first = writable(naming.first(place.names))
    close = not is_tall(scene.view)
    if not always and (
        (close and zoom < NAME_ZOOM[place.rank])
        or (len(first) > LONG_NAME and place.rank > LARGE_RANK and zoom < LONG_NAME_ZOOM)
    ):
        return []
    if scene.is_faded(place.id) and place.rank > LARGE_RANK and not (close and zoom >= LONG_NAME_ZOOM):
        return []
    said = naming.second(place.names) if zoom >= BOTH_NAMES_ZOOM[place.rank] else None
    second = writable(said) if said else ""
    size = max(LEAST, NAME_SIZE[place.rank])
    face = "medium" if place.rank <= STRONG_NAME_RANK else "sans"
    alone = width_of(first, size, face)
    if not second:
        return [_Block((first,), "", alone, size, 0.0)]
    tail = width_of(f"n · {second}", size) - width_of("n", size)
    both = _Block((first,), f"· {second}", alone + tail, size, 0.0)
    shortened = _Block((first,), "", alone, size, SHORTENED)
    if place.rank > LARGE_RANK and len(scene.dots_at) > FEW:
        # among many others a name that is long by itself has no room for a second beside it
        return [both, shortened] if len(first) <= LONG_NAME else [replace(shortened, cost=0.0)]
    stacked = max(alone, width_of(second, size))
    in_two = _Block((first, second), "", stacked, size, STACKED)
    return [in_two, shortened] if len(first) > LONG_NAME else [both, in_two, shortened]


def _best(
    scene: MapScene, place: Place, blocks: Sequence[_Block], sheet: Sheet, lines: _Lines
) -> _Spot | None:
    """Where at its dot the name costs least; ``None`` if there is no free place, and for a village if all cover the dots of others."""
    x, y, r = *at(scene, place), radius(scene, place)
    # the rings of the settlement itself keep its name at a distance
    if has_unknown_extent(scene, place):
        r += RING_GAP
    r = max([r, *(it.bounds[2] - x + 2 for it in scene.marks.rings if shapely.contains_xy(it, x, y))])
    others = [
        dot
        for key, dot in scene.dots_at.items()
        if key != place.id and abs(dot[0] - x) < 200 and abs(dot[1] - y) < 50
    ]
    best: _Spot | None = None
    for block in blocks:
        if best is not None and best.cost <= block.cost:
            break
        tried = [(left, base, lean, _box(left, base, block)) for left, base, lean in _places(x, y, r, block)]
        free = [it for it in tried if sheet.is_free(it[3])]
        if not free:
            continue
        under = fills_under(scene, [it[3] for it in free])
        boxes = shapely.box(*np.array([it[3] for it in free]).T)
        crossed = np.max([price * shapely.intersects(it, boxes) for it, price in lines], axis=0).tolist()
        for index, ((left, base, lean, box), fills) in enumerate(zip(free, under, strict=True)):
            cost = block.cost + FARTHER * index
            cost += crossed[index]
            near = min((_distance(box, *other) for other in others), default=BESIDE_DOT)
            cost += COVERS if near < COVERED else AT_ANOTHER * (near < BESIDE_DOT)
            cost += ON_STRIPES if fills == (None,) else FILLS_MIXED * _are_apart(fills)
            if best is None or cost < best.cost:
                best = _Spot(cost, block, left, base, lean, box, fills)
    if best is None or place.rank <= LARGE_RANK or place.id in scene.marked | scene.of_day:
        return best
    hides = any(_distance(best.box, *other) < COVERED for other in others)
    return None if hides else best


def _box(left: float, base: float, block: _Block) -> Box:
    size = block.size
    return left - 2, base - size * 0.92, left + block.wide + 2, base + block.high + size * 0.32


def _distance(box: Box, x: float, y: float) -> float:
    """How far a point lies from a box."""
    across, down = max(box[0] - x, 0.0, x - box[2]), max(box[1] - y, 0.0, y - box[3])
    return math.hypot(across, down)


def _are_apart(fills: Sequence[str | None]) -> bool:
    """Whether some of these fills can be told apart at a glance."""
    return len(fills) > 1 and (
        None in fills
        or any(
            contrast(one, other) > APART for one, other in itertools.combinations(fills, 2) if one and other
        )
    )


def _written(scene: MapScene, place: Place, spot: _Spot) -> Iterator[TextRun]:
    block, left, base = spot.block, spot.left, spot.base
    face = "medium" if place.rank <= STRONG_NAME_RANK else "sans"
    color, halo = letters_over(scene, *spot.fills)
    size, lean = block.size, "end" if spot.lean == "end" else "start"
    for index, line in enumerate(block.lines):
        wide = width_of(line, size, "sans" if index else face)
        start = left + LEANS[spot.lean] * (block.wide - wide if not block.tail else 0.0)
        below = base + index * size * LEADING
        yield TextRun(
            line,
            start,
            below,
            size,
            "sans" if index else face,
            color,
            halo=halo,
            follows=index > 0,
            lean=lean,
        )
    if block.tail:
        after = left + width_of(block.lines[0], size, face) + width_of("n ·", size) - width_of("n·", size)
        yield TextRun(block.tail, after, base, size, "sans", color, halo=halo, follows=True, lean=lean)


LEANS = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of what a shorter line leaves free lies before it, by the side on which the dot is."""


def _places(x: float, y: float, r: float, block: _Block) -> Iterator[tuple[float, float, str]]:
    """Where a name may begin at a dot, its base line and the side that it leans on, best first.

    Right, left, above, below, the four corners.
    """
    size, wide, high = block.size, block.wide, block.high
    gap, shift = r + 3, size * 0.55
    middle = y + size * 0.33 - high / 2
    right, left, centre = x + gap, x - gap - wide, x - wide / 2
    yield right, middle, "start"
    yield left, middle, "end"
    yield centre, y - gap - 1 - high, "middle"
    yield centre, y + gap + size * 0.8, "middle"
    for side, lean in ((right, "start"), (left, "end")):
        yield side, middle - shift - high / 2, lean
        yield side, middle + shift + high / 2, lean
