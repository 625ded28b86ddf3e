"""Build the geometry of the Karabakh dataset from the raw layers.

    python geodata/karabakh/build/build.py --raw FOLDER

See README.md beside this file for the raw layers. Takes about ten seconds; writes into the dataset's folder.
"""

import argparse
import contextlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path

import context
import corridors
import districts
import drawn
import fronts
import layers
import locate
import mosaic
import names
import oblast
import relief
import report
import sides
from anchors import AGAINST_THE_LINE, EXTENT_UNKNOWN, Gazetteer
from membership import BY_NO_LINE, Membership, membership, order
from planar import to_degrees, to_metric
from shapely.geometry import Polygon
from writing import Feature, write_features

from controlatlas import Dataset, load_dataset

DATASET = Path(__file__).resolve().parent.parent


def read_lines(raw: Path, base: districts.Base) -> mosaic.Lines:
    """All areas whose borders cut the map."""
    outline = fronts.read_zone_outline(raw)
    former = oblast.read_oblast(raw, base.districts, outline)
    behind = fronts.area_behind(fronts.read_front(raw), base.districts)
    pocket = fronts.shusha_pocket(base.districts)
    return mosaic.Lines(
        oblast=former,
        behind=behind,
        zone=fronts.zone_2020(outline, former, behind, pocket, base.districts),
        pocket=pocket,
        december=to_metric(Polygon(drawn.DECEMBER_POCKET)).intersection(former),
        corridors=corridors.draw_corridors(base.districts, pocket),
    )


@dataclass(frozen=True)
class Mosaic:
    """What the mosaic is made of: units by id (shape in metres, facts, membership), settlements, cells."""

    units: dict[str, tuple[Polygon, mosaic.Facts]]
    members: dict[str, Membership]
    gazetteer: Gazetteer
    coverage: mosaic.Coverage


def make_mosaic(base: districts.Base, lines: mosaic.Lines, dataset: Path) -> Mosaic:
    """Cut the map into units, and the units into the cells of settlements with dated changes."""
    cut = mosaic.cut_units(base, lines)
    units = {name: cut[index] for name, index in mosaic.number(cut, order).items()}
    members = {name: membership(facts, to_degrees(shape)) for name, (shape, facts) in units.items()}
    gazetteer = Gazetteer(dataset, {name: member.within for name, member in members.items()})
    seeds = gazetteer.seeds({name: shape for name, (shape, _) in units.items()})
    exclaves = {
        name: member.anchor or "" for name, member in members.items() if _is_exclave(member, units[name][1])
    }
    coverage = mosaic.as_coverage(mosaic.cut_cells(units, seeds, exclaves), base)
    return Mosaic(units, members, gazetteer, coverage)


def cell_features(made: Mosaic) -> list[Feature]:
    """The cells with ids, names, groups and anchors: the rest of a unit first, then its settlements' land."""
    rank = {unit: number for number, unit in enumerate(made.units)}
    cells = sorted(made.coverage.cells, key=lambda c: (rank[c.unit], c.seed.id if c.seed else ""))
    return [_cell_feature(cell, made) for cell in cells]


def _is_exclave(member: Membership, facts: mosaic.Facts) -> bool:
    return member.anchor is not None and facts.district in BY_NO_LINE


def _cell_feature(cell: mosaic.Cell, made: Mosaic) -> Feature:
    member = made.members[cell.unit]
    if cell.seed is None:
        properties = {
            "names": {"en": member.name},
            "within": list(member.within),
            "anchor": member.anchor,
            **({"constructed": True} if member.constructed else {}),
            "note": {"en": member.note} if member.note else None,
        }
        return Feature(cell.id, cell.shape, properties)
    properties = {
        "names": {"en": member.name if _is_exclave(member, cell.facts) else f"Around {cell.seed.name}"},
        "within": list(made.gazetteer.groups_of_cell(cell.seed, member.within)),
        "anchor": cell.seed.id,
    }
    return Feature(cell.id, cell.shape, properties)


def build(raw: Path, dataset: Path) -> None:
    """Write all geometry of the dataset, and the cell of each settlement."""
    base = districts.read_base(raw)
    print("slivers")
    made = make_mosaic(base, read_lines(raw, base), dataset)
    coverage = made.coverage
    cells = cell_features(made)
    written = {
        "cells.geojson": cells,
        "districts.geojson": layers.district_features(coverage.cells, names.DISTRICTS),
        "lines.geojson": layers.line_features(coverage.cells),
        "corridor.geojson": layers.corridor_features(coverage.cells),
        "context/countries.geojson": context.country_features(raw, coverage),
        "context/lakes.geojson": context.lake_features(raw),
        "context/rivers.geojson": context.river_features(raw),
    }
    for name, features in written.items():
        write_features(dataset / name, features)
    write_settlements(dataset, made, cells)
    size = relief.write_relief(raw, dataset / "context" / "relief.png")
    data = load_dataset(dataset)
    print_contradictions(data, made)
    report.print_report(dataset, data, coverage, cells, written, size)


def write_settlements(dataset: Path, made: Mosaic, cells: list[Feature]) -> None:
    """Write the cell of each settlement, and print where its groups and those of its cell differ."""
    gazetteer = made.gazetteer
    units = {name: shape for name, (shape, _) in made.units.items()}
    unit_of_cell = {cell.id: cell.unit for cell in made.coverage.cells}
    found = locate.locate(gazetteer.settlements, units, cells, unit_of_cell)
    locate.write(dataset / "settlements.geojson", gazetteer.settlements, found)
    lists = {group for group, kind in gazetteer.kinds.items() if kind == "list"}
    by_id = {cell.id: {"id": cell.id, "properties": cell.properties} for cell in cells}
    lines = locate.contradictions(gazetteer.settlements, by_id, gazetteer.parents, lists)
    placed = sum(cell is not None for cell in found.values())
    print(
        f"\n{len(found)} settlements, {placed} in a cell, {len(lines)} in a group that their cell is not in"
    )
    print(*(f"  {line}" for line in lines), sep="\n")


def print_contradictions(dataset: Dataset, made: Mosaic) -> None:
    """Print the settlements that contradict a known line, and why some have no cell of their own."""
    by_id = {cell.id: cell for cell in made.coverage.cells}
    print("\nsettlements whose land follows the line and not them")
    print(*(f"  {name}: {reason}" for name, reason in AGAINST_THE_LINE.items()), sep="\n")
    wrong = list(sides.contradictions(dataset, by_id))
    print("settlements without land, since no source outlines what changed hands with them")
    print(*(f"  {name}: {reason}" for name, reason in EXTENT_UNKNOWN.items()), sep="\n")
    print("settlements that contradict a line and are not in that list:", len(wrong))
    print(*(f"  {line}" for line in wrong), sep="\n")


def main() -> None:
    """Read the command line, build, and keep the printout as build_log.txt."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raw", type=Path, required=True, help="folder of the raw layers (README.md)")
    parser.add_argument("--out", type=Path, default=DATASET, help="dataset folder to write into")
    options = parser.parse_args()
    log = io.StringIO()
    with contextlib.redirect_stdout(log):
        build(options.raw, options.out)
    (options.out / "build").mkdir(exist_ok=True)
    (options.out / "build" / "build_log.txt").write_text(log.getvalue(), encoding="utf-8", newline="\n")
    sys.stdout.write(log.getvalue())


if __name__ == "__main__":
    main()
