"""How long one step of the day takes, beside two Leaflet plugins on the same data.

    python tests/bench/bench_steps.py [--peers FOLDER] [--small]

``--peers`` is a folder in which ``npm install leaflet@1.9 leaflet.timeline leaflet-timedimension`` was run;
without it only our own figures are printed. Script time is taken in the page with ``performance.now()``
round the one call that changes the day; what the browser paints afterwards is not in it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pathlib
import statistics
import sys
import tempfile
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from bench.generated import generated_dataset
from playwright.sync_api import Page, sync_playwright
from running import FLAGS, launch_chromium

from controlatlas import control_periods, load_dataset
from controlatlas.history.timeline import change_days
from controlatlas.records.model import Dataset, Layer
from controlatlas.webmap import build_document

SIZE = {"width": 1440, "height": 900}
STEPS = 300

MEASURE = """async ([days, set]) => {
  const step = new Function("before", "day", set), times = [];
  const frame = () => new Promise(requestAnimationFrame);
  for (const [before, day] of days) {
    step(null, before);
    await frame();
    await frame();
    const start = performance.now();
    step(before, day);
    times.push(performance.now() - start);
    await frame();
  }
  return times;
}"""


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=pathlib.Path)
    parser.add_argument("--small", action="store_true", help="leave out the dataset of 10,000 places")
    args = parser.parse_args()
    datasets = {"shipped": load_dataset()}
    if not args.small:
        datasets["10,000 places, 100,000 changes"] = generated_dataset()
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        print(f"Chromium {browser.version} {' '.join(FLAGS)}")
        print(f"{STEPS} steps from the day before a change to the day of it")
        print(f"{'data':32} {'player':24} {'median ms':>10} {'95 % ms':>10} {'max ms':>10}")
        for name, dataset in datasets.items():
            days = step_days(dataset)
            _row(name, "Control Atlas", browser.new_page(viewport=SIZE), own_page(dataset), days, OWN)
            if args.peers:
                for peer, (html, setter) in peer_pages(dataset, args.peers).items():
                    _row(name, peer, browser.new_page(viewport=SIZE), html, days, setter)
        browser.close()


OWN = "window.controlAtlas.show(day)"


def step_days(dataset: Dataset) -> list[tuple[str, str]]:
    """The day before a change and the day itself, for as many changes as there are steps, spread over the span."""
    days = change_days(dataset)
    chosen = [days[number * len(days) // STEPS] for number in range(STEPS)]
    return [((day - dt.timedelta(1)).isoformat(), day.isoformat()) for day in chosen]


def own_page(dataset: Dataset) -> str:
    """Our document."""
    return build_document(dataset)


def _row(name: str, player: str, page: Page, html: str, days: list[tuple[str, str]], setter: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        page.set_default_timeout(300_000)
        page.goto(path.as_uri())
        page.wait_for_function("() => window.controlAtlas || window.peer")
        page.wait_for_timeout(1500)
        times = sorted(page.evaluate(MEASURE, [days, setter]))
        page.close()
    p95 = times[min(len(times) - 1, round(0.95 * len(times)))]
    print(f"{name:32} {player:24} {statistics.median(times):10.2f} {p95:10.2f} {times[-1]:10.2f}", flush=True)


# ---------------------------------------------------------------- peers


def peer_pages(dataset: Dataset, folder: pathlib.Path) -> dict[str, tuple[str, str]]:
    """Pages of the two plugins with each control period of each cell as a feature of its own."""
    modules = folder / "node_modules"

    def script(*parts: str) -> str:
        return f"<script>{modules.joinpath(*parts).read_text(encoding='utf-8')}</script>"

    leaflet = script("leaflet", "dist", "leaflet.js")
    css = modules.joinpath("leaflet", "dist", "leaflet.css").read_text(encoding="utf-8")
    south, west, north, east = dataset.bounds
    head = (
        f"<!doctype html><style>{css} #map {{ height: 800px }}</style>{leaflet}<div id='map'></div>"
        f"<script>const data = {json.dumps(features(dataset))};"
        f"const map = L.map('map').fitBounds([[{south},{west}],[{north},{east}]]);"
        "const colors = {}; const style = f => ({color: f.properties.color, weight: 1});</script>"
    )
    timeline = (
        head
        + script("leaflet.timeline", "dist", "leaflet.timeline.js")
        + "<script>const layer = L.timeline(data, {style, getInterval: f => ({start: f.properties.s, "
        "end: f.properties.e})}); layer.addTo(map); window.peer = layer;</script>"
    )
    first, last = dataset.start.year, dataset.end.year + 1
    dimension = (
        head
        + script("iso8601-js-period", "iso8601.js")
        + script("leaflet-timedimension", "dist", "leaflet.timedimension.min.js")
        + "<script>data.features.forEach(f => { f.properties.times = [f.properties.s, f.properties.e - 1]; });"
        f"const all = []; for (let t = Date.UTC({first},0,1); t < Date.UTC({last},0,1); t += 864e5) all.push(t);"
        "const td = L.timeDimension({times: all}); map.timeDimension = td;"
        "const layer = L.timeDimension.layer.geoJson(L.geoJson(data, {style}), "
        "{duration: 'P1D', updateTimeDimension: false}); layer.addTo(map); window.peer = td;</script>"
    )
    return {
        "Leaflet.timeline": (timeline, "window.peer.setTime(Date.parse(day))"),
        "Leaflet.TimeDimension": (dimension, "window.peer.setCurrentTime(Date.parse(day))"),
    }


def features(dataset: Dataset) -> dict[str, Any]:
    """A GeoJSON collection with one feature for each control period of each cell."""
    import shapely.geometry

    last = dataset.end.isoformat()
    found = []
    for place, periods in control_periods(dataset).items():
        if dataset.places[place].layer is not Layer.CELL:
            continue
        geometry = shapely.geometry.mapping(dataset.places[place].geometry)
        for period in periods:
            found.append(
                {
                    "type": "Feature",
                    "geometry": geometry,
                    "properties": {
                        "s": _millis(period.start.isoformat()),
                        "e": _millis(period.end.isoformat() if period.end else last),
                        "color": dataset.actors[period.actor].color,
                    },
                }
            )
    return {"type": "FeatureCollection", "features": found}


def _millis(day: str) -> int:
    return int(dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC).timestamp() * 1000)


if __name__ == "__main__":
    main()
