"""A still of the first map, which a browser shows before the libraries of the page have loaded."""

from __future__ import annotations

import functools
import importlib.resources
import json
import math
import pathlib
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Still:
    """The picture, and the width and height of what lies in the bounds and of the whole, in pixels of a web map at zoom 0."""

    png: bytes
    bounds: tuple[float, float]
    whole: tuple[float, float]


def still_of(theme: str) -> Still | None:
    """The still of the dataset that answers by default; ``None`` as long as this server has not opened it."""
    name = default_dataset()
    folder = available_datasets().get(name) if name is not None else None
    if folder is None:
        return None
    stamp = stamp_of(folder)
    dataset = opened(folder, stamp)
    return None if dataset is None else _still(folder, stamp, theme)


@functools.lru_cache(maxsize=4)
def _still(folder: pathlib.Path, stamp: str, theme: str) -> Still | None:
    dataset = opened(folder, stamp)
    return None if dataset is None else drawn(dataset, theme)


def drawn(dataset: Dataset, theme: str) -> Still:
    """The default day of a dataset as the moving map shows the whole of it."""
    wide, high = extent_at_zero(dataset.bounds)
    scale = SIDE / max(wide, high)
    whole = wide * WIDER, high * HIGHER
    box = 0.0, 0.0, round(whole[0] * scale), round(whole[1] * scale)
    south, west, north, east = dataset.bounds
    middle = middle_of(south, north)
    view = Viewport.at(middle, (west + east) / 2, math.log2(scale), box)
    drawing = map_without_words(dataset, PictureSpec(dataset.default_day, layers=LAYERS, theme=theme), view)
    return Still(lean_png(drawing, 1.0), (wide, high), whole)


def middle_of(south: float, north: float) -> float:
    """The latitude in the middle of two, as a web map shows them."""
    heights = [math.asinh(math.tan(math.radians(max(-MAP_ENDS, min(MAP_ENDS, it))))) for it in (south, north)]
    return math.degrees(math.atan(math.sinh(sum(heights) / 2)))


def markup() -> bytes:
    """What a page has at its beginning so that the still is seen; nothing as long as there is none."""
    found = still_of("light")
    if found is None:
        return b""
    sizes = as_html(json.dumps([found.bounds, found.whole]))
    return f"<div id='controlatlas-still' data-sizes='{sizes}' aria-hidden='true' hidden></div><script>{_SCRIPT}</script>".encode()
