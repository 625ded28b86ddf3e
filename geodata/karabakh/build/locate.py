"""Fill the `cell` of each settlement: the cell in which its point lies.

    python geodata/karabakh/build/locate.py [--dataset FOLDER]

A point up to 1.5 km outside the map takes the nearest cell; farther out, or without a position, none. The
table `BY_HAND` overrules the point. Contradictions between the groups of a settlement and those of its cell
are printed; nothing but `cell` is changed.
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from planar import to_metric
from shapely import STRtree
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

DATASET = Path(__file__).resolve().parent.parent
REACH = 1500.0
"""Metres beyond the edge of the map at which a point still takes the nearest cell."""

ALONG_BORDER = "officially of the other district; point and border are good to about 1 km"
EXCLAVE = "exclave that is missing from all sources of borders"

BY_HAND: dict[str, tuple[str | None, str]] = {
    "arish": ("cell-fuzuli-02", ALONG_BORDER),
    "chiman": ("cell-fuzuli-02", ALONG_BORDER),
    "dilagharda": ("cell-fuzuli-02", ALONG_BORDER),
    "divanalilar": ("cell-fuzuli-02", ALONG_BORDER),
    "govshatli": ("cell-fuzuli-02", ALONG_BORDER),
    "khatunbulag": ("cell-fuzuli-02", ALONG_BORDER),
    "sarajig": ("cell-fuzuli-02", "officially of Fuzuli district; position known to 8 km only"),
    "yukhari-veysalli": (None, f"Fuzuli: {EXCLAVE}"),
    "afandilar-jabrayil": ("cell-jabrayil-02", ALONG_BORDER),
    "balyand": ("cell-jabrayil-02", ALONG_BORDER),
    "doshulu": ("cell-jabrayil-02", ALONG_BORDER),
    "gishlag": ("cell-jabrayil-02", ALONG_BORDER),
    "nuzgar": ("cell-jabrayil-02", ALONG_BORDER),
    "shahvaladli": ("cell-jabrayil-02", ALONG_BORDER),
    "lele-tepe": ("cell-jabrayil-02", "height in Jabrayil by most sources; point 0.8 km inside Fuzuli"),
    "jojug-marjanli": (
        "cell-jabrayil-01",
        "point 0.2 km inside Fuzuli; the strip beyond the line is its land",
    ),
    "yukhari-mazra": (None, f"Jabrayil: {EXCLAVE}"),
    "murov-peak": ("cell-kalbajar-01", "summit on the border with Goygol; the position lay behind the line"),
    "kerkijahan": ("cell-khankendi-01", ALONG_BORDER),
    "dudukchu": ("cell-khojavend-03", ALONG_BORDER),
    "gunashli": ("cell-khojavend-03", ALONG_BORDER),
    "qirxqiz": (None, "position known to 9 km only"),
    "saribaba-yuksekliyi": (None, "position known to 8 km only"),
    "malibeyli": ("cell-khankendi-01", "of Shusha district until 2023, but inside the outline of Khankendi"),
    "ashaghi-gushchular": ("cell-khankendi-01", "as Malibeyli"),
    "yukhari-gushchular": ("cell-khankendi-01", "as Malibeyli"),
    "yenikand": ("cell-zangilan-01", ALONG_BORDER),
}
"""Settlements whose cell is set by hand, with the reason.

The places where the autumn of 2020 was announced but not held (Shushakand, Mukhtar, lower Taghavard) need no
entry: they lie in the zone, as they should. Ashaghi Abdurrahmanli needs none since the line was moved.
"""


def cell_of(point: BaseGeometry, cells: list[BaseGeometry], tree: STRtree) -> int | None:
    """Index of the cell that covers a point, or of the nearest within reach (all in metres)."""
    near = tree.query(point.buffer(REACH))
    best = min(near, key=lambda i: (cells[i].distance(point), i), default=None)
    return best if best is not None and cells[best].distance(point) <= REACH else None


def locate(
    settlements: Iterable[dict[str, Any]], cells: Iterable[Mapping[str, Any]]
) -> dict[str, str | None]:
    """The cell id of each settlement by its id."""
    cells = list(cells)
    shapes = [to_metric(shape(cell["geometry"])) for cell in cells]
    tree = STRtree(shapes)
    known = {cell["id"] for cell in cells}
    if wrong := {cell for cell, _ in BY_HAND.values() if cell and cell not in known}:
        raise SystemExit(f"BY_HAND in locate.py names cells that do not exist: {sorted(wrong)}")
    found: dict[str, str | None] = {}
    for settlement in settlements:
        name, geometry = settlement["id"], settlement["geometry"]
        if name in BY_HAND:
            found[name] = BY_HAND[name][0]
        else:
            index = cell_of(to_metric(shape(geometry)), shapes, tree) if geometry else None
            found[name] = None if index is None else cells[index]["id"]
    return found


def closure(groups: Iterable[str], parents: Mapping[str, Iterable[str]]) -> set[str]:
    """The groups with all groups around them."""
    seen: set[str] = set()
    waiting = list(groups)
    while waiting:
        if (group := waiting.pop()) not in seen:
            seen.add(group)
            waiting += parents.get(group, ())
    return seen


def contradictions(
    settlements: Iterable[Mapping[str, Any]],
    cells: Mapping[str, Mapping[str, Any]],
    parents: Mapping[str, Iterable[str]],
    lists: set[str],
) -> list[str]:
    """One line for each settlement in a group that its cell is not in; `lists` are not about position."""
    lines = []
    for settlement in settlements:
        cell = cells.get(settlement["properties"]["cell"])
        if cell is None:
            continue
        here = closure(cell["properties"]["within"], parents)
        own = closure(settlement["properties"]["within"], parents) - lists
        if own - here:
            reason = BY_HAND.get(settlement["id"], (None, ""))[1]
            lines.append(
                f"{settlement['id']}: in {', '.join(sorted(own - here))}, but {cell['id']} is not ({reason or '?'})"
            )
    return lines


def main() -> None:
    """Read, locate, write, report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dataset", type=Path, default=DATASET)
    folder = parser.parse_args().dataset
    path = folder / "settlements.geojson"
    settlements = _features(path)
    cells = {cell["id"]: cell for cell in _features(folder / "cells.geojson")}
    found = locate(settlements, cells.values())
    for settlement in settlements:
        settlement["properties"]["cell"] = found[settlement["id"]]
    _write(path, settlements)
    groups = json.loads((folder / "groups.json").read_text(encoding="utf-8"))
    parents = {group["id"]: group["within"] for group in groups}
    lists = {group["id"] for group in groups if group["kind"] == "list"}
    lines = contradictions(settlements, cells, parents, lists)
    placed = sum(cell is not None for cell in found.values())
    print(f"{len(found)} settlements, {placed} in a cell, {len(lines)} contradictions")
    print(*lines, sep="\n")
    unknown = sorted({g for cell in cells.values() for g in cell["properties"]["within"]} - set(parents))
    unused = sorted(set(BY_HAND) - set(found))
    anchors = {cell["properties"]["anchor"] for cell in cells.values()} - {None} - set(found)
    print(f"groups of cells that groups.json lacks: {unknown}")
    print(f"anchors that settlements.geojson lacks: {sorted(anchors)}")
    print(f"entries of BY_HAND without a settlement: {unused}")


def _features(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def _write(path: Path, features: Iterable[Mapping[str, Any]]) -> None:
    text = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    document = f'{{"type": "FeatureCollection", "features": [\n{text}\n]}}\n'
    path.write_text(document, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
