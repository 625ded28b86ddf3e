"""What GIS programs do to a dataset is mended, and one more day is added without touching what was there."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import geopandas as gpd
import pytest
import shapely

from controlatlas import control_on, load_dataset, to_geopandas
from controlatlas.cli.main import main
from controlatlas.records.errors import DatasetError

CALL = ("--actor", "North", "--rest", "South", "--source", "A mapper")


@pytest.fixture
def blank(tmp_path):
    """The blank template, to be spoilt."""
    main(["init", str(tmp_path / "n"), "--from", "blank"])
    return tmp_path / "n"


def edit(path, change):
    """Change the content of a JSON file in place."""
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    path.write_text(json.dumps(value), encoding="utf-8")


def test_a_round_trip_through_a_gis_is_mended(blank, capsys):
    """Layers that geopandas has read and written are in order again after --fix, and a copy stays."""
    for name in ("cells", "settlements"):
        path = blank / f"{name}.geojson"
        gpd.read_file(path).assign(rank=None if name == "cells" else 1.0, note=None).to_file(path)
    edit(blank / "cells.geojson", lambda it: [f["properties"].pop("rank", None) for f in it["features"]])
    with pytest.raises(DatasetError):
        load_dataset(blank)
    assert main(["check", str(blank), "--fix"]) == 0
    said = capsys.readouterr().out
    assert "west: id was moved out of properties" in said
    assert load_dataset(blank).places["west"].names["en"] == "West"
    assert (blank.parent / "n.before-fix-1" / "cells.geojson").exists()


def test_edges_that_do_not_meet_are_joined_and_large_gaps_left(blank, capsys):
    """An overlap of a few metres is shared out; a gap of a hundred square kilometres stays a problem."""

    def overlap(layer):
        layer["features"][1]["geometry"]["coordinates"] = [
            [[0.99999, 0], [2, 0], [2, 1], [1, 1], [0.99999, 0]]
        ]

    edit(blank / "cells.geojson", overlap)
    assert main(["check", str(blank), "--fix"]) == 0
    assert "edges were joined" in capsys.readouterr().out
    cells = [it.geometry for it in load_dataset(blank).cells()]
    assert shapely.coverage_is_valid(cells)

    def hole(layer):
        ring = [[0.2, 0.2], [0.3, 0.2], [0.3, 0.3], [0.2, 0.3], [0.2, 0.2]]
        layer["features"][0]["geometry"]["coordinates"].append(ring)

    edit(blank / "cells.geojson", hole)
    assert main(["check", str(blank), "--fix"]) == 1
    assert "no cell covers 123 km2" in capsys.readouterr().out


def test_a_folder_in_order_is_left_alone(blank, capsys):
    """Where nothing is to be mended nothing is written, not even a copy."""
    before = {path.name: path.read_bytes() for path in blank.iterdir()}
    assert main(["check", str(blank), "--fix"]) == 0
    assert "nothing that --fix could mend" in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in blank.iterdir()} == before
    assert [path.name for path in blank.parent.iterdir()] == ["n"]


def test_one_more_day_splits_only_what_it_cuts(tmp_path, capsys):
    """Old cells keep ids and history, the new map has its area, and a day without difference is no event."""

    def day(number, east):
        table = gpd.GeoDataFrame(geometry=[shapely.box(30, 48, east, 49)], crs=4326)
        path = tmp_path / f"map_200101{number:02d}.geojson"
        table.to_file(path)
        return path

    first = [day(1, 30.5), day(2, 31)]
    folder = tmp_path / "war"
    assert main(["import", "snapshots", *map(str, first), *CALL, "-o", str(folder)]) == 0
    before = load_dataset(folder)
    assert main(["add", str(folder), str(day(3, 30.75))]) == 0
    assert "North lost" in capsys.readouterr().out
    assert main(["add", str(folder), str(day(4, 30.75))]) == 0
    assert main(["add", str(folder), str(day(5, 32))]) == 0
    after = load_dataset(folder)
    assert {it.id for it in before.cells()} <= {it.id for it in after.cells()}
    assert [it.id[-2:] for it in after.events] == ["01", "02", "03", "05"]
    for number, east in ((1, 30.5), (2, 31), (3, 30.75), (4, 30.75), (5, 32)):
        state = to_geopandas(after, on=dt.date(2001, 1, number))
        found = state[state.controller == "north"].union_all()
        assert found.symmetric_difference(shapely.box(30, 48, east, 49)).area == pytest.approx(0, abs=1e-9)
    assert main(["add", str(folder), str(day(5, 33))]) == 1
    assert "not after the last event" in capsys.readouterr().err


def test_who_is_drawn_has_to_be_said_where_it_is_no_guess(root, tmp_path, capsys):
    """A dataset of three actors asks whose the polygons are and names them."""
    shutil.copytree(root / "tests" / "datasets" / "two_islands", tmp_path / "two")
    gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1)], crs=4326).to_file(tmp_path / "x.geojson")
    assert main(["add", str(tmp_path / "two"), str(tmp_path / "x.geojson")]) == 1
    said = capsys.readouterr().err
    assert "--date" in said
    assert "say which actor this is; there are:" in said


def test_a_dry_run_of_a_day_changes_nothing(blank, tmp_path, capsys):
    """--dry-run says what the day would bring, and the files stay."""
    table = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1.4, 1)], crs=4326)
    table.to_file(tmp_path / "map.geojson")
    before = {path.name: path.read_bytes() for path in blank.iterdir()}
    call = ["add", str(blank), str(tmp_path / "map.geojson"), "--date", "2000-06-01", "--dry-run"]
    assert main(call) == 0
    assert "Side A gained" in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in blank.iterdir()} == before
    assert main(call[:-1]) == 0
    state = control_on(load_dataset(blank), dt.date(2000, 6, 1))
    assert {key: it.actor for key, it in state.items()} == {
        "west": "side-a", "east": "side-b", "east-2": "side-a", "first-town": "side-a",
    }  # fmt: skip


def test_a_day_that_a_name_gives_in_two_ways_is_told(blank, tmp_path, capsys):
    """What the name was taken for is said, also where the map brings nothing new; --month-first reads it otherwise."""
    path = tmp_path / "map 05-06-2000.geojson"
    gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1)], crs=4326).to_file(path)
    call = ["add", str(blank), str(path), "--dry-run"]
    assert main(call) == 0
    assert "05-06-2000 was taken for 2000-06-05" in capsys.readouterr().out
    assert main([*call, "--month-first"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("2000-05-06")
    assert "taken for" not in said
