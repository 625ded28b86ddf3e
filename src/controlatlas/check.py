"""The invariants of a dataset, each as one small check that says where it is broken and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

import numpy as np
import shapely

from .errors import Problem, near
from .measure import area_km2
from .model import NONE, Change, Dataset, District, Event, Layer, Line, Place, Standing
from .timeline import Assignment, assignments, expand

FILES = {
    Layer.SETTLEMENT: "settlements.geojson",
    Layer.CELL: "cells.geojson",
    Layer.CORRIDOR: "corridor.geojson",
}

OVERLAP_M2 = 1.0
GAP_DEGREES = 1e-5


def check_dataset(dataset: Dataset) -> list[Problem]:
    """All problems of a dataset whose files could be read; references first, since the rest relies on them."""
    problems = [problem for check in _REFERENCES for problem in check(dataset)]
    if not problems:
        problems = [problem for check in _INVARIANTS for problem in check(dataset)]
    else:
        problems.extend(_coverage(dataset))
    return problems


# ---------------------------------------------------------------- references


def _ids(dataset: Dataset) -> Iterator[Problem]:
    for key in dataset.groups:
        if key in dataset.places:
            file = FILES[dataset.places[key].layer]
            yield Problem(
                "groups.json", key, "id", f"is a place in {file} too; give one of the two another id"
            )


def _days(dataset: Dataset) -> Iterator[Problem]:
    file = "datapackage.json"
    if dataset.start > dataset.end:
        yield Problem(file, "", "controlatlas.span", "ends before it begins; swap start and end")
    if not dataset.start <= dataset.default_day <= dataset.end:
        yield Problem(file, "", "controlatlas.default_day", "is outside the span; choose a day inside it")
    for period in dataset.ranges:
        if not dataset.start <= period.start <= period.end <= dataset.end:
            yield Problem(file, period.id, "ranges", "is empty or not inside the span; correct start and end")
    for event in dataset.events:
        if event.when.earliest < dataset.start or event.when.latest > dataset.end:
            yield Problem(
                "events.json",
                event.id,
                "date",
                f"{event.when.text} is outside the span {dataset.start} to {dataset.end}; correct the date or the span",
            )
    yield from _spans_of("lines.geojson", dataset.lines)
    yield from _spans_of("districts.geojson", dataset.districts)
    yield from _spans_of(FILES[Layer.CORRIDOR], dataset.places.values())


def _spans_of(file: str, records: Iterable[Line | District | Place]) -> Iterator[Problem]:
    for record in records:
        if record.start and record.end and record.start >= record.end:
            yield Problem(file, record.id, "end_date", "is not after start_date; correct one of the two")


def _place_references(dataset: Dataset) -> Iterator[Problem]:
    for group in dataset.groups.values():
        yield from _unknown(dataset.groups, group.within, "groups.json", group.id, "within", "group")
        if _circular(dataset, group.id):
            yield Problem("groups.json", group.id, "within", "contains itself; cut the circle")
    for place in dataset.places.values():
        file = FILES[place.layer]
        yield from _unknown(dataset.groups, place.within, file, place.id, "within", "group")
        yield from _unknown(dataset.sources, place.sources, file, place.id, "sources", "source")
        for field, key, layer in (
            ("cell", place.cell, Layer.CELL),
            ("anchor", place.anchor, Layer.SETTLEMENT),
        ):
            if key is not None and (key not in dataset.places or dataset.places[key].layer is not layer):
                yield Problem(
                    file, place.id, field, f"{key!r} is no {layer}{near(key, dataset.places)}; correct it"
                )
    for line in dataset.lines:
        yield from _unknown(dataset.sources, line.sources, "lines.geojson", line.id, "sources", "source")
    for district in dataset.districts:
        yield from _unknown(dataset.groups, (district.id,), "districts.geojson", district.id, "id", "group")


def _circular(dataset: Dataset, start: str) -> bool:
    seen, todo = set(), list(dataset.groups[start].within)
    while todo:
        group = todo.pop()
        if group == start:
            return True
        if group in dataset.groups and group not in seen:
            seen.add(group)
            todo.extend(dataset.groups[group].within)
    return False


def _event_references(dataset: Dataset) -> Iterator[Problem]:
    file = "events.json"
    known = {**dataset.places, **dataset.groups}
    actors = {**dataset.actors, NONE: None}
    for event in dataset.events:
        yield from _unknown(dataset.kinds, (event.kind,), file, event.id, "kind", "kind of event")
        yield from _unknown(known, event.places, file, event.id, "places", "place or group")
        for number, change in enumerate(event.changes, 1):
            field = f"changes[{number}]"
            yield from _unknown(known, change.places, file, event.id, f"{field}.places", "place or group")
            yield from _unknown(known, change.except_, file, event.id, f"{field}.except", "place or group")
            yield from _unknown(actors, (change.from_,), file, event.id, f"{field}.from", "actor")
            yield from _unknown(dataset.actors, (change.to,), file, event.id, f"{field}.to", "actor")
            yield from _idle_exceptions(dataset, event, change, field)
        for number, citation in enumerate(event.citations, 1):
            field = f"citations[{number}].source"
            yield from _unknown(dataset.sources, (citation.source,), file, event.id, field, "source")
        for number, alternative in enumerate(event.alternatives, 1):
            field = f"alternatives[{number}].sources"
            yield from _unknown(dataset.sources, alternative.sources, file, event.id, field, "source")
    for source in dataset.sources.values():
        yield from _unknown(dataset.sides, (source.side,), "sources.json", source.id, "custom.side", "side")


def _idle_exceptions(dataset: Dataset, event: Event, change: Change, field: str) -> Iterator[Problem]:
    named = {place for name in change.places for place in dataset.members.get(name, ())}
    for name in change.except_:
        if not expand(dataset, (name,)) & named and (name in dataset.places or name in dataset.groups):
            yield Problem(
                "events.json",
                event.id,
                f"{field}.except",
                f"{name!r} is in none of the groups named; remove it",
            )


def _unknown(
    known: Mapping[str, object], keys: Iterable[str], file: str, record: str, field: str, noun: str
) -> Iterator[Problem]:
    for key in keys:
        if key not in known:
            yield Problem(
                file, record, field, f"{key!r} is no known {noun}{near(key, known)}; correct it or add it"
            )


# ---------------------------------------------------------------- invariants


def _coverage(dataset: Dataset) -> Iterator[Problem]:
    """Cells leave no gaps, do not overlap, and share their edges vertex by vertex."""
    cells = [cell for cell in dataset.cells() if cell.geometry is not None]
    shapes = np.array([cell.geometry for cell in cells], dtype=object)
    if not len(cells) or shapely.coverage_is_valid(shapes, gap_width=GAP_DEGREES):
        return
    overlaps = list(_overlaps(cells, shapes))
    yield from overlaps
    if not overlaps:
        for cell, edge in zip(
            cells, shapely.coverage_invalid_edges(shapes, gap_width=GAP_DEGREES), strict=True
        ):
            if not edge.is_empty:
                x, y = shapely.get_coordinates(edge)[0]
                yield Problem(
                    FILES[Layer.CELL],
                    cell.id,
                    "geometry",
                    f"does not share its edge near {x:.5f}, {y:.5f} with its neighbour vertex by vertex; "
                    "build the cells again as one coverage",
                )


def _overlaps(cells: list[Place], shapes: np.ndarray) -> Iterator[Problem]:
    tree = shapely.STRtree(shapes)
    for first, second in sorted(zip(*tree.query(shapes, predicate="intersects"), strict=True)):
        if first < second:
            common = shapes[first].intersection(shapes[second])
            km2 = area_km2(common) if common.area else 0.0
            if km2 * 1e6 > OVERLAP_M2:
                yield Problem(
                    FILES[Layer.CELL],
                    cells[second].id,
                    "geometry",
                    f"overlaps {cells[first].id} by {km2:.3g} km2; cut one of the two",
                )


def _chaining(dataset: Dataset) -> Iterator[Problem]:
    """Each change's ``from`` is the controller that the place had just before."""
    broken: dict[tuple[str, str, str], list[str]] = {}
    for place, steps in assignments(dataset).items():
        for before, step in pairwise((None, *steps)):
            problem = _broken_link(before, step)
            if step is not None and problem:
                broken.setdefault((step.event, step.expects or "", problem), []).append(place)
    order = {event.id: number for number, event in enumerate(dataset.events)}
    for (event, expected, actual), places in sorted(broken.items(), key=lambda item: order[item[0][0]]):
        some = ", ".join(places[:8]) + (f" and {len(places) - 8} more" if len(places) > 8 else "")
        yield Problem(
            "events.json",
            event,
            "changes.from",
            f"says {expected!r}, but just before the event the controller is {actual} at: {some}; "
            "correct `from`, put the places under `except`, or add the event that is missing between",
        )


def _broken_link(before: Assignment | None, step: Assignment | None) -> str:
    """Who really held the place before the step, if that is not whom the step expects; else nothing."""
    if step is None or step.expects is None:
        return ""
    actual = before.actor if before else NONE
    return "" if actual == step.expects else repr(actual)


def _whole_span(dataset: Dataset) -> Iterator[Problem]:
    """Each place has a controller from the first day on."""
    for place, steps in assignments(dataset).items():
        if not steps or steps[0].day > dataset.start:
            since = f"only from {steps[0].day}" if steps else "at no time"
            yield Problem(
                FILES[dataset.places[place].layer],
                place,
                "",
                f"has a controller {since}; name it or a group of it in an event of {dataset.start}",
            )


def _two_sides(dataset: Dataset) -> Iterator[Problem]:
    """Each control change is cited from two sides, or says that it is one-sided and why."""
    for event in dataset.events:
        sides = voices(dataset, event)
        if event.changes and len(sides) < 2 and event.one_sided is None and not _opens(dataset, event):
            names = ", ".join(sorted(sides)) or "none that counts"
            yield Problem(
                "events.json",
                event.id,
                "citations",
                f"come from one side ({names}); cite a second side, or say why not under one_sided",
            )


def voices(dataset: Dataset, event: Event) -> frozenset[str]:
    """The sides that speak for or against an event, as far as they count as separate voices."""
    sides = {dataset.sides[dataset.sources[citation.source].side] for citation in event.citations}
    return frozenset(side.follows or side.id for side in sides if side.independent)


def _opens(dataset: Dataset, event: Event) -> bool:
    """Whether the event only sets the state of the first day, a choice of the dataset rather than a report."""
    return event.when.earliest == dataset.start and all(change.from_ == NONE for change in event.changes)


def _sources_of_claims(dataset: Dataset) -> Iterator[Problem]:
    """A change that is said to be held is not denied by every source that speaks of it."""
    for event in dataset.events:
        stances = {citation.stance.value for citation in event.citations}
        held = any(change.standing is Standing.HELD for change in event.changes)
        if held and stances == {"denies"}:
            yield Problem(
                "events.json",
                event.id,
                "citations",
                "all deny an event that the changes call held; add a source",
            )


_Check = Callable[[Dataset], Iterator[Problem]]
_REFERENCES: tuple[_Check, ...] = (_ids, _days, _place_references, _event_references)
_INVARIANTS: tuple[_Check, ...] = (_coverage, _chaining, _whole_span, _two_sides, _sources_of_claims)
