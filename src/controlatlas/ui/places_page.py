"""The parts of the page Places: choose one, its names and position, who held it when, and who on a day."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import replace
from typing import Any

import streamlit as st

from ..export.metadata import file_about
from ..export.png import map_preview
from ..history.search import called, nearest
from ..history.timeline import ControlPeriod, control_on, control_periods, period_on
from ..language.capitals import with_capital
from ..language.catalogue import Translator, name_of_language
from ..language.dates_and_works import day_in_words, one_line, sentences
from ..language.drawn import drawn_in_words, only_drawn
from ..language.figures import settlements_in_words
from ..language.periods import dates_of, state_of
from ..language.positions import position_in_degrees
from ..language.reader import Reader
from ..language.terms import LENS_MEANINGS, LENSES, kind_in_words
from ..measure.areas import extent
from ..picture.spec import PictureSpec
from ..records.model import Dataset, Group, Layer, Lens, Place, say
from ..tables.csv import as_csv
from ..tables.rows import state_row
from .area.section import area_of_group
from .parts.csv_button import csv_button
from .parts.day_field import day_field
from .parts.event_card import event_card
from .parts.finder import place_labels
from .parts.markdown import as_text
from .parts.markup import as_html
from .parts.navigation import page_button
from .parts.period_bar import STYLE as BAR
from .parts.period_bar import period_bar
from .parts.signs import area_look
from .state.address import View
from .state.datasets import OpenDataset
from .state.fields import Field, Fields, put
from .state.reader import current_reader
from .state.view import go, show, view_of, view_state

SUGGESTIONS = 6

MAP_SIZE = 480, 370
"""Width and height of the map of a place, in logical pixels; it is shown as wide as its column."""

MAP_ZOOM = 9.0
"""How close it comes to a small place: some seventy kilometres from north to south, so that the front is seen."""

MAP_LAYERS = frozenset(("districts", "mosaic", "corridors", "settlements", "labels"))

_STYLE = (
    BAR
    + """
<style>
.st-key-place-map img { width: 100%; }
.facts { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 1rem; font-size: 0.9375rem;
  margin: 0 !important; padding: 0 !important; }
.facts dt { opacity: 0.85; margin: 0 !important; font-weight: 400; }
.facts dd { margin: 0 !important; overflow-wrap: anywhere; }
.answer { font-size: 1.125rem; line-height: 1.45; margin: 0; }
.answer i { display: inline-block; width: 1.5rem; height: 0.875rem; margin-right: 0.5rem; box-sizing: border-box;
  forced-color-adjust: none; }
.st-key-place-body [data-testid=stColumn] { min-width: min(100%, 18rem); }
[class*=st-key-places-group] :is(button, p) { white-space: normal; text-align: start; }
.period-line { display: flex; gap: 0.75rem; align-items: baseline; margin: 0; }
.place-name { font-size: 1.75rem; font-weight: 600; padding: 0; margin: 0; line-height: 1.2; }
</style>
"""
)


def chosen_place(atlas: OpenDataset) -> str | None:
    """Let the reader choose a place or a group by any name, and return its id; ``None`` while the name is no one's."""
    reader = current_reader(atlas)
    t, dataset = reader.t, atlas.dataset
    labels = _labels(dataset, reader.language)
    view = view_state(atlas).view
    first = view.selection if view.selection in dataset.places else _best_known(dataset)
    fields = Fields("places", (Field("place", default=first),), t)
    st.selectbox(
        t("Place, district or other group"),
        list(labels),
        key=fields.key("place"),
        format_func=lambda key: labels.get(key, key),
        accept_new_options=True,
        filter_mode="contains",
        placeholder=t("A name in any language or spelling"),
        on_change=lambda: _took(atlas, st.session_state[fields.key("place")]),
    )
    typed = fields["place"]
    meant = called(dataset, typed) if typed and typed not in labels else ()
    if len(meant) == 1 and meant[0] in labels:
        typed = meant[0]  # its name in some spelling was typed, and not chosen from the list
    if typed not in labels:
        _suggest(atlas, reader, typed or "", fields)
        return None
    fields.keep()
    return str(typed)


def about(atlas: OpenDataset, key: str) -> None:
    """Everything about a place or a group."""
    reader = current_reader(atlas)
    st.html(_STYLE)
    record = atlas.dataset.places.get(key) or atlas.dataset.groups[key]
    kind = (
        kind_in_words(atlas.dataset, record.kind, reader.t)
        if isinstance(record, Place)
        else reader.t("group of places")
    )
    st.html(
        f"<h2 class='place-name'>{as_html(reader.place(atlas.dataset, key))}</h2>"
        f"<p style='margin:0.25rem 0 0;opacity:0.85'>{as_html(kind)}</p>"
    )
    with st.container(key="place-body"):
        left, right = st.columns([7, 6], gap="large")
        with right:
            where = st.container(key="place-map")
            position = st.container()
        with left:
            if record.note:
                st.markdown(as_text(reader.say(record.note)))
            if isinstance(record, Place):
                _groups(atlas, record, reader)
                _now(atlas, record, reader)
            else:
                _extent(atlas.dataset, record, reader)
            _names(record, reader)
    if isinstance(record, Place):
        _history(atlas, record, reader)
    else:
        _members(atlas, record, reader)
    with where:  # drawn last, since it takes the longest
        _where(atlas, record, reader)
    if isinstance(record, Place):
        with position:
            _position(atlas.dataset, record, reader)


# ---------------------------------------------------------------- choosing


def _suggest(atlas: OpenDataset, reader: Reader, typed: str, fields: Fields) -> None:
    hits = nearest(atlas.dataset, typed, SUGGESTIONS)
    if not hits:
        st.info(
            reader.t("No place is called “{name}”. Try another spelling or language.", name=as_text(typed)),
            icon=":material/info:",
        )
        return
    st.markdown(reader.t("Did you mean one of these?"))
    with st.container(horizontal=True):
        for hit in hits:
            name = reader.place(atlas.dataset, hit.id)
            st.button(
                as_text(name), key=f"places:hit:{hit.id}", on_click=lambda key=hit.id: fields.put(place=key)
            )


def _took(atlas: OpenDataset, key: str | None) -> None:
    meant = called(atlas.dataset, key) if key else ()
    key = meant[0] if len(meant) == 1 else key
    if key in atlas.dataset.places:
        go(atlas, selection=key)


def _best_known(dataset: Dataset) -> str:
    return min(
        dataset.places.values(), key=lambda place: (place.layer is not Layer.SETTLEMENT, place.rank)
    ).id


@functools.lru_cache(maxsize=8)
def _labels(dataset: Dataset, language: str) -> dict[str, str]:
    groups = {
        group.id: " · ".join(dict.fromkeys((say(group.names, language), *group.names.values())))
        for group in dataset.groups.values()
    }
    return {
        **place_labels(dataset, language),
        **groups,
        **{cell.id: say(cell.names, language) for cell in dataset.cells()},
    }


# ---------------------------------------------------------------- one place


def _where(atlas: OpenDataset, record: Place | Group, reader: Reader) -> None:
    t, dataset = reader.t, atlas.dataset
    keys = [record.id] if isinstance(record, Place) else list(dataset.members[record.id])
    shapes = [dataset.places[key].geometry for key in keys]
    if isinstance(record, Group):  # areas say where a group is; points only where it has no area
        areas = [dataset.places[key].geometry for key in keys if dataset.places[key].layer is Layer.CELL]
        shapes = areas or shapes
    if not any(shape is not None for shape in shapes):
        st.info(t("The position is unknown: listed, not drawn."), icon=":material/location_off:")
        return
    view = view_of(atlas)
    spec = PictureSpec(
        view.day,
        extent=record.id,
        language=reader.language,
        names=reader.naming.policy,
        lens=view.lens,
        layers=MAP_LAYERS,
        marked=record.id,
        theme=st.context.theme.type or "light",
    )
    day = day_in_words(view.day, reader.language)
    label = t(
        "Map of who holds {name} and the land around it, {day}",
        name=reader.place(dataset, record.id),
        day=day,
    )
    st.image(map_preview(dataset, spec, MAP_SIZE, MAP_ZOOM), width="stretch", alt=label)
    unsure = t("What is hatched is claimed or contested.")
    st.caption(as_text(sentences(day, unsure)))


def _position(dataset: Dataset, place: Place, reader: Reader) -> None:
    t, said = reader.t, []
    if place.geometry is not None and place.geometry.geom_type == "Point":
        said.append(position_in_degrees(place.geometry.y, place.geometry.x, t=reader.t))
    if place.precision_m:
        said.append(t("within about {km} km", km=t.number(place.precision_m / 1000, 1)))
    parts = [
        " · ".join(said),
        reader.say(place.position),
        *(one_line(dataset.sources[key], reader.language) for key in place.sources),
    ]
    st.caption("  \n".join(as_text(part) for part in parts if part))


def _names(record: Place | Group, reader: Reader) -> None:
    t = reader.t
    st.subheader(t("Names"), anchor=False)
    lettered = record.transliterated if isinstance(record, Place) else ()
    word = as_html(t("transliterated"))
    spelled = f" <small lang='{as_html(t.language)}'>({word})</small>"
    rows = [
        f"<dt>{as_html(with_capital(name_of_language(tag, reader.language), reader.language))}</dt>"
        f"<dd lang='{as_html(tag)}'>{as_html(name)}{spelled if tag in lettered else ''}</dd>"
        for tag, name in record.names.items()
    ]
    if isinstance(record, Place) and record.other_names:
        rows.append(f"<dt>{as_html(t('Other names'))}</dt><dd>{as_html(', '.join(record.other_names))}</dd>")
    st.html(f"<dl class='facts'>{''.join(rows)}</dl>")


def _history(atlas: OpenDataset, place: Place, reader: Reader) -> None:
    t, dataset, view = reader.t, atlas.dataset, view_of(atlas)
    periods = control_periods(dataset, view.lens).get(place.id, ())
    if not periods:
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.subheader(t("Who held it"), anchor=False, width="content")
        _lens(atlas, view, t)
    theme = st.context.theme.type or "light"
    label = t(
        "Control of {name} over time; each period is listed below", name=reader.naming.full(place.names)
    )
    st.html(period_bar(dataset, periods, view.day, reader, theme, label=label))
    if only_drawn(dataset):
        st.caption(as_text(drawn_in_words(dataset, t.language)))
    else:
        st.caption(f"{t(LENSES[view.lens])}. {t(LENS_MEANINGS[view.lens])}")
    for number, period in enumerate(periods):
        _period(atlas, place, period, number, view.day, reader)
    rows = [_row(dataset, period) for period in periods]
    csv_button(
        t("Download the periods (CSV)"),
        as_csv(rows),
        file_about(dataset, place.id, view.lens.value),
        on_click="ignore",
        key="places:csv",
    )


def _lens(atlas: OpenDataset, view: View, t: Translator) -> None:
    """The two ways to read claims, as on the map, if there can be any."""
    if only_drawn(atlas.dataset):
        return
    st.session_state["places:lens"] = view.lens
    st.segmented_control(
        t("How claims are read"),
        list(LENSES),
        key="places:lens",
        required=True,
        label_visibility="collapsed",
        width="content",
        format_func=lambda lens: t(LENSES[lens]),
        on_change=lambda: show(atlas, replace(view_state(atlas).view, lens=st.session_state["places:lens"])),
    )


def _now(atlas: OpenDataset, place: Place, reader: Reader) -> None:
    """Who held it on a day of the reader's choice, in a sentence, with the works behind it."""
    t, dataset, view = reader.t, atlas.dataset, view_of(atlas)
    periods = control_periods(dataset, view.lens).get(place.id, ())
    if not periods:
        st.info(t("The dataset says of no day who holds this place."), icon=":material/info:")
        return
    st.session_state["places:day"] = view.day
    day_field(
        dataset,
        t("Who held it on"),
        "places:day",
        on_change=lambda: go(atlas, day=st.session_state["places:day"]),
        width=220,
    )
    period = period_on(periods, view.day)
    if period is None:
        st.markdown(t("Nothing known on this day"))
        return
    works = len(dataset.event[period.event].citations)
    day = day_in_words(view.day, reader.language)
    theme = st.context.theme.type or "light"
    look = area_look(dataset.actors[period.actor], period.standing, period.basis, theme)
    sentence = t("On {day}: {state}.", day=day, state=state_of(dataset, period, reader))
    by = t.plural("Based on {n} source, listed below.", "Based on {n} sources, listed below.", works)
    st.html(
        f"<p class='answer' role='status'><i style='{look}'></i><b>{as_html(sentence)}</b> {as_html(by)}</p>"
    )
    page_button(t("Show on the map"), "map", key="places:place-map", icon=":material/map:")


def _period(
    atlas: OpenDataset, place: Place, period: ControlPeriod, number: int, day: dt.date, reader: Reader
) -> None:
    dataset = atlas.dataset
    current = period.covers(day)
    label = f"**{as_text(state_of(dataset, period, reader))}** · {as_text(dates_of(dataset, period, reader))}"
    with st.expander(label, expanded=current, icon=":material/arrow_right:" if current else None):
        if number == 0:
            st.markdown(reader.t("With this state the dataset begins."))
        event_card(atlas, dataset.event[period.event], key=f"places:{number}")


def _groups(atlas: OpenDataset, place: Place, reader: Reader) -> None:
    """The groups that hold the place, each a way to its own page."""
    if not place.within:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(reader.t("Part of"), width="content")
        for key in place.within:
            name = reader.say(atlas.dataset.groups[key].names)
            st.button(
                as_text(name),
                key=f"places:group:{key}",
                type="tertiary",
                on_click=lambda key=key: put("places", place=key),
            )


# ---------------------------------------------------------------- one group


def _extent(dataset: Dataset, group: Group, reader: Reader) -> None:
    """How large a group is, and the way to it on the map."""
    t = reader.t
    km2, settlements, others = extent(dataset, dataset.members[group.id])
    facts = [t("{n} km²", n=t.number(km2, 1))] if km2 else []
    facts.append(
        settlements_in_words(settlements, others, t) or t.plural("{n} settlement", "{n} settlements", 0)
    )
    st.markdown(as_text(" · ".join(facts)))
    page_button(t("Show on the map"), "map", key="places:group-map", icon=":material/map:")


def _members(atlas: OpenDataset, group: Group, reader: Reader) -> None:
    t, dataset, view = reader.t, atlas.dataset, view_of(atlas)
    st.subheader(t("Who held it"), anchor=False)
    area_of_group(atlas, view, group.id)
    rows = _member_rows(dataset, group.id, view.day, view.lens, reader)
    st.subheader(t("Its places on {day}", day=as_text(day_in_words(view.day, reader.language))), anchor=False)
    table = f"places:members:{group.id}"
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=min(420, 38 + 35 * max(1, len(rows))),
        on_select=lambda: _open_member(table, _member_ids(dataset, group.id, view.day, view.lens)),
        selection_mode="single-row",
        key=table,
        column_config={
            "place": st.column_config.TextColumn(t("Place"), width="medium"),
            "kind": st.column_config.TextColumn(t("Kind")),
            "state": st.column_config.TextColumn(t("State"), width="large"),
            "since": st.column_config.DateColumn(t("Since"), format="YYYY-MM-DD"),
        },
        alt=t("Table of the places of {name}", name=reader.say(group.names)),
    )
    st.caption(t("Choose a row to open that place."))


def _open_member(table: str, members: list[str]) -> None:
    rows = st.session_state[table].selection.rows
    if rows:
        put("places", place=members[rows[0]])


def _member_ids(dataset: Dataset, group: str, day: dt.date, lens: Lens) -> list[str]:
    states = control_on(dataset, day, lens)
    members = [dataset.places[key] for key in dataset.members[group] if key in states]
    members.sort(key=lambda place: (place.layer is Layer.CELL, place.rank, say(place.names)))
    return [place.id for place in members]


@functools.lru_cache(maxsize=16)
def _member_rows(
    dataset: Dataset, group: str, day: dt.date, lens: Lens, reader: Reader
) -> list[dict[str, Any]]:
    states = control_on(dataset, day, lens)
    return [
        {
            "place": reader.place(dataset, key),
            "kind": kind_in_words(dataset, dataset.places[key].kind, reader.t),
            "state": state_of(dataset, states[key], reader),
            "since": states[key].start,
        }
        for key in _member_ids(dataset, group, day, lens)
    ]


def _row(dataset: Dataset, period: ControlPeriod) -> dict[str, Any]:
    row = state_row(dataset, period)
    since = row.pop("since")
    return {
        "from": since,
        "to": period.last.isoformat() if period.last else None,
        **row,
        "citations": " ".join(row["citations"]),
    }
