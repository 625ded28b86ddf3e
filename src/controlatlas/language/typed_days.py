"""A calendar day as readers type it: by ISO, in figures with the day first, or with the month in words."""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata

from babel.dates import get_month_names

from .dates_and_works import locale_of

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-./ ]?)(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})([-./ ]?)(?P<month>\d{1,2})\2(?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})([-./ ]?)(?P<day>\d{1,2})\2(?P<year>\d{4})")
_ROUND_A_MARK = re.compile(r"\s*([-./])\s*")
_FIGURES, _WORDS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")


def typed_day(text: str, language: str, *, month_first: bool = False) -> dt.date | None:
    """The day that a text means; ``None`` if it means none, or not one alone.

    2020-11-08, 20201108, 8.11.2020, 08/11/2020, 8 November 2020 and the month's name in the language all mean the same.
    The day comes before the month, as in all languages of the program, unless the year comes first or ``month_first`` says otherwise.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    plain = _ROUND_A_MARK.sub(r"\1", plain)
    if plain.isdecimal() and len(plain) != len("20201108"):
        return None
    for pattern in (_YEAR_FIRST, _MONTH_FIRST if month_first else _DAY_FIRST):
        found = pattern.fullmatch(plain)
        day = found and _day(*(int(found[part]) for part in ("year", "month", "day")))
        if day:
            return day
    return _with_month_in_words(plain, language)


def _with_month_in_words(plain: str, language: str) -> dt.date | None:
    figures, names = _FIGURES.findall(plain), _months(language)
    months = {names[word] for word in _WORDS.findall(plain) if word in names}
    years = [figure for figure in figures if len(figure) == len("2020")]
    days = [figure for figure in figures if len(figure) <= len("31")]
    if len(months) != 1 or len(years) != 1 or len(days) != 1 or len(figures) != len("dy"):
        return None
    return _day(int(years[0]), months.pop(), int(days[0]))


@functools.lru_cache(maxsize=16)
def _months(language: str) -> dict[str, int]:
    """The names of the months and their short forms, in English and in the language."""
    return {
        name.casefold().rstrip("."): number
        for locale in (locale_of("en"), locale_of(language))
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, context, locale).items()
        if not name.isdecimal()
    }


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
