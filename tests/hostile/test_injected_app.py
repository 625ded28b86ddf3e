"""The app with the injected dataset and hostile addresses: every text stands as written, and nothing is asked of others."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hostile.injected import BROKEN_OUT, FIRST, FOREIGN, PIECES, POISON, injected
from moving import at_rest, come_back_to, map_frame, runs
from running import ROOT, running_app

pytestmark = pytest.mark.browser

LINE = f"{PIECES[2]} {PIECES[4]} {PIECES[6]} {PIECES[7]} {PIECES[8]}"
"""What a reader types, or an address says."""

AT = {"dataset": "injected", "lang": "en"}
VIEWS = (
    ("changes", {"select": "ceasefire-talks"}),
    ("compare", {"day": "2020-06-15", "other": "2019-12-01", "mode": "difference"}),
    ("places", {"select": "plimstow"}),
    ("sources", {"work": "wire"}),
    ("claims", {}),
    ("tours", {}),
    ("export", {"title": LINE[:120], "subtitle": LINE[:200], "credit": LINE[-120:], "format": "svg"}),
    ("export", {"title": LINE[:120], "credit": LINE[-120:], "format": "html"}),
    ("method", {}),
    ("", {"select": "plimstow"}),
)
HOSTILE = (
    (
        "changes",
        {"q": LINE, "kind": LINE, "day": LINE, "select": LINE, "from": LINE, "view": LINE, "layers": LINE},
    ),
    ("changes", {"place": LINE}),
    ("places", {"place": LINE, "on": LINE, "names": LINE, "lens": LINE}),
    ("compare", {"mode": LINE, "other": LINE}),
    ("tours", {"tour": LINE, "step": LINE}),
    (
        "export",
        {
            "size": LINE,
            "own": LINE,
            "extent": LINE,
            "mark": LINE,
            "format": LINE,
            "fps": LINE,
            "title": LINE * 9,
        },
    ),
    ("sources", {"dataset": LINE}),
)

LOOK = """(foreign) => {
  const all = [...document.querySelectorAll("*")];
  const of = (it) => it.outerHTML.slice(0, 200);
  const leads = (it) => ["href", "src", "action", "xlink:href"].map((name) => it.getAttribute(name) || "");
  const faults = [
    ...all.filter((it) => [...it.attributes].some(({ name }) => name.startsWith("on"))).map(of),
    ...all.filter((it) => leads(it).some((to) => /^\\s*javascript:/i.test(to) || to.includes("//" + foreign))).map(of),
    ...[...document.images].filter((it) => !/^(data|blob):/.test(it.src) && !it.src.startsWith(location.origin)).map(of),
    ...[...document.querySelectorAll(".katex, em, del, strong em")].map(of),
    ...[...document.querySelectorAll("script")].filter((it) => /^window\\.hit=\\d$/.test(it.textContent)).map(of),
    ...[...document.querySelectorAll("b, strong, code, i, span")].filter((it) => /^[ABCEILMRS]$/.test(it.textContent)).map(of),
    ...[...document.querySelectorAll("[data-testid=stIconMaterial], [translate=no]")].filter((it) => it.textContent === "home").map(of),
    ...[...document.querySelectorAll("[data-testid=stException]")].map((it) => it.innerText),
  ];
  if (window.hit !== undefined) faults.push(`a script ran: ${window.hit}`);
  const skipped = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "CANVAS"]);
  const walk = (it) => it.nodeType === 3 ? it.data : skipped.has(it.tagName) ? "" : [...it.childNodes].map(walk).join("");
  return [faults, walk(document.body).split(/\\s+/).join(" ")];
}"""
"""What of a document is code or leads elsewhere, and all its text, also that which is folded away."""


@pytest.fixture(scope="module")
def visit(tmp_path_factory, browsing):
    """Come to a page of the app with the injected dataset by an address, without loading anything anew."""
    folder = tmp_path_factory.mktemp("datasets")
    injected(folder / "injected")
    with running_app(ROOT / "app.py", CONTROLATLAS_DATASETS=str(folder)) as address:
        page = browsing.new_page()
        page.dialogs = []
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(f"{address}/?{urlencode({**AT, 'select': 'tornabee-morning'})}")
        at_rest(page)

        def visited(name: str = "", query: dict[str, str] | None = None):
            if query is not None:
                come_back_to(page, f"{name}?{urlencode({**AT, **query})}")
            return page

        yield visited
        page.close()


def seen(page) -> str:
    """All text of the page and its map, once nothing in it was found to be more than text."""
    text = ""
    for frame in page.frames:
        faults, said = frame.evaluate(LOOK, FOREIGN)
        assert faults == []
        text += said
    assert page.witness.outside == []
    assert page.dialogs == []
    assert [it for it in page.witness.errors if "Content Security Policy" in it] == []
    broken = BROKEN_OUT.search(text)
    assert broken is None, text[broken.start() : broken.start() + 600]
    return text


def test_the_map_and_its_card(visit) -> None:
    """The first page shows the map with the card of an event; every text of the event is as written."""
    page = visit()
    map_frame(page).get_by_text("Vunder").first.wait_for()
    assert POISON in seen(page)


@pytest.mark.parametrize(
    ("name", "query"), VIEWS, ids=[f"{name or 'map'}-{n}" for n, (name, _) in enumerate(VIEWS)]
)
def test_every_page_shows_texts_as_written(visit, name, query) -> None:
    """No page makes anything of a text of the dataset, or of words of one's own."""
    text = seen(visit(name, query))
    assert POISON in text or any(piece in text for piece in PIECES)


def test_what_opens_on_a_press(visit) -> None:
    """Find, the reader's choices and Share show names as written."""
    page = visit()
    for name in ("Find", "Share"):
        with runs(page):
            page.get_by_role("button", name=name).first.click()
        seen(page)
        page.keyboard.press("Escape")


@pytest.mark.parametrize(("name", "query"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_a_hostile_address_is_repeated_letter_by_letter_or_not_at_all(visit, name, query) -> None:
    """What an address says and we do not know appears as it was written."""
    seen(visit(name, query))


def test_the_look_can_find_something(visit) -> None:
    """Code, a foreign link and a text that was changed would be noticed."""
    page = visit()
    page.evaluate(
        """foreign => { const it = document.createElement("p"); document.body.append(it);
        it.innerHTML = `<a href="https://${foreign}/l">M</a><em>I</em><b onclick="1">x</b>`; }""",
        FOREIGN,
    )
    faults, _ = page.evaluate(LOOK, FOREIGN)
    assert len(faults) == 3
    assert BROKEN_OUT.search(f"{FIRST} something else")
    page.evaluate("document.body.lastChild.remove()")
