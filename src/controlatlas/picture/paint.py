"""A drawing put on paper by matplotlib: as an array of pixels, or as a page of a PDF."""

from __future__ import annotations

import functools
import io
import pathlib
from collections.abc import Iterator, Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox, Transform
from PIL import Image
from shapely.geometry.base import BaseGeometry

from ..style.marks import Outline
from .drawing import Dot, Drawing, DrawingLayer, Item, Raster, Spots, TextRun, VectorPath
from .fonts import face_of, properties, spaced, width_of

POINTS = 72
"""Points of a page in an inch."""


def pixels(drawing: Drawing, scale: float = 1.0, *, only: frozenset[str] | None = None) -> np.ndarray:
    """The drawing as ``height x width x 4`` bytes (RGBA), ``scale`` pixels to a logical one.

    ``only`` draws the layers with these ids, on a clear ground.
    """
    figure = Figure(
        figsize=(round(drawing.width * scale) / POINTS, round(drawing.height * scale) / POINTS), dpi=POINTS
    )
    canvas = FigureCanvasAgg(figure)
    figure.patch.set_visible(False)
    figure.add_artist(_Paint(drawing, scale, only))
    canvas.draw()  # type: ignore[no-untyped-call]
    found = np.array(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    # figure and canvas hold each other until Python looks for such rings; the picture inside must not wait for that
    del canvas.renderer
    return found


def pdf_page(drawing: Drawing, inches: float, metadata: Mapping[str, str]) -> bytes:
    """The drawing as a PDF of one page, ``inches`` wide, text as text and lines as lines; same drawing, same bytes.

    ``metadata`` holds Title, Subject, Author and Keywords.
    """
    from matplotlib.backends.backend_pdf import FigureCanvasPdf  # slow to load, and only pages need it

    scale = inches * POINTS / drawing.width
    figure = Figure(figsize=(inches, drawing.height * scale / POINTS), dpi=POINTS)
    figure.patch.set_visible(False)
    FigureCanvasPdf(figure)
    figure.add_artist(_Paint(drawing, scale, None))
    out = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42, "pdf.compression": 9}):
        figure.savefig(
            out,
            format="pdf",
            metadata={
                **metadata,
                "Creator": "Control Atlas",
                "Producer": None,
                "CreationDate": None,
                "ModDate": None,
            },
        )
    return out.getvalue()


class _Paint(Artist):
    """All layers of a drawing as one artist, so that their order is ours."""

    def __init__(self, drawing: Drawing, scale: float, only: frozenset[str] | None) -> None:
        super().__init__()
        self._drawing = drawing
        self._scale = scale
        self._only = only

    def draw(self, renderer: RendererBase) -> None:
        high = self._drawing.height
        # logical pixels, y downward, to points of the page, y upward
        place = Affine2D().scale(1, -1).translate(0, high).scale(self._scale)
        brush = _Brush(renderer, place, self._scale, high)
        if self._only is None:
            sheet = shapely.box(0, 0, self._drawing.width, high)
            brush.shape(VectorPath(sheet, fill=self._drawing.paper))
        for layer in self._drawing.layers:
            if self._only is None or layer.id in self._only:
                brush.layer(layer)


class _Brush:
    """Draws items with a renderer of matplotlib."""

    def __init__(self, renderer: RendererBase, place: Affine2D, scale: float, high: float) -> None:
        self.renderer = renderer
        self.place = place
        self.scale = scale
        self.high = high
        self.clip: Bbox | None = None
        # Agg draws text as bitmaps that stand on whole pixels; as paths it stands where it is measured
        self.as_paths = hasattr(renderer, "buffer_rgba")

    def layer(self, layer: DrawingLayer) -> None:
        self.clip = None
        if layer.clip is not None:
            left, top, right, bottom = layer.clip
            self.clip = Bbox(
                [
                    [left * self.scale, (self.high - bottom) * self.scale],
                    [right * self.scale, (self.high - top) * self.scale],
                ]
            )
        for item in layer.items:
            self.item(item)

    def item(self, item: Item) -> None:
        match item:
            case VectorPath():
                self.shape(item)
            case Dot():
                self.dot(item)
            case TextRun():
                self.text_run(item)
            case Raster():
                self.raster(item)
            case Spots():
                self._path(self.pen(None, 0, 1), discs(item), item.fill, 1)

    def pen(self, color: str | None, width: float, opacity: float, dash: Any = None) -> GraphicsContextBase:
        pen = self.renderer.new_gc()
        pen.set_linewidth(width * self.scale if color else 0)
        if color:
            pen.set_foreground(color)
        pen.set_alpha(opacity)
        pen.set_antialiased(True)
        pen.set_snap(False)
        if dash:
            pen.set_dashes(0, [part * self.scale for part in dash])
        if self.clip is not None:
            pen.set_clip_rectangle(self.clip)
        return pen

    def shape(self, item: VectorPath) -> None:
        path = path_of(item.geometry)
        if not len(np.asarray(path.vertices)):
            return
        pen = self.pen(item.stroke, item.width, item.opacity, item.dash)
        pen.set_joinstyle("round")
        pen.set_capstyle("round" if item.round and not item.dash else "butt")
        self._path(pen, path, item.fill, item.opacity)

    def _path(
        self,
        pen: GraphicsContextBase,
        path: Path,
        fill: str | None,
        opacity: float,
        place: Transform | None = None,
    ) -> None:
        face = (*to_rgb(fill), opacity) if fill else None
        self.renderer.draw_path(pen, path, place or self.place, face)
        pen.restore()

    def dot(self, item: Dot) -> None:
        circle = _circle() if item.sign is None else _closed(item.sign)
        put = Affine2D().scale(item.r).translate(item.x, item.y) + self.place
        if item.half:
            self._path(self.pen(None, 0, 1), circle, item.fill, item.opacity, put)
            half = Path.wedge(-45, 135) if item.sign is None else _closed(item.lower_half)
            self._path(self.pen(None, 0, 1), half, item.half, item.opacity, put)
            self._path(self.pen(item.stroke, item.width, item.opacity, item.dash), circle, None, 1, put)
        else:
            pen = self.pen(item.stroke, item.width, item.opacity, item.dash)
            self._path(pen, circle, item.fill, item.opacity, put)

    def text_run(self, item: TextRun) -> None:
        wide = width_of(item.text, item.size, item.face, item.spacing)
        x = item.x - {"start": 0.0, "middle": wide / 2, "end": wide}[item.anchor]
        for text, at in _pieces(item, x):
            self._text(item, text, at)

    def _text(self, item: TextRun, text: str, x: float) -> None:
        found = face_of(item.text, item.face)
        size = item.size * found.scale
        if item.halo or self.as_paths:
            path = text_path(text, str(found.path))
            grow = size / text_to_path.FONT_SCALE
            put = Affine2D().scale(grow, -grow).translate(x, item.y) + self.place
            if item.halo:
                pen = self.pen(item.halo, max(2.2, size * 0.24), 0.85)
                pen.set_joinstyle("round")
                self._path(pen, path, None, 1, put)
            if self.as_paths:
                self._path(self.pen(None, 0, 1), path, item.color, 1, put)
                return
        font = properties(found.path).copy()
        font.set_size(size * self.scale)
        pen = self.pen(item.color, 1, 1)
        self.renderer.draw_text(
            pen, x * self.scale, (self.high - item.y) * self.scale, text, font, 0, ismath=False
        )
        pen.restore()

    def raster(self, item: Raster) -> None:
        left, top, right, bottom = item.box
        pen = self.pen(None, 0, 1)
        wide, high = (right - left) * self.scale, (bottom - top) * self.scale
        image = np.array(item.pixels[::-1])
        if self.as_paths:
            image = _stretched(image, max(1, round(wide)), max(1, round(high)))
            self.renderer.draw_image(
                pen, round(left * self.scale), round((self.high - bottom) * self.scale), image
            )
        else:
            put = Affine2D().scale(wide, high)
            put = put.translate(left * self.scale, (self.high - bottom) * self.scale)
            stretch = Affine2D().scale(wide, high)
            self.renderer.draw_image(
                pen, left * self.scale, (self.high - bottom) * self.scale, image, stretch
            )
        pen.restore()


def path_of(geometry: BaseGeometry) -> Path:
    """A geometry as one path of matplotlib: rings closed, lines open."""
    vertices: list[np.ndarray] = []
    codes: list[np.ndarray] = []
    for coords, closed in strings(geometry):
        kinds = np.full(len(coords), Path.LINETO, dtype=Path.code_type)
        kinds[0] = Path.MOVETO
        if closed:
            kinds[-1] = Path.CLOSEPOLY
        vertices.append(coords)
        codes.append(kinds)
    if not vertices:
        return Path(np.empty((0, 2)))
    return Path(np.concatenate(vertices), np.concatenate(codes))


def discs(item: Spots) -> Path:
    """Discs as one path, each a polygon of twelve corners."""
    turns = np.linspace(0, 2 * np.pi, 13)
    ring = item.r * np.column_stack((np.cos(turns), np.sin(turns)))
    vertices = (item.points[:, None, :] + ring[None, :, :]).reshape(-1, 2)
    codes = np.full(len(ring), Path.LINETO, dtype=Path.code_type)
    codes[0], codes[-1] = Path.MOVETO, Path.CLOSEPOLY
    return Path(vertices, np.tile(codes, len(item.points)))


def strings(geometry: BaseGeometry) -> list[tuple[np.ndarray, bool]]:
    """The rings and lines of a geometry, each with whether it is closed; rings come first."""
    parts = np.atleast_1d(shapely.get_parts(geometry))
    while (kinds := shapely.get_type_id(parts)).size and kinds.max() > shapely.GeometryType.POLYGON:
        parts = shapely.get_parts(parts)
    areas = kinds == shapely.GeometryType.POLYGON
    drawn = areas | (kinds == shapely.GeometryType.LINESTRING) | (kinds == shapely.GeometryType.LINEARRING)
    # Agg leaves a hole only where it turns the other way
    rings = shapely.get_rings(shapely.orient_polygons(parts[areas]))
    lines = parts[drawn & ~areas]
    pieces = np.concatenate((rings, lines))
    pieces = pieces[~shapely.is_empty(pieces)]
    if not len(pieces):
        return []
    coords, index = shapely.get_coordinates(pieces, return_index=True)
    closed = shapely.get_type_id(pieces) == shapely.GeometryType.LINEARRING
    ends = np.flatnonzero(np.diff(index)) + 1
    found = zip(np.split(coords, ends), closed, strict=True)
    return [(points, bool(ring)) for points, ring in found if len(points) > 1]


def glyphs(item: TextRun) -> Iterator[tuple[str, list[float]]]:
    """The outlines of a text where it stands: commands of an SVG path (M, L, Q, C, Z), each with its points."""
    found = face_of(item.text, item.face)
    wide = width_of(item.text, item.size, item.face, item.spacing)
    start = item.x - {"start": 0.0, "middle": wide / 2, "end": wide}[item.anchor]
    grow = item.size * found.scale / text_to_path.FONT_SCALE
    names = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}
    for text, x in _pieces(item, start):
        path = text_path(text, str(found.path))
        put = path.transformed(Affine2D().scale(grow, -grow).translate(x, item.y))
        for points, code in put.iter_segments(simplify=False):
            name = names[code]
            yield name, [] if name == "Z" else [float(number) for number in points]


@functools.lru_cache(maxsize=8192)
def text_path(text: str, file: str) -> Path:
    """The outlines of a line of text at the size of ``text_to_path``, y upward."""
    vertices, codes = text_to_path.get_text_path(_font(file), text, ismath=False)
    return Path(np.asarray(vertices, dtype=float).reshape(-1, 2), codes)


@functools.cache
def _font(file: str) -> Any:
    return properties(pathlib.Path(file))


@functools.cache
def _circle() -> Path:
    return Path.unit_circle()


def _closed(corners: Outline) -> Path:
    """A path round corners."""
    return Path([*corners, corners[0]], closed=True)


def _pieces(item: TextRun, x: float) -> list[tuple[str, float]]:
    """The text, letter by letter if they are spaced, each with where it begins."""
    if not item.spacing:
        return [(item.text, x)]
    found = []
    for letter, far in spaced(item.text, item.size, item.face, item.spacing):
        found.append((letter, x))
        x += far
    return found


def _stretched(image: np.ndarray, wide: int, high: int) -> np.ndarray:
    return np.array(Image.fromarray(image).resize((wide, high), Image.Resampling.BICUBIC))
