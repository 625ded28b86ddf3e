"""What version 1.1.0 of the data changed on the map: each difference to 1.0.0 is on a list, with its reason.

``control_1_0_0.txt`` is frozen: a line for each history of control (first days, controllers, standings) that places had
in 1.0.0, and under it these places. Histories are compared whole, so that every day of change counts.
"""

from __future__ import annotations

import pathlib

import pytest

from controlatlas.history.timeline import control_periods

FROZEN = pathlib.Path(__file__).with_name("control_1_0_0.txt")
SHORT = {
    "azerbaijan": "AZ",
    "armenian-forces": "AR",
    "russian-peacekeepers": "RU",
    "soviet-authorities": "SO",
}

DIFFERENT: dict[str, str] = {}
"""Why the control history of places differs from that of 1.0.0: the reason, and the places."""

GONE: dict[str, str] = {}
"""Places of 1.0.0 that are no places any more: the reason, and the places."""

NEW: dict[str, str] = {}
"""Places that 1.0.0 did not have."""


def before() -> dict[str, str]:
    """The history of each place in 1.0.0, as one line."""
    lines = FROZEN.read_text(encoding="utf-8").splitlines()
    return {
        place: line for line, places in zip(lines[::2], lines[1::2], strict=True) for place in places.split()
    }


@pytest.fixture(scope="module")
def now(karabakh) -> dict[str, str]:
    """The history of each place today, in the same form."""
    found = {}
    for place, periods in control_periods(karabakh).items():
        steps: list[str] = []
        for period in periods:
            state = f"{SHORT[period.actor]}.{period.standing.value[:2]}"
            if not steps or not steps[-1].endswith(f"={state}"):
                steps.append(f"{period.start}={state}")
        found[place] = " ".join(steps)
    return found


def listed(table: dict[str, str]) -> set[str]:
    """All places of a list of reasons, none twice."""
    places = [place for some in table.values() for place in some.split()]
    assert len(places) == len(set(places))
    return set(places)


def test_only_what_is_listed_has_another_history(now):
    """A place whose history differs from that of 1.0.0 is on the list, and what is on the list differs."""
    old = before()
    differ = {place for place in old.keys() & now.keys() if old[place] != now[place]}
    for place in sorted(differ):
        print(f"{place}\n  1.0.0 {old[place]}\n  now   {now[place]}")
    assert differ - listed(DIFFERENT) == set(), "not listed"
    assert listed(DIFFERENT) - differ == set(), "as in 1.0.0"


def test_places_that_came_and_went_are_listed(now):
    """No place appears or disappears without being on a list."""
    old = before()
    assert now.keys() - old.keys() == listed(NEW)
    assert old.keys() - now.keys() == listed(GONE)
