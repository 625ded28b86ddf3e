"""Every text of the moving map that does not come from the dataset, by language. ``{name}`` marks what is filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from babel.dates import format_date, get_month_names

from ..language import terms
from ..language.catalogue import Translator, mark, mark_plural, name_of_language, translator

TEXTS: Mapping[str, str] = {
    "between": mark("between {a} and {b}"),
    "betweenDays": mark("between {d1} and {d2} {month1} {y}"),
    "betweenMonths": mark("between {d1} {month1} and {d2} {month2} {y}"),
    "about": mark("about {date}"),
    "since": mark("since {date}"),
    # the map
    "mapLabel": mark("Map of {title}"),
    "zoomIn": mark("Zoom in"),
    "zoomOut": mark("Zoom out"),
    "home": mark("Whole area"),
    "showChanges": mark("Show what changes"),
    "metres": mark("{n} m"),
    "kilometres": mark("{n} km"),
    "approximate": mark("Position approximate: within about {km} km"),
    "noPosition": mark("position unknown, not drawn"),
    "extentUnknown": terms.EXTENT_UNKNOWN_MEANING,
    "noState": mark("Nothing known on this day"),
    # words of the model
    "contestedMeaningHeld": terms.CONTESTED_UNDER_HELD,
    "lens": mark("How claims are read"),
    # the greeting
    "purpose": mark("Who held what, when, and according to whom."),
    "hintPlay": mark("Press play"),
    "hintPlace": mark("Click a place"),
    "hintLine": mark("Drag the line"),
    "tourLead": mark("Or start with a tour:"),
    # controls
    "play": mark("Play"),
    "pause": mark("Pause"),
    "previousDay": mark("Previous day"),
    "nextDay": mark("Next day"),
    "previousChange": mark("Previous change"),
    "nextChange": mark("Next change"),
    "speed": mark("Speed"),
    "pace": mark("Pace: adaptive dwells on changes, even gives each day the same time"),
    "paceAdaptive": mark("Linger on changes"),
    "paceEven": mark("Constant speed"),
    "range": mark("Period"),
    "rangeCustom": mark("Custom period"),
    "loop": mark("Repeat"),
    "controls": mark("Play the map"),
    "timeline": mark("Day shown"),
    "rangeStart": mark("First day of the period"),
    "rangeEnd": mark("Last day of the period"),
    "kinds": mark("Kinds of event"),
    "noChange": mark("no change"),
    "moreControls": mark("Kinds and period"),
    "below": mark("Area over time"),
    # the panel
    "panel": mark("Events and places"),
    "fold": mark("Fold the events away"),
    "unfold": mark("Show the events"),
    "onThisDay": mark("On this day"),
    "mostImportant": mark("most important first"),
    "aroundThisDay": mark("Around this day, exact day unknown"),
    "lastChange": mark("Last change"),
    "next": mark("Next"),
    "nothingToday": mark("Nothing changes control on this day."),
    "nothingSure": mark("No change of control is known to fall on just this day."),
    "lastChangeAgo": mark("The last change was {ago}."),
    "noEarlier": mark("No earlier change in this dataset."),
    "noLater": mark("No later change in this dataset."),
    "dayBefore": mark("the day before"),
    "dayAfter": mark("the day after"),
    "close": mark("Close"),
    "changes": mark("What changes"),
    "stays": terms.STAYS,
    "stateOf": terms.STATE,
    "sureness": terms.SURENESS,
    "says": terms.SAYS,
    "sentence": mark("{event}."),
    "announce": mark("{date}: {changes}."),
    "valueText": mark("{date}, {changes}"),
    "places": mark("Places"),
    "dispute": mark("What is disputed"),
    "alternatives": mark("Other accounts"),
    "window": mark("One of the days {days}"),
    "stillHeld": mark("Under “Confirmed only” the map keeps the last undisputed holder, as contested."),
    "evidence": mark("Who says so"),
    "nobodySo": mark("nobody"),
    "and": mark("{a} and {b}"),
    "reasonMore:disputed": mark("Not all of it is agreed; see what is disputed."),
    "confidence": mark("Confidence: {level}."),
    "oneSided": mark("Rests on one side’s word."),
    "sources": mark("Sources"),
    "noAddress": mark("no address known"),
    "archived": mark("archived copy"),
    "opensNewTab": mark("opens in a new tab"),
    "history": mark("History"),
    "names": mark("Names"),
    "otherNames": mark("Other names"),
    "position": mark("Position"),
    "stepsHere": mark("Changes of this place"),
    "previousHere": mark("← Previous change here"),
    "nextHere": mark("Next change here →"),
    "none": mark("none"),
    "firstController": mark("first state in the dataset"),
    "exceptPlaces": mark("not: {places}"),
    # legend and layers
    "legend": mark("Legend"),
    "legendAll": mark("All signs and layers"),
    "legendLong": mark("Legend and layers"),
    "whoControls": mark("Who controls"),
    "howSure": mark("Certainty"),
    "onTheMap": mark("On the map"),
    "showOrHide": mark("Show or hide"),
    "front": mark("Front: both sides recorded"),
    "frontInferred": mark("Front line (approximate)"),
    "approximateDot": mark("Settlement, position approximate"),
    "ringedDot": terms.EXTENT_UNKNOWN,
    "credits": mark("Sources and licences"),
    "dataVersion": mark("Data {version}"),
    # what a screen reader hears
    "broken": mark("A part of this page could not be drawn: {part}. The rest works."),
    # comparing two days
    "modes": mark("How to compare"),
    "mode:split": mark("Side by side"),
    "mode:swipe": mark("Swipe"),
    "mode:difference": mark("Difference"),
    "earlier": mark("Earlier day"),
    "later": mark("Later day"),
    "comparedWith": mark("Compared with {date}"),
    "divider": mark("Divider between the days"),
    "dividerAt": mark("{percent} % earlier day"),
    "difference:restated": mark("Same side, different certainty"),
    "differences": mark("{days}: {settlements} and {areas} changed hands, {restated}"),
    "difference:taken": mark("Taken by {actor}"),
    "difference:under": mark("Under {actor}"),
    "difference:claimed": mark("Claimed by {actor}, not confirmed"),
    "difference:contested": mark("Contested, last claimed by {actor}"),
    "difference:agreed": mark("Passed to {actor} without fighting"),
    "difference:agreedUnder": mark("Passed to {actor} under: {agreement}"),
    "difference:kept": mark("As before: {actor}"),
    "needsScript": mark("this map needs JavaScript."),
    "narrowHint": mark("Two fingers move the map."),
}

COUNTED: Mapping[str, tuple[str, str]] = {
    "changes:n": mark_plural("{n} event changes control", "{n} events change control"),
    "settlements:n": mark_plural("{n} settlement", "{n} settlements"),
    "mixed:n": mark_plural("{n} settlement or other place", "{n} settlements and other places"),
    "other:n": mark_plural("{n} place", "{n} places"),
    "unplaced:n": mark_plural("{settlements} ({n} not on the map)", "{settlements} ({n} not on the map)"),
    "areas:n": mark_plural("{n} area", "{n} areas"),
    "restated:n": mark_plural("{n} changed in certainty only", "{n} changed in certainty only"),
    "eventsOn": mark_plural("{n} event on this day", "{n} events on this day"),
    "more": mark_plural("and {n} more", "and {n} more"),
    "andOthers": mark_plural("Show {n} more", "Show {n} more"),
    "daysBefore": mark_plural("{n} day before", "{n} days before"),
    "daysAfter": mark_plural("{n} day later", "{n} days later"),
    "yearsBefore": mark_plural("{n} year before", "{n} years before"),
    "yearsAfter": mark_plural("{n} year later", "{n} years later"),
    "works": mark_plural("{n} source says so.", "{n} sources say so."),
}
"""What depends on a number, in the forms of one and of many."""


def ui_strings(language: str, tags: Iterable[str] = ()) -> dict[str, Any]:
    """The texts in that language, and the names of the languages with these tags; English where a text is lacking.

    A text that depends on a number is an object of its forms by plural category. Months stand in the form that
    follows a day, and alone in ``monthsAlone``.
    """
    t = translator(language)
    return {
        **_calendar(t),
        "betweenItems": t.in_context("between items", "; "),
        "groups": "{}|{}".format(*t.groups),
        **{key: t(text) for key, text in {**TEXTS, **_terms()}.items()},
        **{key: t.forms(*both) for key, both in {**COUNTED, **_counted_terms()}.items()},
        **{tag: name_of_language(tag, t.language) for tag in tags},
    }


def _terms() -> dict[str, str]:
    """The words of the model, by the keys of the player."""
    return {
        **{it.value: text for it, text in terms.STANDINGS.items()},
        **{f"{it.value}Meaning": text for it, text in terms.STANDING_MEANINGS.items()},
        **{it.value: text for it, text in terms.BASES.items()},
        **{f"{it.value}Meaning": text for it, text in terms.BASIS_MEANINGS.items()},
        "uncertain": terms.UNCERTAIN,
        "uncertainMeaning": terms.UNCERTAIN_MEANING,
        **{it.value: text for it, text in terms.LAYERS.items()},
        **{f"layer:{key}": text for key, text in terms.MAP_LAYERS.items()},
        **{f"lens:{it.value}": text for it, text in terms.LENSES.items()},
        **{f"lensMeaning:{it.value}": text for it, text in terms.LENS_MEANINGS.items()},
        **{f"family:{family.value}": text for family, text in terms.FAMILIES.items()},
        **{f"kind:{kind}": text for kind, text in terms.KINDS.items()},
        **{it.value: text for it, text in terms.STANCES.items()},
        **terms.CONFIDENCES,
        **{f"reason:{it.value}": text for it, text in terms.REASONS.items()},
        **{f"short:{it.value}": text for it, text in terms.REASONS_SHORT.items()},
    }


def _counted_terms() -> dict[str, tuple[str, str]]:
    return {f"reason:{it.value}": both for it, both in terms.REASONS_COUNTED.items()}


def _calendar(t: Translator) -> dict[str, str]:
    """How a day and a month are written, from CLDR; English days without the comma of America."""
    day = dt.date(1977, 11, 22)  # each part of it can be told from the others
    pattern = "d MMMM y" if t.language == "en" else "long"
    shapes = {"dayInWords": format_date(day, pattern, t.locale)}
    shapes["monthInWords"] = format_date(day, "MMMM y" if t.language == "en" else _month_pattern(t), t.locale)
    return {
        "months": "|".join(get_month_names("wide", locale=t.locale).values()),
        "monthsAlone": "|".join(get_month_names("wide", "stand-alone", t.locale).values()),
        **{key: _as_shape(text, t) for key, text in shapes.items()},
    }


def _month_pattern(t: Translator) -> str:
    return str(t.locale.datetime_skeletons["yMMMM"].pattern)


def _as_shape(text: str, t: Translator) -> str:
    for context in ("format", "stand-alone"):
        text = text.replace(get_month_names("wide", context, t.locale)[11], "{month}")
    return text.replace("22", "{d}").replace("1977", "{y}")
