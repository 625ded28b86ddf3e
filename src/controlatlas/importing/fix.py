"""What can be mended in a dataset without knowing what happened: what GIS programs do to features, and edges of cells."""

from __future__ import annotations

import datetime as dt
import pathlib
import shutil
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
import shapely.geometry

from ..check.dataset import GAP_DEGREES, OVERLAP_M2
from ..measure.areas import area_km2
from .files import Files, geojson_of, read_files, write_files
from .mosaic import DayMap, Report, mosaic, polygons_of

CELLS = "cells.geojson"
GAP_KM2 = 0.1
"""Gaps and overlaps of cells that are smaller than this are mended; a larger one is for people to judge."""

FIX_GRID = 1e-6
_OPEN = "unknown"


def fix_folder(folder: pathlib.Path, *, gap_km2: float = GAP_KM2, dry_run: bool = False) -> list[str]:
    """Mend the files of a folder, a copy of which is made first; give back what was done, a line for each thing."""
    files = read_files(folder)
    done = [*fix_files(files, gap_km2)]
    if done and not dry_run:
        copy = _copy(folder)
        write_files(files, folder)
        done.append(f"The folder as it was is {copy}.")
    return done


def fix_files(files: Files, gap_km2: float = GAP_KM2) -> Iterator[str]:
    """Mend what the files hold, in place; say what was done."""
    for name, value in files.items():
        if isinstance(value, dict) and isinstance(value.get("features"), list):
            for feature in value["features"]:
                if isinstance(feature, dict):
                    for said in (*_id_moved(feature), *_nulls_dropped(feature), *_shape_mended(feature)):
                        yield f"{name} · {feature.get('id', '')}: {said}"
    if CELLS in files:
        yield from _cells_joined(files[CELLS], gap_km2)


def _id_moved(feature: dict[str, Any]) -> Iterator[str]:
    properties = feature.get("properties")
    if isinstance(properties, dict) and "id" not in feature and properties.get("id"):
        feature["id"] = str(properties.pop("id"))
        yield "id was moved out of properties"
    elif isinstance(properties, dict) and properties.get("id") == feature.get("id") is not None:
        del properties["id"]
        yield "id was in properties a second time and was taken out there"


def _nulls_dropped(feature: dict[str, Any]) -> Iterator[str]:
    properties = feature.get("properties")
    if isinstance(properties, dict) and (empty := [key for key, it in properties.items() if it is None]):
        for key in empty:
            del properties[key]
        yield f"fields that hold nothing were taken out ({', '.join(empty)})"
    if (
        isinstance(properties, dict)
        and isinstance(rank := properties.get("rank"), float)
        and rank.is_integer()
    ):
        properties["rank"] = int(rank)
        yield "rank is a whole number again"


def _shape_mended(feature: dict[str, Any]) -> Iterator[str]:
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return
    try:
        shape = shapely.geometry.shape(geometry)
    except (AttributeError, LookupError, TypeError, ValueError, shapely.errors.ShapelyError):
        return
    if not shape.is_valid:
        parts = polygons_of(shape, FIX_GRID, Report())
        if parts:
            feature["geometry"] = geojson_of(shapely.union_all(list(parts)))
            yield "the shape was not valid and was made so"


def _cells_joined(layer: dict[str, Any], gap_km2: float) -> Iterator[str]:
    """Snap the cells together, fill small gaps and share out small overlaps, where they are no coverage as they are."""
    features = [
        it for it in layer["features"] if isinstance(it, dict) and isinstance(it.get("geometry"), dict)
    ]
    try:
        shapes = {str(it["id"]): shapely.geometry.shape(it["geometry"]) for it in features}
    except (AttributeError, LookupError, TypeError, ValueError, shapely.errors.ShapelyError):
        return
    if len(shapes) < max(2, len(features)) or not _needs_joining(list(shapes.values()), gap_km2):
        return
    if (large := _large_overlap(shapes, gap_km2)) is not None:
        one, other, km2 = large
        yield (
            f"{CELLS}: edges were left as they are, since {one} and {other} overlap by {km2:.3f} km2; cut one of the two, or give "
            "a larger size with --gap"
        )
        return
    report = Report()
    day = DayMap(dt.date.min, {key: polygons_of(it, FIX_GRID, report) for key, it in shapes.items()})
    if not all(day.held.values()):
        return
    made = mosaic(
        [day], nobody=_OPEN, grid=FIX_GRID, sliver_km2=gap_km2, budget=10**12, keeps=True, report=report
    )
    joined = {str(cell.steps[0][1]): cell.geometry for cell in made.cells}
    if not set(shapes) <= set(joined):
        lost = ", ".join(sorted(set(shapes) - set(joined)))
        yield f"{CELLS}: edges were left as they are, since cells would vanish ({lost}); give a smaller size with --gap"
        return
    for feature in features:
        before, after = shapes[str(feature["id"])], joined[str(feature["id"])]
        if not before.equals(after) or shapely.get_num_coordinates(before) != shapely.get_num_coordinates(
            after
        ):
            feature["geometry"] = geojson_of(after)
            yield f"{CELLS} · {feature['id']}: edges were joined to the neighbours ({area_km2(after) - area_km2(before):+.6f} km2)"


def _large_overlap(shapes: dict[str, Any], gap_km2: float) -> tuple[str, str, float] | None:
    """Two cells that overlap by more than can be shared out, and by how many square kilometres."""
    keys, array = list(shapes), np.array(list(shapes.values()), dtype=object)
    for one, other in zip(*shapely.STRtree(array).query(array, predicate="intersects"), strict=True):
        if one < other:
            parts = shapely.get_parts(shapely.intersection(array[one], array[other]))
            km2 = max((area_km2(it) for it in parts if shapely.get_dimensions(it) == 2), default=0.0)
            if km2 >= gap_km2:
                return keys[one], keys[other], km2
    return None


def _needs_joining(shapes: list[Any], gap_km2: float) -> bool:
    """Whether the cells do not share their edges, or leave a hole that is small enough to fill."""
    array = np.array(shapes, dtype=object)
    if not shapely.is_valid(array).all():
        return False
    if not shapely.coverage_is_valid(array, gap_width=GAP_DEGREES):
        return True
    whole = shapely.get_parts(shapely.union_all(array))
    holes = [shapely.Polygon(ring) for it in whole for ring in it.interiors]
    return any(OVERLAP_M2 / 1e12 < area_km2(it) < gap_km2 for it in holes)


def _copy(folder: pathlib.Path) -> pathlib.Path:
    """A copy of the folder beside it, under a name that is free."""
    number = 1
    while (copy := folder.resolve().with_name(f"{folder.resolve().name}.before-fix-{number}")).exists():
        number += 1
    shutil.copytree(folder, copy)
    return copy
