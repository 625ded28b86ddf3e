"""How long the app takes: warm start beside an empty page, a slider's way through Python, sizes, queries.

python tests/bench/bench_app.py
"""

from __future__ import annotations

import pathlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from playwright.sync_api import Browser, Page, sync_playwright
from running import FLAGS, ROOT, launch_chromium, running_app

from controlatlas import control_on, load_dataset
from controlatlas.history.timeline import change_days, control_periods
from controlatlas.measure.areas import cell_areas, shares_over_time
from controlatlas.records.model import Lens
from controlatlas.webmap import build_document

SIZE = {"width": 1440, "height": 900}
EMPTY = """
import streamlit as st
import babel, folium, geopandas, pydantic, pyproj, rapidfuzz, shapely, edtf, anyascii
st.write("empty")
"""

SLIDER = """
import datetime as dt
import streamlit as st
from controlatlas import load_dataset
from controlatlas.ui.parts.map_host import show_map
from controlatlas.ui.state.address import View
from controlatlas.ui.state.datasets import as_document
from controlatlas.webmap import build_document

@st.cache_resource
def document():
    return as_document(build_document(load_dataset()))

number = st.slider("day", 0, 3000, 100)
if st.session_state.get("last") != number:
    st.session_state["last"] = number
    st.session_state["turn"] = st.session_state.get("turn", 0) + 1
view = View(dt.date(2016, 1, 1) + dt.timedelta(number))
show_map(document(), title="bench", view=view, turn=st.session_state["turn"], key="map")
"""


def main() -> None:
    """Measure and print the table."""
    _queries()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch_chromium(playwright)
        print(f"Chromium {browser.version} {' '.join(FLAGS)}")
        scripts = {name: pathlib.Path(folder) / f"{name}.py" for name in ("empty", "slider")}
        scripts["empty"].write_text(EMPTY, encoding="utf-8")
        scripts["slider"].write_text(SLIDER, encoding="utf-8")
        empty = _warm_starts(browser, scripts["empty"], lambda page: page.get_by_text("empty").wait_for())
        app = _warm_starts(browser, ROOT / "app.py", _interactive)
        print(f"warm start, empty page      {_spread(empty)}")
        print(
            f"warm start, map interactive {_spread(app)}   ratio {statistics.median(app) / statistics.median(empty):.2f}"
        )
        print(f"slider key to painted map   {_spread(_slider(browser, scripts['slider']))}")
        follows, leads = _chart(browser)
        print(f"map at rest to moved line   {_spread(follows)}")
        print(f"click on chart to moved map {_spread(leads)}")
        browser.close()


def _queries() -> None:
    start = time.perf_counter()
    dataset = load_dataset()
    print(f"load and check the dataset  {1000 * (time.perf_counter() - start):7.0f} ms")
    start = time.perf_counter()
    control_periods(dataset)
    days = change_days(dataset)
    print(f"all control periods         {1000 * (time.perf_counter() - start):7.0f} ms")
    start = time.perf_counter()
    for day in days:
        control_on(dataset, day)
    print(
        f"control_on, mean of {len(days):4} days {1000 * (time.perf_counter() - start) / len(days):5.2f} ms"
    )
    start = time.perf_counter()
    areas = cell_areas(dataset)
    print(f"areas of {len(areas):4} cells        {1000 * (time.perf_counter() - start):7.0f} ms")
    for lens in Lens:
        control_periods(dataset, lens)
        start = time.perf_counter()
        series = shares_over_time(dataset, lens=lens)
        print(
            f"shares over time, {lens.value:8}  {1000 * (time.perf_counter() - start):7.1f} ms "
            f"({len(series)} days, {len(dataset.places)} places)"
        )
    start = time.perf_counter()
    html = build_document(dataset)
    print(f"build the document          {1000 * (time.perf_counter() - start):7.0f} ms")
    print(f"size of the document        {len(html.encode()) / 1e6:7.2f} MB uncompressed")


def _warm_starts(browser: Browser, script: pathlib.Path, ready: Callable[[Page], object]) -> list[float]:
    with running_app(script) as address:
        times = []
        for number in range(7):
            page = browser.new_context(viewport=SIZE).new_page()
            page.set_default_timeout(60_000)
            start = time.perf_counter()
            page.goto(address)
            ready(page)
            if number:  # the first one warms the server
                times.append(1000 * (time.perf_counter() - start))
            page.context.close()
        return times


def _interactive(page: Page) -> None:
    page.frame_locator("iframe").locator("html[data-day]").wait_for(state="attached")


def _slider(browser: Browser, script: pathlib.Path) -> list[float]:
    """From the key press to the frame after the one in which the map shows the new day, clocked in the page."""
    with running_app(script) as address:
        page = browser.new_page(viewport=SIZE)
        page.set_default_timeout(60_000)
        page.goto(address)
        _interactive(page)
        page.wait_for_timeout(2000)
        frame = next(frame for frame in page.frames if frame != page.main_frame)
        page.get_by_role("slider").first.focus()
        times = []
        for _ in range(30):
            painted = frame.evaluate_handle(
                """() => ({done: new Promise(done => {
                    const root = document.documentElement, before = root.dataset.day;
                    new MutationObserver((_, seen) => {
                      if (root.dataset.day === before) return;
                      seen.disconnect();
                      requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now())));
                    }).observe(root, {attributes: true});
                })})"""
            )
            pressed = page.evaluate(
                """() => { window.pressed = new Promise(done =>
                    addEventListener("keydown", () => done(Date.now()), {once: true, capture: true})); }"""
            )
            assert pressed is None
            page.keyboard.press("ArrowRight")
            start = page.evaluate("window.pressed")
            times.append(frame.evaluate("p => p.done", painted) - start)
            page.wait_for_timeout(700)  # let the map report back before the next key
        page.close()
        return times


def _chart(browser: Browser) -> tuple[list[float], list[float]]:
    """How long the line of the chart takes to follow the map, and the map to follow a click on the chart."""
    with running_app(ROOT / "app.py") as address:
        page = browser.new_page(viewport=SIZE)
        page.set_default_timeout(60_000)
        page.goto(f"{address}/?day=2020-11-10")
        page.locator(".room").scroll_into_view_if_needed()
        chart = page.locator("[data-testid=stVegaLiteChart]")
        chart.locator("svg").wait_for()
        page.wait_for_timeout(2000)
        frame = next(frame for frame in page.frames if frame != page.main_frame)
        follows, leads = [], []
        for number in range(10):
            day = f"{1993 + number}-07-23"
            start = time.perf_counter()
            frame.evaluate("day => window.controlAtlas.show(day)", day)
            chart.locator("svg text", has_text=f"23 July {1993 + number}").wait_for()
            follows.append(1000 * (time.perf_counter() - start))
            page.wait_for_timeout(700)
            chart.hover(position={"x": 600, "y": 200})
            start = time.perf_counter()
            page.mouse.down()
            page.mouse.up()
            frame.wait_for_function("day => document.documentElement.dataset.day !== day", arg=day)
            leads.append(1000 * (time.perf_counter() - start))
            page.wait_for_timeout(700)
        page.close()
        return follows, leads


def _spread(times: list[float]) -> str:
    return f"{min(times):7.0f} / {statistics.median(times):.0f} / {max(times):.0f} ms (min / median / max of {len(times)})"


if __name__ == "__main__":
    main()
