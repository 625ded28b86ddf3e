"""Scripts and style sheets as they are sent: their comments, an eighth of them and more, are for who reads the files."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
"""Lines that hold nothing but a comment."""


def without_comments(text: str) -> str:
    """The text without the lines that hold nothing but a comment."""
    return _COMMENT.sub("", text).strip()
