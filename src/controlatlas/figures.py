"""The figures that a claim can be checked against: each kind of check, computed from the dataset."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from .cite import day_in_words, locale_of, when_in_words
from .dates import When, is_day, parse_day
from .measure import area_km2, cell_areas, length_km
from .model import (
    AreaShare,
    Check,
    CorridorWidth,
    Dataset,
    DatesOfEvents,
    DaysBetween,
    Event,
    Layer,
    Lens,
    Place,
    Relation,
    SettlementsChanged,
    Width,
    say,
)
from .timeline import control_on, expand

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


def figure_in_words(figure: Figure, language: str = "en") -> str:
    """The figure as readers of that language write it: a plain number, or with km, km² or a sign for per cent."""
    locale = locale_of(language)
    value = figure.value or 0.0
    match figure.unit:
        case Unit.DATES:
            return format_list([when_in_words(event, language) for event in figure.events], locale=locale)
        case Unit.PERCENT:
            return format_percent(value / 100, format="#,##0.0%", locale=locale)
        case Unit.KM:
            return f"{format_decimal(value, format='#,##0.0', locale=locale)} km"
        case Unit.KM2:
            return f"{format_decimal(round(value), locale=locale)} km²"
    return format_decimal(round(value), locale=locale)


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
        and (check.day is None or place.start is None or place.start <= check.day)
        and (check.day is None or place.end is None or check.day < place.end)
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
    areas = cell_areas(dataset)
    among: Collection[str] = areas
    if check.places:
        among = expand(dataset, check.places) & areas.keys()
    if check.actor is not None and check.day is not None:
        state = control_on(dataset, check.day, check.lens)
        among = [cell for cell in among if state[cell].actor == check.actor]
    return sum(areas[cell] for cell in among)


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


# ---------------------------------------------------------------- how


def how(dataset: Dataset, check: Check, language: str = "en") -> str:
    """How the figure of a check comes about, in one or two sentences, with the note of the check at the end."""
    sentences = [_how(dataset, check, language)]
    if isinstance(check, SettlementsChanged | AreaShare) and check.lens is Lens.HELD:
        sentences.append("What is claimed or contested counts for the last undisputed holder.")
    return " ".join([*sentences, *filter(None, [say(check.note, language)])])


def _how(dataset: Dataset, check: Check, language: str) -> str:
    match check:
        case DaysBetween():
            start, end = (_moment_in_words(dataset, text, language) for text in (check.start, check.end))
            last = "both days counted" if check.both_included else "the last day not counted"
            return f"From {start} to {end}, {last}."
        case SettlementsChanged():
            limits = [*check.kinds, *check.standings, *check.bases]
            which = f" ({', '.join(limits)})" if limits else ""
            return (
                f"Settlements{which}{_among(dataset, check.places, language)} under "
                f"{_actor(dataset, check.from_, language)} on {_moment_in_words(dataset, check.start, language)} "
                f"and under {_actor(dataset, check.to, language)} on "
                f"{_moment_in_words(dataset, check.end, language)}."
            )
        case AreaShare():
            under = ""
            if check.actor is not None and check.day is not None:
                day = day_in_words(check.day, language)
                under = f" under {_actor(dataset, check.actor, language)} on {day}"
            cells = f"Cells of the map{_among(dataset, check.places, language)}{under}"
            if check.of_km2 is None:
                return f"{cells}, measured on the ellipsoid."
            whole = format_decimal(check.of_km2, locale=locale_of(language))
            return f"{cells}, measured on the ellipsoid and divided by {whole} km²."
        case CorridorWidth():
            on = f" on {day_in_words(check.day, language)}" if check.day is not None else ""
            drawn = f"the strips drawn{_among(dataset, check.places, language)}{on}"
            if check.width is Width.MEAN:
                return f"Area of {drawn}, divided by the length of their road."
            return f"Twice the way from the road to the farthest edge of {drawn}."
        case DatesOfEvents():
            titles = "; ".join(say(dataset.event[key].title, language) for key in check.events)
            return f"Dates in the dataset: {titles}."
    raise TypeError(f"no words are known for a {type(check).__name__}")


def _moment_in_words(dataset: Dataset, text: str, language: str) -> str:
    if is_day(text):
        return day_in_words(parse_day(text), language)
    event = dataset.event[text]
    return f"{when_in_words(event, language)} ({say(event.title, language)})"


def _among(dataset: Dataset, places: Iterable[str], language: str) -> str:
    names = [say((dataset.places.get(key) or dataset.groups[key]).names, language) for key in places]
    return f" in {format_list(names, locale=locale_of(language))}" if names else ""


def _actor(dataset: Dataset, actor: str, language: str) -> str:
    return say(dataset.actors[actor].names, language)
