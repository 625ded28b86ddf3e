"""Which letters a text may hold: whatever people write, and nothing that breaks lines, files or the text around it.

Every text of every file is looked at, also in fields of other standards that the map does not use.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from ..records.text import UNSEEN, unpaired
from .naming import path_of, record_of

Found = tuple[str, str, str]
"""Record, field and what is wrong."""


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
    if any(letter in text for letter in "\t\n\r"):
        return "holds a tab or a line break; a text is one line, so put a space there"
    if unseen := UNSEEN.search(text):
        return f"holds the letter U+{ord(unseen[0]):04X}, which nobody can see; remove it"
    if not any(unicodedata.category(letter)[0] not in "ZC" for letter in text):
        return _NOTHING
    if not (turns := unpaired(text)):
        return ""
    at, end = turns[0]
    if not end:
        return f"ends with U+{ord(text[at]):04X} a direction that did not begin; remove it"
    return f"begins a direction of writing that does not end; close it with U+{ord(end):04X}, or remove it"


_NOTHING = "holds nothing that can be seen; write a text, or leave the field out"
