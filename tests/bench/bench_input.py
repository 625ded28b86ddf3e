"""Does every press count? Clicks, keys and choices at chosen moments, and how many of them were lost.

    python tests/bench/bench_input.py [--rows links export ...] [--n 200] [--throttle 1 4]

Each row makes ``--n`` presses and prints how many of them counted, once for each ``--throttle``, by which the processor of
the browser is slowed down. The first presses of a page come 0 to 1,000 ms after it has appeared. What counts:

- ``links``: a link of the navigation, from each page to each other one, brings its page, which stays;
- ``export``: the button Export of each page that has it brings the page Export;
- ``share``: Share, pressed at once after the map was moved, copies the day of the move;
- ``keys-map``, ``keys-tours``: each press of the right arrow, one every 100 and 250 ms, leads a day or a stop further;
- ``typed``: a day that is typed on Places, Changes, Compare or Export and sent with Enter stands in the address;
- ``download``: a file taken away at once after a day was typed is that of this day;
- ``two-tabs``: a move of the map in one of two tabs of a browser is shown there, and the other tab stays as it was;
- ``reload``: a page that is loaded anew in the middle of being loaded anew shows what it showed;
- ``back``: one press of Back or Forward turns one page;
- ``restart``: a page comes back on the same view when its server is started anew; ``--n`` pages, five at a time;
- ``broken``: a move made while the connection is broken off counts.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import pathlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from moving import STATE, at_rest, map_frame
from playwright.sync_api import Error, sync_playwright
from running import ROOT, Server, launch_chromium, server_of
from waiting import PATIENCE, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

DELAYS = [0, 0, 50, 50, 100, 100, 150, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1000, 1000]
"""Milliseconds between the first sight of a page and the press; most are short, where presses are lost."""

PAGES = ["map", "compare", "places", "changes", "sources", "claims", "tours", "export", "method"]
DAYS = ["1992-05-18", "2020-11-10", "1994-05-12", "2016-04-05", "1993-07-23"]
KEYS = 9
"""How many keys are pressed one after the other."""

SETUP = """
window.copied = [];
Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => void window.copied.push(text) } });
window.sockets = [];
window.WebSocket = new Proxy(window.WebSocket, {
  construct(target, parts) {
    const socket = new target(...parts);
    window.sockets.push(socket);
    return socket;
  },
});
"""
"""Note what is copied, and each connection of the page, so that it can be broken off."""

SESSION = "document.querySelector('[data-session]')?.dataset.session"

TYPED = [
    ("places?place=shusha", "Who held it on", ("day",)),
    ("changes", "From", ("since",)),
    ("compare", "Later day", ("day", "other")),
    ("export?kind=day&format=csv", "Day", ("day",)),
]
"""Fields for a day: the page, the name of the field, and the parts of the address of which one says what it holds.

The earlier of the two days of Compare is the other one, whichever was typed last.
"""


def counts(look: Callable[[], object], wanted: str) -> bool:
    """Whether something comes true within the patience; what did not is printed."""
    try:
        wait_until(look, wanted)
    except (Error, AssertionError) as error:
        print(f"    lost: {wanted} ({str(error).splitlines()[0][:120]})", flush=True)
        return False
    return True


def asked(page: Page, part: str) -> str:
    """What the address says of a part; asked of the page, for what Playwright knows of it grows old while nothing is asked."""
    return parse_qs(page.evaluate("location.search.slice(1)")).get(part, [""])[0]


def is_on(page: Page, name: str) -> bool:
    """Whether the page of that name is there, as the address and the heading say.

    The map has no heading, and that of Compare is what happened between its days: there it is enough that it is no other page's.
    """
    path = page.evaluate("location.pathname").strip("/")
    if path not in (name, "" if name == "map" else name):
        return False
    headings = [it.casefold() for it in page.locator("[data-testid=stMain] h1").all_inner_texts()]
    if name in ("map", "compare"):
        return name == "map" or (len(headings) == 1 and headings[0] not in PAGES)
    return headings == [name]


def comes_to(page: Page, name: str) -> bool:
    """Whether a page comes and stays."""
    if not counts(lambda: is_on(page, name), f"the page {name}, on {page.url}"):
        return False
    with contextlib.suppress(AssertionError):
        at_rest(page)
    return counts(lambda: is_on(page, name), f"the page {name} stays, on {page.url}")


def shows(page: Page, day: str) -> bool:
    """Whether map and address come to a day."""

    def alike() -> bool:
        return asked(page, "day") == day and map_frame(page).evaluate(STATE)["day"] == day

    return counts(alike, f"the map on {day}")


def show(page: Page, day: str) -> None:
    """Move the map to a day."""
    map_frame(page).evaluate("day => window.controlAtlas.show(day)", day)


def type_day(page: Page, name: str, day: str) -> None:
    """Type a day, and Enter."""
    field = page.get_by_role("textbox", name=name, exact=True)
    field.fill(day)
    field.press("Enter")


def press_link(page: Page, name: str) -> None:
    """Click on a page in the navigation."""
    page.get_by_role("link", name=name.capitalize(), exact=True).first.click()


class Bench:
    """A server and a browser, slowed down or not."""

    def __init__(self, server: Server, browser: Browser, throttle: int) -> None:
        self.server, self.browser, self.throttle = server, browser, throttle
        self.opened_so_far = 0

    @contextlib.contextmanager
    def context(self) -> Iterator[BrowserContext]:
        """A browser without memories."""
        context = self.browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(PATIENCE * 1000)
        context.add_init_script(SETUP)
        yield context
        context.close()

    def open(self, context: BrowserContext, where: str) -> Page:
        """A page in a browser, once it is first seen."""
        page = context.new_page()
        if self.throttle > 1:
            slow = context.new_cdp_session(page)
            slow.send("Emulation.setCPUThrottlingRate", {"rate": self.throttle})
        page.goto(f"{self.server.address}/{where}{'&' if '?' in where else '?'}lang=en")
        name = where.partition("?")[0] or "map"
        if name == "map":
            page.frame_locator("iframe").locator("html[data-day]").wait_for(state="attached")
        else:
            wait_until(lambda: is_on(page, name), f"the page {name}")
        return page

    def pause(self, page: Page) -> None:
        """Let the next of the chosen times pass."""
        page.wait_for_timeout(DELAYS[self.opened_so_far % len(DELAYS)])
        self.opened_so_far += 1


def links(bench: Bench) -> Iterator[bool]:
    """From each page to each other."""
    for start, name in itertools.permutations(PAGES, 2):
        with bench.context() as context:
            page = bench.open(context, "" if start == "map" else start)
            bench.pause(page)
            press_link(page, name)
            yield comes_to(page, name)


def export(bench: Bench) -> Iterator[bool]:
    """The button of each page that shows a view."""
    for start in ("map", "compare", "places", "tours"):
        with bench.context() as context:
            page = bench.open(context, "" if start == "map" else start)
            page.locator(".st-key-take-away button").first.wait_for()
            bench.pause(page)
            page.locator(".st-key-take-away button").first.click()
            yield comes_to(page, "export")


def share(bench: Bench) -> Iterator[bool]:
    """Moves of the map, each followed by Share at once."""
    with bench.context() as context:
        page = bench.open(context, "")
        bench.pause(page)
        for number, day in enumerate(DAYS, 1):
            show(page, day)
            page.locator(".st-key-share button").click()
            yield counts(
                lambda number=number, day=day: (
                    page.evaluate("window.copied.length") == number
                    and f"day={day}" in page.evaluate("window.copied.at(-1)")
                ),
                f"an address with {day}",
            )


def keys_map(bench: Bench) -> Iterator[bool]:
    """Days further by the arrow."""
    with bench.context() as context:
        page = bench.open(context, "?day=2016-04-05")
        bench.pause(page)
        for _ in range(KEYS):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(100)
        whole = shows(page, f"2016-04-{5 + KEYS:02}")
        came = KEYS if whole else int(map_frame(page).evaluate(STATE)["day"][-2:]) - 5
        yield from (number < came for number in range(KEYS))


def keys_tours(bench: Bench) -> Iterator[bool]:
    """Stops further by the arrow."""
    with bench.context() as context:
        page = bench.open(context, "tours")
        stop = page.locator(".stop .where")
        stop.wait_for()
        bench.pause(page)
        for _ in range(KEYS):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(250)
        whole = counts(lambda: f"Step {KEYS + 1} of" in stop.inner_text(), f"step {KEYS + 1}")
        words = stop.inner_text().split()
        came = KEYS if whole else int(words[words.index("Step") + 1]) - 1
        yield from (number < came for number in range(KEYS))


def typed(bench: Bench) -> Iterator[bool]:
    """Days on each page with a field for one."""
    for where, field, parts in TYPED:
        with bench.context() as context:
            page = bench.open(context, where)
            page.get_by_role("textbox", name=field, exact=True).wait_for()
            bench.pause(page)
            for day in DAYS[:3]:
                type_day(page, field, day)
                yield counts(
                    lambda page=page, day=day, parts=parts: day in [asked(page, part) for part in parts],
                    f"{day} on {where}",
                )


def download(bench: Bench) -> Iterator[bool]:
    """Tables of the day just typed."""
    with bench.context() as context:
        page = bench.open(context, "export?format=csv&kind=day&day=2022-08-30")
        button = page.get_by_test_id("stDownloadButton").get_by_role(
            "button", name="Download CSV", exact=True
        )
        button.wait_for()
        bench.pause(page)
        for day in DAYS:
            with page.expect_download() as caught:
                type_day(page, "Day", day)
                button.click()
            name = caught.value.suggested_filename
            if day not in name:
                print(f"    lost: a file of {day}, not {name}", flush=True)
            yield day in name


def two_tabs(bench: Bench) -> Iterator[bool]:
    """Moves in one tab and in the other."""
    with bench.context() as context:
        pages = [bench.open(context, "?day=2022-08-30") for _ in range(2)]
        at = ["2022-08-30", "2022-08-30"]
        bench.pause(pages[0])
        for number, day in enumerate(DAYS):
            at[number % 2] = day
            show(pages[number % 2], day)
            yield all(shows(page, its) for page, its in zip(pages, at, strict=True))


def reload(bench: Bench) -> Iterator[bool]:
    """Loaded anew, and in the middle of that once more."""
    with bench.context() as context:
        page = bench.open(context, "")
        for day in DAYS:
            show(page, day)
            if not shows(page, day):
                yield False
                continue
            page.reload(wait_until="commit")
            bench.pause(page)
            page.reload()
            page.frame_locator("iframe").locator("html[data-day]").wait_for(state="attached")
            yield shows(page, day)


def back(bench: Bench) -> Iterator[bool]:
    """Four pages by links, back to the first, and forward to the last."""
    way = ["changes", "map", "places", "method"]
    with bench.context() as context:
        page = bench.open(context, way[0])
        for name in way[1:]:
            press_link(page, name)
            comes_to(page, name)
        for press, names in (("history.back()", way[-2::-1]), ("history.forward()", way[1:])):
            for name in names:
                bench.pause(page)
                page.evaluate(press)
                yield comes_to(page, name)


def restart(bench: Bench) -> Iterator[bool]:
    """Five pages of a server that is started anew."""
    wheres = [
        "?day=1994-05-12",
        "compare?other=1994-05-12&day=2016-04-06&mode=swipe",
        "changes?since=1994-05-12&q=Kalbajar",
        "tours?step=3",
        "export?format=csv&day=1994-05-12",
    ]
    with bench.context() as context:
        pages = [bench.open(context, where) for where in wheres]
        for page in pages:
            at_rest(page)
            wait_until(lambda page=page: asked(page, "dataset"), "the address says all that is shown")
        before = [(page.evaluate("location.href"), page.evaluate(SESSION)) for page in pages]
        bench.server.end()
        bench.server.start()

        def back_again(page: Page, url: str, session: str) -> bool:
            return page.evaluate(SESSION) not in (None, session) and page.evaluate("location.href") == url

        for page, (url, session) in zip(pages, before, strict=True):
            came = counts(
                lambda page=page, url=url, session=session: back_again(page, url, session), f"{url} again"
            )
            with contextlib.suppress(AssertionError):
                at_rest(page)
            yield (
                came
                and page.evaluate("location.href") == url
                and page.locator("[data-testid=stException]").count() == 0
            )


def broken(bench: Bench) -> Iterator[bool]:
    """Moves without a connection."""
    with bench.context() as context:
        page = bench.open(context, "")
        bench.pause(page)
        for day in DAYS:
            page.evaluate("window.sockets.at(-1).close()")
            show(page, day)
            yield shows(page, day)


ROWS: dict[str, Callable[[Bench], Iterator[bool]]] = {
    "links": links,
    "export": export,
    "share": share,
    "keys-map": keys_map,
    "keys-tours": keys_tours,
    "typed": typed,
    "download": download,
    "two-tabs": two_tabs,
    "reload": reload,
    "back": back,
    "restart": restart,
    "broken": broken,
}


def measured(row: Callable[[Bench], Iterator[bool]], bench: Bench, n: int) -> tuple[int, int]:
    """How many of so many presses counted: the row is gone through again and again."""
    found: list[bool] = []
    while len(found) < n:
        try:
            found += itertools.islice(row(bench), n - len(found))
        except (Error, AssertionError) as error:  # it does not even come to the press
            print(f"    lost: {str(error).splitlines()[0]}", flush=True)
            found.append(False)
    return sum(found), len(found)


def main() -> None:
    """Run what is named, by default all, and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS), help="default: all")
    parser.add_argument("--n", type=int, default=200, help="presses of each row (default: %(default)s)")
    parser.add_argument(
        "--throttle",
        type=int,
        nargs="+",
        default=[1, 4],
        help="slow the browser by so much (default: 1 and 4)",
    )
    chosen = parser.parse_args()
    with server_of(ROOT / "app.py") as server, sync_playwright() as playwright:
        for name, throttle in itertools.product(chosen.rows, chosen.throttle):
            browser = launch_chromium(playwright)  # anew: a row that stops in the middle leaves pages open
            counted, pressed = measured(ROWS[name], Bench(server, browser, throttle), chosen.n)
            print(f"{name:12s} {counted} of {pressed} counted (throttle {throttle})", flush=True)
            browser.close()


if __name__ == "__main__":
    main()
