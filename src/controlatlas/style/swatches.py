"""How control looks: colours, hatching and dashes, for the web map and for pictures alike.

Nothing here knows an actor by name. A standing is never told by colour alone: claimed has a dashed edge,
contested is hatched, an uncertain date is dotted, and what is inferred is lighter than what is recorded.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..records.model import Actor, Basis, Standing
from .families import FAMILIES
from .marks import STROKES

INK = {"light": "#22262b", "dark": "#eceae4"}
PAPER = {"light": "#f7f5f0", "dark": "#191c20"}

# "beyond" is where a base map has neither land nor a lake: the sea, or land of which it knows nothing. "water" is a lake.
PAGE: Mapping[str, Mapping[str, str]] = {
    "light": {
        "paper": PAPER["light"],
        "card": "#fdfcf9",
        "beyond": PAPER["light"],
        "land": "#efece4",
        "water": "#a3c8d6",
        "water-ink": "#254a5b",
        "river": "#86afc0",
        "front": "#121316",
        "casing": "#ffffff",
        "border": "#8f897d",
        "rule": "#dcd8cd",
        "rule-strong": "#8f8b80",
        "ink": INK["light"],
        "soft": "#565c63",
        "faint": "#686c73",
        "accent": "#8a1f2b",
        "focus": "#1f5fbf",
        "shadow": "rgba(40, 36, 28, 0.16)",
    },
    "dark": {
        "paper": PAPER["dark"],
        "card": "#20242a",
        "beyond": PAPER["dark"],
        "land": "#23272c",
        "water": "#47707f",
        "water-ink": "#e9f3f8",
        "river": "#5b8797",
        "front": "#ffffff",
        "casing": "#0c0d0f",
        "border": "#666a70",
        "rule": "#363b42",
        "rule-strong": "#757a82",
        "ink": INK["dark"],
        "soft": "#b9bcc0",
        "faint": "#989da4",
        "accent": "#e58b8b",
        "focus": "#86b4ff",
        "shadow": "rgba(8, 9, 11, 0.5)",
    },
}

STRENGTH: Mapping[tuple[Standing, Basis], float] = {
    (Standing.HELD, Basis.RECORDED): 0.58,
    (Standing.HELD, Basis.INFERRED): 0.40,
    (Standing.CLAIMED, Basis.RECORDED): 0.33,
    (Standing.CLAIMED, Basis.INFERRED): 0.25,
    (Standing.CONTESTED, Basis.RECORDED): 0.66,
    (Standing.CONTESTED, Basis.INFERRED): 0.46,
    (Standing.DRAWN, Basis.RECORDED): 0.58,
    (Standing.DRAWN, Basis.INFERRED): 0.40,
}
"""How much of the actor's colour an area has; the rest is paper."""

LIFT = {"light": 1.0, "dark": 1.25}
"""By how much that is raised on a dark ground, where the same share of colour is harder to see."""

WHITE, BLACK = "#ffffff", "#161616"
"""The letters on a full colour."""

READABLE = 4.5
"""The contrast that letters need (WCAG 2.2, level AA)."""

LIGHTENED = 0.72
"""How much of its colour a light actor has on the land of a picture."""

AGREED = 0.36
"""How much of the colour of what was taken land has that passed by agreement."""

TINT = {"light": 0.17, "dark": 0.16}
"""How much of the actor's colour the tint of a country has; the rest is paper."""

NEUTRAL = Actor("neutral", {}, "#6f6d66", "#a7a49b")
"""Stands for any actor where the legend explains a standing; its index is that after the last actor."""

UNCERTAIN = len(Standing)
"""The index of the look of what is contested only because its date is uncertain; it follows those of the standings."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Swatch:
    """The look of an area: fill and edge as ``#rrggbb``, dashes of the edge, and what the fill is on its ground.

    It is ``hatched`` if the area is contested; that only a date is uncertain is a look of the style sheet.
    """

    fill: str
    edge: str
    dash: tuple[float, float] | None
    hatched: bool
    ground: str


def swatch(actor: Actor, standing: Standing, basis: Basis, theme: str = "light") -> Swatch:
    """The look of an area that this actor controls with this standing."""
    full, paper = color_of(actor, theme), PAPER[theme]
    fill = mix(full, paper, STRENGTH[standing, basis] * LIFT[theme])
    return Swatch(
        fill=fill,
        edge=mix(full, paper, 0.9) if standing is Standing.CLAIMED else fill,
        dash=STROKES["claim"].dash if standing is Standing.CLAIMED else None,
        hatched=standing is Standing.CONTESTED,
        ground=mix(full, paper, 0.1),
    )


def solid(actor: Actor, theme: str = "light") -> str:
    """The colour of land in a picture where its control matters: dark enough for white letters, or light enough for ink.

    A colour between the two goes to the side that is nearer, so that neighbours differ and names on it can be read.
    """
    full = color_of(actor, theme)
    if contrast(full, WHITE) >= READABLE:
        return full
    if theme == "dark" and contrast(full, WHITE) < 3 * READABLE / 4:
        return full
    if contrast(full, WHITE) >= 3 * READABLE / 4:
        return _until(full, BLACK, lambda it: contrast(it, WHITE) >= READABLE)
    return mix(full, PAPER[theme], LIGHTENED)


def tint(actor: Actor, theme: str = "light") -> str:
    """The pale colour of a country that is the home of the actor, and of what the actor holds in it throughout."""
    return mix(color_of(actor, theme), PAPER[theme], TINT[theme])


def agreed(actor: Actor, theme: str = "light") -> str:
    """The colour of land that has passed to the actor without fighting."""
    return mix(solid(actor, theme), PAGE[theme]["card"], AGREED)


def letters_on(fill: str) -> str:
    """White or black letters, whichever can be read better on a fill."""
    return max((WHITE, BLACK), key=lambda it: contrast(it, fill))


@functools.lru_cache(maxsize=4096)
def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, by the formula of WCAG 2.2."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(color: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [it / 255 for it in _channels(color)]
    red, green, blue = (it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _until(color: str, toward: str, good: Callable[[str], bool]) -> str:
    """The colour, moved toward another until it is good."""
    return next(found for step in range(101) if good(found := mix(toward, color, step / 100)) or step == 100)


def color_of(actor: Actor, theme: str) -> str:
    """The actor's full colour in a light or dark surrounding; raise ``ValueError`` if it is no ``#rrggbb``."""
    return _checked(actor.color_dark if theme == "dark" else actor.color)


def mix(color: str, ground: str, share: float) -> str:
    """That share of one colour laid on another, both ``#rrggbb``."""
    pairs = zip(_channels(color), _channels(ground), strict=True)
    return "#" + "".join(f"{round(top * share + under * (1 - share)):02x}" for top, under in pairs)


def theme_css(actors: Iterable[Actor], auto: str = ':root[data-theme="auto"]') -> str:
    """The style sheet of both themes: page colours, and the fills of each actor, as CSS variables and classes.

    ``auto`` selects the pages that are dark where the reader's system is.
    """
    known = (*actors, NEUTRAL)
    blocks = [
        _block(':root, :root[data-theme="light"]', "light", known),
        "@media (prefers-color-scheme: dark) {" + _block(auto, "dark", known) + "}",
        _block(':root[data-theme="dark"]', "dark", known),
        *(_rules(index, actor) for index, actor in enumerate(known)),
        *(f".family-{key} {{ fill: var(--family-{key}); }}" for key in FAMILIES),
    ]
    return "\n".join(blocks)


def looks_css(actors: Iterable[Actor]) -> str:
    """The looks of areas beside words: elements of a class ``kISB``, whose numbers are those of actor, standing and basis.

    What ``theme_css`` declares has to be there.
    """
    rules = []
    for index, _ in enumerate((*actors, NEUTRAL)):
        for s, standing in enumerate(Standing):
            for b, _ in enumerate(Basis):
                plain = f"var(--a{index}s{s}b{b})"
                ground = plain
                if standing is Standing.CONTESTED:
                    ground = (
                        f"repeating-linear-gradient(135deg, {plain} 0 4px, var(--a{index}-ground) 4px 8px)"
                    )
                edge = " border-style: dashed;" if standing is Standing.CLAIMED else ""
                rules.append(f".k{index}{s}{b} {{ background: {ground};{edge} }}")
    return "\n".join(rules)


def _block(selector: str, theme: str, actors: tuple[Actor, ...]) -> str:
    lines = [f"--{name}: {value};" for name, value in PAGE[theme].items()]
    lines.append(f"color-scheme: {theme};")
    lines += [f"--family-{key}: {getattr(look, theme)};" for key, look in FAMILIES.items()]
    for index, actor in enumerate(actors):
        lines.append(f"--a{index}: {color_of(actor, theme)};")
        lines.append(f"--a{index}-ground: {swatch(actor, Standing.HELD, Basis.RECORDED, theme).ground};")
        lines.append(f"--a{index}-solid: {solid(actor, theme)}; --a{index}-agreed: {agreed(actor, theme)};")
        lines.append(f"--a{index}-tint: {tint(actor, theme)};")
        for s, standing in enumerate(Standing):
            for b, basis in enumerate(Basis):
                lines.append(f"--a{index}s{s}b{b}: {swatch(actor, standing, basis, theme).fill};")
    return f"{selector} {{ {' '.join(lines)} }}"


def _rules(index: int, actor: Actor) -> str:
    contested = tuple(Standing).index(Standing.CONTESTED)
    rules = [
        f".a{index} {{ --actor: var(--a{index}); --ground: var(--a{index}-ground); --solid: var(--a{index}-solid); "
        f"--agreed: var(--a{index}-agreed); --tint: var(--a{index}-tint); }}",
        f".dot.a{index}.s{contested} {{ fill: url(#half-{index}); }}",
        f".dot.a{index}.s{UNCERTAIN} {{ fill: url(#core-{index}); }}",
        *(
            f".area.a{index}.s{UNCERTAIN}.b{b} {{ fill: url(#unsure-{index}-{b}); --fill: var(--a{index}s{contested}b{b}); }}"
            for b, _ in enumerate(Basis)
        ),
    ]
    for s, standing in enumerate(Standing):
        for b, _ in enumerate(Basis):
            fill = _fill(f"a{index}s{s}b{b}", f"{index}-{s}-{b}", f"{index}-{b}", actor, standing)
            rules.append(f".area.a{index}.s{s}.b{b} {{ fill: {fill}; --fill: var(--a{index}s{s}b{b}); }}")
    return "\n".join(rules)


def _fill(plain: str, texture: str, hatch: str, actor: Actor, standing: Standing) -> str:
    """What fills an area: stripes if contested, else the texture of an actor that has one, else plain colour."""
    if standing is Standing.CONTESTED:
        return f"url(#hatch-{hatch})"
    return f"url(#texture-{texture})" if actor.pattern else f"var(--{plain})"


def _checked(color: str) -> str:
    if not _HEX.fullmatch(color):
        raise ValueError(f"{color!r} is no colour; write it as #rrggbb")
    return color.lower()


def _channels(color: str) -> tuple[int, int, int]:
    text = _checked(color)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
