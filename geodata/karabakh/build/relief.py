"""The relief picture: black shadow and white light with transparency, for light and dark backgrounds."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

BOX = (44.3, 38.1, 49.3, 41.8)
WIDTH = 800
"""Pixels; the source has 150 in this box, so the picture is soft on purpose."""

STRENGTH = 1.9
EDGE = 0.08
"""Share of the picture over which it fades at each side."""

LEVELS = 24
"""Steps of transparency; fewer make a smaller file."""


def write_relief(raw: Path, path: Path) -> tuple[int, int]:
    """Write the picture in Web Mercator rows for exactly `BOX`; returns its size in pixels."""
    folder = raw / "basemap-relief"
    shade = _read(folder / "shadedrelief.png", folder / "shadedrelief_extent.json")
    local = shade - _blurred(shade, 60)
    value = np.clip(local * STRENGTH, -200, 200)
    value *= _fade(value.shape)
    alpha = np.round(np.abs(value) / 255 * LEVELS) / LEVELS * 255
    pixels = np.dstack([np.where(value > 0, 255, 0), alpha]).astype(np.uint8)
    pixels[..., 0][pixels[..., 1] == 0] = 0
    picture = Image.fromarray(pixels, mode="LA")
    picture.save(path, optimize=True)
    return picture.size


def _read(picture: Path, extent: Path) -> NDArray[np.float64]:
    """The grey values resampled to `BOX`, rows evenly spaced in Web Mercator."""
    edges = json.loads(extent.read_text(encoding="utf-8"))
    with Image.open(picture) as image:
        grey = image.convert("L")
    west, south, east, north = BOX
    scale = grey.width / (edges["east"] - edges["west"])
    corners = (west - edges["west"], edges["north"] - north, east - edges["west"], edges["north"] - south)
    crop = tuple(max(0.0, corner * scale) for corner in corners)
    mercator = [np.arcsinh(np.tan(np.radians(latitude))) for latitude in (north, south)]
    height = round(WIDTH * (mercator[0] - mercator[1]) / np.radians(east - west))
    plain = grey.resize((WIDTH, 2 * height), Image.Resampling.BICUBIC, box=crop)
    latitude = np.degrees(np.arctan(np.sinh(np.linspace(*mercator, height))))
    rows = np.clip((north - latitude) / (north - south) * (2 * height - 1), 0, 2 * height - 1)
    smooth = plain.filter(ImageFilter.GaussianBlur(2))
    return np.asarray(smooth, dtype=float)[np.round(rows).astype(int)]


def _fade(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """One inside, falling to nothing at the edges, so that the picture has no visible border."""
    ramps = [np.clip(np.minimum(np.arange(n), np.arange(n)[::-1]) / (EDGE * n), 0, 1) for n in shape[:2]]
    return np.outer(*[ramp * ramp * (3 - 2 * ramp) for ramp in ramps])


def _blurred(values: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    picture = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(radius)), dtype=float)
