"""Controllers can be told apart by those who see colours otherwise, and in grey."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from controlatlas.records.model import Basis, EventFamily, Standing
from controlatlas.style.families import FAMILIES
from controlatlas.style.swatches import PAGE, contrast, swatch

LEAST = {None: 12, "deuteranomaly": 8, "protanomaly": 8, "tritanomaly": 8, "grey": 5}
"""The least distance in CAM02-UCS, in which about 1 is just noticeable, by way of seeing."""


def seen(color: str, how: str | None) -> np.ndarray:
    """A colour as it is seen with a full colour-vision deficiency (Machado and others, 2009), or printed in grey."""
    rgb = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    if how is None:
        return rgb
    if how == "grey":
        lightness = cspace_convert(rgb, "sRGB1", "JCh")[0]
        return np.clip(cspace_convert([lightness, 0, 0], "JCh", "sRGB1"), 0, 1)
    space = {"name": "sRGB1+CVD", "cvd_type": how, "severity": 100}
    return np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1)


@pytest.mark.parametrize("how", list(LEAST))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_areas_of_two_controllers_can_be_told_apart(karabakh, theme, how):
    """The areas that two controllers hold differ visibly under each deficiency and in grey."""
    for one, other in itertools.combinations(karabakh.actors.values(), 2):
        fills = [swatch(actor, Standing.HELD, Basis.RECORDED, theme).fill for actor in (one, other)]
        far = deltaE(seen(fills[0], how), seen(fills[1], how), "sRGB1")
        textured = one.pattern != other.pattern
        assert far >= LEAST[how] or textured, (one.id, other.id, round(float(far), 1))


@pytest.mark.parametrize("how", ["deuteranomaly", "protanomaly", "tritanomaly", None])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_families_of_events_differ_by_colour_and_by_mark(theme, how):
    """No two families are near in colour for anybody, none of them pales on the page, and each has a mark of its own."""
    colours = {family: getattr(look, theme) for family, look in FAMILIES.items()}
    for one, other in itertools.combinations(colours.values(), 2):
        assert deltaE(seen(one, how), seen(other, how), "sRGB1") >= 8, (one, other)
    assert all(
        contrast(colour, PAGE[theme][page]) >= 3 for colour in colours.values() for page in ("paper", "card")
    )
    assert len({look.mark for look in FAMILIES.values()}) == len(FAMILIES) == len(EventFamily)


def test_the_simulation_confuses_what_it_should():
    """The check can fail: a red and a green of one lightness are far apart, and nearly one colour to deuteranopes."""
    red, green = "#b3593f", "#6f7f2f"
    assert deltaE(seen(red, None), seen(green, None), "sRGB1") > 20
    assert deltaE(seen(red, "deuteranomaly"), seen(green, "deuteranomaly"), "sRGB1") < 8
