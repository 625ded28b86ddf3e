"""Where on a map something lies, in words: in the north, in the middle, nearly everywhere."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel.lists import format_list

from ..measure.in_view import Bounds, InView
from ..records.model import Standing
from .catalogue import Translator, mark

SECTORS = (
    (mark("the north-west"), mark("the north"), mark("the north-east")),
    (mark("the west"), mark("the middle"), mark("the east")),
    (mark("the south-west"), mark("the south"), mark("the south-east")),
)
"""The parts of a map in three rows and three columns, as they are called."""

PARTS = (
    (mark("part of the north-west"), mark("part of the north"), mark("part of the north-east")),
    (mark("part of the west"), mark("part of the middle"), mark("part of the east")),
    (mark("part of the south-west"), mark("part of the south"), mark("part of the south-east")),
)
"""The same where somebody has some of it, and not most."""

SIDES = (
    (mark("all of the north"), mark("most of the north"), frozenset({(0, 0), (0, 1), (0, 2)})),
    (mark("all of the south"), mark("most of the south"), frozenset({(2, 0), (2, 1), (2, 2)})),
    (mark("all of the west"), mark("most of the west"), frozenset({(0, 0), (1, 0), (2, 0)})),
    (mark("all of the east"), mark("most of the east"), frozenset({(0, 2), (1, 2), (2, 2)})),
)
"""Whole rows and columns, as they are called where somebody has all of them, and most of each of their parts."""

NEARLY_ALL, NEARLY_EACH = mark("nearly all of the land"), mark("nearly all of the places")
SCATTERED = mark("scattered over the map")

MOST = 0.6
"""The share of a part's land from which the part is said to be somebody's."""

MUCH = 0.3
"""The share of what somebody has from which a part is named that is mostly another's."""

ALL = 0.85
"""The share of all land from which it is nearly all."""

WHOLE = 0.99
"""The share of the land of a side of the map from which it is all of that side."""

MAINLY = 2 / 3
"""The share of what somebody has that lies in the parts named, at least."""

MOST_PARTS = 3
"""What lies in more parts than this, beside those that are mostly its own, is scattered."""

NARROW = 0.5
"""Land less wide than so much of its height, or less high, has no sides of its own in that direction: it lies in the middle."""

Sector = tuple[int, int]


class Whereabouts:
    """The land in view on a day by the part in which it lies, of the map or of what is counted; settlements where there is no land.

    ``told``: whether a part has been named.
    """

    def __init__(self, view: InView, day: dt.date) -> None:
        self.told = False
        self.land: defaultdict[Sector, float] = defaultdict(float)
        self.own: defaultdict[tuple[str, Standing], defaultdict[Sector, float]] = defaultdict(
            lambda: defaultdict(float)
        )
        state = view.state(day)
        middles = {key: self._middle(view, key) for key in view.weights if key in state}
        self.by_land = any(view.weights[key].m2 for key in middles)
        placed = {
            key: at
            for key, at in middles.items()
            if at is not None and bool(view.weights[key].m2) == self.by_land
        }
        for key, sector in _sectors(placed, None if is_within(view) else view.box).items():
            weight = float(view.weights[key].m2 or view.weights[key].settlements)
            self.land[sector] += weight
            self.own[state[key].actor, state[key].standing][sector] += weight

    @staticmethod
    def _middle(view: InView, key: str) -> tuple[float, float] | None:
        """Longitude and latitude of a place, of a cell that the map cuts of its part inside, about."""
        shape = view.dataset.places[key].geometry
        if shape is None:
            return None
        west, south, east, north = shape.bounds
        if view.box is not None:
            west, south = max(west, view.box[1]), max(south, view.box[0])
            east, north = min(east, view.box[3]), min(north, view.box[2])
        return (west + east) / 2, (south + north) / 2

    def of(self, actor: str, standing: Standing, t: Translator) -> str:
        """Where what an actor has with a standing lies; empty if it has nothing."""
        own = self.own.get((actor, standing))
        if not own:
            return ""
        if sum(own.values()) >= ALL * sum(self.land.values()):
            return t(NEARLY_ALL if self.by_land else NEARLY_EACH)
        mine = {it for it, weight in own.items() if weight >= MOST * self.land[it]}
        some = set[Sector]()
        if not mine:
            some = {it for it, weight in own.items() if weight >= MUCH * sum(own.values())}
        many = len(some)
        for sector in sorted(own, key=lambda it: (-own[it], it)):
            if sum(own[it] for it in mine | some) >= MAINLY * sum(own.values()):
                break
            if sector not in mine:
                some.add(sector)
        if len(some) > many + MOST_PARTS:
            return t(SCATTERED)
        self.told = True
        names = [*self._sides(own, mine), *(PARTS[row][column] for row, column in sorted(some))]
        return str(format_list([t(name) for name in names], locale=t.locale))

    def _sides(self, own: Mapping[Sector, float], mine: Iterable[Sector]) -> list[str]:
        """The names of parts that are mostly somebody's, a whole row or column in one."""
        left, found = set(mine), []
        for every, most, side in SIDES:
            if side <= left:
                of_all = sum(own[it] for it in side) / sum(self.land[it] for it in side)
                found.append(every if of_all >= WHOLE else most)
                left -= side
        return [*found, *(SECTORS[row][column] for row, column in sorted(left))]


def is_within(view: InView) -> bool:
    """Whether parts are those of the land that is counted: of a group, or most of all land; else they are those of the map."""
    return view.box is None or view.counts_group or view.shows_most


def _sectors(placed: dict[str, tuple[float, float]], box: Bounds | None) -> dict[str, Sector]:
    """The row, from the north, and the column, from the west, in which each place lies: of a box, or of what all of them take."""
    if not placed:
        return {}
    west, east = (f(at[0] for at in placed.values()) for f in (min, max))
    south, north = (f(at[1] for at in placed.values()) for f in (min, max))
    if box is not None:
        south, west, north, east = box
    shrink = max(math.cos(math.radians((south + north) / 2)), 1e-3)
    wide, high = (east - west) * shrink, north - south
    column, row = _Thirds(west, east, wide >= NARROW * high), _Thirds(north, south, high >= NARROW * wide)
    return {key: (row.of(y), column.of(x)) for key, (x, y) in placed.items()}


@dataclass(frozen=True, slots=True)
class _Thirds:
    """The thirds of what lies between two numbers; all of it is the middle one where it is not ``wide`` enough."""

    first: float
    last: float
    wide: bool

    def of(self, value: float) -> int:
        """The third in which a number lies, from 0."""
        if not self.wide or self.first == self.last:
            return 1
        return min(2, int((value - self.first) / (self.last - self.first) * 3))
