"""Capitals and numbers follow the language of the text, and are made in one place."""

from __future__ import annotations

import re

import pytest

from controlatlas.language.capitals import capitals, with_capital
from controlatlas.language.catalogue import translator


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Lake Sevan", "LAKE SEVAN"),
        ("az", "Mingəçevir su anbarı", "MİNGƏÇEVİR SU ANBARI"),
        ("az", "Ermənistan, iddia", "ERMƏNİSTAN, İDDİA"),
        ("hy", "Սևանա լիճ", "ՍԵՎԱՆԱ ԼԻՃ"),
        ("ru", "озеро Севан", "ОЗЕРО СЕВАН"),
    ],
)
def test_capitals_are_those_of_the_language(language, text, wanted):
    """A dotless and a dotted i stay apart in Azerbaijani; the Armenian ligature becomes ech and vev, as in the reformed spelling."""
    assert capitals(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "idea", "Idea"),
        ("az", "iddia", "İddia"),
        ("az", "ılıq", "Ilıq"),
        ("hy", "և այլն", "Եվ այլն"),
        ("hy", "հաստատված", "Հաստատված"),
        ("ru", "ёлка", "Ёлка"),
        ("en", "the DFRLab", "The DFRLab"),
        ("hy", "", ""),
    ],
)
def test_a_capital_at_the_beginning_leaves_the_rest(language, text, wanted):
    """Only the first letter changes."""
    assert with_capital(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", ["1,960", "17,000", "3.5", "12,345.5", "61.5%"]),
        ("az", ["1960", "17 000", "3,5", "12 345,5", "61,5%"]),
        ("hy", ["1960", "17 000", "3,5", "12 345,5", "61,5%"]),
        ("ru", ["1960", "17 000", "3,5", "12 345,5", "61,5 %"]),
    ],
)
def test_numbers_are_those_of_the_language(language, wanted):
    """Thousands are parted in English from four digits, in the others by a space that does not break from five."""
    t = translator(language)
    written = [t.number(1960), t.number(17000), t.number(3.5, 1), t.number(12345.5, 1), t.percent(61.5)]
    assert written == [text.replace(" ", "\N{NO-BREAK SPACE}") for text in wanted]


MAKES_CAPITALS = re.compile(
    r"\.(?:upper|capitalize|title|swapcase)\(\)|toUpperCase|toLocaleUpperCase|text-transform|small-caps"
)

OF_NO_LANGUAGE = {
    "language/capitals.py",  # the place for it, and its twin in the browser
    "webmap/player/writing.js",
    "ui/parts/reader_menu.py",  # the code of a language
    "importing/names.py",  # names of columns
    "importing/uploads.py",  # names of formats
}


def test_capitals_are_made_in_one_place(root):
    """No other script or style sheet turns words into capitals; its rule would be that of English."""
    sources = root / "src" / "controlatlas"
    found = {
        path.relative_to(sources).as_posix()
        for ending in ("py", "js", "css")
        for path in sources.rglob(f"*.{ending}")
        if MAKES_CAPITALS.search(path.read_text(encoding="utf-8"))
    }
    assert found == OF_NO_LANGUAGE
