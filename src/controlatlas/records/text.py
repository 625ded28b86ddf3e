"""Names as people type them: folded to what case, accents and scripts have in common."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii


def fold(text: str) -> str:
    """A name without case, accents, script and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "", anyascii(bare.replace("ə", "a").replace("ı", "i")).casefold())


HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but for tab and ends of lines
    "\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"  # no width, other direction
    "\ud800-\udfff\U000e0000-\U000e0fff]"  # halves of letters, tags
)
"""Letters that are not seen, or turn round those after them: nobody can check what they do to a name.

The joiner and the non-joiner (U+200C, U+200D) are none of them: Persian and Indic names are written with them.
"""


def shown(text: str) -> str:
    """The text with a � for each letter that would not be seen."""
    return HIDDEN.sub("\ufffd", text)


LONGEST_PART = 60
"""How many letters of a name go into the name of a file."""


def in_file_name(text: str) -> str:
    """The text as a part of the name of a file: letters, digits, dots, hyphens; never a folder, nor the one above."""
    plain = re.sub(r"[^\w.+-]+", "-", text)
    return re.sub(r"\.{2,}", ".", plain)[:LONGEST_PART].strip(".-") or "unnamed"
