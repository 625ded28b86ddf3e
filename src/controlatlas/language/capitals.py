"""Capital letters as a language writes them; ``webmap/player/writing.js`` does the same in the browser."""

from __future__ import annotations

_BEFORE = {"az": (("i", "İ"),), "hy": (("և", "եվ"),)}
"""What becomes of a letter before the rule of Unicode, which knows no language: i has its dot in Azerbaijani, and the Armenian
ligature is two letters, of which the second is not that of the old spelling."""


def capitals(text: str, language: str) -> str:
    """The text in capitals: İDDİA in Azerbaijani, ՍԵՎԱՆԱ in Armenian, IDEA in English."""
    for small, large in _BEFORE.get(language.partition("-")[0], ()):
        text = text.replace(small, large)
    return text.upper()


def with_capital(text: str, language: str) -> str:
    """The text with a capital at its beginning, and the rest as it is: İddia, Եվ այլն, Idea."""
    first = capitals(text[:1], language)
    return first[:1] + first[1:].lower() + text[1:]
