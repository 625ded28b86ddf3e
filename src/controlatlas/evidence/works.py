"""The works of a dataset: which pass a filter, what rests on each, and whose voices speak in which years."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ..history.search import stands_in
from ..records.model import Citation, Dataset, Event, Source, Stance
from ..records.text import fold


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What a reader asks of works; an empty filter lets all through. Several values of a field are alternatives.

    ``first`` and ``last`` are years of publication, both included; a work without date answers only if neither is given.
    """

    sides: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """What rests on a work: the events that cite it, each with its citation, and ids of claims, questions and areas."""

    events: tuple[tuple[Event, Citation], ...]
    claims: tuple[str, ...]
    others: int

    @property
    def count(self) -> int:
        """How many events and claims rest on it."""
        return len(self.events) + len(self.claims)

    @property
    def supported(self) -> int:
        """How many events it speaks for."""
        return sum(citation.stance is not Stance.DENIES for _, citation in self.events)


def matching_works(dataset: Dataset, criteria: WorkFilter) -> tuple[Source, ...]:
    """The works that pass the filter, in file order."""
    said = _said(dataset)
    return tuple(
        source
        for source in dataset.sources.values()
        if _answers(source, criteria) and stands_in(dataset, criteria.text, said[source.id])
    )


def year_of(source: Source) -> int | None:
    """The year of publication, if it is known."""
    return int(source.issued[:4]) if source.issued else None


def author_of(source: Source) -> str:
    """Who wrote a work, as far as its record says."""
    names = source.csl.get("author", ())
    return "; ".join(
        name.get("literal") or " ".join(filter(None, (name.get("given"), name.get("family"))))
        for name in names
    )


def language_of_title(source: Source) -> str | None:
    """In which language a title is, as far as is known; one in square brackets is a description in English."""
    return "en" if source.title.startswith("[") else source.language


@functools.lru_cache(maxsize=8)
def supports(dataset: Dataset) -> Mapping[str, Support]:
    """For each work, by its id, what rests on it."""
    events: dict[str, list[tuple[Event, Citation]]] = {key: [] for key in dataset.sources}
    for event in dataset.events:
        for citation in event.citations:
            events[citation.source].append((event, citation))
    claims: dict[str, list[str]] = {key: [] for key in dataset.sources}
    for claim in dataset.claims:
        for key in dict.fromkeys((claim.source, *(citation.source for citation in claim.citations))):
            claims[key].append(claim.id)
    others = Counter(
        key
        for group in (
            *(
                event_alternatives
                for event in dataset.events
                for event_alternatives in (it.sources for it in event.alternatives)
            ),
            *(question.sources for question in dataset.land_questions),
            *(share.sources for question in dataset.land_questions for share in question.published),
            *(area.sources for area in dataset.published_areas),
            *(place.sources for place in dataset.places.values()),
            *(line.sources for line in dataset.lines),
        )
        for key in group
    )
    return {key: Support(tuple(events[key]), tuple(claims[key]), others[key]) for key in dataset.sources}


def parties(dataset: Dataset) -> frozenset[str]:
    """The sides that speak for somebody who controls something, and those that follow them."""
    own = {actor.side for actor in dataset.actors.values()} - {None}
    return frozenset(side.id for side in dataset.sides.values() if side.id in own or side.follows in own)


def balance_of_sides(dataset: Dataset) -> tuple[tuple[int, str, int], ...]:
    """How many citations each side has in the events of each year: year, side, citations; years without any are left out."""
    found: Counter[tuple[int, str]] = Counter()
    for event in dataset.events:
        for citation in event.citations:
            found[_year(event), dataset.sources[citation.source].side] += 1
    sides = list(dataset.sides)
    return tuple(
        (year, side, n)
        for (year, side), n in sorted(found.items(), key=lambda it: (it[0][0], sides.index(it[0][1])))
    )


def _year(event: Event) -> int:
    day: dt.date = event.when.earliest
    return day.year


@functools.lru_cache(maxsize=8)
def _said(dataset: Dataset) -> Mapping[str, str]:
    """What a search for words looks through of each work, by its id."""
    return {
        key: fold(" ".join(filter(None, (key, source.title, source.publisher, author_of(source)))))
        for key, source in dataset.sources.items()
    }


def _answers(source: Source, criteria: WorkFilter) -> bool:
    year = year_of(source)
    dated = criteria.first is None and criteria.last is None
    if year is not None:
        dated = (criteria.first is None or year >= criteria.first) and (
            criteria.last is None or year <= criteria.last
        )
    return (
        dated
        and (not criteria.sides or source.side in criteria.sides)
        and (not criteria.types or source.csl.get("type") in criteria.types)
        and (not criteria.languages or source.language in criteria.languages)
        and (not criteria.publishers or source.publisher in criteria.publishers)
    )
