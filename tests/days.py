"""The days on which every answer is asked for, by the tests in the browser and in node."""

from __future__ import annotations

import datetime as dt

from controlatlas.history.timeline import change_days
from controlatlas.records.model import Dataset, Lens


def days_that_matter(dataset: Dataset, lens: Lens = Lens.CLAIMED) -> list[dt.date]:
    """The day before, the day of and the day after each change, and both ends of the span."""
    around = {day + dt.timedelta(shift) for day in change_days(dataset, lens) for shift in (-1, 0, 1)}
    return sorted(
        {day for day in around if dataset.start <= day <= dataset.end} | {dataset.start, dataset.end}
    )
