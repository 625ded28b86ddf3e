"""Areas and lengths are those of the ellipsoid, and no square kilometre is lost or counted twice."""

from __future__ import annotations

import pytest
from shapely import LineString, MultiPolygon, Polygon, box

from controlatlas import Dataset
from controlatlas.history.timeline import change_days
from controlatlas.measure.areas import area_km2, cell_areas, length_km, shares_on
from controlatlas.records.model import Layer

EARTH_KM2 = 510_065_621.724
"""Surface of the WGS 84 ellipsoid."""

DEGREE_AT_THE_EQUATOR_KM2 = 12_308.8
"""One degree by one degree on the equator, as tables of the ellipsoid print it."""


def test_a_square_degree_at_the_equator_is_as_published() -> None:
    """The area of one degree by one degree at the equator is that of the published tables."""
    assert area_km2(box(0, 0, 1, 1)) == pytest.approx(DEGREE_AT_THE_EQUATOR_KM2, abs=0.5)


def test_an_octant_is_an_eighth_of_the_earth() -> None:
    """What lies between equator, pole and two meridians has an eighth of the surface of the ellipsoid."""
    assert area_km2(Polygon([(0, 0), (90, 0), (90, 90), (0, 90)])) == pytest.approx(EARTH_KM2 / 8, rel=1e-9)


def test_areas_are_not_those_of_the_web_map() -> None:
    """At 60 degrees north a square degree is about half of that at the equator, not as large as a web map draws it."""
    assert area_km2(box(0, 60, 1, 61)) == pytest.approx(DEGREE_AT_THE_EQUATOR_KM2 * 0.497, rel=0.01)


def test_a_hole_is_taken_off_and_parts_are_added() -> None:
    """Whatever way its rings turn, a hole lessens the area by its own and a second part adds its own."""
    shell, hole, part = box(0, 0, 1, 1), box(0.25, 0.25, 0.75, 0.75), box(3, 0, 4, 1)
    for ring in (list(hole.exterior.coords), list(hole.exterior.coords)[::-1]):
        pierced = Polygon(shell.exterior.coords, [ring])
        assert area_km2(pierced) == pytest.approx(area_km2(shell) - area_km2(hole), abs=1e-6)
        both = MultiPolygon([pierced, Polygon(list(part.exterior.coords)[::-1])])
        assert area_km2(both) == pytest.approx(area_km2(pierced) + area_km2(part), abs=1e-6)


def test_a_degree_of_the_equator_is_as_published() -> None:
    """One degree along the equator is 111.32 km, and one along a meridian from it 110.57 km."""
    assert length_km(LineString([(0, 0), (1, 0)])) == pytest.approx(111.3195, abs=1e-3)
    assert length_km(LineString([(0, 0), (0, 1)])) == pytest.approx(110.5744, abs=1e-3)


def test_each_cell_has_its_area(islands: Dataset) -> None:
    """Each cell is measured once; the exclave of 0.08 by 0.08 degrees is as large as the tables of the ellipsoid say."""
    areas = cell_areas(islands)
    assert set(areas) == {cell.id for cell in islands.cells()}
    # tables of the ellipsoid: at 40.3 degrees a degree of longitude is 85.03 km, of latitude 111.04 km
    assert areas["cell-plim-ring"] == pytest.approx(0.08 * 85.03 * 0.08 * 111.04, rel=1e-3)


def test_the_whole_is_the_same_on_every_day(islands: Dataset) -> None:
    """On the first day and every day of change the shares add up to the same area and number of settlements.

    Four of the 20 are no towns or villages, by the file of the dataset: a bridge, a height and two installations.
    """
    whole = sum(cell_areas(islands).values())
    settlements = sum(place.layer is Layer.SETTLEMENT for place in islands.places.values())
    for day in (islands.start, *change_days(islands), islands.end):
        shares = shares_on(islands, day)
        assert sum(share.km2 for share in shares) == pytest.approx(whole, abs=0.1)
        assert sum(share.settlements for share in shares) == settlements == 20
        assert sum(share.others for share in shares) == 4


def test_shares_are_told_apart_by_actor_standing_and_basis(islands: Dataset) -> None:
    """On the leap day of 2020 one cell and two settlements are claimed, one of the two by inference."""
    claimed = [
        s for s in shares_on(islands, islands.default_day.replace(month=2, day=29)) if s.standing == "claimed"
    ]
    assert [(s.actor, s.basis.value, s.settlements, s.km2 > 0) for s in claimed] == [
        ("plim", "inferred", 1, True),
        ("plim", "recorded", 1, False),
    ]
    assert sum(s.km2 for s in claimed) == pytest.approx(cell_areas(islands)["cell-plim-north-03"])


def test_shares_of_a_group_count_its_places_only(islands: Dataset) -> None:
    """The shares of the Ring are its one cell and its one village, and nothing else."""
    shares = shares_on(islands, islands.default_day, islands.members["the-ring"])
    assert sum(share.settlements for share in shares) == 1
    assert sum(share.km2 for share in shares) == pytest.approx(cell_areas(islands)["cell-plim-ring"])


def test_shares_of_no_places_are_none(islands: Dataset) -> None:
    """Asked for the shares of no places at all, the answer is empty and not the whole map."""
    assert shares_on(islands, islands.default_day, ()) == ()
