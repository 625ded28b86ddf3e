"""Where readers find this installation: the address that permalinks and citations carry, if it has been set."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

from ..records.errors import SettingError
from ..records.text import UNSEEN

VARIABLE = "CONTROLATLAS_ADDRESS"
"""Holds the public address of the app, such as https://atlas.example.org/."""

SITE_VARIABLE = "CONTROLATLAS_SITE"
"""Holds the address of the published site, such as https://maps.example.org/atlas."""

_LOCAL = ("localhost", "0.0.0.0", "::1")


def public_address() -> str | None:
    """The public address, with a slash at its end; ``None`` if none is set.

    Raise ``SettingError`` if what is set is no web address, or one that leads nowhere from another machine.
    """
    return _address_in(VARIABLE)


def published_site() -> str | None:
    """The address of the published site (``controlatlas publish --base``), with a slash at its end; ``None`` if none is set.

    Raise ``SettingError`` as ``public_address`` does.
    """
    return _address_in(SITE_VARIABLE)


def _address_in(variable: str) -> str | None:
    text = os.environ.get(variable, "").strip()
    if not text:
        return None
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if re.search(r"[\s\"'<>\\^`{|}]", text) or UNSEEN.search(text):
        host = ""
    if not host or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise SettingError(
            f"{variable} is {text[:200]!r}; write a web address, as in https://atlas.example.org/"
        )
    if host in _LOCAL or host.startswith("127.") or host.endswith(".localhost"):
        raise SettingError(
            f"{variable} is {text[:200]!r}, which leads to the reader's own machine; give the public address, or unset it"
        )
    return text.rstrip("/") + "/"
