"""The downloads of a site open in the programs that they are for, and hold all that there is."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import geopandas
import pandas
import pytest
import rispy
from pybtex.database import parse_string

from controlatlas.history.timeline import control_periods
from controlatlas.publish.downloads import download_files


@pytest.fixture(scope="module")
def files(islands_site, by_path) -> dict[str, bytes]:
    """The downloads of the invented islands."""
    return {
        path.removeprefix("downloads/"): content
        for path, content in by_path(download_files(islands_site)).items()
    }


def rows(content: bytes) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_periods_of_the_table_are_told_with_their_last_day(files):
    """A cell is the Old Company's up to the last day of 2019, then the Republic's; ids of works stand in one cell."""
    found = [it for it in rows(files["control-periods.csv"]) if it["place"] == "cell-plim-north-02"]
    first, second = found[:2]
    assert [first[name] for name in ("start", "last", "controller", "event")] == [
        "2019-12-01",
        "2019-12-31",
        "company",
        "opening",
    ]
    assert [second[name] for name in ("start", "controller", "event")] == [
        "2020-01-01",
        "plim",
        "new-year-handover",
    ]
    (event,) = (it for it in rows(files["events.csv"]) if it["event"] == "opening")
    assert event["citations"]
    assert "[" not in event["citations"]


def test_every_place_and_work_is_in_its_table(files, two_islands):
    """No place is left out, not even one of unknown position; a place has its names in each language."""
    places = {it["place"]: it for it in rows(files["places.csv"])}
    assert list(places) == list(two_islands.places)
    unknown = next(it.id for it in two_islands.places.values() if it.geometry is None)
    assert places[unknown]["longitude"] == ""
    assert {"name_en", "name_eo"} <= places[unknown].keys()
    assert [it["work"] for it in rows(files["sources.csv"])] == list(two_islands.sources)
    changes = rows(files["changes.csv"])
    assert changes == sorted(changes, key=lambda it: it["day"])


def test_the_references_are_read_back(files, two_islands):
    """CSL-JSON, BibTeX and RIS hold each work."""
    ids = set(two_islands.sources)
    assert {it["id"] for it in json.loads(files["sources.json"])} == ids
    assert set(parse_string(files["sources.bib"].decode(), "bibtex").entries.keys()) == ids
    assert {it["id"] for it in rispy.loads(files["sources.ris"].decode())} == ids


def test_the_state_of_the_last_day_has_each_place(files, two_islands):
    """The GeoJSON has a feature for each place, without a shape where nobody knows it."""
    found = json.loads(files["state.geojson"])
    assert {it["id"] for it in found["features"]} == set(two_islands.places)
    assert "version 1.2.0" in found["controlatlas"]["version"]


def test_a_gis_opens_each_layer_of_the_geopackage(files, two_islands, tmp_path):
    """Settlements, cells and corridors have each control period once, with days that a GIS can play."""
    path = tmp_path / "control-periods.gpkg"
    path.write_bytes(files["control-periods.gpkg"])
    layers = {
        name: geopandas.read_file(path, layer=name) for name in geopandas.list_layers(path)["name"].tolist()
    }
    events = layers.pop("events")
    assert list(layers) == ["settlements", "cells", "corridors"]
    assert sum(map(len, layers.values())) == sum(map(len, control_periods(two_islands).values()))
    cited = dict(zip(events["event"], events["citations"], strict=True))
    for layer in layers.values():
        assert (layer["citations"] == layer["event"].map(cited)).all()
        assert layer.crs == "EPSG:4326"
    first = layers["cells"].set_index("place").loc["cell-plim-north-02"].iloc[0]
    assert (first["start"], first["last"]) == (pandas.Timestamp("2019-12-01"), pandas.Timestamp("2019-12-31"))
    assert first["geometry"].geom_type == "MultiPolygon"


def test_the_same_data_are_the_same_bytes(islands_site, files, by_path, monkeypatch):
    """Made again, also at another time, each file is the same; a GeoPackage names no moment of its making."""
    again = by_path(download_files(islands_site))
    assert {f"downloads/{path}": content for path, content in files.items()} == again
    assert dt.date.today().isoformat().encode() not in files["control-periods.gpkg"]
