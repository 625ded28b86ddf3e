"""Plane geometry that every step shares: the metric map, its grid, and a few polygon operations."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

import shapely
from pyproj import Transformer
from shapely import STRtree
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union

METRIC = "+proj=laea +lat_0=40 +lon_0=47 +datum=WGS84 +units=m"
"""Equal-area map of the region; all areas and distances of the build are taken on it."""

GRID = 1.0
"""Metres: every vertex lies on this grid, so that lines which meet share their vertices."""

KM2 = 1e6

G = TypeVar("G", bound=BaseGeometry)
K = TypeVar("K", bound=Hashable)

_FORWARD = Transformer.from_crs(4326, METRIC, always_xy=True).transform
_BACK = Transformer.from_crs(METRIC, 4326, always_xy=True).transform


def to_metric(geometry: G) -> G:
    """Longitude and latitude to metres."""
    return shapely.transform(geometry, _FORWARD, interleaved=False)


def to_degrees(geometry: G) -> G:
    """Metres to longitude and latitude."""
    return shapely.transform(geometry, _BACK, interleaved=False)


def snap(geometry: BaseGeometry) -> BaseGeometry:
    """Put all vertices on the grid."""
    return shapely.set_precision(geometry, GRID)


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons in a geometry of any kind; lines and points that came along are dropped."""
    return [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and p.area > 0]


def lines(geometry: BaseGeometry) -> list[LineString]:
    """The lines in a geometry of any kind."""
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]


def largest(geometry: BaseGeometry) -> Polygon:
    """The polygon with the greatest area."""
    return max(polygons(geometry), key=lambda p: p.area)


def without_holes(geometry: BaseGeometry) -> Polygon:
    """The largest polygon, filled."""
    return Polygon(largest(geometry).exterior)


def is_thin(polygon: BaseGeometry, half_width: float) -> bool:
    """Whether no circle of this radius (metres) fits inside."""
    return polygon.buffer(-half_width).is_empty


def common_edge(a: BaseGeometry, b: BaseGeometry) -> float:
    """Length in metres of the border that two polygons share."""
    return a.boundary.intersection(b.boundary).length


def faces(boundaries: Iterable[BaseGeometry]) -> list[Polygon]:
    """The faces of the planar map that these lines draw together."""
    return list(polygonize(shapely.union_all(list(boundaries), grid_size=GRID)))


def faces_by_owner(cut: Iterable[Polygon], owners: Mapping[K, BaseGeometry]) -> dict[K, list[Polygon]]:
    """Give each face to the first owner that covers a point of it; faces of nobody are left out."""
    keys, shapes = list(owners), list(owners.values())
    tree = STRtree(shapes)
    owned: dict[K, list[Polygon]] = {}
    for face in cut:
        point = face.representative_point()
        hits = [i for i in sorted(tree.query(point)) if shapes[i].covers(point)]
        if hits:
            owned.setdefault(keys[hits[0]], []).append(face)
    return owned


def dissolve(pieces: Iterable[tuple[Polygon, K]]) -> list[tuple[Polygon, K]]:
    """Join touching pieces of equal label; one entry for each connected polygon."""
    by_label: dict[K, list[Polygon]] = {}
    for polygon, label in pieces:
        by_label.setdefault(label, []).append(polygon)
    return [(p, label) for label, group in by_label.items() for p in polygons(unary_union(group))]


def follow_borders(
    area: BaseGeometry, districts: Mapping[str, BaseGeometry], half_width: float
) -> BaseGeometry:
    """Make `area` follow district borders where the two lines run closer than twice `half_width`.

    A strip of a district that is thin goes to whichever side the rest of the district is on.
    """
    kept: list[Polygon] = []
    for district in districts.values():
        inside, outside = district.intersection(area), district.difference(area)
        wide = [p for p in polygons(inside) if not is_thin(p, half_width)]
        kept += wide
        kept += [
            p
            for p in polygons(outside)
            if inside.area > 0 and is_thin(p, half_width) and any(common_edge(p, q) > 0 for q in wide)
        ]
    return snap(unary_union(kept))


def merge_into_neighbour(
    pieces: list[tuple[Polygon, K]], index: int, affinity: Callable[[K, K], float]
) -> list[tuple[Polygon, K]]:
    """Give one piece to the neighbour with the longest common edge, weighted by `affinity`."""
    piece, label = pieces[index]
    rest = pieces[:index] + pieces[index + 1 :]
    scores = [common_edge(piece, other) * affinity(label, name) for other, name in rest]
    best = max(range(len(rest)), key=scores.__getitem__)
    rest[best] = (unary_union([piece, rest[best][0]]), rest[best][1])
    return dissolve(rest)
