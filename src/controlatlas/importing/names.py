"""Ids and colours for what is imported."""

from __future__ import annotations

import re
from collections.abc import Collection

from anyascii import anyascii

from ..style.swatches import mix

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


SHADES = ((None, 1.0), ("#000000", 0.6), ("#ffffff", 0.45))
"""What is laid over the colours, and which share of them is left: darkness is what all eyes tell apart."""

LOOKS = len(COLORS) * len(PATTERNS) * len(SHADES)
"""How many looks there are."""


def look_of(index: int) -> dict[str, str]:
    """Colours for the actor of this number, counted from 0: from the ninth on with a pattern, from the 33rd darker, then paler."""
    color, dark = COLORS[index % len(COLORS)]
    pattern = PATTERNS[index // len(COLORS) % len(PATTERNS)]
    ground, share = SHADES[index // (len(COLORS) * len(PATTERNS)) % len(SHADES)]
    if ground is not None:
        color, dark = mix(color, ground, share), mix(dark, ground, share)
    return {"color": color, "color_dark": dark, **({"pattern": pattern} if pattern else {})}
