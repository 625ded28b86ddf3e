"""The land round a new dataset: countries, or land without boundaries, cut from what the package brings along."""

from __future__ import annotations

import datetime as dt
import functools
import gzip
import io
import json
import pathlib
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import shapely
from babel import Locale
from babel.core import get_global
from shapely.geometry.base import BaseGeometry

from ..language.catalogue import LANGUAGES
from .files import Files, feature_of, geojson_of, layer_of
from .meridian import TURN, flat, rolled_up
from .names import id_of

BASES = ("countries", "land", "none")
"""What can lie round a dataset: countries with their names, all land as one shape without a name, or nothing."""

FILE = "context/countries.geojson"
CREDIT = {
    "layer": "context/countries",
    "text": "Made with Natural Earth",
    "licence": "public domain",
    "url": "https://www.naturalearthdata.com/about/terms-of-use/",
}

_HERE = pathlib.Path(__file__).with_name("natural_earth")
_ABOUT = json.loads((_HERE / "about.json").read_text(encoding="utf-8"))

BOUNDARIES_SINCE = dt.date.fromisoformat(_ABOUT["boundaries_since"])
"""Hardly one of the boundaries has moved since this day; before it, only land is drawn."""

_MARGIN = 1.0
"""How far the base map goes on beyond the bounds, as a share of their longer side: pictures of any shape are filled."""
_FINE = 4000
"""Lines are simplified by the longer side of the bounds divided by this: less than what can be seen."""
_LEAST = 1.0
"""And so many degrees at least."""
_DECIMALS = 3

FINEST = 0.15
"""A view of fewer degrees than this has no base map unless it is asked for: the lines are off by more than can be overlooked."""


def base_for(first: dt.date) -> str:
    """Which of ``BASES`` suits a dataset that begins on a day."""
    return "countries" if first >= BOUNDARIES_SINCE else "land"


def add_base_map(files: Files, base: str | None, first: dt.date) -> None:
    """Put a base map round the bounds of a new dataset that begins on a day, and its credit beside the others.

    ``base`` is one of ``BASES``, or ``None`` for what suits the time and the part of the earth that is shown.
    """
    settings = files["datapackage.json"]["controlatlas"]
    (south, west), (north, east) = settings["view"]["bounds"]
    east += TURN if east < west else 0
    wide = max(north - south, east - west)
    if base == "none" or (base is None and wide < FINEST):
        return
    base = base or base_for(first)
    margin = max(_MARGIN * wide, _LEAST)
    frame = _frame(
        west - margin, max(south - margin, -90), east + margin, min(north + margin, 90), crosses=east > 180
    )
    features = [
        feature_of(key, {"names": names}, geojson_of(shape))
        for key, names, shape in _within(frame, base, wide / _FINE)
    ]
    if features:
        files[FILE] = layer_of(features)
        settings["credits"].append(CREDIT)


def _frame(west: float, south: float, east: float, north: float, *, crosses: bool) -> BaseGeometry:
    """The part of the earth that is filled: on one side of the 180th meridian, unless the view ``crosses`` it."""
    if not crosses:
        return shapely.box(max(west, -180), south, min(east, 180), north)
    return rolled_up(shapely.box(west, south, min(east, west + TURN), north))


def _within(
    frame: BaseGeometry, base: str, tolerance: float
) -> list[tuple[str, dict[str, str], BaseGeometry]]:
    near = [it for it in _countries() if it[2].intersects(frame)]
    shapes = shapely.coverage_simplify([shape for _, _, shape in near], tolerance)
    cut = [(key, names, _cut(shape, frame)) for (key, names, _), shape in zip(near, shapes, strict=True)]
    found = [(key, names, shape) for key, names, shape in cut if shape is not None]
    if base == "land" and found:
        return [("land", {}, shapely.union_all([shape for _, _, shape in found]))]
    return found


def _cut(shape: BaseGeometry, frame: BaseGeometry) -> BaseGeometry | None:
    within = shapely.set_precision(shapely.intersection(shapely.make_valid(shape), frame), 10.0**-_DECIMALS)
    parts = [it for it in shapely.get_parts(within) if it.geom_type == "Polygon" and not it.is_empty]
    return shapely.multipolygons(parts) if parts else None


@functools.cache
def _countries() -> tuple[tuple[str, dict[str, str], BaseGeometry], ...]:
    """Id, names and shape of each country."""
    packed = (_HERE / _ABOUT["file"]).read_bytes()
    table = gpd.read_file(io.BytesIO(gzip.decompress(packed)), layer="countries")
    found: list[tuple[str, dict[str, str], BaseGeometry]] = []
    taken: set[str] = set()
    for number, name, shape in zip(table["id"], table["name"], table.geometry, strict=True):
        key = id_of(name, taken, otherwise="country")
        taken.add(key)
        found.append((key, _names(number, name), flat(shape)))
    return tuple(found)


def _names(number: Any, name: str) -> dict[str, str]:
    """The names of a country in the languages of the interface, by its number in ISO 3166-1; else that of the table."""
    codes: Mapping[str, list[str]] = get_global("territory_aliases")
    (code, *others) = codes.get(number, [""]) if isinstance(number, str) else [""]
    if others or not code:
        return {"en": name}
    named = {language: Locale(language).territories.get(code) for language in LANGUAGES}
    return {"en": name, **{language: it for language, it in named.items() if it}}
