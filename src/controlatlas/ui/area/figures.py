"""The figures of one day beside the chart: its legend, with area, part and settlements of each controller."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ...language.catalogue import Translator
from ...language.figures import head_of_settlements, number_in_words
from ...measure.areas import DayShares, Share
from ...records.model import Dataset, say
from ...style.swatches import Swatch, color_of, swatch
from ..parts.markup import as_html
from .chart import Band, amount

STYLE = """
<style>
.area-figures { width: 100%; border-collapse: collapse; font-size: 0.8125rem; line-height: 1.25;
  font-variant-numeric: tabular-nums; }
.area-figures caption { text-align: left; font-weight: 600; font-size: 0.9375rem; padding: 0 0 0.375rem; }
.area-figures th, .area-figures td { border: 0; padding: 0.1875rem 0 0.1875rem 0.625rem; text-align: right;
  vertical-align: baseline; font-weight: 400; white-space: nowrap; }
.area-figures th:first-child { text-align: left; padding-left: 0; white-space: normal; }
.area-figures thead th { font-size: 0.75rem; opacity: 0.75; white-space: normal; max-width: 7rem; vertical-align: bottom; }
.area-figures .actor > * { font-weight: 600; padding-top: 0.5rem; }
.area-figures .sum > * { font-weight: 600; padding-top: 0.5rem; border-top: 1px solid currentColor; }
.area-figures .none { opacity: 0.62; }
.area-figures i { display: inline-block; box-sizing: border-box; width: 1.5rem; height: 0.75rem;
  margin-right: 0.5rem; vertical-align: -0.0625rem; }
</style>
"""


def figures_table(
    dataset: Dataset,
    bands: Sequence[Band],
    entry: DayShares,
    *,
    day: str,
    unit: str,
    theme: str,
    t: Translator,
    date: dt.date | None = None,
    percent: bool = False,
) -> str:
    """HTML of the figures on a day, one row for each colour of the chart; names are escaped.

    ``percent``: what is counted is the reference area, and a column gives shares of it.
    """
    shares = {Band(share.actor, share.standing, share.basis): share for share in entry.shares}
    base = sum(amount(share, unit) for share in entry.shares) if percent else None
    rows = []
    title, whole_name = as_html(t("On {day}", day=day)), as_html(t("Whole"))
    for actor in dict.fromkeys(band.actor for band in bands):
        own = [shares[band] for band in bands if band.actor == actor and band in shares]
        name = f"<th scope='rowgroup'>{as_html(say(dataset.actors[actor].names_on(date), t.language))}</th>"
        rows.append(f"<tr class='actor'>{name}{_cells(own, base, unit, t)}</tr>")
        for band in bands:
            if band.actor == actor:
                there = [shares[band]] if band in shares else []
                mark = _mark(
                    swatch(dataset.actors[actor], band.standing, band.basis, theme),
                    color_of(dataset.actors[actor], theme),
                )
                label = f"<th scope='row'>{mark}{as_html(band.sureness(t))}</th>"
                empty = "" if there else " class='none'"
                rows.append(f"<tr{empty}>{label}{_cells(there, base, unit, t)}</tr>")
    rows.append(
        f"<tr class='sum'><th scope='row'>{whole_name}</th>{_cells(entry.shares, base, unit, t)}</tr>"
    )
    part = t("% of area") if unit == "km2" else t("% of places")
    shares_head = f"<th scope='col'>{part}</th>" if percent else ""
    head = f"<td></td><th scope='col'>{t('km²')}</th>{shares_head}<th scope='col'>{as_html(head_of_settlements(entry.others, t))}</th>"
    return (
        f"<table class='area-figures'><caption>{title}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _cells(shares: Sequence[Share], base: float | None, unit: str, t: Translator) -> str:
    """Area, share of the base if there is one, and settlements."""
    if not shares:
        return "<td>–</td>" * (2 if base is None else 3)
    km2, count = sum(share.km2 for share in shares), sum(share.settlements for share in shares)
    part = ""
    if base is not None:
        part = f"<td>{t.number(100 * sum(amount(share, unit) for share in shares) / base if base else 0.0, 1)}</td>"
    return f"<td>{number_in_words(km2, t)}</td>{part}<td>{t.number(count)}</td>"


def _mark(look: Swatch, full: str) -> str:
    """The colour as the chart and the map have it: striped if contested, with a dashed edge if claimed."""
    ground = (
        f"repeating-linear-gradient(90deg, {look.fill} 0 3px, {look.ground} 3px 6px)"
        if look.hatched
        else look.fill
    )
    edge = f"1.5px dashed {look.edge}" if look.dash else f"1px solid {full}"
    return f"<i style='background: {ground}; border: {edge}'></i>"
