"""The address of a view: day, selection, layers and map position in the query string, read and written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..dates import parse_day
from ..errors import DateError
from ..model import Dataset


@dataclass(frozen=True, slots=True)
class View:
    """What the reader sees. ``position`` is latitude, longitude, zoom; ``layers`` the ids of those switched on.

    ``None`` means the map's own choice. ``ignored`` says in words what of the address could not be used.
    """

    day: dt.date
    selection: str | None = None
    layers: tuple[str, ...] | None = None
    position: tuple[float, float, float] | None = None
    ignored: tuple[str, ...] = field(default=(), compare=False)


def read_address(query: Mapping[str, str], dataset: Dataset) -> View:
    """The view that an address asks for; nonsense in it gives the nearest sensible view and is reported."""
    ignored: list[str] = []
    day = _day(query.get("day"), dataset, ignored)
    selection = query.get("select") or None
    if selection is not None and not is_selectable(selection, dataset):
        ignored.append(f"no place or event has the id “{selection}”")
        selection = None
    layers = tuple(part for part in query["layers"].split(",") if part) if "layers" in query else None
    return View(day, selection, layers, _position(query.get("view"), ignored), tuple(ignored))


def write_address(view: View, dataset: Dataset) -> dict[str, str]:
    """The query string of a view. What is the map's own choice is left out, so addresses stay short."""
    query = {"day": view.day.isoformat()}
    if dataset.id:
        query["dataset"] = dataset.id
    if view.selection:
        query["select"] = view.selection
    if view.layers is not None:
        query["layers"] = ",".join(view.layers)
    if view.position is not None:
        latitude, longitude, zoom = view.position
        query["view"] = f"{latitude:.4f},{longitude:.4f},{zoom:.2f}".rstrip("0").rstrip(".")
    return query


def view_of_answer(answer: Mapping[str, Any] | None, dataset: Dataset, default: View) -> View:
    """The view that the map says it shows; the default as long as it has said nothing."""
    if not answer or not isinstance(answer.get("day"), str):
        return default
    query = {"day": answer["day"], "select": answer.get("selection") or ""}
    read = read_address(query, dataset)
    layers = tuple(answer["layers"]) if isinstance(answer.get("layers"), list) else default.layers
    position = answer.get("view")
    where = tuple(float(number) for number in position) if isinstance(position, list) else None
    return View(
        read.day,
        read.selection,
        layers,
        (where[0], where[1], where[2]) if where and len(where) == 3 else None,
    )


def is_selectable(key: str, dataset: Dataset) -> bool:
    """Whether an id is that of a place or of an event."""
    return key in dataset.places or key in dataset.event


def _day(text: str | None, dataset: Dataset, ignored: list[str]) -> dt.date:
    if not text:
        return dataset.default_day
    try:
        day = parse_day(text)
    except DateError:
        ignored.append(f"“{text}” is no day")
        return dataset.default_day
    nearest = min(max(day, dataset.start), dataset.end)
    if nearest != day:
        ignored.append(f"{day} is outside the dataset, which runs from {dataset.start} to {dataset.end}")
    return nearest


def _position(text: str | None, ignored: list[str]) -> tuple[float, float, float] | None:
    if not text:
        return None
    try:
        latitude, longitude, zoom = (float(part) for part in text.split(","))
    except ValueError:
        ignored.append(f"“{text}” is no map position")
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and 0 <= zoom <= 24):
        ignored.append(f"“{text}” is no map position")
        return None
    return latitude, longitude, zoom
