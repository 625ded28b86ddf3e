"""The moving map in a browser that has no network."""

from __future__ import annotations

import pytest
from kept import KeptPages, put_back_map, put_back_pair

from controlatlas.webmap import build_compare, build_document


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


@pytest.fixture(scope="session")
def map_files(map_file, islands_file):
    """The addresses of the moving maps by the name of their dataset."""
    return {"karabakh": map_file, "two_islands": islands_file}


@pytest.fixture
def map_of(kept_maps, map_files, request):
    """The moving map of a dataset, asked for by its name, as it opens; it must stay silent and offline."""
    with kept_maps.lent(request, offline=True) as lend:
        yield lambda name, **settings: lend(map_files[name], **settings)


@pytest.fixture(scope="session")
def pair_files(karabakh, two_islands, tmp_path_factory):
    """The addresses of the maps of two days by the name of their dataset, saved as files."""
    folder = tmp_path_factory.mktemp("compare")
    paths = {}
    for name, dataset in {"karabakh": karabakh, "two_islands": two_islands}.items():
        paths[name] = folder / f"{name}.html"
        paths[name].write_text(build_compare(dataset), encoding="utf-8")
    return {name: path.as_uri() for name, path in paths.items()}


@pytest.fixture(scope="session")
def kept_pairs(browsing):
    """Maps of two days that stay open from test to test."""
    return KeptPages(browsing, put_back_pair)


@pytest.fixture
def pair_of(kept_pairs, pair_files, request):
    """The map of two days of a dataset as it opens; it must stay silent and ask nobody for anything."""
    with kept_pairs.lent(request) as lend:
        yield lambda name, **settings: lend(pair_files[name], **settings)


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
