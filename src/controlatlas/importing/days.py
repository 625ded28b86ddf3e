"""Days as they stand in names of files and in columns: 2025-08-23, 20250823, 20250823.0, 23.08.2025, a timestamp."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


def day_in_name(name: str) -> dt.date | None:
    """The last day that stands in a name as year, month, day; ``None`` if none does."""
    for found in reversed(list(_IN_NAME.finditer(name))):
        day = _day(found[1], found[3], found[4])
        if day is not None:
            return day
    return None


def day_in(value: Any) -> dt.date | None:
    """The day that a value of a column means; ``None`` for a value that is empty or no day.

    Numbers are year, month and day as eight digits. A text with points or slashes begins with the day.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, dt.datetime):
        return None if value != value else value.date()
    if isinstance(value, dt.date):
        return value
    text = str(int(value)) if isinstance(value, float) and value == int(value) else str(value).strip()
    text = re.sub(r"\.0+$", "", text)
    if found := re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text):
        return _day(*found.groups())
    if found := _DAY_FIRST.fullmatch(text):
        return _day(found[3], found[2], found[1])
    return None


def is_empty(value: Any) -> bool:
    """Whether a field of a table holds nothing."""
    return value is None or value != value or not str(value).strip()


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
