"""Area and settlements from day to day: hand-made figures, and nothing lost or counted twice on any day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from drawn_at_random import drawing
from hypothesis import given
from hypothesis import strategies as st

from controlatlas import Dataset
from controlatlas.measure.areas import DayShares, cell_areas, shares_on, shares_over_time
from controlatlas.records.dates import parse_when
from controlatlas.records.model import Change, Citation, Event, Layer, Lens, Stance, Standing
from controlatlas.tables.rows import share_rows

DAY = dt.timedelta(days=1)

SQUARE_DEGREE_KM2 = 85.27 * 111.04
"""At 40.1 degrees of latitude a degree of longitude is 85.27 km and one of latitude 111.04 km, as tables print it."""

FIRST, SECOND, THIRD = (degrees * SQUARE_DEGREE_KM2 for degrees in (0.046, 0.043, 0.035))
"""The three cells of Northmark, cut into triangles and trapezoids on squared paper."""

NORTHMARK = {
    "2019-12-01": {"company held recorded": SECOND + THIRD, "plim held inferred": FIRST},
    "2020-01-01": {
        "company held recorded": THIRD,
        "plim held recorded": SECOND,
        "plim held inferred": FIRST,
    },
    "2020-02-29": {
        "plim claimed inferred": THIRD,
        "plim held recorded": SECOND,
        "plim held inferred": FIRST,
    },
    "2020-03-01": {
        "plim contested inferred": THIRD,
        "plim held recorded": SECOND,
        "plim held inferred": FIRST,
    },
    "2020-03-20": {"plim held inferred": FIRST + THIRD, "plim held recorded": SECOND},
    "2020-09-01": {"plim held inferred": FIRST + THIRD, "quorra contested inferred": SECOND},
    "2020-09-30": {"plim held inferred": FIRST + THIRD, "quorra held inferred": SECOND},
    "2021-02-01": {"plim held inferred": FIRST + THIRD, "watch held recorded": SECOND},
}
"""By hand, from the chronology: the land of Northmark by controller, standing and basis from each day on."""

CITED = (Citation("a-work", Stance.REPORTS, {"en": "x"}),)


def _land(entry: DayShares) -> dict[str, float]:
    return {f"{s.actor} {s.standing} {s.basis}": s.km2 for s in entry.shares if s.km2}


def test_the_land_of_a_district_is_as_counted_by_hand(islands: Dataset) -> None:
    """From each day of change on, Northmark is divided as the chronology and squared paper say."""
    found = {
        entry.day.isoformat(): _land(entry)
        for entry in shares_over_time(islands, islands.members["district-north"])
    }
    by_land = {day: land for day, land in found.items() if day in NORTHMARK}
    assert by_land == {day: pytest.approx(land, rel=1e-3) for day, land in NORTHMARK.items()}


def test_the_settlements_of_a_group_are_as_counted_by_hand(islands: Dataset) -> None:
    """Ringmoot, the one village of the Ring, passes on 10 May 2020: from then on a source names it."""
    series = shares_over_time(islands, islands.members["the-ring"])
    counts = [
        (entry.day.isoformat(), [(s.actor, s.basis.value) for s in entry.shares if s.settlements])
        for entry in series
    ]
    assert counts == [("2019-12-01", [("company", "inferred")]), ("2020-05-10", [("plim", "recorded")])]


def test_under_the_lens_held_a_claim_moves_no_land(islands: Dataset) -> None:
    """While the Republic only claims the cape, the land round it counts as contested under the Company."""
    series = shares_over_time(islands, islands.members["district-north"], Lens.HELD)
    claimed = next(entry for entry in series if entry.day == dt.date(2020, 2, 29))
    assert _land(claimed)["company contested inferred"] == pytest.approx(THIRD, rel=1e-3)
    assert "plim claimed inferred" not in _land(claimed)


def test_the_series_begins_with_the_first_day_and_has_each_day_of_change(islands: Dataset) -> None:
    """The whole has an entry for the first day and each day on which a cell or settlement changes.

    On 30 June 2021 only the corridor changes, which is not counted.
    """
    days = [entry.day.isoformat() for entry in shares_over_time(islands)]
    assert days == [
        "2019-12-01",
        "2020-01-01", "2020-02-29", "2020-03-01", "2020-03-20", "2020-04-02", "2020-04-04", "2020-05-10",
        "2020-06-01", "2020-07-01", "2020-09-01", "2020-09-30", "2020-10-08", "2020-10-11", "2020-11-15",
        "2020-12-31", "2021-01-01", "2021-02-01", "2021-03-03", "2021-03-04", "2021-04-01", "2021-12-31",
    ]  # fmt: skip


def test_no_places_have_no_series(islands: Dataset) -> None:
    """Of no places at all, and of a corridor alone, there is nothing to count."""
    assert shares_over_time(islands, ()) == ()
    assert shares_over_time(islands, ("corridor-road",)) == ()


def test_a_corridor_adds_nothing(islands: Dataset) -> None:
    """The corridor lies over cells that are counted already: with it or without it the sums are the same."""
    without = [place for place in islands.places if place != "corridor-road"]
    assert shares_over_time(islands) == shares_over_time(islands, without)


def _check_sums(dataset: Dataset, series: tuple[DayShares, ...], km2: float, settlements: int) -> None:
    for entry in series:
        assert entry.km2 == pytest.approx(km2, abs=0.1)
        assert entry.settlements == settlements
    assert {entry.day for entry in series} <= {dataset.start + n * DAY for n in range(20_000)}


@pytest.mark.parametrize("lens", Lens)
def test_no_square_kilometre_of_the_shipped_map_is_ever_lost(karabakh: Dataset, lens: Lens) -> None:
    """On all days and under both lenses the shipped cells and settlements add up to the same whole."""
    settlements = sum(place.layer is Layer.SETTLEMENT for place in karabakh.places.values())
    series = shares_over_time(karabakh, lens=lens)
    assert len(series) > 100
    _check_sums(karabakh, series, sum(cell_areas(karabakh).values()), settlements)
    for entry in series[:: len(series) // 12]:
        assert entry.shares == shares_on(karabakh, entry.day, lens=lens)


def test_districts_of_the_shipped_map_add_up_one_by_one(karabakh: Dataset) -> None:
    """Each group has its own constant area, and as many settlements on every day."""
    areas = cell_areas(karabakh)
    for members in karabakh.members.values():
        settlements = sum(karabakh.places[place].layer is Layer.SETTLEMENT for place in members)
        km2 = sum(areas.get(place, 0.0) for place in members)
        _check_sums(karabakh, shares_over_time(karabakh, members), km2, settlements)


# ---------------------------------------------------------------- chronologies drawn at random

NAMES = (
    "plim-island", "district-north", "zibber-valley", "the-ring", "south-coast", "plimstow", "zibberwick",
    "cell-plim-north-01", "cell-plim-ring", "cell-quorra-mid-01", "corridor-road", "ringmoot",
)  # fmt: skip
_number = st.integers(0, 40)
_when = st.tuples(_number, _number).map(
    lambda pair: "/".join((dt.date(2020, 2, 10) + n * DAY).isoformat() for n in sorted(pair))
)
_change = st.builds(
    Change,
    places=st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True).map(tuple),
    from_=st.just("company"),
    to=st.sampled_from(["plim", "quorra", "watch"]),
    standing=st.sampled_from(Standing),
)


@drawing(40)
@given(
    drawn=st.lists(st.tuples(_when, st.lists(_change, min_size=1, max_size=3)), max_size=8),
    group=st.sampled_from([None, "plim-island", "district-south", "truce-zone"]),
    lens=st.sampled_from(Lens),
)
def test_whatever_happens_the_sums_are_those_of_the_day(
    islands: Dataset, drawn: list[tuple[str, list[Change]]], group: str | None, lens: Lens
) -> None:
    """For chronologies drawn at random the whole stays the same, and each day is what a count on that day gives."""
    events = [
        Event(f"e{n}", parse_when(when), "fighting", {"en": "x"}, {"en": "x"}, CITED, tuple(changes))
        for n, (when, changes) in enumerate(drawn)
    ]
    dataset = replace(islands, events=(islands.events[0], *events))
    places = None if group is None else dataset.members[group]
    series = shares_over_time(dataset, places, lens)
    assert {(round(entry.km2, 6), entry.settlements) for entry in series} == {
        (round(series[0].km2, 6), series[0].settlements)
    }
    latest = series[0]
    begins = {entry.day: entry for entry in series}
    for number in range(-2, 44):
        day = dt.date(2020, 2, 10) + number * DAY
        latest = begins.get(day, max((e for e in series if e.day <= day), key=lambda e: e.day))
        assert latest.shares == shares_on(dataset, day, places, lens)


# ---------------------------------------------------------------- as a table


def test_the_table_says_until_when_each_row_holds(islands: Dataset) -> None:
    """The rows of the Ring: two periods, each with land and its one village, per cent of the whole, the last to the end."""
    rows = share_rows(islands, shares_over_time(islands, islands.members["the-ring"]), percent=True)
    assert [
        (row["from"], row["to"], row["controller"], row["standing"], row["basis"], row["settlements"])
        for row in rows
    ] == [
        ("2019-12-01", "2020-05-09", "company", "held", "inferred", 1),
        ("2019-12-01", "2020-05-09", "company", "held", "recorded", 0),
        ("2020-05-10", "2021-12-31", "plim", "held", "inferred", 0),
        ("2020-05-10", "2021-12-31", "plim", "held", "recorded", 1),
    ]
    # tables of the ellipsoid: at 40.3 degrees a degree of longitude is 85.03 km, of latitude 111.04 km
    assert [row["km2"] for row in rows] == pytest.approx([0, 60.4, 60.4, 0], abs=0.1)
    assert [row["percent"] for row in rows] == [0, 100, 100, 0]


def test_the_table_of_a_period_holds_what_held_in_it(islands: Dataset) -> None:
    """Asked for January to June 2020, the table begins on 1 January with what held then and ends on 30 June."""
    first, last = dt.date(2020, 1, 15), dt.date(2020, 6, 30)
    rows = share_rows(islands, shares_over_time(islands, islands.members["the-ring"]), first, last)
    assert not any("percent" in row for row in rows)  # only shares of the reference area have a meaning
    assert [(row["from"], row["to"], row["controller"]) for row in rows if row["km2"]] == [
        ("2020-01-15", "2020-05-09", "company"),
        ("2020-05-10", "2020-06-30", "plim"),
    ]
