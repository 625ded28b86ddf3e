"""Names as people type them: folded to what case, accents and scripts have in common."""

from __future__ import annotations

import functools
import re
import unicodedata

from anyascii import anyascii


@functools.lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """A name without case, accents, script and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "", anyascii(bare.replace("ə", "a").replace("ı", "i")).casefold())


UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but for tab and ends of lines
    "\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffc"  # of no width
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # halves of letters, and what is no letter
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"  # tags
)
"""Letters that are not seen: nobody can check what they do to a name. No text of a dataset or of a reader holds one.

The joiner and the non-joiner (U+200C, U+200D) are none of them: Persian and Indic names are written with them. What
turns the direction of writing is none either, as long as it ends in the text in which it begins (``unpaired``).
"""

_OPENING = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def unpaired(text: str) -> list[tuple[int, str]]:
    """Where a text turns the direction of writing and does not turn it back, each with what would end it.

    Where it ends a direction that did not begin, nothing would: the second is empty.
    """
    open_: list[tuple[int, str]] = []
    alone: list[tuple[int, str]] = []
    for found in _TURNING.finditer(text):
        letter = found[0]
        if letter in _OPENING:
            open_.append((found.start(), _OPENING[letter]))
        elif open_ and open_[-1][1] == letter:
            open_.pop()
        else:
            alone.append((found.start(), ""))
    return sorted(alone + open_)


def shown(text: str) -> str:
    """The text with a � for each letter that would not be seen, or would turn round what comes after the text."""
    letters = list(UNSEEN.sub("\ufffd", text))
    for at, _ in unpaired(text):
        letters[at] = "\ufffd"
    return "".join(letters)


def hidden_in(text: str) -> str:
    """The first letter of a text that ``shown`` would not leave; empty if there is none."""
    return next((letter for letter, there in zip(text, shown(text), strict=True) if letter != there), "")


LONGEST_PART = 60
"""How many letters of a name go into the name of a file."""


def in_file_name(text: str) -> str:
    """The text as a part of the name of a file: letters, digits, dots, hyphens; never a folder, nor the one above."""
    plain = re.sub(r"[^\w.+-]+", "-", text)
    return re.sub(r"\.{2,}", ".", plain)[:LONGEST_PART].strip(".-") or "unnamed"
