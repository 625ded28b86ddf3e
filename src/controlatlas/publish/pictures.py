"""Small maps without a word on them, one for each day that pages show: they serve in every language."""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from ..picture.compose import map_without_words
from ..picture.drawing import Drawing
from ..picture.paint import pixels
from ..picture.spec import PictureSpec
from ..picture.viewport import Viewport
from ..records.model import Dataset, Event, Place
from .files import Site, SiteFile

SIZE = 480, 370
"""Width and height in logical pixels, as pages show it."""

SCALE = 1.25
"""Pixels of the file to a logical one."""

COLORS = 32
"""Colours of a file: those of the controllers, land, water and lines, and what lies between them at edges."""

LAYERS = frozenset(("districts", "mosaic", "corridors", "lines", "settlements"))


def picture_files(site: Site) -> Iterator[SiteFile]:
    """The picture of the default day and of each day on which an event changes control."""
    for day in days_of(site.dataset):
        yield SiteFile(picture_path(day), picture_of(site.dataset, day))


def picture_path(day: dt.date) -> str:
    """Where the picture of a day lies, under the base."""
    return f"pictures/{day.isoformat()}.webp"


def days_of(dataset: Dataset) -> list[dt.date]:
    """The days that have a picture."""
    changing = {event.when.latest for event in dataset.events if has_picture(dataset, event)}
    return sorted({dataset.default_day, *changing})


def has_picture(dataset: Dataset, event: Event) -> bool:
    """Whether the last possible day of an event has a picture: it changes control, and the dataset describes the day."""
    return bool(event.changes) and dataset.describes(event.when.latest)


def picture_of(dataset: Dataset, day: dt.date) -> bytes:
    """The land on a day as WebP without loss, which is a sixth smaller than as PNG."""
    image = _of_few_colors(map_without_words(dataset, PictureSpec(day, layers=LAYERS), _view(dataset)), SCALE)
    out = io.BytesIO()
    image.convert("RGB").save(out, "WEBP", lossless=True, quality=100, method=4)
    return out.getvalue()


def lean_png(drawing: Drawing, scale: float) -> bytes:
    """A drawing as PNG of few colours; ``scale`` are pixels of the file to a logical one."""
    out = io.BytesIO()
    _of_few_colors(drawing, scale).save(out, "PNG", compress_level=9)
    return out.getvalue()


def _of_few_colors(drawing: Drawing, scale: float) -> Image.Image:
    image = Image.fromarray(pixels(drawing, scale)).convert("RGB")
    # this way of choosing keeps the colours of small areas, which the usual one gives up
    return image.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def dot_of(dataset: Dataset, place: Place) -> tuple[float, float] | None:
    """Where a place lies on the pictures, from the left and from the top; ``None`` if it does not."""
    if place.geometry is None:
        return None
    point = place.geometry.representative_point()
    x, y = _view(dataset).point(point.x, point.y)
    if not (
        0 <= x <= SIZE[0] and 0 <= y <= SIZE[1]
    ):  # nor is it a number, where the projection cannot show it
        return None
    return round(x, 1), round(y, 1)


@functools.lru_cache(maxsize=8)
def _view(dataset: Dataset) -> Viewport:
    box = (0.0, 0.0, float(SIZE[0]), float(SIZE[1]))
    return replace(Viewport.around(dataset.bounds, box, 8.0), box=box)
