"""The Nagorno-Karabakh Autonomous Oblast (1923-1991) fitted to the district borders."""

import math
from pathlib import Path

import geopandas as gpd
import numpy as np
from planar import METRIC, follow_borders, largest, lines, without_holes
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union

WHOLLY_INSIDE = ("khojaly", "shusha", "shusha-town", "khankendi")
STRIP = 1250.0
"""Half the width of a strip (metres) below which the oblast follows the district border."""

JOIN = 500.0
"""Metres: ends of the source's lines closer than this are one point."""


def read_oblast(raw: Path, districts: dict[str, BaseGeometry], zone: BaseGeometry) -> Polygon:
    """The oblast as one polygon in metres.

    The source (Natural Earth) is coarse; in the east the outline of the `zone` of 2020 follows the
    oblast's border more closely. In Aghdam district the outline of the zone is taken as it is: there the
    strips are real (Gazanchi and Malikli lie in them). Gulabli and Abdal are not oblast land.
    """
    coarse = _read_outline(raw)
    east = unary_union([districts[k] for k in ("tartar", "khojaly", "khojavend", "shusha", "kalbajar")])
    aghdam = districts["aghdam"]
    rest = coarse.union(zone.intersection(east)).difference(aghdam)
    others = {key: shape for key, shape in districts.items() if key != "aghdam"}
    pieces = [follow_borders(rest, others, STRIP), largest(zone.intersection(aghdam))]
    return without_holes(unary_union(pieces + [districts[key] for key in WHOLLY_INSIDE]))


def _read_outline(raw: Path) -> Polygon:
    table = gpd.read_file(raw / "natural-earth-4.1-qgis" / "disputed_borders.geojson").to_crs(METRIC)
    parts = [line for g in table[table.name.str.startswith("Former")].geometry for line in lines(g)]
    ends = [line.coords[i] for line in parts for i in (0, -1)]

    def joined(point: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(np.mean([end for end in ends if math.dist(end, point) < JOIN], axis=0))

    closed = [
        LineString([joined(c[0]), *c[1:-1], joined(c[-1])]) for c in (list(line.coords) for line in parts)
    ]
    return max(polygonize(unary_union(closed)), key=lambda p: p.area)
