"""GIF and MP4: day after day, each picture with its date, what changes marked, the last one held."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from PIL import Image, ImageChops
from PIL.GifImagePlugin import getdata, getheader

from ..language.catalogue import translator
from ..language.dates_and_works import ended
from ..picture.compose import Plan, draw, plan_of
from ..picture.paint import pixels
from ..picture.shots import Shot, frames_of
from ..picture.size import even
from ..picture.spec import PictureSpec, shots_of
from ..records.errors import ExportError
from ..records.model import Dataset
from .metadata import Metadata, metadata_of
from .progress import UNWATCHED, Progress

MOST_GIF_PIXELS = 1300 * 1300
"""How large a picture of a GIF can be; larger ones are files of hundreds of megabytes."""

_COLORS = 256


def gif(dataset: Dataset, spec: PictureSpec, progress: Progress = UNWATCHED) -> bytes:
    """The clip as GIF that plays again and again; raise ``ExportError`` if it is too long or too large."""
    t = translator(spec.language)
    if spec.size.width * spec.size.height > MOST_GIF_PIXELS:
        raise ExportError(
            [t("{size} is too large for a GIF. Choose at most 1280x720, or MP4.", size=spec.size.id)]
        )
    taken = shots_of(spec, dataset)
    metadata = metadata_of(dataset, spec, "gif")
    said = f"{ended(metadata.title)} {metadata.description} {metadata.licence}".rstrip().encode()
    palette = _palette(dataset, spec, taken)
    out = io.BytesIO()
    for part in gif_parts(
        (
            (Image.fromarray(image).quantize(palette=palette, dither=Image.Dither.NONE), shot.seconds)
            for shot, image in _pictures(plan_of(dataset, spec, taken), taken, progress.part(0.02, 0.97))
        ),
        said,
    ):
        out.write(part)
    progress.at(1.0)
    return out.getvalue()


def mp4(dataset: Dataset, spec: PictureSpec, progress: Progress = UNWATCHED) -> bytes:
    """The clip as MP4 (H.264) that every player and editing program opens.

    Raise ``ExportError`` if it is too long, or if the libraries of this machine cannot encode it. All happens in
    memory and in this process: work that fails, is cancelled or is killed leaves no file and no other process.
    """
    spec = replace(spec, size=even(spec.size))
    taken = shots_of(spec, dataset)
    _need_encoder(spec)
    plan = plan_of(dataset, spec, taken)
    counts = frames_of(taken, spec.pace.fps)
    made = _pictures(plan, taken, progress.part(0.02, 0.97))
    out = _Film()
    try:
        with av.open(out, "w", format="mp4", options=_CONTAINER, io_open=out.again) as container:
            container.metadata.update(_tags(metadata_of(dataset, spec, "mp4")))
            stream = container.add_stream(_ENCODER, rate=spec.pace.fps, options={**_QUALITY, **_SPARING})
            stream.width, stream.height, stream.pix_fmt = spec.size.width, spec.size.height, "yuv420p"
            for name, value in _COLORS_SAID.items():
                setattr(stream.codec_context, name, value)
            number = itertools.count()
            # one at a time: nothing here keeps a picture while the next is drawn
            frames = (_frame(image) for _, image in made)
            for frame, count in zip(frames, counts, strict=True):
                for _ in range(count):
                    frame.pts = next(number)
                    container.mux(stream.encode(frame))
            container.mux(stream.encode())
    except av.FFmpegError as error:
        t = translator(spec.language)
        raise ExportError(
            [
                t(
                    "The video could not be encoded ({reason}). Choose another size, or GIF.",
                    reason=error.strerror,
                )
            ]
        ) from error
    progress.at(1.0)
    return out.getvalue()


def gif_parts(pictures: Iterable[tuple[Image.Image, float]], comment: bytes) -> Iterator[bytes]:
    """A GIF that plays again and again, piece by piece: two pictures at a time, where Pillow's ``save`` keeps all.

    The pictures are given with their seconds and have one palette. Of each only the rectangle that differs from the one
    before is written; one that differs nowhere makes the one before stay longer.
    """
    before: Image.Image | None = None
    held: tuple[Image.Image, tuple[int, int], int] | None = None
    for picture, seconds in pictures:
        hundredths = round(seconds * 100)
        if before is None:
            yield from getheader(picture, info={"loop": 0, "comment": comment, "duration": 1})[0]
            held = picture, (0, 0), hundredths
        elif box := ImageChops.subtract_modulo(picture, before).getbbox(alpha_only=False):
            assert held is not None
            yield from _gif_frame(*held)
            held = picture.crop(box), box[:2], hundredths
        else:
            assert held is not None
            held = held[0], held[1], held[2] + hundredths
        before = picture
    if held is not None:
        yield from _gif_frame(*held)
    yield b";"


def _gif_frame(picture: Image.Image, corner: tuple[int, int], hundredths: int) -> list[bytes]:
    return getdata(picture, corner, duration=hundredths * 10, disposal=1)


_ENCODER: Final = "libx264"
_QUALITY = {"crf": "21", "preset": "medium", "tune": "animation"}
_SPARING = {"threads": "1", "rc-lookahead": "3", "refs": "2", "bf": "2"}
"""How many pictures the encoder keeps at a time: as it likes they are sixty, and more with each core of the machine, and a
clip of 1920x1080 took 870 MB. Maps that stand still for a quarter of a second need no more, and the file is no larger."""
_CONTAINER = {"movflags": "+faststart", "fflags": "+bitexact"}
"""How H.264 is written: flat colours kept clean, the index first, no clock time and no version inside."""

_COLORS_SAID: dict[str, Any] = {
    "colorspace": Colorspace.ITU601,
    "color_range": ColorRange.MPEG,
    "color_primaries": ColorPrimaries.BT709,
    "color_trc": ColorTrc.IEC61966_2_1,
}
"""The colours of a screen (sRGB) by the rule of ITU-R BT.601. Players take a film of 720 rows or more that does not
say so for one by another rule, and show it with other colours."""


def _frame(image: np.ndarray) -> av.VideoFrame:
    """A picture as H.264 takes it: a brightness for each pixel, colours for each four."""
    said = {f"dst_{name}": value for name, value in _COLORS_SAID.items()}
    return av.VideoFrame.from_ndarray(image, format="rgb24").reformat(format="yuv420p", **said)


class _Film(io.BytesIO):
    """The file in memory. To put its index first, FFmpeg opens it once more to read: it asks for it by its name."""

    name = "clip.mp4"

    def again(self, url: str, flags: int, options: dict[str, str]) -> io.BytesIO:
        """What is written so far."""
        return io.BytesIO(self.getvalue())


def _tags(metadata: Metadata) -> dict[str, str]:
    return {
        "title": metadata.title,
        "description": metadata.alt,
        "comment": metadata.source,
        "artist": metadata.credit,
        **({"copyright": metadata.licence} if metadata.licence else {}),
    }


def _need_encoder(spec: PictureSpec) -> None:
    """Raise ``ExportError`` where the FFmpeg that PyAV uses was built without an encoder of H.264."""
    if _ENCODER not in av.codecs_available:
        t = translator(spec.language)
        raise ExportError(
            [t("MP4 cannot be made here: this PyAV has no encoder {name}. Choose GIF.", name=_ENCODER)]
        )


def _pictures(plan: Plan, taken: Sequence[Shot], progress: Progress) -> Iterator[tuple[Shot, np.ndarray]]:
    """Each day with its picture as ``height x width x 3`` bytes. What is the same on every day is painted once."""
    scale = plan.spec.size.scale
    first = draw(plan, taken[0])
    below = frozenset(layer.id for layer in first.layers if layer.id in _STILL_BELOW)
    above = frozenset(layer.id for layer in first.layers if layer.id in _STILL_ABOVE)
    top = Image.fromarray(pixels(first, scale, only=above))
    paper = Image.new("RGBA", top.size, first.paper)
    paper.alpha_composite(Image.fromarray(pixels(first, scale, only=below)))
    for number, shot in enumerate(taken):
        progress.at(number / len(taken))
        picture, drawing = paper.copy(), draw(plan, shot)
        # not the layers of the first day: what changed has one of its own, on days on which something does
        moving = frozenset(layer.id for layer in drawing.layers) - below - above
        picture.alpha_composite(Image.fromarray(pixels(drawing, scale, only=moving)))
        picture.alpha_composite(top)
        picture = picture.convert("RGB")
        yield shot, np.asarray(picture)


_STILL_BELOW = frozenset({"ground"})
_STILL_ABOVE = frozenset({"furniture", "legend", "sources"})
"""The layers that are the same on every day: those under what moves, and those over it."""


def _palette(dataset: Dataset, spec: PictureSpec, taken: Sequence[Shot]) -> Image.Image:
    """The colours of the first, the middle and the last day, as one palette for all, so that nothing flickers."""
    plan = plan_of(dataset, spec, taken)
    chosen = [taken[0], taken[len(taken) // 2], taken[-1]]
    parts = [
        np.asarray(Image.fromarray(pixels(draw(plan, it), spec.size.scale)).convert("RGB")) for it in chosen
    ]
    return Image.fromarray(np.concatenate(parts)).quantize(colors=_COLORS, method=Image.Quantize.MAXCOVERAGE)
