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


def day_in_name(name: str, *, month_first: bool = False) -> dt.date | None:
    """The last day that stands in a name, the year first; else one that stands there otherwise; ``None`` if none does.

    Where the year does not come first, the day comes before the month, unless ``month_first`` says otherwise.
    """
    for found in reversed(list(_YEAR_FIRST.finditer(name))):
        day = _day(found[1], found[3], found[4])
        if day is not None:
            return day
    for pattern in _IN_NAME:
        for found in reversed(list(pattern.finditer(name))):
            text = re.sub(r"_|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", found[0])
            day = _in_words(text, month_first)
            if day is not None:
                return day
    return None


def names_a_day(name: str) -> bool:
    """Whether a day stands in a name, whichever of day and month comes first."""
    return any(day_in_name(name, month_first=it) is not None for it in (False, True))


def day_in(value: Any, *, month_first: bool = False, counted_from: dt.date | None = None) -> dt.date | None:
    """The day that a value of a column means; ``None`` for a value that is empty or no day.

    Numbers are year, month and day as eight digits, or, of five, days ``counted_from`` a day, as workbooks do. Where the year
    does not come first, the day comes before the month, unless ``month_first`` says otherwise; the month may stand in words,
    in any language of the program. A time of the day behind it is passed over.
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, dt.datetime):
        return None if value != value else value.date()
    if isinstance(value, dt.date):
        return value
    whole = isinstance(value, float) and (value == int(value) or counted_from is not None)
    text = str(int(value)) if whole else str(value).strip()
    text = re.sub(r"\.0+$", "", text)
    if found := re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text):
        return _day(*found.groups())
    if text.isdecimal():
        if counted_from is not None and len(text) == len("44624"):
            return counted_from + dt.timedelta(days=int(text))
        return None
    return _in_words(_TIME.sub("", text), month_first)


_TIME = re.compile(
    r"[,T ]\s*\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)


def _in_words(text: str, month_first: bool) -> dt.date | None:
    """The day as people write it, the month in figures or in a language of the program."""
    found = (typed_day(text, it, month_first=month_first) for it in LANGUAGES)
    return next((day for day in found if day is not None), None)


def is_empty(value: Any) -> bool:
    """Whether a field of a table holds nothing."""
    return value is None or value != value or not str(value).strip()


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
