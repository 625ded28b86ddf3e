"""What is drawn at which zoom goes by how much there is of it, and by how large a part of the earth the dataset names."""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import math
import re
from dataclasses import replace

import pytest
import shapely
from PIL import Image

from controlatlas.style.density import extent_at_zero, shown_from
from controlatlas.style.marks import BOTH_NAMES_ZOOM, DOT_ZOOM, NAME_ZOOM
from controlatlas.ui import still
from controlatlas.ui.still import drawn, extents_of
from controlatlas.webmap import build_document
from controlatlas.webmap.encode import decimals_for

WHOLE_KARABAKH = 8.5
"""The zoom at which a window of 1440 by 900 shows the whole."""

PARTS = {
    "a city block": (48.8581, 2.2944, 48.8587, 2.2956),
    "over the 180th meridian": (-17.5, 179.0, -16.0, 182.0),
    "the whole earth": (-85.0, -180.0, 85.0, 180.0),
}
WINDOW = {"width": 1000, "height": 700}


def test_of_few_settlements_all_are_shown_at_once(two_islands):
    """Three villages of the lowest rank have dots and names where the whole is seen, in whatever part of the earth they lie."""
    places = {
        f"v{n}": replace(place, rank=5)
        for n, place in enumerate(
            [it for it in two_islands.places.values() if it.layer == "settlement" and it.geometry][:3]
        )
    }
    for bounds in PARTS.values():
        found = shown_from(replace(two_islands, places=places, bounds=bounds, districts=()))
        wide, high = extent_at_zero(bounds)
        whole = math.log2(min(WINDOW["width"] / wide, WINDOW["height"] / high))
        assert found.dots[5] <= whole
        assert found.names[5] <= whole


def test_of_many_settlements_villages_wait_for_a_nearer_look(karabakh):
    """Where 1,114 settlements are seen at once, those of the two lowest ranks wait; the zooms of towns and names are the usual ones."""
    found = shown_from(karabakh)
    assert found.dots[3] < WHOLE_KARABAKH < found.dots[4] < found.dots[5]
    assert found.names == NAME_ZOOM
    assert {**found.both_names, 1: 0} == {**BOTH_NAMES_ZOOM, 1: 0}
    assert list(found.dots) == list(DOT_ZOOM)


@pytest.mark.parametrize("bounds", PARTS.values(), ids=PARTS)
def test_places_are_given_as_finely_as_the_map_is_looked_at(bounds):
    """The longer side of a map is at least 20,000 steps of the last decimal; that of a country has the usual five decimals."""
    fine, coarse = decimals_for(bounds)
    assert max(bounds[2] - bounds[0], bounds[3] - bounds[1]) * 10**fine >= 20_000
    assert coarse < fine
    assert decimals_for((38.8, 45.6, 40.6, 47.8)) == (5, 4)


def moved(dataset, bounds):
    """The dataset on another part of the earth."""
    south, west, north, east = dataset.bounds
    across, up = (bounds[3] - bounds[1]) / (east - west), (bounds[2] - bounds[0]) / (north - south)

    def there(geometry):
        if geometry is None:
            return None
        return shapely.transform(
            geometry,
            lambda it: [[bounds[1] + (x - west) * across, bounds[0] + (y - south) * up] for x, y in it],
        )

    places = {
        key: replace(it, geometry=there(it.geometry), centreline=there(it.centreline))
        for key, it in dataset.places.items()
    }
    return replace(
        dataset, places=places, bounds=bounds, districts=(), lines=(), context=type(dataset.context)()
    )


@pytest.mark.browser
@pytest.mark.parametrize("bounds", PARTS.values(), ids=PARTS)
def test_the_view_opens_on_the_whole_whatever_it_is(open_page, two_islands, tmp_path, bounds):
    """A block, an archipelago on both sides of the 180th meridian and the earth fill the map, and can be looked at nearer."""
    path = tmp_path / "map.html"
    path.write_text(build_document(moved(two_islands, bounds)), encoding="utf-8")
    page = open_page(path.as_uri(), offline=True, viewport=WINDOW)
    page.wait_for_function("() => document.documentElement.dataset.day")
    seen = page.evaluate(
        """() => {
          const stage = document.querySelector(".stage .map").getBoundingClientRect();
          const boxes = [...document.querySelectorAll(".area.cell")].map(it => it.getBoundingClientRect());
          const [left, top] = ["left", "top"].map(side => Math.min(...boxes.map(it => it[side])));
          const [right, bottom] = ["right", "bottom"].map(side => Math.max(...boxes.map(it => it[side])));
          return {filled: Math.max((right - left) / stage.width, (bottom - top) / stage.height),
            inside: left > stage.left - 2 && right < stage.right + 2 && top > stage.top - 2 && bottom < stage.bottom + 2};
        }"""
    )
    assert seen["inside"]
    assert seen["filled"] > 0.4
    assert page.locator(".leaflet-control-zoom-in:not(.leaflet-disabled)").count() == 1
    assert page.witness.errors == []


def test_the_still_shows_what_the_map_will(two_islands):
    """The still is a PNG of the default day in the proportions of a web map, with room around what lies in the bounds."""
    assert two_islands.describes(dt.date.fromisoformat(str(two_islands.default_day)))
    bounds, whole = extents_of(two_islands)
    assert bounds == pytest.approx(extent_at_zero(two_islands.bounds))
    assert all(large > part for large, part in zip(whole, bounds, strict=True))
    for theme in ("light", "dark"):
        picture = drawn(two_islands, theme)
        with Image.open(io.BytesIO(picture)) as found:
            assert found.format == "PNG"
            assert found.width / found.height == pytest.approx(whole[0] / whole[1], rel=0.01)
        assert drawn(two_islands, theme) is picture  # drawn once


def test_a_page_tells_how_large_the_still_is_without_drawing_it(two_islands, monkeypatch):
    """The page that a browser comes to is not kept waiting for a picture that only some readers ask for."""
    monkeypatch.setattr(still, "drawn", None)
    monkeypatch.setattr(still, "_dataset", lambda: None)
    assert still.markup() == b""
    monkeypatch.setattr(still, "_dataset", lambda: two_islands)
    sizes = re.search(r"data-sizes='([^']+)'", still.markup().decode())
    assert json.loads(html.unescape(sizes[1])) == [list(it) for it in extents_of(two_islands)]
