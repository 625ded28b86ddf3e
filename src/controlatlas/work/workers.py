"""How many files the server makes at a time, as the environment says; apart, since the server reads it as it starts."""

from __future__ import annotations

import os
from collections.abc import Mapping

from ..records.errors import SettingError

VARIABLE = "CONTROLATLAS_WORKERS"
"""How many files are made at a time; one if it is not set, and 0 switches clips and ZIPs off."""

MOST_WORKERS = 64


def workers_wanted(environment: Mapping[str, str] = os.environ) -> int:
    """How many files may be made at a time; raise ``SettingError`` if the variable says no such number."""
    text = environment.get(VARIABLE, "").strip() or "1"
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and int(text) <= MOST_WORKERS):
        raise SettingError(
            f"{VARIABLE} is {text[:40]!r}, which is no number of processes: "
            f"write a whole number from 0, for none, to {MOST_WORKERS}, or leave it out for 1."
        )
    return int(text)
