"""What a reader does before the script that hears it has come is not lost, nor what is done while scripts come and go."""

from __future__ import annotations

import pytest
from moving import RUN, SOCKETS, at_rest, come_back_to, come_below, drawn, map_frame, runs, until

pytestmark = pytest.mark.browser

LATE = """
window.late = new Promise((come) => { window.come = come; });
window.Blob = new Proxy(window.Blob, {
  construct(target, [parts, ...more]) {
    const held = typeof parts?.[0] === "string" && parts[0].includes("st-bidi-controlatlas_%s-");
    return new target(held ? ["await window.late;", ...parts] : parts, ...more);
  },
});
"""
"""The script of one component comes when the test says so."""


SEEN = """
const watch = (look) => new MutationObserver(look).observe(document, {
  attributes: true, childList: true, subtree: true });
window.shown = [];
watch(window === top
  ? () => {
      const frame = document.querySelector("iframe");
      if (frame && frame.style.opacity !== "0") window.seen ??= Date.now();
    }
  : () => {
      const { day } = document.documentElement.dataset;
      if (day && window.shown.at(-1)?.[1] !== day) window.shown.push([Date.now(), day]);
    });
"""
"""Notes when the map can be seen, and in its frame which day it has shown since when."""


@pytest.fixture
def late(app_address, open_page):
    """Open a page on which the script of a component is late."""

    def opened(where: str, component: str):
        page = open_page("about:blank")
        page.add_init_script(SOCKETS)
        page.add_init_script(LATE % component)
        page.goto(f"{app_address}/{where}")
        return page

    return opened


def press_before_it_comes(page, *keys: str) -> None:
    """Press keys one after another, and then let the script come that hears them."""
    for key in keys:
        page.keyboard.press(key)
    page.evaluate("window.come()")


def test_arrow_keys_pressed_before_their_script_has_come_count(late):
    """Three times right and once left beside a stop that is only just seen: the tour is at its third stop."""
    page = late("tours", "tour_keys")
    page.locator("article.stop h2").wait_for()
    press_before_it_comes(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft")
    until(page, "location.search.includes('step=3')")
    at_rest(page)
    page.keyboard.press("ArrowRight")
    until(page, "location.search.includes('step=4')")


def test_arrow_keys_count_on_a_tour_that_the_reader_comes_back_to(app_address, open_page):
    """To Method and back by the navigation, and at once on: each key counts from the stop that was left, none on Method."""
    page = open_page(f"{app_address}/tours?step=2")
    at_rest(page)
    page.locator("a[href$='/method']").first.click()
    page.get_by_role("heading", name="Method").wait_for()
    page.keyboard.press("ArrowRight")
    at_rest(page)
    page.locator("a[href$='/tours']").first.click()
    page.locator("article.stop h2").wait_for()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    until(page, "location.search.includes('step=4')")


def test_the_first_tab_of_a_map_page_leads_to_the_skip_link_and_its_keys_count_from_the_start(late):
    """On Map, whose script is late, two days right and one left: the map is then a day further, nothing has the focus, Tab skips."""
    page = late("?day=2016-04-05", "map")
    page.locator(".st-key-map").wait_for(state="attached")
    press_before_it_comes(page, "ArrowRight", "ArrowRight", "ArrowLeft")
    until(page, "location.search.includes('day=2016-04-06')")
    at_rest(page)
    page.keyboard.press("ArrowRight")
    until(page, "location.search.includes('day=2016-04-07')")
    page.keyboard.press("Space")
    until(map_frame(page), "window.controlAtlas.state().playing")
    page.keyboard.press("Space")
    until(map_frame(page), "!window.controlAtlas.state().playing")
    at_rest(page)
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-testid=stSkipToContent]') !== null")
    day = page.evaluate("new URLSearchParams(location.search).get('day')")
    page.keyboard.press("ArrowRight")
    drawn(page)
    assert map_frame(page).evaluate("window.controlAtlas.state().day") == day, (
        "a key for what has the focus is its own"
    )


def test_keys_of_a_reader_who_is_below_the_map_scroll_the_page(app_address, open_page):
    """Scrolled to the chart under the map, the arrow keys and the space bar lead to no other day."""
    page = open_page(f"{app_address}/?day=2016-04-05")
    at_rest(page)
    come_below(page)
    page.evaluate("document.querySelector('.st-key-map').scrollIntoView({block: 'end'})")
    come_below(page)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 1e6)")
    drawn(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    drawn(page)
    state = map_frame(page).evaluate("window.controlAtlas.state()")
    assert (state["day"], state["playing"]) == ("2016-04-05", False)


def test_a_press_made_before_its_script_has_come_waits_for_what_was_chosen(late):
    """On Export another width is chosen and Download pressed before the script that holds presses is there: one wide file."""
    page = late("export?format=csv&kind=day&day=2016-04-05", "held")
    files = []
    page.on("download", lambda it: files.append(it.suggested_filename))
    button = page.get_by_test_id("stDownloadButton").get_by_role("button", name="Download CSV", exact=True)
    button.wait_for()
    field = page.get_by_role("textbox", name="Day", exact=True)
    field.wait_for()
    until(page, "document.querySelector('[data-run]') !== null", passing=True)
    field.fill("1994-05-12")
    button.click()
    drawn(page)
    assert files == []
    with page.expect_download() as caught:
        page.evaluate("window.come()")
    assert "1994-05-12" in caught.value.suggested_filename
    at_rest(page)
    assert len(files) == 1


def test_a_script_that_comes_after_two_runs_hears_presses_and_connections(late):
    """On Map the script that holds presses comes when the page has been run twice: it still hears what it is for, and stays in its place."""
    page = late("?day=2016-04-05", "held")
    until(page, f"{RUN} > 1", passing=True)
    page.evaluate("window.come()")
    at_rest(page)
    come_below(page)
    page.evaluate("window.parts = [...document.querySelectorAll('.st-key-unseen .stBidiComponent')]")
    with runs(page):
        page.locator(".st-key-map-table input").press("Space")
    assert page.evaluate("window.parts.length > 1 && window.parts.every((it) => it.isConnected)")
    map_frame(page).evaluate("window.controlAtlas.show('1994-05-12')")
    with page.expect_download() as caught:
        page.get_by_test_id("stDownloadButton").get_by_role("button", name="Download as CSV").click()
    assert "1994-05-12" in caught.value.suggested_filename
    at_rest(page)
    page.evaluate("window.sockets.at(-1).close()")
    map_frame(page).evaluate("window.controlAtlas.show('1992-05-18')")
    until(page, "location.search.includes('day=1992-05-18')")
    at_rest(page)


@pytest.mark.parametrize("where", ["?day=1993-05-01", "compare?day=1993-05-01&other=1992-05-01"])
def test_no_map_is_seen_before_it_shows_the_days_asked_for(app_address, open_page, where):
    """The document begins with a day of its own; the reader sees it when it shows the day, or the days, of the address."""
    page = open_page("about:blank")
    page.add_init_script(SEEN)
    page.goto(f"{app_address}/{where}")
    until(page, "window.seen")
    seen, shown = page.evaluate("window.seen"), map_frame(page).evaluate("window.shown")
    assert shown[0][1] != "1993-05-01"  # else this shows nothing
    assert [day for since, day in shown if since <= seen][-1] == "1993-05-01"
    assert {day for since, day in shown if since > seen} <= {"1993-05-01"}


HELD = """() => {
  window.held = [];
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (word) { window.held.push([this, word]); };
  window.release = () => {
    WebSocket.prototype.send = send;
    for (const [socket, word] of window.held) socket.send(word);
  };
}"""
"""Nothing goes to the server before the test says so: the line is slow."""


def to_the_map(page) -> None:
    """From Changes, once it rests, by the navigation."""
    at_rest(page)
    page.get_by_role("link", name="Map", exact=True).first.click()
    until(page, "!location.pathname.includes('changes')")
    at_rest(page)


def test_what_a_map_tells_after_back_does_not_bring_its_page_back(app_address, open_page):
    """Back to Changes just after a move of the map, on a slow line: one request goes out, and Forward still leads to the map."""
    page = open_page(f"{app_address}/changes?lang=en")
    to_the_map(page)
    frame, entries = map_frame(page), page.evaluate("history.length")
    page.evaluate(HELD)
    page.evaluate("history.back()")
    page.wait_for_url("**/changes**")
    told = page.locator("iframe").get_attribute("data-told")
    frame.evaluate("window.controlAtlas.show('1994-05-13')")
    until(page, f"document.querySelector('iframe').dataset.told !== {told!r}")
    drawn(page)
    assert page.evaluate("window.held.length") == 1
    page.evaluate("window.release()")
    page.get_by_role("heading", name="Changes", level=1).wait_for()
    at_rest(page)
    assert page.evaluate("history.length") == entries
    page.evaluate("history.forward()")
    until(page, "!location.pathname.includes('changes')")
    until(map_frame(page), "document.documentElement.dataset.day === '1994-05-13'")
    at_rest(page)
    assert "day=1994-05-13" in page.url


@pytest.mark.parametrize(
    "leave", ["history.back()", "document.querySelector('a[href$=\"/method\"]').click()"]
)
def test_what_the_map_shows_as_its_page_is_left_is_there_again(app_address, open_page, leave):
    """While it plays its page is left by Back, or by a link: it comes again on the day it had come to, with the lens chosen at the last moment."""
    page = open_page(f"{app_address}/changes?lang=en")
    to_the_map(page)
    frame = map_frame(page)
    frame.evaluate("window.controlAtlas.show('1992-05-01')")
    until(page, "location.search.includes('day=1992-05-01')")
    at_rest(page)
    frame.evaluate("window.controlAtlas.lens('held')")
    frame.evaluate("window.controlAtlas.play()")
    until(frame, "document.documentElement.dataset.day > '1992-05-20'")
    drawn(page)
    page.evaluate(leave)
    page.get_by_role("heading", name="Changes" if "back" in leave else "Method", level=1).wait_for()
    at_rest(page)
    page.evaluate("history.forward()" if "back" in leave else "history.back()")
    until(page, "document.querySelector('iframe') !== null")
    at_rest(page)
    state = map_frame(page).evaluate("window.controlAtlas.state()")
    assert state["day"] > "1992-05-01"
    assert (state["lens"], state["playing"]) == ("held", False)
    assert f"day={state['day']}" in page.url


def test_a_day_asked_for_by_an_address_counts_after_the_map_was_left(app_address, open_page):
    """The map is moved and its page left at once; an address then asks for another day: that one is shown."""
    page = open_page(f"{app_address}/?day=1992-05-01&lang=en")
    at_rest(page)
    map_frame(page).evaluate("window.controlAtlas.show('1994-05-13')")
    page.evaluate("document.querySelector('a[href$=\"/method\"]').click()")
    page.get_by_role("heading", name="Method", level=1).wait_for()
    at_rest(page)
    come_back_to(page, "?day=2016-04-05&lang=en")
    assert map_frame(page).evaluate("window.controlAtlas.state()")["day"] == "2016-04-05"


ARRIVING = """
window.held = null;
window.WebSocket = new Proxy(window.WebSocket, {
  construct(target, parts) {
    const socket = new target(...parts);
    socket.addEventListener("message", (event) => {
      if (!window.held) return;
      event.stopImmediatePropagation();
      window.held.push(() => socket.dispatchEvent(new MessageEvent("message", { data: event.data })));
    });
    return socket;
  },
});
window.release = () => {
  const words = window.held;
  window.held = null;
  for (const come of words) come();
};
"""
"""While the test says so, by a list for them, nothing that the server sends comes to the app."""


def test_back_counts_while_the_answer_to_a_move_of_the_map_is_on_its_way(app_address, open_page):
    """The map is moved; Back is pressed before the server's answer has come: no page is added, and Forward leads to the map again."""
    page = open_page("about:blank")
    page.add_init_script(ARRIVING)
    page.goto(f"{app_address}/changes?lang=en")
    to_the_map(page)
    entries = page.evaluate("history.length")
    page.evaluate("window.held = []")
    map_frame(page).evaluate("window.controlAtlas.show('1994-05-13')")
    until(page, "window.held.length > 0")
    page.evaluate("history.back()")
    page.wait_for_url("**/changes**")
    page.evaluate("window.release()")
    page.get_by_role("heading", name="Changes", level=1).wait_for()
    at_rest(page)
    assert page.evaluate("history.length") == entries
    assert "changes" in page.url
    page.evaluate("history.forward()")
    until(page, "!location.pathname.includes('changes')")
    at_rest(page)
    assert page.evaluate("history.length") == entries
    page.get_by_role("link", name="Method", exact=True).first.click()
    page.get_by_role("heading", name="Method", level=1).wait_for()
    assert page.evaluate("history.length") == entries + 1
