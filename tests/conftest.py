"""What several tests share: datasets, a browser without network, the app on a free port."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from running import ROOT, launch_chromium, running_app

HERE = ("127.0.0.1", "localhost")


@pytest.fixture(scope="session")
def root() -> pathlib.Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def karabakh():
    """The shipped dataset."""
    from controlatlas import load_dataset

    return load_dataset(ROOT / "geodata" / "karabakh")


@pytest.fixture(scope="session")
def two_islands():
    """The invented dataset with every awkward case."""
    from controlatlas import load_dataset

    return load_dataset(ROOT / "tests" / "datasets" / "two_islands")


@pytest.fixture(scope="session")
def chromium():
    """A Chromium started by Playwright; its absence is a failure where a browser is required."""
    try:
        from playwright.sync_api import Error, sync_playwright

        playwright = sync_playwright().start()
    except ImportError as error:
        _no_browser(f"Playwright is not installed ({error}); pip install -e '.[test]'")
    try:
        browser = launch_chromium(playwright)
    except Error as error:
        playwright.stop()
        _no_browser(f"no Chromium ({str(error).splitlines()[0]}); run: playwright install chromium")
    yield browser
    browser.close()
    playwright.stop()


def _no_browser(reason: str) -> None:
    if os.environ.get("CONTROLATLAS_REQUIRE_BROWSER"):
        pytest.fail(f"a browser is required here: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def app_address() -> Iterator[str]:
    """The address of the app, run as a user would run it."""
    with running_app(ROOT / "app.py") as address:
        yield address


class Witness:
    """What a page did that it should not: requests that leave the machine, console errors, exceptions."""

    def __init__(self, page) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._request)
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in HERE:
            self.outside.append(request.url)


@pytest.fixture
def open_page(chromium, request, tmp_path):
    """Open a page at an address, with a witness; on failure a picture is kept in tests/artifacts."""
    contexts = []

    def opened(address: str, *, width: int = 1440, height: int = 900, **settings):
        context = chromium.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.witness = Witness(page)
        page.goto(address)
        return page

    yield opened
    failed = getattr(request.node, "failed", False)
    for number, context in enumerate(contexts):
        if failed and context.pages:
            folder = ROOT / "tests" / "artifacts"
            folder.mkdir(exist_ok=True)
            context.pages[0].screenshot(path=str(folder / f"{request.node.name}-{number}.png"))
        context.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Let fixtures know that their test failed."""
    outcome = yield
    if outcome.get_result().failed:
        item.failed = True
