"""The parts of the page Claims: what articles said, what the check came to, and by which figures and works."""

from __future__ import annotations

import functools

import streamlit as st

from ..evidence.claims import Against, Answer, answers
from ..export.metadata import file_about
from ..history.search import stands_in
from ..language.claims import filled
from ..language.dates_and_works import day_in_words
from ..language.figures import claimed_in_words, figure_in_words, how
from ..language.reader import Reader
from ..language.terms import AGAINST, SAYS, VERDICT_MEANINGS, VERDICT_SIGNS, VERDICTS
from ..records.model import Dataset, Verdict
from ..records.text import fold
from ..tables.csv import as_csv
from ..tables.rows import claim_row
from .parts.citations import STYLE as WORKS
from .parts.citations import about_work, citations_html, side_badge, work_link
from .parts.csv_button import csv_button
from .parts.filtered import nothing_left
from .parts.markdown import as_text
from .parts.markup import as_html
from .parts.navigation import page_button
from .state.datasets import OpenDataset
from .state.fields import Field, Fields
from .state.reader import current_reader
from .state.view import go

_STYLE = """
<style>
.verdicts { display: grid; grid-template-columns: auto 1fr; gap: 0.375rem 1rem; font-size: 0.875rem; margin: 0; }
.verdicts dt { font-weight: 600; white-space: nowrap; }
.verdicts dd { margin: 0; }
.verdict-word { display: inline-flex; align-items: center; gap: 0.375rem; font-weight: 600; font-size: 0.875rem;
  border: 1.5px solid currentColor; border-radius: 0.25rem; padding: 0.125rem 0.5rem; }
.claim { line-height: 1.55; }
.claim blockquote { font-size: 1.125rem; line-height: 1.45; margin: 0 0 0.5rem; padding: 0 0 0 0.875rem; border: 0;
  border-left: 3px solid rgba(128, 128, 128, 0.6); }
.article { font-size: 1.25rem !important; margin: 0.75rem 0 0.25rem; padding: 0 !important; }
.article a { color: inherit; text-underline-offset: 3px; }
.from { font-size: 0.8125rem; opacity: 0.9; margin: 0; }
.claim .verdict { font-size: 1rem; margin: 0 0 0.5rem; }
.claim .verdict small { font-size: 0.875rem; font-weight: 400; margin-left: 0.5rem; }
.claim p { margin: 0.5rem 0; }
.claim h4 { font-size: 0.875rem; font-weight: 600; margin: 0.75rem 0 0; padding: 0; }
.figures { border-collapse: collapse; font-size: 0.875rem; width: 100%; }
.figures th, .figures td { border: 0; border-top: 1px solid rgba(128, 128, 128, 0.3); text-align: left; vertical-align: top;
  padding: 0.375rem 0.75rem 0.375rem 0; font-weight: 400; }
.figures thead th { font-size: 0.75rem; opacity: 0.85; border-top: 0; }
.figures td:first-child { font-weight: 600; }
@media (max-width: 40rem) { .figures td:last-child { overflow-wrap: anywhere; hyphens: auto } .figures th:last-child { width: 42% } }
.figures small { display: block; opacity: 0.9; font-size: 0.8125rem; }
@media (max-width: 640px) { .verdicts { grid-template-columns: 1fr; } .verdicts dd { margin-bottom: 0.375rem; } }
</style>
"""


def all_claims(atlas: OpenDataset) -> None:
    """The claims, by verdict if one is chosen, each with its answer."""
    reader = current_reader(atlas)
    t, dataset = reader.t, atlas.dataset
    found = _answers(dataset)
    if not found:
        st.info(t("This dataset holds no claims."), icon=":material/info:")
        return
    verdicts = [verdict.value for verdict in Verdict if any(it.claim.verdict is verdict for it in found)]
    against = [it.value for it in Against if any(it in answer.against for answer in found)]
    fields = Fields("claims", (Field("verdict", verdicts), Field("against", against), Field("q")), t)
    st.html(_STYLE + WORKS)
    st.markdown(
        t(
            "Each claim is told in our words, with the source that makes it. Figures are computed from the map when the page opens; the verdict may not contradict them."
        )
    )
    with st.expander(t("What the verdicts mean")):
        st.html(_definitions(reader))
    st.segmented_control(
        t("Verdict"),
        verdicts,
        key=fields.key("verdict"),
        format_func=lambda key: (
            f"{VERDICT_SIGNS[Verdict(key)]} {t(VERDICTS[Verdict(key)])} · {_count(found, Verdict(key))}"
        ),
    )
    if against:
        st.segmented_control(
            t("Contradicted by"),
            against,
            key=fields.key("against"),
            format_func=lambda key: f"{t(AGAINST[Against(key)])} · {_count(found, Against(key))}",
        )
    st.text_input(t("Words"), key=fields.key("q"), placeholder=t("In statement, answer or article"))
    kept = fields.keep()
    shown = [
        it
        for it in found
        if kept["verdict"] in (None, it.claim.verdict.value)
        and kept["against"] in (None, *it.against)
        and _says(dataset, it, kept["q"] or "")
    ]
    if not shown:
        nothing_left(fields, t)
    for article in dict.fromkeys(it.claim.source for it in shown):
        _article(dataset, article, reader)
        for it in shown:
            if it.claim.source == article:
                _claim(atlas, it, reader)
    rows = [_flat(claim_row(dataset, it)) for it in found]
    csv_button(
        t("Download all claims (CSV)"),
        as_csv(rows),
        file_about(dataset, "claims"),
        on_click="ignore",
    )


def _count(found: tuple[Answer, ...], what: Verdict | Against) -> int:
    """How many have a verdict, or are contradicted by something."""
    return sum(what in (it.claim.verdict, *it.against) for it in found)


def _says(dataset: Dataset, found: Answer, text: str) -> bool:
    """Whether each of some words stands in a claim, its answer or its article, in any language, or by another name of a place."""
    claim, source = found.claim, dataset.sources[found.claim.source]
    texts = (claim.statement, claim.reasoning, claim.wording or {})
    said = fold(
        " ".join((source.title, source.publisher or "", *(it for text in texts for it in text.values())))
    )
    return stands_in(dataset, text, said)


def _article(dataset: Dataset, key: str, reader: Reader) -> None:
    """The article that the claims under it are from."""
    source = dataset.sources[key]
    st.html(
        f"<h2 class='article'>{work_link(source, reader)}</h2>"
        f"<p class='from'>{side_badge(dataset, source, reader)}{about_work(source, reader)}</p>"
    )


def _claim(atlas: OpenDataset, found: Answer, reader: Reader) -> None:
    claim, t = found.claim, reader.t
    with st.container(border=True, key=f"claim-{claim.id}"):
        st.html(_claim_html(atlas.dataset, found, reader))
        with st.expander(t("Sources ({n})", n=t.number(len(claim.citations)))):
            st.html(WORKS + citations_html(atlas.dataset, claim.citations, reader))
        if claim.day is not None:
            label = t("Show {day} on the map", day=as_text(day_in_words(claim.day, reader.language)))
            place = next((key for key in claim.places if key in atlas.dataset.places), None)
            page_button(
                label,
                "map",
                key=f"claim:map:{claim.id}",
                icon=":material/map:",
                prepare=functools.partial(go, atlas, day=claim.day, selection=place),
            )


def _claim_html(dataset: Dataset, found: Answer, reader: Reader) -> str:
    t, claim = reader.t, found.claim
    verdict = f"<span aria-hidden='true'>{VERDICT_SIGNS[claim.verdict]}</span> {as_html(t(VERDICTS[claim.verdict]))}"
    against = t.listed([t(AGAINST[it]) for it in found.against])
    contradicted = t(SAYS, name=t("Contradicted by"), state=against) if against else ""
    parts = [
        f"<h3 id='claim-{as_html(claim.id)}' class='verdict'><span class='verdict-word'>{verdict}</span> "
        f"<small>{as_html(contradicted)}</small></h3>",
        f"<blockquote>{as_html(reader.say(claim.statement))}</blockquote>",
        f"<p>{as_html(filled(found, claim.reasoning, reader.language))}</p>",
    ]
    if claim.wording:
        wording = as_html(filled(found, claim.wording, reader.language))
        title = as_html(t("Suggested wording"))
        parts.append(f"<h4>{title}</h4><p>{wording}</p>")
    if found.figures:
        title = as_html(t("Figures"))
        parts.append(f"<h4>{title}</h4>{_figures(dataset, found, reader)}")
    return f"<article class='claim'>{''.join(parts)}</article>"


def _figures(dataset: Dataset, found: Answer, reader: Reader) -> str:
    t = reader.t
    rows = []
    for figure in found.figures:
        agrees = {True: t("agrees"), False: t("does not agree"), None: ""}[figure.agrees]
        rows.append(
            f"<tr><td>{as_html(figure_in_words(figure, reader.language))}</td>"
            f"<td>{as_html(claimed_in_words(figure.check, reader.language) or '–')}<small>{as_html(agrees)}</small></td>"
            f"<td><small>{as_html(how(dataset, figure.check, reader.language))}</small></td></tr>"
        )
    heads = "".join(
        f"<th scope='col'>{as_html(text)}</th>"
        for text in (t("Computed here"), t.in_context("in an article", "As claimed"), t("How"))
    )
    return f"<table class='figures'><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _definitions(reader: Reader) -> str:
    rows = [
        f"<dt><span aria-hidden='true'>{VERDICT_SIGNS[verdict]}</span> {as_html(reader.t(VERDICTS[verdict]))}</dt>"
        f"<dd>{as_html(reader.t(VERDICT_MEANINGS[verdict]))}</dd>"
        for verdict in Verdict
    ]
    return f"<dl class='verdicts'>{''.join(rows)}</dl>"


def _flat(row: dict[str, object]) -> dict[str, object]:
    """A row for a file of plain columns: figures and works in a cell each."""
    figures = row.pop("figures")
    works = row.pop("citations")
    assert isinstance(figures, list)
    assert isinstance(works, list)
    return {
        **row,
        "figures": "; ".join(map(_figure_flat, figures)),
        "works": " ".join(work["source"] for work in works),
    }


def _figure_flat(figure: dict[str, object]) -> str:
    claimed = f" (claimed: {figure['claimed']})" if figure["claimed"] else ""
    return f"{figure['figure']}: {figure['words']}{claimed}"


@functools.lru_cache(maxsize=8)
def _answers(dataset: Dataset) -> tuple[Answer, ...]:
    return answers(dataset)
