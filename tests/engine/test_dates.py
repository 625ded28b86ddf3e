"""A date is a calendar day, or it says what its first and its last possible day are."""

from __future__ import annotations

import datetime as dt

import pytest
from drawn_at_random import drawing
from hypothesis import given
from hypothesis import strategies as st

from controlatlas.records.dates import parse_day, parse_when
from controlatlas.records.errors import DateError

READ = [
    ("2020-11-10", "2020-11-10", "2020-11-10", False),
    ("2020-02-29", "2020-02-29", "2020-02-29", False),
    ("2020-02", "2020-02-01", "2020-02-29", False),
    ("2021-02", "2021-02-01", "2021-02-28", False),
    ("1900-02", "1900-02-01", "1900-02-28", False),
    ("2020-12", "2020-12-01", "2020-12-31", False),
    ("1992", "1992-01-01", "1992-12-31", False),
    ("1992-08-08/1992-08-09", "1992-08-08", "1992-08-09", False),
    ("2020-12-31/2021-01-01", "2020-12-31", "2021-01-01", False),
    ("1992-05/1992-06", "1992-05-01", "1992-06-30", False),
    ("1991/1992-01-15", "1991-01-01", "1992-01-15", False),
    ("2020-11-10/2020-11-10", "2020-11-10", "2020-11-10", False),
    ("1991-09~", "1991-09-01", "1991-09-30", True),
    ("2020-11-15~", "2020-11-15", "2020-11-15", True),
    ("2020-11-15?", "2020-11-15", "2020-11-15", True),
    ("2020-11-15%", "2020-11-15", "2020-11-15", True),
    ("1992-05~/1992-06", "1992-05-01", "1992-06-30", True),
]
REFUSED = [
    "", " ", "yesterday", "2020-02-30", "2021-02-29", "1900-02-29", "2020-13", "2020-00", "2020-04-31", "2020-1-1",
    "20201110", "10.11.2020", "2020/11/10", " 2020-11-10", "2020-11-10 ", "2020-11-10\n", "２０２０-11-10", "2020-11-10T10:00:00Z",
    "2020-W46", "2020-315", "2020-21", "2020-24", "2020-21/2020-23", "2020/", "/2020", "2020/..", "../2020",
    "2020/unknown", "[2019,2020]", "{2019,2020}", "201X", "2020-XX", "Y20200", "-0001", "0000", "20200-01-01",
    "2020-02-01/2020-02-30", "2020-11-10/2020-11-08", "2021/2020", "2020-11-10/2020-11-11/2020-11-12", "~", "/",
    "x" * 10_000, "(" * 10_000, "\x00", "2020-11-10\x00",
]  # fmt: skip


@pytest.mark.parametrize(("text", "earliest", "latest", "approximate"), READ)
def test_a_date_has_a_first_and_a_last_possible_day(
    text: str, earliest: str, latest: str, approximate: bool
) -> None:
    """Days, months, years, intervals and approximate dates are read with the bounds of the calendar."""
    when = parse_when(text)
    assert (when.earliest.isoformat(), when.latest.isoformat()) == (earliest, latest)
    assert when.approximate is approximate
    assert when.vague is (earliest != latest)
    assert when.text == text


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:30]))
def test_what_has_no_first_and_last_possible_day_is_refused(text: str) -> None:
    """Days that no calendar has, seasons, sets, open intervals and clock times are refused, never guessed."""
    with pytest.raises(DateError):
        parse_when(text)


@pytest.mark.parametrize("text", ["2020-11", "2020-02-30", "20201110", "2020-11-10T00:00", "2020-W46-2", ""])
def test_a_day_is_written_one_way_only(text: str) -> None:
    """Where a day is wanted, only YYYY-MM-DD is read, and the message shows how to write it."""
    with pytest.raises(DateError, match="write it as YYYY-MM-DD"):
        parse_day(text)


def test_a_message_about_a_date_stays_short() -> None:
    """However long the text is that was meant to be a date, the message shows only its beginning."""
    with pytest.raises(DateError) as caught:
        parse_when("x" * 10_000)
    assert len(str(caught.value)) < 300


@drawing(100)
@given(st.one_of(st.text(max_size=30), st.text("0123456789-/~?%XuY.,[]{}TZ: ", max_size=24)))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    """Whatever the text, the answer is a date whose days are in order, or a DateError and nothing else."""
    try:
        when = parse_when(text)
    except DateError:
        return
    assert when.earliest <= when.latest


@drawing(60)
@given(st.dates(), st.dates())
def test_every_day_and_every_interval_of_days_is_read(one: dt.date, other: dt.date) -> None:
    """Any calendar day reads as itself, and any two in order as the interval between them."""
    first, last = sorted((one, other))
    assert parse_day(first.isoformat()) == first
    when = parse_when(f"{first.isoformat()}/{last.isoformat()}")
    assert (when.earliest, when.latest) == (first, last)
