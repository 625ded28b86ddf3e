"""The names on the map of a picture: the most important first, none on another, none over the edge."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping

import shapely

from ..language.capitals import capitals
from ..language.naming import Naming
from ..records.model import ContextShape, Dataset, District, Layer, drawn_on, say
from ..style.label_point import clear_land, label_point
from ..style.marks import (
    AREA_NAMES,
    DISTRICT_NAME_ZOOM,
    STROKES,
    AreaName,
)
from .area_names import area_names
from .drawing import LEAST, Box, Item, TextRun
from .fonts import width_of, writable
from .graticule import net_names
from .land import KEPT, QUIET
from .map_layers import MapScene, areas_in_view, is_tall
from .notes import notes
from .regions import mosaic
from .smooth import polygons
from .spots import LEADER_NAME, Sheet, free_spot, with_leader
from .surroundings import part_in, surroundings
from .town_names import town_names
from .viewport import Viewport

DENSITIES: Mapping[str, float | None] = {"none": None, "few": -1.2, "some": 0.0, "many": 1.3}
"""How many names: by how much the map counts as closer than it is; ``None`` names no settlement."""


BESIDE_LAND = 6.0
"""How far beside the areas of control, in pixels, the names of countries stand."""


def names(
    scene: MapScene,
    naming: Naming,
    density: str,
    keep_clear: tuple[Box, ...] = (),
    *,
    moving: bool = False,
) -> list[Item]:
    """The names of a map: countries, lakes, settlements, actors, districts.

    ``keep_clear`` are boxes with something else in them; ``moving``: the map is one of a clip.
    """
    left, top, right, bottom = scene.view.readable
    sheet = Sheet((left + 3, top + 3, right - 3, bottom - 3), list(keep_clear))
    page = scene.palette.page
    found: list[Item] = []
    crowded = []
    for country in scene.dataset.context.countries:
        run = _country(scene, country, sheet)
        found += run
        crowded += [] if run else [country]
    for lake in scene.dataset.context.lakes:
        found += _wide(scene, lake, sheet, AREA_NAMES["lake"], "italic", page("water-ink"))
    shift = DENSITIES[density]
    if shift is not None and "settlements" in scene.layers:
        found += town_names(scene, naming, sheet, scene.view.zoom + shift, moving=moving)
    if "mosaic" in scene.layers and density != "none":
        on_land = list(area_names(scene, sheet))
        found += on_land
        said = {it.text for it in on_land}
        crowded = [it for it in crowded if writable(say(it.names, scene.language)) not in said]
    for country in crowded:
        found += _country(scene, country, sheet, anywhere=True)
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
                found += _wide(
                    scene, district, sheet, AREA_NAMES["district"], "sans", page("soft"), _marked_off(scene)
                )
    return found


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
            say(scene.dataset.actors[look[0]].names_on(scene.day), scene.language),
        ]
        lines = [writable(line) for line in lines]
        wide = max(width_of(line, LEADER_NAME, "medium") for line in lines)
        yield from with_leader(scene, sheet, target, lines, wide)


def _country(
    scene: MapScene, country: ContextShape, sheet: Sheet, *, anywhere: bool = False
) -> list[TextRun]:
    """The name of a country in spaced capitals, all of it inside: beside the areas of control, or ``anywhere`` but on those of others."""
    look, face = AREA_NAMES["country"], "serif"
    name = writable(capitals(say(country.names, scene.language), scene.language))
    parts = _room_of(scene.dataset, scene.view, country.id, anywhere=anywhere) if name else ()
    if not parts:
        return []
    apart = _of_others(scene, country) if anywhere else shapely.GeometryCollection()
    ways = [parts]
    if not apart.is_empty:
        whole = shapely.union_all(parts)
        ways += [_largest(whole.difference(apart.buffer(beside))) for beside in (BESIDE_LAND, 0.0)]
    for way, spacing in itertools.product(ways, (look.spacing, look.spacing / 2)):
        wide = width_of(name, look.size, face, spacing)
        for part in way:
            tried = sheet.copy()
            spot = free_spot(part, tried, wide, look.size)
            if spot is None or _box_of(*spot, wide, look.size).intersects(apart):
                continue
            sheet.taken = tried.taken
            color, halo = scene.palette.page("soft"), scene.palette.page("paper")
            below = spot[1] + look.size * 0.35
            return [TextRun(name, spot[0], below, look.size, face, color, "middle", halo, spacing)]
    return []


def _box_of(x: float, y: float, wide: float, high: float) -> shapely.Polygon:
    """What a line of text in the middle of which a point lies covers."""
    return shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


@functools.lru_cache(maxsize=256)
def _room_of(dataset: Dataset, view: Viewport, key: str, *, anywhere: bool) -> tuple[shapely.Geometry, ...]:
    """The largest parts of a country in view, without lakes and, unless ``anywhere``, without the areas of control."""
    around = surroundings(dataset, view)
    (country,) = (
        area for it, area in zip(dataset.context.countries, around.countries, strict=True) if it.id == key
    )
    return _largest(part_in(_room(view), country).difference(_no_room(dataset, view, anywhere=anywhere)))


def _largest(area: shapely.Geometry) -> tuple[shapely.Geometry, ...]:
    """The three largest parts of an area."""
    return tuple(sorted(polygons(area), key=lambda it: -float(it.area))[:3])


def _of_others(scene: MapScene, country: ContextShape) -> shapely.Geometry:
    """Where the name of a country never stands: on corridors, on the front, and on land that does not look as the rest of the country."""
    apart = [_marked_off(scene)]
    if "mosaic" in scene.layers:
        areas = scene.land.areas.items()
        pale = {key for key, _ in areas if key[0] == country.actor and key[1] in (QUIET, KEPT)}
        apart += [*(area for key, area in areas if key not in pale), *scene.land.unsure.values()]
    return shapely.union_all(apart)


def _marked_off(scene: MapScene) -> shapely.Geometry:
    """The corridors and the front: no name of a country or a district stands on them."""
    apart = [area for _, area in scene.land.corridors] if "corridors" in scene.layers else []
    if "mosaic" in scene.layers:
        apart.append(scene.land.front.buffer(STROKES["region-front-casing"].width / 2))
    return shapely.union_all(apart)


@functools.lru_cache(maxsize=16)
def _no_room(dataset: Dataset, view: Viewport, *, anywhere: bool) -> shapely.Geometry:
    """Where no country has room for its name: lakes and, unless ``anywhere``, the areas of control."""
    box = _room(view)
    apart = [part_in(box, it) for it in surroundings(dataset, view).lakes]
    if not anywhere:
        apart.append(shapely.clip_by_rect(mosaic(dataset, view).whole, *box).buffer(BESIDE_LAND))
    return shapely.union_all(apart)


def _room(view: Viewport) -> Box:
    """The box in which names of countries stand."""
    left, top, right, bottom = view.readable
    return left + 4, top + 4, right - 4, bottom - 4


def _wide(
    scene: MapScene,
    shape: ContextShape | District,
    sheet: Sheet,
    look: AreaName,
    face: str,
    color: str,
    apart: shapely.Geometry | None = None,
) -> Iterator[TextRun]:
    """The name of an area in spaced capitals, in the middle of what is seen of it, or where that lies ``apart``, beside it."""
    name = writable(capitals(say(shape.names, scene.language), scene.language))
    spot = _label_spot(scene.dataset, scene.view, shape.id, shape.geometry)
    if not name or spot is None:
        return
    x, y = spot
    size, spacing = max(LEAST, look.size), look.spacing
    wide = width_of(name, size, face, spacing)
    box = x - wide / 2 - 3, y - size * 0.8, x + wide / 2 + 3, y + size * 0.6
    if apart is not None and apart.intersects(shapely.box(*box)):
        seen = part_in(_room(scene.view), scene.view.put(shape.geometry)).difference(apart)
        found = (free_spot(it, sheet, wide, size) for it in _largest(seen))
        spot = next((it for it in found if it is not None), None)
    elif not sheet.take(box):
        return
    if spot is not None:
        halo = None if face == "italic" else scene.palette.page("paper")
        yield TextRun(name, spot[0], spot[1] + size * 0.35, size, face, color, "middle", halo, spacing)


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
