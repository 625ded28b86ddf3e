"""What is to be made, as it goes from the app to a process, and what comes back."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass, field

from ..export.formats import effort
from ..picture.spec import PictureSpec
from ..records.errors import Problem
from ..records.model import Dataset
from .own_map import LookOrder, MapOrder


@dataclass(frozen=True, slots=True)
class Order:
    """A file that somebody wants. Equal orders are one work: same dataset as its files stand, same picture, same form.

    ``effort`` is how much there is to draw, to tell how long others wait.
    """

    folder: pathlib.Path
    stamp: str
    spec: PictureSpec
    form: str
    effort: float = field(default=1.0, compare=False)


def order_of(folder: pathlib.Path, stamp: str, dataset: Dataset, spec: PictureSpec, form: str) -> Order:
    """The order of a file; ``stamp`` says how the files of the dataset stood when it was read."""
    return Order(folder.resolve(), stamp, spec, form, effort(dataset, spec, form))


@dataclass(frozen=True, slots=True)
class Share:
    """So much is done, 0 to 1."""

    done: float


@dataclass(frozen=True, slots=True)
class Made:
    """The file, whole."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """The file cannot be made as ordered, and why."""

    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unfit:
    """Files cannot become a dataset, and all that is wrong with them."""

    problems: tuple[Problem, ...]


AnyOrder = Order | LookOrder | MapOrder
"""A file of a view that is to be made, or files of a reader that are to become a map."""

Answer = Share | Made | Refused | Unfit
