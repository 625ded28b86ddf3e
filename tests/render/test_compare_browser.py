"""The map of two days: what differs is what the engine says, and both maps move as one."""

from __future__ import annotations

import datetime as dt
import io

import numpy as np
import pytest
from moving import STATE, drawn, told, until
from PIL import Image

from controlatlas.history.compare import difference, passed_by_agreement
from controlatlas.history.timeline import control_on
from controlatlas.records.model import Lens
from controlatlas.webmap import build_compare

browser = pytest.mark.browser

PAIRS = [
    ("1988-02-01", "1994-05-12"),
    ("2020-09-26", "2020-11-10"),
    ("2020-11-19", "2020-11-20"),
    ("2022-08-25", "2022-08-30"),
    ("2023-09-18", "2023-10-01"),
    ("2024-05-23", "2024-05-24"),
]


def test_the_document_needs_no_network_and_is_lean(karabakh):
    """The page of two days forbids every request, is a good deal smaller than the player, and the same each time."""
    text = build_compare(karabakh)
    assert "default-src 'none'" in text
    assert len(text.encode()) < 1_100_000
    assert text == build_compare(karabakh)


@pytest.fixture
def compare_page(pair_of):
    """The map of two days of the shipped dataset as it opens."""
    return lambda **settings: pair_of("karabakh", **settings)


@browser
@pytest.mark.parametrize("lens", list(Lens))
def test_what_differs_is_what_the_engine_says(compare_page, karabakh, lens):
    """For each pair of days and both lenses, browser and Python name the same places as changed."""
    page = compare_page()
    page.evaluate("lens => controlAtlas.lens(lens)", lens.value)
    for earlier, later in PAIRS:
        state = page.evaluate(
            "([a, b]) => { controlAtlas.days(a, b); return controlAtlas.state(); }", [earlier, later]
        )
        found = difference(karabakh, dt.date.fromisoformat(earlier), dt.date.fromisoformat(later), lens)
        handed = {it.place for it in found if it.before is None or it.before.actor != it.after.actor}
        assert set(state["handed"]) == handed
        assert set(state["restated"]) == {it.place for it in found} - handed
        plain = [it for it in found if it.place in handed and it.before and it.after.standing.undisputed]
        assert set(state["agreed"]) == {
            it.place
            for it in plain
            if not karabakh.actors[it.after.actor].pattern
            and passed_by_agreement(karabakh, it.place, it.before.actor, dt.date.fromisoformat(later))
        }


@browser
def test_the_difference_says_how_land_changed_hands(compare_page):
    """In autumn 2020 the south was taken, three districts passed under the statement, and what stayed Armenian-held keeps its colour."""
    page = compare_page()
    page.evaluate("controlAtlas.days('2020-09-26', '2020-12-01')")
    page.evaluate("controlAtlas.mode('difference')")
    words = page.locator(".meanings li").all_inner_texts()
    assert words[:3] == [
        "Taken by Azerbaijan",
        "Under Russian peacekeepers",
        "Passed to Azerbaijan under: statement of 10 November 2020",
    ]
    assert "As before: Armenian forces" in words
    fills = page.evaluate(
        "[...document.querySelectorAll('.meanings .key rect')].map(it => getComputedStyle(it).fill)"
    )
    assert len(set(fills)) == len(fills)


@browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_claimed_looks_neither_as_before_nor_as_passed(compare_page, theme):
    """On 10 November 2020, on the map and in the legend: claimed land lies in lightness between what Azerbaijan had and what it took, 1.4 to 1 from each."""
    page = compare_page()
    page.evaluate("theme => controlAtlas.theme(theme)", theme)
    page.evaluate("controlAtlas.days('2020-09-26', '2020-11-10')")
    page.evaluate("controlAtlas.mode('difference')")
    rows = page.locator(".meanings li").all_inner_texts()
    for kinds, where in (
        ((".area.cell.handed.taken", ".area.cell.handed.s1", ".area.cell.same.quiet"), ".stage.later "),
        ((".taken", ".s1", ".quiet"), ".meanings .area"),
    ):
        taken, claimed, quiet = (luminance(page, f"{where}{kind}") for kind in kinds)
        for one in (taken, quiet):
            high, low = max(one, claimed), min(one, claimed)
            assert (high + 0.05) / (low + 0.05) > 1.4, rows
        assert min(taken, quiet) < claimed < max(taken, quiet)


def luminance(page, selector: str) -> float:
    """The relative luminance, as WCAG has it, of the fill of the first element that there is."""
    picture = page.evaluate(
        """selector => {
          const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
          pen.fillStyle = getComputedStyle(document.querySelector(selector)).fill;
          pen.fillRect(0, 0, 1, 1);
          return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
        }""",
        selector,
    )
    linear = [
        it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in (n / 255 for n in picture)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@browser
def test_what_differs_has_one_mark_whatever_was_compared_before(compare_page):
    """After other days were compared, no place is marked both as handed over and as the same."""
    page = compare_page()
    for earlier, later in PAIRS:
        page.evaluate("([a, b]) => controlAtlas.days(a, b)", [earlier, later])
        marks = page.evaluate(
            "[...document.querySelectorAll('.stage.later :is(.area.hit, .dot)')].map((it) =>"
            " ['handed', 'restated', 'same'].filter((kind) => it.classList.contains(kind)).length)"
        )
        assert max(marks) == 1


@browser
def test_both_maps_move_as_one(compare_page):
    """Where one map goes, the other goes: same centre, same zoom."""
    page = compare_page()
    page.evaluate("controlAtlas.view(39.7, 46.6, 10)")
    first, second = told(page, STATE)["centers"]
    assert first == pytest.approx(second)
    assert first == pytest.approx([39.7, 46.6, 10], abs=0.01)
    box = page.locator(".stage.earlier .map").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 250, steps=4)
    page.mouse.up()
    until(page, f"Math.abs({STATE}.centers[0][1] - 46.6) > 0.01")
    page.evaluate("controlAtlas.view(39.9, 46.9, 9)")  # ends the glide after the hand has let go
    first, second = told(page, STATE)["centers"]
    assert first == pytest.approx(second)
    assert first == pytest.approx([39.9, 46.9, 9], abs=0.01)


@browser
@pytest.mark.parametrize("mode", ["split", "swipe", "difference"])
def test_what_has_a_texture_is_painted_in_every_mode(compare_page, karabakh, mode):
    """Land of the peacekeepers, which is dotted, is violet also where the earlier map is not shown."""
    state = control_on(karabakh, dt.date(2020, 11, 10))
    cells = [it for it in karabakh.cells() if state[it.id].actor == "russian-peacekeepers"]
    spot = max(cells, key=lambda it: it.geometry.area).geometry.representative_point()
    page = compare_page()
    page.evaluate("controlAtlas.days('2020-11-01', '2020-11-10')")
    page.evaluate("mode => controlAtlas.mode(mode)", mode)
    page.evaluate("controlAtlas.layers(['mosaic'])")
    page.evaluate("([lat, lon]) => controlAtlas.view(lat, lon - 0.01, 12)", [spot.y, spot.x])
    drawn(page)
    box = page.locator(".stage.later .map").bounding_box()
    x, y = box["x"] + box["width"] / 2 + 0.01 * 256 * 2**12 / 360, box["y"] + box["height"] / 2
    shot = page.screenshot(clip={"x": x - 6, "y": y - 6, "width": 12, "height": 12})
    red, green, blue = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), dtype=float).mean(axis=(0, 1))
    assert blue > green + 15
    assert blue > red


@browser
def test_the_divider_moves_by_keyboard(compare_page):
    """Arrow keys, Home and End move the divider between the two days, which says where it stands."""
    page = compare_page()
    page.get_by_role("button", name="Swipe").click()
    divider = page.get_by_role("slider", name="Divider between the days")
    divider.focus()
    for key, value in (("ArrowRight", "55"), ("ArrowLeft", "50"), ("End", "100"), ("Home", "0")):
        page.keyboard.press(key)
        assert divider.get_attribute("aria-valuenow") == value


@browser
@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("mode", ["split", "swipe", "difference"])
def test_no_mode_overflows(compare_page, width, mode):
    """At phone and desktop width nothing sticks out, in each way to compare."""
    page = compare_page(width=width, height=800)
    page.evaluate("mode => controlAtlas.mode(mode)", mode)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heights = page.evaluate(
        "[...document.querySelectorAll('.stage')].filter((it) => it.checkVisibility()).map((it) => it.clientHeight)"
    )
    assert heights
    assert min(heights) > 250
    assert page.witness.errors == []


@browser
def test_the_status_says_what_is_compared(compare_page):
    """A live region says both days, and how many settlements and areas changed hands: four villages of Gazakh.

    In the autumn of 2020 a bridge, heights and a road are among them, and 14 places of which no position is known.
    """
    page = compare_page()
    page.evaluate("controlAtlas.days('2024-05-23', '2024-05-24')")
    said = page.get_by_role("status").inner_text()
    assert said.startswith("23–24 May 2024")
    assert "4 settlements and " in said
    assert "changed hands" in said
    page.evaluate("controlAtlas.days('2020-09-26', '2020-11-10')")
    said = page.get_by_role("status").inner_text()
    assert "455 settlements and other places (14 not on the map)" in said
