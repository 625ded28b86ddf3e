"""A name that is no proper noun begins with a small letter inside a sentence, and with a capital where it stands alone."""

from __future__ import annotations

import datetime as dt

import pytest

from controlatlas.language.captions import PictureKind, ViewDescription, alt_text, caption
from controlatlas.language.naming import Naming
from controlatlas.measure.in_view import in_view
from controlatlas.records.model import Lens, say, say_inside

FORCES = {
    "en": ("Armenian forces", "Armenian forces"),
    "az": ("Erməni qüvvələri", "erməni qüvvələri"),
    "hy": ("Հայկական ուժեր", "հայկական ուժեր"),
    "ru": ("Армянские силы", "армянские силы"),
}
"""An actor as it stands alone, and inside a sentence."""


@pytest.mark.parametrize("language", FORCES)
def test_an_actor_has_a_form_inside_a_sentence(karabakh, language):
    """Alone it has a capital; inside, that which the language gives it; Azerbaijan has a capital everywhere."""
    names = karabakh.actors["armenian-forces"].names
    assert (say(names, language), say_inside(names, language)) == FORCES[language]
    country = karabakh.actors["azerbaijan"].names
    assert say_inside(country, language) == say(country, language)


@pytest.mark.parametrize("language", ["az", "hy", "ru"])
def test_sentences_of_a_picture_take_that_form(karabakh, language):
    """After a semicolon or in brackets it is small, at the beginning of a sentence it is not."""
    alone, inside = FORCES[language]
    view = in_view(karabakh, dt.date(1992, 5, 9), None, Lens.CLAIMED)
    it = ViewDescription(view, PictureKind.DAY, Naming.of(karabakh, language))
    assert f" {inside}" in caption(it)
    assert f"({inside})" in caption(it)
    assert f" {alone}" not in caption(it)
    assert f". {alone}" in alt_text(it) or f"։ {alone}" in alt_text(it)
