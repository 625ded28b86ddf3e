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
from .days import NO_DAY, day_in, day_in_name, is_empty
from .layers import Found, column, files_of, in_degrees, read_days
from .maps import Imported, MapOptions, from_maps, outline_of
from .mosaic import DayMap, Mosaic, Report, Watch, polygons_of, unwatched
from .names import id_of

NAME = "name"
"""Says that the day stands in the name of the file."""

DATES = ("date", "day", "datum", "timestamp", "time", "on")
ACTORS = ("actor", "holder", "controller", "controlled_by", "side", "party", "name")


@dataclass(frozen=True, slots=True)
class SnapshotOptions(MapOptions):
    """How snapshots are read. ``actor`` is whose all polygons are, else ``actor_field`` is the column that says it.

    ``date_from`` is ``NAME`` or a column; without it, whichever has a day.
    """

    actor: str | None = None
    actor_field: str | None = None
    date_from: str | None = None


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
    for name, table in tables:
        there = [shape is not None and not shape.is_empty for shape in table.geometry]
        if not any(there):
            report.empty.append(pathlib.Path(name).name)
            continue
        holders = _holders(name, table, options, problems)
        dates = _dates(name, table, options, problems)
        if holders is None or dates is None:
            continue
        drawn = sorted({day for day, has in zip(dates, there, strict=True) if has})
        report.empty.extend(str(day) for day in sorted(set(dates) - set(drawn)))
        for day in drawn:
            if file_of.setdefault(day, name) != name:
                message = mark("is of {day}, as {other} is; leave one of the two out")
                problems.note(name, "", "", message, day=day, other=file_of[day])
            by_day.setdefault(day, {})
        for shape, holder, day in zip(table.geometry, holders, dates, strict=True):
            if shape is None or shape.is_empty:
                continue
            if shape.geom_type not in ("Polygon", "MultiPolygon", "GeometryCollection"):
                message = mark("holds a {shape}; a map of control has polygons")
                problems.note(name, "", "geometry", message, shape=shape.geom_type)
                break
            key = id_of(holder)
            actors.setdefault(key, holder)
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
    name: str, table: gpd.GeoDataFrame, options: SnapshotOptions, problems: Found
) -> list[dt.date] | None:
    in_name = day_in_name(pathlib.Path(name).name)
    if options.date_from == NAME or (options.date_from is None and in_name is not None):
        if in_name is None:
            problems.note(
                name,
                "",
                "--date-from",
                mark("no day stands in the name; write it as in map_2025-08-23.geojson, or name a column"),
            )
            return None
        return [in_name] * len(table)
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
    if found is None:
        return None
    dates = [day_in(it) for it in table[found]]
    wrong = [number for number, it in enumerate(dates, 1) if it is None]
    for number in wrong[:5]:
        value: Any = table[found].iloc[number - 1]
        problems.note(name, f"row {number}", found, NO_DAY, value=repr(value))
    return None if wrong else [it for it in dates if it is not None]


def areas_on(made: Mosaic, day: dt.date) -> dict[str, float]:
    """The area of the cells by actor on a day, in square kilometres."""
    number = bisect.bisect_right(made.days, day) - 1
    found: dict[str, float] = defaultdict(float)
    for cell in made.cells:
        holder = [actor for first, actor in cell.steps if first <= number][-1]
        found[str(holder)] += area_km2(cell.geometry)
    return dict(found)
