"""Who held a place when, as a line of colours: one picture for all places that have the same history, in all languages."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Iterator, Sequence

from ..history.timeline import ControlPeriod, control_periods
from ..language.periods import years_under
from ..records.model import Basis, Dataset, Standing
from ..style.swatches import PAGE, swatch
from .files import Site, SiteFile
from .paths import with_page

WIDE, HIGH = 1000, 62
"""The size of a bar with its years, in its own units; a page stretches it to its width."""

LEAST = 3
"""A period is never narrower than so many of them, so that a day can be seen."""

_BAND = 36
_NARROW = 640
"""Below so many pixels the years are left out, for they would stand on each other."""

Look = tuple[int, int, str, str, str]
"""A stretch of the bar: left end, width, and how the land looks: actor, standing and basis."""


def bar_files(site: Site) -> Iterator[SiteFile]:
    """Each bar once."""
    dataset = site.dataset
    bars = {bar_path(dataset, periods): periods for periods in _histories(dataset)}
    for path, periods in bars.items():
        yield SiteFile(path, _bar(dataset, _looks(dataset, periods)).encode())


def bar_path(dataset: Dataset, periods: Sequence[ControlPeriod]) -> str:
    """Where the bar of a history lies, under the base: named after what it shows, so that it changes with nothing else."""
    return _path(_bar(dataset, _looks(dataset, tuple(periods))))


def _histories(dataset: Dataset) -> Iterator[tuple[ControlPeriod, ...]]:
    known = control_periods(dataset)
    yield from (known[it.id] for it in with_page(dataset) if known.get(it.id))


def _path(svg: str) -> str:
    return f"bars/{hashlib.sha256(svg.encode()).hexdigest()[:12]}.svg"


def at_bar(dataset: Dataset, day: dt.date) -> int:
    """Where a day lies on the bar, from its left; what lies beyond its ends lies on them."""
    whole = (dataset.end - dataset.start).days or 1
    return round(WIDE * (min(max(day, dataset.start), dataset.end) - dataset.start).days / whole)


def _looks(dataset: Dataset, periods: Sequence[ControlPeriod]) -> tuple[Look, ...]:
    parts = []
    for it in periods:
        left, right = at_bar(dataset, it.start), at_bar(dataset, it.end or dataset.end)
        parts.append((left, max(LEAST, right - left), it.actor, it.standing.value, it.basis.value))
    return tuple(parts)


@functools.lru_cache(maxsize=4096)
def _bar(dataset: Dataset, looks: tuple[Look, ...]) -> str:
    """The bar as SVG, with colours of its own for light and dark: a picture knows nothing of the page that it is in."""
    kinds = list(dict.fromkeys(it[2:] for it in looks))
    stretches = []
    for left, wide, actor, standing, basis in looks:
        known = f'class="k{kinds.index((actor, standing, basis))}" x="{left}" width="{wide}"'
        stretches.append(f'<rect {known} height="{_BAND}"/>')
        if standing == Standing.CONTESTED.value:
            stretches.append(f'<path d="M{left} {_BAND // 2}h{wide}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" preserveAspectRatio="none">'
        f"<style>{_colors(dataset, kinds, 'light')}"
        f"path{{fill:none;stroke-width:{_BAND};stroke-opacity:.7;stroke-dasharray:4 4}}"
        "text,line{font:14px 'Source Sans 3',Arial,sans-serif;fill:#7d7f82}line{stroke:#8f8b80}"
        f"@media(prefers-color-scheme:dark){{{_colors(dataset, kinds, 'dark')}}}"
        f"@media(max-width:{_NARROW}px){{text,line{{display:none}}}}</style>"
        f"{''.join(stretches)}{_years(dataset)}</svg>\n"
    )


def _colors(dataset: Dataset, kinds: Sequence[Sequence[str]], theme: str) -> str:
    paper = PAGE[theme]["paper"]
    rules = [f"rect,path{{stroke:{paper}}}"]
    for number, (actor, standing, basis) in enumerate(kinds):
        look = swatch(dataset.actors[actor], Standing(standing), Basis(basis), theme)
        rules.append(f".k{number}{{fill:{look.fill}}}")
    return "".join(rules)


@functools.lru_cache(maxsize=8)
def _years(dataset: Dataset) -> str:
    def at(year: int) -> int:
        return at_bar(dataset, dataset.start.replace(year, 1, 1))

    return "".join(
        f'<line x1="{at(year)}" y1="40" x2="{at(year)}" y2="46"/><text x="{at(year)}" y="60">{year}</text>'
        for year in years_under(dataset, lambda year: at(year) < 0.94 * WIDE)
    )
