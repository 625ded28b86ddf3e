"""Which part of the earth a picture shows, and where on the picture it lies."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from ..measure.map_ends import MAP_ENDS
from .drawing import Box
from .projection import DENSE, MERCATOR, RADIUS, Bounds, Projection, fitted_to
from .smooth import outline, polygons

Position = tuple[float, float, float]
"""Latitude, longitude and zoom of a web map."""

AROUND = 3.0
"""How far outside a dataset, in degrees, a position still makes sense."""

ZOOMS = (4.0, 16.0)
"""The widest and the closest zoom, if the dataset itself is neither wider nor smaller."""

POLEWARD = 60.0
"""Nearer to a pole than this latitude a picture is as detailed as here: the moving map would show the same land far larger."""

WORLD_PX = 256.0
"""Width of the whole globe at zoom 0 of a web map, in pixels."""

_GEOD = pyproj.Geod(ellps="WGS84")
_EARTH = 2 * math.pi * RADIUS


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
    if abs(latitude) > MAP_ENDS:
        return False  # a position is one of the moving map, which ends there
    inside = south - AROUND <= latitude <= north + AROUND and west - AROUND <= longitude <= east + AROUND
    whole = math.log2(360 / max(east - west, north - south))  # at it the dataset is as wide as a tile
    return inside and min(ZOOMS[0], whole - 1) <= zoom <= max(ZOOMS[1], whole + 4)


@dataclass(frozen=True)
class Viewport:
    """A box of the picture in logical pixels, and the point and scale of the map in it.

    The projection is that of the web map unless it is fitted to what is shown; distances are never measured in it. ``x``
    and ``y`` are the metres of the projection in the middle of the box, ``scale`` the pixels to a metre of it. ``clear``
    is the part of the box that nothing covers, where it is not all of it.
    """

    box: Box
    x: float
    y: float
    scale: float
    clear: Box | None = None
    projection: Projection = MERCATOR

    @classmethod
    def around(
        cls, bounds: Bounds, box: Box, margin: float = 0.0, projection: Projection | None = None
    ) -> Viewport:
        """The view that holds the bounds with ``margin`` pixels around them, as large as the box allows.

        Without a ``projection`` it has the one that is fitted to the bounds.
        """
        projection = projection or fitted_to(bounds)
        left, low, right, high = projection.corners(bounds)
        wide, tall = box[2] - box[0] - 2 * margin, box[3] - box[1] - 2 * margin
        scale = min(wide / max(right - left, 1.0), tall / max(high - low, 1.0))
        return cls(box, (left + right) / 2, (low + high) / 2, scale, projection=projection)

    @classmethod
    def at(cls, latitude: float, longitude: float, zoom: float, box: Box) -> Viewport:
        """The view of a web map with that middle and zoom."""
        (x,), (y,) = MERCATOR.forward(np.array([longitude]), np.array([latitude]))
        return cls(box, float(x), float(y), WORLD_PX * 2**zoom / _EARTH)

    @property
    def readable(self) -> Box:
        """The part of the box in which words can stand."""
        return self.clear or self.box

    def within(self, box: Box) -> Viewport:
        """The same map in a larger box, of which the box so far stays the part that nothing covers."""
        across = (box[0] + box[2] - self.box[0] - self.box[2]) / 2
        down = (box[1] + box[3] - self.box[1] - self.box[3]) / 2
        return replace(
            self, box=box, x=self.x + across / self.scale, y=self.y - down / self.scale, clear=self.box
        )

    @property
    def zoom(self) -> float:
        """The zoom of a web map with the same scale in its middle, of one no nearer to a pole than ``POLEWARD``."""
        scale = self.scale
        if self.projection.fitted:
            latitude = abs(self.middle[0])
            scale *= math.cos(math.radians(min(latitude, POLEWARD) if math.isfinite(latitude) else POLEWARD))
        return math.log2(scale * _EARTH / WORLD_PX)

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude in the middle of the box."""
        return self.position(self.x, self.y)

    def position(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude of a point of the projection; infinite beside the earth."""
        (longitude,), (latitude,) = self.projection.backward(np.array([x]), np.array([y]))
        return float(latitude), float(longitude)

    @property
    def bounds(self) -> Bounds:
        """The bounds of all that the box shows."""
        return self.bounds_of(self.box)

    def corners_of(self, box: Box) -> tuple[float, float, float, float]:
        """The least and the largest x and y of the projection in a part of the box."""
        middle, level = (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2
        left, right = (self.x + (edge - middle) / self.scale for edge in (box[0], box[2]))
        low, high = (self.y - (edge - level) / self.scale for edge in (box[3], box[1]))
        return left, low, right, high

    def bounds_of(self, box: Box) -> Bounds:
        """The bounds of what a part of the box shows."""
        if self.projection.fitted:
            west, south, east, north = self.window_of(box).bounds
            return south, west, north, east
        left, low, right, high = self.corners_of(box)
        south, west = self.position(left, low)
        north, east = self.position(right, high)
        return south, west, north, east

    def window_of(self, box: Box) -> BaseGeometry:
        """What a part of the box shows of the earth, as an area of longitude and latitude."""
        if self.projection.fitted:
            return _seen(self.projection, self.corners_of(box))
        south, west, north, east = self.bounds_of(box)
        return shapely.box(west, south, east, north)

    def is_even(self, box: Box, most: float) -> bool:
        """Whether a kilometre is nowhere in a part of the box more than ``most`` times as long as elsewhere, whatever its direction."""
        left, low, right, high = self.corners_of(box)
        points = [self.position(x, y) for x in np.linspace(left, right, 5) for y in np.linspace(low, high, 5)]
        if low < 0 < high and not self.projection.fitted:
            points.append((0.0, self.middle[1]))
        spread = [self.projection.spread(longitude, latitude) for latitude, longitude in points]
        return max(it[1] for it in spread) <= most * min(it[0] for it in spread)

    def cut(self, geometry: BaseGeometry) -> BaseGeometry:
        """The part of a geometry that the projection can show; mostly all of it."""
        return self.projection.cut(geometry)

    def put(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry of longitude and latitude, as far as it can be shown, where it lies on the picture."""
        return self.put_each([geometry])[0]

    def put_each(self, geometries: Sequence[BaseGeometry]) -> list[BaseGeometry]:
        """Geometries of longitude and latitude where they lie on the picture."""
        cut = [self.cut(it) for it in geometries]
        if not self.projection.fitted:
            return list(shapely.transform(np.array(cut, dtype=object), self.points)) if cut else []
        bent = shapely.segmentize(np.array(cut, dtype=object), DENSE)
        return [_mended(it) for it in shapely.transform(bent, self.points)]

    def edge(self, geometry: BaseGeometry) -> BaseGeometry:
        """The outline of an area on the picture, without the cuts that the longitudes of a file make."""
        return outline(self.put(geometry)) if self.projection.fitted else self.put(geometry.boundary)

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A point of longitude and latitude where it lies on the picture."""
        ((x, y),) = self.points(np.array([[longitude, latitude]]))
        return float(x), float(y)

    def kilometre(self) -> float:
        """Pixels to a kilometre on the ellipsoid, in the middle of the box, from west to east."""
        if self.projection.fitted:
            return self.scale * 1000  # these projections keep areas, so that this is true on the whole
        latitude, longitude = self.middle
        _, _, metres = _GEOD.inv(longitude - 0.05, latitude, longitude + 0.05, latitude)
        left, right = self.point(longitude - 0.05, latitude)[0], self.point(longitude + 0.05, latitude)[0]
        return (right - left) / (float(metres) / 1000)

    def points(self, coords: np.ndarray) -> np.ndarray:
        """Points of longitude and latitude, ``n x 2``, where they lie on the picture; infinite if they cannot be shown."""
        x, y = self.projection.forward(coords[:, 0], coords[:, 1])
        left, top, right, bottom = self.box
        placed = np.column_stack(
            (
                (left + right) / 2 + (x - self.x) * self.scale,
                (top + bottom) / 2 - (y - self.y) * self.scale,
            )
        )
        # what two cells share is bent alike in both directions only as far as numbers go
        return np.round(placed, 6) if self.projection.fitted else placed


@functools.lru_cache(maxsize=64)
def _seen(projection: Projection, corners: tuple[float, float, float, float]) -> BaseGeometry:
    return projection.seen(corners)


def _mended(geometry: BaseGeometry) -> BaseGeometry:
    """A geometry on the picture with the pieces joined that only the edge of longitudes had parted."""
    if shapely.get_dimensions(geometry) < 2:
        return geometry
    return shapely.union_all(polygons(shapely.make_valid(geometry)))
