"""A class opens the app at once, on a server that has just been started and has loaded nothing yet: each gets a page."""

from __future__ import annotations

import contextlib

from running import ROOT, server_of
from visitor import Visitor, complete, exceptions, headings

PAGES = {
    "": [],
    "compare": ["Azerbaijan gained 3,474\N{NO-BREAK SPACE}km²"],
    "places": ["Places"],
    "changes": ["Changes"],
    "sources": ["Sources"],
    "claims": ["Claims"],
    "tours": ["Tours"],
    "export": ["Export"],
    "import": ["Your own map"],
    "method": ["Method"],
}
"""Each page by its name in the address, with its title, on Compare what changed between its two days; the map has none."""

VISITORS = [list(PAGES)[number % len(PAGES)] for number in range(20)]


def test_twenty_first_visitors_at_once_each_get_a_whole_page(tmp_path):
    """All ask before the first is answered: no page shows an error, all are complete, the log is silent."""
    log = tmp_path / "app.log"
    with server_of(ROOT / "app.py", log) as server, contextlib.ExitStack() as stack:
        readers = [stack.enter_context(Visitor(server.address)) for _ in VISITORS]
        for reader, page in zip(readers, VISITORS, strict=True):
            reader.ask(page, "lang=en")
        for reader, page in zip(readers, VISITORS, strict=True):
            found = reader.seen()
            assert exceptions(found) == []
            assert headings(found) == PAGES[page]
            assert complete(found)
    assert "Traceback" not in log.read_text(encoding="utf-8")
