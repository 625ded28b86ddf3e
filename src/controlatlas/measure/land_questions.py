"""How much of a stated whole an actor does not control, as a question of the dataset asks it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ..history.timeline import expand
from ..records.model import Dataset, LandCount, LandQuestion, Lens, Standing
from .areas import DayShares, cell_areas, shares_on, shares_over_time, stretches


@dataclass(frozen=True, slots=True)
class Land:
    """Land of a count, in square kilometres.

    ``outside`` is what others than the actor control, ``contested`` the contested part of it. ``inside`` is
    what the actor controls only as contested: it is not in ``outside``.
    """

    outside: float
    contested: float
    inside: float


@dataclass(frozen=True, slots=True)
class LandAnswer:
    """The answer to a question by one count: on a day, and the least and the most over the period asked for.

    ``percent``, ``least`` and ``most`` are in per cent of the whole that the question states.
    """

    count: LandCount
    land: Land
    percent: float
    least: float
    most: float


def land_answers(
    dataset: Dataset, question: LandQuestion, day: dt.date, lens: Lens = Lens.CLAIMED
) -> tuple[LandAnswer, ...]:
    """The answers on a day, one for each way to count. What the map does not show counts as under the actor."""
    return tuple(_answer(dataset, question, count, day, lens) for count in question.counts)


def counted_cells(dataset: Dataset, count: LandCount) -> frozenset[str]:
    """The ids of the cells that a count takes in."""
    return frozenset(cell_areas(dataset)) - expand(dataset, count.except_)


def _answer(
    dataset: Dataset, question: LandQuestion, count: LandCount, day: dt.date, lens: Lens
) -> LandAnswer:
    cells = counted_cells(dataset, count)
    land = _land(DayShares(day, shares_on(dataset, day, cells, lens)), question.actor)
    series = shares_over_time(dataset, cells, lens)
    over = [
        _land(entry, question.actor).outside
        for _, _, entry in stretches(series, question.start, question.end)
    ]
    least, most = min(over, default=0.0), max(over, default=0.0)
    return LandAnswer(count, land, *(100 * km2 / question.km2 for km2 in (land.outside, least, most)))


def _land(entry: DayShares, actor: str) -> Land:
    others = [share for share in entry.shares if share.actor != actor]
    contested = [share for share in entry.shares if share.standing is Standing.CONTESTED]
    return Land(
        _km2(share.km2 for share in others),
        _km2(share.km2 for share in contested if share.actor != actor),
        _km2(share.km2 for share in contested if share.actor == actor),
    )


def _km2(parts: Iterable[float]) -> float:
    return sum(parts, start=0.0)
