"""A list of events as a page to print: one document that needs no network, each event with its works."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ..language.catalogue import translator
from ..language.dates_and_works import cite_dataset, one_line, when_in_words
from ..language.naming import Naming
from ..language.terms import CONFIDENCES, SAYS, STANCES, state_in_words
from ..records.model import Change, Dataset, Event, Text, say

_STYLE = """
@page { margin: 18mm 16mm; }
body { font: 11pt/1.45 Charter, Georgia, "Liberation Serif", serif; color: #111; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 4pt; }
h2 { font-size: 12pt; margin: 14pt 0 2pt; break-after: avoid; }
p { margin: 2pt 0; }
.meta { font: 9pt/1.4 "Liberation Sans", Arial, sans-serif; color: #444; }
ul { margin: 2pt 0; padding-left: 14pt; font-size: 9pt; overflow-wrap: anywhere; }
article { break-inside: avoid-page; border-top: 0.5pt solid #999; }
footer { border-top: 1pt solid #111; margin-top: 18pt; padding-top: 6pt; font-size: 9pt; }
"""


def printable(dataset: Dataset, events: Iterable[Event], *, language: str, names: str, chosen: str) -> str:
    """The page as HTML. ``chosen`` says in words which events these are; everything from the dataset is escaped."""
    t, naming = translator(language), Naming.of(dataset, language, names)
    listed = list(events)
    title = say(dataset.titles, language)
    head = (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head>"
    )
    count = t.plural("{n} event", "{n} events", len(listed))
    body = "".join(_event(dataset, event, naming) for event in listed)
    return (
        f"{head}<body><header><h1>{escape(title)}</h1><p class='meta'>{escape(count)} · {escape(chosen)}</p></header>"
        f"<main>{body}</main><footer><p>{escape(cite_dataset(dataset, language))}</p>"
        f"<p>{escape(say(dataset.disclaimer, language))}</p></footer></body></html>\n"
    )


def _event(dataset: Dataset, event: Event, naming: Naming) -> str:
    language = naming.language
    t = translator(language)

    def told(text: Text | None) -> str:
        return escape(say(text, language))

    kind = told(dataset.kinds[event.kind].names)
    confidence = t("Confidence: {level}.", level=t(CONFIDENCES[event.confidence]))
    parts = [
        f"<h2>{told(event.title)}</h2>",
        f"<p class='meta'>{escape(when_in_words(event, language))} · {kind} · {escape(confidence)}</p>",
        f"<p>{told(event.summary)}</p>",
        *(f"<p>{escape(_change(dataset, event, change, naming))}</p>" for change in event.changes),
    ]
    if event.dispute:
        parts.append(
            f"<p><b>{escape(t(SAYS, name=t('What is disputed'), state=''))}</b>{told(event.dispute)}</p>"
        )
    works = []
    for citation in event.citations:
        source = dataset.sources[citation.source]
        side = told(dataset.sides[source.side].names)
        works.append(
            f"<li>{escape(one_line(source, language))} [{side}; {escape(t(STANCES[citation.stance]))}]</li>"
        )
    return f"<article>{''.join(parts)}<ul>{''.join(works)}</ul></article>"


def _change(dataset: Dataset, event: Event, change: Change, naming: Naming) -> str:
    """What a change gives to whom."""
    places = [
        naming.full(dataset.places[key].names)
        if key in dataset.places
        else say(dataset.groups[key].names, naming.language)
        for key in change.places
    ]
    actor = say(dataset.actors[change.to].names_on(event.when.latest), naming.language)
    t = translator(naming.language)
    return t(SAYS, name=state_in_words(actor, change.standing, t), state=", ".join(places))
