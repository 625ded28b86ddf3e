"""Who controls a place on a day: the one rule, and everything that follows from it.

The rule: *the last change dated on or before the day decides.* On one day file order decides; within one
event a change that names a place itself goes before one that names its group. A change whose date is
vague opens a contested period on the earliest possible day and its own standing on the latest.

Under the lens ``held`` the same steps are read, but one that is not held leaves the place with its last
undisputed holder, as contested. A place that nobody ever held without dispute stays with its first controller.
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from ..records.dates import lies_in
from ..records.errors import OutsideSpanError
from ..records.model import Basis, Change, Dataset, Event, Layer, Lens, Place, Standing


@dataclass(frozen=True, slots=True)
class ControlPeriod:
    """A span of days on which one actor controls a place with one standing.

    ``start`` is included, ``end`` is not; ``end`` is ``None`` while nothing ends it. ``event`` is the id of
    the event that opened it.
    """

    place: str
    actor: str
    standing: Standing
    basis: Basis
    event: str
    start: dt.date
    end: dt.date | None

    @property
    def last(self) -> dt.date | None:
        """Its last day, the eve of ``end``: what readers are told; ``None`` while nothing ends it."""
        return None if self.end is None else self.end - dt.timedelta(days=1)

    def covers(self, day: dt.date) -> bool:
        """Whether the day lies in the period."""
        return lies_in(day, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One step in the history of a place: from this day on, this actor, by this change of this event.

    ``expects`` is the controller that the change says was there before; ``None`` where it says nothing.
    """

    day: dt.date
    event: str
    actor: str
    standing: Standing
    basis: Basis
    expects: str | None


def control_periods(dataset: Dataset, lens: Lens = Lens.CLAIMED) -> Mapping[str, tuple[ControlPeriod, ...]]:
    """Every control period of every place, in order of time, by place id."""
    return _control_periods(dataset, lens)


@functools.lru_cache(maxsize=16)
def _control_periods(dataset: Dataset, lens: Lens) -> Mapping[str, tuple[ControlPeriod, ...]]:
    read = _undisputed if lens is Lens.HELD else tuple
    return {place: _periods(place, read(steps)) for place, steps in assignments(dataset).items()}


def control_on(dataset: Dataset, day: dt.date, lens: Lens = Lens.CLAIMED) -> dict[str, ControlPeriod]:
    """The control period of each place on a day, by place id; raise ``OutsideSpanError`` outside the span."""
    if not dataset.describes(day):
        raise OutsideSpanError(
            f"{day.isoformat()} is outside the dataset, which runs from {dataset.start.isoformat()} "
            f"to {dataset.end.isoformat()}"
        )
    return dict(_control_on(dataset, day, lens))


@functools.lru_cache(maxsize=64)
def _control_on(dataset: Dataset, day: dt.date, lens: Lens) -> Mapping[str, ControlPeriod]:
    all_periods = control_periods(dataset, lens)
    found = ((place, period_on(periods, day)) for place, periods in all_periods.items())
    return {place: period for place, period in found if period is not None}


def period_on(periods: Sequence[ControlPeriod], day: dt.date) -> ControlPeriod | None:
    """Of the periods of one place, in order of time, the one that covers a day; ``None`` if none does."""
    index = bisect.bisect_right(periods, day, key=attrgetter("start")) - 1
    return periods[index] if index >= 0 and periods[index].covers(day) else None


def change_days(dataset: Dataset, lens: Lens = Lens.CLAIMED) -> tuple[dt.date, ...]:
    """The days on which the control of at least one place changes, in order, the first day of all left out."""
    return _change_days(dataset, lens)


@functools.lru_cache(maxsize=16)
def _change_days(dataset: Dataset, lens: Lens) -> tuple[dt.date, ...]:
    starts = {period.start for periods in control_periods(dataset, lens).values() for period in periods[1:]}
    return tuple(sorted(starts))


def is_date_uncertain(dataset: Dataset, period: ControlPeriod) -> bool:
    """Whether a period only spans the days among which the day of a change is unknown.

    A period that goes on after the last possible day is contested for another reason.
    """
    when = dataset.event[period.event].when
    return (
        when.vague
        and period.standing is Standing.CONTESTED
        and period.start == when.earliest
        and period.end is not None
        and period.end <= when.latest
    )


@functools.lru_cache(maxsize=16)
def assignments(dataset: Dataset) -> Mapping[str, tuple[Assignment, ...]]:
    """The steps of each place's history, in the order in which the rule reads them."""
    steps: dict[str, list[_Step]] = {place: [] for place in dataset.places}
    anchored: dict[str, list[Place]] = {}
    for cell in dataset.cells():
        if cell.anchor is not None:
            anchored.setdefault(cell.anchor, []).append(cell)
    named: set[str] = set()
    for order, event in enumerate(dataset.events):
        singles, grouped = _singles(dataset, event), _through_groups(dataset, event)
        named.update(singles, (name for change in event.changes for name in change.except_))
        for place, changes in singles.items():
            for change in changes:
                steps[place].extend(_steps(order, event, change, Basis.RECORDED))
            for cell in anchored.get(place, ()):
                if cell.id not in singles:
                    steps[cell.id].extend(_followed(order, event, changes, grouped.get(cell.id, ())))
        for place, through in grouped.items():
            if place not in singles and dataset.places[place].anchor not in singles:
                steps[place].extend(_reached(order, event, through, dataset.places[place], dataset))
    own = {place: _ordered(found) for place, found in steps.items()}
    return {place.id: _inherited(place, named, own) for place in dataset.places.values()}


@dataclass(frozen=True, slots=True)
class _Step:
    """An assignment in its place among the events; one that ``repeats`` counts only if actor and standing stay."""

    order: int
    assignment: Assignment
    repeats: bool = False


def _singles(dataset: Dataset, event: Event) -> dict[str, list[Change]]:
    """The places that the event names themselves, each with its changes."""
    found: dict[str, list[Change]] = {}
    for change in event.changes:
        for name in change.places:
            if name in dataset.places:
                found.setdefault(name, []).append(change)
    return found


def _through_groups(dataset: Dataset, event: Event) -> dict[str, list[Change]]:
    """The places that the event names through a group, each with its changes, exceptions left out."""
    found: dict[str, list[Change]] = {}
    for change in event.changes:
        left_out = expand(dataset, change.except_)
        members = dict.fromkeys(place for name in change.places for place in dataset.members.get(name, ()))
        for place in members:
            if place not in left_out:
                found.setdefault(place, []).append(change)
    return found


def expand(dataset: Dataset, names: tuple[str, ...]) -> frozenset[str]:
    """The ids of all places that these ids of places or groups stand for."""
    found: set[str] = set()
    for name in names:
        found.update(dataset.members.get(name, (name,)))
    return frozenset(found)


def _steps(order: int, event: Event, change: Change, basis: Basis) -> Iterator[_Step]:
    when = event.when
    if when.vague:
        first = Assignment(when.earliest, event.id, change.to, Standing.CONTESTED, basis, change.from_)
        yield _Step(order, first)
        yield _Step(order, Assignment(when.latest, event.id, change.to, change.standing, basis, change.to))
    else:
        yield _Step(
            order, Assignment(when.earliest, event.id, change.to, change.standing, basis, change.from_)
        )


def _followed(
    order: int, event: Event, changes: Iterable[Change], through: Iterable[Change]
) -> Iterator[_Step]:
    """What a cell takes over from its anchor; recorded only if the event records the same of a group of the cell."""
    said = {(change.to, change.standing) for change in through if change.basis is Basis.RECORDED}
    for change in changes:
        basis = Basis.RECORDED if (change.to, change.standing) in said else Basis.INFERRED
        for step in _steps(order, event, change, basis):
            yield replace(step, assignment=replace(step.assignment, expects=None))


def _reached(
    order: int, event: Event, through: Iterable[Change], place: Place, dataset: Dataset
) -> Iterator[_Step]:
    """What an event says of a place through its groups; a cell is spared where the anchor that lies in it is left out."""
    for change in through:
        basis = Basis.INFERRED if place.layer is Layer.SETTLEMENT else change.basis
        left_out = place.anchor is not None and place.anchor in expand(dataset, change.except_)
        spared = left_out and dataset.places[place.anchor or ""].cell == place.id
        for step in _steps(order, event, change, basis):
            if spared:
                step = replace(step, assignment=replace(step.assignment, expects=None), repeats=True)
            yield step


def _ordered(steps: list[_Step]) -> tuple[Assignment, ...]:
    found: list[Assignment] = []
    for step in sorted(steps, key=lambda step: (step.assignment.day, step.order)):
        now = step.assignment
        if step.repeats and (not found or (found[-1].actor, found[-1].standing) != (now.actor, now.standing)):
            continue
        found.append(now)
    return tuple(found)


def _inherited(
    place: Place, named: Collection[str], own: Mapping[str, tuple[Assignment, ...]]
) -> tuple[Assignment, ...]:
    """A settlement that no change names or leaves out has the whole history of the cell in which it lies, as inferred."""
    if place.layer is not Layer.SETTLEMENT or place.cell is None or place.id in named:
        return own[place.id]
    return tuple(replace(step, basis=Basis.INFERRED, expects=None) for step in own[place.cell])


def _undisputed(steps: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
    """The steps as the lens ``held`` reads them: who is not the undisputed holder does not become the controller.

    Nor does who was it only in a step that another of the same day replaces.
    """
    found: list[Assignment] = []
    for step in _last_of_each_day(steps):
        if not step.standing.undisputed:
            holder = found[-1].actor if found else step.actor
            step = replace(step, actor=holder, standing=Standing.CONTESTED)
        found.append(step)
    return tuple(found)


def _last_of_each_day(steps: tuple[Assignment, ...]) -> Iterator[Assignment]:
    """Of several steps on a day the last, which is what holds."""
    for step, after in zip(steps, (*steps[1:], None), strict=True):
        if after is None or after.day != step.day:
            yield step


def _periods(place: str, steps: tuple[Assignment, ...]) -> tuple[ControlPeriod, ...]:
    """Join the steps into periods: of several steps on a day the last counts; one that alters nothing opens none."""
    kept: list[Assignment] = []
    for step in _last_of_each_day(steps):
        if not kept or _alters(kept[-1], step):
            kept.append(step)
    ends = [*(step.day for step in kept[1:]), None]
    return tuple(
        ControlPeriod(place, step.actor, step.standing, step.basis, step.event, step.day, end)
        for step, end in zip(kept, ends, strict=True)
    )


def _alters(before: Assignment, step: Assignment) -> bool:
    """Whether a step brings another controller or standing, or records what was only inferred."""
    recorded = before.basis is Basis.INFERRED and step.basis is Basis.RECORDED
    return recorded or (before.actor, before.standing) != (step.actor, step.standing)
