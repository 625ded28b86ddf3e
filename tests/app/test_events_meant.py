"""Find, its field for events: which events a reader means who types a day, the name of a place, or words."""

from __future__ import annotations

import pytest

from controlatlas.ui.parts.finder import events_meant


@pytest.mark.parametrize("typed", ["18.5.1992", "1992-05-18", "18 May 1992"])
def test_a_typed_day_means_the_event_of_it(karabakh, typed):
    """Lachin, on 18 May 1992, is found in whichever way its day is written."""
    assert events_meant(karabakh, typed, "en")[0].id == "1992-05-18-lachin"


@pytest.mark.parametrize("typed", ["10.11.2020", "2020-11-10", "10 November 2020"])
def test_of_the_events_of_a_day_the_one_that_heads_it_comes_first(karabakh, typed):
    """10 November 2020 begins with the trilateral statement; whatever lies somewhere around the day comes after its own."""
    found = events_meant(karabakh, typed, "en")
    assert found[0].id == "2020-11-10-trilateral-statement"
    vague = [event.when.vague for event in found]
    assert vague == sorted(vague)


@pytest.mark.parametrize("typed", ["Шуша", "Shusha", "Şuşa", "Շուշի", "shushi", "SUSA"])
def test_a_place_by_any_of_its_names_means_what_changed_it(karabakh, typed):
    """Both days on which Shusha came into other hands come before what only speaks of it, in whichever script it is typed."""
    found = [event.id for event in events_meant(karabakh, typed, "en")]
    spoken_of = found.index("1994-05-12-ceasefire")
    assert found.index("1992-05-09-shusha") < spoken_of
    assert found.index("2020-11-08-shusha") < spoken_of


def test_words_mean_first_the_events_that_have_them_in_their_title(karabakh):
    """Of the events that speak of a corridor, one that is called after it comes first."""
    assert "corridor" in events_meant(karabakh, "corridor", "en")[0].title["en"].casefold()


@pytest.mark.parametrize("typed", ["yesterday", "qwertz", "31.2.2020", "1.1.1950"])
def test_what_is_no_event_means_none(karabakh, typed):
    """A word of no event, a day that there is not and a day outside the dataset mean no event at all."""
    assert events_meant(karabakh, typed, "en") == ()
