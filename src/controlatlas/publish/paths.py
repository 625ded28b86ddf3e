"""Where what stands on the site: addresses that last, made of the ids of the records and of nothing else."""

from __future__ import annotations

import hashlib
import re
import urllib.parse
from collections.abc import Mapping

from anyascii import anyascii

from ..records.model import Dataset, Event, Layer, Place

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
"""Names that no file can have on Windows."""

MAP = "index.html"
COMPARE = "compare.html"


def name_in_path(key: str) -> str:
    """An id as the name of a file: as it is if it has the letters of an id, else in such letters with a fingerprint.

    The fingerprint follows a low line, which no plain id has, so that two ids never share a file.
    """
    if _PLAIN.fullmatch(key) and key not in _DEVICES:
        return key
    plain = re.sub(r"[^a-z0-9]+", "-", anyascii(key).casefold()).strip("-")[:60]
    return f"{plain}_{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def place_path(key: str) -> str:
    """The page of a place or a group, under the folder of a language."""
    return f"places/{name_in_path(key)}.html"


def with_page(dataset: Dataset) -> tuple[Place, ...]:
    """The places that have a page: all that have a name of their own. A cell of the mosaic is named after what it lies near."""
    return tuple(it for it in dataset.places.values() if it.layer is not Layer.CELL)


def place_link(dataset: Dataset, key: str) -> str:
    """The way to a place or a group: its page, or the map with it selected."""
    place = dataset.places.get(key)
    if place is not None and place.layer is Layer.CELL:
        return with_query(MAP, {"select": key})
    return place_path(key)


def event_path(key: str) -> str:
    """The page of an event, under the folder of a language."""
    return f"events/{name_in_path(key)}.html"


def oembed_path(key: str) -> str:
    """What a program is told that embeds an event, under the folder of a language."""
    return f"oembed/{name_in_path(key)}.json"


def source_path(key: str) -> str:
    """The page of a work, under the folder of a language."""
    return f"sources/{name_in_path(key)}.html"


def with_query(path: str, parts: Mapping[str, str | None]) -> str:
    """A path with the parts of a view behind it, those that are there; as the app writes them."""
    query = urllib.parse.urlencode(
        {key: text for key, text in parts.items() if text}, quote_via=urllib.parse.quote, safe=","
    )
    return f"{path}?{query}" if query else path


def map_of_event(dataset: Dataset, event: Event) -> str:
    """The map on the last possible day of an event, with the event selected."""
    day = min(max(event.when.latest, dataset.start), dataset.end)
    return with_query(MAP, {"day": day.isoformat(), "select": event.id})
