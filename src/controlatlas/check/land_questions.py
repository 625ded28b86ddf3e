"""Questions about land ask for actors, places, works and days that the dataset has."""

from __future__ import annotations

from collections.abc import Iterator

from ..measure.land_questions import counted_cells
from ..records.errors import Problem, near
from ..records.model import Dataset, LandQuestion
from .references import Known, unknown

_FILE = "datapackage.json"


def question_references(dataset: Dataset, known: Known) -> Iterator[Problem]:
    """The actor, the places left out, the works and the counts that a question names; its period."""
    for question in dataset.land_questions:
        yield from unknown(known.actors, (question.actor,), _FILE, question.id, "actor")
        yield from unknown(known.sources, question.sources, _FILE, question.id, "whole.sources")
        for number, count in enumerate(question.counts, 1):
            yield from unknown(known.places, count.except_, _FILE, question.id, f"counts[{number}].except")
        for number, share in enumerate(question.published, 1):
            field = f"published[{number}]"
            yield from unknown(known.sources, share.sources, _FILE, question.id, f"{field}.sources")
            yield from _count(question, share.count, f"{field}.count")
        sound = dataset.start <= dataset.end  # a span that runs backwards is told by its own check
        if sound and not dataset.start <= question.start <= question.end <= dataset.end:
            message = "is empty or not inside the span; correct start and end"
            yield Problem(_FILE, question.id, "period", message)


def check_questions(dataset: Dataset) -> Iterator[Problem]:
    """A count of a question leaves some land of the map."""
    for question in dataset.land_questions:
        for number, count in enumerate(question.counts, 1):
            if not counted_cells(dataset, count):
                message = "leaves no cell to count; name fewer places"
                yield Problem(_FILE, question.id, f"counts[{number}].except", message)


def _count(question: LandQuestion, key: str | None, field: str) -> Iterator[Problem]:
    ids = [count.id for count in question.counts]
    if key is not None and key not in ids:
        message = f"{key!r} is no count of this question{near(key, ids)}; correct it or leave it out"
        yield Problem(_FILE, question.id, field, message)
