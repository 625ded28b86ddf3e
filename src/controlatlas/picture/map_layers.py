"""One map of one day as layers of a drawing: ground, areas, corridors, lines, settlements, relief."""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from PIL import Image
from shapely.geometry.base import BaseGeometry

from ..history.front import claim_edges, front_line
from ..history.timeline import ControlPeriod, is_date_uncertain
from ..records.model import (
    Basis,
    Dataset,
    Layer,
    Lens,
    Line,
    LineKind,
    Place,
    SettlementKind,
    Standing,
    drawn_on,
    say,
)
from ..style.marks import (
    APPROXIMATE_M,
    CASING_OPACITY,
    DOT_RADIUS,
    DOT_SHARE,
    DOT_ZOOM,
    HATCH_WIDTH,
    LARGE_RANK,
    OTHER_LINE,
    STROKES,
    UNSURE_DOT,
    Stroke,
    dot_growth,
)
from ..style.palette import Palette
from ..style.swatches import STRENGTH, mix
from .drawing import Dot, DrawingLayer, Item, Raster, VectorPath
from .textures import question_marks, spots, stripes, texture
from .viewport import Viewport, on_the_map

Look = tuple[str, Standing, Basis, bool]
"""Controller, standing, basis, and whether only the date of a change is uncertain."""

FADED = 0.16
"""How much is left of the colour of what did not change, where only the difference matters."""

_RELIEF = 0.36
"""How much of the darkness of the relief is left."""


@dataclass(frozen=True)
class MapScene:
    """What one map shows: the control of each place on a day under a lens, in a viewport.

    ``layers`` are ids of ``terms.MAP_LAYERS``. Where ``changed`` is given, all other places are faded; ``marked``
    places are outlined.
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

    def look(self, place: str) -> Look | None:
        """How a place looks, ``None`` if nothing is known of it on that day."""
        period = self.state.get(place)
        if period is None:
            return None
        return period.actor, period.standing, period.basis, is_date_uncertain(self.dataset, period)

    def is_faded(self, place: str) -> bool:
        """Whether a place stands back behind those that changed."""
        return self.changed is not None and place not in self.changed

    def drawn(self, place: Place) -> bool:
        """Whether the place has a position and, if it is a corridor, is there on that day."""
        return place.geometry is not None and drawn_on(place, self.day)


def map_layers(scene: MapScene, prefix: str = "") -> Iterator[DrawingLayer]:
    """The layers of a map without its names, the lowest first. ``prefix`` tells the layers of two maps apart."""
    clip = scene.view.box
    shown = scene.layers

    def layer(name: str, title: str, items: Iterable[Item]) -> DrawingLayer:
        return DrawingLayer(f"{prefix}{name}", title, tuple(items), clip)

    yield layer("ground", "Ground", _ground(scene))
    if "mosaic" in shown:
        yield layer("areas", "Areas of control", _areas(scene))
        yield layer("front", "Front", _front(scene))
    if "corridors" in shown:
        yield layer("corridors", "Corridors", _corridors(scene))
    if "relief" in shown and scene.dataset.context.relief:
        yield layer("relief", "Relief", _relief(scene))
    yield layer("borders", "Rivers and borders", _borders(scene))
    if "districts" in shown:
        yield layer("districts", "Districts", _districts(scene))
    if "lines" in shown:
        yield layer("lines", "Lines", _lines(scene))
    if "settlements" in shown:
        yield layer("settlements", "Settlements", dots(scene))
    if scene.marked:
        yield layer("marked", "Marked", _marked(scene))


def dots(scene: MapScene) -> list[Dot]:
    """The settlements in view, the least important first."""
    return [_dot(scene, place) for place in reversed(settlements(scene))]


def settlements(scene: MapScene) -> list[Place]:
    """The settlements that are drawn, those of higher rank first."""
    return [
        place
        for place in _in_view(scene.dataset, scene.view)
        if place.id in scene.state and (scene.changed is None or place.id in scene.changed or place.rank <= 3)
    ]


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
    points = shapely.get_coordinates(view.put(shapely.MultiPoint([place.geometry for place in placed])))
    return {place.id: (float(x), float(y)) for place, (x, y) in zip(placed, points, strict=True)}


@functools.lru_cache(maxsize=64)
def areas_in_view(dataset: Dataset, view: Viewport) -> tuple[Place, ...]:
    """The cells and corridors that reach into the box of a view."""
    shaped = [
        place
        for place in dataset.places.values()
        if place.layer is not Layer.SETTLEMENT and place.geometry is not None
    ]
    south, west, north, east = view.bounds
    seen = shapely.intersects([place.geometry for place in shaped], shapely.box(west, south, east, north))
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
    order = {kind: index for index, kind in enumerate(SettlementKind)}
    return tuple(
        sorted(
            found,
            key=lambda place: (place.rank, order[SettlementKind(place.kind)], say(place.names), place.id),
        )
    )


# ---------------------------------------------------------------- the layers


def _ground(scene: MapScene) -> Iterator[Item]:
    page = scene.palette.page
    yield VectorPath(shapely.box(*scene.view.box), fill=page("paper"))
    for country in scene.dataset.context.countries:
        yield VectorPath(_put(scene, country.geometry), fill=page("land"))
    for river in scene.dataset.context.rivers:
        yield VectorPath(_put(scene, river.geometry), **stroke_of("river", page("water")))
    for lake in scene.dataset.context.lakes:
        yield VectorPath(
            _put(scene, lake.geometry), fill=page("water"), **stroke_of("lake", page("water-ink"))
        )


def _areas(scene: MapScene) -> Iterator[Item]:
    """The cells, those of one look as one area, so that no seam shows between them."""
    groups: dict[tuple[Look, bool], list[str]] = {}
    for cell in scene.dataset.cells():
        look = scene.look(cell.id)
        if look is not None and cell.geometry is not None:
            groups.setdefault((look, scene.is_faded(cell.id)), []).append(cell.id)
    for (look, faded), cells in sorted(groups.items()):
        area = _put(scene, _union(scene.dataset, tuple(cells)))
        yield from area_items(scene.palette, area, look, faded=faded)
    for actor, edges in claim_edges(scene.dataset, scene.day, scene.lens).items():
        if scene.changed is None:
            yield VectorPath(_put(scene, edges), **stroke_of("claim", scene.palette.full(actor)))


def area_items(
    palette: Palette,
    area: BaseGeometry,
    look: tuple[str | None, Standing, Basis, bool],
    *,
    faded: bool = False,
    seam: float = STROKES["area"].width,
) -> Iterator[Item]:
    """An area in the look of a control: the same on the map and in the legend."""
    actor, standing, basis, uncertain = look
    if area.is_empty:
        return
    found = palette.swatch(actor, standing, basis)
    if faded:
        fill = mix(
            palette.full(actor),
            palette.page("land"),
            FADED * STRENGTH[standing, basis] / STRENGTH[Standing.HELD, Basis.RECORDED],
        )
        yield VectorPath(area, fill=fill, stroke=fill, width=seam)
        return
    if uncertain:
        yield VectorPath(area, fill=found.ground, stroke=found.fill, width=seam)
        yield VectorPath(spots(area, UNSURE_DOT, signs=True), fill=found.fill)
        yield from question_marks(area, palette.page("soft"))
    elif found.hatched:
        yield VectorPath(area, fill=found.ground, stroke=found.fill, width=seam)
        yield VectorPath(stripes(area), stroke=found.fill, width=HATCH_WIDTH, round=False)
    else:
        yield VectorPath(area, fill=found.fill, stroke=found.fill, width=seam)
        pattern = palette.actor(actor).pattern
        if pattern:
            yield from texture(pattern, area, palette)


def _front(scene: MapScene) -> Iterator[Item]:
    if scene.changed is not None:
        return
    recorded, inferred = (_put(scene, lines) for lines in front_line(scene.dataset, scene.day, scene.lens))
    for lines in (recorded, inferred):
        yield VectorPath(lines, **stroke_of("front-casing", scene.palette.page("paper")))
    yield front_item(scene.palette, inferred, inferred=True)
    yield front_item(scene.palette, recorded, inferred=False)


def front_item(palette: Palette, line: BaseGeometry, *, inferred: bool) -> VectorPath:
    """The front, where both sides are recorded or where one is inferred: the same on the map and in the legend."""
    return VectorPath(line, **stroke_of("front-inferred" if inferred else "front", palette.page("ink")))


def _corridors(scene: MapScene) -> Iterator[Item]:
    for place in scene.dataset.places.values():
        look = scene.look(place.id)
        if place.layer is Layer.CORRIDOR and look is not None and scene.drawn(place):
            assert place.geometry is not None
            faded = scene.is_faded(place.id)
            area = _put(scene, place.geometry)
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
    """A corridor in the look of a control, with an edge in the full colour of its controller."""
    yield from area_items(palette, area, look, faded=faded)
    if not faded and not area.is_empty:
        edge = replace(
            STROKES["corridor"], dash=STROKES["claim"].dash if look[1] is Standing.CLAIMED else None
        )
        yield VectorPath(area, **stroke_of(edge, palette.full(look[0])))


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
    page = scene.palette.page
    for river in scene.dataset.context.rivers:
        yield VectorPath(_put(scene, river.geometry), **stroke_of("river-over", page("water-ink")))
    for country in scene.dataset.context.countries:
        yield VectorPath(_put(scene, country.geometry.boundary), **stroke_of("border", page("border")))


def _districts(scene: MapScene) -> Iterator[Item]:
    for district in scene.dataset.districts:
        if drawn_on(district, scene.day):
            line = _put(scene, district.geometry.boundary)
            yield VectorPath(line, **stroke_of("district", scene.palette.page("ink")))


def _lines(scene: MapScene) -> Iterator[Item]:
    for line in lines_on(scene.dataset, scene.day):
        yield from line_items(
            scene.palette, _put(scene, line.geometry), scene.dataset.line_kinds.get(line.kind)
        )


def lines_on(dataset: Dataset, day: dt.date) -> list[Line]:
    """The dated lines that are drawn on a day."""
    return [line for line in dataset.lines if drawn_on(line, day)]


def line_items(palette: Palette, line: BaseGeometry, kind: LineKind | None) -> Iterator[Item]:
    """A dated line in the look of its kind: the same on the map and in the legend."""
    look = kind or OTHER_LINE
    if look.casing is not None:
        yield VectorPath(line, stroke=palette.page("paper"), width=look.casing, opacity=CASING_OPACITY)
    ink = palette.page("ink")
    yield VectorPath(line, stroke=ink, width=look.width, dash=look.dash, opacity=look.opacity)


def _dot(scene: MapScene, place: Place) -> Dot:
    x, y = at(scene, place)
    look = scene.look(place.id)
    assert look is not None
    far = place.precision_m is not None and place.precision_m > APPROXIMATE_M
    return dot_in(
        scene.palette,
        x,
        y,
        radius(scene, place),
        look,
        far=far,
        large=place.rank <= LARGE_RANK,
        faded=scene.is_faded(place.id),
    )


def dot_in(
    palette: Palette,
    x: float,
    y: float,
    r: float,
    look: tuple[str | None, Standing, Basis, bool],
    *,
    far: bool = False,
    large: bool = False,
    faded: bool = False,
) -> Dot:
    """A settlement in the look of its control; ``far``: its position is approximate."""
    actor, standing, basis, uncertain = look
    full, paper = palette.full(actor), palette.page("paper")
    rim = palette.page("card") if large else paper
    stroke = STROKES["dot-large" if large else "dot"]
    if faded:
        return Dot(x, y, r * 0.8, mix(full, paper, 0.45), paper, 0.7)
    if far:
        fill = mix(paper, palette.swatch(actor, standing, basis).fill, DOT_SHARE["far"])
        return Dot(x, y, r, fill, full, STROKES["dot-far"].width, STROKES["dot-far"].dash)
    if uncertain:
        stroke = STROKES["dot-uncertain-large" if large else "dot-uncertain"]
        return Dot(x, y, r, mix(full, paper, 0.5), full, stroke.width, stroke.dash)
    match standing:
        case Standing.CLAIMED:
            claimed = STROKES["dot-claimed"]
            dash = claimed.dash if r >= 3 else None  # on a smaller ring the gaps would break it up
            return Dot(x, y, r, palette.swatch(actor, standing, basis).ground, full, claimed.width, dash)
        case Standing.CONTESTED:
            return Dot(x, y, r, palette.page("card"), full, stroke.width, half=full)
    fill = full if basis is Basis.RECORDED else mix(full, paper, DOT_SHARE["inferred"])
    return Dot(x, y, r, fill, rim, stroke.width)


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
    left, top, right, bottom = scene.view.box
    placed = scene.view.put(on_the_map(geometry))
    x0, y0, x1, y1 = placed.bounds if not placed.is_empty else (0, 0, 0, 0)
    if x0 >= left and y0 >= top and x1 <= right and y1 <= bottom:
        return placed
    if placed.geom_type in ("Polygon", "MultiPolygon") and not placed.is_valid:
        placed = placed.buffer(0)
    return shapely.clip_by_rect(placed, left - 6, top - 6, right + 6, bottom + 6)


@functools.lru_cache(maxsize=512)
def _union(dataset: Dataset, cells: tuple[str, ...]) -> BaseGeometry:
    return shapely.coverage_union_all([dataset.places[cell].geometry for cell in cells])
