"""The name of a session, by which a page that stays open knows that the server was started anew."""

from __future__ import annotations

import uuid

import streamlit as st


def session_name() -> str:
    """The name of this session, the same in all its runs."""
    name: str = st.session_state.setdefault("session:name", uuid.uuid4().hex)
    return name
