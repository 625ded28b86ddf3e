"""Which days a clip shows and for how long: every day or only those with a change, longer where something changes."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ..history.compare import changes_between
from ..language.catalogue import Translator, translator
from ..records.errors import ExportError
from ..records.model import Dataset, Lens

LONGEST_S = 300.0
"""How long a clip can be, in seconds."""

MOST_PICTURES = 2000
"""How many different pictures a clip can have."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a clip goes: pictures a second, seconds for a plain day, for a day of change, and for the last picture.

    ``skip``: days without change are not shown at all.
    """

    fps: int = 12
    day: float = 0.25
    change: float = 1.6
    hold: float = 3.0
    skip: bool = False


USUAL = Pace()
"""The pace of a clip for which no other is wanted."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A day and how long it stays, in seconds; ``changed`` are the places that change on it."""

    day: dt.date
    seconds: float
    changed: frozenset[str]


def shots(
    dataset: Dataset, start: dt.date, end: dt.date, lens: Lens, pace: Pace, t: Translator | None = None
) -> list[Shot]:
    """The days from ``start`` to ``end``, both included, as they are shown one after the other.

    Raise ``ExportError`` if the clip would be too long or its pace makes no sense.
    """
    t = t or translator("en")
    problems = []
    if not 1 <= pace.fps <= 30:
        problems.append(t("{n} pictures a second are not possible; 1 to 30 are.", n=pace.fps))
    for length in (pace.day, pace.change, pace.hold):
        if not 0.04 <= length <= 30:
            problems.append(t("{n} seconds are not possible; 0.04 to 30 are.", n=length))
    if problems:
        raise ExportError(problems)
    changed: dict[dt.date, set[str]] = {}
    for change in changes_between(dataset, start, end, lens):
        changed.setdefault(change.day, set()).add(change.place)
    days: Sequence[dt.date] = (
        sorted({start, end, *changed})
        if pace.skip
        else [start + dt.timedelta(n) for n in range((end - start).days + 1)]
    )
    seconds = [pace.change if day in changed else pace.day for day in days]
    whole = sum(seconds) + pace.hold
    if whole > LONGEST_S or len(days) > MOST_PICTURES:
        raise ExportError(
            [
                t(
                    "{days} days would make a clip of {whole} seconds; at most {most} seconds and {pictures} days are "
                    "possible. Choose a shorter range, less time for a day, or only the days with a change.",
                    days=t.number(len(days)),
                    whole=t.number(whole),
                    most=t.number(LONGEST_S),
                    pictures=t.number(MOST_PICTURES),
                )
            ]
        )
    seconds[-1] += pace.hold
    return [
        Shot(day, length, frozenset(changed.get(day, ()))) for day, length in zip(days, seconds, strict=True)
    ]


def frames_of(taken: Sequence[Shot], fps: int) -> list[int]:
    """How many frames each shot has, so that no rounding adds up."""
    ends = [round(end * fps) for end in itertools.accumulate(shot.seconds for shot in taken)]
    counts = [end - start for start, end in itertools.pairwise((0, *ends))]
    return [max(1, count) for count in counts]
