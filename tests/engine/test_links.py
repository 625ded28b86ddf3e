"""Hosts of sources and weak addresses: the vocabulary, and the survey of a dataset."""

from __future__ import annotations

import dataclasses

import pytest

from controlatlas.evidence.links import ADVICE, Host, Weak, Weakness, host_of, kind_of, survey, weaknesses_of


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.Example.org/a?b=c#d", "example.org"),
        ("http://example.org:8080/a", "example.org"),
        ("https://me:secret@example.org", "example.org"),
        ("https://en.example.org./", "en.example.org"),
        ("HTTPS://example.org", "example.org"),
        ("ftp://example.org/a", ""),
        ("", ""),
    ],
)
def test_the_host_is_read_from_an_address(address, host):
    """Case, port, login, www and a final dot do not make another host."""
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("host", "weakness"),
    [
        ("wikiwand.com", Weakness.MIRROR),
        ("wikileaks.org", None),
        ("en.wikibrief.org", Weakness.MIRROR),
        ("ru.wikipedia-on-ipfs.org", Weakness.MIRROR),
        ("db0nus869y26v.cloudfront.net", Weakness.MIRROR),
        ("www-example-org.translate.goog", Weakness.MIRROR),
        ("translate.google.com", Weakness.MIRROR),
        ("webcache.googleusercontent.com", Weakness.MIRROR),
        ("everything.explained.today", Weakness.MIRROR),
        ("proxy.university.edu", Weakness.MIRROR),
        ("docslib.org", Weakness.MIRROR),
        ("bit.ly", Weakness.SHORTENER),
        ("t.co", Weakness.SHORTENER),
        ("web.archive.org", Weakness.ARCHIVE_ONLY),
        ("archive.ph", Weakness.ARCHIVE_ONLY),
        ("menafn.com", Weakness.AGGREGATOR),
        ("x.com", Weakness.SOCIAL),
        ("m.facebook.com", Weakness.SOCIAL),
        ("somebody.livejournal.com", Weakness.SOCIAL),
        ("en.wikipedia.org", None),
        ("hy.wikisource.org", None),
        ("blog.x.com", None),
        ("about.fb.com", None),
        ("about.facebook.com", None),
        ("mirror.co.uk", None),
        ("mirrorspectator.com", None),
        ("notbit.ly.example.org", None),
        ("undocs.org", None),
        ("archive.example.org", None),
    ],
)
def test_a_host_is_weak_or_not(host, weakness):
    """Copies, shorteners, archives, collectors and social platforms are known; their namesakes are not meant."""
    assert kind_of(host) is weakness


def test_each_weakness_says_what_to_do():
    """No weakness is listed without advice."""
    assert set(ADVICE) == set(Weakness)


def changed(dataset, source, **fields):
    """The dataset with fields of one source replaced."""
    sources = {**dataset.sources, source: dataclasses.replace(dataset.sources[source], **fields)}
    return dataclasses.replace(dataset, sources=sources)


@pytest.mark.parametrize(
    ("url", "archive", "weaknesses"),
    [
        ("https://example.org/a", None, ()),
        ("http://example.org/a", None, ("http",)),
        ("http://bit.ly/a", None, ("shortener", "http")),
        (None, None, ("no-address",)),
        (None, "https://web.archive.org/web/2020/https://example.org/a", ("archive-only",)),
        ("https://web.archive.org/web/2020/https://example.org/a", None, ("archive-only",)),
        ("https://example.org/a", "https://web.archive.org/web/2020/https://example.org/a", ()),
    ],
)
def test_a_source_is_weak_or_not(two_islands, url, archive, weaknesses):
    """An address, a plain address, none, or only an archived copy; an archived copy beside the original is fine."""
    key = next(iter(two_islands.sources))
    source = changed(two_islands, key, url=url, archive=archive).sources[key]
    assert weaknesses_of(source) == weaknesses


def test_the_survey_counts_works_by_host(two_islands):
    """Hosts come with their works, the busiest first; sources without an address are weak, not hosts."""
    links = survey(two_islands)
    addressed = [source for source in two_islands.sources.values() if source.url]
    assert sum(host.works for host in links.hosts) == len(addressed)
    assert [host.works for host in links.hosts] == sorted((host.works for host in links.hosts), reverse=True)
    without = {source.id for source in two_islands.sources.values() if not source.url}
    assert {weak.record for weak in links.weak if weak.weakness == "no-address"} == without


def test_a_change_whose_support_cannot_be_opened_is_named(two_islands):
    """If no supporting work of a control change has an address, the event is named; one address is enough.

    Neither a denial nor an encyclopedia supports a change.
    """
    event = two_islands.event["first-day-transfer"]
    bare = two_islands
    for citation in event.citations:
        bare = changed(bare, citation.source, url=None, archive=None)
    named = Weak(Weakness.NO_ADDRESSED_SUPPORT, event.id)
    assert named in survey(bare).weak
    again = changed(bare, event.citations[0].source, url="https://example.org/a")
    assert named not in survey(again).weak
    assert Host("example.org", 1, ()) in survey(again).hosts
    weak = {weak.record for weak in survey(two_islands).weak if weak.weakness == "no-addressed-support"}
    assert weak == {"opening"}
