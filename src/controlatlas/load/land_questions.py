"""From the questions about land in ``datapackage.json`` to records."""

from __future__ import annotations

from collections.abc import Iterator

from ..records.model import LandCount, LandQuestion, PublishedShare
from . import schema
from .problems import Problems, day_of

FILE = "datapackage.json"


def read_questions(asked: list[schema.LandQuestionSchema], problems: Problems) -> Iterator[LandQuestion]:
    """The questions whose days could be read; what is wrong with the others is noted."""
    for has in asked:
        start = day_of(problems, FILE, has.id, "period.start", has.period.start)
        end = day_of(problems, FILE, has.id, "period.end", has.period.end)
        if start is not None and end is not None:
            yield LandQuestion(
                id=has.id,
                text=has.text,
                actor=has.actor,
                whole=has.whole.names,
                km2=has.whole.km2,
                sources=tuple(has.whole.sources),
                start=start,
                end=end,
                counts=tuple(LandCount(c.id, c.names, tuple(c.except_)) for c in has.counts),
                published=tuple(
                    PublishedShare(p.percent, p.by, p.how, p.count, tuple(p.sources)) for p in has.published
                ),
                note=has.note,
            )
