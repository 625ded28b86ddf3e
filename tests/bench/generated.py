"""A generated dataset of any size: a grid of square cells that change hands again and again."""

from __future__ import annotations

import datetime as dt
import random

import shapely

from controlatlas.records.dates import When
from controlatlas.records.model import (
    NONE,
    Actor,
    Change,
    Citation,
    Context,
    Credit,
    Dataset,
    Event,
    EventFamily,
    EventKind,
    Group,
    Layer,
    Place,
    Side,
    Source,
    Stance,
    Standing,
)

START = dt.date(2000, 1, 1)


def generated_dataset(*, side: int = 100, changes: int = 100_000, years: int = 20, seed: int = 1) -> Dataset:
    """``side`` squared cells and that many changes, spread evenly over the years, ten to an event."""
    rng = random.Random(seed)
    step = 2.0 / side
    places = {}
    for row in range(side):
        for column in range(side):
            key = f"c-{row}-{column}"
            west, east = (30 + it * step for it in (column, column + 1))  # neighbours share their corners
            south, north = (10 + it * step for it in (row, row + 1))
            box = shapely.box(west, south, east, north)
            places[key] = Place(key, Layer.CELL, {"en": f"Cell {row}/{column}"}, "cell", box, within=("all",))
    actors = {
        key: Actor(key, {"en": key.title()}, color, color)
        for key, color in (("red", "#c1440e"), ("blue", "#2f6fb0"), ("green", "#2e7d5b"))
    }
    holder = dict.fromkeys(places, "red")
    citation = (Citation("s", Stance.REPORTS, {"en": "the change"}),)
    events = [_event("first", START, (Change(("all",), NONE, "red", Standing.HELD),), citation)]
    keys, days = list(places), years * 365
    count = changes // 10
    for number in range(count):
        day = START + dt.timedelta(1 + number * (days - 2) // count)
        found = []
        for key in rng.sample(keys, 10):
            to = rng.choice([actor for actor in actors if actor != holder[key]])
            found.append(Change((key,), holder[key], to, rng.choice(list(Standing))))
            holder[key] = to
        events.append(_event(f"e-{number}", day, tuple(found), citation))
    return Dataset(
        id="generated",
        titles={"en": "Generated"},
        version="0",
        licence="CC0-1.0",
        licence_id="CC0-1.0",
        start=START,
        end=START + dt.timedelta(days),
        default_day=START + dt.timedelta(days // 2),
        bounds=(10.0, 30.0, 12.0, 32.0),
        languages=("en",),
        disclaimer={"en": "Generated for a benchmark."},
        actors=actors,
        kinds={"capture": EventKind("capture", {"en": "Capture"}, EventFamily.FIGHTING)},
        sides={"x": Side("x", {"en": "X"}, {"en": "X"})},
        ranges=(),
        credits=(Credit({"en": "all"}, {"en": "generated"}, "CC0-1.0"),),
        places=places,
        groups={"all": Group("all", {"en": "All"}, "region")},
        districts=(),
        lines=(),
        context=Context(),
        events=tuple(events),
        sources={"s": Source("s", "A source", None, None, None, "x", None, None, {})},
    )


def _event(key: str, day: dt.date, changes: tuple[Change, ...], citations: tuple[Citation, ...]) -> Event:
    when = When(day.isoformat(), day, day)
    return Event(key, when, "capture", {"en": key}, {"en": key}, citations, changes)
