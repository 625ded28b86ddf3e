"""Who moves the map: what Python last asked it to show, and what the reader has done since.

The map is asked by a new address or by a widget, and each time the *turn* grows. Between two wishes the
reader moves it alone, and the page only takes note.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from ..model import Dataset
from .address import View, read_address, view_of_answer, write_address
from .data import Opened

FIELDS = ("day", "lens", "from", "to", "select", "layers", "view")
"""The parts of the address that say what the map shows."""


@dataclass
class Wishes:
    """The state of one reader's map: the last wish, its turn, and what the map shows since then."""

    dataset: str
    wish: View
    view: View
    turn: int = 1
    written: Mapping[str, str] | None = None


def wishes(atlas: Opened) -> Wishes:
    """The state of this reader's map, renewed if the address asks for something else than what we wrote there."""
    query = {key: st.query_params[key] for key in FIELDS if key in st.query_params}
    state: Wishes | None = st.session_state.get("wishes")
    if state is None or state.dataset != atlas.name:
        turn = state.turn + 1 if state else 1
        wish = read_address(query, atlas.dataset)
        state = Wishes(atlas.name, wish, wish, turn, query)
        st.session_state["wishes"] = state
        _report(state)
    elif query and query != state.written:
        _ask(state, read_address(query, atlas.dataset))
        state.written = query
        _report(state)
    return state


def go(atlas: Opened, *, day: dt.date | None = None, selection: str | None = None) -> None:
    """Ask the map to go to a day, or to select a place or an event, which also moves it; the rest stays."""
    state = wishes(atlas)
    now = state.view
    position = None if selection else now.position
    there = day or now.day
    span = now.range if now.range and now.range[0] <= there <= now.range[1] else None
    chosen = selection or now.selection
    _ask(state, replace(now, day=there, selection=chosen, position=position, range=span))


def note(state: Wishes, answer: Mapping[str, Any] | None, dataset: Dataset) -> View:
    """Take note of what the map says it shows since the last wish, put it into the address, and return it."""
    if answer is not None and answer.get("turn") == state.turn:
        state.view = view_of_answer(answer, dataset, state.view)
    query = {"dataset": state.dataset, **write_address(state.view)}
    others = {
        key: value for key, value in st.query_params.to_dict().items() if key not in (*FIELDS, "dataset")
    }
    if {**others, **query} != st.query_params.to_dict():
        st.query_params.from_dict({**others, **query})
    state.written = {key: query[key] for key in FIELDS if key in query}
    return state.view


def _ask(state: Wishes, wish: View) -> None:
    state.wish = state.view = wish
    state.turn += 1


def _report(state: Wishes) -> None:
    if state.wish.ignored:
        said = re.sub(
            r"([\\`*_\[\]<>$:~])", r"\\\1", "; ".join(state.wish.ignored)
        )  # as text, not as Markdown
        st.toast(f"Ignored in the address: {said}.", icon=":material/info:")
