"""What the map of Nagorno-Karabakh promises about its shapes. Areas are published figures, in km2."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

FOLDER = Path(__file__).parents[2] / "geodata" / "karabakh"
LAYERS = (
    "cells",
    "districts",
    "corridor",
    "lines",
    "context/countries",
    "context/lakes",
    "context/rivers",
)
EQUAL_AREA = "+proj=laea +lat_0=40 +lon_0=47 +datum=WGS84 +units=m"
KM2 = 1e6

BLOCKADE = (46.7289, 39.7519)
ZONE_AND_CORRIDOR = {"remaining-2020", "corridor-common"}


def features(layer):
    """The features of one layer, as they stand on disk."""
    return json.loads((FOLDER / f"{layer}.geojson").read_text(encoding="utf-8"))["features"]


def positions(geometry):
    """All positions of a geometry, flat."""
    waiting, found = [geometry["coordinates"]], []
    while waiting:
        item = waiting.pop()
        if isinstance(item[0], list):
            waiting += item
        else:
            found.append(item)
    return found


@pytest.fixture(scope="module")
def cells():
    """The cells by id, with their groups, in degrees."""
    table = gpd.GeoDataFrame.from_features(features("cells"), crs=4326)
    table.index = [feature["id"] for feature in features("cells")]
    return table


def area(table):
    """Area of a table of polygons in km2."""
    return table.to_crs(EQUAL_AREA).area.sum() / KM2


def in_group(cells, *groups):
    """The cells that list one of these groups."""
    return cells[[bool(set(groups) & set(within)) for within in cells["within"]]]


def cell_at(cells, longitude, latitude):
    """The id of the one cell that covers a point."""
    (name,) = cells.index[cells.covers(shapely.Point(longitude, latitude))]
    return name


def test_cells_are_a_valid_coverage(cells):
    """Cells neither overlap nor differ along a common edge, exactly as they stand on disk."""
    assert shapely.coverage_is_valid(list(cells.geometry))
    assert cells.is_valid.all()


def test_the_coverage_check_can_fail(cells):
    """A cell moved by the last digit is noticed."""
    moved = list(cells.geometry)
    moved[0] = shapely.transform(moved[0], lambda xy: xy + np.array([0.00001, 0]))
    assert not shapely.coverage_is_valid(moved)


def test_there_is_no_gap_between_cells(cells):
    """No hole of more than a square metre is left inside the mosaic."""
    whole = cells.to_crs(EQUAL_AREA).union_all()
    holes = [shapely.Polygon(ring).area for part in whole.geoms for ring in part.interiors]
    assert all(hole <= 1 for hole in holes)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_feature_has_an_id_at_the_top(layer):
    """Each feature carries a unique id where RFC 7946 puts it."""
    ids = [feature["id"] for feature in features(layer)]
    assert len(set(ids)) == len(ids)
    assert all(isinstance(name, str) and name for name in ids)


@pytest.mark.parametrize("layer", LAYERS)
def test_positions_are_longitude_first_with_five_decimals(layer):
    """Positions are longitude, latitude, inside the background, with at most five decimals."""
    for feature in features(layer):
        for longitude, latitude in positions(feature["geometry"]):
            assert 40 <= longitude <= 53
            assert 36 <= latitude <= 44
            assert (round(longitude, 5), round(latitude, 5)) == (longitude, latitude)


@pytest.mark.parametrize("layer", ["cells", "districts", "corridor", "context/countries", "context/lakes"])
def test_outer_rings_run_anticlockwise(layer):
    """Outer rings run anticlockwise and holes clockwise, as RFC 7946 asks."""
    for feature in features(layer):
        for polygon in shapely.get_parts(shapely.geometry.shape(feature["geometry"])):
            assert polygon.exterior.is_ccw
            assert not any(ring.is_ccw for ring in polygon.interiors)


@pytest.mark.parametrize(
    ("district", "published", "tolerance"),
    [
        ("aghdam", 1150, 0.05),
        ("fuzuli", 1390, 0.03),
        ("jabrayil", 1050, 0.05),
        ("zangilan", 707, 0.03),
        ("qubadli", 802, 0.01),
        ("lachin", 1840, 0.05),
        ("khojavend", 1458, 0.03),
        ("khojaly", 936, 0.03),
        ("shusha", 310, 0.03),
        ("khankendi", 29, 0.01),
    ],
)
def test_districts_have_their_published_area(cells, district, published, tolerance):
    """Each district of the core has its published area within a few per cent."""
    assert area(in_group(cells, f"district-{district}")) == pytest.approx(published, rel=tolerance)


@pytest.mark.parametrize(
    ("district", "published", "tolerance"),
    [("kalbajar", 735.84, 0.06), ("tartar", 851.25, 0.06), ("aghdam", 73.74, 0.02)],
)
def test_aghdara_is_made_of_the_parts_in_the_law(cells, district, published, tolerance):
    """The parts of the Aghdara district of 2023 have the areas that the law gives."""
    part = in_group(in_group(cells, "aghdara-2023"), f"district-{district}")
    assert area(part) == pytest.approx(published, rel=tolerance)


def test_former_oblast_has_its_published_area(cells):
    """The former oblast has its 4,388 square kilometres within two per cent."""
    groups = ("nkao-arm", "nkao-az", "mardakert-west", "mardakert-northeast", "hadrut-region")
    assert area(in_group(cells, *groups)) == pytest.approx(4388, rel=0.02)


def test_fuzuli_behind_the_line_has_its_published_area(cells):
    """The part of Fuzuli behind the line of 1994 has the published 462 square kilometres within three per cent."""
    assert area(in_group(cells, "fuzuli-held")) == pytest.approx(462, rel=0.03)


def test_zone_of_2020_has_its_published_area(cells):
    """The zone of 2020 with its corridor has the published 3,170 square kilometres within three per cent."""
    zone = in_group(
        cells,
        *ZONE_AND_CORRIDOR,
        "corridor-2020-lachin",
        "zabukh-border-stretch",
        "corridor-overlap-lachin",
    )
    assert area(zone) == pytest.approx(3170, rel=0.03)


@pytest.mark.parametrize(
    ("name", "longitude", "latitude"),
    [("Gazanchi", 46.75042, 40.06755), ("Malikli", 46.76504, 40.09935), ("Amaras", 47.0569, 39.6842)],
)
def test_places_that_stayed_lie_in_the_zone(cells, name, longitude, latitude):
    """Gazanchi and Malikli did not change hands on 20 November 2020, nor Amaras in the war: they lie in the zone."""
    assert "remaining-2020" in cells["within"][cell_at(cells, longitude, latitude)], name


def test_blockade_point_lies_in_the_corridor(cells):
    """The turn to Shusha, blocked on 12 December 2022, lies in the corridor and not in the land round Shusha."""
    cell = cells.loc[cell_at(cells, *BLOCKADE)]
    assert ZONE_AND_CORRIDOR & set(cell["within"])
    assert cell.anchor != "shusha"


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "group"),
    [
        ("Ashaghi Abdurrahmanli", 47.26691, 39.52716, "fuzuli-held"),
        ("Lachin", 46.5469, 39.6408, "corridor-2020-lachin"),
        ("Zabukh", 46.54403, 39.5893, "corridor-2020-lachin"),
        ("Gulabli", 46.94798, 39.88107, "aghdam-held"),
        ("Hakari bridge", 46.569, 39.569, "corridor-2022"),
        ("Talish", 46.74271, 40.37663, "mardakert-northeast"),
        ("Hadrut", 47.0317, 39.5200, "hadrut-region"),
    ],
)
def test_named_places_lie_in_their_part(cells, name, longitude, latitude, group):
    """Places with which an area changed hands lie in that area."""
    assert group in cells["within"][cell_at(cells, longitude, latitude)], name


def test_hin_tagher_pocket_is_apart(cells):
    """Hin Tagher, held until December 2020, lies in a cell that follows it."""
    assert cells.anchor[cell_at(cells, 46.82487, 39.50973)] == "hin-tagher"


def test_artsvashen_has_its_published_area(cells):
    """The exclave of Artsvashen has about 40 square kilometres and follows its village."""
    exclave = cells[cells.anchor == "artsvashen"]
    assert area(exclave) == pytest.approx(40, rel=0.06)


@pytest.mark.parametrize("layer", ["districts", "lines", "corridor"])
def test_other_layers_use_the_edges_of_the_cells(cells, layer):
    """Districts, lines and strips run on the very edges of the cells, so that no sliver shows."""
    edges = shapely.union_all(cells.boundary.array)
    for feature in features(layer):
        geometry = shapely.geometry.shape(feature["geometry"])
        line = geometry if layer == "lines" else geometry.boundary
        assert line.difference(edges).length == 0, feature["id"]


def test_strips_follow_their_road():
    """The road of each strip runs inside it."""
    for feature in features("corridor"):
        road = shapely.LineString(feature["properties"]["centreline"])
        strip = shapely.geometry.shape(feature["geometry"])
        assert strip.buffer(0.002).covers(road), feature["id"]


def test_the_map_stays_small():
    """All layers without the settlements, with their names in four languages, stay below 850 kB, so that a page loads at once."""
    paths = [FOLDER / f"{layer}.geojson" for layer in LAYERS] + [FOLDER / "context" / "relief.png"]
    assert sum(path.stat().st_size for path in paths) < 850_000
