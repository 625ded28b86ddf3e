"""The sitemap and the feed are what their standards say, whatever stands in the dataset."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from controlatlas.publish import feeds
from controlatlas.publish.feeds import feed_files
from controlatlas.records.model import Release

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "a": "http://www.w3.org/2005/Atom",
}
PAGES = ("index.html", "en/index.html", "eo/index.html", "en/places/plimstow.html", "en/Ĉefurbo & more.html")


@pytest.fixture(scope="module")
def files(islands_site, by_path) -> dict[str, bytes]:
    """The feeds of the invented islands, with two releases, the newer one dated."""
    releases = (
        Release("1.2.0", ({"en": "<b>Lamps</b> & more", "eo": "Lampoj"},), dt.date(2022, 1, 9)),
        Release("1.1.0", ({"en": "Older\x0c"}, {"en": "Oldest"})),
        Release("1.0.0", ({"en": "First"},), dt.date(2021, 2, 3)),
        Release("0.9.0", ({"en": "Before"},)),
    )
    dataset = replace(islands_site.dataset, releases=releases)
    return by_path(feed_files(replace(islands_site, dataset=dataset), PAGES))


def test_the_sitemap_lists_each_page_and_the_same_in_other_languages(files):
    """Each page is there once, by an address; one that exists in two languages names both and the usual one."""
    urls = ElementTree.fromstring(files["sitemap.xml"]).findall("s:url", NAMES)
    found = {
        url.findtext("s:loc", None, NAMES): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)
        }
        for url in urls
    }
    base = "https://atlas.example/islands"
    both = {
        "en": f"{base}/en/index.html",
        "eo": f"{base}/eo/index.html",
        "x-default": f"{base}/en/index.html",
    }
    assert found == {
        f"{base}/index.html": {},
        f"{base}/en/index.html": both,
        f"{base}/eo/index.html": both,
        f"{base}/en/places/plimstow.html": {},
        f"{base}/en/%C4%88efurbo%20%26%20more.html": {},
    }


def test_many_pages_have_several_sitemaps(islands_site, by_path, monkeypatch):
    """Beyond what one may list, there is a list of sitemaps, and each page is in one of them."""
    monkeypatch.setattr(feeds, "MOST_PAGES", 2)
    found = by_path(feed_files(islands_site, PAGES))
    index = ElementTree.fromstring(found["sitemap.xml"])
    assert [it.text for it in index.findall("s:sitemap/s:loc", NAMES)] == [
        f"https://atlas.example/islands/sitemap-{number}.xml.gz" for number in (1, 2, 3)
    ]
    parts = [
        ElementTree.fromstring(gzip.decompress(found[f"sitemap-{number}.xml.gz"])) for number in (1, 2, 3)
    ]
    assert [len(it.findall("s:url", NAMES)) for it in parts] == [2, 2, 1]


def test_robots_are_led_to_the_sitemap(files):
    """Everything may be read."""
    assert files["robots.txt"].decode().splitlines()[-1] == (
        "Sitemap: https://atlas.example/islands/sitemap.xml"
    )


def test_the_feed_has_what_the_standard_asks(files):
    """RFC 4287, 4.1: title, id, moment and author of the feed; title, id, moment and content of each entry; ids differ."""
    feed = ElementTree.fromstring(files["releases.atom"])
    entries = feed.findall("a:entry", NAMES)
    for it in (feed, *entries):
        for name in ("title", "id", "updated"):
            assert len(it.findall(f"a:{name}", NAMES)) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", it.findtext("a:updated", None, NAMES))
    assert feed.findtext("a:author/a:name", None, NAMES) == "Control Atlas contributors"
    assert len({it.findtext("a:id", None, NAMES) for it in (feed, *entries)}) == 5
    relations = [link.get("rel") for link in feed.findall("a:link", NAMES)]
    assert relations == ["self", "alternate"]


def test_a_release_is_dated_by_its_day_or_by_the_data(files):
    """Without a day of its own a release has the last day of the data, or that of what followed; the feed is as new as its newest."""
    feed = ElementTree.fromstring(files["releases.atom"])
    moments = [it.text for it in feed.iter(f"{{{NAMES['a']}}}updated")]
    days = ["2022-01-09", "2022-01-09", "2021-12-31", "2021-02-03", "2021-02-03"]
    assert moments == [f"{day}T00:00:00Z" for day in days]


def test_texts_are_text(files):
    """What looks like markup is text, and a letter that XML cannot hold is replaced."""
    feed = ElementTree.fromstring(files["releases.atom"])
    items = [it.text for it in feed.findall("a:entry/a:content/x:div/x:ul/x:li", NAMES)]
    assert items == ["<b>Lamps</b> & more", "Older\ufffd", "Oldest", "First", "Before"]


def test_a_dataset_without_releases_has_a_feed(islands_site, by_path):
    """The feed is there to be subscribed to, without an entry."""
    feed = ElementTree.fromstring(by_path(feed_files(islands_site, ()))["releases.atom"])
    assert feed.findall("a:entry", NAMES) == []
    assert feed.findtext("a:updated", None, NAMES) == "2021-12-31T00:00:00Z"
