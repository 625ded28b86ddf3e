"""How a part of the earth is laid on a picture: as on the moving map, or fitted where that would distort or end.

The moving map is in Mercator's projection, which has no poles and draws the far north larger than it is. Where a picture
would show a pole, or land twice as large at one edge as at the other, its projection keeps areas true instead: Albers'
cone on one hemisphere, Lambert's azimuthal round a pole, Equal Earth on both hemispheres.
"""

from __future__ import annotations

import functools
import itertools
import math
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
import shapely.affinity
from shapely.geometry.base import BaseGeometry

from ..measure.map_ends import MAP_ENDS

Bounds = tuple[float, float, float, float]
"""South, west, north, east in degrees."""

STRETCHED = 2.0
"""How many times longer a kilometre may be at one edge of a view than at the other in Mercator's projection."""

WIDEST = 180.0
"""A view of one hemisphere that is wider than this, in degrees, is seen from its pole."""

DENSE = 1.0
"""A straight line of longitude and latitude is bent at least so often, in degrees."""

BEYOND_EQUATOR = 25.0
"""So far beyond the equator, in degrees, a view from a pole goes."""

RAYS = 721
"""Along how many lines the part of the earth in a box is found."""

RADIUS = 6378137.0
"""Of the sphere of Mercator's projection, in metres."""

ALBERS, LAMBERT, EQUAL_EARTH = "albers", "lambert", "equal-earth"
"""The names of projections that are fitted to what is shown."""

_SEAM = 1e-9
"""Land is cut so near the meridian opposite to the middle that both sides of the cut know theirs, in degrees."""


@dataclass(frozen=True)
class Projection:
    """A projection by its definition in the words of PROJ and its name, both empty for Mercator's.

    ``middle`` is the longitude that runs straight down the picture. ``along`` says what is a straight line on the picture
    from edge to edge: meridians, or parallels.
    """

    definition: str = ""
    name: str = ""
    middle: float = 0.0
    lowest: float = -MAP_ENDS
    highest: float = MAP_ENDS
    along: str = "meridians"

    @property
    def fitted(self) -> bool:
        """Whether it is another than that of the moving map."""
        return bool(self.definition)

    def forward(self, longitudes: np.ndarray, latitudes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Metres on the plane. In Mercator's, longitudes run on over the 180th meridian, which a library would turn round."""
        if not self.fitted:
            return RADIUS * np.radians(longitudes), RADIUS * np.arcsinh(np.tan(np.radians(latitudes)))
        x, y = _proj(self.definition)(longitudes, latitudes)
        return np.asarray(x), np.asarray(y)

    def backward(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Longitudes and latitudes, infinite for what is not on the earth."""
        if not self.fitted:
            return np.degrees(x / RADIUS), np.degrees(np.arctan(np.sinh(y / RADIUS)))
        longitudes, latitudes = _proj(self.definition)(x, y, inverse=True)
        return np.asarray(longitudes), np.asarray(latitudes)

    def cut(self, geometry: BaseGeometry) -> BaseGeometry:
        """The part of a geometry that can be shown; mostly all of it."""
        if not self.fitted:
            bounds = geometry.bounds
            if geometry.is_empty or max(-bounds[1], bounds[3]) <= MAP_ENDS:
                return geometry
            return shapely.clip_by_rect(geometry, -720, -MAP_ENDS, 720, MAP_ENDS)
        half = 180 - _SEAM
        turns = [
            shapely.clip_by_rect(
                geometry, self.middle - half + turn, self.lowest, self.middle + half + turn, self.highest
            )
            for turn in (-360, 0, 360)
        ]
        found = [part for it in turns if not it.is_empty for part in shapely.get_parts(it)]
        return found[0] if len(found) == 1 else shapely.GeometryCollection(found)

    def spread(self, longitude: float, latitude: float) -> tuple[float, float]:
        """By how much a kilometre there is drawn too short, and too long, in the direction where it is most so."""
        if not self.fitted:
            shrunk = math.cos(math.radians(latitude))
            return 1 / shrunk, 1 / shrunk
        if not math.isfinite(longitude):
            return 0.0, math.inf
        found = _proj(self.definition).get_factors(longitude, latitude)
        return float(found.tissot_semiminor), float(found.tissot_semimajor)

    def corners(self, bounds: Bounds) -> tuple[float, float, float, float]:
        """The least and the largest x and y of what lies in bounds."""
        south, west, north, east = bounds
        if not self.fitted:
            xs, ys = self.forward(np.array([west, east]), np.array([south, north]))
        else:
            edge = shapely.segmentize(shapely.box(west, south, east, north).exterior, (east - west) / 90)
            lying = shapely.get_coordinates(edge)
            xs, ys = self.forward(lying[:, 0], np.clip(lying[:, 1], self.lowest, self.highest))
        return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())

    def seen(self, corners: tuple[float, float, float, float]) -> BaseGeometry:
        """The part of the earth, in longitude and latitude, of which a box of x and y shows something."""
        box = shapely.box(*corners)
        low, high = self.middle - 180 + 1e-6, self.middle + 180 - 1e-6
        if self.along == "parallels":
            low, high = self.lowest, self.highest
        for _ in range(2):
            steps = np.linspace(low, high, RAYS)
            found = self._inside(steps, box)
            if not found:
                return shapely.Polygon()
            width = steps[1] - steps[0]
            low, high = max(low, found[0][0] - width), min(high, found[-1][0] + width)
        strips = []
        for (step, (a, b)), (following, (c, d)) in itertools.pairwise(found):
            if following - step < 1.5 * width:
                strips.append(shapely.Polygon([(step, a), (step, b), (following, d), (following, c)]))
        area = shapely.union_all(shapely.make_valid(np.array(strips, dtype=object)))
        if self.along == "parallels":
            area = shapely.transform(area, lambda it: it[:, ::-1])
        turned = [shapely.affinity.translate(area, turn) for turn in (-360, 0, 360)]
        return shapely.union_all(turned)

    def _inside(self, steps: np.ndarray, box: BaseGeometry) -> list[tuple[float, tuple[float, float]]]:
        """Which meridians, or parallels, run in a box, each with from where to where."""
        fixed, number = np.repeat(steps, 2), len(steps)
        if self.along == "parallels":
            ends = np.tile([self.middle - 180 + 1e-6, self.middle + 180 - 1e-6], number), fixed
        else:
            ends = fixed, np.tile([self.lowest, self.highest], number)
        rays = shapely.linestrings(np.column_stack(self.forward(*ends)).reshape(number, 2, 2))
        parts = shapely.intersection(rays, box)
        met = np.flatnonzero(shapely.length(parts) > 0)
        if not met.size:
            return []
        points, which = shapely.get_coordinates(parts[met], return_index=True)
        longitudes, latitudes = self.backward(points[:, 0], points[:, 1])
        lying = latitudes
        if self.along == "parallels":
            lying = self.middle + (longitudes - self.middle + 180) % 360 - 180
        first = np.flatnonzero(np.diff(which, prepend=-1))
        lowest, highest = np.minimum.reduceat(lying, first), np.maximum.reduceat(lying, first)
        return [
            (float(step), (float(low), float(high)))
            for step, low, high in zip(steps[met], lowest, highest, strict=True)
        ]


MERCATOR = Projection()
"""The projection of the moving map, EPSG:3857: a picture has the shapes that readers know."""


@functools.lru_cache(maxsize=32)
def fitted_to(bounds: Bounds) -> Projection:
    """The projection in which a part of the earth is shown."""
    south, west, north, east = bounds
    shrunk = [math.cos(math.radians(it)) for it in (south, north)]
    longest = 1.0 if south < 0 < north else max(shrunk)
    if max(-south, north) <= MAP_ENDS and longest <= STRETCHED * min(shrunk):
        return MERCATOR
    middle = round((west + east) / 2, 6)
    if south < -BEYOND_EQUATOR / 2 and north > BEYOND_EQUATOR / 2:
        return Projection(
            f"+proj=eqearth +lon_0={middle} +ellps=WGS84", EQUAL_EARTH, middle, -90, 90, "parallels"
        )
    northern = north + south > 0
    low, high = (-BEYOND_EQUATOR, 90.0) if northern else (-90.0, BEYOND_EQUATOR)
    if max(-south, north) > MAP_ENDS or east - west > WIDEST:
        pole = 90 if northern else -90
        return Projection(
            f"+proj=laea +lat_0={pole} +lon_0={middle} +ellps=WGS84", LAMBERT, middle, low, high
        )
    part = (north - south) / 6
    definition = (
        f"+proj=aea +lat_1={south + part:.6f} +lat_2={north - part:.6f} +lat_0={(south + north) / 2:.6f} "
        f"+lon_0={middle} +ellps=WGS84"
    )
    return Projection(definition, ALBERS, middle, low, high)


@functools.lru_cache(maxsize=32)
def _proj(definition: str) -> pyproj.Proj:
    return pyproj.Proj(definition)
