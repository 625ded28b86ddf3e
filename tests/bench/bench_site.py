"""How many requests a second a published site answers on this machine, beside the page runs a second of the app.

The site is published anew into a folder that is removed, or read from one that was published, and served under a sub-path by
Caddy, or by Python's own server where that is missing. Readers without a browser ask for its pages one after another, each on a
connection of its own. The last line is one process of the app behind the proxy, as bench_server.py measures it. Nothing else
should run on the machine; it ends by itself, after about two minutes.

python tests/bench/bench_site.py --site FOLDER --readers 1 20 100 --seconds 10
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from behind_a_proxy import apps_behind_a_proxy
from bench_server import all_at_once, read
from running import end_process, free_port
from waiting import wait_until

MOST_SECONDS, MOST_READERS = 60, 200
"""What is allowed at most, so that a slip of the hand stops no machine."""

ISLANDS = pathlib.Path(__file__).parents[1] / "datasets" / "two_islands"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--site", type=pathlib.Path, help="a published folder (default: the islands, published now)"
    )
    parser.add_argument("--readers", type=int, nargs="+", default=[1, 20, 100])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--app-readers", type=int, default=5, help="readers of the app; 0 leaves it out")
    args = parser.parse_args()
    if args.seconds > MOST_SECONDS or max((*args.readers, args.app_readers)) > MOST_READERS:
        parser.error(f"at most {MOST_READERS} readers and {MOST_SECONDS} seconds")
    print(f"{os.cpu_count()} cores")
    print("served by     readers  answers/s  median ms  slowest of twenty ms", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        site = args.site or _published(pathlib.Path(folder) / "site")
        pages = [it.relative_to(site).as_posix() for it in sorted(site.glob("*/**/*.html"))]
        with _served(site, pathlib.Path(folder)) as (name, address):
            for readers in args.readers:
                _print(name, readers, _read(address, pages, readers, args.seconds), args.seconds)
    if args.app_readers:
        with apps_behind_a_proxy([{}]) as behind:
            read(behind, 2, 5)  # what the process loads once
            _print("app", args.app_readers, read(behind, args.app_readers, args.seconds), args.seconds)


def _print(name: str, readers: int, took: list[float], seconds: float) -> None:
    slow = sorted(took)[int(0.95 * (len(took) - 1))]
    middle = statistics.median(took)
    print(
        f"{name:12}  {readers:7}  {len(took) / seconds:9.1f}  {1000 * middle:9.1f}  {1000 * slow:20.1f}",
        flush=True,
    )


def _published(folder: pathlib.Path) -> pathlib.Path:
    command = [
        sys.executable,
        "-m",
        "controlatlas",
        "publish",
        str(folder),
        "--base",
        "http://127.0.0.1/atlas",
    ]
    subprocess.run([*command, "--dataset", str(ISLANDS), "--lang", "en"], check=True, capture_output=True)
    return folder


@contextlib.contextmanager
def _served(site: pathlib.Path, folder: pathlib.Path) -> Iterator[tuple[str, str]]:
    """The site below ``/atlas`` until the block ends: by what, and its address."""
    port = free_port()
    caddy = shutil.which("caddy")
    shelf = folder / "www"
    shelf.mkdir()
    (shelf / "atlas").symlink_to(site.resolve(), target_is_directory=True)
    command = (
        [caddy, "file-server", "--root", str(shelf), "--listen", f"127.0.0.1:{port}"]
        if caddy
        else [
            sys.executable,
            "-m",
            "http.server",
            str(port),
            "--bind",
            "127.0.0.1",
            "--directory",
            str(shelf),
        ]
    )
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(folder)}
    )
    address = f"http://127.0.0.1:{port}/atlas"
    try:
        wait_until(lambda: _answers(address), "the site is served")
        yield ("Caddy" if caddy else "http.server"), address
    finally:
        end_process(server)


def _answers(address: str) -> bool:
    with contextlib.suppress(OSError):
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=5)
        connection.request("GET", "/atlas/index.html")
        return connection.getresponse().status == 200
    return False


def _read(address: str, pages: list[str], readers: int, seconds: float) -> list[float]:
    """How long each answer took that so many readers at once got within the time."""
    took: list[float] = []
    where = urlsplit(address)
    end = time.perf_counter() + seconds

    def go(number: int) -> None:
        connection = http.client.HTTPConnection(where.netloc, timeout=30)
        at = number * 7919
        while time.perf_counter() < end:
            start = time.perf_counter()
            connection.request("GET", f"{where.path}/{pages[at % len(pages)]}")
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, pages[at % len(pages)]
            took.append(time.perf_counter() - start)
            at += 1
        connection.close()

    all_at_once(readers, go)
    return took


if __name__ == "__main__":
    main()
