"""The records of a dataset: places, groups, actors, events, sources, claims, tours. No I/O, nothing that changes."""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from .dates import When, lies_in
from .errors import UncitedChangeError

Text = Mapping[str, str]
"""A text in one or more languages, keyed by BCP 47 tag."""

NONE = "none"
"""The ``from`` of a change that gives a place its first controller."""


class Standing(enum.StrEnum):
    """How sure a control is: both sides or independent observers agree, one side says so, or it is fought over.

    ``DRAWN`` is one mapper's word: a published map shows it so, and nobody else was weighed against it.
    """

    HELD = "held"
    CLAIMED = "claimed"
    CONTESTED = "contested"
    DRAWN = "drawn"

    @property
    def undisputed(self) -> bool:
        """Whether nothing in the dataset speaks against it: land in the plain colour of its controller."""
        return self in (Standing.HELD, Standing.DRAWN)


class Basis(enum.StrEnum):
    """Whether a source names the place or its area, or whether its state follows from another place."""

    RECORDED = "recorded"
    INFERRED = "inferred"


class EventFamily(enum.StrEnum):
    """What kinds of event have in common that look alike: the families that a reader tells apart at a glance."""

    FIGHTING = "fighting"
    HANDOVER = "handover"
    AGREEMENT = "agreement"
    ROAD = "road"
    STATEMENT = "statement"


class Lens(enum.StrEnum):
    """How a reader wants claims drawn: as the claimant says, or only what is held beyond dispute.

    Under ``HELD`` a place stays with its last undisputed holder, as contested, until a change that is held.
    """

    CLAIMED = "claimed"
    HELD = "held"


class Stance(enum.StrEnum):
    """What a source does for an event."""

    REPORTS = "reports"
    CLAIMS = "claims"
    CONFIRMS = "confirms"
    DENIES = "denies"


class Verdict(enum.StrEnum):
    """What the check of a claim came to; ``terms.VERDICTS`` has the words for readers."""

    SUPPORTED = "supported"
    CORRECTED = "corrected"
    DISPUTED = "disputed"
    UNSUPPORTED = "unsupported"
    OUTSIDE = "outside"


class Relation(enum.StrEnum):
    """How a claim relates to its figure: about so much, at least so much, at most so much."""

    ABOUT = "about"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"


class Width(enum.StrEnum):
    """How the width of a corridor is taken: area by length of road, or twice the way to its farthest edge."""

    MEAN = "mean"
    FARTHEST = "farthest"


class Layer(enum.StrEnum):
    """What a place is on the map: a point, an area of the control mosaic, or a strip along a road."""

    SETTLEMENT = "settlement"
    CELL = "cell"
    CORRIDOR = "corridor"


class SettlementKind(enum.StrEnum):
    """What a point of the map is; of equal rank, the earlier here are drawn and named first."""

    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    HEIGHT = "height"
    PASS = "pass"
    BRIDGE = "bridge"
    MONASTERY = "monastery"
    AIRPORT = "airport"
    INSTALLATION = "installation"
    ROAD = "road"
    AREA = "area"


PEOPLED = frozenset((SettlementKind.CITY, SettlementKind.TOWN, SettlementKind.VILLAGE))
"""Of what is drawn as a point, that which readers call a settlement; a bridge or a height is another place, and so are kinds of a dataset's own."""


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of settlement that a dataset adds to ``SettlementKind``.

    ``rank`` is that of places of this kind that have none themselves, ``sign`` what they are drawn as, one of ``SIGNS``.
    """

    id: str
    names: Text
    rank: int | None = None
    sign: str = "dot"


def order_of_kind(kind: str) -> int:
    """Which kinds come first among places of equal rank: those of ``SettlementKind`` in their order, then all others."""
    known = [it.value for it in SettlementKind]
    return known.index(kind) if kind in known else len(known)


SIGNS = ("dot", "square", "diamond", "triangle")
"""What a settlement can be drawn as."""


@dataclass(frozen=True, slots=True)
class DatedNames:
    """What an actor was called from a first day up to, but not including, ``end``; ``None`` is open."""

    names: Text
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who can control a place. Colours are ``#rrggbb`` for light and for dark surroundings.

    ``names`` are those that it goes by, ``dated_names`` those of a time when it was called otherwise. ``side`` is the id of
    the side whose works speak for it; ``None`` if none does.
    """

    id: str
    names: Text
    color: str
    color_dark: str
    pattern: str | None = None
    dated_names: tuple[DatedNames, ...] = ()
    side: str | None = None

    def names_on(self, day: dt.date | None) -> Text:
        """What it was called on a day; without a day, what it goes by."""
        if day is not None:
            for it in self.dated_names:
                if lies_in(day, it.start, it.end):
                    return it.names
        return self.names

    def names_over(self, start: dt.date, end: dt.date | None) -> Text:
        """What it was called all the days from ``start`` to before ``end``; what it goes by if that changed."""
        first = self.names_on(start)
        last = self.names_on(end - dt.timedelta(days=1)) if end is not None else self.names
        return first if first is last else self.names


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement, a cell of the control mosaic or a corridor.

    ``geometry`` is WGS 84 longitude/latitude, ``None`` where the position is unknown (listed, not drawn).
    ``within`` names groups. ``cell`` is the cell in which a settlement lies, ``anchor`` the settlement that
    a cell follows; ``constructed`` says that no source describes its edges though it follows none. ``start`` and ``end`` (exclusive) bound the days on which a corridor is drawn.
    ``rank`` 1 to 5 says how early its label appears; ``precision_m`` how far off the point may be, in metres.
    ``extent`` is "unknown" where land went with a settlement that nothing outlines, so that only its point is drawn.
    ``constructed`` says of a cell without an anchor that nothing known describes its edges.
    ``transliterated`` are the languages in which nobody has named it: its name in them is another one in their letters.
    """

    id: str
    layer: Layer
    names: Text
    kind: str
    geometry: BaseGeometry | None
    other: tuple[str, ...] = ()
    transliterated: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    cell: str | None = None
    anchor: str | None = None
    constructed: bool = False
    rank: int = 5
    precision_m: float | None = None
    extent: str | None = None
    position: Text | None = None
    note: Text | None = None
    sources: tuple[str, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    centreline: BaseGeometry | None = None

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its further names that are not among its names by language, each once."""
        return tuple(it for it in dict.fromkeys(self.other) if it not in self.names.values())


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of places; ``within`` names the groups that contain it."""

    id: str
    names: Text
    kind: str
    within: tuple[str, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A dated line on the map; ``end`` is exclusive, ``None`` = still."""

    id: str
    names: Text
    kind: str
    geometry: BaseGeometry
    start: dt.date | None
    end: dt.date | None
    note: Text | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineKind:
    """How dated lines of a kind look: width, dashes and gaps, and the paper under them, in pixels; opacity 0 to 1."""

    id: str
    width: float = 1.0
    dash: tuple[float, float] | None = None
    casing: float | None = None
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class District:
    """The outline of a district, drawn for orientation. Its id is that of a group."""

    id: str
    names: Text
    geometry: BaseGeometry
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ContextShape:
    """A shape of the base map (a country, a lake, a river), which says nothing about control.

    ``actor`` is the one that a country is the home of: what it holds throughout looks as the rest of that country does.
    """

    id: str
    names: Text
    geometry: BaseGeometry
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Places or groups that pass from one actor to another, and the standing the new control has.

    ``basis`` is what a cell has through a group: recorded, or inferred where the sources speak of an area in general.
    """

    places: tuple[str, ...]
    from_: str
    to: str
    standing: Standing
    except_: tuple[str, ...] = ()
    basis: Basis = Basis.RECORDED


@dataclass(frozen=True, slots=True)
class Citation:
    """A source behind an event: what it does for it, and which part of it it supports.

    ``whole``: the work shows the whole map as it is after the event, so it stands for all that its side showed before.
    """

    source: str
    stance: Stance
    supports: Text
    locator: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another account of an event: what it says, by which sources, and its date if that differs."""

    text: Text
    sources: tuple[str, ...] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated and cited that changes control of places, or of none. ``lead``: it heads its day.

    Raise ``UncitedChangeError`` if it changes control and cites no work: nothing is shown without its source.
    """

    id: str
    when: When
    kind: str
    title: Text
    summary: Text
    citations: tuple[Citation, ...]
    changes: tuple[Change, ...] = ()
    places: tuple[str, ...] = ()
    dispute: Text | None = None
    alternatives: tuple[Alternative, ...] = ()
    confidence: str = "medium"
    one_sided: Text | None = None
    tags: tuple[str, ...] = ()
    lead: bool = False

    def __post_init__(self) -> None:
        if self.changes and not self.citations:
            raise UncitedChangeError(
                f"{self.id}: changes control and cites nothing; add the work that reports it to citations"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A figure that the engine computes for a claim; its ``id`` is the placeholder for it in the reasoning.

    ``expected`` is the figure as claimed, ``None`` if the claim gives none; ``tolerance`` is how far off is
    still agreement, in the unit of the figure. ``note`` says what a reader has to know of how it is taken.
    """

    id: str
    note: Text | None = None
    expected: float | None = None
    relation: Relation = Relation.ABOUT
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysBetween(Check):
    """Number of days from ``start`` to ``end``, each a day or the id of an event.

    ``both_included``: from Monday to Tuesday are two days; else one.
    """

    start: str
    end: str
    both_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementsChanged(Check):
    """Number of settlements that ``from_`` controls on the day ``start`` and ``to`` on the day ``end``.

    Either is a day or the id of an event. ``places`` (places or groups), ``kinds``, ``standings`` and ``bases``
    (both on the day ``end``) limit the count; empty limits nothing.
    """

    from_: str
    to: str
    start: str
    end: str
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    standings: tuple[Standing, ...] = ()
    bases: tuple[Basis, ...] = ()
    lens: Lens = Lens.CLAIMED


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaShare(Check):
    """Area of the cells of ``places`` (places or groups, empty: all), or of those that ``actor`` controls on ``day``.

    In square kilometres; if ``of_km2`` is given, in per cent of it.
    """

    places: tuple[str, ...] = ()
    actor: str | None = None
    day: dt.date | None = None
    of_km2: float | None = None
    lens: Lens = Lens.CLAIMED


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorWidth(Check):
    """Width in kilometres of the corridors among ``places`` that are drawn on ``day``, taken together.

    ``places`` are places or groups, empty: all; no ``day``: all that are ever drawn.
    """

    places: tuple[str, ...] = ()
    day: dt.date | None = None
    width: Width = Width.MEAN


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesOfEvents(Check):
    """The dates of events; ``expected_dates`` are those claimed, in the same order, ``tolerance`` is in days."""

    events: tuple[str, ...]
    expected_dates: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of a published work, in our words, with what the check of it came to.

    ``source`` is the work, ``when`` the date of the statement. ``reasoning`` names figures of ``checks`` as
    ``{id}``. ``wording`` says how the statement could be put correctly. ``day`` and ``places`` are what to show.
    """

    id: str
    source: str
    when: When
    statement: Text
    verdict: Verdict
    reasoning: Text
    citations: tuple[Citation, ...]
    checks: tuple[Check, ...] = ()
    wording: Text | None = None
    day: dt.date | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TourStep:
    """One stop of a tour: a text, the day to show, and the ids of the events on which the text rests.

    ``start`` and ``end`` (both included) are the range of the timeline, ``None`` = as it is. ``bounds`` (south,
    west, north, east) or ``fit`` (ids of places or groups) is the view, neither = the whole area. ``select``
    is the id of a place or an event.
    """

    id: str
    title: Text
    text: Text
    day: dt.date
    events: tuple[str, ...]
    start: dt.date | None = None
    end: dt.date | None = None
    bounds: tuple[float, float, float, float] | None = None
    fit: tuple[str, ...] = ()
    select: str | None = None
    lens: Lens = Lens.CLAIMED


@dataclass(frozen=True, slots=True)
class Tour:
    """A guided story: steps to go through one by one."""

    id: str
    title: Text
    summary: Text
    steps: tuple[TourStep, ...]


@dataclass(frozen=True, slots=True)
class LandCount:
    """A way to count land: all cells but those of the places and groups ``except_``."""

    id: str
    names: Text
    except_: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedShare:
    """A published answer to a question about land: so many per cent, who says so, and how it is reached if known.

    ``count`` is the id of the count that it can be compared with, ``None`` if it is none of them.
    """

    percent: float
    by: Text
    how: Text | None
    count: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LandQuestion:
    """How much of a whole is not under the control of an actor.

    ``km2`` is the area of the ``whole`` as ``sources`` state it. The answer over time is asked for the days from
    ``start`` to ``end``, both included. ``note`` says what a reader has to know of the count.
    """

    id: str
    text: Text
    actor: str
    whole: Text
    km2: float
    sources: tuple[str, ...]
    start: dt.date
    end: dt.date
    counts: tuple[LandCount, ...]
    published: tuple[PublishedShare, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class PublishedArea:
    """An area that somebody has published, in square kilometres, and the land of the map that it is the area of.

    That land is the cells in all of ``within`` (places or groups), without those of ``except_``.
    """

    id: str
    names: Text
    within: tuple[str, ...]
    except_: tuple[str, ...]
    km2: float
    by: Text
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceArea:
    """The land of which percentages are given: the cells of ``places`` (places or groups) but those of ``except_``."""

    names: Text
    places: tuple[str, ...]
    except_: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A work that citations name. ``csl`` is its CSL-JSON record, ``archive`` the address of a stored copy."""

    id: str
    title: str
    publisher: str | None
    issued: str | None
    url: str | None
    side: str
    language: str | None
    archive: str | None
    csl: Mapping[str, Any] = field(repr=False, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event. Its ``family`` gives it colour and mark (``style.families``).

    A kind with a ``lane`` of its own never concerns control; its ticks stand apart from the others. By events of a
    kind that is ``agreed`` land passes without fighting. ``weight``, 0 to 9, says how much such an event matters for the headline of a day.
    """

    id: str
    names: Text
    family: EventFamily = EventFamily.STATEMENT
    lane: bool = False
    agreed: bool = False
    weight: int = 2


@dataclass(frozen=True, slots=True)
class Side:
    """Whose voice a source is.

    A side that ``follows`` another confirms nothing that the other says; one that is not ``independent``
    (an encyclopedia) never counts as a voice.
    """

    id: str
    names: Text
    short: Text
    follows: str | None = None
    independent: bool = True


@dataclass(frozen=True, slots=True)
class Period:
    """A named range of days, both ends included, offered as a preset."""

    id: str
    names: Text
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class War:
    """A time of war, first and last day included, ``None`` = still; ``events`` are those with which it begins and ends."""

    id: str
    names: Text
    start: dt.date
    end: dt.date | None
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What no cell covers on purpose, such as a lake or land of which nothing is said: a point in it (longitude, latitude), and why."""

    point: tuple[float, float]
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Front:
    """Two actors between whose land a front runs, from ``start`` up to, but not including, ``end``; ``None``: unbounded."""

    actors: tuple[str, str]
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What land passed under: its name, and the ids of the events by which it passed."""

    id: str
    names: Text
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """Where a layer comes from, and under which licence, if that is stated."""

    layer: Text
    text: Text
    licence: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """How exact a layer is, and what is known to be wrong with it."""

    layer: Text
    accuracy: Text
    defects: Text | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """What changed in the data with a version, and the day on which it came out if that is told."""

    version: str
    changes: tuple[Text, ...]
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Relief:
    """A picture of the terrain: PNG bytes and its bounds (south, west, north, east) in degrees."""

    png: bytes = field(repr=False)
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Context:
    """The offline base map."""

    countries: tuple[ContextShape, ...] = ()
    lakes: tuple[ContextShape, ...] = ()
    rivers: tuple[ContextShape, ...] = ()
    relief: Relief | None = None


@dataclass(frozen=True, eq=False)
class Dataset:
    """Everything one folder holds. ``start`` and ``end`` are the first and last day described, both included.

    ``languages`` are those of its texts and names; ``second_names`` the tags of the names that stand beside the
    first one where both sides' forms are wanted, the one preferred first. ``comparisons`` are pairs of days worth
    comparing: ``start`` is the earlier, ``end`` the later. ``licence`` is what people call it, ``licence_id`` its short
    name; both are empty where none is stated.

    Two datasets are equal only if they are the same object, so that what is derived from one can be kept.
    """

    id: str
    titles: Text
    version: str
    licence: str
    licence_id: str
    start: dt.date
    end: dt.date
    default_day: dt.date
    bounds: tuple[float, float, float, float]
    languages: tuple[str, ...]
    disclaimer: Text
    actors: Mapping[str, Actor]
    kinds: Mapping[str, EventKind]
    sides: Mapping[str, Side]
    ranges: tuple[Period, ...]
    credits: tuple[Credit, ...]
    places: Mapping[str, Place]
    groups: Mapping[str, Group]
    districts: tuple[District, ...]
    lines: tuple[Line, ...]
    context: Context
    events: tuple[Event, ...]
    sources: Mapping[str, Source]
    land_questions: tuple[LandQuestion, ...] = ()
    published_areas: tuple[PublishedArea, ...] = ()
    reference_area: ReferenceArea | None = None
    claims: tuple[Claim, ...] = ()
    tours: tuple[Tour, ...] = ()
    second_names: tuple[str, ...] = ()
    comparisons: tuple[Period, ...] = ()
    line_kinds: Mapping[str, LineKind] = field(default_factory=dict)
    place_kinds: Mapping[str, PlaceKind] = field(default_factory=dict)
    quality: tuple[Quality, ...] = ()
    releases: tuple[Release, ...] = ()
    wars: tuple[War, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    fronts: tuple[Front, ...] | None = None
    gaps: tuple[Gap, ...] = ()
    short_disclaimer: Text | None = None
    names_note: Text | None = None

    @property
    def title(self) -> str:
        """Its title in English, or in the first language it has."""
        return say(self.titles)

    @functools.cached_property
    def event(self) -> Mapping[str, Event]:
        """Events by id."""
        return {event.id: event for event in self.events}

    @functools.cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """For each group, the ids of all places in it, directly or through groups inside it, in file order."""
        return _members(self.places, self.groups)

    def describes(self, day: dt.date) -> bool:
        """Whether the day lies in its span, first and last day included."""
        return self.start <= day <= self.end

    def cells(self) -> tuple[Place, ...]:
        """The cells of the control mosaic, in file order."""
        return tuple(place for place in self.places.values() if place.layer is Layer.CELL)


def _members(places: Mapping[str, Place], groups: Mapping[str, Group]) -> dict[str, tuple[str, ...]]:
    above: dict[str, frozenset[str]] = {}

    def closure(group: str, path: tuple[str, ...] = ()) -> frozenset[str]:
        if group not in above and group in groups and group not in path:
            parents = (closure(parent, (*path, group)) for parent in groups[group].within)
            above[group] = frozenset({group}).union(*parents)
        return above.get(group, frozenset())

    found: dict[str, list[str]] = {group: [] for group in groups}
    for place in places.values():
        for group in sorted(frozenset().union(*(closure(group) for group in place.within))):
            found[group].append(place.id)
    return {group: tuple(ids) for group, ids in found.items()}


def drawn_on(shape: Place | Line | District, day: dt.date) -> bool:
    """Whether a dated shape is there on a day: its first day is included, its end is not, ``None`` is open."""
    return lies_in(day, shape.start, shape.end)


def say(text: Text | None, language: str = "en") -> str:
    """The text in that language; else in English, else in the first language it has; empty for no text."""
    if not text:
        return ""
    return text[tongue(text, language)]


INSIDE = "x-inside"
"""What a tag of a language ends in that gives a text as it stands inside a sentence, without its capital: ``ru-x-inside``."""


def say_inside(text: Text | None, language: str = "en") -> str:
    """The text as it stands inside a sentence, if it has such a form in that language; else as ``say`` has it."""
    return (text or {}).get(f"{language}-{INSIDE}") or say(text, language)


def tongue(text: Text, language: str = "en") -> str:
    """In which language ``say`` says a text: the one wanted, else English, else the first that it has."""
    return next((tag for tag in (language, "en") if text.get(tag)), next(iter(text)))
