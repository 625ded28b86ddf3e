"""Every form in which something can be taken away, in one table."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..disk.whole import clear, put
from ..language.captions import PictureKind
from ..language.catalogue import mark, translator
from ..picture.spec import PictureSpec, shots_of, validated
from ..records.errors import ExportError
from ..records.model import Dataset
from .bundle import bundle
from .clip import gif, mp4
from .data_files import csv_table, geojson
from .png import png
from .progress import UNWATCHED, Progress
from .vector import pdf, svg


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the ending of its files, its media type, what it is good for, and what makes it.

    A form that ``moves`` is a clip; one that is ``drawn`` has a size and colours. ``also`` are other endings that its
    files may have.
    """

    id: str
    name: str
    media: str
    purpose: str
    make: Callable[[Dataset, PictureSpec, Progress], bytes]
    moves: bool = False
    drawn: bool = True
    also: tuple[str, ...] = ()

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings by which a file is known as one of this form."""
        return tuple(f".{ending}" for ending in (self.id, *self.also))


def _page(dataset: Dataset, spec: PictureSpec, progress: Progress) -> bytes:
    """The web page. What builds it is loaded when it is asked for: it takes 80 MB, and no other form needs it."""
    from .page import page

    return page(dataset, spec, progress)


FORMS: Mapping[str, Form] = {
    form.id: form
    for form in (
        Form("png", "PNG", "image/png", mark("a picture for web and print"), png),
        Form("svg", "SVG", "image/svg+xml", mark("a drawing to edit, with named layers"), svg),
        Form("pdf", "PDF", "application/pdf", mark("a page to print, in vectors"), pdf),
        Form(
            "gif", "GIF", "image/gif", mark("a clip that plays everywhere, without controls"), gif, moves=True
        ),
        Form("mp4", "MP4", "video/mp4", mark("a clip for video and social media"), mp4, moves=True),
        Form(
            "html",
            mark("Web page"),
            "text/html",
            mark("the map that plays, in one file"),
            _page,
            drawn=False,
            also=("htm",),
        ),
        Form(
            "geojson",
            "GeoJSON",
            "application/geo+json",
            mark("data with shapes, for a GIS"),
            geojson,
            drawn=False,
            also=("json",),
        ),
        Form("csv", "CSV", "text/csv", mark("data as a table"), csv_table, drawn=False),
        Form(
            "zip",
            "ZIP",
            "application/zip",
            mark("picture, caption, sources, data and licence together"),
            bundle,
        ),
    )
}


def make(dataset: Dataset, spec: PictureSpec, form: str, progress: Progress = UNWATCHED) -> bytes:
    """The file that a specification asks for; raise ``ExportError`` with all that is wrong, or ``CancelledError``."""
    t = translator(spec.language)
    if form not in FORMS:
        raise ExportError([t("“{text}” is not among: {all}.", text=form[:40], all=", ".join(FORMS))])
    return FORMS[form].make(dataset, validated(fitted_to_form(spec, form), dataset, t), progress)


def effort(dataset: Dataset, spec: PictureSpec, form: str) -> float:
    """How much there is to draw, in millions of pixels; how long that takes depends on the machine."""
    pictures = 1
    if FORMS[form].moves and spec.earlier is not None:
        pictures = len(shots_of(spec, dataset))
    return pictures * spec.size.width * spec.size.height / 1e6


def fitted_to_form(spec: PictureSpec, form: str) -> PictureSpec:
    """The specification, as a clip for a form that moves, and as a still picture for one that does not."""
    if FORMS[form].moves:
        return replace(spec, kind=PictureKind.CLIP)
    if spec.kind is PictureKind.CLIP and form in ("png", "svg", "pdf", "zip"):
        return replace(spec, kind=PictureKind.DAY)
    return spec


def write(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file whole or not at all; raise ``ExportError`` if it is there already and ``force`` is not said.

    A link is followed: what it leads to is written. A file that is replaced keeps its permissions, a new one has
    those that the umask leaves. What cannot be written is an ``ExportError`` as well.
    """
    target = check_path(path, force=force)
    clear(target.parent)
    try:
        put(target, content)
    except OSError as error:
        raise ExportError([_unwritable(path, error)]) from None


def check_ending(path: Path, form: str) -> None:
    """Raise ``ExportError`` if the name of a file ends otherwise than files of that form do: nothing would open it."""
    endings = FORMS[form].endings
    if path.suffix.lower() not in endings:
        other = _shown(path.with_suffix(endings[0]))
        raise ExportError(
            [f"{_shown(path)} is to be a file of the form {form}; give it its ending, as in {other}"]
        )


def check_path(path: Path, *, force: bool) -> Path:
    """The file that would be written, links followed; raise ``ExportError`` if nothing can be written there.

    Best asked before the work is done.
    """
    shown = _shown(path)
    if "\0" in str(path):
        raise ExportError([f"{shown} holds a NUL, which no name of a file can; choose another name"])
    target = Path(os.path.realpath(path))
    try:
        there: int | None = path.stat().st_mode
    except FileNotFoundError:
        there = None
    except OSError as error:
        raise ExportError([_unwritable(path, error)]) from None
    if there is not None and stat.S_ISDIR(there):
        raise ExportError([f"{shown} is a folder; name a file in it"])
    if there is not None and not stat.S_ISREG(there):
        raise ExportError([f"{shown} is no plain file but a device or a pipe; name a file, or - to print it"])
    if there is not None and not force:
        raise ExportError([f"{shown} is there already; choose another name, or replace it with --force"])
    if not target.parent.is_dir():
        raise ExportError(
            [
                f"there is no folder {_shown(target.parent if path.is_symlink() else path.parent)}; make it first"
            ]
        )
    if not os.access(target.parent, os.W_OK) or (there is not None and not os.access(target, os.W_OK)):
        raise ExportError([f"{shown} cannot be written: permission denied"])
    return target


def _unwritable(path: Path, error: OSError) -> str:
    return f"{_shown(path)} cannot be written: {error.strerror or error}"


def _shown(path: Path) -> str:
    text = str(path)
    return text if len(text) <= 200 else f"{text[:199]}…"
