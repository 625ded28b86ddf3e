"""A view of any extent that ``check`` accepts is drawn: from ten metres to the whole earth."""

from __future__ import annotations

import json
import math
import pathlib
import re

import numpy as np
import pyproj
import pytest
import shapely
import shapely.affinity
import shapely.geometry
from shapely.geometry.base import BaseGeometry

from controlatlas import load_dataset
from controlatlas.cli.main import main
from controlatlas.export.formats import make
from controlatlas.measure.areas import area_km2, cell_areas
from controlatlas.picture.compose import picture, plan_of
from controlatlas.picture.drawing import TextRun
from controlatlas.picture.size import PRESETS, read_size
from controlatlas.picture.spec import PictureSpec, extents, view_description
from controlatlas.picture.viewport import Viewport
from controlatlas.records.errors import DatasetError
from controlatlas.webmap import build_compare, build_document
from controlatlas.webmap.payload import build_payload

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
    "over the 180th meridian": (-17.5, 179, -16, -178),
    "far over the 180th meridian": (40, 120, 72, -130),
    "over equator and prime meridian": (-1, -1, 1, 1),
    "the whole earth": (-85, -180, 85, 180),
    "the earth with its poles": (-90, -180, 90, 180),
    "the Arctic": (60, -180, 90, 180),
    "the Antarctic": (-90, -180, -62, 180),
    "a camp at a pole": (89.9, -180, 90, 180),
    "a wedge at a pole": (-90, 0, -75, 40),
    "Europe": (35, -12, 71, 45),
    "Russia": (41, 19, 82, -169),
    "tall and narrow": (-60, 10, 60, 10.5),
    "wide and low": (10, -170, 10.3, 170),
}


def _as_in_a_file(geometry: BaseGeometry) -> dict[str, object]:
    """A geometry as GeoJSON has it: longitudes from -180 to 180, cut at the meridian between."""
    here = shapely.intersection(geometry, shapely.box(-180, -90, 180, 90))
    there = shapely.affinity.translate(shapely.intersection(geometry, shapely.box(180, -90, 540, 90)), -360)
    parts = [it for it in (here, there) if not it.is_empty and it.geom_type in ("Point", "Polygon")]
    whole = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    return dict(shapely.geometry.mapping(whole))


def _dataset_of(folder: pathlib.Path, bounds: tuple[float, float, float, float]) -> pathlib.Path:
    """The example of the format guide, stretched so that it fills a part of the earth."""
    south, west, north, east = bounds
    if east < west:
        east += 360

    def moved(point: list[float]) -> list[float]:
        return [
            round(west + (point[0] + 125.2) / 0.4 * (east - west), 7),
            round(south + (point[1] + 45.1) / 0.1 * (north - south), 7),
        ]

    folder.mkdir()
    for name, text in EXAMPLE.items():
        content = json.loads(text)
        if name == "datapackage.json":
            content["controlatlas"]["view"]["bounds"] = [[south, west], [north, bounds[3]]]
        for feature in content["features"] if name.endswith(".geojson") else ():
            geometry = feature["geometry"]
            old = geometry["coordinates"]
            feature["geometry"] = _as_in_a_file(
                shapely.Point(moved(old))
                if geometry["type"] == "Point"
                else shapely.Polygon([moved(it) for it in old[0]])
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


def test_a_country_on_the_other_side_of_the_earth_is_not_in_the_way(tmp_path: pathlib.Path) -> None:
    """A base map of the whole earth under a camp at a pole: of most countries the projection can show nothing."""
    folder = _dataset_of(tmp_path / "teapot", EXTENTS["a camp at a pole"])
    around = [(-180, 60, 180, 90), (10, -90, 30, -89.5)]
    shapes = [
        {
            "type": "Feature",
            "id": f"land-{number}",
            "properties": {"names": {"en": "Land"}, "actor": "spout"},
            "geometry": dict(shapely.geometry.mapping(shapely.box(*it))),
        }
        for number, it in enumerate(around)
    ]
    (folder / "context").mkdir()
    content = json.dumps({"type": "FeatureCollection", "features": shapes})
    (folder / "context" / "countries.geojson").write_text(content, encoding="utf-8")
    dataset = load_dataset(folder)
    assert make(dataset, PictureSpec(dataset.default_day, size=read_size("640x480")), "svg")
    plan = plan_of(dataset, PictureSpec(dataset.default_day))
    nowhere = plan.frames[0].view.edge(dataset.context.countries[1].geometry)
    assert nowhere.is_empty


def test_a_scale_of_metres_is_in_metres(tmp_path: pathlib.Path) -> None:
    """The scale of a city block says metres, as the map on the screen does, and not 0.0 km."""
    dataset = load_dataset(_dataset_of(tmp_path / "teapot", EXTENTS["a city block"]))
    drawing = make(dataset, PictureSpec(dataset.default_day, letters="text"), "svg").decode("utf-8")
    assert re.search(r">[125]0? m<", drawing)
    assert "0.0 km" not in drawing


@pytest.mark.parametrize("extent", EXTENTS)
def test_a_scale_is_true_on_all_of_the_map_or_left_out(tmp_path: pathlib.Path, extent: str) -> None:
    """A scale bar stands only where its length is true within 15 % at every latitude of the map."""
    dataset = load_dataset(_dataset_of(tmp_path / "teapot", EXTENTS[extent]))
    for name in ("1200x675", "phone", "1080x1920"):
        spec = PictureSpec(dataset.default_day, size=PRESETS[name])
        view = plan_of(dataset, spec).frames[0].view
        uneven = _unevenness(view)
        furniture = next(layer for layer in picture(dataset, spec).layers if layer.id == "furniture")
        bar = [item for item in furniture.items if isinstance(item, TextRun)]
        if not 1.14 < uneven < 1.16:
            assert bool(bar) == (uneven <= 1.15), (name, uneven)


def _unevenness(view: Viewport) -> float:
    """How many times longer a kilometre is at one place of a map than at another, by walking it on the ellipsoid in four directions."""
    left, top, right, bottom = view.readable
    geod = pyproj.Geod(ellps="WGS84")
    lengths = []
    for x in np.linspace(left, right, 9):
        for y in np.linspace(top, bottom, 9):
            at_x = view.x + (x - (view.box[0] + view.box[2]) / 2) / view.scale
            at_y = view.y - (y - (view.box[1] + view.box[3]) / 2) / view.scale
            latitude, longitude = view.position(at_x, at_y)
            if not math.isfinite(latitude):
                return math.inf
            for azimuth in (0, 45, 90, 135):
                there = geod.fwd(longitude, latitude, azimuth, 1000)
                moved = view.point(longitude + (there[0] - longitude + 180) % 360 - 180, there[1])
                lengths.append(math.dist((x, y), moved))
    return max(lengths) / min(lengths)


POLAR = ("the Arctic", "the Antarctic", "a camp at a pole", "a wedge at a pole", "the earth with its poles")


@pytest.mark.parametrize("extent", POLAR)
def test_a_pole_is_drawn_with_areas_that_are_true(tmp_path: pathlib.Path, extent: str) -> None:
    """Both halves of the land are on the picture in one piece, as large as on the ellipsoid, and touch wherever longitudes begin anew."""
    dataset = load_dataset(_dataset_of(tmp_path / "teapot", EXTENTS[extent]))
    spec = PictureSpec(dataset.default_day)
    plan = plan_of(dataset, spec)
    view = plan.frames[0].view
    box = shapely.box(*view.box)
    cells = [view.put(cell.geometry) for cell in dataset.cells()]
    for cell, drawn in zip(dataset.cells(), cells, strict=True):
        assert drawn.geom_type == "Polygon"
        assert box.contains(drawn)
        ellipsoid = abs(
            pyproj.Geod(ellps="WGS84").geometry_area_perimeter(shapely.segmentize(cell.geometry, 1))[0]
        )
        assert drawn.area / view.scale**2 == pytest.approx(ellipsoid, rel=2e-3)
    west, east = EXTENTS[extent][1], EXTENTS[extent][3]
    both = shapely.union_all(cells)
    assert both.geom_type == "Polygon"
    if east - west == 360 and "earth" not in extent:
        assert both.minimum_rotated_rectangle.area == pytest.approx(both.area * 4 / math.pi, rel=1e-2)
        assert cells[0].intersection(cells[1]).length == pytest.approx(
            2 * math.sqrt(both.area / math.pi), rel=1e-2
        )
    words = plan.words.view
    assert {key for key, it in words.weights.items() if it.m2} == {cell.id for cell in dataset.cells()}
    assert sum(it.m2 for it in words.weights.values()) == pytest.approx(
        sum(cell_areas(dataset).values()) * 1e6, rel=1e-6
    )
    (net,) = (layer for layer in picture(dataset, spec).layers if layer.id == "net")
    assert len(net.items) > 5


def test_what_a_fitted_projection_leaves_out_is_not_counted(tmp_path: pathlib.Path) -> None:
    """The words count the part of the land that is on the picture, not all that lies between the same degrees."""
    dataset = load_dataset(_dataset_of(tmp_path / "teapot", (60, -180, 90, 180)))
    view = Viewport.around((80, 20, 90, 60), (0, 0, 600, 400))
    box = view.window_of(view.box)
    what = view_description(PictureSpec(dataset.default_day), dataset, view).view
    drawn = shapely.union_all([view.put(it.geometry) for it in dataset.cells()]).intersection(
        shapely.box(*view.box)
    )
    counted = sum(it.m2 for it in what.weights.values())
    assert counted == pytest.approx(drawn.area / view.scale**2, rel=5e-3)
    assert shapely.contains_xy(box, 40, 85)
    assert not shapely.contains_xy(box, -140, 80)


def test_the_moving_map_says_where_it_ends(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beyond 85 degrees ``check`` and the map say that it ends there, and nothing is drawn where it is not."""
    folder = _dataset_of(tmp_path / "teapot", (70, 0, 90, 40))
    dataset = load_dataset(folder)
    assert main(["check", str(folder)]) == 0
    assert "85 degrees of latitude, where the moving map ends" in capsys.readouterr().out
    for language in ("en", "az", "hy", "ru"):
        payload = build_payload(dataset, language=language)
        assert "85" in payload["dataset"]["ends"]
        assert payload["bounds"] == [70, 0, 85, 40]
    tops = [ring for place in payload["places"] if place.get("layer") is not None for ring in place["shape"]]
    assert max(max(np.cumsum(ring[1::2])) for ring in tops) == 85 * 10**5
    assert "ends" not in build_payload(load_dataset(None))["dataset"]


def test_what_lies_across_the_180th_meridian_is_one_piece_on_the_picture(tmp_path: pathlib.Path) -> None:
    """East of the meridian lies right of what is west of it, nothing is cut there, and files have longitudes as GeoJSON wants them."""
    dataset = load_dataset(_dataset_of(tmp_path / "teapot", EXTENTS["over the 180th meridian"]))
    spec = PictureSpec(dataset.default_day)
    view = plan_of(dataset, spec).frames[0].view
    cells = [view.put(cell.geometry) for cell in dataset.cells()]
    west, east = sorted(cells, key=lambda it: float(it.centroid.x))
    left, _, right, _ = view.box
    assert left < west.bounds[0] < west.bounds[2] < east.bounds[2] < right
    assert west.bounds[2] == pytest.approx(east.bounds[0])
    assert {it.geom_type for it in cells} == {"Polygon"}
    document = json.loads(make(dataset, spec, "geojson"))
    shapes = [it["geometry"] for it in document["features"] if it["geometry"]]
    points = np.concatenate([shapely.get_coordinates(shapely.geometry.shape(it)) for it in shapes])
    assert points[:, 0].min() >= -180
    assert points[:, 0].max() <= 180
    assert any(it["type"] == "MultiPolygon" for it in shapes)
    area = sum(it for it in cell_areas(dataset).values())
    again = sum(area_km2(shapely.geometry.shape(it)) for it in shapes if "Polygon" in it["type"])
    assert again == pytest.approx(area, rel=1e-3)


def test_a_position_beyond_the_180th_meridian_can_be_given_from_either_side(tmp_path: pathlib.Path) -> None:
    """179.5 degrees west and 180.5 degrees east are one place."""
    dataset = load_dataset(_dataset_of(tmp_path / "teapot", EXTENTS["over the 180th meridian"]))
    one, other = (PictureSpec(dataset.default_day, extent=(-16.7, it, 8.0)) for it in (-179.5, 180.5))
    assert (
        picture(dataset, one)
        .layers[0]
        .items[0]
        .geometry.equals(picture(dataset, other).layers[0].items[0].geometry)
    )
    assert plan_of(dataset, one).frames == plan_of(dataset, other).frames


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
        ([[-45.3, -124.7], [-44.8, -125.3]], "swap the two"),
        ([[-45.05, -125.0], [-45.05, -125.0]], "has no extent"),
        ([[-44.8, -125.3], [-45.3, -124.7]], "has no extent"),
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
