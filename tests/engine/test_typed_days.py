"""A day as readers type it."""

from __future__ import annotations

import datetime as dt

import pytest

from controlatlas.language.catalogue import LANGUAGES
from controlatlas.language.dates_and_works import day_in_words
from controlatlas.language.typed_days import typed_day

EIGHTH = dt.date(2020, 11, 8)


@pytest.mark.parametrize(
    "text",
    ["2020-11-08", "20201108", "2020.11.8", "8.11.2020", "08.11.2020", "8. 11. 2020", " 8/11/2020 ", "08-11-2020",
     "08112020", "8 11 2020", "8 November 2020", "8 nov. 2020", "November 8, 2020"],
)  # fmt: skip
def test_many_ways_mean_one_day(text):
    """By ISO, in figures with the day first, and with the month in English words, in each language."""
    assert [typed_day(text, language) for language in LANGUAGES] == [EIGHTH] * len(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "8 ноября 2020 г."),
        ("ru", "8 ноябрь 2020"),
        ("az", "8 noyabr 2020"),
        ("hy", "2020 թ. նոյեմբերի 8"),
    ],
)
def test_the_month_in_words_of_the_language(language, text):
    """As people of the language write it."""
    assert typed_day(text, language) == EIGHTH


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_writes_it_reads(language):
    """Every day of a year in the words of the page."""
    days = [dt.date(2020, 1, 1) + dt.timedelta(n) for n in range(366)]
    assert [typed_day(day_in_words(day, language), language) for day in days] == days


@pytest.mark.parametrize(
    "text",
    ["", "x", "2020", "2020-11", "8.11", "8.11.20", "31.2.2020", "2020-13-01", "8.11/2020", "November 2020", "1 2 3",
     "8 November 2020 9", "8 May November 2020", "120201108", "0.0.0000", "8.11.2020 to 9.11.2020"],
)  # fmt: skip
def test_what_is_no_single_day_is_none(text):
    """Neither half a date nor two of them nor a day that there is not."""
    assert typed_day(text, "en") is None
