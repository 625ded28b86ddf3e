"""What the filters of the page Changes ask for; each in use is a button that lifts it, and where they leave nothing it says what is near."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ..history.chronology import EventFilter, matching_events, nearest_events
from ..language.dates_and_works import day_in_words, when_in_words
from ..language.reader import Reader
from ..language.terms import CONFIDENCES, SAYS, STANDINGS
from ..records.dates import parse_day
from ..records.errors import DateError
from ..records.model import Dataset, Standing
from .changes_list import follows_selection
from .changes_place import is_known
from .parts.filtered import clear_filters
from .parts.markdown import as_text
from .parts.markup import as_html
from .state.datasets import OpenDataset
from .state.fields import Fields, Value
from .state.view import go


@dataclass(frozen=True, slots=True)
class InUse:
    """A filter in use: its name among widgets, what it asks for in words, and what lifts it."""

    key: str
    said: str
    lifted: Mapping[str, Value]


def more_filters(dataset: Dataset, reader: Reader) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """The filters of which several values can be chosen: field, title, and each value in words."""
    t = reader.t
    return (
        ("kind", t("Kind"), {key: reader.say(it.names) for key, it in dataset.kinds.items()}),
        ("actor", t("Actor"), {key: reader.say(it.names) for key, it in dataset.actors.items()}),
        (
            "group",
            t("District or other group"),
            {key: reader.say(it.names) for key, it in dataset.groups.items()},
        ),
        ("standing", t("Standing"), {it.value: t(text) for it, text in STANDINGS.items()}),
        ("side", t("Side of a source"), {key: reader.say(it.names) for key, it in dataset.sides.items()}),
        ("confidence", t("Confidence"), {key: t(text) for key, text in CONFIDENCES.items()}),
    )


def day_of(text: str | None) -> dt.date | None:
    """The day of a field; ``None`` for none, and for what is no day."""
    try:
        return parse_day(text) if text else None
    except DateError:
        return None


def criteria_of(fields: Fields, lifted: Mapping[str, Value] | None = None) -> EventFilter:
    """What the fields ask for, with those that are lifted as they are then."""
    asked: dict[str, Any] = {**{it.name: fields[it.name] for it in fields.fields}, **(lifted or {})}
    return EventFilter(
        start=day_of(asked["since"]),
        end=day_of(asked["until"]),
        kinds=tuple(asked["kind"]),
        actors=tuple(asked["actor"]),
        groups=tuple(asked["group"]),
        places=(asked["place"],) if asked["place"] else (),
        standings=tuple(Standing(key) for key in asked["standing"]),
        sides=tuple(asked["side"]),
        confidences=tuple(asked["confidence"]),
        text=asked["q"] or "",
        changing=bool(asked["changing"]),
    )


def filters_in_use(dataset: Dataset, fields: Fields, reader: Reader) -> None:
    """The filters in use, each a button that lifts it, and a button that clears all."""
    t, found = reader.t, _in_use(dataset, fields, reader)
    if not found:
        return
    with st.container(key="changes-in-use", horizontal=True, vertical_alignment="center"):
        title = as_html(t("Filters in use"))
        st.html(f"<p style='margin:0'>{title}</p>", width="content")
        for it in found:
            _lift(fields, it, it.said, "lift", reader)
        clear_filters(fields, t)
    if follows_selection(fields):
        st.caption(t("The place is the one that was selected on another page."))


def nothing_found(atlas: OpenDataset, fields: Fields, reader: Reader) -> None:
    """What is said where the filters leave nothing: the nearest events in time, and what there is without each of the filters."""
    t, dataset = reader.t, atlas.dataset
    st.info(t("No results. Remove a filter or start over."), icon=":material/info:")
    near = nearest_events(dataset, criteria_of(fields), reader.language)
    if near:
        st.markdown(t("The nearest events before and after the days chosen"))
    for event in near:
        label = t(SAYS, name=when_in_words(event, reader.language), state=reader.say(event.title))
        st.button(
            as_text(label),
            key=f"changes:near:{event.id}",
            icon=":material/event:",
            on_click=functools.partial(_go_near, atlas, fields, event.id),
        )
    counted = [
        (it, count)
        for it in _in_use(dataset, fields, reader)
        if (count := _count(dataset, fields, it, reader))
    ]
    if counted:
        st.markdown(t("What there is if one filter is removed"))
        with st.container(horizontal=True):
            for it, count in counted:
                label = t.plural("{filter} ({n} event)", "{filter} ({n} events)", count, filter=it.said)
                _lift(fields, it, label, "without", reader)


def _lift(fields: Fields, it: InUse, label: str, key: str, reader: Reader) -> None:
    st.button(
        as_text(label),
        key=f"changes:{key}:{it.key}",
        icon=":material/close:",
        help=reader.t("Remove this filter"),
        on_click=functools.partial(fields.put, **it.lifted, page="1"),
    )


def _in_use(dataset: Dataset, fields: Fields, reader: Reader) -> list[InUse]:
    t, found = reader.t, []

    def add(name: str, title: str, said: str, left: Value = None, value: str = "") -> None:
        key = f"{name}:{value}" if value else name
        found.append(InUse(key, t(SAYS, name=title, state=said), {name: left}))

    if fields["q"]:
        add("q", t("Words"), fields["q"])
    if place := fields["place"]:
        add("place", t("Place"), reader.place(dataset, place) if is_known(dataset, place) else place)
    for name, title in (("since", t.in_context("period", "From")), ("until", t.in_context("period", "To"))):
        if day := day_of(fields[name]):
            add(name, title, day_in_words(day, t.language))
    for name, title, words in more_filters(dataset, reader):
        for value in fields[name]:
            add(name, title, words[value], [it for it in fields[name] if it != value], value)
    if fields["changing"]:
        found.append(InUse("changing", t("Only events that change control"), {"changing": None}))
    return found


def _count(dataset: Dataset, fields: Fields, it: InUse, reader: Reader) -> int:
    """How many events there are without a filter."""
    return len(matching_events(dataset, criteria_of(fields, it.lifted), language=reader.language))


def _go_near(atlas: OpenDataset, fields: Fields, key: str) -> None:
    """Open an event that the days chosen leave out, among all events that answer to the other filters."""
    fields.put(since=None, until=None, page="1")
    go(atlas, day=atlas.dataset.event[key].when.latest, selection=key)
