"""One event on a page: what happened, what changes, what is disputed, on whose word, and the way to the map."""

from __future__ import annotations

import streamlit as st

from ...evidence.weigh import weigh
from ...language.accounts import account_in_words, change_in_words
from ...language.dates_and_works import when_in_words
from ...language.evidence import evidence_in_words
from ...language.reader import Reader
from ...language.terms import CONFIDENCE_MEANING, CONFIDENCES, REASONS_COUNTED
from ...records.model import Change, Dataset, Event
from ...style.families import FAMILIES_CSS
from ..state.datasets import OpenDataset
from ..state.reader import current_reader
from ..state.view import go
from .citations import STYLE as WORKS
from .citations import citations_html
from .markup import as_html
from .navigation import page_button

STYLE = (
    WORKS
    + f"<style>{FAMILIES_CSS}</style>"
    + """
<style>
.event { font-size: 0.9375rem; line-height: 1.5; }
.event .meta { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: center; font-size: 0.8125rem;
  opacity: 0.85; }
.event .family { margin-right: 0.375rem; vertical-align: -0.0625rem; }
.event h3 { font-size: 1.25rem; font-weight: 600; line-height: 1.3; margin: 0.25rem 0; padding: 0; }
.event h4 { font-size: 0.875rem; font-weight: 600; margin: 1rem 0 0.25rem; padding: 0; }
.event p { margin: 0.25rem 0; }
.event .fine { font-size: 0.8125rem; opacity: 0.85; }
.event .note { border-left: 3px solid rgba(128, 128, 128, 0.6); padding-left: 0.75rem; font-size: 0.875rem; }
.event .none { opacity: 0.8; }
</style>
"""
)


def event_card(atlas: OpenDataset, event: Event, *, key: str) -> None:
    """The card of an event with a button that opens the map on its day; ``key`` tells the button from others."""
    reader = current_reader(atlas)
    st.html(STYLE + event_html(atlas.dataset, event, reader))
    page_button(
        reader.t("Show on the map"),
        "map",
        key=f"{key}:map:{event.id}",
        icon=":material/map:",
        prepare=lambda: go(atlas, day=event.when.latest, selection=event.id),
    )


def event_html(dataset: Dataset, event: Event, reader: Reader) -> str:
    """The card as HTML; everything that the dataset says is escaped."""
    t, kind = reader.t, dataset.kinds[event.kind]
    meta = (
        f"<span><i class='family family-{as_html(kind.family)}'></i>{as_html(reader.say(kind.names))}</span>"
        f"<span>{as_html(when_in_words(event, reader.language))}</span>"
    )
    parts = [
        f"<p class='meta'>{meta}</p><h3>{as_html(reader.say(event.title))}</h3>",
        f"<p>{as_html(reader.say(event.summary))}</p>",
        _section(
            t("What changes"), "".join(_change(dataset, event, change, reader) for change in event.changes)
        ),
        _section(t("What is disputed"), _paragraph(reader.say(event.dispute))),
        _section(
            t("Other accounts"),
            "".join(_paragraph(account_in_words(other, reader)) for other in event.alternatives),
        ),
        _section(t("Who says so"), _evidence(dataset, event, reader)),
        _section(t("Sources"), citations_html(dataset, event.citations, reader)),
    ]
    return f"<article class='event'>{''.join(parts)}</article>"


def _evidence(dataset: Dataset, event: Event, reader: Reader) -> str:
    confidence = reader.t("Confidence: {level}.", level=reader.t(CONFIDENCES[event.confidence]))
    said = f"<p><b>{as_html(confidence)}</b> {as_html(evidence_in_words(dataset, event, reader))}</p>"
    if event.confidence == "high" and weigh(dataset, event).reason not in REASONS_COUNTED:
        said += f"<p class='fine'>{as_html(reader.t(CONFIDENCE_MEANING))}</p>"
    return said + (_paragraph(reader.say(event.one_sided)) if event.one_sided else "")


def _change(dataset: Dataset, event: Event, change: Change, reader: Reader) -> str:
    places = ", ".join(reader.place(dataset, key) for key in change.places)
    before, after = change_in_words(dataset, event, change, reader)
    spared = ", ".join(reader.place(dataset, key) for key in change.except_)
    but = f" ({reader.t('not: {places}', places=spared)})" if spared else ""
    state = f"{before} → {after}" if before else after
    return f"<p><b>{as_html(state)}</b><br>{as_html(places + but)}</p>"


def _section(title: str, body: str) -> str:
    return f"<h4>{as_html(title)}</h4>{body}" if body else ""


def _paragraph(text: str) -> str:
    return f"<p class='note'>{as_html(text)}</p>" if text else ""
