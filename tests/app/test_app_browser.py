"""The app in a real browser: it opens, moves, remembers, and asks nothing of other machines."""

from __future__ import annotations

import pathlib
import re

import pytest
from moving import STATE, at_rest, come_back_to, come_below, drawn, map_frame, runs, told, until
from waiting import wait_until

from controlatlas.measure.areas import shares_over_time
from controlatlas.tables.csv import as_csv
from controlatlas.tables.rows import share_rows

pytestmark = pytest.mark.browser

WIDE, PHONE = (1440, 900), (390, 844)


def day_of(frame) -> str:
    """The day that the map shows."""
    return frame.evaluate("document.documentElement.dataset.day")


def wait_for_day(frame, day: str) -> None:
    """Wait until the map shows the day."""
    until(frame, f"document.documentElement.dataset.day === {day!r}")


def share_of_map(page, frame) -> float:
    """How much of the window is map: what is seen of the stage, over which neither panel nor controls lie."""
    stage, window = frame.locator(".stage").bounding_box(), page.viewport_size
    seen = min(stage["y"] + stage["height"], window["height"]) - stage["y"]
    return stage["width"] * seen / (window["width"] * window["height"])


@pytest.mark.parametrize("language", ["en", "az", "hy", "ru"])
@pytest.mark.parametrize("where", ["", "changes"])
def test_all_pages_stand_in_one_line_at_the_top(visit, language, where):
    """1440 pixels are enough for the names of all ten pages in each language: none is folded away, and none lies under the tools."""
    page = visit(f"{where}?lang={language}")
    until(
        page, "document.querySelectorAll('[data-testid=stTopNav] [data-testid=stTopNavLink]').length === 10"
    )
    links = page.locator("[data-testid=stTopNav] [data-testid=stTopNavLink]")
    until(
        page,
        """(() => {
      const links = [...document.querySelectorAll("[data-testid=stTopNav] [data-testid=stTopNavLink]")];
      const lefts = links.map((it) => it.getBoundingClientRect().left);
      return lefts.every((it, n) => !n || it > lefts[n - 1]);
    })()""",
    )
    tools = page.locator(".st-key-tools button:visible").first.bounding_box()
    last = links.last.bounding_box()
    assert last["x"] + last["width"] < tools["x"]


@pytest.fixture
def map_on(visit):
    """Come to the map on a day; the page, and the document with the map once it shows that day."""

    def opened(day: str):
        page = visit(f"?day={day}")
        frame = map_frame(page)
        wait_for_day(frame, day)
        return page, frame

    return opened


@pytest.mark.parametrize(("width", "height"), [WIDE, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_opens_on_the_telling_day_and_asks_nothing_of_other_machines(
    app_address, open_page, width, height, scheme
):
    """At both sizes and in both themes the first page shows 10 November 2020, without errors or outside requests."""
    page = open_page(app_address, width=width, height=height, color_scheme=scheme)
    frame = map_frame(page)
    wait_for_day(frame, "2020-11-10")
    frame.wait_for_function(
        "scheme => document.documentElement.dataset.theme === scheme || "
        "document.querySelector('[data-theme]')?.dataset.theme === scheme",
        arg=scheme,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wait_until(lambda: share_of_map(page, frame) >= 0.65, "65 % of the window is map")
    if width == PHONE[0]:
        stage, deck = (frame.locator(part).bounding_box() for part in (".stage", ".deck"))
        assert (stage["x"], stage["width"]) == (0, width)
        assert height * 0.75 < deck["y"] + deck["height"] <= height
    else:
        page.set_viewport_size({"width": 1024, "height": 768})
        wait_until(lambda: share_of_map(page, frame) >= 0.6, "60 % of a small window is map")
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.witness.outside == []
    assert page.witness.errors == []


def test_an_address_opens_its_day_and_selection(visit):
    """What a reporter sends to the editor opens on the same day with the same place selected."""
    page = visit("?day=1992-05-18&select=lachin")
    frame = map_frame(page)
    wait_for_day(frame, "1992-05-18")
    frame.get_by_text("18 May 1992").first.wait_for()
    frame.get_by_text("Lachin").first.wait_for()


def test_an_address_keeps_its_day_and_period_beside_a_selected_event(visit):
    """The card of the event of 23 July 1993 is open, but the day and the period are those of the address."""
    page = visit("?day=1992-05-18&select=1993-07-23-aghdam&from=1992-01-01&to=1992-12-31")
    frame = map_frame(page)
    wait_for_day(frame, "1992-05-18")
    frame.get_by_text("Aghdam").first.wait_for()
    at_rest(page)
    state = told(frame, STATE)
    assert (state["day"], state["selection"]) == ("1992-05-18", "1993-07-23-aghdam")
    assert state["range"] == ["1992-01-01", "1992-12-31"]


def test_what_the_reader_does_on_the_map_reaches_the_address(map_on):
    """After a step with the keyboard the address names the new day, and reloading it shows that day."""
    page, frame = map_on("2020-11-10")
    frame.evaluate("window.controlAtlas.show('2020-11-20')")
    page.wait_for_url(re.compile(r"day=2020-11-20"))
    page.reload()
    wait_for_day(map_frame(page), "2020-11-20")


def test_a_rerun_leaves_the_map_standing(map_on):
    """When Python reruns, the document is not loaded again and the viewport does not move."""
    page, frame = map_on("2020-11-10")
    frame.evaluate("window.mark = 'still here'")
    box = page.locator("iframe").bounding_box()
    come_below(page)
    switch = page.get_by_text("Show this day as a table")
    switch.scroll_into_view_if_needed()
    drawn(page)  # a press that scrolls the page is taken for a drag
    with runs(page):
        switch.click()
    page.locator("[data-testid=stDataFrame]").wait_for()
    assert map_frame(page).evaluate("window.mark") == "still here"
    assert day_of(map_frame(page)) == "2020-11-10"
    after = page.locator("iframe").bounding_box()
    assert (after["width"], after["height"]) == (box["width"], box["height"])


def test_python_moves_the_map_without_rebuilding_it(map_on):
    """A day chosen in the page's own date field is shown by the same document."""
    page, frame = map_on("2020-11-10")
    frame.evaluate("window.mark = 'still here'")
    at_rest(page)
    with runs(page):
        page.get_by_role("button", name="Find").click()
    day = page.get_by_role("textbox", name="Day", exact=True)
    day.fill("1993-07-23")
    day.press("Enter")
    wait_for_day(frame, "1993-07-23")
    assert frame.evaluate("window.mark") == "still here"
    page.wait_for_url(re.compile(r"day=1993-07-23"))


def test_coming_back_to_the_map_finds_it_as_it_was_left(map_on):
    """After a visit to another page the map shows the day on which it was left."""
    page, frame = map_on("2020-11-10")
    frame.evaluate("window.controlAtlas.show('1994-05-12')")
    page.wait_for_url(re.compile(r"day=1994-05-12"))
    at_rest(page)
    with runs(page):
        page.get_by_role("link", name="Method").click()
    page.get_by_role("heading", name="Licences and credits").wait_for()
    page.get_by_role("link", name="Map", exact=True).click()
    wait_for_day(map_frame(page), "1994-05-12")


def test_the_space_bar_plays_from_the_first_moment(app_address, open_page):
    """A newcomer is told what this is and what to do; who presses space sees the map play and is told no more in the session."""
    page = open_page(f"{app_address}/?day=1992-05-01")
    frame = map_frame(page)
    greeting = frame.locator(".greeting")
    assert "Who held what, when, and according to whom." in greeting.inner_text()
    assert "Nagorno-Karabakh in ten maps" in greeting.inner_text()
    page.keyboard.press("Space")
    frame.wait_for_function("() => document.documentElement.dataset.day > '1992-05-01'")
    greeting.wait_for(state="detached")
    page.reload()
    frame = map_frame(page)
    frame.locator(".card").first.wait_for()
    at_rest(page)
    assert frame.locator(".greeting").count() == 0


def test_a_newcomer_comes_to_a_tour(visit):
    """The title of the first tour in the greeting leads to the page Tours."""
    page = visit("?day=2020-11-10")
    page.evaluate("sessionStorage.clear()")
    page.reload()
    with runs(page):
        map_frame(page).locator(".greeting-tour").click()
    page.get_by_role("heading", name="Tours", exact=True).wait_for()


def test_the_untouched_map_has_a_short_address(app_address, open_page):
    """After a step the address names the dataset and the day, and nothing that the map chose itself."""
    page = open_page(app_address)
    frame = map_frame(page)
    wait_for_day(frame, "2020-11-10")
    frame.evaluate("window.controlAtlas.show('2020-11-20')")
    page.wait_for_url(re.compile(r"day=2020-11-20"))
    assert "layers=" not in page.url
    assert "view=" not in page.url


def test_there_is_a_way_back_to_the_whole(map_on):
    """After a selection led the map away, one button shows the whole area again."""
    page, frame = map_on("2024-05-24")
    frame.evaluate("window.controlAtlas.select('2024-05-24-gazakh-villages')")
    page.wait_for_url(re.compile(r"view="))
    frame.get_by_role("button", name="Whole area").click()
    page.wait_for_url(lambda address: "view=" not in address)


def test_going_back_to_an_address_undoes_what_it_does_not_name(map_on):
    """From an address with layers and a position back to one without, all layers show and the map fits the whole."""
    page, frame = map_on("2020-11-10")
    at_rest(page)  # the map fits itself anew when what stands around it comes
    place = "(({ x, y, width }) => [x, y, width])(document.querySelector('.country').getBoundingClientRect())"
    fitted = frame.evaluate(place)
    come_back_to(page, "/?day=1992-05-18&layers=mosaic&view=39.6,46.5,10")
    frame = map_frame(page)
    wait_for_day(frame, "1992-05-18")
    frame.wait_for_function("() => window.controlAtlas.state().layers.length === 1")
    come_back_to(page, "/?day=2020-11-10")
    frame = map_frame(page)
    wait_for_day(frame, "2020-11-10")
    frame.wait_for_function("() => window.controlAtlas.state().layers.length === 7")
    until(frame, f"{place}.every((it, i) => Math.abs(it - {fitted}[i]) < 4)")  # pixels


def test_a_language_chosen_gives_way_to_that_of_an_address(visit):
    """Who has chosen a language in the menu and comes to an address in another reads that, also after the next run."""
    page = visit("?lang=en&day=2020-11-10")
    menu = page.locator(".st-key-reader-menu button:visible")
    with runs(page):
        menu.click()
    with runs(page):
        page.locator(".st-key-reader-choice label:has(input)").filter(has_text="Русский").click()
    until(page, "location.search.includes('lang=ru')")
    come_back_to(page, "?lang=hy&day=2020-11-10")
    with runs(page):
        map_frame(page).evaluate("window.controlAtlas.show('1994-05-12')")
    until(page, "location.search.includes('lang=hy') && location.search.includes('day=1994-05-12')")
    assert "HY" in menu.inner_text()


def test_back_undoes_the_choice_of_language_and_of_names(visit):
    """Russian, then Azerbaijani names alone: Back brings both names again, and then English; Forward the Russian, on the same day."""
    page = visit("changes?lang=en&day=2016-04-05")
    heading = page.get_by_role("heading", level=1)
    for choice, named in (("choice", "Русский"), ("names-choice", "Азербайджанский")):
        with runs(page):  # the menu closes with a change of language
            page.locator(".st-key-reader-menu button:visible").click()
        with runs(page):
            page.locator(f".st-key-reader-{choice} label:has(input)").filter(has_text=named).click()
    until(page, "location.search.includes('lang=ru') && location.search.includes('names=az')")
    for step, title, names in (
        ("back", "Изменения", ""),
        ("back", "Changes", ""),
        ("forward", "Изменения", ""),
    ):
        with runs(page):
            page.evaluate(f"history.{step}()")
        heading.filter(has_text=title).wait_for()
        until(page, f"(new URLSearchParams(location.search).get('names') || '') === {names!r}")
    until(page, "location.search.includes('lang=ru') && location.search.includes('day=2016-04-05')")
    with runs(page):  # English again, for who comes next
        page.evaluate("history.back()")
    heading.filter(has_text="Changes").wait_for()


def chart_of(page):
    """The chart under the map, drawn and in view, once nothing above it is still to come and would move it."""
    come_below(page)
    chart = page.locator("[data-testid=stVegaLiteChart]")
    chart.locator("svg").wait_for()
    chart.scroll_into_view_if_needed()
    drawn(page)
    return chart


def wait_for_line(page, words: str) -> None:
    """Wait until the line of the chart stands at that day, and the figures beside it are those of the day."""
    page.locator("[data-testid=stVegaLiteChart] svg text").filter(
        has_text=re.compile(f"^{words}$")
    ).wait_for()
    page.locator(".area-figures caption", has_text=f"On {words}").wait_for()


def test_the_chart_under_the_map_goes_with_it(map_on):
    """When the map moves, the line of the chart moves; neither the chart nor the map is built anew for it."""
    page, frame = map_on("2020-11-10")
    chart = chart_of(page)
    wait_for_line(page, "10 November 2020")
    frame.evaluate("window.mark = 'still here'")
    chart.locator("svg").evaluate("svg => { svg.mark = 'still here'; }")
    frame.evaluate("window.controlAtlas.show('1993-07-23')")
    wait_for_line(page, "23 July 1993")
    assert chart.locator("svg").evaluate("svg => svg.mark") == "still here"
    assert frame.evaluate("window.mark") == "still here"
    assert page.witness.outside == []
    assert page.witness.errors == []


def test_a_click_on_the_chart_moves_the_map(map_on):
    """A click in the years of the ceasefire takes the map there, also a second time; the map is not loaded again."""
    page, frame = map_on("2020-11-10")
    chart = chart_of(page)
    frame.evaluate("window.mark = 'still here'")
    middle = {"x": 500, "y": 200}
    chart.click(position=middle)
    page.wait_for_url(re.compile(r"day=200\d-"))
    day = re.search(r"day=([\d-]+)", page.url)[1]
    wait_for_day(frame, day)
    for _ in range(2):
        frame.evaluate("window.controlAtlas.show('1993-07-23')")
        wait_for_line(page, "23 July 1993")
        at_rest(page)
        chart.click(position=middle)
        wait_for_day(frame, day)
    assert frame.evaluate("window.mark") == "still here"
    assert page.witness.errors == []


def test_pointing_at_the_chart_tells_the_figures(map_on):
    """Under the pointer stand the days for which the figures hold, and who controls how much."""
    page, _ = map_on("2020-11-10")
    chart = chart_of(page)
    tip = page.locator("#vg-tooltip-element")

    def told() -> int:
        for x in (500, 501):
            chart.hover(position={"x": x, "y": 200})
        return tip.get_by_text("12 May 1994 –").count()

    wait_until(told, "the days of the stretch under the pointer")  # a chart drawn anew forgets the pointer
    assert "Armenian forces: held, recorded" in tip.inner_text()
    assert re.search(r"[\d,]+ km², \d+ settlements", tip.inner_text())


def test_the_file_of_the_chart_is_that_of_the_engine(map_on, karabakh):
    """What the button under the chart saves is named after what it holds, and holds what the engine counts."""
    page, _ = map_on("2020-11-10")
    chart_of(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download the figures (CSV)").click()
    name = saved.value.suggested_filename
    span = f"{karabakh.start}-{karabakh.end}"
    assert name == f"karabakh-{karabakh.version}-area-whole-map-claimed-{span}.csv"
    rows = share_rows(karabakh, shares_over_time(karabakh))
    text = pathlib.Path(saved.value.path()).read_text(encoding="utf-8")
    assert text.splitlines() == as_csv(rows).splitlines()
