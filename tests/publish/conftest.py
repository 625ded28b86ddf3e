"""The invented islands: published once by the command line, and as a site whose files are looked at by path."""

from __future__ import annotations

import pathlib

import pytest
from publishing import publish

from controlatlas.publish.files import Site, SiteFile


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


@pytest.fixture(scope="session")
def islands_site(two_islands) -> Site:
    """The invented islands at an address below a host."""
    return Site(two_islands, "https://atlas.example/islands", ("en", "eo"))


@pytest.fixture(scope="session")
def by_path():
    """The files of a site by path; no path is there twice, and each stays in the site."""

    def found(files) -> dict[str, bytes]:
        files = list(files)
        assert all(isinstance(file, SiteFile) for file in files)
        paths = [file.path for file in files]
        assert len(set(paths)) == len(paths)
        assert not [path for path in paths if path.startswith("/") or ".." in path or "\\" in path]
        return {file.path: file.content for file in files}

    return found
