"""How much a clip in the making slows the pages, what its process takes, and what sessions leave behind.

Each page is opened in turn without and with a clip in the making, so that a busy machine is busy for both.

python tests/bench/bench_jobs.py
"""

from __future__ import annotations

import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from bench_pages import READY, _open
from playwright.sync_api import Browser, Page, sync_playwright
from running import FLAGS, ROOT, launch_chromium, server_of
from waiting import wait_until

CLIP = "export?lang=en&day=2020-11-10&other=2020-01-01&format=mp4&size=1920x1080&days=all"
PAGES = ("", "places", "method")
ROUNDS = 3
SESSIONS = 10


def main() -> None:
    """Measure and print."""
    with sync_playwright() as playwright, server_of(ROOT / "app.py") as served:
        assert served.process is not None
        address, server = served.address, served.process
        browser = launch_chromium(playwright)
        print(f"Chromium {browser.version} {' '.join(FLAGS)}")
        _pages(browser, address, server.pid)
        _sessions(browser, address, server.pid)
        browser.close()


def _pages(browser: Browser, address: str, server: int) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    desk = context.new_page()
    desk.set_default_timeout(300_000)
    desk.goto(f"{address}/{CLIP}")
    desk.get_by_role("button", name="Create MP4").wait_for()
    times: dict[tuple[str, bool], list[float]] = {
        (name, busy): [] for name in PAGES for busy in (False, True)
    }
    for name in PAGES:
        _open(context, address, name, READY[name])
    peak = 0
    for _ in range(ROUNDS):
        for busy in (False, True):
            if busy:
                _begin(desk)
            for name in PAGES:
                times[name, busy].append(_open(context, address, name, READY[name]))
            if busy:
                (worker,) = _children(server)
                peak = max(peak, _kilobytes(worker, "VmHWM"))
                desk.get_by_role("button", name="Cancel").click()
                desk.get_by_role("button", name="Create MP4").wait_for()
    for name in PAGES:
        idle, busy = (statistics.median(times[name, it]) for it in (False, True))
        print(
            f"open {name or 'map':8} {idle:7.0f} ms, beside a clip {busy:7.0f} ms   ratio {busy / idle:.2f}"
        )
    whole = [sum(statistics.median(times[name, it]) for name in PAGES) for it in (False, True)]
    print(f"all pages                                        ratio {whole[1] / whole[0]:.2f}")
    print(f"process of the clip, peak so far {peak / 1000:7.0f} MB")
    context.close()


def _begin(desk: Page) -> None:
    desk.get_by_role("button", name="Create MP4").click()
    desk.get_by_role("progressbar").wait_for()
    desk.get_by_text("left").first.wait_for()  # it draws


def _sessions(browser: Browser, address: str, server: int) -> None:
    wait_until(lambda: not _children(server), "no clip is being made")
    context = browser.new_context()
    _open(context, address, "", READY[""])
    time.sleep(40)  # until the sessions of before are gone
    files, memory = _files(server), _kilobytes(server, "VmRSS")
    pages = []
    for _ in range(SESSIONS):
        page = context.new_page()
        page.goto(f"{address}/?lang=en")
        page.frame_locator("iframe").locator("html[data-day]").wait_for(state="attached")
        pages.append(page)
    open_files, open_memory = _files(server), _kilobytes(server, "VmRSS")
    for page in pages:
        page.close()
    start = time.monotonic()
    while _files(server) > files and time.monotonic() - start < 180:
        time.sleep(0.5)
    print(
        f"{SESSIONS} sessions: files {files} -> {open_files} -> {_files(server)} after {time.monotonic() - start:.0f} s, "
        f"memory {memory / 1000:.0f} -> {open_memory / 1000:.0f} -> {_kilobytes(server, 'VmRSS') / 1000:.0f} MB"
    )


def _files(process: int) -> int:
    return len(list(pathlib.Path(f"/proc/{process}/fd").iterdir()))


def _children(process: int) -> list[int]:
    found = pathlib.Path(f"/proc/{process}/task").glob("*/children")
    return [int(key) for path in found for key in path.read_text().split()]


def _kilobytes(process: int, what: str) -> int:
    status = pathlib.Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(what))


if __name__ == "__main__":
    main()
