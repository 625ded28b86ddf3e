"""How much a picture says beside its map, from all that there is to the least that it must say.

The map takes most of a picture. Where words and signs leave it too little, they give way step by step: definitions first,
then the headings of the legend, then what matters least in it, until the map has its share. Letters never become smaller
than can be read.
"""

from __future__ import annotations

from dataclasses import dataclass

SHARE = 0.6
"""How much of a picture the map takes at the least, wherever the size leaves a way to it."""

LAST_SHARE = 0.3
"""Without so much map a picture is refused: only sizes of one's own can be so small."""


@dataclass(frozen=True, slots=True)
class Room:
    """One step: how large the letters of the legend are, and what is said.

    ``meanings``: what each sign means stands ``below`` its name, ``beside`` it, or not at all (``none``). ``entries`` is about how many entries the
    legend has, the most important first, in rows or columns, whichever are lower; ``None`` is all of them, under headings. ``lines`` are the lines for sources, in
    a wide and in a narrow picture; ``whole``: disclaimer and name of the data in full.
    """

    size: float
    meanings: str = "none"
    entries: int | None = None
    lines: tuple[int, int] = (2, 3)
    whole: bool = False

    @property
    def compact(self) -> bool:
        """Whether the date stands in one line of moderate height."""
        return self.entries is not None


ROOMS = (
    Room(13.5, "below", lines=(3, 5), whole=True),
    Room(13, "beside", lines=(3, 5), whole=True),
    Room(13, lines=(3, 5), whole=True),
    Room(13, "below"),
    Room(12, "beside"),
    Room(13),
    Room(12),
    Room(12.5, entries=14),
    Room(12.5, entries=10),
    Room(12, entries=10),
    Room(12, entries=10, lines=(2, 2)),
    Room(12, entries=8, lines=(2, 2)),
    Room(12, entries=10, lines=(1, 1)),
    Room(12, entries=8, lines=(1, 1)),
    Room(12, entries=6, lines=(1, 1)),
    Room(12, entries=4, lines=(1, 1)),
)
"""All steps, from what is wanted to what is just possible."""
