"""The printout of a build: topology, areas against published figures, file sizes."""

from collections.abc import Callable, Mapping
from pathlib import Path

import shapely
from mosaic import Coverage, Facts
from planar import KM2, to_metric
from relief import BOX
from shapely.geometry.base import BaseGeometry
from writing import Feature

from controlatlas import Dataset
from controlatlas.measure.published_areas import measured_areas
from controlatlas.records.model import say

NOTES = """
Goranboy: the source's line of 1994 leaves 18 km2 of Goranboy district (about 46.59 E 40.36 N, outside the
former oblast) behind it. It is counted as outside here: the village of Gulistan lies there, on which the
European Court of Human Rights (Sargsyan v. Azerbaijan, 2015) found Azerbaijan to have jurisdiction, and the
strip is within the error of the source.
Ashaghi Abdurrahmanli, Yusifjanli: the line was moved, not the point (drawn.FRONT_1994_MOVED).
Tartar and Kalbajar: the borders fit the areas in the law of December 2023; the older published areas of 957 and
3,054 km2 fit no border found.
Jojug Marjanli: the strip of Jabrayil outside the line of 1994 is kept as a cell although it is small.
""".strip()


def print_report(
    folder: Path,
    dataset: Dataset,
    coverage: Coverage,
    cells: list[Feature],
    written: Mapping[str, list[Feature]],
    relief_size: tuple[int, int],
) -> None:
    """Print what was built and how it compares."""
    _print_topology([cell.shape for cell in coverage.cells])
    _print_areas(dataset)
    _print_fates(coverage)
    print("\ncells: id, km2, groups, anchor")
    for cell in cells:
        groups = " ".join(cell.properties["within"])
        anchor = cell.properties["anchor"] or "-"
        print(f"  {cell.id:22s} {_km2(cell.geometry):8.2f}  {groups}  [{anchor}]")
    print(f"\nnotes\n{NOTES}")
    print("\nfiles: features, vertices, kB")
    for name, features in written.items():
        vertices = sum(shapely.get_num_coordinates(f.geometry) for f in features)
        print(f"  {name:28s} {len(features):3d} {vertices:6d} {(folder / name).stat().st_size / 1000:6.1f}")
    picture = folder / "context" / "relief.png"
    size = picture.stat().st_size / 1000
    print(
        f"  context/relief.png {relief_size[0]} x {relief_size[1]}, {size:.1f} kB; Web Mercator rows, bounds {BOX}"
    )


def _print_topology(shapes: list[BaseGeometry]) -> None:
    whole = shapely.union_all(shapes)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    overlap = sum(map(_km2, shapes)) - _km2(whole)
    print(f"\ncoverage of {len(shapes)} cells: valid {shapely.coverage_is_valid(shapes)}, all polygons valid "
          f"{all(s.is_valid for s in shapes)}, overlap {overlap * 1e6:.2f} m2, "
          f"holes {[round(_km2(h) * 1e6) for h in holes]} m2")  # fmt: skip


def _print_areas(dataset: Dataset) -> None:
    """The table that the app shows as well, of the figures in datapackage.json."""
    print("\nareas: km2 here, published, difference")
    for area in measured_areas(dataset):
        name, published = say(area.published.names), area.published.km2
        print(f"  {name:66s} {area.km2:8.1f} {published:8.1f} {area.percent:+6.1f}%")


def _print_fates(coverage: Coverage) -> None:
    """Areas of which nobody has published one."""

    def row(text: str, wanted: Callable[[Facts], bool]) -> None:
        print(f"  {text:66s} {_area(coverage, wanted):8.1f}")

    row("behind the line of 1994, outside the former oblast", lambda f: f.behind_1994 and not f.oblast)
    row("taken in autumn 2020, former oblast", lambda f: f.oblast and f.status == "war")
    row("taken in autumn 2020, elsewhere", lambda f: not f.oblast and f.status == "war")
    row("handed over November-December 2020", lambda f: f.status == "handover")


def _area(coverage: Coverage, wanted: Callable[[Facts], bool]) -> float:
    return sum(_km2(cell.shape) for cell in coverage.cells if wanted(cell.facts))


def _km2(shape: BaseGeometry) -> float:
    return to_metric(shape).area / KM2
