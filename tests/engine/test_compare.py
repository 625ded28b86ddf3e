"""What changed: every step within a range of days, or the difference between two days."""

from __future__ import annotations

import datetime as dt

import pytest

from controlatlas import Dataset, changes_between, control_on
from controlatlas.history.compare import Transition, day_to_compare, difference
from controlatlas.records.errors import DateError, OutsideSpanError


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _plain(transitions: tuple[Transition, ...]) -> list[tuple[str, str, str, str, str]]:
    """Day, place, controller before, controller after, standing after."""
    return [
        (
            t.day.isoformat(),
            t.place,
            t.before.actor if t.before else "none",
            t.after.actor,
            t.after.standing.value,
        )
        for t in transitions
    ]


def test_a_range_has_every_step_in_order(islands: Dataset) -> None:
    """A range gives each step of each place by day, both ends included, as the chronology tells them."""
    assert _plain(changes_between(islands, _day("2020-02-29"), _day("2020-04-02"))) == [
        ("2020-02-29", "cape-quizz", "company", "plim", "claimed"),
        ("2020-02-29", "salt-plepper", "company", "plim", "claimed"),
        ("2020-02-29", "cell-plim-north-03", "company", "plim", "claimed"),
        ("2020-03-01", "cape-quizz", "plim", "plim", "contested"),
        ("2020-03-01", "salt-plepper", "plim", "plim", "contested"),
        ("2020-03-01", "cell-plim-north-03", "plim", "plim", "contested"),
        ("2020-03-20", "cape-quizz", "plim", "plim", "held"),
        ("2020-03-20", "salt-plepper", "plim", "plim", "held"),
        ("2020-03-20", "cell-plim-north-03", "plim", "plim", "held"),
        ("2020-04-02", "selevu", "company", "quorra", "claimed"),
    ]


def test_a_range_of_one_day_is_that_day(islands: Dataset) -> None:
    """A range that begins and ends on a day has the steps of that day, also on the last day of the span."""
    assert [place for _, place, *_ in _plain(changes_between(islands, islands.end, islands.end))] == [
        "wuzz",
        "quorraport",
        "miralox-west",
        "cell-quorra-west-01",
    ]


def test_the_first_state_is_no_change(islands: Dataset) -> None:
    """What a place is on the first day is where it begins, and not something that changed."""
    assert changes_between(islands, islands.start, _day("2019-12-31")) == ()


def test_the_steps_lead_from_one_day_to_the_other(islands: Dataset) -> None:
    """The steps of the whole span, applied to the state of the first day, give the state of the last."""
    state = control_on(islands, islands.start)
    for step in changes_between(islands, islands.start, islands.end):
        assert state[step.place] == step.before
        state[step.place] = step.after
    assert state == control_on(islands, islands.end)


def test_the_difference_is_net(islands: Dataset) -> None:
    """Between two days only what is different on the second counts, however much happened between."""
    found = difference(islands, _day("2020-02-28"), _day("2020-04-04"))
    assert sorted((t.place, t.before.actor if t.before else "", t.after.actor) for t in found) == [
        ("cape-quizz", "company", "plim"),
        ("cell-plim-north-03", "company", "plim"),
        ("salt-plepper", "company", "plim"),
        ("selevu", "company", "quorra"),
        ("vunder-point", "company", "plim"),
    ]


def test_a_place_that_is_taken_and_given_back_makes_no_difference(islands: Dataset) -> None:
    """Quorraport is lost in March 2021 and back on the last day: between the two ends it has not changed."""
    found = difference(islands, _day("2021-03-02"), islands.end)
    assert "quorraport" not in {t.place for t in found}


def test_a_new_standing_makes_a_difference(islands: Dataset) -> None:
    """A place whose controller is the same but whose standing has risen is in the difference."""
    (found,) = difference(islands, _day("2020-05-31"), _day("2020-06-01"))
    assert (found.place, found.before and found.before.standing.value, found.after.standing.value) == (
        "selevu",
        "claimed",
        "held",
    )


def test_a_day_does_not_differ_from_itself(islands: Dataset) -> None:
    """No day differs from itself."""
    assert difference(islands, _day("2020-07-01"), _day("2020-07-01")) == ()


@pytest.mark.parametrize("compare", [changes_between, difference])
def test_a_range_that_ends_before_it_begins_is_refused(islands: Dataset, compare: object) -> None:
    """Two days in the wrong order are an error that says to swap them, not an empty answer."""
    with pytest.raises(DateError, match="swap the two"):
        compare(islands, _day("2020-07-02"), _day("2020-07-01"))  # type: ignore[operator]


def test_a_difference_outside_the_span_is_refused(islands: Dataset) -> None:
    """A comparison with a day that the dataset does not describe is an error."""
    with pytest.raises(OutsideSpanError):
        difference(islands, _day("2019-01-01"), _day("2020-07-01"))


@pytest.mark.parametrize(
    ("day", "earlier"),
    [
        ("2020-11-10", "2020-09-26"),  # the 44 days end on it
        ("2020-11-09", "2020-09-26"),  # they hold it
        ("2020-11-25", "2020-11-24"),  # the shortest pair that ends on it
        ("2016-04-04", "2016-04-01"),
        ("2024-05-24", "2024-05-23"),
        ("1988-02-01", "1988-02-01"),  # nothing is before it
    ],
)
def test_the_earlier_day_that_is_compared_where_none_is_named(karabakh: Dataset, day: str, earlier: str):
    """It is that of the pair of the dataset that ends on the day, or holds it; the day itself is never another."""
    assert day_to_compare(karabakh, _day(day)) == _day(earlier)


def test_without_a_pair_a_day_is_compared_with_the_eve_of_the_last_change(karabakh: Dataset):
    """On a day in no pair, what changed last is shown, and a clip of it is short."""
    earlier = day_to_compare(karabakh, _day("2019-06-01"))
    assert _day("2016-04-05") <= earlier < _day("2019-06-01")
    assert difference(karabakh, earlier, _day("2019-06-01"))
