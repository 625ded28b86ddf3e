"""The button that copies the address of the view."""

from __future__ import annotations

import streamlit as st

from ...language.catalogue import Translator
from .script_text import script_text

_HTML = """
<button type="button" hidden><svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor"
stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.6-5.7l-1.4
1.3M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.6 5.7L12 17"/></svg><span></span></button><p role="status"></p>
"""
LOOKS = """
button { display: inline-flex; align-items: center; gap: 0.375rem; font: inherit; font-size: 0.875rem; color: inherit;
  background: var(--st-background-color); cursor: pointer; white-space: nowrap; border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius, 0.5rem); }
button[hidden] { display: none; }
button:hover { color: var(--st-primary-color); border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
p { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
"""
"""How a button that copies looks, whatever its size, and that what it says to who cannot see is not seen."""

_CSS = f"""{LOOKS}
button {{ min-height: 2.5rem; padding: 0.25rem 0.75rem; }}
@media (max-width: 899px) {{ button {{ padding: 0.25rem 0.625rem; }} span {{ display: none; }} }}
"""

COPY = script_text("copy.js")
"""What a button does that copies."""

_button = st.components.v2.component("controlatlas_share", html=_HTML, css=_CSS, js=COPY)


def share_button(t: Translator) -> None:
    """Copy the address of what is shown, with one click."""
    data = {"label": t("Share"), "help": t("Copy the address of this view"), "done": t("Address copied")}
    _button(key="share", data=data, width="content", height="content")
