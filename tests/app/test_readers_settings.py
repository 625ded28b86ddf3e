"""Readers who space letters and paragraphs, whose system has colours of its own, or who print a page, lose nothing of it."""

from __future__ import annotations

import pytest
from moving import drawn, until

pytestmark = pytest.mark.browser

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }"""
"""What success criterion 1.4.12 of WCAG lets a reader ask for."""

CUT = """() => [...document.querySelectorAll("button, a, summary, label")].filter((it) => {
  const { overflowY } = getComputedStyle(it), box = it.getBoundingClientRect();
  return box.height > 8 && overflowY !== "visible" && it.innerText.trim() && it.scrollHeight > it.clientHeight + 1;
}).map((it) => it.innerText)"""
"""Which buttons and links hide a part of their words."""


@pytest.mark.parametrize(
    "where", ["?day=2020-11-10", "claims", "places?place=shusha", "export", "changes", "import"]
)
def test_no_button_cuts_words_that_a_reader_has_spaced(visit, where):
    """With the spacing of WCAG 1.4.12 every button of the page and of the map still shows all that stands on it."""
    page = visit(where)
    for frame in page.frames:
        frame.add_style_tag(content=SPACING)
        frame.evaluate("document.querySelector('style:last-of-type').dataset.spacing = ''")
    drawn(page)
    found = [text for frame in page.frames for text in frame.evaluate(CUT)]
    for frame in page.frames:
        frame.evaluate("document.querySelectorAll('[data-spacing]').forEach(it => it.remove())")
    assert found == []


def test_the_check_of_spacing_can_fail(open_page):
    """A button that is too low for its words is found."""
    page = open_page(
        "data:text/html,<button style='height:12px;overflow:hidden;width:60px'>many words on it</button>"
    )
    assert page.evaluate(CUT) == ["many words on it"]


def test_in_colours_of_the_readers_own_what_is_chosen_is_told_apart(visit):
    """With forced colours the chosen one of several buttons looks otherwise than the others, and swatches keep their colours."""
    page = visit("places?place=shusha")
    page.emulate_media(forced_colors="active")
    chosen, other = (
        page.locator(f"[data-testid=stButtonGroup] [aria-checked={it}]").first.evaluate(
            "it => getComputedStyle(it).backgroundColor"
        )
        for it in ("true", "false")
    )
    assert chosen != other
    page = visit("compare")
    page.emulate_media(forced_colors="active")
    page.locator(".gains h3 i").first.wait_for()
    colours = page.locator(".gains h3 i").evaluate_all(
        "all => all.map(it => getComputedStyle(it).backgroundColor)"
    )
    page.emulate_media(forced_colors="none")
    assert len({*colours}) == len(colours) > 1


@pytest.mark.parametrize("where", ["?day=2020-11-10", "compare?day=2020-12-01&other=2020-09-26"])
def test_a_map_is_printed_as_it_was_drawn(visit, where):
    """While a page is printed its map keeps its size and is made as small as a page of A4, and after that it is as before."""
    page = visit(where)
    size = "(it => { const { width, height } = document.querySelector('iframe').getBoundingClientRect(); return [width, height]; })()"
    before, inside = page.evaluate(size), page.frames[1].evaluate("innerWidth")
    assert before[0] > 670
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    wide, _ = page.evaluate(size)
    assert round(wide) == 670
    assert page.frames[1].evaluate("innerWidth") == inside
    assert not page.locator(".st-key-tools").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    until(page, f"JSON.stringify({size}) === JSON.stringify({before})")


def test_the_two_days_stand_side_by_side_where_there_is_room(visit):
    """In a window of 1280 pixels the later map stands beside the earlier one, on a phone under it."""
    page = visit("compare?day=2020-12-01&other=2020-09-26", width=1280, height=900)

    def tops() -> list[float]:
        return page.frames[1].evaluate(
            "[...document.querySelectorAll('.stage')].map(it => it.getBoundingClientRect().top)"
        )

    assert len(set(tops())) == 1
    page.set_viewport_size({"width": 390, "height": 844})
    until(page.frames[1], "innerWidth < 400")
    assert len(set(tops())) == 2


@pytest.mark.parametrize(("day", "size"), [("1800-01-01", (390, 844)), ("1801-01-01", (1280, 900))], ids=str)
def test_a_notice_lies_over_no_title(visit, day, size):
    """What is told about an address that asks for a day outside the dataset stands at the foot of the window, inside it."""
    width, height = size
    page = visit(f"compare?day={day}", width=width, height=height)
    notice = page.locator("[data-testid=stToast]").first
    notice.wait_for()
    until(page, "document.getAnimations().every(it => it.playState !== 'running')")
    box, title = notice.bounding_box(), page.locator("h1").first.bounding_box()
    assert title["y"] + title["height"] < box["y"]
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height
