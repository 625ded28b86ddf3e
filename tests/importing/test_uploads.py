"""Files that a stranger sends to the server are what their names say and no more than there is room for, or are refused."""

from __future__ import annotations

import gzip
import io
import json
import socket
import zipfile

import geopandas as gpd
import openpyxl
import pytest
import shapely

from controlatlas.importing import uploads as sent
from controlatlas.importing.from_uploads import dataset_from, glimpse
from controlatlas.importing.layers import Found, read_layer
from controlatlas.importing.packed import packed, put_into
from controlatlas.importing.recipe import PERIODS, POINTS, SNAPSHOTS, WORKBOOK, Recipe, Upload
from controlatlas.importing.uploads import unpacked
from controlatlas.load import load_dataset
from controlatlas.records.errors import ImportProblemsError

LAND = {"type": "Polygon", "coordinates": [[[30, 48], [31, 48], [31, 49], [30, 48]]]}


def layer(*properties, **more):
    """A layer with one shape for each record."""
    features = [{"type": "Feature", "properties": it, "geometry": LAND} for it in properties]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def archive(members):
    """A ZIP of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as it:
        for name, content in members.items():
            it.writestr(name, content)
    return out.getvalue()


def workbook(cell):
    """A table with one row whose last cell holds something."""
    book = openpyxl.Workbook()
    book.active.append(["name", "lat", "lon", "holder"])
    book.active.append(["A", 48, 30, cell])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HOSTILE = {
    "a-virtual-layer.geojson": b"<OGRVRTDataSource><OGRVRTLayer><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
    "a-pipeline.json": b'{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /etc/passwd"}',
    "no-json.geojson": b"[" * 100_000,
    "infinite.geojson": layer({"x": 0}).replace(b"30", b"1e999"),
    "a-layer.gpkg": b"<OGRVRTDataSource/>",
    "a-layer.fgb": b"fgb",
    "zeros.csv": b"name,lat\0,lon\n",
    "no-workbook.xlsx": b"PK\x03\x04 no archive",
    "program.exe": b"MZ",
    "no-archive.zip": b"PK",
    "not-packed.geojson.gz": b"plain",
    "out-of-it.zip": archive({"../../evil.csv": "x"}),
    "a-page.kml": b"<html><!-- <kml> --></html>",
    "linked.kml": b"<kml><NetworkLink><Link><href>http://x/y.kml</href></Link></NetworkLink></kml>",
    "entities.kml": b'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY e SYSTEM "file:///etc/passwd">]><kml>&e;</kml>',
    "alone.shp": b"\x00\x00\x27\x0a",
}


def test_what_is_not_what_its_name_says_is_refused_all_at_once(tmp_path):
    """Each hostile file is named with what to do, and none is written."""
    with pytest.raises(ImportProblemsError) as refused:
        unpacked([Upload(name, it) for name, it in HOSTILE.items()], tmp_path)
    told = {it.file.removesuffix(".gz") for it in refused.value.problems}
    assert told == {name.removesuffix(".gz") for name in HOSTILE}
    assert list(tmp_path.iterdir()) == []


def test_a_kml_with_its_shapes_is_read(tmp_path):
    """Folders of a KML are one map, whose placemarks say whose their land is."""
    place = (
        "<Folder><name>{0}</name><Placemark><name>{0}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>30,48 31,48 "
        "31,{1} 30,48</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder>"
    )
    content = (
        f"<kml><Document>{place.format('North', 49)}{place.format('South', 47)}</Document></kml>".encode()
    )
    found = glimpse(unpacked([Upload("map 2022-01-01.kml", content)], tmp_path))
    assert (found.kind, found.guesses[SNAPSHOTS]["actor_field"].lower()) == (SNAPSHOTS, "name")
    assert found.values["folder"] == ("North", "South")


def test_of_geojson_only_the_features_come_in(tmp_path):
    """A member of the file that a library could take for an order is not there any more."""
    (path,) = unpacked([Upload("x.geojson", layer({"a": 1}, command_line="gdal"))], tmp_path)
    assert {*json.loads(path.read_text())} == {"type", "features"}


def test_what_unpacks_to_too_much_is_not_unpacked(tmp_path, monkeypatch):
    """Archives, compressed files and workbooks are read no further than there is room."""
    monkeypatch.setattr(sent, "MOST_UNPACKED_MB", 1)
    monkeypatch.setattr(sent, "MOST_FILES", 3)
    much = b"a" * 2_000_000
    for name, content in {
        "x.zip": archive({"x.csv": much}),
        "x.csv.gz": gzip.compress(much),
        "x.xlsx": archive({"xl/sheet.xml": much}),
        "many.zip": archive({f"{it}.csv": b"a" for it in range(4)}),
    }.items():
        with pytest.raises(ImportProblemsError, match=r"at most 1 MB|more than 1 MB"):
            unpacked([Upload(name, content)], tmp_path)


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"p.csv": b"name,lat,lon,holder\nA,48,30,N\n"}, POINTS),
        ({"d_20010301.geojson": layer({}), "d_20010302.geojson": layer({})}, SNAPSHOTS),
        ({"d.geojson": layer({"date": "2001-03-01", "side": "N"})}, SNAPSHOTS),
        ({"s.geojson": layer({"start": "1990-01-01", "end": "1991-01-01", "name": "N"})}, PERIODS),
    ],
)
def test_what_files_hold_is_guessed(tmp_path, files, kind):
    """A table, daily maps, an atlas and a workbook are known by what they hold."""
    found = glimpse(unpacked([Upload(*it) for it in files.items()], tmp_path))
    assert found.kind == kind


def test_a_workbook_of_a_dataset_is_known(root, tmp_path):
    """Its sheets say what it is, and it needs no columns."""
    from controlatlas.importing.files import read_files
    from controlatlas.importing.workbook import write_workbook

    write_workbook(read_files(root / "tests/datasets/two_islands"), tmp_path / "x.xlsx")
    assert glimpse([tmp_path / "x.xlsx"]).kind == WORKBOOK


def test_formulas_are_told_and_texts_that_look_like_them_stay(tmp_path):
    """A computed cell is refused with where it stands; in a CSV the same letters are a text."""
    (path,) = unpacked([Upload("x.xlsx", workbook('=HYPERLINK("http://x")'))], tmp_path)
    with pytest.raises(ImportProblemsError, match="D2: is a formula"):
        glimpse([path])
    (path,) = unpacked([Upload("y.csv", b"name,lat,lon,holder,date\n=1+1,48,30,N,2001-01-01\n")], tmp_path)
    files = dataset_from([path], Recipe(POINTS, "x", "X", "A list")).files
    assert files["settlements.geojson"]["features"][0]["properties"]["names"] == {"en": "=1+1"}


def test_a_shapefile_in_an_archive_with_folders_is_read(tmp_path):
    """Its parts are found wherever they lie in the archive, and what is no part of it is left alone."""
    (tmp_path / "shape").mkdir()
    table = gpd.GeoDataFrame({"side": ["N"]}, geometry=[shapely.box(30, 48, 31, 49)], crs=4326)
    table.to_file(tmp_path / "shape" / "d_20010301.shp")
    parts = {f"deep/er/{it.name}": it.read_bytes() for it in (tmp_path / "shape").iterdir()}
    content = archive({**parts, "__MACOSX/x.shp": b"", "deep/read me.pdf": b"%PDF"})
    (path,) = unpacked([Upload("days.zip", content)], tmp_path)
    found = glimpse([path])
    assert (found.kind, found.columns, found.guesses[SNAPSHOTS]) == (
        SNAPSHOTS,
        ("side",),
        {"actor_field": "side"},
    )


def test_land_beyond_the_earth_is_refused(tmp_path):
    """Positions that are no degrees, in a file that says they are, are told."""
    far = layer({"side": "N"}).replace(b"30", b"1e300")
    (path,) = unpacked([Upload("d_20010301.geojson", far)], tmp_path)
    with pytest.raises(ImportProblemsError, match="beyond the earth"):
        glimpse([path])


def test_what_is_packed_becomes_a_folder_once(tmp_path):
    """The ZIP holds a dataset under its name; a second one of that name changes nothing."""
    (path,) = unpacked([Upload("y.csv", b"name,lat,lon,holder,date\nA,48,30,N,2001-01-01\n")], tmp_path)
    files = dataset_from([path], Recipe(POINTS, "my-war", "My war", "A list")).files
    content = packed(files, "my-war")
    (tmp_path / "sets").mkdir()
    assert load_dataset(put_into(tmp_path / "sets", content, "my-war")).titles["en"] == "My war"
    with pytest.raises(ImportProblemsError, match="is there already"):
        put_into(tmp_path / "sets", content, "my-war")
    assert [it.name for it in (tmp_path / "sets").iterdir()] == ["my-war"]


ADDRESSED = {
    "wfs.xml": "<OGRWFSDataSource><URL>{host}/a</URL></OGRWFSDataSource>",
    "wfs.geojson": "<OGRWFSDataSource><URL>{host}/b</URL></OGRWFSDataSource>",
    "curl.vrt": '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/{host}/c.geojson</SrcDataSource>'
    "</OGRVRTLayer></OGRVRTDataSource>",
    "plain.vrt": '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{host}/d.geojson</SrcDataSource></OGRVRTLayer>'
    "</OGRVRTDataSource>",
    "pipeline.gdalg.json": '{{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /vsicurl/{host}/e.geojson"}}',
    "linked.kml": '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY e SYSTEM "{host}/f">]><kml xmlns="http://www.opengis.net/kml/2.2">'
    "<Document><NetworkLink><Link><href>{host}/g.kml</href></Link></NetworkLink><Placemark><name>&e;</name></Placemark>"
    "</Document></kml>",
    "entity.gml": '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY e SYSTEM "{host}/h">]><g><a>&e;</a></g>',
}
"""Files that name an address to read: most of them by what they hold, whatever they are called."""


@pytest.mark.parametrize("name", ADDRESSED)
def test_a_map_that_names_an_address_makes_nobody_ask_there(tmp_path, name):
    """The command line reads such a file, or refuses it with a sentence, and no other host hears of it."""
    with socket.socket() as host:
        host.bind(("127.0.0.1", 0))
        host.listen()
        host.settimeout(0)
        address = f"http://127.0.0.1:{host.getsockname()[1]}"
        (tmp_path / name).write_text(ADDRESSED[name].format(host=address), encoding="utf-8")
        problems = Found()
        read_layer(tmp_path / name, problems)
        assert [it.file for it in problems] == [str(tmp_path / name)]
        with pytest.raises(BlockingIOError):
            host.accept()


def damaged(name, change):
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook("N"))) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member.endswith(name) else content)
    return out.getvalue()


ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;'
INSIDE = {
    "cut.xlsx": damaged("sheet1.xml", lambda it: it[:200]),
    "entity.xlsx": damaged("sheet1.xml", lambda it: it.replace(b"<worksheet", ENTITY + b"<w", 1)),
    "no-sheets.xlsx": damaged("workbook.xml", lambda it: b"<workbook/>"),
    "no-parts.xlsx": archive({"a.txt": "x"}),
    "far.xlsx": damaged("sheet1.xml", lambda it: it.replace(b'r="2"', b'r="1048576"').replace(b'r="D2"', b'r="XFD1048576"')),
    "nothing.geojson": layer({"date": "2001-03-01"}).replace(json.dumps(LAND).encode(), b"null"),
    "a-point.geojson": layer({"date": "2001-03-01", "side": "N"}).replace(b"31", b"30.0000001").replace(b"49", b"48.0000001"),
    "header.fgb": b"fgb\x03fgb\x00" + b"\xff" * 500,
}  # fmt: skip


def brought(upload, folder):
    """What the page makes of a file, all guesses taken."""
    paths = unpacked([upload], folder)
    found = glimpse(paths)
    columns = tuple(found.guesses[found.kind].items())
    return dataset_from(paths, Recipe(found.kind, "x", "X", source="A list", columns=columns))


@pytest.mark.parametrize("name", INSIDE)
def test_what_is_damaged_or_odd_inside_is_refused_in_words(tmp_path, name):
    """It begins as its name says, and what is wrong with it is told with the file and what to do."""
    with pytest.raises(ImportProblemsError) as refused:
        brought(Upload(name, INSIDE[name]), tmp_path)
    for problem in refused.value.problems:
        assert len(str(problem)) < 600
        assert "passwd" not in str(problem)


def test_a_list_in_a_column_is_read_as_a_text(tmp_path):
    """What GeoJSON allows as a property and a table does not is seen as its parts, one after another."""
    paths = unpacked([Upload("l.geojson", layer({"date": "2001-03-01", "side": ["N", "S"]}))], tmp_path)
    assert glimpse(paths).values["side"] == ("N, S",)


def test_a_column_called_geometry_is_one_like_any_other(tmp_path):
    """A table is no layer because a column of it is called so."""
    paths = unpacked([Upload("p.csv", b"geometry,lat,lon,holder,name\nX,48,30,N,A\n")], tmp_path)
    assert glimpse(paths).kind == POINTS


def test_of_many_columns_only_some_are_named(tmp_path):
    """Where a column is missing, a table of 5,000 does not make a message of 5,000 names."""
    content = ",".join(f"c{it}" for it in range(5000)) + "\n" + ",".join("1" * 5000)
    paths = unpacked([Upload("p.csv", content.encode())], tmp_path)
    with pytest.raises(ImportProblemsError, match="and 4980 more"):
        dataset_from(paths, Recipe(POINTS, "x", "X", source="A list"))


@pytest.mark.parametrize(
    "shape", ["POLYGON((30 50,31 50,31 51,30 50))", "Multipolygon (((30 50,31 50,31 51,30 50)))"]
)
@pytest.mark.parametrize("column", ["WKT", "geometry", "outline"])
def test_a_table_with_shapes_is_told_which_files_hold_them(tmp_path, column, shape):
    """A table of areas in WKT has no latitude to choose: it is refused with the column and with the forms that maps have."""
    path = tmp_path / "fields.csv"
    path.write_text(f'name,holder,date,{column}\nNorth Field,Reds,2020-01-01,"{shape}"\n', encoding="utf-8")
    with pytest.raises(ImportProblemsError) as refused:
        glimpse([path])
    (problem,) = refused.value.problems
    assert (problem.file, problem.field) == ("fields.csv", column)
    assert "save it as GeoJSON or GeoPackage" in problem.message
