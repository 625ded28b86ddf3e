"""Questions about land that a dataset asks: the answers of this map, what they assume, and published figures."""

from __future__ import annotations

import streamlit as st

from ...language.catalogue import Translator
from ...language.dates_and_works import day_in_words, days_in_words, one_line
from ...language.figures import km2_in_words, number_in_words
from ...language.terms import LENS_MEANINGS
from ...measure.land_questions import LandAnswer, land_answers
from ...records.model import Dataset, LandQuestion, Lens, PublishedShare, Text, say
from ..parts.markup import as_html
from ..state.address import View

_STYLE = """
<style>
.land-question { font-size: 0.875rem; line-height: 1.4; }
h3.land-question { font-size: 1.25rem; font-weight: 600; margin: 0; padding: 1.25rem 0 0; }
[class*=st-key-land-question] { max-width: 1500px; }
[class*=st-key-land-question] [data-testid=stColumn] { min-width: min(100%, 23rem); }
.land-question a { color: inherit; }
.land-question table { width: 100%; border-collapse: collapse; }
.land-question caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
.land-question th, .land-question td { border: 0; border-top: 1px solid rgba(128, 128, 128, 0.35); text-align: left;
  padding: 0.375rem 0.75rem 0.375rem 0; vertical-align: top; font-weight: 400; }
.land-question .answer th, .land-question .answer td:not(:first-child) { text-align: right; padding-right: 0;
  padding-left: 0.75rem; font-variant-numeric: tabular-nums; }
.land-question .answer th:first-child { text-align: left; padding-left: 0; }
.land-question thead th { font-size: 0.75rem; opacity: 0.75; border-top: 0; }
.land-question tbody th[colspan] { font-size: 0.75rem; opacity: 0.75; padding-top: 0.625rem; border-top: 0; }
.land-question strong { font-size: 1.125rem; white-space: nowrap; }
.land-question small { display: block; font-size: 0.8125rem; opacity: 0.8; }
.land-question p { margin: 0.5rem 0 0; font-size: 0.8125rem; opacity: 0.85; }
</style>
"""


def land_questions(dataset: Dataset, view: View, t: Translator) -> None:
    """Each question of the dataset, answered for the day that the map shows."""
    if dataset.land_questions:
        st.html(_STYLE)
    for question in dataset.land_questions:
        with st.container(key=f"land-question-{question.id}"):
            st.html(f"<h3 class='land-question'>{_text(question.text, t)}</h3>")
            ours, others = st.columns([2, 3], gap="large")
            answers = land_answers(dataset, question, view.day, view.lens)
            ours.html(
                f"<div class='land-question'>{_answers(question, answers, view, t)}"
                f"{_assumptions(dataset, question, answers, view.lens, t)}</div>"
            )
            if question.published:  # apart, because it stays the same while the day moves
                others.html(f"<div class='land-question'>{_published(dataset, question, t)}</div>")


def _answers(question: LandQuestion, answers: tuple[LandAnswer, ...], view: View, t: Translator) -> str:
    period = days_in_words(question.start, question.end, t.language)
    rows = "".join(
        f"<tr><th scope='row'>{_text(answer.count.names, t)}</th>"
        f"<td><strong>{t.percent(answer.percent)}</strong><small>{km2_in_words(answer.land.outside, t)}</small></td>"
        f"<td><strong>{_between(answer.least, answer.most, t)}</strong></td></tr>"
        for answer in answers
    )
    title = t("Measured on this map")
    return (
        f"<table class='answer'><caption>{title}</caption><thead><tr><td></td>"
        f"<th scope='col'>{day_in_words(view.day, t.language)}</th><th scope='col'>{period}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _assumptions(
    dataset: Dataset, question: LandQuestion, answers: tuple[LandAnswer, ...], lens: Lens, t: Translator
) -> str:
    actor = _text(dataset.actors[question.actor].names, t)
    parts = [
        t(
            "Of {km2} km², the area of {whole} as stated by {works}.",
            km2=t.number(question.km2),
            whole=_text(question.whole, t),
            works=_works(dataset, question.sources, t),
        ),
        t(
            "Counted is land of the map that is under another control than that of {actor}; what the map does not "
            "show counts as under it.",
            actor=actor,
        )
        + " "
        + t(LENS_MEANINGS[lens]),
        *(_contested(actor, answer, t) for answer in answers),
        _text(question.note, t),
    ]
    return "".join(f"<p>{part}</p>" for part in parts if part)


def _contested(actor: str, answer: LandAnswer, t: Translator) -> str:
    """How much of a count rests on land that is contested, if any."""
    land, said = answer.land, []
    if land.contested:
        said.append(t("{n} km² of what is counted are contested", n=number_in_words(land.contested, t)))
    if land.inside:
        said.append(
            t(
                "{n} km² are contested under {actor} and not counted",
                n=number_in_words(land.inside, t),
                actor=actor,
            )
        )
    if not said:
        return ""
    return t("{count}: on this day {what}.", count=_text(answer.count.names, t), what=t.listed(said))


def _published(dataset: Dataset, question: LandQuestion, t: Translator) -> str:
    """What others say, below the count with which it can be compared."""
    rows = []
    for key, name in (
        *((count.id, _text(count.names, t)) for count in question.counts),
        (None, t("Other counts")),
    ):
        shares = [share for share in question.published if share.count == key]
        if shares:
            rows.append(f"<tr><th colspan='2' scope='rowgroup'>{name}</th></tr>")
            rows.extend(_published_row(dataset, share, t) for share in shares)
    title = t("Published figures")
    return f"<table><caption>{title}</caption><tbody>{''.join(rows)}</tbody></table>"


def _published_row(dataset: Dataset, share: PublishedShare, t: Translator) -> str:
    digits = 0 if share.percent == round(share.percent) else 1
    return (
        f"<tr><td><strong>{t.percent(share.percent, digits)}</strong></td><td>{_text(share.by, t)}"
        f"<small>{_text(share.how, t)} {_works(dataset, share.sources, t)}</small></td></tr>"
    )


def _works(dataset: Dataset, sources: tuple[str, ...], t: Translator) -> str:
    """The works by publisher, each with its address, and in full where the pointer rests."""
    found = []
    for source in (dataset.sources[key] for key in sources):
        whole = as_html(one_line(source, t.language))
        name = as_html(source.publisher or source.title)
        if source.url:
            url = as_html(source.url)
            found.append(f"<a href='{url}' title='{whole}' target='_blank' rel='noopener'>{name}</a>")
        else:
            found.append(f"<span title='{whole}'>{as_html(source.title)}</span>")
    return t.listed(found)


def _between(least: float, most: float, t: Translator) -> str:
    low, high = t.percent(least), t.percent(most)
    return low if low == high else f"{low}–{high}"


def _text(text: Text | None, t: Translator) -> str:
    return as_html(say(text, t.language))
