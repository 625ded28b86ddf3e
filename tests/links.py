"""A small checker of links: what every page of a site points to is there, and nothing comes from elsewhere."""

from __future__ import annotations

import functools
import pathlib
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

LOADED = {"img": "src", "script": "src", "image": "href", "iframe": "src"}
"""What a browser loads by itself, and by which attribute."""


class Page(HTMLParser):
    """What a page points to, what it loads, the ids in it, and the tags with all their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        """Take note of one tag."""
        known = dict(attrs)
        self.tags.append((tag, known))
        if known.get("id"):
            self.ids.add(known["id"])
        loaded = known.get(LOADED.get(tag, "")) or (
            known.get("href") if tag == "link" and known.get("rel") in ("stylesheet", "icon") else None
        )
        if loaded:
            self.loads.append(loaded)
        elif tag in ("a", "link") and known.get("href"):
            self.links.append(known["href"])


@functools.lru_cache(maxsize=4096)
def page_of(path: pathlib.Path) -> Page:
    """A page that was read already, for checks that come to it again."""
    return Page(path.read_text(encoding="utf-8"))


def faults(folder: pathlib.Path, base: str) -> list[str]:
    """Every link within the site that leads nowhere, and everything that a page would load from another place."""
    found = []
    for path in sorted(folder.rglob("*.html")):
        page, here = page_of(path), path.relative_to(folder).as_posix()
        found += [f"{here} loads {it}" for it in page.loads if urlsplit(it).scheme or it.startswith("//")]
        for link in (*page.loads, *page.links):
            if link.startswith(base):
                target = folder / unquote(urlsplit(link).path[len(urlsplit(base).path) :]).lstrip("/")
            elif urlsplit(link).scheme:
                continue
            else:
                target = (
                    (path.parent / unquote(urlsplit(link).path)).resolve() if urlsplit(link).path else path
                )
            fragment = unquote(urlsplit(link).fragment)
            if not target.is_file():
                found.append(f"{here} leads to {link}, which is not there")
            elif not target.is_relative_to(folder.resolve()) and not target.is_relative_to(folder):
                found.append(f"{here} leads to {link}, outside the site")
            elif fragment and fragment not in page_of(target).ids:
                found.append(f"{here} leads to {link}, and there is no {fragment}")
    return found
