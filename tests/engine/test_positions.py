"""A position is written with the hemispheres in which it lies."""

from __future__ import annotations

import pytest

from controlatlas.language.catalogue import translator
from controlatlas.language.positions import position_in_degrees


@pytest.mark.parametrize(
    ("latitude", "longitude", "written"),
    [
        (39.758, 46.7486, "39.7580° N, 46.7486° E"),  # Shusha
        (-40.1, -120.9, "40.1000° S, 120.9000° W"),
        (-33.8568, 151.2153, "33.8568° S, 151.2153° E"),  # Sydney
        (37.8199, -122.4783, "37.8199° N, 122.4783° W"),  # San Francisco
        (0, 0, "0.0000°, 0.0000°"),
        (-0.00001, 179.99999, "0.0000°, 180.0000° E"),
    ],
)
def test_a_position_names_its_hemispheres(latitude: float, longitude: float, written: str) -> None:
    """North, south, east and west are told, and no minus stands before a degree."""
    assert position_in_degrees(latitude, longitude) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("az", "39,9910° şm. e., 46,9274° ş. u."),
        ("hy", "39,9910° հս. լ., 46,9274° արլ. ե."),
        ("ru", "39,9910° с. ш., 46,9274° в. д."),
    ],
)
def test_a_position_is_written_as_the_language_writes_it(language, written):
    """Decimals have the sign of the language, hemispheres its words."""
    said = position_in_degrees(39.991, 46.9274, t=translator(language))
    assert said.replace("\N{NO-BREAK SPACE}", " ") == written
