"""The moving map as one HTML document that needs no network: a folium map and the player on it."""

from __future__ import annotations

import base64
import datetime as dt
import functools
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template
from xstatic.pkg import leaflet

from ..language.catalogue import translator
from ..language.naming import BOTH
from ..records.errors import OutsideSpanError
from ..records.model import Dataset
from ..style.marks import marks_css
from ..style.scripts import without_comments
from ..style.swatches import theme_css
from .encode import as_json, compressed, packed
from .payload import build_comparison, build_payload
from .strings import ui_strings

SCRIPTS = (
    "table",
    "calendar",
    "writing",
    "history",
    "lookup",
    "reading",
    "pace",
    "dom",
    "corner",
    "geometry",
    "map",
    "roving",
    "labels",
    "timeline",
    "panel",
    "inview",
    "legend",
    "credit",
    "controls",
    "folds",
    "greeting",
    "playback",
    "viewport",
    "away",
    "pointer",
    "keyboard",
    "messages",
    "player",
)
"""The files of the player, in the order in which they are joined; each uses only those before it."""

STYLES = ("page", "map", "timeline", "panel")

COMPARING = (
    "table",
    "calendar",
    "writing",
    "history",
    "reading",
    "dom",
    "corner",
    "geometry",
    "map",
    "roving",
    "labels",
    "legend",
    "credit",
    "messages",
    "compare",
)
"""The files of the map of two days."""

COMPARING_STYLES = ("page", "map", "compare")

THEMES = ("auto", "light", "dark")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src {scripts}",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""What the document may load: what stands in it, and nothing from any other place. Of scripts only those that we put there
run, known by their fingerprints."""


@dataclass(frozen=True)
class Opening:
    """How a page opens that is taken away: its title, description, author and caption, and what it shows first.

    ``parts`` are messages as the host of the map sends them: show, range, lens, layers, view, fit, select, mode.
    """

    title: str | None = None
    description: str | None = None
    author: str | None = None
    caption: str | None = None
    parts: tuple[Mapping[str, Any], ...] = ()


OPENING = Opening()
"""The map's own choice."""


def build_document(
    dataset: Dataset,
    *,
    day: dt.date | None = None,
    language: str = "en",
    names: str = BOTH,
    theme: str = "auto",
    opening: Opening = OPENING,
) -> str:
    """The whole page as text: same dataset, same bytes. ``theme`` is auto, light or dark.

    ``names`` says how places are called: ``both``, or a language of the dataset (``naming.policies``).
    Raise ``OutsideSpanError`` for a first day that the dataset does not describe.
    """
    page = build_map(dataset, day=day, language=language, names=names, theme=theme, opening=opening)
    return str(page.get_root().render())


def build_map(
    dataset: Dataset,
    *,
    day: dt.date | None = None,
    language: str = "en",
    names: str = BOTH,
    theme: str = "auto",
    opening: Opening = OPENING,
) -> folium.Map:
    """The same page as a folium map, for those who want to add to it before they render it."""
    _check(dataset, theme, day)
    payload = build_payload(dataset, day=day, language=language, names=names)
    return _map(dataset, payload, language, theme, SCRIPTS, STYLES, opening)


def build_compare(
    dataset: Dataset,
    *,
    earlier: dt.date | None = None,
    later: dt.date | None = None,
    language: str = "en",
    names: str = BOTH,
    theme: str = "auto",
    opening: Opening = OPENING,
) -> str:
    """A page with two days side by side, under a divider, or as a difference: same dataset, same bytes.

    It begins with the days given. Raise ``OutsideSpanError`` for a day that the dataset does not describe.
    """
    _check(dataset, theme, earlier, later)
    payload = build_comparison(dataset, earlier=earlier, later=later, language=language, names=names)
    return str(
        _map(dataset, payload, language, theme, COMPARING, COMPARING_STYLES, opening).get_root().render()
    )


@dataclass(frozen=True)
class MapParts:
    """A page with a map taken apart, for pages that share what is the same on all of them.

    ``library`` is Leaflet, ``styles`` are its own and those of the player, without the colours of ``theme_css``; ``script``
    is the player, which leaves ``controlAtlas.mount`` on the window, and the Leaflet map under the name ``canvas``, for which
    the page has an element with that id.
    """

    library: str
    styles: str
    script: str
    canvas: str


def map_parts(dataset: Dataset, *, compare: bool = False) -> MapParts:
    """What the pages of a dataset have in common, with the map that plays or the map of two days; no word of any language."""
    scripts, styles = (COMPARING, COMPARING_STYLES) if compare else (SCRIPTS, STYLES)
    page, canvas = Figure(), _Canvas(dataset)
    canvas.add_to(page)
    canvas.render()  # type: ignore[no-untyped-call]
    made = str(page.script.render()).strip()
    return MapParts(
        _leaflet_js(),
        "\n".join((_leaflet_css(), marks_css(), *_texts(styles, "css"))),
        "\n".join((*_player(scripts), made)),
        str(canvas.get_name()),
    )


def _player(scripts: Iterable[str]) -> list[str]:
    """The player as one function, from which nothing else comes out than what puts it into a page."""
    return ["(() => {", '"use strict";', "\n".join(_texts(scripts, "js")), "})();"]


def _check(dataset: Dataset, theme: str, *days: dt.date | None) -> None:
    for day in days:
        if day is not None and not dataset.describes(day):
            raise OutsideSpanError(
                f"{day} is outside {dataset.start} to {dataset.end}, the span of {dataset.id}"
            )
    if theme not in THEMES:
        raise ValueError(f"{theme!r} is no theme; write one of {', '.join(THEMES)}")


def _map(
    dataset: Dataset,
    payload: dict[str, Any],
    language: str,
    theme: str,
    scripts: Iterable[str],
    styles: Iterable[str],
    opening: Opening,
) -> folium.Map:
    about = payload["dataset"]
    if opening.title:
        about["title"] = opening.title
    if opening.parts:
        payload["start"] = [dict(part) for part in opening.parts]
    page = _Page(
        title=about["title"],
        language=language,
        theme=theme,
        summary=opening.description or f"{about['title']}. {about['disclaimer']}",
        opening=opening,
    )
    canvas = _Canvas(dataset)
    canvas.add_to(page)
    colors = f"{theme_css(dataset.actors.values())}\n{marks_css()}"
    PlayerElement(payload, colors, canvas.get_name(), scripts, styles).add_to(canvas)
    return canvas


class PlayerElement(MacroElement):
    """What moves on a folium map: styles, data and script, all in the page."""

    def __init__(
        self,
        payload: dict[str, Any],
        colors: str,
        canvas: str,
        scripts: Iterable[str] = SCRIPTS,
        styles: Iterable[str] = STYLES,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "PlayerElement"
        self._id = "controlatlas"
        self.payload = payload
        self.colors = colors
        self.canvas = canvas
        self.scripts = scripts
        self.styles = styles

    def render(self, **kwargs: Any) -> str:
        """Put the parts where they belong; as they stand, not as templates, for texts may hold braces."""
        page = self.get_root()
        assert isinstance(page, Figure), "the player needs a folium map"
        page.header.add_child(
            _Verbatim("style", [self.colors, *_texts(self.styles, "css")]), name="style_player"
        )
        text = as_json(packed(self.payload))
        large = len(text.encode()) > PACKED_FROM
        page.html.add_child(_Data(compressed(text) if large else text, large), name="payload")
        mount = 'window.controlAtlas = window.controlAtlas.mount(document.getElementById("controlatlas"), {}, null, {});'
        start = (
            f"(async () => {{ {mount.format(_UNPACKED, self.canvas)} }})();"
            if large
            else mount.format(f"JSON.parse({_CONTENT})", self.canvas)
        )
        page.script.add_child(_Verbatim("", [*_player(self.scripts), start]), name="player")
        return ""


PACKED_FROM = 1_150_000
"""From so many bytes on the data of a document travel compressed, so that the document stays below 1.5 MB."""

_CONTENT = 'document.getElementById("controlatlas-payload").textContent'
_UNPACKED = (
    f"await new Response(new Blob([Uint8Array.from(atob({_CONTENT}), (it) => it.charCodeAt(0))]).stream()"
    '.pipeThrough(new DecompressionStream("gzip"))).json()'
)
"""What reads the data again in the browser."""


class _Canvas(folium.Map):
    """A folium map that loads nothing and leaves the zoom of the page to the reader."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares it so
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro html(this, kwargs) %}<div class="map" id={{ this.get_name()|tojson }}></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }},
            { center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }} });
        {% endmacro %}
        """
    )

    def __init__(self, dataset: Dataset) -> None:
        south, west, north, east = dataset.bounds
        high, wide = north - south, east - west
        super().__init__(
            location=[(south + north) / 2, (west + east) / 2],
            tiles=None,
            zoom_start=8,
            zoom_control=False,
            attribution_control=False,
            keyboard=False,
            zoom_snap=0.25,
            zoom_delta=0.75,
            wheel_px_per_zoom_level=110,
            max_zoom=24,
            max_bounds=True,
            min_lat=south - high,
            max_lat=north + high,
            min_lon=west - wide,
            max_lon=east + wide,
            max_bounds_viscosity=0.8,
        )
        self._id = "atlas"


class _Page(Figure):
    """A page with a language, a theme, a policy that forbids the network, and Leaflet inside."""

    _template = Template(
        "<!DOCTYPE html>\n"
        '<html lang="{{ this.language|e }}" data-theme="{{ this.theme|e }}">\n'
        "<head>\n{{ this.header.render(**kwargs) }}\n</head>\n"
        '<body>\n<div id="controlatlas"></div>\n<noscript>{{ this.title|e }}: {{ this.hint|e }}</noscript>\n{{ this.html.render(**kwargs) }}\n'
        "<script>{{ this.code }}</script>\n</body>\n</html>\n"
    )

    def __init__(self, *, title: str, language: str, theme: str, summary: str, opening: Opening) -> None:
        super().__init__()
        self.title = title
        self.language = translator(language).words
        self.theme = theme
        self.hint = ui_strings(language)["needsScript"]
        self.header = Element()
        self.header._parent = self
        self.code = ""
        self.policy = _Verbatim("", [])
        self.header.add_child(self.policy, name="policy")
        head = [
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(title)}</title>",
            f'<meta name="description" content="{escape(summary)}">',
            *_told(title, opening),
        ]
        self.header.add_child(_Verbatim("", head), name="head")
        self.header.add_child(_Verbatim("style", [_leaflet_css()]), name="style_leaflet")
        self.header.add_child(_Verbatim("script", [_leaflet_js()]), name="leaflet")

    def render(self, **kwargs: Any) -> str:
        """The page; its policy is written last, when it is known what the script holds."""
        for child in self._children.values():
            child.render(**kwargs)
        self.code = f"\n{self.script.render(**kwargs)}\n"
        policy = POLICY.format(scripts=" ".join(map(_fingerprint, (_leaflet_js(), self.code))))
        self.policy.text = (
            f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
        )
        return str(self._template.render(this=self, kwargs=kwargs))


def _fingerprint(script: str) -> str:
    """A script as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _told(title: str, opening: Opening) -> list[str]:
    """What a page that is taken away says of itself, to those who link to it."""
    told = {
        'name="author"': opening.author,
        'property="og:title"': opening.caption and title,
        'property="og:description"': opening.caption,
    }
    return [f'<meta {name} content="{escape(text)}">' for name, text in told.items() if text]


class _Verbatim(Element):
    """Text that goes into the page as it is, inside a tag if one is named."""

    _template = Template(
        "{% if this.tag %}<{{ this.tag }}>{% endif %}{{ this.text }}{% if this.tag %}</{{ this.tag }}>{% endif %}"
    )

    def __init__(self, tag: str, lines: Iterable[str]) -> None:
        super().__init__()
        self.tag = tag
        self.text = "\n".join(lines)


class _Data(Element):
    """JSON in the page, as it is or compressed, read by the player and run by nobody."""

    _template = Template('<script type="{{ this.kind }}" id="controlatlas-payload">{{ this.text }}</script>')

    def __init__(self, text: str, compressed: bool) -> None:
        super().__init__()
        self.kind = "application/gzip" if compressed else "application/json"
        self.text = text


def _texts(names: Iterable[str], kind: str) -> list[str]:
    folder = resources.files(__package__) / "player"
    texts = ((folder / f"{name}.{kind}").read_text(encoding="utf-8") for name in names)
    return [without_comments(text) for text in texts]


@functools.cache
def _leaflet_js() -> str:
    text = (Path(leaflet.BASE_DIR) / "leaflet.js").read_text(encoding="utf-8")
    return text.partition("//# sourceMappingURL")[0].strip()


@functools.cache
def _leaflet_css() -> str:
    """Leaflet's styles without the pictures of controls that this map does not use."""
    text = (Path(leaflet.BASE_DIR) / "leaflet.css").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if "url(" not in line)
