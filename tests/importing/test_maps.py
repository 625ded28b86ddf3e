"""Daily maps and dated polygons become cells whose areas, days and words are those of what was given."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import math
import re

import geopandas as gpd
import pytest
import shapely

from controlatlas import Lens, control_on, load_dataset, to_geopandas
from controlatlas.cli.main import main
from controlatlas.importing.build import Origin
from controlatlas.importing.days import day_in, day_in_name
from controlatlas.importing.snapshots import SnapshotOptions, from_geopandas
from controlatlas.picture.compose import picture
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec
from controlatlas.style.palette import Palette

FIRST = dt.date(2001, 3, 1)


def ragged(width: float, seed: float = 0.0) -> shapely.Polygon:
    """Land from longitude 30 eastwards, with an eastern edge that no grid of a map fits."""
    edge = [(30 + width + 0.01 * math.sin(9 * k + seed), 48 + k / 20) for k in range(21)]
    return shapely.Polygon([(30, 49), (30, 48), *edge])


def days_in(folder, widths, crs="EPSG:4326", suffix=".geojson"):
    """A file for each day, with the land of one side."""
    folder.mkdir()
    for number, width in enumerate(widths):
        day = FIRST + dt.timedelta(days=number)
        table = gpd.GeoDataFrame(geometry=[ragged(width)], crs="EPSG:4326").to_crs(crs)
        table.to_file(folder / f"map_{day:%Y%m%d}{suffix}")
    return folder


CALL = ("--actor", "North", "--rest", "South", "--source", "A mapper")


def km2_of(dataset, day, actor):
    """The area of the cells of an actor on a day."""
    table = to_geopandas(dataset, on=day)
    return table[(table.layer == "cell") & (table.controller == actor)].km2.sum()


def true_km2(shape):
    """The area in an equal-area projection (EPSG:6933, WGS 84)."""
    return gpd.GeoSeries([shape], crs=4326).to_crs(6933).area.sum() / 1e6


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """Five days: growing, the same, shrinking, growing again."""
    place = tmp_path_factory.mktemp("maps")
    widths = [0.3, 0.5, 0.5, 0.4, 0.6]
    folder = days_in(place / "days", widths)
    assert main(["import", "snapshots", str(folder / "*.geojson"), *CALL, "-o", str(place / "war")]) == 0
    return load_dataset(place / "war"), widths


def test_each_day_has_the_area_that_was_drawn(imported):
    """On every day the cells of the actor have the area of the polygon of that day, within 0.1 per cent."""
    dataset, widths = imported
    for number, width in enumerate(widths):
        day = FIRST + dt.timedelta(days=number)
        assert km2_of(dataset, day, "north") == pytest.approx(true_km2(ragged(width)), rel=0.001)


def test_a_day_that_differs_is_an_event_with_its_own_work(imported):
    """A day like the one before gives no event; each other has one, cited to the map of that day."""
    dataset, _ = imported
    assert [event.id for event in dataset.events] == [
        f"map-2001-03-{day}" for day in ("01", "02", "04", "05")
    ]
    event = dataset.events[2]
    assert [it.source for it in event.citations] == ["a-mapper-2001-03-04"]
    assert dataset.sources["a-mapper-2001-03-04"].issued == "2001-03-04"
    assert event.summary["en"].startswith("Compared with 3 March 2001: North lost")


def test_it_is_told_as_one_mappers_word(imported):
    """No standing says that sides agree, and no lens moves anything."""
    dataset, _ = imported
    last = dataset.end
    assert {it.standing.value for it in control_on(dataset, last).values()} == {"drawn"}
    assert control_on(dataset, last) == control_on(dataset, last, Lens.HELD)


def test_any_format_and_projection_gives_the_same(imported, tmp_path, capsys):
    """Packed GeoJSON and a projected GeoPackage give the areas of the plain files; a dry run writes nothing."""
    plain = km2_of(imported[0], FIRST, "north")
    days_in(tmp_path / "packed", [0.3])
    (path,) = (tmp_path / "packed").iterdir()
    (tmp_path / "packed" / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    days_in(tmp_path / "projected", [0.3], "EPSG:32636", ".gpkg")
    for name in ("packed", "projected"):
        call = ["import", "snapshots", str(tmp_path / name), *CALL, "-o", str(tmp_path / f"{name}-war")]
        assert main([*call, "--dry-run"]) == 0
        assert not (tmp_path / f"{name}-war").exists()
        assert main(call) == 0
        assert km2_of(load_dataset(tmp_path / f"{name}-war"), FIRST, "north") == pytest.approx(
            plain, rel=1e-4
        )
    assert "Areas differ" in capsys.readouterr().out


def test_all_that_is_wrong_with_the_files_is_told_at_once(tmp_path, capsys):
    """A file without a day, one that is no map, one with points and one of a day that was there are told together."""
    folder = days_in(tmp_path / "days", [0.3])
    good = (folder / "map_20010301.geojson").read_text(encoding="utf-8")
    (folder / "latest.geojson").write_text(good, encoding="utf-8")
    (folder / "copy-2001-03-01.geojson").write_text(good, encoding="utf-8")
    (folder / "broken-2001-03-05.geojson").write_text("{", encoding="utf-8")
    gpd.GeoDataFrame(geometry=[shapely.Point(30, 48)], crs=4326).to_file(folder / "dots-2001-03-06.geojson")
    assert main(["import", "snapshots", str(folder), *CALL, "-o", str(tmp_path / "war")]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 4
    for word in ("latest.geojson", "as .*copy-2001-03-01|is of 2001-03-01", "cannot be read", "Point"):
        assert any(re.search(word, line) for line in said), word
    assert not (tmp_path / "war").exists()


def test_several_actors_overlap_and_leave_gaps(tmp_path, capsys):
    """Of two that are drawn in one place the later has it; what they enclose is nobody's and left out, and both are reported."""
    ring = shapely.box(10, 10, 14, 14).difference(shapely.box(11, 11, 12, 12))
    rows = [
        {"name": "Ring", "code": 1.0, "start": 20010101.0, "end": 20051231.0, "geometry": ring},
        {
            "name": "New",
            "code": 2.0,
            "start": 20030601.0,
            "end": 20051231.0,
            "geometry": shapely.box(13, 10, 15, 14),
        },
    ]
    gpd.GeoDataFrame(rows, crs=4326).to_file(tmp_path / "states.gpkg")
    call = [
        "import",
        "periods",
        str(tmp_path / "states.gpkg"),
        "--source",
        "An atlas",
        "-o",
        str(tmp_path / "states"),
    ]
    assert main(call) == 0
    said = capsys.readouterr().out
    assert "drawn at once" in said
    assert "Nobody is drawn in" in said
    dataset = load_dataset(tmp_path / "states")
    before, after = dt.date(2003, 5, 31), dt.date(2003, 6, 1)
    assert (dataset.start, dataset.end) == (dt.date(2001, 1, 1), dt.date(2005, 12, 31))
    assert km2_of(dataset, before, "ring") == pytest.approx(true_km2(ring), rel=1e-3)
    assert km2_of(dataset, after, "new") == pytest.approx(true_km2(shapely.box(13, 10, 15, 14)), rel=1e-3)
    beside = true_km2(shapely.box(14, 10, 15, 14))  # drawn from 1 June 2003 on, and unknown before
    assert km2_of(dataset, before, "unknown") == pytest.approx(beside, rel=1e-3)
    assert km2_of(dataset, after, "unknown") == 0
    (gap,) = dataset.gaps
    assert shapely.box(11, 11, 12, 12).contains(shapely.Point(gap.point))
    assert "left out" in said


def test_columns_that_are_not_there_are_told_with_those_that_are(tmp_path, capsys):
    """A name of a column that does not exist gives the names of those that do."""
    gpd.GeoDataFrame([{"who": "X", "geometry": shapely.box(0, 0, 1, 1)}], crs=4326).to_file(
        tmp_path / "x.gpkg"
    )
    call = [
        "import",
        "periods",
        str(tmp_path / "x.gpkg"),
        "--source",
        "S",
        "--actor",
        "whom",
        "-o",
        str(tmp_path / "o"),
    ]
    assert main(call) == 1
    said = capsys.readouterr().err
    assert "--start" in said
    assert "'whom' (did you mean 'who'?)" in said


def test_tables_of_geopandas_are_taken_as_they_are():
    """From Python, tables by day give the same as files."""
    days = {FIRST: gpd.GeoDataFrame(geometry=[ragged(0.3)], crs=4326)}
    found = from_geopandas(
        days, "war", SnapshotOptions(Origin("A mapper"), "War", actor="North", rest="South")
    )
    assert json.dumps(found.files)
    assert list(found.actors.values()) == ["North"]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2001-03-04", "2001-03-04"),
        (20010304.0, "2001-03-04"),
        ("20010304", "2001-03-04"),
        ("4.3.2001", "2001-03-04"),
        (dt.datetime(2001, 3, 4, 5), "2001-03-04"),
        ("4 March 2001", "2001-03-04"),
        ("4 марта 2001", "2001-03-04"),
        ("2001-02-30", None),
        ("3/14/2001", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_days_are_read_as_people_write_them(value, day):
    """A field of a table is a day in any of the usual forms, and nothing else is."""
    assert day_in(value) == (dt.date.fromisoformat(day) if day else None)


def test_a_day_in_a_name_is_the_last_one_that_there_is():
    """Numbers that are no day are passed over."""
    assert day_in_name("v20019999_map_20010304.geojson") == dt.date(2001, 3, 4)
    assert day_in_name("map.geojson") is None
    for name in (
        "front 4-3-2001.geojson",
        "front_2001-3-4.kml",
        "04Mar2001.zip",
        "x.gpkg:day_20010304",
        "4 марта 2001.shp",
    ):
        assert day_in_name(name) == dt.date(2001, 3, 4), name


def test_layers_of_days_and_a_shapefile_without_an_encoding(tmp_path, capsys):
    """A layer for each day is a map for each; of several others one has to be named; letters that nothing tells are asked for."""
    for day, east in (("20010304", 31), ("20010305", 32)):
        table = gpd.GeoDataFrame({"side": ["Север"]}, geometry=[shapely.box(30, 50, east, 51)], crs=4326)
        table.to_file(tmp_path / "days.gpkg", layer=f"day_{day}")
        table.to_file(tmp_path / f"{day}.shp", encoding="cp1251")
        (tmp_path / f"{day}.cpg").unlink()
    table.to_file(tmp_path / "two.gpkg", layer="roads")
    table.to_file(tmp_path / "two.gpkg", layer="fronts")

    def run(name, *more):
        call = ["import", "snapshots", str(tmp_path / name), "--source", "M", "-o", str(tmp_path / "war")]
        return main([*call, "--dry-run", *more])

    assert run("days.gpkg") == 0
    assert "2 days from 2001-03-04 to 2001-03-05" in capsys.readouterr().out
    assert run("two.gpkg") == 1
    assert "--layer: say which layer this is; there are: roads, fronts" in capsys.readouterr().err
    assert run("two.gpkg", "--layer", "frnts") == 1
    assert "did you mean 'fronts'?" in capsys.readouterr().err
    assert run("*.shp") == 1
    assert "'Север' in cp1251; say which with --encoding" in capsys.readouterr().err
    assert run("*.shp", "--encoding", "cp1251") == 0
    assert "Север" in capsys.readouterr().out


@pytest.mark.parametrize("written", ["beyond", "round the earth"])
def test_a_map_across_the_180th_meridian_is_shown_as_one(tmp_path, written):
    """Two degrees on either side of it, however they are written, are an area of their size and a view of four degrees."""
    east = 182 if written == "beyond" else -178
    ring = {"type": "Polygon", "coordinates": [[[178, 65], [east, 65], [east, 66], [178, 66], [178, 65]]]}
    feature = {"type": "Feature", "properties": {}, "geometry": ring}
    path = tmp_path / "2001-03-04.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    call = ["import", "snapshots", str(path), "--actor", "A", "--source", "M", "-o", str(tmp_path / "war")]
    assert main(call) == 0
    dataset = load_dataset(tmp_path / "war")
    _, west, _, east = dataset.bounds
    assert (round(west), round(east), east - west < 5) == (178, 182, True)
    assert to_geopandas(dataset, on=dataset.end).km2.sum() == pytest.approx(
        true_km2(shapely.box(-2, 65, 2, 66)), rel=1e-3
    )


def daily(folder, maps):
    """A file for each day, with the squares of one side; a day without any holds nothing at all."""
    for day, squares in maps.items():
        features = [
            {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(shapely.box(*square))}
            for square in squares
        ]
        content = {"type": "FeatureCollection", "features": features}
        (folder / f"map_{day}.geojson").write_text(json.dumps(content), encoding="utf-8")


def snapshots_in(folder) -> list[str]:
    """The call that makes a dataset, ``war``, of the maps of A's land in a folder."""
    maps, war = str(folder / "*.geojson"), str(folder / "war")
    return ["import", "snapshots", maps, "--actor", "A", "--source", "M", "-o", war]


@pytest.mark.parametrize(
    ("options", "held", "said"),
    [
        ((), {"2001-01-02": "a", "2001-01-03": "a"}, "map_2001-01-02.geojson: taken for a map that is missing"),
        (("--empty", "missing"), {"2001-01-02": "a", "2001-01-03": "a"}, "so the one before goes on"),
        (("--empty", "nobody"), {"2001-01-02": "b", "2001-01-03": "a"}, "drawn on 2001-01-02: nobody was anywhere"),
    ],
)  # fmt: skip
def test_an_empty_map_is_missing_or_says_that_nobody_is_anywhere(tmp_path, capsys, options, held, said):
    """Without a word the map before goes on; taken at its word, all land is of the rest until the next map; the report tells which."""
    daily(tmp_path, {"2001-01-01": [(30, 48, 31, 49)], "2001-01-02": [], "2001-01-03": [(30, 48, 31, 49)]})
    assert main([*snapshots_in(tmp_path), "--rest", "B", *options]) == 0
    assert said in capsys.readouterr().out
    dataset = load_dataset(tmp_path / "war")
    (cell,) = dataset.cells()
    found = {day: control_on(dataset, dt.date.fromisoformat(day))[cell.id].actor for day in held}
    assert found == held


def test_maps_that_all_show_nothing_are_no_dataset(tmp_path, capsys):
    """Whatever an empty map means, one day at least has to show land."""
    daily(tmp_path, {"2001-01-01": [], "2001-01-02": []})
    for options in ((), ("--empty", "nobody")):
        assert main([*snapshots_in(tmp_path), *options]) == 1
        assert "polygon" in capsys.readouterr().err


def test_a_day_on_which_nobody_is_anywhere_is_added(tmp_path, capsys):
    """An empty map is refused with the option that says what it means, and with it all land passes to the rest."""
    daily(tmp_path, {"2001-01-01": [(30, 48, 31, 49)], "2001-01-02": [(30, 48, 30.5, 49)]})
    assert main([*snapshots_in(tmp_path), "--rest", "B"]) == 0
    daily(tmp_path, {"2001-01-03": []})
    add = ["add", str(tmp_path / "war"), str(tmp_path / "map_2001-01-03.geojson")]
    assert main(add) == 1
    assert "--empty nobody" in capsys.readouterr().err
    assert main([*add, "--empty", "nobody"]) == 0
    dataset = load_dataset(tmp_path / "war")
    assert {it.actor for it in control_on(dataset, dt.date(2001, 1, 3)).values()} == {"b"}


def drawn_words(dataset, layer, size):
    """All words of a layer of a picture of a dataset."""
    drawn = picture(dataset, PictureSpec(dataset.default_day, size=read_size(size))).layers
    return "\n".join(it.text for one in drawn if one.name == layer for it in one.items if hasattr(it, "text"))


def test_a_legend_explains_small_states_of_a_large_map_or_counts_them(tmp_path):
    """Thirty states that together take a part of the map are named or counted, on a screen and on a phone: no colour is left unsaid."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"State {number:02}", "start": "1930-01-01", "end": "1940-12-31"},
            "geometry": shapely.geometry.mapping(shapely.box(x, y, x + 3, y + 3)),
        }
        for number, (x, y) in enumerate((x, y) for x in range(10, 28, 3) for y in range(30, 45, 3))
    ]
    path = tmp_path / "states.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    call = [
        "import",
        "periods",
        str(path),
        "--actor",
        "name",
        "--source",
        "An atlas",
        "--bounds",
        "20,-60,80,90",
    ]
    assert main([*call, "-o", str(tmp_path / "war")]) == 0
    dataset = load_dataset(tmp_path / "war")
    for size, all_of_them in (
        ("1200x675", True),
        ("360x640", False),
    ):  # on a phone the least are too small to be drawn
        legend = drawn_words(dataset, "Title and legend", size)
        named = {it for it in (f"State {number:02}" for number in range(30)) if it in legend}
        more = re.search(r"and (\d+) more", legend)
        assert len(named) >= 3
        assert len(named) + (int(more[1]) if more else 0) == 30 if all_of_them else more


PLACES = "name,lat,lon,holder,date\n" + "".join(
    f"Place{number:02},{48 + number / 12},{30 + number % 3},{('North', 'South')[number % 2]},2001-01-01\n"
    for number in range(12)
)


def test_all_of_a_few_places_are_on_a_picture_without_land(tmp_path):
    """Twelve places of a list are all drawn and named, also on a phone: they are all that there is to see."""
    (tmp_path / "x.csv").write_text(PLACES, encoding="utf-8")
    call = ["import", "points", str(tmp_path / "x.csv"), "--source", "A list", "-o", str(tmp_path / "war")]
    assert main(call) == 0
    for size in ("1200x675", "360x640"):
        words = drawn_words(load_dataset(tmp_path / "war"), "Names", size)
        assert [it for it in (f"Place{number:02}" for number in range(12)) if it not in words] == [], size


@pytest.mark.parametrize(("base", "drawn"), [("none", False), ("land", False), ("countries", True)])
def test_a_small_map_that_shows_nothing_is_left_out(tmp_path, base, drawn):
    """Inland, without borders and without land of anybody, a frame in the corner would tell nobody where that is."""
    (tmp_path / "x.csv").write_text(PLACES, encoding="utf-8")
    call = ["import", "points", str(tmp_path / "x.csv"), "--source", "A", "--base", base]
    assert main([*call, "--bounds", "48,30,49,32", "-o", str(tmp_path / "war")]) == 0
    dataset = load_dataset(tmp_path / "war")
    layers = {it.name: it.items for it in picture(dataset, PictureSpec(dataset.default_day)).layers}
    accent = Palette.of(dataset).page("accent")
    assert any(getattr(it, "stroke", None) == accent for it in layers["Scale and locator"]) == drawn
