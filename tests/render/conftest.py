"""The moving map in a browser that has no network."""

from __future__ import annotations

import pytest
from kept import KeptPages, put_back_map

from controlatlas.webmap import build_document


@pytest.fixture(scope="session")
def map_document(karabakh):
    """The document of the shipped dataset."""
    return build_document(karabakh)


@pytest.fixture(scope="session")
def map_file(map_document, tmp_path_factory):
    """Its address, saved as a reader would save it."""
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(map_document, encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def islands_file(two_islands, tmp_path_factory):
    """The address of the document of the invented dataset."""
    path = tmp_path_factory.mktemp("map") / "islands.html"
    path.write_text(build_document(two_islands), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def kept_maps(browsing):
    """Moving maps that stay open from test to test; opening one takes longer than asking it."""
    return KeptPages(browsing, put_back_map)


@pytest.fixture
def player_page(kept_maps, map_file, request):
    """The moving map as it opens; the keywords are those of a browser context. It must stay silent and offline."""
    with kept_maps.lent(request, offline=True) as lend:
        yield lambda **settings: lend(map_file, **settings)


@pytest.fixture
def map_of(kept_maps, map_file, islands_file, request):
    """The moving map of a dataset, asked for by its name, as it opens; it must stay silent and offline."""
    files = {"karabakh": map_file, "two_islands": islands_file}
    with kept_maps.lent(request, offline=True) as lend:
        yield lambda name, **settings: lend(files[name], **settings)


@pytest.fixture
def fresh_page(open_page, map_file):
    """The moving map opened anew, for tests of what opening does. It must stay silent and offline."""
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


@pytest.fixture
def islands_page(kept_maps, islands_file, request):
    """The moving map of the invented dataset as it opens."""
    with kept_maps.lent(request, offline=True) as lend:
        yield lend(islands_file)
