"""In which unit and in which cell each settlement lies.

A point up to 1.5 km outside the map takes the nearest unit; farther out, or without a position, none. The
table `BY_HAND` overrules the point. A settlement with a cell of its own lies in that one, any other in the
cell of its unit that covers its point or is nearest to it.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from planar import to_degrees, to_metric
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry
from writing import Feature

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


def unit_of(settlement: str, point: Point, units: Mapping[str, BaseGeometry]) -> str | None:
    """The unit of a settlement at a point (in metres): by hand, by its point, or the nearest within reach."""
    if settlement in BY_HAND:
        return BY_HAND[settlement][0]
    nearest = min(units, key=lambda unit: (units[unit].distance(point), unit))
    return nearest if units[nearest].distance(point) <= REACH else None


def locate(
    settlements: Iterable[Mapping[str, Any]],
    units: Mapping[str, BaseGeometry],
    cells: Iterable[Feature],
    unit_of_cell: Mapping[str, str],
) -> dict[str, str | None]:
    """The cell of each settlement by its id. `units` are in metres, the cells in degrees."""
    if wrong := {unit for unit, _ in BY_HAND.values() if unit and unit not in units}:
        raise SystemExit(f"BY_HAND in locate.py names units that do not exist: {sorted(wrong)}")
    cells = list(cells)
    own = {cell.properties["anchor"]: cell.id for cell in cells if cell.id not in units}
    found: dict[str, str | None] = {}
    for settlement in settlements:
        name, geometry = settlement["id"], settlement["geometry"]
        point = to_metric(shape(geometry)) if geometry else None
        unit = point and unit_of(name, point, units)
        found[name] = own.get(name)
        if unit and point and not found[name]:
            at = to_degrees(point)
            inside = [cell for cell in cells if unit_of_cell[cell.id] == unit]
            found[name] = min(inside, key=lambda cell: (cell.geometry.distance(at), cell.id)).id
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


def write(path: Path, settlements: list[dict[str, Any]], found: Mapping[str, str | None]) -> None:
    """Write the settlements with the cells found; nothing else of them is changed."""
    for settlement in settlements:
        settlement["properties"]["cell"] = found[settlement["id"]]
    text = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in settlements)
    document = f'{{"type": "FeatureCollection", "features": [\n{text}\n]}}\n'
    path.write_text(document, encoding="utf-8", newline="\n")
