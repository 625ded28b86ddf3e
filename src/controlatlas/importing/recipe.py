"""What somebody says of the files that are to become a dataset, and what they are called on the way.

Nothing here reads a file: whoever only asks, a page for example, need not load what reads them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

POINTS, SNAPSHOTS, PERIODS, WORKBOOK = "points", "snapshots", "periods", "events"
KINDS = (POINTS, SNAPSHOTS, PERIODS, WORKBOOK)
"""What files can be, by the names that the command ``import`` has for it."""

DAY_FIRST, MONTH_FIRST = "day", "month"
ORDERS = (DAY_FIRST, MONTH_FIRST)
"""What comes first in days that are written in figures with the year last, if it is said."""


MISSING, NOBODY = "missing", "nobody"
EMPTY = (MISSING, NOBODY)
"""What a map on which nothing at all is drawn can mean: there is none of that day, or nobody is anywhere on it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody has sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Recipe:
    """How files become a dataset. ``columns`` are names of columns by what they hold, as the options of an import call them.

    ``actor`` is whose all polygons of daily maps are, ``rest`` who has what nobody is drawn to have; ``crs``, ``layer`` and ``encoding`` are what files do not say themselves,
    and so is ``first_comes``, one of ``ORDERS``. ``empty``, one of ``EMPTY``, is what a daily map means that shows nothing.
    """

    kind: str
    name: str
    title: str
    source: str = ""
    url: str | None = None
    licence: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    actor: str | None = None
    rest: str | None = None
    crs: str | None = None
    layer: str | None = None
    encoding: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    first_comes: str | None = None
    empty: str = MISSING

    def column(self, name: str) -> str | None:
        """The column that holds something; ``None``: it is to be guessed."""
        return dict(self.columns).get(name)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What can be said of files before they become a dataset: what they probably are, their columns, their first rows.

    ``guesses`` are columns by kind and by what they hold; ``values`` the different texts of a column where they are few.
    """

    kind: str
    kinds: tuple[str, ...]
    files: tuple[str, ...]
    rows: int = 0
    columns: tuple[str, ...] = ()
    head: tuple[tuple[str, ...], ...] = ()
    guesses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: tuple[dt.date, ...] = ()
    """The days that stand in names of files."""
