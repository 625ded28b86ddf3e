"""Finding a day, an event or a place from any page; the map opens there."""

from __future__ import annotations

import functools

import streamlit as st

from ...history.search import called, nearest
from ...language.dates_and_works import when_in_words
from ...language.reader import Reader
from ...records.model import Dataset, say
from ..state.datasets import OpenDataset
from ..state.reader import current_reader
from ..state.shown_address import jumped
from ..state.view import go, view_state
from .day_field import day_field
from .markdown import as_text
from .navigation import turn_to

SUGGESTIONS = 6
"""How many places are suggested for a name that is spelled otherwise."""

_OPEN = "find:open"


def finder(atlas: OpenDataset) -> None:
    """Offer to go to a day, an event or a place; the map opens there."""
    reader = current_reader(atlas)
    t = reader.t
    popover = st.popover(
        t("Find"),
        icon=":material/search:",
        key=_OPEN,
        on_change="rerun",
        help=t("Find a day, an event or a place"),
    )
    if not popover.open:  # the lists are long: they are sent when somebody wants them
        return
    dataset = atlas.dataset
    st.session_state["find:day"] = view_state(atlas).view.day
    with popover:
        day_field(
            dataset,
            t("Day"),
            "find:day",
            on_change=lambda: _go(atlas, day=st.session_state["find:day"]),
            focus=True,
        )
        st.selectbox(
            t("Event"),
            list(dataset.event),
            index=None,
            key="find:event",
            placeholder=t("A word of its title, or its date"),
            format_func=event_labels(dataset, reader.language).__getitem__,
            on_change=lambda: _choose(atlas, "find:event"),
        )
        labels = place_labels(dataset, reader.language)
        st.selectbox(
            t("Place"),
            list(labels),
            index=None,
            key="find:place",
            placeholder=t("A name in any language or spelling"),
            format_func=lambda key: labels.get(key, key),
            accept_new_options=True,
            on_change=lambda: _choose(atlas, "find:place"),
        )
        _suggestions(atlas, reader)


def _suggestions(atlas: OpenDataset, reader: Reader) -> None:
    """For a name that is no place's: the nearest ones, each a button."""
    typed = st.session_state.get("find:place")
    if not typed or typed in atlas.dataset.places:
        return
    found = nearest(atlas.dataset, typed, 3 * SUGGESTIONS)  # groups among them, which no map selects
    hits = [hit for hit in found if hit.id in atlas.dataset.places][:SUGGESTIONS]
    st.caption(reader.t("Did you mean one of these?") if hits else reader.t("No place is called like that."))
    for hit in hits:
        name = reader.place(atlas.dataset, hit.id)
        st.button(
            as_text(name), key=f"find:hit:{hit.id}", on_click=lambda key=hit.id: _go(atlas, selection=key)
        )


def _choose(atlas: OpenDataset, key: str) -> None:
    chosen = st.session_state[key]
    event = atlas.dataset.event.get(chosen)
    if event is None and chosen and chosen not in atlas.dataset.places:
        chosen = _meant(atlas.dataset, chosen) or chosen  # typed, and not chosen from the list
    if event or chosen in atlas.dataset.places:
        _go(atlas, selection=chosen)
        if event:
            go(atlas, day=event.when.latest)


def _meant(dataset: Dataset, typed: str) -> str | None:
    """The one place that is called so, as a reader types it; ``None`` if there is none, or are several."""
    found = [key for key in called(dataset, typed) if key in dataset.places]
    return found[0] if len(found) == 1 else None


def _go(atlas: OpenDataset, **where: object) -> None:
    jumped()
    go(atlas, **where)  # type: ignore[arg-type]
    turn_to("map")
    st.session_state[_OPEN] = False  # what was found lies under it


@functools.lru_cache(maxsize=8)
def event_labels(dataset: Dataset, language: str) -> dict[str, str]:
    """Each event's date and title, by its id."""
    return {
        event.id: f"{when_in_words(event, language)} · {say(event.title, language)}"
        for event in dataset.events
    }


@functools.lru_cache(maxsize=8)
def place_labels(dataset: Dataset, language: str) -> dict[str, str]:
    """All names of each place that is no cell, that of the reader's language first, by its id; the better known places first."""
    places = [place for place in dataset.places.values() if place.kind != "cell"]
    places.sort(key=lambda place: (place.rank, say(place.names)))
    return {
        place.id: " · ".join(dict.fromkeys((say(place.names, language), *place.names.values(), *place.other)))
        for place in places
    }
