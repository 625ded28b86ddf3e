"""Where something is on the globe, as people write it."""

from __future__ import annotations


def position_in_degrees(latitude: float, longitude: float) -> str:
    """A position in decimal degrees with its hemispheres: 40.1000° S, 120.9000° W; on equator and meridian without one."""
    return f"{_degrees(latitude, 'N', 'S')}, {_degrees(longitude, 'E', 'W')}"


def _degrees(value: float, positive: str, negative: str) -> str:
    shown = round(value, 4)
    side = f" {positive}" if shown > 0 else f" {negative}" if shown < 0 else ""
    return f"{abs(shown):.4f}°{side}"
