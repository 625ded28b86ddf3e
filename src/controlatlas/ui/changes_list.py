"""The chronology of the page Changes as a list: a page of rows, and beside them the card of the event that is read."""

from __future__ import annotations

import functools

import streamlit as st

from ..evidence.weigh import weigh
from ..history.chronology import concerns, places_of
from ..language.dates_and_works import when_in_words
from ..language.reader import Reader
from ..language.terms import REASONS_SHORT, state_in_words
from ..records.model import Dataset, Event
from .parts.event_card import event_card
from .parts.event_list import Row, event_list
from .state.datasets import OpenDataset
from .state.fields import Fields
from .state.view import go, view_state

ROWS = 50
"""How many events stand on one page of the list."""

STYLE = """
<style>
.st-key-changes-body [data-testid=stColumn] { min-width: 20rem; }
.st-key-changes-body [data-testid=stColumn]:nth-child(2) { position: sticky; top: 4rem; align-self: flex-start;
  max-height: calc(100dvh - 5rem); overflow-y: auto; }
@media (max-width: 799px) {
  .st-key-changes-body [data-testid=stHorizontalBlock] { position: relative; }
  .st-key-changes-body [data-testid=stColumn] { min-width: 100%; }
  .st-key-changes-body [data-testid=stColumn]:nth-child(2) { position: static; max-height: none; overflow: visible; }
  .st-key-changes-body [data-under] > [data-testid=stColumn]:nth-child(2) { position: absolute; top: var(--under); }
}
</style>
"""

_FOLLOWED = "changes:followed"
"""What was selected when the list last went where the selection is."""

_PLACE = "changes:followed-place"
"""The place that was asked for because it was selected: another one that is selected takes its place."""


def follow_selection(atlas: OpenDataset, fields: Fields) -> str | None:
    """For a place selected elsewhere, ask for its events, if it has any; return the id of an event selected elsewhere.

    Each selection is followed once, and what the reader or the address asks for goes before it.
    """
    selection = view_state(atlas).view.selection
    if st.session_state.get(_FOLLOWED) == selection:
        return None
    st.session_state[_FOLLOWED] = selection
    dataset = atlas.dataset
    if selection is None:
        return None
    if selection in dataset.places:
        if not fields.touched or follows_selection(fields):
            _ask_for(dataset, selection, fields)
        return None
    return selection if selection in dataset.event and fields["page"] == "1" else None


def follows_selection(fields: Fields) -> bool:
    """Whether the place that is asked for is one that was selected elsewhere."""
    return bool(fields["place"]) and fields["place"] == st.session_state.get(_PLACE)


def _ask_for(dataset: Dataset, place: str, fields: Fields) -> None:
    if any(concerns(dataset, event, place) for event in dataset.events):
        st.session_state[_PLACE] = place
        fields.put(place=place, page="1")


def page_with(found: tuple[Event, ...], selection: str, fields: Fields) -> None:
    """Turn to the page of the list that holds an event."""
    place = next((number for number, event in enumerate(found) if event.id == selection), 0)
    fields.put(page=str(place // ROWS + 1))


def read_event(atlas: OpenDataset, found: tuple[Event, ...], page: tuple[Event, ...]) -> Event:
    """The event whose card is open: the one selected if it is among those found, else the first of the page."""
    selection = view_state(atlas).view.selection
    return next((event for event in found if event.id == selection), page[0])


def rows(atlas: OpenDataset, page: tuple[Event, ...], chosen: Event, reader: Reader) -> None:
    """One page of events; a press on a row opens its card."""
    event_list(
        [_row(atlas.dataset, event.id, reader) for event in page],
        chosen.id,
        label=reader.t("Events; choose one to read it with its sources"),
        key="changes:rows",
        on_choose=lambda key: _choose(atlas, key),
    )


def card(atlas: OpenDataset, event: Event) -> None:
    """The card of the event that is read."""
    with st.container(border=True, key="changes-card"):
        event_card(atlas, event, key="changes")


def _choose(atlas: OpenDataset, key: str) -> None:
    st.session_state[_FOLLOWED] = key
    go(atlas, day=atlas.dataset.event[key].when.latest, selection=key)


@functools.lru_cache(maxsize=4096)
def _row(dataset: Dataset, key: str, reader: Reader) -> Row:
    event = dataset.event[key]
    kind = dataset.kinds[event.kind]
    return Row(
        event.id,
        when_in_words(event, reader.language),
        reader.say(event.title),
        reader.say(kind.names),
        kind.family,
        tuple(_facts(dataset, event, reader)),
    )


def _facts(dataset: Dataset, event: Event, reader: Reader) -> list[str]:
    """Who holds it then and how that stands, of how many places, and whether the sides agree."""
    t, day = reader.t, event.when.latest
    facts = list(
        dict.fromkeys(
            state_in_words(reader.say(dataset.actors[change.to].names_on(day)), change.standing, t)
            for change in event.changes
        )
    )
    count = len(places_of(dataset, event))
    if count:
        facts.append(t.plural("{n} place", "{n} places", count))
    reason = weigh(dataset, event).reason
    if reason in REASONS_SHORT:
        facts.append(t(REASONS_SHORT[reason]))
    return facts
