"""Where the works of a dataset can be read: the hosts of their addresses, and the addresses that are weak."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..records.model import Dataset, Event, Source
from .weigh import SUPPORT


class Weakness(enum.StrEnum):
    """What is weak about an address, worst first."""

    MIRROR = "mirror"
    SHORTENER = "shortener"
    ARCHIVE_ONLY = "archive-only"
    AGGREGATOR = "aggregator"
    SOCIAL = "social"
    HTTP = "http"
    NO_ADDRESS = "no-address"
    NO_ADDRESSED_SUPPORT = "no-addressed-support"


ADVICE: Mapping[Weakness, str] = {
    Weakness.MIRROR: "somebody else's copy; give the publisher's own address, or none",
    Weakness.SHORTENER: "hides where it leads; give the address behind it",
    Weakness.ARCHIVE_ONLY: "an archived copy without the original; add the original as URL",
    Weakness.AGGREGATOR: "a collector's copy of another outlet's text; give the outlet's own address",
    Weakness.SOCIAL: "a post, which its author can delete or edit; add an archived copy or a publication",
    Weakness.HTTP: "not encrypted; write https if the publisher offers it",
    Weakness.NO_ADDRESS: "cannot be opened by the reader; add an address once it is known",
    Weakness.NO_ADDRESSED_SUPPORT: "no work behind this control change can be opened; cite one with an address",
}
"""What each weakness means for the reader, and what to do."""

_COPIES = frozenset({
    "12ft.io", "alchetron.com", "cloudfront.net", "dic.academic.ru", "docslib.org", "documents.pub",
    "dokumen.pub", "en-academic.com", "everything.explained.today", "iiab.me", "infogalactic.com",
    "ipfs.io", "jina.ai", "kiwix.org", "libgen.is", "scribd.com", "translate.goog", "vdocument.in",
    "vdocuments.mx", "webcache.googleusercontent.com", "zlibrary.cc",
})  # fmt: skip
_WIKIMEDIA = frozenset({
    "mediawiki.org", "wikibooks.org", "wikidata.org", "wikimedia.org", "wikinews.org", "wikipedia.org",
    "wikiquote.org", "wikisource.org", "wikiversity.org", "wikivoyage.org", "wiktionary.org",
})  # fmt: skip
_WIKIS = frozenset({"fandom.com", "openstreetmap.org", "wikileaks.org", "wikimapia.org"})
"""Wikis and the like that are no copies of another one."""

_PROXIES = frozenset({"cache", "mirrors", "proxy", "translate", "webcache"})
_ARCHIVES = frozenset({
    "archive.fo", "archive.is", "archive.li", "archive.org", "archive.ph", "archive.today", "archive.vn",
    "ghostarchive.org", "perma.cc", "webcitation.org",
})  # fmt: skip
_SHORTENERS = frozenset({
    "bit.ly", "buff.ly", "clck.ru", "cutt.ly", "dlvr.it", "fb.me", "goo.gl", "is.gd", "lnkd.in", "ow.ly",
    "rb.gy", "shorturl.at", "t.co", "t.ly", "tinyurl.com", "trib.al", "vk.cc", "youtu.be",
})  # fmt: skip
_AGGREGATORS = frozenset({
    "flipboard.com", "headtopics.com", "menafn.com", "msn.com", "news.google.com", "news.yahoo.com",
    "newsbreak.com", "oananews.org", "pressreader.com", "urdupoint.com",
})  # fmt: skip
_PLATFORMS = frozenset({
    "blogspot.com", "facebook.com", "instagram.com", "linkedin.com", "livejournal.com", "ok.ru",
    "reddit.com", "t.me", "telegram.me", "threads.net", "tiktok.com", "tumblr.com", "twitter.com",
    "vk.com", "wordpress.com", "x.com", "youtube.com",
})  # fmt: skip
_OWN_PAGES = frozenset({"about", "blog", "engineering", "help", "newsroom", "transparency"})
"""Under these names a platform speaks for itself."""

_ADDRESS = re.compile(r"(https?)://(?:[^/?#@]*@)?([^/?#:]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Weak:
    """One weak address: of a source (``url`` is empty if it has none) or, for a control change, of its event."""

    weakness: Weakness
    record: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Host:
    """A host with the number of works that are read there, and what is weak about each link to it."""

    name: str
    works: int
    weaknesses: tuple[Weakness, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """All hosts of a dataset, the busiest first, and all weak addresses, the worst first."""

    hosts: tuple[Host, ...]
    weak: tuple[Weak, ...]


def survey(dataset: Dataset) -> Links:
    """Where the works of a dataset can be read, and which addresses are weak.

    Weak is advice, not a mistake: a work without an address may be the best there is.
    """
    works: dict[str, list[Source]] = {}
    for source in dataset.sources.values():
        if source.url:
            works.setdefault(host_of(source.url), []).append(source)
    hosts = [
        Host(name, len(found), tuple(w for w in Weakness if any(w in weaknesses_of(s) for s in found)))
        for name, found in works.items()
    ]
    weak = [*_weak_sources(dataset), *_unopened_changes(dataset)]
    order = list(Weakness)
    return Links(
        tuple(sorted(hosts, key=lambda host: (-host.works, host.name))),
        tuple(sorted(weak, key=lambda item: (order.index(item.weakness), item.record))),
    )


def host_of(address: str) -> str:
    """The host of a web address in lower case, without ``www.``; empty if it is none."""
    match = _ADDRESS.match(address)
    return match[2].lower().rstrip(".").removeprefix("www.") if match else ""


def weaknesses_of(source: Source) -> tuple[Weakness, ...]:
    """What is weak about where a work can be read, worst first."""
    if not source.url:
        return (Weakness.ARCHIVE_ONLY if source.archive else Weakness.NO_ADDRESS,)
    found = kind_of(host_of(source.url))
    plain = source.url.lower().startswith("http:")
    return (*((found,) if found else ()), *((Weakness.HTTP,) if plain else ()))


def kind_of(host: str) -> Weakness | None:
    """The weakness that every address at a host has, if there is one."""
    labels = host.split(".")
    first = labels[0] if len(labels) > 2 else ""
    if (
        _under(host, _COPIES)
        or first in _PROXIES
        or ("wiki" in host and not _under(host, _WIKIMEDIA | _WIKIS))
    ):
        return Weakness.MIRROR
    if _under(host, _SHORTENERS):
        return Weakness.SHORTENER
    if _under(host, _ARCHIVES):
        return Weakness.ARCHIVE_ONLY
    if _under(host, _AGGREGATORS):
        return Weakness.AGGREGATOR
    if _under(host, _PLATFORMS) and first not in _OWN_PAGES:
        return Weakness.SOCIAL
    return None


def _under(host: str, names: frozenset[str]) -> bool:
    """Whether a host is one of the names or lies under one."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in names for start in range(len(labels)))


def _weak_sources(dataset: Dataset) -> Iterator[Weak]:
    for source in dataset.sources.values():
        for weakness in weaknesses_of(source):
            yield Weak(weakness, source.id, source.url or source.archive or "")


def _unopened_changes(dataset: Dataset) -> Iterator[Weak]:
    for event in dataset.events:
        if event.changes and not any(source.url or source.archive for source in _supporting(dataset, event)):
            yield Weak(Weakness.NO_ADDRESSED_SUPPORT, event.id)


def _supporting(dataset: Dataset, event: Event) -> Iterator[Source]:
    """The works that support an event: those that do not deny it, of sides that count as a voice."""
    for citation in event.citations:
        source = dataset.sources[citation.source]
        if citation.stance in SUPPORT and dataset.sides[source.side].independent:
            yield source
