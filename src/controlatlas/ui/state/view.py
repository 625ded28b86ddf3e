"""The view of one reader, the same on all pages: what the address or a widget asked for, and what the map shows since.

A map is asked by a new address or by a widget, and each time the *turn* grows. Between two requests the reader
moves it alone, and the page only takes note. Turning to another page is a request as well: its map begins where
the one before was left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from ...language.catalogue import translator
from ...language.dates_and_works import day_in_words
from ..parts.markdown import as_text
from .address import View, read_address, view_of_answer, write_address
from .asked import AGAIN, VIEW, take
from .datasets import OpenDataset
from .reader import address_of_reader, language
from .shown_address import put_view

FIELDS = ("day", "other", "mode", "lens", "from", "to", "select", "layers", "view")
"""The parts of the address that say what the map shows."""

_RESTORED = "view:restored"
_VISIT = "view:visit"


@dataclass
class ViewState:
    """The state of one reader's map: the last request, its turn, and what the map shows since then."""

    dataset: str
    requested: View
    view: View
    turn: int = 1


def view_state(atlas: OpenDataset) -> ViewState:
    """The state of this reader's map, renewed if the address asks for another."""
    query = take(VIEW) or {}
    state: ViewState | None = st.session_state.get("view-state")
    if state is None or state.dataset != atlas.name:
        turn = state.turn + 1 if state else 1
        requested = read_address(query, atlas.dataset, translator(language()))
        state = ViewState(atlas.name, requested, requested, turn)
        st.session_state["view-state"] = state
        _report(state)
    elif query.keys() & {*FIELDS}:
        _ask(state, read_address(query, atlas.dataset, translator(language())))
        _report(state)
    if query and st.session_state.pop(AGAIN, False):
        st.session_state[_RESTORED] = state.turn
    return state


def restored_turn() -> int | None:
    """The turn that asks for what the map shows already, since it outlived the server; such a map goes on as it is."""
    turn: int | None = st.session_state.get(_RESTORED)
    return turn


def view_of(atlas: OpenDataset) -> View:
    """The view of this reader, put into the address of a page that has no map of its own."""
    state = view_state(atlas)
    _write(state, atlas)
    return state.view


def go(
    atlas: OpenDataset,
    *,
    day: dt.date | None = None,
    selection: str | None = None,
    other: dt.date | None = None,
) -> None:
    """Ask the map to go to a day, or to select a place or an event, which also moves it; the rest stays.

    ``other`` is the day to compare with.
    """
    state = view_state(atlas)
    seen = state.view
    position = None if selection else seen.position
    there = day or seen.day
    span = seen.range if seen.range and seen.range[0] <= there <= seen.range[1] else None
    chosen = selection or seen.selection
    _ask(
        state,
        replace(seen, day=there, selection=chosen, position=position, range=span, other=other or seen.other),
    )


def show(atlas: OpenDataset, view: View) -> None:
    """Ask the map for exactly this view."""
    _ask(view_state(atlas), view)


def page_turned(page: str) -> None:
    """Take note of the page that is run, and of its words: the map of another one is asked anew for what was last seen."""
    state: ViewState | None = st.session_state.get("view-state")
    if st.session_state.get("page") != page:
        st.session_state[_VISIT] = visit() + 1
        if state is not None:
            _ask(state, state.view)
    st.session_state["page"] = page


def visit() -> int:
    """The how manieth page this is in the session, from 1; coming back to one is another visit."""
    number: int = st.session_state.get(_VISIT, 0)
    return number


def record_answer(state: ViewState, answer: Mapping[str, Any] | None, atlas: OpenDataset) -> View:
    """Take note of what the map says it shows since the last request, put it into the address, and return it."""
    if answer is not None and answer.get("turn") == state.turn:
        state.view = view_of_answer(answer, atlas.dataset, state.view)
    _write(state, atlas)
    return state.view


def report_ignored(ignored: tuple[str, ...], day: dt.date | None = None) -> None:
    """Say once what of the address could not be used, and what is shown instead: a day, or the page without it."""
    if not ignored:
        return
    t = translator(language())
    said = as_text(t.listed(ignored))
    if day is None:
        told = t("Ignored in the address: {what}. The page is shown without it.", what=said)
    else:
        shown = as_text(day_in_words(day, t.language))
        told = t("Ignored in the address: {what}. Shown is {shown}.", what=said, shown=shown)
    st.toast(told, icon=":material/info:")


def _write(state: ViewState, atlas: OpenDataset) -> None:
    put_view({"dataset": state.dataset, **address_of_reader(atlas), **write_address(state.view)})


def _ask(state: ViewState, view: View) -> None:
    state.requested = state.view = view
    state.turn += 1


def _report(state: ViewState) -> None:
    report_ignored(state.requested.ignored, state.requested.day)
