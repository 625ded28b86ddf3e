"""What is gained and lost between two days adds up to what is held on them."""

from __future__ import annotations

import datetime as dt

import pytest

from controlatlas import Dataset
from controlatlas.measure.balance import balances
from controlatlas.records.errors import DateError
from controlatlas.records.model import Lens


@pytest.mark.parametrize("lens", list(Lens))
@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("1988-02-01", "1994-05-12"),
        ("2020-09-26", "2020-11-10"),
        ("2023-09-18", "2023-10-01"),
        ("2020-11-10", "2020-11-10"),
    ],
)
def test_what_is_held_before_and_what_passes_gives_what_is_held_after(karabakh, earlier, later, lens):
    """For each actor: held before, and gained, less lost, is held after, to 0.1 km2 and to the settlement."""
    found = balances(karabakh, dt.date.fromisoformat(earlier), dt.date.fromisoformat(later), lens)
    assert found
    for it in found:
        assert it.before.km2 + it.gained.km2 - it.lost.km2 == pytest.approx(it.after.km2, abs=0.05)
        assert it.before.settlements + it.gained.settlements - it.lost.settlements == it.after.settlements


def test_what_one_gains_others_lose(karabakh):
    """No land appears or vanishes: over all actors, gains and losses of the 44 days are equal."""
    found = balances(karabakh, dt.date(2020, 9, 26), dt.date(2020, 11, 10))
    assert sum(it.gained.km2 for it in found) == pytest.approx(sum(it.lost.km2 for it in found), abs=0.05)
    assert sum(it.gained.settlements for it in found) == sum(it.lost.settlements for it in found) > 0


def test_the_handover_of_kalbajar_is_the_only_change_of_its_day(karabakh):
    """On 25 November 2020 Azerbaijan gains what Armenian forces lose, about the area published for the district."""
    found = {it.actor: it for it in balances(karabakh, dt.date(2020, 11, 24), dt.date(2020, 11, 25))}
    gained = found["azerbaijan"].gained
    assert gained == found["armenian-forces"].lost
    # 1936 km2 is the area that is published for the district of before 2023 that passed
    assert gained.km2 == pytest.approx(1936, rel=0.06)


def test_a_standing_that_changes_alone_is_no_gain(islands: Dataset):
    """Cape Quizz, contested under Plim in the first days of 2020, is Plim's on both days: restated, not gained."""
    event = next(
        event for event in islands.events if event.changes and event.changes[0].from_ == event.changes[0].to
    )
    change = event.changes[0]
    before = event.when.earliest - dt.timedelta(1)
    found = {it.actor: it for it in balances(islands, before, event.when.latest)}
    assert found[change.to].restated.settlements > 0
    assert found[change.to].gained.settlements == 0


def test_what_is_claimed_is_counted_apart(karabakh):
    """On 8 November 2020 most of what Azerbaijan gained since the eve is claimed; the parts add up to the whole."""
    found = {it.actor: it for it in balances(karabakh, dt.date(2020, 9, 26), dt.date(2020, 11, 8))}
    gained = found["azerbaijan"].gained
    parts = {standing: part.km2 for standing, part in gained.parts}
    assert parts["claimed"] > parts["held"] > 0
    assert sum(parts.values()) == pytest.approx(gained.km2)
    assert sum(part.settlements for _, part in gained.parts) == gained.settlements
    assert sum(part.others for _, part in gained.parts) == gained.others


def test_days_in_the_wrong_order_are_refused(islands: Dataset):
    """The later day may not come before the earlier one."""
    with pytest.raises(DateError):
        balances(islands, islands.end, islands.start)
