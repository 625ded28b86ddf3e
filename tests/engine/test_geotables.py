"""Library users get states and changes as geopandas tables, which say what the command line and the files say."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
import pathlib
import subprocess
import sys

import geopandas
import pandas
import pytest

from controlatlas import changes_as_geopandas, to_geopandas
from controlatlas.cli.main import main
from controlatlas.export.formats import make
from controlatlas.language.captions import PictureKind
from controlatlas.picture.spec import PictureSpec
from controlatlas.records.errors import DateError, OutsideSpanError
from controlatlas.records.model import Lens
from controlatlas.tables.geotables import CHANGE_COLUMNS, STATE_COLUMNS

EXPECTED = pathlib.Path(__file__).parent / "two_islands_expected.csv"
SHUSHA_TAKEN = dt.date(2020, 11, 8)
CEASEFIRE = dt.date(2020, 11, 10)


def plain(table: geopandas.GeoDataFrame, columns: tuple[str, ...]) -> list[dict]:
    """The rows as JSON has them: days as text, what is missing as nothing."""
    table = table[list(columns)].copy()
    for name in {"since", "day"} & {*columns}:
        table[name] = table[name].dt.strftime("%Y-%m-%d")
    return json.loads(pandas.DataFrame(table).to_json(orient="records"))


def test_the_hand_made_table_of_the_islands(islands):
    """Controller, standing, basis and event of each place are those of the table made by hand, on each of its days."""
    with EXPECTED.open(encoding="utf-8") as file:
        wanted = list(csv.DictReader(file))
    tables: dict[str, geopandas.GeoDataFrame] = {}
    for row in wanted:
        day = row["day"]
        if day not in tables:
            tables[day] = to_geopandas(islands, on=dt.date.fromisoformat(day)).set_index("place")
        said = tables[day].loc[row["place"]]
        names = ("controller", "standing", "basis", "event")
        assert [said[name] for name in names] == [row[name] for name in names], row
    assert len(wanted) > 100


def test_shusha_on_the_day_it_was_claimed(karabakh):
    """On 8 November 2020 Azerbaijan claims the city, which lies at 39.76 N, 46.75 E and has four more names."""
    table = to_geopandas(karabakh, on=SHUSHA_TAKEN)
    row = table.set_index("place").loc["shusha"]
    assert (row["name"], row["kind"], row["layer"]) == ("Shusha", "city", "settlement")
    assert (row["controller"], row["standing"], row["basis"]) == ("azerbaijan", "claimed", "recorded")
    assert (row["since"], row["event"]) == (pandas.Timestamp("2020-11-08"), "2020-11-08-shusha")
    assert "azertag-1636823" in row["citations"]
    assert "district-shusha" in row["within"]
    names = [row[f"name_{tag}"] for tag in ("az", "hy", "hy_Latn", "ru")]
    assert names == ["Şuşa", "Շուշի", "Shushi", "Шуша"]
    assert (row["geometry"].y, row["geometry"].x) == pytest.approx((39.76, 46.75), abs=0.005)
    held = to_geopandas(karabakh, on=SHUSHA_TAKEN, lens=Lens.HELD).set_index("place").loc["shusha"]
    assert (held["controller"], held["standing"]) == ("armenian-forces", "contested")


def test_every_place_is_there_once(karabakh):
    """No place is silently left out: one of unknown position has a row without geometry; the table says its licence."""
    table = to_geopandas(karabakh, on=CEASEFIRE)
    assert table["place"].tolist() == list(karabakh.places)
    assert table.crs.to_epsg() == 4326
    unknown = {place.id for place in karabakh.places.values() if place.geometry is None}
    assert {*table.loc[table.geometry.isna(), "place"]} == unknown != set()
    assert table.attrs["licence"].startswith("Open Data Commons Open Database License")


def test_areas_of_cells_are_those_of_an_equal_area_projection(karabakh):
    """The sum of ``km2`` is that of PROJ's Lambert azimuthal equal-area projection, to one in ten thousand."""
    table = to_geopandas(karabakh, on=CEASEFIRE)
    cells = table[table["layer"] == "cell"]
    projected = cells.to_crs("+proj=laea +lat_0=40 +lon_0=47 +ellps=WGS84").area.sum() / 1e6
    assert cells["km2"].sum() == pytest.approx(projected, rel=1e-4)
    assert table.loc[table["layer"] != "cell", "km2"].isna().all()


@pytest.mark.parametrize("name", ["karabakh", "two_islands"])
def test_a_table_has_the_rows_of_the_command_line(name, request, root, capsys):
    """The first columns are those of ``state --json``, and of ``changes --json`` with the citations as ids."""
    dataset = request.getfixturevalue(name)
    folder = str(root / ("geodata/karabakh" if name == "karabakh" else "tests/datasets/two_islands"))
    start, end = (SHUSHA_TAKEN, CEASEFIRE) if name == "karabakh" else (dataset.start, dataset.end)
    assert main(["state", "--dataset", folder, "--on", str(end), "--json"]) == 0
    assert plain(to_geopandas(dataset, on=end), STATE_COLUMNS) == json.loads(capsys.readouterr().out)
    assert main(["changes", "--dataset", folder, "--from", str(start), "--to", str(end), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    for row in said:
        row["citations"] = [citation["source"] for citation in row["citations"]]
    areas = [row.pop("km2") for row in said]
    table = changes_as_geopandas(dataset, start, end)
    assert plain(table, CHANGE_COLUMNS) == said
    assert [None if math.isnan(km2) else round(km2, 3) for km2 in table["km2"]] == areas
    assert len(said) > 10


@pytest.mark.parametrize("form", ["day", "changes"])
def test_a_table_is_what_gdal_reads_from_the_exported_file(karabakh, tmp_path, form):
    """The GeoJSON of the export, read by GDAL, has the same rows, days and shapes as the table."""
    path = tmp_path / "file.geojson"
    if form == "day":
        table, columns = to_geopandas(karabakh, on=CEASEFIRE), STATE_COLUMNS
        spec = PictureSpec(CEASEFIRE)
    else:
        table, columns = changes_as_geopandas(karabakh, SHUSHA_TAKEN, CEASEFIRE), CHANGE_COLUMNS
        spec = PictureSpec(CEASEFIRE, kind=PictureKind.PAIR, earlier=SHUSHA_TAKEN)
    path.write_bytes(make(karabakh, spec, "geojson"))
    read = geopandas.read_file(path)
    day = "since" if form == "day" else "day"
    assert read[day].tolist() == table[day].tolist()
    assert plain(read, columns) == plain(table, columns)
    assert read.geometry.isna().tolist() == table.geometry.isna().tolist()
    known = ~table.geometry.isna()
    assert read[known].geometry.geom_equals_exact(table[known].geometry, 1e-9).all()


def test_changes_of_the_islands(islands):
    """From 1 to 20 March 2020 Cape Quizz is contested, then held, by the chronology of the two islands."""
    table = changes_as_geopandas(islands, dt.date(2020, 3, 1), dt.date(2020, 3, 20))
    cape = table[table["place"] == "cape-quizz"]
    assert [day.isoformat() for day in cape["day"].dt.date] == ["2020-03-01", "2020-03-20"]
    assert cape["standing"].tolist() == ["contested", "held"]


def test_days_without_a_change_give_no_rows(karabakh):
    """On 5 and 6 January 2021 nothing changes: the table has the columns and no rows, and can be drawn and joined."""
    none = changes_as_geopandas(karabakh, dt.date(2021, 1, 5), dt.date(2021, 1, 6))
    some = changes_as_geopandas(karabakh, SHUSHA_TAKEN, CEASEFIRE)
    assert len(none) == 0
    assert list(none.columns) == list(some.columns)
    assert none.crs == some.crs
    assert len(pandas.concat([none, some])) == len(some)


def test_a_day_outside_and_a_range_turned_round_are_refused(karabakh):
    """A day before the dataset begins, and a range that ends before it begins, are errors of this package."""
    with pytest.raises(OutsideSpanError, match="1987-12-31 is outside"):
        to_geopandas(karabakh, on=dt.date(1987, 12, 31))
    with pytest.raises(DateError, match="swap the two"):
        changes_as_geopandas(karabakh, CEASEFIRE, SHUSHA_TAKEN)


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "parquet"])
def test_a_table_can_be_written(islands, tmp_path, ending):
    """GeoPackage, GeoJSON and GeoParquet take the table as it is, with its lists."""
    table = to_geopandas(islands, on=islands.end)
    path = tmp_path / f"state.{ending}"
    if ending == "parquet":
        table.to_parquet(path)
        read = geopandas.read_parquet(path)
    else:
        table.to_file(path)
        read = geopandas.read_file(path)
    assert read["place"].tolist() == table["place"].tolist()
    assert read.crs.to_epsg() == 4326


def test_geopandas_is_not_loaded_before_it_is_needed():
    """Importing the package, which the app and the command line do, does not import geopandas or pandas."""
    code = "import sys, controlatlas; print({'geopandas', 'pandas'} & {*sys.modules})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "set()"


def test_the_geojson_of_events_is_one_line_that_ends(islands):
    """The file is compact UTF-8 text with a line end, the same each time."""
    from controlatlas.tables.geotables import events_as_geojson

    text = events_as_geojson(islands, islands.events)
    assert text == events_as_geojson(islands, islands.events)
    assert text.endswith("}\n")
    assert text.count("\n") == 1
    assert json.load(io.StringIO(text))["type"] == "FeatureCollection"
