"""Geometry and text in as few bytes as the moving map needs."""

from __future__ import annotations

import base64
import gzip
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

FINE, COARSE = 5, 4
"""Decimals of a degree kept for places and dated lines, and for the base map (about 1 m and 10 m)."""

STEPS = 20_000
"""Into at least so many steps of the last decimal what is shown is divided."""


def decimals_for(bounds: tuple[float, float, float, float]) -> tuple[int, int]:
    """The decimals for places and lines, and for the base map, of a map of these bounds: more where it shows less."""
    south, west, north, east = bounds
    needed = math.ceil(math.log10(STEPS / max(north - south, east - west, 1e-6)))
    return max(FINE, needed), max(COARSE, needed - (FINE - COARSE))


def strings_of(geometry: BaseGeometry, decimals: int = FINE) -> list[list[int]]:
    """Each ring or line of a geometry as ``[x, y, dx, dy, dx, dy, ...]`` in whole units of the last decimal.

    Outer rings and holes stand side by side: drawn with the even-odd rule they need no telling apart.
    Points that fall together are dropped; so are rings and lines that shrink to nothing.
    """
    factor = 10**decimals
    return [flat for flat in (_flat(part, factor) for part in _parts(geometry)) if len(flat) > 2]


def point_of(geometry: BaseGeometry, decimals: int = FINE) -> list[int]:
    """A point inside the geometry (the point itself, for a point) in whole units of the last decimal."""
    inside = shapely.point_on_surface(geometry)
    factor = 10**decimals
    return [round(inside.x * factor), round(inside.y * factor)]


def packed(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload with its lists of records as tables: the fields of each form of record once, each record as a row.

    A table is ``{"forms": [[field, ...], ...], "rows": [[form, value, ...], ...]}``.
    """
    return {key: _table(value) if _are_records(value) else value for key, value in payload.items()}


def unpacked(payload: Mapping[str, Any]) -> dict[str, Any]:
    """What was packed, as it was before."""
    return {
        key: [dict(zip(value["forms"][form], row, strict=True)) for form, *row in value["rows"]]
        if isinstance(value, dict) and "forms" in value
        else value
        for key, value in payload.items()
    }


def _are_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(it, dict) for it in value)


def _table(records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    forms: dict[tuple[str, ...], int] = {}
    rows = [[forms.setdefault(tuple(it), len(forms)), *it.values()] for it in records]
    return {"forms": [list(form) for form in forms], "rows": rows}


def as_json(value: Any) -> str:
    """JSON that can stand inside a ``<script>`` element whatever the texts in it say."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def compressed(text: str) -> str:
    """A text as gzip in letters that every page and script can hold; the same text gives the same letters."""
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode("ascii")


def _parts(geometry: BaseGeometry) -> Iterator[Iterable[tuple[float, ...]]]:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            yield part.exterior.coords
            yield from (ring.coords for ring in part.interiors)
        elif part.geom_type == "LineString" or part.geom_type == "LinearRing":
            yield part.coords
        elif part.geom_type == "GeometryCollection" or part.geom_type.startswith("Multi"):
            yield from _parts(part)


def _flat(coords: Iterable[tuple[float, ...]], factor: int) -> list[int]:
    flat: list[int] = []
    last = (0, 0)
    for position in coords:
        here = (round(position[0] * factor), round(position[1] * factor))
        if not flat or here != last:
            flat += (here[0] - last[0], here[1] - last[1])
            last = here
    return flat
