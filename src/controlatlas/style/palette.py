"""The colours of a picture: those of the web map, light or dark, or their greys for a page printed in one ink."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..records.model import Actor, Basis, Dataset, Standing
from .swatches import (
    AGREED,
    BLACK,
    NEUTRAL,
    PAGE,
    READABLE,
    WHITE,
    Swatch,
    color_of,
    contrast,
    mix,
    solid,
    swatch,
    tint,
)

THEMES = ("light", "dark")
TONES = ("colour", "grey")

_GREYS = {"light": (0x60, 0xDC), "dark": (0x58, 0xD0)}
"""The greys of the darkest and of the lightest actor; those with a pattern are told by that."""

MOST_PLAIN = 4
"""With more actors than this, every second one that has no pattern of its own gets lines in grey."""

_LINES = "lines"

EDGE_TONES = (0.75, 0.6, 0.45, 0.3)
"""How much of the colour of an actor the line round its land has, the rest is black; the first that can be told from its land."""

TOLD_APART = 3.0
"""The contrast from which two colours beside each other are told apart."""


@dataclass(frozen=True)
class Palette:
    """How a picture is coloured. ``actors`` are those of the dataset, in the colours of this picture."""

    theme: str
    tone: str
    actors: Mapping[str, Actor]

    @classmethod
    def of(cls, dataset: Dataset, theme: str = "light", tone: str = "colour") -> Palette:
        """The palette for a dataset; ``theme`` is one of ``THEMES``, ``tone`` one of ``TONES``."""
        return _palette(dataset, theme, tone)

    def page(self, name: str) -> str:
        """A colour of the page: paper, card, land, water, ink, soft, faint, accent and so on."""
        return self._toned(PAGE[self.theme][name])

    def actor(self, key: str | None) -> Actor:
        """An actor in the colours of this picture; ``None`` is the one that stands for any."""
        return NEUTRAL if key is None else self.actors[key]

    def full(self, key: str | None) -> str:
        """The full colour of an actor."""
        return self._toned(color_of(self.actor(key), self.theme))

    def solid(self, key: str | None) -> str:
        """The colour of land of the actor where its control matters."""
        return self._toned(solid(self.actor(key), self.theme))

    def tint(self, key: str | None) -> str:
        """The colour of what the actor holds throughout, and of the rest of its country."""
        return self._toned(tint(self.actor(key), self.theme))

    def agreed(self, key: str | None) -> str:
        """The colour of land that has passed to the actor without fighting."""
        return mix(self.solid(key), self.page("card"), AGREED)

    def land(self, key: str | None, *, agreed: bool) -> str:
        """The colour of land of the actor where its control matters, by whether it has passed to it without fighting."""
        return self.agreed(key) if agreed else self.solid(key)

    def ground(self, key: str | None) -> str:
        """The colour on which names stand on land of the actor: its fill, or the ground of its pattern."""
        return self.textured(key)[0] if self.actor(key).pattern else self.solid(key)

    def textured(self, key: str | None) -> tuple[str, str]:
        """The ground, and the dots or lines on it, of land of an actor that has a pattern: light below, dark above."""
        full, other = self.full(key), self._toned(color_of(self.actor(key), "light"))
        if contrast(full, WHITE) >= READABLE:
            return mix(full, WHITE, 0.12), full
        return (full, other) if contrast(full, other) >= READABLE else (full, BLACK)

    def edge(self, key: str | None) -> str:
        """The colour of a line round land of the actor: apart from all fills beside it, also from its own pale ones."""
        if self.theme == "dark":
            return mix(self.full(key), WHITE, 0.4)
        tones = [mix(self.full(key), BLACK, share) for share in EDGE_TONES]
        pale = self.tint(key), self.agreed(key)
        return next((it for it in tones if min(contrast(it, fill) for fill in pale) >= TOLD_APART), tones[-1])

    def needs_line(self, key: str | None) -> bool:
        """Whether land of the actor has a line round it: in greys, where its fill can hardly be told from the pale one of its country."""
        return self.tone == "grey" and contrast(self.solid(key), self.tint(key)) < TOLD_APART

    def swatch(self, key: str | None, standing: Standing, basis: Basis) -> Swatch:
        """The look of an area that the actor controls with this standing and basis."""
        found = swatch(self.actor(key), standing, basis, self.theme)
        toned = self._toned
        return replace(found, fill=toned(found.fill), edge=toned(found.edge), ground=toned(found.ground))

    def _toned(self, color: str) -> str:
        return _grey(color) if self.tone == "grey" else color


@functools.lru_cache(maxsize=32)
def _palette(dataset: Dataset, theme: str, tone: str) -> Palette:
    actors = dict(dataset.actors)
    if tone == "grey":
        actors = _in_grey(actors, theme)
    return Palette(theme, tone, actors)


def _in_grey(actors: Mapping[str, Actor], theme: str) -> dict[str, Actor]:
    """The actors in evenly spaced greys in the order of their lightness; those with a pattern in the darkest one."""
    ordered = sorted(actors.values(), key=lambda actor: luminance(color_of(actor, theme)))
    plain = [actor for actor in ordered if not actor.pattern]
    first, last = _GREYS[theme]
    step = (last - first) / max(1, len(plain) - 1)
    found: dict[str, Actor] = {}
    for index, actor in enumerate(plain):
        pattern = _LINES if len(plain) > MOST_PLAIN and index % 2 else None
        grey = _hex(round(first + step * index))
        found[actor.id] = replace(actor, color=grey, color_dark=grey, pattern=pattern)
    for actor in ordered:
        if actor.pattern:
            found[actor.id] = replace(actor, color=_hex(0x24), color_dark=_hex(0x24))
    return {key: found[key] for key in actors}


def _hex(level: int) -> str:
    return f"#{level:02x}{level:02x}{level:02x}"


def luminance(color: str) -> float:
    """How light a colour of ``#rrggbb`` looks, 0 to 255, by the weights of ITU-R BT.709."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _grey(color: str) -> str:
    level = round(luminance(color))
    return f"#{level:02x}{level:02x}{level:02x}"
