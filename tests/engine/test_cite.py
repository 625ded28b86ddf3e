"""Dates and works in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from controlatlas.language.dates_and_works import (
    cite_dataset,
    day_in_words,
    days_in_words,
    issued_in_words,
    one_line,
)
from controlatlas.records.model import Dataset, Source


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "10 November 2020"),
        ("az", "10 noyabr 2020"),
        ("ru", "10 ноября 2020\u202fг."),
        ("hy", "10 նոյեմբերի, 2020 թ.|2020 թ. նոյեմբերի 10"),  # CLDR up to 47 and from 48
        ("hy-Latn", "10 November 2020"),  # its names are read beside English words
        ("x-klingon", "10 November 2020"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(language: str, words: str) -> None:
    """A day follows the language; where none is known, English stands in and nothing fails."""
    assert day_in_words(dt.date(2020, 11, 10), language) in words.split("|")


def _work(**fields: str | None) -> Source:
    given = {"publisher": None, "issued": None, "url": None, "language": None, "archive": None, **fields}
    return Source(id="w", title="A title.", side="x", csl={}, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("issued", "words"), [(None, ""), ("1992", "1992"), ("1992-05", "May 1992"), ("1992-05-09", "9 May 1992")]
)
def test_a_date_of_publication_is_no_more_exact_than_known(issued: str | None, words: str) -> None:
    """A work known by its month gets no invented day."""
    assert issued_in_words(_work(issued=issued)) == words


def test_a_work_in_one_line_leaves_out_what_is_unknown() -> None:
    """Without publisher, date and address only the title stands there."""
    assert one_line(_work()) == "A title."
    full = _work(publisher="A press", issued="1992-05", url="https://example.org/a")
    assert one_line(full) == "A title. A press, May 1992. https://example.org/a"


@pytest.mark.parametrize(
    ("language", "month", "year", "years"),
    [
        ("en", "12–18 June 1992", "26 September – 10 November 2020", "9 May 1992 – 4 November 2020"),
        (
            "ru",
            "12–18 июня 1992\u202fг.",
            "26 сентября – 10 ноября 2020\u202fг.",
            "9 мая 1992\u202fг. – 4 ноября 2020\u202fг.",
        ),
        ("az", "12–18 iyun 1992", "26 sentyabr – 10 noyabr 2020", "9 may 1992 – 4 noyabr 2020"),
        (
            "hy",
            "12–18 հունիսի, 1992 թ.|1992 թ. հունիսի 12–18",  # CLDR up to 47 and from 48
            "26 սեպտեմբերի – 10 նոյեմբերի, 2020 թ.|2020 թ. սեպտեմբերի 26 – նոյեմբերի 10",
            "9 մայիսի, 1992 թ. – 4 նոյեմբերի, 2020 թ.|1992 թ. մայիսի 9 – 2020 թ. նոյեմբերի 4",
        ),
    ],
)
def test_what_two_days_share_is_said_once(language, month, year, years):
    """A month or a year that both days have stands once, in the order of the language."""
    days = [dt.date(1992, 6, 12), dt.date(1992, 6, 18), dt.date(2020, 9, 26), dt.date(2020, 11, 10)]
    assert days_in_words(days[0], days[1], language) in month.split("|")
    assert days_in_words(days[2], days[3], language) in year.split("|")
    assert days_in_words(dt.date(1992, 5, 9), dt.date(2020, 11, 4), language) in years.split("|")
    assert days_in_words(days[0], days[0], "en") == "12 June 1992"


def test_a_citation_of_the_dataset_has_no_full_stop_twice(two_islands: Dataset) -> None:
    """An abbreviated year before the end of a sentence ends it: one full stop, not two and not none."""
    at_its_end = replace(two_islands, end=dt.date(2021, 12, 31))
    assert "31 декабря 2021\u202fг. Control Atlas. " in cite_dataset(at_its_end, "ru")
    assert "31 December 2021. Control Atlas. " in cite_dataset(at_its_end, "en")
    assert ".." not in cite_dataset(at_its_end, "ru") + cite_dataset(at_its_end, "en")
