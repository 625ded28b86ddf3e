"""Every form in which something can be taken away, in one table."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..language.captions import PictureKind
from ..language.catalogue import mark, translator
from ..picture.spec import PictureSpec, validated
from ..records.errors import ExportError
from ..records.model import Dataset
from .bundle import bundle
from .clip import gif, mp4
from .data_files import csv_table, geojson
from .page import page
from .png import png
from .progress import UNWATCHED, Progress
from .vector import pdf, svg


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the ending of its files, its media type, what it is good for, and what makes it.

    A form that ``moves`` is a clip; one that is ``drawn`` has a size and colours.
    """

    id: str
    name: str
    media: str
    purpose: str
    make: Callable[[Dataset, PictureSpec, Progress], bytes]
    moves: bool = False
    drawn: bool = True


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
            "html", mark("Web page"), "text/html", mark("the map that plays, in one file"), page, drawn=False
        ),
        Form(
            "geojson",
            "GeoJSON",
            "application/geo+json",
            mark("data with shapes, for a GIS"),
            geojson,
            drawn=False,
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


def fitted_to_form(spec: PictureSpec, form: str) -> PictureSpec:
    """The specification, as a clip for a form that moves, and as a still picture for one that does not."""
    if FORMS[form].moves:
        return replace(spec, kind=PictureKind.CLIP)
    if spec.kind is PictureKind.CLIP and form in ("png", "svg", "pdf", "zip"):
        return replace(spec, kind=PictureKind.DAY)
    return spec


def write(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file whole or not at all; raise ``ExportError`` if it is there already and ``force`` is not said.

    What cannot be written is an ``ExportError`` as well.
    """
    check_path(path, force=force)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ExportError([_unwritable(path, error)]) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise ExportError([_unwritable(path, error)]) from None


def check_path(path: Path, *, force: bool) -> None:
    """Raise ``ExportError`` if nothing can be written there; best asked before the work is done."""
    if path.is_dir():
        raise ExportError([f"{path} is a folder; name a file in it"])
    if path.exists() and not force:
        raise ExportError([f"{path} is there already; choose another name, or replace it with --force"])
    if not path.parent.is_dir():
        raise ExportError([f"there is no folder {path.parent}; make it first"])
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise ExportError([f"{path} cannot be written: permission denied"])


def _unwritable(path: Path, error: OSError) -> str:
    return f"{path} cannot be written: {error.strerror or error}"
