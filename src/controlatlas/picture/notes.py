"""At most two notes on a map: what changed there, in whose favour or when, in free land beside it or on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import shapely
from babel.lists import format_list
from shapely.geometry.base import BaseGeometry

from ..history.timeline import ControlPeriod, control_on, is_date_uncertain
from ..language.catalogue import Translator, translator
from ..language.dates_and_works import day_in_words
from ..language.naming import Naming
from ..measure.in_view import PROMINENT, smallest_group
from ..records.model import Layer, Place, Standing, say, say_inside
from .drawing import Item, TextRun
from .fonts import width_of, writable
from .map_layers import MapScene, at
from .regions import mosaic
from .smooth import polygons
from .spots import LEADER_NAME, Sheet, fill_under, free_spot, letters_over, with_leader

MOST_NOTES = 2
"""How many notes a map has."""

MOST_TOWNS = 3
"""How many towns of the first rank a note names, where there is room."""

SMALL_SHARE = 0.05
"""Below this share of the largest change of the day a change without a town has no note."""

LEAST_TARGET = 6.0
"""In land in which no circle of this radius is free, in pixels, a leader ends at the town."""

WHOLE_DISTRICT = 0.8
"""From this share of its places on, a district is named where it changes, and not its towns."""


def notes(scene: MapScene, naming: Naming, sheet: Sheet) -> Iterator[Item]:
    """The notes on the largest changes in view, each with a leader to what it speaks of; none for which there is no room."""
    written = 0
    for places, area in _that_matter(_largest(scene)):
        items = _written(scene, naming, sheet, places, area)
        yield from items
        written += bool(items)
        if written == MOST_NOTES:
            return


def _written(
    scene: MapScene, naming: Naming, sheet: Sheet, places: list[Place], area: BaseGeometry
) -> list[Item]:
    """A note in the words for which there is room, the most telling first."""
    for lines in _lines(scene, naming, places):
        lines = [writable(line) for line in lines]
        wide = max(
            width_of(line, LEADER_NAME, face) for line, face in zip(lines, ("medium", "sans"), strict=True)
        )
        items = list(_inside(scene, sheet, area, lines, wide))
        items = items or list(with_leader(scene, sheet, _target(scene, sheet, places, area), lines, wide))
        if items:
            return items
    return []


def _that_matter(found: list[tuple[list[Place], BaseGeometry]]) -> list[tuple[list[Place], BaseGeometry]]:
    """The changes with a town that words name, then the largest; none beside which another is many times larger."""
    most = max((area.area for _, area in found), default=0.0)
    towns = [it for it in found if _towns(it[0])]
    return towns + [it for it in found if it not in towns and it[1].area >= SMALL_SHARE * most]


def _towns(places: Sequence[Place]) -> list[Place]:
    """The settlements among these that words name, the most important first."""
    towns = [it for it in places if it.layer is Layer.SETTLEMENT and it.rank <= PROMINENT]
    return sorted(towns, key=lambda it: (it.rank, it.id))


def _inside(
    scene: MapScene, sheet: Sheet, area: BaseGeometry, lines: Sequence[str], wide: float
) -> Iterator[Item]:
    """The lines in the largest free place of the area, if all of it has one fill there."""
    high = LEADER_NAME * 1.16 * len(lines)
    tried = Sheet(sheet.frame, list(sheet.taken))
    for part in sorted(polygons(area), key=lambda it: -float(it.area))[:1]:
        spot = free_spot(part, tried, wide, high)
        if spot is None:
            return
        x, y = spot
        box = (x - wide / 2 - 3, y - high / 2 - 2, x + wide / 2 + 3, y + high / 2 + 2)
        fill = fill_under(scene, box)
        if fill is None:
            return
        sheet.taken.append(box)
        color, halo = letters_over(scene, fill)
        for index, (line, face) in enumerate(zip(lines, ("medium", "sans"), strict=True)):
            base = box[1] + 2 + LEADER_NAME * (0.92 + 1.16 * index)
            yield TextRun(line, x, base, LEADER_NAME, face, color, "middle", halo)


def _largest(scene: MapScene) -> list[tuple[list[Place], BaseGeometry]]:
    """The places that change in view by the event that changes them, with their area on the picture, the largest first."""
    ids = scene.today if scene.since is None else scene.changed or frozenset()
    by_event: dict[str, list[Place]] = {}
    for key in sorted(ids):
        place = scene.dataset.places[key]
        if place.geometry is not None and key in scene.state:
            by_event.setdefault(scene.state[key].event, []).append(place)
    found = []
    for places in by_event.values():
        area = _area(scene, places)
        if not area.is_empty and not _is_road(scene, places, area):
            found.append((places, area))
    return sorted(found, key=lambda it: (-it[1].area, it[0][0].id))


def _is_road(scene: MapScene, places: Sequence[Place], area: BaseGeometry) -> bool:
    """Whether what changes is a corridor, which has a name of its own, and little land beside it."""
    if "corridors" not in scene.layers or not any(it.layer is Layer.CORRIDOR for it in places):
        return False
    roads = shapely.union_all([road for _, road in scene.land.corridors])
    return bool(area.difference(roads).area <= area.area / 2)


def _area(scene: MapScene, places: Sequence[Place]) -> BaseGeometry:
    """What of these places lies well inside the map: their land, or their points where they have none."""
    left, top, right, bottom = scene.view.readable
    window = shapely.box(left + 8, top + 8, right - 8, bottom - 8)
    shapes = mosaic(scene.dataset, scene.view).shapes
    cells = [shapes[it.id] for it in places if it.id in shapes]
    if cells:
        return shapely.coverage_union_all(cells).intersection(window)
    points = [at(scene, it) for it in places if it.layer is Layer.SETTLEMENT]
    return shapely.MultiPoint(points).intersection(window)


def _target(scene: MapScene, sheet: Sheet, places: Sequence[Place], area: BaseGeometry) -> BaseGeometry:
    """Where a leader ends: in the part of the area in which the town lies that the note names; where that is small, at the town."""
    for town in _towns(places)[:1]:
        point = shapely.Point(at(scene, town))
        for part in (it for it in polygons(area) if it.distance(point) == 0):
            free = max(polygons(_free(part, sheet)), key=lambda it: float(it.area))
            circle = shapely.maximum_inscribed_circle(free, tolerance=1.0)
            return shapely.get_point(circle, 0) if circle.length > LEAST_TARGET else point
    return _middle(_free(area, sheet))


def _free(area: BaseGeometry, sheet: Sheet) -> BaseGeometry:
    """The part of an area on which nothing stands, if it has any: there a leader can end."""
    free = area.difference(shapely.union_all([shapely.box(*it) for it in sheet.taken]))
    return free if polygons(free) else area


def _middle(area: BaseGeometry) -> BaseGeometry:
    """The middle of the largest circle in an area, or its first point."""
    parts = polygons(area)
    if not parts:
        return shapely.get_parts(area)[0]
    largest = max(parts, key=lambda it: float(it.area))
    return shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=1.0), 0)


def _lines(scene: MapScene, naming: Naming, places: Sequence[Place]) -> Iterator[list[str]]:
    t = translator(scene.language)
    said = _said(scene, places, t)
    for named in dict.fromkeys(_named(scene, naming, places, t)):
        yield [named, said]


def _named(scene: MapScene, naming: Naming, places: Sequence[Place], t: Translator) -> Iterator[str]:
    """The district, if it changes as good as whole, else its towns and how many others; without a town, the district again."""
    dataset = scene.dataset
    group = smallest_group(dataset, (it.id for it in places))
    drawn = {it.id for it in dataset.districts}
    if group in drawn and len(places) >= WHOLE_DISTRICT * len(dataset.members[group]):
        yield say(dataset.groups[group].names, scene.language)
        return
    named = [it for it in places if it.layer is Layer.SETTLEMENT] or list(places)
    towns = _towns(named)
    if not towns and group in drawn and len(named) > 1:
        name = say(dataset.groups[group].names, scene.language)
        yield f"{name}, {t.plural('{n} place', '{n} places', len(named))}"
        return
    order = [*towns, min(named, key=lambda it: (it.rank, it.id))]
    for many in range(min(MOST_TOWNS, max(1, sum(it.rank == 1 for it in towns))), 0, -1):
        names, more = [naming.first(it.names) for it in order[:many]], len(named) - many
        if not more:
            yield str(format_list(names, locale=t.locale))
        else:
            place = ", ".join(names)
            yield t.plural("{place} and {n} more place", "{place} and {n} more places", more, place=place)


def _said(scene: MapScene, places: Sequence[Place], t: Translator) -> str:
    """Since when, and whose it is: where two days are shown the day, on a single day the standing."""
    period = scene.state[places[0].id]
    if scene.since is not None or scene.between is not None:
        date = day_in_words(period.start, scene.language)
        claimed = _claimed_before(scene, places, period, period.start) if period.standing.undisputed else 0
        if claimed == 1:
            return t("confirmed on {date}", date=date)
        return t("held from {date}", date=date) if claimed else date
    now = _as_claimed(scene.claimed, places[0], period)
    actor = say_inside(scene.dataset.actors[now.actor].names_on(scene.day), scene.language)
    if is_date_uncertain(scene.dataset, now):
        return t("around this day: {actor}", actor=actor)
    if now.standing.undisputed:
        claimed = _claimed_before(scene, places, now, scene.day)
        if claimed == 1:
            return t("confirmed on this day: {actor}", actor=actor)
        if claimed:  # some of it was, the rest is new: held is true of both
            return t("held from this day: {actor}", actor=actor)
        return t("from this day: {actor}", actor=actor)
    if now.standing is Standing.CLAIMED:
        return t("claimed on this day: {actor}", actor=actor)
    return t("contested from this day")


def _claimed_before(scene: MapScene, places: Sequence[Place], now: ControlPeriod, day: dt.date) -> float:
    """Which share of it was claimed on the day before by the actor who holds it beyond dispute from a day on, 0 to 1."""
    before = control_on(scene.dataset, day - dt.timedelta(days=1))
    found = [before.get(place.id) for place in places]
    return sum(
        it is not None and (it.actor, it.standing) == (now.actor, Standing.CLAIMED) for it in found
    ) / len(found)


def _as_claimed(claimed: Mapping[str, ControlPeriod], place: Place, period: ControlPeriod) -> ControlPeriod:
    """The control as claimed, whatever the lens: the picture draws the same under both."""
    return claimed.get(place.id, period)
