"""The parts of the map page: the view and its address, and what stands under the map, which lets the map come first."""

from __future__ import annotations

import streamlit as st

from ..export.metadata import file_about
from ..history.search import called
from ..history.timeline import control_on
from ..language.catalogue import Translator
from ..language.dates_and_works import day_in_words
from ..language.terms import LENSES
from ..records.model import Dataset, Lens
from ..tables.csv import as_csv
from ..tables.rows import state_row
from .area.questions import land_questions
from .area.section import area_over_time
from .parts.csv_button import csv_button
from .parts.in_sight import in_sight
from .parts.map_host import show_map
from .parts.markdown import as_text
from .state.address import NO_PLACE, View, is_selectable
from .state.asked import OWN, take
from .state.datasets import OpenDataset, document_of
from .state.reader import current_reader
from .state.view import go, record_answer, report_ignored, view_state


def map_with_address(atlas: OpenDataset) -> View:
    """Show the map as the address or a widget asks, and keep the address in step with what the reader does."""
    state, reader = view_state(atlas), current_reader(atlas)
    _go_to_named(atlas, state.view, reader.t)
    first = next(iter(atlas.dataset.tours), None)
    answer = show_map(
        document_of(atlas, reader.language, reader.naming.policy),
        title=reader.t("{title}: map that plays day by day", title=reader.say(atlas.dataset.titles)),
        view=state.requested,
        turn=state.turn,
        key="map",
        plays=True,
        tour=None if first is None else reader.say(first.title),
    )
    return record_answer(state, answer, atlas)


def _go_to_named(atlas: OpenDataset, view: View, t: Translator) -> None:
    """Select the place or event that the address names as pages with lists do; say so if there is none that is called so."""
    heard = take(OWN) or {}
    for text in filter(None, (heard.get("place"), heard.get("event"))):
        ids = (text,) if text in atlas.dataset.event else called(atlas.dataset, text)
        if len(ids) == 1 and is_selectable(ids[0], atlas.dataset):
            go(atlas, selection=ids[0])
        else:
            report_ignored((t(NO_PLACE, id=text),), view.day)


def below_the_map(atlas: OpenDataset, view: View) -> None:
    """Area over time, what share of a country that is, and the day as a table; until they are seen only the room for them."""
    t = current_reader(atlas).t
    if not in_sight(t("Area over time"), key="below"):
        return
    area_over_time(atlas, view)
    land_questions(atlas.dataset, view, t)
    table_of_day(atlas.dataset, view, t)


def table_of_day(dataset: Dataset, view: View, t: Translator) -> None:
    """Who holds what on the day, as a table with a download."""
    if not st.toggle(t("Show this day as a table"), key="map:table"):
        return
    rows = [state_row(dataset, period) for period in control_on(dataset, view.day, view.lens).values()]
    shown = [{**row, "citations": ", ".join(row["citations"])} for row in rows]
    day = day_in_words(view.day, t.language)
    lens = "" if view.lens is Lens.CLAIMED else f" · {t(LENSES[view.lens])}"
    title, count = t("Who holds what on {day}", day=day), t.plural("{n} place", "{n} places", len(rows))
    st.markdown(f"**{as_text(title)}{as_text(lens)}**: {count}")
    st.dataframe(shown, hide_index=True, width="stretch", height=420)
    csv_button(t("Download as CSV"), as_csv(shown), file_about(dataset, view.day, view.lens))
