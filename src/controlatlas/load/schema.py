"""The shape of each file of a dataset, field by field. The JSON Schemas in ``geodata/schemas`` come from here."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from ..records.model import Basis, Lens, Relation, Stance, Standing, Verdict, Width

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Tag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
Texts = Annotated[
    dict[Tag, Annotated[str, StringConstraints(min_length=1)]],
    Field(min_length=1, description="A text by BCP 47 language tag"),
]
Day = Annotated[str, Field(description="A calendar day, YYYY-MM-DD")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


class Schema(BaseModel):
    """A JSON object in which a field that the format does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# ---------------------------------------------------------------- datapackage.json


class Span(Schema):
    start: Day
    end: Day


class ViewSchema(Schema):
    bounds: Annotated[
        tuple[tuple[Latitude, Longitude], tuple[Latitude, Longitude]],
        Field(description="South-west and north-east corner, each latitude, longitude"),
    ]


class ActorSchema(Schema):
    id: Id
    names: Texts
    color: Color
    color_dark: Color
    pattern: Literal["dots", "lines", "crosses"] | None = None


class EventKindSchema(Schema):
    names: Texts
    color: Color
    lane: Annotated[bool, Field(description="Whether its ticks stand on a lane of their own")] = False


class SideSchema(Schema):
    names: Texts
    short: Texts
    follows: Annotated[
        str | None, Field(description="The side for whose statements this one is no independent confirmation")
    ] = None
    independent: Annotated[bool, Field(description="Whether it ever counts as one of two sides")] = True


class RangeSchema(Schema):
    id: Id
    names: Texts
    start: Day
    end: Day


class ReliefSchema(Schema):
    path: str
    bounds: tuple[tuple[Latitude, Longitude], tuple[Latitude, Longitude]]


class CreditSchema(Schema):
    layer: Annotated[str | Texts, Field(description="In English, or by language")]
    text: Annotated[str | Texts, Field(description="In English, or by language")]
    licence: str
    url: Address | None = None


class WholeSchema(Schema):
    names: Texts
    km2: Annotated[float, Field(gt=0)]
    sources: Annotated[list[Id], Field(min_length=1)]


class LandCountSchema(Schema):
    id: Id
    names: Texts
    except_: Annotated[list[Id], Field(alias="except")] = []


class PublishedShareSchema(Schema):
    percent: Annotated[float, Field(ge=0, le=100)]
    by: Texts
    how: Texts | None = None
    count: Id | None = None
    sources: Annotated[list[Id], Field(min_length=1)]


class LandQuestionSchema(Schema):
    id: Id
    text: Texts
    actor: Id
    whole: WholeSchema
    period: Span
    counts: Annotated[list[LandCountSchema], Field(min_length=1)]
    published: list[PublishedShareSchema] = []
    note: Texts | None = None


class PublishedAreaSchema(Schema):
    id: Id
    names: Texts
    within: Annotated[list[Id], Field(min_length=1)]
    except_: Annotated[list[Id], Field(alias="except")] = []
    km2: Annotated[float, Field(gt=0)]
    by: Texts
    sources: list[Id] = []


class Settings(Schema):
    """What the map needs beside the Frictionless fields."""

    span: Span
    default_day: Day
    view: ViewSchema
    titles: Annotated[Texts | None, Field(description="The title by language, if not in English alone")] = (
        None
    )
    languages: Annotated[list[Tag], Field(min_length=1)]
    second_names: Annotated[
        list[Tag], Field(description="Languages of the names that stand beside the first one, the best first")
    ] = []
    actors: Annotated[list[ActorSchema], Field(min_length=1)]
    event_kinds: Annotated[dict[str, EventKindSchema], Field(min_length=1)]
    sides: Annotated[dict[str, SideSchema], Field(min_length=1)]
    ranges: list[RangeSchema] = []
    comparisons: Annotated[
        list[RangeSchema],
        Field(description="Pairs of days worth comparing: start is the earlier, end the later"),
    ] = []
    relief: ReliefSchema | None = None
    land_questions: list[LandQuestionSchema] = []
    published_areas: list[PublishedAreaSchema] = []
    quality: Annotated[
        list[QualitySchema], Field(description="How exact each layer is, and what is wrong with it")
    ] = []
    releases: Annotated[
        list[ReleaseSchema], Field(description="What changed in the data, newest version first")
    ] = []
    credits: Annotated[list[CreditSchema], Field(min_length=1)]
    disclaimer: Texts


class QualitySchema(Schema):
    layer: Texts
    accuracy: Texts
    defects: Texts | None = None


class ReleaseSchema(Schema):
    version: str
    changes: Annotated[list[Texts], Field(min_length=1)]


class LicenceSchema(BaseModel):
    """A licence as Frictionless has it."""

    name: str
    title: str | None = None
    path: str | None = None


class Package(BaseModel):
    """datapackage.json: a Frictionless Data Package; fields of that standard that are not listed are allowed."""

    name: Id
    title: str
    version: str
    licenses: Annotated[list[LicenceSchema], Field(min_length=1)]
    controlatlas: Settings


# ---------------------------------------------------------------- GeoJSON layers


class Geometry(BaseModel):
    """A GeoJSON geometry; shapely reads and judges its coordinates."""

    type: Literal["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]
    coordinates: list[Any]


SettlementKind = Literal[
    "city",
    "town",
    "village",
    "height",
    "pass",
    "bridge",
    "monastery",
    "airport",
    "installation",
    "road",
    "area",
]


class SettlementProperties(Schema):
    names: Texts
    other: list[str] = []
    kind: SettlementKind
    rank: Annotated[int, Field(ge=1, le=5)] = 5
    within: Annotated[list[Id], Field(min_length=1)]
    cell: Id | None = None
    precision_m: Annotated[float, Field(gt=0)] | None = None
    position: Texts | None = None
    note: Texts | None = None
    sources: list[Id] = []


class CellProperties(Schema):
    names: Texts
    within: Annotated[list[Id], Field(min_length=1)]
    anchor: Id | None = None
    note: Texts | None = None


class CorridorProperties(Schema):
    names: Texts
    other: list[str] = []
    within: Annotated[list[Id], Field(min_length=1)]
    start_date: Day
    end_date: Day | None = None
    centreline: Annotated[list[tuple[Longitude, Latitude]], Field(min_length=2)]
    note: Texts | None = None
    sources: list[Id] = []


class LineProperties(Schema):
    names: Texts
    kind: str
    start_date: Day | None = None
    end_date: Day | None = None
    note: Texts | None = None
    sources: list[Id] = []


class DistrictProperties(Schema):
    names: Texts
    start_date: Day | None = None
    end_date: Day | None = None


class ContextProperties(Schema):
    names: Texts


P = TypeVar("P", bound=Schema)


class Feature(BaseModel, Generic[P]):
    """A GeoJSON feature with its id at the top level (RFC 7946)."""

    type: Literal["Feature"]
    id: Id
    geometry: Geometry | None
    properties: P


class Collection(BaseModel):
    """A GeoJSON FeatureCollection; its features are read one by one, so that each problem has its own place."""

    type: Literal["FeatureCollection"]
    features: list[Any]


# ---------------------------------------------------------------- JSON records


class GroupSchema(Schema):
    id: Id
    names: Texts
    kind: str
    within: list[Id] = []
    note: Texts | None = None


class ChangeSchema(Schema):
    places: Annotated[list[Id], Field(min_length=1)]
    except_: Annotated[list[Id], Field(alias="except")] = []
    from_: Annotated[str, Field(alias="from")]
    to: Id
    standing: Standing


class CitationSchema(Schema):
    source: Id
    stance: Stance
    supports: Texts
    locator: str | None = None


class AlternativeSchema(Schema):
    text: Texts
    date: str | None = None
    sources: list[Id] = []


class EventSchema(Schema):
    id: Id
    date: Annotated[str, Field(description="EDTF: a day, a month, a year, an interval, an approximate date")]
    kind: str
    title: Texts
    summary: Texts
    changes: list[ChangeSchema] = []
    places: list[Id] = []
    citations: Annotated[list[CitationSchema], Field(min_length=1)]
    dispute: Texts | None = None
    alternatives: list[AlternativeSchema] = []
    confidence: Literal["high", "medium", "low"]
    one_sided: Texts | None = None
    tags: list[str] = []


class SourceCustom(Schema):
    side: str
    read: str | None = None
    archive: Address | None = None
    note: str | None = None


class CslDate(BaseModel):
    date_parts: Annotated[list[list[int]], Field(alias="date-parts", min_length=1)]


class SourceSchema(BaseModel):
    """A CSL-JSON item; CSL fields that are not listed are allowed."""

    id: Id
    type: str
    title: Annotated[str, StringConstraints(min_length=1)]
    publisher: str | None = None
    container_title: Annotated[str | None, Field(alias="container-title")] = None
    issued: CslDate | None = None
    URL: Address | None = None
    language: str | None = None
    custom: SourceCustom


# ---------------------------------------------------------------- claims.json


DayOrEvent = Annotated[str, Field(min_length=1, description="A day, YYYY-MM-DD, or the id of an event")]


class CheckSchema(Schema):
    """What all checks have."""

    id: Id
    note: Texts | None = None
    relation: Relation = Relation.ABOUT
    tolerance: Annotated[float, Field(ge=0)] = 0


class DaysBetweenSchema(CheckSchema):
    kind: Literal["days-between"]
    start: DayOrEvent
    end: DayOrEvent
    both_included: bool = True
    expected: float | None = None


class SettlementsChangedSchema(CheckSchema):
    kind: Literal["settlements-changed"]
    start: DayOrEvent
    end: DayOrEvent
    from_: Annotated[Id, Field(alias="from")]
    to: Id
    places: list[Id] = []
    kinds: list[SettlementKind] = []
    standings: list[Standing] = []
    bases: list[Basis] = []
    lens: Lens = Lens.CLAIMED
    expected: float | None = None


class AreaShareSchema(CheckSchema):
    kind: Literal["area-share"]
    places: list[Id] = []
    actor: Id | None = None
    day: Day | None = None
    of_km2: Annotated[float, Field(gt=0)] | None = None
    lens: Lens = Lens.CLAIMED
    expected: float | None = None


class CorridorWidthSchema(CheckSchema):
    kind: Literal["corridor-width"]
    places: list[Id] = []
    day: Day | None = None
    width: Width = Width.MEAN
    expected: float | None = None


class DatesOfEventsSchema(CheckSchema):
    kind: Literal["dates-of-events"]
    events: Annotated[list[Id], Field(min_length=1)]
    expected: Annotated[list[str], Field(description="An EDTF date for each of the events")] = []


AnyCheck = Annotated[
    DaysBetweenSchema
    | SettlementsChangedSchema
    | AreaShareSchema
    | CorridorWidthSchema
    | DatesOfEventsSchema,
    Field(discriminator="kind"),
]


class ClaimSchema(Schema):
    id: Id
    source: Id
    date: Annotated[str, Field(description="EDTF date of the statement")]
    statement: Texts
    verdict: Verdict
    reasoning: Texts
    wording: Texts | None = None
    citations: Annotated[list[CitationSchema], Field(min_length=1)]
    checks: list[AnyCheck] = []
    day: Day | None = None
    places: list[Id] = []


# ---------------------------------------------------------------- tour.json


class TourStepSchema(Schema):
    id: Id
    title: Texts
    text: Texts
    day: Day
    start: Day | None = None
    end: Day | None = None
    bounds: (
        Annotated[
            tuple[tuple[Latitude, Longitude], tuple[Latitude, Longitude]],
            Field(description="South-west and north-east corner, each latitude, longitude"),
        ]
        | None
    ) = None
    fit: list[Id] = []
    select: Id | None = None
    lens: Lens = Lens.CLAIMED
    events: Annotated[list[Id], Field(min_length=1)]


class TourSchema(Schema):
    id: Id
    title: Texts
    summary: Texts
    steps: Annotated[list[TourStepSchema], Field(min_length=1)]


class Groups(RootModel[list[GroupSchema]]):
    """groups.json."""


class Events(RootModel[list[EventSchema]]):
    """events.json."""


class Sources(RootModel[list[SourceSchema]]):
    """sources.json."""


class Claims(RootModel[Annotated[list[ClaimSchema], Field(min_length=1)]]):
    """claims.json."""


class Tours(RootModel[Annotated[list[TourSchema], Field(min_length=1)]]):
    """tour.json."""
