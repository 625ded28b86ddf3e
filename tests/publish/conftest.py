"""The invented islands, published once by the command line, in two languages."""

from __future__ import annotations

import pathlib

import pytest
from publishing import publish


@pytest.fixture(scope="session")
def shelf(tmp_path_factory) -> pathlib.Path:
    """A folder as a web server carries it, with the site below it under ``maps/islands``."""
    folder = tmp_path_factory.mktemp("www")
    assert publish(folder / "maps" / "islands", "--lang", "en", "--lang", "ru") == 0
    return folder


@pytest.fixture(scope="session")
def site(shelf) -> pathlib.Path:
    """The published site."""
    return shelf / "maps" / "islands"
