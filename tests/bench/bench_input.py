"""Does every press count? Clicks and keys at chosen moments after a page has appeared, and how many were lost.

    python tests/bench/bench_input.py [export places tours-keys ...] [--count 20] [--throttle 4]

``export`` and ``places``: a click on the button Export, and on the page Places in the navigation, 0 to 1,000 ms after the
map has appeared; it counts if that page comes. ``tours-keys``: nine presses of the right arrow on Tours, one every 250 ms;
each counts that led a stop further. ``--throttle`` slows the browser's processor down by so much. One row a measurement.
"""

from __future__ import annotations

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from playwright.sync_api import Error, Page, sync_playwright
from running import ROOT, launch_chromium, running_app

DELAYS = [0, 0, 50, 50, 100, 100, 150, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1000, 1000]
"""Milliseconds between the first sight of the map and the press; most are short, where presses are lost."""

PATIENCE = 40_000
"""Milliseconds in which what was asked for has to come."""

PRESSES = 9


def turned(page: Page, button: str, heading: str, delay: int) -> bool:
    """Whether a press at that moment brings the page that it asks for."""
    page.frame_locator("iframe").locator("html[data-day]").wait_for(state="attached")
    page.locator(button).first.wait_for()
    page.wait_for_timeout(delay)
    page.locator(button).first.click()
    try:
        page.get_by_role("heading", level=1, name=heading, exact=True).wait_for(timeout=PATIENCE)
    except Error:
        return False
    return True


def stops_after_keys(page: Page, delay: int) -> int:
    """How many stops further a tour is after nine presses of the right arrow, one every 250 ms."""
    page.locator(".stop .where").wait_for()
    page.wait_for_timeout(delay)
    for _ in range(PRESSES):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(250)
    last = page.locator(".stop .where", has_text=f"Stop {PRESSES + 1} of")
    try:
        last.wait_for(timeout=PATIENCE)
    except Error:
        words = page.locator(".stop .where").inner_text().split()
        return int(words[words.index("Stop") + 1]) - 1
    return PRESSES


def main() -> None:
    """Run what is named, by default all, and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    kinds = ["export", "places", "tours-keys"]
    parser.add_argument("kinds", nargs="*", default=kinds, metavar="KIND", help=", ".join(kinds))
    parser.add_argument("--count", type=int, default=20, help="presses of each kind (default: %(default)s)")
    parser.add_argument(
        "--throttle", type=int, default=1, help="slow the browser by so much (default: %(default)s)"
    )
    asked = parser.parse_args()
    with running_app(ROOT / "app.py") as address, sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        for kind in asked.kinds:
            counted = pressed = 0
            while pressed < asked.count:
                context = browser.new_context(viewport={"width": 1440, "height": 900})
                page = context.new_page()
                if asked.throttle > 1:
                    slow = context.new_cdp_session(page)
                    slow.send("Emulation.setCPUThrottlingRate", {"rate": asked.throttle})
                delay = DELAYS[pressed % len(DELAYS)]
                if kind == "tours-keys":
                    page.goto(f"{address}/tours?lang=en")
                    counted += stops_after_keys(page, delay)
                    pressed += PRESSES
                else:
                    page.goto(f"{address}/?lang=en")
                    button = ".st-key-take-away button" if kind == "export" else "a[href$='/places']"
                    counted += turned(page, button, kind.capitalize(), delay)
                    pressed += 1
                context.close()
            print(f"{kind:12s} {counted} of {pressed} counted (throttle {asked.throttle})", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
