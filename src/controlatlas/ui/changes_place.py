"""The filter of the page Changes by a place: typed under any of its names, or one of those that may be meant."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ..history.search import called, nearest
from ..language.reader import Reader
from ..records.model import Dataset
from .parts.markdown import as_text
from .state.datasets import OpenDataset
from .state.fields import Fields

SUGGESTIONS = 6
"""How many places are suggested for a name that is no one's, or that of several."""

_TYPED = "changes:place-name"
_LONGEST = 200
"""How many letters of what is typed are read."""


def place_filter(atlas: OpenDataset, fields: Fields, reader: Reader, within: Any) -> None:
    """The field for the name of a place or a group; the field ``place`` has its id, or what was typed if it is no one's."""
    dataset, t = atlas.dataset, reader.t
    fields.put(place=_meant(dataset, fields["place"]))
    key = fields["place"]
    st.session_state[_TYPED] = reader.place(dataset, key) if is_known(dataset, key) else key or ""
    within.text_input(
        t("Place"),
        key=_TYPED,
        placeholder=t("A name in any language or spelling"),
        on_change=lambda: fields.put(place=_meant(dataset, st.session_state[_TYPED]), page="1"),
    )


def is_known(dataset: Dataset, key: str | None) -> bool:
    """Whether an id is that of a place or a group."""
    return key in dataset.places or key in dataset.groups


def suggest(atlas: OpenDataset, fields: Fields, reader: Reader) -> None:
    """For a name that is no one's, or that of several: the nearest places, each a button."""
    dataset, t, typed = atlas.dataset, reader.t, fields["place"]
    found = dict.fromkeys(
        [*called(dataset, typed), *(hit.id for hit in nearest(dataset, typed, SUGGESTIONS))]
    )
    if found:
        st.markdown(t("Did you mean one of these?"))
    else:
        st.info(
            t("No place is called “{name}”. Try another spelling or language.", name=as_text(typed)),
            icon=":material/info:",
        )
    with st.container(horizontal=True):
        for key in list(found)[:SUGGESTIONS]:
            st.button(
                as_text(_told_apart(dataset, key, reader)),
                key=f"changes:hit:{key}",
                on_click=lambda key=key: fields.put(place=key, page="1"),
            )


def _told_apart(dataset: Dataset, key: str, reader: Reader) -> str:
    """The name of a place with the first of its groups, by which it is told from others of that name."""
    place = dataset.places.get(key)
    within = reader.say(dataset.groups[place.within[0]].names) if place and place.within else ""
    return f"{reader.place(dataset, key)}, {within}" if within else reader.place(dataset, key)


def _meant(dataset: Dataset, typed: str | None) -> str | None:
    """The id of the one place or group that is called so; else what was typed."""
    text = (typed or "").strip()[:_LONGEST]
    found = called(dataset, text) if text else ()
    return found[0] if len(found) == 1 else text or None
