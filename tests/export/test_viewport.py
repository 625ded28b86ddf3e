"""A picture shows the land that was asked for, at the scale of the web map, with a true scale bar."""

from __future__ import annotations

import math

import pyproj
import pytest

from controlatlas.picture.compose import picture
from controlatlas.picture.drawing import VectorPath
from controlatlas.picture.spec import PictureSpec
from controlatlas.picture.viewport import Viewport

BOX = (100.0, 50.0, 900.0, 650.0)


def test_a_zoom_is_that_of_the_web_map():
    """At zoom 0 the globe of 40,075,017 m is 256 pixels wide; at zoom 10 it is 1024 times as wide."""
    view = Viewport.at(39.75, 46.75, 10, BOX)
    assert 1 / view.scale == pytest.approx(40075016.7 / 256 / 1024, rel=1e-6)
    assert view.zoom == pytest.approx(10)
    assert view.middle == pytest.approx((39.75, 46.75))
    assert view.point(46.75, 39.75) == pytest.approx((500, 350))


def test_bounds_fit_into_the_box():
    """All four corners lie inside, and two of the sides touch."""
    south, west, north, east = 38.8, 45.6, 40.5, 47.7
    view = Viewport.around((south, west, north, east), BOX)
    left, bottom = view.point(west, south)
    right, top = view.point(east, north)
    assert left >= BOX[0] - 1e-6
    assert right <= BOX[2] + 1e-6
    assert top == pytest.approx(BOX[1])
    assert bottom == pytest.approx(BOX[3])
    assert view.bounds[0] == pytest.approx(south)


def test_a_kilometre_is_one_on_the_ellipsoid():
    """At 39.75 degrees a kilometre takes 1 / cos(latitude) kilometres of the projection, but for the flattening."""
    view = Viewport.at(39.75, 46.75, 10, BOX)
    expected = 1000 * view.scale / math.cos(math.radians(39.75))
    assert view.kilometre() == pytest.approx(expected, rel=0.004)


def test_the_scale_bar_is_as_long_as_it_says(karabakh):
    """The ends of the bar, put back on the ellipsoid, are so many kilometres apart."""
    import datetime as dt

    from controlatlas.picture.compose import plan_of

    spec = PictureSpec(dt.date(2020, 11, 10))
    furniture = next(layer for layer in picture(karabakh, spec).layers if layer.id == "furniture")
    label = next(item.text for item in furniture.items if hasattr(item, "text"))
    bar = next(item.geometry for item in furniture.items if isinstance(item, VectorPath))
    left, _, right, _ = bar.bounds
    view = plan_of(karabakh, spec).frames[0].view
    latitude, longitude = view.middle
    _, _, metres = pyproj.Geod(ellps="WGS84").inv(
        longitude, latitude, longitude + (right - left) / view.scale / 6378137 * 180 / math.pi, latitude
    )
    assert label == "20 km"
    assert metres / 1000 == pytest.approx(20, rel=0.01)
