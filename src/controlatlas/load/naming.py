"""How a place in a file is named in a problem: its record and its field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def record_of(item: Any, index: int) -> str:
    """How to name a raw record: by its id if it has one, else by its place in the file (from 1)."""
    if isinstance(item, dict) and isinstance(item.get("id"), str) and item["id"]:
        return str(item["id"])
    return f"record {index + 1}"


def path_of(location: Iterable[str | int]) -> str:
    """A field's path as people write it: ``changes[1].to``; list places count from 1."""
    text = ""
    for part in location:
        if part != "[key]":  # pydantic's mark for "the name of the field, not its value"
            text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
