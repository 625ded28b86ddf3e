"""The shape of each file of the API, field by field; the JSON Schemas in ``api/schema`` come from here.

Days are calendar days, YYYY-MM-DD. Ids are those of the dataset. A text is an object by BCP 47 language tag.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ..evidence.weigh import Reason
from ..records.model import Basis, Layer, Stance, Standing

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Texts = Annotated[dict[str, str], Field(min_length=1, description="A text by BCP 47 language tag")]
Position = Annotated[
    list[float], Field(min_length=2, max_length=2, description="Longitude, latitude (WGS 84)")
]
Exclusive = Annotated[Day | None, Field(description="First day on which it is over; null: still")]


class Shape(BaseModel):
    """What all shapes have in common: no field that is not described."""

    model_config = ConfigDict(extra="forbid")


# ---------------------------------------------------------------- index.json


class Kind(Shape):
    """A kind of file: its path, or the pattern of its paths, its schema and what it holds."""

    path: str
    schema_: str = Field(alias="schema")
    holds: str


class Index(Shape):
    """What is published, and where what is."""

    id: str
    title: Texts
    version: str
    licence: str = Field(description="Empty where none is stated")
    licence_id: str = Field(description="Its short name, as SPDX has it; empty where none is stated")
    disclaimer: Texts
    address: str = Field(description="Where the site is; all paths are below it")
    languages: list[str] = Field(description="Languages of the texts")
    start: Day = Field(description="First day described")
    end: Day = Field(description="Last day described, included")
    default_day: Day
    days: list[Day] = Field(
        description="The days that have a file: the first, each on which control of a place changes, the last. "
        "The state of any other day is that of the last of these before it"
    )
    counts: dict[str, int]
    files: list[Kind]


# ---------------------------------------------------------------- state and changes


class Since(Shape):
    """Places that are controlled so since the same day and by the same event."""

    since: Day
    event: Id = Field(description="The event behind it, with its citations in api/events/{id}.json")
    undisputed: Id | None = Field(
        None,
        description="Actor under the reading of only what is held, the last undisputed holder; left out: the controller",
    )
    date_uncertain: bool = Field(
        False,
        description="Whether the place only passes within these days, and which of them is unknown",
    )
    places: list[Id]


class Control(Shape):
    """What one actor controls with one standing and basis."""

    controller: Id = Field(description="Actor, as claimed")
    standing: Standing
    basis: Basis
    km2: float = Field(description="Geodesic area of its cells")
    settlements: int = Field(
        description="Number of its places that are points, with or without a known position"
    )
    other_places: int = Field(
        description="How many of these are no towns or villages: heights, bridges and such"
    )
    periods: list[Since]


class State(Shape):
    """Who holds what on a day."""

    day: Day
    control: list[Control]


class Change(Shape):
    """Places that pass in the same way on a day, by the same event."""

    day: Day
    event: Id
    from_: Id | None = Field(alias="from", description="Actor before")
    from_standing: Standing | None
    to: Id
    standing: Standing
    basis: Basis
    places: list[Id]


class Changes(Shape):
    """Every change of control, by day."""

    changes: list[Change]


# ---------------------------------------------------------------- places and groups


class Period(Shape):
    """Who controls a place from a day on, and on whose word."""

    start: Day
    end: Exclusive
    controller: Id
    standing: Standing
    basis: Basis
    date_uncertain: bool = False
    event: Id = Field(description="The event behind it, with its citations in api/events/{id}.json")


class BriefPlace(Shape):
    """A place in the list of all."""

    id: Id
    layer: Layer
    kind: str
    names: Texts
    position: Position | None = Field(description="Its point, or one within it; null where it is unknown")


class Places(Shape):
    """All places, in the order of the dataset."""

    places: list[BriefPlace]


class Place(BriefPlace):
    """A settlement, a cell of the mosaic or a corridor: its names, where it is, and who held it when."""

    other: list[str] = Field(description="Further spellings and older names")
    within: list[Id] = Field(description="Groups that it belongs to itself")
    cell: Id | None = Field(description="The cell in which a settlement lies")
    anchor: Id | None = Field(description="The settlement whose changes a cell follows")
    start: Day | None = Field(description="First day on which a corridor is drawn")
    end: Day | None = Field(description="First day on which a corridor is drawn no more")
    precision_m: float | None = Field(description="How far off the point may be, in metres")
    km2: float | None = Field(description="Geodesic area of a cell")
    note: Texts | None
    works: list[Id] = Field(description="Works for its position and names")
    geometry: dict[str, Any] | None = Field(description="GeoJSON (RFC 7946); null where it is unknown")
    periods: list[Period]
    events: list[Id] = Field(description="Events that change its control or name it, also through a group")


class Group(Shape):
    """A named set of places."""

    id: Id
    kind: str
    names: Texts
    within: list[Id]
    note: Texts | None
    places: list[Id] = Field(description="All places in it, also through groups inside it")


class Groups(Shape):
    """All groups."""

    groups: list[Group]


# ---------------------------------------------------------------- events


class BriefEvent(Shape):
    """An event in the list of all."""

    id: Id
    date: str = Field(description="When, in EDTF")
    earliest: Day
    latest: Day
    kind: str
    title: Texts


class Events(Shape):
    """All events, in the order of the dataset."""

    events: list[BriefEvent]


class EventChange(Shape):
    """What changes hands by an event, as the dataset says it: places or groups."""

    places: list[Id]
    except_: list[Id] = Field(alias="except")
    from_: Id | None = Field(alias="from")
    to: Id
    standing: Standing


class Citation(Shape):
    """What one work does for the event."""

    source: Id
    stance: Stance
    supports: Texts
    locator: str | None
    title: str
    side: str
    url: str | None


class Alternative(Shape):
    """Another account of the event."""

    text: Texts
    date: str | None
    works: list[Id]


class Evidence(Shape):
    """What the citations amount to."""

    reason: Reason
    supported_by: list[str] = Field(description="Independent sides that support it")
    denied_by: list[str]
    works: int = Field(description="Works by independent sides that support it")


class Event(BriefEvent):
    """Something dated and cited, with what it changes."""

    summary: Texts
    changes: list[EventChange]
    places: list[Id] = Field(description="The places that it changes or names, groups taken apart")
    citations: list[Citation]
    evidence: Evidence
    confidence: str
    dispute: Texts | None
    alternatives: list[Alternative]
    one_sided: Texts | None
    tags: list[str]


# ---------------------------------------------------------------- works and actors


class Cited(Shape):
    """What a work does for an event."""

    event: Id
    stance: Stance


class Work(Shape):
    """A work, and what rests on it; its full record is in the downloads, as CSL-JSON."""

    id: Id
    type: str
    title: str
    author: str
    publisher: str | None
    issued: str | None
    language: str | None
    side: str
    url: str | None
    archive: str | None
    events: list[Cited]
    claims: list[Id]


class Side(Shape):
    """Whose voice a work is."""

    id: str
    names: Texts
    follows: str | None = Field(description="A side of which it is no separate voice")
    independent: bool


class Sources(Shape):
    """All works, and the sides they speak for."""

    sides: list[Side]
    sources: list[Work]


class DatedNames(Shape):
    """What an actor was called for a time."""

    names: Texts
    start: Day | None
    end: Exclusive


class Actor(Shape):
    """Who can control a place."""

    id: Id
    names: Texts
    dated_names: list[DatedNames]
    side: str | None = Field(description="The side whose works speak for it")
    color: str
    color_dark: str


class Actors(Shape):
    """All actors."""

    actors: list[Actor]
