"""What a web address and a key of an object must be, beyond what a pattern says."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")


def checked_address(text: str) -> str:
    """The address; raise an error of pydantic if it has no host, no valid one, or a name and password before it."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", None
    if parts is not None and (parts.username is not None or parts.password is not None):
        raise PydanticCustomError("told", "has a user or a password before its host; remove them")
    named = ":" in host or all(_LABEL.fullmatch(label) for label in host.removesuffix(".").split("."))
    if not named:
        raise PydanticCustomError("told", "has no host that could exist; write a whole web address")
    return text


def checked_place(text: str) -> str:
    """A web address, or the path of a file in the folder."""
    if re.match(r"https?://", text):
        return checked_address(text)
    if ":" in text or text.startswith(("/", "\\")) or ".." in text.split("/") or not text:
        raise PydanticCustomError(
            "told",
            "is neither; write a web address that begins with http:// or https://, or the path of a file in the folder",
        )
    return text


def checked_key(text: str) -> str:
    """The key of a record that stands in an object; it is an id like every other."""
    if not _ID.fullmatch(text):
        raise PydanticCustomError(
            "told", "is no id; an id has only lower-case letters, digits and hyphens, at most 120"
        )
    return text
