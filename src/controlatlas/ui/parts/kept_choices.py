"""Widgets whose choice stays when the reader goes to another page and comes back, which Streamlit forgets of a widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

_KEPT = "kept choices"


def kept_text(label: str, key: str, *, value: str = "", **more: Any) -> str:
    """A field for a text."""
    _remember(key, value)
    return str(_noted(key, st.text_input(label, key=key, **more)))


def kept_one_of(
    label: str, options: Sequence[str], key: str, *, value: str | None, **more: Any
) -> str | None:
    """A list of which one is chosen; ``None`` as long as none is."""
    _remember(key, value, options)
    found = st.selectbox(label, options, index=None, key=key, **more)
    return None if _noted(key, found) is None else str(found)


def kept_buttons(label: str, options: Sequence[str], key: str, *, value: str, **more: Any) -> str:
    """The same as buttons."""
    _remember(key, value, options)
    return str(_noted(key, st.radio(label, options, key=key, **more)))


def kept_color(label: str, key: str, *, value: str) -> str:
    """A colour, as #rrggbb."""
    _remember(key, value)
    return str(_noted(key, st.color_picker(label, key=key)))


def kept(key: str, otherwise: str) -> str:
    """The choice of a widget, also where it is not on the page just now."""
    before = st.session_state.setdefault(_KEPT, {}).get(key, otherwise)
    return str(_noted(key, st.session_state.get(key, before)))


def _remember(key: str, value: Any, options: Sequence[str] | None = None) -> None:
    """Give a widget that is new on the page the choice that it had before; one that is no option any more is forgotten."""
    if key not in st.session_state:
        st.session_state[key] = st.session_state.setdefault(_KEPT, {}).get(key, value)
    if options is not None and st.session_state[key] not in options:
        st.session_state[key] = value


def _noted(key: str, found: Any) -> Any:
    st.session_state.setdefault(_KEPT, {})[key] = found
    return found
