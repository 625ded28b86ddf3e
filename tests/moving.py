"""What tests say to the moving map in a browser, and how they wait for it."""

from __future__ import annotations

import time

STATE = "window.controlAtlas.state()"


def show(page, iso: str) -> None:
    """Go to a day."""
    page.evaluate("day => window.controlAtlas.show(day)", iso)


def until(page, condition: str, seconds: float = 10) -> None:
    """Wait until a condition on the page holds; Playwright's own wait needs eval, which the page forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never came true: {condition}"
        page.wait_for_timeout(20)


def at_rest(page, seconds: float = 30) -> None:
    """Wait until the app has not run for a moment: nothing is on its way, and nothing fades."""
    end = time.monotonic() + seconds
    quiet = None
    while quiet is None or time.monotonic() - quiet < 0.8:
        assert time.monotonic() < end, "the app never came to rest"
        state = page.evaluate("document.querySelector('[data-testid=stApp]')?.dataset.testScriptState")
        quiet = (quiet or time.monotonic()) if state == "notRunning" else None
        page.wait_for_timeout(50)


def map_frame(page):
    """The document with the map inside the app, once it shows a day."""
    page.frame_locator("iframe").locator("html[data-day]").wait_for(state="attached")
    return next(frame for frame in page.frames if frame.parent_frame is not None)
