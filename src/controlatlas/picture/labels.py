"""The names on the map of a picture: the most important first, none on another, none over the edge."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

import shapely

from ..language.capitals import capitals
from ..language.naming import Naming
from ..records.model import ContextShape, Dataset, District, Layer, Place, drawn_on, say
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
    STRONG_NAME_RANK,
    AreaName,
)
from .drawing import LEAST, Box, Item, TextRun
from .fonts import width_of, writable
from .graticule import net_names
from .land import AGREED, QUIET
from .map_layers import MapScene, areas_in_view, at, is_tall, radius, settlements
from .notes import notes
from .regions import mosaic
from .smooth import polygons
from .spots import LEADER_NAME, Sheet, fill_under, free_spot, letters_over, with_leader
from .viewport import Viewport

DENSITIES: Mapping[str, float | None] = {"none": None, "few": -1.2, "some": 0.0, "many": 1.3}
"""How many names: by how much the map counts as closer than it is; ``None`` names no settlement."""


NAMED_SHARE = 0.04
"""An area that takes at least this share of the map has the name of its actor on it."""

AREA_NAME = 16.0
"""Height of the letters of such a name."""


def names(scene: MapScene, naming: Naming, density: str, keep_clear: tuple[Box, ...] = ()) -> list[Item]:
    """The names of a map: countries, lakes, settlements, actors, districts. ``keep_clear`` are boxes with something else in them."""
    left, top, right, bottom = scene.view.readable
    sheet = Sheet((left + 3, top + 3, right - 3, bottom - 3), list(keep_clear))
    page = scene.palette.page
    found: list[Item] = []
    if scene.view.zoom < COUNTRY_NAME_UNTIL:
        for country in scene.dataset.context.countries:
            found += _wide(scene, country, sheet, AREA_NAMES["country"], "serif", page("soft"))
    for lake in scene.dataset.context.lakes:
        found += _wide(scene, lake, sheet, AREA_NAMES["lake"], "italic", page("water-ink"))
    shift = DENSITIES[density]
    if shift is not None and "settlements" in scene.layers:
        found += _settlements(scene, naming, sheet, scene.view.zoom + shift)
    if "mosaic" in scene.layers and density != "none":
        found += area_names(scene, sheet)
    tall = is_tall(scene.view)
    if "corridors" in scene.layers and tall and density != "none":
        found += corridor_names(scene, naming, sheet)
    if "mosaic" in scene.layers and density != "none":
        found += notes(scene, naming, sheet)
    if scene.view.projection.fitted:
        found += net_names(scene.palette, scene.view, sheet)
    if "districts" in scene.layers and not tall and scene.view.zoom >= DISTRICT_NAME_ZOOM:
        for district in scene.dataset.districts:
            if drawn_on(district, scene.day) and density in ("some", "many"):
                found += _wide(scene, district, sheet, AREA_NAMES["district"], "sans", page("soft"))
    return found


def area_names(scene: MapScene, sheet: Sheet) -> Iterator[TextRun]:
    """The names of the actors, each on the largest of its areas that takes a good part of the map, where there is room."""
    box = shapely.box(*scene.view.box)
    for (actor, look, *_), area in scene.land.areas.items():
        if look == QUIET:
            continue
        name = writable(say(scene.dataset.actors[actor].names, scene.language))
        fill = scene.palette.agreed(actor) if look == AGREED else scene.palette.ground(actor)
        shown = area.intersection(box)
        others = [*scene.land.unsure.values(), *(it for _, it in scene.land.corridors)]
        shown = shown.difference(shapely.union_all(others))
        for part in polygons(shown):
            if part.area < NAMED_SHARE * box.area:
                continue
            spot = free_spot(part, sheet, width_of(name, AREA_NAME, "medium"), AREA_NAME)
            if spot is not None:
                x, y = spot
                color, halo = letters_over(scene, fill)
                yield TextRun(name, x, y + AREA_NAME * 0.35, AREA_NAME, "medium", color, "middle", halo)


def corridor_names(scene: MapScene, naming: Naming, sheet: Sheet) -> Iterator[Item]:
    """On a map on which a corridor is too narrow for a name: its name and controller beside it, with a leader to it."""
    told: set[str] = set()
    for place in areas_in_view(scene.dataset, scene.view):
        look = scene.look(place.id)
        if place.layer is not Layer.CORRIDOR or look is None or look[0] in told or not scene.drawn(place):
            continue
        told.add(look[0])
        corridor = shapely.union_all([area for actor, area in scene.land.corridors if actor == look[0]])
        target = corridor.intersection(shapely.box(*scene.view.box)).representative_point()
        lines = [
            naming.first(place.names).partition(",")[0],
            say(scene.dataset.actors[look[0]].names, scene.language),
        ]
        lines = [writable(line) for line in lines]
        wide = max(width_of(line, LEADER_NAME, "medium") for line in lines)
        yield from with_leader(scene, sheet, target, lines, wide)


def _settlements(scene: MapScene, naming: Naming, sheet: Sheet, zoom: float) -> Iterator[TextRun]:
    seen = settlements(scene)
    tall = is_tall(scene.view)
    marked = [place for place in seen if place.id in scene.marked | scene.today]
    rest = [place for place in seen if place not in marked]
    for place in seen:
        if place.rank <= LARGE_RANK or tall:
            x, y, r = *at(scene, place), radius(scene, place)
            sheet.taken.append((x - r, y - r, x + r, y + r))
    for place in (*marked[:12], *rest):
        first = writable(naming.first(place.names))
        if place not in marked and (
            (not tall and zoom < NAME_ZOOM[place.rank])
            or (len(first) > LONG_NAME and place.rank > LARGE_RANK and zoom < LONG_NAME_ZOOM)
        ):
            continue
        if scene.is_faded(place.id) and place.rank > LARGE_RANK:
            continue
        second = naming.second(place.names) if zoom >= BOTH_NAMES_ZOOM[place.rank] else None
        yield from _named(scene, place, first, writable(second) if second else None, sheet)


def _named(scene: MapScene, place: Place, first: str, second: str | None, sheet: Sheet) -> Iterator[TextRun]:
    """The name at the dot, with the other side's form if there is room for both, or nothing."""
    size = max(LEAST, NAME_SIZE[place.rank])
    face = "medium" if place.rank <= STRONG_NAME_RANK else "sans"
    x, y, r = *at(scene, place), radius(scene, place)
    tail = f" · {second}" if second else ""
    for extra in dict.fromkeys((tail, "")):
        wide = width_of(first, size, face) + (
            width_of(f"n{extra}", size) - width_of("n", size) if extra else 0
        )
        boxes = (
            (left, base, (left - 2, base - size * 0.92, left + wide + 2, base + size * 0.32))
            for left, base in _spots(x, y, r, wide, size)
        )
        free = [it for it in boxes if sheet.is_free(it[2])]
        if not free:
            continue
        fills = ((it, fill_under(scene, it[2])) for it in free)
        (left, base, box), fill = next((it for it in fills if it[1] is not None), (free[0], None))
        sheet.taken.append(box)
        color, halo = letters_over(scene, fill)
        yield TextRun(first, left, base, size, face, color, halo=halo)
        if extra:
            start = left + wide - (width_of(f"n{extra}", size) - width_of("n", size))
            gap = width_of("n ·", size) - width_of("n·", size)
            yield TextRun(extra.strip(), start + gap, base, size, "sans", color, halo=halo, follows=True)
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
    sheet: Sheet,
    look: AreaName,
    face: str,
    color: str,
) -> Iterator[TextRun]:
    """The name of an area in spaced capitals, in the middle of what is seen of it."""
    name = writable(capitals(say(shape.names, scene.language), scene.language))
    spot = _label_spot(scene.dataset, scene.view, shape.id, shape.geometry)
    if not name or spot is None:
        return
    x, y = spot
    size, spacing = max(LEAST, look.size), look.spacing
    wide = width_of(name, size, face, spacing)
    left, _, right, _ = sheet.frame
    if face == "serif":
        x = min(max(x, left + 8 + wide / 2), right - 8 - wide / 2)
        if x != spot[0] and not shapely.contains_xy(scene.view.put(shape.geometry), x, y):
            return  # moved into the sheet, it would stand on another country
    if sheet.take((x - wide / 2 - 3, y - size * 0.8, x + wide / 2 + 3, y + size * 0.6)):
        halo = None if face == "italic" else scene.palette.page("paper")
        yield TextRun(name, x, y + size * 0.35, size, face, color, "middle", halo, spacing)


@functools.lru_cache(maxsize=512)
def _label_spot(
    dataset: Dataset, view: Viewport, key: str, geometry: shapely.Geometry
) -> tuple[float, float] | None:
    """A point well inside what is seen of an area, beside the areas of control if there is room."""
    if view.projection.fitted:
        left, top, right, bottom = view.readable
        inset = 0.04 * min(right - left, bottom - top)
        window = top + inset, left + inset, bottom - inset, right - inset
        return label_point(view.put(geometry), window, clear_of=mosaic(dataset, view).whole, tolerance=1.0)
    south, west, north, east = view.bounds_of(view.readable)
    down, across = (north - south) * 0.04, (east - west) * 0.04
    seen = south + down, west + across, north - down, east - across
    found = label_point(geometry, seen, clear_of=clear_land(dataset))
    return None if found is None else view.point(*found)
