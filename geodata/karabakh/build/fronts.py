"""The line of contact of 1994-2020, the zone of the peacekeepers after 10 November 2020, and its pockets."""

import csv
from collections.abc import Mapping
from pathlib import Path

import drawn
import geopandas as gpd
from planar import (
    KM2,
    METRIC,
    faces,
    follow_borders,
    is_thin,
    largest,
    polygons,
    snap,
    to_metric,
    without_holes,
)
from shapely import get_parts
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

NEVER_BEHIND = (
    "gazakh", "gadabay", "dashkasan", "goygol", "goranboy", "barda", "aghjabadi", "beylagan", "naftalan",
    "ganja",
)  # fmt: skip
"""Districts outside the line of 1994; the source's line strays into some of them by a kilometre or two."""

UNTRIMMED = ("jabrayil",)
"""Districts where a thin strip beyond the line is real: Jojug Marjanli lies in it."""

STRIP_1994, STRIP_2020 = 700.0, 1500.0
CORE = (46.75, 39.82)
"""A point behind the line of 1994: Khankendi."""


def read_front(raw: Path) -> LineString:
    """The line of contact, drawn on past both ends until it leaves the country."""
    with open(raw / "organicmaps-osm" / "nk_poly_frontline_vertices.csv", encoding="utf-8") as file:
        source = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    if missing := set(drawn.FRONT_1994_MOVED) - set(source):
        raise SystemExit(f"drawn.FRONT_1994_MOVED names vertices that the source does not have: {missing}")
    points = [p for vertex in source for p in drawn.FRONT_1994_MOVED.get(vertex, [vertex])]
    line = list(to_metric(LineString(points)).coords)
    first, last = line[0], line[-1]
    return LineString([(first[0] - 1500, first[1] - 900), *line, (last[0] - 800, last[1] - 6000)])


def area_behind(front: LineString, districts: Mapping[str, BaseGeometry]) -> Polygon:
    """The land behind the line of 1994, following district borders where the line runs beside them."""
    whole = unary_union(list(districts.values()))
    core = to_metric(Point(CORE))
    behind = unary_union(
        [
            face
            for face in faces([whole.boundary, front])
            if whole.covers(face.representative_point())
            and _crossings(LineString([core, face.representative_point()]), front) % 2 == 0
        ]
    )
    behind = unary_union([p for p in polygons(behind) if p.area > 50 * KM2])
    behind = behind.difference(unary_union([districts[key] for key in NEVER_BEHIND]))
    trimmed = {key: shape for key, shape in districts.items() if key not in UNTRIMMED}
    exact = [districts[key].intersection(behind) for key in UNTRIMMED]
    return without_holes(unary_union([follow_borders(behind, trimmed, STRIP_1994), *exact]))


def _crossings(path: LineString, line: LineString) -> int:
    return sum(not part.is_empty for part in get_parts(path.intersection(line)))


def read_zone_outline(raw: Path) -> BaseGeometry:
    """The zone of 2020 as Who's On First draws it, in metres."""
    table = gpd.read_file(raw / "wof-xx" / "1729889645.geojson").to_crs(METRIC)
    return table.geometry.iloc[0].buffer(0)


def shusha_pocket(districts: Mapping[str, BaseGeometry]) -> BaseGeometry:
    """Shusha town and the land round it that Azerbaijan held on 10 November 2020."""
    return to_metric(Polygon(drawn.SHUSHA_POCKET)).buffer(0).union(districts["shusha-town"])


def zone_2020(
    outline: BaseGeometry,
    oblast: BaseGeometry,
    behind: BaseGeometry,
    pocket: BaseGeometry,
    districts: Mapping[str, BaseGeometry],
) -> Polygon:
    """The zone of the peacekeepers in the former oblast.

    Where the source's outline only repeats the border of the oblast or the line of 1994, a kilometre or
    so aside, those lines are used themselves.
    """
    free = oblast.union(districts["khojavend"]).intersection(behind)
    lost = free.difference(outline.intersection(oblast))
    pieces = [
        p for d in districts.values() for p in polygons(lost.intersection(d)) if not is_thin(p, STRIP_2020)
    ]
    pieces = [p.buffer(-700).buffer(750, quad_segs=3).intersection(p) for p in pieces]  # long thin tails go
    return without_holes(snap(largest(free.difference(unary_union(pieces)).difference(pocket)).buffer(0)))
