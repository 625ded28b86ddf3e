"""What lies round an imported map: countries or land from Natural Earth, cut to the part of the earth that is shown."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import geopandas as gpd
import pytest
import shapely
from colorspacious import cspace_convert

from controlatlas import front_line, load_dataset
from controlatlas.cli.main import main
from controlatlas.export.formats import make
from controlatlas.importing.base_map import _countries, add_base_map
from controlatlas.importing.looks import looks_apart
from controlatlas.importing.mosaic import MadeCell, Mosaic, Report
from controlatlas.importing.names import look_of
from controlatlas.picture.spec import PictureSpec

NAMES = {
    "georgia": (44.8, 41.7),
    "russia": (37.6, 55.7),
    "kenya": (36.8, -1.3),
    "new-zealand": (175.8, -39.0),
}
"""A place in each country, as longitude and latitude: Tbilisi, Moscow, near Nairobi, Lake Taupo."""


def states(folder, first: int):
    """Two states beside each other in the Caucasus, from the first of January of a year on."""
    rows = [
        {"name": "West", "start": first * 10000 + 101, "end": None, "geometry": shapely.box(43, 41, 45, 42)},
        {"name": "East", "start": first * 10000 + 101, "end": None, "geometry": shapely.box(45, 41, 47, 42)},
    ]
    gpd.GeoDataFrame(rows, crs=4326).to_file(folder / "states.gpkg")
    return ["import", "periods", str(folder / "states.gpkg"), "--actor", "name", "--source", "An atlas"]


@pytest.mark.parametrize("name", NAMES)
def test_a_country_lies_where_it_lies(name):
    """Shapes on the globe become shapes on the map, also those that cross the 180th meridian."""
    shape = next(shape for key, _, shape in _countries() if key == name)
    assert shape.is_valid
    assert shape.contains(shapely.Point(NAMES[name]))
    assert not shape.intersects(shapely.Point(-30, 30))  # the middle of the Atlantic


def test_a_country_is_as_large_as_it_is():
    """Areas as official statistics have them, within 2 per cent."""
    for key, km2 in (("iceland", 103_000), ("kazakhstan", 2_724_900), ("mongolia", 1_564_116)):
        shape = next(shape for name, _, shape in _countries() if name == key)
        assert gpd.GeoSeries([shape], crs=4326).to_crs(6933).area.sum() / 1e6 == pytest.approx(km2, rel=0.02)


def test_an_import_of_today_has_its_neighbours_round_it(tmp_path):
    """From 2012 on, countries with names in four languages, a credit, and a picture in which they are drawn."""
    assert main([*states(tmp_path, 2015), "-o", str(tmp_path / "now")]) == 0
    dataset = load_dataset(tmp_path / "now")
    around = {it.id: it.names for it in dataset.context.countries}
    assert {"georgia", "armenia", "azerbaijan", "russia", "turkey"} <= around.keys()
    assert around["georgia"]["ru"] == "Грузия"
    assert any("Natural Earth" in str(it.text) for it in dataset.credits)
    assert b"GEORGIA" in make(dataset, PictureSpec(dataset.default_day, labels="many"), "svg")


def test_an_import_of_long_ago_has_land_without_boundaries(tmp_path):
    """The boundaries of today are not those of 1938; what is drawn then is one shape without a name."""
    assert main([*states(tmp_path, 1938), "-o", str(tmp_path / "then")]) == 0
    (land,) = load_dataset(tmp_path / "then").context.countries
    assert dict(land.names) == {}
    assert land.geometry.contains(shapely.Point(44.8, 41.7))


def test_nothing_lies_round_it_if_that_is_wished(tmp_path):
    """``--base none``, and ``--bounds`` for what is shown at first."""
    call = [*states(tmp_path, 2015), "--base", "none", "--bounds", "40.5,43.5,42,44.5"]
    assert main([*call, "-o", str(tmp_path / "bare")]) == 0
    dataset = load_dataset(tmp_path / "bare")
    assert dataset.context.countries == ()
    assert dataset.bounds == (40.5, 43.5, 42.0, 44.5)


@pytest.mark.parametrize("bounds", ["1,2,3", "a,b,c,d", "42,43,41,44", "0,0,91,10"])
def test_bounds_that_are_none_are_refused(tmp_path, capsys, bounds):
    """With what to write instead, before anything is written."""
    assert main([*states(tmp_path, 2015), "--bounds", bounds, "-o", str(tmp_path / "x")]) != 0
    assert "SOUTH,WEST,NORTH,EAST" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_states_of_an_atlas_have_borders_and_no_front(tmp_path):
    """Unless it is wished, or the dataset says between whom and when there is one."""
    day = dt.date(2016, 1, 1)
    assert main([*states(tmp_path, 2015), "--last", "2020-12-31", "-o", str(tmp_path / "peace")]) == 0
    recorded, inferred = front_line(load_dataset(tmp_path / "peace"), day)
    assert recorded.is_empty
    assert inferred.is_empty
    call = [*states(tmp_path, 2015), "--last", "2020-12-31", "--fronts", "all", "-o", str(tmp_path / "war")]
    assert main(call) == 0
    recorded, _ = front_line(load_dataset(tmp_path / "war"), day)
    assert recorded.equals(shapely.LineString([(45, 41), (45, 42)]))
    path = tmp_path / "peace" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["controlatlas"]["fronts"] = [
        {"actors": ["west", "east"], "start": "2016-01-01", "end": "2016-04-01"}
    ]
    path.write_text(json.dumps(package), encoding="utf-8")
    dataset = load_dataset(tmp_path / "peace")
    there = [
        not front_line(dataset, dt.date.fromisoformat(it))[0].is_empty
        for it in ("2015-12-31", "2016-01-01", "2016-03-31", "2016-04-01")
    ]
    assert there == [False, True, True, False]


def test_a_base_map_of_the_whole_earth_stays_small():
    """What is seen from far away needs few positions: under a megabyte as it is written."""
    files = {
        "datapackage.json": {"controlatlas": {"view": {"bounds": [[-90, -180], [90, 180]]}, "credits": []}}
    }
    add_base_map(files, "countries", dt.date(2020, 1, 1))
    assert len(json.dumps(files["context/countries.geojson"])) < 1_000_000
    assert len(files["context/countries.geojson"]["features"]) > 200


def test_neighbours_have_different_colours():
    """A row of twenty states, each beside two others: no colour stands beside itself, and no two states look alike."""
    cells = tuple(MadeCell(shapely.box(n, 0, n + 1, 1 + n / 10), ((0, f"s{n}"),)) for n in range(20))
    made = Mosaic((dt.date(2001, 1, 1),), cells, Report())
    numbers = looks_apart(made, [f"s{n}" for n in range(20)])
    looks = [look_of(numbers[f"s{n}"]) for n in range(20)]
    assert len({tuple(sorted(it.items())) for it in looks}) == 20
    assert all(looks[n]["color"] != looks[n + 1]["color"] for n in range(19))
    assert "pattern" not in looks[19]  # the largest


def test_of_very_many_actors_the_small_ones_share_a_look():
    """From the 97th on a look is used again: that of a small one, and not that of the largest."""
    cells = tuple(MadeCell(shapely.box(2 * n, 0, 2 * n + 1, 1 + n), ((0, f"s{n}"),)) for n in range(100))
    numbers = looks_apart(Mosaic((dt.date(2001, 1, 1),), cells, Report()), [f"s{n}" for n in range(100)])
    assert sum(it == numbers["s99"] for it in numbers.values()) == 1
    assert len(set(numbers.values())) == 96


@pytest.mark.parametrize("deficiency", ["deuteranomaly", "protanomaly", "tritanomaly"])
def test_shades_of_one_colour_are_told_apart_by_all_eyes(deficiency):
    """Actors of one colour and pattern differ in lightness by 8 or more of 100, in either theme, for those who see fewer colours."""
    space = {"name": "sRGB1+CVD", "cvd_type": deficiency, "severity": 100}
    for key in ("color", "color_dark"):
        for hue in range(32):
            shades = [look_of(hue + 32 * shade)[key] for shade in range(3)]
            channels = [[int(it[at : at + 2], 16) / 255 for at in (1, 3, 5)] for it in shades]
            lightness = sorted(cspace_convert(channels, space, "CAM02-UCS")[:, 0])
            assert min(lightness[1] - lightness[0], lightness[2] - lightness[1]) > 8


def test_reading_the_base_map_leaves_nothing_behind():
    """The package may be where nobody can write; and what the command line does without it does not wait for it."""
    code = (
        "import sys, controlatlas.cli.main; assert 'geopandas' not in sys.modules;"
        "from controlatlas.importing import base_map as it; before = set(it._HERE.iterdir());"
        "it._countries(); assert set(it._HERE.iterdir()) == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
