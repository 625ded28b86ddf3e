"""What a reader takes away from a published site: tables, shapes and references in the forms that other programs open."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
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
from ..tables.rows import brief_change_row, period_row, place_row, work_row
from .files import Site, SiteFile

UNDATED = "2000-01-01T00:00:00.000Z"
"""The moment of writing that a GeoPackage has to name: always this one, so that the same data are the same bytes."""


def download_files(site: Site) -> Iterator[SiteFile]:
    """All downloads, below ``downloads/``.

    - ``changes.csv``, ``control-periods.csv``, ``places.csv``, ``sources.csv``: tables for a spreadsheet
    - ``state.geojson``: who holds what on the last day, with shapes
    - ``control-periods.gpkg``: a GeoPackage of who held what from which day to which, with shapes; a layer for cells, for
      settlements and for corridors, as far as there are any
    - ``sources.json`` (CSL-JSON, as Zotero opens it), ``sources.bib``, ``sources.ris``: all works
    """
    dataset, works = site.dataset, site.dataset.sources.values()
    changes = changes_between(dataset, dataset.start, dataset.end)
    periods = (period for place in control_periods(dataset).values() for period in place)
    tables = {
        "changes": (brief_change_row(dataset, it) for it in changes),
        "control-periods": (period_row(dataset, it) for it in periods),
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
        for layer in Layer:
            rows = table[table["layer"] == layer.value].drop(columns="layer")
            if not rows.empty:
                rows.to_file(path, driver="GPKG", layer=f"{layer.value}s")
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE gpkg_contents SET last_change = ?", (UNDATED,))
        return path.read_bytes()
