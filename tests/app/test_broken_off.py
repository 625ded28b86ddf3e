"""A server started anew under an open page, and a connection that breaks off: the page goes on, and a move counts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import keep_picture
from moving import SOCKETS, STATE, at_rest, come_back_to, drawn, map_frame, runs, told, until
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


def sockets(page) -> int:
    """How many connections the page has made."""
    return page.evaluate("window.sockets.length")


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
        for _ in range(6):  # as fast as a key that is held down
            drawn(page)
    last = f"1993-{1 + day // 28 % 12:02}-{1 + day % 28:02}"
    says(page, f"day={last}")
    assert told(map_frame(page), STATE)["day"] == last
    move(page, "1992-05-18")
    says(page, "day=1992-05-18")


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


WORDS = (1, 2, 5, 12)
"""After how many words of the new server a map is moved, while it is still being asked for an older day."""


def test_a_server_started_anew_brings_every_page_back(server, opened):
    """All that readers have open survives a restart, and what they do at the moment in which the server answers counts.

    That is the view of a map that was moved, both days of Compare, filters, the stop of a tour and the choices of Export.
    """
    moved = opened("?day=2020-11-10&layers=settlements")
    moving = {words: opened("?day=2020-11-10") for words in WORDS}
    fields = {where: opened(where) for where in FIELDS}
    for page in (moved, *moving.values()):
        move(page, "1994-05-12")
        says(page, "day=1994-05-12")
    for where, page in fields.items():
        for part in FIELDS[where]:
            says(page, part)
    rest = {page: address(page) for page in (moved, *fields.values())}
    map_frame(moved).evaluate("window.mark = 'still here'")
    made = {words: sockets(page) for words, page in moving.items()}
    old = {page: page.evaluate(SESSION) for page in rest}
    server.end()
    server.start()
    for words, page in moving.items():
        heard = f"window.sockets.length > {made[words]} && window.sockets.at(-1).messages >= {words}"
        until(page, heard, passing=True)
        move(page, "1993-07-23")
    for page, session in old.items():
        until(page, f"{SESSION} && {SESSION} !== {session!r}")
        at_rest(page)
    for page in moving.values():
        says(page, "day=1993-07-23")
        assert told(map_frame(page), STATE)["day"] == "1993-07-23"
    for page, before in rest.items():
        wait_until(lambda page=page, before=before: address(page) == before, f"the address says {before}")
        assert page.locator("[data-testid=stException]").count() == 0
    assert told(map_frame(moved), STATE)["day"] == "1994-05-12"
    assert map_frame(moved).evaluate("window.mark") == "still here"
    move(moved, "1992-05-18")
    says(moved, "day=1992-05-18")
