"""Lines, groups and figures agree: where a settlement lies, what it belongs to, and how large a text says land is."""

from __future__ import annotations

import datetime as dt
import itertools
import re

import pytest
import shapely
from pyproj import Transformer

from controlatlas import control_on, control_periods
from controlatlas.history.timeline import change_days
from controlatlas.measure.areas import area_km2
from controlatlas.records.model import Layer, say

METRES = Transformer.from_crs(4326, "+proj=laea +lat_0=40 +lon_0=47 +datum=WGS84 +units=m", always_xy=True)

OBLAST_ERROR_M = 1000
"""How far the line of the former oblast may be off, as its note says."""

OUT_OF_PLACE = {
    "agdaban": "of the Kalbajar district; an encyclopedia puts it on the territory of the oblast",
    "cayqovusan": "beside Aghdaban",
    "yukhari-mazra": "exclave of Jabrayil, which no source of borders has",
    "yukhari-veysalli": "exclave of Fuzuli, which no source of borders has",
}
"""Settlements farther on the other side of that line than its error, as its note says of them."""

UNLIKE_THEIR_LAND = {
    "2000-01-01": {
        "ashaghi-askipara": "extent of its land unknown",
        "baghanis-ayrum": "extent of its land unknown",
        "gizilhajili": "extent of its land unknown",
        "kheyrimli": "extent of its land unknown",
        "seysulan": "empty village on the line itself",
    },
    "2021-06-01": {
        "ashaghi-askipara": "extent of its land unknown",
        "baghanis-ayrum": "extent of its land unknown",
        "gizilhajili": "extent of its land unknown",
        "kheyrimli": "extent of its land unknown",
        "dadivank": "monastery with a Russian post in a district handed over",
        "levonarkh": "abandoned, on the line of 2020, held by nobody known",
        "seysulan": "empty village on the line itself",
        "mets-shen": "local administration in the strip of the corridor",
        "qeybali": "local administration in the strip of the corridor",
        "turshsu": "local administration in the strip of the corridor",
        "yeghtsahogh": "local administration in the strip of the corridor",
    },
    "2025-01-01": {},
}
"""On days on which a line is known: settlements with another controller than the land they lie in, and why."""

SAID_AND_DRAWN = {
    "2020-11-10-remaining-area": ({"remaining-2020"}, 2_850, 0.06),
    "2023-12-05-aghdara-district": ({"aghdara-2023"}, 1_661, 0.06),
    "1994-05-12-ceasefire": ({"district-fuzuli", "fuzuli-held"}, 462, 0.04),
}
"""Events whose text gives the area of land that lies in certain groups: the groups, km2, and the error of the map."""

SAID_OTHERWISE = {"1994-05-12-ceasefire": ({"district-aghdam", "behind-line-1994"}, 842, 710)}
"""Events whose text gives an area that the map misses, and says how much the map has: groups, km2 as published, as drawn."""

SAID_NOT_DRAWN = {
    "2016-04-05-ceasefire": "no area is drawn",
    "2018-05-gunnut": "no area is drawn",
    "2021-05-12-sev-lich": "no area is drawn",
    "2022-09-13-border-clashes": "no area is drawn",
    "2024-05-24-gazakh-villages": "points without land",
}
"""Events whose text gives an area that the map does not draw; their dispute says so, with these words."""

SHARES = {
    "1992-06-12-mardakert-west": "unsourced",
    "1993-07-23-aghdam": "depends on the district area used",
    "2026-01-13-tripp-framework": None,
}
"""Events that give a share: the words that say why the map is not measured by it; ``None``: of a company, not of land."""


def metric(geometry):
    """A geometry in metres."""
    return shapely.transform(geometry, METRES.transform, interleaved=False)


@pytest.fixture(scope="module")
def oblast(karabakh):
    """The former oblast as its line runs, in metres."""
    (line,) = (line for line in karabakh.lines if line.id == "former-oblast")
    rings = shapely.get_parts(shapely.polygonize(shapely.get_parts(metric(line.geometry))))
    return max(rings, key=shapely.area)


def test_every_sentence_about_an_area_was_gone_through(root, karabakh):
    """Each change of control that names a group stands in the notes of the dataset, with what was found."""
    notes = (root / "geodata" / "karabakh" / "NOTES.md").read_text(encoding="utf-8")
    wide = {
        event.id
        for event in karabakh.events
        for change in event.changes
        if change.from_ != "none" and karabakh.members.keys() & set(change.places)
    }
    assert len(wide) > 30
    assert {key for key in wide if f"`{key}`" not in notes} == set()


def test_settlements_lie_on_the_side_of_the_oblast_that_they_belong_to(karabakh, oblast):
    """None lies farther on the other side of the line than its error, but for four with a reason."""
    named = {name for event in karabakh.events for it in event.changes for name in (*it.places, *it.except_)}
    inside = set(karabakh.members["nkao"])
    found = set()
    for place in karabakh.places.values():
        if place.layer is not Layer.SETTLEMENT or place.geometry is None:
            continue
        belongs = place.id in inside or (place.id not in named and place.cell in inside)
        point = metric(place.geometry)
        if oblast.covers(point) != belongs and oblast.boundary.distance(point) > OBLAST_ERROR_M:
            found.add(place.id)
    assert found == set(OUT_OF_PLACE)


def test_the_note_of_the_line_names_them(karabakh):
    """Who looks at the line is told of the settlements that do not fit it."""
    (line,) = (line for line in karabakh.lines if line.id == "former-oblast")
    for key in OUT_OF_PLACE:
        assert karabakh.places[key].names["en"] in say(line.note)


@pytest.mark.parametrize("day", UNLIKE_THEIR_LAND)
def test_a_settlement_named_in_an_event_misses_nothing_that_its_land_takes_part_in(karabakh, day):
    """On days on which a line is known, a settlement has the controller of its land, or a reason not to have."""
    state = control_on(karabakh, dt.date.fromisoformat(day))
    unlike = {
        place.id
        for place in karabakh.places.values()
        if place.layer is Layer.SETTLEMENT and place.cell and state[place.id].actor != state[place.cell].actor
    }
    assert unlike == set(UNLIKE_THEIR_LAND[day])


UNLIKE_THEIR_VILLAGE = {
    "mets-shen": "local administration in the strip of the corridor",
    "qeybali": "local administration in the strip of the corridor",
    "turshsu": "local administration in the strip of the corridor",
    "yeghtsahogh": "local administration in the strip of the corridor",
}
"""Villages whose own land has another controller for a time, and why."""


def test_the_land_of_a_village_does_not_fall_with_a_sentence_about_an_area(karabakh):
    """On each day of change a cell is held, claimed or contested by whom its village is, or has a reason not to be."""
    unlike = set()
    for day in change_days(karabakh):
        state = control_on(karabakh, day)
        for cell in karabakh.cells():
            if cell.anchor:
                land, village = state[cell.id], state[cell.anchor]
                if (land.actor, land.standing) != (village.actor, village.standing):
                    unlike.add(cell.anchor)
    assert unlike == set(UNLIKE_THEIR_VILLAGE)


def changed_km2(karabakh, event):
    """The area of the cells of which an event opens a control period with another controller."""
    found = 0.0
    for cell in karabakh.cells():
        periods = control_periods(karabakh)[cell.id]
        for before, now in itertools.pairwise(periods):
            if now.event == event and now.actor != before.actor:
                found += area_km2(cell.geometry)
    return found


def test_an_area_in_a_text_is_that_of_the_map_or_the_card_says_why_not(karabakh):
    """Every event with an area in its own words is on a list: drawn within an error, drawn otherwise, or not drawn."""
    area = re.compile(r"km2|km²|sq\.? km|square kilomet|hectare|per ?cent\b|%", re.IGNORECASE)
    given = set()
    for event in karabakh.events:
        words = [event.title, event.summary, event.dispute, event.one_sided]
        words += [other.text for other in event.alternatives]
        if any(area.search(say(it)) for it in words if it):
            given.add(event.id)
    assert given == SAID_AND_DRAWN.keys() | SAID_OTHERWISE.keys() | SAID_NOT_DRAWN.keys() | SHARES.keys()
    for event, (groups, km2, error) in SAID_AND_DRAWN.items():
        assert drawn_km2(karabakh, groups) == pytest.approx(km2, rel=error), event
    for event, (groups, km2, said) in SAID_OTHERWISE.items():
        drawn, dispute = drawn_km2(karabakh, groups), say(karabakh.event[event].dispute)
        assert drawn == pytest.approx(said, abs=5), event
        assert f"{km2}/" in dispute, event
        assert f"about {said} km²" in dispute, event
    for event, words in SAID_NOT_DRAWN.items():
        assert changed_km2(karabakh, event) == 0, event
        assert words in say(karabakh.event[event].dispute).lower(), event
    for event, words in SHARES.items():
        assert words is None or words in say(karabakh.event[event].dispute), event


def drawn_km2(karabakh, groups):
    """The area of the cells that lie in all of some groups."""
    inside = set.intersection(*(set(karabakh.members[group]) for group in groups))
    return sum(area_km2(cell.geometry) for cell in karabakh.cells() if cell.id in inside)


GAZAKH = {"ashaghi-askipara", "baghanis-ayrum", "gizilhajili", "kheyrimli"}
UNBOUNDED = {*GAZAKH, "gunnut", "lele-tepe", "qaragol-sev-lich"}
"""Of which events say that land changed hands, or may have, that nobody outlines."""


def test_land_that_nobody_outlines_is_a_sign_and_no_area(karabakh):
    """Such a settlement has the sign, a point, changes of its own, and no cell that follows it."""
    assert {place.id for place in karabakh.places.values() if place.extent == "unknown"} == UNBOUNDED
    assert not {cell.anchor for cell in karabakh.cells()} & UNBOUNDED
    named = {name for event in karabakh.events for change in event.changes for name in change.places}
    for key in UNBOUNDED:
        assert karabakh.places[key].geometry is not None
        assert key in named


def test_an_edge_that_nothing_describes_is_marked_as_constructed(karabakh):
    """Between two cells that neither a district nor a dated line parts, one follows a settlement or is said to be constructed.

    Straight edges, halfway between settlements, and arcs round one pass for no border on pictures: they are dashed.
    """
    known = [metric(it.geometry) for it in (*karabakh.districts, *karabakh.lines)]
    known = shapely.union_all([it.boundary if it.area else it for it in known]).buffer(60)
    cells = list(karabakh.cells())
    shapes = [metric(cell.geometry) for cell in cells]
    plain = [index for index, cell in enumerate(cells) if cell.anchor is None and not cell.constructed]
    tree = shapely.STRtree([shapes[index] for index in plain])
    unmarked = {}
    for one in plain:
        for number in tree.query(shapes[one], predicate="touches"):
            other = plain[number]
            free = shapes[one].boundary.intersection(shapes[other].boundary).difference(known).length
            if one < other and free > 1000:
                unmarked[cells[one].id, cells[other].id] = round(free)
    assert unmarked == {}


@pytest.mark.parametrize(
    ("village", "km2", "error"),
    [("yukhari-askipara", 26, 1), ("artsvashen", 40, 3), ("karki", 9.5, 1.5), ("barkhudarli", 10.1, 0.5)],
)
def test_an_exclave_is_one_area_of_its_published_size(karabakh, village, km2, error):
    """An exclave has its own border: one cell, as large as published (rcsp-enclaves, encyclopedias), no circle cut out."""
    (cell,) = (cell for cell in karabakh.cells() if cell.anchor == village)
    assert area_km2(cell.geometry) == pytest.approx(km2, abs=error)
