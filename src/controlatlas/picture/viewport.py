"""Which part of the earth a picture shows, and where on the picture it lies."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from .drawing import Box

Bounds = tuple[float, float, float, float]
"""South, west, north, east in degrees."""

Position = tuple[float, float, float]
"""Latitude, longitude and zoom of a web map."""

AROUND = 3.0
"""How far outside a dataset, in degrees, a position still makes sense."""

ZOOMS = (4.0, 16.0)
"""The widest and the closest zoom, if the dataset itself is neither wider nor smaller."""

FARTHEST = 85.0
"""Latitude up to which the projection of the map goes."""

WORLD_PX = 256.0
"""Width of the whole globe at zoom 0 of a web map, in pixels."""

_GEOD = pyproj.Geod(ellps="WGS84")
_EARTH = 2 * math.pi * 6378137.0


def turned_to(bounds: Bounds, position: Position) -> Position:
    """A position with its longitude on the side of the 180th meridian on which the map goes on."""
    latitude, longitude, zoom = position
    middle = (bounds[1] + bounds[3]) / 2
    return latitude, longitude + 360 * round((middle - longitude) / 360), zoom


def is_near(bounds: Bounds, position: Position) -> bool:
    """Whether a position shows something of what lies in the bounds; one that is no number does not."""
    if not all(map(math.isfinite, position)):
        return False
    south, west, north, east = bounds
    latitude, longitude, zoom = turned_to(bounds, position)
    inside = south - AROUND <= latitude <= north + AROUND and west - AROUND <= longitude <= east + AROUND
    whole = math.log2(360 / max(east - west, north - south))  # at it the dataset is as wide as a tile
    return inside and min(ZOOMS[0], whole - 1) <= zoom <= max(ZOOMS[1], whole + 4)


def on_the_map(geometry: BaseGeometry) -> BaseGeometry:
    """The part of a geometry that the projection can show; mostly all of it."""
    bounds = geometry.bounds
    if geometry.is_empty or max(-bounds[1], bounds[3]) <= FARTHEST:
        return geometry
    return shapely.clip_by_rect(geometry, -720, -FARTHEST, 720, FARTHEST)


@dataclass(frozen=True)
class Viewport:
    """A box of the picture in logical pixels, and the point and scale of the map in it.

    The projection is that of the web map (EPSG:3857), so that a picture has the shapes that readers know; distances
    are never measured in it. ``x`` and ``y`` are the metres of the projection in the middle of the box, ``scale``
    the pixels to a metre of it. ``clear`` is the part of the box that nothing covers, where it is not all of it.
    """

    box: Box
    x: float
    y: float
    scale: float
    clear: Box | None = None

    @classmethod
    def around(cls, bounds: Bounds, box: Box, margin: float = 0.0) -> Viewport:
        """The view that holds the bounds with ``margin`` pixels around them, as large as the box allows."""
        south, west, north, east = bounds
        (left, right), (low, high) = _project([west, east], [south, north])
        wide, tall = box[2] - box[0] - 2 * margin, box[3] - box[1] - 2 * margin
        scale = min(wide / max(right - left, 1.0), tall / max(high - low, 1.0))
        return cls(box, (left + right) / 2, (low + high) / 2, scale)

    @classmethod
    def at(cls, latitude: float, longitude: float, zoom: float, box: Box) -> Viewport:
        """The view of a web map with that middle and zoom."""
        (x,), (y,) = _project([longitude], [latitude])
        return cls(box, x, y, WORLD_PX * 2**zoom / _EARTH)

    @property
    def readable(self) -> Box:
        """The part of the box in which words can stand."""
        return self.clear or self.box

    def within(self, box: Box) -> Viewport:
        """The same map in a larger box, of which the box so far stays the part that nothing covers."""
        across = (box[0] + box[2] - self.box[0] - self.box[2]) / 2
        down = (box[1] + box[3] - self.box[1] - self.box[3]) / 2
        return Viewport(box, self.x + across / self.scale, self.y - down / self.scale, self.scale, self.box)

    @property
    def zoom(self) -> float:
        """The zoom of a web map with the same scale."""
        return math.log2(self.scale * _EARTH / WORLD_PX)

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude in the middle of the box."""
        longitude, latitude = _backward(self.x, self.y)
        return latitude, longitude

    @property
    def bounds(self) -> Bounds:
        """The bounds of all that the box shows."""
        return self.bounds_of(self.box)

    def bounds_of(self, box: Box) -> Bounds:
        """The bounds of what a part of the box shows."""
        middle, level = (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2
        left = self.x + (box[0] - middle) / self.scale
        right = self.x + (box[2] - middle) / self.scale
        west, south = _backward(left, self.y - (box[3] - level) / self.scale)
        east, north = _backward(right, self.y - (box[1] - level) / self.scale)
        return south, west, north, east

    def put(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry of longitude and latitude where it lies on the picture."""
        return shapely.transform(geometry, self._place)

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A point of longitude and latitude where it lies on the picture."""
        ((x, y),) = self._place(np.array([[longitude, latitude]]))
        return float(x), float(y)

    def kilometre(self) -> float:
        """Pixels to a kilometre on the ellipsoid, in the middle of the box, from west to east."""
        latitude, longitude = self.middle
        _, _, metres = _GEOD.inv(longitude - 0.05, latitude, longitude + 0.05, latitude)
        left, right = self.point(longitude - 0.05, latitude)[0], self.point(longitude + 0.05, latitude)[0]
        return (right - left) / (float(metres) / 1000)

    def _place(self, coords: np.ndarray) -> np.ndarray:
        x, y = _mercator(coords[:, 0], coords[:, 1])
        left, top, right, bottom = self.box
        return np.column_stack(
            (
                (left + right) / 2 + (np.asarray(x) - self.x) * self.scale,
                (top + bottom) / 2 - (np.asarray(y) - self.y) * self.scale,
            )
        )


_RADIUS = 6378137.0


def _mercator(longitudes: np.ndarray, latitudes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Metres of EPSG:3857. Longitudes run on over the 180th meridian, which a library would turn round."""
    x = _RADIUS * np.radians(longitudes)
    y = _RADIUS * np.arcsinh(np.tan(np.radians(latitudes)))
    return x, y


def _project(longitudes: list[float], latitudes: list[float]) -> tuple[list[float], list[float]]:
    x, y = _mercator(np.array(longitudes), np.array(latitudes))
    return [float(it) for it in x], [float(it) for it in y]


def _backward(x: float, y: float) -> tuple[float, float]:
    return math.degrees(x / _RADIUS), math.degrees(math.atan(math.sinh(y / _RADIUS)))
