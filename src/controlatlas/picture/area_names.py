"""The names of the actors on the land that they hold."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from ..records.model import say
from .drawing import TextRun
from .fonts import width_of, writable
from .land import QUIET
from .map_layers import MapScene
from .smooth import polygons
from .spots import Sheet, free_spot, ground_of, letters_over

NAMED_SHARE = 0.04
"""An area that takes at least this share of the map has the name of its actor on it."""

AREA_NAME = 16.0
"""Height of the letters of such a name."""


def area_names(scene: MapScene, sheet: Sheet) -> Iterator[TextRun]:
    """The names of the actors, each on the areas of it that take a good part of the map, where there is room."""
    for actor, fill, part in named_parts(scene):
        name = writable(say(scene.dataset.actors[actor].names_on(scene.day), scene.language))
        spot = free_spot(part, sheet, width_of(name, AREA_NAME, "medium"), AREA_NAME)
        if spot is not None:
            x, y = spot
            color, halo = letters_over(scene, fill)
            yield TextRun(name, x, y + AREA_NAME * 0.35, AREA_NAME, "medium", color, "middle", halo)


def named_parts(scene: MapScene) -> Iterator[tuple[str, str, BaseGeometry]]:
    """The parts of land that take a good part of the map: whose each is, its fill, and its shape."""
    box = shapely.box(*scene.view.box)
    others = shapely.union_all([*scene.land.unsure.values(), *(it for _, it in scene.land.corridors)])
    for (actor, look, *_), area in scene.land.areas.items():
        if look == QUIET:
            continue
        fill = ground_of(scene.palette, actor, look)
        for part in polygons(area.intersection(box).difference(others)):
            if part.area >= NAMED_SHARE * box.area:
                yield actor, fill, part
