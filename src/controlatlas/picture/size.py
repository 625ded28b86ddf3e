"""How large a picture is: in pixels for screens, in millimetres for paper, and how large its letters are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..language.catalogue import Translator, mark, translator
from ..records.errors import ExportError

SMALLEST, LARGEST = 240, 12000
"""Shortest and longest side of a picture, in pixels."""

MOST_PIXELS = 100_000_000
"""How many pixels a picture can have in all."""

LONGEST = 4.0
"""How many times longer one side can be than the other."""

PRINT_DPI = 300
_LOGICAL_DPI = 12 * 72 / 7.02
"""Logical pixels to an inch of paper: with it the smallest letters, of 12 pixels, are 7 points high."""

MM = 25.4
"""Millimetres in an inch."""


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels, and how many pixels a logical one has, which says how large letters are.

    ``mm`` is width and height on paper, for sizes meant for print. ``safe`` are the parts of the height at the top and at
    the foot that an app covers with its buttons, and that therefore hold no words.
    """

    id: str
    width: int
    height: int
    scale: float
    mm: tuple[float, float] | None = None
    safe: tuple[float, float] = (0.0, 0.0)

    @property
    def logical(self) -> tuple[float, float]:
        """Width and height in logical pixels."""
        return self.width / self.scale, self.height / self.scale

    @property
    def inches(self) -> float:
        """Width on paper: as said in millimetres, else at 96 pixels to an inch."""
        return self.mm[0] / MM if self.mm else self.width / 96


def _screen(width: int, height: int, scale: float, safe: tuple[float, float] = (0.0, 0.0)) -> Size:
    return Size(f"{width}x{height}", width, height, scale, safe=safe)


def _paper(key: str, width: float, height: float) -> Size:
    pixels = [round(side / MM * PRINT_DPI) for side in (width, height)]
    return Size(key, pixels[0], pixels[1], PRINT_DPI / _LOGICAL_DPI, (width, height))


PRESETS: Mapping[str, Size] = {
    size.id: size
    for size in (
        _screen(1200, 675, 1.0),
        _screen(1920, 1080, 1.6),
        _screen(1080, 1080, 1.6),
        _screen(1080, 1350, 1.6),
        _screen(1080, 1920, 2.25, safe=(0.14, 0.2)),
        Size("phone", 720, 1680, 2.0),
        _screen(1280, 720, 16 / 15),
        _screen(800, 450, 2 / 3),
        _paper("column-85", 85, 200),
        _paper("column-176", 176, 160),
        _paper("a4", 297, 210),
        _paper("a4-portrait", 210, 297),
        _paper("a3", 420, 297),
    )
}
"""The sizes offered by name; any other is written as ``1200x675`` or ``176x120mm``."""

LABELS: Mapping[str, str] = {
    "1200x675": mark("1200 × 675: article, link preview"),
    "1920x1080": mark("1920 × 1080: full screen, video"),
    "1080x1080": mark("1080 × 1080: square post"),
    "1080x1350": mark("1080 × 1350: upright post"),
    "1080x1920": mark("1080 × 1920: story"),
    "phone": mark("360 pixels wide, twice as fine: column on a phone"),
    "1280x720": mark("1280 × 720: video"),
    "800x450": mark("800 × 450: small clip"),
    "column-85": mark("85 mm wide: one column in print, 300 dpi"),
    "column-176": mark("176 mm wide: two columns in print, 300 dpi"),
    "a4": mark("A4, wide"),
    "a4-portrait": mark("A4, upright"),
    "a3": mark("A3, wide"),
}

_FORM = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[x×*]\s*(-?\d+(?:\.\d+)?)\s*(mm|px)?\s*", re.IGNORECASE)


def read_size(text: str, times: int = 1, t: Translator | None = None) -> Size:
    """The size that a text names, ``times`` as fine; raise ``ExportError`` with what is allowed."""
    t = t or translator("en")
    size = PRESETS.get(text.strip().casefold()) or _own(text, t)
    if times not in (1, 2, 3):
        raise ExportError([t("“{text}” is not among: {all}.", text=times, all="1, 2, 3")])
    if times > 1:
        size = replace(
            size,
            id=f"{size.id}@{times}x",
            width=size.width * times,
            height=size.height * times,
            scale=size.scale * times,
        )
    _check(size, text, t)
    return size


def even(size: Size) -> Size:
    """The size for a video, whose sides must be even numbers of pixels."""
    return replace(size, width=size.width - size.width % 2, height=size.height - size.height % 2)


def _own(text: str, t: Translator) -> Size:
    found = _FORM.fullmatch(text)
    if not found:
        raise ExportError(
            [
                t(
                    "“{text}” is no size. Write width and height, as in 1200x675 or 176x120mm, or one of: {names}.",
                    text=text[:40],
                    names=", ".join(PRESETS),
                )
            ]
        )
    width, height = float(found[1]), float(found[2])
    if (found[3] or "").casefold() == "mm":
        if width <= 0 or height <= 0 or max(width, height) > 2000:
            raise ExportError([_range(text, t)])
        return _paper(f"{found[1]}x{found[2]}mm", width, height)
    return Size(
        f"{round(width)}x{round(height)}",
        round(width),
        round(height),
        max(0.8, min(width / 1200, height / 675)),
    )


def _check(size: Size, text: str, t: Translator) -> None:
    short, long = sorted((size.width, size.height))
    if short < SMALLEST or long > LARGEST or size.width * size.height > MOST_PIXELS:
        raise ExportError([_range(text, t)])
    if long > LONGEST * short:
        raise ExportError(
            [
                t(
                    "“{text}” is too long and narrow: one side can be at most {n} times the other.",
                    text=text[:40],
                    n=4,
                )
            ]
        )


def _range(text: str, t: Translator) -> str:
    return t(
        "“{text}” is no size that can be drawn: each side from {least} to {most} pixels, {all} million pixels in all.",
        text=text[:40],
        least=SMALLEST,
        most=t.number(LARGEST),
        all=MOST_PIXELS // 1_000_000,
    )
