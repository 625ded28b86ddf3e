"""What several tests share: datasets, a browser without network, the app on a free port."""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[1]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
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
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "chrome"))
    try:
        browser = playwright.chromium.launch(executable_path=next(filter(None, found), None), args=FLAGS)
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


@pytest.fixture(scope="session")
def run_app():
    """Run the app with other settings: a context manager that gives its address."""
    return running_app


@contextlib.contextmanager
def running_app(script: pathlib.Path, **environment: str) -> Iterator[str]:
    """Run a Streamlit script on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true",
        f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none",
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait(address: str, process: subprocess.Popen[str], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"streamlit stopped:\n{process.communicate()[0]}")
        with contextlib.suppress(OSError):
            if urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).status == 200:
                return
        time.sleep(0.1)
    pytest.fail("streamlit did not answer within a minute")


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
