"""What an event changes, and what others say of it, in words: the same on a card, on a page of the site and in the app."""

from __future__ import annotations

from ..records.dates import parse_when
from ..records.model import NONE, Alternative, Change, Dataset, Event
from .capitals import with_capital
from .dates_and_works import date_in_words
from .reader import Reader
from .terms import SAYS, STANDINGS, STATE, STAYS


def change_in_words(dataset: Dataset, event: Event, change: Change, reader: Reader) -> tuple[str, str]:
    """Who controlled before, and who does after and how that stands; nobody before where nobody did, or where it is the same."""
    t, day = reader.t, event.when.latest
    after = reader.say(dataset.actors[change.to].names_on(day))
    standing = t(STANDINGS[change.standing])
    if change.from_ == change.to:
        return "", t(STATE, actor=after, standing=t(STAYS, standing=standing))
    before = "" if change.from_ == NONE else reader.say(dataset.actors[change.from_].names_on(day))
    return before, t(STATE, actor=after, standing=standing)


def account_in_words(other: Alternative, reader: Reader) -> str:
    """Another account of an event, after its own date if it gives one."""
    text = reader.say(other.text)
    if not other.date:
        return text
    when = with_capital(date_in_words(parse_when(other.date), reader.language), reader.language)
    return reader.t(SAYS, name=when, state=text)
