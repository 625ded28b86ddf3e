"""What all pages share: the style sheet with the colours of the dataset, small scripts, fonts, the icon."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from ..picture.fonts import FACES, subset_of
from ..style.families import FAMILIES_CSS
from ..style.swatches import looks_css, theme_css
from .files import Site, SiteFile
from .map_pages import map_scripts

LETTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x400, 0x460), 0x18F, 0x259))) + (
    "ҐґҒғҮүҺһ–—‘’“”„…•·†′″⁄€№−×→←↑↓●○◆■▲✓✎⇄✕"
)
"""Latin with the letters of Azerbaijani, Cyrillic, signs. What is not there, Armenian above all, is in the reader's own fonts."""

FONTS = {"sans": ("Source Sans 3", 400), "medium": ("Source Sans 3", 600), "serif": ("Source Serif 4", 600)}
"""The faces of the exports, under the names by which the map asks for them."""

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#22262b"/>'
    '<path d="M5 9l9-3v20l-9-3z" fill="#f7f5f0"/><path d="M18 6l9 3v14l-9 3z" fill="#e58b8b"/></svg>\n'
)


def asset_files(site: Site) -> Iterator[SiteFile]:
    """The files in the folder ``assets``."""
    actors = site.dataset.actors.values()
    faces = []
    for face, (family, weight) in FONTS.items():
        name = f"{face}.woff"
        yield SiteFile(f"assets/{name}", subset_of(FACES[face].path, LETTERS))
        faces.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap; src: url("{name}") format("woff"); }}'
        )
    sheet = "\n".join(
        (*faces, theme_css(actors, auto=":root"), looks_css(actors), FAMILIES_CSS, _own("site.css"))
    )
    yield SiteFile("assets/site.css", sheet.encode())
    for name in ("map.js", "days.js", "filter.js"):
        yield SiteFile(f"assets/{name}", _own(name).encode())
    yield SiteFile("assets/icon.svg", ICON.encode())
    yield from map_scripts(site)


def _own(name: str) -> str:
    return (resources.files(__package__) / "assets" / name).read_text(encoding="utf-8")
