"""The press: pages of one language from templates, each with its frame, its policy and its addresses."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..language.dates_and_works import cite_dataset, ended
from ..language.method import NO_LICENCE
from ..language.reader import Reader, reader_of
from ..language.terms import PAGES
from ..records.model import Dataset
from ..records.text import shown
from .files import Site, SiteFile
from .paths import COMPARE, MAP
from .words import words

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""What a page of the site may load, as it stands between double quotes: what lies beside it, and nothing from any other place."""

LIST_POLICY: Mapping[str, str] = {**POLICY, "script-src": "'self'"}
"""A list has a script that finds what is typed."""

MAP_POLICY: Mapping[str, str] = {
    **LIST_POLICY,
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
}
"""A page with a map places its parts by styles of their own, and has the relief in its data."""

OF_RECORDS = ("places", "changes", "sources")
"""The pages that those of records name beside the map, from which there is a way to all others."""

TAKEN_AWAY = (
    "downloads/places.csv",
    "downloads/control-periods.csv",
    "downloads/changes.csv",
    "downloads/events.csv",
    "downloads/sources.csv",
    "downloads/state.geojson",
    "downloads/control-periods.gpkg",
    "downloads/sources.json",
    "downloads/sources.bib",
    "downloads/sources.ris",
    "api/index.json",
    "releases.atom",
)
"""What lies beside the pages for other programs: paths under the base, listed on the page on method."""


class Press:
    """Makes the pages of a site in one language. Paths are those under the folder of the language."""

    def __init__(self, site: Site, language: str) -> None:
        self.site = site
        self.reader: Reader = reader_of(site.dataset, language)
        self.words = words(self.reader.t)
        dataset = site.dataset
        self._frame = {
            "w": self.words,
            "language": language,
            "title_of_all": self.reader.say(dataset.titles),
            "disclaimer": self.reader.say(dataset.short_disclaimer or dataset.disclaimer),
            "licence": dataset.licence_id or self.reader.t(NO_LICENCE),
            "taken_away": TAKEN_AWAY,
        }

    @property
    def language(self) -> str:
        """The language of the pages."""
        return self.reader.language

    def address(self, path: str, language: str | None = None) -> str:
        """The lasting address of a page, in this language or another; with its file, for a store of objects knows no other."""
        return f"{self.site.base}/{language or self.language}/{path}"

    def cited(self, title: str, address: str) -> str:
        """How to cite a page in words."""
        whole = cite_dataset(self.site.dataset, self.language, brief=True)
        named = title != self.reader.say(self.site.dataset.titles)
        return f"{ended(title)} {whole} {address}" if named else f"{whole} {address}"

    def page(
        self,
        path: str,
        template: str,
        *,
        title: str,
        description: str = "",
        picture: str | None = None,
        policy: Mapping[str, str] = POLICY,
        **values: Any,
    ) -> SiteFile:
        """A page by its template; whatever comes from the dataset is escaped there.

        ``picture``, a path under the base, is what others show with a link to it: the map of the language unless another is given.
        """
        up = "../" * path.count("/")
        to = functools.partial(_way, path.rpartition("/")[0])
        html = _template(template).render(
            self._frame,
            title=title,
            description=description,
            policy=Markup(";".join(f"{what} {where}" for what, where in policy.items())),
            up=up,
            to=to,
            root=f"{up}../",
            path=path,
            address=self.address(path),
            picture=f"{self.language}/map.png" if picture is None else picture,
            base=self.site.base,
            cite=self.cited(title, self.address(path)),
            pages=list(self._navigation(path, up)),
            languages=[(it, self.address(path, it), self._other(path, it)) for it in self.site.languages],
            first=self.address(path, self.site.languages[0]),
            **values,
        )
        return SiteFile(f"{self.language}/{path}", compact(html).encode())

    def _other(self, path: str, language: str) -> str:
        """The way to the same page in another language."""
        return f"{'../' * path.count('/')}../{language}/{path}"

    def _navigation(self, path: str, up: str) -> Iterator[tuple[str, str, bool]]:
        """The pages that there are: path, title, and whether it is the one shown. A record names those that are about records."""
        for name, (title, _) in PAGES.items():
            if name in pages_of(self.site.dataset) and (not up or name in OF_RECORDS):
                target = page_path(name)
                yield up + target, self.reader.t(title), target == path


_CLOSING = re.compile(r"</(?:li|dt|dd|td|th|tr|thead|tbody)>\n?")
_IMPLIED = re.compile(r"</?(?:head|body)>\n?|\n?</html>")
_BLOCK = (
    "(?:p|h[1-6]|div|section|article|ul|ol|dl|nav|details|figure|figcaption|footer|header|main|table|pre)"
)
_PARAGRAPH = re.compile(rf"</p>\s*(?=<(?:{_BLOCK}|/(?:div|footer|main))\b)")
_BREAK = re.compile(
    rf"\n(?=</?(?:{_BLOCK}|link|meta|title|li|dt|dd|summary|img|svg)\b)|(?<=</small>)\n(?=<br>)"
)
_QUOTED = re.compile(r'="([\w./:#?&;,+-]+)"(?=[ >])', re.ASCII)
_QUOTE = re.compile(r"(?<=>)[^<]*&#34;[^<]*(?=<)")
_EMPTY = re.compile(r"\n{2,}")


def compact(html: str) -> str:
    """A page without what HTML lets out: tags that are implied by others, quotes round plain values, breaks beside blocks.

    It is for pages whose texts have their quotes and angle brackets escaped, so that only our own markup is met.
    """
    plain = _EMPTY.sub("\n", _IMPLIED.sub("", _CLOSING.sub("", html)))
    plain = _BREAK.sub("", _PARAGRAPH.sub("", _QUOTED.sub(r"=\1", plain)))
    return _QUOTE.sub(lambda found: found[0].replace("&#34;", '"'), plain).replace("&#39;", "'")


def _way(folder: str, target: str) -> str:
    """The way from a page in a folder to another page, both under the folder of the language."""
    there, _, name = target.partition("?")[0].rpartition("/")
    return (
        name + target[len(target.partition("?")[0]) :] if there == folder else "../" * bool(folder) + target
    )


def page_path(name: str) -> str:
    """The path of a page by its name in the app."""
    return {"map": MAP, "compare": COMPARE}.get(name, f"{name}.html")


def pages_of(dataset: Dataset) -> tuple[str, ...]:
    """The names of the pages that a site of this dataset has."""
    empty = {"claims": not dataset.claims, "tours": not dataset.tours, "export": True}
    return tuple(name for name in PAGES if not empty.get(name))


def written(template: str, **values: Any) -> str:
    """A template without the frame of a language."""
    return str(_template(template).render(**values))


@functools.cache
def _template(name: str) -> Any:
    return _environment().get_template(f"{name}.jinja")


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("controlatlas.publish"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_seen,
    )
    environment.filters["json"] = _json
    return environment


def _seen(value: Any) -> Any:
    """What a template is given, with a � for each letter that would not be seen."""
    return _shown(value) if type(value) is str else value


@functools.lru_cache(maxsize=65536)
def _shown(text: str) -> str:
    return shown(text)


def _json(value: Any) -> Markup:
    """Data inside a page, in which no tag can begin or end."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))
