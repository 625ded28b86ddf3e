"""The arrow keys of a tour: counted in the browser, which tells the stop that they have come to."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from .script_text import script_text

_SCRIPT = script_text("tour_keys.js")
_component = st.components.v2.component("controlatlas_tour_keys", js=_SCRIPT, isolate_styles=False)

_KEY, _HEARD = "tour:keys", "tour:heard"


def tour_keys(tour: str, step: int, most: int, come_to: Callable[[int], object]) -> None:
    """Let the arrow keys lead from stop to stop, 1 to ``most``; ``come_to`` is called with the stop, in a callback.

    Presses are numbered: what Python has heard of once is not obeyed again, and a press is never one with the next.
    """

    def heard() -> None:
        at = (st.session_state.get(_KEY) or {}).get("at") or {}
        if at.get("tour") == tour and at.get("seq", 0) > st.session_state.get(_HEARD, 0):
            st.session_state[_HEARD] = at["seq"]
            come_to(min(max(int(at["step"]), 1), most))

    data = {"tour": tour, "step": step, "most": most, "seq": st.session_state.get(_HEARD, 0)}
    _component(key=_KEY, data=data, on_at_change=heard)
