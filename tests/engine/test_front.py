"""The line between areas of different controllers."""

from __future__ import annotations

import datetime as dt
import importlib.util
import pathlib

import pytest
from drawn_at_random import drawing
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiLineString

from controlatlas import Dataset, control_on
from controlatlas.history.front import front_line, shared_edges
from controlatlas.records.errors import OutsideSpanError
from controlatlas.records.model import Basis, Lens

NORTH_1_SOUTH_1 = LineString([(-121, -40.2), (-120.8, -40.2)])
NORTH_1_NORTH_2 = LineString([(-120.8, -40.2), (-120.8, -39.97)])
NORTH_2_SOUTH_2 = LineString([(-120.8, -40.2), (-120.6, -40.2)])
NORTH_2_NORTH_3 = LineString([(-120.6, -40.2), (-120.6, -40)])
NORTH_3_SOUTH_3 = LineString([(-120.6, -40.2), (-120.4, -40.2)])


@pytest.mark.parametrize(
    ("day", "lens", "recorded", "inferred"),
    [
        # One parish of the island is the Republic's; its cell follows the town in it.
        ("2019-12-01", Lens.CLAIMED, [], [NORTH_1_SOUTH_1, NORTH_1_NORTH_2]),
        # The whole north by decree; the west and the cape each follow a town.
        ("2020-02-29", Lens.CLAIMED, [NORTH_2_SOUTH_2], [NORTH_1_SOUTH_1, NORTH_3_SOUTH_3]),
        # The cape is claimed only, so under the other lens the line runs on its western side.
        ("2020-02-29", Lens.HELD, [NORTH_2_SOUTH_2], [NORTH_1_SOUTH_1, NORTH_2_NORTH_3]),
    ],
)
def test_the_line_runs_where_controllers_meet(
    islands: Dataset, day: str, lens: Lens, recorded: list[LineString], inferred: list[LineString]
) -> None:
    """Drawn by hand on the invented islands: the edges between different controllers, by how they are known."""
    found = front_line(islands, dt.date.fromisoformat(day), lens)
    for line, expected in zip(found, (recorded, inferred), strict=True):
        assert line.normalize() == MultiLineString(expected).normalize()


def test_an_island_in_a_cell_has_the_line_all_round(islands: Dataset) -> None:
    """A cell that fills the hole of another meets it along its whole edge."""
    _, inferred = front_line(islands, dt.date(2021, 12, 31))
    ring = islands.places["cell-plim-ring"].geometry.exterior
    assert any(line.normalize().equals(ring.normalize()) for line in inferred.geoms)


def test_outside_the_span_there_is_no_line_to_ask_for(islands: Dataset) -> None:
    """A day that the dataset does not describe is an error, not an empty line."""
    with pytest.raises(OutsideSpanError):
        front_line(islands, islands.end + dt.timedelta(1))


SIDE = 8  # so that the corners of the squares are exact in binary, and neighbours share them
STEP = 2.0 / SIDE


@pytest.fixture(scope="module")
def grid() -> Dataset:
    """A generated dataset of square cells, from the benchmarks."""
    path = pathlib.Path(__file__).parents[1] / "bench" / "generated.py"
    spec = importlib.util.spec_from_file_location("generated", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.generated_dataset(side=SIDE, changes=600, years=2)


def test_every_edge_between_squares_is_shared_once(grid: Dataset) -> None:
    """A grid of n by n squares has 2n(n-1) inner edges, each of one side's length."""
    edges = shared_edges(grid)
    assert len(edges) == 2 * SIDE * (SIDE - 1)
    assert all(line.length == pytest.approx(STEP) for _, _, line in edges)
    assert len({frozenset((one, other)) for one, other, _ in edges}) == len(edges)


@drawing(60)
@given(st.integers(0, 730), st.sampled_from(Lens))
def test_the_line_is_as_long_as_the_sum_of_its_edges(grid: Dataset, number: int, lens: Lens) -> None:
    """On any day, the line has one side's length for each pair of neighbouring squares of different controllers."""
    day = grid.start + dt.timedelta(number)
    state = control_on(grid, day, lens)
    expected = {True: 0, False: 0}
    for row in range(SIDE):
        for column in range(SIDE):
            here = state[f"c-{row}-{column}"]
            for neighbour in (f"c-{row + 1}-{column}", f"c-{row}-{column + 1}"):
                there = state.get(neighbour)
                if there and there.actor != here.actor:
                    expected[Basis.RECORDED == here.basis == there.basis] += 1
    recorded, inferred = front_line(grid, day, lens)
    assert recorded.length == pytest.approx(expected[True] * STEP)
    assert inferred.length == pytest.approx(expected[False] * STEP)
