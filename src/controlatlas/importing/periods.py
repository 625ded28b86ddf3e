"""Polygons that are good for some time, from a first day to a last one, become a dataset."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from ..language.catalogue import mark
from .actors import actor_of
from .day_order import month_comes_first, note_no_day
from .days import day_in, is_empty
from .layers import Found, column, files_of, in_degrees, read_layer
from .maps import Imported, MapOptions, from_maps, outline_of
from .mosaic import DayMap, Report, Watch, polygons_of, unwatched

STARTS = ("start", "gwsdate", "start_date", "from", "begin", "begins", "valid_from", "since")
ENDS = ("end", "gwedate", "end_date", "to", "until", "ends", "valid_to")
CODES = ("actor", "gwcode", "code", "cowcode", "iso", "iso3", "holder", "controller", "name")
NAMES = ("name", "cntry_name", "country", "country_name", "title", "actor")


@dataclass(frozen=True, slots=True)
class PeriodOptions(MapOptions):
    """How dated polygons are read: columns of first and last day, of the actor and of its name.

    ``end_is`` says whether the end is the ``last`` day or the day ``after`` it. ``first`` and ``last`` cut the span.
    ``first_comes`` is one of ``ORDERS``: whether days in figures begin with the day or the month; without it, what they show.
    """

    start: str | None = None
    end: str | None = None
    actor: str | None = None
    name: str | None = None
    end_is: str = "last"
    first: dt.date | None = None
    last: dt.date | None = None
    first_comes: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A polygon, whose it is, and from which day to before which."""

    actor: str
    start: dt.date
    end: dt.date | None
    polygons: tuple[BaseGeometry, ...]


def import_periods(
    patterns: Iterable[str], name: str, options: PeriodOptions, watch: Watch = unwatched
) -> Imported:
    """Read dated polygons and make them a dataset; raise ``ImportProblemsError`` with all that is wrong."""
    problems = Found()
    tables = [(str(path), read_layer(path, problems, options.reading)) for path in files_of(patterns)]
    return _imported([(key, it) for key, it in tables if it is not None], name, options, problems, watch)


def periods_from_geopandas(
    table: gpd.GeoDataFrame, name: str, options: PeriodOptions, watch: Watch = unwatched
) -> Imported:
    """Make a dataset of a table of dated polygons."""
    problems = Found()
    found = in_degrees(table, name, problems, options.reading.crs)
    return _imported([(name, found)] if found is not None else [], name, options, problems, watch)


def _imported(
    tables: list[tuple[str, gpd.GeoDataFrame]],
    name: str,
    options: PeriodOptions,
    problems: Found,
    watch: Watch,
) -> Imported:
    report = Report()
    actors: dict[str, str] = {}
    rows = [row for key, table in tables for row in _rows(key, table, options, actors, report, problems)]
    outline = outline_of(options, problems)
    days = _days(rows, options)
    if not days and not problems:
        problems.note(
            ", ".join(it for it, _ in tables),
            "",
            "",
            mark("has no polygon within the days wanted; look at --first and --last"),
        )
    problems.end()
    report.assumed.extend(problems.assumed)
    last = options.last or max(
        (it.end - dt.timedelta(days=1) for it in rows if it.end is not None), default=days[-1].day
    )
    return from_maps(
        days, name, options, actors, outline, report, watch, end=max(last, days[-1].day), snapshots=False
    )


def _rows(
    name: str,
    table: gpd.GeoDataFrame,
    options: PeriodOptions,
    actors: dict[str, str],
    report: Report,
    problems: Found,
) -> list[_Row]:
    columns = [
        column(table, wanted, guesses, name, option, problems)
        for wanted, guesses, option in (
            (options.start, STARTS, "--start"),
            (options.end, ENDS, "--end"),
            (options.actor, CODES, "--actor"),
        )
    ]
    called_so = column(
        table, options.name or options.actor, NAMES, name, "--name", problems if options.name else Found()
    )
    if None in columns or (options.name and called_so is None):
        return []
    start_in, end_in, code_in = columns
    name_in = called_so or code_in
    month_first = month_comes_first(
        (value for it in (start_in, end_in) for value in table[it]),
        options.first_comes,
        name,
        f"{start_in}, {end_in}",
        problems,
    )
    found = []
    for number, row in enumerate(table.to_dict("records"), 1):
        start, end = (
            _day(row, it, number, name, problems, month_first=month_first) for it in (start_in, end_in)
        )
        end = None if end == dt.date.max else end  # 9999-12-31 is how tables write "still so"
        code, called = row[code_in], row[name_in]
        if is_empty(code):
            problems.note(name, f"row {number}", str(code_in), mark("is empty; say whose polygon this is"))
            continue
        if isinstance(code, float) and code == int(code):
            code = int(code)
        if start is None and not is_empty(row[start_in]):
            continue
        if end is not None and options.end_is == "last":
            end += dt.timedelta(days=1)
        if start is not None and end is not None and end <= start:
            problems.note(
                name,
                f"row {number}",
                str(end_in),
                mark("is before {start}; correct one of the two"),
                start=start_in,
            )
            continue
        key = actor_of(str(called) if not is_empty(called) else str(code), actors, problems)
        polygons = polygons_of(row["geometry"], options.grid, report)
        found.append(_Row(key, start or dt.date.min, end, polygons))
    return found


def _day(
    row: Mapping[Any, Any], column: str | None, number: int, name: str, problems: Found, *, month_first: bool
) -> dt.date | None:
    value = row[column]
    day = day_in(value, month_first=month_first)
    if day is None and not is_empty(value):
        note_no_day(value, name, f"row {number}", str(column), problems, month_first=month_first)
    return day


def _days(rows: list[_Row], options: PeriodOptions) -> list[DayMap]:
    """A map for the first day and for each day on which a polygon comes or goes; later polygons lie over earlier ones."""
    dated = [it.start for it in rows if it.start > dt.date.min]
    if not rows or not (dated or options.first):
        return []
    first = options.first or min(dated)
    turns = {first, *(it.start for it in rows), *(it.end for it in rows if it.end is not None)}
    ends = [it.end for it in rows if it.end is not None]
    last = options.last or (max(ends) - dt.timedelta(days=1) if len(ends) == len(rows) else max(turns))
    found = []
    for day in sorted(it for it in turns if first <= it <= last):
        there = sorted(
            (it for it in rows if it.start <= day and (it.end is None or day < it.end)),
            key=lambda it: it.start,
        )
        held: dict[str, tuple[BaseGeometry, ...]] = {}
        for row in there:
            held[row.actor] = (*held.get(row.actor, ()), *row.polygons)
        found.append(DayMap(day, held))
    return found
