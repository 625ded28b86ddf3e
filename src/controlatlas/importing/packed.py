"""A dataset as one file to take away, and from there into a folder."""

from __future__ import annotations

import io
import os
import pathlib
import zipfile
from collections.abc import Mapping
from typing import Any

from ..disk.whole import hidden_folder
from ..records.errors import ImportProblemsError, Problem
from .files import text_of

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The date of every file inside, so that the same dataset gives the same bytes."""


def packed(files: Mapping[str, Any], name: str) -> bytes:
    """The folder of a dataset, called ``name``, as a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for member, value in files.items():
            entry = zipfile.ZipInfo(f"{name}/{member}", _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text_of(value))
    return out.getvalue()


def put_into(root: pathlib.Path, content: bytes, name: str) -> pathlib.Path:
    """Unpack what ``packed`` made of a dataset of this name into a new folder under ``root``: all of it, or nothing.

    Raise ``ImportProblemsError`` if there is something of that name, or the folder cannot be written.
    """
    folder = root / name
    try:
        with hidden_folder(root) as place:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                archive.extractall(place)
            if os.path.lexists(folder):
                message = "is there already; choose another name"
                raise ImportProblemsError([Problem(name, "", "", message)])
            os.rename(place / name, folder)
    except OSError as error:
        message = f"cannot be written ({error.strerror}); ask whoever runs the server"
        raise ImportProblemsError([Problem(name, "", "", message)]) from None
    return folder
