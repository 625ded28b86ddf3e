"""The bands of five kilometres along the two roads, and how they divide Lachin district."""

from collections.abc import Mapping
from dataclasses import dataclass

import drawn
import numpy as np
import shapely
from planar import largest, to_metric
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union


@dataclass(frozen=True)
class Corridors:
    """Bands along the old and the southern road, and the parts of Lachin district, in metres."""

    old: Polygon
    southern: Polygon
    belt: BaseGeometry
    lachin_north: Polygon
    lachin_south_war: BaseGeometry


def draw_corridors(districts: Mapping[str, BaseGeometry], pocket: BaseGeometry) -> Corridors:
    """The bands inside Lachin and Shusha districts, outside the land that Azerbaijan held at Shusha."""
    host = districts["lachin"].union(districts["shusha"]).difference(pocket)
    old = largest(road(drawn.ROAD_2020).buffer(drawn.HALF_WIDTH, quad_segs=8).intersection(host))
    southern = largest(road(drawn.ROAD_2022).buffer(drawn.HALF_WIDTH, quad_segs=8).intersection(host))
    outside = districts["lachin"].difference(old)
    return Corridors(
        old=old,
        southern=southern,
        belt=old.intersection(to_metric(Polygon(drawn.ZABUKH_CUT))).difference(southern),
        lachin_north=largest(outside),
        lachin_south_war=_south_of_front(districts["lachin"]).difference(old),
    )


def road(points: drawn.Points) -> LineString:
    """A road in metres."""
    return to_metric(LineString(points))


def _south_of_front(lachin: BaseGeometry) -> BaseGeometry:
    front = road(drawn.LACHIN_SOUTH_FRONT)
    xs, ys = shapely.get_coordinates(front).T

    def is_south(piece: Polygon) -> bool:
        point = piece.representative_point()
        return lachin.covers(point) and point.y < np.interp(point.x, xs, ys)

    return unary_union([p for p in polygonize(unary_union([lachin.boundary, front])) if is_south(p)])
