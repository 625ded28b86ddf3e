"""Work that takes long: how far it is, and whether it is still wanted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ..errors import ControlAtlasError


class CancelledError(ControlAtlasError):
    """The reader no longer wants what is being made."""


@dataclass
class Job:
    """One piece of work. ``share`` is how much is done, 0 to 1; who makes it calls ``at``, who waits may ``cancel``.

    ``hear`` is told each share, for example to draw a bar.
    """

    hear: Callable[[float], None] | None = None
    share: float = 0.0
    cancelled: bool = False
    began: float = field(default_factory=time.monotonic)

    def at(self, share: float) -> None:
        """Take note that so much is done; raise ``CancelledError`` if nobody wants the rest."""
        if self.cancelled:
            raise CancelledError("cancelled; nothing was written")
        self.share = share
        if self.hear is not None:
            self.hear(share)

    def part(self, first: float, last: float) -> Job:
        """A piece of this work that goes from one share to the other."""
        return _Part(self, first, last)

    def cancel(self) -> None:
        """Ask for an end; it comes at the next ``at``."""
        self.cancelled = True

    @property
    def left(self) -> float | None:
        """Seconds to go at the pace so far; ``None`` while that cannot be said."""
        spent = time.monotonic() - self.began
        if self.share < 0.02 or spent < 0.3:
            return None
        return spent / self.share * (1 - self.share)


class _Part(Job):
    def __init__(self, whole: Job, first: float, last: float) -> None:
        super().__init__()
        self._whole, self._first, self._last = whole, first, last

    def at(self, share: float) -> None:
        self._whole.at(self._first + (self._last - self._first) * share)


NOBODY = Job()
"""Work that nobody watches."""
