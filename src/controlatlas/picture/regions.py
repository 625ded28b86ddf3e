"""Many cells as few regions: what of the mosaic a picture draws, in its own pixels.

Cells of one look are one region, patches smaller than a sign go to the land around them, and the lines between regions
are rounded once for both sides. Only the drawing is made simpler: areas are counted from the cells, elsewhere.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from ..history.front import is_front, shared_edges
from ..records.model import Dataset
from .smooth import one_region, outline, polygons, rounded_area, rounded_line
from .viewport import Viewport

Key = tuple[str, ...]
"""What tells the land of one region from that of another; its first part is the actor that holds it."""

CRUMB = 150.0
"""Land smaller than so many square pixels is no region of its own; it goes to the land around it."""

ALONE = 270.0
"""A patch of land of a country's own actor below so many square pixels, apart from the rest, is left out."""

BEYOND = 160.0
"""How far beyond the map, in pixels, cells are still drawn, so that what is seen does not depend on where the map ends."""

CLOSE, OPEN, LEAST, HOLE = 7.0, 4.6, 270.0, 650.0
"""How unconfirmed land becomes one region: gaps closed, spikes opened, crumbs and holes left out, in pixels."""

SEEN = 64.0
"""An unconfirmed patch of at least so many square pixels is kept where all of its kind would be left out."""

UNSURE_TOLERANCE, TOLERANCE = 3.6, 1.2
"""How far the edge of an unconfirmed region, and a line between others, may lie beside the edges of cells."""


@dataclass(frozen=True, eq=False)
class Regions:
    """Regions by key, the rounded lines between those of different actors, and the key that each cell has at last.

    ``borders`` are those lines between which no front runs.
    """

    areas: Mapping[Key, BaseGeometry]
    fronts: BaseGeometry
    keys: Mapping[str, Key]
    borders: BaseGeometry


@dataclass(frozen=True, eq=False)
class _Mosaic:
    """The cells of a dataset on a picture: their shapes, what they cover, its outline, and which cells touch how far."""

    shapes: Mapping[str, BaseGeometry]
    whole: BaseGeometry
    edge: BaseGeometry
    runs: tuple[tuple[str, str, BaseGeometry], ...]
    tree: shapely.STRtree
    ids: tuple[str, ...]


@functools.lru_cache(maxsize=16)
def mosaic(dataset: Dataset, view: Viewport) -> _Mosaic:
    """The cells of a dataset on a picture, prepared once for all days."""
    left, top, right, bottom = view.box
    near = shapely.box(left - BEYOND, top - BEYOND, right + BEYOND, bottom + BEYOND)
    shown = [(it.id, it.geometry) for it in dataset.cells() if it.geometry is not None]
    placed = view.put_each([shape for _, shape in shown])
    shapes = {key: shape for (key, _), shape in zip(shown, placed, strict=True) if shape.intersects(near)}
    runs = _edges(dataset, view, shapes)
    whole = shapely.coverage_union_all(list(shapes.values()))
    tree = shapely.STRtree(list(shapes.values()))
    edge = shapely.LineString() if whole.is_empty else whole.boundary
    return _Mosaic(shapes, whole, edge, runs, tree, tuple(shapes))


def _edges(
    dataset: Dataset, view: Viewport, shapes: Mapping[str, BaseGeometry]
) -> tuple[tuple[str, str, BaseGeometry], ...]:
    """The edges that two cells share on the picture; in a fitted projection also where longitudes begin anew."""
    if not view.projection.fitted:
        edges = [it for it in shared_edges(dataset) if it[0] in shapes and it[1] in shapes]
        lines = view.put_each([line for _, _, line in edges])
        return tuple((one, other, line) for (one, other, _), line in zip(edges, lines, strict=True))
    keys = tuple(shapes)
    tree = shapely.STRtree(list(shapes.values()))
    found = []
    for index, key in enumerate(keys):
        for other in sorted(tree.query(shapes[key], predicate="intersects")):
            if other > index:
                line = outline(shapes[key]).intersection(outline(shapes[keys[other]]))
                found += [
                    (key, keys[other], it)
                    for it in shapely.get_parts(shapely.line_merge(line))
                    if it.geom_type == "LineString"
                ]
    return tuple(found)


@functools.lru_cache(maxsize=128)
def regions(
    dataset: Dataset,
    view: Viewport,
    looks: tuple[tuple[str, Key], ...],
    kept: frozenset[str],
    small: tuple[tuple[str, Key], ...] = (),
    pairs: frozenset[tuple[str, str]] | None = None,
) -> Regions:
    """The regions of cells by their keys; cells ``kept`` are shown however small their region is.

    ``small`` says for some cells which key they get where their region lies alone and is small,
    ``pairs`` between whose land a front runs (``front_pairs``).
    """
    base = mosaic(dataset, view)
    keys = _without_crumbs(base, {cell: key for cell, key in looks if cell in base.shapes}, kept, dict(small))
    between: dict[tuple[Key, Key], list[BaseGeometry]] = {}
    for one, other, line in base.runs:
        pair = keys.get(one), keys.get(other)
        if pair[0] is not None and pair[1] is not None and pair[0] != pair[1]:
            low, high = sorted((pair[0], pair[1]))
            between.setdefault((low, high), []).append(line)
    fronts: list[BaseGeometry] = []
    borders: list[BaseGeometry] = []
    lines: list[BaseGeometry] = []
    for (low, high), parts in between.items():
        for line in shapely.get_parts(shapely.line_merge(shapely.MultiLineString(parts))):
            lines.append(rounded_line(line, TOLERANCE))
            if low[0] != high[0]:
                (fronts if is_front(pairs, low[0], high[0]) else borders).append(lines[-1])
    found: dict[Key, list[BaseGeometry]] = {}
    noded = shapely.union_all([base.edge, *lines]) if lines else base.edge
    for face in shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))):
        key = _key_of(base, keys, face)
        if key is not None:
            found.setdefault(key, []).append(face)
    areas = {key: shapely.coverage_union_all(faces) for key, faces in sorted(found.items())}
    front, border = (shapely.line_merge(shapely.union_all(it)) for it in (fronts, borders))
    return Regions(areas, front, keys, border)


@functools.lru_cache(maxsize=256)
def unsure_region(
    dataset: Dataset, view: Viewport, cells: tuple[str, ...], kept: frozenset[str]
) -> BaseGeometry:
    """Land that is claimed, contested or of an uncertain date as one region with a rounded edge.

    Where every patch is a crumb the largest is kept, if it can be seen: words count it.
    """
    base = mosaic(dataset, view)
    cells = tuple(cell for cell in cells if cell in base.shapes)
    area = shapely.coverage_union_all([base.shapes[cell] for cell in cells])
    found = one_region(area, close=CLOSE, open_=OPEN, least=LEAST, hole=HOLE)
    found = rounded_area(found, UNSURE_TOLERANCE)
    shown = [base.shapes[cell] for cell in cells if cell in kept]
    if shown:
        own = [it for it in polygons(shapely.coverage_union_all(shown)) if not it.intersects(found)]
        found = shapely.union_all([found, *(rounded_area(it, TOLERANCE, 2) for it in own)])
    if found.is_empty:
        largest = max(polygons(area), key=lambda it: float(it.area), default=None)
        found = rounded_area(largest, TOLERANCE, 2) if largest is not None and largest.area >= SEEN else found
    return shapely.intersection(found, base.whole)


def _key_of(base: _Mosaic, keys: Mapping[str, Key], face: BaseGeometry) -> Key | None:
    """The key of a face between rounded lines: that of the cell in its middle; ``None`` outside the mosaic."""
    point = face.representative_point()
    if face.area > CRUMB:
        point = shapely.get_point(
            shapely.maximum_inscribed_circle(face, tolerance=max(2.0, face.area**0.5 / 30)), 0
        )
    for index in base.tree.query(point, predicate="intersects"):
        return keys.get(base.ids[index])
    return None


def _without_crumbs(
    base: _Mosaic, keys: dict[str, Key], kept: frozenset[str], small: Mapping[str, Key]
) -> dict[str, Key]:
    """The keys with those of regions smaller than a sign changed to that of the land with which they share most edge."""
    touching: dict[str, dict[str, float]] = {}
    for one, other, line in base.runs:
        if one in keys and other in keys:
            for here, there in ((one, other), (other, one)):
                beside = touching.setdefault(here, {})
                beside[there] = beside.get(there, 0.0) + float(line.length)
    for part in sorted(_parts(keys, touching), key=lambda it: (_size(base, it), it)):
        key = keys[part[0]]
        size = _size(base, part)
        if any(cell in kept for cell in part):
            continue
        if size < ALONE and part[0] in small:
            keys.update((cell, small[cell]) for cell in part if cell in small)
            continue
        around: dict[Key, float] = {}
        for cell in part:
            for other, length in touching.get(cell, {}).items():
                if keys[other] != key:
                    around[keys[other]] = around.get(keys[other], 0.0) + length
        if size < CRUMB and around:
            found = max(sorted(around), key=lambda it: around[it])
            keys.update((cell, found) for cell in part)
    return keys


def _size(base: _Mosaic, part: Iterable[str]) -> float:
    return sum(float(base.shapes[cell].area) for cell in part)


def _parts(keys: Mapping[str, Key], touching: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """The cells in groups of the same key that hang together."""
    left, found = dict.fromkeys(keys), []
    while left:
        todo, part = [next(iter(left))], []
        del left[todo[0]]
        while todo:
            cell = todo.pop()
            part.append(cell)
            for other in touching.get(cell, ()):
                if other in left and keys[other] == keys[cell]:
                    del left[other]
                    todo.append(other)
        found.append(tuple(sorted(part)))
    return found
