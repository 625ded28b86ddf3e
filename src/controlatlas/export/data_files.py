"""GeoJSON and CSV: the state on a day, or every change between two days."""

from __future__ import annotations

from typing import Any

from ..history.compare import changes_between
from ..history.timeline import control_on
from ..language.captions import PictureKind
from ..language.dates_and_works import one_line
from ..picture.spec import PictureSpec
from ..records.model import Dataset
from ..tables.csv import as_csv
from ..tables.geotables import as_geojson, feature
from ..tables.rows import brief_change_row, state_row
from .metadata import description_of, metadata_of
from .progress import UNWATCHED, Progress


def geojson(dataset: Dataset, spec: PictureSpec, progress: Progress = UNWATCHED) -> bytes:
    """A collection of features (RFC 7946), one for each place or change; what has no known position has no geometry.

    Its member ``controlatlas`` says what it is, under which licence, and which works the ids of citations mean.
    """
    progress.at(0.1)
    rows = rows_of(dataset, spec)
    progress.at(0.5)
    metadata = metadata_of(dataset, spec, "geojson")
    features = [
        feature(
            dataset,
            row["place"],
            row["place"] if spec.kind is PictureKind.DAY else f"{row['event']}/{row['place']}/{row['day']}",
            row,
        )
        for row in rows
    ]
    cited = dict.fromkeys(key for row in rows for key in row["citations"])
    known = {
        "title": metadata.title,
        "version": metadata.version,
        **({"licence": metadata.licence} if metadata.licence else {}),
        "address": metadata.address,
        "works": {key: one_line(dataset.sources[key]) for key in cited},
    }
    return as_geojson(features, controlatlas=known).encode("utf-8")


def csv_table(dataset: Dataset, spec: PictureSpec, progress: Progress = UNWATCHED) -> bytes:
    """A line for each place or change, in UTF-8 with the mark by which spreadsheets know it."""
    progress.at(0.1)
    rows = [{**row, "citations": " ".join(row["citations"])} for row in rows_of(dataset, spec)]
    return as_csv(rows).encode("utf-8-sig")


def rows_of(dataset: Dataset, spec: PictureSpec, form: str = "csv") -> list[dict[str, Any]]:
    """The state of each place, or each change, of what the file shows; citations as ids of works."""
    places = description_of(dataset, spec, form).view.places
    if spec.kind is PictureKind.DAY:
        state = control_on(dataset, spec.day, spec.lens).values()
        return [state_row(dataset, it) for it in state if it.place in places]
    assert spec.earlier is not None
    found = changes_between(dataset, spec.earlier, spec.day, spec.lens)
    return [brief_change_row(dataset, it) for it in found if it.place in places]
