"""Files that somebody sends to a server: bounded, looked at before any library reads them, and put into a folder of their own.

Each file has to be what its name says: GDAL goes by the content, and some formats of it name other files or addresses to
read. GeoJSON is written anew from its features alone, for the same reason.
"""

from __future__ import annotations

import gzip
import io
import json
import pathlib
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..language.catalogue import mark
from .layers import Found
from .recipe import Upload
from .tables import TABLES, WIDE
from .workbook import NO_WORKBOOK

MOST_MB = 50
"""How large one file that is sent may be."""

MOST_FILES = 2000
"""How many files may come, those in archives counted one by one: some years of days."""

MOST_UNPACKED_MB = 300
"""How large all of them may be together, once they are unpacked."""

_JSON = (".geojson", ".json")
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_STARTS = {
    ".gpkg": b"SQLite format 3\0",
    ".fgb": b"fgb\x03",
    ".shp": b"\x00\x00\x27\x0a",
    ".shx": b"\x00\x00\x27\x0a",
    ".xlsx": b"PK\x03\x04",
}
"""How files of a form begin."""

_KML = ".kml"
_BEGINS_AS_KML = re.compile(r"\s*(<\?xml[^>]*\?>)?\s*(<!--.*?-->\s*)*<(\w+:)?kml[\s>]", re.DOTALL)
_LEADS_ELSEWHERE = re.compile(r"<!DOCTYPE|<!ENTITY|NetworkLink", re.IGNORECASE)

_IN_ARCHIVES = (*TABLES, *_JSON, *_PARTS, ".gpkg", ".fgb", _KML)
ACCEPTED = (*TABLES, *_JSON, *_PARTS, ".gpkg", ".fgb", _KML, ".gz", ".zip")
"""How the names of files end that can be sent."""

_LONGEST_NAME = 100

_NOT_UNPACKED = mark("cannot be unpacked ({reason}); pack it anew")
_PART_MISSING = mark("comes without {files}; send a ZIP with all its files")


@dataclass(slots=True)
class _Room:
    """How much may still come."""

    files: int
    size: int

    @staticmethod
    def empty() -> _Room:
        """All the room there is."""
        return _Room(MOST_FILES, MOST_UNPACKED_MB * 1_000_000)

    def take(self, name: str, source: Any, problems: Found) -> bytes | None:
        """What a file holds, read no further than there is room; ``None`` with a problem noted."""
        self.files -= 1
        content: bytes = source.read(max(self.size, 0) + 1)
        if len(content) > self.size or self.files < 0:
            problems.note(
                name,
                "",
                "",
                mark(
                    "makes it too much: at most {mb} MB in {files} files once unpacked; send a part of it, or use the command line"
                ),
                mb=MOST_UNPACKED_MB,
                files=f"{MOST_FILES:,}",
            )
            return None
        self.size -= len(content)
        return content


def unpacked(uploads: Iterable[Upload], folder: pathlib.Path) -> list[pathlib.Path]:
    """Put what was sent into a folder and give back the tables and layers among it, in the order of their names.

    Raise ``ImportProblemsError`` with everything that is refused, and why.
    """
    problems, room = Found(), _Room.empty()
    found: dict[str, bytes] = {}
    for upload in uploads:
        if len(upload.content) > MOST_MB * 1_000_000:
            problems.note(upload.name, "", "", mark("is larger than {mb} MB; send a smaller one"), mb=MOST_MB)
            continue
        for name, content in _files_in(upload, room, problems):
            if name.lower() in {it.lower() for it in found}:
                problems.note(name, "", "", mark("is there twice; give each file a name of its own"))
                continue
            if (good := _read(name, content, problems)) is not None:
                found[name] = good
    _shapefiles_whole(found, problems)
    if not found and not problems:
        none = mark("nothing of what was sent is a table, a map or a workbook; choose a file that is one")
        problems.note("", "", "", none if uploads else "no file was sent; choose at least one")
    problems.end()
    for name, content in found.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in sorted(found) if _ending(name) not in (".shx", ".dbf", ".prj", ".cpg")]


def _files_in(upload: Upload, room: _Room, problems: Found) -> Iterator[tuple[str, bytes]]:
    """What was sent, by plain names: the members of an archive, what is inside a compressed file, or the file itself."""
    end = _ending(upload.name)
    if end == ".zip":
        yield from _members(upload, room, problems)
        return
    source: Any = io.BytesIO(upload.content)
    name = upload.name
    if end == ".gz":
        source, name = gzip.GzipFile(fileobj=source), name[: -len(end)]
    try:
        content = room.take(upload.name, source, problems)
    except (OSError, EOFError, ValueError) as error:
        problems.note(upload.name, "", "", _NOT_UNPACKED, reason=str(error)[:100])
        return
    if content is not None:
        yield _plain(name), content


def _members(upload: Upload, room: _Room, problems: Found) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(upload.content)) as archive:
            for member in archive.infolist():
                where = pathlib.PurePosixPath(member.filename.replace("\\", "/"))
                if member.is_dir() or where.name.startswith(".") or "__MACOSX" in where.parts:
                    continue
                if where.is_absolute() or ".." in where.parts or ":" in member.filename:
                    message = mark(
                        "holds a file that leads out of the archive; pack the files anew, without folders"
                    )
                    problems.note(upload.name, member.filename[:120], "", message)
                    continue
                if _ending(where.name) not in _IN_ARCHIVES:
                    continue  # metadata, styles, indexes
                with archive.open(member) as source:
                    content = room.take(upload.name, source, problems)
                if content is None:
                    return
                yield _plain(where.name), content
    except RuntimeError:
        problems.note(upload.name, "", "", mark("is locked with a password; pack it without one"))
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        problems.note(upload.name, "", "", _NOT_UNPACKED, reason=str(error)[:100])


def _plain(name: str) -> str:
    """A name without folders, of letters that every system can write; days in it stay, and its end does."""
    return (
        re.sub(r"[^\w.+-]+", "-", pathlib.PurePosixPath(name).name)[-_LONGEST_NAME:].lstrip(".-") or "unnamed"
    )


def _ending(name: str) -> str:
    return pathlib.PurePosixPath(name).suffix.lower()


def _read(name: str, content: bytes, problems: Found) -> bytes | None:
    """The content of a file that is what its name says; ``None`` with a problem noted."""
    end = _ending(name)
    if end in _JSON:
        return _geojson(name, content, problems)
    if end == _KML:
        return _kml(name, content, problems)
    if end not in _IN_ARCHIVES:
        listed = ", ".join(it for it in ACCEPTED if it not in _PARTS[1:])
        message = mark("is of no form that can be read here; send one of {forms}")
        problems.note(name, "", "", message, forms=listed)
        return None
    start = _STARTS.get(end)
    if start is not None and not content.startswith(start):
        message = mark("is no {form}, whatever its name says; save it as one")
        problems.note(name, "", "", message, form=end[1:].upper())
        return None
    if end in (".csv", ".tsv", ".txt") and b"\0" in content and content[:2] not in WIDE:
        problems.note(name, "", "", mark("is no text in UTF-8; save it as CSV in UTF-8"))
        return None
    if end == ".xlsx":
        return content if _workbook_is_small(name, content, problems) else None
    return content


def _kml(name: str, content: bytes, problems: Found) -> bytes | None:
    """A KML that holds its shapes itself, and names no other file or address that holds them."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not _BEGINS_AS_KML.match(text):
        message = mark("is no {form}, whatever its name says; save it as one")
        problems.note(name, "", "", message, form="KML")
        return None
    if _LEADS_ELSEWHERE.search(text):
        message = mark(
            "names another file or address that holds its shapes; save a KML with the shapes in it"
        )
        problems.note(name, "", "", message)
        return None
    return content


def _geojson(name: str, content: bytes, problems: Found) -> bytes | None:
    """GeoJSON of the features alone."""
    try:
        value = json.loads(content.decode("utf-8-sig"))
        if not isinstance(value, dict) or value.get("type") not in ("FeatureCollection", "Feature"):
            message = mark("is no FeatureCollection; save the layer as GeoJSON")
            problems.note(name, "", "", message)
            return None
        features = value["features"] if value["type"] == "FeatureCollection" else [value]
        if not isinstance(features, list):
            raise ValueError("features is no list")
        crs = value.get("crs")
        kept = {"type": "FeatureCollection", **({"crs": crs} if crs else {}), "features": features}
        return json.dumps(kept, ensure_ascii=False, allow_nan=False).encode("utf-8", "strict")
    except (ValueError, KeyError, RecursionError) as error:
        message = mark("is no JSON that can be read ({reason}); save the layer anew")
        problems.note(name, "", "", message, reason=str(error)[:100])
        return None


def _workbook_is_small(name: str, content: bytes, problems: Found) -> bool:
    """Whether a workbook, which is an archive, does not unpack to more than there is room for."""
    room = _Room.empty()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                with archive.open(member) as source:
                    while chunk := source.read(1_000_000):
                        room.size -= len(chunk)
                        if room.size < 0:
                            problems.note(
                                name,
                                "",
                                "",
                                mark("unpacks to more than {mb} MB; send a smaller one"),
                                mb=MOST_UNPACKED_MB,
                            )
                            return False
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        problems.note(name, "", "", NO_WORKBOOK, reason=str(error)[:100])
        return False
    return True


def _shapefiles_whole(found: dict[str, bytes], problems: Found) -> None:
    """A shapefile is several files of one name; its shapes alone say neither whose they are nor where."""
    names = {it.lower() for it in found}
    for name in found:
        stem, end = name[: -len(_ending(name))].lower(), _ending(name)
        if end == ".shp" and (missing := [it for it in (".shx", ".dbf") if stem + it not in names]):
            listed = " and ".join(f"{stem}{it}" for it in missing)
            problems.note(name, "", "", _PART_MISSING, files=listed)
        elif end in (".shx", ".dbf", ".prj", ".cpg") and stem + ".shp" not in names:
            problems.note(name, "", "", _PART_MISSING, files=f"{stem}.shp")
