"""The invariants of a dataset, each as one small check that says where it is broken and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..evidence.weigh import SUPPORT, voices
from ..history.timeline import Assignment, assignments, expand
from ..measure.areas import area_km2, length_km
from ..records.errors import Problem
from ..records.model import NONE, Basis, Dataset, District, Event, Layer, Line, Place, Standing
from .claims_and_tours import check_answers, claim_references, tour_references
from .headlines import check_headlines, headline_references
from .land_questions import check_questions, question_references
from .published_areas import area_references, check_areas
from .references import FILES, GROUP_KINDS, Known, misspelt, unknown

OVERLAP_M2 = 1.0
GAP_DEGREES = 1e-5
TAKEN = frozenset({"whole", "map", "changes"})
"""What addresses say for all that a dataset covers, for what the map shows, and for what changes."""

SMALLEST = 0.0001
ASTRAY_KM = 5.0
"""A settlement may lie outside its cell by the error of its position, but not by this much."""


def check_dataset(dataset: Dataset, found: Sequence[Problem] = ()) -> list[Problem]:
    """All problems of a dataset beyond those that reading its files ``found``.

    One mistake is told once: a reference to a record that could not be read is no mistake of its own, and an
    invariant is judged only where the files that it rests on are in order, and claims only where all else is.
    """
    known = Known(dataset, found)
    references = [problem for check in _REFERENCES for problem in check(dataset, known)]
    unread = {problem.file for problem in found}
    broken = unread | {problem.file for problem in references}
    coverage = _coverage(dataset) if FILES[Layer.CELL] not in unread else ()
    alone = [*_views(dataset), *_comparisons(dataset), *_languages(dataset), *_dated_names(dataset)]
    alone += check_headlines(dataset)
    sound = [check for check in _INVARIANTS if not broken & check.rests_on]
    problems = [
        *references,
        *alone,
        *coverage,
        *(problem for check in sound for problem in check.find(dataset)),
    ]
    return problems if problems or found else list(check_answers(dataset))


# ---------------------------------------------------------------- references


def _ids(dataset: Dataset, known: Known) -> Iterator[Problem]:
    for key in dataset.groups:
        if key in dataset.places:
            file = FILES[dataset.places[key].layer]
            yield Problem(
                "groups.json", key, "id", f"is a place in {file} too; give one of the two another id"
            )

        if key in TAKEN:
            message = f"{key!r} is a word of the addresses of views; give the group another id"
            yield Problem("groups.json", key, "id", message)
    for place in dataset.places.values():
        if place.id in TAKEN:
            message = f"{place.id!r} is a word of the addresses of views; give the place another id"
            yield Problem(FILES[place.layer], place.id, "id", message)
    if NONE in dataset.actors:
        message = f"{NONE!r} stands for nobody in `from`; give the actor another id"
        yield Problem("datapackage.json", NONE, "id", message)


def _days(dataset: Dataset, known: Known) -> Iterator[Problem]:
    file = "datapackage.json"
    if dataset.start > dataset.end:
        yield Problem(file, "", "controlatlas.span", "ends before it begins; swap start and end")
        return
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


def _dated_names(dataset: Dataset) -> Iterator[Problem]:
    """An actor is called one thing on each day."""
    file = "datapackage.json"
    for actor in dataset.actors.values():
        for number, it in enumerate(actor.dated_names):
            field = f"dated_names[{number}]"
            if it.start and it.end and it.start >= it.end:
                yield Problem(file, actor.id, f"{field}.end", "is not after start; correct one of the two")
            for other in actor.dated_names[:number]:
                if (not it.end or not other.start or other.start < it.end) and (
                    not other.end or not it.start or it.start < other.end
                ):
                    message = "holds on days on which another of its names holds; correct start and end"
                    yield Problem(file, actor.id, field, message)


def _fronts(dataset: Dataset, known: Known) -> Iterator[Problem]:
    file = "datapackage.json"
    for number, front in enumerate(dataset.fronts or ()):
        field = f"fronts[{number}]"
        yield from unknown(known.actors, front.actors, file, "controlatlas", f"{field}.actors")
        if front.actors[0] == front.actors[1]:
            yield Problem(file, "controlatlas", f"{field}.actors", "names one actor twice; name two")
        if front.start and front.end and front.start >= front.end:
            yield Problem(file, "controlatlas", f"{field}.end", "is not after start; correct one of the two")


def _homes(dataset: Dataset, known: Known) -> Iterator[Problem]:
    for country in dataset.context.countries:
        if country.actor is not None:
            file = "context/countries.geojson"
            yield from unknown(known.actors, (country.actor,), file, country.id, "properties.actor")


def _place_references(dataset: Dataset, known: Known) -> Iterator[Problem]:
    for group in dataset.groups.values():
        yield from unknown(known.groups, group.within, "groups.json", group.id, "within")
        if _circular(dataset, group.id):
            yield Problem("groups.json", group.id, "within", "contains itself; cut the circle")
    for place in dataset.places.values():
        file = FILES[place.layer]
        yield from unknown(known.groups, place.within, file, place.id, "within")
        yield from unknown(known.cells, _given(place.cell), file, place.id, "cell")
        yield from unknown(known.settlements, _given(place.anchor), file, place.id, "anchor")
        yield from unknown(known.sources, place.sources, file, place.id, "sources")
    for line in dataset.lines:
        yield from unknown(known.sources, line.sources, "lines.geojson", line.id, "sources")
    for district in dataset.districts:
        yield from unknown(known.groups, (district.id,), "districts.geojson", district.id, "id")


def _kinds_in_own_words(dataset: Dataset, known: Known) -> Iterator[Problem]:
    """Kinds of groups and lines may be a dataset's own words, but no misspelt ones."""
    groups = {key: group.kind for key, group in dataset.groups.items()}
    yield from misspelt(groups, GROUP_KINDS, "group", "groups.json", "kind")
    lines = {line.id: line.kind for line in dataset.lines}
    yield from misspelt(lines, dataset.line_kinds, "line", "lines.geojson", "properties.kind")


def _given(key: str | None) -> tuple[str, ...]:
    return () if key is None else (key,)


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


def _event_references(dataset: Dataset, known: Known) -> Iterator[Problem]:
    file = "events.json"
    for event in dataset.events:
        yield from unknown(known.kinds, (event.kind,), file, event.id, "kind")
        yield from unknown(known.places, event.places, file, event.id, "places")
        for number, change in enumerate(event.changes, 1):
            field = f"changes[{number}]"
            yield from unknown(known.places, change.places, file, event.id, f"{field}.places")
            yield from unknown(known.places, change.except_, file, event.id, f"{field}.except")
            yield from unknown(known.before, (change.from_,), file, event.id, f"{field}.from")
            yield from unknown(known.actors, (change.to,), file, event.id, f"{field}.to")
        for number, citation in enumerate(event.citations, 1):
            field = f"citations[{number}].source"
            yield from unknown(known.sources, (citation.source,), file, event.id, field)
        for number, alternative in enumerate(event.alternatives, 1):
            field = f"alternatives[{number}].sources"
            yield from unknown(known.sources, alternative.sources, file, event.id, field)


def _side_references(dataset: Dataset, known: Known) -> Iterator[Problem]:
    for side in dataset.sides.values():
        field = f"controlatlas.sides.{side.id}.follows"
        yield from unknown(known.sides, _given(side.follows), "datapackage.json", "", field)
        if _follows_itself(dataset, side.id):
            message = "leads back to the side itself; cut the circle"
            yield Problem("datapackage.json", "", field, message)
    for source in dataset.sources.values():
        yield from unknown(known.sides, (source.side,), "sources.json", source.id, "custom.side")
    for actor in dataset.actors.values():
        field = f"controlatlas.actors.{actor.id}.side"
        yield from unknown(known.sides, _given(actor.side), "datapackage.json", "", field)


def _follows_itself(dataset: Dataset, start: str) -> bool:
    seen, side = set(), dataset.sides[start].follows
    while side is not None and side in dataset.sides and side not in seen and side != start:
        seen.add(side)
        side = dataset.sides[side].follows
    return side == start


# ---------------------------------------------------------------- what nothing else rests on


def _comparisons(dataset: Dataset) -> Iterator[Problem]:
    """Each pair of days worth comparing is two days of the span, the earlier one first."""
    for number, pair in enumerate(dataset.comparisons, 1):
        if dataset.start <= dataset.end and not dataset.start <= pair.start < pair.end <= dataset.end:
            message = "is empty or not inside the span; correct start and end"
            yield Problem("datapackage.json", pair.id, f"controlatlas.comparisons[{number}]", message)


def _languages(dataset: Dataset) -> Iterator[Problem]:
    """No language is offered twice."""
    for field, tags in (("languages", dataset.languages), ("second_names", dataset.second_names)):
        for number, tag in enumerate(tags, 1):
            if tag in tags[: number - 1]:
                message = f"{tag!r} is there twice; remove one of the two"
                yield Problem("datapackage.json", "", f"controlatlas.{field}[{number}]", message)


def _views(dataset: Dataset) -> Iterator[Problem]:
    """What the map opens on is a part of the earth that can be drawn, and some of the places lie in it."""
    file, field = "datapackage.json", "controlatlas.view.bounds"
    wrong = _no_view(dataset.bounds)
    if wrong:
        yield Problem(file, "", field, wrong)
    elif dataset.places and not any(_lies_in(place, dataset.bounds) for place in dataset.places.values()):
        yield Problem(file, "", field, "shows none of the places; correct the bounds or the coordinates")
    relief = dataset.context.relief
    if relief is not None and (wrong := _no_view(relief.bounds)):
        yield Problem(file, "", "controlatlas.relief.bounds", wrong)


def _no_view(bounds: tuple[float, float, float, float]) -> str:
    south, west, north, east = bounds
    if south >= north or west == east:
        return "has no extent; write [[south, west], [north, east]]"
    if west > east:
        return (
            "has its west side east of its east side; swap the two "
            "(a view across the 180th meridian can be half of the earth wide)"
        )
    least = min(north - south, east - west)
    if least < SMALLEST - 1e-9:
        return f"is less than {SMALLEST} degrees across, about 10 m; make it larger"
    return ""


def _lies_in(place: Place, bounds: tuple[float, float, float, float]) -> bool:
    south, west, north, east = bounds
    return place.geometry is not None and bool(
        shapely.intersects(place.geometry, shapely.box(west, south, east, north))
    )


# ---------------------------------------------------------------- invariants


def _coverage(dataset: Dataset) -> Iterator[Problem]:
    """Cells leave no gaps, do not overlap, and share their edges vertex by vertex."""
    cells = [cell for cell in dataset.cells() if cell.geometry is not None]
    shapes = np.array([cell.geometry for cell in cells], dtype=object)
    if not len(cells):
        return
    if not is_coverage(shapes):
        overlaps = list(_overlaps(cells, shapes))
        yield from overlaps or _unshared_edges(cells, shapes)
        return
    near = cracks_in(shapes).buffer(GAP_DEGREES / 10)  # else what is narrow is a tip of a cell, and no gap
    beside: list[int] = [] if near.is_empty else list(np.flatnonzero(shapely.intersects(shapes, near)))
    unshared = (
        list(_unshared_edges([cells[it] for it in beside], shapes[beside], near)) if len(beside) else []
    )
    yield from unshared or _holes(dataset, cells, shapes)


def is_coverage(shapes: np.ndarray) -> bool:
    """Whether areas do not overlap and share their edges vertex by vertex, as ``coverage_is_valid`` says, but in less time.

    Edges that two of them share cancel out. If what is left bounds a valid area that is as large as all of them together, there
    is neither an overlap nor an edge that is not shared; only otherwise each area has to be compared with those round it.
    """
    try:
        whole = shapely.coverage_union_all(shapes)
    except shapely.errors.GEOSException:
        return False
    areas = float(shapely.area(shapes).sum())
    if whole.is_valid and abs(whole.area - areas) <= 1e-12 * areas:
        return True
    return bool(shapely.coverage_is_valid(shapes))


def cracks_in(shapes: np.ndarray, width: float = GAP_DEGREES) -> BaseGeometry:
    """Where land of no cell is narrower than twice a width, in degrees."""
    land = shapely.union_all(shapes)
    wider = land.buffer(width, join_style="mitre", mitre_limit=2)
    cracks = shapely.difference(wider.buffer(-width, join_style="mitre", mitre_limit=2), land)
    return shapely.union_all([it for it in shapely.get_parts(cracks) if it.area > GAP_DEGREES**2])


def _unshared_edges(
    cells: list[Place], shapes: np.ndarray, near: BaseGeometry | None = None
) -> Iterator[Problem]:
    edges = shapely.coverage_invalid_edges(shapes, gap_width=GAP_DEGREES)
    for cell, edge in zip(cells, edges, strict=True):
        if not edge.is_empty and (near is None or edge.intersects(near)):
            x, y = shapely.get_coordinates(edge)[0]
            yield Problem(
                FILES[Layer.CELL],
                cell.id,
                "geometry",
                f"does not share its edge near {x:.5f}, {y:.5f} with its neighbour vertex by vertex; "
                "build the cells again as one coverage",
            )


def _holes(dataset: Dataset, cells: list[Place], shapes: np.ndarray) -> Iterator[Problem]:
    """Land that no cell covers, with cells all round it, unless the dataset says that it is so."""
    whole = shapely.union_all(shapes)
    turns = (-360, 0, 360)  # a dataset across the 180th meridian runs on in memory
    meant = shapely.MultiPoint(
        [(x + turn, y) for x, y in (it.point for it in dataset.gaps) for turn in turns]
    )
    for polygon in shapely.get_parts(whole):
        for ring in polygon.interiors:
            hole = shapely.Polygon(ring)
            if hole.intersects(meant):
                continue
            touching = shapely.intersects(shapes, hole)
            around = ", ".join(cell.id for cell, touches in zip(cells, touching, strict=True) if touches)
            x, y = shapely.get_coordinates(hole.representative_point())[0]
            yield Problem(
                FILES[Layer.CELL],
                "",
                "geometry",
                f"no cell covers {area_km2(hole):.3g} km2 near {x:.5f}, {y:.5f}, beside {around}; "
                "add a cell there, extend one of them, or name it in gaps of datapackage.json",
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


def _astray(dataset: Dataset) -> Iterator[Problem]:
    """A settlement lies in its cell or near it; swapped coordinates that are still on the globe show here."""
    for place in dataset.places.values():
        cell = dataset.places[place.cell].geometry if place.cell else None
        if place.geometry is not None and cell is not None and not cell.covers(place.geometry):
            km = length_km(shapely.shortest_line(place.geometry, cell))
            if km > ASTRAY_KM:
                message = f"lies {km:.0f} km from its cell {place.cell}; correct the coordinates or the cell"
                yield Problem(FILES[place.layer], place.id, "geometry", message)


def _chaining(dataset: Dataset) -> Iterator[Problem]:
    """Each change's ``from`` is the controller that the place had just before."""
    broken: dict[tuple[str, str, str], list[str]] = {}
    for place, steps in assignments(dataset).items():
        cell = dataset.places[place].layer is Layer.CELL
        for number, (before, step) in enumerate(pairwise((None, *steps))):
            problem = _broken_link(before, step)
            if problem and cell and _foreseen(steps[:number], step):
                continue  # the record of the area comes to what was inferred from the anchor before
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


def _foreseen(before: Sequence[Assignment], step: Assignment | None) -> bool:
    """Whether a step gives a place to whom it was inferred to have passed already, from whom had it before."""
    if not before or step is None or before[-1].actor != step.actor:
        return False
    recorded = [earlier.actor for earlier in before if earlier.actor != step.actor]
    return before[-1].basis is Basis.INFERRED and bool(recorded) and recorded[-1] == step.expects


def _idle_exceptions(dataset: Dataset) -> Iterator[Problem]:
    """An exception takes something away from the groups of its change: a place, or the anchor of a cell."""
    for event in dataset.events:
        for number, change in enumerate(event.changes, 1):
            named = {place for name in change.places for place in dataset.members.get(name, ())}
            named |= {dataset.places[place].anchor or place for place in named}
            for name in change.except_:
                if not expand(dataset, (name,)) & named:
                    field, message = (
                        f"changes[{number}].except",
                        f"{name!r} is in none of the groups named; remove it",
                    )
                    yield Problem("events.json", event.id, field, message)


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
        cited = all(citation.source in dataset.sources for citation in event.citations)
        sides = voices(dataset, event)
        if cited and event.changes and len(sides) < 2 and event.one_sided is None and not _lone(event):
            names = ", ".join(sorted(sides)) or "none that counts"
            yield Problem(
                "events.json",
                event.id,
                "citations",
                f"come from one side ({names}); cite a second side, or say why not under one_sided",
            )


def _own_word(dataset: Dataset) -> Iterator[Problem]:
    """Nobody holds a place on nothing but the word of the side that speaks for him."""
    for event in dataset.events:
        if any(citation.source not in dataset.sources for citation in event.citations):
            continue
        heard = voices(dataset, event, SUPPORT)
        for number, change in enumerate(event.changes, 1):
            own = dataset.actors[change.to].side
            if own and change.from_ != NONE and change.standing is Standing.HELD and heard <= {own}:
                yield Problem(
                    "events.json",
                    event.id,
                    f"changes[{number}].standing",
                    f"is held on the word of the side of {change.to!r} alone ({own}); write claimed, or cite the side "
                    "that had the place before, an observer, or a later work that shows it",
                )


def _lone(event: Event) -> bool:
    """Whether one side is enough: for first states, a choice of the dataset, and for what is only as drawn."""
    return all(change.from_ == NONE or change.standing is Standing.DRAWN for change in event.changes)


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


def _lanes(dataset: Dataset) -> Iterator[Problem]:
    """What stands on a lane of its own, because it changes no control, changes none."""
    for event in dataset.events:
        if event.changes and dataset.kinds[event.kind].lane:
            yield Problem(
                "events.json",
                event.id,
                "kind",
                f"{event.kind!r} has a lane of its own, for events that change no control; "
                "choose another kind, or take the changes away",
            )


_Reference = Callable[[Dataset, Known], Iterator[Problem]]
_REFERENCES: tuple[_Reference, ...] = (
    _ids,
    _days,
    _fronts,
    _homes,
    _place_references,
    _kinds_in_own_words,
    _event_references,
    _side_references,
    question_references,
    headline_references,
    area_references,
    claim_references,
    tour_references,
)


class _Invariant(NamedTuple):
    """A check that makes sense only where the files it rests on are in order."""

    find: Callable[[Dataset], Iterator[Problem]]
    rests_on: frozenset[str]


_LAND = frozenset({"datapackage.json", "groups.json", *FILES.values()})
_HISTORY = _LAND | {"events.json"}
_SOURCES = frozenset({"sources.json"})
_INVARIANTS = (
    _Invariant(_astray, frozenset({FILES[Layer.SETTLEMENT], FILES[Layer.CELL]})),
    _Invariant(_idle_exceptions, _HISTORY),
    _Invariant(_chaining, _HISTORY),
    _Invariant(_whole_span, _HISTORY),
    _Invariant(_two_sides, _SOURCES),
    _Invariant(_own_word, _SOURCES | {"datapackage.json", "events.json"}),
    _Invariant(_sources_of_claims, _SOURCES),
    _Invariant(_lanes, frozenset({"datapackage.json", "events.json"})),
    _Invariant(check_questions, _LAND),
    _Invariant(check_areas, _LAND),
)
