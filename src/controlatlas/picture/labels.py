"""The names on the map of a picture: the most important first, none on another, none over the edge."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import shapely

from ..language.naming import Naming
from ..records.model import ContextShape, Dataset, District, Place, drawn_on, say
from ..style.label_point import clear_land, label_point
from ..style.marks import (
    AREA_NAMES,
    BOTH_NAMES_ZOOM,
    COUNTRY_NAME_UNTIL,
    DISTRICT_NAME_ZOOM,
    LARGE_RANK,
    LONG_NAME,
    LONG_NAME_ZOOM,
    NAME_SIZE,
    NAME_ZOOM,
    SOFT_NAME_RANK,
    STRONG_NAME_RANK,
    AreaName,
)
from .drawing import Box, TextRun, overlap
from .fonts import width_of, writable
from .map_layers import MapScene, at, radius, settlements
from .viewport import Viewport

DENSITIES: Mapping[str, float | None] = {"none": None, "few": -1.2, "some": 0.0, "many": 1.3}
"""How many names: by how much the map counts as closer than it is; ``None`` names no settlement."""


@dataclass
class _Sheet:
    """The boxes that are taken, inside the box of the map."""

    frame: Box
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> bool:
        """Take a box if it is free and inside; say whether it was."""
        left, top, right, bottom = self.frame
        inside = box[0] >= left and box[1] >= top and box[2] <= right and box[3] <= bottom
        if not inside or any(overlap(box, other) for other in self.taken):
            return False
        self.taken.append(box)
        return True


def names(scene: MapScene, naming: Naming, density: str, keep_clear: tuple[Box, ...] = ()) -> list[TextRun]:
    """The names of a map: countries, lakes, settlements, districts. ``keep_clear`` are boxes with something else in them."""
    left, top, right, bottom = scene.view.box
    sheet = _Sheet((left + 3, top + 3, right - 3, bottom - 3), list(keep_clear))
    page = scene.palette.page
    found: list[TextRun] = []
    if scene.view.zoom < COUNTRY_NAME_UNTIL:
        for country in scene.dataset.context.countries:
            found += _wide(scene, country, sheet, AREA_NAMES["country"], "serif", page("soft"))
    for lake in scene.dataset.context.lakes:
        found += _wide(scene, lake, sheet, AREA_NAMES["lake"], "italic", page("water-ink"))
    shift = DENSITIES[density]
    if shift is not None and "settlements" in scene.layers:
        found += _settlements(scene, naming, sheet, scene.view.zoom + shift)
    if "districts" in scene.layers and scene.view.zoom >= DISTRICT_NAME_ZOOM and density in ("some", "many"):
        for district in scene.dataset.districts:
            if drawn_on(district, scene.day):
                found += _wide(scene, district, sheet, AREA_NAMES["district"], "sans", page("soft"))
    return found


def _settlements(scene: MapScene, naming: Naming, sheet: _Sheet, zoom: float) -> Iterator[TextRun]:
    seen = settlements(scene)
    marked = [place for place in seen if place.id in scene.marked]
    rest = [place for place in seen if place.id not in scene.marked]
    for place in seen:
        if place.rank <= LARGE_RANK:
            x, y, r = *at(scene, place), radius(scene, place)
            sheet.taken.append((x - r, y - r, x + r, y + r))
    for place in (*marked[:12], *rest):
        first = writable(naming.first(place.names))
        if place not in marked and (
            zoom < NAME_ZOOM[place.rank]
            or (len(first) > LONG_NAME and place.rank > LARGE_RANK and zoom < LONG_NAME_ZOOM)
        ):
            continue
        if scene.is_faded(place.id) and place.rank > LARGE_RANK:
            continue
        second = naming.second(place.names) if zoom >= BOTH_NAMES_ZOOM[place.rank] else None
        yield from _named(scene, place, first, writable(second) if second else None, sheet)


def _named(scene: MapScene, place: Place, first: str, second: str | None, sheet: _Sheet) -> Iterator[TextRun]:
    """The name at the dot, with the other side's form if there is room for both, or nothing."""
    size = NAME_SIZE[place.rank]
    face = "medium" if place.rank <= STRONG_NAME_RANK else "sans"
    x, y, r = *at(scene, place), radius(scene, place)
    page = scene.palette.page
    color = page("soft") if place.rank >= SOFT_NAME_RANK else page("ink")
    halo = page("paper")
    tail = f" · {second}" if second else ""
    for extra in dict.fromkeys((tail, "")):
        wide = width_of(first, size, face) + (
            width_of(f"n{extra}", size) - width_of("n", size) if extra else 0
        )
        for left, base in _spots(x, y, r, wide, size):
            if sheet.take((left - 2, base - size * 0.92, left + wide + 2, base + size * 0.32)):
                yield TextRun(first, left, base, size, face, color, halo=halo)
                if extra:
                    start = left + wide - (width_of(f"n{extra}", size) - width_of("n", size))
                    gap = width_of("n ·", size) - width_of("n·", size)
                    yield TextRun(extra.strip(), start + gap, base, size, "sans", page("soft"), halo=halo)
                return


def _spots(x: float, y: float, r: float, wide: float, size: float) -> Iterator[tuple[float, float]]:
    """Where a name may begin at a dot, and its base line, best first: right, left, above, below, the four corners."""
    gap, middle, shift = r + 3, y + size * 0.33, size * 0.55
    right, left, centre = x + gap, x - gap - wide, x - wide / 2
    yield right, middle
    yield left, middle
    yield centre, y - gap - 1
    yield centre, y + gap + size * 0.8
    for side in (right, left):
        yield side, middle - shift
        yield side, middle + shift


def _wide(
    scene: MapScene,
    shape: ContextShape | District,
    sheet: _Sheet,
    look: AreaName,
    face: str,
    color: str,
) -> Iterator[TextRun]:
    """The name of an area in spaced capitals, in the middle of what is seen of it."""
    name = writable(say(shape.names, scene.language).upper())
    spot = _label_spot(scene.dataset, scene.view, shape.id, shape.geometry)
    if not name or spot is None:
        return
    x, y = spot
    size, spacing = look.size, look.spacing
    wide = width_of(name, size, face, spacing)
    left, _, right, _ = sheet.frame
    if face == "serif":
        x = min(max(x, left + 8 + wide / 2), right - 8 - wide / 2)
    if sheet.take((x - wide / 2 - 3, y - size * 0.8, x + wide / 2 + 3, y + size * 0.6)):
        halo = None if face == "italic" else scene.palette.page("paper")
        yield TextRun(name, x, y + size * 0.35, size, face, color, "middle", halo, spacing)


@functools.lru_cache(maxsize=512)
def _label_spot(
    dataset: Dataset, view: Viewport, key: str, geometry: shapely.Geometry
) -> tuple[float, float] | None:
    """A point well inside what is seen of an area, beside the areas of control if there is room."""
    south, west, north, east = view.bounds
    down, across = (north - south) * 0.04, (east - west) * 0.04
    seen = south + down, west + across, north - down, east - across
    found = label_point(geometry, seen, clear_of=clear_land(dataset))
    return None if found is None else view.point(*found)
