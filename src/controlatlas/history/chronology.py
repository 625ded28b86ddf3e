"""The chronology as readers ask for it: the events that answer to a filter, in some order, and as plain values."""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..records.model import NONE, Change, Dataset, Event, Standing, say
from ..records.text import fold
from .search import called
from .timeline import expand

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What a reader asks of events; an empty filter lets all through.

    Days are both included and compared with every day that a vague date may mean. Several ids of one field are
    alternatives, several fields all have to be met. ``places`` are ids of places or groups that the event concerns.
    ``text`` is the name of a place that it concerns, in any spelling; or words that must all occur, each of them such a
    name or a part of what the event says or of the names of its places, accents and case aside.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    standings: tuple[Standing, ...] = ()
    sides: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()
    text: str = ""
    changing: bool = False


class Order(enum.StrEnum):
    """The order of a list of events."""

    EARLIEST = "earliest"
    LATEST = "latest"
    KIND = "kind"
    PLACES = "places"
    WORKS = "works"
    CONFIDENCE = "confidence"


def matching_events(
    dataset: Dataset, criteria: EventFilter, order: Order = Order.EARLIEST, language: str = "en"
) -> tuple[Event, ...]:
    """The events that pass the filter; ``language`` is the one in which the text is looked for beside English."""
    found = [event for event in dataset.events if _answers(dataset, event, criteria, language)]
    levels = ("high", "medium", "low")
    kinds = list(dataset.kinds)
    keys: Mapping[Order, Any] = {
        Order.EARLIEST: lambda event: event.when.earliest,
        Order.LATEST: lambda event: -event.when.latest.toordinal(),
        Order.KIND: lambda event: (kinds.index(event.kind), event.when.earliest),
        Order.PLACES: lambda event: -len(places_of(dataset, event)),
        Order.WORKS: lambda event: -len({citation.source for citation in event.citations}),
        Order.CONFIDENCE: lambda event: levels.index(event.confidence),
    }
    return tuple(sorted(found, key=keys[order]))


def nearest_events(dataset: Dataset, criteria: EventFilter, language: str = "en") -> tuple[Event, ...]:
    """The last event before the days of a filter and the first after them, of those that answer to all else that it asks."""
    found = matching_events(dataset, replace(criteria, start=None, end=None), language=language)
    start, end = criteria.start, criteria.end
    before = [it for it in found if start and it.when.latest < start]
    after = [it for it in found if end and it.when.earliest > end]
    return (
        *sorted(before, key=lambda it: it.when.latest)[-1:],
        *sorted(after, key=lambda it: it.when.earliest)[:1],
    )


def places_of(dataset: Dataset, event: Event) -> frozenset[str]:
    """The places whose control an event changes, groups taken apart."""
    return frozenset().union(*(places_changed(dataset, change) for change in event.changes))


def places_changed(dataset: Dataset, change: Change) -> frozenset[str]:
    """The places that a change concerns, groups taken apart, exceptions left out."""
    return expand(dataset, change.places) - expand(dataset, change.except_)


def concerns(dataset: Dataset, event: Event, key: str, language: str = "en") -> bool:
    """Whether an event changes or names a place, by itself or within a group, or says any of its names.

    A group is concerned as well if an event changes or names one of its places. ``language`` is that of the text that is read beside English.
    """
    if _touches(dataset, event, (key,)):
        return True
    said = _words_said(dataset, event.id, language)
    return any(name in said for name in _spellings(dataset, key))


def event_row(dataset: Dataset, event: Event) -> Json:
    """An event in one line of plain values, for a file of columns."""
    sides = dict.fromkeys(dataset.sources[citation.source].side for citation in event.citations)
    return {
        "event": event.id,
        "date": event.when.text,
        "earliest": event.when.earliest.isoformat(),
        "latest": event.when.latest.isoformat(),
        "kind": event.kind,
        "title": say(event.title),
        "places": len(places_of(dataset, event)),
        "to": " ".join(dict.fromkeys(change.to for change in event.changes)),
        "standings": " ".join(dict.fromkeys(change.standing.value for change in event.changes)),
        "confidence": event.confidence,
        "sides": " ".join(sides),
        "works": " ".join(dict.fromkeys(citation.source for citation in event.citations)),
        "summary": say(event.summary),
    }


def event_record(dataset: Dataset, event: Event) -> Json:
    """An event with its changes and citations as JSON holds them; texts by language."""
    return {
        "id": event.id,
        "date": event.when.text,
        "kind": event.kind,
        "title": dict(event.title),
        "summary": dict(event.summary),
        "changes": [
            {
                "places": list(change.places),
                "except": list(change.except_),
                "from": None if change.from_ == NONE else change.from_,
                "to": change.to,
                "standing": change.standing.value,
            }
            for change in event.changes
        ],
        "dispute": dict(event.dispute) if event.dispute else None,
        "confidence": event.confidence,
        "citations": [
            {
                "source": citation.source,
                "stance": citation.stance.value,
                "supports": dict(citation.supports),
                "locator": citation.locator,
                "title": dataset.sources[citation.source].title,
                "side": dataset.sources[citation.source].side,
                "url": dataset.sources[citation.source].url,
            }
            for citation in event.citations
        ],
    }


def _answers(dataset: Dataset, event: Event, criteria: EventFilter, language: str) -> bool:
    when = event.when
    return (
        (criteria.start is None or when.latest >= criteria.start)
        and (criteria.end is None or when.earliest <= criteria.end)
        and (not criteria.kinds or event.kind in criteria.kinds)
        and (not criteria.changing or bool(event.changes))
        and (not criteria.confidences or event.confidence in criteria.confidences)
        and (not criteria.actors or any({it.from_, it.to} & {*criteria.actors} for it in event.changes))
        and (not criteria.standings or any(it.standing in criteria.standings for it in event.changes))
        and (
            not criteria.sides
            or any(dataset.sources[it.source].side in criteria.sides for it in event.citations)
        )
        and (not criteria.groups or _touches(dataset, event, criteria.groups))
        and (not criteria.places or any(concerns(dataset, event, it, language) for it in criteria.places))
        and (not criteria.text or _says(dataset, event, criteria.text, language))
    )


def _touches(dataset: Dataset, event: Event, keys: tuple[str, ...]) -> bool:
    """Whether an event changes or names one of these places, a place of one of these groups, or the group itself."""
    members = expand(dataset, keys)
    named = expand(dataset, event.places)
    return bool(members & (places_of(dataset, event) | named))


def _says(dataset: Dataset, event: Event, text: str, language: str) -> bool:
    whole = called(dataset, text.strip(), heard=False)
    if whole:
        return any(concerns(dataset, event, key, language) for key in whole)
    return all(_says_word(dataset, event, word, language) for word in text.split())


def _says_word(dataset: Dataset, event: Event, word: str, language: str) -> bool:
    meant = _meant(dataset, word, language)
    if meant:
        return any(concerns(dataset, event, key, language) for key in meant)
    return fold(word) in _said(dataset, event.id, language)


@functools.lru_cache(maxsize=256)
def _meant(dataset: Dataset, word: str, language: str) -> tuple[str, ...]:
    """The places that a word means: by a name of theirs or, if no event says the word, by one that sounds so."""
    found = called(dataset, word, heard=False)
    if found or not fold(word):
        return found
    if any(fold(word) in _said(dataset, event.id, language) for event in dataset.events):
        return ()
    return called(dataset, word)


@functools.lru_cache(maxsize=256)
def _spellings(dataset: Dataset, key: str) -> tuple[str, ...]:
    """Every name of a place or a group, as words between spaces."""
    place = dataset.places.get(key)
    names = (*place.names.values(), *place.other) if place else tuple(dataset.groups[key].names.values())
    return tuple(dict.fromkeys(name for name in map(_in_words, names) if name.strip()))


@functools.lru_cache(maxsize=4096)
def _words_said(dataset: Dataset, key: str, language: str) -> str:
    """What an event says, as words between spaces."""
    event = dataset.event[key]
    texts = (event.title, event.summary, event.dispute)
    return _in_words(" ".join(say(it, tag) for it in texts for tag in dict.fromkeys(("en", language))))


def _in_words(text: str) -> str:
    words = filter(None, map(fold, re.split(r"[^\w]+", text)))
    return f" {' '.join(words)} "


@functools.lru_cache(maxsize=4096)
def _said(dataset: Dataset, key: str, language: str) -> str:
    """All that an event says, and every name of the places that it names, without accents and case."""
    event = dataset.event[key]
    named = [*event.places, *(place for change in event.changes for place in change.places)]
    records = [dataset.places.get(place) or dataset.groups[place] for place in named]
    texts = (event.title, event.summary, event.dispute)
    words = [event.id, *(say(it, tag) for it in texts for tag in ("en", language))]
    return fold(" ".join([*words, *(name for record in records for name in record.names.values())]))
