"""The parts of the page Method: words, how the map is made, how good each layer is, names and sides, licences."""

from __future__ import annotations

import streamlit as st

from ..export.metadata import file_about
from ..language.capitals import with_capital
from ..language.dates_and_works import cite_dataset, one_line
from ..language.method import (
    FRONT,
    MOSAIC,
    NO_LICENCE,
    PUBLISHED_AREAS,
    READING,
    SIDES,
    STATES,
    VAGUE_DATES,
    facts_in_words,
    how_a_side_counts,
    licences_in_words,
    names_in_words,
)
from ..language.reader import Reader
from ..language.terms import (
    UNCERTAIN,
    VERDICT_MEANINGS,
    VERDICTS,
)
from ..measure.published_areas import measured_areas
from ..records.model import Dataset, say
from ..style.swatches import NEUTRAL
from ..tables.csv import as_csv
from ..tables.rows import area_row
from .parts.copied_text import copied_text
from .parts.csv_button import csv_button
from .parts.markdown import as_text
from .parts.markup import as_html
from .parts.signs import area_look

_STYLE = """
<style>
.words { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: 0.5rem 1.25rem; margin: 0 !important;
  padding: 0 !important; font-size: 0.9375rem; max-width: 56rem; }
.words dt { font-weight: 600; margin: 0 !important; }
.words dd { margin: 0 !important; }
.words i { display: inline-block; width: 1.75rem; height: 1rem; margin-right: 0.625rem; vertical-align: -0.125rem;
  box-sizing: border-box; forced-color-adjust: none; }
.words i.uncertain { background-image: radial-gradient(currentColor 1px, transparent 1.5px) !important;
  background-size: 5px 5px !important; }
.words i.front { height: 0; border-top: 4px solid; vertical-align: 0.25rem; margin-right: 0.25rem; width: 1.25rem; }
.words i.front.inferred { border-top-style: dashed; margin-right: 0.625rem; }
.words small { display: block; opacity: 0.85; font-size: 0.8125rem; }
.method p, .method li { max-width: 56rem; line-height: 1.6; }
@media (max-width: 640px) { .words { grid-template-columns: 1fr; gap: 0.125rem; } .words dd { margin-bottom: 0.75rem !important; } }
</style>
"""


def method(dataset: Dataset, reader: Reader) -> None:
    """The whole page."""
    st.html(_STYLE)
    _facts(dataset, reader)
    _definitions(dataset, reader)
    _mosaic(reader)
    _quality(dataset, reader)
    _areas(dataset, reader)
    _sides(dataset, reader)
    _names(dataset, reader)
    _credits(dataset, reader)
    _releases(dataset, reader)


def _facts(dataset: Dataset, reader: Reader) -> None:
    t = reader.t
    title = as_html(reader.say(dataset.titles))
    version = as_html(t("version {version}", version=dataset.version))
    facts = as_html(facts_in_words(dataset, reader))
    st.html(f"<p><b>{title}</b>, {version} · {facts}</p>")


def _definitions(dataset: Dataset, reader: Reader) -> None:
    """The words of the map, each with the sign that it has there, in the colour of the dataset's first actor."""
    t, theme = reader.t, st.context.theme.type or "light"
    actor = next(iter(dataset.actors.values()), NEUTRAL)
    st.header(t("Glossary"), anchor="words")
    items = []
    for name, meaning, sign, standing, basis in STATES:
        kind = "uncertain" if name == UNCERTAIN else "area"
        look = area_look(actor, standing, basis, theme)
        items.append(
            f"<dt><i class='{kind}' style='{look}'></i>{as_html(with_capital(t(name), t.language))}</dt>"
            f"<dd>{as_html(t(meaning))}<small>{as_html(t(sign))}</small></dd>"
        )
    name, meaning, sign = FRONT
    items.append(
        f"<dt><i class='front'></i><i class='front inferred'></i>{as_html(t(name))}</dt>"
        f"<dd>{as_html(t(meaning))}<small>{as_html(t(sign))}</small></dd>"
    )
    items += [_term(t(name), t(meaning), t(sign)) for name, meaning, sign in READING]
    items += [
        _term(with_capital(t(VERDICTS[it]), t.language), t(VERDICT_MEANINGS[it]), t("A verdict on a claim."))
        for it in VERDICTS
    ]
    st.html(f"<dl class='words'>{''.join(items)}</dl>")
    st.markdown(t(VAGUE_DATES))


def _term(name: str, meaning: str, sign: str) -> str:
    return f"<dt>{as_html(name)}</dt><dd>{as_html(meaning)}<small>{as_html(sign)}</small></dd>"


def _mosaic(reader: Reader) -> None:
    t = reader.t
    st.header(t("How the mosaic is made"), anchor="mosaic")
    items = "".join(f"<li>{as_html(t(text))}</li>" for text in MOSAIC)
    st.html(f"<div class='method'><ol>{items}</ol></div>")


def _quality(dataset: Dataset, reader: Reader) -> None:
    if not dataset.quality:
        return
    t = reader.t
    st.header(t("How good each layer is"), anchor="quality")
    items = [
        _term(reader.say(it.layer), reader.say(it.accuracy), reader.say(it.defects)) for it in dataset.quality
    ]
    st.html(f"<dl class='words'>{''.join(items)}</dl>")


def _areas(dataset: Dataset, reader: Reader) -> None:
    """Areas of the map beside published ones, with a download; nothing where the dataset names none."""
    found = measured_areas(dataset)
    if not found:
        return
    t = reader.t
    st.header(t("Areas against published figures"), anchor="areas")
    st.markdown(t(PUBLISHED_AREAS))
    shown = [
        {
            "land": reader.say(it.published.names),
            "km2": round(it.km2, 1),
            "published_km2": it.published.km2,
            "difference_percent": round(it.percent, 1),
            "published_by": reader.say(it.published.by),
            "works": t.listed(
                one_line(dataset.sources[key], reader.language) for key in it.published.sources
            ),
        }
        for it in found
    ]
    column = st.column_config
    st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        column_config={
            "land": column.TextColumn(t("Land"), width="medium"),
            "km2": column.NumberColumn(t("On this map, km²"), format="%.1f"),
            "published_km2": column.NumberColumn(t("Published, km²"), format="%.1f"),
            "difference_percent": column.NumberColumn(t("Difference, %"), format="%+.1f"),
            "published_by": column.TextColumn(t("Who gives it"), width="large"),
            "works": column.TextColumn(t("Sources")),
        },
        alt=t("Table of areas measured on the map and published"),
    )
    rows = [area_row(dataset, area) for area in found]
    csv_button(t("Download the areas (CSV)"), as_csv(rows), file_about(dataset, "areas"))


def _sides(dataset: Dataset, reader: Reader) -> None:
    t = reader.t
    st.header(t("How sides are labelled"), anchor="sides")
    st.markdown(t(SIDES))
    rows = [
        _term(reader.say(side.names), how_a_side_counts(dataset, side.id, reader), "")
        for side in dataset.sides.values()
    ]
    st.html(f"<dl class='words'>{''.join(rows)}</dl>")


def _names(dataset: Dataset, reader: Reader) -> None:
    t = reader.t
    st.header(t("Names and boundaries"), anchor="names")
    for text in names_in_words(dataset, reader):
        st.markdown(as_text(text))
    st.html(f"<p class='method'>{as_html(reader.say(dataset.disclaimer))}</p>")


def _credits(dataset: Dataset, reader: Reader) -> None:
    """Each layer's origin and licence, with a download, and how to cite the whole."""
    t = reader.t
    st.header(t("Licences and credits"), anchor="credits")
    st.html(f"<p>{as_html(licences_in_words(dataset, t))}</p>")
    column = st.column_config
    rows = [
        {
            "layer": reader.say(it.layer),
            "origin": reader.say(it.text),
            "licence": it.licence or t(NO_LICENCE),
            "address": it.url,
        }
        for it in dataset.credits
    ]
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        column_config={
            "layer": column.TextColumn(t("Layer"), width="medium"),
            "origin": column.TextColumn(t("Origin"), width="large"),
            "licence": column.TextColumn(t("Licence")),
            "address": column.LinkColumn(t("Address")),
        },
        alt=t("Table of the origin and the licence of each layer"),
    )
    plain = [
        {"layer": say(it.layer), "origin": say(it.text), "licence": it.licence, "address": it.url}
        for it in dataset.credits
    ]
    csv_button(t("Download the credits (CSV)"), as_csv(plain), file_about(dataset, "credits"))
    st.subheader(t("How to cite"), anchor=False)
    copied_text(cite_dataset(dataset, reader.language), t, key="method:cite")


def _releases(dataset: Dataset, reader: Reader) -> None:
    if not dataset.releases:
        return
    t = reader.t
    st.header(t("Changes of the data"), anchor="releases")
    for it in dataset.releases:
        st.subheader(t("Version {version}", version=as_text(it.version)), anchor=False)
        items = "".join(f"<li>{as_html(reader.say(text))}</li>" for text in it.changes)
        st.html(f"<div class='method'><ul>{items}</ul></div>")
