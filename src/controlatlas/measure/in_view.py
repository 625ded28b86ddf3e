"""What a view shows: the places in it, who holds how much of them, what changes in it, and what lies outside.

Every number and every name beside a picture, and every work under it, comes from here. A view is a box of the
earth, all that the dataset has, or the places of a group; of a cell that a box cuts only the part inside is counted.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import shapely
from shapely.geometry.base import BaseGeometry

from ..history.compare import Transition, changes_between, difference
from ..history.timeline import ControlPeriod, control_on, expand, is_date_uncertain
from ..records.model import (
    PEOPLED,
    Dataset,
    Event,
    Layer,
    Lens,
    Place,
    Stance,
    Standing,
    drawn_on,
    order_of_kind,
    say,
)
from .areas import Share, Weight, area_km2, shares_of, weights
from .balance import is_restated
from .reference_area import reference_cells

Bounds = tuple[float, float, float, float]
"""South, west, north, east in degrees."""

SEVERAL = 4
"""What changes in so many districts is not called after a town."""

PROMINENT = 2
"""Settlements of this rank or a lower one are those that words name."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Land and settlements that pass from one actor to another, or keep theirs with another standing.

    ``others`` are those of the settlements that are no towns or villages.
    """

    before: str
    after: str
    standing: Standing
    km2: float
    settlements: int
    others: int


@dataclass(frozen=True, eq=False)
class InView:
    """What is in view on a day, and on an earlier one if two are shown.

    ``named`` is what the reader asked for, ``where`` the id of the group or place that names the view, ``None`` for
    the whole; ``around``: it only lies in the view. ``outline`` is the part of the box that is shown, where it is not all. ``weights`` are the square metres and settlements counted, by place. ``changes`` are those on the day,
    or between the two days, of places in view; ``beside`` those of places that the map shows beside the group that is counted,
    ``outside`` those of places elsewhere, ``unplaced`` those that no map shows, of places without a known position: of the group
    counted, or any where nothing names the view. ``around_it`` is what of other places the map shows beside that group.
    """

    dataset: Dataset
    day: dt.date
    earlier: dt.date | None
    lens: Lens
    box: Bounds | None
    named: str | None
    where: str | None
    around: bool
    places: frozenset[str]
    weights: Mapping[str, Weight]
    changes: tuple[Transition, ...]
    beside: tuple[Transition, ...]
    outside: tuple[Transition, ...]
    unplaced: tuple[Transition, ...]
    around_it: Mapping[str, Weight]

    def state(self, day: dt.date) -> dict[str, ControlPeriod]:
        """The control on a day of the places in view."""
        return {key: it for key, it in control_on(self.dataset, day, self.lens).items() if key in self.places}

    def shares(self, day: dt.date) -> tuple[Share, ...]:
        """Land and settlements in view on a day, by controller, standing and basis."""
        return shares_of(self.weights, control_on(self.dataset, day, self.lens))

    def shares_around(self, day: dt.date) -> tuple[Share, ...]:
        """The land that the map shows beside the group that is counted, by controller, standing and basis."""
        return shares_of(self.around_it, control_on(self.dataset, day, self.lens))

    @property
    def counts_group(self) -> bool:
        """Whether the places of a group are counted, and not all that the map shows."""
        return self.named in self.dataset.groups

    @property
    def shows_most(self) -> bool:
        """Whether most of all land is counted, or most of all settlements where none has land."""
        whole = weights(self.dataset).values()
        by_land = any(it.m2 for it in whole)
        counted, all_there_is = (
            sum(it.m2 if by_land else it.settlements for it in some)
            for some in (self.weights.values(), whole)
        )
        return 2 * counted > all_there_is

    @functools.cached_property
    def whole_reference(self) -> bool:
        """Whether all of the dataset's reference area is in view, so that shares of it can be given."""
        cells, full = reference_cells(self.dataset), weights(self.dataset)
        return bool(cells) and all(self.weights.get(key) == full[key] for key in cells)

    def reference_shares(self, day: dt.date) -> tuple[Share, ...]:
        """Of the land in view, that of the reference area."""
        cells = reference_cells(self.dataset)
        inside = {key: it for key, it in self.weights.items() if key in cells}
        return shares_of(inside, control_on(self.dataset, day, self.lens))

    def undated(self, day: dt.date) -> frozenset[str]:
        """The places in view that pass to another controller around a day, on one that nobody knows."""
        return frozenset(
            key for key, period in self.state(day).items() if is_date_uncertain(self.dataset, period)
        )

    def undated_shares(self, day: dt.date) -> tuple[Share, ...]:
        """Of what is contested in view that which passes on a day nobody knows; of the reference area, if all of that is in view."""
        cells = reference_cells(self.dataset) if self.whole_reference else self.weights.keys()
        found = {key: self.weights[key] for key in self.undated(day) & self.weights.keys() & cells}
        return shares_of(found, control_on(self.dataset, day, self.lens))

    def other_shares(self, day: dt.date) -> tuple[Share, ...]:
        """Of the land in view, that outside the reference area; settlements are not counted."""
        cells = reference_cells(self.dataset)
        other = {key: it for key, it in self.weights.items() if it.m2 and key not in cells}
        return shares_of(other, control_on(self.dataset, day, self.lens))

    @functools.cached_property
    def landless(self) -> frozenset[str]:
        """The settlements in view whose land is not drawn, where they matter beside the others.

        That is where there is land in view, and they are a tenth of all settlements counted or all that changes.
        """
        counted = [key for key, it in self.weights.items() if it.settlements]
        found = frozenset(key for key in counted if _is_landless(self.dataset.places[key]))
        if not any(it.m2 for it in self.weights.values()):
            return frozenset()
        alone = bool(self.changes) and all(it.place in found for it in self.changes)
        return found if alone or 10 * len(found) >= len(counted) else frozenset()

    @functools.cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What the changes in view come to: land and settlements by who had them, who has them and how surely."""
        sums: defaultdict[tuple[str, str, Standing], list[int]] = defaultdict(lambda: [0, 0, 0])
        for it in self.changes:
            weight = self.weights.get(it.place)
            if weight is not None:
                key = (it.before.actor if it.before else it.after.actor, it.after.actor, it.after.standing)
                sums[key][0] += weight.m2
                sums[key][1] += weight.settlements
                sums[key][2] += weight.others
        order = {it: index for index, it in enumerate(Standing)}
        found = [Passage(*key, m2 / 1e6, *places) for key, (m2, *places) in sums.items()]
        return tuple(
            sorted(
                found, key=lambda it: (it.before == it.after, -it.km2, -it.settlements, order[it.standing])
            )
        )

    @property
    def changed_hands(self) -> tuple[Transition, ...]:
        """The changes in view that bring another controller."""
        return tuple(it for it in self.changes if not is_restated(it))

    @functools.cached_property
    def towns(self) -> tuple[Place, ...]:
        """The settlements in view that words name, the most important first."""
        found = (self.dataset.places[key] for key in self.places)
        return tuple(sorted((it for it in found if _is_town(it)), key=_importance))

    @functools.cached_property
    def last_change(self) -> dt.date | None:
        """The last day up to the day shown on which something in view changes."""
        first = self.dataset.start
        found = changes_between(self.dataset, first, self.day, self.lens) if first <= self.day else ()
        return next((it.day for it in reversed(found) if it.place in self.places and it.alters), None)

    @functools.cached_property
    def events(self) -> tuple[Event, ...]:
        """The events of what is shown as changed, the weightiest first: of the day, or of the days between.

        Where nothing of what is counted changes on a single day, those of what changes beside it on the map, or else of the last
        change before it.
        """
        if self.earlier is not None:
            found = {it.after.event for it in self.changes}
            steps = _steps_between(self.dataset, self.earlier, self.day, self.lens)
            found |= {it.after.event for it in steps if it.place in self.places and it.day > self.earlier}
            return _by_weight(self, found, self.changes)
        found = {it.after.event for it in self.changes}
        found |= {it.id for it in self.dataset.events if _is_of(it, self.day) and self._tells_of(it)}
        found = found or {it.after.event for it in self.beside}
        if found or self.last_change is None:
            return _by_weight(self, found, self.changes)
        day = self.last_change
        steps = tuple(
            it for it in _steps_between(self.dataset, day, day, self.lens) if it.place in self.places
        )
        return _by_weight(self, {it.after.event for it in steps}, steps)

    @property
    def leads(self) -> tuple[Event, ...]:
        """Of two days, the events that head a day between them and tell of the view, whether they change a place or not."""
        first = self.earlier or self.day
        return tuple(
            it
            for it in self.dataset.events
            if it.lead and first < it.when.earliest <= self.day and self._tells_of(it)
        )

    @property
    def is_eventful(self) -> bool:
        """Whether something in view changes, or an event tells of the very day."""
        return bool(self.changes or self.beside) or any(_is_of(it, self.day) for it in self.events)

    @functools.cached_property
    def elsewhere(self) -> tuple[Event, ...]:
        """The events of what changes outside the map on a single day on which nothing happens on it, the weightiest first."""
        if self.earlier is not None or self.is_eventful:
            return ()
        weight, found = event_weights(self.dataset), {it.after.event for it in self.outside}
        return tuple(sorted((self.dataset.event[key] for key in found), key=lambda it: -weight[it.id]))

    @functools.cached_property
    def background(self) -> tuple[Event, ...]:
        """The other events behind the control of what is in view, the latest first."""
        lead = {it.id for it in self.events}
        found = {
            period.event
            for day in (self.earlier, self.day)
            if day is not None
            for period in self.state(day).values()
        }
        order = {event.id: index for index, event in enumerate(self.dataset.events)}
        rest = (self.dataset.event[key] for key in found - lead)
        return tuple(sorted(rest, key=lambda it: (-it.when.latest.toordinal(), order[it.id])))

    def districts(self, places: Iterable[str], least: float = 0.15, most: int = 4) -> tuple[str, ...]:
        """The districts that hold most of the land of these places in view, or else most of the settlements."""
        land: defaultdict[str, int] = defaultdict(int)
        counted = [key for key in places if key in self.weights]
        by_land = any(self.weights[key].m2 for key in counted)
        whole = 0
        for key in counted:
            weight = self.weights[key].m2 if by_land else self.weights[key].settlements
            whole += weight
            for group in _districts_of(self.dataset).get(key, ()):
                land[group] += weight
        found = [group for group, weight in land.items() if weight and weight >= least * whole]
        return tuple(sorted(found, key=lambda group: (-land[group], group))[:most])

    def _tells_of(self, event: Event) -> bool:
        """Whether an event speaks of something in view; one that names no place speaks of all.

        Kinds with a lane of their own never concern control.
        """
        if self.dataset.kinds[event.kind].lane:
            return False
        named = (*event.places, *(name for change in event.changes for name in change.places))
        return not named or bool(expand(self.dataset, named) & self.places)


def in_view(
    dataset: Dataset,
    day: dt.date,
    earlier: dt.date | None = None,
    lens: Lens = Lens.CLAIMED,
    *,
    box: Bounds | None = None,
    named: str | None = None,
    outline: BaseGeometry | None = None,
) -> InView:
    """What is in view on a day, or on two. ``box`` is what the map shows, ``None`` for all that the dataset has.

    ``outline`` is what the map shows of the box where its projection makes no box of it, in longitude and latitude.

    ``named`` is the id of the place or group that the reader asked for; of a group its own places are counted.
    """
    return _in_view(dataset, day, earlier, lens, box, named, outline)


@functools.lru_cache(maxsize=64)
def _in_view(
    dataset: Dataset,
    day: dt.date,
    earlier: dt.date | None,
    lens: Lens,
    box: Bounds | None,
    named: str | None,
    outline: BaseGeometry | None,
) -> InView:
    shown = _shown(dataset, box, outline)
    changes = _changes(dataset, day, earlier, lens)
    group = dataset.members.get(named) if named is not None else None
    if named is not None and named in dataset.places and box is None:
        group = (named,)
    here = _standing_there(dataset, shown, day if earlier is None and box is not None else None)
    counted = frozenset(here) if group is None else frozenset(here).intersection(group)
    inside = tuple(it for it in changes if it.place in counted)
    beside = here - counted if group is not None and box is not None else set()
    seen = here if group is None else {*here, *group}
    outside = tuple(
        it for it in changes if it.place not in seen and dataset.places[it.place].geometry is not None
    )
    where, around = named, False
    if named is None and box is not None and not _holds_most(dataset, shown):
        where, around = _named_by(dataset, counted, inside)
    found = MappingProxyType(
        {key: it for key, it in shown.items() if key in counted and (it.m2 or it.settlements)}
    )
    among = group if group is not None else () if where is not None else dataset.places
    unplaced = tuple(
        it
        for it in changes
        if it.place in among and it.place not in counted and dataset.places[it.place].geometry is None
    )
    return InView(
        dataset=dataset,
        day=day,
        earlier=earlier,
        lens=lens,
        box=box,
        named=named,
        where=where,
        around=around,
        places=counted,
        weights=found,
        changes=inside,
        beside=tuple(it for it in changes if it.place in beside),
        outside=outside,
        unplaced=unplaced,
        around_it=MappingProxyType({key: it for key, it in shown.items() if key in beside and it.m2}),
    )


def _steps_between(dataset: Dataset, start: dt.date, end: dt.date, lens: Lens) -> tuple[Transition, ...]:
    """The transitions of some days that bring another controller or standing, and not only a better basis."""
    return tuple(it for it in changes_between(dataset, start, end, lens) if it.alters)


def _changes(dataset: Dataset, day: dt.date, earlier: dt.date | None, lens: Lens) -> tuple[Transition, ...]:
    if earlier is None:
        return _steps_between(dataset, day, day, lens)
    return difference(dataset, earlier, day, lens)


@functools.lru_cache(maxsize=64)
def _shown(dataset: Dataset, box: Bounds | None, outline: BaseGeometry | None = None) -> Mapping[str, Weight]:
    """The places that reach into a box, or into its outline, with what is counted of each: nothing of a corridor, which lies over cells."""
    full = {**dict.fromkeys(dataset.places, Weight(0, 0)), **weights(dataset)}
    if box is None:
        return MappingProxyType(full)
    south, west, north, east = box
    window = shapely.box(west, south, east, north) if outline is None else outline
    shapely.prepare(window)
    placed = [place for place in dataset.places.values() if place.geometry is not None]
    shapes = [place.geometry for place in placed]
    found = {}
    for place, covered, touched in zip(
        placed, shapely.covers(window, shapes), shapely.intersects(window, shapes), strict=True
    ):
        if covered or (touched and place.layer is not Layer.CELL):
            found[place.id] = full[place.id]
        elif touched:
            part = (
                shapely.clip_by_rect(place.geometry, west, south, east, north)
                if outline is None
                else shapely.intersection(place.geometry, outline)
            )
            m2 = round(area_km2(part) * 1e6) if part.area else 0
            if m2:
                found[place.id] = Weight(m2, 0)
    return MappingProxyType(found)


def _standing_there(dataset: Dataset, places: Iterable[str], day: dt.date | None) -> set[str]:
    """These places without the corridors that are not drawn on the day."""
    return {
        key
        for key in places
        if day is None
        or dataset.places[key].layer is not Layer.CORRIDOR
        or drawn_on(dataset.places[key], day)
    }


def _holds_most(dataset: Dataset, shown: Mapping[str, Weight]) -> bool:
    """Whether a box holds all that the dataset's own view holds, or most of its land."""
    if _shown(dataset, dataset.bounds).keys() <= shown.keys():
        return True
    return 2 * sum(it.m2 for it in shown.values()) > sum(it.m2 for it in weights(dataset).values())


def _named_by(
    dataset: Dataset, places: frozenset[str], changes: tuple[Transition, ...]
) -> tuple[str | None, bool]:
    """The group or settlement that names a box: the smallest group of what changes or lies in it, or the first town of these.

    A group without an outline names only a box in which half of its places lie: readers do not know where it ends. No town
    names what changes in several districts; the name of the whole does.
    """
    outlined = {it.id for it in dataset.districts}
    for wanted in ({it.place for it in changes}, {key for key in places if _is_land(dataset.places[key])}):
        found = smallest_group(dataset, wanted) if wanted else None
        if found is not None and (found in outlined or _holds_half(dataset, found, places)):
            return found, False
    changed = {it.place for it in changes}
    touched = {group for key in changed for group in _districts_of(dataset).get(key, ())}
    if len(touched) >= SEVERAL:
        return None, False
    for keys in (changed, places):
        drawn = [dataset.places[key] for key in keys if dataset.places[key].layer is Layer.SETTLEMENT]
        if drawn:
            return min(drawn, key=_importance).id, True
    return None, False


def _holds_half(dataset: Dataset, group: str, places: frozenset[str]) -> bool:
    land = [key for key in dataset.members[group] if _is_land(dataset.places[key])]
    return 2 * sum(key in places for key in land) >= len(land)


def smallest_group(dataset: Dataset, places: Iterable[str]) -> str | None:
    """The smallest group that holds all these places but not all cells, one with an outline before others."""
    wanted = set(places)
    cells = {cell.id for cell in dataset.cells()}
    holding = [
        key
        for key, members in dataset.members.items()
        if wanted <= set(members) and not cells <= set(members)
    ]
    drawn = {district.id for district in dataset.districts}
    return min(holding, key=lambda key: (key not in drawn, len(dataset.members[key]), key), default=None)


def whole_group(dataset: Dataset) -> str | None:
    """The smallest group that holds every cell, if there is one."""
    cells = {cell.id for cell in dataset.cells()}
    holding = [key for key, members in dataset.members.items() if cells and cells <= set(members)]
    return min(holding, key=lambda key: len(dataset.members[key]), default=None)


def changed_places(
    dataset: Dataset, day: dt.date, earlier: dt.date | None, lens: Lens = Lens.CLAIMED
) -> frozenset[str]:
    """The places that change on a day, or are another on it than on the earlier one."""
    return frozenset(it.place for it in _changes(dataset, day, earlier, lens))


# ---------------------------------------------------------------- the order of events


LARGE_M2, SMALL_M2 = 500e6, 50e6
"""From how much land that changes an event weighs more."""

LEADS = 100
"""What an event weighs more that heads its day, where weights are compared outside a view."""


def _by_weight(view: InView, events: Iterable[str], changes: tuple[Transition, ...]) -> tuple[Event, ...]:
    """Events by weight: the one that heads its day, then the weightier, then in the order of the file."""
    dataset = view.dataset
    order = {event.id: index for index, event in enumerate(dataset.events)}
    weight = _weigher(dataset, view.weights, view.places, changes)
    found = (dataset.event[key] for key in events)
    return tuple(sorted(found, key=lambda it: (not it.lead, -weight(it), order[it.id])))


@functools.lru_cache(maxsize=8)
def event_weights(dataset: Dataset) -> Mapping[str, int]:
    """How much each event matters beside the others of its day, by id, with all that the dataset has in view.

    The one that heads its day weighs ``LEADS`` more, which is more than any other can weigh.
    """
    changes = _steps_between(dataset, dataset.start, dataset.end, Lens.CLAIMED)
    weight = _weigher(dataset, weights(dataset), frozenset(dataset.places), changes)
    return {event.id: weight(event) + LEADS * event.lead for event in dataset.events}


def _weigher(
    dataset: Dataset,
    counted: Mapping[str, Weight],
    places: frozenset[str],
    changes: Iterable[Transition],
) -> Callable[[Event], int]:
    """What weighs an event: its kind, how many sides tell of it and whether it changes a large place or much land, or speaks of all.

    A side that only denies it does not tell of it, and a work of reference is no side.
    """
    land: defaultdict[str, int] = defaultdict(int)
    large: set[str] = set()
    for it in changes:
        land[it.after.event] += counted[it.place].m2 if it.place in counted else 0
        if dataset.places[it.place].rank == 1 and dataset.places[it.place].layer is Layer.SETTLEMENT:
            large.add(it.after.event)

    def weight(event: Event) -> int:
        told = {dataset.sources[it.source].side for it in event.citations if it.stance is not Stance.DENIES}
        weighs = dataset.kinds[event.kind].weight + min(
            4, sum(dataset.sides[side].independent for side in told)
        )
        if event.places and places <= expand(dataset, event.places):
            return weighs + 4
        size = 2 if land[event.id] >= LARGE_M2 else int(land[event.id] >= SMALL_M2)
        return weighs + 2 * (event.id in large) + size

    return weight


def _is_of(event: Event, day: dt.date) -> bool:
    """Whether an event happened on just this day, as far as is known."""
    return not event.when.vague and event.when.earliest == day


# ---------------------------------------------------------------- places


def _is_town(place: Place) -> bool:
    return place.layer is Layer.SETTLEMENT and place.rank <= PROMINENT and place.kind in PEOPLED


def _is_landless(place: Place) -> bool:
    """Whether a settlement is on the map and no land is drawn as its own."""
    return place.geometry is not None and (place.extent is not None or place.cell is None)


def _is_land(place: Place) -> bool:
    return place.layer is Layer.CELL


def _importance(place: Place) -> tuple[int, int, str, str]:
    return place.rank, order_of_kind(place.kind), say(place.names), place.id


@functools.lru_cache(maxsize=8)
def _districts_of(dataset: Dataset) -> Mapping[str, tuple[str, ...]]:
    """The districts with an outline in which each place lies, by its id."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for group in dict.fromkeys(district.id for district in dataset.districts):
        for key in dataset.members.get(group, ()):
            found[key].append(group)
    return {key: tuple(groups) for key, groups in found.items()}
