"""From files that were sent to a server to a dataset: a first look, then the import that somebody has described."""

from __future__ import annotations

import datetime as dt
import pathlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd

from ..language.catalogue import mark
from ..records.errors import Said
from . import periods, points, snapshots
from .build import Origin
from .day_order import month_comes_first
from .days import day_in_name, is_empty
from .files import Files
from .layers import AS_IT_IS, Found, Reading, column, read_days
from .mosaic import Watch, unwatched
from .recipe import PERIODS, POINTS, SNAPSHOTS, WORKBOOK, Glimpse, Recipe
from .report import report_lines
from .tables import TABLES, read_table
from .workbook import look_over, read_workbook, sheet_names

HEAD = 5
"""How many rows are shown."""

FORMULAS = 5
"""How many cells with formulas are named."""

MOST_VALUES = 60
"""How many different texts a column can have to be one that names who holds a place."""

_AREAS = re.compile(r"\s*(?:(?:multi)?polygon\b|\{\s*\"type\")", re.IGNORECASE)
"""How areas begin that a table holds as text: in WKT, or in GeoJSON."""

_GUESSES: Mapping[str, Mapping[str, Sequence[str]]] = {
    POINTS: {
        "name": points.NAMES,
        "lat": points.LATITUDES,
        "lon": points.LONGITUDES,
        "holder": points.HOLDERS,
        "date": points.DATES,
        "work": points.WORKS,
        "address": points.ADDRESSES,
    },
    SNAPSHOTS: {"actor_field": snapshots.ACTORS, "date_from": snapshots.DATES},
    PERIODS: {
        "start": periods.STARTS,
        "end": periods.ENDS,
        "actor": periods.CODES,
        "name": periods.NAMES,
    },
}
"""What columns of each kind of file hold, and what they are called in many files."""


def glimpse(paths: Sequence[pathlib.Path], reading: Reading = AS_IT_IS) -> Glimpse:
    """Look at files, some of which may not say all of how they are read; raise ``ImportProblemsError`` if one of them cannot be read."""
    problems = Found()
    names = tuple(it.name for it in paths)
    if len(paths) == 1 and paths[0].suffix.lower() == ".xlsx" and "dataset" in sheet_names(paths[0]):
        return Glimpse(WORKBOOK, (WORKBOOK,), names)
    if len(paths) > 1 and any(it.suffix.lower() in TABLES for it in paths):
        problems.note(
            ", ".join(names)[:200],
            "",
            "",
            mark("are several files, and a table among them; send one table, or maps alone"),
        )
        problems.end()
    tables = [table for it in paths for table in _tables(it, problems, reading)]
    problems.end()
    for path, table in zip(paths, tables, strict=False):
        if path.suffix.lower() in TABLES:
            _no_shapes(path.name, table, problems)
    problems.end()
    columns = tuple(dict.fromkeys(str(key) for it in tables for key in it.columns if key != "geometry"))
    shapes = {
        kind for it in tables if isinstance(it, gpd.GeoDataFrame) for kind in it.geometry.geom_type.dropna()
    }
    month_first = month_comes_first(names, None, "", "", Found())
    in_names = (day_in_name(it, month_first=month_first) for it in names)
    days = tuple(sorted({day for day in in_names if day is not None}))
    guesses = {kind: _guessed(tables[0], fields) for kind, fields in _GUESSES.items()}
    kind, kinds = _kind(shapes, guesses, days)
    first = tables[0]
    return Glimpse(
        kind,
        kinds,
        names,
        sum(map(len, tables)),
        columns,
        tuple(
            tuple("" if is_empty(row.get(key)) else str(row[key])[:80] for key in columns)
            for row in first.head(HEAD).to_dict("records")
        ),
        guesses,
        {key: found for key in columns if (found := _values(tables, key))},
        days,
    )


def _tables(path: pathlib.Path, problems: Found, reading: Reading) -> list[Any]:
    """The tables of a file: one, or those of its layers, where each is of a day."""
    if path.suffix.lower() not in TABLES:
        return [table for _, table in read_days(path, problems, reading)]
    before = len(problems)
    _no_formulas(path, problems)
    return [read_table(path, problems, points.KNOWN, reading.encoding)] if len(problems) == before else []


def _no_shapes(name: str, table: Any, problems: Found) -> None:
    """Note a column of a table that holds areas as text: of a table, points alone are read."""
    for key in table.columns:
        if any(_AREAS.match(str(it)) for it in table[key].head(HEAD)):
            problems.note(
                name,
                "",
                str(key)[:60],
                mark(
                    "holds shapes as text, and a table can hold points alone; save it as GeoJSON or GeoPackage"
                ),
            )


def _guessed(table: Any, fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found = {key: column(table, None, names, "", "", Found()) for key, names in fields.items()}
    return {key: it for key, it in found.items() if it is not None}


def _kind(
    shapes: set[str], guesses: Mapping[str, Mapping[str, str]], days: Sequence[dt.date]
) -> tuple[str, tuple[str, ...]]:
    """What the files probably are, and what they can be."""
    if not shapes & {"Polygon", "MultiPolygon", "GeometryCollection"}:
        return POINTS, (POINTS,)
    dated = {"start", "end"} <= guesses[PERIODS].keys() and not days
    return (PERIODS if dated else SNAPSHOTS), (SNAPSHOTS, PERIODS)


def _values(tables: Sequence[Any], key: str) -> tuple[str, ...]:
    """The different texts of a column, in the order in which they come; none if they are many."""
    found: dict[str, None] = {}
    for table in tables:
        if key in table.columns:
            for value in table[key].unique():
                if not is_empty(value):
                    found[str(value).strip()] = None
                if len(found) > MOST_VALUES:
                    return ()
    return tuple(found)


def _no_formulas(path: pathlib.Path, problems: Found) -> None:
    """Note the cells of a workbook that are computed: what they hold would depend on which program saved it last."""
    if path.suffix.lower() == ".xlsx":
        look_over(path, problems, FORMULAS)


@dataclass(frozen=True, slots=True)
class MadeOfUploads:
    """The files of a dataset, what the import says of them, and what it assumed where what was sent does not say it."""

    files: Files
    report: tuple[Said, ...] = ()
    assumed: tuple[Said, ...] = ()


def dataset_from(
    paths: Sequence[pathlib.Path],
    recipe: Recipe,
    watch: Watch = unwatched,
) -> MadeOfUploads:
    """The files of the dataset and what the import says; raise ``ImportProblemsError`` with all that is wrong."""
    problems = Found()
    if recipe.kind == WORKBOOK:
        _no_formulas(paths[0], problems)
        problems.end()
        return MadeOfUploads(read_workbook(paths[0]))
    if not recipe.source.strip():
        problems.note("", "", "--source", mark("is empty; say who draws the map or keeps the list"))
    if recipe.url and not recipe.url.startswith(("http://", "https://")):
        problems.note(
            "",
            "",
            "--url",
            mark("{url} is no address; write it whole, with https://"),
            url=repr(recipe.url[:80]),
        )
    problems.end()
    shared: dict[str, Any] = {
        "origin": Origin(recipe.source.strip(), recipe.url or None, recipe.licence or None),
        "title": recipe.title,
        "first_comes": recipe.first_comes,
    }
    columns: dict[str, Any] = {key: recipe.column(key) for key in _GUESSES[recipe.kind]}
    given = list(map(str, paths))
    if recipe.kind == POINTS:
        options = points.PointOptions(
            **shared, **columns, encoding=recipe.encoding, first=recipe.first, last=recipe.last
        )
        table = points.import_points(paths[0], recipe.name, options)
        return MadeOfUploads(table.files, (table.report,), table.assumed)
    shared |= {"rest": recipe.rest or None, "reading": Reading(recipe.crs, recipe.layer, recipe.encoding)}
    if recipe.kind == PERIODS:
        dated = periods.PeriodOptions(**shared, **columns, first=recipe.first, last=recipe.last, fronts=False)
        made = periods.import_periods(given, recipe.name, dated, watch)
    else:
        daily = snapshots.SnapshotOptions(**shared, **columns, actor=recipe.actor or None, empty=recipe.empty)
        made = snapshots.import_snapshots(given, recipe.name, daily, watch)
    return MadeOfUploads(made.files, tuple(report_lines(made)), tuple(made.mosaic.report.assumed))


def recolored(files: Files, colors: Mapping[str, str]) -> Files:
    """The files with other colours, by the id of an actor; the patterns stay."""
    package = files["datapackage.json"]
    settings = package["controlatlas"]
    actors = [
        {**it, "color": colors[it["id"]], "color_dark": colors[it["id"]]} if it["id"] in colors else it
        for it in settings["actors"]
    ]
    return {**files, "datapackage.json": {**package, "controlatlas": {**settings, "actors": actors}}}
