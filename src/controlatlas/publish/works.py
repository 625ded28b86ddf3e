"""Works and citations as templates show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from ..evidence.works import author_of, language_of_title
from ..language.catalogue import name_of_language
from ..language.dates_and_works import issued_in_words
from ..language.reader import Reader
from ..language.terms import STANCES, TYPES_OF_WORK
from ..records.model import Citation, Dataset, Source, tongue
from .paths import source_path


def work_row(dataset: Dataset, source: Source, reader: Reader, locator: str | None = None) -> dict[str, Any]:
    """A work in short: title in its own language, the page of it, whose voice it is, publisher and date."""
    known = (source.publisher, issued_in_words(source, reader.language), locator)
    return {
        "title": source.title,
        "lang": other_than(reader, language_of_title(source)),
        "path": source_path(source.id),
        "side": reader.say(dataset.sides[source.side].names),
        "about": " · ".join(part for part in known if part),
    }


def citation_rows(dataset: Dataset, citations: Iterable[Citation], reader: Reader) -> list[dict[str, Any]]:
    """Citations: the work, where it can be read, and what it does for the event."""
    rows = []
    for it in citations:
        source = dataset.sources[it.source]
        rows.append(
            {
                **work_row(dataset, source, reader, it.locator),
                "url": source.url,
                "host": host_of(source),
                "archive": source.archive,
                "stance": reader.t(STANCES[it.stance]),
                **supports_row(it, reader),
            }
        )
    return rows


def host_of(source: Source) -> str:
    """Where a work is read, in short; empty if it has no address."""
    return (urlsplit(source.url or "").hostname or "").removeprefix("www.")


def supports_row(citation: Citation, reader: Reader) -> dict[str, str]:
    """What a citation says, and its language if that is not the reader's."""
    text = citation.supports
    return {
        "supports": reader.say(text),
        "supports_lang": other_than(reader, tongue(text, reader.language)) if text else "",
    }


def other_than(reader: Reader, language: str | None) -> str:
    """The language of a text if it is not the reader's, for the page to say so; empty where nobody knows."""
    return language if language and language != reader.language else ""


def kind_of_work(source: Source, reader: Reader) -> str:
    """What sort of work it is, in which language, and by whom where that is known."""
    kind = str(source.csl.get("type"))
    language = name_of_language(source.language, reader.language) if source.language else ""
    author = author_of(source)
    parts = (reader.t(TYPES_OF_WORK.get(kind, kind)), language, author if author != source.publisher else "")
    return " · ".join(part for part in parts if part)
