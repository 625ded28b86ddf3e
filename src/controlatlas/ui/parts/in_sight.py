"""What stands further down a page is put there when the reader comes near it, and costs nothing before.

A chart with its figures takes a browser as long as the map above it, which most readers never leave.
"""

from __future__ import annotations

import streamlit as st

from ..state.view import visit
from .script_text import script_text

_SCRIPT = script_text("in_sight.js")
_ROOM = """
<div class="room" aria-busy="true"><h2><button type="button"></button></h2></div>
<style>
.room { height: 36rem; padding-top: 0.75rem }
.room h2 { padding: 0; font-size: 1.75rem; font-weight: 600 }
.room button { all: unset; cursor: pointer }
.room button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px }
</style>
"""
_component = st.components.v2.component("controlatlas_in_sight", html=_ROOM, js=_SCRIPT, isolate_styles=False)


def in_sight(title: str, *, key: str) -> bool:
    """Whether the reader has come near this place of the page since they came to the page.

    Until then the room that it takes is kept, under its ``title``, which is a button for whoever goes by keyboard.
    """
    seen = f"{key}:seen"
    if st.session_state.get(seen) == visit():
        return True

    def heard() -> None:
        st.session_state[seen] = (st.session_state.get(key) or {}).get("seen")

    _component(key=key, data={"title": title, "visit": visit()}, on_seen_change=heard)
    return False
