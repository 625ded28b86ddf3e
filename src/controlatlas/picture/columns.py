"""Words and signs put under each other: how a column of a picture is filled, and how much room it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..style.palette import Palette
from .drawing import LEAST, Item, TextRun
from .fonts import drawn_in, width_of, wrapped, writable
from .legend import KEY, Entry, Section

BETWEEN_ENTRIES = 16.0
"""Pixels between the entries of a legend that stand in one row."""


@dataclass
class Column:
    """A column that is filled from the top. ``y`` is where the next thing begins.

    ``meanings``: what a sign means stands below its name, ``beside`` it, being one text with it, or not at all (``none``).
    """

    palette: Palette
    x: float
    y: float
    width: float
    items: list[Item] = field(default_factory=list)
    meanings: str = "below"

    def text(
        self,
        text: str,
        size: float,
        face: str = "sans",
        color: str = "ink",
        *,
        most: int | None = None,
        leading: float = 1.28,
        indent: float = 0.0,
    ) -> None:
        """A text in as many lines as it takes, at most ``most``; all of them in one font."""
        text = writable(text)
        face = drawn_in(text, face)
        for line in wrapped(text, size, self.width - indent, face, most):
            self.y += size * leading
            base = self.y - size * (leading - 0.98)
            self.items.append(TextRun(line, self.x + indent, base, size, face, self.palette.page(color)))

    def gap(self, height: float) -> None:
        """Leave room."""
        self.y += height

    def section(self, section: Section, size: float) -> None:
        """A heading and its entries."""
        if section.title:
            self.text(section.title, max(LEAST, size * 0.92), "medium", "faint")
            self.gap(size * 0.2)
        for entry in section.entries:
            self.entry(entry, size)

    def entry(self, entry: Entry, size: float) -> None:
        """A sign, beside it its name, and under that what it means."""
        indent = KEY[0] + 8
        top = self.y
        self.items.extend(entry.sign(self.palette, self.x, top + size * 0.66 - KEY[1] / 2))
        meaning = entry.meaning if self.meanings != "none" else ""
        if self.meanings == "beside" and meaning:
            self.text(meaning, max(LEAST, size * 0.88), indent=indent, leading=1.16)
            self.y = max(self.y, top + KEY[1] * 0.9) + size * 0.14
            return
        self.text(entry.name, size, "sans" if not meaning else "medium", "ink", indent=indent, leading=1.24)
        if meaning:
            self.text(meaning, max(LEAST, size * 0.88), "sans", "soft", indent=indent, leading=1.2)
        self.y = max(self.y, top + KEY[1] * 0.9) + size * 0.26


def flowed(
    sections: Sequence[Section],
    palette: Palette,
    x: float,
    y: float,
    width: float,
    columns: int,
    size: float,
    meanings: str = "below",
) -> tuple[list[Item], float]:
    """Sections in columns of one height as far as they can be, and where the longest ends."""
    gutter = 20.0 if meanings == "below" else 14.0
    wide = (width - gutter * (columns - 1)) / columns
    heights = [_height(section, palette, wide, size, meanings) for section in sections]
    bounds = [(first, last) for first, last in _split(heights, columns) if last > first]
    items: list[Item] = []
    bottom = y
    for index, (first, last) in enumerate(bounds):
        column = Column(palette, x + index * (wide + gutter), y, wide, meanings=meanings)
        for section in sections[first:last]:
            column.section(section, size)
            column.gap(_gap(section, size))
        items += column.items
        bottom = max(bottom, column.y - _gap(sections[last - 1], size))
    return items, bottom


def run_in(
    sections: Sequence[Section], palette: Palette, x: float, y: float, width: float, size: float
) -> tuple[list[Item], float]:
    """The names of all entries in rows, each in the first row that holds it, and where the last row ends."""
    items: list[Item] = []
    rows: list[list[tuple[float, Entry]]] = []  # each entry with how far from the left it begins
    ends: list[float] = []
    for entry in (entry for section in sections for entry in section.entries):
        name = writable(entry.name)
        wide = KEY[0] + 8 + width_of(name, size, drawn_in(name, "sans"))
        at = next((index for index, end in enumerate(ends) if end + wide <= width), len(rows))
        if at == len(rows):
            rows.append([])
            ends.append(0.0)
        rows[at].append((ends[at], entry))
        ends[at] += wide + BETWEEN_ENTRIES
    for row in rows:
        bottom = y
        for left, entry in row:
            column = Column(palette, x + left, y, width - left, meanings="none")
            column.entry(entry, size)
            items += column.items
            bottom = max(bottom, column.y)
        y = bottom
    return items, y


def _height(section: Section, palette: Palette, width: float, size: float, meanings: str) -> float:
    column = Column(palette, 0, 0, width, meanings=meanings)
    column.section(section, size)
    return column.y + _gap(section, size)


def _gap(section: Section, size: float) -> float:
    """The room under a section; a single sign without a heading belongs to the next."""
    return size * 0.7 if section.title or len(section.entries) > 1 else 0.0


def _split(heights: Sequence[float], columns: int) -> list[tuple[int, int]]:
    """Where to break a row of heights into so many runs that the highest run is as low as it can be."""
    count = len(heights)
    best: list[tuple[float, tuple[int, ...]]] = [(sum(heights[:end]), (end,)) for end in range(count + 1)]
    for _ in range(columns - 1):
        best = [
            min((max(best[cut][0], sum(heights[cut:end])), (*best[cut][1], end)) for cut in range(end + 1))
            for end in range(count + 1)
        ]
    ends = best[count][1]
    return list(zip((0, *ends[:-1]), ends, strict=True))
