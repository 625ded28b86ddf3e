"""Letters that no font of the pictures has are named before a picture is made."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from controlatlas.cli.main import main
from controlatlas.language.catalogue import LANGUAGES, translator
from controlatlas.picture.scripts import without_letters
from controlatlas.picture.spec import PictureSpec

DAY = dt.date(2020, 11, 10)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", ["both", *(it for it in LANGUAGES if it != "en")])
def test_nothing_is_said_where_every_letter_is_there(karabakh, language, names):
    """The shipped dataset is written in full in all its languages."""
    assert (
        without_letters(karabakh, PictureSpec(DAY, language=language, names=names), translator(language))
        is None
    )


@pytest.mark.parametrize(
    ("written", "script"),
    [("東京の地図", "CJK"), ("ひがし", "Hiragana"), ("தமிழ்", "Tamil"), ("한국", "Hangul")],
)
def test_a_script_without_a_font_is_named(karabakh, written, script):
    """The script, the text as written and what it becomes."""
    said = without_letters(karabakh, PictureSpec(DAY, title=written), translator("en"))
    assert script in said
    assert written in said


def test_a_place_with_such_a_name_is_counted(karabakh):
    """A name of one place in two thousand is found, unless no place is named at all."""
    key = next(iter(karabakh.places))
    place = dataclasses.replace(karabakh.places[key], names={"en": "தமிழ்"})
    dataset = dataclasses.replace(karabakh, places={**karabakh.places, key: place})
    assert "(1): தமிழ்" in without_letters(dataset, PictureSpec(DAY), translator("en"))
    assert without_letters(dataset, PictureSpec(DAY, labels="none"), translator("en")) is None


def test_the_command_line_says_it(tmp_path, capsys):
    """On standard error, beside the file."""
    target = str(tmp_path / "x.png")
    assert (
        main(
            ["export", "png", "--dataset", "karabakh", "--size", "640x480", "--title", "ひがし", "-o", target]
        )
        == 0
    )
    assert "no letters for Hiragana" in capsys.readouterr().err
