"""The last change dated on or before the day decides: by a table made by hand, and by a second way of walking."""

from __future__ import annotations

import csv
import datetime as dt
import pathlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from drawn_at_random import drawing
from hypothesis import given
from hypothesis import strategies as st

from controlatlas import Dataset, control_on, control_periods
from controlatlas.history.timeline import assignments, change_days
from controlatlas.records.dates import parse_when
from controlatlas.records.errors import OutsideSpanError
from controlatlas.records.model import (
    Basis,
    Change,
    Citation,
    Event,
    Group,
    Layer,
    Lens,
    Place,
    Stance,
    Standing,
)

EXPECTED = list(
    csv.DictReader(
        (pathlib.Path(__file__).parent / "two_islands_expected.csv").read_text(encoding="utf-8").splitlines()
    )
)
DAY = dt.timedelta(days=1)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Every day from the first to the last, both included."""
    while first <= last:
        yield first
        first += DAY


# ---------------------------------------------------------------- by hand


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row['place']}-{row['day']}")
def test_the_state_is_that_of_the_table_made_by_hand(islands: Dataset, row: dict[str, str]) -> None:
    """On each day of the hand-made table, the place has the controller, standing, basis and event written there."""
    period = control_on(islands, dt.date.fromisoformat(row["day"]))[row["place"]]
    found = (period.actor, period.standing, period.basis, period.event)
    assert found == (row["controller"], row["standing"], row["basis"], row["event"])


def test_the_table_made_by_hand_covers_every_place_and_event_with_an_effect(islands: Dataset) -> None:
    """The hand-made table has every place, and every event except those that leave no trace at a day's end."""
    assert {row["place"] for row in EXPECTED} == set(islands.places)
    without_changes = {"council-appeal", "ceasefire-talks"}
    undone_the_same_day = {"tornabee-morning", "lampglow-watch"}
    assert set(islands.event) - {row["event"] for row in EXPECTED} == without_changes | undone_the_same_day


def test_there_is_no_change_that_the_table_made_by_hand_does_not_have(islands: Dataset) -> None:
    """Every control period begins on a day for which the table has a row, so that none is without expectation."""
    rows = {(row["place"], row["day"]) for row in EXPECTED}
    starts = {
        (p.place, p.start.isoformat()) for periods in control_periods(islands).values() for p in periods
    }
    assert starts <= rows


# ---------------------------------------------------------------- every day


def test_periods_tile_the_span(islands: Dataset) -> None:
    """The periods of a place begin on the first day, follow each other without gap or overlap, and stay open."""
    for periods in control_periods(islands).values():
        assert periods[0].start == islands.start
        assert periods[-1].end is None
        assert [p.end for p in periods[:-1]] == [p.start for p in periods[1:]]
        assert all(p.end is None or p.start < p.end for p in periods)


def test_each_place_has_exactly_one_period_on_each_day(islands: Dataset) -> None:
    """On every day of the span every place is in one period, the one that ``control_on`` answers."""
    periods = control_periods(islands)
    for day in _days(islands.start, islands.end):
        state = control_on(islands, day)
        assert set(state) == set(islands.places)
        for place, found in state.items():
            assert [found] == [p for p in periods[place] if p.start <= day and (p.end is None or day < p.end)]


def test_a_period_opens_only_for_something_new(islands: Dataset) -> None:
    """A new period has another controller or standing, or is recorded where the one before was inferred."""
    for periods in control_periods(islands).values():
        for one, two in pairwise(periods):
            recorded = (one.basis, two.basis) == (Basis.INFERRED, Basis.RECORDED)
            assert recorded or (one.actor, one.standing) != (two.actor, two.standing)


def test_what_is_recorded_is_not_weakened_by_an_inference(islands: Dataset) -> None:
    """Tornabee, the anchor, is lost and back on one day: its cell stays as the opening recorded it."""
    first, second = control_periods(islands)["cell-plim-south-02"]
    assert (first.basis, first.event, second.event) == (Basis.RECORDED, "opening", "south-handover")


def test_change_days_are_the_days_on_which_something_begins(islands: Dataset) -> None:
    """The days of change are, in order and once each, those of the hand-made reading of the chronology."""
    assert [day.isoformat() for day in change_days(islands)] == [
        "2020-01-01", "2020-02-29", "2020-03-01", "2020-03-20", "2020-04-02", "2020-04-04", "2020-05-10",
        "2020-06-01", "2020-07-01", "2020-09-01", "2020-09-30", "2020-10-08", "2020-10-11", "2020-11-15",
        "2020-12-31", "2021-01-01", "2021-02-01", "2021-03-03", "2021-03-04", "2021-04-01", "2021-06-30",
        "2021-12-31",
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["2019-11-30", "2022-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_outside_the_span_has_no_answer(islands: Dataset, day: str) -> None:
    """Asked about a day outside the span, the atlas says so and names the span instead of guessing."""
    with pytest.raises(OutsideSpanError, match=f"{day} is outside .* 2019-12-01 to 2021-12-31"):
        control_on(islands, dt.date.fromisoformat(day))


def test_the_first_and_the_last_day_have_an_answer(islands: Dataset) -> None:
    """Both ends of the span belong to it."""
    assert control_on(islands, islands.start)["quorraport"].actor == "quorra"
    assert control_on(islands, islands.end)["quorraport"].event == "last-day"


# ---------------------------------------------------------------- a second way


State = tuple[str, Standing, Basis]


def _walk(dataset: Dataset) -> dict[tuple[str, dt.date], tuple[State, str]]:
    """State and event of each place on each day, by walking through the days and applying the events of each.

    Written from the rule as the format guide words it, and from nothing in the engine: slow and plain.
    """
    now: dict[str, tuple[State, str]] = {}
    shown: dict[str, tuple[State, str]] = {}
    history: dict[tuple[str, dt.date], tuple[State, str]] = {}
    ever_single = {n for e in dataset.events for c in e.changes for n in (*c.places, *c.except_)}
    for day in _days(dataset.start, dataset.end):
        for event in dataset.events:
            vague = event.when.earliest != event.when.latest
            if day == event.when.earliest or day == event.when.latest:
                _apply(dataset, event, now, contested=vague and day == event.when.earliest)
        for place in dataset.places.values():
            if place.layer is Layer.SETTLEMENT and place.cell and place.id not in ever_single:
                (actor, standing, _), name = now[place.cell]
                today: tuple[State, str] = ((actor, standing, Basis.INFERRED), name)
            else:
                today = now[place.id]
            if place.id not in shown or _new(shown[place.id][0], today[0]):
                shown[place.id] = today
            history[place.id, day] = shown[place.id]
    return history


def _new(before: State, after: State) -> bool:
    """Whether there is another controller or standing, or a record of what was only inferred."""
    return before[:2] != after[:2] or (before[2] is Basis.INFERRED and after[2] is Basis.RECORDED)


def _apply(dataset: Dataset, event: Event, now: dict[str, tuple[State, str]], *, contested: bool) -> None:
    """What one event does to the state on one of its days: groups, then anchors, then the places themselves."""
    groups: dict[str, list[Change]] = {}
    singles: dict[str, Change] = {}
    for change in event.changes:
        for name in change.places:
            if name in dataset.places:
                singles[name] = change
            for place in _inside(dataset, name):
                if not any(place in {out, *_inside(dataset, out)} for out in change.except_):
                    groups.setdefault(place, []).append(change)

    def state(change: Change, basis: Basis) -> State:
        return (change.to, Standing.CONTESTED if contested else change.standing, basis)

    for place in dataset.places.values():
        said = groups.get(place.id, [])
        if place.id in singles:
            now[place.id] = (state(singles[place.id], Basis.RECORDED), event.id)
        elif place.anchor in singles:
            word = singles[place.anchor]
            same = any(
                (change.to, change.standing, change.basis) == (word.to, word.standing, Basis.RECORDED)
                for change in said
            )
            now[place.id] = (state(word, Basis.RECORDED if same else Basis.INFERRED), event.id)
        else:
            for change in said:
                settlement = place.layer is Layer.SETTLEMENT
                found = state(change, Basis.INFERRED if settlement else change.basis)
                out = {name for one in change.except_ for name in (one, *_inside(dataset, one))}
                spared = place.anchor in out and dataset.places[place.anchor].cell == place.id
                if not spared or now[place.id][0][:2] == found[:2]:
                    now[place.id] = (found, event.id)


def _inside(dataset: Dataset, group: str) -> set[str]:
    """The places in a group, directly or through groups inside it; none if the name is no group's."""
    if group not in dataset.groups:
        return set()
    found = {place.id for place in dataset.places.values() if group in place.within}
    for inner in dataset.groups.values():
        if group in inner.within:
            found |= _inside(dataset, inner.id)
    return found


def _as_walked(dataset: Dataset) -> dict[tuple[str, dt.date], tuple[State, str]]:
    """The engine's answer in the form of the walk."""
    return {
        (place, day): ((p.actor, p.standing, p.basis), p.event)
        for day in _days(dataset.start, dataset.end)
        for place, p in control_on(dataset, day).items()
    }


def test_the_invented_chronology_reads_the_same_both_ways(islands: Dataset) -> None:
    """Walking through the days of the invented chronology one by one gives what the engine gives."""
    assert _walk(islands) == _as_walked(islands)


EN = {"en": "x"}
GROUPS = [
    Group("all", EN, "region"),
    Group("west", EN, "district", ("all",)),
    Group("bay", EN, "list", ("west",)),
]
PLACES = [
    Place("town", Layer.SETTLEMENT, EN, "town", None, within=("west",), cell="cell-town"),
    Place("farm", Layer.SETTLEMENT, EN, "village", None, within=("bay",), cell="cell-town"),
    Place("hut", Layer.SETTLEMENT, EN, "village", None, within=("bay",)),
    Place("inn", Layer.SETTLEMENT, EN, "village", None, within=("all",), cell="cell-free"),
    Place("cell-town", Layer.CELL, EN, "cell", None, within=("west",), anchor="town"),
    Place("cell-inn", Layer.CELL, EN, "cell", None, within=("bay", "all"), anchor="inn"),
    Place("cell-free", Layer.CELL, EN, "cell", None, within=("all",)),
    Place("road", Layer.CORRIDOR, EN, "corridor", None, within=("west",)),
]
NAMES = [record.id for record in (*GROUPS, *PLACES)]
CITED = (Citation("a-work", Stance.REPORTS, EN),)
FIRST, LAST = dt.date(2020, 2, 25), dt.date(2020, 3, 5)
OPENING = Event(
    "e0", parse_when("2020-02-25"), "k", EN, EN, CITED, (Change(("all",), "none", "a", Standing.HELD),)
)

_day = st.integers(0, (LAST - FIRST).days).map(lambda number: FIRST + number * DAY)
_when = st.one_of(
    _day.map(dt.date.isoformat),
    st.tuples(_day, _day).map(lambda pair: "/".join(day.isoformat() for day in sorted(pair))),
)
_change = st.builds(
    Change,
    places=st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True).map(tuple),
    from_=st.just("a"),
    to=st.sampled_from(["a", "b"]),
    standing=st.sampled_from(Standing),
    except_=st.lists(st.sampled_from(NAMES[1:]), max_size=2, unique=True).map(tuple),
    basis=st.sampled_from(Basis),
)
_events = st.lists(st.tuples(_when, st.lists(_change, min_size=1, max_size=2)), max_size=7)


def _with(islands: Dataset, *events: tuple[str, tuple[Change, ...]]) -> Dataset:
    """The small map above with these events after the opening."""
    made = [
        Event(f"e{n}", parse_when(when), "k", EN, EN, CITED, changes)
        for n, (when, changes) in enumerate(events, 1)
    ]
    return replace(
        islands,
        start=FIRST,
        end=LAST,
        places={place.id: place for place in PLACES},
        groups={group.id: group for group in GROUPS},
        events=(OPENING, *made),
    )


def _of(dataset: Dataset, place: str, day: str) -> tuple[str, str, str]:
    period = control_on(dataset, dt.date.fromisoformat(day))[place]
    return period.actor, period.standing.value, period.basis.value


def test_a_cell_is_left_out_with_the_settlement_it_follows(islands: Dataset) -> None:
    """The district passes to b except the town: the cell round the town stays with a, a cell elsewhere passes."""
    change = Change(("west",), "a", "b", Standing.HELD, except_=("town",))
    dataset = _with(islands, ("2020-03-01", (change,)))
    assert _of(dataset, "cell-town", "2020-03-01") == ("a", "held", "recorded")
    assert _of(dataset, "road", "2020-03-01") == ("b", "held", "recorded")


def test_a_cell_becomes_recorded_when_its_area_is_said_to_be_what_it_is(islands: Dataset) -> None:
    """The town fell on 28 February and is left out on 1 March, when its district passes to the same controller."""
    town = Change(("town",), "a", "b", Standing.HELD)
    rest = Change(("west",), "a", "b", Standing.HELD, except_=("town",))
    dataset = _with(islands, ("2020-02-28", (town,)), ("2020-03-01", (rest,)))
    assert _of(dataset, "cell-town", "2020-02-28") == ("b", "held", "inferred")
    assert _of(dataset, "cell-town", "2020-03-01") == ("b", "held", "recorded")


def test_a_sentence_about_an_area_leaves_its_cells_inferred_until_a_source_says_more(
    islands: Dataset,
) -> None:
    """The west is said in general to be b's: its cells are inferred, the town that is named is recorded, later all."""
    general = Change(("west", "town"), "a", "b", Standing.HELD, basis=Basis.INFERRED)
    line = Change(("west",), "b", "b", Standing.HELD)
    dataset = _with(islands, ("2020-02-28", (general,)), ("2020-03-01", (line,)))
    assert _of(dataset, "town", "2020-02-28") == ("b", "held", "recorded")
    assert _of(dataset, "cell-town", "2020-02-28") == ("b", "held", "inferred")
    assert _of(dataset, "road", "2020-02-28") == ("b", "held", "inferred")
    assert _of(dataset, "road", "2020-03-01") == ("b", "held", "recorded")


def test_a_settlement_left_out_of_a_handover_stays_although_its_cell_passes(islands: Dataset) -> None:
    """The farm, which nothing else names, is left out of the handover of the bay; the cell it lies in passes."""
    change = Change(("west", "cell-town"), "a", "b", Standing.HELD, except_=("farm",))
    dataset = _with(islands, ("2020-03-01", (change,)))
    assert _of(dataset, "cell-town", "2020-03-01")[0] == "b"
    assert _of(dataset, "farm", "2020-03-01")[:2] == ("a", "held")


def test_who_held_a_place_only_in_a_step_of_the_same_day_is_no_last_holder(islands: Dataset) -> None:
    """One event gives the town to b, another of the same day says that it is contested: undisputed it was a's, on that day too."""
    given_, disputed = (
        Change(("town",), "a", "b", Standing.HELD),
        Change(("town",), "b", "b", Standing.CONTESTED),
    )
    dataset = _with(islands, ("2020-03-01", (given_,)), ("2020-03-01", (disputed,)))
    found = {
        lens: control_on(dataset, dt.date(2020, 3, 1), lens)["town"] for lens in (Lens.CLAIMED, Lens.HELD)
    }
    assert {lens: (it.actor, it.standing.value) for lens, it in found.items()} == {
        Lens.CLAIMED: ("b", "contested"),
        Lens.HELD: ("a", "contested"),
    }


@pytest.mark.parametrize(
    ("standing", "expected"), [("contested", ("b", "held", "inferred")), ("held", ("b", "held", "recorded"))]
)
def test_of_an_event_that_names_town_and_district_the_cell_takes_what_is_said_of_the_town(
    islands: Dataset, standing: str, expected: tuple[str, str, str]
) -> None:
    """The town is held while its district is contested: so is the land round it; recorded if both say the same."""
    town = Change(("town",), "a", "b", Standing.HELD)
    district = Change(("west",), "a", "b", Standing(standing))
    dataset = _with(islands, ("2020-03-01", (district, town)))
    assert _of(dataset, "cell-town", "2020-03-01") == expected


def test_a_change_of_two_groups_counts_once_for_a_place_in_both(islands: Dataset) -> None:
    """The land round the inn is in the bay and so in the west: a vague change of both contests it once and gives it once."""
    change = Change(("west", "bay"), "a", "b", Standing.HELD)
    steps = assignments(_with(islands, ("2020-03-01/2020-03-03", (change,))))["cell-inn"]
    assert [(step.day.isoformat(), step.standing.value, step.expects) for step in steps] == [
        ("2020-02-25", "held", "none"),
        ("2020-03-01", "contested", "a"),
        ("2020-03-03", "held", "b"),
    ]


@drawing(80)
@given(_events)
def test_any_chronology_reads_the_same_both_ways(
    islands: Dataset, drawn: list[tuple[str, list[Change]]]
) -> None:
    """For chronologies drawn at random, the engine and a plain walk through the days agree on every place and day."""
    dataset = _with(islands, *((when, tuple(changes)) for when, changes in drawn))
    assert _as_walked(dataset) == _walk(dataset)
