"""From the files of a dataset folder to records."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import json
import os
import pathlib
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import shapely
import shapely.geometry
from shapely.geometry.base import BaseGeometry

from ..check import check_dataset
from ..check.references import CLAIMS, TOURS
from ..disk.whole import unfinished
from ..language.transliteration import filled
from ..records.dates import When, parse_when
from ..records.errors import DatasetError, DateError, near
from ..records.model import (
    PEOPLED,
    Actor,
    Agreement,
    Alternative,
    Change,
    Citation,
    Context,
    ContextShape,
    Credit,
    Dataset,
    DatedNames,
    District,
    Event,
    EventKind,
    Front,
    Gap,
    Group,
    Layer,
    Line,
    LineKind,
    Period,
    Place,
    PlaceKind,
    PublishedArea,
    Quality,
    ReferenceArea,
    Release,
    Relief,
    SettlementKind,
    Side,
    Source,
    War,
)
from . import schema
from .claims_and_tours import read_claims, read_tours
from .land_questions import read_questions
from .naming import path_of, record_of
from .png_files import why_no_png
from .problems import Problems, day_of, read_json, shaped, shaped_list, when_of
from .record_from import record_from
from .remembered import is_remembered, key_of, remember
from .unrolled import unrolled

S = TypeVar("S", bound=schema.Schema)

_AREAS, _LINES = ("Polygon", "MultiPolygon"), ("LineString", "MultiLineString")
_DEPTH = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_FORM = {
    "Point": "[longitude, latitude]",
    "LineString": "an array of [longitude, latitude]",
    "MultiLineString": "an array of lines",
    "Polygon": "an array of rings",
    "MultiPolygon": "an array of polygons",
}
"""How deep the positions of a kind of geometry lie in arrays, and what stands in the outermost."""

_OF_SOURCES = frozenset(field.alias or name for name, field in schema.SourceSchema.model_fields.items())

_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")


def read_dataset(folder: pathlib.Path) -> tuple[Dataset | None, Problems]:
    """Read a dataset folder; all problems found, and the dataset if every file could be read."""
    problems = Problems()
    if not os.path.isdir(folder):
        problems.add(
            folder.name, "", "", "there is no such folder; give the folder that holds datapackage.json"
        )
        return None, problems
    if waiting := unfinished(folder):
        message = f"was being replaced when that was ended, and is half old and half new; go on with: controlatlas check --fix {folder.name}"
        problems.add(waiting[0], "", "", message)
        return None, problems
    package = read_json(folder, "datapackage.json", problems)
    shape = shaped(schema.Package, package, "datapackage.json", "", problems) if package is not None else None
    parts = _Parts(folder, problems, shape.controlatlas.place_kinds if shape else None)
    places = parts.places()
    groups = parts.groups(needed=any(place.within for place in places.values()))
    events = tuple(parts.events())
    sources = tuple(parts.sources())
    lines = tuple(parts.lines())
    districts = tuple(parts.districts())
    context = parts.context(shape.controlatlas.relief if shape else None)
    claims, tours = tuple(read_claims(folder, problems)), tuple(read_tours(folder, problems))
    _unique(problems, ("groups.json", groups), ("events.json", events), ("sources.json", sources))
    _unique(problems, (CLAIMS, claims), (TOURS, tours))
    if shape is None:
        return None, problems
    has = shape.controlatlas
    _unique(problems, ("datapackage.json", has.actors), ("datapackage.json", has.ranges))
    _unique(problems, ("datapackage.json", has.comparisons), ("datapackage.json", has.land_questions))
    _unique(problems, ("datapackage.json", has.published_areas))
    _unique(problems, ("datapackage.json", has.wars), ("datapackage.json", has.agreements))
    _unique(problems, *(("datapackage.json", question.counts) for question in has.land_questions))
    places = {key: _lettered(place, tuple(has.languages)) for key, place in places.items()}
    dataset = parts.dataset(shape, places, groups, events, sources, lines, districts, context)
    if dataset is not None:
        dataset = unrolled(replace(dataset, claims=claims, tours=tours))
    return dataset, problems


def _lettered(place: Place, languages: tuple[str, ...]) -> Place:
    """A town or village with a name in the letters of each language; what a road or a height is called cannot be spelled over."""
    if place.kind not in PEOPLED:
        return place
    names, transliterated = filled(place.names, languages)
    return replace(place, names=names, transliterated=transliterated) if transliterated else place


@contextlib.contextmanager
def _all_is_kept() -> Iterator[None]:
    """For a while Python does not look for refuse among what is read: all of it stays, and the search takes a sixth of the time."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


@_all_is_kept()
def load_dataset(folder: str | pathlib.Path | None = None) -> Dataset:
    """Load a dataset from its folder, or by its id from where datasets are found; by default the shipped one.

    Raises ``DatasetError`` with all problems at once if anything is wrong: a dataset with a broken record is
    not drawn. Raises ``UnknownDatasetError`` if there is no such dataset.
    """
    from .find import find_dataset

    path = find_dataset(folder)
    key = key_of(path)  # before it is read: what is written meanwhile is not what was checked
    dataset, problems = read_dataset(path)
    if dataset is not None and (problems or not is_remembered(key)):
        began = time.process_time()
        problems.extend(check_dataset(dataset, problems.heavy()))
        if not problems:
            remember(key, time.process_time() - began)
    if dataset is None or problems:
        raise DatasetError(path.name, problems)
    return dataset


def _unique(problems: Problems, *files: tuple[str, Iterable[Any]]) -> None:
    for file, records in files:
        seen: set[str] = set()
        for record in records:
            if record.id in seen:
                problems.add(file, record.id, "id", "is used twice; give one of the two records another id")
            seen.add(record.id)


def _without_nulls(value: Any) -> Any:
    """The value without fields that say nothing: CSL has no ``null``, and programs that write it mean that there is none."""
    if isinstance(value, dict):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [_without_nulls(inner) for inner in value] if isinstance(value, list) else value


class _Parts:
    """The files of one folder; what is wrong in them is noted, what is right becomes records."""

    def __init__(
        self,
        folder: pathlib.Path,
        problems: Problems,
        place_kinds: Mapping[str, schema.PlaceKindSchema] | None,
    ) -> None:
        self.folder = folder
        self.problems = problems
        self.place_kinds = place_kinds
        """The dataset's own; ``None`` if its package cannot be read, so that any kind may be one."""

    # ------------------------------------------------------------ reading

    def records(self, name: str, model: type[S], *, optional: bool = False) -> list[S]:
        raw = read_json(self.folder, name, self.problems, optional=optional)
        return shaped_list(model, raw, name, self.problems)

    def features(
        self, name: str, model: type[S], *, optional: bool = False
    ) -> list[tuple[str, S, BaseGeometry | None]]:
        """Id, properties and geometry of each feature of a GeoJSON file that is in order."""
        raw = read_json(self.folder, name, self.problems, optional=optional)
        collection = shaped(schema.Collection, raw, name, "", self.problems) if raw is not None else None
        found: list[tuple[str, S, BaseGeometry | None]] = []
        seen: set[str] = set()
        for index, item in enumerate(collection.features if collection else ()):
            record = record_of(item, index)
            if _id_inside(item):
                message = f"{item['properties']['id']!r} is where GIS programs put it; move it up, beside type (check --fix does)"
                self.problems.add(name, record, "properties.id", message)
                item = {**item, "id": item["properties"]["id"], "properties": dict(item["properties"])}
                del item["properties"]["id"]
            feature = shaped(schema.Feature[model], item, name, record, self.problems)  # type: ignore[valid-type]
            if feature is None:
                continue
            if feature.id in seen:
                self.problems.add(
                    name, record, "id", "is used twice; give one of the two features another id"
                )
            seen.add(feature.id)
            geometry = self.geometry(name, record, feature.geometry)
            if geometry is not None or feature.geometry is None:
                found.append((feature.id, feature.properties, geometry))
        return found

    def geometry(self, name: str, record: str, raw: schema.Geometry | None) -> BaseGeometry | None:
        """The geometry, or ``None`` with a problem noted if its coordinates make no valid shape."""
        if raw is None:
            return None
        if not _numeric(raw.coordinates):
            self.problems.add(
                name,
                record,
                "geometry",
                "has a coordinate that is no number; write [longitude, latitude] in degrees",
            )
            return None
        if raw.coordinates and not _nested(raw.coordinates, _DEPTH[raw.type]):
            self.problems.add(
                name,
                record,
                "geometry.coordinates",
                f"are not those of a {raw.type}; write {_FORM[raw.type]}",
            )
            return None
        try:
            geometry = shapely.force_2d(shapely.geometry.shape(raw.model_dump()))
        except (
            ArithmeticError, AttributeError, LookupError, TypeError, ValueError, shapely.errors.ShapelyError,
        ) as error:  # fmt: skip
            self.problems.add(name, record, "geometry", f"cannot be read ({error}); check the coordinates")
            return None
        if geometry.is_empty:
            self.problems.add(
                name, record, "geometry", "is empty; give coordinates, or null if the position is unknown"
            )
            return None
        if any(ring[0] != ring[-1] for ring in _rings(raw)):
            self.problems.add(
                name,
                record,
                "geometry",
                "has a ring that is not closed; repeat its first position at its end",
            )
            return None
        west, south, east, north = geometry.bounds
        if west < -180 or east > 180 or south < -90 or north > 90:
            self.problems.add(
                name,
                record,
                "geometry",
                "lies outside the world; coordinates are longitude, latitude in degrees",
            )
            return None
        if not geometry.is_valid:
            reason = _DECIMAL.sub(lambda found: f"{float(found[0]):.5f}", shapely.is_valid_reason(geometry))
            self.problems.add(name, record, "geometry", f"is not valid: {reason}; redraw the ring there")
            return None
        return geometry

    def day(self, file: str, record: str, field: str, text: str | None) -> dt.date | None:
        return day_of(self.problems, file, record, field, text)

    # ------------------------------------------------------------ records

    def places(self) -> dict[str, Place]:
        found: dict[str, tuple[str, Place]] = {}
        for file, place in (*self.settlements(), *self.cells(), *self.corridors()):
            if place.id in found and found[place.id][0] != file:
                self.problems.add(
                    file,
                    place.id,
                    "id",
                    f"is used in {found[place.id][0]} too; give one of the two another id",
                )
            found.setdefault(place.id, (file, place))
        return {key: place for key, (_, place) in found.items()}

    def groups(self, *, needed: bool) -> tuple[Group, ...]:
        """The groups; a dataset whose places are in none needs no file of them."""
        records = self.records("groups.json", schema.GroupSchema, optional=not needed)
        return tuple(record_from(Group, item) for item in records)

    def settlements(self) -> Iterable[tuple[str, Place]]:
        file = "settlements.geojson"
        for key, has, geometry in self.features(file, schema.SettlementProperties):
            if geometry is not None and geometry.geom_type != "Point":
                self.problems.add(
                    file, key, "geometry", f"is a {geometry.geom_type}; a settlement is a Point"
                )
            own = (self.place_kinds or {}).get(has.kind)
            rank = has.rank if own is None or own.rank is None or "rank" in has.model_fields_set else own.rank
            if self.place_kinds is not None:
                self.kind(file, key, has.kind, self.place_kinds)
            yield (
                file,
                record_from(Place, has, id=key, layer=Layer.SETTLEMENT, geometry=geometry, rank=rank),
            )

    def kind(self, file: str, record: str, kind: str, own: Iterable[str]) -> None:
        """Note a kind of place that neither the format nor the dataset has."""
        known = [*(it.value for it in SettlementKind), *own]
        if kind not in known:
            *first, last = map(repr, known)
            message = (
                f'is "{kind}"{near(kind, known)}; use one of {", ".join(first)} or {last}, '
                "or describe it under controlatlas.place_kinds"
            )
            self.problems.add(file, record, "properties.kind", message)

    def areas(
        self, file: str, model: type[S], *, optional: bool = False
    ) -> Iterable[tuple[str, S, BaseGeometry]]:
        """The features of a file whose geometry is an area, as it must be."""
        for key, has, geometry in self.features(file, model, optional=optional):
            if geometry is None or geometry.geom_type not in ("Polygon", "MultiPolygon"):
                self.problems.add(file, key, "geometry", "must be a Polygon or MultiPolygon")
            else:
                yield key, has, geometry

    def cells(self) -> Iterable[tuple[str, Place]]:
        file = "cells.geojson"
        for key, has, geometry in self.areas(file, schema.CellProperties):
            yield (
                file,
                record_from(Place, has, id=key, layer=Layer.CELL, kind="cell", geometry=geometry),
            )

    def corridors(self) -> Iterable[tuple[str, Place]]:
        file = "corridor.geojson"
        for key, has, geometry in self.areas(file, schema.CorridorProperties, optional=True):
            centreline = shapely.LineString(has.centreline)
            if not centreline.length:
                self.problems.add(
                    file, key, "properties.centreline", "has no length; give two points that differ"
                )
            yield (
                file,
                record_from(
                    Place,
                    has,
                    id=key,
                    layer=Layer.CORRIDOR,
                    kind="corridor",
                    geometry=geometry,
                    start=self.day(file, key, "start_date", has.start_date),
                    end=self.day(file, key, "end_date", has.end_date),
                    centreline=centreline,
                ),
            )

    def lines(self) -> Iterable[Line]:
        file = "lines.geojson"
        for key, has, geometry in self.features(file, schema.LineProperties, optional=True):
            if geometry is None or geometry.geom_type not in ("LineString", "MultiLineString"):
                self.problems.add(file, key, "geometry", "must be a LineString or MultiLineString")
                continue
            start = self.day(file, key, "start_date", has.start_date)
            end = self.day(file, key, "end_date", has.end_date)
            yield record_from(Line, has, id=key, geometry=geometry, start=start, end=end)

    def districts(self) -> Iterable[District]:
        file = "districts.geojson"
        for key, has, geometry in self.features(file, schema.DistrictProperties, optional=True):
            if geometry is None:
                self.problems.add(
                    file, key, "geometry", "is missing; a district is drawn, so it needs an outline"
                )
                continue
            if geometry.geom_type not in _AREAS:
                self.problems.add(file, key, "geometry", "must be a Polygon or MultiPolygon")
            start = self.day(file, key, "start_date", has.start_date)
            end = self.day(file, key, "end_date", has.end_date)
            yield record_from(District, has, id=key, geometry=geometry, start=start, end=end)

    def context(self, relief: schema.ReliefSchema | None) -> Context:
        countries = self.context_layer("context/countries.geojson", _AREAS, schema.CountryProperties)
        lakes = self.context_layer("context/lakes.geojson", _AREAS)
        rivers = self.context_layer("context/rivers.geojson", (*_LINES, *_AREAS))
        return Context(countries, lakes, rivers, self.relief(relief))

    def context_layer(
        self,
        name: str,
        kinds: tuple[str, ...],
        properties: type[schema.ContextProperties] = schema.ContextProperties,
    ) -> tuple[ContextShape, ...]:
        found = []
        for key, has, geometry in self.features(name, properties, optional=True):
            if geometry is None:
                continue
            if geometry.geom_type not in kinds:
                wanted = f"{', '.join(kinds[:-1])} or {kinds[-1]}"
                self.problems.add(name, key, "geometry", f"is a {geometry.geom_type}; it must be a {wanted}")
            found.append(record_from(ContextShape, has, id=key, geometry=geometry))
        return tuple(found)

    def relief(self, has: schema.ReliefSchema | None) -> Relief | None:
        if has is None:
            return None
        path = self.folder / has.path
        field = "controlatlas.relief.path"
        if not os.path.isfile(path) or not path.resolve().is_relative_to(self.folder.resolve()):
            self.problems.add(
                "datapackage.json", "", field, f"{has.path!r} is no file of the folder; add it", light=True
            )
            return None
        try:
            content = path.read_bytes()
        except OSError as error:
            message = f"{has.path!r} cannot be read ({error.strerror}); check the file's permissions"
            self.problems.add("datapackage.json", "", field, message, light=True)
            return None
        if wrong := why_no_png(content):
            self.problems.add(
                "datapackage.json", "", field, f"{has.path!r} {wrong}; put a PNG file there", light=True
            )
        (south, west), (north, east) = has.bounds
        return Relief(png=content, bounds=(south, west, north, east))

    def events(self) -> Iterable[Event]:
        for has in self.records("events.json", schema.EventSchema):
            when = self.when(has)
            if when is not None:
                yield record_from(
                    Event,
                    has,
                    when=when,
                    citations=tuple(record_from(Citation, it) for it in has.citations),
                    changes=tuple(record_from(Change, it) for it in has.changes),
                    alternatives=tuple(record_from(Alternative, it) for it in has.alternatives),
                )

    def when(self, has: schema.EventSchema) -> When | None:
        for number, alternative in enumerate(has.alternatives):
            if alternative.date is not None:
                field = path_of(("alternatives", number, "date"))
                when_of(self.problems, "events.json", has.id, field, alternative.date)
        return when_of(self.problems, "events.json", has.id, "date", has.date)

    def sources(self) -> Iterable[Source]:
        raw = read_json(self.folder, "sources.json", self.problems)
        for index, item in enumerate(raw if isinstance(raw, list) else ()):
            record = record_of(item, index)
            has = shaped(schema.SourceSchema, item, "sources.json", record, self.problems)
            if isinstance(item, dict):
                self.csl(item, record)
            if has is not None:
                yield record_from(
                    Source,
                    has,
                    publisher=has.container_title or has.publisher,
                    issued=self.issued(has),
                    url=has.URL,
                    side=has.custom.side,
                    archive=has.custom.archive,
                    csl=_without_nulls(item),
                )
        if raw is not None and not isinstance(raw, list):
            self.problems.add("sources.json", "", "", "must be a JSON array of works; put [ and ] round them")

    def csl(self, item: dict[str, Any], record: str) -> None:
        """Look at those fields of a work that only other programs and styles of references use."""
        file = "sources.json"
        for key, value in item.items():
            if key in schema.CSL_NAMES:
                shaped(schema.CslNames, {key: value}, file, record, self.problems)
            elif key in schema.CSL_DATES:
                shaped(schema.CslDates, {key: value}, file, record, self.problems)
            elif key not in _OF_SOURCES and not _text_or_number(value):
                got = json.dumps(value, ensure_ascii=False)
                self.problems.add(file, record, key, f"is {got[:60]}; write a text or a number")
            if key in ("accessed", *schema.CSL_DATES) and isinstance(value, dict):
                for parts in _whole_parts(value.get("date-parts")):
                    self.csl_date(parts, record, key)

    def csl_date(self, parts: list[int], record: str, key: str) -> str | None:
        text = _iso(parts)
        try:
            parse_when(text)
        except DateError:
            message = f"{text!r} is no date; write [[year]], [[year, month]] or [[year, month, day]]"
            self.problems.add("sources.json", record, f"{key}.date-parts", message)
            return None
        return text

    def issued(self, has: schema.SourceSchema) -> str | None:
        if has.issued is None:
            return None
        first, *_ = [self.csl_date(parts, has.id, "issued") for parts in has.issued.date_parts]
        return first

    # ------------------------------------------------------------ the whole

    def dataset(
        self,
        shape: schema.Package,
        places: dict[str, Place],
        groups: tuple[Group, ...],
        events: tuple[Event, ...],
        sources: tuple[Source, ...],
        lines: tuple[Line, ...],
        districts: tuple[District, ...],
        context: Context,
    ) -> Dataset | None:
        has = shape.controlatlas
        file = "datapackage.json"
        start = self.day(file, "", "controlatlas.span.start", has.span.start)
        end = self.day(file, "", "controlatlas.span.end", has.span.end)
        default = self.day(file, "", "controlatlas.default_day", has.default_day)
        ranges, comparisons = tuple(self.ranges(has.ranges)), tuple(self.ranges(has.comparisons))
        if start is None or end is None or default is None:
            return None
        for key in has.place_kinds.keys() & {*SettlementKind, "cell", "corridor"}:
            message = "is a kind that every dataset has; give yours another id"
            self.problems.add(file, "", f"controlatlas.place_kinds.{key}", message)
        (south, west), (north, east) = has.view.bounds
        licence = shape.licenses[0] if shape.licenses else None
        return Dataset(
            id=shape.name,
            titles=has.titles or {"en": shape.title},
            version=shape.version,
            licence=(licence.title or licence.name) if licence else "",
            licence_id=licence.name if licence else "",
            start=start,
            end=end,
            default_day=default,
            bounds=(south, west, north, east),
            languages=tuple(has.languages),
            second_names=tuple(has.second_names),
            disclaimer=has.disclaimer,
            short_disclaimer=has.short_disclaimer,
            names_note=has.names_note,
            wars=tuple(self.wars(has.wars)),
            agreements=tuple(record_from(Agreement, it) for it in has.agreements),
            gaps=tuple(record_from(Gap, it) for it in has.gaps),
            fronts=None if has.fronts is None else tuple(self.fronts(has.fronts)),
            actors={it.id: self.actor(it) for it in has.actors},
            kinds={key: record_from(EventKind, kind, id=key) for key, kind in has.event_kinds.items()},
            place_kinds={key: record_from(PlaceKind, kind, id=key) for key, kind in has.place_kinds.items()},
            line_kinds={key: record_from(LineKind, kind, id=key) for key, kind in has.line_kinds.items()},
            sides={key: record_from(Side, side, id=key) for key, side in has.sides.items()},
            ranges=ranges,
            comparisons=comparisons,
            quality=tuple(record_from(Quality, it) for it in has.quality),
            releases=tuple(self.releases(has.releases)),
            land_questions=tuple(read_questions(has.land_questions, self.problems)),
            published_areas=tuple(record_from(PublishedArea, it) for it in has.published_areas),
            reference_area=record_from(ReferenceArea, has.reference_area) if has.reference_area else None,
            credits=tuple(
                record_from(Credit, it, layer=_by_language(it.layer), text=_by_language(it.text))
                for it in has.credits
            ),
            places=places,
            groups={group.id: group for group in groups},
            districts=districts,
            lines=lines,
            context=context,
            events=events,
            sources={source.id: source for source in sources},
        )

    def actor(self, has: schema.ActorSchema) -> Actor:
        file = "datapackage.json"
        dated = []
        for number, it in enumerate(has.dated_names):
            start, end = (
                self.day(file, has.id, f"dated_names[{number}].{name}", text)
                for name, text in (("start", it.start), ("end", it.end))
            )
            dated.append(record_from(DatedNames, it, start=start, end=end))
        return record_from(Actor, has, dated_names=tuple(dated))

    def releases(self, found: list[schema.ReleaseSchema]) -> Iterable[Release]:
        for number, it in enumerate(found):
            field = f"controlatlas.releases[{number}].date"
            came_out = None if it.date is None else self.day("datapackage.json", "", field, it.date)
            yield record_from(Release, it, date=came_out)

    def wars(self, wars: list[schema.WarSchema]) -> Iterable[War]:
        for has in wars:
            start = self.day("datapackage.json", has.id, "start", has.start)
            end = self.day("datapackage.json", has.id, "end", has.end)
            if start is not None:
                yield record_from(War, has, start=start, end=end)

    def fronts(self, fronts: list[schema.FrontSchema]) -> Iterable[Front]:
        for number, has in enumerate(fronts):
            start, end = (
                self.day("datapackage.json", "controlatlas", f"fronts[{number}].{name}", text)
                for name, text in (("start", has.start), ("end", has.end))
            )
            yield Front((has.actors[0], has.actors[1]), start, end)

    def ranges(self, ranges: list[schema.RangeSchema]) -> Iterable[Period]:
        for has in ranges:
            start = self.day("datapackage.json", has.id, "start", has.start)
            end = self.day("datapackage.json", has.id, "end", has.end)
            if start is not None and end is not None:
                yield record_from(Period, has, start=start, end=end)


def _by_language(text: str | dict[str, str]) -> dict[str, str]:
    """A text by language; one that stands alone is English."""
    return {"en": text} if isinstance(text, str) else text


def _id_inside(item: Any) -> bool:
    """Whether a feature has its id among its properties and none at its top."""
    properties = item.get("properties") if isinstance(item, dict) else None
    return isinstance(properties, dict) and "id" not in item and isinstance(properties.get("id"), str)


def _text_or_number(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _whole_parts(value: Any) -> list[list[int]]:
    """The parts of a date of CSL, where they are numbers."""
    found = [it for it in value if isinstance(it, list) and it] if isinstance(value, list) else []
    return [it for it in found if all(type(part) is int for part in it)]


def _iso(parts: list[int]) -> str:
    """A date of CSL as ISO text of the precision that is known: 2020, 2020-11 or 2020-11-10."""
    year, *rest = parts
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)])


def _nested(coordinates: list[Any], depth: int) -> bool:
    """Whether these arrays hold positions of two or three numbers, just so deep."""
    if depth == 0:
        return 2 <= len(coordinates) <= 3 and not any(isinstance(it, list) for it in coordinates)
    return all(isinstance(it, list) and _nested(it, depth - 1) for it in coordinates)


def _rings(raw: schema.Geometry) -> list[list[Any]]:
    """The rings of a polygon or multipolygon as they stand in the file; shapely closes an open one silently."""
    match raw.type:
        case "Polygon":
            return list(raw.coordinates)
        case "MultiPolygon":
            return [ring for polygon in raw.coordinates for ring in polygon]
        case _:
            return []


def _numeric(coordinates: list[Any]) -> bool:
    """Whether nothing but numbers is in these nested arrays."""
    todo: list[Any] = [coordinates]
    while todo:
        item = todo.pop()
        if isinstance(item, list):
            todo.extend(item)
        elif isinstance(item, bool) or not isinstance(item, int | float):
            return False
    return True
