"""The parts of the map page: the view and its address, finding a day, event or place, the table of a day."""

from __future__ import annotations

import functools

import streamlit as st

from ..cite import day_in_words, when_in_words
from ..model import Dataset, Lens, say
from ..tables import state_row
from ..timeline import control_on
from .address import View
from .csv_file import as_csv, csv_button
from .data import Opened, document_of
from .host import show_map
from .wish import go, note, wishes


def map_with_address(atlas: Opened) -> View:
    """Show the map as the address or a widget asks, and keep the address in step with what the reader does."""
    state = wishes(atlas)
    answer = show_map(
        document_of(atlas, "en"),
        title=f"{atlas.dataset.title}: map that plays day by day",
        view=state.wish,
        turn=state.turn,
        key="map",
    )
    return note(state, answer, atlas.dataset)


def find(atlas: Opened) -> None:
    """Offer to go to a day, an event or a place; the map moves there."""
    popover = st.popover(
        "Find a day, event or place", icon=":material/search:", key="find:open", on_change="rerun"
    )
    if not popover.open:  # the lists are long: they are sent when somebody wants them
        return
    dataset = atlas.dataset
    st.session_state["find:day"] = wishes(atlas).view.day
    with popover:
        st.date_input(
            "Day",
            key="find:day",
            min_value=dataset.start,
            max_value=dataset.end,
            format="YYYY-MM-DD",
            on_change=lambda: go(atlas, day=st.session_state["find:day"]),
        )
        st.selectbox(
            "Event",
            list(dataset.event),
            index=None,
            key="find:event",
            placeholder="A word of its title, or its date",
            format_func=_event_labels(dataset).__getitem__,
            on_change=lambda: _choose(atlas, "find:event"),
        )
        st.selectbox(
            "Place",
            _drawn(dataset),
            index=None,
            key="find:place",
            placeholder="A name in any language",
            format_func=_place_labels(dataset).__getitem__,
            on_change=lambda: _choose(atlas, "find:place"),
        )


def _choose(atlas: Opened, key: str) -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        event = atlas.dataset.event.get(chosen)
        go(atlas, day=event.when.latest if event else None, selection=chosen)


def table_of_day(dataset: Dataset, view: View) -> None:
    """Who holds what on the day, as a table with a download."""
    if not st.toggle("Show this day as a table", key="map:table"):
        return
    rows = [state_row(dataset, period) for period in control_on(dataset, view.day, view.lens).values()]
    shown = [{**row, "citations": ", ".join(row["citations"])} for row in rows]
    read = ", only what is held" if view.lens is Lens.HELD else ""
    st.markdown(f"**Who holds what on {day_in_words(view.day)}{read}**: {len(rows)} places")
    st.dataframe(shown, hide_index=True, width="stretch", height=420)
    csv_button("Download as CSV", as_csv(shown), f"{dataset.id}-{view.day.isoformat()}-{view.lens}.csv")


# ---------------------------------------------------------------- labels and tables


@functools.lru_cache(maxsize=8)
def _event_labels(dataset: Dataset) -> dict[str, str]:
    return {event.id: f"{when_in_words(event)} · {say(event.title)}" for event in dataset.events}


@functools.lru_cache(maxsize=8)
def _place_labels(dataset: Dataset) -> dict[str, str]:
    return {
        place.id: " · ".join(dict.fromkeys((*place.names.values(), *place.other)))
        for place in dataset.places.values()
    }


@functools.lru_cache(maxsize=8)
def _drawn(dataset: Dataset) -> list[str]:
    places = (place for place in dataset.places.values() if place.kind != "cell")
    return [place.id for place in sorted(places, key=lambda place: (place.rank, say(place.names)))]
