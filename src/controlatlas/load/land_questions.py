"""From the questions about land in ``datapackage.json`` to records."""

from __future__ import annotations

from collections.abc import Iterator

from ..records.model import LandCount, LandQuestion, PublishedShare
from . import schema
from .problems import Problems, day_of
from .record_from import record_from

FILE = "datapackage.json"


def read_questions(asked: list[schema.LandQuestionSchema], problems: Problems) -> Iterator[LandQuestion]:
    """The questions whose days could be read; what is wrong with the others is noted."""
    for has in asked:
        start = day_of(problems, FILE, has.id, "period.start", has.period.start)
        end = day_of(problems, FILE, has.id, "period.end", has.period.end)
        if start is not None and end is not None:
            yield record_from(
                LandQuestion,
                has,
                whole=has.whole.names,
                km2=has.whole.km2,
                sources=tuple(has.whole.sources),
                start=start,
                end=end,
                counts=tuple(record_from(LandCount, it) for it in has.counts),
                published=tuple(record_from(PublishedShare, it) for it in has.published),
            )
