"""A site in its folder: only what is another than before is written, and only what we wrote is ever removed."""

from __future__ import annotations

import hashlib
import json
import pathlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..disk.whole import clear, put
from ..records.errors import PublishError
from .files import SiteFile

MANIFEST = "site.json"
"""The list of all files of the site with their fingerprints: by it the next publishing knows what is ours."""

_KIND = "Control Atlas site"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a folder: paths of files that were new, that were another before, and that are there no more.

    ``kept`` counts those that were the same. ``edited`` are files that we had made and somebody has changed since: they
    are no part of the site any more and were left where they are.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int
    edited: tuple[str, ...]


def manifest_of(folder: pathlib.Path, dataset: object = None) -> dict[str, str]:
    """The files that an earlier publishing has left, with their fingerprints; none in a new or empty folder.

    Raise ``PublishError`` if the folder holds anything and no list of ours, or a list that cannot be read, or the site of
    another ``dataset`` than this.
    """
    if not folder.exists():
        return {}
    if not folder.is_dir():
        raise PublishError(f"{folder} is a file; name a folder")
    path = folder / MANIFEST
    if not path.exists():
        if any(folder.iterdir()):
            raise PublishError(
                f"{folder} is not empty and holds no {MANIFEST}, so it is no site that was published before; name a new or "
                "an empty folder"
            )
        return {}
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        files = _by_path(known["files"]) if known["kind"] == _KIND else None
    except (ValueError, KeyError, TypeError, AttributeError):
        files = None
    if files is None or not all(map(_is_inside, files)):
        raise PublishError(f"{path} is no list of a site that was published; name a new or an empty folder")
    if dataset is not None and known.get("dataset") not in (None, dataset):
        raise PublishError(
            f"{folder} holds the site of the dataset {known['dataset']!r}, and this is {dataset!r}; name another folder, or "
            "that dataset with --dataset"
        )
    return files


def write_site(
    folder: pathlib.Path, files: Iterable[SiteFile], about: Mapping[str, object], *, dry: bool = False
) -> Written:
    """Bring a folder to hold these files, and the list of them; ``about`` says in the list what the site is of.

    With ``dry`` nothing is written. Raise ``PublishError`` if a file would replace one that is not ours, before anything is
    written, or if the folder cannot be written to.
    """
    before = manifest_of(folder, about.get("dataset"))
    wanted = {file.path: file.content for file in files}
    marks = {path: _fingerprint(content) for path, content in sorted(wanted.items())}
    found = _compared(folder, wanted, marks, before)
    if dry:
        return found
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for place in {(folder / path).parent for path in (MANIFEST, *before, *marks)}:
            clear(place)
        # whatever is broken off leaves a list that names all that is ours, and says that the site is not whole
        _write(folder / MANIFEST, _listed({**before, **marks}, about, whole=False))
        for path in (*found.new, *found.changed):
            _write(folder / path, wanted[path])
        for path in found.removed:
            (folder / path).unlink(missing_ok=True)
            _remove_empty(folder, (folder / path).parent)
        _write(folder / MANIFEST, _listed(marks, about, whole=True))
    except OSError as error:
        raise PublishError(f"cannot write to {folder}: {error.strerror}") from error
    return found


def _compared(
    folder: pathlib.Path, wanted: Mapping[str, bytes], marks: Mapping[str, str], before: Mapping[str, str]
) -> Written:
    new, changed, foreign, kept = [], [], [], 0
    for path in marks:
        there = folder / path
        if not there.exists():
            new.append(path)
        elif path not in before:
            foreign.append(path)
        elif there.is_file() and there.read_bytes() == wanted[path]:
            kept += 1
        else:
            changed.append(path)
    if foreign:
        raise PublishError(
            f"{folder / foreign[0]} is there and was not published by us; move it away, or name another folder"
        )
    gone = [path for path in before if path not in marks and (folder / path).is_file()]
    ours = [path for path in gone if before[path].startswith(_fingerprint((folder / path).read_bytes()))]
    edited = tuple(path for path in gone if path not in set(ours))
    return Written(tuple(new), tuple(changed), tuple(ours), kept, edited)


def _is_inside(path: str) -> bool:
    """Whether a path of a list stays in the folder."""
    parts = pathlib.PurePosixPath(path).parts
    return (
        bool(parts)
        and not path.startswith("/")
        and "\\" not in path
        and ":" not in path
        and ".." not in parts
    )


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _listed(marks: Mapping[str, str], about: Mapping[str, object], *, whole: bool) -> bytes:
    """The list, folder by folder, for a path names its folder thousands of times."""
    files: dict[str, dict[str, str]] = {}
    for path, mark in sorted(marks.items()):
        folder, _, name = path.rpartition("/")
        files.setdefault(folder, {})[name] = mark
    known = {"kind": _KIND, **about, "whole": whole, "files": files}
    return (json.dumps(known, ensure_ascii=False, indent=0, separators=(",", ": ")) + "\n").encode()


def _by_path(files: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The files of a list by their paths."""
    return {
        f"{folder}/{name}" if folder else name: str(mark)
        for folder, names in files.items()
        for name, mark in names.items()
    }


def _write(path: pathlib.Path, content: bytes) -> None:
    """Put a file in its place whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, content)


def _remove_empty(top: pathlib.Path, folder: pathlib.Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
