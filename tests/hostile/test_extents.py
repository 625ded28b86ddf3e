"""A view of any extent that ``check`` accepts is drawn: from ten metres to the whole earth."""

from __future__ import annotations

import json
import math
import pathlib
import re

import pytest

from controlatlas import load_dataset
from controlatlas.cli.main import main
from controlatlas.export.formats import make
from controlatlas.picture.compose import picture, plan_of
from controlatlas.picture.drawing import TextRun
from controlatlas.picture.size import PRESETS, read_size
from controlatlas.picture.spec import PictureSpec, extents
from controlatlas.records.errors import DatasetError
from controlatlas.webmap import build_compare, build_document

GUIDE = (pathlib.Path(__file__).parents[2] / "geodata" / "README.md").read_text(encoding="utf-8")
EXAMPLE = dict(re.findall(r"^\*\*`(\S+)`\*\*\n\n```json\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))

EXTENTS = {
    "ten metres": (48.8581, 2.2944, 48.8582, 2.2945),
    "a city block": (48.8581, 2.2944, 48.8587, 2.2956),
    "28 degrees high": (36, 0, 64, 20),
    "up to the map's end in the north": (70, 20, 85, 60),
    "down to its end in the south": (-85, -60, -60, 20),
    "up to the 180th meridian": (-20, 170, -10, 180),
    "from the 180th meridian": (-20, -180, -10, -170),
    "over equator and prime meridian": (-1, -1, 1, 1),
    "the whole earth": (-85, -180, 85, 180),
    "tall and narrow": (-60, 10, 60, 10.5),
    "wide and low": (10, -170, 10.3, 170),
}


def _dataset_of(folder: pathlib.Path, bounds: tuple[float, float, float, float]) -> pathlib.Path:
    """The example of the format guide, stretched so that it fills a part of the earth."""
    south, west, north, east = bounds

    def moved(point: list[float]) -> list[float]:
        return [
            round(west + (point[0] + 125.2) / 0.4 * (east - west), 7),
            round(south + (point[1] + 45.1) / 0.1 * (north - south), 7),
        ]

    folder.mkdir()
    for name, text in EXAMPLE.items():
        content = json.loads(text)
        if name == "datapackage.json":
            content["controlatlas"]["view"]["bounds"] = [[south, west], [north, east]]
        for feature in content["features"] if name.endswith(".geojson") else ():
            geometry = feature["geometry"]
            old = geometry["coordinates"]
            geometry["coordinates"] = (
                moved(old) if geometry["type"] == "Point" else [[moved(it) for it in ring] for ring in old]
            )
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder


@pytest.mark.parametrize("bounds", EXTENTS.values(), ids=EXTENTS)
def test_a_view_of_any_extent_is_drawn(
    tmp_path: pathlib.Path, bounds: tuple[float, float, float, float]
) -> None:
    """A dataset of any extent gives a picture, a picture of its village and the documents of the map."""
    dataset = load_dataset(_dataset_of(tmp_path / "teapot", bounds))
    for extent in ("whole", *extents(dataset), "lidford"):
        spec = PictureSpec(dataset.default_day, extent=extent, size=read_size("640x480"))
        assert make(dataset, spec, "png").startswith(b"\x89PNG")
        assert make(dataset, spec, "svg").startswith(b"<?xml")
    assert "nan" not in build_document(dataset, language="en", names="both").lower().split()
    assert build_compare(dataset, language="en", names="both")


def test_a_scale_of_metres_is_in_metres(tmp_path: pathlib.Path) -> None:
    """The scale of a city block says metres, as the map on the screen does, and not 0.0 km."""
    dataset = load_dataset(_dataset_of(tmp_path / "teapot", EXTENTS["a city block"]))
    drawing = make(dataset, PictureSpec(dataset.default_day), "svg").decode("utf-8")
    assert re.search(r">[125]0? m<", drawing)
    assert "0.0 km" not in drawing


@pytest.mark.parametrize("extent", EXTENTS)
def test_a_scale_is_true_on_all_of_the_map_or_left_out(tmp_path: pathlib.Path, extent: str) -> None:
    """A scale bar stands only where its length is true within 15 % at every latitude of the map."""
    dataset = load_dataset(_dataset_of(tmp_path / "teapot", EXTENTS[extent]))
    for name in ("1200x675", "phone", "1080x1920"):
        spec = PictureSpec(dataset.default_day, size=PRESETS[name])
        view = plan_of(dataset, spec).frames[0].view
        _, top, _, bottom = view.readable
        radius = 6378137.0
        middle = (view.box[1] + view.box[3]) / 2
        shrunk = [
            1
            / math.cosh(
                (view.y - (edge - middle) / view.scale) / radius
            )  # Mercator: sech(y / R) is cos(latitude)
            for edge in (top, bottom)
        ]
        furniture = next(layer for layer in picture(dataset, spec).layers if layer.id == "furniture")
        bar = [item for item in furniture.items if isinstance(item, TextRun)]
        equator = (view.y - (top - middle) / view.scale) > 0 > (view.y - (bottom - middle) / view.scale)
        uneven = max(*shrunk, 1.0 if equator else 0.0) / min(shrunk)
        assert bool(bar) == (uneven <= 1.15), (name, uneven)


def test_a_small_dataset_is_shown_as_close_as_the_map_opens(tmp_path: pathlib.Path) -> None:
    """A city block can be exported at zoom 18, at which the page Map shows it."""
    folder = _dataset_of(tmp_path / "teapot", EXTENTS["a city block"])
    call = ["export", "png", "--dataset", str(folder), "--extent", "48.8584,2.2950,18"]
    assert main([*call, "-o", str(tmp_path / "x.png")]) == 0


def test_a_southern_position_can_be_given_like_any_other(tmp_path: pathlib.Path) -> None:
    """A position that begins with a minus follows --extent as one that does not."""
    folder = _dataset_of(tmp_path / "teapot", (-45.1, -125.2, -45.0, -124.8))
    call = ["export", "png", "--dataset", str(folder), "--extent", "-45.05,-125.0,9"]
    assert main([*call, "-o", str(tmp_path / "x.png")]) == 0


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ([[-45.3, 179], [-44.8, -179]], "180th meridian cannot be drawn"),
        ([[-45.05, -125.0], [-45.05, -125.0]], "has no extent"),
        ([[-44.8, -125.3], [-45.3, -124.7]], "has no extent"),
        ([[-90, -125.3], [-44.8, -124.7]], "where the map ends"),
        ([[-45.05, -125.0], [-45.04999, -124.99999]], "about 10 m"),
        ([[45.05, 125.0], [46, 126]], "shows none of the places"),
    ],
)
def test_a_view_that_cannot_be_drawn_is_refused(tmp_path: pathlib.Path, view: object, said: str) -> None:
    """What no map can show is told with the file and the field, and what to do."""
    folder = _dataset_of(tmp_path / "teapot", (-45.1, -125.2, -45.0, -124.8))
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["controlatlas"]["view"]["bounds"] = view
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    (problem,) = caught.value.problems
    assert (problem.file, problem.field) == ("datapackage.json", "controlatlas.view.bounds")
    assert said in problem.message
