"""Every page in both themes and in all four languages: accessible by WCAG 2.2 AA, and no wider than a phone.

Violations inside the map are looked for in its own frame, which the page around cannot see into.
"""

from __future__ import annotations

import pytest
from moving import at_rest, until

pytestmark = pytest.mark.browser
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

PAGES = ("map", "compare", "places", "changes", "sources", "claims", "tours", "export", "method")
WITH_MAP = ("map", "compare", "tours")
LANGUAGES = ("en", "az", "hy", "ru")
LOOKS = (*(("light", language) for language in LANGUAGES), ("dark", "en"))
"""Words are the same in both themes, and colours in all languages."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
SOURCE = axe.Axe().axe_script
OWN_ADDRESS = "404"
"""Streamlit looks for its own files beside a page that is opened by its address, and is answered 404 on this machine."""


@pytest.fixture
def ready_page(app_address, open_page):
    """Open a page of the app in a language, and wait until all of it stands there."""

    def opened(name: str, language: str, **settings):
        address = f"{app_address}/{'' if name == 'map' else name}?lang={language}"
        page = open_page(address, **settings)
        page.locator("iframe" if name in WITH_MAP else "h1").first.wait_for()
        if name in WITH_MAP:
            page.frame_locator("iframe").locator("html[data-day]").wait_for(state="attached")
        until(page, "!document.querySelector('[data-testid=stStatusWidget], [data-testid=stSkeleton]')", 30)
        until(page, "document.querySelector('.st-key-tools button') !== null", 30)
        at_rest(page)
        return page

    return opened


def violations(frame) -> list[str]:
    """What axe-core finds wrong in a frame: the rule, the element and the reason."""
    frame.evaluate(SOURCE)
    found = frame.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [
        f"{it['id']}: {node['html'][:120]} {(node['any'] or [{'message': ''}])[0]['message'][:160]}"
        for it in found
        for node in it["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everyone(ready_page, name, scheme, language):
    """No page breaks a rule of WCAG 2.2 AA that axe-core knows, in no language, light or dark; on a phone none is too wide."""
    page = ready_page(name, language, color_scheme=scheme)
    found = [line for frame in page.frames for line in violations(frame)]
    assert found == []
    page.set_viewport_size({"width": 390, "height": 844})
    for frame in page.frames:
        until(frame, "document.documentElement.scrollWidth <= document.documentElement.clientWidth", 5)
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.witness.outside == []
    assert [error for error in page.witness.errors if OWN_ADDRESS not in error] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_overflows_on_a_phone(ready_page, name):
    """Opened at 390 px no page, and no map in it, is wider than the screen."""
    page = ready_page(name, "hy", width=390, height=844)
    for frame in page.frames:
        wide, room = frame.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= room


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "width"), [("method", 910), ("places", 910), ("places", 1024), ("map", 1280)]
)
def test_navigation_and_tools_keep_apart(ready_page, name, width, language):
    """Whatever the language, no page of the navigation hides under the tools beside it; what finds no room is in a menu."""
    page = ready_page(name, language, width=width)
    page.locator(".st-key-share button").wait_for()
    until(
        page,
        """(() => {
            const tools = [...document.querySelectorAll(".st-key-tools button")].map(it => it.getBoundingClientRect());
            const left = Math.min(...tools.filter(it => it.width).map(it => it.left));
            const links = [...document.querySelectorAll("header [data-testid=stTopNav] a")]
                .filter(it => it.checkVisibility({visibilityProperty: true, opacityProperty: true}))
                .map(it => it.getBoundingClientRect()).filter(it => it.width);
            return links.length > 2 && links.every(it => it.right <= left);
        })()""",
        10,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_a_phone_opens_and_closes(ready_page, language):
    """On a phone the pages stand in a menu; nothing lies over the button that closes it, and the tools come back."""
    page = ready_page("method", language, width=390, height=844)
    page.locator("[data-testid=stExpandSidebarButton]").click()
    menu = page.locator("[data-testid=stSidebar]")
    menu.locator("a").nth(7).wait_for()
    menu.locator("button").first.click(timeout=5000)
    page.locator(".st-key-find-open button").last.wait_for()


def test_axe_can_find_something(open_page):
    """The check can fail: a picture without words for it is found."""
    page = open_page("data:text/html,<html lang=en><title>t</title><main><h1>t</h1><img src=x></main>")
    assert any(line.startswith("image-alt") for line in violations(page.main_frame))
