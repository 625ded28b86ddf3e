"""Kinds of settlements of a dataset's own are drawn and named as the dataset says, on the map and in pictures."""

from __future__ import annotations

import json
import shutil

import pytest

from controlatlas import load_dataset
from controlatlas.export.png import png
from controlatlas.export.vector import svg
from controlatlas.importing.build import Origin
from controlatlas.importing.files import checked
from controlatlas.importing.points import PointOptions, import_points
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec
from controlatlas.webmap.payload import build_payload


@pytest.fixture(scope="module")
def quays(root, tmp_path_factory):
    """Two islands whose only town is a quay, drawn as a diamond, of rank 2."""
    folder = tmp_path_factory.mktemp("kinds") / "quays"
    shutil.copytree(root / "tests" / "datasets" / "two_islands", folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    own = {
        "quay": {"names": {"en": "landing stage"}, "sign": "diamond", "rank": 2},
        "mere": {"names": {"en": "mere"}},
    }
    package["controlatlas"]["place_kinds"] = own
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    path = folder / "settlements.geojson"
    text = path.read_text(encoding="utf-8").replace('"kind": "town", "rank": 1', '"kind": "quay"', 1)
    path.write_text(text, encoding="utf-8")
    return load_dataset(folder)


def test_a_kind_gives_its_rank_its_name_and_its_sign(quays):
    """The map is told what a place of the kind is called and drawn as; places without a rank have that of their kind."""
    payload = build_payload(quays)
    (place,) = [it for it in payload["places"] if it.get("kind") == "quay"]
    assert (place["id"], place["rank"]) == ("plimstow", 2)
    assert payload["placeKinds"]["quay"] == {"name": "landing stage", "sign": "diamond"}
    assert payload["placeKinds"]["mere"] == {"name": "mere"}
    assert len(payload["marks"]["signs"]["diamond"]) == 4


def test_a_picture_draws_the_sign_and_explains_it(quays, root):
    """The drawing has the four corners where other places have a disc, and the legend says what they mean."""
    spec = PictureSpec(quays.end, size=read_size("800x600"), legend="short")
    drawn, plain = (
        svg(quays, spec).decode(),
        svg(load_dataset(root / "tests/datasets/two_islands"), spec).decode(),
    )
    assert "anding stage" in drawn
    assert drawn.count("<circle") == plain.count("<circle") - 1
    assert png(quays, spec) != png(load_dataset(root / "tests/datasets/two_islands"), spec)


def test_a_table_brings_its_own_kinds(tmp_path):
    """A word of the table that is no kind of the format becomes one of the dataset."""
    rows = "name,lat,lon,holder,date,kind\nA,48,30,N,2001-01-01,Oil field\nB,48.1,30.1,N,2001-01-01,Town\n"
    (tmp_path / "x.csv").write_text(rows, encoding="utf-8")
    dataset = checked(import_points(tmp_path / "x.csv", "x", PointOptions(Origin("A list"), "X")).files, "x")
    assert {it.kind for it in dataset.places.values()} == {"oil-field", "town"}
    assert {key: it.names["en"] for key, it in dataset.place_kinds.items()} == {"oil-field": "Oil field"}
