"""A small map that says where a place is: countries, water and the area that the dataset covers, and the place marked."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from html import escape

import shapely
from shapely.geometry.base import BaseGeometry

from ..records.model import Dataset

WIDE = 320
"""Width in units of the picture; its height follows from the extent."""

AROUND = 0.35
"""Degrees shown beyond the view of the dataset."""


def locator_svg(dataset: Dataset, shapes: Iterable[BaseGeometry | None], *, color: str, label: str) -> str:
    """An SVG picture with the shapes marked, all in one colour of ``#rrggbb``. ``label`` says it in words.

    Shapes are WGS 84 longitude/latitude; points are ringed. What has no shape is not marked.
    """
    found = [shape for shape in shapes if shape is not None and not shape.is_empty]
    ground, high = _ground(dataset)
    marks = "".join(_mark(dataset, shape) for shape in found)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" width="{WIDE}" height="{high}" '
        f'color="{color}"><title>{escape(label)}</title>{ground}{marks}</svg>'
    )


@functools.lru_cache(maxsize=8)
def _ground(dataset: Dataset) -> tuple[str, int]:
    """What is under the mark, and the height of the picture."""
    cells = shapely.union_all([cell.geometry for cell in dataset.cells() if cell.geometry is not None])
    parts = [
        _path(
            dataset,
            (it.geometry.boundary for it in dataset.context.countries),
            "none",
            "currentColor",
            0.8,
            0.45,
        ),
        _path(dataset, (it.geometry for it in dataset.context.lakes), "currentColor", "none", 0, 0.14),
        _path(dataset, [cells.simplify(0.004)], "currentColor", "none", 0, 0.12),
        _path(dataset, (it.geometry.boundary for it in dataset.districts), "none", "currentColor", 0.5, 0.4),
    ]
    south, _, north, _ = _frame(dataset)
    high = math.ceil((north - south) * _scale(dataset)[1])
    return "".join(parts), high


def _mark(dataset: Dataset, shape: BaseGeometry) -> str:
    if shape.geom_type == "Point":
        x, y = _at(dataset, shape.x, shape.y)
        return (
            f'<circle cx="{x}" cy="{y}" r="9" fill="none" stroke="currentColor" stroke-width="2"/>'
            f'<circle cx="{x}" cy="{y}" r="3" fill="currentColor"/>'
        )
    return _path(dataset, [shape.simplify(0.002)], "currentColor", "currentColor", 1.5, 0.8)


def _path(
    dataset: Dataset, shapes: Iterable[BaseGeometry], fill: str, stroke: str, width: float, strength: float
) -> str:
    d = "".join(_data(dataset, part) for shape in shapes for part in _rings(_within(dataset, shape)))
    return f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" opacity="{strength}" fill-rule="evenodd"/>'


def _within(dataset: Dataset, shape: BaseGeometry) -> BaseGeometry:
    south, west, north, east = _frame(dataset)
    return shapely.clip_by_rect(shape, west, south, east, north)


def _rings(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            yield from (part.exterior, *part.interiors)
        elif part.geom_type in ("LineString", "LinearRing"):
            yield part
        elif part.geom_type in ("MultiLineString", "GeometryCollection", "MultiPolygon"):
            yield from _rings(part)


def _data(dataset: Dataset, line: BaseGeometry) -> str:
    points = [_at(dataset, x, y) for x, y in line.coords]
    return "M" + "L".join(f"{x} {y}" for x, y in dict.fromkeys(points))


def _frame(dataset: Dataset) -> tuple[float, float, float, float]:
    south, west, north, east = dataset.bounds
    return south - AROUND, west - AROUND, north + AROUND, east + AROUND


def _scale(dataset: Dataset) -> tuple[float, float]:
    """Units of the picture for a degree of longitude and of latitude, true to shape in the middle."""
    south, west, north, east = _frame(dataset)
    along = WIDE / (east - west)
    return along, along / math.cos(math.radians((south + north) / 2))


def _at(dataset: Dataset, longitude: float, latitude: float) -> tuple[float, float]:
    _, west, north, _ = _frame(dataset)
    along, up = _scale(dataset)
    return round((longitude - west) * along, 1), round((north - latitude) * up, 1)
