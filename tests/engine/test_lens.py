"""The two readings of claims: as claimed, and only what is held."""

from __future__ import annotations

import datetime as dt

import pytest

from controlatlas import Dataset, control_on, control_periods
from controlatlas.history.compare import changes_between, difference
from controlatlas.history.timeline import assignments, change_days
from controlatlas.measure.areas import shares_on
from controlatlas.records.model import Lens, Standing


def _state(dataset: Dataset, place: str, day: str, lens: Lens) -> tuple[str, str]:
    period = control_on(dataset, dt.date.fromisoformat(day), lens)[place]
    return period.actor, period.standing.value


@pytest.mark.parametrize(
    ("place", "day", "claimed", "held"),
    [
        # Claimed on 29 February, denied on 1 March, acknowledged on 20 March.
        ("cape-quizz", "2020-02-28", ("company", "held"), ("company", "held")),
        ("cape-quizz", "2020-02-29", ("plim", "claimed"), ("company", "contested")),
        ("cape-quizz", "2020-03-01", ("plim", "contested"), ("company", "contested")),
        ("cape-quizz", "2020-03-20", ("plim", "held"), ("plim", "held")),
        # Two claims of one side in turn; the first is acknowledged, the second never.
        ("selevu", "2020-04-02", ("quorra", "claimed"), ("company", "contested")),
        ("selevu", "2020-06-01", ("quorra", "held"), ("quorra", "held")),
        # A vague date: contested from the first possible day, held from the last.
        ("zibberwick", "2020-09-01", ("quorra", "contested"), ("plim", "contested")),
        ("zibberwick", "2020-09-30", ("quorra", "held"), ("quorra", "held")),
        # A cell reads its anchor's steps through the same lens.
        ("quorraport", "2021-03-03", ("plim", "contested"), ("quorra", "contested")),
    ],
)
def test_a_claim_moves_a_place_only_under_the_lens_that_believes_it(
    islands: Dataset, place: str, day: str, claimed: tuple[str, str], held: tuple[str, str]
) -> None:
    """As claimed the claimant controls; under the other lens the last undisputed holder does, as contested."""
    assert _state(islands, place, day, Lens.CLAIMED) == claimed
    assert _state(islands, place, day, Lens.HELD) == held


def test_both_lenses_agree_wherever_nothing_is_in_dispute(islands: Dataset) -> None:
    """On every day of change: what is held is held under both lenses; what is not is contested under the lens held."""
    for day in change_days(islands):
        claimed, held = control_on(islands, day), control_on(islands, day, Lens.HELD)
        for place, period in claimed.items():
            if period.standing is Standing.HELD:
                assert (held[place].actor, held[place].standing) == (period.actor, Standing.HELD)
            else:
                assert held[place].standing is Standing.CONTESTED


def test_under_the_lens_held_nobody_controls_what_he_never_held_undisputed(islands: Dataset) -> None:
    """Each controller under the lens held is one to whom some change on or before that day gives the place as held."""
    given = assignments(islands)
    for place, periods in control_periods(islands, Lens.HELD).items():
        for period in periods:
            undisputed = {
                s.actor for s in given[place] if s.standing is Standing.HELD and s.day <= period.start
            }
            assert period.actor in undisputed, place


def test_comparison_and_sums_take_the_lens(islands: Dataset) -> None:
    """From 28 February to 1 March the cape changes hands as claimed, and only becomes contested otherwise."""
    first, last = dt.date(2020, 2, 28), dt.date(2020, 3, 1)
    steps = [t for t in changes_between(islands, first, last, Lens.HELD) if t.place == "cape-quizz"]
    assert [(t.day.isoformat(), t.after.actor, t.after.standing) for t in steps] == [
        ("2020-02-29", "company", Standing.CONTESTED)
    ]
    net = {t.place: t.after.actor for t in difference(islands, first, last, Lens.HELD)}
    assert net["cape-quizz"] == "company"
    shares = shares_on(islands, last, {"cape-quizz"}, Lens.HELD)
    assert [(s.actor, s.standing, s.settlements) for s in shares] == [("company", Standing.CONTESTED, 1)]
