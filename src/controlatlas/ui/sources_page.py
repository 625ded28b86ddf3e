"""The parts of the page Sources: filters, the list of works with what rests on each, files of references, the balance."""

from __future__ import annotations

import functools

import streamlit as st

from ..evidence.bibliography import as_bibtex, as_csl_json, as_ris, cite_dataset_in, reference
from ..evidence.works import Support, WorkFilter, author_of, matching_works, parties, supports, year_of
from ..export.metadata import file_about
from ..language.catalogue import Translator, mark, name_of_language
from ..language.dates_and_works import cite_dataset, when_in_words
from ..language.evidence import support_in_words
from ..language.reader import Reader
from ..language.terms import SAYS, STANCES, TYPES_OF_WORK
from ..records.model import Dataset, Source
from ..tables.csv import as_csv
from ..tables.rows import work_row
from .parts.citations import STYLE as WORKS
from .parts.citations import about_work, said_html, side_badge, work_link
from .parts.copied_text import copied_text
from .parts.csv_button import csv_button
from .parts.filtered import any_of, clear_filters, nothing_left, turn_pages
from .parts.markdown import as_text
from .parts.markup import as_html
from .parts.navigation import page_button
from .sources_balance import balance
from .state.datasets import OpenDataset
from .state.fields import Field, Fields
from .state.reader import current_reader
from .state.view import go

ROWS = 25
"""How many works stand on one page of the list."""

ORDERS = {
    "used": mark("No party first"),
    "newest": mark("Newest first"),
    "oldest": mark("Oldest first"),
    "publisher": mark("By publisher"),
    "title": mark("By title"),
}

REASONS = {
    "used": mark(
        "First what speaks for no party, then what does; of each, what supports most events stands first. The order says how "
        "often a source is cited here, not how right it is."
    ),
    "newest": mark("By the date of publication; what has no date stands last."),
    "oldest": mark("By the date of publication; what has no date stands last."),
}
"""Why the sources stand in this order, where it is not plain."""

FORMS = {
    "csl": ("CSL-JSON", "json", "application/vnd.citationstyles.csl+json"),
    "bibtex": ("BibTeX", "bib", "application/x-bibtex"),
    "ris": ("RIS", "ris", "application/x-research-info-systems"),
    "apa": ("APA", "txt", "text/plain"),
    "chicago": ("Chicago", "txt", "text/plain"),
}
"""The forms of a list of works: name, ending of the file, media type."""

_STYLE = (
    WORKS
    + """
<style>
.st-key-sources-filters [data-testid=stColumn] { min-width: min(46%, 11rem); }
.st-key-sources-filters [data-testid=stColumn]:first-child { min-width: min(100%, 16rem); }
.rests { list-style: none; margin: 0; padding: 0; font-size: 0.875rem; }
.rests li { margin: 0; padding: 0.25rem 0; border-top: 1px solid rgba(128, 128, 128, 0.3); }
.work { line-height: 1.45; margin: 0; }
.work small { display: block; font-size: 0.8125rem; opacity: 0.9; }
.work a { color: inherit; text-underline-offset: 2px; }
</style>
"""
)


def all_works(atlas: OpenDataset) -> None:
    """The works with filters, what rests on each, and the list to take away."""
    reader = current_reader(atlas)
    t, dataset = reader.t, atlas.dataset
    st.html(_STYLE)
    fields = _fields(dataset, t)
    with st.container(key="sources-filters"):
        _filters(dataset, fields, reader)
    found = _found(dataset, _criteria(fields), fields["sort"])
    page = fields.page_of(len(found), ROWS)
    fields.keep()
    if not found:
        nothing_left(fields, t)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        count = t.plural("{n} source", "{n} sources", len(found))
        st.html(f"<p role='status' style='margin:0'><b>{count}</b></p>", width="content")
        clear_filters(fields, t)
    if fields["sort"] in REASONS:
        st.caption(t(REASONS[fields["sort"]]))
    for source in found[(page - 1) * ROWS : page * ROWS]:
        _work(atlas, source, reader)
    turn_pages(fields, page, len(found), ROWS)
    _take_away(dataset, found, reader)
    balance(dataset, reader)
    _cite(dataset, reader)


# ---------------------------------------------------------------- filters


def _fields(dataset: Dataset, t: Translator) -> Fields:
    works = dataset.sources.values()
    return Fields(
        "sources",
        (
            Field("q"),
            Field("side", list(dataset.sides), many=True),
            Field("type", sorted({str(it.csl.get("type")) for it in works}), many=True),
            Field("wl", sorted({it.language for it in works if it.language}), many=True),
            Field("publisher", _publishers(dataset), default=None),
            Field("since", _years(dataset)),
            Field("until", _years(dataset)),
            Field("sort", list(ORDERS), default="used"),
            Field("page", default="1"),
        ),
        t,
    )


def _filters(dataset: Dataset, fields: Fields, reader: Reader) -> None:
    t, first = reader.t, fields.first_page
    text, since, until, order = st.columns([4, 2, 2, 3], vertical_alignment="bottom")
    text.text_input(
        t("Words"), key=fields.key("q"), placeholder=t("In title, author or publisher"), on_change=first
    )
    years = _years(dataset)
    since.selectbox(
        t("From year"), years, key=fields.key("since"), placeholder=t("Any"), index=None, on_change=first
    )
    until.selectbox(
        t("To year"), years, key=fields.key("until"), placeholder=t("Any"), index=None, on_change=first
    )
    order.selectbox(
        t("Order"),
        list(ORDERS),
        key=fields.key("sort"),
        format_func=lambda key: t(ORDERS[key]),
        on_change=first,
    )
    side, kind, language, publisher = st.columns(4)
    sides = {key: reader.say(it.names) for key, it in dataset.sides.items()}
    any_of(side, fields, "side", t("Side"), sides.__getitem__, t)
    any_of(kind, fields, "type", t("Type"), lambda key: t(TYPES_OF_WORK.get(key, key)), t)
    any_of(language, fields, "wl", t("Language"), lambda tag: name_of_language(tag, reader.language), t)
    publisher.selectbox(
        t("Publisher"),
        _publishers(dataset),
        key=fields.key("publisher"),
        filter_mode="contains",
        index=None,
        placeholder=t("Any"),
        on_change=first,
    )


def _criteria(fields: Fields) -> WorkFilter:
    return WorkFilter(
        sides=tuple(fields["side"]),
        types=tuple(fields["type"]),
        languages=tuple(fields["wl"]),
        publishers=(fields["publisher"],) if fields["publisher"] else (),
        first=int(fields["since"]) if fields["since"] else None,
        last=int(fields["until"]) if fields["until"] else None,
        text=fields["q"] or "",
    )


@functools.lru_cache(maxsize=8)
def _publishers(dataset: Dataset) -> list[str]:
    return sorted({it.publisher for it in dataset.sources.values() if it.publisher}, key=str.casefold)


@functools.lru_cache(maxsize=8)
def _years(dataset: Dataset) -> list[str]:
    return [
        str(year)
        for year in sorted({year_of(it) or 0 for it in dataset.sources.values()} - {0}, reverse=True)
    ]


@functools.lru_cache(maxsize=64)
def _found(dataset: Dataset, criteria: WorkFilter, order: str) -> tuple[Source, ...]:
    rests, own = supports(dataset), parties(dataset)
    keys = {
        "used": lambda it: (
            it.side in own,
            -rests[it.id].supported,
            -rests[it.id].count,
            it.title.casefold(),
        ),
        "newest": lambda it: (it.issued is None, *_reversed(it.issued)),
        "oldest": lambda it: (it.issued is None, it.issued or ""),
        "publisher": lambda it: ((it.publisher or "~").casefold(), it.issued or ""),
        "title": lambda it: it.title.casefold(),
    }
    return tuple(sorted(matching_works(dataset, criteria), key=keys[order]))


def _reversed(issued: str | None) -> tuple[int, ...]:
    return tuple(-int(part) for part in (issued or "").split("-") if part)


# ---------------------------------------------------------------- one work


def _work(atlas: OpenDataset, source: Source, reader: Reader) -> None:
    t, dataset = reader.t, atlas.dataset
    rests = supports(dataset)[source.id]
    author = author_of(source)
    kind = t(TYPES_OF_WORK.get(str(source.csl.get("type")), str(source.csl.get("type"))))
    language = name_of_language(source.language, reader.language) if source.language else ""
    who = f"{as_html(author)} · " if author and author != source.publisher else ""
    more = " · ".join(as_html(part) for part in (kind, language) if part)
    with st.container(border=True, key=f"work-{source.id}"):
        st.html(
            f"<p class='work'>{work_link(source, reader)}<small>{side_badge(dataset, source, reader)}{who}"
            f"{about_work(source, reader)} · {more}</small></p>"
        )
        with st.expander(
            as_text(support_in_words(rests, t)), on_change="rerun", key=f"sources:rests:{source.id}"
        ) as opened:
            if opened.open:  # what is closed is not sent
                _rests(atlas, source, rests, reader)


def _rests(atlas: OpenDataset, source: Source, rests: Support, reader: Reader) -> None:
    t, dataset = reader.t, atlas.dataset
    for event, citation in rests.events:
        stance, said = t(STANCES[citation.stance]), said_html(citation.supports, reader)
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.html(
            f"<p class='work'><b>{as_html(reader.say(event.title))}</b><small>"
            f"{as_html(when_in_words(event, reader.language))} · <b>{as_html(stance)}</b> {said}</small></p>"
        )
        page_button(
            t("Map"),
            "map",
            key=f"sources:map:{source.id}:{event.id}",
            icon=":material/map:",
            within=right,
            prepare=functools.partial(go, atlas, day=event.when.latest, selection=event.id),
        )
    claims = [claim for claim in dataset.claims if claim.id in rests.claims]
    told = (t(SAYS, name=t("Claim"), state=reader.say(claim.statement)) for claim in claims)
    items = "".join(f"<li>{as_html(text)}</li>" for text in told)
    if items:
        st.html(f"<ul class='rests'>{items}</ul>")
    for style in ("apa", "chicago"):
        st.caption(as_text(FORMS[style][0]))
        copied_text(reference(dataset, source.id, style), t, key=f"sources:{style}")


# ---------------------------------------------------------------- taking away


def _take_away(dataset: Dataset, found: tuple[Source, ...], reader: Reader) -> None:
    t = reader.t
    st.header(t("Download the list"), anchor=False)
    st.markdown(
        t.plural("{n} source as filtered.", "{n} sources as filtered.", len(found))
        + " "
        + t("APA and Chicago take about a second for a hundred sources.")
    )
    with st.container(horizontal=True):
        for form, (name, ending, media) in FORMS.items():
            st.download_button(
                as_text(name),
                functools.partial(_in_form, dataset, found, form),
                file_name=file_about(dataset, "works", *([form] if ending == "txt" else []), ending=ending),
                mime=media,
                icon=":material/download:",
                key=f"sources:file:{form}",
                on_click="ignore",
            )
        rows = [work_row(dataset, source) for source in found]
        csv_button(
            "CSV", as_csv(rows), file_about(dataset, "works"), on_click="ignore", key="sources:file:csv"
        )


def _in_form(dataset: Dataset, found: tuple[Source, ...], form: str) -> str:
    if form in ("apa", "chicago"):
        lines = sorted((reference(dataset, source.id, form) for source in found), key=str.casefold)
        return "\n".join(lines) + "\n"
    return {"csl": as_csl_json, "bibtex": as_bibtex, "ris": as_ris}[form](found)


def _cite(dataset: Dataset, reader: Reader) -> None:
    """How to cite the dataset, in four forms, each to copy."""
    t = reader.t
    st.header(t("Cite this dataset"), anchor=False)
    texts = {
        t("In words"): cite_dataset(dataset, reader.language),
        "APA": cite_dataset_in(dataset, "apa"),
        "Chicago": cite_dataset_in(dataset, "chicago"),
        "BibTeX": cite_dataset_in(dataset, "bibtex"),
    }
    for tab, (form, text) in zip(st.tabs(list(texts)), texts.items(), strict=True):
        copied_text(text, t, key=f"sources:cite:{form}", exact=form == "BibTeX", within=tab)
