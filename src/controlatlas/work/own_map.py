"""What readers bring becomes a map in a process beside the app: first a look at the files, then the dataset and its map.

The process keeps the files that were sent in a folder that its owner takes away with it; a work that takes too long or too
much memory ends, and nothing of it stays.
"""

from __future__ import annotations

import contextlib
import pathlib
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ..disk.whole import hidden_folder
from ..importing.recipe import Glimpse, Recipe, Upload

if TYPE_CHECKING:
    from ..importing.from_uploads import MadeOfUploads
    from ..records.errors import Said
    from ..records.model import Dataset

LONGEST_S = 300.0
"""How long a look or an import may take, in seconds."""

MOST_MEMORY = 6_000_000_000
"""How many bytes of addresses the process may have while it works on files of others, where the system can see to it."""


@dataclass(frozen=True, slots=True)
class LookOrder:
    """A first look at files; ``layer`` and ``encoding`` are what they do not say themselves."""

    uploads: tuple[Upload, ...]
    layer: str | None = None
    encoding: str | None = None
    form: ClassVar[str] = "look"

    @property
    def effort(self) -> float:
        """Their size in megabytes."""
        return max(0.1, sum(len(it.content) for it in self.uploads) / 1e6)


@dataclass(frozen=True, slots=True)
class MapOrder:
    """A dataset of files and the map of it, in a language. ``colors`` are by the id of an actor."""

    uploads: tuple[Upload, ...]
    recipe: Recipe
    colors: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    form: ClassVar[str] = "own map"

    @property
    def effort(self) -> float:
        """The size of the files in megabytes."""
        return max(0.1, sum(len(it.content) for it in self.uploads) / 1e6)


@dataclass(frozen=True, slots=True)
class OwnMap:
    """What came of files: the folder of the dataset as a ZIP, its map, what the import says, what it assumed, and who is on the map.

    ``actors`` are id, name and colour.
    """

    name: str
    title: str
    archive: bytes
    document: str
    said: tuple[Said, ...]
    assumed: tuple[Said, ...]
    actors: tuple[tuple[str, str, str], ...]
    places: int
    events: int
    day: str


def as_bytes(found: Glimpse | OwnMap) -> bytes:
    """What a work found, as the queue keeps it."""
    return pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL)


def from_bytes(content: bytes) -> Any:
    """What ``as_bytes`` was given: it comes from a process of ours, never from a reader."""
    return pickle.loads(content)


class Importer:
    """Works on orders of files, and has the dataset of the last one at hand: other colours need no other import."""

    def __init__(self) -> None:
        self._made: tuple[tuple[Upload, ...], Recipe, MadeOfUploads] | None = None

    def work(self, order: LookOrder | MapOrder, tell: Callable[[float], None]) -> Glimpse | OwnMap:
        """Do it; ``tell`` hears which share is done. Raise ``ImportProblemsError`` or ``DatasetError`` with all problems."""
        if isinstance(order, LookOrder):
            from ..importing.from_uploads import glimpse
            from ..importing.layers import Reading

            with self._sent(order.uploads) as paths:
                return glimpse(paths, Reading(None, order.layer, order.encoding))
        return self._map(order, tell)

    def _map(self, order: MapOrder, tell: Callable[[float], None]) -> OwnMap:
        from ..importing.files import checked
        from ..importing.from_uploads import recolored
        from ..importing.packed import packed
        from ..webmap import build_document

        if self._made is None or self._made[:2] != (order.uploads, order.recipe):
            self._made = None
            self._made = (order.uploads, order.recipe, self._imported(order, tell))
        made = self._made[2]
        files = recolored(made.files, dict(order.colors))
        tell(0.8)
        dataset = checked(files, order.recipe.name)
        tell(0.9)
        return OwnMap(
            order.recipe.name,
            dataset.titles["en"] if "en" in dataset.titles else next(iter(dataset.titles.values())),
            packed(files, order.recipe.name),
            build_document(dataset, language=order.language),
            made.report,
            made.assumed,
            _actors(dataset),
            len(dataset.places),
            len(dataset.events),
            dataset.default_day.isoformat(),
        )

    def _imported(self, order: MapOrder, tell: Callable[[float], None]) -> MadeOfUploads:
        from ..importing.from_uploads import dataset_from

        with self._sent(order.uploads) as paths:
            return dataset_from(paths, order.recipe, lambda stage, share: tell(_done(stage, share)))

    @contextlib.contextmanager
    def _sent(self, uploads: tuple[Upload, ...]) -> Iterator[list[pathlib.Path]]:
        """The files as they lie in a folder, as long as they are worked on; their problems name them and no folder."""
        from ..importing.uploads import unpacked
        from ..records.errors import ImportProblemsError

        with hidden_folder() as place:
            here = f"{place}/"
            try:
                yield unpacked(uploads, place)
            except ImportProblemsError as error:
                raise ImportProblemsError(it.without(here) for it in error.problems) from None


_STAGES = {
    "read": (0.0, 0.15),
    "compare days": (0.15, 0.4),
    "follow faces": (0.4, 0.65),
    "simplify": (0.65, 0.8),
}
"""Which part of the whole each stage of an import is, about."""


def _done(stage: str, share: float) -> float:
    first, last = _STAGES.get(stage, (0.0, 0.0))
    return first + (last - first) * share


def _actors(dataset: Dataset) -> tuple[tuple[str, str, str], ...]:
    from ..records.model import say

    return tuple((it.id, say(it.names), it.color) for it in dataset.actors.values())
