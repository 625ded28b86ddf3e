"""A server started anew under an open page, and a connection that breaks off: the page goes on, and a move counts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import keep_picture
from moving import SOCKETS, STATE, at_rest, come_back_to, map_frame, runs, until
from running import ROOT, Server, server_of
from waiting import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of our own, which is ended and started anew."""
    with server_of(ROOT / "app.py") as served:
        yield served


@pytest.fixture(scope="module")
def kept(browsing) -> Iterator[list]:
    """Pages of that server, which stay open from test to test."""
    pages = []
    yield pages
    for page in pages:
        page.close()


@pytest.fixture
def opened(server, browsing, kept, request):
    """Come to a page of that server, at rest; each time in another window."""
    free = list(kept)

    def go(where: str):
        if free:
            page = free.pop(0)
            come_back_to(page, where)
            return page
        page = browsing.new_page()
        kept.append(page)
        page.add_init_script(SOCKETS)
        page.goto(f"{server.address}/{where}")
        at_rest(page)
        return page

    yield go
    if getattr(request.node, "failed", False):
        for number, page in enumerate(kept):
            keep_picture(request, page, number)
            page.close()
        kept.clear()


def move(page, day: str) -> None:
    """Go to a day on the map."""
    map_frame(page).evaluate("day => window.controlAtlas.show(day)", day)


def address(page) -> dict[str, str]:
    """What the address says."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def says(page, part: str) -> None:
    """Wait until the address says it, and the map has nothing more to tell."""
    until(page, f"location.search.includes({part!r})")
    at_rest(page)


def connected_again(page, before: int) -> None:
    """Wait until the page has a new connection, and rests."""
    until(page, f"window.sockets.length > {before} && window.sockets.at(-1).readyState === 1")
    at_rest(page)


SESSION = "document.querySelector('[data-session]')?.dataset.session"


def start_anew(server: Server, *pages) -> None:
    """End the server and start it again; wait until each page has been answered by the new one."""
    old = [page.evaluate(SESSION) for page in pages]
    server.end()
    server.start()
    for page, session in zip(pages, old, strict=True):
        until(page, f"{SESSION} && {SESSION} !== {session!r}")
        at_rest(page)


def sockets(page) -> int:
    """How many connections the page has made."""
    return page.evaluate("window.sockets.length")


def test_a_server_started_anew_brings_the_view_back(server, opened):
    """A page moved since it was opened shows after the restart what it showed before, and the next move counts."""
    page = opened("?day=2020-11-10&layers=settlements")
    move(page, "1994-05-12")
    says(page, "day=1994-05-12")
    before, frame = address(page), map_frame(page)
    frame.evaluate("window.mark = 'still here'")
    start_anew(server, page)
    wait_until(lambda: address(page) == before, f"the address says {before}")
    assert map_frame(page).evaluate(STATE)["day"] == "1994-05-12"
    assert map_frame(page).evaluate("window.mark") == "still here"
    move(page, "1992-05-18")
    says(page, "day=1992-05-18")


def test_moves_made_while_the_server_is_gone_and_comes_back_count(server, opened):
    """The map is moved while there is no server, and on and on until the new one has answered: the last day stays."""
    page = opened("?day=2020-11-10")
    made = sockets(page)
    server.end()
    move(page, "1994-05-12")
    server.start(wait=False)
    day = 0
    while sockets(page) == made or page.evaluate("window.sockets.at(-1).readyState") != 1 or day % 7:
        day += 1
        move(page, f"1993-{1 + day // 28 % 12:02}-{1 + day % 28:02}")
    last = f"1993-{1 + day // 28 % 12:02}-{1 + day % 28:02}"
    says(page, f"day={last}")
    assert map_frame(page).evaluate(STATE)["day"] == last
    move(page, "1992-05-18")
    says(page, "day=1992-05-18")


def test_a_move_at_the_moment_the_new_server_answers_counts(server, opened):
    """Four maps are moved, each when so many words of the new server have come, which asks for an older day."""
    pages = {words: opened("?day=2020-11-10") for words in (1, 2, 5, 12)}
    for page in pages.values():
        move(page, "1994-05-12")
    for page in pages.values():
        says(page, "day=1994-05-12")
    made = {words: sockets(page) for words, page in pages.items()}
    server.end()
    server.start()
    for words, page in pages.items():
        until(page, f"window.sockets.length > {made[words]} && window.sockets.at(-1).messages >= {words}")
        move(page, "1993-07-23")
    for page in pages.values():
        says(page, "day=1993-07-23")
        assert map_frame(page).evaluate(STATE)["day"] == "1993-07-23"


FIELDS = {
    "compare?other=1994-05-12&day=2016-04-06&mode=swipe": (
        "other=1994-05-12",
        "day=2016-04-06",
        "mode=swipe",
    ),
    "changes?since=1994-05-12&q=Kalbajar": ("since=1994-05-12", "q=Kalbajar"),
    "tours?step=3": ("step=3",),
    "export?format=csv&day=1994-05-12": ("format=csv", "day=1994-05-12"),
}
"""Pages by their addresses, with what of it is to be kept."""


def test_each_page_comes_back_with_its_fields(server, opened):
    """Both days of Compare, filters, the stop of a tour and the choices of Export survive a restart."""
    pages = {where: opened(where) for where in FIELDS}
    for where, page in pages.items():
        for part in FIELDS[where]:
            says(page, part)
    before = {where: address(page) for where, page in pages.items()}
    start_anew(server, *pages.values())
    for where, page in pages.items():
        wait_until(lambda page=page, where=where: address(page) == before[where], f"{where} is there again")
        assert page.locator("[data-testid=stException]").count() == 0


def test_a_connection_that_breaks_off_loses_nothing(opened):
    """The connection is closed, and the map moved before it is there again: same view, and the move counts."""
    page = opened("?day=2020-11-10")
    move(page, "1994-05-12")
    says(page, "day=1994-05-12")
    made = sockets(page)
    page.evaluate("window.sockets.at(-1).close()")
    move(page, "1992-05-18")
    connected_again(page, made)
    says(page, "day=1992-05-18")
    with runs(page):
        move(page, "2016-04-05")
    says(page, "day=2016-04-05")


def test_a_typed_day_counts_though_the_connection_has_broken_off(opened):
    """On Changes a day is typed while there is no connection; it is answered once there is one."""
    page = opened("changes")
    made = sockets(page)
    field = page.get_by_role("textbox", name="From", exact=True)
    field.fill("12.5.1994")
    page.evaluate("window.sockets.at(-1).close()")
    field.press("Enter")
    connected_again(page, made)
    says(page, "since=1994-05-12")
