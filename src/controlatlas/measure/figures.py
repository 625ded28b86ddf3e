"""The figures that a claim can be checked against: each kind of check, computed from the dataset."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import shapely

from ..history.timeline import control_on, expand
from ..records.dates import When, is_day, parse_day
from ..records.model import (
    AreaShare,
    Check,
    CorridorWidth,
    Dataset,
    DatesOfEvents,
    DaysBetween,
    Event,
    Layer,
    Place,
    Relation,
    SettlementsChanged,
    Width,
    drawn_on,
)
from .areas import area_km2, cell_areas, land_km2, length_km

EDGE_STEP = 0.001
"""How densely the edge of a corridor is walked along in search of its farthest point, in degrees (about 100 m)."""


class Unit(enum.StrEnum):
    """In what a figure is given; the kind of check decides it."""

    DAYS = "days"
    SETTLEMENTS = "settlements"
    KM2 = "km2"
    PERCENT = "percent"
    KM = "km"
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a check gives: a number (``None`` for dates), or the events whose dates were asked for.

    ``agrees`` says whether the claim's own figure is met within its tolerance; ``None`` if the claim has none.
    """

    check: Check
    unit: Unit
    value: float | None
    agrees: bool | None
    events: tuple[Event, ...] = ()


def figure(dataset: Dataset, check: Check) -> Figure:
    """Compute one check."""
    match check:
        case DatesOfEvents():
            events = tuple(dataset.event[key] for key in check.events)
            return Figure(check, Unit.DATES, None, _dates_agree(check, events), events)
        case DaysBetween():
            return _number(check, Unit.DAYS, _days(dataset, check))
        case SettlementsChanged():
            return _number(check, Unit.SETTLEMENTS, _settlements(dataset, check))
        case AreaShare():
            km2 = _area(dataset, check)
            if check.of_km2 is None:
                return _number(check, Unit.KM2, km2)
            return _number(check, Unit.PERCENT, 100 * km2 / check.of_km2)
        case CorridorWidth():
            return _number(check, Unit.KM, _width(corridors(dataset, check), check.width))
    raise TypeError(f"no figure is known for a {type(check).__name__}")


# ---------------------------------------------------------------- agreement


def _number(check: Check, unit: Unit, value: float) -> Figure:
    agrees = None
    if check.expected is not None:
        agrees = _within(check.relation, value - check.expected, check.tolerance)
    return Figure(check, unit, value, agrees)


def _within(relation: Relation, off: float, tolerance: float) -> bool:
    return (relation is Relation.AT_LEAST or off <= tolerance) and (
        relation is Relation.AT_MOST or off >= -tolerance
    )


def _dates_agree(check: DatesOfEvents, events: tuple[Event, ...]) -> bool | None:
    """Whether each event may have been when it is claimed to have been: a vague date agrees with each of its days."""
    if not check.expected_dates:
        return None
    return all(
        _within(check.relation, _days_off(event.when, claimed, check.relation), check.tolerance)
        for event, claimed in zip(events, check.expected_dates, strict=True)
    )


def _days_off(when: When, claimed: When, relation: Relation) -> int:
    """How many days after the date claimed the event was, at the least; it was "not later" only if it surely was not."""
    if relation is Relation.AT_MOST:
        return (when.latest - claimed.latest).days
    if relation is Relation.AT_LEAST:
        return (when.earliest - claimed.earliest).days
    late, early = (when.earliest - claimed.latest).days, (when.latest - claimed.earliest).days
    return max(late, 0) or min(early, 0)


# ---------------------------------------------------------------- computation


def moment(dataset: Dataset, text: str) -> When:
    """A day written as such, or the date of the event with that id."""
    if is_day(text):
        day = parse_day(text)
        return When(text, day, day)
    return dataset.event[text].when


def corridors(dataset: Dataset, check: CorridorWidth) -> tuple[Place, ...]:
    """The corridors among the places of the check that are drawn on its day."""
    among = expand(dataset, check.places) if check.places else dataset.places.keys()
    return tuple(
        place
        for place in dataset.places.values()
        if place.id in among
        and place.layer is Layer.CORRIDOR
        and (check.day is None or drawn_on(place, check.day))
    )


def _days(dataset: Dataset, check: DaysBetween) -> int:
    between = moment(dataset, check.end).latest - moment(dataset, check.start).earliest
    return between.days + check.both_included


def _settlements(dataset: Dataset, check: SettlementsChanged) -> int:
    before = control_on(dataset, moment(dataset, check.start).earliest, check.lens)
    after = control_on(dataset, moment(dataset, check.end).latest, check.lens)
    among = expand(dataset, check.places) if check.places else dataset.places.keys()
    return sum(
        place.layer is Layer.SETTLEMENT
        and place.id in among
        and (not check.kinds or place.kind in check.kinds)
        and (not check.standings or after[place.id].standing in check.standings)
        and (not check.bases or after[place.id].basis in check.bases)
        and (before[place.id].actor, after[place.id].actor) == (check.from_, check.to)
        for place in dataset.places.values()
    )


def _area(dataset: Dataset, check: AreaShare) -> float:
    among: Collection[str] = cell_areas(dataset)
    if check.places:
        among = expand(dataset, check.places).intersection(among)
    if check.actor is not None and check.day is not None:
        state = control_on(dataset, check.day, check.lens)
        among = [cell for cell in among if state[cell].actor == check.actor]
    return land_km2(dataset, among)


def _width(strips: tuple[Place, ...], width: Width) -> float:
    area = shapely.union_all([strip.geometry for strip in strips])
    road = shapely.union_all([strip.centreline for strip in strips])
    if width is Width.MEAN:
        return area_km2(area) / length_km(road)
    return 2 * _farthest_km(area.boundary, road)


def _farthest_km(edge: shapely.Geometry, road: shapely.Geometry) -> float:
    """The way from the road to the point of the edge that is farthest from it, in kilometres.

    From each point the way is sought on a plane on which a degree east is as long as one north, then measured.
    """
    shrink = np.array([np.cos(np.radians(edge.centroid.y)), 1.0])
    points = shapely.points(shapely.get_coordinates(shapely.segmentize(edge, EDGE_STEP)) * shrink)
    flat = shapely.transform(road, lambda coordinates: coordinates * shrink)
    ways = shapely.transform(shapely.shortest_line(points, flat), lambda coordinates: coordinates / shrink)
    return max(length_km(way) for way in ways)
