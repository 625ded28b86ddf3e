"""The address bar: Python says what it is to show, and the browser writes it."""

from __future__ import annotations

import urllib.parse

import streamlit as st

from ..state.asked import hear, hear_again
from ..state.sessions import this_session
from ..state.shown_address import end_address, jumps
from .navigation import PAGES
from .script_text import script_text

_SCRIPT = script_text("address_bar.js")
_component = st.components.v2.component("controlatlas_address", js=_SCRIPT, isolate_styles=False)

_KEY = "address:bar"


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
    said = (st.session_state.get(_KEY) or {}).get("back") or {}
    if said.get("session") == this_session():
        hear(dict(urllib.parse.parse_qsl(str(said.get("query", "")))))


def _again() -> None:
    said = (st.session_state.get(_KEY) or {}).get("again") or {}
    if said.get("session") == this_session():
        hear_again(dict(urllib.parse.parse_qsl(str(said.get("query", "")))))
