"""Figures in words: as readers of a language write them, and how each comes about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel.lists import format_list

from ..measure.figures import Figure, Unit
from ..records.dates import When, is_day, parse_day
from ..records.model import (
    AreaShare,
    Check,
    CorridorWidth,
    Dataset,
    DatesOfEvents,
    DaysBetween,
    Lens,
    Relation,
    SettlementsChanged,
    Width,
    say,
    say_inside,
)
from .catalogue import Translator, mark, translator
from .dates_and_works import day_in_words, days_in_words, locale_of, when_in_words
from .terms import BASES, STANDINGS, kind_in_words


def figure_in_words(figure: Figure, language: str = "en") -> str:
    """The figure as readers of that language write it: a plain number, or with km, km² or a sign for per cent."""
    t, locale = translator(language), locale_of(language)
    value = figure.value or 0.0
    match figure.unit:
        case Unit.DATES:
            return format_list([when_in_words(event, language) for event in figure.events], locale=locale)
        case Unit.PERCENT:
            return t.percent(value)
        case Unit.KM:
            return t("{n} km", n=t.number(value, 1))
        case Unit.KM2:
            return t("{n} km²", n=t.number(round(value)))
    return t.number(round(value))


_RELATIONS = {
    Relation.ABOUT: mark("about {figure}"),
    Relation.AT_LEAST: mark("at least {figure}"),
    Relation.AT_MOST: mark("at most {figure}"),
}


def claimed_in_words(check: Check, language: str = "en") -> str:
    """The figure as the claim gives it, and how it is meant: about so much, or a day or earlier; empty if it gives none."""
    t = translator(language)
    if isinstance(check, DatesOfEvents):
        dates = [_claimed_date(check, when, t) for when in check.expected_dates]
        return format_list(dates if len({*dates}) > 1 else dates[:1], locale=t.locale)
    if check.expected is None:
        return ""
    words = t.number(check.expected, 0 if check.expected == round(check.expected) else 1)
    return t(_RELATIONS[check.relation], figure=words)


def _claimed_date(check: DatesOfEvents, when: When, t: Translator) -> str:
    first, last = (day_in_words(day, t.language) for day in (when.earliest, when.latest))
    match check.relation:
        case Relation.AT_LEAST:
            return t("{day} or later", day=first)
        case Relation.AT_MOST:
            return t("{day} or earlier", day=last)
    words = days_in_words(when.earliest, when.latest, t.language)
    if not check.tolerance:
        return words
    return t.plural(
        "{day}, give or take {n} day", "{day}, give or take {n} days", round(check.tolerance), day=words
    )


def number_in_words(km2: float, t: Translator) -> str:
    """A number of square kilometres, with a decimal where there are few."""
    return t.number(km2, 0 if km2 >= 10 or km2 == 0 else 1)


def km2_in_words(km2: float, t: Translator) -> str:
    """Square kilometres with their unit."""
    return t("{n} km²", n=number_in_words(km2, t))


def settlements_in_words(settlements: int, others: int, t: Translator) -> str:
    """A number of settlements, called otherwise if some of them, or all, are no towns or villages; empty if there is none."""
    if not settlements:
        return ""
    if not others:
        return t.plural("{n} settlement", "{n} settlements", settlements)
    if others == settlements:
        return t.plural("{n} place", "{n} places", settlements)
    return t.plural("{n} settlement or other place", "{n} settlements and other places", settlements)


def head_of_settlements(others: int, t: Translator) -> str:
    """What stands over a column of such numbers."""
    return t("settlements and other places") if others else t("settlements")


def how(dataset: Dataset, check: Check, language: str = "en") -> str:
    """How the figure of a check comes about, in a few sentences, with the note of the check at the end."""
    t = translator(language)
    sentences = [*_how(dataset, check, t)]
    if isinstance(check, SettlementsChanged | AreaShare) and check.lens is Lens.HELD:
        sentences.append(t("What is claimed or contested counts for the last undisputed holder."))
    return " ".join([*sentences, *filter(None, [say(check.note, language)])])


def _how(dataset: Dataset, check: Check, t: Translator) -> Iterator[str]:
    match check:
        case DaysBetween():
            days = _span_in_words(dataset, check.start, check.end, t.language)
            if check.both_included:
                yield t("Both days counted: {days}.", days=days)
            else:
                yield t("The last day not counted: {days}.", days=days)
        case SettlementsChanged():
            yield t(
                "Settlements under {holder} on {start} and under {taker} on {end}.",
                holder=_actor(dataset, check.from_, t.language),
                start=_moment_in_words(dataset, check.start, t.language),
                taker=_actor(dataset, check.to, t.language),
                end=_moment_in_words(dataset, check.end, t.language),
            )
            limits = [
                *(kind_in_words(dataset, kind, t) for kind in check.kinds),
                *(t(STANDINGS[standing]) for standing in check.standings),
                *(t(BASES[basis]) for basis in check.bases),
            ]
            yield from _limits(dataset, check.places, t)
            if limits:
                yield t("Counted only if: {limits}.", limits=", ".join(limits))
        case AreaShare():
            if check.actor is not None and check.day is not None:
                actor, day = _actor(dataset, check.actor, t.language), day_in_words(check.day, t.language)
                yield t(
                    "Cells of the map under {actor} on {day}, measured on the ellipsoid.",
                    actor=actor,
                    day=day,
                )
            else:
                yield t("Cells of the map, measured on the ellipsoid.")
            yield from _limits(dataset, check.places, t)
            if check.of_km2 is not None:
                yield t(
                    "Divided by {km2} km².",
                    km2=t.number(check.of_km2, 0 if check.of_km2 == round(check.of_km2) else 1),
                )
        case CorridorWidth():
            if check.width is Width.MEAN:
                yield t("Area of the strips along the road, divided by its length.")
            else:
                yield t("Twice the way from the road to the farthest edge of the strips along it.")
            yield from _limits(dataset, check.places, t)
            if check.day is not None:
                yield t("As drawn on {day}.", day=day_in_words(check.day, t.language))
        case DatesOfEvents():
            titles = t.listed(say(dataset.event[key].title, t.language) for key in check.events)
            yield t("Dates in the dataset: {titles}.", titles=titles)
        case _:
            raise TypeError(f"no words are known for a {type(check).__name__}")


def _limits(dataset: Dataset, places: Iterable[str], t: Translator) -> Iterator[str]:
    """To which places a count is limited, if it is."""
    names = [say((dataset.places.get(key) or dataset.groups[key]).names, t.language) for key in places]
    if names:
        yield t("Only there: {places}.", places=format_list(names, locale=t.locale))


def _span_in_words(dataset: Dataset, start: str, end: str, language: str) -> str:
    """Two days or events; of two days what they share is said once."""
    if is_day(start) and is_day(end):
        return days_in_words(parse_day(start), parse_day(end), language)
    return f"{_moment_in_words(dataset, start, language)} – {_moment_in_words(dataset, end, language)}"


def _moment_in_words(dataset: Dataset, text: str, language: str) -> str:
    if is_day(text):
        return day_in_words(parse_day(text), language)
    event = dataset.event[text]
    return f"{when_in_words(event, language)} ({say(event.title, language)})"


def _actor(dataset: Dataset, actor: str, language: str) -> str:
    return say_inside(dataset.actors[actor].names, language)
