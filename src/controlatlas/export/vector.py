"""SVG and PDF: the picture in lines and letters, for designers and for print."""

from __future__ import annotations

from ..model import Dataset
from .about import about
from .compose import picture
from .job import NOBODY, Job
from .paint import pdf_page
from .svg import svg_text
from .wish import Wish


def svg(dataset: Dataset, wish: Wish, job: Job = NOBODY) -> bytes:
    """The picture as SVG with named layers; same dataset, same wish, same bytes."""
    job.at(0.1)
    drawing = picture(dataset, wish)
    job.at(0.6)
    told = about(dataset, wish, "svg")
    size = wish.size
    wide, unit = (size.mm[0], "mm") if size.mm else (float(size.width), "px")
    return svg_text(
        drawing,
        wide,
        unit,
        title=told.title,
        description=told.alt,
        language=wish.language,
        about={
            "title": told.title,
            "description": told.caption,
            "creator": told.credit,
            "rights": told.licence,
            "source": f"{told.version}. {told.address}",
            "language": wish.language,
        },
    ).encode("utf-8")


def pdf(dataset: Dataset, wish: Wish, job: Job = NOBODY) -> bytes:
    """The picture as a PDF of one page, letters as letters; same dataset, same wish, same bytes."""
    job.at(0.1)
    drawing = picture(dataset, wish)
    job.at(0.6)
    told = about(dataset, wish, "pdf")
    words = {
        "Title": told.title,
        "Subject": told.alt,
        "Author": told.credit,
        "Keywords": f"{told.caption} {told.version}. {told.licence}. {told.address}",
    }
    return pdf_page(drawing, wish.size.inches, words)
