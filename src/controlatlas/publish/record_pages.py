"""A page for each place and group, each event and each work, with the works on which it rests."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterator, Sequence
from typing import Any

from ..evidence.bibliography import reference
from ..evidence.weigh import weigh
from ..evidence.works import supports
from ..evidence.works_behind import works_behind
from ..export.page import HEIGHT, frame_of
from ..history.timeline import ControlPeriod, control_periods
from ..language.accounts import account_in_words, change_in_words
from ..language.capitals import with_capital
from ..language.catalogue import name_of_language
from ..language.dates_and_works import day_in_words, ended, one_line, when_in_words
from ..language.evidence import evidence_in_words, support_in_words
from ..language.figures import settlements_in_words
from ..language.periods import dates_of, state_of
from ..language.positions import position_in_degrees
from ..language.reader import Reader
from ..language.terms import (
    CONFIDENCE_MEANING,
    CONFIDENCES,
    REASONS_COUNTED,
    REASONS_SHORT,
    SAYS,
    STANCES,
    kind_in_words,
)
from ..measure.areas import extent
from ..records.model import Basis, Change, Dataset, Event, Group, Place, Source, Standing, Text
from .bars import bar_path
from .files import Site, SiteFile
from .paths import (
    MAP,
    event_path,
    map_of_event,
    oembed_path,
    place_link,
    place_path,
    source_path,
    with_page,
    with_query,
)
from .pictures import SIZE, dot_of, has_picture, picture_path
from .press import Press
from .works import citation_rows, host_of, kind_of_work, supports_row, work_row


def record_pages(site: Site) -> Iterator[SiteFile]:
    """The pages of all records, language by language."""
    for language in site.languages:
        press = Press(site, language)
        dataset = site.dataset
        yield from (place_page(press, place) for place in with_page(dataset))
        yield from (group_page(press, group) for group in dataset.groups.values())
        changing = [event for event in dataset.events if event.changes]
        nearby = {event.id: number for number, event in enumerate(changing)}
        for event in dataset.events:
            number = nearby.get(event.id)
            before = changing[number - 1] if number else None
            after = changing[number + 1] if number is not None and number + 1 < len(changing) else None
            yield event_page(press, event, before, after)
            if event.changes:
                yield oembed_file(press, event)
        yield from (source_page(press, source) for source in dataset.sources.values())


# ---------------------------------------------------------------- places


def place_page(press: Press, place: Place) -> SiteFile:
    """The page of a place: names, where it is, who held it when and by which events, and the works behind these."""
    dataset, reader = press.site.dataset, press.reader
    t, name = reader.t, reader.naming.full(place.names)
    periods = control_periods(dataset).get(place.id, ())
    day = day_in_words(dataset.default_day, press.language)
    return press.page(
        place_path(place.id),
        "place",
        title=name,
        kind=kind_in_words(dataset, place.kind, t),
        note=reader.say(place.note),
        within=[(place_path(key), reader.say(dataset.groups[key].names)) for key in place.within],
        names=[*_names(place.names, reader)],
        other=", ".join(place.other_names),
        position=_position(dataset, place, reader),
        drawn=place.geometry is not None,
        dot=dot_of(dataset, place),
        size=SIZE,
        picture_of=picture_path(dataset.default_day),
        picture_says=t("The ring marks {name}; land as on {day}", name=name, day=day),
        history=_history(press, periods),
        bar=bar_path(dataset, periods) if periods else "",
        map=with_query(MAP, {"select": place.id}),
    )


def _names(names: Text, reader: Reader) -> Iterator[tuple[str, str, str]]:
    """Names with the tag and the name of their language."""
    for tag, name in names.items():
        yield tag, with_capital(name_of_language(tag, reader.language), reader.language), name


def _position(dataset: Dataset, place: Place, reader: Reader) -> list[str]:
    t, said = reader.t, []
    if place.geometry is not None and place.geometry.geom_type == "Point":
        said.append(position_in_degrees(place.geometry.y, place.geometry.x, t=reader.t))
    if place.precision_m:
        said.append(t("within about {km} km", km=t.number(place.precision_m / 1000, 1)))
    lines = (
        " · ".join(said),
        reader.say(place.position),
        *(one_line(dataset.sources[key], reader.language) for key in place.sources),
    )
    return [line for line in lines if line]


def _history(press: Press, periods: Sequence[ControlPeriod]) -> list[dict[str, Any]]:
    """The periods of a place, event by event: one that contests a place and then holds it is told once.

    Each says on how many works it rests. They are named where they speak of the place; what only follows from its neighbours or
    from a group has them on the page of the event, lest they seem to name the place.
    """
    dataset, reader = press.site.dataset, press.reader
    rows: list[dict[str, Any]] = []
    for key, group in itertools.groupby(periods, lambda it: it.event):
        event, brought = dataset.event[key], list(group)
        recorded = any(it.basis is Basis.RECORDED for it in brought)
        count = reader.t.plural("{n} source", "{n} sources", len(event.citations))
        works = _short_list(dataset, key) if recorded else ()
        said = ", ".join(part for part in (count, _unsure(dataset, key, reader)) if part)
        rows.append(
            {
                "periods": [
                    {
                        "dates": dates_of(dataset, it, reader),
                        "state": state_of(dataset, it, reader),
                        "look": look_of(dataset, it.actor, it.standing, it.basis),
                    }
                    for it in brought
                ],
                "event": reader.say(event.title),
                "path": event_path(key),
                "says": reader.t(SAYS, name=said, state="") if works else said,
                "works": works,
                "more": bool(works) and len({it.source for it in event.citations}) > len(works),
            }
        )
    return rows


@functools.lru_cache(maxsize=4096)
def _unsure(dataset: Dataset, key: str, reader: Reader) -> str:
    """Why an event is less than sure, in a few words; empty if independent sides agree."""
    short = REASONS_SHORT.get(weigh(dataset, dataset.event[key]).reason)
    return reader.t(short) if short else ""


def look_of(dataset: Dataset, actor: str, standing: Standing, basis: Basis) -> str:
    """The class of what looks like land that the actor controls so (``style.swatches``)."""
    return f"k{list(dataset.actors).index(actor)}{list(Standing).index(standing)}{list(Basis).index(basis)}"


@functools.lru_cache(maxsize=4096)
def _short_list(dataset: Dataset, event: str) -> tuple[tuple[str, str], ...]:
    """The works that a short list names for an event, two of different sides: their pages, and who published them."""
    works = works_behind(dataset, [dataset.event[event]])[:2]
    return tuple((source_path(it.source.id), _publisher(it.source)) for it in works)


def _publisher(source: Source) -> str:
    """Who published a work, without what stands in brackets behind it; its title where nobody is known."""
    return (source.publisher or "").partition(" (")[0] or source.title


# ---------------------------------------------------------------- groups


def group_page(press: Press, group: Group) -> SiteFile:
    """The page of a group: its names, how large it is, its places, and the events that change them by its name."""
    dataset, reader = press.site.dataset, press.reader
    t, name = reader.t, reader.say(group.names)
    km2, settlements, others = extent(dataset, dataset.members[group.id])
    facts = [t("{n} km²", n=t.number(km2, 1))] if km2 else []
    facts.append(
        settlements_in_words(settlements, others, t) or t.plural("{n} settlement", "{n} settlements", 0)
    )
    members = sorted(
        (it for it in with_page(dataset) if it.id in {*dataset.members[group.id]}),
        key=lambda it: (it.layer != "settlement", it.rank, reader.naming.first(it.names).casefold()),
    )
    events = [
        it
        for it in dataset.events
        if group.id in it.places or any(group.id in change.places for change in it.changes)
    ]
    return press.page(
        place_path(group.id),
        "group",
        title=name,
        description=ended(t(SAYS, name=name, state=", ".join(facts))),
        kind=t("group of places"),
        facts=" · ".join(facts),
        note=reader.say(group.note),
        within=[(place_path(key), reader.say(dataset.groups[key].names)) for key in group.within],
        names=[*_names(group.names, reader)],
        members=[(place_path(it.id), reader.naming.full(it.names)) for it in members],
        events=[event_row(dataset, it, reader) for it in events],
        events_head=t.plural("{n} event", "{n} events", len(events)),
    )


# ---------------------------------------------------------------- events


def event_row(dataset: Dataset, event: Event, reader: Reader) -> dict[str, Any]:
    """An event in a list."""
    kind = dataset.kinds[event.kind]
    return {
        "path": event_path(event.id),
        "title": reader.say(event.title),
        "when": when_in_words(event, reader.language),
        "kind": reader.say(kind.names),
        "family": kind.family.value,
    }


def event_page(press: Press, event: Event, before: Event | None, after: Event | None) -> SiteFile:
    """The page of an event: what happened and changed, what is disputed, and on whose word."""
    dataset, reader = press.site.dataset, press.reader
    t = reader.t
    confidence = t("Confidence: {level}.", level=t(CONFIDENCES[event.confidence]))
    evidence = evidence_in_words(dataset, event, reader)
    uncounted = event.confidence == "high" and weigh(dataset, event).reason not in REASONS_COUNTED
    title = reader.say(event.title)
    day = event.when.latest
    path = event_path(event.id)
    return press.page(
        path,
        "event",
        title=title,
        description=reader.say(event.summary),
        event=event_row(dataset, event, reader),
        summary=reader.say(event.summary),
        changes=[_change(press, event, change) for change in event.changes],
        named=[(place_link(dataset, key), reader.place(dataset, key)) for key in event.places],
        dispute=reader.say(event.dispute),
        accounts=[account_in_words(it, reader) for it in event.alternatives],
        confidence=confidence,
        evidence=evidence,
        meaning=t(CONFIDENCE_MEANING) if uncounted else "",
        one_sided=reader.say(event.one_sided),
        cited=citation_rows(dataset, event.citations, reader),
        size=SIZE,
        picture=picture_path(day) if has_picture(dataset, event) else None,
        picture_of=picture_path(day) if has_picture(dataset, event) else "",
        picture_says=t("Who holds what on {day}", day=day_in_words(day, press.language)),
        map=map_of_event(dataset, event),
        embed=embed_of(press, map_of_event(dataset, event), title),
        oembed=press.address(oembed_path(event.id)) if event.changes else "",
        before=event_row(dataset, before, reader) if before else None,
        after=event_row(dataset, after, reader) if after else None,
    )


def embed_of(press: Press, path: str, title: str) -> str:
    """The line of HTML that shows the map of a path of this language inside another page."""
    return frame_of(press.address(path), title, "allow-scripts allow-popups allow-same-origin")


def oembed_file(press: Press, event: Event) -> SiteFile:
    """What the page of an event says to a program that is to embed it (https://oembed.com): the map on its day."""
    title = press.reader.say(event.title)
    known = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "html": embed_of(press, map_of_event(press.site.dataset, event), title),
        "width": 960,
        "height": HEIGHT,
    }
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return SiteFile(f"{press.language}/{oembed_path(event.id)}", text.encode())


def _change(press: Press, event: Event, change: Change) -> dict[str, Any]:
    dataset, reader = press.site.dataset, press.reader
    before, after = change_in_words(dataset, event, change, reader)

    def linked(keys: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(place_link(dataset, key), reader.place(dataset, key)) for key in keys]

    return {
        "before": before,
        "after": after,
        "look": look_of(dataset, change.to, change.standing, change.basis),
        "places": linked(change.places),
        "spared": reader.t(
            "not: {places}", places=", ".join(reader.place(dataset, key) for key in change.except_)
        )
        if change.except_
        else "",
    }


# ---------------------------------------------------------------- works


def source_page(press: Press, source: Source) -> SiteFile:
    """The page of a work: what it is and where it can be read, what rests on it, and how to cite it."""
    dataset, reader = press.site.dataset, press.reader
    t, rests = reader.t, supports(dataset)[source.id]
    row = work_row(dataset, source, reader)
    about = " · ".join(part for part in (row["about"], kind_of_work(source, reader)) if part)
    return press.page(
        source_path(source.id),
        "source",
        title=source.title,
        picture="",
        work=row,
        about=about,
        url=source.url,
        host=host_of(source),
        archive=source.archive,
        no_address=t("no address known"),
        rests=support_in_words(rests, t),
        events=[
            {
                **event_row(dataset, event, reader),
                "stance": t(STANCES[citation.stance]),
                **supports_row(citation, reader),
            }
            for event, citation in rests.events
        ],
        claims=[
            (f"claims.html#claim-{claim.id}", reader.say(claim.statement))
            for claim in dataset.claims
            if claim.id in rests.claims
        ],
        references=[
            ("APA", reference(dataset, source.id, "apa")),
            ("Chicago", reference(dataset, source.id, "chicago")),
        ],
    )
