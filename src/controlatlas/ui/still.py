"""A still of the first map, which a browser shows before the libraries of the page have loaded."""

from __future__ import annotations

import functools
import importlib.resources
import json
import math

from ..load import available_datasets, default_dataset
from ..load.stamp import stamp_of
from ..measure.map_ends import MAP_ENDS
from ..picture.compose import map_without_words
from ..picture.spec import PictureSpec
from ..picture.viewport import Viewport
from ..publish.pictures import LAYERS, lean_png
from ..records.model import Dataset
from ..style.density import extent_at_zero
from ..style.scripts import without_comments
from .parts.markup import as_html
from .state.datasets import opened

_SCRIPT = without_comments(
    importlib.resources.files(__package__).joinpath("still.js").read_text(encoding="utf-8")
)

WIDER, HIGHER = 2.0, 1.3
"""By how much the still shows more than what lies in the bounds: as a wide window does."""

SIDE = 620.0
"""The longer side of what lies in the bounds, in pixels of the still."""


def still_of(theme: str) -> bytes | None:
    """The picture of the dataset that answers by default; ``None`` as long as this server has not opened it."""
    dataset = _dataset()
    return None if dataset is None else drawn(dataset, theme)


def _dataset() -> Dataset | None:
    name = default_dataset()
    folder = available_datasets().get(name) if name is not None else None
    return None if folder is None else opened(folder, stamp_of(folder))


def extents_of(dataset: Dataset) -> tuple[tuple[float, float], tuple[float, float]]:
    """Width and height of what lies in the bounds, and of the whole still, in pixels of a web map at zoom 0."""
    wide, high = extent_at_zero(dataset.bounds)
    return (wide, high), (wide * WIDER, high * HIGHER)


@functools.lru_cache(maxsize=4)
def drawn(dataset: Dataset, theme: str) -> bytes:
    """The default day of a dataset as the moving map shows the whole of it, as a PNG."""
    bounds, whole = extents_of(dataset)
    scale = SIDE / max(bounds)
    box = 0.0, 0.0, round(whole[0] * scale), round(whole[1] * scale)
    south, west, north, east = dataset.bounds
    middle = middle_of(south, north)
    view = Viewport.at(middle, (west + east) / 2, math.log2(scale), box)
    drawing = map_without_words(dataset, PictureSpec(dataset.default_day, layers=LAYERS, theme=theme), view)
    return lean_png(drawing, 1.0)


def middle_of(south: float, north: float) -> float:
    """The latitude in the middle of two, as a web map shows them."""
    heights = [math.asinh(math.tan(math.radians(max(-MAP_ENDS, min(MAP_ENDS, it))))) for it in (south, north)]
    return math.degrees(math.atan(math.sinh(sum(heights) / 2)))


def markup() -> bytes:
    """What a page has at its beginning so that the still is asked for and seen; nothing as long as there is none."""
    dataset = _dataset()
    if dataset is None:
        return b""
    sizes = as_html(json.dumps(extents_of(dataset)))
    return f"<div id='controlatlas-still' data-sizes='{sizes}' aria-hidden='true' hidden></div><script>{_SCRIPT}</script>".encode()
