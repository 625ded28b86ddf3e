"""Build the geometry of the Karabakh dataset from the raw layers.

    python geodata/karabakh/build/build.py --raw FOLDER

See README.md beside this file for the raw layers. Takes about ten seconds; writes into the dataset's folder.
"""

import argparse
import contextlib
import io
import sys
from pathlib import Path

import context
import corridors
import districts
import drawn
import fronts
import layers
import mosaic
import names
import oblast
import relief
import report
from membership import membership, order
from planar import to_metric
from shapely.geometry import Polygon
from writing import Feature, write_features

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


def cell_features(coverage: mosaic.Coverage) -> list[Feature]:
    """The cells with ids, names, groups and anchors."""
    features = []
    for name, index in mosaic.number(coverage.cells, order).items():
        shape, facts = coverage.cells[index]
        member = membership(facts, shape)
        properties = {
            "names": {"en": member.name},
            "within": list(member.within),
            "anchor": member.anchor,
            "note": {"en": member.note} if member.note else None,
        }
        features.append(Feature(name, shape, properties))
    return features


def build(raw: Path, dataset: Path) -> None:
    """Write all geometry of the dataset except the settlements."""
    base = districts.read_base(raw)
    print("slivers")
    coverage = mosaic.as_coverage(mosaic.cut_cells(base, read_lines(raw, base)), base)
    cells = cell_features(coverage)
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
    size = relief.write_relief(raw, dataset / "context" / "relief.png")
    report.print_report(dataset, coverage, cells, written, size)


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
