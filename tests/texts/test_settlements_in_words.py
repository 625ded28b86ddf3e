"""How a number of places is called that are drawn as points: settlements only if all of them are towns or villages."""

from __future__ import annotations

import pytest

from controlatlas.language.catalogue import LANGUAGES, translator
from controlatlas.language.figures import head_of_settlements, settlements_in_words


@pytest.mark.parametrize(
    ("settlements", "others", "said"),
    [
        (0, 0, ""),
        (1, 0, "1 settlement"),
        (12, 0, "12 settlements"),
        (12, 3, "12 settlements and other places"),
        (2, 2, "2 places"),
        (1, 1, "1 place"),
    ],
)
def test_settlements_are_called_so_only_if_all_are(settlements, others, said):
    """A bridge is no settlement: where one is counted too, or nothing else, the words say so."""
    assert settlements_in_words(settlements, others, translator("en")) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_places_are_told_in_every_language(language):
    """In each language a count with other places is called otherwise than one of settlements alone."""
    t = translator(language)
    assert settlements_in_words(5, 1, t) != settlements_in_words(5, 0, t) != settlements_in_words(5, 5, t)
    assert head_of_settlements(1, t) != head_of_settlements(0, t)
