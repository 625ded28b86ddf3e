"""The address of a view: what it says, and what nonsense in it does."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from controlatlas.records.model import Lens
from controlatlas.ui.state.address import LAYERS, View, read_address, view_of_answer, write_address


def test_an_empty_address_opens_the_telling_day_of_the_dataset(karabakh):
    """Without an address the shipped map opens on 10 November 2020."""
    assert read_address({}, karabakh) == View(dt.date(2020, 11, 10))


def test_an_address_says_day_selection_layers_and_position(karabakh):
    """Every part of a view can be asked for in the address."""
    query = {"day": "1992-05-18", "select": "lachin", "layers": "mosaic,labels", "view": "39.64,46.55,10"}
    assert read_address(query, karabakh) == View(
        dt.date(1992, 5, 18), "lachin", ("mosaic", "labels"), (39.64, 46.55, 10.0)
    )


@pytest.mark.parametrize(
    "view",
    [
        View(dt.date(2020, 11, 10)),
        View(dt.date(1993, 7, 23), "aghdam", (), (39.99, 46.93, 9.5)),
        View(dt.date(2023, 9, 20), None, ("mosaic",), None),
        View(dt.date(2020, 11, 8), lens=Lens.HELD, range=(dt.date(2020, 9, 27), dt.date(2020, 11, 10))),
    ],
)
def test_a_written_address_reads_back_as_the_same_view(karabakh, view):
    """What is copied from the address bar opens exactly the same view."""
    assert read_address(write_address(view), karabakh) == view


@pytest.mark.parametrize(
    ("query", "day", "said"),
    [
        ({"day": "yesterday"}, dt.date(2020, 11, 10), "yesterday"),
        ({"day": "2020-02-30"}, dt.date(2020, 11, 10), "2020-02-30"),
        ({"day": "1900-01-01"}, dt.date(1988, 2, 1), "1900-01-01"),
        ({"day": "2020-11-10", "select": "atlantis"}, dt.date(2020, 11, 10), "atlantis"),
        ({"day": "2020-11-10", "view": "north"}, dt.date(2020, 11, 10), "north"),
        ({"day": "2020-11-10", "view": "95,200,3"}, dt.date(2020, 11, 10), "95,200,3"),
        ({"day": "2020-11-10", "view": "0,0,24"}, dt.date(2020, 11, 10), "0,0,24"),
        ({"day": "2020-11-10", "layers": "foo"}, dt.date(2020, 11, 10), "foo"),
        ({"day": "2020-11-10", "view": "nan,nan,nan"}, dt.date(2020, 11, 10), "nan"),
    ],
)
def test_nonsense_in_an_address_opens_the_nearest_sensible_view_and_is_named(karabakh, query, day, said):
    """An address with nonsense in it never fails: the view says which part it ignored."""
    view = read_address(query, karabakh)
    assert (view.day, view.selection, view.layers, view.position) == (day, None, None, None)
    assert said in view.ignored[0]


@pytest.mark.parametrize(
    ("query", "day", "chosen"),
    [
        ({"from": "2020-09-27", "to": "2020-11-10"}, "2020-11-10", ("2020-09-27", "2020-11-10")),
        ({"from": "2023-09-19"}, "2023-09-19", ("2023-09-19", "2026-11-23")),
        ({"to": "1994-05-12"}, "1994-05-12", ("1988-02-01", "1994-05-12")),
        ({"from": "1988-02-01", "to": "2026-11-23"}, "2020-11-10", None),
    ],
)
def test_a_period_may_have_one_end_or_both(karabakh, query, day, chosen):
    """What is left out is the end of the dataset; the whole span is no choice; the day moves into the period."""
    view = read_address(query, karabakh)
    assert view.day.isoformat() == day
    assert (view.range and tuple(end.isoformat() for end in view.range)) == chosen
    assert view.ignored == ()


@pytest.mark.parametrize(
    ("query", "said", "chosen"),
    [
        ({"lens": "rosy"}, "rosy", None),
        ({"from": "2020-11-10", "to": "2020-09-27"}, "ends before it begins", None),
        ({"from": "1900-01-01", "to": "1994-05-12"}, "1900-01-01", ("1988-02-01", "1994-05-12")),
        ({"from": "1900-01-01", "to": "1901-01-01"}, "1900-01-01", None),
        ({"from": "soon"}, "soon", None),
        ({"day": "2023-09-20", "from": "2020-09-27", "to": "2020-11-10"}, "2023-09-20", None),
    ],
)
def test_nonsense_in_lens_and_period_is_named(karabakh, query, said, chosen):
    """A lens that there is not and a period that is none or does not hold the day are left out and named."""
    view = read_address(query, karabakh)
    assert view.lens is Lens.CLAIMED
    assert (view.range and tuple(end.isoformat() for end in view.range)) == chosen
    assert said in view.ignored[0]


def test_an_answer_tells_lens_and_period(karabakh):
    """The page knows through which lens and for which period the reader looks."""
    answer = {"day": "2020-10-10", "lens": "held", "range": ["2020-09-27", "2020-11-10"]}
    view = view_of_answer(answer, karabakh, View(dt.date(1993, 1, 1)))
    assert view == View(
        dt.date(2020, 10, 10), lens=Lens.HELD, range=(dt.date(2020, 9, 27), dt.date(2020, 11, 10))
    )
    assert write_address(view) == {
        "day": "2020-10-10",
        "lens": "held",
        "from": "2020-09-27",
        "to": "2020-11-10",
    }


def test_an_answer_of_the_map_becomes_the_view(karabakh):
    """The page knows day, selection, layers and position that the reader chose on the map."""
    answer = {"day": "1993-04-03", "selection": "kalbajar", "layers": ["mosaic"], "view": [40.1, 46.0, 9]}
    view = view_of_answer(answer, karabakh, View(dt.date(2020, 11, 10)))
    assert view == View(dt.date(1993, 4, 3), "kalbajar", ("mosaic",), (40.1, 46.0, 9.0))


def test_a_garbled_answer_leaves_the_view_as_it_was(karabakh):
    """A message without a day changes nothing."""
    before = View(dt.date(2020, 11, 10), "shusha")
    assert view_of_answer({"day": 5}, karabakh, before) is before


def test_the_address_knows_the_layers_of_the_map(root):
    """The layers that an address may name are those that the player switches."""
    script = (root / "src" / "controlatlas" / "webmap" / "player" / "map.js").read_text(encoding="utf-8")
    listed = re.search(r"LAYER_IDS = \[(.*?)\]", script).group(1)
    assert tuple(re.findall(r'"(\w+)"', listed)) == LAYERS


def test_the_maps_own_choice_makes_no_part_of_the_address(karabakh):
    """An answer without layers and position, as the untouched map gives it, leaves the address short."""
    answer = {"day": "1993-04-03", "selection": None, "layers": None, "view": None}
    view = view_of_answer(answer, karabakh, View(dt.date(2020, 11, 10), layers=("mosaic",)))
    assert write_address(view) == {"day": "1993-04-03"}
