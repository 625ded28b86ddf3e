"""SVG and PDF: the picture in lines and letters, for designers and for print."""

from __future__ import annotations

from ..language.dates_and_works import sentences
from ..picture.compose import picture
from ..picture.paint import pdf_page
from ..picture.spec import PictureSpec
from ..picture.svg import svg_text
from ..records.model import Dataset
from .metadata import metadata_of
from .pdf_tags import tagged
from .progress import UNWATCHED, Progress


def svg(dataset: Dataset, spec: PictureSpec, progress: Progress = UNWATCHED) -> bytes:
    """The picture as SVG with named layers; same dataset, same specification, same bytes."""
    progress.at(0.1)
    drawing = picture(dataset, spec)
    progress.at(0.6)
    metadata = metadata_of(dataset, spec, "svg")
    size = spec.size
    wide, unit = (size.mm[0], "mm") if size.mm else (float(size.width), "px")
    return svg_text(
        drawing,
        wide,
        unit,
        title=metadata.title,
        description=metadata.alt,
        language=spec.language,
        metadata={
            "title": metadata.title,
            "description": metadata.caption,
            "creator": metadata.credit,
            **({"rights": metadata.licence} if metadata.licence else {}),
            "source": metadata.source,
            "language": spec.language,
        },
        letters=spec.letters,
    ).encode("utf-8")


def pdf(dataset: Dataset, spec: PictureSpec, progress: Progress = UNWATCHED) -> bytes:
    """The picture as a PDF of one page, tagged, letters as letters; same dataset, same specification, same bytes."""
    progress.at(0.1)
    drawing = picture(dataset, spec)
    progress.at(0.6)
    metadata = metadata_of(dataset, spec, "pdf")
    words = {
        "Title": metadata.title,
        "Subject": metadata.alt,
        "Author": metadata.credit,
        "Keywords": f"{metadata.caption} {sentences(metadata.version, metadata.licence)} {metadata.address}",
    }
    return tagged(pdf_page(drawing, spec.size.inches, words), metadata, spec.language)
