"""The address bar: Python says what it is to show, and the browser writes it."""

from __future__ import annotations

import urllib.parse

import streamlit as st

from ...language.naming import BOTH
from ..state.asked import hear, hear_again
from ..state.sessions import this_session
from ..state.shown_address import end_address, jumps
from .navigation import PAGES
from .script_text import script_text

_SCRIPT = script_text("address_bar.js")
_component = st.components.v2.component("controlatlas_address", js=_SCRIPT, isolate_styles=False)

_KEY, _HEARD = "address:bar", "address:heard"


def address_bar(page: str) -> None:
    """Have the browser show the address of this run, with an entry in its history if the reader has jumped; last in each run."""
    query = end_address()
    if query is None:
        return
    data = {
        "page": page,
        "first": PAGES[0].name,
        "query": urllib.parse.urlencode(query),
        "session": this_session(),
        "jump": jumps(),
    }
    _component(key=_KEY, data=data, on_again_change=_again, on_back_change=_back)


def _back() -> None:
    if (query := _news("back")) is not None:
        hear({"names": BOTH, **query})  # an address that is silent of names is one with those of both sides


def _again() -> None:
    if (query := _news("again")) is not None:
        hear_again(query)


def _news(part: str) -> dict[str, str] | None:
    """The query that the browser has told to this session, once: who comes back to a page sends what was told there anew."""
    said = (st.session_state.get(_KEY) or {}).get(part) or {}
    number = said.get("number")
    if said.get("session") != this_session() or not isinstance(number, int):
        return None
    if number <= st.session_state.get(_HEARD, 0):
        return None
    st.session_state[_HEARD] = number
    return dict(urllib.parse.parse_qsl(str(said.get("query", ""))))
