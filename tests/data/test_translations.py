"""What the map says of an event it says in all four languages, with the same numbers, and in nobody's slogans."""

from __future__ import annotations

import re

import pytest

from controlatlas.history.search import called, find_place
from controlatlas.language.catalogue import LANGUAGES

SCRIPTS = {"az": "[əğışçöüƏĞİŞÇÖÜa-z]", "hy": "[\u0531-\u0587]", "ru": "[А-Яа-яё]"}
SLOGANS = {
    "az": r"azad et|azad olun|xilas et|separatç|terrorçu dəst",
    "hy": r"ազատագր|անջատական|ահաբեկիչների",
    "ru": r"освобод|освобожд|сепаратист|боевик",
}
"""Words by which one side speaks of a change of control, which the project never uses in its own voice."""


def numbers(text: str) -> set[str]:
    """All numbers of a text, thousands joined, leading decimals apart; 1990-92 is 1990 to 1992, the 2 of km2 is none."""
    joined = re.sub(r"(?<=\d)[ ,.\u00a0](?=\d{3}\b)", "", text)
    joined = re.sub(r"\b(1[89]|20)(\d\d)[-–](\d\d)\b(?!-\d)", r"\1\2–\1\3", joined)
    joined = re.sub(r"(?<=[mмմ])2\b", "", joined)
    return set(re.findall(r"\d+", joined))


def texts_of(event):
    """Title and summary, what is disputed, that it rests on one side, and what others say."""
    return (
        event.title,
        event.summary,
        event.dispute,
        event.one_sided,
        *(it.text for it in event.alternatives),
    )


def event_texts(karabakh):
    """All that events say in our words, titles and texts of tours, all that claims say, with their ids."""
    steps = [step for tour in karabakh.tours for step in tour.steps]
    return [
        *((event.id, text) for event in karabakh.events for text in texts_of(event) if text is not None),
        *((step.id, text) for step in steps for text in (step.title, step.text)),
        *((tour.id, text) for tour in karabakh.tours for text in (tour.title, tour.summary)),
        *(
            (claim.id, text)
            for claim in karabakh.claims
            for text in (claim.statement, claim.wording, claim.reasoning)
            if text is not None
        ),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_events_tours_and_claims_stand_in_every_language(karabakh, language):
    """No event, tour or claim falls back to another language, and each text is written in its script."""
    for key, text in event_texts(karabakh):
        assert text.get(language), key
        if language in SCRIPTS:
            assert re.search(SCRIPTS[language], text[language]), key


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_translations_have_the_numbers_of_the_english_text(karabakh, language):
    """No day, count or number of a law is lost or altered in a translation."""
    for key, text in event_texts(karabakh):
        assert numbers(text[language]) == numbers(text["en"]), (key, text[language])


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_translations_use_nobodys_slogans(karabakh, language):
    """Titles and summaries say that a place passes under a control, never that it is freed or by whom it is haunted."""
    for key, text in event_texts(karabakh):
        assert not re.search(SLOGANS[language], text[language], re.IGNORECASE), (key, text[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_stand_in_every_language(karabakh, language):
    """What is seen on every page is translated: kinds, sides, actors, periods, pairs of days, groups, lines, title."""
    labelled = (
        *karabakh.kinds.values(),
        *karabakh.sides.values(),
        *karabakh.actors.values(),
        *karabakh.ranges,
        *karabakh.comparisons,
        *karabakh.lines,
    )
    for it in labelled:
        assert it.names.get(language), it.id
    groups = [group for group in karabakh.groups.values() if not group.names.get(language)]
    assert [group.id for group in groups] == []
    for text in (karabakh.titles, karabakh.disclaimer):
        assert text.get(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_and_method_stand_in_every_language(karabakh, language):
    """What the pages Places and Method say of groups, layers, published areas and versions is translated, with its numbers."""
    texts = [
        *(group.note for group in karabakh.groups.values()),
        *(text for it in karabakh.quality for text in (it.layer, it.accuracy, it.defects)),
        *(text for release in karabakh.releases for text in release.changes),
        *(text for area in karabakh.published_areas for text in (area.names, area.by)),
    ]
    found = [text for text in texts if text is not None]
    assert len(found) > 80
    for text in found:
        assert text.get(language), text
        assert numbers(text[language]) == numbers(text["en"]), text[language]


def test_countries_and_lakes_are_named_in_every_language(karabakh):
    """What a picture names around the land has a name in each of the four languages, and so no foreign one."""
    context = karabakh.context
    lacking = {
        (it.id, language)
        for it in (*context.countries, *context.lakes)
        for language in ("en", "az", "hy", "ru")
        if it.names and not it.names.get(language)
    }
    assert lacking == set()


def test_an_azerbaijani_name_is_in_azerbaijani_letters(karabakh):
    """No name that stands for the Azerbaijani one of a town or village is a Russian or English spelling of it."""
    foreign = re.compile(r"[kszc]h|ly\b|gy\b|w|['’]", re.IGNORECASE)
    own = {
        place.id: place.names["az"]
        for place in karabakh.places.values()
        if place.kind in ("city", "town", "village") and "az" not in place.transliterated
    }
    assert {key: name for key, name in own.items() if foreign.search(name)} == {}
    spelled = [place for place in karabakh.places.values() if "az" in place.transliterated]
    assert len(spelled) == 80


def test_a_name_finds_the_place_that_the_texts_mean(karabakh):
    """Verishen is the village of the Shahumyan district, not one in Lachin; Martuni is the town and not Khojavend village."""
    assert find_place(karabakh, "Verishen") == "verinshen"
    assert find_place(karabakh, "Martuni") == "martuni"
    assert set(called(karabakh, "Khojavend")) == {"khojavend-village", "martuni"}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_what_a_work_supports_is_said_in_every_language(karabakh, language):
    """Whoever reads an event or a claim reads in his language which part of it each work supports, with its numbers."""
    cited = [
        *((event.id, it) for event in karabakh.events for it in event.citations),
        *((claim.id, it) for claim in karabakh.claims for it in claim.citations),
    ]
    assert len(cited) > 1000
    for key, citation in cited:
        text = citation.supports
        assert text.get(language), (key, text)
        assert numbers(text[language]) == numbers(text["en"]), (key, text[language])


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_areas_and_notes_of_places_stand_in_every_language(karabakh, language):
    """No area, corridor or line, and no note or position of a place, falls back to English."""
    for place in karabakh.places.values():
        for text in (place.names, place.note, place.position):
            assert text is None or text.get(language), (place.id, text)
    assert karabakh.places["cell-aghdam"].names[language] == {
        "az": "Ağdam və ətrafı",
        "hy": "Աղդամ և շրջակայքը",
        "ru": "Агдам и окрестности",
    }[language]  # fmt: skip
    for line in karabakh.lines:
        assert line.note is None or line.note.get(language), line.id
    assert karabakh.names_note[language]
