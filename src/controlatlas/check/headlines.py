"""What headlines rest on: times of war, agreements, and the one event that heads a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..records.errors import Problem
from ..records.model import Dataset
from .references import Known, unknown

_FILE = "datapackage.json"


def headline_references(dataset: Dataset, known: Known) -> Iterator[Problem]:
    """The events that times of war and agreements name."""
    named = [
        *((it.id, it.events) for it in dataset.wars),
        *((it.id, it.events) for it in dataset.agreements),
    ]
    for key, events in named:
        yield from unknown(known.events, events, _FILE, key, "events")


def check_headlines(dataset: Dataset) -> list[Problem]:
    """Times of war lie in the span and apart from each other; a day is headed by one event at most, whose day is known."""
    return [*_wars(dataset), *_leads(dataset), *_agreements(dataset)]


def _wars(dataset: Dataset) -> Iterator[Problem]:
    for number, war in enumerate(dataset.wars):
        end = war.end or dataset.end
        if dataset.start <= dataset.end and not dataset.start <= war.start <= end <= dataset.end:
            yield Problem(_FILE, war.id, "wars", "is empty or not inside the span; correct start and end")
        for other in dataset.wars[:number]:
            if war.start <= (other.end or dataset.end) and other.start <= end:
                message = f"has days of {other.id} too; end one of the two before the other begins"
                yield Problem(_FILE, war.id, "wars", message)


def _leads(dataset: Dataset) -> Iterator[Problem]:
    heads: dict[dt.date, str] = {}
    for event in dataset.events:
        if not event.lead:
            continue
        day = event.when.earliest
        if event.when.vague:
            message = f"heads a day, but {event.when.text} is no day; leave it out or give the day in date"
            yield Problem("events.json", event.id, "lead", message)
        elif dataset.kinds[event.kind].lane if event.kind in dataset.kinds else False:
            message = (
                f"heads a day, but events of the kind {event.kind} stand on a lane of their own; leave it out"
            )
            yield Problem("events.json", event.id, "lead", message)
        elif day in heads:
            message = f"{heads[day]} heads {day} already; leave it out of one of the two"
            yield Problem("events.json", event.id, "lead", message)
        else:
            heads[day] = event.id


def _agreements(dataset: Dataset) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for it in dataset.agreements:
        for event in it.events:
            if first.setdefault(event, it.id) != it.id:
                message = f"{event!r} stands under {first[event]} too; leave it out of one of the two"
                yield Problem(_FILE, it.id, "events", message)
