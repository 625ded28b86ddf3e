"""On whose word a view rests: the events behind the control of places, and the works behind those events."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..history.timeline import ControlPeriod
from ..measure.areas import cell_areas
from ..records.model import Dataset, Event, Source

SETTLEMENT_KM2 = 10.0
"""How many square kilometres a settlement counts for when events are put in order of weight."""


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work, and the event for which it is named first."""

    source: Source
    event: Event


def events_behind(
    dataset: Dataset, periods: Iterable[ControlPeriod], since: dt.date | None = None
) -> tuple[Event, ...]:
    """The events that opened these control periods, the one behind most land and places first.

    Events from ``since`` on come before all others. One that only says how places begin in the dataset comes last.
    """
    areas = cell_areas(dataset)
    weights: defaultdict[str, float] = defaultdict(float)
    early: dict[str, int] = {}
    for period in periods:
        weights[period.event] += areas.get(period.place, SETTLEMENT_KM2)
        late = since is not None and period.start >= since
        early[period.event] = 2 if period.start <= dataset.start else 0 if late else 1
    order = {event.id: index for index, event in enumerate(dataset.events)}
    ids = sorted(weights, key=lambda key: (early[key], -weights[key], order[key]))
    return tuple(dataset.event[key] for key in ids)


def works_behind(dataset: Dataset, events: Sequence[Event]) -> tuple[CitedWork, ...]:
    """The works that the events cite, each once, those first that a short list should name.

    For each event in turn two works of different sides, then all the others. Within an event, works of sides that
    are voices of their own go before encyclopedias, and those with an address before those without.
    """
    first: list[CitedWork] = []
    rest: list[CitedWork] = []
    for event in events:
        sides: list[str] = []
        cited = [dataset.sources[citation.source] for citation in event.citations]
        for source in sorted(cited, key=lambda it: (not dataset.sides[it.side].independent, it.url is None)):
            early = source.side not in sides and len(sides) < 2
            (first if early else rest).append(CitedWork(source, event))
            sides.append(source.side)
    found: dict[str, CitedWork] = {}
    for resting in (*first, *rest):
        found.setdefault(resting.source.id, resting)
    return tuple(found.values())
