"""The browser that all benchmarks use, and the flags it is started with."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]
SIZE = {"width": 1440, "height": 900}


def launch(playwright: Playwright) -> Browser:
    """An installed Chromium, else Playwright's own; says which, and with which flags."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    browser = playwright.chromium.launch(executable_path=next(filter(None, found), None), args=FLAGS)
    print(f"Chromium {browser.version} {' '.join(FLAGS)}")
    return browser
