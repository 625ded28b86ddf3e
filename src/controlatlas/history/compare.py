"""What changed: step by step within a range of days, or net between two days."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import itertools
from dataclasses import dataclass

from ..records.errors import DateError
from ..records.model import Dataset, Lens
from .timeline import ControlPeriod, change_days, control_on, control_periods


@dataclass(frozen=True, slots=True)
class Transition:
    """A place passes from one control period to the next on a day. ``before`` is ``None`` at its first."""

    day: dt.date
    place: str
    before: ControlPeriod | None
    after: ControlPeriod

    @property
    def alters(self) -> bool:
        """Whether it brings another controller or standing, and not only a better basis."""
        before, after = self.before, self.after
        return before is None or (before.actor, before.standing) != (after.actor, after.standing)


def changes_between(
    dataset: Dataset, start: dt.date, end: dt.date, lens: Lens = Lens.CLAIMED
) -> tuple[Transition, ...]:
    """Every transition dated from ``start`` to ``end``, both included, by day, then in file order of places.

    The state with which a place begins is not a transition. Raise ``DateError`` if the range is empty.
    """
    _ordered(start, end)
    every, days = _transitions(dataset, lens)
    return every[bisect.bisect_left(days, start) : bisect.bisect_right(days, end)]


@functools.lru_cache(maxsize=16)
def _transitions(dataset: Dataset, lens: Lens) -> tuple[tuple[Transition, ...], list[dt.date]]:
    """Every transition there is, by day, and their days."""
    found = [
        Transition(after.start, place, before, after)
        for place, periods in control_periods(dataset, lens).items()
        for before, after in itertools.pairwise(periods)
    ]
    found.sort(key=lambda transition: transition.day)
    return tuple(found), [it.day for it in found]


def difference(
    dataset: Dataset, earlier: dt.date, later: dt.date, lens: Lens = Lens.CLAIMED
) -> tuple[Transition, ...]:
    """The places whose controller or standing on the later day is not that on the earlier day."""
    _ordered(earlier, later)
    before, after = control_on(dataset, earlier, lens), control_on(dataset, later, lens)
    found = (Transition(it.start, place, before.get(place), it) for place, it in after.items())
    return tuple(it for it in found if it.alters)


def passed_by_agreement(dataset: Dataset, place: str, loser: str, day: dt.date) -> bool:
    """Whether the event that ended the control of a loser, before a day, is of a kind by which land passes by agreement."""
    event = ending_event(dataset, place, loser, day)
    return event is not None and dataset.kinds[dataset.event[event].kind].agreed


def ending_event(dataset: Dataset, place: str, loser: str, day: dt.date) -> str | None:
    """The event that last ended the control of a loser up to a day; ``None`` if none did."""
    ended: ControlPeriod | None = None
    for period in reversed(control_periods(dataset)[place]):
        if period.start > day:
            continue
        if period.actor == loser:
            break
        ended = period
    return None if ended is None else ended.event


@functools.lru_cache(maxsize=256)
def day_to_compare(dataset: Dataset, day: dt.date) -> dt.date:
    """The earlier day with which a day is compared where none is named; the day itself stays as it is.

    The first day of the shortest pair of the dataset (``comparisons``) that ends on the day, else of one that holds it,
    else the eve of the last change up to the day, else the first day of the dataset.
    """
    pairs = sorted(dataset.comparisons, key=lambda it: it.end - it.start)
    held = (*(it for it in pairs if it.end == day), *(it for it in pairs if it.start < day <= it.end))
    if held:
        return held[0].start
    last = max((it for it in change_days(dataset) if dataset.start < it <= day), default=None)
    return dataset.start if last is None else last - dt.timedelta(days=1)


def changed_on(dataset: Dataset, day: dt.date, lens: Lens = Lens.CLAIMED) -> frozenset[str]:
    """The places whose controller or standing is another than on the day before."""
    return frozenset(
        it.place
        for it in changes_between(dataset, day, day, lens)
        if it.before is None or (it.before.actor, it.before.standing) != (it.after.actor, it.after.standing)
    )


def _ordered(start: dt.date, end: dt.date) -> None:
    if start > end:
        raise DateError(
            f"the range ends ({end.isoformat()}) before it begins ({start.isoformat()}); swap the two"
        )
