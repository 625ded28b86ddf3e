"""States, changes and claims as rows of plain values: what the command line prints, pages tabulate and files hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ..evidence.claims import Answer
from ..evidence.works import author_of, supports
from ..history.compare import Transition
from ..history.timeline import ControlPeriod
from ..language.claims import filled
from ..language.dates_and_works import one_line
from ..language.figures import claimed_in_words, figure_in_words, how
from ..language.positions import round_the_earth
from ..measure.areas import DayShares, cell_areas, stretches
from ..measure.figures import Figure, Unit
from ..measure.published_areas import MeasuredArea
from ..records.model import Check, Citation, Dataset, DatesOfEvents, Event, Place, Source, say


def state_row(dataset: Dataset, period: ControlPeriod, language: str = "en") -> dict[str, Any]:
    """Who holds a place, since when and by which event, with the ids of the sources: all plain values."""
    place = dataset.places[period.place]
    return {
        "place": place.id,
        "name": say(place.names, language),
        "kind": place.kind,
        "controller": period.actor,
        "standing": period.standing.value,
        "basis": period.basis.value,
        "since": period.start.isoformat(),
        "event": period.event,
        "citations": [citation.source for citation in dataset.event[period.event].citations],
    }


def change_row(dataset: Dataset, transition: Transition, language: str = "en") -> dict[str, Any]:
    """What a place passes from and to, on which day, and who says so: all plain values.

    ``change`` is what is another: ``controller``, ``standing``, or only the ``basis``; ``km2`` is the area of a cell.
    """
    event, before = dataset.event[transition.after.event], transition.before
    km2 = cell_areas(dataset).get(transition.place)
    return {
        "day": transition.day.isoformat(),
        "place": transition.place,
        "name": say(dataset.places[transition.place].names, language),
        "from": before.actor if before else None,
        "from_standing": before.standing.value if before else None,
        "to": transition.after.actor,
        "standing": transition.after.standing.value,
        "basis": transition.after.basis.value,
        "change": _changed(transition),
        "km2": None if km2 is None else round(km2, 3),
        "event": event.id,
        "event_kind": event.kind,
        "title": say(event.title, language),
        "citations": [_citation_row(dataset, citation, language) for citation in event.citations],
    }


def _changed(transition: Transition) -> str:
    """What a change brings: another controller, only another standing of the same, or only a better basis."""
    before, after = transition.before, transition.after
    if before is None or before.actor != after.actor:
        return "controller"
    return "standing" if transition.alters else "basis"


def brief_change_row(dataset: Dataset, transition: Transition) -> dict[str, Any]:
    """A change as ``change_row`` has it, with the citations as ids of works only."""
    row = change_row(dataset, transition)
    return {**row, "citations": [citation["source"] for citation in row["citations"]]}


def difference_row(dataset: Dataset, transition: Transition) -> dict[str, Any]:
    """A place that is another on the later of two days, with its area and the event and works behind it: all plain."""
    row = change_row(dataset, transition)
    works = [citation["source"] for citation in row.pop("citations")]
    return {
        **row,
        "kind": dataset.places[transition.place].kind,
        "on_map": dataset.places[transition.place].geometry is not None,
        "works": " ".join(works),
    }


def period_row(dataset: Dataset, period: ControlPeriod) -> dict[str, Any]:
    """Who holds a place from which day to which, both included, and by which event: plain values; ``last`` is ``None``: still."""
    row = state_row(dataset, period)
    return {
        **{key: row.pop(key) for key in ("place", "name", "kind")},
        "start": row.pop("since"),
        "last": None if period.last is None else period.last.isoformat(),
        **row,
    }


def event_row(event: Event) -> dict[str, Any]:
    """An event in one line, with the ids of the works that it cites: plain values."""
    return {
        "event": event.id,
        "date": event.when.text,
        "kind": event.kind,
        "title": say(event.title),
        "citations": [citation.source for citation in event.citations],
    }


def place_row(dataset: Dataset, place: Place) -> dict[str, Any]:
    """A place in one line: names in the languages of the dataset, groups, position, area of a cell; plain values."""
    longitude, latitude = point_in(place) or (None, None)
    km2 = cell_areas(dataset).get(place.id)
    return {
        "place": place.id,
        "layer": place.layer.value,
        "kind": place.kind,
        **{f"name_{tag}": place.names.get(tag) for tag in dataset.languages},
        "other": "; ".join(place.other),
        "within": " ".join(place.within),
        "longitude": longitude,
        "latitude": latitude,
        "precision_m": place.precision_m,
        "km2": None if km2 is None else round(km2, 3),
    }


def point_in(place: Place) -> tuple[float, float] | None:
    """Longitude and latitude of a place, or of a point within it, to 1 m; ``None`` where the position is unknown."""
    if place.geometry is None:
        return None
    point = place.geometry.representative_point()
    return round(round_the_earth(point.x), 5), round(point.y, 5)


def work_row(dataset: Dataset, source: Source) -> dict[str, Any]:
    """A work in one line, with how many events and claims rest on it: all plain values."""
    rests = supports(dataset)[source.id]
    return {
        "work": source.id,
        "title": source.title,
        "author": author_of(source),
        "publisher": source.publisher,
        "issued": source.issued,
        "side": source.side,
        "type": source.csl.get("type"),
        "language": source.language,
        "url": source.url,
        "archive": source.archive,
        "events": len(rests.events),
        "claims": len(rests.claims),
    }


def claim_row(dataset: Dataset, answer: Answer, language: str = "en") -> dict[str, Any]:
    """A claim with its verdict, its reasoning, and each figure as computed and as claimed: all plain values."""
    claim = answer.claim
    return {
        "claim": claim.id,
        "source": claim.source,
        "date": claim.when.text,
        "statement": say(claim.statement, language),
        "verdict": claim.verdict.value,
        "agrees": answer.agrees,
        "reasoning": filled(answer, claim.reasoning, language),
        "wording": filled(answer, claim.wording, language) or None,
        "figures": [_figure_row(dataset, figure, language) for figure in answer.figures],
        "citations": [_citation_row(dataset, citation, language) for citation in claim.citations],
    }


def _figure_row(dataset: Dataset, figure: Figure, language: str) -> dict[str, Any]:
    check, dates = figure.check, [event.when.text for event in figure.events]
    return {
        "figure": check.id,
        "value": dates if figure.unit is Unit.DATES else figure.value,
        "unit": figure.unit.value,
        "words": figure_in_words(figure, language),
        "expected": _expected(check),
        "relation": check.relation.value,
        "claimed": claimed_in_words(check, language) or None,
        "tolerance": check.tolerance,
        "agrees": figure.agrees,
        "how": how(dataset, check, language),
    }


def _expected(check: Check) -> float | list[str] | None:
    """What the claim itself gives: a number, dates, or nothing."""
    if isinstance(check, DatesOfEvents):
        return [when.text for when in check.expected_dates] or None
    return check.expected


def _citation_row(dataset: Dataset, citation: Citation, language: str) -> dict[str, Any]:
    source = dataset.sources[citation.source]
    return {
        "source": citation.source,
        "stance": citation.stance.value,
        "supports": say(citation.supports, language),
        "title": source.title,
        "side": source.side,
        "url": source.url,
    }


def area_row(dataset: Dataset, area: MeasuredArea) -> dict[str, Any]:
    """Land, its area on this map and as published in square kilometres, the difference in per cent, and who says so."""
    published = area.published
    return {
        "land": say(published.names),
        "km2": round(area.km2, 1),
        "published_km2": published.km2,
        "difference_percent": round(area.percent, 1),
        "published_by": say(published.by),
        "works": "; ".join(one_line(dataset.sources[key]) for key in published.sources),
    }


def share_rows(
    dataset: Dataset,
    series: Sequence[DayShares],
    first: dt.date | None = None,
    last: dt.date | None = None,
    *,
    percent: bool = False,
) -> list[dict[str, Any]]:
    """Who controls how much from which day to which, both included: a row for each controller, standing and basis.

    ``other_places`` are those of the settlements that are no town or village: heights, bridges and such.

    ``first`` and ``last`` cut out a period, by default the whole span. ``percent``: the series is that of the
    reference area, and a column gives the share of it.
    """
    return [
        {
            "from": start.isoformat(),
            "to": end.isoformat(),
            "controller": share.actor,
            "standing": share.standing.value,
            "basis": share.basis.value,
            "km2": round(share.km2, 3),
            **({"percent": round(100 * share.km2 / entry.km2, 3) if entry.km2 else 0.0} if percent else {}),
            "settlements": share.settlements,
            "other_places": share.others,
        }
        for start, end, entry in stretches(series, first or dataset.start, last or dataset.end)
        for share in entry.shares
    ]
