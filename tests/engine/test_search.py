"""A place is found by any of its names, and never confused with its namesake in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from controlatlas import Dataset
from controlatlas.history.search import find_extent, find_place, nearest, search, stands_in
from controlatlas.records.errors import AmbiguousPlaceError, UnknownPlaceError
from controlatlas.records.text import fold


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("plimstow", "plimstow"),
        ("PLIMSTOW", "plimstow"),
        ("Plimurbo", "plimstow"),
        ("Old Plim", "plimstow"),
        ("O'Fazzle's Rest", "ofazzles-rest"),
        ("ofazzles rest", "ofazzles-rest"),
        ('Cape "Quizz"', "cape-quizz"),
        ("cape quizz", "cape-quizz"),
        ("Salt & Plepper", "salt-plepper"),
        ("</script><b>Vunder</b> Point", "vunder-point"),
        ("Lampglow 🗼", "lampglow"),
        ("زبلوق", "zabluq"),
        ("זבלוק", "zabluq"),
        ("Zabluq", "zabluq"),
        ("Northmark", "district-north"),
        ("miralox-west", "miralox-west"),
        ("cell-plim-ring", "cell-plim-ring"),
        ("MIRALOX-WEST", "miralox-west"),
        ("Plimstow (town)", "plimstow"),
        ("Plimstow city", "plimstow"),
    ],
)
def test_a_place_is_found_by_any_name(islands: Dataset, query: str, place: str) -> None:
    """Names in any language, spelling variants and ids find the place, whatever case, accents and punctuation."""
    assert find_place(islands, query) == place


def test_namesakes_are_told_apart_by_the_reader(islands: Dataset) -> None:
    """A name that two places share is an error which lists both with their districts."""
    with pytest.raises(AmbiguousPlaceError) as caught:
        find_place(islands, "Miralox")
    first, second = sorted(caught.value.candidates)
    assert first.startswith("miralox-south  Miralox (village, in Southmark")
    assert second.startswith("miralox-west  Miralox (village, in Westquorra")


def test_a_district_in_brackets_tells_namesakes_apart(islands: Dataset) -> None:
    """Miralox is in Southmark and in Westquorra: either name in brackets leaves one; a third district leaves none."""
    assert find_place(islands, "Miralox (Southmark)") == "miralox-south"
    assert find_place(islands, "Miralox (Westquorra)") == "miralox-west"
    with pytest.raises(UnknownPlaceError):
        find_place(islands, "Miralox (Northmark)")


@pytest.mark.parametrize("query", ["selevu", "Selevu", "SÉLÉVÚ"])
def test_names_that_differ_by_accents_only_are_namesakes(islands: Dataset, query: str) -> None:
    """An id finds its place; a name that only accents tell from another is ambiguous, since accents are often left out."""
    if query == "selevu":
        assert find_place(islands, query) == "selevu"
    else:
        with pytest.raises(AmbiguousPlaceError):
            find_place(islands, query)


def test_an_unknown_name_suggests_the_nearest(islands: Dataset) -> None:
    """A misspelt name is answered with the nearest names."""
    with pytest.raises(UnknownPlaceError) as caught:
        find_place(islands, "Qringmoats")
    assert "Ringmoot" in caught.value.suggestions


@pytest.mark.parametrize("query", ["", " ", "!?", "🗼", "\x00", "x" * 5000])
def test_a_query_that_is_no_name_finds_nothing_and_breaks_nothing(islands: Dataset, query: str) -> None:
    """Punctuation alone, nothing at all, or a very long text is an unknown place."""
    with pytest.raises((UnknownPlaceError, AmbiguousPlaceError)):
        find_place(islands, query)


def test_the_best_hit_comes_first_and_each_place_once(islands: Dataset) -> None:
    """A search gives each place once, the nearest name first, and no more than asked for."""
    hits = search(islands, "ringmoot", limit=3)
    assert hits[0].id == "ringmoot"
    assert len({hit.id for hit in hits}) == len(hits) <= 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_village_does_not_take_the_name_of_a_town_in_silence(islands: Dataset) -> None:
    """Old Plim is another name of the town Plimstow; where a village bears it too, the reader must choose."""
    village = replace(islands.places["zibberwick"], id="old-plim", names={"en": "Old Plim"}, rank=4)
    assert islands.places["plimstow"].rank <= 2
    crowded = replace(islands, places={**islands.places, "old-plim": village})
    with pytest.raises(AmbiguousPlaceError) as caught:
        find_place(crowded, "Old Plim")
    assert "plimstow" in str(caught.value)
    assert "old-plim" in str(caught.value)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Gazakh", "district-gazakh"),  # each of these names a cell as well
        ("Goygol", "district-goygol"),
        ("Barda", "district-barda"),
        ("Dashkasan", "district-dashkasan"),
        ("Qazax", "district-gazakh"),
        ("Kalbajar", "district-kalbajar"),  # and a town
        ("Шуша", "district-shusha"),
        ("Hadrut", "hadrut-region"),
        ("Lachin", "district-lachin"),
        ("Lachin corridor", "lachin-corridor"),
        ("Kalbajar town", "kalbajar"),
        ("Kalbajar (city)", "kalbajar"),
        ("Shushi", "shusha"),
        ("Askeran", "askeran"),
        ("Togh", "togh"),
        ("district-fuzuli", "district-fuzuli"),
        ("shusha", "shusha"),  # an id is meant as it stands
    ],
)
def test_an_extent_is_a_group_before_a_town_before_a_village(
    karabakh: Dataset, query: str, found: str
) -> None:
    """What a map is to show is never a cell, and of a district and its town of one name it is the district."""
    assert find_extent(karabakh, query) == found


@pytest.mark.parametrize(
    "query", ["Lachn", "Zangilanopol", "Nagorno-Karabakh", "Berdzo", "Mardakert district"]
)
def test_the_same_unknown_name_is_answered_alike_by_all_who_ask(karabakh: Dataset, query: str) -> None:
    """For a place, for an extent and for the lists of the pages, the same names are suggested, in the same order."""
    suggested = []
    for find in (find_place, find_extent):
        with pytest.raises(UnknownPlaceError) as caught:
            find(karabakh, query)
        suggested.append(caught.value.suggestions)
    assert suggested[0] == suggested[1]
    names = {
        hit.id: karabakh.places.get(hit.id) or karabakh.groups[hit.id] for hit in nearest(karabakh, query)
    }
    assert all(any(name.startswith(it.names["en"]) for it in names.values()) for name in suggested[0])


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Lachn", "Lachin"),
        ("Lachin corridr", "Lachin corridor"),
        ("Berdzo", "Lachin (Berdzor)"),
        ("Mardakert district", "Aghdara (Mardakert)"),
        # no place is like these: until now Hat and Kish, whose letters stand in Atlantis, were the nearest
        ("Atlantis", None),
        ("Moscow", None),
        ("London", None),
        ("xyz", None),
    ],
)
def test_the_nearest_names_are_near(karabakh: Dataset, query: str, first: str | None) -> None:
    """A slip of the pen finds its name; a name that is like none is answered with none."""
    with pytest.raises(UnknownPlaceError) as caught:
        find_place(karabakh, query)
    assert (caught.value.suggestions or (None,))[0] == first


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("Nagorno-Karabakh", "Nagorno-Karabakh Autonomous Oblast"),
        ("Karabakh", "Nagorno-Karabakh and the surrounding districts"),
        ("Zanglin", "Zangilan"),
        ("cell-gazakh-01", None),
    ],
)
def test_an_unknown_extent_is_answered_with_others(
    karabakh: Dataset, query: str, suggestion: str | None
) -> None:
    """A name that only resembles a village is not taken for it; groups with the words of the query are suggested first."""
    with pytest.raises(UnknownPlaceError) as caught:
        find_extent(karabakh, query)
    assert suggestion is None or suggestion in caught.value.suggestions
    assert not any("cell" in name for name in caught.value.suggestions)


@pytest.mark.parametrize("query", ["Shusha", "Shushi", "Şuşa", "шуша", "SHUSHI"])
def test_a_text_has_the_words_of_a_query_by_any_name_of_a_place(karabakh, query):
    """What is written of Shusha is found by whoever calls it Shushi, in any script; another town is not meant."""
    assert stands_in(karabakh, query, fold("Forces entered Shusha in November."))
    assert stands_in(karabakh, f"{query} november", fold("Forces entered Shusha in November."))
    assert not stands_in(karabakh, query, fold("Forces entered Lachin in November."))
    assert not stands_in(karabakh, f"{query} may", fold("Forces entered Shusha in November."))
