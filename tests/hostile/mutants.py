"""Datasets spoiled at random, from a seed; and all that the program can make of a dataset, made once."""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import json
import pathlib
import random
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from controlatlas import load_dataset
from controlatlas.evidence import bibliography, links, weigh, works
from controlatlas.evidence.claims import answers
from controlatlas.export.formats import FORMS, make
from controlatlas.history import chronology, compare, front, search, timeline
from controlatlas.history.tours import step_bounds, step_citations
from controlatlas.importing.files import read_files, write_files
from controlatlas.importing.workbook import read_workbook, write_workbook
from controlatlas.language.captions import PictureKind, name_of_whole
from controlatlas.language.dates_and_works import cite_dataset, one_line
from controlatlas.measure import areas, published_areas
from controlatlas.picture.compose import map_alone
from controlatlas.picture.shots import Pace
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec
from controlatlas.publish.files import Site
from controlatlas.publish.site import site_files
from controlatlas.records.model import Dataset, Lens
from controlatlas.tables import geotables, printable, rows
from controlatlas.webmap import build_compare, build_document

ODD: tuple[Any, ...] = (
    None, True, False, -1, 0, 7.5, 10**400, 1e300, "", " ", "\t", "none", "whole", "map", "2020-02-30", "9999-12-31",
    "x" * 300, "x" * 30_000, "a\x00b", "a\tb", "a\nb", "\u202eab", "\u200b", "é🗼", "{", "}", "$\\%", "../x", "<b>&amp;",
    "]]>", "https:///x", "javascript:1", [], {}, [[]], [None], ["x"], [1, 2, 3], {"en": ""}, {"en": "a\x07"}, {"": "x"},
    {"id": "x"}, [[0, 0], [0, 0]], [[10, 10], [-10, -10]], [[179, 179], [-179, -179]], [90, 180], [[-90, -180], [90, 180]],
)  # fmt: skip
"""What is put where something else belongs."""


@dataclass(frozen=True)
class Mutant:
    """A change of one file: the value on the way ``path`` in it is deleted, doubled, swapped or replaced."""

    file: str
    path: tuple[Any, ...]
    action: str
    odd: Any

    def laid_over(self, good: Any) -> Any:
        """A copy of the file's content, with the change."""
        whole = copy.deepcopy(good)
        inner = whole
        for key in self.path[:-1]:
            inner = inner[key]
        last = self.path[-1]
        if self.action == "delete":
            del inner[last]
        elif self.action == "double" and isinstance(inner, list):
            inner.insert(last, copy.deepcopy(inner[last]))
        elif self.action == "swap" and isinstance(inner[last], list):
            inner[last].reverse()
        elif self.action == "as text":
            inner[last] = json.dumps(inner[last])
        else:
            inner[last] = self.odd
        return whole


def mutants(folder: pathlib.Path, number: int, seed: int) -> Iterator[Mutant]:
    """So many changes of the files of a dataset, spread evenly over the files."""
    rng = random.Random(seed)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*json"))
    ways = {name: list(_ways(json.loads((folder / name).read_text(encoding="utf-8")))) for name in names}
    weights = [5 if name in ("datapackage.json", "events.json", "sources.json") else 1 for name in names]
    for name in rng.choices(names, weights, k=number):
        action = rng.choice(("delete", "double", "swap", "as text", "replace", "replace", "replace"))
        yield Mutant(name, rng.choice(ways[name]), action, rng.choice(ODD))


def _ways(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _ways(inner, (*path, key))
    elif isinstance(value, list) and not (path and path[-1] == "coordinates"):
        for key, inner in enumerate(value):
            yield from _ways(inner, (*path, key))


def understand(dataset: Dataset) -> None:
    """Ask everything that pages ask of a dataset, for each place, event, work, claim and tour in it."""
    days = sorted({dataset.start, dataset.default_day, dataset.end})
    for lens in Lens:
        timeline.change_days(dataset, lens)
        for day in days:
            state = timeline.control_on(dataset, day, lens)
            found = [rows.state_row(dataset, period) for period in state.values()]
            assert len(found) == len(dataset.places)
            front.front_line(dataset, day, lens)
            geotables.to_geopandas(dataset, day, lens)
        for change in compare.changes_between(dataset, dataset.start, dataset.end, lens):
            rows.change_row(dataset, change)
    for event in dataset.events:
        weigh.weigh(dataset, event)
        chronology.event_record(dataset, event)
        chronology.event_row(dataset, event)
    geotables.events_as_geojson(dataset, dataset.events)
    printable.printable(dataset, dataset.events, language="ru", names="both", chosen="")
    for source in dataset.sources.values():
        one_line(source)
        for style in ("apa", "chicago"):
            bibliography.reference(dataset, source.id, style)
    for write in (bibliography.as_bibtex, bibliography.as_ris, bibliography.as_csl_json):
        write(dataset.sources.values())
    for style in ("apa", "chicago", "bibtex"):
        bibliography.cite_dataset_in(dataset, style)
    works.supports(dataset)
    works.balance_of_sides(dataset)
    links.survey(dataset)
    for answer in answers(dataset):
        rows.claim_row(dataset, answer)
    for tour in dataset.tours:
        for step in tour.steps:
            step_bounds(dataset, step)
            step_citations(dataset, step)
    for area in published_areas.measured_areas(dataset):
        rows.area_row(dataset, area)
    areas.cell_areas(dataset)
    for key in (*dataset.places, *dataset.groups):
        search.describe(dataset, key)
    search.search(dataset, "plim")
    for place in itertools.islice((it for it in dataset.places.values() if it.geometry is not None), 2):
        map_alone(dataset, PictureSpec(dataset.default_day, extent=place.id, marked=place.id), 240, 180, 9.0)
    name_of_whole(dataset, "hy")
    cite_dataset(dataset, "az")


def make_all(dataset: Dataset, still: tuple[str, ...], moving: str) -> None:
    """Make the documents of the map and files of these forms, small and of few days."""
    assert build_document(dataset, language="en", names="both")
    assert build_compare(dataset, language="az", names="both")
    spec = PictureSpec(dataset.default_day, size=read_size("640x480"), labels="many")
    for form in still:
        assert make(dataset, spec, form)
    first = max(dataset.start, dataset.default_day - dt.timedelta(1))
    if first < dataset.default_day:
        pace = Pace(5, 0.2, 0.2, 0.2, False)
        clip = replace(spec, kind=PictureKind.CLIP, earlier=first, pace=pace, labels="none")
        assert make(dataset, clip, moving)


def publish_all(dataset: Dataset, language: str) -> None:
    """Make a whole site, and read what a program would read of it: pages, sitemap and feed, the API, the data in the pages."""
    paths = set()
    for file in site_files(Site(dataset, "https://atlas.example/islands", (language,))):
        assert file.path not in paths
        paths.add(file.path)
        assert not set(file.path.split("/")) & {"", ".", ".."}
        if file.path.endswith(".xml"):
            ET.fromstring(file.content)
        elif file.path.endswith("json"):
            json.loads(file.content, parse_constant=_no_number)
        elif file.path.endswith(".html"):
            for data in _DATA.findall(file.content.decode()):
                json.loads(data, parse_constant=_no_number)
    assert f"{language}/index.html" in paths


_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no JSON")


def through_workbook(folder: pathlib.Path, target: pathlib.Path) -> None:
    """Put a dataset into a workbook and read it back: it is the same dataset."""
    write_workbook(read_files(folder), target / "dataset.xlsx")
    shutil.copytree(folder, target / folder.name)
    write_files(read_workbook(target / "dataset.xlsx"), target / folder.name)
    before, after = load_dataset(folder), load_dataset(target / folder.name)
    for name in ("actors", "places", "groups", "events", "sources", "sides", "claims", "tours"):
        assert getattr(before, name) == getattr(after, name)


assert {"png", "svg", "pdf", "html", "geojson", "csv", "zip", "gif", "mp4"} == set(FORMS)


def cut_down(folder: pathlib.Path, target: pathlib.Path, group: str) -> None:
    """Write the part of a dataset that lies in a group: its places, what happened there, and on whose word."""

    def read(name: str) -> Any:
        return json.loads((folder / name).read_text(encoding="utf-8"))

    def put(name: str, content: Any) -> None:
        (target / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    groups = read("groups.json")
    inside = {group}
    while more := {it["id"] for it in groups if set(it.get("within", ())) & inside} - inside:
        inside |= more
    target.mkdir()
    members: dict[str, set[str]] = {}
    for name in ("settlements.geojson", "cells.geojson", "corridor.geojson"):
        content = read(name)
        content["features"] = [it for it in content["features"] if set(it["properties"]["within"]) & inside]
        for it in content["features"]:
            todo = list(it["properties"]["within"])
            members.setdefault(it["id"], set()).add(it["id"])
            while todo:
                above = todo.pop()
                members.setdefault(above, set()).add(it["id"])
                todo += next((g.get("within", ()) for g in groups if g["id"] == above), ())
        put(name, content)
    events = []
    for event in read("events.json"):
        for change in event.get("changes", ()):
            change["places"] = [it for it in change["places"] if it in members]
            reach = {place for it in change["places"] for place in members[it]}
            change["except"] = [it for it in change.get("except", ()) if members.get(it, set()) & reach]
        changes = [it for it in event.get("changes", ()) if it["places"]]
        if changes:
            event["changes"] = changes
            event["places"] = [it for it in event.get("places", ()) if it in members]
            events.append(event)
    put("events.json", events)
    put("groups.json", [it for it in groups if it["id"] in members])
    cited = {it["source"] for event in events for it in event["citations"]}
    cited |= {
        it for event in events for other in event.get("alternatives", ()) for it in other.get("sources", ())
    }
    for name in ("settlements.geojson", "corridor.geojson"):
        for it in json.loads((target / name).read_text(encoding="utf-8"))["features"]:
            cited |= set(it["properties"].get("sources", ()))
    put("sources.json", [it for it in read("sources.json") if it["id"] in cited])
    package = read("datapackage.json")
    for name in ("land_questions", "published_areas", "relief"):
        package["controlatlas"].pop(name, None)
    left = {event["id"] for event in events}
    for name in ("wars", "agreements"):
        for it in package["controlatlas"].get(name, ()):
            it["events"] = [event for event in it["events"] if event in left]
        kept = [it for it in package["controlatlas"].get(name, ()) if it["events"]]
        package["controlatlas"].pop(name, None)
        if kept:
            package["controlatlas"][name] = kept
    area = package["controlatlas"].get("reference_area", {"places": []})
    area["places"] = [it for it in area["places"] if it in members]
    if not area["places"]:
        package["controlatlas"].pop("reference_area", None)
    put("datapackage.json", package)
