"""Finding a day, an event or a place from any page; the map opens there."""

from __future__ import annotations

import functools

import streamlit as st

from ...history.chronology import EventFilter, matching_events, places_of
from ...history.search import called, nearest
from ...history.timeline import expand
from ...language.dates_and_works import when_in_words
from ...language.reader import Reader
from ...language.typed_days import typed_day
from ...measure.in_view import event_weights
from ...records.model import Dataset, Event, say
from ...records.text import fold
from ..state.datasets import OpenDataset
from ..state.fields import put
from ..state.reader import current_reader
from ..state.shown_address import jumped
from ..state.view import go, view_state
from .day_field import day_field
from .markdown import as_text
from .navigation import turn_to

SUGGESTIONS = 6
"""How many places are suggested for a name that is spelled otherwise, and how many events for a day or a name."""

_LONGEST = 200
"""How many letters of what is typed are read."""

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
            otherwise=lambda typed: _typed_for_a_day(atlas, typed),
        )
        events = event_labels(dataset, reader.language)
        st.selectbox(
            t("Event"),
            list(events),
            index=None,
            key="find:event",
            placeholder=t("A word of its title, a date or a place"),
            format_func=lambda key: events.get(key, key),
            accept_new_options=True,
            filter_mode="contains",  # what is only like it would be taken on Enter
            on_change=lambda: _choose_event(atlas),
        )
        _events_found(atlas, reader)
        labels = place_labels(dataset, reader.language)
        st.selectbox(
            t("Place"),
            list(labels),
            index=None,
            key="find:place",
            placeholder=t("A name in any language or spelling"),
            format_func=lambda key: labels.get(key, key),
            accept_new_options=True,
            filter_mode="contains",
            on_change=lambda: _choose_place(atlas),
        )
        _suggestions(atlas, reader)


def _typed_for_a_day(atlas: OpenDataset, typed: str) -> bool:
    """Whether words in the first field, that of the day, are a name or words of an event: then they are looked for as such."""
    if any(letter.isdecimal() for letter in typed):
        return False  # meant as a day
    if place := _meant(atlas.dataset, typed):
        _go(atlas, selection=place)
        return True
    dataset, language = atlas.dataset, current_reader(atlas).language
    field = "event" if events_meant(dataset, typed, language) else "place"
    if field == "place" and not nearest(dataset, typed, 1):
        return False
    st.session_state[f"find:{field}"] = typed
    return True


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


def _events_found(atlas: OpenDataset, reader: Reader) -> None:
    """For a day, a name or words that are no one event's: the most important events that answer, each a button."""
    typed, dataset, t = st.session_state.get("find:event"), atlas.dataset, reader.t
    if not typed or typed in dataset.event:
        return
    found = events_meant(dataset, typed[:_LONGEST], reader.language)
    if not found:
        st.caption(t("No event answers to that. Try a day, a place or another word."))
        return
    st.caption(
        t.plural("{n} event, the most important first", "{n} events, the most important first", len(found))
    )
    labels = event_labels(dataset, reader.language)
    for event in found[:SUGGESTIONS]:
        st.button(
            as_text(labels[event.id]),
            key=f"find:event-hit:{event.id}",
            on_click=lambda event=event: _go_to_event(atlas, event),
        )
    if len(found) > SUGGESTIONS:
        st.button(
            t("All of them on the page Changes"),
            key="find:event-all",
            type="tertiary",
            on_click=lambda: _list_events(typed, reader.language),
        )


def _choose_event(atlas: OpenDataset) -> None:
    typed, dataset = st.session_state["find:event"], atlas.dataset
    event = dataset.event.get(typed)
    if event is None and typed:  # typed, and not chosen from the list
        found = events_meant(dataset, typed[:_LONGEST], current_reader(atlas).language)
        event = found[0] if len(found) == 1 else None
    if event:
        _go_to_event(atlas, event)


def _go_to_event(atlas: OpenDataset, event: Event) -> None:
    _go(atlas, selection=event.id, day=event.when.latest)


def _list_events(typed: str, language: str) -> None:
    """The page Changes with what was typed as its filter."""
    day = typed_day(typed, language)
    text = day.isoformat() if day else None
    put("changes", q=None if day else typed, place=None, since=text, until=text, page="1")
    st.session_state[_OPEN] = False
    turn_to("changes")


def _choose_place(atlas: OpenDataset) -> None:
    chosen, places = st.session_state["find:place"], atlas.dataset.places
    if chosen and chosen not in places:
        chosen = _meant(atlas.dataset, chosen)  # typed, and not chosen from the list
    if chosen in places:
        _go(atlas, selection=chosen)


def events_meant(dataset: Dataset, typed: str, language: str) -> tuple[Event, ...]:
    """The events that a reader means who types a day, the name of a place or words.

    Those come first that change the place or have the words in their title, before those that speak of them; those of
    just that day before those that lie somewhere around it; and then the most important.
    """
    day = typed_day(typed, language)
    criteria = EventFilter(start=day, end=day) if day else EventFilter(text=typed)
    found, weight = matching_events(dataset, criteria, language=language), event_weights(dataset)
    places = set() if day else expand(dataset, called(dataset, typed))
    words = fold(typed)

    def key(event: Event) -> tuple[bool, bool, int]:
        told = words in fold(say(event.title, language)) or not places.isdisjoint(places_of(dataset, event))
        return not told, event.when.vague, -weight[event.id]

    return tuple(sorted(found, key=key))


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
