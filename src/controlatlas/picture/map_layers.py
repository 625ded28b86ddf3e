"""One map of one day as layers of a drawing: ground, areas, corridors, lines, settlements, relief."""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import shapely
from PIL import Image
from shapely.geometry.base import BaseGeometry

from ..history.compare import ending_event
from ..history.quiet import quiet_cells
from ..history.timeline import ControlPeriod, control_on, is_date_uncertain
from ..records.model import (
    Basis,
    Dataset,
    Layer,
    Lens,
    Line,
    LineKind,
    Place,
    Standing,
    drawn_on,
    order_of_kind,
    say,
)
from ..style.density import NAME_ROOM
from ..style.marks import (
    APPROXIMATE_M,
    CASING_OPACITY,
    DOT_RADIUS,
    DOT_ZOOM,
    LARGE_RANK,
    OTHER_LINE,
    REGION_HATCH,
    RING_GAP,
    SIGN_OUTLINES,
    STROKES,
    Outline,
    Stroke,
    dot_growth,
)
from ..style.palette import Palette
from ..style.swatches import mix
from .changed_edges import Part, changed_edges
from .drawing import Dot, DrawingLayer, Item, Raster, VectorPath
from .land import (
    AGREED,
    HELD,
    KEPT,
    LEAST_CONSTRUCTED,
    QUIET,
    Land,
    constructed_edges,
    constructed_strip,
    corridor_area,
    land_on,
    outlines,
    pair_of,
)
from .regions import Key, mosaic
from .smooth import outline
from .surroundings import Surroundings, surroundings
from .textures import stripes, texture
from .viewport import Viewport

Look = tuple[str, Standing, Basis, bool]
"""Controller, standing, basis, and whether only the date of a change is uncertain."""

MOST_RINGS = 12
"""How many settlements are ringed because they changed and no land did with them."""

CHANGE_GAP = 5.0
"""How far beyond the dot of a settlement its ring lies."""

BESIDE_FRONT = 6.0
"""So near the front, in pixels, no dated line is drawn: the front says more."""

LEAST_LINE = 12.0
"""Less of a dated line than this, in pixels, is not drawn: nobody could tell what it is."""

DOT_RIM = "#131313"

TALL_KM = 60.0
"""A map that shows more kilometres than this from north to south has no dots of villages."""

MOST_TOWNS, LEAST_TOWNS = 12, 8
"""How many towns are drawn on such a map, and on a narrow one."""

TOWN_RANK = 3
"""Up to this rank a settlement that changed on the day is drawn there before towns that did not."""

MOST_SMALL = 3
"""How many of these, as long as the towns of the first rank have room."""

LATELY = 31
"""How many days before the day shown a town has changed lately."""

_RELIEF = 0.18
"""How much of the darkness of the relief is left."""


@dataclass(frozen=True)
class MapScene:
    """What one map shows: the control of each place on a day under a lens, in a viewport.

    ``layers`` are ids of ``terms.MAP_LAYERS``. Where ``changed`` is given, the map shows what is another than
    on the day ``since``, and all other settlements stand back. ``marked`` places are outlined because somebody wants it,
    those of ``today`` because they changed on the day, or, on the later of two maps, since the day ``between``.
    """

    dataset: Dataset
    state: Mapping[str, ControlPeriod]
    day: dt.date
    lens: Lens
    view: Viewport
    palette: Palette
    language: str
    layers: frozenset[str]
    changed: frozenset[str] | None = None
    marked: frozenset[str] = frozenset()
    today: frozenset[str] = frozenset()
    since: dt.date | None = None
    between: dt.date | None = None

    @property
    def of_day(self) -> frozenset[str]:
        """The places that changed on the very day."""
        return self.today if self.between is None else frozenset()

    def look(self, place: str) -> Look | None:
        """How a place looks, ``None`` if nothing is known of it on that day."""
        period = self.state.get(place)
        if period is None:
            return None
        return period.actor, period.standing, period.basis, is_date_uncertain(self.dataset, period)

    def is_faded(self, place: str) -> bool:
        """Whether a place stands back behind those that changed."""
        return self.changed is not None and place not in self.changed

    @functools.cached_property
    def land(self) -> Land:
        """What the land is on that day, in pixels."""
        kept = self.today | self.marked | (self.newly_unsure if self.since is not None else frozenset())
        return land_on(self.dataset, self.view, self.day, kept, self.since)

    @functools.cached_property
    def newly_unsure(self) -> frozenset[str]:
        """Of what changed on the day, or between the two, that which is not confirmed now."""
        changed = self.today if self.since is None else self.changed or frozenset()
        return frozenset(
            key
            for key in changed & self.claimed.keys() & self.held.keys()
            if pair_of(self.claimed[key], self.held[key]) is not None
        )

    @functools.cached_property
    def claimed(self) -> Mapping[str, ControlPeriod]:
        """The control of each place as claimed, whatever the lens."""
        return control_on(self.dataset, self.day)

    @functools.cached_property
    def held(self) -> Mapping[str, ControlPeriod]:
        """The control of each place without claims, whatever the lens."""
        return control_on(self.dataset, self.day, Lens.HELD)

    @functools.cached_property
    def dots_at(self) -> Mapping[str, tuple[float, float]]:
        """Where the settlements that are drawn lie on the picture, by id."""
        return {place.id: at(self, place) for place in settlements(self)}

    @functools.cached_property
    def marks(self) -> Marks:
        """What marks the places that changed on the day; in a difference, those without land of their own."""
        return _marks(self)

    @functools.cached_property
    def passed(self) -> frozenset[tuple[str, str]]:
        """In a difference, from whom and to whom something on the map has passed."""
        if self.since is None:
            return frozenset()
        before = control_on(self.dataset, self.since, self.lens)
        seen = [it.id for it in areas_in_view(self.dataset, self.view) if self.drawn(it)]
        found = (
            (before[key].actor, self.state[key].actor)
            for key in (*seen, *self.marks.ringed)
            if key in before and key in self.state
        )
        return frozenset(it for it in found if it[0] != it[1])

    @functools.cached_property
    def as_before(self) -> frozenset[str]:
        """In a difference, the actors that gained nothing on the map: what they hold is as before."""
        return frozenset(self.dataset.actors) - {gainer for _, gainer in self.passed}

    @functools.cached_property
    def agreements(self) -> Mapping[str, frozenset[str | None]]:
        """In a difference, the agreements under which land on the map passed to each actor; ``None`` is one without a name."""
        if self.since is None:
            return {}
        before = control_on(self.dataset, self.since, self.lens)
        names = {event: it.id for it in self.dataset.agreements for event in it.events}
        found: dict[str, set[str | None]] = {}
        for cell in areas_in_view(self.dataset, self.view):
            if cell.layer is not Layer.CELL or cell.id not in before or cell.id not in self.state:
                continue
            loser, gainer = before[cell.id].actor, self.state[cell.id].actor
            event = ending_event(self.dataset, cell.id, loser, self.day) if loser != gainer else None
            if event is not None and self.dataset.kinds[self.dataset.event[event].kind].agreed:
                found.setdefault(gainer, set()).add(names.get(event))
        return {actor: frozenset(it) for actor, it in found.items()}

    def drawn(self, place: Place) -> bool:
        """Whether the place has a position and, if it is a corridor, is there on that day."""
        return place.geometry is not None and drawn_on(place, self.day)


@dataclass(frozen=True, eq=False)
class Marks:
    """What marks changed places: outlines inside land by its key, outlines on unconfirmed land, edges of what looks as it would unchanged, and rings round the small.

    ``edges`` are by holder. ``ringed`` are the settlements with a ring of their own, because no land changed with them.
    """

    inside: Mapping[Key, BaseGeometry]
    on_stripes: BaseGeometry
    edges: Mapping[str, BaseGeometry]
    rings: tuple[BaseGeometry, ...]
    ringed: tuple[str, ...]

    @functools.cached_property
    def on_edges(self) -> BaseGeometry:
        """All outlines that lie on an edge, those of unconfirmed land and of what looks as it would unchanged."""
        return shapely.union_all([self.on_stripes, *self.edges.values()])

    @functools.cached_property
    def around(self) -> BaseGeometry:
        """The rings as one outline: one by one they would cover what they show."""
        return shapely.union_all(self.rings).boundary


def map_layers(
    scene: MapScene, prefix: str = "", unnamed: frozenset[str] = frozenset()
) -> Iterator[DrawingLayer]:
    """The layers of a map without its names, the lowest first. ``prefix`` tells the layers of two maps apart.

    Dated lines of kinds that are ``unnamed`` in the legend are left out: nobody could tell what they are.
    """
    clip = scene.view.box
    shown = scene.layers

    def layer(name: str, title: str, items: Iterable[Item]) -> DrawingLayer:
        return DrawingLayer(f"{prefix}{name}", title, tuple(items), clip)

    yield layer("ground", "Ground", _ground(scene))
    if "relief" in shown and scene.dataset.context.relief and not scene.view.projection.fitted:
        yield layer("relief", "Relief", _relief(scene))
    yield layer("water", "Lakes and rivers", _water(scene))
    if "mosaic" in shown:
        yield layer("areas", "Areas of control", _areas(scene))
    if "districts" in shown:
        yield layer("districts", "Districts", _districts(scene))
    if "corridors" in shown:
        yield layer("corridors", "Corridors", _corridors(scene))
    yield layer("borders", "Borders", _borders(scene))
    if "lines" in shown:
        yield layer("lines", "Lines", _lines(scene, unnamed))
    if "mosaic" in shown:
        if scene.today or scene.marks.rings or scene.marks.edges:
            yield layer("changed", "Changed on this day", _today(scene))
        yield layer("front", "Front", _front(scene))
    if "settlements" in shown:
        yield layer("settlements", "Settlements", [*_unknown_extents(scene), *dots(scene)])
    if scene.marked:
        yield layer("marked", "Marked", _marked(scene))


def dots(scene: MapScene) -> list[Dot]:
    """The settlements in view, the least important first."""
    return [_dot(scene, place) for place in reversed(settlements(scene))]


def _unknown_extents(scene: MapScene) -> Iterator[Item]:
    """The rings round settlements of which nobody says how much land went with them."""
    for place in settlements(scene):
        if has_unknown_extent(scene, place):
            yield ring_item(scene.palette, *at(scene, place), radius(scene, place) + RING_GAP)


def has_unknown_extent(scene: MapScene, place: Place) -> bool:
    """Whether control of a settlement has changed by the day, with land that nothing outlines."""
    period = scene.state.get(place.id)
    return place.extent is not None and period is not None and period.start > scene.dataset.start


def settlements(scene: MapScene) -> list[Place]:
    """The settlements that are drawn, those that matter most first: of the day, then by rank, what changed lately first.

    Where the map is tall in kilometres these are a few towns, each of which has room for a name.
    """
    found = [
        place
        for place in _in_view(scene.dataset, scene.view)
        if place.id in scene.state and (scene.changed is None or place.id in scene.changed or place.rank <= 3)
    ]
    if not is_tall(scene.view) or _have_room(scene.dataset, scene.view):
        return found
    of_day = [place for place in found if place.id in scene.of_day | scene.marked and place.rank <= TOWN_RANK]
    cities = [place for place in of_day if place.rank == 1]
    quiet = quiet_cells(scene.dataset, scene.since or scene.day)
    apart = {place.id for place in found if place.cell is None or place.cell in quiet}
    most = most_towns(scene.view)
    room = most - sum(place.rank == 1 and place.id not in apart for place in found)
    small = [place for place in of_day if place.rank > 1][: max(0, min(MOST_SMALL, room))]
    towns = [place for place in found if place.rank <= LARGE_RANK and place not in (*cities, *small)]
    lately = scene.day - dt.timedelta(days=LATELY)
    towns.sort(key=lambda it: (it.id in apart, it.rank, scene.state[it.id].start < lately))
    return [*cities, *small, *towns][:most]


def _have_room(dataset: Dataset, view: Viewport) -> bool:
    """Whether there is no land of anybody, and so few settlements that each has room for its name: they are all there is to see."""
    left, top, right, bottom = view.box
    return not areas_in_view(dataset, view) and len(_placed(dataset)) * NAME_ROOM <= (right - left) * (
        bottom - top
    )


def is_tall(view: Viewport) -> bool:
    """Whether the map shows so much land from north to south that only towns are drawn."""
    return (view.box[3] - view.box[1]) / view.kilometre() > TALL_KM


def most_towns(view: Viewport) -> int:
    """How many towns are named on a tall map: fewer where it is narrow."""
    return MOST_TOWNS if view.box[2] - view.box[0] > 520 else LEAST_TOWNS


def at(scene: MapScene, place: Place) -> tuple[float, float]:
    """Where a settlement lies on the picture."""
    return _positions(scene.dataset, scene.view)[place.id]


@functools.lru_cache(maxsize=64)
def _in_view(dataset: Dataset, view: Viewport) -> tuple[Place, ...]:
    """The settlements in the box of a view whose rank is drawn at its zoom."""
    left, top, right, bottom = view.box
    ranks = {rank for rank, zoom in DOT_ZOOM.items() if view.zoom >= zoom}
    found = []
    for place in _placed(dataset):
        x, y = _positions(dataset, view)[place.id]
        if place.rank in ranks and left - 5 < x < right + 5 and top - 5 < y < bottom + 5:
            found.append(place)
    return tuple(found)


@functools.lru_cache(maxsize=64)
def _positions(dataset: Dataset, view: Viewport) -> Mapping[str, tuple[float, float]]:
    """Where each settlement lies on the picture, by id."""
    placed = _placed(dataset)
    points = view.points(shapely.get_coordinates([place.geometry for place in placed]))
    return {place.id: (float(x), float(y)) for place, (x, y) in zip(placed, points, strict=True)}


@functools.lru_cache(maxsize=64)
def areas_in_view(dataset: Dataset, view: Viewport) -> tuple[Place, ...]:
    """The cells and corridors that reach into the box of a view."""
    shaped = [
        place
        for place in dataset.places.values()
        if place.layer is not Layer.SETTLEMENT and place.geometry is not None
    ]
    seen = shapely.intersects([place.geometry for place in shaped], view.window_of(view.box))
    return tuple(place for place, here in zip(shaped, seen, strict=True) if here)


def radius(scene: MapScene, place: Place) -> float:
    """The radius of the dot of a settlement, which grows as the map does."""
    return DOT_RADIUS[place.rank] * dot_growth(scene.view.zoom)


@functools.lru_cache(maxsize=8)
def _placed(dataset: Dataset) -> tuple[Place, ...]:
    """The settlements with a position, by rank, and within a rank the larger kinds first."""
    found = [
        place
        for place in dataset.places.values()
        if place.layer is Layer.SETTLEMENT and place.geometry is not None
    ]
    return tuple(
        sorted(
            found,
            key=lambda place: (place.rank, order_of_kind(place.kind), say(place.names), place.id),
        )
    )


# ---------------------------------------------------------------- the layers


def _ground(scene: MapScene) -> Iterator[Item]:
    page = scene.palette.page
    yield VectorPath(shapely.box(*scene.view.box), fill=page("beyond"))
    countries = scene.dataset.context.countries
    for country, area in zip(countries, _around(scene.dataset, scene.view).countries, strict=True):
        yield VectorPath(area, fill=scene.palette.tint(country.actor) if country.actor else page("land"))


def _water(scene: MapScene) -> Iterator[Item]:
    page, around = scene.palette.page, _around(scene.dataset, scene.view)
    for river in around.rivers:
        yield VectorPath(river, **stroke_of("river-over", page("river")))
    for lake in around.lakes:
        yield VectorPath(lake, fill=page("water"), **stroke_of("lake", page("water-ink")))


@functools.lru_cache(maxsize=8)
def _around(dataset: Dataset, view: Viewport) -> Surroundings:
    """What lies round and under the land, cut a little outside the map."""
    return surroundings(dataset, view).each(functools.partial(_within, view))


def _areas(scene: MapScene) -> Iterator[Item]:
    """The regions whose control matters, then what is not confirmed; quiet land is that of its country."""
    for (actor, look, *_), area in scene.land.areas.items():
        if look == KEPT:
            yield VectorPath(clipped(scene, area), fill=scene.palette.tint(actor))
        elif look != QUIET:
            yield from region_items(scene.palette, clipped(scene, area), actor, agreed=look == AGREED)
    for (holder, claimant), area in scene.land.unsure.items():
        yield from unsure_items(scene.palette, clipped(scene, area), holder, claimant)
    for edge, line in edges_constructed(scene):
        yield from edge_items(scene.palette, line, edge)


class Edge(NamedTuple):
    """Whose land ends at an edge; ``agreed``: it passed without fighting; ``holder``: its last undisputed one, where it is not confirmed."""

    actor: str
    agreed: bool = False
    holder: str | None = None


def edges_constructed(scene: MapScene) -> Iterator[tuple[Edge, BaseGeometry]]:
    """The edges of areas that nobody described, with the land that ends there; from afar none is shown as such."""
    if is_tall(scene.view):
        return
    for (actor, look, *_), line in constructed_edges(scene.dataset, scene.view, scene.land).items():
        yield Edge(actor, look == AGREED), clipped(scene, line)
    for (holder, claimant), area in scene.land.unsure.items():
        strip = constructed_strip(scene.dataset, scene.view, outline(area))
        line = clipped(scene, outline(area).intersection(strip))
        if line.length >= LEAST_CONSTRUCTED:
            yield Edge(claimant, holder=holder), line


def edge_items(palette: Palette, line: BaseGeometry, edge: Edge) -> Iterator[Item]:
    """An edge of an area that is constructed, in the colour of its land, or of the line round that where the land is pale."""
    color = palette.edge(edge.actor) if edge.agreed else palette.solid(edge.actor)
    yield VectorPath(line, **stroke_of("region-constructed-casing", palette.page("casing")))
    yield VectorPath(line, **stroke_of("region-constructed", color))


def region_items(
    palette: Palette, area: BaseGeometry, actor: str | None, *, agreed: bool = False
) -> Iterator[Item]:
    """Land that an actor holds: the same on the map and in the legend. ``agreed``: it passed without fighting."""
    if area.is_empty:
        return
    pattern = palette.actor(actor).pattern
    if pattern and not agreed:
        ground, ink = palette.textured(actor)
        yield VectorPath(area, fill=ground, stroke=ground, width=STROKES["area"].width)
        yield from texture(pattern, area, ink)
        return
    fill = palette.land(actor, agreed=agreed)
    yield VectorPath(area, fill=fill, stroke=fill, width=STROKES["area"].width)
    if agreed and palette.tone == "grey":
        yield from texture("lines", area, palette.solid(actor))
    if agreed:
        yield VectorPath(outline(area), **stroke_of("region-agreed", palette.edge(actor)))


def held_line(palette: Palette, area: BaseGeometry, actor: str | None) -> Iterator[VectorPath]:
    """The line round land that an actor holds where greys hardly tell it from its country: the same on the map and in the legend."""
    if palette.needs_line(actor) and not area.is_empty:
        yield VectorPath(outline(area), **stroke_of("region-held", palette.edge(actor)))


def unsure_items(
    palette: Palette, area: BaseGeometry, holder: str | None, claimant: str | None
) -> Iterator[Item]:
    """Land that is claimed, contested or of an uncertain date, in stripes of its last holder and its claimant."""
    if area.is_empty:
        return
    ground = palette.page("card") if holder == claimant else palette.solid(holder)
    color = palette.solid(claimant)
    yield VectorPath(area, fill=ground)
    yield VectorPath(stripes(area, REGION_HATCH), stroke=color, width=REGION_HATCH / 2, round=False)
    yield VectorPath(outline(area), **stroke_of("region-edge", color))


def clipped(scene: MapScene, area: BaseGeometry) -> BaseGeometry:
    """What of an area on the picture lies in the box of the map, or a little outside."""
    left, top, right, bottom = scene.view.box
    return shapely.clip_by_rect(area, left - 6, top - 6, right + 6, bottom + 6)


def _front(scene: MapScene) -> Iterator[Item]:
    line = clipped(scene, scene.land.front)
    yield VectorPath(line, **stroke_of("region-front-casing", scene.palette.page("casing")))
    known, constructed = parted_front(scene, line)
    yield front_item(scene.palette, known)
    yield front_item(scene.palette, constructed, constructed=True)


def parted_front(scene: MapScene, line: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry]:
    """The front where something says how it runs, and where it runs halfway between settlements or in a circle round one.

    On a tall map all is one: from afar the two are nearer to each other than a sign is wide.
    """
    if is_tall(scene.view):
        return line, shapely.LineString()
    strip = constructed_strip(scene.dataset, scene.view, line)
    constructed = line.intersection(strip)
    if constructed.length < LEAST_CONSTRUCTED:
        return line, shapely.LineString()
    return line.difference(strip), constructed


def is_mostly_constructed(scene: MapScene, line: BaseGeometry) -> bool:
    """Whether nothing says of more than half of the front how it runs."""
    strip = constructed_strip(scene.dataset, scene.view, line)
    return bool(line.length > 0 and line.intersection(strip).length > line.length / 2)


def front_item(palette: Palette, line: BaseGeometry, *, constructed: bool = False) -> VectorPath:
    """The front: the same on the map and in the legend; dashed where it is constructed."""
    name = "region-front-constructed" if constructed else "region-front"
    return VectorPath(line, **stroke_of(name, palette.page("front")))


def _corridors(scene: MapScene) -> Iterator[Item]:
    for place in scene.dataset.places.values():
        look = scene.look(place.id)
        if place.layer is Layer.CORRIDOR and look is not None and scene.drawn(place):
            assert place.geometry is not None
            faded = scene.is_faded(place.id)
            area = _within(scene.view, corridor_area(scene.dataset, scene.view, place.id, scene.day))
            yield from corridor_items(scene.palette, area, look, faded=faded)
            if place.centreline is not None:
                yield centreline(scene.palette, _put(scene, place.centreline))


def corridor_items(
    palette: Palette,
    area: BaseGeometry,
    look: tuple[str | None, Standing, Basis, bool],
    *,
    faded: bool = False,
) -> Iterator[Item]:
    """A corridor in the look of a control, with an edge in a dark tone of its controller."""
    if look[1].undisputed:
        yield from region_items(palette, area, look[0])
    else:
        yield from unsure_items(palette, area, None, look[0])
    if not area.is_empty:
        yield VectorPath(area, **stroke_of("region-corridor", palette.edge(look[0])))


def centreline(palette: Palette, line: BaseGeometry) -> VectorPath:
    """The road in a corridor."""
    return VectorPath(line, **stroke_of("centreline", palette.page("ink")))


def _relief(scene: MapScene) -> Iterator[Item]:
    relief = scene.dataset.context.relief
    assert relief is not None
    south, west, north, east = relief.bounds
    left, bottom = scene.view.point(west, south)
    right, top = scene.view.point(east, north)
    strength = _RELIEF * max(0.25, min(1.0, 1 - (scene.view.zoom - 8.6) * 0.42))
    shade = _shades(scene.dataset)
    # only the part in view, so that a close view does not carry the whole mountain range
    box = scene.view.box
    high, wide = shade.shape
    first = (
        _index((box[0] - left) / (right - left), wide, -1),
        _index((box[1] - top) / (bottom - top), high, -1),
    )
    last = _index((box[2] - left) / (right - left), wide, 2), _index((box[3] - top) / (bottom - top), high, 2)
    if first[0] >= last[0] or first[1] >= last[1]:
        return
    part = shade[first[1] : last[1], first[0] : last[0]]
    pixels = np.zeros((*part.shape, 4), dtype=np.uint8)
    pixels[..., 3] = np.round(part * strength * 255)
    across, down = (right - left) / wide, (bottom - top) / high
    yield Raster(
        pixels,
        (left + first[0] * across, top + first[1] * down, left + last[0] * across, top + last[1] * down),
    )


def _index(share: float, size: int, beyond: int) -> int:
    return min(size, max(0, int(share * size) + beyond))


@functools.lru_cache(maxsize=8)
def _shades(dataset: Dataset) -> np.ndarray:
    """How dark the relief makes each of its points, 0 to 1: black that lets shine through what is below."""
    assert dataset.context.relief is not None
    with Image.open(io.BytesIO(dataset.context.relief.png)) as image:
        grey, cover = np.asarray(image.convert("LA"), dtype=float).transpose(2, 0, 1) / 255
    lit = np.clip(((grey - 0.5) * 1.35 + 0.5) * 1.12, 0, 1)
    return np.asarray(cover * (1 - lit))


def _borders(scene: MapScene) -> Iterator[Item]:
    for line in _around(scene.dataset, scene.view).borders:
        yield VectorPath(line, **stroke_of("border", scene.palette.page("border")))
    if "mosaic" in scene.layers:
        line = clipped(scene, scene.land.borders)
        yield VectorPath(line, **stroke_of("border", scene.palette.page("border")))
        yield from _held_lines(scene)


def _held_lines(scene: MapScene) -> Iterator[Item]:
    """The lines round held land where greys need them, beside corridors and what is not confirmed."""
    held = [(actor, area) for (actor, look, *_), area in scene.land.areas.items() if look == HELD]
    lines = [line for actor, area in held for line in held_line(scene.palette, clipped(scene, area), actor)]
    if lines:
        apart = shapely.union_all([*(it for _, it in scene.land.corridors), *scene.land.unsure.values()])
        yield from (replace(line, geometry=line.geometry.difference(apart)) for line in lines)


def _districts(scene: MapScene) -> Iterator[Item]:
    """The lines of districts on land whose control matters; on quiet land there are none."""
    full = clipped(scene, scene.land.full)
    edges = _around(scene.dataset, scene.view).districts
    for district, edge in zip(scene.dataset.districts, edges, strict=True):
        if drawn_on(district, scene.day):
            line = edge.intersection(full)
            yield VectorPath(line, **stroke_of("region-district", scene.palette.page("casing")))


def _today(scene: MapScene) -> Iterator[Item]:
    """What changed on the day: outlined inside its land, on the edge where it is not confirmed, ringed where it is small."""
    palette = scene.palette
    for (actor, look, *_), line in scene.marks.inside.items():
        fill = palette.land(actor, agreed=look == AGREED)
        yield VectorPath(clipped(scene, line), **stroke_of("changed-casing", mix(fill, "#000000", 0.68)))
        yield VectorPath(clipped(scene, line), **stroke_of("changed", "#ffffff"))
    line = shapely.union_all([scene.marks.on_edges, scene.marks.around])
    yield from outline_items(palette, clipped(scene, line))


def _marks(scene: MapScene) -> Marks:
    """The marks of what changed: in a difference colours tell of the land, and only settlements without are ringed."""
    ids = scene.today if scene.since is None else scene.changed or frozenset()
    edges = _changed_edges(scene)
    inside, on_stripes, rings = outlines(
        scene.dataset, scene.view, scene.land, scene.today, scene.newly_unsure, bool(edges)
    )
    there = bool(inside or rings or edges) or not on_stripes.is_empty
    if scene.since is not None:
        there = any(
            it.layer is Layer.CELL and it.id in ids for it in areas_in_view(scene.dataset, scene.view)
        )
    drawn = () if is_tall(scene.view) else [it for it in settlements(scene) if it.cell not in ids]
    found = drawn if there else [it for it in _placed(scene.dataset) if _is_on_map(scene, it)]
    ringed = [place for place in found if place.id in ids and place.id in scene.state][:MOST_RINGS]
    own = (
        shapely.Point(at(scene, place)).buffer(radius(scene, place) + CHANGE_GAP, quad_segs=12)
        for place in ringed
    )
    return Marks(inside, on_stripes, edges, (*rings, *own), tuple(place.id for place in ringed))


def _is_on_map(scene: MapScene, place: Place) -> bool:
    """Whether a settlement lies in the box of the map."""
    (x, y), (left, top, right, bottom) = at(scene, place), scene.view.box
    return left < x < right and top < y < bottom


def _changed_edges(scene: MapScene) -> Mapping[str, BaseGeometry]:
    """The edges of corridors that changed, and in a difference of land of one look that its holder had and gained."""
    dataset, day = scene.dataset, scene.day
    parts = []
    for place in areas_in_view(dataset, scene.view):
        period = scene.state.get(place.id)
        if period is None or not scene.drawn(place):
            continue
        new = place.id in (scene.today if scene.since is None else scene.changed or frozenset())
        if place.layer is Layer.CORRIDOR:
            if "corridors" in scene.layers:
                parts.append(Part(period.actor, corridor_area(dataset, scene.view, place.id, day), new, True))
        elif (
            scene.since is not None
            and dataset.actors[period.actor].pattern
            and pair_of(scene.claimed[place.id], scene.held[place.id]) is None
        ):
            parts.append(Part(period.actor, mosaic(dataset, scene.view).shapes[place.id], new, False))
    return changed_edges(parts, all_new=scene.since is None)


def outline_items(palette: Palette, line: BaseGeometry) -> Iterator[Item]:
    """The outline or ring of what changed on the day where it is not confirmed or small: also in the legend."""
    yield VectorPath(line, **stroke_of("changed-unsure-casing", "#000000"))
    yield VectorPath(line, **stroke_of("changed-unsure", "#ffffff"))


def _lines(scene: MapScene, unnamed: frozenset[str]) -> Iterator[Item]:
    """The dated lines but for those of kinds that no legend names."""
    for line, shown in dated_lines(scene):
        if line.kind not in unnamed:
            yield from line_items(scene.palette, shown, scene.dataset.line_kinds.get(line.kind))


def dated_lines(scene: MapScene) -> tuple[tuple[Line, BaseGeometry], ...]:
    """The dated lines on the picture, where the front does not run along them: those of which something is left to be seen."""
    front = scene.land.front if "mosaic" in scene.layers else None
    return _dated_lines(scene.dataset, scene.view, scene.day, front)


@functools.lru_cache(maxsize=16)
def _dated_lines(
    dataset: Dataset, view: Viewport, day: dt.date, front: BaseGeometry | None
) -> tuple[tuple[Line, BaseGeometry], ...]:
    near = front.buffer(BESIDE_FRONT) if front is not None else shapely.Polygon()
    found = (
        (line, _within(view, view.put(line.geometry)).difference(near)) for line in lines_on(dataset, day)
    )
    box = shapely.box(*view.box)
    return tuple((line, shown) for line, shown in found if shown.intersection(box).length >= LEAST_LINE)


def lines_on(dataset: Dataset, day: dt.date) -> list[Line]:
    """The dated lines that are drawn on a day."""
    return [line for line in dataset.lines if drawn_on(line, day)]


def line_items(palette: Palette, line: BaseGeometry, kind: LineKind | None) -> Iterator[Item]:
    """A dated line in the look of its kind, grey and no wider than half the front: the same on the map and in the legend."""
    look = kind or OTHER_LINE
    width = min(look.width, STROKES["region-front"].width / 2)
    if look.casing is not None:
        yield VectorPath(line, stroke=palette.page("paper"), width=width + 1.6, opacity=CASING_OPACITY)
    grey = palette.page("soft")
    yield VectorPath(line, stroke=grey, width=width, dash=look.dash, opacity=look.opacity)


def is_beside_land(scene: MapScene, place: Place) -> bool:
    """Whether a settlement lies where no cell is, so that no land says whose it is."""
    return place.cell is None and scene.land.key_at(*at(scene, place)) is None


def _dot(scene: MapScene, place: Place) -> Dot:
    x, y = at(scene, place)
    look = scene.look(place.id)
    assert look is not None
    far = place.precision_m is not None and place.precision_m > APPROXIMATE_M
    period = scene.held.get(place.id)
    pair = None if period is None else pair_of(scene.claimed[place.id], period)
    own: str | None = look[0]
    below = scene.land.key_at(x, y)
    plain = below is None or (below not in scene.land.unsure and below[0] == own)
    if pair is None and plain and not is_beside_land(scene, place):
        own = None
    sign = sign_of(scene.dataset, place)
    return dot_in(scene.palette, x, y, radius(scene, place), own, pair, far=far, sign=sign)


def dot_in(
    palette: Palette,
    x: float,
    y: float,
    r: float,
    own: str | None,
    pair: tuple[str, str] | None,
    *,
    far: bool = False,
    sign: Outline | None = None,
) -> Dot:
    """A settlement: white on land of its holder, in the colour of ``own`` elsewhere, as on land that is not confirmed, half and half of a pair.

    ``far``: its position is approximate.
    """
    stroke = STROKES["dot-far"] if far else STROKES["dot-large"]
    fill = palette.solid(own) if own is not None else "#ffffff"
    if pair is not None and pair[0] != pair[1]:
        return Dot(
            x,
            y,
            r,
            palette.solid(pair[0]),
            DOT_RIM,
            stroke.width,
            stroke.dash,
            palette.solid(pair[1]),
            sign=sign,
        )
    return Dot(x, y, r, fill, DOT_RIM, stroke.width, stroke.dash, sign=sign)


def ring_item(palette: Palette, x: float, y: float, r: float) -> VectorPath:
    """The ring round a settlement whose land nothing outlines, with its radius ``r``: the same on the map and in the legend."""
    ring = shapely.Point(x, y).buffer(r, quad_segs=8).exterior
    return VectorPath(ring, **stroke_of("dot-ring", palette.page("ink")))


def sign_of(dataset: Dataset, place: Place) -> Outline | None:
    """The outline of what a settlement of a kind of the dataset's own is drawn as; ``None`` is a dot."""
    kind = dataset.place_kinds.get(place.kind)
    return SIGN_OUTLINES.get(kind.sign) if kind is not None else None


def _marked(scene: MapScene) -> Iterator[Item]:
    """The outlines of marked places, on a halo."""
    areas = [
        _put(scene, scene.dataset.places[key].geometry)
        for key in sorted(scene.marked)
        if scene.dataset.places[key].layer is not Layer.SETTLEMENT and scene.drawn(scene.dataset.places[key])
    ]
    rings = [
        shapely.Point(at(scene, place)).buffer(max(radius(scene, place) + 3, 5), quad_segs=8)
        for place in _placed(scene.dataset)
        if place.id in scene.marked and (len(scene.marked) < 40 or not areas)
    ]
    whole = shapely.union_all([*(area.buffer(0.02) for area in areas), *rings]).boundary
    yield VectorPath(whole, **stroke_of("marked-halo", scene.palette.page("card")))
    yield VectorPath(whole, **stroke_of("marked", scene.palette.page("ink")))


def stroke_of(stroke: str | Stroke, color: str) -> dict[str, Any]:
    """How a line of the table, by its name or changed, is drawn in a colour."""
    found = STROKES[stroke] if isinstance(stroke, str) else stroke
    return {"stroke": color, "width": found.width, "dash": found.dash, "opacity": found.opacity}


def _put(scene: MapScene, geometry: BaseGeometry) -> BaseGeometry:
    """A geometry on the picture, cut a little outside the map."""
    return _within(scene.view, scene.view.put(geometry))


def _within(view: Viewport, placed: BaseGeometry) -> BaseGeometry:
    """A geometry on the picture, cut a little outside the map."""
    left, top, right, bottom = view.box
    x0, y0, x1, y1 = placed.bounds if not placed.is_empty else (0, 0, 0, 0)
    if x0 >= left and y0 >= top and x1 <= right and y1 <= bottom:
        return placed
    if placed.geom_type in ("Polygon", "MultiPolygon") and not placed.is_valid:
        placed = placed.buffer(0)
    return shapely.clip_by_rect(placed, left - 6, top - 6, right + 6, bottom + 6)
