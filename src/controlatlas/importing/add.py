"""One more day for a dataset of daily maps: only cells that the new map cuts are split, and ids stay."""

from __future__ import annotations

import datetime as dt
import pathlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
import shapely.geometry

from ..history.timeline import control_on
from ..load import load_dataset
from ..measure.areas import area_km2
from ..records.errors import near
from ..records.model import Dataset, say
from .build import Origin, Plan, event_of, source_of
from .day_order import month_comes_first
from .days import day_in_name
from .files import Files, feature_of, geojson_of, read_files
from .layers import AS_IT_IS, Found, Reading, read_layer
from .mosaic import GRID, NARROW_STEPS, SLIVER_KM2, DayMap, Report, mosaic, polygons_of
from .names import id_of
from .recipe import MISSING

_DRAWN, _NEW = "+", "-"
"""No ids: what the new map draws, and land that no cell covers yet."""


@dataclass(frozen=True, slots=True)
class AddOptions:
    """Whose the polygons are and who has the rest, each guessed from the dataset where it has two actors.

    ``empty``, one of ``EMPTY``, is what a map means that shows nothing at all.
    """

    date: dt.date | None = None
    actor: str | None = None
    rest: str | None = None
    reading: Reading = AS_IT_IS
    first_comes: str | None = None
    empty: str = MISSING


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a cell, and whether the new map draws it."""

    cell: str
    drawn: bool
    geometry: Any


def add_day(folder: pathlib.Path, path: pathlib.Path, options: AddOptions) -> tuple[Files, str]:
    """The files of the dataset with one day more, and what that day brings; raise with all that is wrong."""
    problems = Found()
    dataset, files = load_dataset(folder), read_files(folder)
    table = read_layer(path, problems, options.reading)
    month_first = options.date is None and month_comes_first(
        [path.name], options.first_comes, str(path), "", problems
    )
    day = options.date or day_in_name(path.name, month_first=month_first)
    if day is None:
        problems.note(
            str(path), "", "--date", "no day stands in the name; say it with --date, as in --date 2025-08-23"
        )
    elif dataset.events and day <= max(it.when.latest for it in dataset.events):
        last = max(it.when.latest for it in dataset.events)
        problems.note(
            str(path),
            "",
            "--date",
            f"{day} is not after the last event, {last}; only later days can be added",
        )
    actor, rest = _actors(dataset, options, problems)
    problems.end()
    assert table is not None
    assert day is not None
    polygons = tuple(it for shape in table.geometry for it in polygons_of(shape, GRID, Report()))
    if not polygons and options.empty == MISSING:
        problems.note(
            str(path),
            "",
            "geometry",
            "holds no polygon; give the map of the day, or say with --empty nobody that nobody is anywhere on it",
        )
        problems.end()
    pieces = _pieces(dataset, files, polygons, day, actor)
    passed = _place(files, dataset, pieces, actor, rest, day)
    package = files["datapackage.json"]["controlatlas"]
    package["span"]["end"] = max(package["span"]["end"], day.isoformat())
    if not passed:
        return files, "\n".join(
            [*problems.assumed, f"{day}: no difference to the map before; only the span goes on."]
        )
    package["default_day"] = day.isoformat()
    return files, "\n".join([*problems.assumed, _told(files, dataset, passed, day)])


def _actors(dataset: Dataset, options: AddOptions, problems: Found) -> tuple[str, str]:
    """The ids of who is drawn and of who has the rest."""
    found = []
    known = list(dataset.actors)
    for option, wanted, guess in (("--actor", options.actor, 0), ("--rest", options.rest, 1)):
        key = id_of(wanted) if wanted else known[guess] if len(known) == 2 else ""
        if key not in dataset.actors:
            hint = near(key, known)
            problems.note(
                "datapackage.json",
                "",
                option,
                f"say which actor this is{hint}; there are: {', '.join(known)}",
            )
        found.append(key)
    return found[0], found[1]


def _pieces(
    dataset: Dataset, files: Files, polygons: tuple[Any, ...], day: dt.date, actor: str
) -> list[_Piece]:
    """The cells, cut by the new map; a piece too small to be meant stays with whom its cell was."""
    shapes = {it["id"]: shapely.geometry.shape(it["geometry"]) for it in files["cells.geojson"]["features"]}
    held = {key: polygons_of(it, GRID, Report()) for key, it in shapes.items()}
    days = [DayMap(dataset.start, held), DayMap(day, {_DRAWN: polygons})]
    made = mosaic(days, nobody=_NEW, sliver_km2=0.0, narrow=0.0, budget=10**12)
    state = control_on(dataset, dataset.end)
    found: dict[tuple[str, bool], list[Any]] = {}
    for piece in made.cells:
        cell, drawn = str(piece.steps[0][1]), piece.steps[-1][1] == _DRAWN
        for part in shapely.get_parts(piece.geometry):
            meant = area_km2(part) >= SLIVER_KM2 and 2 * part.area / part.length >= NARROW_STEPS * GRID
            before = cell != _NEW and state[cell].actor == actor
            found.setdefault((cell, drawn if meant else before), []).append(part)
    return [_Piece(cell, drawn, shapely.coverage_union_all(parts)) for (cell, drawn), parts in found.items()]


def _place(
    files: Files, dataset: Dataset, pieces: list[_Piece], actor: str, rest: str, day: dt.date
) -> dict[tuple[str, str], list[tuple[str, float]]]:
    """Put the pieces in the place of their cells; give back which cells pass from whom to whom, with their areas."""
    state = control_on(dataset, dataset.end)
    features = {it["id"]: it for it in files["cells.geojson"]["features"]}
    by_cell: dict[str, list[_Piece]] = {}
    for piece in pieces:
        by_cell.setdefault(piece.cell, []).append(piece)
    passed: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for cell, parts in by_cell.items():
        parts.sort(key=lambda it: -it.geometry.area)
        for number, piece in enumerate(parts):
            key = cell if cell != _NEW and number == 0 else id_of("area" if cell == _NEW else cell, features)
            before = rest if cell == _NEW else state[cell].actor
            if key == cell:
                features[key]["geometry"] = geojson_of(piece.geometry)
            else:
                names = {"en": f"Area of {day.isoformat()}"} if cell == _NEW else _named(features[cell], key)
                like = {} if cell == _NEW else {**features[cell]["properties"], "anchor": None}
                features[key] = feature_of(key, {**like, "names": names}, geojson_of(piece.geometry))
                _follow(files, cell, key, rest)
            after = actor if piece.drawn else rest
            if after != before and before in (actor, rest):
                passed.setdefault((before, after), []).append((key, area_km2(piece.geometry)))
    files["cells.geojson"]["features"] = list(features.values())
    return passed


def _named(feature: Mapping[str, Any], key: str) -> dict[str, str]:
    return {tag: f"{text} ({key.rpartition('-')[2]})" for tag, text in feature["properties"]["names"].items()}


def _follow(files: Files, cell: str, key: str, rest: str) -> None:
    """Name a new piece wherever its cell is named; land that is new was of the rest from the first day on."""
    if cell != _NEW:
        for event in files["events.json"]:
            for change in event.get("changes", []):
                for field in ("places", "except"):
                    if cell in change.get(field, []):
                        change[field].append(key)
        return
    first = files["events.json"][0]
    for change in first["changes"]:
        if change["from"] == "none" and change["to"] == rest:
            change["places"].append(key)
            return
    first["changes"].append({"places": [key], "from": "none", "to": rest, "standing": "drawn"})


def _told(
    files: Files, dataset: Dataset, passed: Mapping[tuple[str, str], list[tuple[str, float]]], day: dt.date
) -> str:
    """Add the event and the work of the day; give back its summary."""
    last = dataset.events[-1]
    work = dataset.sources[last.citations[0].source]
    origin = Origin(say(dataset.sides[work.side].names), work.url)
    source = {**source_of(origin, day), "custom": {"side": work.side}}
    if work.url:
        source["URL"] = work.url.replace(work.issued or "\0", day.isoformat())
    plan = Plan(dataset.id, dataset.title, origin, {key: say(it.names) for key, it in dataset.actors.items()})
    places = {pair: [key for key, _ in cells] for pair, cells in passed.items()}
    areas = {pair: sum(km2 for _, km2 in cells) for pair, cells in passed.items()}
    event = event_of(plan, day, last.when.latest, places, areas, source["id"])
    event["kind"] = last.kind
    files["events.json"].append(event)
    files["sources.json"].append(source)
    return str(event["summary"]["en"])
