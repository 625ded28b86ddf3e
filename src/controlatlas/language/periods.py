"""Control periods in words: their days, who controls, and how sure that is; and the years under a bar of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ..history.timeline import ControlPeriod
from ..records.model import Dataset
from .dates_and_works import day_in_words, days_in_words
from .reader import Reader
from .terms import SAYS, STATE, sureness_in_words

STEPS = (1, 2, 5, 10, 20, 50, 100)
"""Years from one number under the bar to the next."""

MOST_YEARS = 9
"""How many numbers there are at most; a span with fewer than three has its first and last day instead."""


def years_under(dataset: Dataset, fits: Callable[[int], bool]) -> list[int]:
    """The years to be written under a bar of the whole span, as far as they fit; none for a span of fewer than three."""
    first, last = dataset.start, dataset.end
    found = [year for year in range(first.year, last.year + 1) if first <= dt.date(year, 1, 1) <= last]
    if len(found) < 3:
        return []
    step = next((it for it in STEPS if len(found) / it <= MOST_YEARS), 500)
    return [it for it in found if it % step == 0 and fits(it)]


def name_of_holder(dataset: Dataset, period: ControlPeriod, reader: Reader) -> str:
    """What the controller was called in the days of the period."""
    return reader.say(dataset.actors[period.actor].names_over(period.start, period.end))


def dates_of(dataset: Dataset, period: ControlPeriod, reader: Reader) -> str:
    """From which to which day a period goes, both included; one that goes on only says since when."""
    if period.end is None or period.end > dataset.end:
        return reader.t("since {date}", date=day_in_words(period.start, reader.language))
    assert period.last is not None
    return days_in_words(period.start, period.last, reader.language)


def state_of(dataset: Dataset, period: ControlPeriod, reader: Reader) -> str:
    """Who controls, how sure, and whether a source says so of the place."""
    return reader.t(
        STATE,
        actor=name_of_holder(dataset, period, reader),
        standing=sureness_in_words(period.standing, period.basis, reader.t),
    )


def period_in_words(dataset: Dataset, period: ControlPeriod, reader: Reader) -> str:
    """A period in a line: dates and state."""
    return reader.t(SAYS, name=dates_of(dataset, period, reader), state=state_of(dataset, period, reader))
