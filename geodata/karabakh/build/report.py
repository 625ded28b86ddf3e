"""The printout of a build: topology, areas against published figures, file sizes."""

from collections.abc import Callable, Mapping
from pathlib import Path

import shapely
from districts import DISTRICTS
from mosaic import Coverage, Facts
from planar import KM2, to_metric
from relief import BOX
from shapely.geometry.base import BaseGeometry
from writing import Feature

OBLAST_PARTS = {"kalbajar": 735.84, "tartar": 851.25, "aghdam": 73.74}
"""km2 taken from each district for Aghdara by the law of December 2023."""

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
    dataset: Path,
    coverage: Coverage,
    cells: list[Feature],
    written: Mapping[str, list[Feature]],
    relief_size: tuple[int, int],
) -> None:
    """Print what was built and how it compares."""
    _print_topology([cell.shape for cell in coverage.cells])
    _print_districts(coverage)
    _print_areas(coverage)
    print("\ncells: id, km2, groups, anchor")
    for cell in cells:
        groups = " ".join(cell.properties["within"])
        anchor = cell.properties["anchor"] or "-"
        print(f"  {cell.id:22s} {_km2(cell.geometry):8.2f}  {groups}  [{anchor}]")
    print(f"\nnotes\n{NOTES}")
    print("\nfiles: features, vertices, kB")
    for name, features in written.items():
        vertices = sum(shapely.get_num_coordinates(f.geometry) for f in features)
        print(f"  {name:28s} {len(features):3d} {vertices:6d} {(dataset / name).stat().st_size / 1000:6.1f}")
    picture = dataset / "context" / "relief.png"
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


def _print_districts(coverage: Coverage) -> None:
    print("\ndistricts: km2 here, published, difference")
    for district in (d for d in DISTRICTS if d.key != "shusha-town"):
        here = _area(coverage, lambda f, k=district.key: f.district in (k, f"{k}-town"))
        print(f"  {district.key:12s} {here:8.1f} {_against(here, district.published)}")


def _print_areas(coverage: Coverage) -> None:
    def row(text: str, published: float | None, wanted: Callable[[Facts], bool]) -> None:
        here = _area(coverage, wanted)
        print(f"  {text:52s} {here:8.1f} {_against(here, published)}")

    print("\nareas: km2 here, published, difference")
    row("former oblast", 4388, lambda f: f.oblast)
    for key, published in OBLAST_PARTS.items():
        row(
            f"  part of {key} (law of December 2023)",
            published,
            lambda f, k=key: f.oblast and f.district == k,
        )
    row("  together: Aghdara district of 2023", 1660.83, lambda f: f.oblast and f.district in OBLAST_PARTS)
    row("behind the line of 1994", 11700, lambda f: f.behind_1994)
    row("  outside the former oblast", None, lambda f: f.behind_1994 and not f.oblast)
    row("  in Fuzuli district", 462, lambda f: f.behind_1994 and f.district == "fuzuli")
    row("  in Aghdam district", 842, lambda f: f.behind_1994 and f.district == "aghdam")
    row("former oblast outside the line of 1994", 327, lambda f: f.oblast and not f.behind_1994)
    row("zone of 2020 in the former oblast", None, lambda f: f.oblast and f.status == "zone")
    row("  with the corridor in Lachin district", 3170, lambda f: f.status == "zone")
    row("taken in autumn 2020, former oblast", None, lambda f: f.oblast and f.status == "war")
    row("taken in autumn 2020, elsewhere", None, lambda f: not f.oblast and f.status == "war")
    row("handed over November-December 2020", None, lambda f: f.status == "handover")


def _area(coverage: Coverage, wanted: Callable[[Facts], bool]) -> float:
    return sum(_km2(cell.shape) for cell in coverage.cells if wanted(cell.facts))


def _against(here: float, published: float | None) -> str:
    return f"{published:8.1f} {100 * (here / published - 1):+6.1f}%" if published else ""


def _km2(shape: BaseGeometry) -> float:
    return to_metric(shape).area / KM2
