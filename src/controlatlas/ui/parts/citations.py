"""Citations as readers see them on the pages: the work, whose voice it is, what it does for an event, and where it is."""

from __future__ import annotations

from collections.abc import Iterable

from ...evidence.works import language_of_title
from ...language.dates_and_works import issued_in_words
from ...language.reader import Reader
from ...language.terms import STANCES
from ...records.model import Citation, Dataset, Source, Text, tongue
from .markup import as_html

STYLE = """
<style>
.works { list-style: none; margin: 0; padding: 0; font-size: 0.875rem; line-height: 1.45; }
.works li { margin: 0; padding: 0.5rem 0; border-top: 1px solid rgba(128, 128, 128, 0.3); overflow-wrap: anywhere; }
.works b { font-weight: 600; }
.works a { color: inherit; text-decoration-color: rgba(128, 128, 128, 0.7); text-underline-offset: 2px; }
.works small { display: block; font-size: 0.8125rem; opacity: 0.85; }
.side { display: inline-block; font-size: 0.75rem; line-height: 1.2; padding: 0.125rem 0.375rem; margin-right: 0.25rem;
  border: 1px solid rgba(128, 128, 128, 0.6); border-radius: 0.25rem; }
</style>
"""


def said_html(text: Text | None, reader: Reader) -> str:
    """HTML of a text of the dataset; what the dataset has in another language only says in which."""
    words = as_html(reader.say(text))
    if not text or tongue(text, reader.language) == reader.language:
        return words
    return f"<span lang='{as_html(tongue(text, reader.language))}'>{words}</span>"


def work_link(source: Source, reader: Reader) -> str:
    """HTML of the title of a work, in its own language, as a link if its address is known."""
    own = language_of_title(source)
    language = f" lang='{as_html(own)}'" if own else ""
    title = f"<b{language}>{as_html(source.title)}</b>"
    if not source.url:
        return title
    tip = as_html(reader.t("opens in a new tab"))
    return f"<a href='{as_html(source.url)}' target='_blank' rel='noopener' title='{tip}'>{title}</a>"


def side_badge(dataset: Dataset, source: Source, reader: Reader) -> str:
    """HTML of whose voice a work is, in full."""
    return f"<span class='side'>{as_html(reader.say(dataset.sides[source.side].names))}</span>"


def about_work(source: Source, reader: Reader, locator: str | None = None) -> str:
    """HTML of publisher, date and place in the work, and the stored copy if there is one."""
    known = [source.publisher, issued_in_words(source, reader.language), locator]
    parts = [as_html(part) for part in known if part]
    if not source.url:
        parts.append(f"<i>{as_html(reader.t('no address known'))}</i>")
    if source.archive:
        label = as_html(reader.t("archived copy"))
        parts.append(f"<a href='{as_html(source.archive)}' target='_blank' rel='noopener'>{label}</a>")
    return " · ".join(parts)


def citations_html(dataset: Dataset, citations: Iterable[Citation], reader: Reader) -> str:
    """A list of citations: title, side, what is known of the work, and what it does for the event."""
    items = []
    for citation in citations:
        source = dataset.sources[citation.source]
        supports = said_html(citation.supports, reader)
        items.append(
            f"<li>{work_link(source, reader)}<small>{side_badge(dataset, source, reader)}"
            f"{about_work(source, reader, citation.locator)}</small>"
            f"<small><b>{as_html(reader.t(STANCES[citation.stance]))}</b> {supports}</small></li>"
        )
    return f"<ul class='works'>{''.join(items)}</ul>"
