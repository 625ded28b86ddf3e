"""The address of a view: day, lens, range, selection, layers and position in the query string, read and written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..dates import parse_day
from ..errors import DateError
from ..model import Dataset, Lens

LAYERS = ("districts", "mosaic", "corridors", "lines", "settlements", "labels", "relief")
"""The layers of the map that can be switched, as the player names them."""

AROUND = 3.0
"""How far outside the dataset, in degrees, a map position still makes sense."""

ZOOMS = (4.0, 16.0)


@dataclass(frozen=True, slots=True)
class View:
    """What the reader sees. ``position`` is latitude, longitude, zoom; ``layers`` the ids of those switched on.

    ``range`` is the first and the last day of the period chosen, ``None`` the whole span; elsewhere ``None``
    means the map's own choice. ``ignored`` says in words what of the address could not be used.
    """

    day: dt.date
    selection: str | None = None
    layers: tuple[str, ...] | None = None
    position: tuple[float, float, float] | None = None
    lens: Lens = Lens.CLAIMED
    range: tuple[dt.date, dt.date] | None = None
    ignored: tuple[str, ...] = field(default=(), compare=False)


def read_address(query: Mapping[str, str], dataset: Dataset) -> View:
    """The view that an address asks for; nonsense in it gives the nearest sensible view and is reported."""
    ignored: list[str] = []
    day = _day(query.get("day"), dataset, ignored)
    lens = _lens(query.get("lens"), ignored)
    span = _range(query.get("from"), query.get("to"), dataset, ignored)
    if span is not None and not span[0] <= day <= span[1]:
        if query.get("day"):
            ignored.append(f"{day} is not in the period from {span[0]} to {span[1]}")
            span = None
        else:
            day = min(max(day, span[0]), span[1])
    selection = query.get("select") or None
    if selection is not None and not is_selectable(selection, dataset):
        ignored.append(f"no place or event has the id “{selection}”")
        selection = None
    layers = _layers(query.get("layers"), ignored)
    position = _position(query.get("view"), dataset, ignored)
    return View(day, selection, layers, position, lens, span, tuple(ignored))


def write_address(view: View) -> dict[str, str]:
    """The query string of a view. What is the map's own choice is left out, so addresses stay short."""
    query = {"day": view.day.isoformat()}
    if view.lens is not Lens.CLAIMED:
        query["lens"] = view.lens.value
    if view.range is not None:
        query["from"], query["to"] = (day.isoformat() for day in view.range)
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
    first, last = answer.get("range") or (None, None)
    parts = {
        "day": answer["day"],
        "select": answer.get("selection"),
        "lens": answer.get("lens"),
        "from": first,
        "to": last,
    }
    read = read_address({key: text for key, text in parts.items() if isinstance(text, str)}, dataset)
    layers = tuple(answer["layers"]) if isinstance(answer.get("layers"), list) else None
    position = answer.get("view")
    where = tuple(float(number) for number in position) if isinstance(position, list) else None
    return View(
        read.day,
        read.selection,
        layers,
        (where[0], where[1], where[2]) if where and len(where) == 3 else None,
        read.lens,
        read.range,
    )


def is_selectable(key: str, dataset: Dataset) -> bool:
    """Whether an id is that of a place or of an event."""
    return key in dataset.places or key in dataset.event


def _day(text: str | None, dataset: Dataset, ignored: list[str], default: dt.date | None = None) -> dt.date:
    """The day named, or the nearest to it that the dataset describes."""
    default = default or dataset.default_day
    if not text:
        return default
    try:
        day = parse_day(text)
    except DateError:
        ignored.append(f"“{text}” is no day")
        return default
    nearest = min(max(day, dataset.start), dataset.end)
    if nearest != day:
        ignored.append(f"{day} is outside the dataset, which runs from {dataset.start} to {dataset.end}")
    return nearest


def _lens(text: str | None, ignored: list[str]) -> Lens:
    if not text:
        return Lens.CLAIMED
    if text not in tuple(Lens):
        ignored.append(f"there is no lens “{text}”; it is {' or '.join(Lens)}")
        return Lens.CLAIMED
    return Lens(text)


def _range(
    first: str | None, last: str | None, dataset: Dataset, ignored: list[str]
) -> tuple[dt.date, dt.date] | None:
    """The period named, cut to the dataset; ``None`` for the whole span and for a period that is empty."""
    start = _day(first, dataset, ignored, dataset.start)
    end = _day(last, dataset, ignored, dataset.end)
    if start > end:
        ignored.append(f"a period from {start} to {end} ends before it begins")
        return None
    outside = start == end and first is not None and last is not None and first != last
    return None if outside or (start, end) == (dataset.start, dataset.end) else (start, end)


def _layers(text: str | None, ignored: list[str]) -> tuple[str, ...] | None:
    """The layers named, those that there are; ``None`` if the address names none that there is."""
    if text is None:
        return None
    parts = [part for part in text.split(",") if part]
    ignored.extend(f"there is no layer “{part}”" for part in parts if part not in LAYERS)
    known = tuple(part for part in parts if part in LAYERS)
    return known if known or not parts else None


def _position(text: str | None, dataset: Dataset, ignored: list[str]) -> tuple[float, float, float] | None:
    if not text:
        return None
    try:
        latitude, longitude, zoom = (float(part) for part in text.split(","))
    except ValueError:
        ignored.append(f"“{text}” is no map position")
        return None
    south, west, north, east = dataset.bounds
    inside = south - AROUND <= latitude <= north + AROUND and west - AROUND <= longitude <= east + AROUND
    if not (inside and ZOOMS[0] <= zoom <= ZOOMS[1]):
        ignored.append(f"“{text}” is no map position near what the dataset shows")
        return None
    return latitude, longitude, zoom
