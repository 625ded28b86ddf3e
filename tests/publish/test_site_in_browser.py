"""The published islands in a browser: from a server under a sub-path, from disk, and inside a page of another origin."""

from __future__ import annotations

import functools
import html
import http.server
import pathlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from publishing import BASE

pytestmark = pytest.mark.browser
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
SOURCE = axe.Axe().axe_script


class Quiet(http.server.SimpleHTTPRequestHandler):
    """The server of Python's standard library, without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: pathlib.Path) -> Iterator[str]:
    """A folder on a free port of this machine until the block ends; gives its address."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def address(shelf) -> Iterator[str]:
    """The address of the site on this machine, under a sub-path."""
    with served(shelf) as here:
        yield f"{here}/maps/islands"


def violations(page) -> list[str]:
    """What axe-core finds wrong in a page that has come whole, with its style sheet: the rule and the element."""
    page.wait_for_load_state("load")
    page.evaluate(SOURCE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{it['id']}: {it['nodes'][0]['html'][:200]}" for it in found]


def day(page) -> str | None:
    """The day that the map shows."""
    return page.locator("html").get_attribute("data-day")


def test_a_reader_goes_through_the_site(open_page, address):
    """The address keeps the day and Back brings it back; a place is found by another name; every kind of page passes axe."""
    page = open_page(f"{address}/en/index.html?day=2020-05-01&lens=held")
    root = page.locator("html")
    expect(root).to_have_attribute("data-day", "2020-05-01")
    assert violations(page) == []
    page.get_by_role("slider", name="Day shown").press("ArrowRight")
    expect(page).to_have_url(re.compile(r"day=2020-05-02&lens=held"))
    expect(page.locator("[data-permalink]")).to_have_attribute(
        "href", re.compile(rf"^{re.escape(BASE)}/en/index\.html\?day=2020-05-02")
    )
    page.get_by_role("link", name="Places", exact=True).click()
    page.get_by_role("searchbox").fill("PLIMSTÓW")
    shown = page.locator(".found li:visible a")
    expect(shown).to_have_count(1)
    assert violations(page) == []
    expect(page.locator(".found").first).to_contain_text("Plimstow")  # what is called just so stands first
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Plimstow")
    assert violations(page) == []
    page.locator(".history a[href*=events]").first.click()
    expect(page.locator("ol.works li").first).to_be_visible()
    assert violations(page) == []
    page.locator("ol.works a").first.click()
    assert violations(page) == []
    for name in ("changes", "sources", "claims", "tours", "method"):
        page.goto(f"{address}/en/{name}.html")
        assert violations(page) == [], name
    page.goto(f"{address}/index.html")
    assert violations(page) == []
    page.goto(f"{address}/en/compare.html?day=2020-07-01&other=2020-02-01&mode=difference")
    expect(root).to_have_attribute("data-day", "2020-07-01")
    expect(page.get_by_label("Earlier day", exact=True)).to_have_value("2020-02-01")
    assert violations(page) == []
    page.goto(f"{address}/en/index.html?day=1900-01-01&select=nowhere")
    expect(root).to_have_attribute("data-day", "2019-12-01")
    expect(page.locator(".told")).to_have_text(
        "Ignored in the address: 1900-01-01 is outside the dataset, which runs from 2019-12-01 to 2021-12-31; no place or event has "
        "the id “nowhere”. Shown is 2019-12-01."
    )
    assert violations(page) == []
    page.goto(f"{address}/en/index.html?day=2020-05-01")
    expect(page.locator(".told")).to_be_hidden()
    page.get_by_role("slider", name="Day shown").press("ArrowRight")
    expect(page).to_have_url(re.compile("day=2020-05-02"))
    page.get_by_role("link", name="Method", exact=True).click()
    page.go_back()
    expect(root).to_have_attribute("data-day", "2020-05-02")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/en/compare.html")
    expect(page.locator(".legend")).to_be_visible()
    lies = page.evaluate(
        "[...document.querySelectorAll('.legend, .stage.later')].map(it => it.getBoundingClientRect().bottom)"
    )
    assert max(lies) - min(lies) < 60  # at the foot of the second map, not across it
    assert page.witness.outside == []
    assert page.witness.errors == []


def test_the_site_opens_from_disk(open_page, site):
    """Without a server the map plays all the same, and the pages find what they share."""
    page = open_page(f"{(site / 'ru' / 'index.html').as_uri()}?day=2020-05-01", offline=True)
    expect(page.locator("html")).to_have_attribute("data-day", "2020-05-01")
    expect(page.locator(".area").first).to_be_attached()
    assert page.witness.outside == []
    assert page.witness.errors == []


def test_a_page_of_another_origin_embeds_the_map_and_keeps_the_day(open_page, address, site, tmp_path):
    """The line of HTML from the page of an event shows the map on its day inside another page, without the frame of the site."""
    event = (site / "en" / "events" / "quizz-held.html").read_text(encoding="utf-8")
    line = html.unescape(re.search(r"<pre>(.*?)</pre>", event, re.DOTALL)[1]).replace(BASE, address)
    (tmp_path / "story.html").write_text(f"<!DOCTYPE html><title>Story</title>{line}", encoding="utf-8")
    with served(tmp_path) as elsewhere:
        page = open_page(f"{elsewhere}/story.html")
        frame = page.frame_locator("iframe")
        expect(frame.locator("html")).to_have_attribute("data-day", re.search(r"day=([\d-]+)", line)[1])
        expect(frame.locator("header.bar")).to_be_hidden()
        assert page.witness.errors == []
