"""What a reader wants drawn: day or days, extent, size, words and colours; checked all at once, and as an address."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shapely.geometry.base import BaseGeometry

from ..history.timeline import expand
from ..language.captions import PictureKind, ViewDescription
from ..language.catalogue import Translator, languages_of, translator
from ..language.dates_and_works import day_in_words
from ..language.naming import BOTH, Naming, policies
from ..language.terms import MAP_LAYERS
from ..measure.in_view import changed_places, in_view
from ..records.errors import ExportError
from ..records.model import Dataset, Layer, Lens, say
from ..records.text import hidden_in
from ..style.palette import THEMES, TONES
from .drawing import Box
from .fonts import respelled, writable
from .labels import DENSITIES
from .legend import LEGENDS, SHORT
from .projection import Bounds
from .shots import USUAL, Pace, Shot, shots
from .size import PRESETS, Size
from .svg import LETTERS, OUTLINES
from .viewport import Position, Viewport, is_near

WHOLE = "whole"
"""The extent that shows all that the dataset covers."""

CHANGES = "changes"
"""The extent that shows what changes on the day or between the two days; that of a difference, unless one is chosen."""

LEAST = 0.06
"""Degrees that a single settlement is shown with what is around it."""

LEAST_OF_CHANGES = 0.17
"""Degrees that are shown at the least around what changes: some 18 kilometres from north to south."""

LONGEST_TEXT: Mapping[str, int] = {"title": 120, "subtitle": 200, "credit": 120}
"""How many letters a title, subtitle and credit of one's own can have."""


@dataclass(frozen=True)
class PictureSpec:
    """Everything that decides how a picture looks; same specification, same dataset, same picture.

    ``earlier`` is the first day of a pair, a difference or a clip. ``extent`` is ``WHOLE``, ``CHANGES``, the id of a
    place or group, or a position; ``None`` is what is usual. ``marked`` is the id of a place, group or event that is
    outlined. Texts of ``None`` are the program's own. ``home`` is the public address of the app, ``site`` that
    of the published site of the dataset, each with a slash at its end, if there is one.
    """

    day: dt.date
    kind: PictureKind = PictureKind.DAY
    earlier: dt.date | None = None
    extent: str | Position | None = None
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
    letters: str = OUTLINES
    legend: str = SHORT
    pace: Pace = USUAL
    home: str | None = None
    site: str | None = None

    @property
    def since(self) -> dt.date | None:
        """The earlier day of a picture that shows two; ``None`` of one day, whatever ``earlier`` says."""
        return None if self.kind is PictureKind.DAY else self.earlier

    @property
    def shown(self) -> str | Position:
        """The extent that is shown: the one chosen, else of a difference what changes, and of all others the whole."""
        if self.extent is not None:
            return self.extent
        return CHANGES if self.kind is PictureKind.DIFFERENCE else WHOLE

    @property
    def lasting(self) -> str | None:
        """The page that shows the same: of the published site if there is one, else of the app; without a query."""
        if self.site:
            two = self.kind in (PictureKind.PAIR, PictureKind.DIFFERENCE)
            return f"{self.site}{self.language}/{'compare' if two else 'index'}.html"
        return f"{self.home}export" if self.home else None

    def naming(self, dataset: Dataset) -> Naming:
        """How places are called in the picture."""
        return Naming.of(dataset, self.language, self.names)

    def naming_on_map(self, dataset: Dataset) -> Naming:
        """How places are called on the map of the picture, where two names stand beside each other: in one script."""
        return replace(self.naming(dataset), one_script=True)

    def address(self, dataset: Dataset, form: str) -> dict[str, str]:
        """The query string under which the app makes this again; what is as always is left out."""
        usual = PictureSpec(self.day)
        position = None if self.extent is None or isinstance(self.extent, str) else self.extent
        named = "map" if position else self.extent
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
            "view": "{:.4f},{:.4f},{:.2f}".format(*position) if position else None,
            "format": form,
            "kind": self.kind.value if self.kind in (PictureKind.PAIR, PictureKind.DIFFERENCE) else None,
            "extent": str(named) if named is not None and named != replace(self, extent=None).shown else None,
            "size": size if size in PRESETS else "own",
            "own": None if size in PRESETS else size,
            "times": times.rstrip("x") or None,
            "labels": _unless(self.labels, usual.labels),
            "theme": _unless(self.theme, usual.theme),
            "tone": _unless(self.tone, usual.tone),
            "letters": _unless(self.letters, usual.letters) if form in ("svg", "zip") else None,
            "legend": _unless(self.legend, usual.legend),
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
        earlier=spec.since,
    )


@functools.lru_cache(maxsize=16)
def shots_of(spec: PictureSpec, dataset: Dataset) -> tuple[Shot, ...]:
    """The days of a clip as they are shown one after the other; raise ``ExportError`` if they make none."""
    t = translator(spec.language)
    if spec.earlier is None:
        raise ExportError([t("A clip goes from one day to another: also give the first one.")])
    return tuple(shots(dataset, spec.earlier, spec.day, spec.lens, spec.pace, t))


@functools.lru_cache(maxsize=64)
def bounds_of(spec: PictureSpec, dataset: Dataset) -> Bounds | None:
    """What the picture must hold: the dataset's view, or places with land around them; ``None`` for a position."""
    if not isinstance(spec.shown, str):
        return None
    shapes = [] if spec.shown == WHOLE else _shapes_of(spec, dataset)
    if not shapes:
        return dataset.bounds
    known = [shape.bounds for shape in shapes]
    west, south = min(it[0] for it in known), min(it[1] for it in known)
    east, north = max(it[2] for it in known), max(it[3] for it in known)
    least = LEAST_OF_CHANGES if spec.shown == CHANGES else LEAST
    across, down = max(0.0, least - (east - west)), max(0.0, least - (north - south))
    return south - down / 2, west - across / 2, north + down / 2, east + across / 2


def view_description(
    spec: PictureSpec, dataset: Dataset, view: Viewport | None, box: Box | None = None
) -> ViewDescription:
    """What a view shows in a box of it, or what all of the dataset has, for every word that goes with the picture."""
    named = spec.shown if isinstance(spec.shown, str) and spec.shown not in (WHOLE, CHANGES) else None
    bounds, outline = None, None
    if view is not None:
        south, west, north, east = (round(edge, 7) for edge in view.bounds_of(box or view.box))
        bounds = south, west, north, east
        outline = view.window_of(box or view.box) if view.projection.fitted else None
    found = in_view(dataset, spec.day, spec.since, spec.lens, box=bounds, named=named, outline=outline)
    return ViewDescription(found, spec.kind, spec.naming(dataset))


def _shapes_of(spec: PictureSpec, dataset: Dataset) -> list[BaseGeometry]:
    """The shapes that the picture must hold."""
    assert isinstance(spec.shown, str)
    if spec.shown != CHANGES:
        return _shapes(dataset, spec.shown)
    places = (dataset.places[key] for key in changed_places(dataset, spec.day, spec.since, spec.lens))
    return [place.geometry for place in places if place.geometry is not None]


def respelled_names(spec: PictureSpec, dataset: Dataset) -> list[str]:
    """The names and words of the picture whose letters the fonts lack: they are spelled in others."""
    naming = spec.naming(dataset)
    names = [say(actor.names, spec.language) for actor in dataset.actors.values()]
    if "labels" in spec.layers and spec.labels != "none":
        shown = (place for place in dataset.places.values() if place.layer is not Layer.CELL)
        names += [naming.full(place.names) for place in shown]
        others = [group.names for group in dataset.groups.values()]
        others += [shape.names for shape in (*dataset.context.countries, *dataset.context.lakes)]
        names += [say(it, spec.language) for it in others]
    names += [text for text in (spec.title, spec.subtitle, spec.credit) if text]
    return [name for name in dict.fromkeys(names) if respelled(name)]


def in_other_letters(spec: PictureSpec, dataset: Dataset, t: Translator) -> str:
    """A warning of names that the picture spells in other letters, the first of them named; empty if it spells none so."""
    found = respelled_names(spec, dataset)
    if not found:
        return ""
    names = ", ".join(f"{name[:60]} → {writable(name)[:60]}" for name in found[:3])
    return t.plural(
        "The fonts of pictures lack letters of {n} name, which is spelled in others: {names}.",
        "The fonts of pictures lack letters of {n} names, which are spelled in others: {names}.",
        len(found),
        names=names,
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
        (spec.language, languages_of(dataset)),
        (spec.names, policies(dataset)),
        (spec.labels, tuple(DENSITIES)),
        (spec.theme, THEMES),
        (spec.tone, TONES),
        (spec.letters, LETTERS),
        (spec.legend, LEGENDS),
        *((layer, tuple(MAP_LAYERS)) for layer in sorted(spec.layers)),
    ):
        if text not in known:
            problems.append(t("“{text}” is not among: {all}.", text=text[:40], all=", ".join(known)))
    shown = spec.shown
    if not isinstance(shown, str) and not is_near(dataset.bounds, shown):
        text = ",".join(f"{number:g}" for number in shown)
        problems.append(t("“{text}” is no map position near what the dataset shows", text=text) + ".")
    if spec.marked is not None and spec.marked not in {*dataset.places, *dataset.groups, *dataset.event}:
        problems.append(t("no place or event has the id “{id}”", id=spec.marked[:40]) + ".")
    if isinstance(shown, str) and shown not in (WHOLE, CHANGES) and not _shapes(dataset, shown):
        problems.append(t("“{text}” is no place or group with a position on the map.", text=shown[:40]))
    return problems


def _texts(spec: PictureSpec, t: Translator) -> list[str]:
    problems = []
    for name, most in LONGEST_TEXT.items():
        text = getattr(spec, name)
        if text is not None and len(text) > most:
            problems.append(
                t(
                    "The {name} has {n} letters; at most {most} fit.",
                    name=_own_text(name, t),
                    n=t.number(len(text)),
                    most=most,
                )
            )
        if text is not None and (letter := hidden_in(text)):
            problems.append(
                t(
                    "The {name} holds the letter {code}, which nobody can see; remove it.",
                    name=_own_text(name, t),
                    code=f"U+{ord(letter):04X}",
                )
            )
    return problems


def _own_text(name: str, t: Translator) -> str:
    return {"title": t("title"), "subtitle": t("subtitle"), "credit": t("credit")}[name]


def _tidy(text: str | None) -> str | None:
    """A text of the reader's own as one line; nothing in it is ever read as markup."""
    return " ".join(text.split()) or None if text is not None else None
