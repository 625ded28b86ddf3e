"""Ids and colours for what is imported."""

from __future__ import annotations

import re
from collections.abc import Collection

from anyascii import anyascii

COLORS = (
    ("#0072b2", "#56b4e9"),
    ("#b5521b", "#f0a070"),
    ("#00785a", "#4cc9a4"),
    ("#a0417c", "#e39ac4"),
    ("#7a6a00", "#d9c84a"),
    ("#4b4f9e", "#a3a7f0"),
    ("#7c4a2d", "#cf9f80"),
    ("#3f6d76", "#8fc3cd"),
)
"""Colours for actors, on a light and on a dark ground, which the colour-blind tell apart (after Okabe and Ito)."""

PATTERNS = (None, "lines", "dots", "crosses")
"""What tells actors of one colour apart; ``None`` is a plain fill."""


def id_of(text: str, taken: Collection[str] = (), *, otherwise: str = "place") -> str:
    """An id made of a name: lower-case letters, digits and hyphens; with a number behind it if it is taken."""
    key = re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:100].strip("-") or otherwise
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    return found


def title_of(name: str) -> str:
    """A title made of the name of a folder: my-war is “My war”."""
    return name.replace("-", " ").replace("_", " ").capitalize()


def look_of(index: int) -> dict[str, str]:
    """Colours, and from the ninth actor on a pattern, for the actor of this number, counted from 0."""
    color, dark = COLORS[index % len(COLORS)]
    pattern = PATTERNS[index // len(COLORS) % len(PATTERNS)]
    return {"color": color, "color_dark": dark, **({"pattern": pattern} if pattern else {})}
