"""What a file says of itself: title, caption, alternative text, credit, licence, and how it can be made again."""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass

from ..language.captions import alt_text, caption, days, headline
from ..language.dates_and_works import data_in_words
from ..picture.spec import PictureSpec, view_description
from ..records.model import Dataset
from ..records.text import in_file_name


@dataclass(frozen=True, slots=True)
class Metadata:
    """The words that go with a picture, in the language of the specification.

    ``address`` is the query string under which the app makes the same again; ``version`` names dataset and version.
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
        return f"{self.alt} {self.version}. {self.address}"


def metadata_of(dataset: Dataset, spec: PictureSpec, form: str) -> Metadata:
    """The words for a specification and the form of its file."""
    what = view_description(spec, dataset)
    title = spec.title or headline(what)
    return Metadata(
        title=f"{title}, {days(what)}",
        caption=caption(what),
        alt=alt_text(what),
        credit=spec.credit or "Control Atlas",
        licence=dataset.licence,
        version=data_in_words(dataset, spec.language),
        address="export?"
        + urllib.parse.urlencode(spec.address(dataset, form), quote_via=urllib.parse.quote, safe=","),
    )


def file_name(dataset: Dataset, spec: PictureSpec, ending: str) -> str:
    """What the file of a view is called: dataset, version, day or days."""
    when = "_".join(day.isoformat() for day in (spec.earlier, spec.day) if day is not None)
    return f"{_stem(dataset)}_{when}.{ending}"


def file_about(dataset: Dataset, *what: object, ending: str = "csv") -> str:
    """What another file is called: dataset, version, and what is in it."""
    return f"{'-'.join((_stem(dataset), *(in_file_name(str(part)) for part in what)))}.{ending}"


def _stem(dataset: Dataset) -> str:
    return f"{in_file_name(dataset.id)}-{in_file_name(dataset.version)}"
