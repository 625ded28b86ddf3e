"""Captions and alternative texts say what the data say, in every language; a view rests on works that can be named."""

from __future__ import annotations

import datetime as dt
import json
import re

import pyproj
import pytest
from shapely.geometry import shape

from controlatlas.evidence.works_behind import events_behind, works_behind
from controlatlas.export.formats import make
from controlatlas.history.timeline import control_on
from controlatlas.language.captions import PictureKind, alt_text, caption, headline, name_of_whole
from controlatlas.language.catalogue import LANGUAGES
from controlatlas.picture.spec import PictureSpec, bounds_of, view_description

DAY, EVE = dt.date(2020, 11, 10), dt.date(2020, 9, 26)
GEOD = pyproj.Geod(ellps="WGS84")


def figures_of_file(dataset, spec) -> dict[str, tuple[float, int]]:
    """Area of the cells and number of the settlements of each controller, worked out from the exported GeoJSON."""
    found: dict[str, tuple[float, int]] = {}
    for feature in json.loads(make(dataset, spec, "geojson"))["features"]:
        told = feature["properties"]
        place = dataset.places[told["place"]]
        km2, number = found.get(told["controller"], (0.0, 0))
        if place.layer == "cell":
            km2 += abs(GEOD.geometry_area_perimeter(shape(feature["geometry"]))[0]) / 1e6
        elif place.layer == "settlement":
            number += 1
        found[told["controller"]] = km2, number
    return found


@pytest.mark.parametrize("extent", ["whole", "district-fuzuli", "nkao"])
def test_the_figures_of_a_caption_are_those_of_the_file(karabakh, extent):
    """Square kilometres and settlements in the caption are those that the exported shapes have."""
    spec = PictureSpec(DAY, extent=extent)
    text = caption(view_description(spec, karabakh))
    figures = figures_of_file(karabakh, spec)
    whole = sum(km2 for km2, _ in figures.values())
    for actor, (km2, number) in figures.items():
        name = karabakh.actors[actor].names["en"]
        match = re.search(rf"{name} ([\d,]+) km² \(([\d.]+)%\), ([\d,]+) settlements?", text)
        assert match, text
        assert float(match[1].replace(",", "")) == pytest.approx(km2, abs=1.5)
        assert float(match[2]) == pytest.approx(100 * km2 / whole, abs=0.1)
        assert int(match[3].replace(",", "")) == number


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(PictureKind))
def test_words_are_neutral_and_whole(karabakh, kind, language):
    """No caption uses a partisan word, none has an unfilled place or a doubled full stop."""
    spec = PictureSpec(DAY, kind=kind, earlier=None if kind is PictureKind.DAY else EVE, language=language)
    it = view_description(spec, karabakh)
    for text in (caption(it), alt_text(it), headline(it)):
        assert not re.search(
            r"liberat|occup|işğal|azad ed|освобожд|оккуп|ազատագր|օկուպ|բռնազավթ", text, re.IGNORECASE
        )
        assert "{" not in text
        assert not re.search(r"(?<!\.)\.\.(?!\.)", text)
        assert "  " not in text


def test_a_difference_says_who_gained_and_lost(karabakh):
    """From the eve of the war to the ceasefire Azerbaijan gains what the Armenian side and the peacekeepers' strip lose."""
    text = caption(view_description(PictureSpec(DAY, kind=PictureKind.DIFFERENCE, earlier=EVE), karabakh))
    numbers = {
        name: (int(km2.replace(",", "")), sign)
        for name, km2, sign in re.findall(
            r"([A-Z][\w ]+): ([\d,]+) km² and [\d,]+ settlements? (more|less)", text
        )
    }
    assert numbers["Azerbaijan"][1] == "more"
    assert numbers["Armenian forces"][1] == "less"
    gained = numbers["Azerbaijan"][0] + numbers["Russian peacekeepers"][0]
    assert gained == pytest.approx(numbers["Armenian forces"][0], abs=2)


def test_an_alternative_text_names_kind_day_and_last_change(two_islands):
    """On 1 July 2020 the truce changes control: kind of picture, day and that event stand in the text."""
    text = alt_text(view_description(PictureSpec(dt.date(2020, 7, 1)), two_islands))
    title = two_islands.event["truce"].title["en"]
    assert text.startswith("Map of ")
    assert "1 July 2020" in text
    assert title in text
    assert "Harbour Watch" in text


def test_the_whole_is_named_by_the_group_that_holds_it(karabakh, two_islands):
    """The headline names the region, not the dataset with its years."""
    assert name_of_whole(karabakh) == "Nagorno-Karabakh and the surrounding districts"
    assert "1988" not in headline(view_description(PictureSpec(DAY), karabakh))
    assert name_of_whole(two_islands) in ("The Two Islands", "Two Islands")


def test_a_single_settlement_has_land_around_it(karabakh):
    """An extent of one point is some kilometres wide."""
    south, west, north, east = bounds_of(PictureSpec(DAY, extent="shusha"), karabakh)
    assert 0.05 < north - south < 0.2
    assert 0.05 < east - west < 0.2


def test_a_view_rests_on_the_works_of_its_events(two_islands):
    """The truce zone of 1 July 2020 rests on the log of the watch and on the herald, voices of two sides."""
    state = control_on(two_islands, dt.date(2020, 7, 1))
    periods = [state[place] for place in two_islands.members["truce-zone"] if place in state]
    events = events_behind(two_islands, [it for it in periods if it.event == "truce"])
    assert [event.id for event in events] == ["truce"]
    assert {it.source.id for it in works_behind(two_islands, events)} == {"watch-log", "herald"}


def test_what_happened_in_the_days_shown_is_cited_first(karabakh):
    """Events since the earlier day go before older ones, and those with which the dataset begins go last."""
    state = control_on(karabakh, DAY)
    events = events_behind(karabakh, state.values(), since=EVE)
    late = [event.when.earliest >= EVE for event in events]
    assert late[0]
    assert not late[-1]
    assert late == sorted(late, reverse=True)


def test_encyclopedias_come_last(karabakh):
    """Within an event a work of a side that is no voice of its own is named after the others."""
    for event in karabakh.events[:60]:
        sides = [karabakh.sides[it.source.side].independent for it in works_behind(karabakh, [event])[:1]]
        any_voice = any(
            karabakh.sides[karabakh.sources[it.source].side].independent for it in event.citations
        )
        assert not sides or sides[0] == any_voice
