"""The first run of a page with a map: what can wait does, so that the map is there first.

In that run the browser is busy with the map, and each widget would delay it. The map's first word brings the next
run, and with it everything else.
"""

from __future__ import annotations

import streamlit as st


def first_run(page: str) -> bool:
    """Whether this is the first run of a page in this session; asked once in a run."""
    key = f"{page}:runs"
    runs: int = st.session_state.get(key, 0)
    st.session_state[key] = runs + 1
    return runs == 0
