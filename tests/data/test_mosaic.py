"""The front moves with the settlements, and never contradicts a line that is known."""

import datetime as dt

import pytest
from shipped import shipped as karabakh

from controlatlas import control_on, control_periods
from controlatlas.history.timeline import change_days
from controlatlas.measure.areas import area_km2


def cells_in(*groups):
    """The ids of the cells in these groups."""
    dataset = karabakh()
    cells = {cell.id for cell in dataset.cells()}
    return sorted(cells & {member for group in groups for member in dataset.members[group]})


def days_between(first, last):
    """The first day, and each later day of change up to the last."""
    first, last = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return [first, *(day for day in change_days(karabakh()) if first < day <= last)]


def controllers(cells, day):
    """Who controls any of these cells on a day."""
    state = control_on(karabakh(), day)
    return {state[cell].actor for cell in cells}


def test_no_cell_contradicts_the_line_of_1994():
    """From the ceasefire to the eve of the war of 2020 all land behind the line is one side's, all outside the other's."""
    behind, outside = cells_in("behind-line-1994"), cells_in("outside-line-1994")
    assert len(behind) > 300
    for day in days_between("1994-05-12", "2020-09-26"):
        assert controllers(behind, day) == {"armenian-forces"}, day
        assert controllers(outside, day) == {"azerbaijan"}, day


def test_no_cell_contradicts_the_line_of_2020():
    """From the end of the handovers to March 2022 only the zone and the corridor are not Azerbaijan's."""
    kept = set(cells_in("remaining-2020", "lachin-corridor")) - set(cells_in("corridor-2022"))
    rest = [cell for cell in cells_in("behind-line-1994", "outside-line-1994") if cell not in kept]
    for day in days_between("2020-12-14", "2022-03-23"):
        assert controllers(rest, day) == {"azerbaijan"}, day
        assert controllers(kept, day) == {"armenian-forces", "russian-peacekeepers"}, day


def test_what_the_war_had_taken_is_not_the_other_sides_on_10_november_2020():
    """On the day of the statement the land taken in the war is Azerbaijan's, but for Hin Tagher and Khtsaberd."""
    taken = cells_in(
        "war-2020-oblast", "hadrut-region", "district-zangilan", "district-qubadli", "fuzuli-held"
    )
    assert controllers(taken, dt.date(2020, 11, 10)) == {"azerbaijan"}
    assert controllers(["cell-hin-tagher", "cell-khtsaberd"], dt.date(2020, 11, 10)) == {"armenian-forces"}


@pytest.mark.parametrize(
    ("cell", "day", "controller", "standing", "basis"),
    [
        # Announced on 3 October 2020; the statement of 10 November closes the matter for the whole area.
        ("cell-mehdili", "2020-10-02", "armenian-forces", "held", "recorded"),
        ("cell-mehdili", "2020-10-03", "azerbaijan", "claimed", "inferred"),
        ("cell-mehdili", "2020-11-10", "azerbaijan", "held", "recorded"),
        # Announced on 20 October.
        ("cell-dordchinar", "2020-10-19", "armenian-forces", "held", "recorded"),
        ("cell-dordchinar", "2020-10-20", "azerbaijan", "claimed", "inferred"),
        # Khojaly fell on 26 February 1992, Armenian villages near by were never Azerbaijan's after December 1991; no
        # source names them all, so that their land is inferred until the line of May 1994.
        ("cell-khojaly", "1992-02-25", "azerbaijan", "held", "recorded"),
        ("cell-khojaly", "1992-02-26", "armenian-forces", "held", "inferred"),
        ("cell-khojaly-02", "1992-02-25", "armenian-forces", "held", "inferred"),
        ("cell-khojaly-02", "1994-05-12", "armenian-forces", "held", "recorded"),
        # Kalbajar town on 3 April 1993, the district between 27 March and 5 April.
        ("cell-kalbajar", "1993-04-01", "azerbaijan", "held", "recorded"),
        ("cell-kalbajar", "1993-04-03", "armenian-forces", "held", "inferred"),
        ("cell-kalbajar-01", "1993-04-03", "armenian-forces", "contested", "recorded"),
        ("cell-kalbajar-01", "1993-04-05", "armenian-forces", "held", "recorded"),
        # Farrukh in March 2022, inside the zone.
        ("cell-farrukh", "2022-03-23", "armenian-forces", "held", "recorded"),
        ("cell-farrukh", "2022-03-24", "azerbaijan", "contested", "inferred"),
        ("cell-khojaly-02", "2022-03-24", "armenian-forces", "held", "recorded"),
    ],
)
def test_land_follows_its_settlement_until_the_area_is_spoken_of(cell, day, controller, standing, basis):
    """Cells at dates that the sources give for the settlement, and for the area."""
    period = control_on(karabakh(), dt.date.fromisoformat(day))[cell]
    assert (period.actor, period.standing, period.basis) == (controller, standing, basis)


def test_the_44_days_move_by_many_steps():
    """In the autumn of 2020 land changes hands on at least twenty days; nothing known moves it on 28 September."""
    cells = {cell.id for cell in karabakh().cells()}
    days = {
        period.start
        for place, periods in control_periods(karabakh()).items()
        if place in cells
        for period in periods
        if dt.date(2020, 9, 27) <= period.start <= dt.date(2020, 11, 10)
    }
    assert len(days) >= 20
    assert dt.date(2020, 9, 28) not in days


def test_every_anchor_lies_in_its_own_cell_or_beside_it():
    """A cell named after a settlement follows that settlement, which lies in it."""
    dataset = karabakh()
    own = [cell for cell in dataset.cells() if cell.anchor and cell.id == f"cell-{cell.anchor}"]
    assert len(own) > 300
    assert all(dataset.places[cell.anchor].cell == cell.id for cell in own)
    assert all(dataset.places[cell.anchor].precision_m <= 3000 for cell in own)


def test_no_land_of_gazakh_or_goranboy_goes_far_with_a_village():
    """Four border villages of Gazakh and the villages of Shahumyan take no more than 3 km round them along."""
    for district, most in (("district-gazakh", 130), ("district-goranboy", 120)):
        cells = [c for c in karabakh().cells() if district in c.within and c.id == f"cell-{c.anchor}"]
        assert cells
        assert sum(area_km2(cell.geometry) for cell in cells) < most
