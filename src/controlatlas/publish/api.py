"""The API made of files: who holds what on each day, what changed, places, events, works and actors, as JSON.

Each file is of a shape of ``api_shapes``, and its JSON Schema is published beside it. Texts carry all languages of the
dataset. The same dataset gives the same bytes, and a file changes only if what it tells changes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from shapely.geometry import mapping

from ..evidence.weigh import weigh
from ..evidence.works import author_of, supports
from ..history.chronology import event_record, places_of
from ..history.compare import Transition, changes_between
from ..history.timeline import (
    ControlPeriod,
    change_days,
    control_on,
    control_periods,
    expand,
    is_date_uncertain,
)
from ..measure.areas import cell_areas, shares_over_time
from ..records.model import Actor, Dataset, Event, Group, Lens, Place, Source, Text
from ..tables.geotables import shape_of
from ..tables.rows import point_in, share_rows
from . import api_shapes as shapes
from .files import Site, SiteFile

Json = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of file: the pattern of its path below ``api/``, its shape, and what it holds in a line."""

    path: str
    shape: type[BaseModel]
    holds: str

    @property
    def schema(self) -> str:
        """The path of its schema, below the base of the site."""
        return f"api/schema/{self.shape.__name__.lower()}.json"


KINDS = (
    Kind("index.json", shapes.Index, "What is published, which days have a file, and where what is"),
    Kind("state/{day}.json", shapes.State, "Who holds what on a day, and how much land each has"),
    Kind("changes.json", shapes.Changes, "Every change of control, by day"),
    Kind("places.json", shapes.Places, "All places: names, kind and position"),
    Kind("places/{id}.json", shapes.Place, "One place: names, shape, and who held it when, by which event"),
    Kind("groups.json", shapes.Groups, "Groups of places, such as districts"),
    Kind("events.json", shapes.Events, "All events: date and title"),
    Kind("events/{id}.json", shapes.Event, "One event: what it changes, and each citation"),
    Kind("sources.json", shapes.Sources, "All works, and the events that cite them"),
    Kind("actors.json", shapes.Actors, "Who can control a place"),
)
"""Every kind of file there is."""


def examples(dataset: Dataset) -> Iterator[tuple[str, str | None, str, str]]:
    """Of each kind of file its pattern, a file of that kind, its schema (both below the base) and what it holds."""
    first = {
        "state/{day}.json": dataset.end.isoformat(),
        "places/{id}.json": next(iter(dataset.places), None),
        "events/{id}.json": dataset.events[0].id if dataset.events else None,
    }
    for kind in KINDS:
        whole, _, varies = kind.path.partition("{")
        named = first[kind.path] if varies else ""
        path = None if named is None else f"api/{whole}{named}.json" if varies else f"api/{kind.path}"
        yield f"api/{kind.path}", path, kind.schema, kind.holds


def api_files(site: Site) -> Iterator[SiteFile]:
    """All files of the API with their schemas, below ``api/``; always in the same order."""
    dataset = site.dataset
    for kind in KINDS:
        yield _file(kind.schema, schema(site, kind), indent=1)
    yield _file("api/index.json", _index(site))
    for day in days_with_state(dataset):
        yield _file(f"api/state/{day.isoformat()}.json", _state(dataset, day))
    yield _file("api/changes.json", {"changes": list(_changes(dataset))})
    yield _file("api/places.json", {"places": [_brief_place(it) for it in dataset.places.values()]})
    told = _events_of_places(dataset)
    for place in dataset.places.values():
        yield _file(f"api/places/{place.id}.json", _place(dataset, place, told.get(place.id, ())))
    yield _file("api/groups.json", {"groups": [_group(dataset, it) for it in dataset.groups.values()]})
    yield _file("api/events.json", {"events": [_brief_event(it) for it in dataset.events]})
    for event in dataset.events:
        yield _file(f"api/events/{event.id}.json", _event(dataset, event))
    yield _file("api/sources.json", _sources(dataset))
    yield _file("api/actors.json", {"actors": [_actor(it) for it in dataset.actors.values()]})


def schema(site: Site, kind: Kind) -> Json:
    """The JSON Schema (2020-12) of a kind of file, with its lasting address."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site.base}/{kind.schema}",
        **kind.shape.model_json_schema(),
    }


def days_with_state(dataset: Dataset) -> tuple[dt.date, ...]:
    """The days that have a file of their own: the first, each on which control of a place changes, and the last."""
    changing = (day for day in change_days(dataset) if dataset.describes(day))
    return tuple(sorted({dataset.start, *changing, dataset.end}))


def _file(path: str, value: Json, indent: int | None = None) -> SiteFile:
    parted = (",", ": ") if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=parted)
    return SiteFile(path, f"{text}\n".encode())


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _texts(text: Text | None) -> dict[str, str] | None:
    return dict(text) if text else None


# ---------------------------------------------------------------- index.json


def _index(site: Site) -> Json:
    dataset = site.dataset
    return {
        "id": dataset.id,
        "title": dict(dataset.titles),
        "version": dataset.version,
        "licence": dataset.licence,
        "licence_id": dataset.licence_id,
        "disclaimer": dict(dataset.disclaimer),
        "address": site.base,
        "languages": list(dataset.languages),
        "start": dataset.start.isoformat(),
        "end": dataset.end.isoformat(),
        "default_day": dataset.default_day.isoformat(),
        "days": [day.isoformat() for day in days_with_state(dataset)],
        "counts": {
            "places": len(dataset.places),
            "events": len(dataset.events),
            "sources": len(dataset.sources),
            "actors": len(dataset.actors),
        },
        "files": [{"path": f"api/{it.path}", "schema": it.schema, "holds": it.holds} for it in KINDS],
    }


# ---------------------------------------------------------------- state and changes


def _state(dataset: Dataset, day: dt.date) -> Json:
    undisputed = control_on(dataset, day, Lens.HELD)
    held: dict[tuple[str, str, str], list[Json]] = {}
    for place, period in control_on(dataset, day).items():
        held.setdefault((period.actor, period.standing.value, period.basis.value), []).append(
            {
                "since": period.start.isoformat(),
                "event": period.event,
                **_if_other("undisputed", undisputed[place].actor, period.actor),
                **_if_other("date_uncertain", is_date_uncertain(dataset, period), False),
                "places": [place],
            }
        )
    shares = {
        (row["controller"], row["standing"], row["basis"]): {
            key: row[key] for key in ("km2", "settlements", "other_places")
        }
        for row in share_rows(dataset, shares_over_time(dataset), day, day)
    }
    control = []
    for key in sorted({*held, *shares}):
        # a corridor is a line over land that is counted elsewhere
        counted = shares.get(key, {"km2": 0.0, "settlements": 0, "other_places": 0})
        about = dict(zip(("controller", "standing", "basis"), key, strict=True))
        periods = _joined(held.get(key, ()))
        control.append({**about, **counted, "periods": periods})
    return {"day": day.isoformat(), "control": control}


def _if_other(key: str, value: object, usual: object) -> Json:
    """A field that is left out where it has the value that its schema names."""
    return {} if value == usual else {key: value}


def _joined(records: Iterable[Json]) -> list[Json]:
    """Records that differ in nothing but their places, made one."""
    found: dict[tuple[object, ...], Json] = {}
    for record in records:
        said = tuple(it for it in record.items() if it[0] != "places")
        found.setdefault(said, {**record, "places": []})["places"].extend(record["places"])
    return list(found.values())


def _changes(dataset: Dataset) -> Iterator[Json]:
    yield from _joined(_change(it) for it in changes_between(dataset, dataset.start, dataset.end))


def _change(transition: Transition) -> Json:
    before, after = transition.before, transition.after
    return {
        "day": transition.day.isoformat(),
        "event": after.event,
        "from": before.actor if before else None,
        "from_standing": before.standing.value if before else None,
        "to": after.actor,
        "standing": after.standing.value,
        "basis": after.basis.value,
        "places": [transition.place],
    }


# ---------------------------------------------------------------- places and groups


def _brief_place(place: Place) -> Json:
    point = point_in(place)
    return {
        "id": place.id,
        "layer": place.layer.value,
        "kind": place.kind,
        "names": dict(place.names),
        "position": None if point is None else list(point),
    }


def _place(dataset: Dataset, place: Place, events: Iterable[str]) -> Json:
    shape, km2 = shape_of(dataset, place.id), cell_areas(dataset).get(place.id)
    return {
        **_brief_place(place),
        "other": list(place.other),
        "within": list(place.within),
        "cell": place.cell,
        "anchor": place.anchor,
        "start": _iso(place.start),
        "end": _iso(place.end),
        "precision_m": place.precision_m,
        "km2": None if km2 is None else round(km2, 3),
        "note": _texts(place.note),
        "works": list(place.sources),
        "geometry": None if shape is None else dict(mapping(shape)),
        "periods": [_period(dataset, it) for it in control_periods(dataset)[place.id]],
        "events": list(events),
    }


def _period(dataset: Dataset, period: ControlPeriod) -> Json:
    return {
        "start": period.start.isoformat(),
        "end": _iso(period.end),
        "controller": period.actor,
        "standing": period.standing.value,
        "basis": period.basis.value,
        **_if_other("date_uncertain", is_date_uncertain(dataset, period), False),
        "event": period.event,
    }


def _group(dataset: Dataset, group: Group) -> Json:
    return {
        "id": group.id,
        "kind": group.kind,
        "names": dict(group.names),
        "within": list(group.within),
        "note": _texts(group.note),
        "places": list(dataset.members[group.id]),
    }


# ---------------------------------------------------------------- events


def _touched(dataset: Dataset, event: Event) -> list[str]:
    """The places that an event changes or names, groups taken apart, in file order."""
    touched = places_of(dataset, event) | expand(dataset, event.places)
    return [place for place in dataset.places if place in touched]


def _events_of_places(dataset: Dataset) -> Mapping[str, list[str]]:
    """For each place the events that touch it, in file order."""
    found: dict[str, list[str]] = {}
    for event in dataset.events:
        for place in _touched(dataset, event):
            found.setdefault(place, []).append(event.id)
    return found


def _brief_event(event: Event) -> Json:
    return {
        "id": event.id,
        "date": event.when.text,
        "earliest": event.when.earliest.isoformat(),
        "latest": event.when.latest.isoformat(),
        "kind": event.kind,
        "title": dict(event.title),
    }


def _event(dataset: Dataset, event: Event) -> Json:
    weighed = weigh(dataset, event)
    return {
        **_brief_event(event),
        **event_record(dataset, event),
        "places": _touched(dataset, event),
        "evidence": {
            "reason": weighed.reason.value,
            "supported_by": list(weighed.voices),
            "denied_by": list(weighed.denied_by),
            "works": weighed.works,
        },
        "alternatives": [
            {"text": dict(it.text), "date": it.date, "works": list(it.sources)} for it in event.alternatives
        ],
        "one_sided": _texts(event.one_sided),
        "tags": list(event.tags),
    }


# ---------------------------------------------------------------- works and actors


def _sources(dataset: Dataset) -> Json:
    return {
        "sides": [
            {
                "id": side.id,
                "names": dict(side.names),
                "follows": side.follows,
                "independent": side.independent,
            }
            for side in dataset.sides.values()
        ],
        "sources": [_work(dataset, it) for it in dataset.sources.values()],
    }


def _work(dataset: Dataset, source: Source) -> Json:
    rests = supports(dataset)[source.id]
    return {
        "id": source.id,
        "type": source.csl["type"],
        "title": source.title,
        "author": author_of(source),
        "publisher": source.publisher,
        "issued": source.issued,
        "language": source.language,
        "side": source.side,
        "url": source.url,
        "archive": source.archive,
        "events": [{"event": event.id, "stance": citation.stance.value} for event, citation in rests.events],
        "claims": list(rests.claims),
    }


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "names": dict(actor.names),
        "dated_names": [
            {"names": dict(it.names), "start": _iso(it.start), "end": _iso(it.end)}
            for it in actor.dated_names
        ],
        "side": actor.side,
        "color": actor.color,
        "color_dark": actor.color_dark,
    }
