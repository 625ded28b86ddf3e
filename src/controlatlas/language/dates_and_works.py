"""Dates and sources in words: a day, one line for a work, how to cite the dataset."""

from __future__ import annotations

import datetime as dt

from babel import Locale
from babel.dates import format_date, format_skeleton

from ..records.dates import When
from ..records.model import Dataset, Event, Source, say
from .catalogue import LANGUAGES, translator


def day_in_words(day: dt.date, language: str = "en") -> str:
    """A calendar day as people of that language write it: 10 November 2020.

    A language that the program does not speak gets the English form.
    """
    locale = locale_of(language)
    return format_date(day, format="d MMMM y" if locale.language == "en" else "long", locale=locale)


def days_in_words(first: dt.date, last: dt.date, language: str = "en") -> str:
    """The first and the last of several days, what both share said once: 12–18 June 1992; of one day just that day.

    Where the year stands first, it is that of the first day: 1992 June 12–18.
    """
    start, end = day_in_words(first, language), day_in_words(last, language)
    if first == last:
        return start
    locale = locale_of(language)
    year_first = str(locale.date_formats["long"].pattern).startswith("y")
    if first.year != last.year:
        return f"{start} – {end}"
    if first.month == last.month:
        return f"{start}–{last.day}" if year_first else f"{first.day}–{end}"
    if year_first:
        return f"{start} – {format_date(last, 'MMMM d', locale)}"
    return f"{format_date(first, 'd MMMM', locale)} – {end}"


def locale_of(language: str) -> Locale:
    """How numbers, dates and lists are written in a language; one that the program does not speak gets English."""
    return Locale(language if language in LANGUAGES else LANGUAGES[0])


def when_in_words(event: Event, language: str = "en") -> str:
    """The date of an event in words; for a vague date its first and last possible day."""
    return date_in_words(event.when, language)


def date_in_words(when: When, language: str = "en") -> str:
    """A date in words; a vague one by its first and last possible day."""
    text = days_in_words(when.earliest, when.latest if when.vague else when.earliest, language)
    t = translator(language)
    return t("about {date}", date=text) if when.approximate else text


def issued_in_words(source: Source, language: str = "en") -> str:
    """The date of publication as exactly as it is known; empty if it is not."""
    if not source.issued:
        return ""
    parts = [int(part) for part in source.issued.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    day = dt.date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    if len(parts) == 2:
        # the month alone has another form than beside a day; Armenian has the full stop that it has elsewhere
        return str(format_skeleton("yMMMM", day, locale=locale_of(language))).replace("\u2024", ".")
    return day_in_words(day, language)


def one_line(source: Source, language: str = "en") -> str:
    """A work in one line: title, publisher, date, address. What is unknown is left out, not guessed."""
    parts = [source.title.rstrip(".")]
    if source.publisher:
        parts.append(source.publisher)
    issued = issued_in_words(source, language)
    head = ". ".join(parts) + (f", {issued}" if issued else "")
    return f"{ended(head)} {source.url}" if source.url else ended(head)


def ended(text: str) -> str:
    """A text with a full stop, which it may have already: a date can end in one."""
    return text if text.endswith((".", "։", "…", "!", "?")) else f"{text}."


def sentences(*texts: str) -> str:
    """Texts one behind the other, each with its full stop; empty ones are left out."""
    return " ".join(ended(text) for text in texts if text)


def data_in_words(dataset: Dataset, language: str = "en") -> str:
    """Which data something is made of: title, version, and the last day described."""
    t = translator(language)
    return t(
        "Data: {title}, version {version}, as of {day}",
        title=say(dataset.titles, language),
        version=dataset.version,
        day=day_in_words(dataset.end, language),
    )


def cite_dataset(dataset: Dataset, language: str = "en", *, brief: bool = False) -> str:
    """How to name the dataset in a text; ``brief`` has its licence by the short name that SPDX gives it, if there is one."""
    t = translator(language)
    licence = (brief and dataset.licence_id) or dataset.licence
    named = t(
        "{title}, version {version}, as of {day}. Control Atlas.",
        title=say(dataset.titles, language),
        version=dataset.version,
        day=day_in_words(dataset.end, language),
    )
    stated = t("Data licence: {licence}.", licence=licence) if licence else ""
    return sentences(named, stated)
