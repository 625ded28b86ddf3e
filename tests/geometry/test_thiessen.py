"""The land of settlements: whatever the settlements, each unit is cut into a coverage that leaves nothing out."""

import pathlib
import sys

import numpy as np
import pytest
import shapely
from drawn_at_random import drawing
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "geodata" / "karabakh" / "build"))

import anchors
import thiessen

UNIT = shapely.Polygon(
    [(0, 0), (30_000, 0), (30_000, 12_000), (18_000, 12_000), (18_000, 20_000), (30_000, 20_000), (30_000, 30_000), (0, 30_000)]
)  # fmt: skip
"""A unit of 804 km2 with a bay cut into its eastern side, in metres."""

_metres = st.integers(1, 29).map(lambda km: km * 1000.0 + 7)
_spots = st.lists(
    st.tuples(_metres, _metres, st.booleans()), min_size=1, max_size=9, unique_by=lambda spot: spot[:2]
)


def _seeds(spots):
    """Seeds at these points, as far as they lie in the unit."""
    inside = [(x, y, own) for x, y, own in spots if UNIT.covers(shapely.Point(x, y))]
    return [
        anchors.Seed(f"s{n}", shapely.Point(x, y), own, f"S{n}", ()) for n, (x, y, own) in enumerate(inside)
    ]


@drawing(60)
@given(_spots, st.booleans())
def test_the_pieces_of_a_unit_are_a_coverage_of_it(spots, whole):
    """No gap, no overlap, the whole area, and every vertex of a common edge in both neighbours."""
    pieces = thiessen.cut(UNIT, _seeds(spots), whole=whole)
    shapes = [piece.shape for piece in pieces]
    assert shapely.coverage_is_valid(shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(UNIT.area, rel=1e-6)
    assert shapely.union_all(shapes).symmetric_difference(UNIT).area < 1e-4 * UNIT.area


@drawing(60)
@given(_spots)
def test_all_land_follows_the_nearest_settlement_with_dates(spots):
    """In a convex unit cut as a whole, each point goes to the nearest seed with dates, if one is within 6 km."""
    square = shapely.box(0, 0, 30_000, 30_000)
    seeds = [seed for seed in _seeds(spots) if seed.own]
    pieces = thiessen.cut(square, _seeds(spots), whole=True)
    if not seeds:
        assert [piece.seed for piece in pieces] == [None]
        return
    for x, y in np.random.default_rng(1).uniform(0, 30_000, (40, 2)):
        here = shapely.Point(x, y)
        owner = min(pieces, key=lambda piece: piece.shape.distance(here)).seed
        least = min(seed.point.distance(here) for seed in seeds)
        if owner is None:
            assert least > 5_700  # the reach is drawn as a polygon with 24 corners
        elif least < 5_700:
            assert owner.point.distance(here) == pytest.approx(least, abs=5)


@drawing(60)
@given(_spots)
def test_elsewhere_no_cell_reaches_farther_than_three_kilometres(spots):
    """Where few settlements have dates, only land within 3 km follows one, but for scraps below 0.3 km2."""
    for piece in thiessen.cut(UNIT, _seeds(spots), whole=False):
        if piece.seed is not None:
            beyond = piece.shape.difference(piece.seed.point.buffer(3002))
            assert all(part.area < 0.3e6 for part in shapely.get_parts(beyond))
            assert piece.seed.own
