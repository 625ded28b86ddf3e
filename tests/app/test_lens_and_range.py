"""Lens and period in the app: from the address to the map, from the map to the address and to what Python shows."""

from __future__ import annotations

import re

import pytest
from moving import STATE, at_rest, come_back_to, map_frame, told
from streamlit.testing.v1 import AppTest
from waiting import PATIENCE


@pytest.mark.browser
def test_an_address_opens_its_lens_and_its_period(visit):
    """Only what is held, for the 44 days of 2020: the map opens so, and Shusha is not shown as taken on 8 November."""
    page = visit("?day=2020-11-08&lens=held&from=2020-09-27&to=2020-11-10")
    frame = map_frame(page)
    frame.wait_for_function("() => window.controlAtlas.state().lens === 'held'")
    frame.wait_for_function("() => window.controlAtlas.state().range[0] === '2020-09-27'")
    state = told(frame, STATE)
    assert state["range"] == ["2020-09-27", "2020-11-10"]
    assert state["day"] == "2020-11-08"
    assert state["places"]["shusha"] == ["armenian-forces", "contested"]


@pytest.mark.browser
def test_the_lens_reaches_the_address_without_rebuilding_the_map(visit):
    """A press on the other lens names it in the address and changes the map in the same document; back again is no part of it."""
    page = visit("?day=2020-11-08")
    frame = map_frame(page)
    at_rest(page)
    frame.evaluate("window.mark = 'still here'")
    frame.get_by_role("button", name="Confirmed only").click()
    page.wait_for_url(re.compile(r"lens=held"))
    assert map_frame(page).evaluate("window.mark") == "still here"
    frame.get_by_role("button", name="Including claims").click()
    page.wait_for_url(lambda address: "lens=" not in address)
    assert page.witness.errors == []


@pytest.mark.browser
def test_the_period_reaches_the_address_and_leaves_it_with_the_whole_span(visit):
    """A preset period names its ends in the address; the whole span names none."""
    page = visit("?day=2020-11-10")
    frame = map_frame(page)
    choices = frame.get_by_role("button", name="Kinds and period")
    if choices.get_attribute("aria-expanded") == "false":  # it stays as the reader left it
        choices.click()
    chosen = frame.get_by_role("combobox", name="Period")
    at_rest(page)
    chosen.select_option(label="44 days of 2020")
    page.wait_for_url(re.compile(r"from=2020-09-27&to=2020-11-10"))
    at_rest(page)
    chosen.select_option(label="1988 to today")
    page.wait_for_url(lambda address: "from=" not in address and "to=" not in address)


@pytest.mark.browser
def test_going_back_to_an_address_undoes_lens_and_period(visit):
    """From an address with lens and period back to one without, the map reads claims as claimed and has its whole span."""
    page = visit("?day=2020-11-08&lens=held&from=2020-09-27&to=2020-11-10")
    frame = map_frame(page)
    frame.wait_for_function("() => window.controlAtlas.state().range[0] === '2020-09-27'")
    page.wait_for_url(re.compile(r"lens=held"))
    at_rest(page)
    come_back_to(page, "/?day=2020-11-10")
    frame = map_frame(page)
    frame.wait_for_function("() => window.controlAtlas.state().lens === 'claimed'")
    frame.wait_for_function("() => window.controlAtlas.state().range[0] === '1988-02-01'")


@pytest.mark.parametrize(
    ("lens", "expected"),
    [
        ("claimed", ["azerbaijan", "claimed"]),
        ("held", ["armenian-forces", "contested"]),
    ],
)
def test_the_table_of_a_day_follows_the_lens(root, monkeypatch, lens, expected):
    """Shusha on 8 November 2020 reads in the table as it is drawn on the map."""
    monkeypatch.chdir(root)
    app = AppTest.from_file(str(root / "app.py"), default_timeout=PATIENCE)
    app.query_params["day"] = "2020-11-08"
    app.query_params["lens"] = lens
    app.session_state["below:seen"] = 1
    app.run()
    app.toggle(key="map:table").set_value(True).run()
    tables = [frame.value for frame in app.dataframe if "standing" in frame.value.columns]
    table = next(table for table in tables if "place" in table.columns).set_index("place")
    assert table.loc["shusha", ["controller", "standing"]].tolist() == expected
