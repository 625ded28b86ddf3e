"""Whose map it is where control is only as one mapper draws it, how claims are read beside that, and how the earth is laid flat."""

from __future__ import annotations

import functools

from ..evidence.weigh import SUPPORT
from ..records.model import Dataset, Event, Lens, Standing, say
from .catalogue import Translator, mark, translator
from .terms import DRAWN_BY, LENS_MEANINGS, LENS_MEANINGS_OF_PICTURES


@functools.lru_cache(maxsize=16)
def mappers(dataset: Dataset) -> tuple[str, ...]:
    """The ids of the sides by whose works control is as drawn, in the order of the dataset."""
    cited = {
        it.source
        for event in dataset.events
        if _drawn(event)
        for it in event.citations
        if it.stance in SUPPORT
    }
    sides = {dataset.sources[key].side for key in cited}
    return tuple(key for key in dataset.sides if key in sides)


@functools.lru_cache(maxsize=16)
def only_drawn(dataset: Dataset) -> bool:
    """Whether every change of control is as a mapper draws it."""
    return all(change.standing is Standing.DRAWN for event in dataset.events for change in event.changes)


def _drawn(event: Event) -> bool:
    return any(change.standing is Standing.DRAWN for change in event.changes)


def drawn_in_words(dataset: Dataset, language: str = "en") -> str:
    """Whose map it is, in a sentence; empty if no control is only as drawn."""
    names = ", ".join(say(dataset.sides[key].names, language) for key in mappers(dataset))
    return translator(language)(DRAWN_BY, names=names) if names else ""


def reading_in_words(dataset: Dataset, lens: Lens, language: str = "en", *, still: bool = False) -> str:
    """How the map is to be read: whose map it is, and what claims look like if there can be any; ``still``: in a picture."""
    drawn = drawn_in_words(dataset, language)
    if drawn and only_drawn(dataset):
        return drawn
    meanings = LENS_MEANINGS_OF_PICTURES if still else LENS_MEANINGS
    return f"{translator(language)(meanings[lens])} {drawn}".strip()


PROJECTIONS = {
    "albers": mark("Projection: Albers conic, areas true."),
    "lambert": mark("Projection: Lambert azimuthal, areas true."),
    "equal-earth": mark("Projection: Equal Earth, areas true."),
}
"""The projections that are fitted to what a picture shows, in a sentence."""


def projection_in_words(name: str, t: Translator) -> str:
    """In which projection a picture is drawn that has another than the moving map."""
    return t(PROJECTIONS[name])
