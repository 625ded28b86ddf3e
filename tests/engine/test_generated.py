"""What holds for any dataset: coverage, chain and lens, on datasets drawn at random."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import shapely
from bench.generated import generated_dataset
from drawn_at_random import drawing
from hypothesis import given
from hypothesis import strategies as st

from controlatlas import Dataset, control_on, control_periods
from controlatlas.check import check_dataset
from controlatlas.history.timeline import assignments
from controlatlas.records.model import Lens, Place, Standing

_datasets = st.builds(
    generated_dataset,
    side=st.sampled_from([4, 8]),
    changes=st.sampled_from([40, 80, 160]),
    years=st.just(1),
    seed=st.integers(0, 10_000),
)

SURE = (Standing.HELD, Standing.DRAWN)
"""The standings against which nothing in a dataset speaks."""


@drawing(25)
@given(_datasets)
def test_a_generated_dataset_has_no_problem_of_chain_or_coverage(dataset: Dataset) -> None:
    """A grid of cells whose changes name the controller before them chains, and covers its square."""
    fields = {problem.field for problem in check_dataset(dataset)}
    assert not fields & {"changes.from", "geometry"}


@drawing(25)
@given(_datasets, st.data())
def test_a_wrong_from_is_found_wherever_it_stands(dataset: Dataset, data: st.DataObject) -> None:
    """If any one change says that another actor was there before, exactly its event is named."""
    number = data.draw(st.integers(1, len(dataset.events) - 1))
    event = dataset.events[number]
    at = data.draw(st.integers(0, len(event.changes) - 1))
    change = event.changes[at]
    other = data.draw(st.sampled_from([actor for actor in dataset.actors if actor != change.from_]))
    changes = (*event.changes[:at], replace(change, from_=other), *event.changes[at + 1 :])
    events = (*dataset.events[:number], replace(event, changes=changes), *dataset.events[number + 1 :])
    found = [p for p in check_dataset(replace(dataset, events=events)) if p.field == "changes.from"]
    assert [problem.record for problem in found] == [event.id]
    assert change.places[0] in found[0].message


@drawing(25)
@given(_datasets, st.data())
def test_a_moved_corner_is_found_as_a_gap_or_an_overlap(dataset: Dataset, data: st.DataObject) -> None:
    """If a corner of a cell inside the map is moved by some 100 m, the coverage is refused."""
    edge = shapely.union_all([cell.geometry for cell in dataset.cells()]).boundary
    inner = [cell for cell in dataset.cells() if not edge.intersects(cell.geometry)]
    cell = data.draw(st.sampled_from(inner))
    moved = shapely.get_coordinates(cell.geometry)[:-1].copy()
    moved[data.draw(st.integers(0, 3))] += (0.001, 0.0005)
    spoiled: dict[str, Place] = {
        **dataset.places,
        cell.id: replace(cell, geometry=shapely.Polygon(moved)),
    }
    found = [p for p in check_dataset(replace(dataset, places=spoiled)) if p.field == "geometry"]
    assert found


@drawing(25)
@given(_datasets)
def test_the_lens_held_gives_a_place_to_its_last_undisputed_holder(dataset: Dataset) -> None:
    """Read from the steps alone: who was last given the place as held controls it, contested until he is again."""
    steps = assignments(dataset)
    for place, periods in control_periods(dataset, Lens.HELD).items():
        for period in periods:
            until = [step for step in steps[place] if step.day <= period.start]
            holder = [step.actor for step in until if step.standing in SURE][-1]
            standing = until[-1].standing if until[-1].standing in SURE else Standing.CONTESTED
            assert (period.actor, period.standing) == (holder, standing)


@drawing(10)
@given(_datasets, st.integers(0, 364))
def test_each_cell_has_one_controller_under_either_lens(dataset: Dataset, number: int) -> None:
    """On any day and under both lenses every cell is in one period that covers the day."""
    day = dataset.start + dt.timedelta(number)
    for lens in Lens:
        state = control_on(dataset, day, lens)
        assert set(state) == set(dataset.places)
        assert all(p.start <= day and (p.end is None or day < p.end) for p in state.values())


def test_the_generator_changes_what_it_says() -> None:
    """The generated datasets do change hands, under all standings, or the tests above would prove little."""
    dataset = generated_dataset(side=4, changes=80, years=1, seed=3)
    standings = {p.standing for periods in control_periods(dataset).values() for p in periods}
    assert standings == set(Standing)
    assert sum(len(periods) for periods in control_periods(dataset).values()) > 70
