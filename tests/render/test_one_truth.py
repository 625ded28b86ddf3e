"""The map never disagrees with itself: the browser and Python say the same of every place on every day that matters."""

from __future__ import annotations

import datetime as dt

import pytest

from controlatlas import control_on
from controlatlas.render import build_document
from controlatlas.timeline import change_days

pytestmark = pytest.mark.browser

ASK = """days => days.map(day => {
  window.controlAtlas.show(day);
  const state = window.controlAtlas.state();
  return [state.day, document.documentElement.dataset.day, state.places];
})"""


def days_that_matter(dataset) -> list[dt.date]:
    """The day before, the day of and the day after each change, and both ends of the span."""
    around = {day + dt.timedelta(shift) for day in change_days(dataset) for shift in (-1, 0, 1)}
    return sorted(
        {day for day in around if dataset.start <= day <= dataset.end} | {dataset.start, dataset.end}
    )


@pytest.mark.parametrize("zone", ["Asia/Baku", "America/New_York"])
@pytest.mark.parametrize("name", ["karabakh", "two_islands"])
def test_the_browser_and_python_agree_on_every_change(name, zone, request, open_page, tmp_path):
    """On the day before, of and after each change, in any time zone, both give each place the same controller and standing."""
    dataset = request.getfixturevalue(name)
    path = tmp_path / "map.html"
    path.write_text(build_document(dataset), encoding="utf-8")
    page = open_page(path.as_uri(), timezone_id=zone)
    page.wait_for_function("() => window.controlAtlas && document.documentElement.dataset.day")
    days = days_that_matter(dataset)
    assert len(days) > 50
    for chunk in _batched(days, 40):
        answers = page.evaluate(ASK, [day.isoformat() for day in chunk])
        for day, (said, shown, places) in zip(chunk, answers, strict=True):
            expected = {key: [p.actor, p.standing.value] for key, p in control_on(dataset, day).items()}
            assert said == shown == day.isoformat()
            assert places == expected, day
    assert page.witness.outside == []
    assert page.witness.errors == []


@pytest.mark.parametrize("zone", ["Asia/Baku", "America/New_York"])
def test_what_is_drawn_is_what_is_said(zone, karabakh, open_page, tmp_path):
    """Stepping through the days backwards or jumping leaves the map in the same state as going forwards."""
    path = tmp_path / "map.html"
    path.write_text(build_document(karabakh), encoding="utf-8")
    page = open_page(path.as_uri(), timezone_id=zone)
    page.wait_for_function("() => window.controlAtlas && document.documentElement.dataset.day")
    days = [day.isoformat() for day in days_that_matter(karabakh)[::7]]
    forwards = page.evaluate(ASK, days)
    backwards = page.evaluate(ASK, days[::-1])[::-1]
    leaps = page.evaluate(ASK, days[::2] + days[1::2])
    assert forwards == backwards
    assert sorted(leaps, key=lambda item: item[0]) == forwards


def _batched(days, size):
    return (days[start : start + size] for start in range(0, len(days), size))
