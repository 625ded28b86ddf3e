"""What tells others of a published site: a map of its pages for search engines, and a feed of the versions of its data."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ..evidence.bibliography import dataset_csl
from ..records.model import Dataset, say
from ..records.text import shown
from .files import Site, SiteFile

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
ATOM = "http://www.w3.org/2005/Atom"

MOST_PAGES = 1_000
"""How many pages one sitemap lists. Beyond that there are several, packed with gzip, as the protocol allows, and one that lists
them: a change then reaches few of them, and what all pages say of their languages takes a fiftieth of the room."""


def feed_files(site: Site, pages: Sequence[str]) -> Iterator[SiteFile]:
    """``sitemap.xml`` of these pages, ``robots.txt`` and ``releases.atom``; paths of pages are below the base.

    A page whose path begins with ``{language}/`` names those that are the same in the other languages.
    """
    yield from _sitemaps(site, pages)
    yield SiteFile("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.base}/sitemap.xml\n".encode())
    yield SiteFile("releases.atom", _xml(_feed(site)))


def _xml(root: Element) -> bytes:
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _text(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    """An element with a text, in which nothing is that XML cannot hold."""
    found = SubElement(parent, tag, attributes)
    found.text = shown(text)
    return found


def _address(site: Site, path: str) -> str:
    return f"{site.base}/{quote(path)}"


# ---------------------------------------------------------------- sitemap


def _sitemaps(site: Site, pages: Sequence[str]) -> Iterator[SiteFile]:
    parts = [pages[start : start + MOST_PAGES] for start in range(0, len(pages), MOST_PAGES)]
    same = _in_other_languages(site, pages)
    if len(parts) <= 1:
        yield SiteFile("sitemap.xml", _xml(_urlset(site, pages, same)))
        return
    index = Element("sitemapindex", {"xmlns": SITEMAP})
    for number, part in enumerate(parts, 1):
        path = f"sitemap-{number}.xml.gz"
        _text(SubElement(index, "sitemap"), "loc", _address(site, path))
        yield SiteFile(path, gzip.compress(_xml(_urlset(site, part, same)), mtime=0))
    yield SiteFile("sitemap.xml", _xml(index))


def _in_other_languages(site: Site, pages: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """For what follows the language in a path, the path in each language that has it, in the order of the site."""
    found: dict[str, dict[str, str]] = {}
    for page in pages:
        language, slash, rest = page.partition("/")
        if slash and language in site.languages:
            found.setdefault(rest, {})[language] = page
    return {
        rest: {key: paths[key] for key in site.languages if key in paths} for rest, paths in found.items()
    }


def _urlset(site: Site, pages: Iterable[str], same: Mapping[str, Mapping[str, str]]) -> Element:
    root = Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for page in pages:
        url = SubElement(root, "url")
        _text(url, "loc", _address(site, page))
        language, _, rest = page.partition("/")
        others = same.get(rest, {}) if language in site.languages else {}
        if len(others) > 1:
            usual = {"x-default": others[site.languages[0]]} if site.languages[0] in others else {}
            for tag, path in {**others, **usual}.items():
                link = {"rel": "alternate", "hreflang": tag, "href": _address(site, path)}
                SubElement(url, "xhtml:link", link)
    return root


# ---------------------------------------------------------------- releases


def _feed(site: Site) -> Element:
    """The versions of the data, newest first, as an Atom feed (RFC 4287) in the first language of the site."""
    dataset, language = site.dataset, site.languages[0]
    address = f"{site.base}/releases.atom"
    title = say(dataset.titles, language)
    root = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _text(root, "title", title)
    _text(root, "id", address)
    days = _days(dataset)
    _text(root, "updated", _moment(max(days, default=dataset.end)))
    author = SubElement(root, "author")
    _text(author, "name", dataset_csl(dataset)["author"][0]["literal"])
    if dataset.licence:
        _text(root, "rights", dataset.licence)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{site.base}/"})
    for release, day in zip(dataset.releases, days, strict=True):
        entry = SubElement(root, "entry")
        _text(entry, "title", f"{title} {release.version}")
        _text(entry, "id", f"{address}#{quote(release.version)}")
        _text(entry, "updated", _moment(day))
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{site.base}/"})
        content = SubElement(entry, "content", {"type": "xhtml"})
        changes = SubElement(SubElement(content, "div", {"xmlns": XHTML}), "ul")
        for change in release.changes:
            _text(changes, "li", say(change, language))
    return root


def _days(dataset: Dataset) -> list[dt.date]:
    """When each version came out, newest first.

    Where that is not told it is the last day that the dataset describes, by which it is cited too, and never later than what
    followed.
    """
    found: list[dt.date] = []
    for release in dataset.releases:
        found.append(release.date or min([dataset.end, *found[-1:]]))
    return found


def _moment(day: dt.date) -> str:
    """A day as Atom has moments (RFC 3339)."""
    return f"{day.isoformat()}T00:00:00Z"
