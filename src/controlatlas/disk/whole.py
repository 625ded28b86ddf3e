"""Files and folders that are written whole or not at all, even by a process that is killed in the middle.

What is not whole yet has a name of its own, in which the machine and the process stand. So the next process that writes into the
same folder knows what a killed one has left, and takes it away.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import platform
import re
import secrets
import shutil
import stat
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping

UNFINISHED = ".controlatlas-unfinished"
"""The folder with files that are all written, on their way to the places of those that they replace."""

_MACHINE = f"{zlib.crc32(platform.node().encode()):08x}"
"""This machine, so that in a folder which several share each clears only what was left by its own."""

_PART = re.compile(rf"\.controlatlas-{_MACHINE}-(\d{{1,9}})-[0-9a-f]{{12}}\.part")


def put(target: pathlib.Path, content: bytes) -> None:
    """Write a file whole, in place of one that is there, or raise ``OSError`` and leave all as it was.

    A file that is replaced keeps its permissions, a new one has those that the umask leaves.
    """
    part = _part_in(target.parent)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if mode is not None:
            os.chmod(part, mode)
        os.replace(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def put_folder(target: pathlib.Path, fill: Callable[[pathlib.Path], object]) -> None:
    """Make a folder that is not there, with what ``fill`` writes into it, or raise and leave nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with hidden_folder(target.parent) as place:
        (place / target.name).mkdir()
        fill(place / target.name)
        os.rename(place / target.name, target)


def replace_all(folder: pathlib.Path, files: Mapping[str, bytes]) -> None:
    """Put files, by their paths, into a folder that is there: all of them or none.

    A process that is killed while they go to their places leaves them in ``UNFINISHED``, from where ``finish`` goes on.
    """
    with hidden_folder(folder) as place:
        for name, content in files.items():
            path = place / "files" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        finish(folder)
        os.rename(place / "files", folder / UNFINISHED)
    finish(folder)


def unfinished(folder: pathlib.Path) -> list[str]:
    """The paths of files that a killed process has not put into their places in the folder any more."""
    place = folder / UNFINISHED
    return sorted(it.relative_to(place).as_posix() for it in place.rglob("*") if it.is_file())


def finish(folder: pathlib.Path) -> list[str]:
    """Put what is unfinished in a folder into its places, and give back the paths."""
    found = unfinished(folder)
    for name in found:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / UNFINISHED / name, target)
    shutil.rmtree(folder / UNFINISHED, ignore_errors=True)
    return found


@contextlib.contextmanager
def hidden_folder(beside: pathlib.Path | None = None) -> Iterator[pathlib.Path]:
    """A folder for a while, in one that is there or among those of the system for such things; nobody else may look into it."""
    where = pathlib.Path(tempfile.gettempdir()) if beside is None else beside
    clear(where)
    place = _part_in(where)
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def clear(folder: pathlib.Path) -> None:
    """Take away what was left in a folder by processes of this machine that were killed: their numbers are in the names."""
    _clear(folder, lambda process: not _lives(process))


def take_away(process: int) -> None:
    """Take away the folders for a while of a process that has ended, or is about to."""
    _clear(pathlib.Path(tempfile.gettempdir()), lambda it: it == process)


def folders_of(process: int) -> list[pathlib.Path]:
    """The folders for a while that a process has now among those of the system."""
    found = pathlib.Path(tempfile.gettempdir()).glob(f".controlatlas-{_MACHINE}-{process}-*.part")
    return [it for it in found if it.is_dir()]


def _part_in(folder: pathlib.Path) -> pathlib.Path:
    return folder / f".controlatlas-{_MACHINE}-{os.getpid()}-{secrets.token_hex(6)}.part"


def _clear(folder: pathlib.Path, whose: Callable[[int], bool]) -> None:
    with contextlib.suppress(OSError):  # then what is to be written there says what is wrong
        for entry in os.scandir(folder):
            found = _PART.fullmatch(entry.name)
            if found and whose(int(found[1])):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    os.unlink(entry.path)


def _lives(process: int) -> bool:
    """Whether there is such a process; where that cannot be asked without harm, it is taken for one."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
