"""On whose word an event rests: which sides say what of it, how many independent ones agree, and what follows.

A side that follows another counts as that other; a side that is not independent never counts as a voice.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from ..records.model import Dataset, Event, Stance, Standing

SUPPORT = frozenset({Stance.REPORTS, Stance.CLAIMS, Stance.CONFIRMS})
"""The stances that speak for an event."""


class Reason(enum.StrEnum):
    """What the voices for and against an event amount to."""

    AGREE = "agree"
    """Several independent sides say so, and none denies it."""
    DISPUTED = "disputed"
    """Several independent sides say so and none denies it, but part of it is disputed."""
    RELAYED = "relayed"
    """One side states it, and the others only pass on what is said: the dataset calls it one-sided."""
    ONE = "one"
    """One side says so, nobody else."""
    CONTRADICT = "contradict"
    """Some say so, and some deny it."""
    DENIED = "denied"
    """It is denied, and no independent side says so."""
    UNWATCHED = "nobody"
    """No independent side speaks of it."""
    DRAWN = "drawn"
    """A mapper draws it so, and nobody else was weighed."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the citations of an event amount to. Sides stand in the order of the dataset.

    ``sides`` has for each stance that is taken the sides that take it, each as it is. ``voices`` are the
    independent sides that support the event, ``denied_by`` those that deny it; ``works`` counts the works by
    independent sides that support it. ``confidence`` is the judgement of whoever wrote the event.
    """

    sides: Mapping[Stance, tuple[str, ...]]
    voices: tuple[str, ...]
    works: int
    denied_by: tuple[str, ...]
    confidence: str
    reason: Reason


def weigh(dataset: Dataset, event: Event) -> Evidence:
    """What the citations of an event amount to."""
    taken = {stance: _sides(dataset, event, frozenset({stance})) for stance in Stance}
    support = voices(dataset, event, SUPPORT)
    against = voices(dataset, event, frozenset({Stance.DENIES}))
    works = {
        citation.source
        for citation in event.citations
        if citation.stance in SUPPORT and dataset.sides[dataset.sources[citation.source].side].independent
    }
    return Evidence(
        sides={
            stance: tuple(key for key in dataset.sides if key in sides)
            for stance, sides in taken.items()
            if sides
        },
        voices=tuple(key for key in dataset.sides if key in support),
        works=len(works),
        denied_by=tuple(key for key in dataset.sides if key in against),
        confidence=event.confidence,
        reason=_reason(event, len(support), len(against)),
    )


def voices(dataset: Dataset, event: Event, stances: frozenset[Stance] = frozenset(Stance)) -> frozenset[str]:
    """The sides that speak of an event with one of these stances, as far as they count as separate voices."""
    sides = [dataset.sides[key] for key in _sides(dataset, event, stances)]
    return frozenset(side.follows or side.id for side in sides if side.independent)


def _sides(dataset: Dataset, event: Event, stances: frozenset[Stance]) -> set[str]:
    cited = {citation.source for citation in event.citations if citation.stance in stances}
    return {dataset.sources[source].side for source in cited & dataset.sources.keys()}


def _reason(event: Event, support: int, against: int) -> Reason:
    if against:
        return Reason.CONTRADICT if support else Reason.DENIED
    if support == 1 and event.changes and all(it.standing is Standing.DRAWN for it in event.changes):
        return Reason.DRAWN
    if support < 2:
        return Reason.ONE if support else Reason.UNWATCHED
    if event.one_sided is not None:
        return Reason.RELAYED
    return Reason.DISPUTED if event.dispute is not None else Reason.AGREE
