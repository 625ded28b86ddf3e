"""Looks for the actors of imported maps: neighbours in different colours, and those with most land in plain ones."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import shapely

from .mosaic import Mosaic, Steps
from .names import COLORS, LOOKS


def looks_apart(made: Mosaic, actors: Sequence[str]) -> Mapping[str, int]:
    """The number of a look for each actor, as ``look_of`` has them.

    In order of the land that they have at most: each takes the first look that nobody has, in a colour that no neighbour of any
    day has; where neighbours have all colours, a pattern has to tell them apart. Where there are more actors than looks, these are used
    again, those of actors with little land first.
    """
    beside, most = _neighbours(made), _most(made)
    count = LOOKS
    found: dict[str, int] = {}
    for actor in sorted(actors, key=lambda it: -most.get(it, 0.0)):
        near = {found[it] for it in beside[actor] if it in found}
        colours = {it % len(COLORS) for it in near}
        used = {look: actor for actor, look in found.items()}
        again = sorted(used, key=lambda it: most.get(used[it], 0.0))
        wishes = (
            (it for it in range(count) if it not in used and it % len(COLORS) not in colours),
            (it for it in range(count) if it not in used),
            (it for it in again if it % len(COLORS) not in colours),
            (it for it in again if it not in near),
        )
        found[actor] = next(itertools.chain(*wishes), len(found) % count)
    return found


def _neighbours(made: Mosaic) -> defaultdict[str, set[str]]:
    """Who has land beside whose, on some day."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    shapes = np.array([cell.geometry for cell in made.cells], dtype=object)
    tree = shapely.STRtree(shapes)
    for one, other in zip(*tree.query(shapes, predicate="intersects"), strict=True):
        if one < other:
            for here, there in _together(made.cells[one].steps, made.cells[other].steps):
                if here != there:
                    found[here].add(there)
                    found[there].add(here)
    return found


def _together(one: Steps, other: Steps) -> Iterator[tuple[str, str]]:
    """The pairs of actors that two histories have on the same days."""
    for day in sorted({it for it, _ in one} | {it for it, _ in other}):
        here, there = _on(one, day), _on(other, day)
        if here is not None and there is not None:
            yield here, there


def _on(steps: Steps, day: int) -> str | None:
    return next((actor for since, actor in reversed(steps) if since <= day), None)


def _most(made: Mosaic) -> Mapping[str, float]:
    """The land that each actor has at any time, in square degrees: enough to tell many from few."""
    found: defaultdict[str, float] = defaultdict(float)
    for cell in made.cells:
        for actor in {it for _, it in cell.steps if it is not None}:
            found[actor] += float(cell.geometry.area)
    return found
