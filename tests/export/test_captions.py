"""Captions and alternative texts say what the picture shows, in every language; a view rests on works that can be named.

What is in view is worked out anew here, with geopandas and pyproj and without the program's own geometry. Captions that
somebody read word for word stand in ``captions.txt``; to approve them anew after a change that is meant:
CONTROLATLAS_APPROVE=1 pytest tests/export/test_captions.py, then read that file.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import pathlib
import random
import re
from dataclasses import replace

import geopandas
import pyproj
import pytest
from shapely.geometry import box as rectangle
from shapely.geometry.polygon import orient

from controlatlas.evidence.works import year_of
from controlatlas.evidence.works_behind import works_behind, works_in_view
from controlatlas.export.formats import make
from controlatlas.export.metadata import description_of, file_name, metadata_of
from controlatlas.history.timeline import change_days, control_on
from controlatlas.language.captions import (
    PictureKind,
    ViewDescription,
    alt_text,
    caption,
    headline,
    name_of_whole,
)
from controlatlas.language.catalogue import LANGUAGES, translator
from controlatlas.language.terms import LENS_MEANINGS_OF_PICTURES
from controlatlas.measure.areas import area_km2
from controlatlas.measure.in_view import changed_places, in_view
from controlatlas.picture.compose import plan_of, short_title, works_of
from controlatlas.picture.size import PRESETS
from controlatlas.picture.spec import CHANGES, WHOLE, PictureSpec, bounds_of
from controlatlas.records.model import Lens, say

DAY, EVE = dt.date(2020, 11, 10), dt.date(2020, 9, 26)
GEOD = pyproj.Geod(ellps="WGS84")
READ = pathlib.Path(__file__).parent / "captions.txt"
GAZAKH = (41.09, 45.02, 10.0)
"""A view of the web map of the villages of Gazakh, which lie outside the view of the whole."""


def words_of(dataset, spec, form="png"):
    """The description of a picture."""
    return description_of(dataset, spec, form)


# ---------------------------------------------------------------- the numbers


@pytest.fixture(scope="module")
def shapes(karabakh):
    """All places with a position as geopandas has them."""
    placed = [place for place in karabakh.places.values() if place.geometry is not None]
    return geopandas.GeoDataFrame(
        {"place": [it.id for it in placed], "layer": [it.layer.value for it in placed]},
        geometry=[it.geometry for it in placed],
        crs="EPSG:4326",
    )


def km2_of(shape) -> float:
    """The area of a shape on the ellipsoid, part by part."""
    parts = getattr(shape, "geoms", [shape])
    return sum(abs(GEOD.geometry_area_perimeter(orient(part))[0]) for part in parts if part.area) / 1e6


def counted(shapes, dataset, spec, day, within=None) -> dict[tuple[str, str], tuple[float, int]]:
    """Land and settlements by controller and standing of what the map of a picture shows, worked out anew."""
    south, west, north, east = plan_of(dataset, spec).frames[0].view.bounds
    shown = shapes.clip(rectangle(west, south, east, north))
    state = control_on(dataset, day, spec.lens)
    found: dict[tuple[str, str], tuple[float, int]] = {}
    for row in shown.itertuples():
        if row.place in state and (within is None or row.place in within):
            key = state[row.place].actor, state[row.place].standing.value
            km2, settlements = found.get(key, (0.0, 0))
            if row.layer == "cell":
                km2 += km2_of(row.geometry)
            elif row.layer == "settlement":
                settlements += 1
            found[key] = km2, settlements
    return {key: it for key, it in found.items() if it[0] > 1e-6 or it[1]}


def told(shares) -> dict[tuple[str, str], tuple[float, int]]:
    """What the program counts, by controller and standing."""
    found: dict[tuple[str, str], tuple[float, int]] = {}
    for share in shares:
        km2, settlements = found.get((share.actor, share.standing.value), (0.0, 0))
        found[share.actor, share.standing.value] = km2 + share.km2, settlements + share.settlements
    return {key: it for key, it in found.items() if it[0] or it[1]}


def some_views(number: int) -> list[PictureSpec]:
    """Views drawn by lot, the same each time: days, extents, sizes and lenses of every kind."""
    lot = random.Random(20201110)
    groups = (
        "district-fuzuli",
        "nkao",
        "district-gazakh",
        "lachin-corridor",
        "shahumyan-district",
        "shusha",
        "karki",
    )
    views = []
    for _ in range(number):
        day = dt.date(1988, 2, 1) + dt.timedelta(lot.randrange(14_175))
        extent = lot.choice(
            (
                None,
                lot.choice(groups),
                (lot.uniform(38.9, 41.2), lot.uniform(45.0, 47.6), lot.uniform(8, 12.5)),
            )
        )
        size = PRESETS[lot.choice(("1200x675", "1080x1350", "column-85"))]
        views.append(PictureSpec(day, extent=extent, size=size, lens=lot.choice(list(Lens))))
    return views


@pytest.mark.parametrize("spec", some_views(24), ids=lambda it: f"{it.day}-{it.shown}-{it.lens.value}")
def test_the_numbers_are_a_sum_over_the_shapes_drawn(karabakh, shapes, spec):
    """Land and settlements by controller and standing are those of the shapes in the box of the map, cut at its edges."""
    it = words_of(karabakh, spec).view
    within = set(karabakh.members[spec.extent]) if spec.extent in karabakh.groups else None
    expected = counted(shapes, karabakh, spec, spec.day, within)
    found = told(it.shares(spec.day))
    assert found.keys() == expected.keys()
    for key, (km2, settlements) in expected.items():
        assert found[key][0] == pytest.approx(km2, abs=0.01)
        assert found[key][1] == settlements


def test_the_sum_can_differ(karabakh, shapes):
    """The comparison can fail: what the whole shows is not what a district shows."""
    whole = counted(shapes, karabakh, PictureSpec(DAY), DAY)
    assert told(words_of(karabakh, PictureSpec(DAY, extent="district-fuzuli")).view.shares(DAY)) != whole


def numbers_of(text: str, pattern: str) -> float:
    """The number that a pattern finds in a text."""
    match = re.search(pattern, text)
    assert match, (pattern, text)
    return float(match[1].replace(",", ""))


def test_a_caption_says_the_numbers_of_its_reference_area(karabakh, shapes):
    """On 10 November 2020 the caption gives land and share of the former oblast with the seven districts, as the shapes have it."""
    area = karabakh.reference_area
    within = {key for group in area.places for key in karabakh.members[group]}
    figures = counted(shapes, karabakh, PictureSpec(DAY), DAY, within)
    whole = sum(km2 for km2, _ in figures.values())
    text = caption(words_of(karabakh, PictureSpec(DAY)))
    assert numbers_of(text, rf"{area.names['en']} \(([\d,]+) km²\)") == pytest.approx(whole, abs=0.6)
    for actor, words in (("armenian-forces", "Armenian forces held"), ("azerbaijan", "Azerbaijan")):
        km2, _ = figures[actor, "held"]
        assert numbers_of(text, rf"{words} ([\d,]+) km² \([\d.]+%\)") == pytest.approx(km2, abs=0.6)
        assert numbers_of(text, rf"{words} [\d,]+ km² \(([\d.]+)%\)") == pytest.approx(
            100 * km2 / whole, abs=0.06
        )
    claimed, _ = figures["azerbaijan", "claimed"]
    assert numbers_of(text, r"Claimed by Azerbaijan and not confirmed: ([\d,]+) km²") == pytest.approx(
        claimed, abs=0.6
    )
    contested = sum(km2 for (_, standing), (km2, _) in figures.items() if standing == "contested")
    assert numbers_of(text, r"Contested: ([\d,]+) km²") == pytest.approx(contested, abs=0.6)


def test_what_is_contested_is_in_nobodys_land(karabakh):
    """On 20 September 2023 the land of the former oblast is contested, and not added to what Azerbaijan held."""
    text = caption(words_of(karabakh, PictureSpec(dt.date(2023, 9, 20))))
    held = numbers_of(text, r"Azerbaijan held ([\d,]+) km² \(")
    contested = numbers_of(text, r"Contested: ([\d,]+) km²")
    claimed = numbers_of(
        text, r"Claimed by Azerbaijan and not confirmed: ([\d,]+) km²"
    )  # Chayli, which no list names
    assert contested > 2500
    assert held + claimed + contested == pytest.approx(
        numbers_of(text, r"around it \(([\d,]+) km²\)") - 132, abs=3
    )


PERCENT = re.compile(r"\d\s?%")


@pytest.fixture(scope="module")
def without_reference_area(karabakh):
    """The shipped dataset, as if it named no reference area; one for all languages, since what is worked out is kept by dataset."""
    return replace(karabakh, reference_area=None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_reference_area_there_is_no_percentage(karabakh, without_reference_area, language):
    """A dataset that names no reference area gets no percentage; nor does a view that does not hold all of it."""
    for dataset, spec in (
        (without_reference_area, PictureSpec(DAY, language=language)),
        (karabakh, PictureSpec(DAY, language=language, extent="district-lachin")),
        (karabakh, PictureSpec(DAY, language=language, extent=GAZAKH)),
    ):
        it = words_of(dataset, spec)
        assert not PERCENT.search(caption(it) + alt_text(it))
    it = words_of(karabakh, PictureSpec(DAY, language=language))
    assert PERCENT.search(caption(it))
    assert say(karabakh.reference_area.names, language) in caption(it)


def test_what_changed_and_has_no_known_position_is_said(karabakh):
    """Fourteen villages that passed in the war of 2020 have no coordinates: counted on no map, and told beside the count."""
    without = [p.id for p in karabakh.places.values() if p.geometry is None]
    before, after = control_on(karabakh, EVE), control_on(karabakh, DAY)
    changed = [
        it
        for it in without
        if before[it].actor != after[it].actor or before[it].standing != after[it].standing
    ]
    assert len(changed) == 14
    whole = caption(words_of(karabakh, PictureSpec(DAY, kind=PictureKind.DIFFERENCE, earlier=EVE)))
    assert "14 more places that changed have no known position and are not on the map." in whole
    for where in ("district-kalbajar", "hadrut"):
        spec = PictureSpec(DAY, kind=PictureKind.DIFFERENCE, earlier=EVE, extent=where)
        assert "no known position" not in caption(words_of(karabakh, spec))


def test_a_difference_says_from_whom_to_whom(karabakh, shapes):
    """From the eve of the war to the ceasefire: what passed from Armenian forces to Azerbaijan, held and claimed apart."""
    spec = PictureSpec(DAY, kind=PictureKind.DIFFERENCE, earlier=EVE)
    before, after = control_on(karabakh, EVE), control_on(karabakh, DAY)
    areas = {row.place: km2_of(row.geometry) for row in shapes.itertuples() if row.layer == "cell"}

    def passed(standing: str) -> float:
        return sum(
            km2
            for cell, km2 in areas.items()
            if (before[cell].actor, after[cell].actor) == ("armenian-forces", "azerbaijan")
            and after[cell].standing == standing
        )

    text = caption(words_of(karabakh, spec))
    assert numbers_of(text, r"From Armenian forces to Azerbaijan: ([\d,]+) km²") == pytest.approx(
        passed("held"), abs=0.6
    )
    assert numbers_of(text, r"claimed and not confirmed: ([\d,]+) km²") == pytest.approx(
        passed("claimed"), abs=0.6
    )


# ---------------------------------------------------------------- what lies in view and what outside


def test_the_words_of_a_box_are_those_of_the_box(karabakh):
    """A view of the Gazakh villages speaks of Gazakh, and of nobody who holds nothing there."""
    it = words_of(karabakh, PictureSpec(dt.date(2024, 5, 24), extent=GAZAKH))
    text = caption(it) + alt_text(it) + headline(it)
    assert "Gazakh district" in text
    assert "Gizilhajili" in text
    assert "peacekeepers" not in text.lower()
    assert "Khankendi" not in text
    assert {work.event.id for work in works_in_view(it.view).shown} == {"2024-05-24-gazakh-villages"}


def test_changes_outside_the_map_are_said(karabakh):
    """On 24 May 2024 four villages change, all outside the view of the whole."""
    it = words_of(karabakh, PictureSpec(dt.date(2024, 5, 24)))
    said = "4 of 4 changed places lie outside the map."
    assert said in caption(it)
    assert said in alt_text(it)
    assert "outside" not in caption(
        words_of(karabakh, PictureSpec(dt.date(2024, 5, 24), extent="district-gazakh"))
    )


def test_a_difference_is_fitted_to_what_changed(karabakh):
    """From 23 to 24 May 2024 the map shows the villages; with an extent that was chosen it shows that."""
    spec = PictureSpec(dt.date(2024, 5, 24), kind=PictureKind.DIFFERENCE, earlier=dt.date(2024, 5, 23))
    assert spec.shown == CHANGES
    view = words_of(karabakh, spec).view
    assert {it.place for it in view.changes} >= {
        "kheyrimli",
        "gizilhajili",
        "baghanis-ayrum",
        "ashaghi-askipara",
    }
    assert not view.outside
    south, _, north, _ = plan_of(karabakh, spec).frames[0].view.bounds
    assert (north - south) < 0.6
    chosen = words_of(karabakh, replace(spec, extent=WHOLE)).view
    assert not chosen.changes
    assert len(chosen.outside) == 4


def test_a_group_is_counted_by_its_own_places(karabakh):
    """The picture of a district has neighbours in it; its numbers are those of the district."""
    view = words_of(karabakh, PictureSpec(DAY, extent="district-fuzuli")).view
    assert view.places <= set(karabakh.members["district-fuzuli"])
    assert sum(share.km2 for share in view.shares(DAY)) == pytest.approx(1353, abs=1)


@pytest.mark.parametrize(("day", "holder"), [("2024-05-23", "Armenian forces"), ("2024-05-24", "Azerbaijan")])
def test_villages_without_land_have_a_holder_in_words(karabakh, day, holder):
    """Of the seven villages of Gazakh four have no land on the map: the words name them and who held them, by their dots."""
    villages = "Ashaghi Askipara (Nerkin Voskepar), Baghanis Ayrum, Gizilhajili, and Kheyrimli"
    said = f"Of the settlements whose land is not drawn, {holder} held {villages}."
    words = words_of(karabakh, PictureSpec(dt.date.fromisoformat(day), extent="gazakh-villages"))
    assert said in caption(words)
    assert said in alt_text(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_leads_a_day_is_named_first_among_the_events_of_two(karabakh, language):
    """From the eve of the war to 10 November 2020, the statement of that day comes first, though it names no place that changed."""
    spec = PictureSpec(DAY, kind=PictureKind.DIFFERENCE, earlier=EVE, language=language)
    title = say(karabakh.event["2020-11-10-trilateral-statement"].title, language).rstrip(".։")
    said = caption(words_of(karabakh, spec))
    others = [say(it.title, language).rstrip(".։") for it in karabakh.events if it.changes]
    places = [said.index(it) for it in others if it in said]
    assert said.index(title) < min(places)
    before = replace(spec, day=DAY - dt.timedelta(days=1))
    assert title not in caption(words_of(karabakh, before))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_corridor_that_changed_is_named_where_no_village_did(karabakh, language):
    """Of a bridge and a strip of road that pass on 30 August 2022, with no village beside them, both are named, the strip by one name."""
    day = dt.date(2022, 8, 30)
    villages = {
        it.id for it in karabakh.places.values() if "corridor-2022" in it.within and it.kind == "village"
    }
    assert len(villages) == 8
    karabakh = replace(
        karabakh, places={key: it for key, it in karabakh.places.items() if key not in villages}
    )
    strip, bridge = (karabakh.places[key] for key in ("strip-south-2022", "hakari-bridge"))
    found = in_view(karabakh, day, named="corridor-2022")
    said = alt_text(
        ViewDescription(found, PictureKind.DAY, PictureSpec(day, language=language).naming(karabakh))
    )
    assert strip.names[language] in said
    assert bridge.names[language] in said
    assert not any(strip.names[other] in said for other in LANGUAGES if other != language)


def test_villages_with_land_are_not_told_apart(karabakh):
    """A few heights without land are no matter of a picture of the whole, unless nothing else changes in it."""
    apart = "whose land is not drawn"
    assert apart not in caption(words_of(karabakh, PictureSpec(DAY)))
    sev_lich = PictureSpec(dt.date(2021, 5, 12))
    assert apart in caption(words_of(karabakh, sev_lich))


def test_what_is_only_recorded_better_has_not_changed(karabakh):
    """On 30 August 2022 the land of Lachin, Sus and Zabukh, Azerbaijan's for four days, is said again: pictures mark what passed."""
    day = dt.date(2022, 8, 30)
    changed = changed_places(karabakh, day, None)
    assert {"strip-south-2022", "strip-lachin-2020"} <= changed
    assert not changed & {"cell-lachin", "cell-sus", "cell-zabukh"}
    assert "around this day" not in alt_text(words_of(karabakh, PictureSpec(day, extent="lachin-corridor")))


def test_a_claim_on_a_village_alone_has_its_words(karabakh):
    """Where land of a standing is not in view and a village is, the alternative text names the village that the caption counts."""
    spec = PictureSpec(dt.date(2022, 8, 26), extent=(39.6, 46.5, 11.0))
    words = words_of(karabakh, spec)
    state = words.view.state(spec.day)
    claimed = [
        karabakh.places[key]
        for key, period in state.items()
        if period.standing.value == "claimed" and karabakh.places[key].layer.value == "settlement"
    ]
    assert claimed
    assert "not confirmed: 1 place, in Shusha district" in caption(words)
    assert say(claimed[0].names) in alt_text(words)


def test_what_passes_on_a_day_nobody_knows_is_told_from_what_is_contested(karabakh):
    """In late December 1991 most of the oblast passes on an unknown day: the words say so, as the legend does, and add up."""
    day = dt.date(1991, 12, 25)
    text = caption(words_of(karabakh, PictureSpec(day)))
    passing = numbers_of(text, r"Passing to Armenian forces around this day: ([\d,]+) km²")
    contested = numbers_of(text, r"Contested: ([\d,]+) km²")
    area = {key for group in karabakh.reference_area.places for key in karabakh.members[group]}
    state = control_on(karabakh, day)
    of_both = [it for it in karabakh.cells() if it.id in area and state[it.id].standing.value == "contested"]
    assert passing + contested == pytest.approx(sum(area_km2(it.geometry) for it in of_both), abs=1.1)
    vague = [it for it in of_both if karabakh.event[state[it.id].event].when.latest > day]
    assert passing == pytest.approx(sum(area_km2(it.geometry) for it in vague), abs=0.6)


def test_the_number_of_a_headline_stands_in_the_caption(karabakh):
    """Of two maps beside each other the headline says what was gained: the caption says from whom."""
    spec = PictureSpec(dt.date(1993, 10, 23), kind=PictureKind.PAIR, earlier=dt.date(1993, 4, 3))
    words = words_of(karabakh, spec)
    gained = numbers_of(headline(words), r"Armenian forces gained ([\d,]+)\s+km²")
    assert gained == numbers_of(caption(words), r"From Azerbaijan to Armenian forces: ([\d,]+) km²")


def test_places_that_changed_are_counted_alike(karabakh):
    """The settlements named in an alternative text and the rest that it counts are those of the caption."""
    spec = PictureSpec(DAY, kind=PictureKind.DIFFERENCE, earlier=EVE)
    words = words_of(karabakh, spec)
    rest = numbers_of(alt_text(words), r"and ([\d,]+) more places: from Armenian forces to Azerbaijan;")
    settlements = numbers_of(caption(words), r"Azerbaijan: [\d,]+ km² and ([\d,]+) settlements")
    assert rest + 4 == settlements


def test_the_whole_is_named_by_the_group_that_holds_it(karabakh, two_islands):
    """The headline names the region, not the dataset with its years."""
    assert name_of_whole(karabakh) == "Nagorno-Karabakh and the surrounding districts"
    assert "1988" not in headline(words_of(karabakh, PictureSpec(DAY)))
    assert name_of_whole(two_islands) in ("The Two Islands", "Two Islands")


def test_a_single_settlement_has_land_around_it(karabakh):
    """An extent of one point is some kilometres wide."""
    south, west, north, east = bounds_of(PictureSpec(DAY, extent="shusha"), karabakh)
    assert 0.05 < north - south < 0.2
    assert 0.05 < east - west < 0.2


# ---------------------------------------------------------------- the words


def test_words_that_were_read(karabakh):
    """Captions and alternative texts of ten views, in four languages, are those that somebody read and found right."""
    lines = []
    for name, spec in TEN_VIEWS.items():
        for language in LANGUAGES:
            metadata = metadata_of(karabakh, replace(spec, language=language), "png")
            lines += [
                f"## {name}, {language}",
                "",
                metadata.title,
                "",
                metadata.caption,
                "",
                metadata.alt,
                "",
            ]
    text = "\n".join(lines)
    if os.environ.get("CONTROLATLAS_APPROVE"):
        READ.write_text(text, encoding="utf-8")
    assert text == READ.read_text(encoding="utf-8")


TEN_VIEWS = {
    "before the war, 1988": PictureSpec(dt.date(1988, 2, 20)),
    "a day of change, 1992": PictureSpec(dt.date(1992, 5, 18)),
    "a day of the war, 2020": PictureSpec(dt.date(2020, 11, 8)),
    "the same day, only what is held": PictureSpec(dt.date(2020, 11, 8), lens=Lens.HELD),
    "the ceasefire, 2020": PictureSpec(DAY),
    "a district on a day without change": PictureSpec(dt.date(2020, 8, 1), extent="district-fuzuli"),
    "the villages of Gazakh, as on the map": PictureSpec(dt.date(2024, 5, 24), extent=GAZAKH),
    "what changed in a day, 2024": PictureSpec(
        dt.date(2024, 5, 24), kind=PictureKind.DIFFERENCE, earlier=dt.date(2024, 5, 23)
    ),
    "what changed in the war, 2020": PictureSpec(DAY, kind=PictureKind.DIFFERENCE, earlier=EVE),
    "September 2023, two days": PictureSpec(
        dt.date(2023, 10, 1), kind=PictureKind.PAIR, earlier=dt.date(2023, 9, 18)
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(PictureKind))
def test_words_are_neutral_and_whole(karabakh, kind, language):
    """No caption uses a partisan word, none has an unfilled place or a doubled full stop, and the day stands in it once."""
    earlier = None if kind is PictureKind.DAY else dt.date(2020, 11, 8)
    spec = PictureSpec(DAY, kind=kind, earlier=earlier, language=language)
    it = words_of(karabakh, spec)
    for text in (caption(it), alt_text(it), headline(it)):
        assert not re.search(
            r"liberat|occup|işğal|azad ed|освобожд|оккуп|ազատագր|օկուպ|բռնազավթ", text, re.IGNORECASE
        )
        assert "{" not in text
        assert not re.search(r"(?<!\.)\.\.(?!\.)", text)
        assert "  " not in text
    assert translator(language)(LENS_MEANINGS_OF_PICTURES[Lens.CLAIMED]) in caption(it)
    assert f"karabakh {karabakh.version}" in caption(it)


def test_an_alternative_text_names_kind_day_place_and_change(two_islands):
    """On 1 July 2020 the truce changes control: kind of picture, day, where each colour lies and what changed stand in the text."""
    text = alt_text(words_of(two_islands, PictureSpec(dt.date(2020, 7, 1))))
    assert text.startswith("Map of ")
    assert "1 July 2020" in text
    assert re.search(r"Republic of Plim: .*(north|south|east|west|middle|all of the land)", text)
    assert "Harbour Watch" in text
    assert "Changed on this day: " in text


def test_actors_are_called_as_they_were_then(karabakh, two_islands):
    """In 1988 the two republics are named; the invented company has its first name until the last day of 2019."""
    then = alt_text(words_of(karabakh, PictureSpec(dt.date(1988, 2, 20))))
    assert "Azerbaijan SSR" in then
    assert "Armenian SSR" in then
    assert "Armenian forces" not in then
    now = alt_text(words_of(karabakh, PictureSpec(dt.date(1992, 5, 18))))
    assert "SSR" not in now
    company = two_islands.actors["company"]
    assert say(company.names_on(dt.date(2019, 12, 31))) == "Royal Company"
    assert say(company.names_on(dt.date(2020, 1, 1))) == "Old Company"


@pytest.mark.parametrize(
    ("more", "parts"),
    [
        ({}, "2020-11-10_whole_en_light_1200x675"),
        ({"extent": "district-fuzuli", "language": "ru"}, "2020-11-10_district-fuzuli_ru_light_1200x675"),
        ({"theme": "dark", "tone": "grey", "lens": Lens.HELD}, "2020-11-10_whole_held_en_dark-grey_1200x675"),
        (
            {"kind": PictureKind.DIFFERENCE, "earlier": EVE},
            "2020-09-26_2020-11-10_difference_changes_en_light_1200x675",
        ),
        ({"extent": (39.75, 46.75, 10.0)}, "2020-11-10_39.75_46.75_10.0_en_light_1200x675"),
    ],
)
def test_a_file_is_called_by_what_was_chosen(karabakh, more, parts):
    """Days, kind, extent, lens, language, look and size stand in the name of a file, so that no two are called alike."""
    assert file_name(karabakh, PictureSpec(DAY, **more), "png") == f"karabakh-{karabakh.version}_{parts}.png"


@pytest.mark.parametrize("form", ["png", "svg", "pdf", "html", "geojson", "zip"])
def test_no_file_carries_an_address_of_this_machine(karabakh, form):
    """Without a public address a file names dataset, version, day and query; with one it carries that."""
    spec = PictureSpec(DAY, extent="district-fuzuli")
    assert metadata_of(karabakh, spec, form).address.startswith(
        f"Control Atlas, karabakh {karabakh.version}, export?dataset=karabakh&day=2020-11-10"
    )
    assert b"localhost:" not in make(karabakh, spec, form)
    at_home = replace(spec, home="https://atlas.example.org/")
    assert metadata_of(karabakh, at_home, form).address.startswith(
        "https://atlas.example.org/export?dataset=karabakh&"
    )


# ---------------------------------------------------------------- the works


def test_a_view_rests_on_the_works_of_its_events(two_islands):
    """The truce of 1 July 2020 rests on the log of the watch and on the herald, voices of two sides."""
    events = [event for event in in_view(two_islands, dt.date(2020, 7, 1)).events if event.id == "truce"]
    assert len(events) == 1
    assert {it.source.id for it in works_behind(two_islands, events)} == {"watch-log", "herald"}


def test_the_ceasefire_of_2020_names_the_statement_as_two_sides_publish_it(karabakh):
    """The picture of 10 November 2020 names the trilateral statement first, from Baku and from Yerevan."""
    first = works_of(karabakh, PictureSpec(DAY))[:2]
    assert {it.source.id for it in first} == {"mfa-az-2020-11-10", "pm-am-2020-11-10"}
    assert {it.event.id for it in first} == {"2020-11-10-trilateral-statement"}


@pytest.mark.parametrize(
    "day", ["1992-05-18", "1993-04-03", "2016-04-05", "2020-10-17", "2020-11-08", "2023-09-20"]
)
def test_the_works_of_the_day_come_first(karabakh, day):
    """Whatever is named before the background is cited by an event of that very day."""
    found = works_in_view(words_of(karabakh, PictureSpec(dt.date.fromisoformat(day))).view)
    assert found.shown
    for it in found.shown:
        assert it.event.when.earliest <= dt.date.fromisoformat(day) <= it.event.when.latest


@pytest.mark.parametrize("day", ["2020-10-17", "2020-11-08", "2020-11-10", "2020-12-31"])
def test_no_work_of_another_decade_comes_before_those_of_the_year(karabakh, day):
    """Under a picture of 2020 no work of 1993 stands before a work of 2020."""
    years = [year_of(it.source) for it in works_of(karabakh, PictureSpec(dt.date.fromisoformat(day)))]
    last = max(index for index, year in enumerate(years) if year == 2020)
    assert 1993 in years
    assert all(year is None or year > 2010 for year in years[:last])


def test_encyclopedias_come_last(karabakh):
    """Within an event a work of a side that is no voice of its own is named after the others."""
    for event in karabakh.events[:60]:
        sides = [karabakh.sides[it.source.side].independent for it in works_behind(karabakh, [event])[:1]]
        any_voice = any(
            karabakh.sides[karabakh.sources[it.source].side].independent for it in event.citations
        )
        assert not sides or sides[0] == any_voice


def test_a_title_is_never_cut_inside_brackets(karabakh):
    """Of every title of the dataset the short form closes each bracket and quotation mark that it opens."""
    for source in karabakh.sources.values():
        short = short_title(source.title)
        assert len(short) <= 60
        for opening, closing in ("()", "[]", "«»", "“”"):
            if source.title.count(opening) == source.title.count(closing):
                assert short.count(opening) == short.count(closing), short


# ---------------------------------------------------------------- where something lies


MOSTLY = re.compile(
    r"(?:(all|most|part) of )?(the (?:middle|north|south|east|west|(?:north|south)-(?:east|west)))"
)


def parts_said(text: str) -> list[list[tuple[str, str]]]:
    """Of each sentence that says where a colour lies: how much of which parts of the map."""
    found = []
    for sentence in re.split(r"(?<=[^A-Z])\. ", text):
        parts = re.split(
            r", and |, | and ", re.split(r", with ", sentence.rpartition(": ")[2].rstrip("."))[0]
        )
        said = [MOSTLY.fullmatch(it) for it in parts]
        found.append([(it[1] or "the", it[2]) for it in said if it is not None])
    return found


@pytest.mark.parametrize(
    ("extent", "said"),
    [
        ("whole", False),
        ("district-shusha", False),
        ((39.80, 46.75, 10.0), True),
        (GAZAKH, True),
    ],
)
def test_directions_that_are_not_those_of_what_is_named_say_so(karabakh, extent, said):
    """On 10 November 2020, of the whole and of a district, which the text has named, and of of what a map shows that only lies in what is named."""
    text = alt_text(words_of(karabakh, PictureSpec(DAY, extent=extent)))
    assert ("Directions are those of the map." in text) == said


def test_directions_of_a_chosen_part_are_those_of_its_map(karabakh):
    """A map whose middle lies in Armenia, at 45.3 degrees east: the land of Karabakh is in its east, and none in its middle."""
    spec = PictureSpec(dt.date(2016, 1, 1), extent=(40.2, 45.3, 9.2))
    said = alt_text(words_of(karabakh, spec))
    assert "Directions are those of the map." in said
    (where,) = re.findall(r"Armenian forces: ([^.]*?), with Kalbajar", said)
    assert "the east" in where
    assert "middle" not in said
    assert "the west" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_seen_round_a_group_is_said(karabakh, shapes, language):
    """The land on the map of Shusha district that is not the district's, worked out anew, by who has it."""
    spec = PictureSpec(dt.date(2023, 10, 1), extent="district-shusha", language=language)
    said = alt_text(words_of(karabakh, spec)).replace("\u00a0", " ")
    members = set(karabakh.members["district-shusha"])
    others = shapes[~shapes.place.isin(members) & (shapes.layer == "cell")]
    south, west, north, east = words_of(karabakh, spec).view.box
    inside = others.geometry.intersection(rectangle(west, south, east, north))
    state = control_on(karabakh, spec.day)
    held = {"azerbaijan": 0.0}
    for key, part in zip(others.place, inside, strict=True):
        if not part.is_empty and state[key].standing.undisputed:
            held[state[key].actor] = held.get(state[key].actor, 0.0) + km2_of(part)
    most = max(held, key=lambda key: held[key])
    number = translator(language).number(round(held[most]))
    assert held[most] > 100
    assert number.replace("\u00a0", " ") in said, (number, said)


def test_no_part_of_the_map_is_said_to_be_of_two(karabakh):
    """What is mostly one's own, another has at most part of; what is all one's own, nobody has part of; and nothing is named twice."""
    found = 0
    for day in sorted(change_days(karabakh))[::7]:
        said = parts_said(alt_text(words_of(karabakh, PictureSpec(day))))
        for parts in said:
            assert len({part for _, part in parts}) == len(parts), (day, parts)
        of_one = [part for parts in said for much, part in parts if much == "the"]
        assert len(set(of_one)) == len(of_one), (day, said)
        for index, parts in enumerate(said):
            others = [it for at, more in enumerate(said) if at != index for it in more]
            for much, part in parts:
                side = part.removeprefix("the ")
                found += much == "part"
                if much in ("all", "most"):
                    assert not any(it == ("the", part) for it in others), (day, said)
                if much == "all":
                    assert not any(side in other for _, other in others), (day, said)
    assert found > 20


@pytest.mark.parametrize("language", ["az", "hy", "ru"])
def test_a_part_is_said_to_be_part_in_every_language(karabakh, language):
    """On days of 1992, 1993 and 2020 the same parts of the map are all, mostly or partly of somebody, whatever the language."""
    t, found = translator(language), set()
    for day in (dt.date(1992, 5, 9), dt.date(1993, 4, 5), dt.date(1993, 10, 23), DAY):
        spec = PictureSpec(day, language=language)
        said = alt_text(words_of(karabakh, spec, "html"))
        english = alt_text(words_of(karabakh, replace(spec, language="en"), "html"))
        for amount, side in itertools.product(("all", "most", "part"), ("north", "east", "middle")):
            much = f"{amount} of the {side}"
            if side != "middle" or amount == "part":
                there = re.search(rf"(?<!большая ){re.escape(t(much))}\b(?!-)", said)
                assert bool(there) is bool(re.search(rf"{much}\b(?!-)", english)), (day, much)
                found |= {amount} if there else set()
    assert found == {"all", "most", "part"}
