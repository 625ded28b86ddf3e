"""From claims.json and tour.json to records: both are optional, and neither may be there and empty."""

from __future__ import annotations

import datetime as dt
import pathlib
from collections.abc import Iterator
from typing import Any, TypeVar

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
from .problems import Problems, day_of, path_of, read_json, shaped_list, when_of

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
            yield Claim(
                has.id,
                has.source,
                when,
                has.statement,
                has.verdict,
                has.reasoning,
                tuple(Citation(c.source, c.stance, c.supports, c.locator) for c in has.citations),
                tuple(check for check in checks if check is not None),
                has.wording,
                day,
                tuple(has.places),
            )


def _check(problems: Problems, record: str, field: str, has: schema.CheckSchema) -> Check | None:
    common: dict[str, Any] = {
        "id": has.id,
        "note": has.note,
        "relation": has.relation,
        "tolerance": has.tolerance,
    }

    def day(name: str, text: str | None) -> dt.date | None:
        return day_of(problems, CLAIMS, record, f"{field}.{name}", text)

    def moment(name: str, text: str) -> str:
        if is_day(text):
            day(name, text)
        return text

    match has:
        case schema.DaysBetweenSchema():
            return DaysBetween(
                **common, expected=has.expected, start=moment("start", has.start), end=moment("end", has.end),
                both_included=has.both_included,
            )  # fmt: skip
        case schema.SettlementsChangedSchema():
            return SettlementsChanged(
                **common, expected=has.expected, start=moment("start", has.start), end=moment("end", has.end),
                from_=has.from_, to=has.to, places=tuple(has.places), kinds=tuple(has.kinds),
                standings=tuple(has.standings), bases=tuple(has.bases), lens=has.lens,
            )  # fmt: skip
        case schema.AreaShareSchema():
            return AreaShare(
                **common, expected=has.expected, places=tuple(has.places), actor=has.actor,
                day=day("day", has.day), of_km2=has.of_km2, lens=has.lens,
            )  # fmt: skip
        case schema.CorridorWidthSchema():
            return CorridorWidth(
                **common, expected=has.expected, places=tuple(has.places), day=day("day", has.day),
                width=has.width,
            )  # fmt: skip
        case schema.DatesOfEventsSchema():
            dates = [
                when_of(problems, CLAIMS, record, f"{field}.{path_of(('expected', number))}", text)
                for number, text in enumerate(has.expected)
            ]
            return DatesOfEvents(
                **common, events=tuple(has.events), expected_dates=tuple(date for date in dates if date)
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
            yield Tour(has.id, has.title, has.summary, tuple(step for step in steps if step is not None))


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
    return TourStep(
        has.id, has.title, has.text, shown, tuple(has.events), start, end, bounds, tuple(has.fit),
        has.select, has.lens,
    )  # fmt: skip


def _records(folder: pathlib.Path, name: str, shape: type[S], problems: Problems) -> list[S]:
    raw = read_json(folder, name, problems, optional=True)
    if raw == []:
        problems.add(name, "", "", "holds no records; add one, or delete the file")
    return shaped_list(shape, raw, name, problems)
