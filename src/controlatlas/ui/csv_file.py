"""Rows of plain values as a CSV file, and the button to take it away."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows with a line of field names above; empty if there are none."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def csv_button(label: str, text: str, file_name: str, **more: Any) -> None:
    """A button that downloads the text as a CSV file; ``more`` goes to the button."""
    st.download_button(label, text, file_name=file_name, mime="text/csv", icon=":material/download:", **more)
