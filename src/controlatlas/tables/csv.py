"""Rows of plain values as the text of a CSV file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows with a line of field names above; empty if there are none.

    A text that a spreadsheet would compute has an apostrophe before it (OWASP, "CSV injection"); numbers stay numbers.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


_COMPUTED = re.compile(r"[=+\-@\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")


def _cell(value: Any) -> Any:
    """The value of a cell, with an apostrophe before a text that begins as a formula does and is no number."""
    if isinstance(value, str) and _COMPUTED.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
