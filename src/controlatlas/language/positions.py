"""Where something is on the globe, as people write it."""

from __future__ import annotations

from ..records.errors import Figure, Said
from .catalogue import Translator, mark, translator

HEMISPHERES = {
    "N": mark("{degrees}° N"),
    "S": mark("{degrees}° S"),
    "E": mark("{degrees}° E"),
    "W": mark("{degrees}° W"),
}


def position_in_degrees(
    latitude: float, longitude: float, decimals: int = 4, t: Translator | None = None
) -> str:
    """A position in decimal degrees with its hemispheres: 40.1000° S, 120.9000° W; on equator and meridian without one.

    Decimals and hemispheres are those of the language of ``t``, English without it: 40,1000° ю. ш.
    """
    said = t or translator("en")
    north = _degrees(latitude, "NS", decimals, said)
    return f"{north}, {_degrees(round_the_earth(longitude), 'EW', decimals, said)}"


def position_said(latitude: float, longitude: float, decimals: int = 4) -> tuple[Said, Said]:
    """The same as two values of a sentence that is told in a language later."""
    sides = ((latitude, "NS"), (round_the_earth(longitude), "EW"))
    north, east = (
        Said(HEMISPHERES[side[value < 0]], degrees=Figure(abs(value), decimals)) for value, side in sides
    )
    return north, east


def degree_in_words(degree: float, *, east_to_west: bool = False) -> str:
    """The degree of a parallel, or of a meridian, with its hemisphere: 80° N, 120° W; 0°, 180° without one."""
    if east_to_west:
        degree = round_the_earth(degree)
    sides = ("E", "W") if east_to_west else ("N", "S")
    side = "" if degree == 0 or abs(degree) == 180 else f" {sides[degree < 0]}"
    return f"{abs(degree):g}°{side}"


def round_the_earth(longitude: float) -> float:
    """A longitude from -180 to 180: on a map across the 180th meridian they run on in memory."""
    return longitude - 360 if longitude > 180 else longitude + 360 if longitude < -180 else longitude


def _degrees(value: float, sides: str, decimals: int, t: Translator) -> str:
    shown = round(value, decimals)
    degrees = t.number(abs(shown), decimals)
    return t(HEMISPHERES[sides[shown < 0]], degrees=degrees) if shown else f"{degrees}°"
