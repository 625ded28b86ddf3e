"""The page for maps of one's own in a browser: a table is sent, its columns are chosen, looked at, saved, and on the map."""

from __future__ import annotations

import pytest
from moving import STATE, at_rest, drawn, map_frame, runs, told, until
from running import ROOT, running_app
from waiting import wait_until

pytestmark = pytest.mark.browser

ROWS = (
    "name;how far north;lon;side;since\n"
    "Lidford;48,1;30,5;North;03/04/2001\n"
    "Lidford;48,1;30,5;South;05/06/2001\n"
    "Ham;48,2;30,7;South;03/04/2001\n"
    "Undersea;47,9;30,2;North;03/04/2001\n"
)
"""A table with a column that no guess finds, and days that begin with the day or with the month."""

COVERED = """() => {
  const legend = document.querySelector(".legend").getBoundingClientRect();
  const dots = [...document.querySelectorAll("circle.dot[aria-label]")].map((it) => it.getBoundingClientRect());
  return [dots.length, dots.filter((it) => it.bottom > legend.top && it.left < legend.right).length];
}"""
"""How many places are drawn, and how many of them the legend covers."""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of an app that may keep the maps of its readers."""
    here = tmp_path_factory.mktemp("maps")
    datasets = f"{here}:{ROOT / 'tests/datasets/two_islands'}"
    with running_app(ROOT / "app.py", CONTROLATLAS_DATASETS=datasets, CONTROLATLAS_OWN_MAPS="save") as found:
        yield found


def preview(page):
    """The map of what was sent, once it moves."""
    host = page.locator(".st-key-import-map iframe, [class*=import-map] iframe").first
    host.wait_for()
    frame = host.element_handle().content_frame()
    until(frame, "!!window.controlAtlas")
    return frame


def choose(page, label, option):
    """Choose an option of a list by its words."""
    page.get_by_role("combobox", name=label).click()
    with runs(page):
        page.get_by_role("option", name=option, exact=True).click()


def test_a_table_that_is_sent_is_seen_and_saved_and_is_the_map(address, open_page):
    """Columns are chosen, days that can be read in two ways are told and read anew, the legend hides no place, and it is saved."""
    page = open_page(f"{address}/import?lang=en")
    at_rest(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "my places.csv", "mimeType": "text/csv", "buffer": ROWS.encode()}
    )
    page.get_by_role("button", name="Make the map").wait_for()
    at_rest(page)
    choose(page, "Latitude", "how far north")
    with runs(page):
        page.get_by_role("textbox", name="Who draws the map or keeps the list").fill("A list")
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Make the map").click()
    page.get_by_text("03/04/2001 was taken for 2001-04-03").wait_for()
    assert "“Days such as 03/04/2022”" in page.get_by_role("alert").inner_text()
    frame = preview(page)
    drawn(frame)
    assert told(frame, STATE)["day"] == "2001-06-05"
    wait_until(
        lambda: preview(page).evaluate(COVERED) == [3, 0], "all places are seen, none under the legend"
    )

    page.get_by_text("Dates, address, licence").click()
    choose(page, "Days such as 03/04/2022", "the month comes first: 4 March")
    page.get_by_role("button", name="Make the map").click()
    page.get_by_text("was taken for").wait_for(state="detached")
    wait_until(lambda: told(preview(page), STATE)["day"] == "2001-05-06", "the map has the month first")
    page.get_by_role("button", name="Save and open").click()
    page.wait_for_url("**dataset=my-places**")
    at_rest(page)
    shown = map_frame(page)
    assert told(shown, STATE)["day"] == "2001-05-06"
    assert shown.locator("circle.dot[aria-label]").count() == 3
