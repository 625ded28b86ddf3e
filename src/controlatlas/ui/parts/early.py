"""What a reader does before the scripts of components are there, or while they are not, is kept for them."""

from __future__ import annotations

import importlib.resources

import streamlit as st

_SCRIPT = importlib.resources.files(__package__).joinpath("early.js").read_text(encoding="utf-8")
_HTML = f"<script>{_SCRIPT}</script>"


def early_ears() -> None:
    """Listen from the first run of a session on; before anything that can be pressed.

    A component would be too late: the browser fetches its script when the page is seen already.
    """
    st.html(_HTML, unsafe_allow_javascript=True)
