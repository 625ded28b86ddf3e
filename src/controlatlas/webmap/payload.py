"""The dataset as one JSON document for the moving map: all days at once, each fact once.

Places, events, sources, actors and kinds are named by their index. What is absent is left out, and so are
the commonest values: a place without ``layer`` is a settlement, without ``kind`` a village, without ``rank``
of rank 5. A control period is ``[day, actor, standing, basis, event]``, with a ``1`` at the end if only its
date is uncertain; ``periods`` holds each once, ``histories`` each sequence of periods once, and a place names
its ``history``, and that under the lens ``held`` if it is another. Evidence names sides, by stance.
In the page, lists of records travel as tables (``encode.packed``).
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from ..evidence.weigh import Evidence, weigh
from ..history.timeline import ControlPeriod, control_periods, is_date_uncertain
from ..language.catalogue import mark, translator
from ..language.drawn import drawn_in_words, only_drawn, reading_in_words
from ..language.naming import BOTH, Naming
from ..measure.in_view import event_weights
from ..measure.map_ends import MAP_ENDS, beyond_the_map
from ..records.dates import When, parse_when
from ..records.model import (
    NONE,
    PEOPLED,
    Actor,
    Alternative,
    Basis,
    Change,
    Citation,
    ContextShape,
    Dataset,
    District,
    Event,
    Front,
    Group,
    Layer,
    Lens,
    Line,
    LineKind,
    Place,
    PlaceKind,
    SettlementKind,
    Source,
    Stance,
    Standing,
    say,
    say_inside,
    tongue,
)
from ..style.density import zooms_for_player
from ..style.families import FAMILIES
from ..style.label_point import clear_land, label_point
from ..style.marks import APPROXIMATE_M, OTHER_LINE, SIGN_OUTLINES, marks_for_player
from .encode import decimals_for, point_of, strings_of
from .strings import ui_strings

Json = dict[str, Any]

ENDS = mark("This map ends at 85 degrees of latitude; pictures show what lies beyond.")
NOT_DRAWN = mark("not drawn: this map ends at 85 degrees of latitude")

LAYERS = tuple(Layer)
LENSES = tuple(Lens)
STANDINGS = tuple(Standing)
BASES = tuple(Basis)
STANCES = tuple(Stance)


def build_payload(
    dataset: Dataset, *, day: dt.date | None = None, language: str = "en", names: str = BOTH
) -> Json:
    """Everything the moving map of a dataset needs, ready for JSON; ``day`` is the first day shown.

    ``names`` says how places are called: ``both``, or a language of the dataset (``naming.policies``).
    """
    return _Builder(dataset, language, names).build(day or dataset.default_day)


def build_comparison(
    dataset: Dataset,
    *,
    earlier: dt.date | None = None,
    later: dt.date | None = None,
    language: str = "en",
    names: str = BOTH,
) -> Json:
    """What the map of two days needs, ready for JSON: control of every place on every day, without events and works."""
    payload = _Builder(dataset, language, names).build(later or dataset.default_day)
    first = earlier or dataset.start
    lean: Json = {
        "events": [],
        "sources": [],
        "sides": [],
        "kinds": [],
        "ranges": [],
        "positions": [],
        "groups": [],
    }
    fields = ("note", "names", "other", "position")
    places = [{key: it[key] for key in it if key not in fields} for it in payload["places"]]
    agreed: Json = {
        "agreed": _agreed(dataset),
        "agreements": [say(it.names, language) for it in dataset.agreements],
    }
    return {**payload, **lean, **agreed, "places": places, "days": [first.isoformat(), payload["day"]]}


def _agreed(dataset: Dataset) -> list[list[int | None]]:
    """The events by which land passes without fighting, each with the agreement it belongs to, if that has a name."""
    under = {event: number for number, it in enumerate(dataset.agreements) for event in it.events}
    return [
        [number, under.get(event.id)]
        for number, event in enumerate(dataset.events)
        if dataset.kinds[event.kind].agreed
    ]


class _Builder:
    """Turns records into plain values, with the indexes by which they name each other."""

    def __init__(self, dataset: Dataset, language: str, names: str) -> None:
        self.dataset = dataset
        self.language = language
        self.naming = Naming.of(dataset, language, names)
        self.actors = _index(dataset.actors)
        self.kinds = _index(dataset.kinds)
        self.sides = _index(dataset.sides)
        self.places = _index(dataset.places)
        positions = dict.fromkeys(self.said(place.position) for place in dataset.places.values())
        self.positions = {it: n for n, it in enumerate(it for it in positions if it)}
        self.groups = _index(dataset.groups)
        self.events = _index(event.id for event in dataset.events)
        self.sources = _index(_sources_used(dataset))
        self.weights = event_weights(dataset)
        self.fine, self.coarse = decimals_for(dataset.bounds)

    def build(self, day: dt.date) -> Json:
        data = self.dataset
        periods, histories, (claimed, held) = _intern(self, [control_periods(data, lens) for lens in LENSES])
        return {
            "dataset": self.about(),
            "day": day.isoformat(),
            "span": [data.start.isoformat(), data.end.isoformat()],
            "bounds": _on_the_map(data.bounds),
            "decimals": [self.fine, self.coarse],
            "language": translator(self.language).words,
            "ui": {**ui_strings(self.language, _tags_of(data)), **self.reading()},
            "layers": list(LAYERS),
            "lenses": list(LENSES),
            **_lean(allDrawn=1 if only_drawn(data) else None),
            "standings": list(STANDINGS),
            "bases": list(BASES),
            "stances": list(STANCES),
            "actors": [self.actor(actor) for actor in data.actors.values()],
            **_lean(fronts=None if data.fronts is None else [self.front(front) for front in data.fronts]),
            "kinds": [
                _lean(id=k.id, name=self.say(k.names), family=k.family.value, lane=1 if k.lane else None)
                for k in data.kinds.values()
            ],
            "sides": [
                _lean(id=s.id, name=self.say(s.names), inside=self.inside(s.names), short=self.say(s.short))
                for s in data.sides.values()
            ],
            "ranges": [
                {
                    "id": r.id,
                    "name": self.say(r.names),
                    "start": r.start.isoformat(),
                    "end": r.end.isoformat(),
                }
                for r in data.ranges
            ],
            "periods": periods,
            "histories": histories,
            "positions": list(self.positions),
            "settlementKinds": [*SettlementKind, *data.place_kinds],
            "peopled": sorted(PEOPLED),
            **_lean(placeKinds={it.id: self.place_kind(it) for it in data.place_kinds.values()} or None),
            "lineKinds": {it.id: _look_of_line(it) for it in (OTHER_LINE, *data.line_kinds.values())},
            "marks": {**marks_for_player(), **zooms_for_player(data)},
            "families": {key: look.mark for key, look in FAMILIES.items()},
            "places": [
                self.place(place, claimed.get(place.id), held.get(place.id)) for place in data.places.values()
            ],
            "groups": [self.group(group) for group in data.groups.values()],
            "events": [self.event(event) for event in data.events],
            "sources": [self.source(data.sources[key]) for key in self.sources],
            "lines": [self.line(line) for line in data.lines],
            "districts": [self.district(district) for district in data.districts],
            "context": self.context(),
            "credits": [
                _lean(layer=self.say(c.layer), text=self.say(c.text), licence=c.licence, url=c.url)
                for c in data.credits
            ],
        }

    def actor(self, actor: Actor) -> Json:
        dated = [[_iso(it.start), _iso(it.end), self.say(it.names)] for it in actor.dated_names]
        return _lean(
            id=actor.id,
            name=self.say(actor.names),
            inside=self.inside(actor.names),
            pattern=actor.pattern,
            dated=dated or None,
        )

    def front(self, front: Front) -> list[Any]:
        return [*(self.actors[it] for it in front.actors), _iso(front.start), _iso(front.end)]

    def place_kind(self, kind: PlaceKind) -> Json:
        return _lean(name=self.say(kind.names), sign=kind.sign if kind.sign in SIGN_OUTLINES else None)

    def say(self, text: Mapping[str, str] | None) -> str:
        return say(text, self.language)

    def inside(self, text: Mapping[str, str]) -> str | None:
        """A name as it stands inside a sentence, if it is another than alone."""
        found = say_inside(text, self.language)
        return found if found != self.say(text) else None

    def said(self, text: Mapping[str, str] | None) -> str | tuple[str, str]:
        """A text; of one that is not in the language of the map also in which it is."""
        spoken = tongue(text, self.language) if text else self.language
        return self.say(text) if spoken == self.language else (self.say(text), spoken)

    def reading(self) -> Json:
        """How this map is to be read, where a mapper's name belongs into the words of the program."""
        ends = {"noPosition": translator(self.language)(NOT_DRAWN)} if self.goes_beyond() else {}
        drawn = drawn_in_words(self.dataset, self.language)
        if not drawn:
            return ends
        lenses = {
            f"lensMeaning:{it.value}": reading_in_words(self.dataset, it, self.language) for it in LENSES
        }
        return {"drawnMeaning": drawn, **lenses, **ends}

    def about(self) -> Json:
        data = self.dataset
        return {
            "id": data.id,
            "title": self.say(data.titles),
            "version": data.version,
            "licence": data.licence,
            "disclaimer": self.say(data.disclaimer),
            **({"ends": translator(self.language)(ENDS)} if self.goes_beyond() else {}),
        }

    def goes_beyond(self) -> bool:
        """Whether something lies where this map has ended."""
        return bool(beyond_the_map(self.dataset))

    def place(self, place: Place, history: int | None, held: int | None) -> Json:
        settlement = place.layer is Layer.SETTLEMENT
        name, second = self.naming.first(place.names), self.naming.second(place.names)
        shape: list[Any] | None = None
        if place.geometry is not None and not settlement:
            shape = strings_of(_cut(place.geometry), self.fine)
        elif place.geometry is not None and abs(place.geometry.y) <= MAP_ENDS:
            shape = point_of(place.geometry, self.fine)
        said = {name, second}
        return _lean(
            id=place.id,
            layer=None if settlement else LAYERS.index(place.layer),
            kind=place.kind if settlement and place.kind != "village" else None,
            name=name,
            second=second,
            names={tag: text for tag, text in place.names.items() if text not in said} or None,
            other=list(place.other_names) or None,
            rank=place.rank if place.rank != 5 else None,
            far=round(place.precision_m) if place.precision_m and place.precision_m > APPROXIMATE_M else None,
            extent=1 if place.extent else None,
            note=self.said(place.note) or None,
            position=self.positions.get(self.said(place.position)),
            start=_iso(place.start),
            end=_iso(place.end),
            shape=shape,
            centreline=strings_of(_cut(place.centreline), self.fine)
            if place.centreline is not None
            else None,
            history=history,
            held=held if held != history else None,
        )

    def group(self, group: Group) -> Json:
        members = [self.dataset.places[member].geometry for member in self.dataset.members[group.id]]
        drawn = shapely.GeometryCollection([geometry for geometry in members if geometry is not None])
        box = None if drawn.is_empty else [round(edge, self.coarse - 1) for edge in drawn.bounds]
        return _lean(id=group.id, name=self.say(group.names), box=box)

    def event(self, event: Event) -> Json:
        return _lean(
            id=event.id,
            **self.when(event.when),
            kind=self.kinds.get(event.kind, 0),
            weight=self.weights[event.id],
            title=self.say(event.title),
            summary=self.say(event.summary) or None,
            changes=[self.change(change) for change in event.changes] or None,
            places=self.named(event.places) or None,
            dispute=self.say(event.dispute) or None,
            alternatives=[self.alternative(other) for other in event.alternatives] or None,
            confidence=event.confidence,
            evidence=self.evidence(weigh(self.dataset, event)),
            oneSided=self.say(event.one_sided) or None,
            citations=[self.citation(citation) for citation in event.citations],
        )

    def evidence(self, evidence: Evidence) -> Json:
        return _lean(
            reason=evidence.reason.value,
            stances=[self.named_sides(evidence.sides.get(stance, ())) for stance in STANCES],
            voices=self.named_sides(evidence.voices) or None,
            denied=self.named_sides(evidence.denied_by) or None,
            works=evidence.works,
        )

    def named_sides(self, sides: Iterable[str]) -> list[int]:
        return [self.sides[side] for side in sides]

    def when(self, when: When) -> Json:
        return _lean(
            date=when.text if when.text != when.earliest.isoformat() else None,
            first=when.earliest.isoformat(),
            last=when.latest.isoformat() if when.vague else None,
            about=1 if when.approximate else None,
        )

    def change(self, change: Change) -> Json:
        return _lean(
            places=self.named(change.places),
            but=self.named(change.except_) or None,
            was=None if change.from_ == NONE else self.actors[change.from_],
            to=self.actors[change.to],
            standing=STANDINGS.index(change.standing),
        )

    def named(self, names: Iterable[str]) -> list[int]:
        """Places by their index, groups by the complement of theirs: ``-1`` is the first group."""
        return [self.places[name] if name in self.places else ~self.groups[name] for name in names]

    def alternative(self, other: Alternative) -> Json:
        sources = [self.sources[key] for key in other.sources if key in self.sources]
        when = self.when(parse_when(other.date)) if other.date else None
        return _lean(text=self.say(other.text) or None, when=when, sources=sources or None)

    def citation(self, citation: Citation) -> list[Any]:
        known = [
            self.sources[citation.source],
            STANCES.index(citation.stance),
            self.said(citation.supports),
            citation.locator,
        ]
        return known if citation.locator else known[:3]

    def source(self, source: Source) -> Json:
        return _lean(
            title=source.title,
            publisher=source.publisher,
            issued=source.issued,
            side=self.sides[source.side],
            url=source.url,
            archive=source.archive,
            language=source.language if source.language != self.language else None,
        )

    def line(self, line: Line) -> Json:
        return _lean(
            id=line.id,
            name=self.say(line.names),
            kind=line.kind,
            start=_iso(line.start),
            end=_iso(line.end),
            note=self.say(line.note) or None,
            shape=strings_of(_cut(line.geometry), self.fine),
        )

    def district(self, district: District) -> Json:
        return _lean(
            id=district.id,
            name=self.say(district.names),
            start=_iso(district.start),
            end=_iso(district.end),
            label=point_of(_cut(district.geometry), self.coarse),
            shape=strings_of(_cut(district.geometry), self.coarse),
        )

    def context(self) -> Json:
        context = self.dataset.context
        relief = context.relief
        return _lean(
            countries=[self.shape(shape) for shape in context.countries],
            lakes=[self.shape(shape) for shape in context.lakes],
            rivers=[self.shape(shape) for shape in context.rivers],
            relief=relief
            and {
                "src": "data:image/png;base64," + base64.b64encode(relief.png).decode("ascii"),
                "bounds": list(relief.bounds),
            },
        )

    def shape(self, shape: ContextShape) -> Json:
        spot = label_point(shape.geometry, _grown(self.dataset.bounds), clear_of=clear_land(self.dataset))
        return _lean(
            name=self.say(shape.names) or None,
            label=None if spot is None else point_of(shapely.Point(spot), self.coarse),
            shape=strings_of(_cut(shape.geometry), self.coarse),
        )


def _cut(geometry: BaseGeometry) -> BaseGeometry:
    """What this map can show of a geometry; mostly all of it."""
    if geometry.is_empty or max(-geometry.bounds[1], geometry.bounds[3]) <= MAP_ENDS:
        return geometry
    return shapely.clip_by_rect(geometry, -720, -MAP_ENDS, 720, MAP_ENDS)


def _tags_of(dataset: Dataset) -> list[str]:
    """The languages in which the dataset speaks or names a place, those of second and later names too."""
    return sorted({*dataset.languages, *(tag for place in dataset.places.values() for tag in place.names)})


def _on_the_map(bounds: tuple[float, float, float, float]) -> list[float]:
    """Bounds of which this map can show something: of what lies beyond its end, the last degree before."""
    south, west, north, east = bounds
    return [min(max(south, -MAP_ENDS), MAP_ENDS - 1), west, max(min(north, MAP_ENDS), 1 - MAP_ENDS), east]


def _intern(
    builder: _Builder, readings: Iterable[Mapping[str, tuple[ControlPeriod, ...]]]
) -> tuple[list[list[Any]], list[list[int]], list[dict[str, int]]]:
    """Each distinct period and each distinct sequence of periods once, and the sequence of each place by reading."""
    periods: dict[tuple[Any, ...], int] = {}
    histories: dict[tuple[int, ...], int] = {}
    history_of: list[dict[str, int]] = []
    for found in readings:
        history_of.append({})
        for place, spans in found.items():
            history = tuple(periods.setdefault(_period(builder, span), len(periods)) for span in spans)
            history_of[-1][place] = histories.setdefault(history, len(histories))
    return [list(period) for period in periods], [list(history) for history in histories], history_of


def _period(builder: _Builder, span: ControlPeriod) -> tuple[Any, ...]:
    known = (
        span.start.isoformat(),
        builder.actors[span.actor],
        STANDINGS.index(span.standing),
        BASES.index(span.basis),
        builder.events[span.event],
    )
    return (*known, 1) if is_date_uncertain(builder.dataset, span) else known


def _sources_used(dataset: Dataset) -> list[str]:
    """The ids of the sources that events name, in the order of the dataset."""
    used = {citation.source for event in dataset.events for citation in event.citations}
    used.update(key for event in dataset.events for other in event.alternatives for key in other.sources)
    return [key for key in dataset.sources if key in used]


def _look_of_line(kind: LineKind) -> Json:
    dash = None if kind.dash is None else " ".join(f"{part:g}" for part in kind.dash)
    return _lean(
        width=kind.width, dash=dash, casing=kind.casing, opacity=kind.opacity if kind.opacity < 1 else None
    )


def _index(keys: Iterable[str]) -> dict[str, int]:
    return {key: position for position, key in enumerate(keys)}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _grown(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    south, west, north, east = bounds
    margin = 0.35
    return south - margin, west - margin * 1.6, north + margin, east + margin * 1.6


def _lean(**values: Any) -> Json:
    return {key: value for key, value in values.items() if value is not None}
