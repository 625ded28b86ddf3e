"""How pictures look: signs that can be told apart in grey and by everybody, and pictures that were approved by eye.

To approve anew after a change that is meant: CONTROLATLAS_APPROVE=1 pytest tests/export/test_looks.py, then look at
tests/export/approved before it is committed.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import pathlib

import numpy as np
import pytest
import shapely
from colorspacious import cspace_convert, deltaE
from PIL import Image

from controlatlas.language.captions import PictureKind
from controlatlas.language.catalogue import translator
from controlatlas.picture.compose import picture
from controlatlas.picture.drawing import Drawing, DrawingLayer, VectorPath
from controlatlas.picture.land import CLAIMED, CONTESTED, UNDATED
from controlatlas.picture.legend import Seen, sections
from controlatlas.picture.paint import pixels
from controlatlas.picture.size import PRESETS
from controlatlas.picture.spec import PictureSpec
from controlatlas.style.palette import Palette
from controlatlas.style.swatches import contrast

APPROVED = pathlib.Path(__file__).parent / "approved"
WIDE = 200
"""Width at which pictures are compared: letters are blurs there, areas are not."""

DAY, EVE = dt.date(2020, 11, 10), dt.date(2020, 9, 26)
LOOKS = list(itertools.product(("light", "dark"), ("colour", "grey")))
PICTURES = {
    "day": ("karabakh", PictureSpec(DAY)),
    "war": ("karabakh", PictureSpec(dt.date(2020, 10, 20), extent="district-fuzuli", labels="many")),
    "pair-dark": ("karabakh", PictureSpec(DAY, kind=PictureKind.PAIR, earlier=EVE, theme="dark")),
    "difference-ru": ("karabakh", PictureSpec(DAY, kind=PictureKind.DIFFERENCE, earlier=EVE, language="ru")),
    "grey-upright-hy": ("karabakh", PictureSpec(DAY, tone="grey", language="hy", size=PRESETS["1080x1350"])),
    "corridor-az": ("karabakh", PictureSpec(dt.date(2022, 8, 1), extent="lachin-corridor", language="az")),
    "islands": ("two_islands", PictureSpec(dt.date(2020, 10, 9))),
}


def small(drawing) -> np.ndarray:
    """A picture at the width at which pictures are compared."""
    image = Image.fromarray(pixels(drawing, 0.5)).convert("RGB")
    size = (WIDE, round(WIDE * image.height / image.width))
    return np.asarray(image.resize(size, Image.Resampling.BOX), dtype=float)


def difference(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """How far two pictures are apart, 0 to 255: on average, and in the worst hundredth of their points."""
    far = np.abs(one - other).mean(axis=2)
    return float(far.mean()), float(np.quantile(far, 0.99))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_looks_as_approved(request, name):
    """Each picture is as it was when somebody looked at it and found it right; fonts may differ a little."""
    fixture, spec = PICTURES[name]
    drawn = small(picture(request.getfixturevalue(fixture), spec))
    path = APPROVED / f"{name}.png"
    if os.environ.get("CONTROLATLAS_APPROVE"):
        APPROVED.mkdir(exist_ok=True)
        Image.fromarray(drawn.round().astype(np.uint8)).save(path, optimize=True)
    with Image.open(path) as image:
        mean, worst = difference(drawn, np.asarray(image.convert("RGB"), dtype=float))
    assert mean < 2
    assert worst < 30


def test_another_day_does_not_look_as_approved(karabakh):
    """The comparison can fail: the map of the eve is not taken for that of the day."""
    with Image.open(APPROVED / "day.png") as image:
        mean, worst = difference(
            small(picture(karabakh, PictureSpec(EVE))), np.asarray(image.convert("RGB"), float)
        )
    assert mean > 2 or worst > 30


@pytest.mark.parametrize(("theme", "tone"), LOOKS)
def test_sea_land_and_lakes_look_on_the_small_map_as_on_the_large_one(karabakh, theme, tone):
    """What is blue on one is blue on the other, in each look: nobody has to learn a map twice."""
    drawn = {it.name: it.items for it in picture(karabakh, PictureSpec(DAY, theme=theme, tone=tone)).layers}
    (sea, *land), (*_, lake), furniture = (
        drawn["Ground"],
        drawn["Lakes and rivers"],
        drawn["Scale and locator"],
    )
    small = [it.fill for it in furniture if getattr(it, "fill", None)]
    assert [sea.fill, lake.fill] == [small[1], small[-2]], "ground, then land, lakes and the cells above them"
    assert small[2] in {it.fill for it in land}
    assert len({sea.fill, lake.fill, small[2]}) == 3


def signs(dataset, theme: str, tone: str) -> dict[str, np.ndarray]:
    """Every sign of a full legend as the picture draws it: ``height x width x 3``, 0 to 1."""
    first, second, *_ = dataset.actors
    seen = Seen(
        held=dict.fromkeys(dataset.actors, 0.2),
        unsure={(second, first): {CLAIMED}, (first, second): {UNDATED}, (first, first): {CONTESTED}},
        lines={line.kind: (dataset.line_kinds.get(line.kind), line.id) for line in dataset.lines},
        front=True,
        today=True,
        approximate=True,
    )
    changes = Seen(held=seen.held, agreed={first: 0.2, second: 0.2}, passed={(second, first)})
    palette = Palette.of(dataset, theme, tone)
    found = {}
    for kind, what in ((PictureKind.DAY, seen), (PictureKind.DIFFERENCE, changes)):
        for section in sections(dataset, what, kind, translator("en")):
            for entry in section.entries:
                if kind is PictureKind.DAY or "without fighting" in entry.name:
                    layer = DrawingLayer("sign", "Sign", tuple(entry.sign(palette, 2, 2)))
                    drawn = pixels(Drawing(30, 20, palette.page("paper"), (layer,)), 3)
                    found[entry.name] = drawn[..., :3] / 255
    return found


@pytest.mark.parametrize(("theme", "tone"), LOOKS)
def test_no_two_signs_of_the_legend_look_alike(karabakh, theme, tone):
    """Printed in grey, every sign that means something else looks otherwise."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    grey = {name: sign @ weights for name, sign in signs(karabakh, theme, tone).items()}
    assert len(grey) >= 14
    for one, other in itertools.combinations(grey, 2):
        assert np.abs(grey[one] - grey[other]).mean() > 0.008, (one, other)


@pytest.mark.parametrize("how", ["deuteranomaly", "protanomaly", "tritanomaly", "grey"])
@pytest.mark.parametrize(("theme", "tone"), LOOKS)
def test_controllers_can_be_told_apart_in_the_legend(karabakh, theme, tone, how):
    """As drawn, two controllers differ in colour or in texture for everybody."""
    found = signs(karabakh, theme, tone)
    names = [actor.names["en"] for actor in karabakh.actors.values()]
    for one, other in itertools.combinations(names, 2):
        inner = [found[name][15:45, 15:75].reshape(-1, 3) for name in (one, other)]
        means = [as_seen(part.mean(axis=0), how) for part in inner]
        rough = [float(part.mean(axis=1).std()) for part in inner]
        assert deltaE(*means, "sRGB1") >= 5 or abs(rough[0] - rough[1]) > 0.02, (one, other)


def as_seen(rgb: np.ndarray, how: str) -> np.ndarray:
    """A colour as it is seen with a full deficiency (Machado and others, 2009), or printed in grey."""
    if how == "grey":
        lightness = cspace_convert(rgb, "sRGB1", "JCh")[0]
        return np.clip(cspace_convert([lightness, 0, 0], "JCh", "sRGB1"), 0, 1)
    space = {"name": "sRGB1+CVD", "cvd_type": how, "severity": 100}
    return np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1)


def test_a_grey_picture_has_no_colour(karabakh):
    """Printed in one ink nothing is lost: red, green and blue are the same in every point."""
    drawn = pixels(picture(karabakh, PictureSpec(DAY, tone="grey")), 0.5)[..., :3].astype(int)
    assert (drawn.max(axis=2) - drawn.min(axis=2)).max() <= 1


@pytest.mark.parametrize("turned", [False, True])
def test_a_hole_in_an_area_stays_open(turned):
    """Land inside the land of another is not painted over, whichever way its ring turns."""
    hole = [(20, 20), (40, 20), (40, 40), (20, 40)]
    ring = shapely.Polygon([(5, 5), (55, 5), (55, 55), (5, 55)], [hole[::-1] if turned else hole])
    layer = DrawingLayer("areas", "Areas", (VectorPath(ring, fill="#000000"),))
    drawn = pixels(Drawing(60, 60, "#ffffff", (layer,)), 1)
    assert drawn[10, 10, 0] == 0
    assert drawn[30, 30, 0] == 255


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_greys_held_land_is_told_from_the_rest_of_its_country(karabakh, theme):
    """Its fill has three times the contrast of WCAG 1.4.11 to the pale one beside it, or a line round it has; on the map and in the legend."""
    palette = Palette.of(karabakh, theme, "grey")
    for actor in ("armenian-forces", "azerbaijan"):
        fill, pale = palette.solid(actor), palette.tint(actor)
        if contrast(fill, pale) >= 3:
            continue
        line = palette.edge(actor)
        assert contrast(line, pale) >= 3
        drawing = picture(karabakh, PictureSpec(dt.date(1994, 5, 12), theme=theme, tone="grey"))
        for name in ("borders", "legend"):
            (layer,) = (it for it in drawing.layers if it.id == name)
            drawn = [it for it in layer.items if isinstance(it, VectorPath) and it.stroke == line]
            assert any(it.width >= 1.2 for it in drawn), (actor, name)
    assert (
        contrast(
            Palette.of(karabakh, "light", "grey").solid("armenian-forces"), palette.tint("armenian-forces")
        )
        < 3
        or theme == "dark"
    )
