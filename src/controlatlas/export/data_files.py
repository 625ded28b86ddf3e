"""GeoJSON and CSV: the state on a day, or every change between two days."""

from __future__ import annotations

import json
from typing import Any

import shapely
from shapely.geometry import mapping

from ..captions import Kind
from ..cite import one_line
from ..compare import changes_between
from ..model import Dataset
from ..tables import change_row, state_row
from ..timeline import control_on
from .about import about
from .job import NOBODY, Job
from .rows import as_csv
from .wish import Wish, shown

_DECIMALS = 6


def geojson(dataset: Dataset, wish: Wish, job: Job = NOBODY) -> bytes:
    """A collection of features (RFC 7946), one for each place or change; what has no known position has no geometry.

    Its member ``controlatlas`` says what it is, under which licence, and which works the ids of citations mean.
    """
    job.at(0.1)
    rows = rows_of(dataset, wish)
    job.at(0.5)
    told = about(dataset, wish, "geojson")
    features = [
        {
            "type": "Feature",
            "id": row["place"] if wish.kind is Kind.DAY else f"{row['event']}/{row['place']}/{row['day']}",
            "geometry": _geometry(dataset, row["place"]),
            "properties": row,
        }
        for row in rows
    ]
    cited = dict.fromkeys(key for row in rows for key in row["citations"])
    collection = {
        "type": "FeatureCollection",
        "controlatlas": {
            "title": told.title,
            "version": told.version,
            "licence": told.licence,
            "address": told.address,
            "works": {key: one_line(dataset.sources[key]) for key in cited},
        },
        "features": features,
    }
    return (json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def csv_table(dataset: Dataset, wish: Wish, job: Job = NOBODY) -> bytes:
    """A line for each place or change, in UTF-8 with the mark by which spreadsheets know it."""
    job.at(0.1)
    rows = [{**row, "citations": " ".join(row["citations"])} for row in rows_of(dataset, wish)]
    return as_csv(rows).encode("utf-8-sig")


def rows_of(dataset: Dataset, wish: Wish) -> list[dict[str, Any]]:
    """The state of each place, or each change, of the places that the extent names; citations as ids of works."""
    places = shown(wish, dataset).places
    if wish.kind is Kind.DAY:
        state = control_on(dataset, wish.day, wish.lens).values()
        return [state_row(dataset, it) for it in state if places is None or it.place in places]
    assert wish.earlier is not None
    found = changes_between(dataset, wish.earlier, wish.day, wish.lens)
    rows = [change_row(dataset, it) for it in found if places is None or it.place in places]
    return [{**row, "citations": [citation["source"] for citation in row["citations"]]} for row in rows]


def _geometry(dataset: Dataset, place: str) -> dict[str, Any] | None:
    geometry = dataset.places[place].geometry
    if geometry is None:
        return None
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        geometry = shapely.orient_polygons(geometry)
    return dict(mapping(shapely.transform(geometry, lambda coords: coords.round(_DECIMALS))))
