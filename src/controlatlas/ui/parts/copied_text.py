"""A text with a button that copies it: a caption, an address, a reference.

Streamlit's own block for code loads a painter of three hundred programming languages first, which is more than all else that
a page of words costs a browser.
"""

from __future__ import annotations

import contextlib
from typing import Any

import streamlit as st

from ...language.catalogue import Translator
from .share import COPY, LOOKS

_HTML = """
<div class="text"><pre></pre><button type="button" hidden><svg viewBox="0 0 24 24" width="16" height="16" fill="none"
stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true"><path d="M9 9h11v11H9z"/><path
d="M5 15H4V4h11v1"/></svg><span></span></button><p role="status"></p></div>
"""
_CSS = (
    LOOKS
    + """
.text { display: flex; align-items: flex-start; gap: 0.75rem; padding: 0.625rem 0.625rem 0.625rem 0.875rem;
  border-radius: var(--st-base-radius, 0.5rem); background: var(--st-secondary-background-color); }
pre { flex: 1; min-width: 0; margin: 0.25rem 0; font: inherit; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.exact { font-family: var(--st-code-font), ui-monospace, monospace; font-size: 0.875rem; }
button { flex: none; min-height: 2rem; padding: 0.125rem 0.625rem; }
@media (max-width: 599px) { button { padding: 0.125rem 0.5rem; } span { display: none; } }
@media print { button { display: none; } }
"""
)
_block = st.components.v2.component("controlatlas_copied_text", html=_HTML, css=_CSS, js=COPY)


def copied_text(text: str, t: Translator, *, key: str, exact: bool = False, within: Any = None) -> None:
    """A text as it stands, with a button that copies it; ``exact`` for what a program reads, letter by letter."""
    data = {
        "text": text,
        "style": "exact" if exact else "",
        "label": t("Copy"),
        "help": t("Copy this text"),
        "done": t("Copied"),
    }
    with within or contextlib.nullcontext():
        _block(key=f"copy:{key}", data=data, height="content")
