"""Who gained and who lost between two days, in square kilometres and settlements."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..history.compare import Transition, difference
from ..records.model import Dataset, Lens, Standing
from .areas import Share, extent, shares_on


@dataclass(frozen=True, slots=True)
class Amount:
    """An area in square kilometres and a number of settlements, ``others`` of them no town or village; ``parts`` are those of each standing."""

    km2: float
    settlements: int
    others: int
    parts: tuple[tuple[Standing, Amount], ...] = field(default=(), compare=False)

    def without(self, part: Amount) -> Amount:
        """What is left when a part is taken off."""
        return Amount(self.km2 - part.km2, self.settlements - part.settlements, self.others - part.others)


@dataclass(frozen=True, slots=True)
class Balance:
    """What an actor controls on the earlier and on the later day, and what it gained and lost between them.

    ``before`` + ``gained`` - ``lost`` is ``after``. ``restated`` is what it has on both days, with another standing.
    """

    actor: str
    before: Amount
    after: Amount
    gained: Amount
    lost: Amount
    restated: Amount


def balances(
    dataset: Dataset, earlier: dt.date, later: dt.date, lens: Lens = Lens.CLAIMED
) -> tuple[Balance, ...]:
    """The balance of each actor that controls something on one of the days, in the order of the dataset.

    Raise ``DateError`` if the later day comes before the earlier one.
    """
    changed = difference(dataset, earlier, later, lens)
    first, last = shares_on(dataset, earlier, None, lens), shares_on(dataset, later, None, lens)
    found = []
    for actor in dataset.actors:
        if any(share.actor == actor for share in (*first, *last)):
            taken = [it for it in changed if it.after.actor == actor and not is_restated(it)]
            given = [it for it in changed if it.before and it.before.actor == actor and not is_restated(it)]
            same = [it for it in changed if it.after.actor == actor and is_restated(it)]
            found.append(
                Balance(
                    actor,
                    _held(first, actor),
                    _held(last, actor),
                    _amount(dataset, ((it.place, it.after.standing) for it in taken)),
                    _amount(dataset, ((it.place, it.before.standing) for it in given if it.before)),
                    _amount(dataset, ((it.place, it.after.standing) for it in same)),
                )
            )
    return tuple(found)


def is_restated(transition: Transition) -> bool:
    """Whether the controller stays and only the standing is another."""
    return transition.before is not None and transition.before.actor == transition.after.actor


def _held(shares: Iterable[Share], actor: str) -> Amount:
    own = [share for share in shares if share.actor == actor]
    parts = [
        (standing, amount_of(some))
        for standing in Standing
        if (some := [share for share in own if share.standing is standing])
    ]
    return replace(amount_of(own), parts=tuple(parts))


def amount_of(shares: Iterable[Share]) -> Amount:
    """What shares come to together."""
    found = [*shares]
    return Amount(
        sum(share.km2 for share in found),
        sum(share.settlements for share in found),
        sum(share.others for share in found),
    )


def _amount(dataset: Dataset, places: Iterable[tuple[str, Standing]]) -> Amount:
    found: defaultdict[Standing, list[str]] = defaultdict(list)
    for place, standing in places:
        found[standing].append(place)
    parts = [
        (standing, Amount(*extent(dataset, found[standing]))) for standing in Standing if standing in found
    ]
    everything = [place for some in found.values() for place in some]
    return Amount(*extent(dataset, everything), tuple(parts))
