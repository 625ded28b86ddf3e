"""The small map of a place and the page to print: well formed, right in what they show, safe against markup."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from shapely.geometry import Point, box

from controlatlas.picture.locator import AROUND, WIDE, locator_svg
from controlatlas.tables.printable import printable

SVG = "{http://www.w3.org/2000/svg}"


def test_a_point_is_ringed_where_it_lies(karabakh):
    """In a picture of the dataset's view with its margin, a place in the middle is marked in the middle."""
    south, west, north, east = karabakh.bounds
    middle = Point((west + east) / 2, (south + north) / 2)
    picture = ElementTree.fromstring(locator_svg(karabakh, [middle], color="#aa0000", label="A place"))
    high = float(picture.get("height"))
    rings = picture.findall(f"{SVG}circle")
    assert [float(ring.get("cx")) for ring in rings] == pytest.approx([WIDE / 2] * 2, abs=0.2)
    assert [float(ring.get("cy")) for ring in rings] == pytest.approx([high / 2] * 2, abs=1)
    assert picture.find(f"{SVG}title").text == "A place"


def test_north_is_up_and_shape_is_true(karabakh):
    """A degree to the north moves the mark up, by more than a degree to the east moves it right: at 40° by 1.3."""
    south, west, north, east = karabakh.bounds
    x, y = (west + east) / 2, (south + north) / 2

    def at(lon, lat):
        text = locator_svg(karabakh, [Point(lon, lat)], color="#000000", label="x")
        ring = ElementTree.fromstring(text).find(f"{SVG}circle")
        return float(ring.get("cx")), float(ring.get("cy"))

    here, up, right = at(x, y), at(x, y + 0.3), at(x + 0.3, y)
    assert up[0] == here[0]
    assert up[1] < here[1]
    assert right[1] == here[1]
    assert right[0] > here[0]
    assert (here[1] - up[1]) / (right[0] - here[0]) == pytest.approx(1.30, abs=0.02)


def test_nothing_is_drawn_outside_the_picture(karabakh):
    """An area that reaches over the margin is cut at the margin; what has no shape is left out."""
    south, west, north, east = karabakh.bounds
    wide = box(west - 9, south - 9, east + 9, north + 9)
    picture = ElementTree.fromstring(locator_svg(karabakh, [None, wide], color="#000000", label="x"))
    high = float(picture.get("height"))
    for path in picture.findall(f"{SVG}path"):
        for pair in path.get("d").replace("M", "L").split("L")[1:]:
            x, y = map(float, pair.split())
            assert -0.1 <= x <= WIDE + 0.1
            assert -0.1 <= y <= high + 0.1
    assert AROUND > 0


def test_a_label_with_markup_stays_text(karabakh):
    """A name is never read as markup."""
    text = locator_svg(karabakh, [], color="#000000", label="<script>&")
    assert ElementTree.fromstring(text).find(f"{SVG}title").text == "<script>&"


@pytest.mark.parametrize(
    ("language", "count"), [("en", "2 events"), ("ru", "2 события"), ("hy", "2 իրադարձություն")]
)
def test_the_page_to_print_stands_alone(karabakh, language, count):
    """Head, both events with text and works, how to cite it and the disclaimer; nothing is loaded from anywhere."""
    events = [
        karabakh.event["1989-11-28-special-administration-ends"],
        karabakh.event["2021-02-23-twitter-disclosure"],
    ]
    page = printable(karabakh, events, language=language, names="both", chosen="all <of> them")
    assert f'<html lang="{language}">' in page
    assert count in page
    assert "all &lt;of&gt; them" in page
    assert page.count("<article>") == 2
    assert events[0].title[language].replace("'", "&#x27;") in page
    assert page.count("<li>") == sum(len(event.citations) for event in events)
    assert karabakh.disclaimer[language].replace("'", "&#x27;") in page
    assert "src=" not in page
    assert "<script" not in page


def test_markup_in_a_dataset_is_printed_as_text(two_islands):
    """The invented dataset has a title with markup in a work and awkward names: all of it is escaped."""
    page = printable(two_islands, two_islands.events, language="en", names="both", chosen="all")
    assert "<b>ministry</b>" not in page
    assert "&lt;b&gt;ministry&lt;/b&gt;" in page
