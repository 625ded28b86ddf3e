"""What a view shows, in neutral words: a headline, a caption to print under it, and a text for those who cannot see it.

No number is worked out here: ``measure.in_view`` says what is in view, and this module says it in sentences. Names
come in the nominative, since no message can decline them: after a colon, a dash or in brackets.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from babel.lists import format_list

from ..history.compare import Transition, passed_by_agreement
from ..measure.areas import Share
from ..measure.balance import Amount, amount_of
from ..measure.in_view import InView, whole_group
from ..records.model import PEOPLED, Dataset, Event, Layer, Place, Standing, say, say_inside
from .capitals import with_capital
from .catalogue import Translator, mark, translator
from .dates_and_works import day_in_words, days_in_words, when_in_words
from .drawn import reading_in_words
from .figures import km2_in_words, settlements_in_words
from .naming import Naming
from .whereabouts import Whereabouts, is_within


class PictureKind(enum.StrEnum):
    """What a picture shows: one day, two days beside each other, what changed between them, or day after day."""

    DAY = "day"
    PAIR = "pair"
    DIFFERENCE = "difference"
    CLIP = "clip"


TOWNS_NAMED = 8
"""How many towns of one controller are named."""

PLACES_NAMED = 4
"""How many of the places that changed are named."""

EVENTS_NAMED = 2
"""How many events are named."""

SMALLEST_KM2 = 0.05
"""Less land than this is none in words."""


@dataclass(frozen=True, slots=True)
class ViewDescription:
    """A view to be described: what is in view, what kind of picture shows it, and how places are called."""

    view: InView
    kind: PictureKind
    naming: Naming

    @property
    def language(self) -> str:
        """The language of the words."""
        return self.naming.language

    @property
    def where(self) -> str:
        """What is in view, by name."""
        dataset, key, t = self.view.dataset, self.view.where, translator(self.language)
        if key is None:
            return name_of_whole(dataset, self.language)
        if key in dataset.groups:
            return say(dataset.groups[key].names, self.language)
        name = self.naming.full(dataset.places[key].names)
        return t("the area around {place}", place=name) if self.view.around else name


def name_of_whole(dataset: Dataset, language: str = "en") -> str:
    """What the whole area is called: the smallest group that holds every cell, else the title of the dataset."""
    group = whole_group(dataset)
    return say(dataset.groups[group].names if group else dataset.titles, language)


_UNIT = re.compile(r"(?<=\d) (?=\w+²)")
"""The space between a number and a unit of area, at which no line ends."""


def headline(it: ViewDescription) -> str:
    """What the picture is about: the weightiest event of its day or how far back the last one lies, or what passed between its days.

    Of a difference in which nothing changes it says just that.
    """
    t = translator(it.language)
    if it.kind in (PictureKind.DIFFERENCE, PictureKind.PAIR) and (found := _headline_of_difference(it, t)):
        return _UNIT.sub("\u00a0", with_capital(found, it.language))
    if it.kind is PictureKind.DIFFERENCE and not it.view.changes:
        return t("{where}: no change", where=with_capital(it.where, it.language))
    if it.kind is PictureKind.DIFFERENCE:
        return t("{where}: what changed", where=with_capital(it.where, it.language))
    if it.kind is PictureKind.DAY and (it.view.events or it.view.elsewhere):
        return _headline_of_day(it, t)
    return t("{where}: who controlled what", where=with_capital(it.where, it.language))


def other_events(it: ViewDescription, most: int = 2) -> list[str]:
    """The next weightiest events of the day of a picture, as sentences."""
    if it.kind is not PictureKind.DAY or not it.view.is_eventful:
        return []
    t = translator(it.language)
    return [t("{event}.", event=_title(event, it)) for event in it.view.events[1 : most + 1]]


def kicker(it: ViewDescription) -> tuple[str, str]:
    """What stands above a headline: what is in view, and the day or days."""
    return with_capital(it.where, it.language), days(it)


def _headline_of_day(it: ViewDescription, t: Translator) -> str:
    view = it.view
    if view.elsewhere:
        return _outside(view.elsewhere[0], it, t)
    event = view.events[0]
    title = _title(event, it)
    if view.is_eventful:
        return t("{event} (around this day)", event=title) if event.when.vague else title
    assert view.last_change is not None
    war = next((war for war in view.dataset.wars if war.start <= view.day <= (war.end or view.day)), None)
    if war is not None:
        return t(
            "{war}, day {n}: no change on the map since {day}",
            war=with_capital(say(war.names, it.language), it.language),
            n=t.number((view.day - war.start).days + 1),
            day=day_in_words(view.last_change, it.language),
        )
    return t.plural(
        "{n} day since the last change on the map: {event}",
        "{n} days since the last change on the map: {event}",
        (view.day - view.last_change).days,
        event=title,
    )


def _outside(event: Event, it: ViewDescription, t: Translator) -> str:
    """An event of what changes outside the map, as a headline."""
    title = _title(event, it)
    if event.when.vague:
        return t("{event} (around this day, outside the map)", event=title)
    return t("{event} (outside the map)", event=title)


def _headline_of_difference(it: ViewDescription, t: Translator) -> str:
    """The title of the one event, or how much who gained most of the land, in fighting and without; else empty.

    Where most of what changed is not confirmed, it is the title of the weightiest event.
    """
    view = it.view
    behind = {change.after.event for change in view.changed_hands}
    if len(behind) == 1:
        return _title(view.dataset.event[behind.pop()], it)
    gained: dict[str, list[float]] = {}
    unsure = 0.0
    for change in view.changed_hands:
        weight, before, after = view.weights.get(change.place), change.before, change.after
        if weight is not None and not after.standing.undisputed:
            unsure += weight.m2 / 1e6
        elif weight is not None and before is not None:
            agreed = passed_by_agreement(view.dataset, change.place, before.actor, view.day)
            gained.setdefault(after.actor, [0.0, 0.0])[agreed] += weight.m2 / 1e6
    if unsure > sum(map(sum, gained.values())):
        return _title(view.events[0], it)
    if not gained:
        return ""
    actor, (taken, passed) = max(gained.items(), key=lambda it: sum(it[1]))
    if taken + passed < SMALLEST_KM2:
        return ""
    name = _actor(it, actor, view.day)
    if min(taken, passed) < SMALLEST_KM2:
        return t("{actor} gained {km2}", actor=name, km2=km2_in_words(taken + passed, t))
    return t(
        "{actor} gained {taken} in fighting and {agreed} without fighting",
        actor=name,
        taken=km2_in_words(taken, t),
        agreed=km2_in_words(passed, t),
    )


def days(it: ViewDescription) -> str:
    """The day or the two days in words."""
    return days_in_words(it.view.earlier or it.view.day, it.view.day, it.language)


def caption(it: ViewDescription) -> str:
    """A few sentences to print under the picture: what it shows, then how sure that is, then source and version."""
    t = translator(it.language)
    dataset = it.view.dataset
    return _joined(
        (
            _opening(it, t),
            *_of_events(it, t),
            *_body(it, t),
            reading_in_words(dataset, it.view.lens, it.language, still=True),
            outside_in_words(it.view, t),
            t("Source: Control Atlas, {dataset} {version}.", dataset=dataset.id, version=dataset.version),
        ),
        t,
    )


@functools.lru_cache(maxsize=32)  # a ZIP says it five times
def alt_text(it: ViewDescription) -> str:
    """What kind of picture it is, where each colour lies on it, and what changed: for those who cannot see it."""
    t = translator(it.language)
    kinds = {
        PictureKind.DAY: t("Map of {where}, {days}.", where=it.where, days=days(it)),
        PictureKind.PAIR: t("Two maps of {where}: {days}.", where=it.where, days=days(it)),
        PictureKind.DIFFERENCE: t("Map of what changed in {where}: {days}.", where=it.where, days=days(it)),
        PictureKind.CLIP: t("Animated map of {where}: {days}.", where=it.where, days=days(it)),
    }
    parts = [kinds[it.kind]]
    if it.kind is not PictureKind.DIFFERENCE:
        last = Whereabouts(it.view, it.view.day)
        if it.view.earlier is not None:
            first = Whereabouts(it.view, it.view.earlier)
            parts.append(t("First day: {text}", text=_joined(_lies(it, it.view.earlier, first, t), t)))
            parts.append(t("Last day: {text}", text=_joined(_lies(it, it.view.day, last, t), t)))
        else:
            first = last
            parts += _lies(it, it.view.day, last, t)
        # else directions are those within what has just been named
        if (first.told or last.told) and not is_within(it.view):
            parts.insert(1, t("Directions are those of the map."))
    changed = _what_changed(it, t)
    parts.append(changed or _told_outside(it, t))
    parts.append("" if changed else _last_change(it, t))
    parts.append(outside_in_words(it.view, t))
    return _joined(parts, t)


def outside_in_words(view: InView, t: Translator) -> str:
    """How many of the changed places lie outside the map, empty if none does."""
    if not view.outside:
        return ""
    return t.plural(
        "{n} of {all} changed places lies outside the map.",
        "{n} of {all} changed places lie outside the map.",
        len(view.outside),
        all=t.number(len(view.outside) + len(view.beside) + len(view.changes)),
    )


def _joined(sentences: Iterable[str], t: Translator) -> str:
    """Sentences in a row, each with a capital; a full stop after an abbreviation that has one is not doubled."""
    whole = " ".join(with_capital(part, t.language) for part in sentences if part)
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", whole)


def _enumerated(names: Iterable[str], t: Translator) -> str:
    """Names in a row, with an "and" before the last."""
    return str(format_list(list(names), locale=t.locale))


def _actor(it: ViewDescription, actor: str, day: dt.date) -> str:
    """What an actor is called inside a sentence; at the beginning of one it gets its capital with the sentence."""
    return say_inside(it.view.dataset.actors[actor].names_on(day), it.language)


# ---------------------------------------------------------------- the caption


_OPENINGS: Mapping[PictureKind, str] = {
    PictureKind.DIFFERENCE: mark("The map shows what changed, {days}: {where}."),
    PictureKind.PAIR: mark("The maps show who held what on {earlier} and on {later}: {where}."),
}
"""Of two days; a picture of any other kind moves from the one to the other."""

_MOVING = mark("The clip shows who held what, {days}: {where}.")


def _opening(it: ViewDescription, t: Translator) -> str:
    """What the picture shows, and of which day; the date stands here and nowhere else."""
    day = day_in_words(it.view.day, it.language)
    if it.view.earlier is None:
        return t("The map shows who held what on {day}: {where}.", day=day, where=it.where)
    earlier = day_in_words(it.view.earlier, it.language)
    message = _OPENINGS.get(it.kind, _MOVING)
    return t(message, earlier=earlier, later=day, days=days(it), where=it.where)


def _of_events(it: ViewDescription, t: Translator) -> Iterator[str]:
    """The weightiest events of what is shown as changed, and those that lead their day, or the last change before a day without any."""
    view = it.view
    events = view.events
    if view.elsewhere:
        yield _told_outside(it, t)
    if view.earlier is not None:
        changing = {change.after.event for change in view.changes}
        events = tuple(event for event in events if event.id in changing)
        events = (*view.leads, *(it for it in events if it not in view.leads)) if events else ()
    if not events:
        return
    titles = t.listed(_event(event, it) for event in events[:EVENTS_NAMED])
    if view.earlier is not None:
        yield t("Among the events: {events}.", events=titles)
    elif view.is_eventful:
        yield t("On that day: {events}.", events=titles)
    else:
        yield t(
            "Nothing on the map changed on that day. The last change before it: {event}.",
            event=_dated(events[0], it),
        )


def _told_outside(it: ViewDescription, t: Translator) -> str:
    """What changes outside the map on a day on which nothing happens on it."""
    titles = t.listed(_event(event, it) for event in it.view.elsewhere[:EVENTS_NAMED])
    return t("On that day, outside the map: {events}.", events=titles) if titles else ""


def _event(event: Event, it: ViewDescription) -> str:
    return _dated(event, it) if event.when.vague else _title(event, it)


def _dated(event: Event, it: ViewDescription) -> str:
    return f"{_title(event, it)} ({when_in_words(event, it.language)})"


def _title(event: Event, it: ViewDescription) -> str:
    """A title as it stands inside a sentence."""
    return say(event.title, it.language).rstrip(".։")


def _body(it: ViewDescription, t: Translator) -> Iterator[str]:
    """Who has how much, what is only claimed, what is contested; or what passed from whom to whom."""
    view = it.view
    if it.kind is PictureKind.DIFFERENCE:
        yield from _passages(it, t)
    elif view.earlier is None:
        yield from _amounts(it, view.day, t)
        yield _towns(it, view.day, t)
    else:
        if it.kind is PictureKind.PAIR:
            yield from _passages(it, t, unsure=False)
        yield t("First day: {text}", text=_joined(_amounts(it, view.earlier, t), t))
        yield t("Last day: {text}", text=_joined(_amounts(it, view.day, t), t))


def _amounts(it: ViewDescription, day: dt.date, t: Translator) -> Iterator[str]:
    """Land by controller, with what is claimed and what is contested apart; shares only of a named reference area.

    Settlements whose land is not drawn are named with who held them.
    """
    view = it.view
    if view.whole_reference:
        area = view.dataset.reference_area
        assert area is not None
        shares = view.reference_shares(day)
        yield _held(it, day, shares, say(area.names, it.language), _km2(shares), t)
        yield from _unsure(it, day, shares, _km2(shares), t)
        other = [share for share in view.other_shares(day) if share.km2 >= SMALLEST_KM2]
        if other:
            yield t("Other land on the map: {amounts}.", amounts=t.listed(_every(it, day, other, t)))
        yield _beside_land(it, day, t)
        return
    shares = view.shares(day)
    land = _km2(shares) >= SMALLEST_KM2
    name = it.where if view.counts_group else t("Land on the map") if land else t("Places on the map")
    yield _held(it, day, shares, name, None, t)
    yield _beside_land(it, day, t)
    yield from _unsure(it, day, shares, None, t)


def _beside_land(it: ViewDescription, day: dt.date, t: Translator) -> str:
    """Who held, beyond dispute, the settlements whose land is not drawn."""
    state, found = it.view.state(day), defaultdict(list)
    for key in sorted(it.view.landless, key=lambda key: (it.view.dataset.places[key].rank, key)):
        if key in state and state[key].standing.undisputed:
            found[state[key].actor].append(it.view.dataset.places[key])
    said = [
        t("{actor} held {towns}", actor=_actor(it, actor, day), towns=_first_names(it, places, t))
        for actor, places in sorted(found.items(), key=lambda held: (-len(held[1]), held[0]))
    ]
    return t("Of the settlements whose land is not drawn, {towns}.", towns=t.listed(said)) if said else ""


def _held(
    it: ViewDescription, day: dt.date, shares: Sequence[Share], area: str, base: float | None, t: Translator
) -> str:
    """Who holds how much, the most first. Where there is no land, settlements are counted."""
    held = _by_actor(share for share in shares if share.standing.undisputed)
    if not shares:
        return ""
    whole = _km2(shares)
    said: list[str] = []
    for actor, extent in held:
        amount = _amount(
            replace(extent, settlements=0, others=0) if whole >= SMALLEST_KM2 else extent, base, t
        )
        if amount:
            said.append(
                t("{actor} held {amount}", actor=_actor(it, actor, day), amount=amount)
                if not said
                else t("{actor} {amount}", actor=_actor(it, actor, day), amount=amount)
            )
    if not said:
        return ""
    amounts = t.listed(said)
    if whole < SMALLEST_KM2:
        return t("{area}: {amounts}.", area=area, amounts=amounts)
    return t("{area} ({km2}): {amounts}.", area=area, km2=km2_in_words(whole, t), amounts=amounts)


def _unsure(
    it: ViewDescription, day: dt.date, shares: Sequence[Share], base: float | None, t: Translator
) -> Iterator[str]:
    """What is claimed, by claimant, and what is contested, each with the districts where most of it lies; and what passes on a day nobody knows."""
    for actor, extent in _by_actor(s for s in shares if s.standing is Standing.CLAIMED):
        amount = _amount(extent, base, t)
        if amount:
            yield t(
                "Claimed by {actor} and not confirmed: {amount}.",
                actor=_actor(it, actor, day),
                amount=_mainly(it, day, amount, Standing.CLAIMED, actor, t),
            )
    undated = it.view.undated_shares(day)
    contested = [share for share in shares if share.standing is Standing.CONTESTED]
    amount = _amount(amount_of(contested).without(amount_of(undated)), base, t)
    if amount:
        yield t("Contested: {amount}.", amount=_mainly(it, day, amount, Standing.CONTESTED, None, t))
    for actor, extent in _by_actor(undated):
        amount = _amount(extent, base, t)
        if amount:
            name = _actor(it, actor, day)
            yield t("Passing to {actor} around this day: {amount}.", actor=name, amount=amount)


def _mainly(
    it: ViewDescription, day: dt.date, amount: str, standing: Standing, actor: str | None, t: Translator
) -> str:
    """An amount with the districts where most of it lies, unless the view is one of them or there are none."""
    undated = it.view.undated(day)
    places = [
        key
        for key, period in it.view.state(day).items()
        if period.standing is standing and actor in (None, period.actor) and key not in undated
    ]
    groups = [group for group in it.view.districts(places) if group != it.view.where]
    if not groups:
        return amount
    names = _enumerated((say(it.view.dataset.groups[group].names, it.language) for group in groups), t)
    within = {key for group in groups for key in it.view.dataset.members[group]}
    if within.issuperset(places):
        return t("{amount}, in {places}", amount=amount, places=names)
    return t("{amount}, mainly in {places}", amount=amount, places=names)


def _every(it: ViewDescription, day: dt.date, shares: Sequence[Share], t: Translator) -> Iterator[str]:
    """Land by controller and standing, all in one list."""
    for actor, extent in _by_actor(s for s in shares if s.standing.undisputed):
        yield t("{actor} {amount}", actor=_actor(it, actor, day), amount=km2_in_words(extent.km2, t))
    for actor, extent in _by_actor(s for s in shares if s.standing is Standing.CLAIMED):
        name = _actor(it, actor, day)
        yield t("claimed by {actor} {amount}", actor=name, amount=km2_in_words(extent.km2, t))
    contested = _km2(share for share in shares if share.standing is Standing.CONTESTED)
    if contested >= SMALLEST_KM2:
        yield t("contested {amount}", amount=km2_in_words(contested, t))


def _towns(it: ViewDescription, day: dt.date, t: Translator) -> str:
    """The towns in view by who holds them; those that are only claimed or contested are left out."""
    said = [
        t("{actor} held {towns}", actor=_actor(it, actor, day), towns=names)
        for actor, names in _town_names(it, day, Standing.HELD, t)
    ]
    return t("Of the towns, {towns}.", towns=t.listed(said)) if said else ""


def _town_names(
    it: ViewDescription, day: dt.date, standing: Standing, t: Translator
) -> Iterator[tuple[str, str]]:
    """For each actor the names of the towns that it has with a standing, those with most land first."""
    state, found = it.view.state(day), defaultdict(list)
    for town in it.view.towns:
        period = state.get(town.id)
        if period is not None and period.standing is standing and town.rank == 1:
            found[period.actor].append(it.naming.full(town.names))
    for actor, _ in _by_actor(it.view.shares(day)):
        names = found.get(actor)
        if names:
            more = len(names) - TOWNS_NAMED
            if more > 0:
                names = [*names[:TOWNS_NAMED], t.plural("{n} more", "{n} more", more)]
            yield actor, _enumerated(names, t)


def _passages(it: ViewDescription, t: Translator, *, unsure: bool = True) -> Iterator[str]:
    """What passed from whom to whom, with what is claimed and what is contested apart; or only what passed beyond dispute."""
    view = it.view
    for passage in view.passages:
        amount = _amount(Amount(passage.km2, passage.settlements, passage.others), None, t)
        sure = passage.standing.undisputed and passage.before != passage.after
        if not amount or not (sure or unsure):
            continue
        before, after = _actor(it, passage.before, view.day), _actor(it, passage.after, view.day)
        if passage.before == passage.after:
            message = {
                Standing.HELD: mark("{after} as before, now held: {amount}."),
                Standing.CLAIMED: mark("{after} as before, now claimed: {amount}."),
                Standing.CONTESTED: mark("{after} as before, now contested: {amount}."),
                Standing.DRAWN: mark("{after} as before, now as drawn: {amount}."),
            }[passage.standing]
        else:
            message = {
                Standing.HELD: mark("From {before} to {after}: {amount}."),
                Standing.CLAIMED: mark("From {before} to {after}, claimed and not confirmed: {amount}."),
                Standing.CONTESTED: mark("From {before} to {after}, contested: {amount}."),
                Standing.DRAWN: mark("From {before} to {after}: {amount}."),
            }[passage.standing]
        values = {"after": after, "amount": amount}
        yield t(message, **(values if passage.before == passage.after else {"before": before, **values}))
    if not view.changes:
        yield t("Nothing on the map changed in these days.")
    if view.unplaced:
        yield t.plural(
            "{n} more place that changed has no known position and is not on the map.",
            "{n} more places that changed have no known position and are not on the map.",
            len(view.unplaced),
        )


def _amount(extent: Amount, base: float | None, t: Translator) -> str:
    """Square kilometres, with their share of a base if there is one, and settlements; empty if there is neither."""
    land = km2_in_words(extent.km2, t) if extent.km2 >= SMALLEST_KM2 else ""
    if land and base:
        land = f"{land} ({t.percent(100 * extent.km2 / base)})"
    count = settlements_in_words(extent.settlements, extent.others, t)
    if land and count:
        return t("{land} and {settlements}", land=land, settlements=count)
    return land or count


def _km2(shares: Iterable[Share]) -> float:
    return sum(share.km2 for share in shares)


def _by_actor(shares: Iterable[Share]) -> list[tuple[str, Amount]]:
    """Actors with their land and settlements, those with most first."""
    own: defaultdict[str, list[Share]] = defaultdict(list)
    for share in shares:
        own[share.actor].append(share)
    found = [(actor, amount_of(those)) for actor, those in own.items()]
    return sorted(found, key=lambda it: (-it[1].km2, -it[1].settlements, it[0]))


# ---------------------------------------------------------------- the alternative text


_OR_UNDATED = (
    mark("Hatched as contested or as passing to {actor} around this day: {where}."),
    mark("Hatched as contested or as passing to {actor} around this day: {where}, with {towns}."),
)
"""Where some of what an actor has as contested passes on a day nobody knows."""


def _lies(it: ViewDescription, day: dt.date, lies: Whereabouts, t: Translator) -> Iterator[str]:
    """Where each colour lies, by point of the compass and largest towns, what is hatched and where, and what is seen round a group."""
    undated = {share.actor for share in it.view.undated_shares(day)}
    for standing, plain, towned in (
        (
            Standing.HELD,
            mark("{actor}: {where}."),
            mark("{actor}: {where}, with {towns}."),
        ),
        (
            Standing.DRAWN,
            mark("{actor}: {where}."),
            mark("{actor}: {where}, with {towns}."),
        ),
        (
            Standing.CLAIMED,
            mark("Claimed by {actor}, not confirmed: {where}."),
            mark("Claimed by {actor}, not confirmed: {where}, with {towns}."),
        ),
        (
            Standing.CONTESTED,
            mark("Hatched as contested, in the colour of {actor}: {where}."),
            mark("Hatched as contested, in the colour of {actor}: {where}, with {towns}."),
        ),
    ):
        towns = dict(_town_names(it, day, standing, t))
        for actor, _ in _by_actor(share for share in it.view.shares(day) if share.standing is standing):
            few = "" if lies.by_land else _few_places(it, day, actor, standing, t)
            where = few or lies.of(actor, standing, t)
            if not where and standing is not Standing.HELD:
                where = _first_names(it, _places_of(it, day, actor, standing), t)
            values = {"actor": _actor(it, actor, day), "where": where}
            mixed = standing is Standing.CONTESTED and actor in undated
            if where and actor in towns:
                yield t(_OR_UNDATED[1] if mixed else towned, towns=towns[actor], **values)
            elif where:
                yield t(_OR_UNDATED[0] if mixed else plain, **values)
    yield _beside_land(it, day, t)
    around = [share for share in it.view.shares_around(day) if share.km2 >= SMALLEST_KM2]
    if around:
        yield t("Around it the map also shows: {amounts}.", amounts=t.listed(_every(it, day, around, t)))


def _few_places(it: ViewDescription, day: dt.date, actor: str, standing: Standing, t: Translator) -> str:
    """The names of the places that an actor has with a standing, those that matter most first; empty if they are many."""
    own = _places_of(it, day, actor, standing)
    return _enumerated([it.naming.full(place.names) for place in own], t) if len(own) <= TOWNS_NAMED else ""


def _places_of(it: ViewDescription, day: dt.date, actor: str, standing: Standing) -> list[Place]:
    """The settlements that an actor has with a standing, those that matter most first."""
    dataset, state = it.view.dataset, it.view.state(day)
    own = [
        dataset.places[key]
        for key, weight in it.view.weights.items()
        if weight.settlements and key in state and state[key].actor == actor
    ]
    own = [place for place in own if state[place.id].standing is standing]
    return sorted(own, key=lambda place: (place.rank, place.id))


def _what_changed(it: ViewDescription, t: Translator) -> str:
    """The places that changed and what they passed to, the most important first."""
    view = it.view
    if not view.changes:
        return t("Nothing on the map changed in these days.") if view.earlier is not None else ""
    groups: dict[tuple[str, str, Standing], list[Transition]] = {}
    for change in view.changes:
        before = change.before.actor if change.before else change.after.actor
        groups.setdefault((before, change.after.actor, change.after.standing), []).append(change)
    said = []
    for (before, after, standing), changes in sorted(groups.items(), key=lambda group: -len(group[1])):
        names = _names_of(it, changes, t)
        values = {
            "places": names,
            "before": _actor(it, before, view.day),
            "after": _actor(it, after, view.day),
        }
        if before == after:
            message = {
                Standing.HELD: mark("{places}: {after} as before, now held"),
                Standing.CLAIMED: mark("{places}: {after} as before, now claimed"),
                Standing.CONTESTED: mark("{places}: {after} as before, now contested"),
                Standing.DRAWN: mark("{places}: {after} as before, now as drawn"),
            }[standing]
            del values["before"]
        else:
            message = {
                Standing.HELD: mark("{places}: from {before} to {after}"),
                Standing.CLAIMED: mark("{places}: from {before} to {after}, claimed"),
                Standing.CONTESTED: mark("{places}: from {before} to {after}, contested"),
                Standing.DRAWN: mark("{places}: from {before} to {after}"),
            }[standing]
        said.append(t(message, **values))
    text = t.listed(said)
    if view.earlier is None:
        return t("Changed on this day: {changes}.", changes=text)
    return t("Changed in these days: {changes}.", changes=text)


def _names_of(it: ViewDescription, changes: Sequence[Transition], t: Translator) -> str:
    """The names of settlements that changed, of corridors where no town or village did, else of areas, and how many more there are."""
    dataset = it.view.dataset
    places = [dataset.places[change.place] for change in changes]
    named = [place for place in places if place.layer is Layer.SETTLEMENT]
    if not any(place.kind in PEOPLED for place in named):
        named += [place for place in places if place.layer is Layer.CORRIDOR]
    named = named or places
    named.sort(key=lambda place: (place.layer is not Layer.CORRIDOR, place.rank, place.id))
    return _first_names(it, named, t)


def _first_names(it: ViewDescription, places: Sequence[Place], t: Translator) -> str:
    """The names of the first places of a list, and how many more there are."""
    naming = it.naming
    shown = [  # what a corridor or an area is called describes it: it has no second name to be known by
        naming.full(place.names) if place.layer is Layer.SETTLEMENT else naming.first(place.names)
        for place in places[:PLACES_NAMED]
    ]
    more = len(places) - len(shown)
    if more:
        shown.append(t.plural("{n} more place", "{n} more places", more))
    return _enumerated(shown, t) if shown else ""


def _last_change(it: ViewDescription, t: Translator) -> str:
    """The last event up to the day that changes control of a place in view."""
    view = it.view
    if view.earlier is not None or view.last_change is None or not view.events:
        return ""
    return t("The last change shown: {event}.", event=_dated(view.events[0], it))
