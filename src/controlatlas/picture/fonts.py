"""The letters of pictures: which font draws a text, how wide it is, and where it breaks.

Source Sans and Source Serif (packages of their own) for Latin and Cyrillic; what they lack, Armenian above all, is drawn
whole in DejaVu, which matplotlib brings. The same fonts everywhere make the same picture everywhere.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
import matplotlib
from anyascii import anyascii
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.textpath import text_to_path

_SANS = Path(font_source_sans_pro.__file__).parent / "files"
_SERIF = Path(font_source_serif_pro.__file__).parent / "files"
_SPARE = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_MEASURED = 10.0
"""The size of a font of matplotlib that says no other."""
_FINE = 100.0


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, and how style sheets name it. ``scale`` makes it look as large as the others."""

    path: Path
    family: str
    weight: int
    italic: bool = False
    scale: float = 1.0


FACES: Mapping[str, Face] = {
    "sans": Face(_SANS / "SourceSansPro-Regular.ttf", "'Source Sans Pro', 'Source Sans 3', sans-serif", 400),
    "sans+": Face(_SPARE / "DejaVuSans.ttf", "'DejaVu Sans', sans-serif", 400, scale=0.88),
    "medium": Face(
        _SANS / "SourceSansPro-Semibold.ttf", "'Source Sans Pro', 'Source Sans 3', sans-serif", 600
    ),
    "medium+": Face(_SPARE / "DejaVuSans-Bold.ttf", "'DejaVu Sans', sans-serif", 700, scale=0.84),
    "italic": Face(
        _SANS / "SourceSansPro-It.ttf", "'Source Sans Pro', 'Source Sans 3', sans-serif", 400, True
    ),
    "italic+": Face(_SPARE / "DejaVuSans-Oblique.ttf", "'DejaVu Sans', sans-serif", 400, True, scale=0.88),
    "serif": Face(_SERIF / "SourceSerifPro-Semibold.ttf", "'Source Serif Pro', 'Source Serif 4', serif", 600),
    "serif+": Face(_SPARE / "DejaVuSerif-Bold.ttf", "'DejaVu Serif', serif", 700, scale=0.82),
}
"""Each face, and under its name with a plus the font for texts with letters that it lacks."""


def drawn_in(text: str, face: str) -> str:
    """The face that draws the whole of a text: the one wanted, or its spare, or the one that has the most letters."""
    wanted = (face,) if face.endswith("+") else (face, f"{face}+", "sans+")
    return next((key for key in wanted if not _lacking(text, FACES[key].path)), wanted[-1])


def face_of(text: str, face: str) -> Face:
    """The font that draws the whole of a text."""
    return FACES[drawn_in(text, face)]


def missing(text: str, face: str) -> str:
    """The letters of a text that its font cannot draw; nothing, if all is well."""
    return _lacking(text, face_of(text, face).path)


@functools.cache
def properties(path: Path) -> FontProperties:
    """The font for matplotlib, at size 1; copy it to set another."""
    return FontProperties(fname=path)


@functools.lru_cache(maxsize=4096)
def writable(text: str) -> str:
    """The text with letters that none of the fonts has (emoji, say) spelled in letters that they have.

    The narrow space that does not break, which some fonts lack, becomes one of the usual width.
    """
    text = text.replace("\u202f", "\u00a0")
    lacking = set(_lacking(text, FACES["sans+"].path)) & set(_lacking(text, FACES["sans"].path))
    return "".join(anyascii(letter) if letter in lacking else letter for letter in text) if lacking else text


def respelled(text: str) -> bool:
    """Whether a text is drawn in other letters than it is written in, because the fonts lack some of them."""
    return writable(text) != text.replace("\u202f", "\u00a0")


@functools.lru_cache(maxsize=32)
def subset_of(path: Path, letters: str) -> bytes:
    """A font file (WOFF) with these letters and no more; same letters, same bytes."""
    from fontTools import subset  # takes a fifth of a second, and only drawings with letters need it

    options = subset.Options(flavor="woff", hinting=False, recalc_timestamp=False, notdef_outline=True)
    options.drop_tables += ["FFTM"]  # when the font was made, for its editor
    font = subset.load_font(str(path), options)
    cut = subset.Subsetter(options)
    cut.populate(text=letters)
    cut.subset(font)
    out = io.BytesIO()
    font.flavor = "woff"
    font.save(out, reorderTables=False)
    return out.getvalue()


def width_of(text: str, size: float, face: str = "sans", spacing: float = 0.0) -> float:
    """Width of a line of text in logical pixels."""
    if spacing:
        return sum(letter for _, letter in spaced(text, size, face, spacing)) - spacing
    return _width(text, face) * size


@functools.lru_cache(maxsize=32768)
def _width(text: str, face: str) -> float:
    """Width of a line of text that is one pixel high."""
    found = face_of(text, face)
    wide, _, _ = text_to_path.get_text_width_height_descent(text, properties(found.path), ismath=False)
    return float(wide) / _MEASURED * found.scale


def spaced(text: str, size: float, face: str, spacing: float) -> list[tuple[str, float]]:
    """Each letter of a text with how far it and the space behind it move the pen."""
    found = face_of(text, face)
    font = get_font(found.path)
    font.set_size(_FINE, 72)
    wide = (font.load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance for letter in text)
    return [
        (letter, units / 65536 / _FINE * size * found.scale + spacing)
        for letter, units in zip(text, wide, strict=True)
    ]


def wrapped(text: str, size: float, width: float, face: str = "sans", most: int | None = None) -> list[str]:
    """The text in lines no wider than that; a word that is wider is cut. Beyond ``most`` lines it ends in an ellipsis."""
    lines: list[str] = []
    face = drawn_in(text, face)
    gap = width_of("n n", size, face) - width_of("nn", size, face)
    for paragraph in text.splitlines():
        line, filled = "", 0.0
        for word in filter(None, paragraph.split(" ")):  # a day and its year stay together
            for piece in _pieces(word, size, width, face):
                wide = width_of(piece, size, face)
                if line and filled + gap + wide > width:
                    lines.append(line)
                    line, filled = piece, wide
                else:
                    line, filled = (f"{line} {piece}", filled + gap + wide) if line else (piece, wide)
        if line:
            lines.append(line)
    if most is not None and len(lines) > most:
        lines = lines[:most]
        last = lines[-1]
        while last and width_of(f"{last}…", size, face) > width:
            last = last[:-1].rstrip()
        lines[-1] = f"{last}…"
    return lines


def _pieces(word: str, size: float, width: float, face: str) -> list[str]:
    """The word, in pieces if it is wider than a line: cut behind a hyphen, where there is one."""
    found: list[str] = []
    while len(word) > 1 and width_of(word, size, face) > width:
        cut = len(word) - 1
        while cut > 1 and width_of(word[:cut], size, face) > width:
            cut -= 1
        cut = word.rfind("-", 1, cut) + 1 or cut
        found.append(word[:cut])
        word = word[cut:]
    return [*found, word]


@functools.lru_cache(maxsize=4096)
def _lacking(text: str, path: Path) -> str:
    font = get_font(path)
    return "".join(
        letter for letter in text if letter not in " \n\t" and not font.get_char_index(ord(letter))
    )
