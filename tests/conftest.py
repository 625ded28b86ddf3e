"""What several tests share: datasets, a browser without network, the app on a free port."""

from __future__ import annotations

import gc
import os
import pathlib
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from moving import LIGHTEST, come_back_to
from running import ROOT, launch_chromium, running_app
from waiting import PATIENCE

HERE = ("127.0.0.1", "localhost")
AT_ONCE = 4
"""How many processes test at the same time, at most."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """As many processes as there are cores; a single test, named by its id, is run in this one."""
    if any("::" in name for name in config.args):
        return 0
    return min(AT_ONCE, os.cpu_count() or 1)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a browser is a browser test, whether or not somebody thought of saying so."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Python does not look for refuse among all modules and tests, neither while they come nor again and again after it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.set_threshold(5_000)
        gc.freeze()


@pytest.fixture(scope="session")
def root() -> pathlib.Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def karabakh():
    """The shipped dataset."""
    from shipped import shipped

    dataset = shipped()
    gc.freeze()
    return dataset


@pytest.fixture(scope="session")
def two_islands():
    """The invented dataset with every awkward case."""
    from controlatlas import load_dataset

    return load_dataset(ROOT / "tests" / "datasets" / "two_islands")


@pytest.fixture
def loaded_once(karabakh, monkeypatch) -> None:
    """The command line finds the shipped dataset loaded already; each other folder it loads as ever."""
    from controlatlas import load_dataset
    from controlatlas.cli import dataset, main

    shipped = ROOT / "geodata" / "karabakh"

    def loaded(folder=None):
        known = folder in (None, "karabakh") or (
            pathlib.Path(folder) == shipped and isinstance(folder, pathlib.Path)
        )
        return karabakh if known and not os.environ.get("CONTROLATLAS_DATASETS") else load_dataset(folder)

    monkeypatch.setattr(main, "load_dataset", loaded)
    monkeypatch.setattr(dataset, "load_dataset", loaded)


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
def app_log(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The file with what the app prints; shown beside a test of the app that fails."""
    return tmp_path_factory.mktemp("app") / "app.log"


@pytest.fixture(scope="session")
def app_address(app_log: pathlib.Path) -> Iterator[str]:
    """The address of the app, run as a user would run it."""
    with running_app(ROOT / "app.py", app_log) as address:
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


class Browsing:
    """Pages of one browser. Those with the same settings share a context, and with it what was loaded and compiled."""

    def __init__(self, chromium) -> None:
        self.chromium = chromium
        self.contexts: dict[str, object] = {}
        self.kept: dict[tuple[str, str], object] = {}

    def new_page(self, *, width: int = 1440, height: int = 900, **settings):
        """An empty page with a witness; ``settings`` are those of a browser context.

        Its reader wants no motion, unless a test is about it: a third of what a browser computes is pictures on the way.
        """
        settings = {"reduced_motion": "reduce", **settings}
        key = repr(sorted(settings.items()))
        if key not in self.contexts:
            self.contexts[key] = self.chromium.new_context(**settings)
        page = self.contexts[key].new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(PATIENCE * 1000)
        page.witness = Witness(page)
        return page

    def kept_page(self, address: str, *, width: int = 1440, height: int = 900, **settings):
        """A page of the app that stays open from test to test, wherever the test before has left it."""
        key = address, repr(sorted(settings.items()))
        page = self.kept.get(key)
        if page is None:
            page = self.kept[key] = self.new_page(**settings)
            page.goto(f"{address}/{LIGHTEST}?lang=en")
        page.set_viewport_size({"width": width, "height": height})
        page.witness.outside.clear()
        page.witness.errors.clear()
        return page

    def forget(self, page) -> None:
        """Close a page that was kept."""
        self.kept = {key: it for key, it in self.kept.items() if it is not page}
        page.close()


@pytest.fixture(scope="session")
def browsing(chromium) -> Browsing:
    """The browser, for tests that keep pages open longer than ``open_page`` does."""
    return Browsing(chromium)


@pytest.fixture
def open_page(browsing, request):
    """Open a page at an address, with a witness; on failure a picture is kept in tests/artifacts."""
    pages = []

    def opened(address: str, **settings):
        page = browsing.new_page(**settings)
        pages.append(page)
        page.goto(address)
        return page

    yield opened
    for number, page in enumerate(pages):
        keep_picture(request, page, number)
        page.close()


@pytest.fixture
def visit(app_address, browsing, request):
    """Come to a page of the app by its name and what its address asks, at rest, where opening it is not what is tested.

    The page stays open from test to test, and is come to by the history of the browser, as by Back: that takes a third
    of an opening. What an address does not name is undone by it.
    """
    visited = []

    def come(where: str = "", **settings):
        page = browsing.kept_page(app_address, **settings)
        visited.append(page)
        come_back_to(page, where)
        return page

    yield come
    if getattr(request.node, "failed", False):
        for number, page in enumerate(dict.fromkeys(visited)):
            keep_picture(request, page, number)
            browsing.forget(page)


def keep_picture(request: pytest.FixtureRequest, page, number: int = 0) -> None:
    """If the test failed, keep a picture of its page in tests/artifacts."""
    if getattr(request.node, "failed", False):
        folder = ROOT / "tests" / "artifacts"
        folder.mkdir(exist_ok=True)
        name = re.sub(r"[^\w.-]+", "-", request.node.name)
        page.screenshot(path=str(folder / f"{name}-{number}.png"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Let fixtures know that their test failed."""
    outcome = yield
    report = outcome.get_result()
    if not report.failed:
        return
    item.failed = True
    log = getattr(item, "funcargs", {}).get("app_log")
    if log is not None and log.exists():
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        report.sections.append(("what the app printed last", "\n".join(lines[-40:])))
