"""The whole picture: title and date, one or two maps, legend, sources, and what a printed map must say.

The layout is planned once and then drawn for any day, so that in a clip nothing moves but the control.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import shapely
import shapely.affinity
from shapely.geometry.base import BaseGeometry

from ..evidence.works_behind import CitedWork, WorksInView, works_in_view
from ..history.chronology import places_of
from ..history.compare import changed_on, difference
from ..history.timeline import control_on, expand
from ..language.captions import PictureKind, ViewDescription, days, headline, kicker, other_events
from ..language.catalogue import Translator, translator
from ..language.dates_and_works import data_in_words, day_in_words, issued_in_words, sentences
from ..language.drawn import projection_in_words, reading_in_words
from ..measure.in_view import InView
from ..measure.map_ends import MAP_ENDS
from ..records.errors import ExportError
from ..records.model import Dataset, Lens, Source, say, say_inside
from ..style.palette import Palette
from .columns import Column, flowed, run_in
from .drawing import LEAST, Box, Drawing, DrawingLayer, Item, TextRun, VectorPath
from .fonts import width_of, wrapped, writable
from .graticule import net_items
from .labels import names
from .legend import FULL, NO_LEGEND, Section, Seen, in_short, sections, with_names, without_meanings
from .map_layers import MapScene, map_layers
from .projection import MERCATOR
from .room import LAST_SHARE, ROOMS, SHARE, Room
from .shots import Shot
from .spec import PictureSpec, bounds_of, view_description
from .viewport import Viewport, turned_to

MOST_WORKS = 6
"""How many works a picture names; the list that goes with it has all."""

TRIES = 3
"""How often a layout is made anew because its map shows other things than its legend was made for."""

LOWEST = 110.0
"""Height of the lowest map, or pair of maps above each other."""

READABLE = 0.3
"""How much of a story lies between its words, where its places are."""

UNEVEN = 1.15
"""How many times longer a kilometre may be at one edge of a map than at another for one scale bar to be true."""

KICKER = 14.0
"""Height of the letters of what stands above a headline."""

KICKER_SHARE = 0.88
"""How much of its column it takes at the most: in letters of a program that has not ours it may be wider."""

HEADLINES = ((20.0, 18.0, 17.0, 15.0), (30.0, 27.0, 24.0, 21.0, 19.0))
"""Heights of the letters of a headline, the best first: on a narrow picture, and on all others."""

DAY_HEADLINE, DAY_LINES = 15.0, 3
"""Height of the letters of what happens on a day of a clip, and in how many lines."""

COMPACT_DATE = 17.0
"""Height of the letters of the day where it stands in one line."""


@dataclass(frozen=True)
class Frame:
    """A box for a map, and the day that it shows: the specification's, or the earlier one."""

    view: Viewport
    earlier: bool
    prefix: str


@dataclass(frozen=True)
class Plan:
    """The layout of a picture: everything in it that is the same on every day. ``share`` is how much of it is map.

    ``unnamed`` are the kinds of dated lines for which the legend has no room, and which are therefore not drawn.
    """

    dataset: Dataset
    spec: PictureSpec
    palette: Palette
    width: float
    height: float
    frames: tuple[Frame, ...]
    date: Box
    date_size: float
    still: tuple[DrawingLayer, ...]
    keep_clear: tuple[tuple[Box, ...], ...]
    words: ViewDescription
    works: WorksInView
    share: float
    unnamed: frozenset[str]


@functools.lru_cache(maxsize=8)
def picture(dataset: Dataset, spec: PictureSpec) -> Drawing:
    """The picture that a specification asks for; raise ``ExportError`` if it has no room for what must be in it."""
    return draw(plan_of(dataset, spec))


def draw(plan: Plan, shot: Shot | None = None) -> Drawing:
    """The picture for the day of the specification, or for a day of a clip."""
    layers: list[DrawingLayer] = []
    for frame, clear in zip(plan.frames, plan.keep_clear, strict=True):
        it = map_scene(plan.dataset, plan.spec, plan.palette, frame, shot)
        layers += map_layers(it, frame.prefix, plan.unnamed)
        if frame.view.projection.fitted:
            net = tuple(net_items(plan.palette, frame.view))
            layers.append(DrawingLayer(f"{frame.prefix}net", "Meridians and parallels", net, frame.view.box))
        if "labels" in plan.spec.layers:
            density, naming = plan.spec.labels, plan.spec.naming_on_map(plan.dataset)
            labels = names(it, naming, density, clear, moving=shot is not None)
            layers.append(DrawingLayer(f"{frame.prefix}names", "Names", tuple(labels), frame.view.box))
    day = shot.day if shot else plan.spec.day
    layers += [*plan.still, DrawingLayer("date", "Date", tuple(_date(plan, day, shot)))]
    return Drawing(plan.width, plan.height, plan.palette.page("paper"), tuple(layers))


def plan_of(dataset: Dataset, spec: PictureSpec, taken: Sequence[Shot] = ()) -> Plan:
    """The layout for a specification; ``taken`` are the days of a clip, which decide what its legend explains."""
    return _plan(dataset, spec, tuple(taken))


@functools.lru_cache(maxsize=32)
def _plan(dataset: Dataset, spec: PictureSpec, taken: tuple[Shot, ...]) -> Plan:
    return _Composer(dataset, spec, taken).plan()


def map_without_words(dataset: Dataset, spec: PictureSpec, view: Viewport) -> Drawing:
    """The map of a specification with nothing to read on it, which serves in every language."""
    palette = Palette.of(dataset, spec.theme, spec.tone)
    it = map_scene(dataset, spec, palette, Frame(view, False, ""))
    return Drawing(
        view.box[2] - view.box[0], view.box[3] - view.box[1], palette.page("paper"), tuple(map_layers(it))
    )


def map_alone(dataset: Dataset, spec: PictureSpec, wide: float, high: float, closest: float) -> Drawing:
    """The map of a specification by itself, with its scale and a locator: for a page that says the rest in its own words.

    ``wide`` and ``high`` are logical pixels; a small extent is shown at the zoom ``closest`` of a web map, with what is around it.
    """
    palette, box = Palette.of(dataset, spec.theme, spec.tone), (0.0, 0.0, wide, high)
    view = viewport_of(dataset, spec, box)
    if view.zoom > closest:
        view = Viewport.at(*view.middle, closest, box)
    bar, clear = _scale_bar(palette, view, translator(spec.language))
    inset, corner = _locator(dataset, palette, view)
    it = map_scene(dataset, spec, palette, Frame(view, False, ""))
    labels = names(it, spec.naming_on_map(dataset), spec.labels, (*clear, *corner))
    layers = (
        *map_layers(it),
        DrawingLayer("names", "Names", tuple(labels), box),
        DrawingLayer("furniture", "Scale and locator", (*bar, *inset), box),
    )
    return Drawing(wide, high, palette.page("paper"), layers)


def works_of(dataset: Dataset, spec: PictureSpec, taken: Sequence[Shot] = ()) -> tuple[CitedWork, ...]:
    """All works that the picture rests on, in the order of their numbers: those that it names come first."""
    return plan_of(dataset, spec, taken).works.all


def words_of(dataset: Dataset, spec: PictureSpec, taken: Sequence[Shot] = ()) -> ViewDescription:
    """What the picture shows, by the very box of its map, for every word that goes with it."""
    return plan_of(dataset, spec, taken).words


def map_scene(
    dataset: Dataset, spec: PictureSpec, palette: Palette, frame: Frame, shot: Shot | None = None
) -> MapScene:
    """What one map of the picture shows."""
    day = shot.day if shot else spec.day
    if frame.earlier and spec.earlier is not None:
        day = spec.earlier
    changed, marked, today, since = None, _marked(dataset, spec), frozenset[str](), None
    between = None
    if spec.kind is PictureKind.DIFFERENCE:
        assert spec.earlier is not None
        changed = _changed(dataset, spec.earlier, spec.day, spec.lens)
        since = spec.earlier
    elif spec.kind is PictureKind.PAIR:
        assert spec.earlier is not None
        # the later map marks what has become another; the earlier one is what it is compared with
        between = None if frame.earlier else spec.earlier
        today = _changed(dataset, spec.earlier, spec.day, spec.lens) if between else today
    else:
        today = shot.changed if shot is not None else changed_on(dataset, day)
    state = control_on(dataset, day, spec.lens)
    return MapScene(
        dataset,
        state,
        day,
        spec.lens,
        frame.view,
        palette,
        spec.language,
        spec.layers,
        changed,
        marked,
        today,
        since,
        between,
    )


@functools.lru_cache(maxsize=64)
def _changed(dataset: Dataset, earlier: dt.date, later: dt.date, lens: Lens) -> frozenset[str]:
    """The places that are another than before."""
    return frozenset(it.place for it in difference(dataset, earlier, later, lens))


def _marked(dataset: Dataset, spec: PictureSpec) -> frozenset[str]:
    """The places that the specification marks: one, those of a group, or those that an event changes."""
    if spec.marked is None:
        return frozenset()
    event = dataset.event.get(spec.marked)
    return expand(dataset, (spec.marked,)) if event is None else places_of(dataset, event)


def viewport_of(dataset: Dataset, spec: PictureSpec, box: Box) -> Viewport:
    """The part of the earth that a map of the specification shows in a box of the picture."""
    bounds = bounds_of(spec, dataset)
    if bounds is None:
        assert not isinstance(spec.shown, str)
        return Viewport.at(*turned_to(dataset.bounds, spec.shown), box)
    return Viewport.around(bounds, box, margin=min(box[2] - box[0], box[3] - box[1]) * 0.03)


Layout = Callable[[], Plan | None]
"""Puts everything in its place, or finds no room for it."""


class _Composer:
    """Finds room for everything: step by step words give way to the map, until it has its share."""

    def __init__(self, dataset: Dataset, spec: PictureSpec, taken: tuple[Shot, ...]) -> None:
        self.dataset = dataset
        self.spec = spec
        self.taken = taken
        self.t: Translator = translator(spec.language)
        self.palette = Palette.of(dataset, spec.theme, spec.tone)
        self.explained: Seen | None = None
        self.width, self.height = spec.size.logical
        self.margin = 20.0 if min(self.width, self.height) > 500 else 13.0
        self.foot_room = self.head_room = 0.0
        self.unnamed = frozenset[str]()
        self.words: ViewDescription
        self.works: WorksInView
        self.describe(self.view((0, 0, self.width, self.height)))

    def plan(self) -> Plan:
        """The layout whose legend explains just what its map shows.

        Which step has room is found with the legend of a map that is nearly the same: to work out what is on the map of
        each step would take seconds.
        """
        steps = self.steps()
        for _ in range(TRIES):
            found, layout, steps = self.first_with_room(steps)
            self.explained = self.seen(found.frames)
            plan = self.settled(layout)
            if plan is not None and plan.frames == found.frames:
                return plan
        return found if plan is None else plan

    def steps(self) -> list[Layout]:
        """All ways to lay the picture out, the best first."""
        wide = self.width >= 1.2 * self.height
        ways = [self.beside, self.below] if wide else [self.below, self.beside]
        if any(self.spec.size.safe):
            ways = [self.over]
        return [functools.partial(way, room) for way in ways for room in ROOMS]

    def first_with_room(self, steps: list[Layout]) -> tuple[Plan, Layout, list[Layout]]:
        """The first step on which the map has its share, else that on which it has most, and the steps from it on.

        Raise ``ExportError`` if none has room.
        """
        most: tuple[Plan, Layout, list[Layout]] | None = None
        for index, layout in enumerate(steps):
            found = self.settled(layout)
            if found is not None and (found.share >= SHARE or most is None or found.share > most[0].share):
                most = found, layout, steps[index:]
            if found is not None and found.share >= SHARE:
                break
        if most is not None and most[0].share >= LAST_SHARE:
            return most
        raise ExportError(
            [
                self.t(
                    "{size} has no room for a map with its legend and sources. Choose a larger size.",
                    size=self.spec.size.id,
                )
            ]
        )

    def describe(self, view: Viewport) -> None:
        """Take the words and the works from what the map shows."""
        self.words = self.words_for(view)
        self.projection = view.projection
        self.works = works_in_view(self.words.view, each_day=self.spec.kind is PictureKind.CLIP)

    def words_for(self, view: Viewport) -> ViewDescription:
        """What there is to say of the part of a map that nothing covers."""
        return view_description(self.spec, self.dataset, view, view.readable)

    def settled(self, layout: Layout) -> Plan | None:
        """A layout in which the words speak of just what its map shows.

        The words need room, and the room that is left for the map decides what it shows, of which they speak. What they
        needed once they keep, so that this comes to an end.
        """
        self.foot_room = self.head_room = 0.0
        while True:
            found = layout()
            if found is None or found.words.view is self.words.view is self._described(found):
                return found
            said = self.said()
            self.describe(found.frames[0].view)
            if self.said() == said:
                return replace(found, words=self.words, works=self.works)

    def said(self) -> tuple[object, ...]:
        """All that the layout says of what is in view."""
        return (
            headline(self.words),
            kicker(self.words),
            other_events(self.words),
            self.works,
            self.projection.name,
        )

    def _described(self, plan: Plan) -> InView:
        return self.words_for(plan.frames[0].view).view

    # ---- the three layouts

    def beside(self, room: Room) -> Plan | None:
        """Words at the left, the map at the right, sources at the foot."""
        margin = self.margin
        if self.width < 560:
            return None
        column_width = min(330.0, max(215.0, self.width * 0.27))
        foot_items, foot_top = self.foot(room)
        if foot_top < LOWEST:
            return None
        column = Column(self.palette, margin, margin - 4, column_width - margin)
        date, date_size = self.head(column, room)
        left = column_width + margin * 0.6
        frames = self.frames((left, 0.0, self.width, foot_top), sideways=True)
        items, bottom = flowed(
            self.legend(frames, room),
            self.palette,
            margin,
            column.y,
            column_width - margin,
            1,
            room.size,
            room.meanings,
        )
        if bottom > foot_top - 4:
            return None
        return self.done(frames, date, date_size, [*column.items, *items], foot_items)

    def below(self, room: Room) -> Plan | None:
        """Words above the map, the legend below it, sources at the foot."""
        margin = self.margin
        inner = self.width - 2 * margin
        foot_items, foot_top = self.foot(room)
        column = Column(self.palette, margin, margin - 4, inner)
        date, date_size = self.head(column, room)
        self.head_room = column.y = max(self.head_room, column.y)
        top = column.y + 2
        if foot_top - top < LOWEST:
            return None
        guess = self.frames((0.0, top, self.width, foot_top), sideways=False)
        _, bottom = self.flowed(guess, 0, room)
        map_bottom = foot_top - bottom - 14
        if map_bottom - top < LOWEST:
            return None
        frames = self.frames((0.0, top, self.width, map_bottom), sideways=False)
        items, end = self.flowed(frames, map_bottom + 8, room)
        if end > foot_top:
            return None
        return self.done(frames, date, date_size, [*column.items, *items], foot_items)

    def over(self, room: Room) -> Plan | None:
        """The map on the whole sheet, with words on two cards between what the app covers at the top and at the foot."""
        top, foot = (self.height * part for part in self.spec.size.safe)
        foot_items, foot_top = self.foot(room)
        column = Column(self.palette, self.margin, top + 4, self.width - 2 * self.margin)
        date, date_size = self.head(column, room)
        self.head_room = column.y = max(self.head_room, column.y)
        under = column.y + 2
        full = (0.0, 0.0, self.width, self.height)
        last = self.height - foot
        lifted = foot_top - foot
        if lifted - under < LOWEST:
            return None
        guess = self.frames((0.0, under, self.width, lifted), sideways=False, whole=full)
        _, deep = self.flowed(guess, 0, room)
        upper = lifted - deep - 14
        if upper - under < (READABLE * self.height if room is not ROOMS[-1] else LOWEST):
            return None
        frames = self.frames((0.0, under, self.width, upper), sideways=False, whole=full)
        items, end = self.flowed(frames, upper + 8, room)
        if end > lifted:
            return None
        cards = [
            VectorPath(
                shapely.box(self.margin / 2, low, self.width - self.margin / 2, high),
                fill=self.palette.page("paper"),
                stroke=self.palette.page("rule"),
                width=0.8,
            )
            for low, high in ((top, under), (upper, last))
        ]
        foot_items = [_lifted(it, foot) for it in foot_items]
        covered = sum(
            (high - low) * (self.width - self.margin) for low, high in ((top, under), (upper, last))
        )
        return self.done(frames, date, date_size, [*cards, *column.items, *items], foot_items, covered)

    def flowed(self, frames: tuple[Frame, ...], y: float, room: Room) -> tuple[list[Item], float]:
        """The legend in columns over the whole width, from ``y`` on, and where it ends."""
        inner = self.width - 2 * self.margin
        columns = max(1, min(4, round(inner / 260) if inner > 520 else int(inner // 150)))
        if room.compact and inner > 520:
            columns = min(4, int(inner // 190))
        found = self.legend(frames, room)
        columned = flowed(found, self.palette, self.margin, y, inner, columns, room.size, room.meanings)
        if not room.compact:
            return columned
        rows = run_in(found, self.palette, self.margin, y, inner, room.size)
        return rows if rows[1] < columned[1] - room.size / 2 else columned

    def done(
        self,
        frames: tuple[Frame, ...],
        date: Box,
        date_size: float,
        items: Iterable[Item],
        foot: Iterable[Item],
        covered: float = 0.0,
    ) -> Plan:
        furniture, clear = self.furniture(frames)
        boxes = [frame.view.box for frame in frames]
        land = sum((right - left) * (bottom - top) for left, top, right, bottom in boxes) - covered
        still = (
            *furniture,
            DrawingLayer("legend", "Title and legend", tuple(items)),
            DrawingLayer("sources", "Sources", tuple(foot)),
        )
        return Plan(
            self.dataset,
            self.spec,
            self.palette,
            self.width,
            self.height,
            frames,
            date,
            date_size,
            still,
            clear,
            self.words,
            self.works,
            land / (self.width * self.height),
            self.unnamed,
        )

    # ---- parts

    def head(self, column: Column, room: Room) -> tuple[Box, float]:
        """Title, room for the date, subtitle. Returns the room of the date and the height of its letters."""
        spec, wide, what = self.spec, column.width, self.words
        if spec.kind is not PictureKind.CLIP:
            self.kicker(column)
        self.headline(column, room)
        column.gap(4)
        top = column.y
        date_size = 0.0
        if spec.kind is PictureKind.CLIP:
            longest = max(
                (_day(day, spec.language) for day in self.sample_days()),
                key=lambda text: width_of(text, 30, "serif"),
            )
            date_size = (
                COMPACT_DATE if room.compact else min(30.0, 30.0 * wide / width_of(longest, 30, "serif"))
            )
            column.gap(date_size * 1.16 + DAY_LINES * DAY_HEADLINE * 1.2)
        elif not room.compact and not spec.title:
            column.gap(4)
            for text in other_events(what):
                column.text(text, 14, "sans", "ink", most=3, leading=1.22)
                column.gap(3)
        date = (column.x, top, column.x + wide, column.y)
        column.gap(2)
        if spec.subtitle:
            column.text(spec.subtitle, LEAST, "sans", "soft", most=3)
        reading = reading_in_words(self.dataset, spec.lens, spec.language, still=True)
        column.text(reading, LEAST, "sans", "soft", most=MOST_READING)
        column.gap(6 if room.compact else 10)
        return date, date_size

    def kicker(self, column: Column) -> None:
        """What is in view and the day, on one line if it holds both."""
        where, when = kicker(self.words)
        if not self.spec.title and headline(self.words).startswith(where):
            where = ""
        line = f"{where} · {when}" if where else when
        if len(wrapped(writable(line), KICKER, KICKER_SHARE * column.width, "medium")) == 1:
            column.text(line, KICKER, "medium", "soft", leading=1.2)
        else:
            wide = width_of(writable(where), KICKER, "medium")
            size = max(LEAST, min(KICKER, KICKER * KICKER_SHARE * column.width / wide))
            column.text(where, size, "medium", "soft", most=2, leading=1.16)
            column.text(when, KICKER, "medium", "accent", leading=1.2)
        column.gap(2)

    def headline(self, column: Column, room: Room) -> None:
        """The title of one's own or the headline, in the largest letters in which it takes three lines."""
        text = self.spec.title or headline(self.words)
        sizes = HEADLINES[self.width > 500][room.compact :]
        size = next(
            (it for it in sizes if len(wrapped(writable(text), it, column.width, "serif")) <= 3), sizes[-1]
        )
        column.text(text, size, "serif", "ink", most=5, leading=1.12)

    def sample_days(self) -> list[dt.date]:
        """The days whose names the room for the date must hold."""
        if self.taken:
            return [
                self.taken[0].day,
                self.taken[-1].day,
                *(
                    shot.day.replace(month=month, day=28)
                    for shot in (self.taken[0], self.taken[-1])
                    for month in range(1, 13)
                ),
            ]
        return [self.spec.day]

    def foot(self, room: Room) -> tuple[list[Item], float]:
        """Sources, data version, disclaimer, credit and licence, at the foot; where they begin."""
        size = LEAST
        margin, inner = self.margin, self.width - 2 * self.margin
        text = self.sources(size, inner, room.lines[0 if self.width > 700 else 1])
        credit = self.spec.credit or "Control Atlas"
        disclaimer = say(self.dataset.disclaimer, self.spec.language)
        data = data_in_words(self.dataset, self.spec.language)
        if not room.whole:
            disclaimer, data = first_sentence(disclaimer), f"{self.dataset.id} {self.dataset.version}"
            if room.compact and self.dataset.short_disclaimer:
                disclaimer = say(self.dataset.short_disclaimer, self.spec.language)
        licence = self.dataset.licence_id if room.compact else self.dataset.licence
        named = f"{data} ({licence})" if licence else data
        rest = f"{disclaimer} {sentences(licence if data in text else named)}".strip()
        own = "" if room.compact and credit in text else credit
        earth = projection_in_words(self.projection.name, self.t) if self.projection.fitted else ""
        credits = " · ".join(filter(None, (own, _credits(self.dataset, self.t, but=credit), earth)))
        column = Column(self.palette, margin, 0, inner)
        column.gap(6)
        if room.compact and text == self.sources_in_words(0):
            rest = f"{text} {rest}"
        else:
            column.text(text, size, leading=1.22)
            column.gap(2)
        for part in (rest, credits) if room.whole else (f"{rest} {credits}",):
            column.text(part, size, "sans", "soft", leading=1.22)
            column.gap(1.5)
        column.gap(5 if room.compact else 8)
        self.foot_room = max(self.foot_room, column.y)
        top = self.height - self.foot_room
        rule = VectorPath(
            shapely.LineString([(margin, top + 0.5), (self.width - margin, top + 0.5)]),
            stroke=self.palette.page("rule-strong"),
            width=0.8,
        )
        moved = [replace(it, y=it.y + top) for it in column.items if isinstance(it, TextRun)]
        return [rule, *moved], top

    def sources(self, size: float, width: float, most: int) -> str:
        """The works of what changes, as many as ``most`` lines hold, and how many more there are and where."""
        if not self.works.all:
            return ""
        shown = self.works.shown[:MOST_WORKS]
        several = len({it.source.side for it in shown}) > 1
        for count in range(len(shown), 0, -1):
            if several and len({it.source.side for it in shown[:count]}) == 1:
                break  # the word of one side alone must not stand for what several say
            text = self.sources_in_words(count)
            if len(wrapped(text, size, width)) <= most:
                return text
        return self.sources_in_words(0)

    def sources_in_words(self, count: int) -> str:
        """So many of the works of what changes, by number, and then how many others there are."""
        works, t = self.works, self.t
        more = len(works.all) - count
        where = listed_at(self.dataset, self.spec)
        if works.shown and count == 0:
            return t.plural(
                "Sources: {n} work, listed at {where}.",
                "Sources: {n} works, listed at {where}.",
                more,
                where=where,
            )
        background = t.plural(
            "Background: {n} more work, listed at {where}.",
            "Background: {n} more works, listed at {where}.",
            more,
            where=where,
        )
        if count == 0:
            return background
        said = t.listed(
            f"[{number}] {short_work(self.dataset, it.source, self.spec.language)}"
            for number, it in enumerate(works.shown[:count], 1)
        )
        view = self.words.view
        if self.words.kind is PictureKind.CLIP:
            text = t(
                "Sources of all changes, {days} (in brackets: whose voice it is): {works}.",
                days=days(self.words),
                works=said,
            )
        elif view.earlier is not None:
            text = t("Sources of these changes (in brackets: whose voice it is): {works}.", works=said)
        elif view.is_eventful or view.elsewhere:
            text = t("Sources of this day (in brackets: whose voice it is): {works}.", works=said)
        else:
            text = t("Sources of the last change (in brackets: whose voice it is): {works}.", works=said)
        return f"{text} {background}" if more else text

    def frames(self, box: Box, *, sideways: bool, whole: Box | None = None) -> tuple[Frame, ...]:
        """The boxes of the maps: one, or two beside or above each other.

        With ``whole`` the maps go on beyond the box, under what covers them, to the edges of that one.
        """
        if self.spec.kind is not PictureKind.PAIR:
            view = self.view(box)
            return (Frame(view.within(whole) if whole else view, False, ""),)
        left, top, right, bottom = box
        if sideways or right - left > 1.3 * (bottom - top):
            middle = (left + right) / 2
            boxes = (left, top, middle - 3, bottom), (middle + 3, top, right, bottom)
        else:
            middle = (top + bottom) / 2
            boxes = (left, top, right, middle - 3), (left, middle + 3, right, bottom)
        one, two = (self.view(it) for it in boxes)
        if whole:
            one, two = (it.within(_reaching(it.box, box, whole)) for it in (one, two))
        return Frame(one, True, "earlier-"), Frame(two, False, "later-")

    def view(self, box: Box) -> Viewport:
        return viewport_of(self.dataset, self.spec, box)

    def legend(self, frames: tuple[Frame, ...], room: Room) -> list[Section]:
        """The legend of what is ``explained``: at first of what these maps show, in a clip on its first and last day."""
        if self.explained is None:
            self.explained = self.seen(frames, self.taken[:1] + self.taken[-1:])
        self.unnamed = frozenset()
        if self.spec.legend == NO_LEGEND:
            return []
        if room.entries is not None:
            found, self.unnamed = in_short(self.dataset, self.explained, self.spec.kind, self.t, room.entries)
            return found
        found = sections(self.dataset, self.explained, self.spec.kind, self.t)
        if self.spec.legend != FULL:
            return [without_meanings(section) for section in found]
        return [with_names(section, self.t) for section in found] if room.meanings == "beside" else found

    def seen(self, frames: tuple[Frame, ...], taken: tuple[Shot, ...] | None = None) -> Seen:
        """What these maps show, on the days of a clip or on some of them."""
        seen = Seen()
        for frame in frames:
            for shot in (self.taken if taken is None else taken) or (None,):
                if shot is None or shot.changed or shot is self.taken[0]:
                    seen.add(map_scene(self.dataset, self.spec, self.palette, frame, shot))
        return seen

    def furniture(self, frames: tuple[Frame, ...]) -> tuple[list[DrawingLayer], tuple[tuple[Box, ...], ...]]:
        """Scale bar, locator and, on each of two maps, its date; and the boxes that they take."""
        layers: list[DrawingLayer] = []
        taken: list[tuple[Box, ...]] = []
        for index, frame in enumerate(frames):
            items, boxes = _scale_bar(self.palette, frame.view, self.t)
            # a view with a projection of its own says with its net of degrees where it is
            if index == len(frames) - 1 and not frame.view.projection.fitted:
                inset_items, corner = _locator(self.dataset, self.palette, frame.view)
                items += inset_items
                boxes += corner
            if len(frames) > 1:
                day = self.spec.earlier if frame.earlier else self.spec.day
                assert day is not None
                days = (self.spec.earlier or day, self.spec.day)
                size = _day_size(frames, days, self.spec.language)
                label, box = _day_label(self.palette, frame.view.readable, day, size, self.spec.language)
                items += label
                boxes.append(box)
            edge = shapely.box(*frame.view.box).boundary
            items.append(VectorPath(edge, stroke=self.palette.page("rule"), width=0.8))
            layers.append(
                DrawingLayer(f"{frame.prefix}furniture", "Scale and locator", tuple(items), frame.view.box)
            )
            taken.append(tuple(boxes))
        return layers, tuple(taken)


def _date(plan: Plan, day: dt.date, shot: Shot | None) -> Iterable[Item]:
    """In a clip the day in words, and what happens on it."""
    if not plan.date_size:
        return
    left, top, right, _ = plan.date
    size, page = plan.date_size, plan.palette.page
    column = Column(plan.palette, left, top, right - left)
    column.items.append(
        TextRun(_day(day, plan.spec.language), left, top + size * 0.92, size, "serif", page("accent"))
    )
    column.y = top + size * 1.16
    if shot is not None and shot.changed:
        text = _headline_of(plan, day)
        column.text(text, DAY_HEADLINE, "medium", "ink", most=DAY_LINES, leading=1.2)
    yield from column.items


def _headline_of(plan: Plan, day: dt.date) -> str:
    """What a picture of the one day has for its headline, of the same part of the earth."""
    spec = replace(plan.spec, day=day, earlier=None, kind=PictureKind.DAY)
    view = plan.frames[0].view
    return headline(view_description(spec, plan.dataset, view, view.readable))


def _day(day: dt.date, language: str) -> str:
    return writable(day_in_words(day, language))


def short_work(dataset: Dataset, source: Source, language: str) -> str:
    """A work in few words: who published it, what, when, and whose voice it is."""
    title = short_title(source.title)
    t = translator(language)
    quoted = t("“{title}”", title=title)
    head = f"{source.publisher}, {quoted}" if source.publisher else quoted
    side = say_inside(dataset.sides[source.side].names, language)
    issued = issued_in_words(source, language)
    return f"{head}, {issued} ({side})" if issued else f"{head} ({side})"


MOST_READING = 6
"""How many lines the sentence takes at most that says how the map is to be read: whoever draws it may have a long name."""

LONGEST_TITLE = 58
"""How many letters of the title of a work stand in a picture."""

_OPEN, _CLOSED = "([{«“", ")]}»”"


def short_title(title: str) -> str:
    """A title as it is or its first words; never cut inside brackets or quotation marks."""
    if len(title) <= LONGEST_TITLE:
        return title
    head = title[: LONGEST_TITLE - 2].rsplit(" ", 1)[0]
    while _is_open(head):
        head = head[: max(head.rfind(sign) for sign in _OPEN)]
    head = head.rstrip(",;:.-–— ")
    if head:
        return f"{head} …"
    closing = _CLOSED[_OPEN.index(title[0])]  # all of it stands in brackets: what is in them, without them
    return short_title(title[1:].removesuffix(closing))


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation mark is opened in a text and not closed."""
    return any(text.count(a) > text.count(b) for a, b in zip(_OPEN, _CLOSED, strict=True))


def listed_at(dataset: Dataset, spec: PictureSpec) -> str:
    """Where all works are listed: the published site or the app at its public address, or what to open it with."""
    days = "&".join(
        f"{name}={day.isoformat()}"
        for name, day in (("other", spec.since), ("day", spec.day))
        if day is not None
    )
    if spec.lasting:
        return f"{spec.lasting}?{days}"
    return f"Control Atlas, {dataset.id} {dataset.version}, ?{days}"


def _reaching(part: Box, box: Box, whole: Box) -> Box:
    """A part of a box, each edge that it shares with the box moved to that of the whole."""
    left, top, right, bottom = (
        far if edge == own else edge for edge, own, far in zip(part, box, whole, strict=True)
    )
    return left, top, right, bottom


def first_sentence(text: str) -> str:
    """A text up to the end of its first sentence, whichever script it is in."""
    found = re.match(r".+?[.!?։。؟](?=\s|$)", text, re.DOTALL)
    return found[0] if found else text


def _lifted(item: Item, by: float) -> Item:
    """A text or shape so much higher."""
    if isinstance(item, TextRun):
        return replace(item, y=item.y - by)
    assert isinstance(item, VectorPath)
    return replace(item, geometry=shapely.affinity.translate(item.geometry, 0, -by))


def _credits(dataset: Dataset, t: Translator, but: str) -> str:
    """Whose material the map is made of: of each credit the part before its first comma or semicolon, ``but`` one."""
    heads = (
        say(credit.text, t.language).partition(";")[0].partition(",")[0].strip() for credit in dataset.credits
    )
    named = [name for name in dict.fromkeys(heads) if name != but]
    return t("Map material: {names}.", names=", ".join(named)) if named else ""


def _scale_bar(palette: Palette, view: Viewport, t: Translator) -> tuple[list[Item], list[Box]]:
    """A bar of a round number of kilometres, in the lower left corner; none where one length cannot be true on all of the map."""
    left, _, right, bottom = view.readable
    if not view.is_even(view.readable, UNEVEN):
        return [], []
    unit = view.kilometre()
    widest = min(130.0, (right - left) * 0.3)
    power = 10 ** math.floor(math.log10(widest / unit))
    km = max(step * power for step in (1, 2, 5, 10) if step * power * unit <= widest or step == 1)
    length = km * unit
    x, y = left + 14, bottom - 12
    ink = palette.page("ink")
    label = t("{n} km", n=t.number(km)) if km >= 1 else t("{n} m", n=t.number(km * 1000))
    bar = shapely.MultiLineString([[(x, y - 4), (x, y), (x + length, y), (x + length, y - 4)]])
    items: list[Item] = [
        VectorPath(bar, stroke=palette.page("paper"), width=4, opacity=0.7),
        VectorPath(bar, stroke=ink, width=1.3),
        TextRun(label, x + 5, y - 5, LEAST, "sans", ink, halo=palette.page("paper")),
    ]
    wide = max(length, width_of(label, LEAST) + 8)
    return items, [(x - 4, y - 20, x + wide + 6, y + 6)]


WHOLE_OF_LOCATOR = 0.99
"""From this share on one shape is all that is on the small map: no line of it can be seen."""


def _locator(dataset: Dataset, palette: Palette, view: Viewport) -> tuple[list[Item], tuple[Box, ...]]:
    """A small map of the surroundings in the lower right corner, with what the large one shows, and its box.

    Neither where there is nothing on it by which anybody could tell where that is.
    """
    left, _, right, bottom = view.readable
    wide = min(126.0, (right - left) * 0.26)
    high = wide * 0.72
    box = (right - wide - 12, bottom - high - 12, right - 12, bottom - 12)
    south, west, north, east = _land_around(dataset)
    small = Viewport.around((south, west, north, east), box, projection=MERCATOR)
    small = replace(
        small,
        scale=max(
            (box[2] - box[0]) / _wide(small, west, east), (box[3] - box[1]) / _high(small, south, north)
        ),
    )
    window = shapely.box(*box)

    def put(geometry: shapely.Geometry) -> shapely.Geometry:
        return shapely.clip_by_rect(small.put(geometry), *box)

    page = palette.page
    items: list[Item] = [
        VectorPath(shapely.box(box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3), fill=page("card")),
        VectorPath(window, fill=page("beyond")),
    ]
    countries, lakes, cells = _surroundings(dataset)
    parts = (put(it).area / window.area for it in (*countries, *lakes, cells))
    if not any(0 < part < WHOLE_OF_LOCATOR for part in parts):
        return [], ()
    for country in countries:
        items.append(VectorPath(put(country), fill=page("land"), stroke=page("border"), width=0.5))
    items += [VectorPath(put(lake), fill=page("water")) for lake in lakes]
    items.append(VectorPath(put(cells), fill=page("rule-strong"), opacity=0.75))
    seen = view.bounds_of(view.readable)
    corner, other = small.point(seen[1], seen[2]), small.point(seen[3], seen[0])
    shown_box = shapely.box(corner[0], corner[1], other[0], other[1])
    if shown_box.bounds[2] - shown_box.bounds[0] < 7:
        shown_box = shapely.Point(shown_box.centroid).buffer(5).envelope
    items.append(VectorPath(shown_box.boundary.intersection(window), stroke=page("accent"), width=1.6))
    items.append(VectorPath(window.boundary, stroke=page("rule-strong"), width=0.8))
    return items, ((box[0] - 5, box[1] - 5, box[2] + 5, box[3] + 5),)


@functools.lru_cache(maxsize=8)
def _surroundings(
    dataset: Dataset,
) -> tuple[tuple[BaseGeometry, ...], tuple[BaseGeometry, ...], BaseGeometry]:
    """The countries and the lakes as simple as the small map needs them, and all cells as one."""
    _, west, _, east = _land_around(dataset)
    cells = shapely.coverage_union_all([it.geometry for it in dataset.cells() if it.geometry is not None])

    def small(shape: BaseGeometry) -> BaseGeometry:
        return MERCATOR.cut(shape.simplify(min(0.02, (east - west) / 300)))

    context = dataset.context
    countries, lakes = (
        tuple(small(it.geometry) for it in layer) for layer in (context.countries, context.lakes)
    )
    return countries, lakes, small(cells)


def _wide(view: Viewport, west: float, east: float) -> float:
    return (view.point(east, 0)[0] - view.point(west, 0)[0]) / view.scale


def _high(view: Viewport, south: float, north: float) -> float:
    return (view.point(0, south)[1] - view.point(0, north)[1]) / view.scale


def _land_around(dataset: Dataset) -> tuple[float, float, float, float]:
    """The bounds of the small map: three times those of the dataset, as far as its base map goes."""
    south, west, north, east = dataset.bounds
    down, across = (north - south) * 1.1, (east - west) * 1.3
    wanted = (
        min(south, max(south - down, -MAP_ENDS)),
        min(west, max(west - across, (west + east) / 2 - 180.0)),
        max(north, min(north + down, MAP_ENDS)),
        max(east, min(east + across, (west + east) / 2 + 180.0)),
    )
    shapes = [it.geometry.bounds for it in dataset.context.countries]
    if not shapes:
        return wanted
    edge = (
        min(it[1] for it in shapes),
        min(it[0] for it in shapes),
        max(it[3] for it in shapes),
        max(it[2] for it in shapes),
    )
    return (
        min(south, max(wanted[0], edge[0])),
        min(west, max(wanted[1], edge[1])),
        max(north, min(wanted[2], edge[2])),
        max(east, min(wanted[3], edge[3])),
    )


def _day_label(
    palette: Palette, box: Box, day: dt.date, size: float, language: str
) -> tuple[list[Item], Box]:
    """The day of one of two maps, on a strip in its upper left corner."""
    text = _day(day, language)
    strip = (box[0], box[1], box[0] + width_of(text, size, "serif") + 20, box[1] + size + 8)
    items: list[Item] = [
        VectorPath(shapely.box(*strip), fill=palette.page("paper"), opacity=0.9),
        TextRun(text, box[0] + 10, box[1] + size + 1, size, "serif", palette.page("accent")),
    ]
    return items, strip


def _day_size(frames: Sequence[Frame], days: Iterable[dt.date], language: str) -> float:
    """Height of the letters of the days of two maps: one for both, that covers no more than half of the edge of a map."""
    widest = max(width_of(_day(day, language), 1.0, "serif") for day in days)
    narrow = min(right - left for left, _, right, _ in (it.view.readable for it in frames))
    return min(22.0, max(LEAST, (narrow / 2 - 20) / widest))
