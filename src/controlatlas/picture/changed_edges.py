"""What changed and looks as it would if it had not: corridors, and land of an actor whose pattern has no paler form.

Its edge is drawn, so that what is new can be told from what is as before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from .land import substantial_edge
from .regions import CLOSE, HOLE, TOLERANCE
from .smooth import one_region

THIN = 3.0
"""Land that is nowhere twice as wide as this, in pixels, is left over beside a corridor and looks like its edge."""


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """A cell or a corridor on the picture: its holder, its shape, whether it is ``new`` to the holder."""

    holder: str
    shape: BaseGeometry
    new: bool
    corridor: bool


def changed_edges(parts: Sequence[Part], *, all_new: bool) -> Mapping[str, BaseGeometry]:
    """The edges of what is new, by its holder, where that also has something that is as before; ``all_new``: wherever it is."""
    roads = shapely.union_all([it.shape for it in parts if it.corridor])
    found = {}
    for holder in sorted({it.holder for it in parts if it.new}):
        own = [it for it in parts if it.holder == holder]
        new = _together([it for it in own if it.new], roads)
        old = _together([it for it in own if not it.new], roads)
        if all_new or not old.is_empty:
            found[holder] = substantial_edge(new)
    return {holder: edge for holder, edge in found.items() if not edge.is_empty}


def _together(parts: Sequence[Part], roads: BaseGeometry) -> BaseGeometry:
    """Corridors as they are, and the cells that lie beside all of them as one region."""
    cells = shapely.coverage_union_all([it.shape for it in parts if not it.corridor]).difference(roads)
    cells = cells.buffer(-THIN).buffer(THIN).intersection(cells)
    region = one_region(cells, close=CLOSE / 2, open_=TOLERANCE, least=0, hole=HOLE)
    return shapely.union_all([region, *(it.shape for it in parts if it.corridor)])
