"""A table of places, one row for each place or for each change of its holder, becomes a dataset of points."""

from __future__ import annotations

import csv
import datetime as dt
import math
import pathlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ..language.dates_and_works import day_in_words
from ..records.errors import near
from ..records.model import SettlementKind
from .base_map import add_base_map, base_for
from .build import UNKNOWN, Origin, Plan, Surroundings, drawn_event, grown, package_of, source_of
from .days import day_in, is_empty
from .files import Files, feature_of, layer_of
from .layers import Found, column, read_layer
from .names import id_of
from .workbook import UNREADABLE, look_over

LATITUDES = ("lat", "latitude", "y", "breite")
LONGITUDES = ("lon", "lng", "long", "longitude", "x")
HOLDERS = ("holder", "actor", "controller", "controlled_by", "side", "party", "icon")
NAMES = ("name", "place", "town", "settlement", "label", "title")
DATES = ("date", "day", "since", "from", "start")
KINDS, RANKS = ("kind", "type"), ("rank", "size")
TABLES = (".csv", ".tsv", ".txt", ".xlsx")


@dataclass(frozen=True, slots=True)
class PointOptions:
    """How the table is read: names of columns, each guessed where it is not given. ``first`` and ``last`` are the span."""

    origin: Origin
    title: str
    lat: str | None = None
    lon: str | None = None
    holder: str | None = None
    name: str | None = None
    date: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    colors: Mapping[str, str] = field(default_factory=dict)
    around: Surroundings = field(default_factory=Surroundings)


@dataclass(slots=True)
class _Spot:
    """A place with its holders by day."""

    name: str
    x: float
    y: float
    kind: str
    rank: int
    holders: dict[dt.date, str] = field(default_factory=dict)


def import_points(path: pathlib.Path, name: str, options: PointOptions) -> Files:
    """Read the table and make it a dataset; raise ``ImportProblemsError`` with all that is wrong."""
    problems = Found()
    actors: dict[str, str] = {}
    table = read_table(path, problems)
    problems.end()
    spots = _spots(str(path), table, options, actors, problems)
    problems.end()
    days = sorted({day for spot in spots for day in spot.holders})
    first, last = options.first or days[0], options.last or days[-1]
    if days[-1] > last or days[0] < first:
        problems.note(
            str(path),
            "",
            "--first, --last",
            f"the table has days from {days[0]} to {days[-1]}; widen the span",
        )
    problems.end()
    return _files(spots, name, options, actors, sorted({first, *days}), last)


def read_table(path: pathlib.Path, problems: Found) -> Any:
    """A table of rows from CSV, a workbook, or a layer of points; ``None`` with what is wrong noted."""
    if path.suffix.lower() not in TABLES:
        layer = read_layer(path, problems)
        if layer is None:
            return None
        points = layer.geometry.representative_point()
        return layer.drop(columns="geometry").assign(lon=points.x, lat=points.y)
    try:
        if path.suffix.lower() == ".xlsx":
            look_over(path, problems)
            return None if problems else pd.read_excel(path)
        return pd.read_csv(path, sep=None, engine="python", encoding="utf-8-sig")
    except FileNotFoundError:
        problems.note(str(path), "", "", "there is no such file; correct its name")
    except ImportError:
        problems.note(str(path), "", "", "needs openpyxl to be read; pip install 'controlatlas[xlsx]'")
    except (csv.Error, *UNREADABLE) as error:
        if path.exists() and not path.stat().st_size:
            problems.note(str(path), "", "", "is empty; save the table with its rows")
            return None
        problems.note(
            str(path), "", "", f"cannot be read as a table ({str(error)[:120]}); save it as CSV in UTF-8"
        )
    return None


def _spots(
    file: str, table: Any, options: PointOptions, actors: dict[str, str], problems: Found
) -> list[_Spot]:
    lat, lon, holder, called = (
        column(table, wanted, guesses, file, option, problems)
        for wanted, guesses, option in (
            (options.lat, LATITUDES, "--lat"),
            (options.lon, LONGITUDES, "--lon"),
            (options.holder, HOLDERS, "--holder"),
            (options.name, NAMES, "--name"),
        )
    )
    quiet = Found()
    date = column(table, options.date, DATES, file, "--date", problems if options.date else quiet)
    kind, rank = (column(table, None, guesses, file, "", quiet) for guesses in (KINDS, RANKS))
    if None in (lat, lon, holder, called):
        return []
    if date is None and options.first is None:
        problems.note(
            file,
            "",
            "--date",
            "no column says since when; name one, or give the day of the table with --first",
        )
    spots: dict[tuple[str, float, float], _Spot] = {}
    for number, row in enumerate(table.to_dict("records"), 2):
        where = f"line {number}"
        y, x = (_degrees(row[it], most) for it, most in ((lat, 90), (lon, 180)))
        if y is None or x is None:
            problems.note(
                file, where, f"{lat}, {lon}", "are no latitude and longitude in degrees; correct the row"
            )
            continue
        if is_empty(row[holder]) or is_empty(row[called]):
            problems.note(file, where, f"{called}, {holder}", "need a name and a holder; fill in both")
            continue
        day = options.first if date is None or is_empty(row[date]) else day_in(row[date])
        if day is None:
            if date is not None:
                problems.note(file, where, date, f"{row[date]!r} is no day; write it as 2025-08-23")
            continue
        name = str(row[called]).strip()
        spot = spots.setdefault(
            (name, round(x, 5), round(y, 5)),
            _Spot(name, x, y, _kind(row, kind, file, where, problems), _rank(row, rank)),
        )
        key = id_of(str(row[holder]), otherwise="actor")
        actors.setdefault(key, str(row[holder]).strip())
        if spot.holders.setdefault(day, key) != key:
            problems.note(
                file, where, str(holder), f"{name} has two holders on {day}; leave one of the rows out"
            )
    if not spots and not problems:
        problems.note(file, "", "", "holds no rows; give at least one place")
    return list(spots.values())


def _degrees(value: Any, most: float) -> float | None:
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= most else None


def _kind(row: Mapping[Any, Any], column: str | None, file: str, where: str, problems: Found) -> str:
    if column is None or is_empty(row[column]):
        return SettlementKind.TOWN.value
    text = str(row[column]).strip()
    known = [it.value for it in SettlementKind]
    if text.lower() not in known and (hint := near(text.lower(), known)):
        problems.note(
            file,
            where,
            column,
            f"{text!r} is no kind of place{hint}; correct it, or choose a word that is less like it",
        )
    return text


def _rank(row: Mapping[Any, Any], column: str | None) -> int:
    number = _degrees(row[column], 5) if column is not None else None
    return int(number) if number and number >= 1 else 2


def _files(
    spots: list[_Spot],
    name: str,
    options: PointOptions,
    actors: dict[str, str],
    days: list[dt.date],
    last: dt.date,
) -> Files:
    keys: list[str] = []
    for spot in spots:
        keys.append(id_of(spot.name, keys))
    changes: dict[dt.date, dict[tuple[str, str], list[str]]] = {day: {} for day in days}
    for key, spot in zip(keys, spots, strict=True):
        before = "none"
        if days[0] not in spot.holders:
            actors.setdefault(UNKNOWN, "Unknown")
            spot.holders[days[0]] = UNKNOWN
        for day, holder in sorted(spot.holders.items()):
            if holder != before:
                changes[day].setdefault((before, holder), []).append(key)
            before = holder
    settlements = [
        feature_of(
            key,
            {"names": {"en": spot.name}, "kind": id_of(spot.kind, otherwise="place"), "rank": spot.rank},
            {"type": "Point", "coordinates": [round(spot.x, 6), round(spot.y, 6)]},
        )
        for key, spot in zip(keys, spots, strict=True)
    ]
    source = source_of(options.origin, None)
    events = [_event(day, it, options.origin, source["id"], actors) for day, it in changes.items() if it]
    xs, ys = [spot.x for spot in spots], [spot.y for spot in spots]
    plan = Plan(name, options.title, options.origin, actors, options.colors, options.around)
    bounds = grown(min(xs) - 0.05, min(ys) - 0.05, max(xs) + 0.05, max(ys) + 0.05)
    default = dt.date.fromisoformat(events[-1]["date"])
    files: Files = {
        "datapackage.json": package_of(
            plan, bounds, start=days[0], end=last, default=default, layer="settlements"
        ),
        "settlements.geojson": layer_of(settlements),
        "cells.geojson": layer_of([]),
        "events.json": events,
        "sources.json": [source],
    }
    named = {id_of(spot.kind, otherwise="place"): {"names": {"en": spot.kind}} for spot in spots}
    own = {key: it for key, it in named.items() if key not in {kind.value for kind in SettlementKind}}
    if own:
        files["datapackage.json"]["controlatlas"]["place_kinds"] = own
    add_base_map(files, options.around.base or base_for(days[0]))
    return files


def _event(
    day: dt.date,
    passed: Mapping[tuple[str, str], list[str]],
    origin: Origin,
    source: str,
    actors: Mapping[str, str],
) -> dict[str, Any]:
    said = "; ".join(f"{len(keys)} to {actors[after]}" for (_, after), keys in sorted(passed.items()))
    return drawn_event(
        f"table-{day.isoformat()}",
        day,
        f"{origin.name}: {day_in_words(day)}",
        f"Places: {said}.",
        passed,
        source,
        "who holds which place from this day on",
    )
