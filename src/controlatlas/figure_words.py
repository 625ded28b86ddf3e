"""Figures in words: as readers of a language write them, and how each comes about."""

from __future__ import annotations

from collections.abc import Iterable

from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from .cite import day_in_words, locale_of, when_in_words
from .dates import is_day, parse_day
from .figures import Figure, Unit
from .model import (
    AreaShare,
    Check,
    CorridorWidth,
    Dataset,
    DatesOfEvents,
    DaysBetween,
    Lens,
    SettlementsChanged,
    Width,
    say,
)


def figure_in_words(figure: Figure, language: str = "en") -> str:
    """The figure as readers of that language write it: a plain number, or with km, km² or a sign for per cent."""
    locale = locale_of(language)
    value = figure.value or 0.0
    match figure.unit:
        case Unit.DATES:
            return format_list([when_in_words(event, language) for event in figure.events], locale=locale)
        case Unit.PERCENT:
            return format_percent(value / 100, format="#,##0.0%", locale=locale)
        case Unit.KM:
            return f"{format_decimal(value, format='#,##0.0', locale=locale)} km"
        case Unit.KM2:
            return f"{format_decimal(round(value), locale=locale)} km²"
    return format_decimal(round(value), locale=locale)


def how(dataset: Dataset, check: Check, language: str = "en") -> str:
    """How the figure of a check comes about, in one or two sentences, with the note of the check at the end."""
    sentences = [_how(dataset, check, language)]
    if isinstance(check, SettlementsChanged | AreaShare) and check.lens is Lens.HELD:
        sentences.append("What is claimed or contested counts for the last undisputed holder.")
    return " ".join([*sentences, *filter(None, [say(check.note, language)])])


def _how(dataset: Dataset, check: Check, language: str) -> str:
    match check:
        case DaysBetween():
            start, end = (_moment_in_words(dataset, text, language) for text in (check.start, check.end))
            last = "both days counted" if check.both_included else "the last day not counted"
            return f"From {start} to {end}, {last}."
        case SettlementsChanged():
            limits = [*check.kinds, *check.standings, *check.bases]
            which = f" ({', '.join(limits)})" if limits else ""
            return (
                f"Settlements{which}{_among(dataset, check.places, language)} under "
                f"{_actor(dataset, check.from_, language)} on {_moment_in_words(dataset, check.start, language)} "
                f"and under {_actor(dataset, check.to, language)} on "
                f"{_moment_in_words(dataset, check.end, language)}."
            )
        case AreaShare():
            under = ""
            if check.actor is not None and check.day is not None:
                day = day_in_words(check.day, language)
                under = f" under {_actor(dataset, check.actor, language)} on {day}"
            cells = f"Cells of the map{_among(dataset, check.places, language)}{under}"
            if check.of_km2 is None:
                return f"{cells}, measured on the ellipsoid."
            whole = format_decimal(check.of_km2, locale=locale_of(language))
            return f"{cells}, measured on the ellipsoid and divided by {whole} km²."
        case CorridorWidth():
            on = f" on {day_in_words(check.day, language)}" if check.day is not None else ""
            drawn = f"the strips drawn{_among(dataset, check.places, language)}{on}"
            if check.width is Width.MEAN:
                return f"Area of {drawn}, divided by the length of their road."
            return f"Twice the way from the road to the farthest edge of {drawn}."
        case DatesOfEvents():
            titles = "; ".join(say(dataset.event[key].title, language) for key in check.events)
            return f"Dates in the dataset: {titles}."
    raise TypeError(f"no words are known for a {type(check).__name__}")


def _moment_in_words(dataset: Dataset, text: str, language: str) -> str:
    if is_day(text):
        return day_in_words(parse_day(text), language)
    event = dataset.event[text]
    return f"{when_in_words(event, language)} ({say(event.title, language)})"


def _among(dataset: Dataset, places: Iterable[str], language: str) -> str:
    names = [say((dataset.places.get(key) or dataset.groups[key]).names, language) for key in places]
    return f" in {format_list(names, locale=locale_of(language))}" if names else ""


def _actor(dataset: Dataset, actor: str, language: str) -> str:
    return say(dataset.actors[actor].names, language)
