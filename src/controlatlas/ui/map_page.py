"""The parts of the map page: the view and its address, the table of a day."""

from __future__ import annotations

import streamlit as st

from ..cite import day_in_words
from ..export.rows import as_csv
from ..model import Dataset, Lens
from ..tables import state_row
from ..terms import LENSES
from ..timeline import control_on
from ..words import Translator
from .address import View
from .csv_file import csv_button
from .data import OpenDataset, document_of
from .host import show_map
from .reader import current_reader
from .wish import record_answer, view_state


def map_with_address(atlas: OpenDataset) -> View:
    """Show the map as the address or a widget asks, and keep the address in step with what the reader does."""
    state, reader = view_state(atlas), current_reader(atlas)
    answer = show_map(
        document_of(atlas, reader.language, reader.naming.policy),
        title=reader.t("{title}: map that plays day by day", title=reader.say(atlas.dataset.titles)),
        view=state.requested,
        turn=state.turn,
        key="map",
    )
    return record_answer(state, answer, atlas)


def table_of_day(dataset: Dataset, view: View, t: Translator) -> None:
    """Who holds what on the day, as a table with a download."""
    if not st.toggle(t("Show this day as a table"), key="map:table"):
        return
    rows = [state_row(dataset, period) for period in control_on(dataset, view.day, view.lens).values()]
    shown = [{**row, "citations": ", ".join(row["citations"])} for row in rows]
    day = day_in_words(view.day, t.language)
    lens = "" if view.lens is Lens.CLAIMED else f" · {t(LENSES[view.lens])}"
    title, count = t("Who holds what on {day}", day=day), t.plural("{n} place", "{n} places", len(rows))
    st.markdown(f"**{title}{lens}**: {count}")
    st.dataframe(shown, hide_index=True, width="stretch", height=420)
    csv_button(t("Download as CSV"), as_csv(shown), f"{dataset.id}-{view.day.isoformat()}-{view.lens}.csv")
