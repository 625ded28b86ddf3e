"""Maps of single days, a file or a group of rows for each, become a dataset."""

from __future__ import annotations

import bisect
import datetime as dt
import pathlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from ..language.catalogue import mark
from ..measure.areas import area_km2
from .actors import actor_of
from .day_order import month_comes_first, note_no_day
from .days import day_in, day_in_name, is_empty, names_a_day
from .layers import Found, column, files_of, in_degrees, read_days
from .maps import Imported, MapOptions, from_maps, outline_of
from .mosaic import DayMap, Mosaic, Report, Watch, polygons_of, unwatched
from .names import id_of
from .recipe import MISSING, NOBODY

NAME = "name"
"""Says that the day stands in the name of the file."""

DATES = ("date", "day", "datum", "timestamp", "time", "on")
ACTORS = ("actor", "holder", "controller", "controlled_by", "side", "party", "name")


@dataclass(frozen=True, slots=True)
class SnapshotOptions(MapOptions):
    """How snapshots are read. ``actor`` is whose all polygons are, else ``actor_field`` is the column that says it.

    ``date_from`` is ``NAME`` or a column; without it, whichever has a day. ``first_comes`` is one of ``ORDERS``: whether days
    in figures begin with the day or the month; without it, what they show. ``empty``, one of ``EMPTY``, is what a map means that
    shows nothing at all.
    """

    actor: str | None = None
    actor_field: str | None = None
    date_from: str | None = None
    first_comes: str | None = None
    empty: str = MISSING


def import_snapshots(
    patterns: Iterable[str], name: str, options: SnapshotOptions, watch: Watch = unwatched
) -> Imported:
    """Read snapshots and make them a dataset called ``name``; raise ``ImportProblemsError`` with all that is wrong."""
    problems = Found()
    paths = files_of(patterns)
    tables: list[tuple[str, gpd.GeoDataFrame]] = []
    for number, path in enumerate(paths):
        watch("read", number / len(paths))
        tables.extend(read_days(path, problems, options.reading))
    outline = outline_of(options, problems)
    return _imported(tables, name, options, outline, problems, watch)


def from_geopandas(
    days: Mapping[dt.date, gpd.GeoDataFrame], name: str, options: SnapshotOptions, watch: Watch = unwatched
) -> Imported:
    """Make a dataset of tables by day, each with the polygons of that day; their projection is that which they name."""
    problems = Found()
    tables = []
    for day, table in days.items():
        found = in_degrees(table, day.isoformat(), problems, options.reading.crs)
        if found is not None:
            tables.append((day.isoformat(), found))
    return _imported(tables, name, options, outline_of(options, problems), problems, watch)


def _imported(
    tables: Sequence[tuple[str, gpd.GeoDataFrame]],
    name: str,
    options: SnapshotOptions,
    outline: BaseGeometry | None,
    problems: Found,
    watch: Watch,
) -> Imported:
    report = Report()
    actors: dict[str, str] = {id_of(options.actor): options.actor} if options.actor else {}
    days = _days(tables, options, actors, report, problems)
    if not days and not problems:
        problems.note(
            ", ".join(it for it, _ in tables),
            "",
            "",
            mark("holds no polygon; give at least one day with a map"),
        )
    problems.end()
    report.assumed.extend(problems.assumed)
    return from_maps(days, name, options, actors, outline, report, watch, end=days[-1].day, snapshots=True)


def _days(
    tables: Sequence[tuple[str, gpd.GeoDataFrame]],
    options: SnapshotOptions,
    actors: dict[str, str],
    report: Report,
    problems: Found,
) -> list[DayMap]:
    """The maps in order of their days, equal polygons of different days as one object; names of actors are gathered."""
    by_day: dict[dt.date, dict[str, list[BaseGeometry]]] = {}
    file_of: dict[dt.date, str] = {}
    kept: dict[bytes, tuple[BaseGeometry, ...]] = {}
    dates_of = _dates(tables, options, problems)
    for name, table in tables:
        there = [shape is not None and not shape.is_empty for shape in table.geometry]
        dates = dates_of.get(name)
        if not any(there) and (options.empty == MISSING or dates is None):
            report.empty.append(pathlib.Path(name).name)
            continue
        holders = _holders(name, table, options, problems) if any(there) else []
        if holders is None or dates is None:
            continue
        shown = {day for day, has in zip(dates, there, strict=False) if has}
        without = sorted(set(dates) - shown)
        (report.nobody if options.empty == NOBODY else report.empty).extend(map(str, without))
        for day in sorted({*shown, *(without if options.empty == NOBODY else ())}):
            if file_of.setdefault(day, name) != name:
                message = mark("is of {day}, as {other} is; leave one of the two out")
                problems.note(name, "", "", message, day=day, other=file_of[day])
            by_day.setdefault(day, {})
        for shape, holder, day in zip(table.geometry, holders, dates, strict=bool(holders)):
            if shape is None or shape.is_empty:
                continue
            if shape.geom_type not in ("Polygon", "MultiPolygon", "GeometryCollection"):
                message = mark("holds a {shape}; a map of control has polygons")
                problems.note(name, "", "geometry", message, shape=shape.geom_type)
                break
            key = actor_of(holder, actors, problems)
            into = by_day[day].setdefault(key, [])
            for part in shapely.get_parts(shape):
                wkb = shapely.to_wkb(shapely.normalize(part))
                if wkb not in kept:
                    kept[wkb] = polygons_of(part, options.grid, report)
                into.extend(kept[wkb])
    return [DayMap(day, {key: tuple(it) for key, it in held.items()}) for day, held in sorted(by_day.items())]


def _holders(
    name: str, table: gpd.GeoDataFrame, options: SnapshotOptions, problems: Found
) -> list[str] | None:
    if options.actor is not None:
        return [options.actor] * len(table)
    found = column(table, options.actor_field, ACTORS, name, "--actor-field", problems)
    if found is None:
        return None
    empty = [number for number, it in enumerate(table[found], 1) if is_empty(it)]
    for number in empty[:5]:
        problems.note(name, f"row {number}", found, mark("is empty; say who holds it, or take the row out"))
    return None if empty else [str(it).strip() for it in table[found]]


def _dates(
    tables: Sequence[tuple[str, gpd.GeoDataFrame]], options: SnapshotOptions, problems: Found
) -> dict[str, list[dt.date]]:
    """The day of each row, by the name of its table; those are left out whose days cannot be told, which is noted."""
    columns = {
        name: column_of
        for name, it in tables
        if (column_of := _date_column(name, it, options, problems)) is not None
    }
    in_names = [pathlib.Path(name).name for name, it in columns.items() if it == NAME_OF_FILE]
    by_name = month_comes_first(in_names, options.first_comes, _all(in_names), "", problems)
    dated = [(name, it) for name, it in tables if columns.get(name, NAME_OF_FILE) != NAME_OF_FILE]
    values = (value for name, it in dated for value in it[columns[name]])
    fields = dict.fromkeys(columns[name] for name, _ in dated)
    month_first = month_comes_first(
        values, options.first_comes, _all([it for it, _ in dated]), ", ".join(fields), problems
    )
    found = {}
    for name, table in tables:
        if columns.get(name) == NAME_OF_FILE:
            day = day_in_name(pathlib.Path(name).name, month_first=by_name)
            if day is None:
                problems.note(name, "", "--date-from", _NO_DAY_IN_NAME)
            else:
                found[name] = [day] * max(len(table), 1)
        elif name in columns:
            days = _days_in(name, table, columns[name], month_first, problems)
            found |= {name: days} if days is not None else {}
    return found


NAME_OF_FILE = ""
"""Stands for a column where the day is in the name of the file."""

_NO_DAY_IN_NAME = mark("no day stands in the name; write it as in map_2025-08-23.geojson, or name a column")
_NAMED = 3


def _all(names: Sequence[str]) -> str:
    """Some of the names, for a problem of all of them."""
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")


def _date_column(name: str, table: gpd.GeoDataFrame, options: SnapshotOptions, problems: Found) -> str | None:
    """The column of the day, or ``NAME_OF_FILE``; ``None`` where there is none, which is noted."""
    file = pathlib.Path(name).name
    in_name = names_a_day(file)
    if options.date_from == NAME or (options.date_from is None and in_name):
        if not in_name:
            problems.note(name, "", "--date-from", _NO_DAY_IN_NAME)
            return None
        return NAME_OF_FILE
    quiet = Found()
    found = column(
        table, options.date_from, DATES, name, "--date-from", problems if options.date_from else quiet
    )
    if found is None and quiet:
        listed = ", ".join(str(it) for it in table.columns if it != "geometry") or "none"
        message = mark(
            "no day stands in the name, nor in a column that is called so; write it as in map_2025-08-23.geojson, "
            "or say which column it is; there are: {names}"
        )
        problems.note(name, "", "--date-from", message, names=listed)
    return found


def _days_in(
    name: str, table: gpd.GeoDataFrame, found: str, month_first: bool, problems: Found
) -> list[dt.date] | None:
    dates = [day_in(it, month_first=month_first) for it in table[found]]
    wrong = [number for number, it in enumerate(dates, 1) if it is None]
    for number in wrong[:5]:
        value: Any = table[found].iloc[number - 1]
        note_no_day(value, name, f"row {number}", found, problems, month_first=month_first)
    return None if wrong else [it for it in dates if it is not None]


def areas_on(made: Mosaic, day: dt.date) -> dict[str, float]:
    """The area of the cells by actor on a day, in square kilometres."""
    number = bisect.bisect_right(made.days, day) - 1
    found: dict[str, float] = defaultdict(float)
    for cell in made.cells:
        holder = [actor for first, actor in cell.steps if first <= number][-1]
        found[str(holder)] += area_km2(cell.geometry)
    return dict(found)
