"""A browser and a running app, for the tests and for the benchmarks."""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from typing import TYPE_CHECKING

from waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

ROOT = pathlib.Path(__file__).resolve().parents[1]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def launch_chromium(playwright: Playwright) -> Browser:
    """Start an installed Chromium, else Playwright's own; that without windows first, which needs half the time."""
    found = (shutil.which(name) for name in BROWSERS)
    return playwright.chromium.launch(executable_path=next(filter(None, found), None), args=FLAGS)


class Server:
    """The app, or another Streamlit script, served at an address; it can be ended and started anew."""

    def __init__(
        self,
        command: list[str],
        address: str,
        log: pathlib.Path,
        environment: dict[str, str],
        folder: pathlib.Path = ROOT,
    ) -> None:
        self.address, self.log, self.folder = address, log, folder
        self._command, self._environment = command, environment
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> None:
        """Start it, and by default wait until it answers."""
        with self.log.open("ab") as out:
            process = subprocess.Popen(
                self._command,
                cwd=self.folder,
                env={**os.environ, **self._environment},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self.process = process
        if wait:
            self.wait()

    def wait(self) -> None:
        """Wait until it answers."""
        process = self.process
        assert process is not None
        wait_until(lambda: _answers(self.address, process, self.log), f"answers at {self.address}")

    def end(self) -> None:
        """End it, if it runs."""
        if self.process is not None:
            end_process(self.process)
        self.process = None


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def server_of(
    script: pathlib.Path, log: pathlib.Path | None = None, *, before: str = "", **environment: str
) -> Iterator[Server]:
    """A Streamlit script on a free port, started, until the block ends. What it prints goes to ``log``.

    ``before`` are lines of Python that the process of the server does first.
    """
    port = free_port()
    streamlit = (
        ["-c", f"{before}\nfrom streamlit.web.cli import main\nmain()"] if before else ["-m", "streamlit"]
    )
    command = [
        sys.executable, *streamlit, "run", str(script), "--server.headless=true",
        f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none",
    ]  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = Server(command, address, log or folder / "app.log", environment)
        stack.callback(server.end)
        server.start()
        yield server


@contextlib.contextmanager
def running_app(script: pathlib.Path, log: pathlib.Path | None = None, **environment: str) -> Iterator[str]:
    """Run a Streamlit script on a free port until the block ends; gives its address. What it prints goes to ``log``."""
    with server_of(script, log, **environment) as server:
        yield server.address


def _answers(address: str, process: subprocess.Popen[bytes], log: pathlib.Path) -> bool:
    if process.poll() is not None:
        raise RuntimeError(f"streamlit stopped:\n{log.read_text(encoding='utf-8', errors='replace')}")
    with contextlib.suppress(OSError):
        return urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).status == 200
    return False


def end_process(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and make it."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
