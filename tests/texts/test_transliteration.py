"""Names that nobody has given in a language stand in its letters, and are marked as such."""

from __future__ import annotations

import re

import pytest

from controlatlas.language.transliteration import LETTERED, filled, put_into
from controlatlas.records.model import Layer

SCRIPT = {"az": "[A-Za-zƏəĞğİıÖöŞşÜüÇç]", "hy": "[\u0531-\u0587]", "ru": "[А-Яа-яЁё]"}


@pytest.mark.parametrize(
    ("name", "source", "target", "wanted"),
    [
        ("Ağbənd", "az", "hy", "Աղբենդ"),  # as Armenian newspapers wrote it in 2020
        ("Hadrut", "az", "hy", "Հադրութ"),
        ("İsmayılbəyli", "az", "hy", "Իսմայըլբեյլի"),
        ("Ağbənd", "az", "ru", "Агбенд"),
        ("Gəncə", "az", "ru", "Гянджа"),
        ("Çıraqlı", "az", "ru", "Чираклы"),
        ("Թալիշ", "hy", "az", "Taliş"),
        ("Ոսկեպար", "hy", "ru", "Воскепар"),
        ("Ներքին Խնձորեսկ", "hy", "az", "Nerkin Xndzoresk"),
        ("Chinari", "en", "ru", "Чинари"),
        ("Лачин", "ru", "hy", None),
    ],
)
def test_a_name_is_spelled_in_other_letters(name, source, target, wanted):
    """Sounds are kept, capitals stay where they are; without a table nothing is made up."""
    assert put_into(name, source, target) == wanted


def test_what_is_there_stays_and_what_is_made_is_marked():
    """A name that the dataset gives is never replaced; a language without letters of its own here is not filled."""
    names, made = filled({"en": "Aghband", "az": "Ağbənd", "ru": "Агбенд"}, ("en", "az", "hy", "ru", "uk"))
    assert names == {"en": "Aghband", "az": "Ağbənd", "ru": "Агбенд", "hy": "Աղբենդ"}
    assert made == ("hy",)


def test_a_place_that_english_calls_as_armenians_do_is_spelled_from_armenian():
    """Of two names of a place, the one that English follows is spelled over."""
    names, _ = filled(
        {"en": "Drmbon", "az": "Heyvalı", "hy": "Դրմբոն", "hy-Latn": "Drmbon"}, ("en", "az", "hy", "ru")
    )
    assert names["ru"] == "Дрмбон"


def test_no_settlement_is_without_a_name_in_a_script_of_the_map(karabakh):
    """A reader of Armenian meets no Latin name on the map, one of Russian neither, one of Azerbaijani no Cyrillic one."""
    for place in karabakh.places.values():
        if place.layer is Layer.SETTLEMENT:
            for tag in LETTERED:
                assert re.search(SCRIPT[tag], place.names[tag]), (place.id, tag)
