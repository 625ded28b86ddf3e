"""The legend of a picture: only what is in view, each sign drawn as on the map, each with its definition."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import shapely

from ..language.capitals import with_capital
from ..language.captions import PictureKind
from ..language.catalogue import Translator
from ..language.terms import (
    EXTENT_UNKNOWN,
    EXTENT_UNKNOWN_MEANING,
    SAYS,
    STANDING_MEANINGS,
    UNCERTAIN_MEANING,
)
from ..records.model import Dataset, Layer, Lens, LineKind, Standing, Text, say, say_inside
from ..style.marks import APPROXIMATE_M, Outline
from ..style.palette import Palette
from .drawing import Item, VectorPath
from .land import AGREED, CLAIMED, CONTESTED, HELD, KEPT, QUIET, UNDATED, pair_of
from .map_layers import (
    Edge,
    MapScene,
    areas_in_view,
    dated_lines,
    dot_in,
    edge_items,
    edges_constructed,
    front_item,
    has_unknown_extent,
    held_line,
    is_beside_land,
    is_mostly_constructed,
    line_items,
    outline_items,
    parted_front,
    region_items,
    ring_item,
    settlements,
    sign_of,
    stroke_of,
    unsure_items,
)

NO_LEGEND, SHORT, FULL = LEGENDS = ("none", "short", "full")
"""How much of a legend a picture has: none, what each sign is called, or also what that means."""

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
    """What occurs on one or more maps, for a legend that explains this and no more.

    ``between``: ``today`` is what changed between two days that are shown beside each other; ``agreements`` are those under which land passed to an actor, ``None`` for one without a name.
    ``land`` is that of each actor, however it looks. ``held``, ``kept`` and ``agreed`` are actors, each with the largest share of a map that its land takes, of what no card covers; ``kept`` is
    what is as before in a difference. ``unsure`` has what is not confirmed by last holder and claimant, ``doubt`` how much of a map each takes,
    ``spots`` are the settlements of each actor that lie on no land,
    ``standings`` how what an actor has is held. ``before`` says in which looks land that is as before is drawn,
    ``edges`` whose land ends at constructed edges, and how long they are, ``ringed`` to whom settlements with a ring passed, and whether without fighting. ``passed`` says in a difference from whom and
    to whom something passed, ``steady`` which stripes are as before, ``spots_before`` whose settlements on no land; ``outlined`` what is new to
    whom has its edge drawn.
    """

    held: dict[str, float] = field(default_factory=dict)
    kept: dict[str, float] = field(default_factory=dict)
    agreed: dict[str, float] = field(default_factory=dict)
    tinted: set[str] = field(default_factory=set)
    passed: set[tuple[str, str]] = field(default_factory=set)
    outlined: set[str] = field(default_factory=set)
    steady: set[tuple[str, str]] = field(default_factory=set)
    spots_before: set[str] = field(default_factory=set)
    unsure: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    doubt: dict[tuple[str, str], float] = field(default_factory=dict)
    corridors: set[str] = field(default_factory=set)
    lines: dict[str, tuple[LineKind | None, str]] = field(default_factory=dict)
    front: bool = False
    constructed: bool = False
    mostly: bool = False
    edges: dict[Edge, float] = field(default_factory=dict)
    today: bool = False
    approximate: bool = False
    extent_unknown: bool = False
    signs: dict[str, tuple[Outline, Text]] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    day: dt.date | None = None
    lens: Lens = Lens.CLAIMED
    between: bool = False
    land: dict[str, float] = field(default_factory=dict)
    agreements: dict[str, set[str | None]] = field(default_factory=dict)
    spots: Counter[str] = field(default_factory=Counter)
    standings: dict[str, set[Standing]] = field(default_factory=dict)
    before: dict[str, set[str]] = field(default_factory=dict)
    ringed: dict[str, bool] = field(default_factory=dict)

    def add(self, scene: MapScene) -> None:
        """Take note of all that a map shows."""
        self.day, self.lens = max(self.day or scene.day, scene.day), scene.lens
        self.tinted.update(it.actor for it in scene.dataset.context.countries if it.actor is not None)
        self._places(scene)
        if "mosaic" in scene.layers:
            self._land(scene)
        if "lines" in scene.layers:
            for line, _ in dated_lines(scene):
                line_kind = scene.dataset.line_kinds.get(line.kind)
                self.lines.setdefault(line.kind, (line_kind, say(line.names, scene.language)))

    def _places(self, scene: MapScene) -> None:
        for place in areas_in_view(scene.dataset, scene.view):
            look = scene.look(place.id)
            if look is None or not scene.drawn(place):
                continue
            if place.layer is Layer.CORRIDOR and "corridors" in scene.layers:
                if scene.is_faded(place.id):
                    self.kept.setdefault(look[0], 1.0)
                    self.before.setdefault(look[0], set()).add(HELD)
                else:
                    self.corridors.add(look[0])
                    self.held.setdefault(look[0], 1.0)
            self._stands(scene, place.id)
            if not scene.is_faded(place.id):
                self.places.add(place.id)
        if "settlements" in scene.layers:
            for place in settlements(scene):
                if not scene.is_faded(place.id):
                    self.places.add(place.id)
                if (outline := sign_of(scene.dataset, place)) is not None:
                    self.signs[place.kind] = outline, scene.dataset.place_kinds[place.kind].names
                self._stands(scene, place.id)
                look = scene.look(place.id)
                if look is not None and is_beside_land(scene, place):
                    if scene.is_faded(place.id):
                        self.spots_before.add(look[0])
                    else:
                        self.spots[look[0]] += 1
                self.approximate |= place.precision_m is not None and place.precision_m > APPROXIMATE_M
                self.extent_unknown |= has_unknown_extent(scene, place)

    def _stands(self, scene: MapScene, key: str) -> None:
        period = scene.held.get(key)
        if period is not None:
            self.standings.setdefault(period.actor, set()).add(period.standing)

    def _land(self, scene: MapScene) -> None:
        box, readable = shapely.box(*scene.view.box), shapely.box(*scene.view.readable).area
        as_before = scene.as_before
        covered = shapely.union_all([*scene.land.unsure.values(), *(it for _, it in scene.land.corridors)])
        for (actor, look, *_), area in scene.land.areas.items():
            shown = area.intersection(box)
            share = float((shown if scene.since is None else shown.difference(covered)).area / readable)
            if share == 0:
                continue
            self.land[actor] = max(self.land.get(actor, 0.0), share)
            kept = scene.since is not None and look != AGREED and (look in PALE or actor in as_before)
            into = self.agreed if look == AGREED else self.kept if kept else self.held
            if kept:
                self.before.setdefault(actor, set()).add(look)
            share = 0.0 if look == QUIET and not kept and actor in into else share
            into[actor] = max(into.get(actor, 0.0), share)
        self.passed |= scene.passed
        if scene.since is not None:
            self.outlined |= scene.marks.edges.keys()
        for actor, found in scene.agreements.items():
            self.agreements.setdefault(actor, set()).update(found)
        newly = _newly_unsure(scene)
        for pair, area in scene.land.unsure.items():
            shown = area.intersection(box)
            if shown.area >= LEAST_STRIPES:
                self.unsure.setdefault(pair, set()).update(scene.land.reasons[pair])
                self.doubt[pair] = max(self.doubt.get(pair, 0.0), float(shown.area / readable))
                if scene.since is not None and pair not in newly:
                    self.steady.add(pair)
        known, constructed = parted_front(scene, scene.land.front.intersection(box))
        self.front |= known.length > 0
        self.constructed |= constructed.length > 0
        self.mostly |= not self.constructed and is_mostly_constructed(scene, known)
        for edge, line in edges_constructed(scene):
            if length := float(line.intersection(box).length):
                self.edges[edge] = self.edges.get(edge, 0.0) + length
        self.today |= bool(scene.today & self.places)
        self.between |= scene.between is not None
        if scene.since is not None:
            for key in scene.marks.ringed:
                period = scene.state[key]
                agreed = scene.dataset.kinds[scene.dataset.event[period.event].kind].agreed
                self.ringed[period.actor] = agreed and self.ringed.get(period.actor, True)


FOLDED = 0.005
"""Land that takes less than this share of all land is not explained, unless it changed on the day."""

PALE = frozenset((QUIET, KEPT))
"""The looks of land that has the tint of its holder."""

COUNTED = 0.001
"""Land that takes less than this share of the land on a map is not counted among what the legend leaves out; what passed to others is explained from it on."""

LEAST_STRIPES = 20.0
"""Stripes of fewer square pixels than this are not explained: they show no stripe."""


def sections(dataset: Dataset, seen: Seen, kind: PictureKind, t: Translator) -> list[Section]:
    """The legend for what was seen, in the language of ``t``."""
    if kind is PictureKind.DIFFERENCE:
        found = [
            Section(_heading(dataset, seen, t), tuple(_changes(dataset, seen, t))),
            Section("", tuple(_as_before(dataset, seen, t))),
            Section("", tuple(_signs(seen, t))),
        ]
    else:
        held = (*_actors(dataset, seen, t), *_unsure(dataset, seen, t))
        found = [Section(t("Who controls"), held), Section(t("On the map"), tuple(_signs(seen, t)))]
    return [section for section in found if section.entries]


def without_meanings(section: Section) -> Section:
    """A section that says what each sign is called, and no more."""
    return replace(section, entries=tuple(replace(entry, meaning="") for entry in section.entries))


def with_names(section: Section, t: Translator) -> Section:
    """A section in which what a sign means begins with what it is called, as the language joins the two."""
    said = (
        replace(it, meaning=it.meaning and t(SAYS, name=it.name, state=it.meaning)) for it in section.entries
    )
    return replace(section, entries=tuple(said))


def _heading(dataset: Dataset, seen: Seen, t: Translator) -> str:
    """From whom all passed that is said below to have passed to others; where somebody both gained and lost, only that it changed."""
    losers, gainers = ({it[side] for it in seen.passed} for side in (0, 1))
    losers |= {holder for holder, claimant in seen.unsure.keys() - seen.steady if holder != claimant}
    names = [
        say_inside(it.names_on(seen.day), t.language) for it in dataset.actors.values() if it.id in losers
    ]
    return (
        t("From {actors}", actors=", ".join(names)) if names and not losers & gainers else t("What changed")
    )


def _changes(dataset: Dataset, seen: Seen, t: Translator) -> Iterator[Entry]:
    """What passed to whom, and what is not confirmed any more or newly claimed."""
    for actor in dataset.actors.values():
        name = say_inside(actor.names_on(seen.day), t.language)
        if seen.held.get(actor.id, 0) > COUNTED:
            road = actor.id in seen.corridors
            text = t("Under {actor}", actor=name) if road else t("Taken by {actor}", actor=name)
            yield Entry(
                _land(actor.id, outlined=actor.id in seen.outlined),
                with_capital(text, t.language),
            )
        elif actor.id in seen.spots:
            yield Entry(_spot(actor.id), with_capital(t("Under {actor}", actor=name), t.language))
        if seen.agreed.get(actor.id, 0) > COUNTED:
            text = t("Passed to {actor} without fighting", actor=name)
            under = seen.agreements.get(actor.id, set())
            named = [it for it in dataset.agreements if under == {it.id}]
            if named:
                under_what = say(named[0].names, t.language)
                text = t("Passed to {actor} under: {agreement}", actor=name, agreement=under_what)
            yield Entry(_land(actor.id, agreed=True), with_capital(text, t.language))
        if actor.id in seen.ringed:
            fought, agreed = (
                t("Taken by {actor}", actor=name),
                t("Passed to {actor} without fighting", actor=name),
            )
            yield Entry(_ring, with_capital(agreed if seen.ringed[actor.id] else fought, t.language))
    yield from _unsure(dataset, seen, t, steady=False)


def _as_before(dataset: Dataset, seen: Seen, t: Translator) -> Iterator[Entry]:
    """What did not change."""
    yield from _unsure(dataset, seen, t, steady=True)
    for actor in dataset.actors.values():
        text = t("As before: {actor}", actor=say_inside(actor.names_on(seen.day), t.language))
        if seen.kept.get(actor.id, 0) > FOLDED:
            looks = seen.before.get(actor.id, set())
            sign = (_tint if looks <= PALE else _split if looks & PALE else _land)(actor.id)
            yield Entry(sign, with_capital(text, t.language))
        elif actor.id in seen.spots_before:
            yield Entry(_spot(actor.id), with_capital(text, t.language))


def in_short(
    dataset: Dataset, seen: Seen, kind: PictureKind, t: Translator, most: int
) -> tuple[list[Section], frozenset[str]]:
    """The legend in about so many entries, each a section without a heading, and the kinds of dated lines that it does not name.

    Who, how sure, the front and what marks changes are in it, however many they are; who controls most of the land in view
    comes first, and those for whom there is no room are counted. All else is in it as far as there is room.
    """
    marks, dated = list(_marks(seen, t)), _dated(seen)
    if kind is PictureKind.DIFFERENCE:
        first, then = [*_changes(dataset, seen, t), *marks], list(_as_before(dataset, seen, t))
    else:
        ranked = sorted(dataset.actors, key=lambda key: (-seen.land.get(key, 0.0), -seen.spots[key]))
        actors = [_actor(dataset, seen, key, t) for key in ranked if key in seen.held or key in seen.spots]
        unsure = list(_unsure(dataset, seen, t))
        room = max(min(3, most - 1), most - len(marks) - len(unsure))
        if len(actors) > room:
            more = len(actors) - room + 1
            actors = [*actors[: room - 1], Entry(_nothing, t.plural("and {n} more", "and {n} more", more))]
        first, then = [*actors, *unsure, *marks], []
    found = [*first, *[*then, *dated.values(), *_others(seen, t)][: max(0, most - len(first))]]
    unnamed = frozenset(key for key, entry in dated.items() if entry not in found)
    return [Section("", (entry,)) for entry in found], unnamed


def _nothing(palette: Palette, x: float, y: float) -> Iterator[Item]:
    """No sign."""
    yield from ()


def _actors(dataset: Dataset, seen: Seen, t: Translator) -> Iterator[Entry]:
    for actor in dataset.actors.values():
        if _is_explained(seen, actor.id):
            yield _actor(dataset, seen, actor.id, t)
    more = sum(
        share > COUNTED * _of_land(seen) and not _is_explained(seen, key) for key, share in seen.held.items()
    )
    if more:
        yield Entry(_nothing, t.plural("and {n} more", "and {n} more", more))


def _of_land(seen: Seen) -> float:
    """The share of the map that is land of anybody: round much sea and land of others all areas are small."""
    return min(1.0, sum(seen.land.values()))


def _is_explained(seen: Seen, actor: str) -> bool:
    share = seen.held.get(actor, 0.0)
    return (
        share > FOLDED * _of_land(seen)
        or (actor in seen.held and actor in seen.tinted)
        or actor in seen.spots
    )


def _actor(dataset: Dataset, seen: Seen, key: str, t: Translator) -> Entry:
    sign = _spot(key) if key not in seen.held else _split(key) if key in seen.tinted else _land(key)
    standings = seen.standings.get(key, set())
    drawn = [t(STANDING_MEANINGS[Standing.DRAWN])] if Standing.DRAWN in standings else []
    agreed = [] if standings == {Standing.DRAWN} else [t(STANDING_MEANINGS[Standing.HELD])]
    meaning = " ".join([*agreed, *drawn])
    if key in seen.tinted:
        meaning = f"{meaning} " + t("Pale: as before and after, with the rest of the state.")
    return Entry(sign, say(dataset.actors[key].names_on(seen.day), t.language), meaning)


def _unsure(dataset: Dataset, seen: Seen, t: Translator, *, steady: bool | None = None) -> Iterator[Entry]:
    """What is not confirmed, the most first; stripes of the same meaning share an entry. ``steady``: only what is as before, or only what is not."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    shown = [it for it in seen.unsure if steady is None or (it in seen.steady) is steady]
    for pair in sorted(shown, key=lambda it: (-seen.doubt.get(it, 0.0), it)):
        found.setdefault(_unsure_in_words(dataset, seen, pair, t), []).append(pair)
    for (text, meaning), pairs in found.items():
        yield Entry(_stripes(pairs), with_capital(text, t.language), meaning)


def _unsure_in_words(dataset: Dataset, seen: Seen, pair: tuple[str, str], t: Translator) -> tuple[str, str]:
    """What stripes are called and what they mean: where claims are not counted, whose the land was last."""
    reasons = seen.unsure[pair]
    name = say_inside(dataset.actors[pair[1]].names_on(seen.day), t.language)
    of_both = t("Stripes of the last undisputed holder and of the claimant.")
    if seen.lens is Lens.HELD and UNDATED not in reasons:
        holder = say_inside(dataset.actors[pair[0]].names_on(seen.day), t.language)
        return t("Contested, last held by {actor}", actor=holder), of_both
    if CLAIMED in reasons and len(reasons) == 1:
        return t("Claimed by {actor}, not confirmed", actor=name), t(STANDING_MEANINGS[Standing.CLAIMED])
    if reasons == {UNDATED}:
        return t("Passes to {actor} around this day", actor=name), t(UNCERTAIN_MEANING)
    if reasons == {UNDATED, CONTESTED}:
        return t("Contested, or passes to {actor} around this day", actor=name), of_both
    if UNDATED in reasons:
        return t("Not confirmed, or passes to {actor} around this day", actor=name), of_both
    if CLAIMED in reasons:
        return t("Claimed by {actor} or contested, not confirmed", actor=name), of_both
    return t("Contested, last claimed by {actor}", actor=name), of_both


def _signs(seen: Seen, t: Translator) -> Iterator[Entry]:
    yield from _marks(seen, t)
    yield from _dated(seen).values()
    yield from _others(seen, t)


def _marks(seen: Seen, t: Translator) -> Iterator[Entry]:
    """The front, edges that are constructed, and what marks a change."""

    def front(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield front_item(palette, _stroke(x, y))

    def halfway(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield front_item(palette, _stroke(x, y), constructed=True)

    def today(palette: Palette, x: float, y: float) -> Iterator[Item]:
        return outline_items(palette, _box(x + 2, y + 1, 4, 2).boundary)

    meaning = t(
        "Halfway between settlements, or at one distance from a settlement; no source says how it runs."
    )
    if seen.front:
        text = t("Front line, for the most part constructed") if seen.mostly else t("Front line")
        yield Entry(front, text, t("Between land that both sides are said to hold; rounded."))
    if seen.constructed:
        text = t("Front line, constructed")
        yield Entry(halfway, text, meaning)
    if seen.edges:
        longest = max(seen.edges, key=lambda it: seen.edges[it])
        yield Entry(_edge(longest), t("Edge of an area, constructed"), meaning)
    if seen.today:
        if seen.between:
            name = t("Changed between these days")
            meaning = t("Another controller or standing than on the first day.")
        else:
            name = t("Changed on this day")
            meaning = t("Another controller or standing than on the day before.")
        yield Entry(today, name, meaning)


def _dated(seen: Seen) -> dict[str, Entry]:
    """The dated lines, by kind."""

    def line(kind: LineKind | None) -> Sign:
        return lambda palette, x, y: line_items(palette, _stroke(x, y), kind)

    return {key: Entry(line(kind), name) for key, (kind, name) in seen.lines.items()}


def _others(seen: Seen, t: Translator) -> Iterator[Entry]:
    """The signs of settlements."""

    def far(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield dot_in(palette, x + KEY[0] / 2, y + KEY[1] / 2, 4.2, None, None, far=True)

    def extent_unknown(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield ring_item(palette, x + KEY[0] / 2, y + KEY[1] / 2, 7)
        yield dot_in(palette, x + KEY[0] / 2, y + KEY[1] / 2, 2.6, None, None)

    for outline, names in seen.signs.values():
        yield Entry(_settlement(outline), say(names, t.language))
    if seen.approximate:
        far_off = t("Its point may be more than {n} m from the place.", n=t.number(APPROXIMATE_M))
        yield Entry(far, t("Settlement, position approximate"), far_off)
    if seen.extent_unknown:
        yield Entry(extent_unknown, t(EXTENT_UNKNOWN), t(EXTENT_UNKNOWN_MEANING))


def _edge(edge: Edge) -> Sign:
    """A sample of an edge of land that is constructed, with the land below it and the rest of the country above."""

    def sign(palette: Palette, x: float, y: float) -> Iterator[Item]:
        left, top, right, bottom = _box(x, y).bounds
        middle = (top + bottom) / 2
        country, land = shapely.box(left, top, right, middle), shapely.box(left, middle, right, bottom)
        yield VectorPath(country, fill=palette.tint(edge.holder or edge.actor))
        if edge.holder is None:
            yield from region_items(palette, land, edge.actor, agreed=edge.agreed)
        else:
            yield from unsure_items(palette, land, edge.holder, edge.actor)
        yield from edge_items(palette, shapely.LineString([(left, middle), (right, middle)]), edge)

    return sign


def _ring(palette: Palette, x: float, y: float) -> Iterator[Item]:
    """A sample of a settlement with a ring."""
    middle = x + KEY[0] / 2, y + KEY[1] / 2
    yield from outline_items(palette, shapely.Point(middle).buffer(7, quad_segs=12).boundary)
    yield dot_in(palette, *middle, 3.4, None, None)


def _settlement(outline: Outline) -> Sign:
    """A sample of a settlement of a kind of the dataset's own."""

    def sign(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield dot_in(palette, x + KEY[0] / 2, y + KEY[1] / 2, 4.2, None, None, sign=outline)

    return sign


def _spot(actor: str) -> Sign:
    """A sample of a settlement of an actor that lies on no land."""

    def sign(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield dot_in(palette, x + KEY[0] / 2, y + KEY[1] / 2, 4.2, actor, None)

    return sign


def _land(actor: str, *, agreed: bool = False, outlined: bool = False) -> Sign:
    """A sample of land that an actor holds, ``outlined`` as what changed."""

    def sign(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield from region_items(palette, _box(x, y), actor, agreed=agreed)
        if not agreed:
            yield from held_line(palette, _box(x, y), actor)
        if outlined:
            yield from outline_items(palette, _box(x + 2, y + 1, 4, 2).boundary)

    return sign


def _tint(actor: str) -> Sign:
    """A sample of land that looks as its country does."""

    def sign(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield VectorPath(_box(x, y), fill=palette.tint(actor), **stroke_of("border", palette.page("border")))

    return sign


def _split(actor: str) -> Sign:
    """A sample of an actor's land, and of its country: sixty to forty."""

    def sign(palette: Palette, x: float, y: float) -> Iterator[Item]:
        yield from _tint(actor)(palette, x, y)
        left, top, _, bottom = _box(x, y).bounds
        full = shapely.box(left, top, left + 0.6 * (KEY[0] - 1), bottom)
        yield from region_items(palette, full, actor)
        yield from held_line(palette, full, actor)

    return sign


def _stripes(pairs: Sequence[tuple[str, str]]) -> Sign:
    """Samples of what is not confirmed, beside each other in one box."""

    def sign(palette: Palette, x: float, y: float) -> Iterator[Item]:
        left, top, right, bottom = _box(x, y).bounds
        wide = (right - left) / len(pairs)
        for index, (holder, claimant) in enumerate(pairs):
            part = shapely.box(left + index * wide, top, left + (index + 1) * wide, bottom)
            yield from unsure_items(palette, part, holder, claimant)

    return sign


def _box(x: float, y: float, less: float = 0.0, lower: float = 0.0) -> shapely.Polygon:
    return shapely.box(x + 0.5, y + 1.5, x + KEY[0] - 0.5 - less, y + KEY[1] - 1.5 - lower)


def _stroke(x: float, y: float) -> shapely.LineString:
    return shapely.LineString([(x + 1, y + KEY[1] / 2), (x + KEY[0] - 1, y + KEY[1] / 2)])


def _newly_unsure(scene: MapScene) -> set[tuple[str, str]]:
    """Between whom something on the map is not confirmed that was not so before, or not between them."""
    seen = scene.newly_unsure & {it.id for it in areas_in_view(scene.dataset, scene.view)}
    pairs = (pair_of(scene.claimed[key], scene.held[key]) for key in seen)
    return {pair for pair in pairs if pair is not None}
