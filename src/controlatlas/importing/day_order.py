"""Whether the day or the month comes first where days are written in figures with the year last: what a column decides."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..language.catalogue import mark
from ..records.errors import Said
from .days import NO_DAY, day_in
from .layers import Found
from .recipe import MONTH_FIRST

_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s*([-_./ ])\s*(\d{1,2})\s*\2\s*(\d{4})(?!\d)")
_MONTHS = 12

_IN_BOTH = mark(
    "has the day first in {one} and the month first in {other}; write all days in one way, as in 2025-08-23"
)


def month_comes_first(
    values: Iterable[object], wanted: str | None, file: str, field: str, problems: Found
) -> bool:
    """Whether the month comes first in a column of days, or in names of files.

    ``wanted`` says it; else the column does, where a first or a second figure is no month. Where it does not, the day is
    taken to come first, and that is told.
    """
    if wanted is not None:
        return wanted == MONTH_FIRST
    day_first = month_first = either = None
    for text in dict.fromkeys(it for it in values if isinstance(it, str)):
        found = _FIGURES.search(text)
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        if first > _MONTHS >= second:
            day_first = day_first or found[0]
        elif second > _MONTHS >= first:
            month_first = month_first or found[0]
        elif first != second and first <= _MONTHS:
            either = either or found[0]
    if day_first and month_first:
        problems.note(file, "", field, _IN_BOTH, one=day_first, other=month_first)
    elif month_first:
        problems.assume(
            mark("The month was read before the day, as {text} shows: where days are in figures, all are written so."),
            text=month_first,
        )  # fmt: skip
        return True
    elif either and not day_first:
        problems.assume(
            mark(
                "{text} was taken for {day}: nothing shows whether the day or the month comes first. "
                "If the month does, say so with --month-first."
            ),
            text=either,
            day=str(day_in(re.sub("_", "-", either))),
        )
    return False


def note_no_day(
    value: object, file: str, record: str, field: str, problems: Found, *, month_first: bool
) -> None:
    """Note that a value is no day, unless it is one in the other order and that both are there has been told."""
    told = any(isinstance(it.message, Said) and it.message.template == _IN_BOTH for it in problems)
    if not (told and day_in(value, month_first=not month_first) is not None):
        problems.note(file, record, field, NO_DAY, value=repr(value))
