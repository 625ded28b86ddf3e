"""What tests say to the app and to the moving map in a browser, and the states that they wait for.

The app writes the number of its run into the page once the run is complete, and the map how often it has told
what it shows. So a test waits for the run or the telling that its own deed has caused, and never for time to pass.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Error
from waiting import wait_until

STATE = "window.controlAtlas.state()"

RUN = "Math.max(0, ...[...document.querySelectorAll('[data-run]')].map(it => Number(it.dataset.run)))"
"""The number of the last run of the app that is complete; 0 before the first."""

RESTS = """(() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
  && document.querySelector("[data-run]") !== null
  && !document.querySelector("[data-testid=stStatusWidget], [data-testid=stSkeleton]")
  && [...document.querySelectorAll(".st-key-map, .st-key-compare-map, .st-key-tour-map")].every((it) => it.querySelector("iframe"))
  && [...document.querySelectorAll("iframe[data-told]")].every(({ dataset: { told, heard } }) => told !== "0" && told === heard)
  && [...document.querySelectorAll("iframe")].map(({ dataset: { told } }) => told ?? null))()"""
"""The app does not run, nothing of what it has written is still to come, and it has heard what was told to it: what each frame told last."""

COMMITS = "Number(document.documentElement.dataset.commit || 0)"
"""How often the map has told what it shows."""

UNTOLD = "'untold' in document.documentElement.dataset"
"""The map shows something that it has yet to tell."""

DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"

SOCKETS = """
window.sockets = [];
window.WebSocket = new Proxy(window.WebSocket, {
  construct(target, parts) {
    const socket = new target(...parts);
    window.sockets.push(socket);
    socket.messages = 0;
    socket.addEventListener("message", () => { socket.messages += 1; });
    return socket;
  },
});
"""
"""Note each connection of the page, so that it can be broken off."""


def show(page, iso: str) -> None:
    """Go to a day."""
    page.evaluate("day => window.controlAtlas.show(day)", iso)


def told(page, question: str):
    """The answer to a question put to a page; as one text it comes here in a tenth of the time that its many parts take."""
    return json.loads(page.evaluate(f"JSON.stringify({question})"))


def until(page, condition: str, *, passing: bool = False) -> None:
    """Wait until a condition on the page holds; Playwright's own wait needs eval, which the page forbids."""
    wait_until(lambda: page.evaluate(condition), condition, passing=passing)


def drawn(page) -> None:
    """Wait until the browser has drawn what it was asked for, and told it to who listens."""
    page.evaluate(DRAWN)


def at_rest(page) -> None:
    """Wait until nothing is on its way: the map has told what it shows, the app has heard it and has run to its end."""
    wait_until(lambda: _rests(page), "the app rests, and has heard all that the map has told")


def come_below(page) -> None:
    """Scroll to what stands under the map, which is made once it is seen, and wait until it is there."""
    page.locator(".room, .st-key-area").first.scroll_into_view_if_needed()
    page.locator(".area-figures caption").wait_for()
    at_rest(page)


def _rests(page) -> bool:
    try:
        last_words, frames = page.evaluate(RESTS), page.main_frame.child_frames
        if not isinstance(last_words, list):
            return False
        # which frame is whose costs more to ask than all the rest
        if len(frames) != 1 or len(last_words) != 1:
            last_words = [frame.frame_element().get_attribute("data-told") for frame in frames]
        return all(_heard(frame, told) for frame, told in zip(frames, last_words, strict=True))
    except Error:  # a frame is taken away while we look at it
        return False


def _heard(frame, told: str | None) -> bool:
    """Whether a map has told what it shows, and the page has taken its last word; true of a frame that talks to nobody."""
    untold, commits = frame.evaluate(f"[{UNTOLD}, {COMMITS}]")
    return not untold and (told is None or told.endswith(f":{commits}"))


@contextlib.contextmanager
def runs(page) -> Iterator[None]:
    """Do what makes the app run, and wait until it has: until a later run is complete and nothing more is on its way."""
    before = page.evaluate(RUN)
    yield
    until(page, f"{RUN} > {before}")
    at_rest(page)


@contextlib.contextmanager
def tells(frame) -> Iterator[None]:
    """Do what makes the map tell what it shows, and wait until it has."""
    before = frame.evaluate(COMMITS)
    yield
    until(frame, f"{COMMITS} > {before} && !({UNTOLD})")


def map_frame(page):
    """The document with the map inside the app, once it shows a day."""
    page.frame_locator("iframe").locator("html[data-day]").wait_for(state="attached")
    return next(frame for frame in page.frames if frame.parent_frame is not None)


def turn(page, name: str) -> None:
    """Turn to a page by the navigation, and wait until it rests."""
    page.locator(f"a[href$='/{name}']").first.click()
    page.wait_for_url(lambda url: urlsplit(url).path.rpartition("/")[2] == name)
    at_rest(page)


LIGHTEST = "import"
"""The page that is shown with the least work."""


def come_back_to(page, where: str) -> None:
    """Come from another page to an address, in English if it names no language, as the Back of the browser does, and wait until it rests."""
    name, _, query = where.lstrip("/").partition("?")
    at_rest(page)
    here = page_name(page)
    in_its_language = "lang=" in query or page.evaluate("document.documentElement.lang") == "en"
    if here == name or not in_its_language:  # nobody comes to the page where he is
        _pop(page, f"/{next(it for it in (LIGHTEST, 'method', 'claims') if it not in (here, name))}?lang=en")
    _pop(page, f"/{name}?{query or 'lang=en'}")


def page_name(page) -> str:
    """The name of the page in its address; that of the map is empty."""
    name = urlsplit(page.url).path.rpartition("/")[2]
    return "" if name == "map" else name


def _pop(page, address: str) -> None:
    with runs(page):
        page.evaluate(
            "address => { History.prototype.pushState.call(history, {}, '', address);"
            " dispatchEvent(new PopStateEvent('popstate')); }",
            address,
        )
