"""The net of meridians and parallels of a picture whose projection is fitted: it says where north is, on every part of it."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from ..language.positions import degree_in_words
from ..style.palette import Palette
from .drawing import LEAST, Item, TextRun, VectorPath
from .fonts import width_of
from .map_layers import stroke_of
from .spots import Sheet
from .viewport import Viewport

STEPS = (*(base * 10.0**power for power in range(-4, 1) for base in (1, 2, 5)), 15.0, 30.0)
"""How many degrees can be between two lines of the net."""

MOST_PARALLELS, MOST_MERIDIANS = 6, 12
"""How many lines of each kind are seen at the most, as far as the steps go."""

NAME = LEAST
"""Height of the letters of a line's degree."""


def net_items(palette: Palette, view: Viewport) -> Iterator[Item]:
    """The lines of the net."""
    for _, line in (*_meridians(view), *_parallels(view)):
        yield VectorPath(line, **stroke_of("net", palette.page("border")))


def net_names(palette: Palette, view: Viewport, sheet: Sheet) -> Iterator[TextRun]:
    """The degrees of the lines, where each comes to the edge of the map, as far as there is room."""
    left, top, right, bottom = sheet.frame
    inner = shapely.box(left + 4, top + 10, right - 4, bottom - 10)
    for name, line in (*_parallels(view), *_meridians(view)):
        wide = width_of(name, NAME)
        for x, y in _ends(line.intersection(inner)):
            x = min(max(x, left + 4 + wide / 2), right - 4 - wide / 2)
            if sheet.take((x - wide / 2 - 2, y - NAME * 0.6, x + wide / 2 + 2, y + NAME * 0.6)):
                halo = palette.page("paper")
                yield TextRun(name, x, y + NAME * 0.35, NAME, "sans", palette.page("soft"), "middle", halo)
                break


def _ends(line: BaseGeometry) -> Iterator[tuple[float, float]]:
    """The ends of the pieces of a line, the lowest first."""
    parts = [it for it in shapely.get_parts(line) if it.geom_type == "LineString" and it.length > NAME]
    ends = [point for it in parts for point in (it.coords[0], it.coords[-1])]
    yield from sorted(((float(x), float(y)) for x, y in ends), key=lambda it: (-it[1], it[0]))


@functools.lru_cache(maxsize=16)
def _meridians(view: Viewport) -> tuple[tuple[str, BaseGeometry], ...]:
    south, west, north, east = _seen(view)
    step, across = _step(east - west, MOST_MERIDIANS), _step(north - south, MOST_PARALLELS)
    # where all of them meet, a net is a knot
    low, high = max(south, -90 + across), min(north, 90 - across)
    if low >= high:
        low, high = south, north
    found: list[tuple[str, BaseGeometry]] = []
    for longitude in _multiples(west, east, step):
        name = degree_in_words(longitude, east_to_west=True)
        if all(name != other for other, _ in found):
            line = shapely.LineString([(longitude, low), (longitude, high)])
            found.append((name, _within(view, line)))
    return tuple(found)


@functools.lru_cache(maxsize=16)
def _parallels(view: Viewport) -> tuple[tuple[str, BaseGeometry], ...]:
    south, west, north, east = _seen(view)
    found = []
    for latitude in _multiples(south, north, _step(north - south, MOST_PARALLELS)):
        if abs(latitude) < 90:
            line = shapely.LineString([(west, latitude), (east, latitude)])
            found.append((degree_in_words(latitude), _within(view, line)))
    return tuple(found)


def _seen(view: Viewport) -> tuple[float, float, float, float]:
    """The bounds of what is seen, no wider than once round the earth."""
    south, west, north, east = view.bounds_of(view.box)
    middle = view.projection.middle
    return south, max(west, middle - 180 + 1e-6), north, min(east, middle + 180 - 1e-6)


def _within(view: Viewport, line: BaseGeometry) -> BaseGeometry:
    return view.put(shapely.segmentize(line, 0.5)).intersection(shapely.box(*view.box))


def _step(extent: float, most: int) -> float:
    return next((it for it in STEPS if extent / it <= most), STEPS[-1])


def _multiples(low: float, high: float, step: float) -> list[float]:
    return [round(it * step, 6) for it in range(math.ceil(low / step), math.floor(high / step) + 1)]
