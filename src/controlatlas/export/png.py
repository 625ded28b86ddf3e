"""PNG: a picture in pixels, with its caption and alternative text in the file."""

from __future__ import annotations

import functools
import io
from dataclasses import replace

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ..captions import Kind
from ..model import Dataset
from .about import about
from .compose import picture
from .job import NOBODY, Job
from .paint import pixels
from .wish import Wish


def png(dataset: Dataset, wish: Wish, job: Job = NOBODY) -> bytes:
    """The picture as PNG; same dataset, same wish, same bytes."""
    job.at(0.1)
    drawing = picture(dataset, wish)
    job.at(0.4)
    image = Image.fromarray(pixels(drawing, wish.size.scale)).convert("RGB")
    job.at(0.8)
    told = about(dataset, wish, "png")
    info = PngInfo()
    for key, text in {
        "Title": told.title,
        "Description": told.alt,
        "Caption": told.caption,
        "Author": told.credit,
        "Copyright": told.licence,
        "Source": f"{told.version}. {told.address}",
        "Software": "Control Atlas",
    }.items():
        info.add_itxt(key, text, lang=wish.language)
    out = io.BytesIO()
    dots = wish.size.width / wish.size.inches
    image.save(out, "PNG", pnginfo=info, dpi=(dots, dots), compress_level=7)
    return out.getvalue()


@functools.lru_cache(maxsize=32)
def preview(dataset: Dataset, wish: Wish, widest: int) -> bytes:
    """The picture as its file will have it, or the last one of a clip, as PNG of at most so many pixels across."""
    drawing = picture(dataset, replace(wish, kind=Kind.DAY) if wish.kind is Kind.CLIP else wish)
    scale = min(wish.size.scale, widest / drawing.width)
    out = io.BytesIO()
    Image.fromarray(pixels(drawing, scale)).convert("RGB").save(out, "PNG", compress_level=3)
    return out.getvalue()
