"""A dataset as a workbook and back: a sheet for each kind of record, a row for each record, with the same ids.

A column is the way to a field (``names.en``). Behind ``[]`` stand several texts, parted by `` | ``; behind ``{}`` stands
JSON, for what has no simpler form. Texts longer than a cell go on in ``name~2`` and so on. Nothing is lost on the way.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import pathlib
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..disk.whole import clear, put
from ..language.catalogue import mark
from ..records.errors import ControlAtlasError, near
from .degrees import EAST_WEST, NORTH_SOUTH, noted_degrees
from .files import Files, layer_of
from .layers import Found

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NO_WORKBOOK = mark("cannot be read as a workbook ({reason}); save it as XLSX")
"""What is said of a file that is none; with ``reason``."""

CELL = 32_000
"""How many letters a cell of a workbook holds, at most."""

BETWEEN = " | "
LAYERS = {
    "places": "settlements.geojson",
    "cells": "cells.geojson",
    "corridor": "corridor.geojson",
    "lines": "lines.geojson",
    "districts": "districts.geojson",
}
ARRAYS = {
    "groups": "groups.json",
    "events": "events.json",
    "sources": "sources.json",
    "claims": "claims.json",
    "tour": "tour.json",
}
PARTS = {"changes": "changes", "citations": "citations"}
"""Sheets whose rows belong to an event, and the field of the event that they are."""

OF_PACKAGE = ("actors", "event_kinds", "sides")
SHEETS = (
    "dataset",
    *OF_PACKAGE,
    "places",
    "events",
    "changes",
    "citations",
    "sources",
    "groups",
    *LAYERS,
    *ARRAYS,
)
NUMBERS = frozenset(
    {"rank", "precision_m", "lat", "lon", "lane", "agreed", "independent", "whole", "constructed"}
)
"""Columns in which a number or a yes is what it is; in others it is a text that a workbook took for one."""

UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, IndexError, ValueError, TypeError, AttributeError,
    NotImplementedError, RuntimeError, SyntaxError,
)  # fmt: skip
"""What openpyxl, and what it builds upon, raise of files that are no workbooks or are damaged: XML that is none, parts that are missing."""

MOST_CELLS = 5_000_000
"""How many cells a sheet may reach over, empty ones too: one that is filled far away makes all before it be gone through."""

Row = dict[str, Any]


# ---------------------------------------------------------------- out


def sheets_of(files: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The rows of each sheet for the files of a dataset."""
    package = files["datapackage.json"]
    settings = dict(package["controlatlas"])
    lists = {key: settings.pop(key) for key in OF_PACKAGE}
    rest = {**{key: it for key, it in package.items() if key != "controlatlas"}, "controlatlas": settings}
    found: dict[str, list[Row]] = {
        "dataset": [{"field": key, "value": value} for key, value in _flat(rest)],
        "actors": [dict(_flat(it)) for it in lists["actors"]],
        "event_kinds": [{"id": key, **dict(_flat(it))} for key, it in lists["event_kinds"].items()],
        "sides": [{"id": key, **dict(_flat(it))} for key, it in lists["sides"].items()],
    }
    for sheet, name in LAYERS.items():
        if name in files:
            found[sheet] = [_of_feature(it, point=sheet == "places") for it in files[name]["features"]]
    for sheet, name in ARRAYS.items():
        if name in files:
            plain = [
                {key: it for key, it in row.items() if sheet != "events" or key not in PARTS}
                for row in files[name]
            ]
            found[sheet] = [dict(_flat(_with_days(it) if sheet == "sources" else it)) for it in plain]
    for sheet, key in PARTS.items():
        found[sheet] = [
            {"event": event["id"], **dict(_flat(it))}
            for event in files["events.json"]
            for it in event.get(key, [])
        ]
    return {key: found[key] for key in dict.fromkeys(SHEETS) if key in found}


def _of_feature(feature: Mapping[str, Any], *, point: bool) -> Row:
    geometry = feature["geometry"]
    row: Row = {"id": feature["id"]}
    if point and geometry is not None and geometry["type"] == "Point" and len(geometry["coordinates"]) == 2:
        row["lat"], row["lon"] = geometry["coordinates"][1], geometry["coordinates"][0]
        geometry = None
    row |= dict(_flat(feature["properties"]))
    return row if geometry is None else {**row, "geometry{}": _json(geometry)}


def _flat(value: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Each field of a record by the way to it, with the value that a cell can hold."""
    for key, inner in value.items():
        path = f"{before}{key}"
        if inner is None:
            continue
        if isinstance(inner, dict) and inner and all(re.fullmatch(r"[\w-]+", it) for it in inner):
            yield from _flat(inner, f"{path}.")
        elif isinstance(inner, list) and inner and all(_is_plain(it) for it in inner):
            yield f"{path}[]", BETWEEN.join(inner)
        elif isinstance(inner, dict | list):
            yield f"{path}{{}}", _json(inner)
        elif isinstance(inner, float) or (
            isinstance(inner, int) and not isinstance(inner, bool) and path not in NUMBERS
        ):
            yield (path, inner) if path in NUMBERS else (f"{path}{{}}", _json(inner))
        elif isinstance(inner, bool) and path not in NUMBERS:
            yield f"{path}{{}}", _json(inner)
        else:
            yield path, inner


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) and "|" not in value and value == value.strip() != ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _with_days(source: Mapping[str, Any]) -> Row:
    """A work whose dates stand as ISO text where they are one day, month or year."""
    row = dict(source)
    for key in ("issued", "accessed"):
        value = row.get(key)
        if isinstance(value, dict) and list(value) == ["date-parts"] and len(value["date-parts"]) == 1:
            year, *rest = value["date-parts"][0]
            row[key] = "-".join([f"{year:04d}", *(f"{it:02d}" for it in rest)])
    return row


def write_workbook(files: Mapping[str, Any], path: pathlib.Path) -> None:
    """Write the workbook of a dataset's files."""
    openpyxl = _openpyxl()
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets_of(files).items():
        sheet = book.create_sheet(name)
        long = [_in_cells(row) for row in rows]
        columns = list(dict.fromkeys(key for row in long for key in row)) or ["id"]
        sheet.append(columns)
        for line, row in enumerate(long, 2):
            for number, key in enumerate(columns, 1):
                if key in row:
                    cell = sheet.cell(line, number, row[key])
                    if isinstance(row[key], str):
                        cell.data_type = "s"  # a text that begins with = is a text
        sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    try:
        clear(path.resolve().parent)
        put(path.resolve(), out.getvalue())
    except OSError as error:
        raise ControlAtlasError(
            f"{path} cannot be written ({error.strerror}); close it, or choose another name"
        ) from None


def _in_cells(row: Row) -> Row:
    """A row in which a text that is too long for a cell goes on in further ones."""
    found: Row = {}
    for key, value in row.items():
        if not isinstance(value, str) or len(value) <= CELL:
            found[key] = value
            continue
        for number, start in enumerate(range(0, len(value), CELL), 1):
            found[key if number == 1 else f"{key}~{number}"] = value[start : start + CELL]
    return found


# ---------------------------------------------------------------- in


def read_workbook(path: pathlib.Path) -> Files:
    """The files of the dataset that a workbook holds; raise ``ImportProblemsError`` with all that cannot be read."""
    problems = Found()
    sheets = _sheets(path, problems)
    for needed in ("dataset", *OF_PACKAGE, "events", "changes", "citations", "sources"):
        if needed not in sheets:
            problems.note(
                str(path),
                "",
                "",
                mark("has no sheet {sheet}; begin with `controlatlas init --workbook`"),
                sheet=repr(needed),
            )
    problems.end()
    return _files(sheets, path.name, problems)


def _sheets(path: pathlib.Path, problems: Found) -> dict[str, list[Row]]:
    openpyxl = _openpyxl()
    look_over(path, problems)
    if problems:
        return {}
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (openpyxl.utils.exceptions.InvalidFileException, *UNREADABLE) as error:
        problems.note(str(path), "", "", NO_WORKBOOK, reason=str(error)[:100])
    else:
        found = {}
        for sheet in book.worksheets:
            if sheet.title not in SHEETS:
                hint = near(sheet.title, SHEETS)
                message = mark("is no sheet of a dataset{hint}; rename it or take it out")
                problems.note(path.name, sheet.title, "", message, hint=hint)
                continue
            found[sheet.title] = list(_rows(sheet))
        return found
    return {}


def sheet_names(path: pathlib.Path) -> tuple[str, ...]:
    """The names of the sheets of a workbook; none if it cannot be read, which whoever reads it tells."""
    openpyxl = _openpyxl()
    try:
        book = openpyxl.load_workbook(path, read_only=True)
    except (openpyxl.utils.exceptions.InvalidFileException, *UNREADABLE):
        return ()
    try:
        return tuple(book.sheetnames)
    finally:
        book.close()


def look_over(path: pathlib.Path, problems: Found, formulas: int = 0) -> None:
    """Go through a workbook once, in little memory: note if it cannot be read or a sheet reaches too far, and its first ``formulas``."""
    openpyxl = _openpyxl()
    if not path.exists():
        problems.note(str(path), "", "", "there is no such file; correct its name")
        return
    try:
        book = openpyxl.load_workbook(path, read_only=True)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # what a file says of itself need not be so
                formulas -= _look_over(sheet, path.name, problems, formulas)
        finally:
            book.close()
    except (openpyxl.utils.exceptions.InvalidFileException, *UNREADABLE) as error:
        problems.note(str(path), "", "", NO_WORKBOOK, reason=str(error)[:100])


def _look_over(sheet: Any, name: str, problems: Found, most: int) -> int:
    found = wide = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        wide = max(wide, len(row))
        if number * wide > MOST_CELLS:
            message = mark(
                "reaches over too many cells, empty ones too; take out the rows and columns behind the last that is filled"
            )
            problems.note(name, sheet.title, "", message)
            return found
        for cell in row if found < most else ():
            if cell.data_type == "f" and found < most:
                found += 1
                message = mark("is a formula; copy the cells and paste them as values")
                problems.note(name, sheet.title, cell.coordinate, message)
    return found


def _rows(sheet: Worksheet) -> Iterator[Row]:
    lines = sheet.iter_rows(values_only=True)
    columns = [str(it).strip() if it is not None else "" for it in next(lines, ())]
    for number, line in enumerate(lines, 2):
        row: Row = {"#": number}
        for key, value in zip(columns, line, strict=False):
            if key and value is not None and value != "":
                name, more, _ = key.partition("~")
                value = _plain(value, name)
                row[name] = row[name] + value if more and name in row else value
        if len(row) > 1:
            yield row


def _plain(value: Any, column: str) -> Any:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and column not in NUMBERS:
        return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)
    return value


def _files(sheets: Mapping[str, list[Row]], book: str, problems: Found) -> Files:
    def records(sheet: str) -> list[tuple[int, Row]]:
        return [(row["#"], _record(row, book, sheet, problems)) for row in sheets.get(sheet, [])]

    package = _record(
        {row["field"]: row.get("value", "") for row in sheets["dataset"] if "field" in row},
        book,
        "dataset",
        problems,
    )
    settings = package.setdefault("controlatlas", {})
    settings["actors"] = [it for _, it in records("actors")]
    for key in ("event_kinds", "sides"):
        settings[key] = {str(it.pop("id", "")): it for _, it in records(key)}
    files: Files = {"datapackage.json": package}
    for sheet, name in LAYERS.items():
        if sheet in sheets or sheet in ("places", "cells"):
            files[name] = layer_of(
                [_feature(it, book, f"{sheet} row {number}", problems) for number, it in records(sheet)]
            )
    for sheet, name in ARRAYS.items():
        if sheet in sheets:
            files[name] = [it for _, it in records(sheet)]
    for source in files["sources.json"]:
        _dates_back(source)
    events = {event.get("id"): event for event in files["events.json"]}
    for sheet, key in PARTS.items():
        for number, part in records(sheet):
            event = events.get(part.pop("event", None))
            if event is None:
                problems.note(
                    book,
                    f"{sheet} row {number}",
                    "event",
                    mark("is no id of the sheet events; correct one of the two"),
                )
            else:
                event.setdefault(key, []).append(part)
    problems.end()
    return files


def _record(row: Row, book: str, sheet: str, problems: Found) -> Row:
    """A record from its row: the ways to its fields become nested objects again."""
    found: Row = {}
    for path, value in row.items():
        if path == "#":
            continue
        try:
            name, inner = _value(path, value)
        except ValueError:
            problems.note(
                book,
                f"{sheet} row {row.get('#', '')}",
                path,
                mark("is no JSON; correct the text of the cell"),
            )
            continue
        into = found
        *above, last = name.split(".")
        for key in above:
            into = into.setdefault(key, {})
        into[last] = inner
    return found


def _value(path: str, value: Any) -> tuple[str, Any]:
    if path.endswith("{}"):
        return path[:-2], json.loads(str(value))
    if path.endswith("[]"):
        return path[:-2], [it.strip() for it in str(value).split("|") if it.strip()]
    return path, value


def _feature(record: Row, book: str, where: str, problems: Found) -> Row:
    geometry = record.pop("geometry", None)
    lat, lon = record.pop("lat", None), record.pop("lon", None)
    if lat is not None and lon is not None:
        y = noted_degrees(lat, NORTH_SOUTH, book, where, "lat", problems)
        x = noted_degrees(lon, EAST_WEST, book, where, "lon", problems)
        geometry = {"type": "Point", "coordinates": [x, y]}
    return {"type": "Feature", "id": record.pop("id", ""), "properties": record, "geometry": geometry}


def _dates_back(source: Row) -> None:
    for key in ("issued", "accessed"):
        if isinstance(source.get(key), str):
            parts = source[key].split("-")
            if all(it.isdecimal() for it in parts):
                source[key] = {"date-parts": [[int(it) for it in parts]]}


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise ControlAtlasError(
            "Workbooks need openpyxl; install it with: pip install 'controlatlas[xlsx]'"
        ) from None
    return openpyxl
