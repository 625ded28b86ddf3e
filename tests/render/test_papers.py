"""The map of a place and the page to print: right in what they show."""

from __future__ import annotations

import datetime as dt

import pytest
from shapely.geometry import Point

from controlatlas.picture.compose import map_alone
from controlatlas.picture.drawing import VectorPath
from controlatlas.picture.spec import PictureSpec
from controlatlas.tables.printable import printable


def test_the_map_of_a_place_has_it_in_the_middle_in_the_colour_of_its_holder(karabakh):
    """Lachin is ringed in the middle of its map; there the land had one colour in 1991, another in 1995."""

    def drawn(day: str):
        spec = PictureSpec(dt.date.fromisoformat(day), extent="lachin", marked="lachin")
        return map_alone(karabakh, spec, 300, 200, closest=9.0)

    early, late = drawn("1991-06-01"), drawn("1995-01-01")
    (ring, *_) = next(layer for layer in late.layers if layer.id == "marked").items
    assert ring.geometry.centroid.coords[0] == pytest.approx((150, 100), abs=1)

    def ground(drawing):
        areas = next(layer for layer in drawing.layers if layer.id == "areas").items
        found = [
            it.fill for it in areas if isinstance(it, VectorPath) and it.geometry.contains(Point(150, 103))
        ]
        return found[-1]

    assert ground(early) != ground(late)


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
