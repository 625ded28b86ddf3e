"""The package as somebody else's typed program uses it. mypy reads this file in CI; nobody runs it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from controlatlas import (
    Actor,
    Basis,
    Change,
    Citation,
    ControlAtlasError,
    ControlPeriod,
    Dataset,
    Event,
    Evidence,
    Group,
    Lens,
    Place,
    Source,
    Stance,
    Standing,
    Transition,
    changes_between,
    control_on,
    control_periods,
    front_line,
    load_dataset,
    weigh,
)


def state(day: dt.date) -> tuple[str, Standing, Basis, str | None]:
    """Every name of the front page, with the types that it promises."""
    try:
        dataset: Dataset = load_dataset()
    except ControlAtlasError as error:
        raise SystemExit(str(error)) from error
    period: ControlPeriod = control_on(dataset, day, Lens.HELD)["a-place"]
    covered: bool = period.covers(day)
    every: Mapping[str, tuple[ControlPeriod, ...]] = control_periods(dataset)
    place: Place = dataset.places[period.place]
    group: Group = dataset.groups[place.within[0]]
    actor: Actor = dataset.actors[period.actor]
    event: Event = dataset.event[period.event]
    change: Change = event.changes[0]
    citation: Citation = event.citations[0]
    stance: Stance = citation.stance
    source: Source = dataset.sources[citation.source]
    evidence: Evidence = weigh(dataset, event)
    transitions: tuple[Transition, ...] = changes_between(dataset, day, dataset.end)
    recorded, inferred = front_line(dataset, day)
    assert covered
    lengths: tuple[float, float] = recorded.length, inferred.length
    assert all([every, group, change, stance, evidence, transitions, lengths])
    return actor.id, period.standing, period.basis, source.url
