"""How things look on every map: one table that the web map, its style sheet and the pictures read.

Lengths are pixels of the screen, or logical pixels of a picture. A zoom is that of web maps: 0 shows the world in 256
pixels, and each step doubles it. That one table serves a live and a still map is learned from
https://github.com/protomaps/protomaps-leaflet (``src/default_style``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..records.model import LineKind

APPROXIMATE_M = 3000
"""A settlement whose position is less precise than this is drawn with the sign of an approximate position."""

# ---------------------------------------------------------------- settlements and names, by rank

DOT_RADIUS: dict[int, float] = {1: 4.6, 2: 3.7, 3: 2.7, 4: 2.4, 5: 1.8}
"""Radius of the dot of a settlement at the zoom at which dots have their own size."""

DOT_ZOOM: Mapping[int, float] = {1: 0, 2: 0, 3: 7.2, 4: 7.75, 5: 9.4}
"""From which zoom on dots are shown, unless there are few or very many of them (``density``)."""

DOT_GROWTH: Mapping[str, float] = {"least": 0.82, "from": 7.5, "step": 0.17, "most": 1.9}
"""Dots are ``least`` times their size up to the zoom ``from``, then grow by ``step`` a zoom to ``most``."""

Outline = tuple[tuple[float, float], ...]
"""Corners, right and down from the middle, in radii of the dot that would stand there."""

SIGN_OUTLINES: Mapping[str, Outline] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)),
    "triangle": ((0.0, -1.25), (1.2, 0.85), (-1.2, 0.85)),
}
"""What settlements of a dataset's own kinds are drawn as instead of dots: about as large to the eye."""

LARGE_RANK = 2
"""Settlements of this rank or a lower one have a stronger rim."""

RING_GAP = 10.0
"""How far outside its dot the ring runs that says of a settlement that the extent of its land is unknown, in pixels."""

DOT_SHARE: Mapping[str, float] = {"inferred": 0.72, "far": 0.55}
"""How much of its own colour a dot has whose state is inferred, and how much paper one that lies only about there."""

NAME_ZOOM: Mapping[int, float] = {1: 0, 2: 8.3, 3: 8.9, 4: 9.6, 5: 10.7}
"""From which zoom on settlements are named."""

BOTH_NAMES_ZOOM: Mapping[int, float] = {1: 8.0, 2: 9.0, 3: 10.0, 4: 10.6, 5: 11.4}
"""From which zoom on both names of a settlement are written, if there is room."""

NAME_SIZE: Mapping[int, float] = {1: 13.5, 2: 12, 3: 11, 4: 10.5, 5: 10}
"""Height of the letters of the name of a settlement."""

STRONG_NAME_RANK, SOFT_NAME_RANK = 1, 4
"""Names up to the first rank are in stronger letters, those from the second on in softer ink."""

LONG_NAME, LONG_NAME_ZOOM = 26, 11
"""Letters above which the name of a settlement that is not large is left out, and the zoom from which it is not."""


@dataclass(frozen=True, slots=True)
class AreaName:
    """The name of an area, in capitals: height of the letters, and what is added after each of them."""

    size: float
    spacing: float


AREA_NAMES: Mapping[str, AreaName] = {
    "country": AreaName(14, 4.0),
    "lake": AreaName(11, 0.8),
    "district": AreaName(9.5, 1.4),
}
"""The names of areas by what they name."""

COUNTRY_NAME_UNTIL = 10.5
"""Up to which zoom countries are named."""

DISTRICT_NAME_ZOOM = 8.4
"""From which zoom on districts are named."""

# ---------------------------------------------------------------- fills

HATCH_STEP, HATCH_WIDTH = 6.0, 2.8
"""From stripe to stripe, and width of a stripe, of a contested area; stripes rise to the right."""

REGION_HATCH = 7.0
"""From stripe to stripe of land that is not confirmed, in pictures; stripes and gaps are equally wide."""

TEXTURE_STEP = 6.0
"""From dot to dot, and from line to line, of the pattern of an actor."""

TEXTURE_DOT, TEXTURE_LINE, TEXTURE_OPACITY = 0.95, 1.1, 0.62
"""Radius of such a dot, width of such a line, and how much of both is seen."""

UNSURE_STEP = (36.0, 24.0)
"""From one question mark to the next, across and down, where only a date is uncertain."""

UNSURE_DOT, UNSURE_SIGN = 1.5, 11.0
"""Radius of the dots between them, and height of the question mark."""

# ---------------------------------------------------------------- lines


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: its width, its dashes and gaps if it has any, and how much of it is seen, 0 to 1."""

    width: float
    dash: tuple[float, float] | None = None
    opacity: float = 1.0


ONLY_IN_PICTURES: Mapping[str, Stroke] = {
    "region-front": Stroke(3.2),
    "region-front-constructed": Stroke(2.4, (6.0, 3.4)),
    "region-constructed": Stroke(1.6, (5.0, 3.4)),
    "region-constructed-casing": Stroke(3.0),
    "region-front-casing": Stroke(5.8, None, 0.85),
    "region-edge": Stroke(1.2),
    "region-agreed": Stroke(1.2),
    "region-held": Stroke(1.4),
    "region-corridor": Stroke(1.6),
    "region-district": Stroke(0.8, None, 0.55),
    "net": Stroke(0.7, None, 0.6),
    "leader": Stroke(1.2),
    "leader-casing": Stroke(2.6, None, 0.7),
    "changed": Stroke(1.9),
    "changed-casing": Stroke(3.8),
    "changed-unsure": Stroke(2.4),
    "changed-unsure-casing": Stroke(4.6),
}
"""Lines that only pictures have."""

STROKES: Mapping[str, Stroke] = {
    "area": Stroke(0.8),
    "claim": Stroke(1.1, (3.5, 2.5)),
    "corridor": Stroke(1.3),
    "centreline": Stroke(1.1, (1.2, 2.6)),
    "front": Stroke(1.9, None, 0.85),
    "front-inferred": Stroke(1.4, (4, 2), 0.85),
    "front-casing": Stroke(3.8, None, 0.55),
    "district": Stroke(0.7, None, 0.24),
    "border": Stroke(1.1),
    "lake": Stroke(0.5),
    "river": Stroke(1.6),
    "river-over": Stroke(0.7, None, 0.55),
    "dot": Stroke(0.9),
    "dot-large": Stroke(1.5),
    "dot-claimed": Stroke(1.3, (1.8, 1.2)),
    "dot-uncertain": Stroke(0.9, (1.6, 1.4)),
    "dot-uncertain-large": Stroke(1.5, (1.6, 1.4)),
    "dot-far": Stroke(1.1, (1.2, 1.4)),
    "dot-ring": Stroke(1.1, (2.6, 2.0)),
    "marked": Stroke(1.9),
    "marked-halo": Stroke(5.0, None, 0.85),
    **ONLY_IN_PICTURES,
}
"""The lines of the map by what they are; the style sheet has each as ``--NAME-width``, ``-dash`` and ``-opacity``."""

OTHER_LINE = LineKind("", width=1.0, dash=(4, 3))
"""The look of a dated line whose kind the dataset does not describe."""

CASING_OPACITY = 0.7
"""How much is seen of the paper under a dated line that has some."""


def dot_growth(zoom: float) -> float:
    """By how much the dots of settlements are larger or smaller at a zoom."""
    grown = DOT_GROWTH["least"] + (zoom - DOT_GROWTH["from"]) * DOT_GROWTH["step"]
    return min(DOT_GROWTH["most"], max(DOT_GROWTH["least"], grown))


def marks_for_player() -> dict[str, Any]:
    """What of the table the player computes with, as plain values; from which zoom on what is shown is in ``density``."""
    return {
        "dotRadius": dict(DOT_RADIUS),
        "signs": {name: [list(it) for it in outline] for name, outline in SIGN_OUTLINES.items()},
        "ringGap": RING_GAP,
        "nameSize": dict(NAME_SIZE),
        "strongNameRank": STRONG_NAME_RANK,
        "softNameRank": SOFT_NAME_RANK,
        "largeRank": LARGE_RANK,
        "longName": LONG_NAME,
        "longNameZoom": LONG_NAME_ZOOM,
        "areaNames": {name: [look.size, look.spacing] for name, look in AREA_NAMES.items()},
        "countryNameUntil": COUNTRY_NAME_UNTIL,
        "hatch": [HATCH_STEP, HATCH_WIDTH],
        "texture": [TEXTURE_STEP, TEXTURE_DOT, TEXTURE_LINE],
        "unsure": [*UNSURE_STEP, UNSURE_DOT],
        "casingOpacity": CASING_OPACITY,
    }


def marks_css() -> str:
    """The lines and shares of the table as CSS variables."""
    lines = [f"--texture-opacity: {TEXTURE_OPACITY};", f"--unsure-sign: {UNSURE_SIGN}px;"]
    lines += [f"--dot-{name}: {share};" for name, share in DOT_SHARE.items()]
    for name, stroke in STROKES.items():
        if name in ONLY_IN_PICTURES:
            continue
        dash = " ".join(f"{it:g}" for it in stroke.dash) if stroke.dash else "none"
        lines.append(
            f"--{name}-width: {stroke.width:g}; --{name}-dash: {dash}; --{name}-opacity: {stroke.opacity:g};"
        )
    return f":root {{ {' '.join(lines)} }}"
