"""The districts before December 2023, with exact common borders, fitted to the state border."""

import math
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import shapely
from planar import (
    GRID,
    KM2,
    METRIC,
    faces,
    faces_by_owner,
    polygons,
    snap,
)
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

LONGEST_CUT = 9000.0
"""Metres: how far the state border may lie from the outermost district polygons."""


@dataclass(frozen=True)
class District:
    """One district: key, the Who's On First record, and its names."""

    key: str
    record: int
    name: str
    name_az: str


DISTRICTS = (
    District("aghdam", 85668257, "Aghdam", "Ağdam"),
    District("aghjabadi", 85668519, "Aghjabadi", "Ağcabədi"),
    District("barda", 85668303, "Barda", "Bərdə"),
    District("beylagan", 85668313, "Beylagan", "Beyləqan"),
    District("dashkasan", 85668199, "Dashkasan", "Daşkəsən"),
    District("fuzuli", 85668351, "Fuzuli", "Füzuli"),
    District("gadabay", 85668205, "Gadabay", "Gədəbəy"),
    District("ganja", 85668209, "Ganja", "Gəncə"),
    District("gazakh", 85668229, "Gazakh", "Qazax"),
    District("goranboy", 85668215, "Goranboy", "Goranboy"),
    District("goygol", 85668211, "Goygol", "Göygöl"),
    District("jabrayil", 85668323, "Jabrayil", "Cəbrayıl"),
    District("kalbajar", 85668221, "Kalbajar", "Kəlbəcər"),
    District("khankendi", 85668691, "Khankendi", "Xankəndi"),
    District("khojaly", 85668657, "Khojaly", "Xocalı"),
    District("khojavend", 85668611, "Khojavend", "Xocavənd"),
    District("lachin", 85668621, "Lachin", "Laçın"),
    District("naftalan", 85668693, "Naftalan", "Naftalan"),
    District("qubadli", 85668629, "Qubadli", "Qubadlı"),
    District("shusha", 85668643, "Shusha", "Şuşa"),
    District("shusha-town", 85668711, "Shusha (town)", "Şuşa şəhəri"),
    District("tartar", 85668653, "Tartar", "Tərtər"),
    District("zangilan", 85668659, "Zangilan", "Zəngilan"),
)

BY_KEY = {district.key: district for district in DISTRICTS}


@dataclass(frozen=True)
class Base:
    """What everything else is cut from: districts by key, and the two states, in metres."""

    districts: dict[str, BaseGeometry]
    azerbaijan: BaseGeometry
    armenia: BaseGeometry

    @property
    def whole(self) -> BaseGeometry:
        """All districts together."""
        return unary_union(list(self.districts.values()))


def read_base(raw: Path) -> Base:
    """Read districts and states, and stretch or clip the districts to the border between the states.

    The district polygons are good inside the country but up to 5 km off along the state border; the
    country outline of the same source agrees there with OpenStreetMap within some 20 m.
    """
    azerbaijan, armenia = _read_states(raw)
    table = gpd.read_file(raw / "wof-az" / "regions.geojson").to_crs(METRIC)
    table = table[table.geom_type.isin(["Polygon", "MultiPolygon"])]
    rough = {int(i): snap(g) for i, g in zip(table.wof_id, table.geometry, strict=True)}
    owned = _inside(rough, azerbaijan)
    for record, strips in _strips_to_border(rough, azerbaijan).items():
        owned.setdefault(record, []).extend(strips)
    fitted = {d.key: _solid(unary_union(owned[d.record])) for d in DISTRICTS}
    shared = faces_by_owner(faces(g.boundary for g in fitted.values()), fitted)
    return Base({key: unary_union(shared[key]) for key in sorted(shared)}, azerbaijan, armenia)


def _read_states(raw: Path) -> tuple[BaseGeometry, BaseGeometry]:
    outlines = [
        gpd.read_file(raw / f / "country.geojson").to_crs(METRIC).geometry.iloc[0]
        for f in ("wof-az", "wof-am")
    ]
    simple = shapely.coverage_simplify([g.buffer(0) for g in outlines], 15)
    azerbaijan = snap(simple[0])
    return azerbaijan, snap(simple[1]).difference(azerbaijan)


def _solid(district: BaseGeometry) -> BaseGeometry:
    """Drop crumbs under 0.3 km2."""
    return unary_union([p for p in polygons(snap(district)) if p.area > 0.3 * KM2])


def _inside(rough: dict[int, BaseGeometry], state: BaseGeometry) -> dict[int, list[Polygon]]:
    cut = faces([g.boundary for g in rough.values()] + [state.boundary])
    return faces_by_owner([f for f in cut if state.covers(f.representative_point())], rough)


def _strips_to_border(rough: dict[int, BaseGeometry], state: BaseGeometry) -> dict[int, list[Polygon]]:
    """The land between the outermost districts and the state border, cut where two districts meet."""
    records, shapes = list(rough), list(rough.values())
    tree = STRtree(shapes)
    gap = state.difference(unary_union(shapes))
    cuts = [c.intersection(gap.buffer(2 * GRID)) for c in _cuts(rough, state)]
    owned: dict[int, list[Polygon]] = {}
    for strip in faces([gap.boundary, *cuts]):
        if strip.area < 100 or not gap.covers(strip.representative_point()):
            continue
        near = tree.query(strip.buffer(2 * GRID))
        if len(near):
            best = max(near, key=lambda i: shapes[i].buffer(1.5).intersection(strip.boundary).length)
            owned.setdefault(records[best], []).append(strip)
    return owned


def _cuts(rough: dict[int, BaseGeometry], state: BaseGeometry) -> list[LineString]:
    """Shortest lines from the points where two districts meet at the rim to the state border."""
    rim = unary_union(list(rough.values())).boundary
    edges = [g.boundary.intersection(rim) for g in rough.values()]
    shapes = list(rough.values())
    cuts = []
    for i, a in enumerate(shapes):
        for j in range(i + 1, len(shapes)):
            if a.distance(shapes[j]) <= 1:
                meeting = shapely.get_parts(edges[i].intersection(edges[j]))
                cuts += [c for q in meeting if (c := _cut(q, state))]
    return cuts


def _cut(meeting: BaseGeometry, state: BaseGeometry) -> LineString | None:
    if not isinstance(meeting, Point) or not state.contains(meeting):
        return None
    (x0, y0), (x1, y1) = shapely.shortest_line(meeting, state.boundary).coords
    if not 1 < math.dist((x0, y0), (x1, y1)) < LONGEST_CUT:
        return None
    return LineString([(x0, y0), (x1 + (x1 - x0) * 0.01, y1 + (y1 - y0) * 0.01)])
