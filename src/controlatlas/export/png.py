"""PNG: a picture in pixels, with its caption and alternative text in the file."""

from __future__ import annotations

import functools
import io
from dataclasses import replace

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ..language.captions import PictureKind
from ..picture.compose import map_alone, picture
from ..picture.paint import pixels
from ..picture.spec import PictureSpec
from ..records.model import Dataset
from .metadata import metadata_of
from .progress import UNWATCHED, Progress


def png(dataset: Dataset, spec: PictureSpec, progress: Progress = UNWATCHED) -> bytes:
    """The picture as PNG; same dataset, same specification, same bytes."""
    progress.at(0.1)
    drawing = picture(dataset, spec)
    progress.at(0.4)
    image = Image.fromarray(pixels(drawing, spec.size.scale)).convert("RGB")
    progress.at(0.8)
    metadata = metadata_of(dataset, spec, "png")
    info = PngInfo()
    for key, text in {
        "Title": metadata.title,
        "Description": metadata.alt,
        "Caption": metadata.caption,
        "Author": metadata.credit,
        **({"Copyright": metadata.licence} if metadata.licence else {}),
        "Source": metadata.source,
        "Software": "Control Atlas",
    }.items():
        info.add_itxt(key, text, lang=spec.language)
    out = io.BytesIO()
    dots = spec.size.width / spec.size.inches
    image.save(out, "PNG", pnginfo=info, dpi=(dots, dots), compress_level=7)
    return out.getvalue()


@functools.lru_cache(maxsize=32)
def preview(dataset: Dataset, spec: PictureSpec, widest: int) -> bytes:
    """The picture as its file will have it, or the last one of a clip, as PNG of at most so many pixels across."""
    drawing = picture(dataset, replace(spec, kind=PictureKind.DAY) if spec.kind is PictureKind.CLIP else spec)
    scale = min(spec.size.scale, widest / drawing.width)
    out = io.BytesIO()
    Image.fromarray(pixels(drawing, scale)).convert("RGB").save(out, "PNG", compress_level=3)
    return out.getvalue()


@functools.lru_cache(maxsize=64)
def map_preview(
    dataset: Dataset, spec: PictureSpec, size: tuple[int, int], closest: float, scale: float = 2.0
) -> bytes:
    """The map of a specification without any words around it, as PNG, ``scale`` pixels to a logical one; see ``map_alone``."""
    drawing = map_alone(dataset, spec, *size, closest)
    out = io.BytesIO()
    Image.fromarray(pixels(drawing, scale)).convert("RGB").save(out, "PNG", compress_level=6)
    return out.getvalue()
