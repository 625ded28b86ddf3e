"""The button to take rows away as a CSV file."""

from __future__ import annotations

from typing import Any

import streamlit as st


def csv_button(label: str, text: str, file_name: str, **more: Any) -> None:
    """A button that downloads the text as a CSV file; ``more`` goes to the button."""
    st.download_button(label, text, file_name=file_name, mime="text/csv", icon=":material/download:", **more)
