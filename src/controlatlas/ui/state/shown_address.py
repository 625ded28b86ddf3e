"""The address of what is shown, as its parts come together in a run."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

_VIEW, _OWN, _SHOWN, _JUMPS = "address:view", "address:own", "address:shown", "address:jumps"


def begin_address() -> None:
    """Forget the address of the run before; once at the start of each run."""
    st.session_state.pop(_VIEW, None)
    st.session_state.pop(_OWN, None)


def put_view(query: Mapping[str, str]) -> None:
    """What the address says of the view, the language and the dataset."""
    st.session_state[_VIEW] = dict(query)


def put_own(query: Mapping[str, str]) -> None:
    """What the address says of the fields of the page."""
    st.session_state[_OWN] = dict(query)


def end_address() -> dict[str, str] | None:
    """The address of this run; ``None`` if the page shows no view."""
    view = st.session_state.get(_VIEW)
    if view is None:
        return None
    st.session_state[_SHOWN] = {**st.session_state.get(_OWN, {}), **view}
    return shown_address()


def jumped() -> None:
    """Take note, from a callback, that the reader has gone somewhere by name or chosen another language: Back is to undo it."""
    st.session_state[_JUMPS] = jumps() + 1


def jumps() -> int:
    """How often that was so in this session."""
    number: int = st.session_state.get(_JUMPS, 0)
    return number


def shown_address() -> dict[str, str]:
    """The address that the browser was last told to show."""
    return dict(st.session_state.get(_SHOWN, {}))
