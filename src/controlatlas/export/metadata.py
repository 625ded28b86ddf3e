"""What a file says of itself: title, caption, alternative text, credit, licence, and how it can be made again."""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass

from ..language.captions import PictureKind, ViewDescription, alt_text, caption, days, headline
from ..language.dates_and_works import data_in_words, ended
from ..picture.compose import viewport_of, words_of
from ..picture.spec import CHANGES, WHOLE, PictureSpec, shots_of, view_description
from ..records.model import Dataset, Lens
from ..records.text import in_file_name


@dataclass(frozen=True, slots=True)
class Metadata:
    """The words that go with a picture, in the language of the specification.

    ``address`` says where the same can be made again; ``version`` names dataset and version; ``licence`` is empty where none is stated.
    """

    title: str
    caption: str
    alt: str
    credit: str
    licence: str
    version: str
    address: str

    @property
    def description(self) -> str:
        """Alternative text, version and address in one text, for formats that have room for one only."""
        return f"{self.alt} {self.source}"

    @property
    def source(self) -> str:
        """Version and address in one text: where what the file shows can be looked up."""
        return f"{ended(self.version)} {self.address}"


UNDRAWN = ("html", "geojson", "csv")
"""The forms that have no picture: their words speak of all that the extent means."""

ON_THE_SITE = frozenset(("day", "other", "from", "to", "lens", "layers", "select", "view"))
"""What the address of a view on a published site can say."""

NO_WORDS = ("geojson", "csv")
"""The forms that say nothing in a language, and have no look."""


def metadata_of(dataset: Dataset, spec: PictureSpec, form: str) -> Metadata:
    """The words for a specification and the form of its file."""
    what = description_of(dataset, spec, form)
    title = spec.title or headline(what)
    return Metadata(
        title=f"{title}, {days(what)}",
        caption=caption(what),
        alt=alt_text(what),
        credit=spec.credit or "Control Atlas",
        licence=dataset.licence,
        version=data_in_words(dataset, spec.language),
        address=address_of(dataset, spec, form),
    )


def description_of(dataset: Dataset, spec: PictureSpec, form: str) -> ViewDescription:
    """What a file shows: of a picture just what its map shows, of data all that the extent means."""
    if form not in UNDRAWN:
        moves = spec.kind is PictureKind.CLIP and spec.earlier is not None
        return words_of(dataset, spec, shots_of(spec, dataset) if moves else ())
    if spec.shown in (WHOLE, CHANGES) or (form in NO_WORDS and isinstance(spec.shown, str)):
        return view_description(spec, dataset, None)
    return view_description(spec, dataset, viewport_of(dataset, spec, (0.0, 0.0, *spec.size.logical)))


def address_of(dataset: Dataset, spec: PictureSpec, form: str) -> str:
    """Where the same is shown on the published site, or made again by the app, or with which version of which dataset."""
    parts = spec.address(dataset, form)
    if spec.site:
        parts = {key: text for key, text in parts.items() if key in ON_THE_SITE}
        if spec.kind is PictureKind.DIFFERENCE:
            parts["mode"] = spec.kind.value
    query = urllib.parse.urlencode(parts, quote_via=urllib.parse.quote, safe=",")
    if spec.lasting:
        return f"{spec.lasting}?{query}"
    return f"Control Atlas, {dataset.id} {dataset.version}, export?{query}"


def file_name(dataset: Dataset, spec: PictureSpec, ending: str) -> str:
    """What the file is called: dataset and version, days, and what was chosen of kind, extent, lens, language and look."""
    when = "_".join(day.isoformat() for day in (spec.since, spec.day) if day is not None)
    shown = spec.shown
    parts = [
        _stem(dataset),
        when,
        spec.kind.value if spec.kind in (PictureKind.PAIR, PictureKind.DIFFERENCE) else "",
        in_file_name(shown if isinstance(shown, str) else "{:.2f}_{:.2f}_{:.1f}".format(*shown)),
        "" if spec.lens is Lens.CLAIMED else spec.lens.value,
    ]
    if ending not in NO_WORDS:
        parts.append(spec.language)
        parts.append(spec.theme if spec.tone == "colour" else f"{spec.theme}-{spec.tone}")
    if ending not in UNDRAWN:
        parts.append(in_file_name(spec.size.id))
    return "_".join(part for part in parts if part) + f".{ending}"


def file_about(dataset: Dataset, *what: object, ending: str = "csv") -> str:
    """What another file is called: dataset, version, and what is in it."""
    return f"{'-'.join((_stem(dataset), *(in_file_name(str(part)) for part in what)))}.{ending}"


def _stem(dataset: Dataset) -> str:
    return f"{in_file_name(dataset.id)}-{in_file_name(dataset.version)}"
