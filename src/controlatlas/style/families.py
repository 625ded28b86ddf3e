"""How kinds of event look: five families, told apart by colour and by mark, so that the colour alone never has to do it.

Moving map, lists and cards read this one table. What kind an event is stands beside its mark in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..records.model import EventFamily


@dataclass(frozen=True, slots=True)
class FamilyLook:
    """A mark as a path in a square of ``MARK_SIZE``, filled by the even-odd rule, and its colour on light and on dark ground."""

    mark: str
    light: str
    dark: str

    @property
    def css(self) -> str:
        """The colour in a style sheet, light or dark as the page is."""
        return f"light-dark({self.light}, {self.dark})"


MARK_SIZE = 12
"""Width and height of the square in which the marks are drawn."""

FAMILIES: Mapping[EventFamily, FamilyLook] = {
    EventFamily.FIGHTING: FamilyLook("M1 1H11V11H1Z", "#a3290f", "#f0765a"),
    EventFamily.HANDOVER: FamilyLook("M6 .5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11Z", "#00795e", "#2fb592"),
    EventFamily.AGREEMENT: FamilyLook("M6 0L12 6L6 12L0 6Z", "#1b1d21", "#f3f1ea"),
    EventFamily.ROAD: FamilyLook("M6 .5L12 11.5H0Z", "#b87d00", "#e3ab33"),
    EventFamily.STATEMENT: FamilyLook(
        "M6 .5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11ZM6 3.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6Z",
        "#797d86",
        "#a2a6ae",
    ),
}
"""The families, in the order in which they are listed."""


FAMILIES_CSS = "\n".join(
    (
        f".family, i[class^='family-'] {{ display: inline-block; width: {MARK_SIZE}px; height: {MARK_SIZE}px; forced-color-adjust: none; }}",
        *(
            f".family-{key} {{ background: {look.css}; clip-path: path(evenodd, '{look.mark}'); }}"
            for key, look in FAMILIES.items()
        ),
    )
)
"""The marks as style of an empty element of the class ``family-NAME``, to stand before words that say the kind; it has the class
``family`` too where it has others before that."""
