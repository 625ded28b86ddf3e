"""What a reader takes away from a published site: tables, shapes and references in the forms that other programs open."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..disk.whole import hidden_folder
from ..evidence.bibliography import as_bibtex, as_csl_json, as_ris
from ..export.data_files import geojson
from ..history.compare import changes_between
from ..history.timeline import control_periods
from ..picture.spec import PictureSpec
from ..records.model import Dataset, Layer
from ..tables.csv import as_csv
from ..tables.geotables import periods_as_geopandas
from ..tables.rows import brief_change_row, event_row, period_row, place_row, work_row
from .files import Site, SiteFile

UNDATED = "2000-01-01T00:00:00.000Z"
"""The moment of writing that a GeoPackage has to name: always this one, so that the same data are the same bytes."""


def download_files(site: Site) -> Iterator[SiteFile]:
    """All downloads, below ``downloads/``.

    - ``changes.csv``, ``control-periods.csv``, ``events.csv``, ``places.csv``, ``sources.csv``: tables for a spreadsheet; a
      change and a period name their event, and the table of events has its title and the works that it cites
    - ``state.geojson``: who holds what on the last day, with shapes
    - ``control-periods.gpkg``: a GeoPackage of who held what from which day to which, with shapes; a layer for cells, for
      settlements and for corridors, as far as there are any
    - ``sources.json`` (CSL-JSON, as Zotero opens it), ``sources.bib``, ``sources.ris``: all works
    """
    dataset, works = site.dataset, site.dataset.sources.values()
    changes = changes_between(dataset, dataset.start, dataset.end)
    periods = (period for place in control_periods(dataset).values() for period in place)
    tables = {
        "changes": (_of_event(brief_change_row(dataset, it)) for it in changes),
        "control-periods": (_of_event(period_row(dataset, it)) for it in periods),
        "events": map(event_row, dataset.events),
        "places": (place_row(dataset, it) for it in dataset.places.values()),
        "sources": (work_row(dataset, it) for it in works),
    }
    for name, rows in tables.items():
        yield SiteFile(f"downloads/{name}.csv", _csv(rows))
    yield SiteFile("downloads/state.geojson", geojson(dataset, PictureSpec(dataset.end)))
    yield SiteFile("downloads/control-periods.gpkg", _geopackage(dataset))
    for ending, form in (("json", as_csl_json), ("bib", as_bibtex), ("ris", as_ris)):
        yield SiteFile(f"downloads/sources.{ending}", form(works).encode("utf-8"))


def _csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A table in UTF-8, with the mark by which spreadsheets know it."""
    return as_csv([{key: _joined(it) for key, it in row.items()} for row in rows]).encode("utf-8-sig")


def _of_event(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its event by id, without what the tables of events and of places say once for all rows."""
    return {key: it for key, it in row.items() if key not in ("event_kind", "title", "citations", "km2")}


def _joined(value: Any) -> Any:
    """A list of ids as one text, which a cell of a table can hold; anything else as it is."""
    return " ".join(value) if isinstance(value, list) else value


def _geopackage(dataset: Dataset) -> bytes:
    """The control periods with their shapes, without the names that only the table of places repeats."""
    table = periods_as_geopandas(dataset)
    table = table.drop(columns=[name for name in table.columns if name.startswith("name_")])
    for name in ("citations", "within"):
        table[name] = table[name].map(_joined)
    with hidden_folder() as folder:
        path = folder / "control-periods.gpkg"
        layers = []
        for layer in Layer:
            rows = table[table["layer"] == layer.value].drop(columns="layer")
            if not rows.empty:
                layers.append(f"{layer.value}s")
                rows.to_file(path, driver="GPKG", layer=layers[-1], SPATIAL_INDEX="NO")
        with contextlib.closing(sqlite3.connect(path)) as database:
            if layers:
                _add_events(database, dataset)
            for name in layers:
                _store_once(database, name)
            database.execute("UPDATE gpkg_contents SET last_change = ?", (UNDATED,))
            database.commit()
            database.execute("VACUUM")
        return path.read_bytes()


def _add_events(database: sqlite3.Connection, dataset: Dataset) -> None:
    """A table of all events beside the layers, with the works that each cites."""
    database.execute(
        "CREATE TABLE events (fid INTEGER PRIMARY KEY, event TEXT UNIQUE, date TEXT, kind TEXT, title TEXT, citations TEXT)"
    )
    rows = ([*map(_joined, event_row(it).values())] for it in dataset.events)
    database.executemany(
        "INSERT INTO events (event, date, kind, title, citations) VALUES (?, ?, ?, ?, ?)", rows
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('events', 'attributes', 'events')"
    )


_OF_PLACES = ("geom", "name", "kind", "within", "km2")
_OF_EVENTS = ("citations",)


def _store_once(database: sqlite3.Connection, layer: str) -> None:
    """Make a layer a view of its periods, for which what is a place's or an event's own is stored once.

    A place has the same shape in all its periods; a program that opens the layer sees the same columns as before.
    """
    kinds = {name: kind for _, name, kind, *_ in database.execute(f"PRAGMA table_info({layer})")}
    places, periods = f"places_of_{layer}", f"periods_of_{layer}"
    own = [name for name in kinds if name not in ("fid", "place", "event", *_OF_PLACES, *_OF_EVENTS)]
    database.execute(
        f"CREATE TABLE {places} (fid INTEGER PRIMARY KEY, place TEXT UNIQUE, {_declared(_OF_PLACES, kinds)})"
    )
    database.execute(
        f"INSERT INTO {places} (place, {_listed(_OF_PLACES, kinds)}) "
        f"SELECT place, {_listed(_OF_PLACES, kinds)} FROM {layer} GROUP BY place ORDER BY min(fid)"
    )
    database.execute(
        f"CREATE TABLE {periods} (fid INTEGER PRIMARY KEY, place INTEGER, event INTEGER, {_declared(own, kinds)})"
    )
    database.execute(
        f"INSERT INTO {periods} SELECT r.fid, l.fid, e.fid, {_listed(own, kinds)} FROM {layer} r "
        f"JOIN {places} l ON l.place = r.place JOIN events e ON e.event = r.event ORDER BY r.fid"
    )
    database.execute(f"DROP TABLE {layer}")
    shown = ", ".join(f'{_table_of(name)}."{name}"' for name in kinds if name != "fid")
    database.execute(
        f"CREATE VIEW {layer} AS SELECT p.fid AS OGC_FID, {shown} FROM {periods} p "
        f"JOIN {places} l ON l.fid = p.place JOIN events e ON e.fid = p.event"
    )


def _declared(names: Sequence[str], kinds: Mapping[str, str]) -> str:
    """Columns with their types; a moment is declared as the day that it is."""
    return ", ".join(f'"{name}" {kinds[name].replace("DATETIME", "DATE")}' for name in names)


def _listed(names: Sequence[str], kinds: Mapping[str, str]) -> str:
    return ", ".join(
        f'substr(r."{name}", 1, 10)' if kinds[name] == "DATETIME" else f'"{name}"' for name in names
    )


def _table_of(name: str) -> str:
    return "l" if name in ("place", *_OF_PLACES) else "e" if name in ("event", *_OF_EVENTS) else "p"
