"""Pages that stay open from test to test, and are put back to how they opened before each."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator

from conftest import Browsing, keep_picture
from moving import drawn, until

AT_ONCE = 6
"""How many pages stay open; the one that has not been used for longest is closed."""

TRIES = 10
"""How often a page is put back before it is opened anew."""

READY = """!!window.controlAtlas && !!window.controlAtlas.state
  && [...document.querySelectorAll(".front.casing")].some((it) => it.getAttribute("d"))
  && document.querySelector(".sheet-names text") !== null
  && [...document.querySelectorAll(".panel-body")].every((it) => it.firstElementChild)"""
"""All parts of the page stand there, also those that come when the browser has time for them."""

PORTRAIT = """() => {
  const all = (css, of) => [...document.querySelectorAll(css)].map(of);
  const state = window.controlAtlas.state(), pair = "days" in state;
  return JSON.stringify({
    state: { ...state, centers: state.centers?.map((center) => center.map((it) => it.toFixed(1))) },
    day: document.documentElement.dataset.day,
    text: all(pair ? ".compare-bar, .meanings" : ".stage, .deck, .panel", (it) => it.innerText),
    buttons: all("[aria-pressed], [aria-expanded]", (it) => [it.className, it.ariaPressed, it.ariaExpanded, it.disabled]),
    fields: all("select, input", (it) => (it.type === "checkbox" ? it.checked : it.value)),
    looks: all(".area, .dot", (it) => it.getAttribute("class")),
    shapes: [...all(".country", (it) => it.getAttribute("d")), ...all(".front, .difference-edge", (it) => it.getAttribute("d"))],
    names: pair ? null : all(".sheet-names text", (it) => [it.textContent, it.getAttribute("class")]),
    scrolled: [scrollX, scrollY, ...all(".panel-body", (it) => it.scrollTop)],
    focus: document.activeElement === document.body,
  });
}"""
"""All that a reader can see or set, as far as a test can have changed it.

Fitted again, the two maps of a pair can lie a pixel beside where they were, and a name finds no room there any more.
"""

PUT_BACK = """([start, country]) => {
  const atlas = window.controlAtlas;
  document.activeElement.blur();
  atlas.pause();
  atlas.select(null);
  atlas.lens(start.lens);
  const turned = document.querySelectorAll(".legend-button[aria-expanded=false], .legend-all[aria-expanded=true]");
  for (const it of turned) {
    it.click();
    atlas.layers([]); // names make room for the legend; they are placed anew with the layers
  }
  atlas.layers(start.layers);
  atlas.range(...start.range);
  atlas.speed(1);
  document.querySelectorAll("button.kind[aria-pressed=false], button.toggle[aria-pressed=true]")
    .forEach((it) => it.click());
  document.querySelectorAll(".opener[aria-expanded=true], .fold[aria-expanded=false]").forEach((it) => it.click());
  atlas.show(start.day);
  if (document.querySelector(".country").getAttribute("d") !== country) document.querySelector(".home").click();
  document.querySelectorAll(".panel-body").forEach((it) => { it.scrollTop = 0; });
  scrollTo(0, 0);
}"""

PUT_BACK_PAIR = """([start, layers, country]) => {
  const atlas = window.controlAtlas;
  document.activeElement.blur();
  atlas.select(null);
  atlas.lens(start.lens);
  atlas.layers(layers);
  atlas.days(...start.days);
  atlas.mode(start.mode);
  const divider = document.querySelector(".divider");
  const press = (key) => divider.dispatchEvent(new KeyboardEvent("keydown", { key }));
  press("Home");
  while (Number(divider.ariaValueNow) < start.divider) press("ArrowRight");
  document.querySelectorAll(".legend-button[aria-expanded=true]").forEach((it) => it.click());
  if (document.querySelector(".country").getAttribute("d") !== country) document.querySelector(".home").click();
  scrollTo(0, 0);
}"""


def put_back_map(page, start: dict) -> None:
    """Do with a moving map what undoes whatever a test may have done with it."""
    page.evaluate(PUT_BACK, [start["state"], start["shapes"][0]])


def put_back_pair(page, start: dict) -> None:
    """The same with a map of two days."""
    page.evaluate(PUT_BACK_PAIR, [start["state"], start["layers"], start["shapes"][0]])


class KeptPages:
    """Pages by their address and settings, each with its portrait from when it was opened."""

    def __init__(self, browsing: Browsing, put_back: Callable[[object, dict], None]) -> None:
        self.browsing = browsing
        self.put_back = put_back
        self.pages: dict[str, object] = {}

    @contextlib.contextmanager
    def lent(self, request, **always) -> Iterator[Callable[..., object]]:
        """Lend pages to a test; afterwards they must have been silent, and those of a failed test are closed."""
        lent = {}

        def lend(address: str, **settings):
            key = repr((address, sorted(settings.items())))
            lent[key] = page = self._page(key, address, {**always, **settings})
            return page

        yield lend
        for number, (key, page) in enumerate(lent.items()):
            keep_picture(request, page, number)
            outside, errors = page.witness.outside, page.witness.errors
            if getattr(request.node, "failed", False) or outside or errors:
                self.pages.pop(key).close()
            assert outside == []
            assert errors == []

    def _page(self, key: str, address: str, settings: dict):
        page = self.pages.pop(key, None)
        if page is not None and not self._restored(page):
            page.close()  # tests/render/test_any_order.py asks whether the order of deeds matters; here it must not
            page = None
        if page is None:
            while len(self.pages) >= AT_ONCE:
                self.pages.pop(next(iter(self.pages))).close()
            page = self._opened(address, settings)
        self.pages[key] = page
        return page

    def _opened(self, address: str, settings: dict):
        page = self.browsing.new_page(**settings)
        page.goto(address)
        until(page, READY)
        drawn(page)
        page.portrait = page.evaluate(PORTRAIT)
        page.size = page.viewport_size
        return page

    @staticmethod
    def _changed(page) -> list[str]:
        """In which parts a page differs from its portrait."""
        now, start = (json.loads(it) for it in (page.evaluate(PORTRAIT), page.portrait))
        return [part for part in start if now[part] != start[part]]

    def _restored(self, page) -> bool:
        """Put a page back; whether it really is as it was when it was opened."""
        page.set_viewport_size(page.size)
        page.mouse.move(0, 0)
        until(
            page, "document.querySelector('.leaflet-zoom-anim') === null"
        )  # it would end where it was to end
        start = json.loads(page.portrait)
        start["layers"] = page.evaluate(
            "[...document.querySelectorAll('.layer-list input')].map(it => it.value)"
        )
        for _ in range(TRIES):  # something that the last test began may end only now
            self.put_back(page, start)
            drawn(page)
            if not self._changed(page):
                break
        else:
            return False
        page.witness.outside.clear()
        page.witness.errors.clear()
        return True
