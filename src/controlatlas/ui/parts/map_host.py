"""The map document inside the page: mounted once, then driven by messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ..served import address_of
from ..state.address import View
from ..state.datasets import Document
from ..state.sessions import this_session
from ..state.view import restored_turn
from .navigation import PAGES, note_map, turn_to
from .script_text import script_text

_SCRIPT = script_text("map_host.js")
_component = st.components.v2.component("controlatlas_map", js=_SCRIPT, isolate_styles=False)


WHOLE, ALONE, PREVIEW = "whole", "alone", "preview"
"""How much of it there is."""


def show_map(
    document: Document,
    *,
    title: str,
    view: View,
    turn: int,
    key: str,
    fit: tuple[float, float, float, float] | None = None,
    shape: str = WHOLE,
    plays: bool = False,
    tour: str | None = None,
) -> Mapping[str, Any] | None:
    """Show the map and return what the reader committed last; ``None`` at first.

    The document comes by HTTP from its address, or with the run where no server sends it, or where the browser has asked in
    vain; then it travels only if the browser does not have one of that fingerprint yet. ``turn`` must grow
    whenever ``view`` is to be obeyed: as long as it stays, the reader's own moves stand. ``fit`` (south, west,
    north, east) is where a view without a position looks. ``shape`` is ``WHOLE``, ``ALONE`` (the map and its timeline without the panel) or ``PREVIEW`` (no greeting, the legend closed).
    ``plays``: keys for days that are pressed while nothing on the page has the focus are for it (``early.js``).
    ``tour`` is the title of the tour that a newcomer is shown the way to; who takes it comes to the page Tours.
    """
    note_map(key)
    last = st.session_state.get(key) or {}
    asked = last.get("need")
    sent = st.session_state.setdefault(f"{key}:sent", "")
    data: dict[str, Any] = {
        "fingerprint": document.fingerprint,
        "first": PAGES[0].name,
        "title": title,
        "tour": tour,
        "turn": turn,
        "heard": (last.get("view") or {}).get("told"),
        "day": view.day.isoformat(),
        "lens": view.lens.value,
        "range": [day.isoformat() for day in view.range] if view.range is not None else None,
        "other": view.other.isoformat() if view.other is not None else None,
        "mode": view.mode,
        "selection": view.selection,
        "layers": list(view.layers) if view.layers is not None else None,
        "fit": list(fit) if fit is not None else None,
        "shape": shape,
        "plays": plays,
        "view": list(view.position) if view.position is not None else None,
        "session": this_session(),
        "restored": turn == restored_turn(),
    }
    address = address_of(document)
    if address is not None and asked != document.fingerprint:
        data["address"] = address
    elif asked == document.fingerprint or sent != document.fingerprint:
        data["html"] = document.html
        st.session_state[f"{key}:sent"] = document.fingerprint
    answer = _component(
        key=key,
        data=data,
        on_view_change=lambda: None,
        on_need_change=lambda: None,
        on_tour_change=lambda: turn_to("tours"),
        height="content",
    )
    found: Mapping[str, Any] | None = answer.get("view")
    return found
