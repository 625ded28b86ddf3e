"""The files of a dataset as Python values, and how they get into a folder: all of them and checked, or none."""

from __future__ import annotations

import json
import pathlib
import shutil
from collections.abc import Mapping
from typing import Any

import shapely.geometry

from ..disk.whole import finish, hidden_folder, put_folder, replace_all
from ..load import load_dataset
from ..load.problems import Problems, read_json
from ..records.errors import DatasetError, ImportProblemsError, Problem
from ..records.model import Dataset

Files = dict[str, Any]
"""The content of each file of a dataset by its name: an object for ``datapackage.json`` and layers, else an array."""

KNOWN = (
    "datapackage.json", "groups.json", "settlements.geojson", "cells.geojson", "corridor.geojson", "events.json",
    "sources.json", "claims.json", "tour.json", "lines.geojson", "districts.geojson",
)  # fmt: skip
"""The files that a dataset can have beside its context."""


def layer_of(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Features as the content of a GeoJSON file."""
    return {"type": "FeatureCollection", "features": features}


def feature_of(key: str, properties: Mapping[str, Any], geometry: Any) -> dict[str, Any]:
    """A feature as datasets have it, its id at the top; what is ``None`` or an empty list is left out."""
    kept = {name: value for name, value in properties.items() if value is not None and value != []}
    return {"type": "Feature", "id": key, "properties": kept, "geometry": geometry}


def geojson_of(shape: Any) -> dict[str, Any]:
    """A shape as GeoJSON, to a millionth of a degree."""
    found: dict[str, Any] = shapely.geometry.mapping(shape)
    return {"type": found["type"], "coordinates": _plain(found["coordinates"])}


def _plain(value: Any) -> Any:
    """Nested tuples as arrays, numbers to a millionth of a degree."""
    return [_plain(it) for it in value] if isinstance(value, tuple | list) else round(value, 6)


def text_of(value: Any) -> str:
    """The content of a file as text, one record to a line, so that a change of one record is a change of one line."""
    if isinstance(value, list):
        return _lines("[", value, "]")
    if value.get("type") == "FeatureCollection":
        head = {key: it for key, it in value.items() if key != "features"}
        return _lines(_json(head)[:-1] + ', "features": [', value["features"], "]}")
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _lines(head: str, records: list[Any], tail: str) -> str:
    return "\n".join([head, ",\n".join(map(_json, records)), tail]) + "\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_files(folder: pathlib.Path) -> Files:
    """What the files of a folder hold, unjudged; raise ``DatasetError`` if one of them cannot be read at all."""
    problems = Problems()
    if not folder.is_dir():
        problems.add(
            folder.name, "", "", "there is no such folder; give the folder that holds datapackage.json"
        )
        raise DatasetError(folder.name, problems)
    found = {name: read_json(folder, name, problems) for name in KNOWN if (folder / name).exists()}
    unread = [it for it in problems if it not in problems.light]
    if unread:
        raise DatasetError(folder.name, unread)
    return found


def bytes_of(files: Mapping[str, Any]) -> dict[str, bytes]:
    """The files as they lie on a disk, by name."""
    return {name: text_of(value).encode() for name, value in files.items()}


def write_files(files: Mapping[str, Any], folder: pathlib.Path) -> None:
    """Write the files into a folder that is there."""
    for name, content in bytes_of(files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def checked(files: Mapping[str, Any], name: str, beside: pathlib.Path | None = None) -> Dataset:
    """The dataset that the files make; raise ``DatasetError`` with every problem if they make none.

    ``beside`` is the folder that they go into, with what they do not say: the base map, a relief, files that stay.
    """
    with hidden_folder() as place:
        folder = place / name
        if beside is not None:
            shutil.copytree(beside, folder, ignore=shutil.ignore_patterns(*files, ".*"))
        else:
            folder.mkdir()
        write_files(files, folder)
        return load_dataset(folder)


def save(files: Mapping[str, Any], folder: pathlib.Path, *, force: bool = False) -> Dataset:
    """Check the files and put them into a new folder; ``force`` replaces files of the same names in one that is there.

    Raise ``DatasetError`` if they make no dataset, ``ImportProblemsError`` if the folder holds something already or
    cannot be written. Nothing is left half written.
    """
    full = folder.is_dir() and any(folder.iterdir())
    if folder.exists() and not folder.is_dir():
        raise ImportProblemsError([Problem(str(folder), "", "", "is a file; choose another folder")])
    if full and not force:
        message = "holds files already; choose another folder, or replace them with --force"
        raise ImportProblemsError([Problem(str(folder), "", "", message)])
    try:
        if full:
            finish(folder)
        dataset = checked(files, folder.name, folder if full else None)
        if folder.is_dir():
            replace_all(folder, bytes_of(files))
        else:
            put_folder(folder, lambda place: write_files(files, place))
    except OSError as error:
        message = f"cannot be written ({error.strerror}); choose a folder of yours"
        raise ImportProblemsError([Problem(str(folder), "", "", message)]) from None
    return dataset
