"""The signs of the map as they stand beside words on a page: the look of an area, in the colours of the page."""

from __future__ import annotations

from ...records.model import Actor, Basis, Standing
from ...style.swatches import color_of, swatch


def area_look(actor: Actor, standing: Standing, basis: Basis, theme: str) -> str:
    """Ground and edge of an area that an actor controls so, as declarations of CSS; ``theme`` is light or dark."""
    look = swatch(actor, standing, basis, theme)
    ground = look.fill
    if look.hatched:
        ground = f"repeating-linear-gradient(135deg, {look.fill} 0 4px, {look.ground} 4px 8px)"
    edge = f"2px dashed {look.edge}" if look.dash else f"1px solid {color_of(actor, theme)}"
    return f"background: {ground}; border: {edge}"
