"""Files as people have them: days in either order, sheets with titles and merged cells, folders and archives of maps, odd names."""

from __future__ import annotations

import datetime as dt
import zipfile

import geopandas as gpd
import openpyxl
import pytest
import shapely
from shapely.geometry import box

from controlatlas import control_on, load_dataset
from controlatlas.cli.main import main
from controlatlas.importing.build import Origin
from controlatlas.importing.days import day_in
from controlatlas.importing.layers import Found
from controlatlas.importing.report import report_lines
from controlatlas.importing.snapshots import SnapshotOptions, import_snapshots
from controlatlas.language.catalogue import LANGUAGES, translator
from controlatlas.records.errors import Figure, InARow, Said

SIDES = ("North", box(30, 48, 31, 49)), ("South", box(31, 48, 32, 49))
LATER = ("North", box(30, 48, 30.5, 49)), ("South", box(30.5, 48, 32, 49))


def table(*days):
    """A table of places, each held since one of these days."""
    rows = (f"P{number},48.{number},30,North,{day}\n" for number, day in enumerate(days))
    return "name,lat,lon,holder,date\n" + "".join(rows)


def imported(tmp_path, capsys, content, *options):
    """The status, what is said, and the days of the events of a table that is imported."""
    (tmp_path / "x.csv").write_text(content, encoding="utf-8")
    call = [
        "import",
        "points",
        str(tmp_path / "x.csv"),
        "--source",
        "A list",
        "-o",
        str(tmp_path / "war"),
        "--force",
    ]
    status = main([*call, *options])
    said = "".join(capsys.readouterr())
    found = load_dataset(tmp_path / "war").events if status == 0 else ()
    return status, said, [it.when.earliest.isoformat() for it in found]


@pytest.mark.parametrize(
    ("days", "options", "read", "told"),
    [
        (("03/04/2022", "13/05/2022"), (), ["2022-04-03", "2022-05-13"], None),
        (("03/04/2022", "05/13/2022"), (), ["2022-03-04", "2022-05-13"], "month was read before the day, as 05/13/2022"),
        (("03/04/2022", "05/06/2022"), (), ["2022-04-03", "2022-06-05"], "03/04/2022 was taken for 2022-04-03"),
        (("03/04/2022", "05/06/2022"), ("--month-first",), ["2022-03-04", "2022-05-06"], None),
        (("03/04/2022", "05/06/2022"), ("--day-first",), ["2022-04-03", "2022-06-05"], None),
        (("04/04/2022", "2022-05-06", "7 May 2022"), (), ["2022-04-04", "2022-05-06", "2022-05-07"], None),
    ],
)  # fmt: skip
def test_the_order_of_day_and_month_is_shown_or_told(tmp_path, capsys, days, options, read, told):
    """A figure above 12 in the column decides; where none does, what was assumed is told, unless the order was said."""
    status, said, found = imported(tmp_path, capsys, table(*days), *options)
    assert status == 0
    assert found == read
    assert (told in said) if told else "first" not in said.partition("war:")[0].replace(str(tmp_path), "")


def test_a_column_in_two_orders_is_refused(tmp_path, capsys):
    """Both days that contradict each other are named."""
    status, said, _ = imported(tmp_path, capsys, table("13/04/2022", "04/25/2022"))
    assert status == 1
    assert "has the day first in 13/04/2022 and the month first in 04/25/2022" in said
    assert len(said.splitlines()) == 1, "one mistake, one message"
    status, said, _ = imported(tmp_path, capsys, table("13/04/2022", "04 / 25 / 2022"), "--day-first")
    assert status == 1
    assert "'04 / 25 / 2022' is no day" in said


@pytest.mark.parametrize(
    "names", [("map 03-25-2022", "map 04-01-2022"), ("map_25.03.2022", "map_01.04.2022")]
)
def test_names_of_files_are_read_in_one_order(tmp_path, capsys, names):
    """One name that can be read in one way only decides how all are read."""
    for name in names:
        gpd.GeoDataFrame(geometry=[box(30, 48, 31 + len(name) % 2, 49)], crs=4326).to_file(
            tmp_path / f"{name}.geojson"
        )
    call = ["import", "snapshots", str(tmp_path / "*.geojson"), "--actor", "North", "--source", "A map"]
    assert main([*call, "-o", str(tmp_path / "war")]) == 0
    assert "2 days from 2022-03-25 to 2022-04-01" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "day"),
    [("03/04/2022 00:00", "2022-04-03"), ("3.4.2022, 12:30:05", "2022-04-03"), ("2022-04-03T10:00:00Z", "2022-04-03"), (44654.5, "2022-04-03"),
     (44654, "2022-04-03"), (2022, None), (float("inf"), None)],
)  # fmt: skip
def test_a_time_of_the_day_and_days_that_are_counted(value, day):
    """A time is passed over; five figures of a workbook are the day that it would show, 44654 being 3 April 2022."""
    assert day_in(value, counted_from=dt.date(1899, 12, 30)) == (dt.date.fromisoformat(day) if day else None)
    assert day_in(44654) is None


def test_a_sheet_as_people_keep_it(tmp_path, capsys):
    """Titles, blank rows, merged cells, a sheet before the one with the table and days without a format do no harm."""
    book = openpyxl.Workbook()
    book.active.append(["Read me first"])
    sheet = book.create_sheet("Places")
    sheet.append(["Who held what"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    for row in (
        ["name", "lat", "lon", "side", "since"],
        ["Lidford", 48.1, 30.5, "North", dt.date(2001, 1, 1)],
        [None, None, None, "South", 36927],
        [],
        ["Ham\nUpper", "48,2", 30.7, "none", 20010103],
    ):
        sheet.append(row)
    for column in "ABC":
        sheet.merge_cells(f"{column}4:{column}5")
    book.save(tmp_path / "x.xlsx")
    call = ["import", "points", str(tmp_path / "x.xlsx"), "--source", "A list", "-o", str(tmp_path / "war")]
    assert main(call) == 0
    said = capsys.readouterr().out
    assert "Only the sheet 'Places' was read" in said
    assert "36927, were taken for days as workbooks count them: 2001-02-05" in said
    assert "'none' was taken to say that it is unknown" in said
    dataset = load_dataset(tmp_path / "war")
    assert {it.names["en"] for it in dataset.places.values()} == {"Lidford", "Ham Upper"}
    held = control_on(dataset, dt.date(2001, 2, 5))
    assert {key: it.actor for key, it in held.items()} == {"lidford": "south", "ham-upper": "unknown"}


def test_lines_keep_their_numbers_behind_blank_ones(tmp_path, capsys):
    """Rows without anything are passed over, and a wrong row is named by the line at which it stands."""
    content = "name;lat;lon;side;since\n;;;;\n\nA;48,1;30,5;North;2001-01-01\nB;98;30;North;2001-01-01\n"
    status, said, _ = imported(tmp_path, capsys, content)
    assert status == 1
    assert "line 5 · lat: '98' is no latitude" in said
    assert said.count("line ") == 1


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_table_in_text_as_people_keep_it(tmp_path, capsys, sign):
    """Titles, blank lines and notes above the names of the columns do no harm, whatever parts the columns, nor does a mark behind each row."""
    rows = (
        "Who held what, as far as is known",
        "",
        f"Made by hand{sign}{sign}3 April 2002{sign}{sign}",
        f"{sign}{sign}",
        sign.join(("name", "lat", "lon", "side", "since", "")),
        "",
        sign.join(("Lidford", "48.1", "30.5", "North", "2001-01-01", "")),
        sign.join(("Ham", "98", "30.7", "South", "2001-01-01", "")),
    )
    status, said, _ = imported(tmp_path, capsys, "\n".join(rows))
    assert status == 1
    assert "line 8 · lat: '98" in said
    assert said.count("line ") == 1
    status, _, days = imported(tmp_path, capsys, "\n".join(rows[:-1]))
    assert (status, days) == (0, ["2001-01-01"])
    assert [it.names["en"] for it in load_dataset(tmp_path / "war").places.values()] == ["Lidford"]


def test_a_table_of_a_spreadsheet_program_in_utf_16(tmp_path, capsys):
    """What is saved as "Unicode text" is read without being told how."""
    (tmp_path / "x.csv").write_text(
        "name\tlat\tlon\tholder\tdate\nŞuşa\t48\t30\tN\t2022-04-03\n", encoding="utf-16"
    )
    assert (
        main(["import", "points", str(tmp_path / "x.csv"), "--source", "A", "-o", str(tmp_path / "war")]) == 0
    )
    assert "Şuşa" in [it.names["en"] for it in load_dataset(tmp_path / "war").places.values()]


def test_actors_in_other_letters_are_other_actors(tmp_path, capsys):
    """Names whose ids would be alike stay apart if their letters differ; capitals and spaces make no other actor."""
    holders = ("Север", "Sever", "SEVER ", "שלום 🚀", 'مدينة "x"')
    rows = "".join(
        f"P{number},48.{number},30,{it},2022-04-03\n" for number, it in enumerate(holders) if '"' not in it
    )
    status, _, _ = imported(tmp_path, capsys, "name,lat,lon,holder,date\n" + rows)
    assert status == 0
    names = [it.names["en"] for it in load_dataset(tmp_path / "war").actors.values()]
    assert names == ["Север", "Sever", "שלום 🚀"]


def written(folder, days, name="map_{}.geojson"):
    """Daily maps in a folder."""
    folder.mkdir(exist_ok=True)
    for day, sides in days.items():
        frame = gpd.GeoDataFrame(
            {"holder": [it[0] for it in sides]}, geometry=[it[1] for it in sides], crs=4326
        )
        frame.to_file(folder / name.format(day))
    return folder


def snapshots(tmp_path, *files):
    """The dataset that daily maps become."""
    assert (
        main(["import", "snapshots", *map(str, files), "--source", "A map", "-o", str(tmp_path / "war")]) == 0
    )
    return load_dataset(tmp_path / "war")


def test_maps_in_an_archive_with_folders(tmp_path):
    """Each layer in a ZIP is a file like any other, also a shapefile whose texts say nothing of their encoding."""
    days = written(tmp_path / "days", {"2022-01-01": SIDES, "2022-01-03": LATER})
    shape = written(tmp_path / "shapes", {"2022-01-05": (("Süd", box(30, 48, 32, 49)),)}, "map_{}.shp")
    (shape / "map_2022-01-05.cpg").unlink()
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in (*days.iterdir(), *shape.iterdir()):
            archive.write(path, f"deep/{path.name}")
        archive.writestr("__MACOSX/deep/._map_2022-01-01.geojson", "x")
    dataset = snapshots(tmp_path, tmp_path / "all.zip")
    assert [it.when.earliest.day for it in dataset.events] == [1, 3, 5]
    assert "Süd" in [it.names["en"] for it in dataset.actors.values()]


def test_layers_of_days_among_others(tmp_path):
    """Of a GeoPackage all layers with areas that are called after days are read, and a layer of towns is not."""
    for day, sides in (("2022-01-01", SIDES), ("2022-01-03", LATER)):
        frame = gpd.GeoDataFrame(
            {"holder": [it[0] for it in sides]}, geometry=[it[1] for it in sides], crs=4326
        )
        frame.to_file(tmp_path / "x.gpkg", layer=f"control_{day}")
    towns = gpd.GeoDataFrame({"name": ["x"]}, geometry=[shapely.Point(30, 48)], crs=4326)
    towns.to_file(tmp_path / "x.gpkg", layer="towns")
    assert [it.when.earliest.day for it in snapshots(tmp_path, tmp_path / "x.gpkg").events] == [1, 3]


FOLDERS = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>"""
ONE = (
    "<Folder><name>{0}</name><Placemark><name>{0}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
    "{1},48 {2},48 {2},49 {1},49 {1},48</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder>"
)


def test_folders_of_a_kml_are_one_map(tmp_path):
    """Sides that somebody has drawn in folders of their own are on one map."""
    kml = FOLDERS.format(ONE.format("North", 30, 31) + ONE.format("South", 31, 32))
    (tmp_path / "map_2022-01-01.kml").write_text(kml, encoding="utf-8")
    assert {*snapshots(tmp_path, tmp_path / "map_2022-01-01.kml").actors} >= {"north", "south"}


@pytest.mark.parametrize(
    "place", [(-70, -54), (179, -17), (20, 82)], ids=["far south", "180th meridian", "far north"]
)
def test_other_regions(tmp_path, place):
    """Each side has its land on each day wherever on earth that is."""
    x, y = place
    west, east = (
        box(x, y, x + 1, y + 1),
        box(-180 if x == 179 else x + 1, y, -179 if x == 179 else x + 2, y + 1),
    )
    days = {
        "2022-01-01": (("West", west), ("East", east)),
        "2022-01-03": (("East", shapely.union_all([west, east])),),
    }
    written(tmp_path / "days", days)
    dataset = snapshots(tmp_path, tmp_path / "days")
    assert {it.actor for it in control_on(dataset, dt.date(2022, 1, 1)).values()} == {"west", "east"}
    assert {it.actor for it in control_on(dataset, dt.date(2022, 1, 3)).values()} == {"east"}
    assert (
        main(
            [
                "export",
                "png",
                "--dataset",
                str(tmp_path / "war"),
                "--on",
                "2022-01-03",
                "-o",
                str(tmp_path / "x.png"),
            ]
        )
        == 0
    )


def test_the_report_of_an_import_is_told_in_every_language(tmp_path):
    """Each line has a translation, and numbers in it are written as the language does."""
    days = {"2022-01-01": (*SIDES, ("East", box(30.5, 48, 31.5, 49))), "2022-01-03": ()}
    written(tmp_path / "days", {key: it for key, it in days.items() if it})
    options = SnapshotOptions(Origin("A map"), "X", actor_field="holder")
    lines = list(report_lines(import_snapshots([str(tmp_path / "days")], "x", options)))
    assert all(translator(language).said(line) for language in LANGUAGES for line in lines)
    line = Said("{actor} {km2} km²", actor="X", km2=Figure(12345.67, 1))
    assert str(line) == "X 12,345.7 km²"
    assert translator("ru").said(line) == "X 12\N{NO-BREAK SPACE}345,7 км²"
    several = Said("{day}: {areas}.", day="2022-01-01", areas=InARow((line, "Y")))
    assert translator("ru").said(several) == "2022-01-01: X 12\N{NO-BREAK SPACE}345,7 км²; Y."
    found = Found()
    found.assume("x")
    found.assume("x")
    assert found.assumed == ["x"]
    assert not found
