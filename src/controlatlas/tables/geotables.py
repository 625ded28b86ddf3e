"""States and changes with their shapes: as tables of geopandas and as GeoJSON (RFC 7946), made of the same rows.

Positions are WGS 84 (EPSG:4326), longitude before latitude, in degrees with six decimals (0.1 m); outer rings turn
counter-clockwise. geopandas is imported when a table is first asked for: the app needs none to start.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import shapely
import shapely.affinity
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from ..history.chronology import places_changed
from ..history.compare import changes_between
from ..history.timeline import control_on, control_periods
from ..measure.areas import cell_areas
from ..records.model import NONE, Dataset, Event, Lens, say
from .rows import brief_change_row, period_row, state_row

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Json = dict[str, Any]

_CRS = "EPSG:4326"
_DECIMALS = 6


# ---------------------------------------------------------------- geopandas


def to_geopandas(dataset: Dataset, on: dt.date, lens: Lens = Lens.CLAIMED) -> GeoDataFrame:
    """Who holds each place on a day, as a geopandas table: a row for each place that has a controller, in file order.

    The first columns are those of ``controlatlas state --json`` and of the exported GeoJSON:

    - ``place``, ``name``, ``kind``: id, English name, kind
    - ``controller``: id of the actor
    - ``standing``: ``held``, ``claimed``, ``contested`` or ``drawn``
    - ``basis``: ``recorded`` if a source names the place or its area, else ``inferred``
    - ``since``: first day of this control, as a timestamp without zone
    - ``event``: id of the event that brought it
    - ``citations``: list of the ids of the works behind that event, which ``dataset.sources`` holds

    Then follow:

    - ``layer``: ``cell``, ``settlement`` or ``corridor``; cells tile the land, the others lie on them
    - ``name_az`` and so on: the name in each further language of the dataset, by its tag with ``_`` for ``-``
    - ``within``: list of the ids of the groups that the place belongs to itself
    - ``km2``: geodesic area of a cell in square kilometres; missing for the others
    - ``geometry``: point or outline, EPSG:4326; missing where the position is unknown

    ``attrs`` has ``dataset``, ``version`` and ``licence``. Raise ``OutsideSpanError`` for a day that the dataset does
    not describe.
    """
    rows = [state_row(dataset, period) for period in control_on(dataset, on, lens).values()]
    return _table(dataset, rows, STATE_COLUMNS, ("since",))


def changes_as_geopandas(
    dataset: Dataset, start: dt.date, end: dt.date, lens: Lens = Lens.CLAIMED
) -> GeoDataFrame:
    """Each change of control from ``start`` to ``end``, both included, as a geopandas table: by day, then in file order.

    The first columns are those of the exported GeoJSON of two days:

    - ``day``: the day of the change, as a timestamp without zone
    - ``place``, ``name``: id and English name
    - ``from``, ``from_standing``: the controller before it, and how sure that was
    - ``to``, ``standing``, ``basis``: the controller after it, how sure that is, and on what it rests
    - ``change``: what is another: ``controller``, ``standing``, or only the ``basis``
    - ``event``, ``event_kind``, ``title``: id, kind and English title of the event behind it
    - ``citations``: list of the ids of the works behind that event

    Then follow ``kind`` and the further columns of ``to_geopandas``. A range without a change gives no rows. Raise
    ``DateError`` if the range is empty.
    """
    rows = [brief_change_row(dataset, it) for it in changes_between(dataset, start, end, lens)]
    return _table(dataset, rows, CHANGE_COLUMNS, ("day",))


def periods_as_geopandas(dataset: Dataset, lens: Lens = Lens.CLAIMED) -> GeoDataFrame:
    """Each control period of each place, as a geopandas table: place by place in file order, in order of time.

    The columns are those of ``to_geopandas``, with ``start`` and ``last`` in the place of ``since``: the first day of the
    period and its last, both included, as timestamps without zone; ``last`` is missing while nothing ends it.
    """
    periods = (period for place in control_periods(dataset, lens).values() for period in place)
    rows = [period_row(dataset, period) for period in periods]
    return _table(dataset, rows, PERIOD_COLUMNS, ("start", "last"))


STATE_COLUMNS = (
    "place", "name", "kind", "controller", "standing", "basis", "since", "event", "citations",
)  # fmt: skip
CHANGE_COLUMNS = (
    "day", "place", "name", "from", "from_standing", "to", "standing", "basis", "change", "event",
    "event_kind", "title", "citations",
)  # fmt: skip
PERIOD_COLUMNS = (
    "place", "name", "kind", "start", "last", "controller", "standing", "basis", "event", "citations",
)  # fmt: skip
"""The columns that files have as well; a table without rows has them too."""


def _table(
    dataset: Dataset, rows: Sequence[Json], columns: Sequence[str], days: Sequence[str]
) -> GeoDataFrame:
    """The rows, with what is known of their places and with their shapes."""
    import geopandas
    import pandas

    places = [dataset.places[row["place"]] for row in rows]
    areas = cell_areas(dataset)
    more: dict[str, Any] = {"kind": [place.kind for place in places]} if "kind" not in columns else {}
    more["layer"] = [place.layer.value for place in places]
    for tag in (tag for tag in dataset.languages if tag != "en"):
        more[f"name_{tag.replace('-', '_')}"] = [place.names.get(tag) for place in places]
    more["within"] = [list(place.within) for place in places]
    table = pandas.DataFrame(rows, columns=list(columns)).assign(**more)
    if table.empty:
        table = table.astype(object)
    table["km2"] = pandas.Series([areas.get(place.id) for place in places], dtype=float)
    for day in days:
        table[day] = pandas.to_datetime(table[day], format="%Y-%m-%d")
    shapes = [shape_of(dataset, place.id) for place in places]
    frame = geopandas.GeoDataFrame(table, geometry=shapes, crs=_CRS)
    frame.attrs = {"dataset": dataset.id, "version": dataset.version, "licence": dataset.licence}
    return frame


# ---------------------------------------------------------------- GeoJSON


def shape_of(dataset: Dataset, place: str) -> BaseGeometry | None:
    """Where a place is, as files have it: rounded, outer rings counter-clockwise; ``None`` if unknown."""
    geometry = dataset.places[place].geometry
    if geometry is None:
        return None
    turned = shapely.orient_polygons(_rolled(geometry))
    return shapely.transform(turned, lambda degrees: degrees.round(_DECIMALS))


def _rolled(geometry: BaseGeometry) -> BaseGeometry:
    """A geometry with longitudes from -180 to 180, cut at the 180th meridian as GeoJSON wants it (RFC 7946, 3.1.9)."""
    west, _, east, _ = geometry.bounds
    if west >= -180 and east <= 180:
        return geometry
    parts = [
        shapely.affinity.translate(part, -round_)
        for round_ in (-360, 0, 360)
        if not (part := shapely.clip_by_rect(geometry, -180 + round_, -90, 180 + round_, 90)).is_empty
    ]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def feature(dataset: Dataset, place: str, key: str, properties: Json) -> Json:
    """A feature with the shape of a place; a place of unknown position has a feature without geometry."""
    shape = shape_of(dataset, place)
    return {
        "type": "Feature",
        "id": key,
        "geometry": None if shape is None else dict(mapping(shape)),
        "properties": properties,
    }


def as_geojson(features: Iterable[Json], **members: Any) -> str:
    """A collection of features as text, on one line; ``members`` are further members of the collection."""
    collection = {"type": "FeatureCollection", **members, "features": list(features)}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"


def events_as_geojson(dataset: Dataset, events: Iterable[Event]) -> str:
    """A collection with a feature for each place that each event changes."""
    return as_geojson(
        feature(
            dataset,
            place,
            f"{event.id}/{place}",
            {
                "event": event.id,
                "date": event.when.text,
                "title": say(event.title),
                "place": place,
                "name": say(dataset.places[place].names),
                "from": None if change.from_ == NONE else change.from_,
                "to": change.to,
                "standing": change.standing.value,
                "works": [citation.source for citation in event.citations],
            },
        )
        for event in events
        for change in event.changes
        for place in sorted(places_changed(dataset, change))
    )
