"""GIF and MP4: day after day, each picture with its date, what changes marked, the last one held."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from PIL import Image

from ..language.catalogue import translator
from ..picture.compose import Plan, draw, plan_of
from ..picture.paint import pixels
from ..picture.shots import Shot, frames_of, shots
from ..picture.size import even
from ..picture.spec import PictureSpec
from ..records.errors import ExportError
from ..records.model import Dataset
from .metadata import metadata_of
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
    taken = _shots(dataset, spec)
    pictures: list[Image.Image] = []
    lengths: list[int] = []
    palette: Image.Image | None = None
    for shot, image in _pictures(plan_of(dataset, spec, taken), taken, progress.part(0.02, 0.9)):
        whole = Image.fromarray(image)
        if palette is None:
            palette = _palette(dataset, spec, taken)
        pictures.append(whole.quantize(palette=palette, dither=Image.Dither.NONE))
        lengths.append(round(shot.seconds * 100) * 10)
    out = io.BytesIO()
    metadata = metadata_of(dataset, spec, "gif")
    pictures[0].save(
        out,
        "GIF",
        save_all=True,
        append_images=pictures[1:],
        duration=lengths,
        loop=0,
        optimize=False,
        disposal=1,
        comment=f"{metadata.title}. {metadata.description} {metadata.licence}".encode(),
    )
    progress.at(1.0)
    return out.getvalue()


def mp4(dataset: Dataset, spec: PictureSpec, progress: Progress = UNWATCHED) -> bytes:
    """The clip as MP4 (H.264) that every player and editing program opens; raise ``ExportError`` if it is too long."""
    spec = replace(spec, size=even(spec.size))
    taken = _shots(dataset, spec)
    plan = plan_of(dataset, spec, taken)
    counts = frames_of(taken, spec.pace.fps)
    metadata = metadata_of(dataset, spec, "mp4")
    _need_ffmpeg(spec)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        options = ["-crf", "21", "-preset", "medium", "-tune", "animation", "-movflags", "+faststart"]
        options += ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"]
        for key, text in {
            "title": metadata.title,
            "description": metadata.alt,
            "comment": f"{metadata.version}. {metadata.address}",
            "artist": metadata.credit,
            "copyright": metadata.licence,
        }.items():
            options += ["-metadata", f"{key}={text}"]
        writer = imageio_ffmpeg.write_frames(
            str(path),
            (spec.size.width, spec.size.height),
            fps=spec.pace.fps,
            codec="libx264",
            pix_fmt_out="yuv420p",
            quality=None,
            macro_block_size=1,
            ffmpeg_log_level="error",
            output_params=options,
        )
        writer.send(None)
        try:
            made = _pictures(plan, taken, progress.part(0.02, 0.97))
            for (_, image), count in zip(made, counts, strict=True):
                for _ in range(count):
                    writer.send(image.tobytes())
        finally:
            writer.close()
        progress.at(1.0)
        return path.read_bytes()


def _need_ffmpeg(spec: PictureSpec) -> None:
    """Raise ``ExportError`` where neither the package nor the machine has the program that makes MP4."""
    try:
        imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError:
        t = translator(spec.language)
        raise ExportError(
            [t("This machine has no program that makes MP4: install ffmpeg, or choose GIF.")]
        ) from None


def _shots(dataset: Dataset, spec: PictureSpec) -> list[Shot]:
    t = translator(spec.language)
    if spec.earlier is None:
        raise ExportError([t("A clip goes from one day to another: also give the first one.")])
    return shots(dataset, spec.earlier, spec.day, spec.lens, spec.pace, t)


def _pictures(plan: Plan, taken: Sequence[Shot], progress: Progress) -> Iterator[tuple[Shot, np.ndarray]]:
    """Each day with its picture as ``height x width x 3`` bytes. What is the same on every day is painted once."""
    scale = plan.spec.size.scale
    first = draw(plan, taken[0])
    below = frozenset(layer.id for layer in first.layers if layer.id in _STILL_BELOW)
    above = frozenset(layer.id for layer in first.layers if layer.id in _STILL_ABOVE)
    moving = frozenset(layer.id for layer in first.layers) - below - above
    ground = pixels(first, scale, only=below)
    cover = pixels(first, scale, only=above)
    paper = Image.new("RGBA", (ground.shape[1], ground.shape[0]), first.paper)
    paper.alpha_composite(Image.fromarray(ground))
    top = Image.fromarray(cover)
    for number, shot in enumerate(taken):
        progress.at(number / len(taken))
        picture = paper.copy()
        picture.alpha_composite(Image.fromarray(pixels(draw(plan, shot), scale, only=moving)))
        picture.alpha_composite(top)
        yield shot, np.asarray(picture.convert("RGB"))


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
