"""The moving map in a browser that has no network."""

from __future__ import annotations

import pytest

from controlatlas.webmap import build_document


@pytest.fixture(scope="session")
def map_file(karabakh, tmp_path_factory):
    """The address of the document of the shipped dataset, saved as a reader would save it."""
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(build_document(karabakh), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def player_page(open_page, map_file):
    """Open the moving map; the keywords are those of a browser context. It must stay silent and offline."""
    pages = []

    def opened(**settings):
        page = open_page(map_file, offline=True, **settings)
        page.wait_for_function("() => document.documentElement.dataset.day")
        pages.append(page)
        return page

    yield opened
    for page in pages:
        assert page.witness.outside == []
        assert page.witness.errors == []
