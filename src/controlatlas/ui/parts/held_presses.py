"""Presses that take something away wait until the page shows what was chosen before them."""

from __future__ import annotations

import streamlit as st

from ..state.sessions import this_session
from .script_text import script_text

_SCRIPT = script_text("held_presses.js")
_component = st.components.v2.component("controlatlas_held", js=_SCRIPT, isolate_styles=False)

_KEY = "held-presses"


def held_presses() -> None:
    """Say of which press this run has heard; after all that can be taken away.

    A press is told after every choice, in the order of the websocket. So a run that has heard of it has heard of them.
    """
    heard = (st.session_state.get(_KEY) or {}).get("pressed") or {}
    data = {"seq": heard.get("seq", 0), "session": this_session()}
    _component(key=_KEY, data=data, on_pressed_change=lambda: None)
