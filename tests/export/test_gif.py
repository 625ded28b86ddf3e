"""A GIF written piece by piece is the one that Pillow writes when it has all pictures at once."""

from __future__ import annotations

import datetime as dt
import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageSequence

from controlatlas.export.clip import _pictures, gif_parts
from controlatlas.export.progress import UNWATCHED
from controlatlas.history.compare import changed_on
from controlatlas.language.captions import PictureKind
from controlatlas.picture.compose import draw, plan_of
from controlatlas.picture.paint import pixels
from controlatlas.picture.shots import Shot
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec

COMMENT = "A map. Ein Bild für Größe, 5 km². ".encode() * 12


def pictures(count: int) -> list[Image.Image]:
    """Pictures with one palette: a square walks over a ground of many colours, and stands still at every fifth."""
    ground = Image.linear_gradient("L").resize((320, 180)).convert("RGB")
    drawn = []
    for number in range(count):
        picture = ground.copy()
        at = 20 * (number - number // 5)
        ImageDraw.Draw(picture).rectangle((at, at // 3, at + 30, at // 3 + 20), fill=(200, number * 9, 30))
        drawn.append(picture if number % 5 else (drawn[-1] if drawn else picture))
    palette = drawn[1].quantize(64)
    return [it.quantize(palette=palette, dither=Image.Dither.NONE) for it in drawn]


def seen(content: bytes) -> list[tuple[bytes, int]]:
    """What a reader of GIF makes of it: the pixels of each picture, and how long it stays."""
    with Image.open(io.BytesIO(content)) as image:
        return [(it.convert("RGB").tobytes(), it.info["duration"]) for it in ImageSequence.Iterator(image)]


@pytest.mark.parametrize("count", [2, 12])
def test_pictures_and_times_are_those_of_pillow(count):
    """The same pictures with the same times, the same comment, played again and again, in a file that is no larger."""
    whole = pictures(count)
    seconds = [0.25 + 0.1 * (number % 3) for number in range(count)]
    content = b"".join(gif_parts(zip(whole, seconds, strict=True), COMMENT))
    out = io.BytesIO()
    whole[0].save(
        out,
        "GIF",
        save_all=True,
        append_images=whole[1:],
        duration=[round(it * 100) * 10 for it in seconds],
        loop=0,
        optimize=False,
        disposal=1,
        comment=COMMENT,
    )
    assert seen(content) == seen(out.getvalue())
    assert len(seen(content)) > 1
    assert len(content) <= len(out.getvalue())
    with Image.open(io.BytesIO(content)) as ours, Image.open(out) as theirs:
        assert (ours.info["loop"], ours.info["comment"]) == (0, COMMENT)
        assert ours.info["version"] == theirs.info["version"]


def test_a_single_picture_is_a_gif():
    """One picture alone, and pictures that are all the same, are one picture that stays."""
    picture = pictures(2)[0]
    content = b"".join(gif_parts([(picture, 0.5), (picture, 0.25)], COMMENT))
    assert [duration for _, duration in seen(content)] == [750]


def test_no_more_than_two_pictures_are_asked_for_ahead():
    """Whoever takes the pieces one by one never has more pictures waiting than the one before and the one at hand."""
    asked = []

    def one_by_one():
        for number, picture in enumerate(pictures(12)):
            asked.append(number)
            yield picture, 0.25

    written = 0
    for part in gif_parts(one_by_one(), COMMENT):
        written += part.startswith(b"!\xf9")  # the mark before each picture
        assert asked[-1] <= 2 * written + 3
    assert asked[-1] == 11


def test_a_day_of_change_is_marked_whatever_the_first_day_shows(two_islands):
    """The picture of each day in a clip is that day's whole drawing: also what is outlined because it changed on it."""
    days = (two_islands.start + dt.timedelta(days=it) for it in range(2, 5000))
    end = next(
        day
        for day in days
        if changed_on(two_islands, day) and not changed_on(two_islands, day - dt.timedelta(days=1))
    )
    start = end - dt.timedelta(days=1)
    spec = PictureSpec(end, kind=PictureKind.CLIP, earlier=start, size=read_size("640x360", 1))
    taken = [Shot(start, 1.0, frozenset()), Shot(end, 1.0, changed_on(two_islands, end))]
    plan = plan_of(two_islands, spec, taken)
    assert "changed" not in {layer.id for layer in draw(plan, taken[0]).layers}
    assert "changed" in {layer.id for layer in draw(plan, taken[1]).layers}
    frames = [picture for _, picture in _pictures(plan, taken, UNWATCHED)]
    for shot, frame in zip(taken, frames, strict=True):
        whole = pixels(draw(plan, shot), spec.size.scale)[..., :3].astype(int)
        assert np.abs(frame.astype(int) - whole).max() <= 12  # layers painted apart round otherwise
