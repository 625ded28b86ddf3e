"""The map never disagrees with itself: the browser and Python say the same of every place on every day that matters.

tests/player/one_truth.test.mjs asks the player without a page: each day that matters, in two time zones, under both
lenses, forwards, backwards and by leaps. Here the page says and draws what the player says.
"""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pytest
import shapely
from days import days_that_matter
from moving import told

from controlatlas import control_on
from controlatlas.history.front import front_line
from controlatlas.history.timeline import change_days
from controlatlas.records.model import Lens

pytestmark = pytest.mark.browser

SOME = 40
"""About how many of the days that matter are asked of the page; the player is asked all of them without one."""

ASK = """(day) => {
  window.controlAtlas.show(day);
  const state = window.controlAtlas.state();
  return [state.day, document.documentElement.dataset.day, state.places];
}"""


def answered(page, days: list[str]) -> list:
    """What a page says and shows of some days, one after another."""
    return told(page, f"{json.dumps(days)}.map({ASK})")


@pytest.mark.parametrize("name", ["karabakh", "two_islands"])
def test_the_browser_and_python_agree_on_every_change(name, request, map_of):
    """West of Greenwich as well, both say the same of each place; of some days, as the page gets them from the player."""
    dataset = request.getfixturevalue(name)
    page = map_of(name, timezone_id="America/New_York")
    assert page.evaluate("window.controlAtlas.changeDays()") == [
        day.isoformat() for day in change_days(dataset)
    ]
    days = _some(days_that_matter(dataset))
    assert len(days) >= SOME
    for chunk in _batched(days, 40):
        answers = answered(page, [day.isoformat() for day in chunk])
        for day, (said, shown, places) in zip(chunk, answers, strict=True):
            expected = {key: [p.actor, p.standing.value] for key, p in control_on(dataset, day).items()}
            assert said == shown == day.isoformat()
            assert places == expected, day


def test_what_is_drawn_is_what_is_said(karabakh, map_of):
    """Stepping through the days backwards or jumping leaves the map in the same state as going forwards."""
    page = map_of("karabakh", timezone_id="Asia/Baku")
    days = [day.isoformat() for day in _some(days_that_matter(karabakh))[::2]]
    forwards = answered(page, days)
    backwards = answered(page, days[::-1])[::-1]
    leaps = answered(page, days[::2] + days[1::2])
    assert forwards == backwards
    assert sorted(leaps, key=lambda item: item[0]) == forwards


LENGTHS = """([days, lens]) => new Promise((done) => {
  const atlas = window.controlAtlas, found = [];
  atlas.lens(lens);
  const next = () => {
    if (!days.length) return done(found);
    atlas.show(days.shift());
    requestAnimationFrame(() => requestAnimationFrame(() => {
      found.push(["recorded", "inferred"].map((kind) => {
        const line = document.querySelector(`.leaflet-pane .front.${kind}`);
        return line.getAttribute("d") ? line.getTotalLength() : 0;
      }));
      next();
    }));
  };
  next();
})"""


def pixels(lines: shapely.MultiLineString, zoom: float) -> float:
    """The length of lines on the screen, in the spherical Mercator projection of web maps (EPSG:3857)."""

    def project(points):
        lon, lat = np.radians(points).T
        return np.column_stack([lon, np.arcsinh(np.tan(lat))]) * 128 / np.pi * 2**zoom

    return shapely.transform(lines, project).length


@pytest.mark.parametrize(
    ("name", "days", "zoom"),
    [
        ("karabakh", ["1992-05-18", "1994-05-12", "2020-10-25", "2020-11-10", "2023-09-19"], 12),
        ("two_islands", ["2019-12-01", "2020-02-29", "2021-03-03"], 11),
    ],
)
@pytest.mark.parametrize("lens", Lens)
def test_the_browser_draws_the_front_that_python_finds(name, days, zoom, lens, request, map_of):
    """On days of war and of peace the line between controllers is as long in the browser, recorded and inferred."""
    dataset = request.getfixturevalue(name)
    page = map_of(name)
    south, west, north, east = dataset.bounds
    page.evaluate(
        "([lat, lon, zoom]) => window.controlAtlas.view(lat, lon, zoom)",
        [(south + north) / 2, (west + east) / 2, zoom],
    )
    drawn = page.evaluate(LENGTHS, [days, lens.value])
    assert any(sum(lengths) > 100 for lengths in drawn)
    for day, lengths in zip(days, drawn, strict=True):
        expected = [pixels(line, zoom) for line in front_line(dataset, dt.date.fromisoformat(day), lens)]
        assert lengths == pytest.approx(expected, rel=2e-3, abs=0.5), day


def _some(days):
    return days[:: max(1, len(days) // SOME)]


def _batched(days, size):
    return (days[start : start + size] for start in range(0, len(days), size))
