"""Every page in both themes and in all four languages: accessible by WCAG 2.2 AA, and no wider than a phone.

Each is come to wide and on a phone; then its reader changes the language, the colours and the width. Violations inside
the map are looked for in its own frame, which the page around cannot see into.
"""

from __future__ import annotations

import pytest
from moving import at_rest, come_below, drawn, runs, until
from waiting import wait_until

pytestmark = pytest.mark.browser
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

PAGES = ("map", "compare", "places", "changes", "sources", "claims", "tours", "export", "import", "method")
LANGUAGES = ("en", "az", "hy", "ru")
"""In the order of the menu."""
BOTH_SCHEMES = "en"
"""The language in which a page is looked at dark as well: words are the same in both schemes, colours in all languages."""
WITH_WHAT_IS_BELOW = ("en", "hy")
"""The languages in which the chart under the map is looked at as well, once wide and in the dark, once first on a phone."""
NARROW, WIDE_FIRST = ("hy",), ("az", "ru", "en")
"""The language in which a page is come to on a phone and widened then, and those that one reader chooses in turn."""
NAVIGATION_AT = {"method": (910,), "places": (1024, 910), "map": (1280,)}
"""At which widths the navigation of a page is looked at."""
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
SOURCE = axe.Axe().axe_script
OWN_ADDRESS = "404"
"""Streamlit looks for its own files beside a page that is opened by its address, and is answered 404 on this machine."""

APART = """(() => {
  const tools = [...document.querySelectorAll(".st-key-tools button")].map(it => it.getBoundingClientRect());
  const left = Math.min(...tools.filter(it => it.width).map(it => it.left));
  const links = [...document.querySelectorAll("header [data-testid=stTopNav] a")]
    .filter(it => it.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .map(it => it.getBoundingClientRect()).filter(it => it.width);
  return links.length > 2 && links.every(it => it.right <= left);
})()"""
"""No link of the navigation that is seen lies under a tool; what finds no room is in a menu."""

AT_THE_TOP = """(() => {
  const page = document.querySelector("[data-testid=stMainBlockContainer]"), [block] = page.children;
  const inside = page.getBoundingClientRect().top + parseFloat(getComputedStyle(page).paddingTop);
  const first = [...block.children].find(it => getComputedStyle(it).position !== "absolute");
  return Math.abs(first.getBoundingClientRect().top - inside) < 1;
})()"""
"""What a page shows first begins at its top: what has no looks takes no room above it."""

FITS = """[document.documentElement, document.querySelector("[data-testid=stMain]")]
  .every(it => !it || it.scrollWidth <= it.clientWidth)"""
"""Nothing is wider than the screen, nor than what scrolls in it."""

NO_GROUP_IS_CUT = """[...document.querySelectorAll("[data-testid=stButtonGroup] [role=radiogroup]")]
  .every(it => it.scrollWidth <= it.clientWidth + 1)"""
NO_HEAD_IS_BROKEN = """[...document.querySelectorAll("table.figures th")].every(it => {
  const words = document.createRange();
  return [...it.firstChild.data.matchAll(/\\S+/g)].every(({ 0: word, index }) => {
    words.setStart(it.firstChild, index);
    words.setEnd(it.firstChild, index + word.length);
    return words.getClientRects().length === 1;
  });
})"""
"""Whether each word above the figures of a claim stands in one line."""

OWN_WORDS = """[...document.querySelectorAll("header, " +
  ["stSelectbox", "stMultiSelect", "stFileUploader", "stSkipToContent"].map(it => `[data-testid=${it}]`))]
  .flatMap(it => [it.innerText, ...[...it.querySelectorAll("[placeholder]")].map(field => field.placeholder)])
  .filter(it => /Choose (an )?option|Upload|Browse|per file|Drag and drop|Skip to|^\\d+ more$/m.test(it))"""
"""What Streamlit writes into its widgets by itself, in English."""


@pytest.mark.parametrize("languages", [WIDE_FIRST, NARROW], ids=" ".join)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everyone(visit, name, languages):
    """A page breaks no rule of WCAG 2.2 AA, light or dark, and says its language; its parts keep apart, none is too wide, the menu opens."""
    where = f"{'' if name == 'map' else name}?lang={languages[0]}"
    page = visit(where, color_scheme="light", **(PHONE if languages == NARROW else WIDE))
    page.locator(".st-key-share button").wait_for()
    until(page, AT_THE_TOP)
    phone = languages == NARROW
    for language in languages:
        if language != languages[0]:
            spoken(page, language)
        if name == "map" and language in WITH_WHAT_IS_BELOW:
            come_below(page)
        # each language is looked at in both sizes, in the size first in which the one before was looked at last
        until(page, f"document.documentElement.lang === '{language}'")
        if language != "en":
            until(page, f"{OWN_WORDS}.length === 0")
        for size in (PHONE, WIDE) if phone else (WIDE, PHONE):
            resized(page, size)
            if size is PHONE:
                nothing_is_too_wide(page)
                if name == "method":
                    the_menu_opens_and_closes(page)
                continue
            assert violations(page) == [], f"in light colours, in {language}"
            for width in NAVIGATION_AT.get(name, ()):
                resized(page, {"width": width, "height": 900})
                until(page, APART)
        phone = not phone
    if BOTH_SCHEMES in languages:
        resized(page, WIDE)
        coloured(page, "dark")
        assert violations(page) == [], "in dark colours"
        page.emulate_media(color_scheme="light")
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.witness.outside == []
    assert [error for error in page.witness.errors if OWN_ADDRESS not in error] == []


def resized(page, size: dict[str, int]) -> None:
    """Give the window another size, and wait until the page and the map in it have taken it."""
    page.set_viewport_size(size)
    drawn(page)
    at_rest(page)


def spoken(page, language: str) -> None:
    """Choose a language in the menu, and close it."""
    with runs(page):
        page.locator(".st-key-reader-menu button:visible").click()
    with runs(page):
        page.locator(".st-key-reader-choice label:has(input)").nth(LANGUAGES.index(language)).click()
    until(
        page,
        f"[...document.querySelectorAll('.st-key-reader-menu button')].some(it => it.innerText.includes('{language.upper()}'))",
    )
    page.keyboard.press("Escape")
    page.locator(".st-key-reader-choice").wait_for(state="hidden")
    # the button of the menu shows its hint while it has the focus or the pointer
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    page.locator("[role=tooltip]").wait_for(state="hidden")


def coloured(page, scheme: str) -> None:
    """Let the reader's system change its colours; charts and drawings, which Python colours, follow with the next run."""
    page.emulate_media(color_scheme=scheme)
    until(page, f"getComputedStyle(document.querySelector('.stApp')).colorScheme === '{scheme}'")
    page.evaluate("document.activeElement.blur()")
    with runs(page):
        page.keyboard.press("r")
    for frame in page.main_frame.child_frames:
        until(frame, f"(document.documentElement.dataset.theme || 'light') === '{scheme}'")


def nothing_is_too_wide(page) -> None:
    """Neither the page nor a frame in it is wider than the screen, no button of a group is cut, and no head of a table is broken."""
    for frame in page.frames:
        until(frame, FITS)
    until(page, NO_GROUP_IS_CUT)
    until(page, NO_HEAD_IS_BROKEN)


def the_menu_opens_and_closes(page) -> None:
    """On a phone the pages stand in a menu; nothing lies over the button that closes it, and the tools come back."""
    page.locator("[data-testid=stExpandSidebarButton]").click()
    menu = page.locator("[data-testid=stSidebar]")
    menu.locator("a").nth(7).wait_for()

    def closed() -> bool:  # pressed while it still slides in, the menu may stay: then it is pressed again
        if menu.get_attribute("data-collapsed") == "false":
            menu.locator("[data-testid=stSidebarCollapseButton] button").click()
            drawn(page)
        return menu.get_attribute("data-collapsed") != "false"

    wait_until(closed, "the menu is closed")
    page.locator(".st-key-find-open button").last.wait_for()


def test_the_menu_goes_once_a_page_is_chosen(visit):
    """On a phone the menu lies over the page; the page that was chosen in it is seen."""
    page = visit("method", **PHONE)
    page.locator("[data-testid=stExpandSidebarButton]").click()
    menu = page.locator("[data-testid=stSidebar]")
    with runs(page):
        menu.locator("a").nth(4).click()
    wait_until(lambda: menu.get_attribute("data-collapsed") == "true", "the menu is closed")
    page.get_by_role("heading", name="Sources", exact=True).wait_for()


def violations(page) -> list[str]:
    """What axe-core finds wrong in a page and its frames: the rule, the element and the reason."""
    return [line for frame in page.frames for line in violations_in(frame)]


def violations_in(frame) -> list[str]:
    """What axe-core finds wrong in one frame."""
    if frame.evaluate("!window.axe"):
        frame.evaluate(SOURCE)
    found = frame.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [
        f"{it['id']}: {node['html'][:120]} {(node['any'] or [{'message': ''}])[0]['message'][:160]}"
        for it in found
        for node in it["nodes"]
    ]


def test_axe_can_find_something(open_page):
    """The check can fail: a picture without words for it is found."""
    page = open_page("data:text/html,<html lang=en><title>t</title><main><h1>t</h1><img src=x></main>")
    assert any(line.startswith("image-alt") for line in violations(page))
