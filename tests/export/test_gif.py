"""A GIF written piece by piece is the one that Pillow writes when it has all pictures at once."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageSequence

from controlatlas.export.clip import gif_parts

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
