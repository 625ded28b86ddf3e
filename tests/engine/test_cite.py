"""Dates and works in words."""

from __future__ import annotations

import datetime as dt

import pytest

from controlatlas.language.dates_and_works import day_in_words, issued_in_words, one_line
from controlatlas.records.model import Source


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "10 November 2020"),
        ("az", "10 noyabr 2020"),
        ("ru", "10 ноября 2020\u202fг."),
        ("hy", "10 նոյեմբերի, 2020 թ.|2020 թ. նոյեմբերի 10"),  # CLDR up to 47 and from 48
        ("hy-Latn", "10 նոյեմբերի, 2020 թ.|2020 թ. նոյեմբերի 10"),
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
