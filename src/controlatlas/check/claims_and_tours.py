"""Claims and tours refer to what exists, ask for days that are described, and say what the figures say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ..evidence.claims import answer
from ..history.timeline import expand
from ..language.claims import placeholders
from ..language.figures import figure_in_words
from ..measure.figures import corridors, moment
from ..records.dates import is_day, parse_day
from ..records.errors import Problem, near
from ..records.model import (
    AreaShare,
    Check,
    Claim,
    CorridorWidth,
    Dataset,
    DatesOfEvents,
    DaysBetween,
    Layer,
    SettlementsChanged,
    TourStep,
)
from .references import CLAIMS, TOURS, Known, unknown


def claim_references(dataset: Dataset, known: Known) -> Iterator[Problem]:
    """Sources, events, places and actors that a claim and its checks name; days, placeholders, ids of checks."""
    for claim in dataset.claims:
        yield from unknown(known.sources, (claim.source,), CLAIMS, claim.id, "source")
        for number, citation in enumerate(claim.citations, 1):
            field = f"citations[{number}].source"
            yield from unknown(known.sources, (citation.source,), CLAIMS, claim.id, field)
        yield from unknown(known.places, claim.places, CLAIMS, claim.id, "places")
        yield from _outside(dataset, claim.day, CLAIMS, claim.id, "day")
        for number, check in enumerate(claim.checks, 1):
            yield from _check_references(dataset, known, claim.id, f"checks[{number}]", check)
        ids = [check.id for check in claim.checks]
        yield from _twice(ids, CLAIMS, claim.id, "checks")
        for field, text in (("reasoning", claim.reasoning), ("wording", claim.wording)):
            for key in dict.fromkeys(placeholders(text)):
                if key not in ids:
                    message = (
                        f"names the figure {{{key}}}, but no check has that id{near(key, ids)}; add the check"
                    )
                    yield Problem(CLAIMS, claim.id, field, message)


def _check_references(
    dataset: Dataset, known: Known, claim: str, field: str, check: Check
) -> Iterator[Problem]:
    match check:
        case DaysBetween() | SettlementsChanged():
            yield from _moments(dataset, known, claim, field, check)
        case AreaShare() | CorridorWidth():
            yield from _outside(dataset, check.day, CLAIMS, claim, f"{field}.day")
        case DatesOfEvents():
            yield from unknown(known.events, check.events, CLAIMS, claim, f"{field}.events")
            if check.expected_dates and len(check.expected_dates) != len(check.events):
                dates, events = len(check.expected_dates), len(check.events)
                message = f"has length {dates}, but the events are {events}; give one date for each"
                yield Problem(CLAIMS, claim, f"{field}.expected", message)
    if isinstance(check, SettlementsChanged | AreaShare | CorridorWidth):
        yield from unknown(known.places, check.places, CLAIMS, claim, f"{field}.places")
    if isinstance(check, SettlementsChanged):
        yield from unknown(known.place_kinds, check.kinds, CLAIMS, claim, f"{field}.kinds")
        yield from unknown(known.actors, (check.from_,), CLAIMS, claim, f"{field}.from")
        yield from unknown(known.actors, (check.to,), CLAIMS, claim, f"{field}.to")
    if isinstance(check, AreaShare) and check.actor is not None:
        yield from unknown(known.actors, (check.actor,), CLAIMS, claim, f"{field}.actor")
    if isinstance(check, AreaShare) and (check.actor is None) != (check.day is None):
        needed = "day" if check.day is None else "actor"
        message = (
            "is missing; who controls an area is asked of one actor and one day, so give both or neither"
        )
        yield Problem(CLAIMS, claim, f"{field}.{needed}", message)


def _moments(
    dataset: Dataset, known: Known, claim: str, field: str, check: DaysBetween | SettlementsChanged
) -> Iterator[Problem]:
    """A moment is a day of the span, or the id of an event."""
    for name, text in (("start", check.start), ("end", check.end)):
        if is_day(text):
            yield from _outside(dataset, parse_day(text), CLAIMS, claim, f"{field}.{name}")
        else:
            yield from unknown(known.events, (text,), CLAIMS, claim, f"{field}.{name}")


def tour_references(dataset: Dataset, known: Known) -> Iterator[Problem]:
    """Events and places that the steps of a tour name; days, ranges and views."""
    for tour in dataset.tours:
        yield from _twice([step.id for step in tour.steps], TOURS, tour.id, "steps")
        for number, step in enumerate(tour.steps, 1):
            field = f"steps[{number}]"
            yield from unknown(known.events, step.events, TOURS, tour.id, f"{field}.events")
            yield from unknown(known.places, step.fit, TOURS, tour.id, f"{field}.fit")
            selected = () if step.select is None else (step.select,)
            yield from unknown(known.selectable, selected, TOURS, tour.id, f"{field}.select")
            for name, day in (("day", step.day), ("start", step.start), ("end", step.end)):
                yield from _outside(dataset, day, TOURS, tour.id, f"{field}.{name}")
            yield from _range_and_view(step, tour.id, field)


def _range_and_view(step: TourStep, tour: str, field: str) -> Iterator[Problem]:
    if (step.start is None) != (step.end is None):
        missing = "start" if step.start is None else "end"
        yield Problem(TOURS, tour, f"{field}.{missing}", "is missing; a range has a first and a last day")
    if step.start is not None and step.end is not None and not step.start <= step.day <= step.end:
        message = f"is not in the range from {step.start} to {step.end}; correct the day or the range"
        yield Problem(TOURS, tour, f"{field}.day", message)
    if step.bounds is not None and step.fit:
        message = "is there beside bounds; give one of the two"
        yield Problem(TOURS, tour, f"{field}.fit", message)
    if step.bounds is not None and not (step.bounds[0] < step.bounds[2] and step.bounds[1] < step.bounds[3]):
        message = "has no extent; write [[south, west], [north, east]]"
        yield Problem(TOURS, tour, f"{field}.bounds", message)


def _outside(dataset: Dataset, day: dt.date | None, file: str, record: str, field: str) -> Iterator[Problem]:
    """A day that the dataset does not describe; a span that is itself wrong is told where it stands."""
    if day is not None and dataset.start <= dataset.end and not dataset.start <= day <= dataset.end:
        message = f"{day} is outside the span {dataset.start} to {dataset.end}; choose a day inside it"
        yield Problem(file, record, field, message)


def _twice(ids: Iterable[str], file: str, record: str, field: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, key in enumerate(ids, 1):
        if key in seen:
            message = f"{key!r} is used twice; give one of the two another id"
            yield Problem(file, record, f"{field}[{number}].id", message)
        seen.add(key)


# ---------------------------------------------------------------- invariants


def check_answers(dataset: Dataset) -> Iterator[Problem]:
    """Each check can be computed, and no verdict says what its own figures contradict."""
    for claim in dataset.claims:
        empty = list(_empty(dataset, claim))
        yield from empty
        found = None if empty else answer(dataset, claim)
        if found is not None and not found.consistent:
            figures = ", ".join(
                f"{{{one.check.id}}} is {figure_in_words(one)}"
                for one in found.figures
                if one.agrees is not None
            )
            met = "met" if found.agrees else "not met"
            message = (
                f"is {claim.verdict.value!r}, but the figures of the claim are {met}: {figures}; "
                "choose another verdict, or correct the check"
            )
            yield Problem(CLAIMS, claim.id, "verdict", message)


def _empty(dataset: Dataset, claim: Claim) -> Iterator[Problem]:
    """Checks that ask for nothing: a range that runs backwards, places that have nothing to count."""
    for number, check in enumerate(claim.checks, 1):
        field = f"checks[{number}]"
        if isinstance(check, DaysBetween | SettlementsChanged):
            start, end = moment(dataset, check.start), moment(dataset, check.end)
            if end.latest < start.earliest:
                yield Problem(CLAIMS, claim.id, f"{field}.end", "is before start; swap the two")
        if isinstance(check, AreaShare | SettlementsChanged) and check.places:
            layer = Layer.CELL if isinstance(check, AreaShare) else Layer.SETTLEMENT
            named = (dataset.places.get(key) for key in expand(dataset, check.places))
            if not any(place is not None and place.layer is layer for place in named):
                message = f"hold no {layer.value} that could be counted; name others, or none to count all"
                yield Problem(CLAIMS, claim.id, f"{field}.places", message)
        if isinstance(check, CorridorWidth) and not corridors(dataset, check):
            message = "hold no corridor that is drawn on the day; name one, or choose another day"
            yield Problem(CLAIMS, claim.id, f"{field}.places", message)
