"""On whose word a view rests: the works behind what it shows as changed, and those in the background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..measure.in_view import InView
from ..records.model import Dataset, Event, Source
from .works import year_of

PRIMARY = frozenset({
    "bill", "document", "hearing", "interview", "legal_case", "legislation", "post", "regulation", "speech", "treaty",
})  # fmt: skip
"""The types of works that are what happened, or the words of those who took part, and not an account of it."""

NEAR = dt.timedelta(days=21)
"""How long before and after an event a work is of its time."""


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work, and the event for which it is named first."""

    source: Source
    event: Event


@dataclass(frozen=True, slots=True)
class WorksInView:
    """The works of what is shown as changed, the best first, and those of everything else in view."""

    shown: tuple[CitedWork, ...]
    background: tuple[CitedWork, ...]

    @property
    def all(self) -> tuple[CitedWork, ...]:
        """Every work once, in the order in which they are numbered."""
        return (*self.shown, *self.background)


def works_in_view(view: InView) -> WorksInView:
    """The works behind a view.

    Those of the events shown come first: of each event in turn two of different sides, primary ones and those of its
    time before later accounts, encyclopedias last. Works much older than their event, and all others, are background,
    those of the year shown first.
    """
    dataset, year = view.dataset, view.day.year
    shown: dict[str, CitedWork] = {}
    rest: dict[str, CitedWork] = {}
    for it in works_behind(dataset, view.events):
        (rest if _is_older(it) else shown).setdefault(it.source.id, it)
    for event in view.background:
        for source in _cited(dataset, event):
            if source.id not in shown:
                rest.setdefault(source.id, CitedWork(source, event))
    issued = {key: year_of(it.source) for key, it in rest.items()}
    order = sorted(rest, key=lambda key: (issued[key] is None, abs((issued[key] or 0) - year)))
    return WorksInView(tuple(shown.values()), tuple(rest[key] for key in order))


def works_behind(dataset: Dataset, events: Sequence[Event]) -> tuple[CitedWork, ...]:
    """The works that the events cite, each once, those first that a short list should name.

    Of each event in turn two works of different sides, then all the others.
    """
    first: list[CitedWork] = []
    rest: list[CitedWork] = []
    for event in events:
        sides: list[str] = []
        for source in _cited(dataset, event):
            early = source.side not in sides and len(sides) < 2
            (first if early else rest).append(CitedWork(source, event))
            sides.append(source.side)
    found: dict[str, CitedWork] = {}
    for resting in (*first, *rest):
        found.setdefault(resting.source.id, resting)
    return tuple(found.values())


def _cited(dataset: Dataset, event: Event) -> Iterator[Source]:
    """The works that an event cites: primary ones of its time first, then others of its time, encyclopedias last."""

    def place(source: Source) -> tuple[bool, ...]:
        primary, timely = source.csl.get("type") in PRIMARY, _is_of_the_time(source, event)
        return (
            not dataset.sides[source.side].independent,
            not (primary and timely),
            not timely,
            not primary,
            source.url is None,
        )

    yield from sorted((dataset.sources[it.source] for it in event.citations), key=place)


def _is_of_the_time(source: Source, event: Event) -> bool:
    """Whether a work came out within weeks of an event; one of which only the year is known does not count."""
    if source.issued is None or len(source.issued) < len("2020-11"):
        return False
    issued = dt.date.fromisoformat(f"{source.issued}-15"[:10])
    return event.when.earliest - NEAR <= issued <= event.when.latest + NEAR


def _is_older(it: CitedWork) -> bool:
    """Whether a work is from more than a year before the event for which it is named."""
    year = year_of(it.source)
    return year is not None and year < it.event.when.earliest.year - 1
