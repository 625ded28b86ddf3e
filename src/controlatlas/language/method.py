"""What the page on method says wherever it stands: how each word is drawn, how the mosaic of areas is made."""

from __future__ import annotations

from collections.abc import Mapping

from .catalogue import mark

DRAWN_AS: Mapping[str, str] = {
    "held": mark("A plain colour."),
    "claimed": mark("A dashed edge."),
    "contested": mark("Hatched."),
    "drawn": mark("A plain colour."),
    "uncertain": mark("Dotted, with a question mark."),
    "recorded": mark("The full strength of the colour."),
    "inferred": mark("A weaker colour."),
}
"""How each word is drawn, beside what it means."""

MOSAIC = (
    mark(
        "All known lines are laid over each other: borders of districts, lines of contact, agreed zones, corridors. What "
        "lies between them is a unit of land."
    ),
    mark(
        "Where settlements within a unit have dated changes of their own, the unit is cut: each point follows the nearest "
        "of these settlements, up to a few kilometres. Such land is inferred, until a source speaks of the area itself."
    ),
    mark(
        "Land never contradicts a known line on one of its days; a settlement that does keeps its dot and gets no land."
    ),
    mark(
        "Cells share their edges exactly, without gaps and overlaps. Areas are measured on the ellipsoid, never in the "
        "projection of the screen."
    ),
    mark("The last change dated on or before a day decides who holds a place on that day."),
)
