"""Places are called as the reader wants: in one language, or by both sides' forms."""

from __future__ import annotations

import pytest

from controlatlas.language.naming import BOTH, Naming, policies

SECONDS = ("hy-Latn", "az")
SHUSHA = {"en": "Shusha", "az": "Şuşa", "hy": "Շուշի", "hy-Latn": "Shushi", "ru": "Шуша"}


@pytest.mark.parametrize(
    ("names", "language", "full"),
    [
        (SHUSHA, "en", "Shusha (Shushi)"),
        (SHUSHA, "az", "Şuşa (Şuşi)"),
        (SHUSHA, "ru", "Шуша (Шуши)"),
        # the Armenian reader has the Armenian name already, so the other form is the Azerbaijani one
        (SHUSHA, "hy", "Շուշի (Շուշա)"),
        (
            {"en": "Nor Maragha", "az": "Qızıl Kəngərli", "hy-Latn": "Nor Maragha"},
            "en",
            "Nor Maragha (Qızıl Kəngərli)",
        ),
        # what describes more than it names is not spelled over
        (
            {"en": "Omar pass", "az": "Ömər aşırımı", "ru": "Омарский перевал"},
            "ru",
            "Омарский перевал",
        ),
        # a spelling of the same name is no second name, in whatever script
        ({"en": "Aghdam", "az": "Ağdam", "hy-Latn": "Aghdam"}, "en", "Aghdam"),
        ({"en": "Khojaly", "az": "Xocalı"}, "en", "Khojaly"),
        ({"en": "Lachin", "az": "Laçın", "ru": "Лачин"}, "ru", "Лачин"),
        (
            {"en": "Hadrut", "az": "Hadrut", "hy": "Հադրութ", "hy-Latn": "Hadrut", "ru": "Гадрут"},
            "ru",
            "Гадрут",
        ),
        ({"en": "Fuzuli", "az": "Füzuli", "hy": "Ֆիզուլի", "hy-Latn": "Fizuli"}, "hy", "Ֆիզուլի"),
        # what has no name in the language is called by its English one
        ({"en": "Aghdam"}, "hy", "Aghdam"),
    ],
)
def test_both_forms_stand_side_by_side(names, language, full):
    """The form of the reader's language stands first, the other side's in brackets if it is another name."""
    assert Naming(language, BOTH, SECONDS).full(names) == full


@pytest.mark.parametrize(("policy", "full"), [("az", "Şuşa"), ("hy", "Շուշի"), ("ru", "Шуша")])
def test_one_language_stands_alone(policy, full):
    """Whoever chooses the names of one language gets no second form, whatever the language of the page."""
    assert Naming("en", policy, SECONDS).full(SHUSHA) == full


def test_a_dataset_offers_its_languages(karabakh, two_islands):
    """Both forms come first, then each language of the dataset that is not English, romanised ones left out."""
    assert policies(karabakh) == ("both", "az", "hy", "ru")
    assert policies(two_islands) == ("both", "eo")


def test_an_unknown_policy_is_both(two_islands):
    """A policy that the dataset does not offer gives both forms."""
    assert Naming.of(two_islands, "en", "tlh").policy == BOTH


def test_a_second_form_given_in_the_readers_letters_is_taken():
    """Where custom spells a name otherwise than letter by letter, the dataset says so: Агдере, not Агдара."""
    names = {"en": "Aghdara", "az": "Ağdərə", "ru": "Мардакерт"}
    reader = Naming("ru", "both", ("az",))
    assert reader.full(names) == "Мардакерт (Агдара)"
    assert reader.full({**names, "az-Cyrl": "Агдере"}) == "Мардакерт (Агдере)"
