"""How long each page takes to open, cold and warm, and how long its filters take to answer.

Cold: a browser that was never here. Warm: one that has seen the page once. The server is warm in both.
Each word of a filter must bring another count than the word before it.

python tests/bench/bench_pages.py
"""

from __future__ import annotations

import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from running import FLAGS, ROOT, launch_chromium, running_app

SIZE = {"width": 1440, "height": 900}
READY = {
    "": "iframe",
    "compare": ".balance",
    "places": ".answer",
    "changes": ".st-key-changes-body ol button",
    "sources": "[class*='st-key-work-']",
    "claims": ".claim",
    "tours": "article.stop",
    "method": "h2",
}
"""What a reader waits for on each page; where a map stands, also its first day."""

WITH_MAP = ("", "compare", "tours")
FILTERS = (
    ("changes", "Words", ("Kalbajar", "handover", "Shusha", "corridor", "")),
    ("sources", "Words", ("Reuters", "ministry", "commonspace", "report", "")),
)


def main() -> None:
    """Measure and print the table."""
    with sync_playwright() as playwright, running_app(ROOT / "app.py") as address:
        browser = launch_chromium(playwright)
        print(f"Chromium {browser.version} {' '.join(FLAGS)}")
        for name, sign in READY.items():
            _open(browser.new_context(viewport=SIZE), address, name, sign)
            cold = [_open(browser.new_context(viewport=SIZE), address, name, sign) for _ in range(5)]
            context = browser.new_context(viewport=SIZE)
            warm = [_open(context, address, name, sign) for _ in range(6)][1:]
            print(f"open {name or 'map':8} cold {_spread(cold)}")
            print(f"open {name or 'map':8} warm {_spread(warm)}")
        for name, label, words in FILTERS:
            print(f"filter {name:8} {_spread(_filter(browser, address, name, label, words))}")
        browser.close()


def _open(context: BrowserContext, address: str, name: str, sign: str) -> float:
    page = context.new_page()
    page.set_default_timeout(60_000)
    start = time.perf_counter()
    page.goto(f"{address}/{name}?lang=en")
    page.locator(sign).first.wait_for()
    if name in WITH_MAP:
        page.frame_locator("iframe").locator("html[data-day]").wait_for(state="attached")
    found = 1000 * (time.perf_counter() - start)
    page.close()
    return found


def _filter(browser: Browser, address: str, name: str, label: str, words: tuple[str, ...]) -> list[float]:
    """From the Enter key to the changed count on the page, clocked in the page."""
    page = browser.new_page(viewport=SIZE)
    page.set_default_timeout(60_000)
    page.goto(f"{address}/{name}?lang=en")
    page.locator("[role=status] b").first.wait_for()
    page.wait_for_timeout(1500)
    times = []
    for text in words * 3:
        field = page.get_by_role("textbox", name=label, exact=True)
        field.fill(text)
        _watch(page)
        field.press("Enter")
        times.append(page.evaluate("window.answered"))
        page.wait_for_timeout(700)
    page.close()
    return times


def _watch(page: Page) -> None:
    page.evaluate(
        """() => {
            const count = () => document.querySelector("[role=status] b")?.textContent, before = count();
            window.answered = new Promise(done => addEventListener("keydown", () => {
                const start = performance.now();
                const look = () => {
                    const now = count();
                    if (now && now !== before) requestAnimationFrame(() => done(performance.now() - start));
                    else setTimeout(look, 4);
                };
                look();
            }, {once: true, capture: true}));
        }"""
    )


def _spread(times: list[float]) -> str:
    return f"{min(times):7.0f} / {statistics.median(times):.0f} / {max(times):.0f} ms (min / median / max of {len(times)})"


if __name__ == "__main__":
    main()
