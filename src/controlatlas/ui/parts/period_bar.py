"""The control periods of a place as a bar over time, with the same looks as the map."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from ...history.timeline import ControlPeriod
from ...language.dates_and_works import day_in_words
from ...language.periods import name_of_holder, period_in_words, years_under
from ...language.reader import Reader
from ...records.model import Dataset, Standing
from ...style.swatches import letters_on, swatch
from .markup import as_html
from .signs import area_look

LEAST = 0.3
"""A period is never narrower than so many per cent of the bar, so that a day can be seen."""

APART, FAR_APART = 12.0, 30.0
"""How far dates above the bar are apart, in per cent of it: on a wide page, and on a phone."""

STYLE = """
<style>
.period-bar { position: relative; height: 2.75rem; overflow: hidden; }
.period-bar i { position: absolute; top: 0; bottom: 0; box-sizing: border-box; font-style: normal; overflow: hidden;
  display: flex; flex-wrap: wrap; justify-content: center; forced-color-adjust: none; }
/* a name that is wider than its period wraps under the bar, where it is not seen */
.period-bar i::before { content: ""; width: 1px; height: 2.75rem; }
.period-bar i span { height: 2.75rem; line-height: 2.5rem; padding: 0 0.5rem; white-space: nowrap; font-size: 0.875rem;
  font-weight: 600; }
.period-bar b { position: absolute; top: 0; bottom: 0; width: 3px; margin-left: -1.5px; background: currentColor;
  outline: 1px solid light-dark(#ffffff, #14171b); }
.period-dates, .period-axis { position: relative; height: 1.25rem; font-size: 0.75rem; font-variant-numeric: tabular-nums; }
.period-dates span, .period-axis span { position: absolute; top: 0; white-space: nowrap; }
.period-dates span { font-weight: 600; padding-left: 0.25rem; border-left: 1px solid currentColor; }
.period-dates .end { padding: 0 0.25rem 0 0; border: 0; border-right: 1px solid currentColor; transform: translateX(-100%); }
.period-axis { margin-top: 0.125rem; opacity: 0.85; }
.period-axis span { border-left: 1px solid currentColor; padding-left: 0.25rem; }
.period-axis .end { border: 0; padding: 0; transform: translateX(-100%); }
@media (max-width: 640px) { .period-dates .tight { display: none; } }
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
    """HTML of the bar from the first to the last day of the dataset, the day marked; each part says what it is.

    Names stand in the parts that are wide enough, the days of the longest periods above the bar, years under it.
    """
    whole = (dataset.end - dataset.start).days or 1

    def at(moment: dt.date) -> float:
        return round(100 * (moment - dataset.start).days / whole, 3)

    parts = []
    for period in periods:
        actor = dataset.actors[period.actor]
        look = area_look(actor, period.standing, period.basis, theme)
        left, right = at(max(period.start, dataset.start)), at(min(period.end or dataset.end, dataset.end))
        ink = letters_on(swatch(actor, period.standing, period.basis, theme).fill)
        name = "" if period.standing is Standing.CONTESTED else name_of_holder(dataset, period, reader)
        parts.append(
            f"<i title='{as_html(period_in_words(dataset, period, reader))}' style='left: {left}%; "
            f"width: {max(LEAST, round(right - left, 3))}%; {look}'>"
            f"<span style='color: {ink}'>{as_html(name)}</span></i>"
        )
    return (
        f"<div class='period-dates' aria-hidden='true'>{_dates(dataset, periods, at, reader)}</div>"
        f"<div class='period-bar' role='img' aria-label='{as_html(label)}'>{''.join(parts)}"
        f"<b style='left: {at(day)}%'></b></div>"
        f"<div class='period-axis' aria-hidden='true'>{_axis(dataset, at, reader)}</div>"
    )


def _dates(
    dataset: Dataset, periods: Sequence[ControlPeriod], at: Callable[[dt.date], float], reader: Reader
) -> str:
    """The first days of the periods, those of the longest before all others, as far as there is room."""
    later = [it for it in periods if it.start > dataset.start]
    later.sort(key=lambda it: it.start - (it.end or dataset.end))
    chosen: dict[float, str] = {}
    far: list[float] = []
    for it in later:
        place = at(it.start)
        if all(abs(place - other) >= APART for other in chosen):
            chosen[place] = day_in_words(it.start, reader.language)
            if all(abs(place - other) >= FAR_APART for other in far):
                far.append(place)
    spans = []
    for place, text in sorted(chosen.items()):
        side = "end" if place > 100 - FAR_APART else "start"
        room = "far" if place in far else "tight"
        spans.append(f"<span class='{side} {room}' style='left: {round(place, 3)}%'>{as_html(text)}</span>")
    return "".join(spans)


def _axis(dataset: Dataset, at: Callable[[dt.date], float], reader: Reader) -> str:
    """Years under the bar; of a short span its first and its last day."""
    years = years_under(dataset, lambda year: at(dt.date(year, 1, 1)) < 100 - APART / 2)
    if not years:
        return (
            f"<span style='left: 0%'>{as_html(day_in_words(dataset.start, reader.language))}</span>"
            f"<span class='end' style='left: 100%'>{as_html(day_in_words(dataset.end, reader.language))}</span>"
        )
    return "".join([f"<span style='left: {at(dt.date(year, 1, 1))}%'>{round(year)}</span>" for year in years])
