"""The scripts of components as they travel with a run of a page: without the lines that only their readers need."""

from __future__ import annotations

import importlib.resources

from ...style.scripts import without_comments


def script_text(name: str) -> str:
    """The text of a script beside this file."""
    text = importlib.resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return "\n".join(line.strip() for line in without_comments(text).splitlines())
