"""How things look on every map: one table that the web map and the pictures read."""

from __future__ import annotations

APPROXIMATE_M = 3000
"""A settlement whose position is less precise than this is drawn with the sign of an approximate position."""
