"""A picture as a list of things to draw, before any file format: shapes, dots, words and rasters in named layers.

Coordinates are logical pixels, the origin at the top left, y downward. One list is painted to PNG, SVG and PDF, so
the three cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..style.marks import Outline

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

LEAST = 12.0
"""Height of the smallest letters, in logical pixels; the sizes see to it that they can be read on a phone and on paper."""


@dataclass(frozen=True, slots=True)
class VectorPath:
    """A polygon or line. ``dash`` is length and gap; colours are ``#rrggbb``, ``None`` draws nothing."""

    geometry: BaseGeometry
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, float] | None = None
    opacity: float = 1.0
    round: bool = True


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc with an outline. ``half``: its lower right half in this colour. ``sign``: these corners instead, in radii."""

    x: float
    y: float
    r: float
    fill: str
    stroke: str
    width: float = 0.9
    dash: tuple[float, float] | None = None
    half: str | None = None
    opacity: float = 1.0
    sign: Outline | None = None

    @property
    def lower_half(self) -> Outline:
        """The corners of the lower right half of its sign."""
        side = shapely.Polygon([(-9, 9), (9, -9), (9, 9)])
        half = shapely.Polygon(self.sign).intersection(side)
        return tuple((x, y) for x, y in half.exterior.coords)[:-1]


@dataclass(frozen=True, slots=True)
class TextRun:
    """A line of text. ``y`` is its base line, ``x`` its start, middle or end as ``anchor`` says.

    ``face`` is a key of ``fonts.FACES``; ``spacing`` are pixels between letters; ``halo`` is the colour behind it.
    ``follows``: it goes on where the text before it ends, and is one text with it. ``lean``: on which side what it
    names lies, for programs that draw it in other letters, which may be wider.
    """

    text: str
    x: float
    y: float
    size: float
    face: str = "sans"
    color: str = "#000000"
    anchor: str = "start"
    halo: str | None = None
    spacing: float = 0.0
    follows: bool = False
    lean: str = "start"


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """An image of ``height x width x 4`` bytes (RGBA), stretched over a box."""

    pixels: np.ndarray
    box: Box


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Many small discs of one size and colour; ``points`` is an array of ``n x 2`` middles."""

    points: np.ndarray
    r: float
    fill: str


Item = VectorPath | Dot | TextRun | Raster | Spots


@dataclass(frozen=True, slots=True)
class DrawingLayer:
    """Things drawn together; ``name`` is what the layer is called in an editor of vector graphics.

    ``clip`` is the box outside which nothing of it is drawn.
    """

    id: str
    name: str
    items: tuple[Item, ...]
    clip: Box | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture: its size in logical pixels, the colour of the paper, and its layers, the lowest first."""

    width: float
    height: float
    paper: str
    layers: tuple[DrawingLayer, ...]

    def texts(self) -> Iterator[tuple[DrawingLayer, TextRun]]:
        """All texts in it, each with its layer."""
        for layer in self.layers:
            for item in layer.items:
                if isinstance(item, TextRun):
                    yield layer, item


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share any point inside."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
