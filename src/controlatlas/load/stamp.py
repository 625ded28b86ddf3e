"""How the files of a dataset stand: a text that changes when any of them does."""

from __future__ import annotations

import hashlib
import pathlib

_FORMS = ("*.json", "*.geojson", "*.png", "context/*")


def stamp_of(folder: pathlib.Path) -> str:
    """What changes when any file of the dataset changes."""
    text = "\n".join(f"{path.name} {_state(path)}" for path in files_of(folder))
    return hashlib.sha256(text.encode()).hexdigest()


def files_of(folder: pathlib.Path) -> list[pathlib.Path]:
    """The files of the dataset, hidden ones aside, in order."""
    files = sorted(path for form in _FORMS for path in folder.glob(form))
    return [path for path in files if not path.name.startswith(".")]


def _state(path: pathlib.Path) -> str:
    """When a file was written and how large it is; nothing for one that just went, or a link that leads nowhere."""
    try:
        stat = path.stat()
    except OSError:
        return ""
    return f"{stat.st_mtime_ns} {stat.st_size}"
