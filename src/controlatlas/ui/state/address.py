"""The address of a view: days, lens, range, selection, layers and position in the query string, read and written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...language.catalogue import Translator, mark, translator
from ...language.terms import MAP_LAYERS
from ...picture.viewport import is_near
from ...records.dates import parse_day
from ...records.errors import DateError
from ...records.model import Dataset, Lens

ENGLISH = translator("en")

NO_PLACE = mark("no place or event has the id “{id}”")
"""What is said of a text that should name one; with ``id``."""

LAYERS = tuple(MAP_LAYERS)

MODES = ("split", "swipe", "difference")
"""The ways to compare two days, the first being the one that is meant where none is named."""


@dataclass(frozen=True, slots=True)
class View:
    """What the reader sees. ``position`` is latitude, longitude, zoom; ``layers`` the ids of those switched on.

    ``range`` is the first and the last day of the period chosen, ``None`` the whole span; ``other`` the day with
    which ``day`` is compared, in the way of ``mode``; elsewhere ``None`` means the map's own choice. ``ignored``
    says in words what of the address could not be used.
    """

    day: dt.date
    selection: str | None = None
    layers: tuple[str, ...] | None = None
    position: tuple[float, float, float] | None = None
    lens: Lens = Lens.CLAIMED
    range: tuple[dt.date, dt.date] | None = None
    other: dt.date | None = None
    mode: str | None = None
    ignored: tuple[str, ...] = field(default=(), compare=False)


def read_address(query: Mapping[str, str], dataset: Dataset, t: Translator = ENGLISH) -> View:
    """The view that an address asks for; nonsense in it gives the nearest sensible view and is reported."""
    return _Reader(dataset, t).view(query)


def write_address(view: View) -> dict[str, str]:
    """The query string of a view. What is the map's own choice is left out, so addresses stay short."""
    query = {"day": view.day.isoformat()}
    if view.lens is not Lens.CLAIMED:
        query["lens"] = view.lens.value
    if view.range is not None:
        query["from"], query["to"] = (day.isoformat() for day in view.range)
    if view.other is not None:
        query["other"] = view.other.isoformat()
    if view.mode is not None and view.mode != MODES[0]:
        query["mode"] = view.mode
    if view.selection:
        query["select"] = view.selection
    if view.layers is not None:
        query["layers"] = ",".join(view.layers)
    if view.position is not None:
        latitude, longitude, zoom = view.position
        query["view"] = f"{_degrees(latitude)},{_degrees(longitude)},{zoom:.2f}".rstrip("0").rstrip(".")
    return query


def _degrees(value: float) -> str:
    """A latitude or longitude as finely as the map gives it, to about 10 metres at least and a millimetre at most."""
    whole, _, part = f"{value:.8f}".partition(".")
    return f"{whole}.{part.rstrip('0').ljust(4, '0')}"


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
        default.other,
        answer["mode"] if answer.get("mode") in MODES else default.mode,
    )


def is_selectable(key: str, dataset: Dataset) -> bool:
    """Whether an id is that of a place or of an event."""
    return key in dataset.places or key in dataset.event


class _Reader:
    """Reads the parts of an address and keeps what it could not use, in the reader's words."""

    def __init__(self, dataset: Dataset, t: Translator) -> None:
        self.dataset = dataset
        self.t = t
        self.ignored: list[str] = []

    def view(self, query: Mapping[str, str]) -> View:
        day = self.day(query.get("day")) or self.dataset.default_day
        span = self.range(query.get("from"), query.get("to"))
        if span is not None and not span[0] <= day <= span[1]:
            if query.get("day"):
                self.ignore(
                    mark("{day} is not in the period from {start} to {end}"),
                    day=day,
                    start=span[0],
                    end=span[1],
                )
                span = None
            else:
                day = min(max(day, span[0]), span[1])
        return View(
            day,
            self.selection(query.get("select")),
            self.layers(query.get("layers")),
            self.position(query.get("view")),
            self.lens(query.get("lens")),
            span,
            self.day(query.get("other")),
            self.mode(query.get("mode")),
            tuple(self.ignored),
        )

    def ignore(self, message: str, **values: object) -> None:
        self.ignored.append(self.t(message, **values))

    def day(self, text: str | None) -> dt.date | None:
        """The day named, or the nearest to it that the dataset describes."""
        if not text:
            return None
        try:
            day = parse_day(text)
        except DateError:
            self.ignore(mark("“{text}” is no day"), text=text)
            return None
        start, end = self.dataset.start, self.dataset.end
        nearest = min(max(day, start), end)
        if nearest != day:
            self.ignore(
                mark("{day} is outside the dataset, which runs from {start} to {end}"),
                day=day,
                start=start,
                end=end,
            )
        return nearest

    def selection(self, text: str | None) -> str | None:
        if not text:
            return None
        if not is_selectable(text, self.dataset):
            self.ignore(NO_PLACE, id=text)
            return None
        return text

    def lens(self, text: str | None) -> Lens:
        if text and text not in tuple(Lens):
            self.ignore(mark("there is no lens “{lens}”; there are {all}"), lens=text, all=", ".join(Lens))
        return Lens(text) if text in tuple(Lens) else Lens.CLAIMED

    def mode(self, text: str | None) -> str | None:
        if text and text not in MODES:
            self.ignore(
                mark("there is no way to compare “{mode}”; there are {all}"), mode=text, all=", ".join(MODES)
            )
        return text if text in MODES[1:] else None

    def range(self, first: str | None, last: str | None) -> tuple[dt.date, dt.date] | None:
        """The period named, cut to the dataset; ``None`` for the whole span and for a period that is empty."""
        whole = (self.dataset.start, self.dataset.end)
        start, end = self.day(first) or whole[0], self.day(last) or whole[1]
        if start > end:
            self.ignore(mark("a period from {start} to {end} ends before it begins"), start=start, end=end)
            return None
        outside = start == end and first is not None and last is not None and first != last
        return None if outside or (start, end) == whole else (start, end)

    def layers(self, text: str | None) -> tuple[str, ...] | None:
        """The layers named, those that there are; ``None`` if the address names none that there is."""
        if text is None:
            return None
        parts = [part for part in text.split(",") if part]
        for part in parts:
            if part not in LAYERS:
                self.ignore(mark("there is no layer “{layer}”"), layer=part)
        known = tuple(part for part in parts if part in LAYERS)
        return known if known or not parts else None

    def position(self, text: str | None) -> tuple[float, float, float] | None:
        if not text:
            return None
        try:
            latitude, longitude, zoom = (float(part) for part in text.split(","))
        except ValueError:
            self.ignore(mark("“{text}” is no map position"), text=text)
            return None
        if not is_near(self.dataset.bounds, (latitude, longitude, zoom)):
            self.ignore(mark("“{text}” is no map position near what the dataset shows"), text=text)
            return None
        return latitude, longitude, zoom
