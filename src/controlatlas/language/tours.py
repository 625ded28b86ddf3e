"""How to name a stop of a tour."""

from __future__ import annotations

from ..records.model import Dataset, Tour
from .dates_and_works import cite_dataset
from .reader import Reader


def citation_of_stop(dataset: Dataset, tour: Tour, number: int, reader: Reader) -> str:
    """How to name a stop in a text."""
    step = tour.steps[number - 1]
    return reader.t(
        "“{step}”, step {n} of “{tour}”. {dataset}",
        step=reader.say(step.title),
        n=number,
        tour=reader.say(tour.title),
        dataset=cite_dataset(dataset, reader.language),
    )
