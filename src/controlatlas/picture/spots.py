"""Where words find room on a map: beside what is there already, on land of one fill, or at the end of a leader."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
import shapely.ops
from shapely.geometry.base import BaseGeometry

from ..records.model import Dataset
from ..style.palette import Palette
from ..style.swatches import BLACK, WHITE, letters_on, mix
from .drawing import Box, Dot, Item, TextRun, VectorPath, overlap
from .land import AGREED, KEPT, QUIET
from .map_layers import MapScene, stroke_of
from .smooth import polygons
from .surroundings import part_in, surroundings
from .viewport import Viewport

LEADER_NAME = 12.0
"""Height of the letters of a name with a leader."""

SHORT_LENGTHS = (16.0, 30.0, 45.0, 60.0)
"""The same for the name of a town, which has a dot beside it wherever there is room."""

RING_WIDTH = 11.0
"""How far from the middle of a town that is named by its own dot a leader ends, in pixels."""

LEADER_CLEAR = 2.0
"""So far beside a name with a leader, in pixels, no other fill begins."""

LEADER_SHIFTS = (0, 30, -30, 60, -60, 90, -90, 120, -120, 160, -160)
"""How far above or below."""

LONGEST_LEADER = 0.3
"""How long a leader is at the most, in parts of the width of its map: from farther off nobody finds the place."""

LEADER_LENGTHS = (50.0, 80.0, 120.0, 170.0, 230.0)
"""How far beside what they name such names are tried, in pixels."""


@dataclass
class Sheet:
    """The boxes that are taken, inside the box of the map, and the leaders drawn so far."""

    frame: Box
    taken: list[Box] = field(default_factory=list)
    leaders: list[BaseGeometry] = field(default_factory=list)

    def is_free(self, box: Box) -> bool:
        """Whether a box is inside, and on no other and no leader."""
        left, top, right, bottom = self.frame
        inside = box[0] >= left and box[1] >= top and box[2] <= right and box[3] <= bottom
        if not inside or any(overlap(box, other) for other in self.taken):
            return False
        return not self.leaders or not shapely.intersects(self.leaders, shapely.box(*box)).any()

    def copy(self) -> Sheet:
        """A sheet with the same on it, to try something on."""
        return Sheet(self.frame, list(self.taken), list(self.leaders))

    def take(self, box: Box) -> bool:
        """Take a box if it is free; say whether it was."""
        free = self.is_free(box)
        if free:
            self.taken.append(box)
        return free


def with_leader(
    scene: MapScene,
    sheet: Sheet,
    target: BaseGeometry,
    lines: list[str],
    wide: float,
    *,
    near: bool = False,
    size: float = LEADER_NAME,
) -> Iterator[Item]:
    """Lines of text at the nearest free place on land of one fill, and a line to a dot on what they name; nothing where that lies far off.

    ``near``: at the end of a short leader, or not at all.
    """
    x, y = target.x, target.y
    high = size * 1.16 * len(lines)
    others = [it for it in sheet.taken if not (it[0] <= x <= it[2] and it[1] <= y <= it[3])]
    dotted = len(others) < len(sheet.taken)  # a town has a dot of its own, and perhaps a ring
    lengths = SHORT_LENGTHS if near else LEADER_LENGTHS
    ways = sorted(itertools.product(lengths, (-1, 1), LEADER_SHIFTS), key=_by_length)
    longest = LONGEST_LEADER * (sheet.frame[2] - sheet.frame[0])
    for far, side, down in ways:
        if math.hypot(far, down) > longest:
            break  # they are sorted by it
        if near and abs(down) > max(lengths):
            continue
        left = x - far - wide if side < 0 else x + far
        box = (left - 3, y + down - high / 2 - 2, left + wide + 3, y + down + high / 2 + 2)
        end = (box[2] if side < 0 else box[0], y + down)
        line = shapely.LineString([(x, y), end])
        if dotted:
            line = shapely.ops.substring(line, RING_WIDTH, line.length)
        if not sheet.is_free(box) or any(line.intersects(shapely.box(*it)) for it in others):
            continue
        if any(line.intersects(it) for it in sheet.leaders):
            continue
        fill = fill_under(scene, (box[0] - LEADER_CLEAR, box[1], box[2] + LEADER_CLEAR, box[3]), 7)
        if fill is not None:
            sheet.taken.append(box)
            sheet.leaders.append(line)
            color, halo = letters_over(scene, fill)
            ink, paper = scene.palette.page("front"), scene.palette.page("casing")
            yield VectorPath(line, **stroke_of("leader-casing", paper))
            yield VectorPath(line, **stroke_of("leader", ink))
            if not dotted:
                yield Dot(x, y, 2.4, ink, paper, 0.8)
            for index, text in enumerate(lines):
                base = box[1] + 2 + size * (0.92 + 1.16 * index)
                at_x, anchor = (left + wide, "end") if side < 0 else (left, "start")
                face = "medium" if index == 0 else "sans"
                yield TextRun(text, at_x, base, size, face, color, anchor, halo)
            return


def _by_length(way: tuple[float, int, float]) -> tuple[float, float, int]:
    """Short leaders first, and of two as long the one that falls or rises less."""
    far, side, down = way
    return math.hypot(far, down), abs(down), side


def free_spot(area: BaseGeometry, sheet: Sheet, wide: float, high: float) -> tuple[float, float] | None:
    """The middle of the largest place in an area for a line of text, beside all boxes that are taken."""
    half_wide, half_high = wide / 2 + 6, high / 2 + 4
    for simple in (area.simplify(2.0),):
        free = simple.difference(shapely.union_all([shapely.box(*it) for it in sheet.taken]))
        # seen narrower by as much as the text is wider than high, a circle that fits is a place that fits
        narrow = shapely.transform(free, lambda it: it * (half_high / half_wide, 1.0))
        parts = polygons(narrow)
        if not parts:
            return None
        circles = [shapely.maximum_inscribed_circle(part, tolerance=1.0) for part in parts]
        best = max(circles, key=lambda it: float(it.length))
        if best.length < half_high * 1.1:
            return None
        x, y = best.coords[0]
        x *= half_wide / half_high
        if sheet.take((x - half_wide, y - half_high, x + half_wide, y + half_high)):
            return float(x), float(y)
    return None


def letters_over(scene: MapScene, *fills: str | None) -> tuple[str, str]:
    """Letters that can be read on a fill, or on each of several, and a halo in a tone of it; where none can, ink on paper."""
    page = scene.palette.page
    found = {it for it in fills if it is not None}
    colors = {letters_on(it) for it in found}
    if len(colors) != 1 or None in fills:
        return page("ink"), page("paper")
    color, fill = colors.pop(), min(found)
    return color, mix(fill, BLACK if color == WHITE else WHITE, 0.8)


def fill_under(scene: MapScene, box: Box, columns: int = 4) -> str | None:
    """The fill on which all of a box lies, as far as some points in it tell; ``None`` if there are several or stripes."""
    (fills,) = fills_under(scene, [box], columns)
    return fills[0] if len(fills) == 1 else None


def fills_under(scene: MapScene, boxes: Sequence[Box], columns: int = 4) -> list[tuple[str | None, ...]]:
    """The fills that lie under each of some boxes, as far as some points in them tell; ``None`` are stripes."""
    if not boxes:
        return []
    across = np.repeat(np.linspace(0, 1, columns), 3)
    left, top, right, bottom = np.array(boxes).T[:, :, None]
    xs = left + 3 + (right - left - 6) * across
    ys = np.where(
        np.arange(3 * columns) % 3 == 0,
        top + 2,
        np.where(np.arange(3 * columns) % 3 == 1, (top + bottom) / 2, bottom - 2),
    )
    grounds = _grounds(scene)
    areas = np.array([None, *(area for area, _ in grounds)], dtype=object)
    inside = shapely.contains_xy(areas[:, None, None], xs, ys)
    found = (inside * np.arange(len(areas))[:, None, None]).max(axis=0)  # the uppermost
    fills = [scene.palette.page("land"), *(fill for _, fill in grounds)]
    return [tuple(dict.fromkeys(fills[index] for index in row)) for row in found]


def _grounds(scene: MapScene) -> list[tuple[BaseGeometry, str | None]]:
    """The lakes and the areas of the mosaic from below with the fill on which letters stand; ``None`` are stripes."""
    water: list[tuple[BaseGeometry, str | None]] = [
        (it, scene.palette.page("water")) for it in _lakes(scene.dataset, scene.view)
    ]
    if "mosaic" not in scene.layers:
        return water
    palette = scene.palette
    held = [(area, ground_of(palette, actor, look)) for (actor, look, *_), area in scene.land.areas.items()]
    striped = [(area, None) for area in scene.land.unsure.values()]
    roads = [(area, palette.ground(actor)) for actor, area in scene.land.corridors]
    return [*water, *held, *striped, *roads]


def ground_of(palette: Palette, actor: str, look: str) -> str:
    """The colour on which letters stand on land of an actor, by what the land is to it (``Land.areas``)."""
    if look in (QUIET, KEPT):
        return palette.tint(actor)
    return palette.agreed(actor) if look == AGREED else palette.ground(actor)


@functools.lru_cache(maxsize=16)
def _lakes(dataset: Dataset, view: Viewport) -> tuple[BaseGeometry, ...]:
    """The lakes that reach into a map, on the picture."""
    shown = (part_in(view.box, it) for it in surroundings(dataset, view).lakes)
    found = tuple(it for it in shown if not it.is_empty)
    shapely.prepare(found)
    return found
