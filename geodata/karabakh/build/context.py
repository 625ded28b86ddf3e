"""The offline background: countries that fit the cells, lakes, rivers."""

from pathlib import Path

import geopandas as gpd
import names
import pandas as pd
import shapely
from mosaic import Coverage
from planar import GRID, KM2, faces_by_owner, lines, polygons, to_degrees, to_metric
from shapely import STRtree
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize
from writing import Feature, rounded

BOX = (40.0, 36.0, 53.0, 44.0)
"""West, south, east, north of the countries: wide, so that no screen shows the end of the land."""

COARSE = 0.004
"""Degrees: how much the borders of the two states may be simplified away from the cells."""

NEAR = 6000.0
"""Metres: how far the coarse outlines of the neighbours may miss the state border."""

NEIGHBOURS = {"GE": "georgia", "IR": "iran", "RU": "russia", "TR": "turkey"}
HOMES = {"armenia": "armenian-forces", "azerbaijan": "azerbaijan"}
"""The actors whose home a country is."""

FARTHER = {"IQ": "iraq", "KZ": "kazakhstan", "SY": "syria", "TM": "turkmenistan"}


def country_features(raw: Path, coverage: Coverage) -> list[Feature]:
    """Armenia and Azerbaijan with the very edges of the cells, and their neighbours up to these edges."""
    box = shapely.box(*BOX)
    two = {key: shape.intersection(box) for key, shape in _two_states(coverage).items()}
    shapes = two | _neighbours(raw, shapely.union_all(list(two.values())))
    homes = {key: {"actor": actor} for key, actor in HOMES.items()}
    return [
        Feature(key, shapes[key], {**homes.get(key, {}), "names": names.COUNTRIES[key]})
        for key in sorted(shapes)
    ]


def _two_states(coverage: Coverage) -> dict[str, BaseGeometry]:
    """The two states: exact where cells touch their borders, coarser elsewhere."""
    mosaic = shapely.coverage_union_all([cell.shape for cell in coverage.cells])
    states = {"armenia": coverage.armenia, "azerbaijan": coverage.azerbaijan}
    borders = shapely.union_all([shape.boundary for shape in states.values()])
    free = shapely.line_merge(borders.difference(mosaic.boundary))
    coarse = rounded(shapely.union_all([line.simplify(COARSE) for line in lines(free)]))
    cut = polygonize(shapely.union_all([coarse, mosaic.boundary]))
    owned = faces_by_owner(cut, states)
    for cell in coverage.cells:
        owned["armenia" if cell.facts.district == "artsvashen" else "azerbaijan"].append(cell.shape)
    return {key: rounded(shapely.union_all(shapes)) for key, shapes in owned.items()}


def _neighbours(raw: Path, two: BaseGeometry) -> dict[str, BaseGeometry]:
    """The neighbours from a coarser source, drawn up to the border of the two states."""
    table = gpd.read_file(raw / "natural-earth-4.1-qgis" / "countries.geojson")
    coarse = {code: to_metric(g) for code, g in zip(table.iso_a2, table.geometry, strict=True)}
    taken = to_metric(two)
    land = {NEIGHBOURS[c]: [g.difference(taken)] for c, g in coarse.items() if c in NEIGHBOURS}
    tree = STRtree([coarse[c] for c in NEIGHBOURS])
    for gap in _gaps(coarse["AM"].union(coarse["AZ"]).difference(taken), coarse):
        nearest = list(NEIGHBOURS.values())[tree.nearest(gap)]
        if gap.distance(shapely.union_all(land[nearest])) <= GRID and gap.area > 0:
            land[nearest].append(gap)
    land |= {FARTHER[code]: [shape] for code, shape in coarse.items() if code in FARTHER}
    return {key: _clean(shapely.union_all(parts), two) for key, parts in land.items()}


def _gaps(land: BaseGeometry, coarse: dict[str, BaseGeometry]) -> list[Polygon]:
    """Land that the coarse source gives to the two states and the fine one does not."""
    near = shapely.union_all([coarse[c].buffer(NEAR) for c in NEIGHBOURS])
    return polygons(land.intersection(near))


def _clean(land: BaseGeometry, two: BaseGeometry) -> BaseGeometry:
    degrees = rounded(to_degrees(shapely.union_all([p for p in polygons(land) if p.area > 0.05 * KM2])))
    return shapely.union_all(polygons(shapely.make_valid(degrees).difference(two)))


def lake_features(raw: Path) -> list[Feature]:
    """Lakes, from Natural Earth; Lake Urmia is left out because the raw layer cuts it off."""
    table = gpd.read_file(raw / "natural-earth-4.0" / "ne_10m_lakes.geojson")
    keys = {"Lake Sevan": "sevan", "Mingevir Reservoir": "mingachevir"}
    shapes = {keys[name]: g for name, g in zip(table.name, table.geometry, strict=True) if name in keys}
    return [Feature(f"lake-{k}", rounded(shapes[k]), {"names": names.LAKES[k]}) for k in sorted(shapes)]


def river_features(raw: Path) -> list[Feature]:
    """Rivers, from Natural Earth, one feature a name; the nameless ones are left out."""
    folder = raw / "natural-earth-4.0"
    files = ("ne_10m_rivers_lake_centerlines.geojson", "ne_10m_rivers_europe.geojson")
    table = pd.concat([gpd.read_file(folder / file) for file in files])
    features = []
    for key, label in names.RIVERS.items():
        chosen = [g for g, name in zip(table.geometry, table.name, strict=True) if name == label["source"]]
        merged = shapely.line_merge(shapely.union_all([line for g in chosen for line in lines(g)]))
        text = {language: name for language, name in label.items() if language != "source"}
        features.append(Feature(f"river-{key}", rounded(merged), {"names": text}))
    return features
