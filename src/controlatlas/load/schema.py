"""The shape of each file of a dataset, field by field. The JSON Schemas in ``geodata/schemas`` come from here."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    StringConstraints,
    model_validator,
)
from pydantic import Tag as PydanticTag
from pydantic_core import PydanticCustomError

from ..records.model import (
    Basis,
    EventFamily,
    Lens,
    Relation,
    Stance,
    Standing,
    Verdict,
    Width,
)
from .address import checked_address, checked_key, checked_place

AS_TEXT, BY_LANGUAGE = "<text>", "<by language>"
"""The two forms of a text that is in English alone or in several languages."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=120)]
Key = Annotated[str, AfterValidator(checked_key)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Tag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
Texts = Annotated[
    dict[Tag, Line],
    Field(min_length=1, description="A text by BCP 47 language tag"),
]
Day = Annotated[str, Field(max_length=60, description="A calendar day, YYYY-MM-DD")]
Edtf = Annotated[str, StringConstraints(max_length=60)]
Address = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=4000),
    AfterValidator(checked_address),
]
Path = Annotated[
    str,
    StringConstraints(
        pattern=r"^[^/\\:\x00-\x1f\x7f][^\\:\x00-\x1f\x7f]*$",
        max_length=240,
    ),
    Field(description="A file in the folder, by its path from there, parted by /"),
]
Version = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z._+-]*$", max_length=40),
    Field(description="Part of the names of files"),
]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Corner = Annotated[tuple[Latitude, Longitude], Field(strict=False)]
Bounds = Annotated[tuple[Corner, Corner], Field(strict=False)]
Position = Annotated[tuple[Longitude, Latitude], Field(strict=False)]
"""JSON has neither tuples nor enumerations: an array and a text stand for them, and nothing else does."""


Stance_ = Annotated[Stance, Field(strict=False)]
Standing_ = Annotated[Standing, Field(strict=False)]
Verdict_ = Annotated[Verdict, Field(strict=False)]
Relation_ = Annotated[Relation, Field(strict=False)]
Lens_ = Annotated[Lens, Field(strict=False)]
Basis_ = Annotated[Basis, Field(strict=False)]
Width_ = Annotated[Width, Field(strict=False)]


class Strict(BaseModel):
    """A JSON object whose values have the types that the format says: no text is read as a number, no number as true."""

    model_config = ConfigDict(strict=True, frozen=True)


class Schema(Strict):
    """A JSON object in which a field that the format does not know is an error."""

    model_config = ConfigDict(extra="forbid")


# ---------------------------------------------------------------- datapackage.json


class Span(Schema):
    start: Day
    end: Day


class ViewSchema(Schema):
    bounds: Annotated[
        Bounds,
        Field(description="South-west and north-east corner, each latitude, longitude"),
    ]


class DatedNamesSchema(Schema):
    names: Texts
    start: Day | None = None
    end: Annotated[Day | None, Field(description="The first day on which it is no longer called so")] = None


class ActorSchema(Schema):
    id: Id
    names: Texts
    dated_names: Annotated[
        list[DatedNamesSchema], Field(description="What it was called at another time")
    ] = []
    color: Color
    color_dark: Color
    pattern: Literal["dots", "lines", "crosses"] | None = None
    side: Annotated[Word | None, Field(description="The side whose works speak for it")] = None


class EventKindSchema(Schema):
    names: Texts
    family: Annotated[
        EventFamily,
        Field(strict=False, description="Which mark and colour it has: those of kinds that are alike"),
    ] = EventFamily.STATEMENT
    color: Annotated[Color | None, Field(description="Not shown any more: colours come from the family")] = (
        None
    )
    lane: Annotated[bool, Field(description="Whether its ticks stand on a lane of their own")] = False
    agreed: Annotated[bool, Field(description="Whether land passes by such events without fighting")] = False
    weight: Annotated[int, Field(ge=0, le=9, description="How much it matters for the headline of a day")] = 2


class PlaceKindSchema(Schema):
    """A kind of settlement of the dataset's own."""

    names: Texts
    rank: (
        Annotated[int, Field(ge=1, le=5, description="That of places of this kind that have none")] | None
    ) = None
    sign: Annotated[
        Literal["dot", "square", "diamond", "triangle"], Field(description="What it is drawn as")
    ] = "dot"


class LineKindSchema(Schema):
    """The look of a kind of dated line, in pixels."""

    width: Annotated[float, Field(gt=0, le=8)] = 1.0
    dash: Annotated[list[Annotated[float, Field(gt=0, le=40)]], Field(min_length=2, max_length=2)] | None = (
        None
    )
    casing: Annotated[float, Field(gt=0, le=16)] | None = None
    opacity: Annotated[float, Field(gt=0, le=1)] = 1.0


class SideSchema(Schema):
    names: Texts
    short: Texts
    follows: Annotated[
        Word | None,
        Field(description="The side for whose statements this one is no independent confirmation"),
    ] = None
    independent: Annotated[bool, Field(description="Whether it ever counts as one of two sides")] = True


class RangeSchema(Schema):
    id: Id
    names: Texts
    start: Day
    end: Day


class WarSchema(Schema):
    id: Id
    names: Texts
    start: Day
    end: Annotated[Day | None, Field(description="Its last day; none: it goes on")] = None
    events: Annotated[list[Id], Field(min_length=1)]


class GapSchema(Schema):
    point: Annotated[Position, Field(description="Longitude and latitude of a point in it")]
    note: Annotated[dict[Tag, Line], Field(description="What is there")] = {}


class FrontSchema(Schema):
    actors: Annotated[list[Id], Field(min_length=2, max_length=2)]
    start: Annotated[Day | None, Field(description="First day; none: since ever")] = None
    end: Annotated[
        Day | None, Field(description="First day on which there is none any more; none: it goes on")
    ] = None


class AgreementSchema(Schema):
    id: Id
    names: Texts
    events: Annotated[list[Id], Field(min_length=1)]


class ReliefSchema(Schema):
    path: Path
    bounds: Bounds


LineOrTexts = Annotated[
    Annotated[Line, PydanticTag(AS_TEXT)] | Annotated[Texts, PydanticTag(BY_LANGUAGE)],
    Discriminator(lambda value: BY_LANGUAGE if isinstance(value, dict) else AS_TEXT),
]


class CreditSchema(Schema):
    layer: Annotated[LineOrTexts, Field(description="In English, or by language")]
    text: Annotated[LineOrTexts, Field(description="In English, or by language")]
    licence: Annotated[Line | None, Field(description="None: it is not stated")] = None
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


class ReferenceAreaSchema(Schema):
    names: Texts
    places: Annotated[list[Id], Field(min_length=1)]
    except_: Annotated[list[Id], Field(alias="except")] = []


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
    event_kinds: Annotated[dict[Key, EventKindSchema], Field(min_length=1)]
    line_kinds: Annotated[
        dict[Key, LineKindSchema], Field(description="How dated lines look, by the kind that they have")
    ] = {}
    place_kinds: Annotated[
        dict[Key, PlaceKindSchema], Field(description="Kinds of settlements beside those of the format")
    ] = {}
    sides: Annotated[dict[Key, SideSchema], Field(min_length=1)]
    ranges: list[RangeSchema] = []
    comparisons: Annotated[
        list[RangeSchema],
        Field(description="Pairs of days worth comparing: start is the earlier, end the later"),
    ] = []
    relief: ReliefSchema | None = None
    land_questions: list[LandQuestionSchema] = []
    published_areas: list[PublishedAreaSchema] = []
    reference_area: Annotated[
        ReferenceAreaSchema | None, Field(description="The land of which percentages are given")
    ] = None
    wars: Annotated[list[WarSchema], Field(description="Times of war, for the headlines of their days")] = []
    gaps: Annotated[
        list[GapSchema], Field(description="What no cell covers on purpose, with cells all round it")
    ] = []
    fronts: Annotated[
        list[FrontSchema] | None,
        Field(
            description="Between whose land a front runs, and when; without it, between that of all actors"
        ),
    ] = None
    agreements: Annotated[
        list[AgreementSchema], Field(description="Under what land passed without fighting, by name")
    ] = []
    quality: Annotated[
        list[QualitySchema], Field(description="How exact each layer is, and what is wrong with it")
    ] = []
    releases: Annotated[
        list[ReleaseSchema], Field(description="What changed in the data, newest version first")
    ] = []
    credits: Annotated[list[CreditSchema], Field(min_length=1)]
    disclaimer: Texts
    short_disclaimer: Annotated[
        Texts | None, Field(description="Takes its place where a picture has no room for the first sentence")
    ] = None
    names_note: Annotated[
        Texts | None, Field(description="Which of its names a place has first in each language, and why")
    ] = None


class QualitySchema(Schema):
    layer: Texts
    accuracy: Texts
    defects: Texts | None = None


class ReleaseSchema(Schema):
    version: Line
    changes: Annotated[list[Texts], Field(min_length=1)]
    date: Annotated[Day | None, Field(description="The day on which it came out")] = None


class LicenceSchema(Strict):
    """A licence as Frictionless has it."""

    name: Word
    title: Line | None = None
    path: Annotated[
        Annotated[str, StringConstraints(max_length=4000), AfterValidator(checked_place)] | None,
        Field(description="A web address, or a file in the folder"),
    ] = None


class Package(Strict):
    """datapackage.json: a Frictionless Data Package; fields of that standard that are not listed are allowed."""

    name: Id
    title: Line
    version: Version
    licenses: Annotated[
        Annotated[list[LicenceSchema], Field(min_length=1)] | None,
        Field(description="The licence of the data is the first; none: it is not stated"),
    ] = None
    controlatlas: Settings


# ---------------------------------------------------------------- GeoJSON layers


class Geometry(Strict):
    """A GeoJSON geometry; shapely reads and judges its coordinates."""

    type: Literal["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]
    coordinates: list[Any]


class SettlementProperties(Schema):
    names: Texts
    other: list[Line] = []
    kind: Annotated[Word, Field(description="One of the format, or of controlatlas.place_kinds")]
    rank: Annotated[int, Field(ge=1, le=5)] = 5
    within: list[Id] = []
    cell: Id | None = None
    precision_m: Annotated[float, Field(gt=0)] | None = None
    extent: Literal["unknown"] | None = None
    position: Texts | None = None
    note: Texts | None = None
    sources: list[Id] = []


class CellProperties(Schema):
    names: Texts
    within: list[Id] = []
    anchor: Id | None = None
    constructed: bool = False
    note: Texts | None = None


class CorridorProperties(Schema):
    names: Texts
    other: list[Line] = []
    within: list[Id] = []
    start_date: Day
    end_date: Day | None = None
    centreline: Annotated[list[Position], Field(min_length=2)]
    note: Texts | None = None
    sources: list[Id] = []


class LineProperties(Schema):
    names: Texts
    kind: Word
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


class CountryProperties(ContextProperties):
    names: Annotated[
        dict[Tag, Line], Field(description="Without names it is drawn, and no name stands on it")
    ] = {}
    actor: Id | None = None


P = TypeVar("P", bound=Schema)


class Feature(Strict, Generic[P]):
    """A GeoJSON feature with its id at the top level (RFC 7946)."""

    type: Literal["Feature"]
    id: Id
    geometry: Geometry | None
    properties: P


class Collection(Strict):
    """A GeoJSON FeatureCollection; its features are read one by one, so that each problem has its own place."""

    type: Literal["FeatureCollection"]
    features: list[Any]


# ---------------------------------------------------------------- JSON records


class GroupSchema(Schema):
    id: Id
    names: Texts
    kind: Word
    within: list[Id] = []
    note: Texts | None = None


class ChangeSchema(Schema):
    places: Annotated[list[Id], Field(min_length=1)]
    except_: Annotated[list[Id], Field(alias="except")] = []
    from_: Annotated[Word, Field(alias="from")]
    to: Id
    standing: Standing_
    basis: Basis_ = Basis.RECORDED


class CitationSchema(Schema):
    source: Id
    stance: Stance_
    supports: Texts
    locator: Line | None = None


class EventCitationSchema(CitationSchema):
    whole: Annotated[
        bool,
        Field(
            description="The work shows the whole map as it is then, and stands for what its side showed before"
        ),
    ] = False


class AlternativeSchema(Schema):
    text: Texts
    date: Edtf | None = None
    sources: list[Id] = []


class EventSchema(Schema):
    id: Id
    date: Annotated[Edtf, Field(description="EDTF: a day, a month, a year, an interval, an approximate date")]
    kind: Word
    title: Texts
    summary: Texts
    changes: list[ChangeSchema] = []
    places: list[Id] = []
    citations: Annotated[list[EventCitationSchema], Field(min_length=1)]
    dispute: Texts | None = None
    alternatives: list[AlternativeSchema] = []
    confidence: Literal["high", "medium", "low"]
    one_sided: Texts | None = None
    lead: Annotated[bool, Field(description="Whether it heads its day")] = False
    tags: list[Word] = []


CslType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map",
    "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software",
    "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
"""The types of works of CSL 1.0.2."""

CSL_NAMES = (
    "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator", "director",
    "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host", "illustrator",
    "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
    "reviewed-author", "script-writer", "series-creator", "translator",
)  # fmt: skip
CSL_DATES = ("available-date", "event-date", "original-date", "submitted")
"""Fields of CSL that hold names and dates, beside those of ``SourceSchema``; each other one is text or a number."""


class SourceCustom(Schema):
    side: Word
    read: Line | None = None
    archive: Address | None = None
    note: Line | None = None


class CslDate(Strict):
    date_parts: Annotated[
        list[Annotated[list[int], Field(min_length=1, max_length=3)]],
        Field(alias="date-parts", min_length=1, max_length=2),
    ]


class CslName(Strict):
    """A name as CSL has it: of a person, or of a body as ``literal``."""

    family: Line | None = None
    given: Line | None = None
    literal: Line | None = None
    suffix: Line | None = None
    dropping_particle: Annotated[Line | None, Field(alias="dropping-particle")] = None
    non_dropping_particle: Annotated[Line | None, Field(alias="non-dropping-particle")] = None

    @model_validator(mode="after")
    def _of_somebody(self) -> CslName:
        if self.family is None and self.literal is None:
            raise PydanticCustomError("told", "names nobody; give family and given, or literal")
        return self


class CslNames(RootModel[dict[str, list[CslName]]]):
    """A further field of names."""


class CslDates(RootModel[dict[str, CslDate]]):
    """A further field of dates."""


class SourceSchema(Strict):
    """A CSL-JSON item; CSL fields that are not listed are allowed."""

    id: Id
    type: CslType
    title: Line
    author: Annotated[list[CslName], Field(description="Names of people and bodies as CSL has them")] = []
    publisher: Line | None = None
    container_title: Annotated[Line | None, Field(alias="container-title")] = None
    issued: CslDate | None = None
    accessed: CslDate | None = None
    URL: Address | None = None
    language: Line | None = None
    custom: SourceCustom


# ---------------------------------------------------------------- claims.json


DayOrEvent = Annotated[Word, Field(description="A day, YYYY-MM-DD, or the id of an event")]


class CheckSchema(Schema):
    """What all checks have."""

    id: Id
    note: Texts | None = None
    relation: Relation_ = Relation.ABOUT
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
    kinds: list[Word] = []
    standings: list[Standing_] = []
    bases: list[Basis_] = []
    lens: Lens_ = Lens.CLAIMED
    expected: float | None = None


class AreaShareSchema(CheckSchema):
    kind: Literal["area-share"]
    places: list[Id] = []
    actor: Id | None = None
    day: Day | None = None
    of_km2: Annotated[float, Field(gt=0)] | None = None
    lens: Lens_ = Lens.CLAIMED
    expected: float | None = None


class CorridorWidthSchema(CheckSchema):
    kind: Literal["corridor-width"]
    places: list[Id] = []
    day: Day | None = None
    width: Width_ = Width.MEAN
    expected: float | None = None


class DatesOfEventsSchema(CheckSchema):
    kind: Literal["dates-of-events"]
    events: Annotated[list[Id], Field(min_length=1)]
    expected: Annotated[list[Edtf], Field(description="An EDTF date for each of the events")] = []


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
    date: Annotated[Edtf, Field(description="EDTF date of the statement")]
    statement: Texts
    verdict: Verdict_
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
            Bounds,
            Field(description="South-west and north-east corner, each latitude, longitude"),
        ]
        | None
    ) = None
    fit: list[Id] = []
    select: Id | None = None
    lens: Lens_ = Lens.CLAIMED
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
