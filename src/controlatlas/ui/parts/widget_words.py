"""The words that Streamlit writes into its widgets by itself, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ...language.catalogue import Translator, mark
from .script_text import script_text

_SCRIPT = script_text("widget_words.js")
_component = st.components.v2.component("controlatlas_widget_words", js=_SCRIPT, isolate_styles=False)

WORDS: Mapping[str, str] = {
    "Add: {}": mark("Look for “{name}”"),
    "No results": mark("Nothing found"),
    "Choose options": mark("Choose"),
    "Choose an option": mark("Choose"),
    "Select all": mark("Choose all"),
    "Select {} matches": mark("Choose what was found: {name}"),
    "Clear all": mark("Remove all"),
    "Clear value": mark("Remove the choice"),
    "Clear entry": mark("Remove the text"),
    "Remove {}": mark("Remove: {name}"),
    "Open": mark("Open the list"),
    "Press Enter to apply": mark("Press Enter"),
    "Upload": mark("Choose files"),
    "Add files": mark("Add files"),
    "Drag and drop a file here": mark("Or drop a file here"),
    "Drag and drop files here": mark("Or drop files here"),
    "{}MB per file": mark("At most {mb} MB a file"),
    "Upload failed": mark("The file could not be sent"),
    "{} more": mark("More pages: {name}"),
    "Download as CSV": mark("Download as CSV"),
    "Search": mark("Search"),
    "Show/hide columns": mark("Choose columns"),
    "Fullscreen": mark("Full screen"),
    "Close fullscreen": mark("Leave the full screen"),
    "Clear selection": mark("Remove the selection"),
    "Main menu": mark("Menu"),
    "Rerun": mark("Run the page again"),
    "Print": mark("Print"),
    "Record a screencast": mark("Record the screen"),
    "Record screen": mark("Record the screen"),
    "Settings": mark("Settings"),
    "About": mark("About"),
    "Theme": mark("Colours"),
    "System": mark("As the system"),
    "Use system setting": mark("As the system"),
    "Light": mark("Light"),
    "Dark": mark("Dark"),
    "Skip to main content": mark("Skip to the text"),
    "Running...": mark("One moment …"),
    "Connecting": mark("Connecting …"),
    "Stop": mark("Stop"),
}
"""What Streamlit writes, ``{}`` for what it fills in, and what the page says instead, with ``{name}`` for that."""

KEPT_IN_ENGLISH = tuple(key for key in WORDS if key not in ("Add: {}", "Running...", "{} more"))
"""What an English page leaves as it is."""


def widget_words(t: Translator) -> None:
    """Have the browser put the words of the page where Streamlit writes its own."""
    words = [
        [key, t(text, **dict.fromkeys(("name", "mb"), "{}"))]
        for key, text in WORDS.items()
        if t.language != "en" or key not in KEPT_IN_ENGLISH
    ]
    _component(key="widget-words", data={"words": words, "language": t.language})
