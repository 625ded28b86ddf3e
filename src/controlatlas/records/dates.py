"""Calendar days and vague dates: ISO days, and the part of EDTF (ISO 8601-2) that a chronology needs."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass

from .errors import DateError

_POINT = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?"
_DATE = re.compile(rf"{_POINT}(/{_POINT})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SEASON = re.compile(r"[0-9]{4}-(2[1-9]|[3-9][0-9])")


@dataclass(frozen=True, slots=True)
class When:
    """A date as a source gives it: the EDTF text and the first and last day that it may mean."""

    text: str
    earliest: dt.date
    latest: dt.date
    approximate: bool = False

    @property
    def vague(self) -> bool:
        """Whether the day itself is unknown (an interval, a month, a year)."""
        return self.earliest != self.latest


def parse_day(text: str) -> dt.date:
    """Read one calendar day written as YYYY-MM-DD; raise ``DateError`` for anything else."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise DateError(
            f"{text!r} is no calendar day; write it as YYYY-MM-DD, for example 2020-11-10"
        ) from None
    if day.isoformat() != text:
        raise DateError(f"{text!r} is no calendar day; write it as YYYY-MM-DD, for example 2020-11-10")
    return day


def is_day(text: str) -> bool:
    """Whether a text has the form of a calendar day, not whether there is such a day."""
    return _DAY.fullmatch(text) is not None


@functools.lru_cache(maxsize=8192)
def parse_when(text: str) -> When:
    """Read an EDTF date: a day, month, year, interval (``a/b``), uncertain (``?``) or approximate (``~``).

    Bounds are those of the calendar: ``1992-05`` runs from 1 to 31 May. A mark of approximation widens
    nothing, because EDTF does not say by how much; it is kept as ``approximate``. The rest of EDTF (open
    intervals, seasons, sets, clock times) raises ``DateError``: an event needs a first and a last possible day.
    """
    try:
        day = parse_day(text)
    except DateError:
        pass
    else:
        return When(text, day, day)
    # edtf reads more than that, and gives an open interval an end ten years on, so it is asked only what we mean
    if not _DATE.fullmatch(text) or _SEASON.match(text) or _SEASON.match(text.partition("/")[2]):
        raise _no_date(text)
    first, _, last = text.partition("/")
    try:
        earliest, latest = _days_of(first)[0], _days_of(last or first)[1]
    except ValueError:
        earliest, latest = _bounds(text)
    if earliest > latest:
        raise DateError(f"{text!r} ends before it begins; put the earlier date first")
    return When(text, earliest, latest, approximate="~" in text or "?" in text or "%" in text)


def _days_of(point: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a day, month or year without a mark; raise ``ValueError`` for anything else."""
    numbers = [int(number) for number in point.split("-")]
    first = dt.date(*numbers, *(1, 1)[len(numbers) - 1 :])
    if len(numbers) == 3:
        return first, first
    month = numbers[1] if len(numbers) == 2 else 12
    return first, dt.date(first.year, month, calendar.monthrange(first.year, month)[1])


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day as the library of EDTF reads them: for each text it takes a hundredth of a second."""
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        return dt.date(*lower[:3]), dt.date(*upper[:3])
    except (EDTFParseException, ValueError, TypeError, AttributeError, KeyError):
        raise _no_date(text) from None


def lies_in(day: dt.date, start: dt.date | None, end: dt.date | None) -> bool:
    """Whether a day lies in a span: its first day is included, its end is not, ``None`` is open."""
    return (start is None or start <= day) and (end is None or day < end)


def _no_date(text: str) -> DateError:
    shown = text if len(text) <= 60 else text[:57] + "..."
    return DateError(
        f"{shown!r} is no date; write a day (2020-11-10), a month (1992-05), a year (1992), "
        "an interval (1992-08-08/1992-08-09) or an approximate date (1991-09~)"
    )
