"""What all imports of maps share: how they are read, and the way from maps of days to the files of a dataset."""

from __future__ import annotations

import datetime as dt
import pathlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import shapely
from shapely.geometry.base import BaseGeometry

from ..records.errors import ImportProblemsError, Problem
from .build import NOBODY_KNOWN, UNKNOWN, Origin, Plan, Surroundings, dataset_of
from .files import Files
from .layers import AS_IT_IS, Found, Reading, read_layer
from .mosaic import BUDGET, GRID, SLIVER_KM2, DayMap, Mosaic, Report, Watch, mosaic, polygons_of
from .names import id_of


@dataclass(frozen=True, slots=True)
class MapOptions:
    """How maps are read, whatever their form.

    ``rest`` is who has land that nobody is drawn to have, within ``outline`` if there is one; without it such land is
    unknown. ``reading`` is what files do not say themselves, ``grid`` degrees to snap to, ``budget`` bytes of all cells,
    ``around`` what lies round the land that is mapped. ``fronts``: whether fronts run between all actors, or none.
    """

    origin: Origin
    title: str
    rest: str | None = None
    outline: str | None = None
    reading: Reading = AS_IT_IS
    grid: float = GRID
    sliver_km2: float = SLIVER_KM2
    budget: int = BUDGET
    colors: Mapping[str, str] = field(default_factory=dict)
    around: Surroundings = field(default_factory=Surroundings)
    fronts: bool = True


@dataclass(frozen=True, slots=True)
class Imported:
    """The files of a dataset, and how they came about."""

    files: Files
    mosaic: Mosaic
    actors: Mapping[str, str]


def outline_of(options: MapOptions, problems: Found) -> BaseGeometry | None:
    """The land that is mapped, from the file that is named, if any."""
    if options.outline is None:
        return None
    table = read_layer(pathlib.Path(options.outline), problems, Reading(options.reading.crs))
    if table is None:
        return None
    parts = [it for shape in table.geometry for it in polygons_of(shape, options.grid, Report())]
    return shapely.union_all(parts, grid_size=options.grid)


def from_maps(
    days: Sequence[DayMap],
    name: str,
    options: MapOptions,
    actors: Mapping[str, str],
    outline: BaseGeometry | None,
    report: Report,
    watch: Watch,
    *,
    end: dt.date,
    snapshots: bool,
) -> Imported:
    """The dataset of maps of days; ``actors`` are names by id, ``end`` and ``snapshots`` as ``dataset_of`` has them."""
    if not any(polygons for day in days for polygons in day.held.values()):
        raise ImportProblemsError(
            [
                Problem(
                    "",
                    "",
                    "geometry",
                    "holds no polygon that is large enough to be land; give larger ones, or a finer --grid",
                )
            ]
        )
    rest = id_of(options.rest) if options.rest else None
    made = mosaic(
        days,
        rest=rest,
        nobody=UNKNOWN,
        outline=outline,
        grid=options.grid,
        sliver_km2=options.sliver_km2,
        budget=options.budget,
        report=report,
        watch=watch,
    )
    named = {**actors, **({rest: options.rest} if rest and options.rest else {})}
    known = _with_a_cell(made, named)
    plan = Plan(
        name, options.title, options.origin, known, options.colors, options.around, fronts=options.fronts
    )
    return Imported(dataset_of(made, plan, end=end, snapshots=snapshots), made, known)


def _with_a_cell(made: Mosaic, actors: Mapping[str, str]) -> dict[str, str]:
    """The actors that have a cell on some day, and the one that stands for nobody if it is needed."""
    used = {actor for cell in made.cells for _, actor in cell.steps}
    found = {key: it for key, it in actors.items() if key in used}
    return {**found, UNKNOWN: NOBODY_KNOWN} if UNKNOWN in used and UNKNOWN not in found else found
