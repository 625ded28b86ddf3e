"""Work that takes long: how far it is, and whether it is still wanted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ..records.errors import ControlAtlasError


class CancelledError(ControlAtlasError):
    """The reader no longer wants what is being made."""


@dataclass
class Progress:
    """One piece of work. ``share`` is how much is done, 0 to 1; who makes it calls ``at``, who waits may ``cancel``.

    ``hear`` is told each share, for example to draw a bar.
    """

    hear: Callable[[float], None] | None = None
    share: float = 0.0
    cancelled: bool = False
    _since: tuple[float, float] | None = field(default=None, repr=False)

    def at(self, share: float) -> None:
        """Take note that so much is done; raise ``CancelledError`` if nobody wants the rest."""
        if self.cancelled:
            raise CancelledError("cancelled; nothing was written")
        if self._since is None and share > 0:
            self._since = time.monotonic(), share
        self.share = share
        if self.hear is not None:
            self.hear(share)

    def part(self, first: float, last: float) -> Progress:
        """A piece of this work that goes from one share to the other."""
        return _PartOfProgress(self, first, last)

    def cancel(self) -> None:
        """Ask for an end; it comes at the next ``at``."""
        self.cancelled = True

    @property
    def left(self) -> float | None:
        """Seconds to go at the pace since work was first reported; ``None`` while that cannot be said."""
        if self._since is None or self.share <= self._since[1]:
            return None
        began, first = self._since
        return (time.monotonic() - began) / (self.share - first) * (1 - self.share)


class _PartOfProgress(Progress):
    def __init__(self, whole: Progress, first: float, last: float) -> None:
        super().__init__()
        self._whole, self._first, self._last = whole, first, last

    def at(self, share: float) -> None:
        self._whole.at(self._first + (self._last - self._first) * share)


UNWATCHED = Progress()
"""Work that nobody watches."""
