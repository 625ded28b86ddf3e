"""What a reader wants drawn: day or days, extent, size, words and colours; checked all at once, and as an address."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shapely.geometry.base import BaseGeometry

from ..history.timeline import expand
from ..language.captions import PictureKind, ViewDescription, name_of_whole
from ..language.catalogue import LANGUAGES, Translator, translator
from ..language.dates_and_works import day_in_words
from ..language.naming import BOTH, Naming, policies
from ..language.terms import MAP_LAYERS
from ..records.errors import ExportError
from ..records.model import Dataset, Layer, Lens, say
from ..style.palette import THEMES, TONES
from .labels import DENSITIES
from .shots import USUAL, Pace
from .size import PRESETS, Size
from .svg import LETTERS, TEXT
from .viewport import Bounds, Position, is_near

WHOLE = "whole"
"""The extent that shows all that the dataset covers."""

LONGEST_TEXT: Mapping[str, int] = {"title": 120, "subtitle": 200, "credit": 120}
"""How many letters a title, subtitle and credit of one's own can have."""


@dataclass(frozen=True)
class PictureSpec:
    """Everything that decides how a picture looks; same specification, same dataset, same picture.

    ``earlier`` is the first day of a pair, a difference or a clip. ``extent`` is ``WHOLE``, the id of a place or
    group, or a position. ``marked`` is the id of a place, group or event that is outlined. Texts of ``None`` are
    the program's own.
    """

    day: dt.date
    kind: PictureKind = PictureKind.DAY
    earlier: dt.date | None = None
    extent: str | Position = WHOLE
    size: Size = PRESETS["1200x675"]
    language: str = "en"
    names: str = BOTH
    lens: Lens = Lens.CLAIMED
    layers: frozenset[str] = frozenset(MAP_LAYERS)
    labels: str = "some"
    marked: str | None = None
    title: str | None = None
    subtitle: str | None = None
    credit: str | None = None
    theme: str = "light"
    tone: str = "colour"
    letters: str = TEXT
    pace: Pace = USUAL

    def naming(self, dataset: Dataset) -> Naming:
        """How places are called in the picture."""
        return Naming.of(dataset, self.language, self.names)

    def address(self, dataset: Dataset, form: str) -> dict[str, str]:
        """The query string under which the app makes this again; what is as always is left out."""
        usual = PictureSpec(self.day)
        named = self.extent if isinstance(self.extent, str) else "map"
        period = form == "html" and self.kind is PictureKind.CLIP and self.earlier is not None
        first = self.earlier.isoformat() if self.earlier else None
        size, _, times = self.size.id.partition("@")
        layers = ",".join(key for key in MAP_LAYERS if key in self.layers)
        parts: dict[str, str | None] = {
            "dataset": dataset.id,
            "day": self.day.isoformat(),
            "other": None if period else first,
            "from": first if period else None,
            "to": self.day.isoformat() if period else None,
            "lang": self.language,
            "names": _unless(self.names, usual.names),
            "lens": _unless(self.lens.value, usual.lens.value),
            "layers": layers if self.layers != usual.layers else None,
            "select": self.marked,
            "view": None if isinstance(self.extent, str) else "{:.4f},{:.4f},{:.2f}".format(*self.extent),
            "format": form,
            "kind": self.kind.value if self.kind in (PictureKind.PAIR, PictureKind.DIFFERENCE) else None,
            "extent": _unless(named, WHOLE),
            "size": size if size in PRESETS else "own",
            "own": None if size in PRESETS else size,
            "times": times.rstrip("x") or None,
            "labels": _unless(self.labels, usual.labels),
            "theme": _unless(self.theme, usual.theme),
            "tone": _unless(self.tone, usual.tone),
            "letters": _unless(self.letters, usual.letters) if form in ("svg", "zip") else None,
            "title": self.title,
            "subtitle": self.subtitle,
            "credit": self.credit,
        }
        if self.kind is PictureKind.CLIP:
            pace = self.pace
            parts |= {
                "fps": _unless(str(pace.fps), str(USUAL.fps)),
                "each": _unless(f"{pace.day:g}", f"{USUAL.day:g}"),
                "change": _unless(f"{pace.change:g}", f"{USUAL.change:g}"),
                "hold": _unless(f"{pace.hold:g}", f"{USUAL.hold:g}"),
                "days": "changes" if pace.skip else None,
            }
        return {key: text for key, text in parts.items() if text is not None}


def _unless(text: str, usual: str) -> str | None:
    return None if text == usual else text


def validated(spec: PictureSpec, dataset: Dataset, t: Translator | None = None) -> PictureSpec:
    """The specification, put in order; raise ``ExportError`` with everything that is wrong with it and what is allowed."""
    t = t or translator("en")
    problems = [*_days(spec, dataset, t), *_choices(spec, dataset, t), *_texts(spec, t)]
    if problems:
        raise ExportError(problems)
    return replace(
        spec,
        title=_tidy(spec.title),
        subtitle=_tidy(spec.subtitle),
        credit=_tidy(spec.credit),
        earlier=None if spec.kind is PictureKind.DAY else spec.earlier,
    )


def bounds_of(spec: PictureSpec, dataset: Dataset) -> Bounds | None:
    """What the picture must hold: the dataset's view, or a place or group with land around it; ``None`` for a position."""
    if not isinstance(spec.extent, str):
        return None
    if spec.extent == WHOLE:
        return dataset.bounds
    known = [shape.bounds for shape in _shapes(dataset, spec.extent)]
    west, south = min(it[0] for it in known), min(it[1] for it in known)
    east, north = max(it[2] for it in known), max(it[3] for it in known)
    least = 0.06  # a single settlement with what is around it
    across, down = max(0.0, least - (east - west)), max(0.0, least - (north - south))
    return south - down / 2, west - across / 2, north + down / 2, east + across / 2


def view_description(spec: PictureSpec, dataset: Dataset) -> ViewDescription:
    """What the picture shows, for headline, caption and alternative text."""
    where, places = name_of_whole(dataset, spec.language), None
    if isinstance(spec.extent, str) and spec.extent != WHOLE:
        place = dataset.places.get(spec.extent)
        naming = spec.naming(dataset)
        where = naming.full(place.names) if place else say(dataset.groups[spec.extent].names, spec.language)
        places = expand(dataset, (spec.extent,))
    return ViewDescription(
        dataset, spec.kind, spec.day, spec.earlier, spec.lens, spec.language, where, places
    )


def extents(dataset: Dataset) -> list[str]:
    """The ids that are offered as extents: groups with a shape on the map, then the most important settlements."""
    groups = [key for key in dataset.groups if key != WHOLE and _shapes(dataset, key)]
    towns = [
        it.id
        for it in dataset.places.values()
        if it.layer is Layer.SETTLEMENT and it.rank == 1 and it.geometry is not None
    ]
    return [*groups, *towns]


def _shapes(dataset: Dataset, extent: str) -> list[BaseGeometry]:
    """The shapes of a place, or of the places of a group; none for what is neither."""
    places = (dataset.places.get(key) for key in expand(dataset, (extent,)))
    return [place.geometry for place in places if place is not None and place.geometry is not None]


def _days(spec: PictureSpec, dataset: Dataset, t: Translator) -> list[str]:
    problems = []
    for day in (spec.earlier, spec.day):
        if day is not None and not dataset.describes(day):
            problems.append(
                t(
                    "{day} is outside the dataset, which runs from {start} to {end}.",
                    day=day,
                    start=dataset.start,
                    end=dataset.end,
                )
            )
    if spec.kind is not PictureKind.DAY and spec.earlier is None:
        problems.append(t("Two days are needed: also give the earlier one."))
    if spec.kind is not PictureKind.DAY and spec.earlier is not None and spec.earlier >= spec.day:
        problems.append(
            t(
                "The earlier day ({earlier}) must come before the later one ({later}).",
                earlier=day_in_words(spec.earlier, t.language),
                later=day_in_words(spec.day, t.language),
            )
        )
    return problems


def _choices(spec: PictureSpec, dataset: Dataset, t: Translator) -> list[str]:
    problems = []
    for text, known in (
        (spec.language, LANGUAGES),
        (spec.names, policies(dataset)),
        (spec.labels, tuple(DENSITIES)),
        (spec.theme, THEMES),
        (spec.tone, TONES),
        (spec.letters, LETTERS),
        *((layer, tuple(MAP_LAYERS)) for layer in sorted(spec.layers)),
    ):
        if text not in known:
            problems.append(t("“{text}” is not among: {all}.", text=text[:40], all=", ".join(known)))
    if not isinstance(spec.extent, str) and not is_near(dataset.bounds, spec.extent):
        text = ",".join(f"{number:g}" for number in spec.extent)
        problems.append(t("“{text}” is no map position near what the dataset shows", text=text) + ".")
    if spec.marked is not None and spec.marked not in {*dataset.places, *dataset.groups, *dataset.event}:
        problems.append(t("no place or event has the id “{id}”", id=spec.marked[:40]) + ".")
    if isinstance(spec.extent, str) and spec.extent != WHOLE and not _shapes(dataset, spec.extent):
        problems.append(t("“{text}” is no place or group with a position on the map.", text=spec.extent[:40]))
    return problems


def _texts(spec: PictureSpec, t: Translator) -> list[str]:
    problems = []
    for name, most in LONGEST_TEXT.items():
        text = getattr(spec, name)
        if text is not None and len(text) > most:
            problems.append(
                t(
                    "The {name} has {n} letters; at most {most} fit.",
                    name={"title": t("title"), "subtitle": t("subtitle"), "credit": t("credit")}[name],
                    n=t.number(len(text)),
                    most=most,
                )
            )
    return problems


def _tidy(text: str | None) -> str | None:
    """A text of the reader's own as one line of plain letters; nothing in it is ever read as markup."""
    if text is None:
        return None
    plain = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in text)
    return " ".join(plain.split()) or None
