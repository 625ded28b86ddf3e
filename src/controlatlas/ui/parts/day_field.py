"""The field in which a reader chooses a day of the dataset."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ...records.model import Dataset


def day_field(dataset: Dataset, label: str, key: str, *, within: Any = st, **more: Any) -> None:
    """A day that the dataset describes, written as ISO has it; ``within`` is where it stands, ``more`` goes to the field."""
    within.date_input(
        label, key=key, min_value=dataset.start, max_value=dataset.end, format="YYYY-MM-DD", **more
    )
