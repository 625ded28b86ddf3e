"""Which land is quiet: held throughout, without dispute, by the one whose country lies around it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping

import shapely

from ..records.model import Dataset
from .timeline import control_periods

YEARS_BEFORE = 10
"""How many years before a day another controller or a dispute still keeps land from being quiet."""


@functools.lru_cache(maxsize=256)
def quiet_cells(dataset: Dataset, day: dt.date) -> Mapping[str, str]:
    """The cells that are quiet around a day, each with the actor whose country it is part of.

    From ``YEARS_BEFORE`` years before the day to the end of the dataset nobody else controls or claims it.
    """
    since = day - dt.timedelta(days=round(365.2425 * YEARS_BEFORE))
    found = {}
    for cell, actor in homes(dataset).items():
        periods = [it for it in control_periods(dataset)[cell] if it.end is None or it.end > since]
        if periods and all(it.actor == actor and it.standing.undisputed for it in periods):
            found[cell] = actor
    return found


@functools.lru_cache(maxsize=8)
def homes(dataset: Dataset) -> Mapping[str, str]:
    """The cells that lie in the country of an actor, each with that actor."""
    cells = [cell for cell in dataset.cells() if cell.geometry is not None]
    points = [cell.geometry.representative_point() for cell in cells if cell.geometry is not None]
    found = {}
    for country in dataset.context.countries:
        if country.actor is not None:
            inside = shapely.contains(country.geometry, points)
            found.update({cell.id: country.actor for cell, here in zip(cells, inside, strict=True) if here})
    return found
