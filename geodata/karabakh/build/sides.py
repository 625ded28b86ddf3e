"""Where the land round a settlement contradicts a known line on a day on which that line holds: the line wins."""

import datetime as dt
from collections.abc import Iterator, Mapping

from membership import BY_NO_LINE
from mosaic import Cell, Facts

from controlatlas import Dataset, control_periods

LINE_OF_1994 = (dt.date(1994, 5, 12), dt.date(2020, 9, 27))
LINE_OF_2020 = (dt.date(2020, 11, 10), dt.date(2022, 3, 24))
"""The first day on which each line is known to hold, and the first on which it does not any more."""

HANDED_OVER = dt.date(2020, 12, 14)
"""The day by which all that passed after 10 November 2020 had passed."""

BEYOND = frozenset({"azerbaijan"})
BEHIND = frozenset({"armenian-forces", "russian-peacekeepers"})


def contradictions(dataset: Dataset, cells: Mapping[str, Cell]) -> Iterator[str]:
    """One line for each cell with a settlement that is on the wrong side of a line on one of its days."""
    periods = control_periods(dataset)
    for name, cell in cells.items():
        if cell.seed is None or cell.facts.district in BY_NO_LINE:
            continue
        for first, last, side in _sides(cell.facts):
            for period in periods[name]:
                if period.actor not in side and period.start < last and (period.end or last) > first:
                    yield (
                        f"{cell.seed.id}: {period.actor} from {max(period.start, first)} by {period.event}, "
                        f"but the land is {' or '.join(sorted(side))} from {first} to {last}"
                    )


def _sides(facts: Facts) -> Iterator[tuple[dt.date, dt.date, frozenset[str]]]:
    """For each line the days on which it binds a unit, and who can control the unit on them."""
    yield (*LINE_OF_1994, BEHIND if facts.behind_1994 else BEYOND)
    first, last = LINE_OF_2020
    late = facts.status in ("handover", "december")
    yield (HANDED_OVER if late else first), last, BEHIND if facts.status == "zone" else BEYOND
