"""Layers of maps as people have them, in whatever format and projection, as geopandas tables in longitude and latitude."""

from __future__ import annotations

import glob
import os
import pathlib
from collections.abc import Iterable, Sequence
from typing import Any

import geopandas as gpd
import pyproj

from ..records.errors import ImportProblemsError, Problem, near
from .walls import walled

walled()  # before GDAL is loaded, as it takes its formats in then
import pyogrio  # noqa: E402

WGS84 = "EPSG:4326"

LISTED = 20
"""How many columns of a table are named where one is missing."""

_DAMAGED = (ValueError, OSError, IndexError, KeyError, TypeError, RuntimeError)
"""What reading a file raises that is damaged in its inside."""


class Found(list[Problem]):
    """The problems of what is imported, gathered so that all can be told at once."""

    def note(self, file: str, record: str, field: str, message: str) -> None:
        """Note one."""
        self.append(Problem(file, record, field, message))

    def end(self) -> None:
        """Raise ``ImportProblemsError`` if there is any."""
        if self:
            raise ImportProblemsError(self)


def files_of(patterns: Iterable[str]) -> list[pathlib.Path]:
    """The files that names, patterns and folders mean, each once, in the order of their names."""
    found: dict[pathlib.Path, None] = {}
    missing = Found()
    for pattern in patterns:
        here = pathlib.Path(pattern)
        if here.is_dir() and here.suffix != ".gdb":
            hits = sorted(it for it in here.iterdir() if it.is_file() and not it.name.startswith("."))
        else:
            hits = [pathlib.Path(it) for it in sorted(glob.glob(pattern))] or [here] * here.exists()
        if not hits:
            missing.note(
                pattern, "", "", "no file is called so; give the name of a file, or a pattern in quotes"
            )
        found.update(dict.fromkeys(hits))
    missing.end()
    return list(found)


def read_layer(path: pathlib.Path, problems: Found, crs: str | None = None) -> gpd.GeoDataFrame | None:
    """A layer in longitude and latitude, or ``None`` with what is wrong noted. ``crs`` is for files that name none."""
    name = str(path)
    if not os.path.exists(path):
        problems.note(name, "", "", "there is no such file; correct its name")
        return None
    where = f"/vsigzip/{path.resolve()}" if path.suffix == ".gz" else str(path)
    try:
        table = pyogrio.read_dataframe(where)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, *_DAMAGED) as error:
        reason = (str(error).splitlines() or [""])[0][:160]
        problems.note(
            name,
            "",
            "",
            f"cannot be read as a map layer ({reason}); give GeoJSON, GeoPackage, Shapefile or the like",
        )
        return None
    if not isinstance(table, gpd.GeoDataFrame):
        problems.note(name, "", "", "holds no shapes; give a layer of polygons")
        return None
    return in_degrees(_of_texts(table), name, problems, crs)


def _of_texts(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The table with lists and objects of a column as texts: nobody can tell them apart or count them."""
    for key in table.columns:
        values = table[key]
        if key != "geometry" and values.dtype == object and values.map(_is_nested).any():
            table[key] = values.map(lambda it: ", ".join(map(str, it)) if _is_nested(it) else it)
    return table


def _is_nested(value: Any) -> bool:
    return not isinstance(value, str | bytes) and hasattr(value, "__iter__")


def in_degrees(
    table: gpd.GeoDataFrame, name: str, problems: Found, crs: str | None = None
) -> gpd.GeoDataFrame | None:
    """A table in longitude and latitude; one that names no projection is taken for that if its numbers can be degrees."""
    if table.crs is None:
        if crs is None and len(table) and not _could_be_degrees(table):
            message = "names no projection, and its numbers are no degrees; say which it is with --crs, as in --crs EPSG:32637"
            problems.note(name, "", "", message)
            return None
        try:
            table = table.set_crs(crs or WGS84)
        except pyproj.exceptions.CRSError:
            problems.note(name, "", "", f"{crs!r} is no projection; write a code, as in EPSG:32637")
            return None
    found = table.to_crs(WGS84)
    shapes = found.geometry[found.geometry.notna() & ~found.geometry.is_empty]
    if len(found) and found.geometry.isna().all():
        problems.note(name, "", "geometry", "is empty in each row; give a layer that has shapes")
        return None
    if len(shapes) and not _on_earth(found):
        problems.note(
            name, "", "geometry", "reaches beyond the earth; correct the positions or the projection"
        )
        return None
    return found


def _on_earth(table: gpd.GeoDataFrame) -> bool:
    """Whether all positions are degrees, up to one turn on across the 180th meridian."""
    west, south, east, north = table.total_bounds
    return bool(west >= -540 and east <= 540 and south >= -90.001 and north <= 90.001)


def _could_be_degrees(table: gpd.GeoDataFrame) -> bool:
    west, south, east, north = table.total_bounds
    return bool(west >= -180 and east <= 180 and south >= -90 and north <= 90)


def column(
    table: Any, wanted: str | None, guesses: Sequence[str], name: str, option: str, problems: Found
) -> str | None:
    """The column that is wanted, or the first of the guesses that the table has, letter case aside.

    Without either, a problem that names the columns there are.
    """
    known = [str(it) for it in table.columns if str(it) != "geometry"]
    lower = {it.lower(): it for it in known}
    for guess in (wanted,) if wanted is not None else guesses:
        if guess.lower() in lower:
            return lower[guess.lower()]
    listed = ", ".join(it[:60] for it in known[:LISTED]) or "none"
    listed += f" and {len(known) - LISTED} more" if len(known) > LISTED else ""
    if wanted is not None:
        problems.note(
            name, "", option, f"there is no column {wanted!r}{near(wanted, known)}; there are: {listed}"
        )
    else:
        problems.note(name, "", option, f"say which column this is; there are: {listed}")
    return None
