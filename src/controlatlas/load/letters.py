"""Which letters a text may hold: whatever people write, and nothing that breaks lines, files or the text around it.

Every text of every file is looked at, also in fields of other standards that the map does not use.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from .naming import path_of, record_of

Found = tuple[str, str, str]
"""Record, field and what is wrong."""

_OPENING = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
_CLOSING = frozenset(_OPENING.values())
_UNSEEN = frozenset("\u200b\u2060\ufeff\u2028\u2029")
"""Letters of no width that no script needs, and line ends of Unicode; joiners are needed, and stay."""


def strange_texts(value: Any) -> Iterator[Found]:
    """Each text in a file that holds what no text may hold, under its record and field."""
    records = value.get("features") if isinstance(value, dict) else value
    if isinstance(records, list):
        for index, record in enumerate(records):
            yield from _in(record, record_of(record, index), ())
    if isinstance(value, dict):
        yield from _in({key: inner for key, inner in value.items() if key != "features"}, "", ())


def _in(value: Any, record: str, path: tuple[str | int, ...]) -> Iterator[Found]:
    todo: list[tuple[Any, tuple[str | int, ...]]] = [(value, path)]
    while todo:
        inner, way = todo.pop()
        if isinstance(inner, dict):
            todo.extend((it, (*way, str(key))) for key, it in reversed(inner.items()) if key != "coordinates")
        elif isinstance(inner, list):
            todo.extend((it, (*way, index)) for index, it in reversed(list(enumerate(inner))))
        elif isinstance(inner, str) and (message := _wrong(inner)):
            yield record, path_of(way), message


def _wrong(text: str) -> str:
    """What is wrong with the letters of a text, and what to do; empty if nothing is."""
    if text.isascii() and text.isprintable():
        return "" if text.strip() or not text else _NOTHING
    for letter in text:
        if letter in "\t\n\r":
            return "holds a tab or a line break; a text is one line, so put a space there"
        number = ord(letter)
        if unicodedata.category(letter) == "Cc" or letter in _UNSEEN or number & 0xFFFE == 0xFFFE:
            return f"holds the letter U+{number:04X}, which nobody can see; remove it"
    if not any(unicodedata.category(letter)[0] not in "ZC" for letter in text):
        return _NOTHING
    open_: list[str] = []
    for letter in text:
        if letter in _OPENING:
            open_.append(_OPENING[letter])
        elif letter in _CLOSING and (not open_ or open_.pop() != letter):
            return f"ends with U+{ord(letter):04X} a direction that did not begin; remove it"
    if open_:
        return f"begins a direction of writing that does not end; close it with U+{ord(open_[-1]):04X}, or remove it"
    return ""


_NOTHING = "holds nothing that can be seen; write a text, or leave the field out"
