"""Days as they stand in names of files and in columns: 2025-08-23, 20250823.0, 23.08.2025, 23 August 2025, a timestamp."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

from ..language.catalogue import LANGUAGES, mark
from ..language.typed_days import typed_day

NO_DAY = mark("{value} is no day; write it as 2025-08-23")
"""What is said of a text that is none; with ``value``."""

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)")
_IN_NAME = (
    re.compile(r"(?<!\d)(\d{4})([-_. ])(\d{1,2})\2(\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(\d{1,2})([-_. ])(\d{1,2})\2(\d{4})(?!\d)"),
    re.compile(r"(?<!\d)\d{1,2}[-_. ]*[^\W\d_]{3,}[-_. ]*\d{4}(?!\d)"),
    re.compile(r"(?<!\d)\d{4}[-_. ]*[^\W\d_]{3,}[-_. ]*\d{1,2}(?!\d)"),
    re.compile(r"(?<![^\W\d_])[^\W\d_]{3,}[-_. ]*\d{1,2}(?:, ?|[-_. ])\d{4}(?!\d)"),
)
"""How else a day stands in a name: in figures with a mark between them, or with the month in words."""


def day_in_name(name: str) -> dt.date | None:
    """The last day that stands in a name, the year first; else one that stands there otherwise; ``None`` if none does.

    Where the year does not come first, the day comes before the month.
    """
    for found in reversed(list(_YEAR_FIRST.finditer(name))):
        day = _day(found[1], found[3], found[4])
        if day is not None:
            return day
    for pattern in _IN_NAME:
        for found in reversed(list(pattern.finditer(name))):
            day = _in_words(re.sub(r"_|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", found[0]))
            if day is not None:
                return day
    return None


def day_in(value: Any) -> dt.date | None:
    """The day that a value of a column means; ``None`` for a value that is empty or no day.

    Numbers are year, month and day as eight digits. Where the year does not come first, the day comes before the month, which
    may stand in words, in any language of the program.
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
    return None if text.isdecimal() else _in_words(text)


def _in_words(text: str) -> dt.date | None:
    """The day as people write it, the month in figures or in a language of the program."""
    return next((day for it in LANGUAGES if (day := typed_day(text, it)) is not None), None)


def is_empty(value: Any) -> bool:
    """Whether a field of a table holds nothing."""
    return value is None or value != value or not str(value).strip()


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
