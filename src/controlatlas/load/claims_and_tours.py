"""From claims.json and tour.json to records: both are optional, and neither may be there and empty."""

from __future__ import annotations

import datetime as dt
import pathlib
from collections.abc import Iterator
from typing import TypeVar

from ..check.references import CLAIMS, TOURS
from ..records.dates import is_day
from ..records.model import (
    AreaShare,
    Check,
    Citation,
    Claim,
    CorridorWidth,
    DatesOfEvents,
    DaysBetween,
    SettlementsChanged,
    Tour,
    TourStep,
)
from . import schema
from .naming import path_of
from .problems import Problems, day_of, read_json, shaped_list, when_of
from .record_from import record_from

S = TypeVar("S", bound=schema.Schema)


def read_claims(folder: pathlib.Path, problems: Problems) -> Iterator[Claim]:
    """The claims of a folder that are in order; what is wrong with the others is noted."""
    for has in _records(folder, CLAIMS, schema.ClaimSchema, problems):
        before = len(problems)
        when = when_of(problems, CLAIMS, has.id, "date", has.date)
        day = day_of(problems, CLAIMS, has.id, "day", has.day)
        checks = tuple(
            _check(problems, has.id, path_of(("checks", number)), check)
            for number, check in enumerate(has.checks)
        )
        if when is not None and len(problems) == before:
            yield record_from(
                Claim,
                has,
                when=when,
                citations=tuple(record_from(Citation, it) for it in has.citations),
                checks=tuple(check for check in checks if check is not None),
                day=day,
            )


def _check(problems: Problems, record: str, field: str, has: schema.CheckSchema) -> Check | None:
    def day(name: str, text: str | None) -> dt.date | None:
        return day_of(problems, CLAIMS, record, f"{field}.{name}", text)

    def moment(name: str, text: str) -> str:
        if is_day(text):
            day(name, text)
        return text

    match has:
        case schema.DaysBetweenSchema():
            return record_from(DaysBetween, has, start=moment("start", has.start), end=moment("end", has.end))
        case schema.SettlementsChangedSchema():
            return record_from(
                SettlementsChanged, has, start=moment("start", has.start), end=moment("end", has.end)
            )
        case schema.AreaShareSchema():
            return record_from(AreaShare, has, day=day("day", has.day))
        case schema.CorridorWidthSchema():
            return record_from(CorridorWidth, has, day=day("day", has.day))
        case schema.DatesOfEventsSchema():
            dates = [
                when_of(problems, CLAIMS, record, f"{field}.{path_of(('expected', number))}", text)
                for number, text in enumerate(has.expected)
            ]
            return record_from(
                DatesOfEvents, has, expected=None, expected_dates=tuple(date for date in dates if date)
            )
    return None


def read_tours(folder: pathlib.Path, problems: Problems) -> Iterator[Tour]:
    """The tours of a folder that are in order; what is wrong with the others is noted."""
    for has in _records(folder, TOURS, schema.TourSchema, problems):
        before = len(problems)
        steps = tuple(
            _step(problems, has.id, path_of(("steps", number)), step) for number, step in enumerate(has.steps)
        )
        if len(problems) == before:
            yield record_from(Tour, has, steps=tuple(step for step in steps if step is not None))


def _step(problems: Problems, record: str, field: str, has: schema.TourStepSchema) -> TourStep | None:
    def day(name: str, text: str | None) -> dt.date | None:
        return day_of(problems, TOURS, record, f"{field}.{name}", text)

    shown, start, end = day("day", has.day), day("start", has.start), day("end", has.end)
    if shown is None:
        return None
    bounds = None
    if has.bounds is not None:
        (south, west), (north, east) = has.bounds
        bounds = (south, west, north, east)
    return record_from(TourStep, has, day=shown, start=start, end=end, bounds=bounds)


def _records(folder: pathlib.Path, name: str, shape: type[S], problems: Problems) -> list[S]:
    raw = read_json(folder, name, problems, optional=True)
    if raw == []:
        problems.add(name, "", "", "holds no records; add one, or delete the file")
    return shaped_list(shape, raw, name, problems)
