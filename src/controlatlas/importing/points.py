"""A table of places, one row for each place or for each change of its holder, becomes a dataset of points."""

from __future__ import annotations

import datetime as dt
import pathlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..language.catalogue import mark
from ..language.dates_and_works import day_in_words
from ..records.errors import Figure, Said, near
from ..records.model import SettlementKind
from .actors import actor_of
from .base_map import add_base_map
from .build import (
    NOBODY_KNOWN,
    UNKNOWN,
    Origin,
    Plan,
    Surroundings,
    drawn_event,
    grown,
    package_of,
    source_of,
)
from .day_order import month_comes_first, note_no_day
from .days import day_in, is_empty
from .degrees import EAST_WEST, NORTH_SOUTH, noted_degrees
from .files import Files, feature_of, layer_of
from .layers import Found, column
from .names import id_of
from .tables import COUNTED_FROM, read_table

LATITUDES = ("lat", "latitude", "y", "breite", "широта", "enlik", "լայնություն")
LONGITUDES = (
    "lon",
    "lng",
    "long",
    "longitude",
    "x",
    "länge",
    "laenge",
    "долгота",
    "uzunluq",
    "երկայնություն",
)
HOLDERS = (
    "holder", "actor", "controller", "controlled_by", "side", "party", "icon", "сторона", "контроль", "tərəf", "nəzarət",
    "կողմ", "վերահսկող",
)  # fmt: skip
NAMES = (
    "name",
    "place",
    "town",
    "settlement",
    "label",
    "title",
    "ort",
    "название",
    "место",
    "ad",
    "yer",
    "անուն",
    "վայր",
)
DATES = ("date", "day", "since", "from", "start", "datum", "дата", "tarix", "ամսաթիվ")
WORKS = ("source", "sources", "work", "citation", "reference", "quelle", "источник", "mənbə", "աղբյուր")
ADDRESSES = ("url", "link", "address", "source_url", "source url", "href", "ссылка", "keçid", "հղում")
KINDS, RANKS = ("kind", "type"), ("rank", "size")
KNOWN = frozenset({*LATITUDES, *LONGITUDES, *HOLDERS, *NAMES, *DATES, *WORKS, *ADDRESSES})
"""What columns are called: by these names a sheet is known, and the row in which its columns are named."""


@dataclass(frozen=True, slots=True)
class PointOptions:
    """How the table is read: names of columns, each guessed where it is not given. ``first`` and ``last`` are the span.

    ``work`` is the column of the work on which a row rests, ``address`` that of where it stands; a row without rests on the list.
    ``first_comes`` is one of ``ORDERS``: whether days in figures begin with the day or the month; without it, what they show.
    """

    origin: Origin
    title: str
    lat: str | None = None
    lon: str | None = None
    holder: str | None = None
    name: str | None = None
    date: str | None = None
    work: str | None = None
    address: str | None = None
    encoding: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    first_comes: str | None = None
    colors: Mapping[str, str] = field(default_factory=dict)
    around: Surroundings = field(default_factory=Surroundings)


@dataclass(frozen=True, slots=True)
class _Work:
    """What a row rests on: a title, or an address, or both."""

    title: str
    url: str | None


@dataclass(slots=True)
class _Spot:
    """A place with its holders by day, and the works by day on which that rests."""

    name: str
    x: float
    y: float
    kind: str
    rank: int
    holders: dict[dt.date, str] = field(default_factory=dict)
    works: dict[dt.date, list[_Work]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportedPoints:
    """The files of a dataset, what was read, and what was assumed where the table does not say."""

    files: Files
    report: Said
    assumed: tuple[Said, ...]


def import_points(path: pathlib.Path, name: str, options: PointOptions) -> ImportedPoints:
    """Read the table and make it a dataset; raise ``ImportProblemsError`` with all that is wrong."""
    problems = Found()
    actors: dict[str, str] = {}
    table = read_table(path, problems, KNOWN, options.encoding)
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
            mark("the table has days from {first} to {last}; widen the span"),
            first=days[0],
            last=days[-1],
        )
    problems.end()
    report = Said(
        mark("Rows read: {rows}; places: {places}; holders: {holders}; from {first} to {last}."),
        rows=Figure(len(table)),
        places=Figure(len(spots)),
        holders=Figure(len(actors)),
        first=str(days[0]),
        last=str(days[-1]),
    )
    files = _files(spots, name, options, actors, sorted({first, *days}), last)
    return ImportedPoints(files, report, tuple(problems.assumed))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column says what; the last five a table can do without."""

    lat: str
    lon: str
    holder: str
    called: str
    date: str | None
    kind: str | None
    rank: str | None
    work: str | None
    address: str | None


def _columns(file: str, table: Any, options: PointOptions, problems: Found) -> _Columns | None:
    """The columns of a table, as named or guessed; ``None`` where one is missing that it needs, with what is wrong noted."""
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
    others = [
        column(table, wanted, guesses, file, option, problems if wanted else quiet)
        for wanted, guesses, option in (
            (options.date, DATES, "--date"),
            (None, KINDS, ""),
            (None, RANKS, ""),
            (options.work, WORKS, "--work"),
            (options.address, ADDRESSES, "--address"),
        )
    ]
    if lat is None or lon is None or holder is None or called is None:
        return None
    found = _Columns(lat, lon, holder, called, *others)
    if found.date is None and options.first is None:
        problems.note(
            file,
            "",
            "--date",
            mark("no column says since when; name one, or give the day of the table with --first"),
        )
    return found


def _spots(
    file: str, table: Any, options: PointOptions, actors: dict[str, str], problems: Found
) -> list[_Spot]:
    """The places of a table, each with all its rows; what is wrong with a row is noted, and the row left out."""
    columns = _columns(file, table, options, problems)
    if columns is None:
        return []
    spots: dict[tuple[str, float, float], _Spot] = {}
    days = _Days(columns.date, options.first, table, options.first_comes, file, problems)
    for number, row in zip(table.index, table.to_dict("records"), strict=True):
        where = f"line {number}"
        position = _position(row, columns, file, where, problems)
        unnamed = is_empty(row[columns.holder]) or is_empty(row[columns.called])
        if unnamed:
            message = mark(
                "need a name and a holder; fill in both, with unknown for the holder where it is not known"
            )
            problems.note(file, where, f"{columns.called}, {columns.holder}", message)
        day = days.of(row, where)
        if position is None or unnamed or day is None:
            continue
        (x, y), name = position, _in_a_line(row[columns.called])
        spot = spots.setdefault(
            (name, round(x, 5), round(y, 5)),
            _Spot(name, x, y, _kind(row, columns.kind, file, where, problems), _rank(row, columns.rank)),
        )
        key = actor_of(str(row[columns.holder]), actors, problems)
        if spot.holders.setdefault(day, key) != key:
            problems.note(
                file,
                where,
                columns.holder,
                mark("{place} has two holders on {day}; leave one of the rows out"),
                place=name,
                day=day,
            )
        work = _work(row, columns.work, columns.address, file, where, problems)
        if work is not None:
            spot.works.setdefault(day, []).append(work)
    problems.assumed.extend([days.counted] if days.counted else [])
    if not spots and not problems:
        problems.note(file, "", "", mark("holds no rows; give at least one place"))
    return list(spots.values())


def _position(
    row: Mapping[Any, Any], columns: _Columns, file: str, where: str, problems: Found
) -> tuple[float, float] | None:
    """Longitude and latitude of a row; ``None`` where they are none."""
    y = noted_degrees(row[columns.lat], NORTH_SOUTH, file, where, columns.lat, problems)
    x = noted_degrees(row[columns.lon], EAST_WEST, file, where, columns.lon, problems)
    return None if x is None or y is None else (x, y)


class _Days:
    """Since when the rows of a table are true, and whether some of the days were counted as workbooks count them."""

    def __init__(
        self,
        column: str | None,
        first: dt.date | None,
        table: Any,
        first_comes: str | None,
        file: str,
        problems: Found,
    ) -> None:
        self.column, self.first, self.file, self.problems = column, first, file, problems
        self.counted: Said | None = None
        self._counted_from = table.attrs.get(COUNTED_FROM)
        self._month_first = column is not None and month_comes_first(
            table[column], first_comes, file, str(column), problems
        )

    def of(self, row: Mapping[Any, Any], where: str) -> dt.date | None:
        """The day of a row, or the first of all where it names none; ``None`` where there is none either, with that noted."""
        if self.column is None:
            return self.first
        value = row[self.column]
        if is_empty(value):
            if self.first is None:
                message = mark("is empty; write the day, or say the first day of all")
                self.problems.note(self.file, where, self.column, message)
            return self.first
        day = day_in(value, month_first=self._month_first, counted_from=self._counted_from)
        if day is None:
            note_no_day(value, self.file, where, self.column, self.problems, month_first=self._month_first)
        elif _is_counted(value) and self.counted is None:
            message = mark(
                "Figures in {column}, such as {number}, were taken for days as workbooks count them: {day}."
            )
            self.counted = Said(message, column=self.column, number=str(value), day=str(day))
        return day


def _work(
    row: Mapping[Any, Any], work: str | None, address: str | None, file: str, where: str, problems: Found
) -> _Work | None:
    """The work on which a row rests; ``None`` where it names none."""
    title, url = ("" if it is None or is_empty(row[it]) else _in_a_line(row[it]) for it in (work, address))
    if title.startswith(("http://", "https://")) and not url:
        url = title
    if url and not url.startswith(("http://", "https://")):
        message = mark("{url} is no address; write it whole, with https://, or leave it out")
        problems.note(file, where, str(address), message, url=repr(url[:80]))
        return None
    return _Work(title or url, url or None) if title or url else None


def _in_a_line(value: Any) -> str:
    """A text without the ends of lines that a cell may have in it."""
    return " ".join(str(value).split())


def _is_counted(value: Any) -> bool:
    """Whether a day stands there as so many days after another, and not as eight figures."""
    return isinstance(value, int | float) and value < 100_000


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
            mark("{kind} is no kind of place{hint}; correct it, or choose a word that is less like it"),
            kind=repr(text),
            hint=hint,
        )
    return text


def _rank(row: Mapping[Any, Any], column: str | None) -> int:
    text = "" if column is None or is_empty(row[column]) else str(row[column]).strip().replace(",", ".")
    return int(text[0]) if re.fullmatch(r"[1-5](\.\d+)?", text) and float(text) <= 5 else 2


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
    called = dict(zip(keys, spots, strict=True))
    settlements = [
        feature_of(
            key,
            {"names": {"en": spot.name}, "kind": id_of(spot.kind, otherwise="place"), "rank": spot.rank},
            {"type": "Point", "coordinates": [round(spot.x, 6), round(spot.y, 6)]},
        )
        for key, spot in called.items()
    ]
    works = _Works(options.origin)
    changes = _changes(called, actors, days)
    events = [_event(day, it, called, works, actors) for day, it in changes.items() if it]
    ys = [spot.y for spot in spots]
    plan = Plan(name, options.title, options.origin, actors, options.colors, options.around)
    bounds = grown(min(ys) - 0.05, max(ys) + 0.05, [(it.x - 0.05, it.x + 0.05) for it in spots])
    default = dt.date.fromisoformat(events[-1]["date"])
    files: Files = {
        "datapackage.json": package_of(
            plan, bounds, start=days[0], end=last, default=default, layer="settlements"
        ),
        "settlements.geojson": layer_of(settlements),
        "cells.geojson": layer_of([]),
        "events.json": events,
        "sources.json": list(works.records.values()),
    }
    named = {id_of(spot.kind, otherwise="place"): {"names": {"en": spot.kind}} for spot in spots}
    own = {key: it for key, it in named.items() if key not in {kind.value for kind in SettlementKind}}
    if own:
        files["datapackage.json"]["controlatlas"]["place_kinds"] = own
    add_base_map(files, options.around.base, days[0])
    return files


def _changes(
    spots: Mapping[str, _Spot], actors: dict[str, str], days: list[dt.date]
) -> dict[dt.date, dict[tuple[str, str], list[str]]]:
    """For each day which places pass from whom to whom; who holds a place before its first row is unknown."""
    changes: dict[dt.date, dict[tuple[str, str], list[str]]] = {day: {} for day in days}
    for key, spot in spots.items():
        before = "none"
        if days[0] not in spot.holders:
            actors.setdefault(UNKNOWN, NOBODY_KNOWN)
            spot.holders[days[0]] = UNKNOWN
        for day, holder in sorted(spot.holders.items()):
            if holder != before:
                changes[day].setdefault((before, holder), []).append(key)
            before = holder
    return changes


class _Works:
    """The works that are cited, each once, with an id of its own; they speak with the voice of the list that cites them."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.records: dict[_Work | None, dict[str, Any]] = {}

    def id_of(self, work: _Work | None) -> str:
        """The id of a work; ``None`` is the list itself."""
        if work not in self.records:
            self.records[work] = source_of(self.origin, None) if work is None else self._record(work)
        return str(self.records[work]["id"])

    def _record(self, work: _Work) -> dict[str, Any]:
        taken = {self.origin.id, *(str(it["id"]) for it in self.records.values())}
        record = {
            "id": id_of(work.title[:60], taken, otherwise="work"),
            "type": "webpage" if work.url else "document",
            "title": work.title,
        }
        return {**record, **({"URL": work.url} if work.url else {}), "custom": {"side": self.origin.id}}


def _event(
    day: dt.date,
    passed: Mapping[tuple[str, str], list[str]],
    spots: Mapping[str, _Spot],
    works: _Works,
    actors: Mapping[str, str],
) -> dict[str, Any]:
    """The event of a day: which places pass to whom, and for each work which of them it is cited for."""
    origin = works.origin
    cited: dict[str, list[str]] = {}
    for key in (key for keys in passed.values() for key in keys):
        on_day: Sequence[_Work | None] = spots[key].works.get(day) or [None]
        for work in on_day:
            cited.setdefault(works.id_of(work), []).append(spots[key].name)
    event = drawn_event(
        f"table-{day.isoformat()}",
        day,
        f"{origin.name}: {_headline(day, passed, spots, actors)}",
        f"{'; '.join(_told(passed, spots, actors))}.",
        passed,
        next(iter(cited)),
        "",
    )
    event["citations"] = [
        {
            "source": key,
            "stance": "reports",
            "supports": {"en": f"who holds {_listed(names)} from this day on"},
        }
        for key, names in cited.items()
    ]
    return event


_NAMED = 6
"""So many places are named, the rest counted."""


def _listed(names: Sequence[str]) -> str:
    named = list(dict.fromkeys(names))
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return ", ".join(named[:_NAMED]) + more


def _told(
    passed: Mapping[tuple[str, str], list[str]], spots: Mapping[str, _Spot], actors: Mapping[str, str]
) -> Iterator[str]:
    """For each actor, which places it has from this day on."""
    for after in dict.fromkeys(after for _, after in passed):
        keys = [key for (_, it), keys in passed.items() if it == after for key in keys]
        yield f"{actors[after]}: {_listed([spots[key].name for key in keys])}"


def _headline(
    day: dt.date,
    passed: Mapping[tuple[str, str], list[str]],
    spots: Mapping[str, _Spot],
    actors: Mapping[str, str],
) -> str:
    """What passes to whom, if it can be said in a line; else the day of the table."""
    told = list(_told(passed, spots, actors))
    if len(told) == 1 and not any(before == "none" for before, _ in passed):
        actor, _, names = told[0].partition(": ")
        return f"{names} to {actor}"
    return day_in_words(day)
