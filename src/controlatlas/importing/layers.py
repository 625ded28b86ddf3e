"""Layers of maps as people have them, in whatever format and projection, as geopandas tables in longitude and latitude."""

from __future__ import annotations

import codecs
import glob
import os
import pathlib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from ..language.catalogue import mark
from ..records.errors import ImportProblemsError, Problem, Said, near
from .days import names_a_day
from .meridian import beyond, flat, jumps, rolled_up
from .walls import walled

walled()  # before GDAL is loaded, as it takes its formats in then
import pyogrio  # noqa: E402

WGS84 = "EPSG:4326"

LISTED = 20
"""How many columns of a table are named where one is missing."""

AREAS, POINTS = "Polygon", "Point"
"""What the layer that is wanted holds, where a file has several."""

SIDECARS = (
    ".shx", ".dbf", ".prj", ".cpg", ".qpj", ".qmd", ".qix", ".sbn", ".sbx", ".xml", ".gpkg-wal", ".gpkg-shm",
)  # fmt: skip
"""How files end that belong to another one beside them."""

_TOLD = 5
"""So many wrong rows of a file are told."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read that do not say it themselves: ``crs`` is their projection, ``encoding`` that of their texts.

    ``layer`` is the name of the layer that is meant, where a file has several.
    """

    crs: str | None = None
    layer: str | None = None
    encoding: str | None = None


AS_IT_IS = Reading()


class Found(list[Problem]):
    """The problems of what is imported, gathered so that all can be told at once; and what was assumed where it does not say."""

    def __init__(self) -> None:
        super().__init__()
        self.assumed: list[Said] = []

    def note(self, file: str, record: str, field: str, message: str, **values: object) -> None:
        """Note one; the values are put into the message, in whatever language it will be told."""
        self.append(Problem(file, record, field, Said(message, **values)))

    def assume(self, message: str, **values: object) -> None:
        """Note what was taken for granted, once: whoever gave the files is to know of it."""
        said = Said(message, **values)
        if said not in self.assumed:
            self.assumed.append(said)

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
        elif here.exists():
            hits = [here]
        else:
            hits = [pathlib.Path(it) for it in sorted(glob.glob(pattern))]
        if len(hits) > 1:
            hits = [it for it in hits if not it.name.lower().endswith(SIDECARS)]
        if not hits:
            missing.note(
                pattern, "", "", "no file is called so; give the name of a file, or a pattern in quotes"
            )
        for hit in hits:
            found.update(dict.fromkeys(_members(hit) if hit.suffix.lower() == ".zip" else [hit]))
    missing.end()
    return list(found)


def read_layer(
    path: pathlib.Path, problems: Found, reading: Reading = AS_IT_IS, wanted: str = AREAS
) -> gpd.GeoDataFrame | None:
    """A layer in longitude and latitude, or ``None`` with what is wrong noted; of several, the only one with what is wanted."""
    names = _layers(path, problems)
    if names is None:
        return None
    if _has_folders(path, names, reading):
        return _of_folders(path, names, problems, reading)
    found = _chosen(path, names, problems, reading, wanted)
    return None if found is None else _layer(path, found, str(path), problems, reading)


def read_days(
    path: pathlib.Path, problems: Found, reading: Reading = AS_IT_IS
) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    """The layers of a file, each by a name: one, or all, where each of several is named after a day."""
    names = _layers(path, problems)
    if names is None:
        return
    areas = [it for it, kind in names.items() if AREAS in kind or kind == _ANY]
    if _has_folders(path, names, reading) and not all(map(names_a_day, names)):
        table = _of_folders(path, names, problems, reading)
        if table is not None:
            yield str(path), table
        return
    if len(names) > 1 and reading.layer is None and areas and all(map(names_a_day, areas)):
        chosen = [(it, f"{path}:{it}") for it in areas]
    else:
        one = _chosen(path, names, problems, reading, AREAS)
        named = one is not None and names_a_day(one) and not names_a_day(path.name)
        chosen = [] if one is None else [(one, f"{path}:{one}" if named else str(path))]
    for layer, name in chosen:
        table = _layer(path, layer, name, problems, reading)
        if table is not None:
            yield name, table


FOLDER = "folder"
"""The column that holds in which folder of a KML a shape lies."""


def _has_folders(path: pathlib.Path, names: dict[str, str], reading: Reading) -> bool:
    """Whether the layers of a file are but the folders in which somebody has put the shapes of one map."""
    return path.suffix.lower() in (".kml", ".kmz") and len(names) > 1 and reading.layer is None


def _of_folders(
    path: pathlib.Path, names: dict[str, str], problems: Found, reading: Reading
) -> gpd.GeoDataFrame | None:
    """All folders of a map as one table."""
    tables = [_layer(path, it, str(path), problems, reading) for it in names]
    parts = [
        it.assign(**{FOLDER: name})
        for name, it in zip(names, tables, strict=True)
        if it is not None and len(it)
    ]
    if len(tables) != sum(it is not None for it in tables) or not parts:
        return None
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=WGS84)


_ANY = "Unknown"
"""What a layer says of its shapes that may hold any."""


def _layers(path: pathlib.Path, problems: Found) -> dict[str, str] | None:
    """The kinds of shape of a file's layers by their names; ``None`` with what is wrong noted."""
    if not os.path.exists(path) and _in_archive(path) is None:
        problems.note(str(path), "", "", "there is no such file; correct its name")
        return None
    try:
        found = {str(name): str(kind or "") for name, kind in pyogrio.list_layers(_where(path))}
    except _UNREAD as error:
        _unread(str(path), error, problems)
        return None
    if not found:
        problems.note(str(path), "", "", "holds no layer; give one with polygons")
        return None
    return found


_UNREAD = (
    pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, OSError, IndexError, KeyError, TypeError, RuntimeError,
)  # fmt: skip
"""What reading a file raises that is no layer, or damaged in its inside."""


def _unread(name: str, error: Exception, problems: Found) -> None:
    reason = (
        (str(error).splitlines() or [""])[0].partition("; It might help")[0].replace("/vsigzip/", "")[:160]
    )
    message = mark(
        "cannot be read as a map layer ({reason}); give GeoJSON, GeoPackage, Shapefile or the like"
    )
    problems.note(name, "", "", message, reason=reason)


def _where(path: pathlib.Path) -> str:
    """A file by the name that GDAL has for it: what is packed is read where it lies."""
    if (inside := _in_archive(path)) is not None:
        archive, member = inside
        return f"/vsizip/{{{archive.resolve()}}}/{member}"
    return f"/vsigzip/{path.resolve()}" if path.suffix.lower() == ".gz" else str(path)


def _in_archive(path: pathlib.Path) -> tuple[pathlib.Path, str] | None:
    """The archive in which a file lies, and its name there; ``None`` for one that lies on the disk."""
    archive = next((it for it in path.parents if it.suffix.lower() == ".zip" and it.is_file()), None)
    return None if archive is None else (archive, path.relative_to(archive).as_posix())


_PACKED = (".geojson", ".json", ".gpkg", ".shp", ".kml", ".fgb", ".gml")
"""How layers in an archive end."""


def _members(archive: pathlib.Path) -> list[pathlib.Path]:
    """The layers in an archive, by names that ``_where`` knows; the archive itself if it cannot be read or holds none."""
    try:
        with zipfile.ZipFile(archive) as opened:
            names = [pathlib.PurePosixPath(it.filename) for it in opened.infolist() if not it.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return [archive]
    found = [
        it
        for it in names
        if it.suffix.lower() in _PACKED
        and not it.name.startswith(".")
        and not {"__MACOSX", ".."} & {*it.parts}
        and not it.is_absolute()
    ]
    return sorted(archive / it for it in found) or [archive]


def _chosen(
    path: pathlib.Path, names: dict[str, str], problems: Found, reading: Reading, wanted: str
) -> str | None:
    """The name of the layer that is meant: the one that was named, the only one, or the only one with such shapes."""
    listed = ", ".join(names)
    if reading.layer is not None and len(names) > 1:
        if reading.layer in names:
            return reading.layer
        problems.note(
            str(path),
            "",
            "--layer",
            mark("there is no layer {name}{hint}; there are: {names}"),
            name=repr(reading.layer),
            hint=near(reading.layer, names),
            names=listed,
        )
        return None
    fitting = [it for it, kind in names.items() if wanted in kind]
    hits = list(names) if len(names) == 1 else fitting or [it for it, kind in names.items() if kind]
    if len(hits) != 1:
        message = mark("say which layer this is; there are: {names}")
        problems.note(str(path), "", "--layer", message, names=listed)
        return None
    return hits[0]


def _layer(
    path: pathlib.Path, layer: str, name: str, problems: Found, reading: Reading
) -> gpd.GeoDataFrame | None:
    """One layer in longitude and latitude, under a name; ``None`` with what is wrong noted."""
    encoding = as_gdal_writes_it(reading.encoding, name, problems) if reading.encoding else _encoding(path)
    if reading.encoding and encoding is None:
        return None
    try:
        with np.errstate(invalid="ignore"):  # positions that are no numbers are told below
            table = pyogrio.read_dataframe(_where(path), layer=layer, encoding=encoding)
    except _UNREAD as error:
        _unread(name, error, problems)
        return None
    if not isinstance(table, gpd.GeoDataFrame):
        problems.note(name, "", "", mark("holds no shapes; give a layer of polygons"))
        return None
    if reading.encoding is None and encoding == _LATIN and (text := _strange(table)):
        as_cyrillic = text.encode(_LATIN).decode("cp1251", "replace")
        message = mark(
            "does not say in which encoding its texts are: {text} is {other} in cp1251; say which with --encoding"
        )
        problems.note(name, "", "--encoding", message, text=repr(text), other=repr(as_cyrillic))
        return None
    return in_degrees(_of_texts(table), name, problems, reading.crs)


_LATIN = "ISO-8859-1"


def as_gdal_writes_it(encoding: str, name: str, problems: Found) -> str | None:
    """An encoding by the name that GDAL has for it; ``None`` with a problem noted if there is none of that name."""
    try:
        known = codecs.lookup(encoding).name
    except LookupError:
        message = mark("{encoding} is no encoding; write it as utf-8, cp1251 or cp1252")
        problems.note(name, "", "--encoding", message, encoding=repr(encoding))
        return None
    return known.replace("iso8859-", "ISO-8859-")


def _encoding(path: pathlib.Path) -> str | None:
    """How the texts of a shapefile are to be read that does not say it: UTF-8 if they can be, else Latin-1; others say it."""
    inside = _in_archive(path)
    folder: Any = path.parent if inside is None else zipfile.Path(inside[0], inside[1]).parent

    def beside(*ends: str) -> Any:
        return next((it for end in ends if (it := folder / f"{path.stem}{end}").exists()), None)

    if path.suffix.lower() != ".shp" or beside(".cpg", ".CPG") is not None:
        return None
    table = beside(".dbf", ".DBF")
    if table is None:
        return None
    with table.open("rb") as file:
        language = file.read(30)[29:30]
    if language not in (b"\0", b"\x57"):  # what GDAL and others write who do not know
        return None
    content = table.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _LATIN
    return "utf-8"


def _strange(table: gpd.GeoDataFrame) -> str | None:
    """The first text of a table that is not all ASCII."""
    values = (it for key in table.columns if key != "geometry" for it in table[key] if isinstance(it, str))
    return next((it for it in values if not it.isascii()), None)


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
    """A table in longitude and latitude; one that names no projection is taken for that if its numbers can be degrees.

    What goes on across the 180th meridian is cut there.
    """
    if not _all_numbers(table, name, problems):
        return None
    in_metres = len(table) > 0 and not _on_earth(table)
    if table.crs is None or (crs is not None and in_metres and table.crs.is_geographic):
        if crs is None and in_metres:
            message = mark(
                "names no projection, and its numbers are no degrees; say which it is with --crs, as in --crs EPSG:32637"
            )
            problems.note(name, "", "", message)
            return None
        try:
            table = table.set_crs(crs or WGS84, allow_override=True)
        except pyproj.exceptions.CRSError:
            message = mark("{crs} is no projection; write a code, as in EPSG:32637")
            problems.note(name, "", "--crs", message, crs=repr(crs))
            return None
    found = table.to_crs(WGS84)
    if len(found) and found.geometry.isna().all():
        problems.note(name, "", "geometry", mark("is empty in each row; give a layer that has shapes"))
        return None
    if not _on_earth(found):
        message = mark(
            "reaches beyond the earth; correct the positions, or say with --crs in which projection they are, "
            "as in --crs EPSG:32637"
        )
        problems.note(name, "", "geometry", message)
        return None
    return _cut_at_meridian(found)


def _all_numbers(table: gpd.GeoDataFrame, name: str, problems: Found) -> bool:
    wrong = [
        number
        for number, shape in enumerate(table.geometry, 1)
        if shape is not None and not np.isfinite(shapely.get_coordinates(shape)).all()
    ]
    for number in wrong[:_TOLD]:
        problems.note(name, f"row {number}", "geometry", mark("has a position that is no number; correct it"))
    return not wrong


def _cut_at_meridian(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    def cut(shape: Any) -> Any:
        if beyond(shape):
            return rolled_up(shape)
        return flat(shape) if jumps(shape) else shape

    west, _, east, _ = table.total_bounds
    if not (west < -180 or east > 180 or east - west > 180):
        return table
    return table.set_geometry([cut(it) for it in table.geometry], crs=table.crs)


def _on_earth(table: gpd.GeoDataFrame) -> bool:
    """Whether all positions are degrees, up to one turn on across the 180th meridian."""
    west, south, east, north = table.total_bounds
    return bool(np.isnan(west) or (west >= -540 and east <= 540 and south >= -90.001 and north <= 90.001))


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
            name,
            "",
            option,
            mark("there is no column {name}{hint}; there are: {names}"),
            name=repr(wanted),
            hint=near(wanted, known),
            names=listed,
        )
    else:
        problems.note(name, "", option, mark("say which column this is; there are: {names}"), names=listed)
    return None
