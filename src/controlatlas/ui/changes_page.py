"""The parts of the page Changes: filters, the chronology as a list, the card of the event that is read, and files."""

from __future__ import annotations

import datetime as dt
import functools
import json

import streamlit as st

from ..export.metadata import file_about
from ..history.chronology import (
    EventFilter,
    Order,
    event_record,
    event_row,
    matching_events,
)
from ..language.catalogue import Translator, mark
from ..language.dates_and_works import day_in_words, days_in_words
from ..language.reader import Reader
from ..language.terms import CONFIDENCES, STANDINGS
from ..records.model import Dataset, Event, Standing
from ..tables.csv import as_csv
from ..tables.geotables import events_as_geojson
from ..tables.printable import printable
from .changes_filters import criteria_of, day_of, filters_in_use, more_filters, nothing_found
from .changes_list import ROWS, STYLE, card, follow_selection, page_with, read_event, rows
from .changes_place import is_known, place_filter, suggest
from .parts.csv_button import csv_button
from .parts.day_field import day_field
from .parts.filtered import any_of, turn_pages
from .parts.markdown import as_text
from .state.datasets import OpenDataset
from .state.fields import Field, Fields
from .state.reader import current_reader
from .state.view import view_state

ORDERS = {
    Order.EARLIEST: mark("Earliest first"),
    Order.LATEST: mark("Latest first"),
    Order.KIND: mark("By kind"),
    Order.PLACES: mark("Most places first"),
    Order.WORKS: mark("Most sources first"),
    Order.CONFIDENCE: mark("Surest first"),
}

_STYLE = """
<style>
.st-key-changes-filters [data-testid=stColumn] { min-width: min(46%, 8.5rem); }
@media (max-width: 799px) {
  .st-key-changes-filters > [data-testid=stLayoutWrapper]:first-child [data-testid=stColumn]:nth-child(-n+2) { min-width: 100%; }
}
.st-key-changes-more [data-testid=stColumn] { min-width: min(100%, 11rem); }
.st-key-changes-files { row-gap: 0.5rem; }
</style>
"""


def chronology(atlas: OpenDataset) -> None:
    """The filters, what answers to them, the card of the event chosen, and the files."""
    reader = current_reader(atlas)
    t, dataset = reader.t, atlas.dataset
    st.html(_STYLE + STYLE)
    fields = _fields(dataset, t)
    followed = follow_selection(atlas, fields)
    with st.container(key="changes-filters"):
        _filters(atlas, fields, reader)
    filters_in_use(dataset, fields, reader)
    if fields["place"] and not is_known(dataset, fields["place"]):
        fields.keep()
        suggest(atlas, fields, reader)
        return
    criteria = criteria_of(fields)
    if criteria.start and criteria.end and criteria.end < criteria.start:
        fields.keep()
        _reversed(criteria.start, criteria.end, fields, t)
        return
    found = _found(dataset, criteria, Order(fields["sort"]), reader.language)
    if followed:
        page_with(found, followed, fields)
    number = fields.page_of(len(found), ROWS)
    fields.keep()
    if not found:
        nothing_found(atlas, fields, reader)
        return
    page = found[(number - 1) * ROWS : number * ROWS]
    chosen = read_event(atlas, found, page)
    _summary(atlas, found, chosen, reader)
    with st.container(key="changes-body"):
        left, right = st.columns([7, 5], gap="medium")
        with left:
            rows(atlas, page, chosen, reader)
            turn_pages(fields, number, len(found), ROWS)
        with right:
            card(atlas, chosen)
    _files(dataset, found, criteria, reader)


def _fields(dataset: Dataset, t: Translator) -> Fields:
    used = {event.kind for event in dataset.events}
    return Fields(
        "changes",
        (
            Field("q"),
            Field("place"),
            Field("since", accepts=lambda text: day_of(text) is not None),
            Field("until", accepts=lambda text: day_of(text) is not None),
            Field("kind", [key for key in dataset.kinds if key in used], many=True),
            Field("actor", list(dataset.actors), many=True),
            Field("group", list(dataset.groups), many=True),
            Field("standing", [it.value for it in Standing], many=True),
            Field("side", list(dataset.sides), many=True),
            Field("confidence", list(CONFIDENCES), many=True),
            Field("changing", ["yes"]),
            Field("sort", [it.value for it in Order], default=Order.EARLIEST.value),
            Field("page", default="1"),
        ),
        t,
    )


def _filters(atlas: OpenDataset, fields: Fields, reader: Reader) -> None:
    """What is always asked: words, a place, days, an order; and behind a fold, all else."""
    t, dataset, first = reader.t, atlas.dataset, fields.first_page
    text, place, start, end, order = st.columns([3, 3, 2, 2, 3], vertical_alignment="bottom")
    text.text_input(
        t("Words"), key=fields.key("q"), placeholder=t("In title, text or names of places"), on_change=first
    )
    place_filter(atlas, fields, reader, place)
    for column, name, label in (
        (start, "since", t.in_context("period", "From")),
        (end, "until", t.in_context("period", "To")),
    ):
        key = f"changes:{name}-day"
        st.session_state[key] = day_of(fields[name])
        day_field(
            dataset,
            label,
            key,
            within=column,
            on_change=functools.partial(_put_day, fields, name, key),
            optional=True,
        )
    order.selectbox(
        t("Order"),
        [it.value for it in Order],
        key=fields.key("sort"),
        format_func=lambda key: t(ORDERS[Order(key)]),
        on_change=first,
    )
    _more_filters(dataset, fields, reader)


def _more_filters(dataset: Dataset, fields: Fields, reader: Reader) -> None:
    """The filters behind a fold, which is open and says how many there are as long as any is in use."""
    t = reader.t
    rows = more_filters(dataset, reader)
    chosen = sum(bool(fields[name]) for name, _, _ in rows) + bool(fields["changing"])
    label = (
        t("More filters")
        if not chosen
        else t.plural("More filters ({n} in use)", "More filters ({n} in use)", chosen)
    )
    with st.expander(label, expanded=bool(chosen), key="changes:more"):
        columns = [*st.columns(3), *st.columns(3)]
        for column, (name, title, names) in zip(columns, rows, strict=True):
            any_of(column, fields, name, as_text(title), names.__getitem__, t)
        key = "changes:changing-box"
        st.session_state[key] = bool(fields["changing"])
        st.checkbox(
            t("Only events that change control"),
            key=key,
            on_change=lambda: fields.put(changing="yes" if st.session_state[key] else None, page="1"),
        )


def _reversed(start: dt.date, end: dt.date, fields: Fields, t: Translator) -> None:
    """A period that ends before it begins holds no day: say so, and offer the one that was meant."""
    first, last = (day_in_words(day, t.language) for day in (start, end))
    said = t("The period ends on {end}, before it begins on {start}.", start=first, end=last)
    st.warning(as_text(said), icon=":material/event_busy:")
    st.button(
        t("Swap the two days"),
        key="changes:swap",
        icon=":material/swap_horiz:",
        on_click=lambda: fields.put(since=end.isoformat(), until=start.isoformat(), page="1"),
    )


def _summary(atlas: OpenDataset, found: tuple[Event, ...], chosen: Event, reader: Reader) -> None:
    t, dataset = reader.t, atlas.dataset
    selection = view_state(atlas).view.selection
    with st.container(horizontal=True, vertical_alignment="center"):
        count = t.plural("{n} event", "{n} events", len(found))
        of = (
            ""
            if len(found) == len(dataset.events)
            else " " + t("of {all}", all=t.number(len(dataset.events)))
        )
        missed = ""
        if selection in dataset.event and selection != chosen.id:
            missed = ". " + t("The event selected is not among them.")
        st.html(f"<p role='status' style='margin:0'><b>{count}</b>{of}{missed}</p>", width="content")


def _files(dataset: Dataset, found: tuple[Event, ...], criteria: EventFilter, reader: Reader) -> None:
    t = reader.t
    st.header(t("Download"), anchor=False)
    st.markdown(
        t.plural(
            "{n} event as filtered, in the order chosen.",
            "{n} events as filtered, in the order chosen.",
            len(found),
        )
    )
    with st.container(key="changes-files", horizontal=True):
        csv_button(
            "CSV",
            as_csv([event_row(dataset, event) for event in found]),
            file_about(dataset, "events"),
            on_click="ignore",
        )
        st.download_button(
            "GeoJSON",
            lambda: events_as_geojson(dataset, found),
            file_name=file_about(dataset, "events", ending="geojson"),
            mime="application/geo+json",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "JSON",
            lambda: json.dumps(
                [event_record(dataset, event) for event in found], ensure_ascii=False, indent=1
            ),
            file_name=file_about(dataset, "events", ending="json"),
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            t("Page to print (HTML)"),
            lambda: printable(
                dataset,
                found,
                language=reader.language,
                names=reader.naming.policy,
                chosen=_in_words(dataset, criteria, reader),
            ),
            file_name=file_about(dataset, "events", reader.language, ending="html"),
            mime="text/html",
            icon=":material/print:",
            on_click="ignore",
        )


def _in_words(dataset: Dataset, criteria: EventFilter, reader: Reader) -> str:
    """Which events were asked for, for the head of a printed page."""
    t, parts = reader.t, []
    start, end = criteria.start or dataset.start, criteria.end or dataset.end
    parts.append(days_in_words(start, end, reader.language))
    parts += [reader.say(dataset.kinds[key].names) for key in criteria.kinds]
    parts += [reader.say(dataset.actors[key].names) for key in criteria.actors]
    parts += [reader.say(dataset.groups[key].names) for key in criteria.groups]
    parts += [reader.place(dataset, key) for key in criteria.places]
    parts += [t(STANDINGS[key]) for key in criteria.standings]
    parts += [reader.say(dataset.sides[key].names) for key in criteria.sides]
    parts += [t(CONFIDENCES[key]) for key in criteria.confidences]
    parts += [t("“{title}”", title=criteria.text)] if criteria.text else []
    parts += [t("Only events that change control")] if criteria.changing else []
    return " · ".join(parts)


@functools.lru_cache(maxsize=64)
def _found(dataset: Dataset, criteria: EventFilter, order: Order, language: str) -> tuple[Event, ...]:
    return matching_events(dataset, criteria, order, language)


def _put_day(fields: Fields, name: str, key: str) -> None:
    day = st.session_state[key]
    fields.put(**{name: day.isoformat() if day else None, "page": "1"})
