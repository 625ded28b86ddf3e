"""All files of a site, from its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..language.catalogue import LANGUAGES
from ..records.model import Dataset
from .api import api_files
from .assets import asset_files
from .bars import bar_files
from .downloads import download_files
from .feeds import feed_files
from .files import Site, SiteFile
from .list_pages import list_pages
from .map_pages import map_pages
from .pictures import picture_files
from .record_pages import record_pages

Part = Callable[[Site], Iterator[SiteFile]]

PARTS: tuple[Part, ...] = (
    asset_files,
    bar_files,
    picture_files,
    map_pages,
    list_pages,
    record_pages,
    api_files,
    download_files,
)
"""Everything that is made of the dataset alone."""

LAST: tuple[Callable[[Site, Sequence[str]], Iterator[SiteFile]], ...] = (feed_files,)
"""What is made of the paths of all pages, once these are known."""


def site_files(site: Site, hear: Callable[[float], None] = lambda share: None) -> Iterator[SiteFile]:
    """Every file once: same site, same files. ``hear`` is told the share that is done, 0 to 1."""
    whole = _expected(site)
    pages: list[str] = []
    made = 0
    for part in PARTS:
        for file in part(site):
            made += 1
            hear(min(made / whole, 1.0))
            if file.path.endswith(".html"):
                pages.append(file.path)
            yield file
    for last in LAST:
        yield from last(site, pages)
    hear(1.0)


def languages_of_site(dataset: Dataset) -> tuple[str, ...]:
    """The languages of a site where none are named: those of the program in which the dataset has texts, else English."""
    return tuple(it for it in LANGUAGES if it in dataset.languages) or LANGUAGES[:1]


def _expected(site: Site) -> int:
    """About how many files there will be."""
    dataset = site.dataset
    records = len(dataset.places) + len(dataset.groups) + len(dataset.events) + len(dataset.sources)
    return len(site.languages) * (records + 10) + len(dataset.events) // 2 + 10
