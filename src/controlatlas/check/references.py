"""What the records of a dataset may refer to, and the problem that a reference to anything else is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..records.errors import Problem, near
from ..records.model import NONE, Dataset, Layer, SettlementKind

FILES = {
    Layer.SETTLEMENT: "settlements.geojson",
    Layer.CELL: "cells.geojson",
    Layer.CORRIDOR: "corridor.geojson",
}

CLAIMS, TOURS = "claims.json", "tour.json"

GROUP_KINDS = ("region", "district", "zone")
"""The kinds of groups that the format has; a dataset may have others, in words of its own."""

_MISSPELT = 0.8
"""From this likeness on a word of a dataset's own is taken for a known one that is misspelt."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


class Names(Mapping[str, object]):
    """The ids that a reference may give. If a file of theirs could not be read whole, any id may be one."""

    def __init__(self, noun: str, known: Mapping[str, object], found: Iterable[Problem], *files: str) -> None:
        unread = {problem.record for problem in found if problem.file in files}
        self.noun = noun
        self.known = {**known, **dict.fromkeys(unread)}
        self.whole = all(_ID.fullmatch(record) for record in unread)

    def __contains__(self, key: object) -> bool:
        return key in self.known or not self.whole

    def __getitem__(self, key: str) -> object:
        return self.known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


class Known:
    """What the records of a dataset may refer to, by kind of record."""

    def __init__(self, dataset: Dataset, found: Sequence[Problem]) -> None:
        places: dict[Layer, dict[str, object]] = {layer: {} for layer in Layer}
        for place in dataset.places.values():
            places[place.layer][place.id] = place
        groups = "groups.json"
        self.groups = Names("group", dataset.groups, found, groups)
        self.cells = Names("cell", places[Layer.CELL], found, FILES[Layer.CELL])
        self.settlements = Names("settlement", places[Layer.SETTLEMENT], found, FILES[Layer.SETTLEMENT])
        everything = {**dataset.places, **dataset.groups}
        self.places = Names("place or group", everything, found, groups, *FILES.values())
        self.sources = Names("source", dataset.sources, found, "sources.json")
        self.kinds = Names("kind of event", dataset.kinds, ())
        kinds: dict[str, object] = {it.value: it for it in SettlementKind}
        self.place_kinds = Names("kind of place", {**kinds, **dataset.place_kinds}, ())
        self.sides = Names("side", dataset.sides, ())
        self.actors = Names("actor", dataset.actors, ())
        self.before = Names("actor", {**dataset.actors, NONE: None}, ())
        self.events = Names("event", dataset.event, found, "events.json")
        selectable = {**dataset.places, **dataset.event}
        self.selectable = Names("place or event", selectable, found, "events.json", *FILES.values())


def unknown(known: Names, keys: Iterable[str], file: str, record: str, field: str) -> Iterator[Problem]:
    """A problem for each key that is no known id."""
    for key in keys:
        if key not in known:
            message = f"{key!r} is no known {known.noun}{near(key, known)}; correct it or add it"
            yield Problem(file, record, field, message)


def misspelt(
    kinds: Mapping[str, str], known: Iterable[str], noun: str, file: str, field: str
) -> Iterator[Problem]:
    """A problem for each record whose kind, by its id, is nearly a known one, or nearly one that more records have than its own.

    Kinds that are like none of these are the dataset's own words.
    """
    fixed, many = set(known), Counter(kinds.values())
    for record, kind in kinds.items():
        others = fixed | {it for it, count in many.items() if count > max(many[kind], 1)}
        if kind not in fixed and (hint := near(kind, sorted(others), alike=_MISSPELT)):
            message = f"{kind!r} is no known kind of {noun}{hint}; correct it, or choose a word that is less like it"
            yield Problem(file, record, field, message)
