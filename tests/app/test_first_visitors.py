"""A class opens the app at once, on a server that has just been started and has loaded nothing yet: each gets a page."""

from __future__ import annotations

import pytest
from moving import RESTS
from running import ROOT, server_of
from waiting import wait_until

pytestmark = pytest.mark.browser

VISITORS = 20

LIGHT = ("method", "sources", "claims", "export")
"""Pages without a map, which twenty tabs of one browser can show at once."""

FAULT = "document.querySelector('[data-testid=stException]')?.innerText || ''"


def test_twenty_first_visitors_at_once_each_get_a_whole_page(browsing, tmp_path):
    """While the first one's imports go on nineteen more come in: no page shows an error, all are complete, the log is silent."""
    log = tmp_path / "app.log"
    pages = [browsing.new_page() for _ in range(VISITORS)]
    try:
        with server_of(ROOT / "app.py", log) as server:
            for number, page in enumerate(pages):
                where = f"{server.address}/{LIGHT[number % len(LIGHT)]}?lang=en"
                page.evaluate("where => void (location.href = where)", where)
            for number, page in enumerate(pages):
                wait_until(lambda page=page: page.url.startswith(server.address), "the page is asked for")
                page.wait_for_load_state("domcontentloaded")
                wait_until(
                    lambda page=page: page.evaluate(f"{FAULT} || ({RESTS})"), f"visitor {number} has a page"
                )
                assert page.evaluate(FAULT) == ""
                assert page.locator("h1").inner_text().casefold() == LIGHT[number % len(LIGHT)]
        assert "Traceback" not in log.read_text(encoding="utf-8")
    finally:
        for page in pages:
            page.close()
