"""Texts that are not ours as they stand, where Streamlit would read them as Markdown."""

from __future__ import annotations

import re

from ...records.text import shown

NOTHING = ":small[]"
"""A piece of Markdown that is an empty ``span``: nothing is seen, spoken or copied, but the text ends here.

Addresses, emoji, icons and arrows are looked for in the finished text, when escapes have been read already. So a
backslash does not keep them off; what does is that no piece of the text holds the whole of one. Letters of no width
would do the same, but they are copied with the text, and a search for the word would not find it.
"""

_ENTITIES = {":": "&#58;", "$": "&#36;", "\n": "&#10;", "\r": "&#10;", "\t": "&#9;"}
"""Letters that Streamlit looks for in the source, whether a backslash stands before them or not, and ends of lines."""

_READ = re.compile(r"[\\`*_\[\]<>~#|&]")
"""What Markdown reads anywhere in a line."""

_OPENING = re.compile(r"^([-+=]|\d+(?=[.)]))")
"""What it reads at the start of a line: lists, rules and underlines."""

_JOINTS = re.compile(
    r"(?<=:)(?=\S)"  # https:|//, :|material_home:, :|smile:
    r"|(?<=www)(?=\.)"
    r"|(?<=@)"
    r"|(?<=[<>~-])(?=[->=])",  # ->, <-, <->, --, >=, <=, ~=
    re.IGNORECASE,
)
"""Where a text is taken apart so that nothing is found in it afterwards."""


def as_text(text: object) -> str:
    """Markdown that shows the text letter by letter; ends of lines become spaces, and hidden letters are shown as �."""
    said = shown(str(text))
    opening = _OPENING.match(said)
    parts = [_escaped(part) for part in _JOINTS.split(said)]
    if opening:
        digits = len(opening[0]) if opening[0].isdecimal() else 0
        parts[0] = f"{parts[0][:digits]}\\{parts[0][digits:]}"
    marked = NOTHING.join(parts)
    if marked.startswith(" "):
        return f"&#32;{marked[1:]}"
    return NOTHING + marked if marked and not marked[0].isascii() and not marked[0].isalpha() else marked


def _escaped(text: str) -> str:
    bare = _READ.sub(r"\\\g<0>", text)
    return "".join(_ENTITIES.get(letter, letter) for letter in bare)
