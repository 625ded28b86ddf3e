"""The colours of a picture: those of the web map, light or dark, or their greys for a page printed in one ink."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..records.model import Actor, Basis, Dataset, Standing
from .swatches import NEUTRAL, PAGE, Swatch, color_of, swatch

THEMES = ("light", "dark")
TONES = ("colour", "grey")

_GREYS = {"light": (0x24, 0xC4), "dark": (0xF0, 0x56)}
"""The grey of the darkest and of the lightest actor on light paper; on dark paper, of the lightest and the darkest."""

_LINES = "lines"


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
    """The actors in evenly spaced greys in the order of their lightness; of neighbours without a pattern one gets lines."""
    ordered = sorted(actors.values(), key=lambda actor: luminance(color_of(actor, theme)))
    if theme == "dark":
        ordered.reverse()
    first, last = _GREYS[theme]
    step = (last - first) / max(1, len(ordered) - 1)
    found: dict[str, Actor] = {}
    lined = True
    for index, actor in enumerate(ordered):
        level = round(first + step * index)
        grey = f"#{level:02x}{level:02x}{level:02x}"
        pattern = actor.pattern
        if not pattern:
            lined = not lined
            pattern = _LINES if lined else None
        found[actor.id] = replace(actor, color=grey, color_dark=grey, pattern=pattern)
    return {key: found[key] for key in actors}


def luminance(color: str) -> float:
    """How light a colour of ``#rrggbb`` looks, 0 to 255, by the weights of ITU-R BT.709."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _grey(color: str) -> str:
    level = round(luminance(color))
    return f"#{level:02x}{level:02x}{level:02x}"
