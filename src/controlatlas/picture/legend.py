"""The legend of a picture: only what is in view, each sign drawn as on the map, each with its definition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import shapely

from ..history.front import front_line
from ..language import terms
from ..language.captions import PictureKind
from ..language.catalogue import Translator
from ..records.model import Basis, Dataset, Layer, Lens, LineKind, Standing, say
from ..style.marks import APPROXIMATE_M
from ..style.palette import Palette
from .drawing import Item, VectorPath
from .map_layers import (
    Look,
    MapScene,
    area_items,
    areas_in_view,
    centreline,
    corridor_items,
    dot_in,
    front_item,
    line_items,
    lines_on,
    settlements,
    stroke_of,
)

KEY = (26.0, 16.0)
"""Width and height of a sign, in logical pixels."""

Sign = Callable[[Palette, float, float], Iterable[Item]]
"""Draws a sign with its upper left corner at a point."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign, what it is called, and what that means."""

    sign: Sign
    name: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a heading."""

    title: str
    entries: tuple[Entry, ...]


@dataclass
class Seen:
    """What occurs on one or more maps, for a legend that explains this and no more."""

    areas: set[Look] = field(default_factory=set)
    corridors: set[Look] = field(default_factory=set)
    dots: set[Look] = field(default_factory=set)
    lines: dict[str, tuple[LineKind | None, str]] = field(default_factory=dict)
    front: bool = False
    inferred_front: bool = False
    settlement: bool = False
    approximate: bool = False
    restated: bool = False
    places: set[str] = field(default_factory=set)
    day: dt.date | None = None

    @property
    def looks(self) -> set[Look]:
        """All looks of areas, corridors and settlements."""
        return self.areas | self.corridors | self.dots

    def add(self, scene: MapScene) -> None:
        """Take note of all that a map shows."""
        window = _window(scene)
        self.day = max(self.day or scene.day, scene.day)
        for place in areas_in_view(scene.dataset, scene.view):
            look = scene.look(place.id)
            if look is None or not scene.drawn(place) or scene.is_faded(place.id):
                continue
            layer, into = (
                ("mosaic", self.areas) if place.layer is Layer.CELL else ("corridors", self.corridors)
            )
            if layer in scene.layers:
                into.add(look)
                self.places.add(place.id)
        if "settlements" in scene.layers:
            for place in settlements(scene):
                look = scene.look(place.id)
                if look is not None and not scene.is_faded(place.id):
                    far = place.precision_m is not None and place.precision_m > APPROXIMATE_M
                    self.dots.add(look)
                    self.places.add(place.id)
                    self.settlement |= not far
                    self.approximate |= far
        if "lines" in scene.layers:
            for line in lines_on(scene.dataset, scene.day):
                if window.intersects(line.geometry):
                    line_kind = scene.dataset.line_kinds.get(line.kind)
                    self.lines.setdefault(line.kind, (line_kind, say(line.names, scene.language)))
        if "mosaic" in scene.layers and scene.changed is None:
            recorded, inferred = front_line(scene.dataset, scene.day, scene.lens)
            self.front |= bool(window.intersects(recorded))
            self.inferred_front |= bool(window.intersects(inferred))


def sections(dataset: Dataset, seen: Seen, kind: PictureKind, lens: Lens, t: Translator) -> list[Section]:
    """The legend for what was seen, in the language of ``t``."""
    found = [
        Section(t("What changed"), tuple(_changes(seen, t)) if kind is PictureKind.DIFFERENCE else ()),
        Section(t("Who controls"), tuple(_actors(dataset, seen, t))),
        Section(t("How it is known"), tuple(_bases(seen, t))),
        Section(t("How sure"), tuple(_sureness(seen, lens, t))),
        Section(t("On the map"), tuple(_signs(seen, t))),
    ]
    return [section for section in found if section.entries]


def _changes(seen: Seen, t: Translator) -> Iterator[Entry]:
    def handed(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield from _area((None, Standing.HELD, Basis.RECORDED, False))(palette, x, y)
        yield VectorPath(_box(x, y), stroke=palette.page("ink"), width=1.5)

    def faded(palette: Palette, x: float, y: float) -> Iterator[Item]:
        return area_items(palette, _box(x, y), (None, Standing.HELD, Basis.RECORDED, False), faded=True)

    yield Entry(handed, t("Changed hands, in the look of the later day"))
    if seen.restated:
        yield Entry(
            _area((None, Standing.HELD, Basis.RECORDED, False)), t("Same controller, another standing")
        )
    yield Entry(faded, t("As before"))


def _actors(dataset: Dataset, seen: Seen, t: Translator) -> Iterator[Entry]:
    present = {look[0] for look in seen.looks}
    for actor in dataset.actors.values():
        if actor.id in present:
            yield Entry(
                _area((actor.id, Standing.HELD, Basis.RECORDED, False)),
                say(actor.names_on(seen.day), t.language),
            )


def _sureness(seen: Seen, lens: Lens, t: Translator) -> Iterator[Entry]:
    certain = [look for look in seen.looks if not look[3]]
    for standing in Standing:
        if any(look[1] is standing for look in certain):
            meaning = terms.STANDING_MEANINGS[standing]
            if standing is Standing.CONTESTED and lens is Lens.HELD:
                meaning = terms.CONTESTED_UNDER_HELD
            sign = _both((None, standing, Basis.RECORDED, False))
            yield Entry(sign, _capital(t(terms.STANDINGS[standing])), t(meaning))
    if any(look[3] for look in seen.looks):
        sign = _area((None, Standing.CONTESTED, Basis.RECORDED, True))
        yield Entry(sign, _capital(t(terms.UNCERTAIN)), t(terms.UNCERTAIN_MEANING))


def _bases(seen: Seen, t: Translator) -> Iterator[Entry]:
    for basis in Basis:
        if any(look[2] is basis for look in seen.looks):
            sign = _both((None, Standing.HELD, basis, False))
            yield Entry(sign, _capital(t(terms.BASES[basis])), t(terms.BASIS_MEANINGS[basis]))


def _signs(seen: Seen, t: Translator) -> Iterator[Entry]:
    any_ = (None, Standing.HELD, Basis.RECORDED, False)

    def front(*, inferred: bool) -> Sign:
        return lambda palette, x, y: [front_item(palette, _stroke(x, y), inferred=inferred)]

    def line(kind: LineKind | None) -> Sign:
        return lambda palette, x, y: line_items(palette, _stroke(x, y), kind)

    def corridor(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield from corridor_items(palette, _box(x, y), any_)
        yield centreline(palette, _stroke(x, y))

    def dot(*, far: bool) -> Sign:
        return lambda palette, x, y: [dot_in(palette, x + KEY[0] / 2, y + KEY[1] / 2, 4.2, any_, far=far)]

    if seen.front:
        yield Entry(front(inferred=False), t("Front: both sides recorded"))
    if seen.inferred_front:
        yield Entry(front(inferred=True), t("Front: one side or both inferred"))
    for kind, name in seen.lines.values():
        yield Entry(line(kind), name)
    if seen.corridors:
        yield Entry(corridor, t(terms.LAYERS[Layer.CORRIDOR]))
    if seen.settlement:
        yield Entry(dot(far=False), t(terms.LAYERS[Layer.SETTLEMENT]))
    if seen.approximate:
        yield Entry(dot(far=True), t("Settlement, position approximate"))


def _area(look: tuple[str | None, Standing, Basis, bool]) -> Sign:
    """A sample of an area in a look."""

    def sign(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield from area_items(palette, _box(x, y), look)
        if look[1] is Standing.CLAIMED:
            yield VectorPath(_box(x, y), **stroke_of("claim", palette.full(look[0])))

    return sign


def _both(look: tuple[str | None, Standing, Basis, bool]) -> Sign:
    """A sample of an area and of a settlement."""

    def sign(palette: Palette, x: float, y: float) -> Iterator[Item]:
        narrow = shapely.box(x + 0.5, y + 1.5, x + 14, y + KEY[1] - 1.5)
        yield from area_items(palette, narrow, look)
        if look[1] is Standing.CLAIMED:
            yield VectorPath(narrow, **stroke_of("claim", palette.full(look[0])))
        yield dot_in(palette, x + 20.5, y + KEY[1] / 2, 4, look)

    return sign


def _box(x: float, y: float) -> shapely.Polygon:
    return shapely.box(x + 0.5, y + 1.5, x + KEY[0] - 0.5, y + KEY[1] - 1.5)


def _stroke(x: float, y: float) -> shapely.LineString:
    return shapely.LineString([(x + 1, y + KEY[1] / 2), (x + KEY[0] - 1, y + KEY[1] / 2)])


def _window(scene: MapScene) -> shapely.Polygon:
    south, west, north, east = scene.view.bounds
    window = shapely.box(west, south, east, north)
    shapely.prepare(window)
    return window


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
