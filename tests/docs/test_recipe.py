"""The recipe of the format guide works, command by command."""

from __future__ import annotations

import re
import shlex

import geopandas as gpd
import pytest
import shapely

from controlatlas import load_dataset
from controlatlas.cli import making
from controlatlas.cli.main import main


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    """A folder with the maps, the atlas and the table that the recipe speaks of."""
    monkeypatch.chdir(tmp_path)
    for folder, days in (("days", (1, 2, 4)), ("later", (6,))):
        (tmp_path / folder).mkdir()
        for day in days:
            table = gpd.GeoDataFrame(geometry=[shapely.box(30, 48, 30.2 + day / 10, 49)], crs=4326)
            table.to_file(tmp_path / folder / f"map_2001-03-0{day}.geojson")
    state = {"code": 7, "state": "Land", "begin": "1901-01-01", "finish": "1950-12-31"}
    gpd.GeoDataFrame([{**state, "geometry": shapely.box(0, 0, 5, 5)}], crs=4326).to_file("states.gpkg")
    (tmp_path / "places.csv").write_text("name,lat,lon,side,since\nHam,48,30,North,2001-01-01\n", "utf-8")
    return tmp_path


def test_each_command_of_the_recipe_works(root, at_home, monkeypatch):
    """Run in their order, the commands end well and leave datasets in order."""
    guide = (root / "geodata" / "README.md").read_text(encoding="utf-8")
    recipe = guide.partition("## From what you have")[2].partition("\n## ")[0]
    monkeypatch.setattr(making, "start", lambda *call: 0)
    lines = re.findall(r"^controlatlas (.+)$", recipe, re.MULTILINE)
    assert len(lines) == 9
    for line in lines:
        assert main(shlex.split(line)) == 0, line
    for name in ("my-war", "states", "places", "blank-war"):
        assert load_dataset(at_home / name).events
    assert len(load_dataset(at_home / "my-war").events) == 4
    assert (at_home / "my-war.xlsx").stat().st_size > 3000
