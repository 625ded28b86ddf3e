"""That a dataset whose check takes long has been checked and had no problems, remembered by what its files and the checks themselves say.

What is remembered is an empty file, named by a hash, in the folder for such things: ``$CONTROLATLAS_CACHE``, else
``controlatlas`` in that of the system. Where it cannot be written nothing is remembered, and all goes on as ever.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pathlib
import sys
from collections.abc import Iterable

from .stamp import files_of

VARIABLE = "CONTROLATLAS_CACHE"

WORTH_S = 1.0
"""How many seconds of CPU a check takes that is worth remembering."""

MOST = 200
"""How many are remembered; the oldest are forgotten."""


def key_of(folder: pathlib.Path) -> str | None:
    """What stands for the files of a dataset and for how they are checked; ``None`` if they cannot be read.

    A pipe or a device in place of a file is not read: it may never end.
    """
    try:
        files = files_of(folder)
        return _hash_of(files, _program()) if all(it.is_file() for it in files) else None
    except OSError:
        return None


def is_remembered(key: str | None) -> bool:
    """Whether this very dataset has passed these very checks."""
    return key is not None and os.path.isfile(_place() / key)  # false, and no error, where one may not look


def remember(key: str | None, seconds: float) -> None:
    """Take note that it has, if that took as many seconds of CPU as it is worth."""
    if key is None or seconds < WORTH_S:
        return
    try:
        _place().mkdir(parents=True, exist_ok=True)
        (_place() / key).touch()
        for old in sorted(_place().iterdir(), key=lambda it: it.stat().st_mtime)[:-MOST]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _place() -> pathlib.Path:
    home = pathlib.Path(os.path.expanduser("~"))  # unlike Path.home() no error where nobody knows of a home
    usual = {"win32": os.environ.get("LOCALAPPDATA"), "darwin": str(home / "Library" / "Caches")}
    system = usual.get(sys.platform) or os.environ.get("XDG_CACHE_HOME") or str(home / ".cache")
    return pathlib.Path(os.environ.get(VARIABLE) or pathlib.Path(system) / "controlatlas") / "checked"


@functools.cache
def _program() -> str:
    """What stands for the checks: another version of the program checks anew."""
    package = pathlib.Path(__file__).parents[1]
    rooms = ("records", "history", "measure", "evidence", "check", "load")
    return _hash_of(sorted(it for room in rooms for it in (package / room).glob("*.py")), "")


def _hash_of(files: Iterable[pathlib.Path], before: str) -> str:
    found = hashlib.sha256(before.encode())
    for path in files:
        content = path.read_bytes()
        found.update(f"\n{path.parent.name}/{path.name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()
