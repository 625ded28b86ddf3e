"""A server started anew under an open page, and a connection that breaks off: the page goes on, and a move counts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from moving import STATE, at_rest, map_frame, runs, until
from running import ROOT, Server, server_of
from waiting import wait_until

pytestmark = [
    pytest.mark.browser,
    # After a new connection the page now and then does not come to rest: about one in ten of these fails, also on a quiet
    # machine. Until that is mended they are run by hand: pytest --runxfail tests/app/test_broken_off.py
    pytest.mark.xfail(
        run=False, reason="a page that has lost its server does not always come back; not mended yet"
    ),
]

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


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of our own, which is ended and started anew."""
    with server_of(ROOT / "app.py") as served:
        yield served


@pytest.fixture
def opened(server, browsing, open_page):
    """Open a page of that server, at rest."""

    def go(where: str):
        page = open_page("about:blank")
        page.add_init_script(SOCKETS)
        page.goto(f"{server.address}/{where}")
        at_rest(page)
        return page

    return go


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


def start_anew(server: Server, page) -> None:
    """End the server and start it again; wait until the page has been answered by the new one."""
    old = page.evaluate(SESSION)
    server.end()
    server.start()
    until(page, f"{SESSION} && {SESSION} !== {old!r}")
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


@pytest.mark.parametrize("words", [1, 2, 5, 12])
def test_a_move_at_the_moment_the_new_server_answers_counts(server, opened, words):
    """The map is moved when so many words of the new server have come, which asks for an older day."""
    page = opened("?day=2020-11-10")
    move(page, "1994-05-12")
    says(page, "day=1994-05-12")
    made = sockets(page)
    server.end()
    server.start()
    until(page, f"window.sockets.length > {made} && window.sockets.at(-1).messages >= {words}")
    move(page, "1993-07-23")
    says(page, "day=1993-07-23")
    assert map_frame(page).evaluate(STATE)["day"] == "1993-07-23"


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ("compare?other=1994-05-12&day=2016-04-06&mode=swipe", ("other=1994-05-12", "day=2016-04-06", "mode=swipe")),
        ("changes?since=1994-05-12&q=Kalbajar", ("since=1994-05-12", "q=Kalbajar")),
        ("tours?step=3", ("step=3",)),
        ("export?format=csv&day=1994-05-12", ("format=csv", "day=1994-05-12")),
    ],
)  # fmt: skip
def test_each_page_comes_back_with_its_fields(server, opened, where, kept):
    """Both days of Compare, filters, the stop of a tour and the choices of Export survive a restart."""
    page = opened(where)
    for part in kept:
        says(page, part)
    before = address(page)
    start_anew(server, page)
    wait_until(lambda: address(page) == before, f"the address says {before}")
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
