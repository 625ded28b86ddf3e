"""What is taken away is what was chosen, however soon after the choice the button is pressed."""

from __future__ import annotations

import datetime as dt
import pathlib
import struct
from urllib.parse import parse_qs, urlsplit

import pytest
from moving import at_rest, come_below, map_frame, runs, until

from controlatlas.export.formats import make
from controlatlas.picture.spec import PictureSpec

pytestmark = pytest.mark.browser

DAYS = (dt.date(1992, 5, 18), dt.date(2020, 11, 10), dt.date(1994, 5, 12))


def choose_day(page, name: str, day: dt.date) -> None:
    """Type a day, and do not wait for anything."""
    field = page.get_by_role("textbox", name=name, exact=True)
    field.fill(f"{day.day}.{day.month}.{day.year}")
    field.press("Enter")


def downloaded(page, name: str) -> tuple[str, bytes]:
    """Press a button at once; the name of the file and its bytes."""
    with page.expect_download() as caught:
        page.get_by_test_id("stDownloadButton").get_by_role("button", name=name, exact=True).click()
    return caught.value.suggested_filename, pathlib.Path(caught.value.path()).read_bytes()


def test_the_data_taken_away_are_those_of_the_day_just_chosen(visit, karabakh):
    """On Export a day is typed and Download pressed at once: file and name are those of that day, each time."""
    page = visit("export?format=csv&kind=day&day=2016-04-05")
    for day in DAYS:
        choose_day(page, "Day", day)
        name, content = downloaded(page, "Download CSV")
        assert day.isoformat() in name
        assert content == make(karabakh, PictureSpec(day), "csv")


def test_the_picture_taken_away_has_the_resolution_just_chosen(visit):
    """The width in the head of the PNG is that of the choice, not of the one before."""
    page = visit("export?format=png&kind=day&day=2016-04-05")
    for times in (2, 1):
        page.get_by_role("radio", name=f"{times}×").click()
        _, content = downloaded(page, "Download PNG")
        assert struct.unpack(">I", content[16:20]) == (1200 * times,)


def test_the_chronology_taken_away_is_filtered_as_just_chosen(visit):
    """On Changes the days of a period are typed and CSV pressed without Enter: no event outside is in the file."""
    page = visit("changes")
    page.get_by_role("textbox", name="From", exact=True).fill("2020-09-27")
    page.get_by_role("textbox", name="To", exact=True).fill("2020-11-10")
    _, content = downloaded(page, "CSV")
    days = [line.split(",")[1] for line in content.decode("utf-8-sig").splitlines()[1:] if line[:2] == "20"]
    assert days
    assert all("2020-09" <= day[:7] <= "2020-11" for day in days)


def test_the_table_of_the_day_taken_away_is_that_of_the_map(visit):
    """On Map the day is moved and the table taken away at once: it is that of the day that the map shows."""
    page = visit("?day=2016-04-05")
    come_below(page)
    with runs(page):
        page.locator(".st-key-map-table input").press(
            "Space"
        )  # a press of the mouse may meet a page that still grows
    for day in DAYS:
        map_frame(page).evaluate("day => window.controlAtlas.show(day)", day.isoformat())
        name, _ = downloaded(page, "Download as CSV")
        assert day.isoformat() in name


def test_two_presses_at_once_are_two_files_and_a_double_press_one(visit):
    """CSV and JSON pressed one after the other both come; a double press on one is one file."""
    page = visit("changes")
    caught = []
    page.on("download", lambda it: caught.append(it.suggested_filename.rpartition(".")[2]))
    page.get_by_role("button", name="CSV", exact=True).dblclick()
    page.get_by_role("button", name="JSON", exact=True).click()
    with page.expect_event("download", lambda it: it.suggested_filename.endswith("json")):
        pass
    at_rest(page)
    assert sorted(caught) == ["csv", "json"]


def test_share_copies_what_the_map_has_just_been_moved_to(visit):
    """The address copied at once after a move of the map has the day of the move."""
    page = visit("?day=2016-04-05")
    page.evaluate("""() => {
      window.copied = [];
      Object.defineProperty(navigator, "clipboard", {value: {writeText: async (text) => void window.copied.push(text)}});
    }""")
    for number, day in enumerate(DAYS, 1):
        map_frame(page).evaluate("day => window.controlAtlas.show(day)", day.isoformat())
        page.locator(".st-key-share button").click()
        until(page, f"window.copied.length === {number}")
        assert parse_qs(urlsplit(page.evaluate("window.copied.at(-1)")).query)["day"] == [day.isoformat()]
