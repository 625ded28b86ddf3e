"""Latitudes and longitudes as they stand in tables: 48.1, 48,1, N48.1, 48°06′N, 48 06 00 N, 48,1000° с. ш."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from typing import Any

from ..language.catalogue import LANGUAGES, mark, translator
from ..language.positions import HEMISPHERES
from .days import is_empty
from .layers import Found

NORTH_SOUTH, EAST_WEST = "NS", "EW"

_MOST = {NORTH_SOUTH: 90, EAST_WEST: 180}
_NONE = {
    NORTH_SOUTH: mark("{value} is no latitude; write it in degrees, as in 48.1 or 48°06′00″ N"),
    EAST_WEST: mark("{value} is no longitude; write it in degrees, as in 30.5 or 30°30′00″ E"),
}
_SEVERAL = {
    NORTH_SOUTH: mark(
        "{value} can be read in more than one way; write the latitude as in 48.1 or 48°06′00″ N"
    ),
    EAST_WEST: mark(
        "{value} can be read in more than one way; write the longitude as in 30.5 or 30°30′00″ E"
    ),
}

_SAME = str.maketrans({"º": "°", "˚": "°", **dict.fromkeys("′’‘ʹ´`", "'"), **dict.fromkeys('″”“ʺ', '"'), **dict.fromkeys("−–", "-")})  # fmt: skip
"""What people write for the sign of degrees, minutes and seconds, and for minus."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_WORDS = {
    **{"n": "N", "north": "N", "s": "S", "south": "S", "e": "E", "east": "E", "w": "W", "west": "W"},
    **{"с": "N", "ю": "S", "в": "E", "з": "W"},
}
"""The four quarters in a letter or a word. O is none of them: east in German, west in French and Spanish."""


def degrees_in(value: Any, axis: str) -> float | None:
    """Degrees of latitude (``NORTH_SOUTH``) or longitude (``EAST_WEST``); ``None`` for what is none.

    Raise ``ValueError`` for what can be read in more than one way.
    """
    if isinstance(value, int | float):
        return _within(float(value), axis)
    text = " ".join(str(value).translate(_SAME).replace("''", '"').casefold().split())
    figures, side = _parted(text)
    if side is None:
        return None
    sign = figures.startswith("-")
    figures = figures.lstrip("+-").strip() if figures[:1] in ("+", "-") else figures
    number = _of_figures(figures, named=bool(side))
    if number is None or (side and side not in axis):
        return None
    if side and sign:
        raise ValueError(value)
    return _within(-number if sign or side in ("S", "W") else number, axis)


def noted_degrees(value: Any, axis: str, file: str, where: str, field: str, problems: Found) -> float | None:
    """The same of a cell of a table, with what is wrong with it noted."""
    try:
        found = degrees_in(value, axis)
    except ValueError:
        problems.note(file, where, field, _SEVERAL[axis], value=repr(str(value)[:60]))
        return None
    if found is None:
        problems.note(file, where, field, _NONE[axis], value=repr("" if is_empty(value) else str(value)[:60]))
    return found


def _within(number: float, axis: str) -> float | None:
    return number if math.isfinite(number) and abs(number) <= _MOST[axis] else None


def _parted(text: str) -> tuple[str, str | None]:
    """The figures of a position and its quarter of the sky, before or behind them: empty if it has none, ``None`` if it is no word for one."""
    found = re.fullmatch(r"((?:[^\W\d_]+[. ]*)*)([-+]?\d.*?[\d°'\"]?) *([^\W\d_][^\d]*)?", text)
    if found is None or (found[1] and found[3]):
        return text, None if re.search(r"[^\W\d_]", text) else ""
    word = re.sub(r"[.\s]", "", found[1] or found[3] or "")
    return found[2].strip(), _quarters().get(word) if word else ""


@functools.cache
def _quarters() -> Mapping[str, str]:
    """The quarters by what they are called, also in the languages of the program: с. ш., şm. e."""
    called = {
        re.sub(r"[.\s]", "", translator(language)(words, degrees="").replace("°", "").casefold()): side
        for language in LANGUAGES
        for side, words in HEMISPHERES.items()
    }
    return {**called, **_WORDS}


def _of_figures(text: str, *, named: bool) -> float | None:
    """Degrees, and minutes and seconds behind them; ``named``: the quarter of the sky stands beside them."""
    numbers = _NUMBER.findall(text)
    before, *between = (it.strip() for it in _NUMBER.split(text))
    if not 1 <= len(numbers) <= 3 or before:
        return None
    *between, last = between
    signs = ("°", "'", '"')
    marked = between[:1] in (["°"], [":"])
    if last not in ("", signs[len(numbers) - 1]):
        return None
    if any(
        it not in ((sign, ":", "") if marked else ("", "-")) for it, sign in zip(between, signs, strict=False)
    ):
        return None
    if len(numbers) > 1 and not marked and not named:
        raise ValueError(text)
    return _sum_of(numbers)


def _sum_of(numbers: list[str]) -> float | None:
    """The degrees of whole degrees, whole minutes and whatever comes last; ``None`` where there are sixty minutes and more."""
    if any(not it.isdecimal() for it in numbers[:-1]):
        return None
    values = [float(it.replace(",", ".")) for it in numbers]
    if any(it >= 60 for it in values[1:]):
        return None
    return math.fsum(it / by for it, by in zip(values, (1, 60, 3600), strict=False))
