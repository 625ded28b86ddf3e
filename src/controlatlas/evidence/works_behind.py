"""On whose word a view rests: the works behind what it shows as changed, and those in the background."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
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


def works_in_view(view: InView, *, each_day: bool = False) -> WorksInView:
    """The works behind a view; ``each_day``: it shows not one or two days, but all from the one to the other.

    A work that shows the whole map of a day stands for what its side showed before: of such works of a side there is one for
    each day that is shown.

    Those of the events shown come first, or of what changes outside the map where nothing happens on it: of each event in turn
    two of different sides, primary ones and those of its time before later accounts, encyclopedias last. Works much older than
    their event, and all others, are background, those of the year shown first.
    """
    dataset, year = view.dataset, view.day.year
    past = frozenset() if each_day else _superseded(view)
    shown: dict[str, CitedWork] = {}
    rest: dict[str, CitedWork] = {}
    for it in works_behind(dataset, view.elsewhere or view.events):
        if it.source.id in past:
            continue
        (rest if _is_older(it) else shown).setdefault(it.source.id, it)
    for event in (*(view.events if view.elsewhere else ()), *view.background):
        for source in _cited(dataset, event):
            if source.id not in shown and source.id not in past:
                rest.setdefault(source.id, CitedWork(source, event))
    issued = {key: year_of(it.source) for key, it in rest.items()}
    order = sorted(rest, key=lambda key: (issued[key] is None, abs((issued[key] or 0) - year)))
    return WorksInView(tuple(shown.values()), tuple(rest[key] for key in order))


def _superseded(view: InView) -> frozenset[str]:
    """The works that show a whole map, but of no day that is shown: those before the last one of their side."""
    dataset = view.dataset
    whole: dict[str, list[tuple[dt.date, str]]] = defaultdict(list)
    for event in dataset.events:
        for it in event.citations:
            if it.whole:
                whole[dataset.sources[it.source].side].append((event.when.latest, it.source))
    days = [view.day, *([view.earlier] if view.earlier is not None else [])]
    named = {
        max((it for it in found if it[0] <= day), default=(day, ""))[1]
        for found in whole.values()
        for day in days
    }
    return frozenset(key for found in whole.values() for _, key in found) - named


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
