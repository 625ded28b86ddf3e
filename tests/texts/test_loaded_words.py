"""Words that speak for a side stand only in quotation marks, beside words that say whose they are."""

from __future__ import annotations

import re

import pytest
from translated import LOCALE, listed, messages, plain, texts

from controlatlas.language.catalogue import LANGUAGES

WITH_LIST = [it for it in LANGUAGES if (LOCALE / it / "loaded_words.json").is_file()]

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|‘[^’]*’|'[^']*'(?!\w)|\"[^\"]*\"")


def own_words(text: str) -> str:
    """A text without what it quotes."""
    return _QUOTED.sub(" “” ", text)


def loaded(language: str, text: str) -> list[str]:
    """The words of the list that a text has in its own voice, or in quotation marks with nothing around them."""
    stems = [entry["word"] for entry in listed(language, "loaded_words")]
    own, whole = plain(own_words(text), language), plain(text, language)
    alone = not re.search(r"\w", own)
    return [stem for stem in stems if re.search(rf"(?<!\w){re.escape(stem)}", whole if alone else own)]


@pytest.mark.parametrize("language", WITH_LIST)
def test_no_text_has_a_loaded_word_in_its_own_voice(language):
    """Neither the program nor the dataset takes a word from one side without quoting it."""
    found = {
        it.key: words
        for it in (*messages(language), *texts(language))
        if (words := loaded(language, it.text))
    }
    assert found == {}


@pytest.mark.parametrize("language", WITH_LIST)
def test_a_list_says_why(language):
    """Each word stands once, in small letters, with what is wrong with it and what to say."""
    entries = listed(language, "loaded_words")
    words = [entry["word"] for entry in entries]
    assert len(words) == len(set(words)) > 0
    for entry in entries:
        assert set(entry) == {"word", "note"}
        assert entry["note"]
        assert plain(entry["word"], language) == entry["word"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Совет осудил «захват», как он его назвал.", []),
        ("Совет осудил захват района.", ["захват"]),
        ("«Захват»", ["захват"]),
    ],
)
def test_a_quoted_word_needs_somebody_who_says_it(text, found):
    """In quotation marks with a speaker a word may stand; alone, or without them, it may not."""
    assert loaded("ru", text) == found
