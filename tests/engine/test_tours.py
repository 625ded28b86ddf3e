"""A tour leads from day to day, and each of its steps knows its view and its citations."""

from __future__ import annotations

import datetime as dt

import pytest

from controlatlas import Dataset
from controlatlas.history.tours import step_bounds, step_citations
from controlatlas.records.model import Lens, TourStep


def _step(dataset: Dataset, key: str) -> TourStep:
    return next(step for tour in dataset.tours for step in tour.steps if step.id == key)


def test_a_tour_keeps_all_that_its_file_says(islands: Dataset) -> None:
    """Titles, summary, and each step with day, range, view, selection and lens arrive as they were written."""
    first, second = islands.tours
    assert (first.id, first.title["eo"], len(first.steps)) == ("two-years", "Du jaroj, du insuloj", 5)
    assert (second.summary["en"], len(second.steps)) == ("The shortest tour.", 1)
    cape = _step(islands, "the-cape")
    assert (cape.day, cape.start, cape.end) == (
        dt.date(2020, 2, 29),
        dt.date(2020, 2, 29),
        dt.date(2020, 3, 20),
    )
    assert (cape.fit, cape.select, cape.lens, cape.events) == (
        ("cape-quizz",),
        "cape-quizz",
        Lens.HELD,
        ("quizz-claimed",),
    )
    assert cape.text["en"] == "One side says so; <b>nobody</b> else was there."
    before = _step(islands, "before")
    assert (before.start, before.bounds, before.fit, before.select, before.lens) == (
        None,
        None,
        (),
        None,
        Lens.CLAIMED,
    )


def test_a_step_has_the_view_that_it_asks_for(islands: Dataset) -> None:
    """Bounds are taken as they are, and without any the whole area is shown."""
    assert step_bounds(islands, _step(islands, "port")) == (-40.35, -120.05, -39.85, -119.75)
    assert step_bounds(islands, _step(islands, "before")) == islands.bounds == (-40.6, -121.2, -39.7, -119.2)


def test_a_view_that_fits_a_group_holds_all_of_it_with_a_margin(islands: Dataset) -> None:
    """The valley reaches from 40.2 to 39.97 south and from 120.8 to 120.6 west; the view is a little wider."""
    south, west, north, east = step_bounds(islands, _step(islands, "the-valley"))
    assert (south, west, north, east) == pytest.approx((-40.2184, -120.816, -39.9516, -120.584))


def test_a_single_place_is_shown_with_its_surroundings(islands: Dataset) -> None:
    """A view that fits one point is not a point: it is two tenths of a degree wide and high."""
    south, west, north, east = step_bounds(islands, _step(islands, "the-cape"))
    assert (north - south, east - west) == pytest.approx((0.2, 0.2))
    assert ((north + south) / 2, (east + west) / 2) == pytest.approx((-40.1, -120.5))


def test_a_place_without_position_is_shown_in_the_whole_area(islands: Dataset) -> None:
    """Where nobody knows where a place is, the view that fits it is the whole area."""
    assert step_bounds(islands, _step(islands, "nowhere")) == islands.bounds


def test_a_step_rests_on_the_citations_of_its_events(islands: Dataset) -> None:
    """The citations of a step are those of its events, in order, each work once."""
    assert [c.source for c in step_citations(islands, _step(islands, "before"))] == [
        "almanac",
        "gazette-2021",
        "wire-2021",
    ]
