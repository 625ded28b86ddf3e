"""The control periods of a place as a bar over time, with the same looks as the map."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ...history.timeline import ControlPeriod
from ...language.dates_and_works import day_in_words
from ...language.terms import BASES, STANDINGS
from ...records.model import Dataset
from ..state.reader import Reader
from .markup import as_html
from .signs import area_look

LEAST = 0.3
"""A period is never narrower than so many per cent of the bar, so that a day can be seen."""

STYLE = """
<style>
.period-bar { position: relative; height: 2.75rem; overflow: hidden; }
.period-bar i { position: absolute; top: 0; bottom: 0; box-sizing: border-box; }
.period-bar b { position: absolute; top: 0; bottom: 0; width: 3px; margin-left: -1.5px; background: currentColor; }
.period-axis { display: flex; justify-content: space-between; font-size: 0.75rem; opacity: 0.85; margin-top: 0.25rem;
  font-variant-numeric: tabular-nums; }
</style>
"""


def period_bar(
    dataset: Dataset,
    periods: Sequence[ControlPeriod],
    day: dt.date,
    reader: Reader,
    theme: str,
    *,
    label: str,
) -> str:
    """HTML of the bar from the first to the last day of the dataset, the day marked; each part says what it is."""
    whole = (dataset.end - dataset.start).days or 1

    def at(moment: dt.date) -> float:
        return round(100 * (moment - dataset.start).days / whole, 3)

    parts = []
    for period in periods:
        actor = dataset.actors[period.actor]
        left, right = at(max(period.start, dataset.start)), at(min(period.end or dataset.end, dataset.end))
        look = area_look(actor, period.standing, period.basis, theme)
        tip = as_html(period_in_words(dataset, period, reader))
        parts.append(
            f"<i title='{tip}' style='left: {left}%; width: {max(LEAST, round(right - left, 3))}%; "
            f"{look}'></i>"
        )
    first, last = day_in_words(dataset.start, reader.language), day_in_words(dataset.end, reader.language)
    return (
        f"<div class='period-bar' role='img' aria-label='{as_html(label)}'>{''.join(parts)}"
        f"<b style='left: {at(day)}%'></b></div>"
        f"<div class='period-axis'><span>{as_html(first)}</span><span>{as_html(last)}</span></div>"
    )


def dates_of(dataset: Dataset, period: ControlPeriod, reader: Reader) -> str:
    """From which to which day a period goes, both included; one that goes on only says since when."""
    start = day_in_words(period.start, reader.language)
    if period.end is None or period.end > dataset.end:
        return reader.t("since {date}", date=start)
    last = day_in_words(period.end - dt.timedelta(days=1), reader.language)
    return start if start == last else f"{start} – {last}"


def state_of(dataset: Dataset, period: ControlPeriod, reader: Reader) -> str:
    """Who controls, how sure, and whether a source says so of the place."""
    actor = reader.say(dataset.actors[period.actor].names_over(period.start, period.end))
    return f"{actor}, {reader.t(STANDINGS[period.standing])}, {reader.t(BASES[period.basis])}"


def period_in_words(dataset: Dataset, period: ControlPeriod, reader: Reader) -> str:
    """A period in a line: dates and state."""
    return f"{dates_of(dataset, period, reader)}: {state_of(dataset, period, reader)}"
