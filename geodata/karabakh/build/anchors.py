"""Which settlements cut a unit into cells: those whose own changes of hands are dated."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from locate import closure, unit_of
from planar import to_metric
from shapely.geometry import Point, Polygon, shape

KINDS = ("city", "town", "village")
"""Heights, bridges and monasteries are points and nothing more: no land is inferred from them."""

PRECISE_M = 3000
"""A point known less well than this anchors no cell."""

AGAINST_THE_LINE: dict[str, str] = {
    "eyvazli": "lies on the road that Armenian posts left on 18 December 2020; the land of the district is "
    "Azerbaijan's from 10 November",
    "cayzemi": "as Eyvazli",
    "levonarkh": "no source says who held the abandoned village after the war of 2020; the land round it lay "
    "on the Azerbaijani side of the line of November 2020",
    "seysulan": "an empty village on the line of 1994 itself; the line leaves its land outside",
}
"""Settlements whose changes contradict a known line on a day on which it holds: the line wins.

Their land follows the next settlement; `sides.py` finds who belongs here, and who does not any more.
"""


_ONLY_POINTS = (
    "one of four villages of which 6.5 km2 changed hands on 24 May 2024; the course of the 12.7 km of border agreed "
    "then was not published, so that no land can be drawn for it"
)
EXTENT_UNKNOWN: dict[str, str] = {
    "ashaghi-askipara": _ONLY_POINTS,
    "baghanis-ayrum": _ONLY_POINTS,
    "gizilhajili": _ONLY_POINTS,
    "kheyrimli": _ONLY_POINTS,
}
"""Settlements that changed hands with land that no source outlines, and less of it than a cell would hold."""

PART_OF: dict[str, tuple[str, ...]] = {
    "aghnaberd": ("mardakert-west",),
}
"""Settlements near the edge of a unit that went with the part on the other side, and the groups of their land."""


@dataclass(frozen=True)
class Seed:
    """A settlement from which land is measured; `own` if the land nearest to it becomes a cell of its own."""

    id: str
    point: Point
    own: bool
    name: str
    within: tuple[str, ...]


class Gazetteer:
    """The settlements, groups and dated changes of the dataset, as far as the build needs them.

    `within` names the groups of the units; `of_land` are all groups that are known by some land.
    """

    def __init__(self, dataset: Path, within: Mapping[str, tuple[str, ...]]) -> None:
        def read(name: str) -> Any:
            return json.loads((dataset / name).read_text(encoding="utf-8"))

        self.settlements: list[dict[str, Any]] = read("settlements.geojson")["features"]
        groups = read("groups.json")
        self.parents: dict[str, list[str]] = {group["id"]: group.get("within", []) for group in groups}
        self.within = within
        self.of_land = self.groups_of(group for groups in within.values() for group in groups)
        self.kinds: dict[str, str] = {group["id"]: group["kind"] for group in groups}
        events = read("events.json")
        start = read("datapackage.json")["controlatlas"]["span"]["start"]
        self.dated: set[str] = {
            name
            for event in events
            if event["date"] != start
            for change in event.get("changes", ())
            for name in change["places"]
        }

    def groups_of(self, groups: Iterable[str]) -> set[str]:
        """The groups with all groups around them."""
        return closure(groups, self.parents)

    def seeds(self, units: Mapping[str, Polygon]) -> dict[str, list[Seed]]:
        """The settlements in each unit (in metres)."""
        found: dict[str, list[Seed]] = {unit: [] for unit in units}
        for settlement in self.settlements:
            properties = settlement["properties"]
            if settlement["geometry"] is None or properties["kind"] not in KINDS:
                continue
            if (properties.get("precision_m") or 0) > PRECISE_M:
                continue
            point = to_metric(shape(settlement["geometry"]))
            unit = unit_of(settlement["id"], point, units)
            if unit is not None:
                own = self._has_own_changes(settlement, self.within[unit])
                name, groups = properties["names"]["en"], tuple(properties["within"])
                found[unit].append(Seed(settlement["id"], point, own, name, groups))
        return found

    def _has_own_changes(self, settlement: dict[str, Any], unit: tuple[str, ...]) -> bool:
        """Whether a dated event names the settlement, or a group of it that is not also the unit's."""
        if settlement["id"] in AGAINST_THE_LINE or settlement["id"] in EXTENT_UNKNOWN:
            return False
        groups = self.groups_of(settlement["properties"]["within"]) - self.groups_of(unit)
        return settlement["id"] in self.dated or bool(groups & self.dated)

    def groups_of_cell(self, seed: Seed, unit: tuple[str, ...]) -> tuple[str, ...]:
        """The groups of a settlement's cell: those of its unit, and those of the settlement that no land has.

        Lists that divide the same larger group exclude each other: the settlement's own list counts.
        """
        own = [group for group in seed.within if self.kinds[group] == "list" or group not in self.of_land]
        mine = self._lists(own)
        kept = [group for group in unit if not self._excluded(self._lists([group]), mine)]
        if seed.id in PART_OF:
            kept = [group for group in kept if self.kinds[group] != "list"] + list(PART_OF[seed.id])
        rest = [group for group in own if group not in self.groups_of(kept)]
        return tuple(dict.fromkeys([*kept, *rest]))

    def _lists(self, groups: Iterable[str]) -> set[str]:
        return {group for group in self.groups_of(groups) if self.kinds[group] == "list"}

    def _excluded(self, lists: set[str], mine: set[str]) -> bool:
        return any(
            one != other and set(self.parents[one]) & set(self.parents[other])
            for one in lists - mine
            for other in mine - lists
        )
