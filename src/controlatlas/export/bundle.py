"""A zip with everything a desk needs: picture, caption, alternative text, citations, data and licence."""

from __future__ import annotations

import io
import zipfile

from ..evidence.bibliography import as_bibtex, as_csl_json
from ..language.catalogue import translator
from ..language.dates_and_works import cite_dataset, one_line, sentences
from ..language.method import NO_LICENCE
from ..picture.compose import works_of
from ..picture.spec import PictureSpec
from ..records.model import Dataset, say
from .data_files import csv_table, geojson
from .metadata import file_name, metadata_of
from .png import png
from .progress import UNWATCHED, Progress
from .vector import svg

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The date of every file inside, so that the same picture gives the same bytes."""


def bundle(dataset: Dataset, spec: PictureSpec, progress: Progress = UNWATCHED) -> bytes:
    """The zip; same dataset, same specification, same bytes."""
    files = {
        file_name(dataset, spec, "png"): png(dataset, spec, progress.part(0.0, 0.4)),
        file_name(dataset, spec, "svg"): svg(dataset, spec, progress.part(0.4, 0.6)),
        file_name(dataset, spec, "geojson"): geojson(dataset, spec, progress.part(0.6, 0.75)),
        file_name(dataset, spec, "csv"): csv_table(dataset, spec, progress.part(0.75, 0.8)),
        "caption.txt": caption_file(dataset, spec).encode("utf-8"),
        "sources.txt": sources_file(dataset, spec).encode("utf-8"),
    }
    progress.at(0.85)
    works = [it.source for it in works_of(dataset, spec)]
    files["sources.json"] = as_csl_json(works).encode("utf-8")
    files["sources.bib"] = as_bibtex(works).encode("utf-8")
    files["licence.txt"] = licence_file(dataset, spec).encode("utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    progress.at(1.0)
    return out.getvalue()


def caption_file(dataset: Dataset, spec: PictureSpec) -> str:
    """Title, caption, alternative text, and how the picture can be made again."""
    t, metadata = translator(spec.language), metadata_of(dataset, spec, "zip")
    parts = {
        t("Title"): metadata.title,
        t("Caption"): metadata.caption,
        t("Alternative text"): metadata.alt,
        t("Credit"): metadata.credit,
        t("Data"): sentences(metadata.version, metadata.licence),
        t("Address of the view"): metadata.address,
    }
    return "".join(f"{name}\n{text}\n\n" for name, text in parts.items())


def sources_file(dataset: Dataset, spec: PictureSpec) -> str:
    """All works that the picture rests on, by the numbers that it gives them, each with the event that it is for."""
    lines = []
    for number, it in enumerate(works_of(dataset, spec), 1):
        side = say(dataset.sides[it.source.side].names, spec.language)
        lines.append(
            f"[{number}] {one_line(it.source, spec.language)} [{side}]\n"
            f"    {say(it.event.title, spec.language)} ({it.event.id})\n"
        )
    return "".join(lines)


def licence_file(dataset: Dataset, spec: PictureSpec) -> str:
    """Who owns what is in the picture, under which licence, and how to name the dataset."""
    t = translator(spec.language)
    lines = [cite_dataset(dataset, spec.language), "", say(dataset.disclaimer, spec.language), ""]
    for credit in dataset.credits:
        layer, text = say(credit.layer, spec.language), say(credit.text, spec.language)
        named = sentences(f"{layer}: {text}", credit.licence or t(NO_LICENCE))
        lines.append(f"{named} {credit.url}" if credit.url else named)
    return "\n".join(lines) + "\n"
