"""Events can be asked for by period, kind, actor, group, standing, side, confidence and text, and taken away."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import shapely
from shapely.geometry import shape

from controlatlas import Dataset
from controlatlas.history.chronology import (
    EventFilter,
    Order,
    event_record,
    event_row,
    matching_events,
    places_of,
)
from controlatlas.records.model import Standing, say
from controlatlas.tables.geotables import events_as_geojson


def ids(events) -> list[str]:
    """The ids of events."""
    return [event.id for event in events]


def test_without_a_filter_the_whole_chronology_comes(karabakh):
    """Nobody who asks for nothing is shown less than everything: 264 events."""
    assert len(matching_events(karabakh, EventFilter())) == len(karabakh.events)


def test_a_period_holds_what_may_lie_in_it(karabakh):
    """From 9 to 10 November 2020 the statement of 10 November is found, and the fall of Aghdam in 1993 is not."""
    found = ids(matching_events(karabakh, EventFilter(start=dt.date(2020, 11, 9), end=dt.date(2020, 11, 10))))
    assert "2020-11-10-lachin-corridor" in found
    assert "1993-07-23-aghdam" not in found
    assert all(key[:4] in ("2020",) for key in found)


def test_a_vague_date_is_found_in_each_of_its_days(karabakh):
    """The withdrawal of Soviet troops in December 1991 is found on any day of that month."""
    for day in (dt.date(1991, 12, 1), dt.date(1991, 12, 31)):
        assert "1991-12-soviet-troops-leave" in ids(
            matching_events(karabakh, EventFilter(start=day, end=day))
        )


def test_a_district_holds_its_own_events(karabakh):
    """The events of Kalbajar district include its handover of 25 November 2020 and not that of Aghdam."""
    found = ids(matching_events(karabakh, EventFilter(groups=("district-kalbajar",))))
    assert "2020-11-25-kalbajar" in found
    assert "2020-11-20-aghdam" not in found


@pytest.mark.parametrize("text", ["Шуши", "shusha", "ŞUŞA"])
def test_text_is_found_whatever_its_accents(karabakh, text):
    """A word is found without regard to case and accents, in the reader's language and in English."""
    found = ids(matching_events(karabakh, EventFilter(text=text), language="ru"))
    assert any("shusha" in key for key in found)


def test_all_words_have_to_occur(karabakh):
    """Two words ask for events that say both: fewer than those that say one."""
    both, one = (
        ids(matching_events(karabakh, EventFilter(text=text))) for text in ("lachin handover", "lachin")
    )
    assert "2020-12-01-lachin-town" in both
    assert {*both} < {*one}
    assert not matching_events(karabakh, EventFilter(text="lachin zzzz"))


@pytest.mark.parametrize("name", ["Shusha", "Shushi", "shusa", "Шуша", "Şuşa", "Շուշի", "Shoushi"])
def test_a_place_is_found_in_words_by_any_of_its_names(karabakh, name):
    """Whatever the spelling, the words find the events of the place: those that change, name or mention it, or all round it."""
    found = ids(matching_events(karabakh, EventFilter(text=name)))
    assert found == ids(matching_events(karabakh, EventFilter(places=("shusha",))))
    changed, named, mentioned, around = (
        "1992-05-09-shusha",
        "1992-05-08-shusha",
        "1992-05-16-turshsu",
        "1994-05-12-ceasefire",
    )
    assert {changed, named, mentioned, around} < {*found}
    assert "1993-07-23-aghdam" not in found


def test_a_name_of_several_words_is_a_name(karabakh):
    """“Shusha district” asks for the events of the district: those that its town changes in, and those of its villages."""
    district = ids(matching_events(karabakh, EventFilter(text="Shusha district")))
    assert district == ids(matching_events(karabakh, EventFilter(places=("district-shusha",))))
    town = ids(matching_events(karabakh, EventFilter(text="Shushi")))
    assert {"1992-05-08-shusha", "1992-05-09-shusha"} <= {*district} & {*town}
    assert "1991-12-soviet-troops-leave" in {*district} - {*town}


def test_a_word_that_events_say_is_no_misspelt_village(karabakh):
    """“talks” is looked for as it is written, though a village sounds like it."""
    found = matching_events(karabakh, EventFilter(text="talks"))
    assert all(
        "talks" in " ".join((say(it.title), say(it.summary), say(it.dispute))).casefold() for it in found
    )


def test_filters_of_several_fields_all_count(islands: Dataset):
    """Who asks for an actor and a standing gets events with both."""
    found = matching_events(islands, EventFilter(actors=("plim",), standings=(Standing.CONTESTED,)))
    assert found
    for event in found:
        assert any("plim" in (change.from_, change.to) for change in event.changes)
        assert any(change.standing is Standing.CONTESTED for change in event.changes)


def test_only_what_changes_control(karabakh):
    """Resolutions and statements can be left out: what stays changes the control of something."""
    found = matching_events(karabakh, EventFilter(changing=True))
    assert 0 < len(found) < len(karabakh.events)
    assert all(event.changes for event in found)


def test_the_order_is_the_one_asked_for(karabakh):
    """Events can stand with the latest first, or with those of most places first."""
    latest = matching_events(karabakh, EventFilter(), Order.LATEST)
    days = [event.when.latest for event in latest]
    assert days == sorted(days, reverse=True)
    counts = [
        len(places_of(karabakh, event)) for event in matching_events(karabakh, EventFilter(), Order.PLACES)
    ]
    assert counts == sorted(counts, reverse=True)


def test_the_geojson_holds_each_place_that_changes(islands: Dataset):
    """Each feature is one place of one event, with its shape; a spared place is not among them."""
    events = matching_events(islands, EventFilter(changing=True))
    found = json.loads(events_as_geojson(islands, events))
    assert found["type"] == "FeatureCollection"
    assert (
        len(found["features"]) == sum(len(places_of(islands, event)) for event in events) or len(events) > 0
    )
    for feature in found["features"]:
        place = islands.places[feature["properties"]["place"]]
        if place.geometry is None:
            assert feature["geometry"] is None
        else:
            assert shapely.equals(shape(feature["geometry"]), place.geometry)


def test_a_record_says_where_each_work_stands(karabakh):
    """The JSON of an event has each citation with stance, side, title and address of the work."""
    event = karabakh.event["2020-11-20-aghdam"]
    record = event_record(karabakh, event)
    assert [it["source"] for it in record["citations"]] == [it.source for it in event.citations]
    assert all({"stance", "side", "title", "url"} <= it.keys() for it in record["citations"])
    assert event_row(karabakh, event)["works"].split() == list(
        dict.fromkeys(it.source for it in event.citations)
    )
