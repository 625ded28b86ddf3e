"""The styles in which references are written: files of the Citation Style Language (CSL 1.0) of our own.

They are written after the manuals for the kinds of works that datasets cite. Those of the CSL project come in one
package of some ten thousand, 94 MB on disk, and under a licence (CC BY-SA) that does not let them be part of this one.
"""

from __future__ import annotations

import importlib.resources
from typing import IO


def open_style(name: str) -> IO[bytes]:
    """The file of a style: ``apa`` (seventh edition) or ``chicago`` (author and date)."""
    return (importlib.resources.files(__package__) / "csl" / f"{name}.csl").open("rb")
