"""An address that comes back late, after we replaced it, asks for nothing; the reader's way back does."""

from __future__ import annotations

import pytest

from controlatlas.ui.state import address_echo

OLD, NEW, OTHER = {"step": "2"}, {"step": "3"}, {"step": "9"}


@pytest.fixture
def clock(monkeypatch):
    """A clock and a counter of runs that the test sets."""
    now = {"time": 100.0, "run": 1}
    monkeypatch.setattr(address_echo.time, "monotonic", lambda: now["time"])
    monkeypatch.setattr(address_echo, "this_run", lambda: now["run"])
    return now


@pytest.fixture
def written(clock):
    """Step 3 has just been written where step 2 stood."""
    found = address_echo.Written()
    found.put(OLD, {})
    clock["time"] += 60
    clock["run"] += 1
    found.put(NEW, OLD)
    return found


def test_an_echo_is_no_wish(written, clock):
    """The old address, sent half a second ago by a click on its way, does not undo what was written."""
    clock["time"] += 0.5
    clock["run"] += 1
    assert not written.is_asked(OLD)
    assert not written.is_asked(NEW)


def test_another_address_is_a_wish_at_once(written):
    """What we never wrote, the reader asks."""
    assert written.is_asked(OTHER)


def test_the_way_back_works_once_the_browser_has_the_new_address(written, clock):
    """When a run came with the new address, the old one can only come from the reader."""
    clock["run"] += 1
    assert not written.is_asked(NEW)
    assert written.is_asked(OLD)


def test_the_way_back_works_after_a_while(written, clock):
    """An echo is never as late as that."""
    clock["time"] += 2.1
    clock["run"] += 1
    assert written.is_asked(OLD)


def test_what_we_wrote_in_the_same_run_does_not_end_the_waiting(written, clock):
    """Asked twice within the run that wrote, the old address still counts as replaced."""
    assert not written.is_asked(NEW)
    clock["run"] += 1
    assert not written.is_asked(OLD)
