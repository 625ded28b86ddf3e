"""From cells with histories to the files of a dataset: actors, one event for each day that differs, and its sources."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..language.catalogue import LANGUAGES, mark, translator
from ..language.dates_and_works import day_in_words
from ..language.figures import km2_in_words
from ..language.positions import position_in_degrees
from ..measure.areas import area_km2
from ..records.errors import ImportProblemsError, Problem
from .base_map import add_base_map
from .files import Files, feature_of, geojson_of, layer_of
from .looks import looks_apart
from .meridian import TURN, west_and_east
from .mosaic import Mosaic
from .names import id_of, look_of

KIND = "map"
UNKNOWN = "unknown"
NOBODY_KNOWN = mark("Unknown")
"""What the actor is called that stands for nobody known."""

DISCLAIMER = mark("Names and boundaries on the map imply no opinion on the status of any territory.")
KIND_NAME = mark("Map of the day")
LEAST_GAIN_KM2 = 0.1
"""What a title does not mention as a gain."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The map that is imported: who draws it, where it stands, under which licence, if that is stated. An address may hold ``{date}``."""

    name: str
    url: str | None = None
    licence: str | None = None

    @property
    def id(self) -> str:
        """The id of its side."""
        return id_of(self.name, otherwise="mapper")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies round a dataset, one of ``BASES`` (``None``: what suits its time), and which part of the earth is shown.

    ``bounds`` are south, west, north, east; ``None``: all that is mapped.
    """

    base: str | None = None
    bounds: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a dataset is to be called, whose map it is, and how its actors are called and coloured, by id.

    ``looks`` are the numbers of their looks where they are not to follow the order of the actors. ``fronts``: whether a front runs
    between all of them, or between none.
    """

    name: str
    title: str
    origin: Origin
    actors: Mapping[str, str]
    colors: Mapping[str, str] = field(default_factory=dict)
    around: Surroundings = field(default_factory=Surroundings)
    looks: Mapping[str, int] = field(default_factory=dict)
    fronts: bool = True


def colors_of(given: Iterable[str]) -> dict[str, str]:
    """Colours by the id of the actor, from ``NAME=#rrggbb``."""
    found = {}
    for text in given:
        name, sign, color = text.rpartition("=")
        if not sign or len(color) != 7 or not color.startswith("#"):
            raise ImportProblemsError(
                [
                    Problem(
                        "--color",
                        "",
                        "",
                        f"{text!r} is no colour; write NAME=#rrggbb, as in 'Side A=#0072b2'",
                    )
                ]
            )
        found[id_of(name)] = color.lower()
    return found


def dataset_of(
    made: Mosaic,
    plan: Plan,
    *,
    end: dt.date,
    snapshots: bool,
    works: Mapping[str, Sequence[str]] | None = None,
) -> Files:
    """The files of a dataset whose cells have these histories.

    ``snapshots``: each day that differs has a work of its own, else one work has them all. ``end`` is the last day.
    """
    km2 = [area_km2(cell.geometry) for cell in made.cells]
    keys = [f"area-{number:04d}" for number in range(1, len(made.cells) + 1)]
    cells = [
        feature_of(key, {"names": {"en": where_it_lies(cell.geometry)}}, geojson_of(cell.geometry))
        for key, cell in zip(keys, made.cells, strict=True)
    ]
    passages = _passages(made)
    events: list[dict[str, Any]] = []
    sources: list[dict[str, Any]] = []
    for day_number in sorted(passages):
        day = made.days[day_number]
        source = source_of(plan.origin, day if snapshots else None)
        if not sources or snapshots:
            sources.append(source)
        passed = passages[day_number]
        places = {pair: [keys[it] for it in cells] for pair, cells in passed.items()}
        areas = {pair: sum(km2[it] for it in cells) for pair, cells in passed.items()}
        before = made.days[day_number - 1] if day_number else None
        events.append(event_of(plan, day, before, places, areas, source["id"]))
    plan = replace(plan, looks=looks_apart(made, [it for it in plan.actors if it != UNKNOWN]))
    package = package_of(
        plan, _bounds(made), start=made.days[0], end=end, default=events_last(events, made.days[0])
    )
    files = {
        "datapackage.json": package,
        "settlements.geojson": layer_of([]),
        "cells.geojson": layer_of(cells),
        "events.json": events,
        "sources.json": sources,
    }
    if gaps := _gaps(made):
        package["controlatlas"]["gaps"] = gaps
    add_base_map(files, plan.around.base, made.days[0])
    return files


def _gaps(made: Mosaic) -> list[dict[str, Any]]:
    """A point in each piece that no cell covers, with cells all round it."""
    whole = shapely.coverage_union_all([cell.geometry for cell in made.cells])
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    points = [shapely.point_on_surface(hole) for hole in holes]
    return [
        {"point": [round(it.x, 6), round(it.y, 6)], "note": {"en": "Nobody is drawn here."}} for it in points
    ]


def events_last(events: Sequence[Mapping[str, Any]], otherwise: dt.date) -> dt.date:
    """The day of the last event."""
    return max((dt.date.fromisoformat(it["date"]) for it in events), default=otherwise)


def source_of(origin: Origin, day: dt.date | None) -> dict[str, Any]:
    """The work that is the map of a day, or of all days."""
    work: dict[str, Any] = {
        "id": origin.id if day is None else f"{origin.id}-{day.isoformat()}",
        "type": "map",
    }
    work["title"] = origin.name if day is None else f"{origin.name}, map of {day_in_words(day)}"
    if day is not None:
        work["publisher"] = origin.name
    if day is not None:
        work["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    if origin.url:
        work["URL"] = origin.url.replace("{date}", day.isoformat() if day else "")
    return {**work, "custom": {"side": origin.id}}


def package_of(
    plan: Plan,
    bounds: tuple[float, float, float, float],
    *,
    start: dt.date,
    end: dt.date,
    default: dt.date,
    layer: str = "cells",
) -> dict[str, Any]:
    """The content of ``datapackage.json``; ``bounds`` are south, west, north, east."""
    south, west, north, east = plan.around.bounds or bounds
    actors = []
    for number, (key, name) in enumerate(plan.actors.items()):
        look = (
            {"color": "#8a8a86", "color_dark": "#a7a49b"}
            if key == UNKNOWN
            else look_of(plan.looks.get(key, number))
        )
        if key in plan.colors:
            look = {"color": plan.colors[key], "color_dark": plan.colors[key]}
        names = _in_all_languages(name) if (key, name) == (UNKNOWN, NOBODY_KNOWN) else {"en": name}
        actors.append({"id": key, "names": names, **look})
    licence = plan.origin.licence
    return {
        "name": id_of(plan.name, otherwise="dataset"),
        "title": plan.title,
        "version": "0.1.0",
        **({"licenses": [{"name": licence}]} if licence else {}),
        "controlatlas": {
            "span": {"start": start.isoformat(), "end": end.isoformat()},
            "default_day": default.isoformat(),
            "view": {"bounds": [[south, west], [north, east]]},
            "languages": ["en"],
            "actors": actors,
            **({} if plan.fronts else {"fronts": []}),
            "event_kinds": {KIND: {"names": _in_all_languages(KIND_NAME)}},
            "sides": {plan.origin.id: {"names": {"en": plan.origin.name}, "short": {"en": plan.origin.name}}},
            "credits": [
                {"layer": layer, "text": plan.origin.name, **({"licence": licence} if licence else {})}
            ],
            "disclaimer": _in_all_languages(DISCLAIMER),
        },
    }


def _in_all_languages(message: str) -> dict[str, str]:
    """A text of the program's own for a dataset, by language: the reader's, whatever the dataset's own texts are in."""
    return {language: translator(language)(message) for language in LANGUAGES}


def grown(
    south: float, north: float, spans: Iterable[tuple[float, float]]
) -> tuple[float, float, float, float]:
    """South, west, north, east of a view that shows all between these latitudes and longitudes, with a margin."""
    west, east = west_and_east(spans)
    crosses = east < west
    wide = east - west + (TURN if crosses else 0)
    margin = max(0.03 * max(wide, north - south), 0.01)
    west, east = west - margin, east + margin
    if not crosses:
        west, east = max(west, -180), min(east, 180)
    return (
        round(max(south - margin, -90.0), 4),
        round(west, 4),
        round(min(north + margin, 90.0), 4),
        round(east, 4),
    )


def _bounds(made: Mosaic) -> tuple[float, float, float, float]:
    parts = shapely.get_parts(np.array([cell.geometry for cell in made.cells], dtype=object))
    west, south, east, north = shapely.bounds(parts).T
    return grown(float(south.min()), float(north.max()), zip(west.tolist(), east.tolist(), strict=True))


def where_it_lies(shape: BaseGeometry) -> str:
    """A name for an area that has none: a position inside its largest part, in degrees."""
    largest = max(shapely.get_parts(shape), key=lambda it: it.area)
    point = shapely.point_on_surface(largest)
    return position_in_degrees(point.y, point.x, 2)


def _passages(made: Mosaic) -> dict[int, dict[tuple[str, str], list[int]]]:
    """By day: which cells pass from whom to whom."""
    found: defaultdict[int, dict[tuple[str, str], list[int]]] = defaultdict(dict)
    for number, cell in enumerate(made.cells):
        before = "none"
        for day, actor in cell.steps:
            assert actor is not None
            found[day].setdefault((before, actor), []).append(number)
            before = actor
    return found


def event_of(
    plan: Plan,
    day: dt.date,
    before: dt.date | None,
    places: Mapping[tuple[str, str], Sequence[str]],
    km2: Mapping[tuple[str, str], float],
    source: str,
) -> dict[str, Any]:
    """The event of a map: which places pass from whom to whom, and how much land that is; ``before`` is the day of the last."""
    first = before is None
    return drawn_event(
        f"map-{day.isoformat()}",
        day,
        f"{plan.origin.name}: {'first map' if first else _headline(plan, day, km2)}",
        _summary(plan, day, before, km2),
        places,
        source,
        "who is drawn where on this day" if first else "what differs from the map before",
        whole=source != plan.origin.id,
    )


def drawn_event(
    key: str,
    day: dt.date,
    title: str,
    summary: str,
    places: Mapping[tuple[str, str], Sequence[str]],
    source: str,
    supports: str,
    *,
    whole: bool = False,
) -> dict[str, Any]:
    """An event that one work draws: which places pass from whom to whom, and what the work supports; texts in English.

    ``whole``: the work shows the whole map of the day.
    """
    return {
        "id": key,
        "date": day.isoformat(),
        "kind": KIND,
        "title": {"en": title},
        "summary": {"en": summary},
        "changes": [
            {"places": list(keys), "from": old, "to": new, "standing": "drawn"}
            for (old, new), keys in sorted(places.items())
        ],
        "citations": [
            {
                "source": source,
                "stance": "reports",
                "supports": {"en": supports},
                **({"whole": True} if whole else {}),
            }
        ],
        "confidence": "medium",
    }


def _headline(plan: Plan, day: dt.date, km2: Mapping[tuple[str, str], float]) -> str:
    """Who gained most, in square kilometres; where nobody gained as much as can be said, the day of the map."""
    net: defaultdict[str, float] = defaultdict(float)
    for (old, new), amount in km2.items():
        net[new] += amount
        net[old] -= amount
    key = max((it for it in net if it in plan.actors and it != UNKNOWN), key=lambda it: net[it], default=None)
    if key is None or net[key] < LEAST_GAIN_KM2:
        return f"the map of {day_in_words(day)}"
    return f"{plan.actors[key]} gained {km2_in_words(net[key], translator('en'))}"


def _summary(plan: Plan, day: dt.date, before: dt.date | None, km2: Mapping[tuple[str, str], float]) -> str:
    """What each actor has gained and lost since the day before, in square kilometres; on the first day what it has."""
    t = translator("en")
    gained: defaultdict[str, float] = defaultdict(float)
    lost: defaultdict[str, float] = defaultdict(float)
    for (old, new), amount in km2.items():
        gained[new] += amount
        lost[old] += amount
    if before is None:
        has = [f"{name} {km2_in_words(gained[key], t)}" for key, name in plan.actors.items() if key in gained]
        return f"As drawn on {day_in_words(day)}: {', '.join(has)}."
    said = []
    for key, name in plan.actors.items():
        parts = [
            f"{word} {km2_in_words(amount, t)}"
            for word, amount in (("gained", gained.get(key)), ("lost", lost.get(key)))
            if amount
        ]
        if parts:
            said.append(f"{name} {' and '.join(parts)}")
    return f"Compared with {day_in_words(before)}: {'; '.join(said)}."
