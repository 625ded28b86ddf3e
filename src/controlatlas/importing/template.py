"""A dataset to begin with: a small example, or one with two empty halves."""

from __future__ import annotations

import json
import pathlib

from ..load.unrolled import WIDEST
from ..records.errors import ImportProblemsError, Problem
from .files import KNOWN, Files
from .names import id_of, title_of

TEMPLATES = ("example", "blank")

_HERE = pathlib.Path(__file__).with_name("templates")


def template(
    name: str, kind: str = "example", *, title: str | None = None, bounds: str | None = None
) -> Files:
    """The files of a new dataset called ``name``, made from one of ``TEMPLATES``.

    ``bounds`` (``SOUTH,WEST,NORTH,EAST`` in degrees) puts the two cells of ``blank`` over another part of the earth.
    Raise ``ImportProblemsError`` if they are no part of it.
    """
    folder = _HERE / kind
    files: Files = {
        it: json.loads((folder / it).read_text(encoding="utf-8")) for it in KNOWN if (folder / it).exists()
    }
    package = files["datapackage.json"]
    package["name"] = id_of(name, otherwise="dataset")
    package["title"] = title or title_of(pathlib.Path(name).name)
    if bounds is not None:
        _move(files, bounds_of(bounds))
        from .base_map import (
            BOUNDARIES_SINCE,
            add_base_map,  # only here: geopandas takes its time, and the command line knows the templates
        )

        add_base_map(files, "countries", BOUNDARIES_SINCE)
    return files


def bounds_of(text: str, *, across: bool = False) -> tuple[float, float, float, float]:
    """South, west, north, east from ``SOUTH,WEST,NORTH,EAST``; raise ``ImportProblemsError`` if they are no part of the earth.

    ``across``: they may lie across the 180th meridian, west of it the larger number: ``60,175,70,-170``.
    """
    try:
        south, west, north, east = (float(part) for part in text.split(","))
    except ValueError:
        south = west = north = east = 0.0
    runs_on = across and west > east and east + 360 - west <= WIDEST
    if not (
        -90 <= south < north <= 90
        and -180 <= west <= 180
        and -180 <= east <= 180
        and (west < east or runs_on)
    ):
        message = f"{text!r} is no part of the earth; write SOUTH,WEST,NORTH,EAST in degrees, as in 35.5,36,37.5,42.5"
        raise ImportProblemsError([Problem("--bounds", "", "", message)])
    return south, west, north, east


def _move(files: Files, bounds: tuple[float, float, float, float]) -> None:
    """Lay the two cells and the town of the blank template over other bounds."""
    south, west, north, east = bounds
    files["datapackage.json"]["controlatlas"]["view"]["bounds"] = [[south, west], [north, east]]

    def moved(position: list[float]) -> list[float]:
        x, y = position
        return [round(west + x / 2 * (east - west), 6), round(south + y * (north - south), 6)]

    for cell in files["cells.geojson"]["features"]:
        rings = cell["geometry"]["coordinates"]
        cell["geometry"]["coordinates"] = [[moved(position) for position in ring] for ring in rings]
    for town in files["settlements.geojson"]["features"]:
        town["geometry"]["coordinates"] = moved(town["geometry"]["coordinates"])
