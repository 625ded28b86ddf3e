"""What a view shows, in neutral words: a headline, a caption to print under it, and a text for those who cannot see it."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .balance import balances
from .cite import day_in_words, when_in_words
from .compare import changes_between, difference
from .measure import Share, shares_on
from .model import Dataset, Lens, Standing, say
from .terms import LENS_MEANINGS
from .timeline import control_on
from .words import words


class Kind(enum.StrEnum):
    """What a picture shows: one day, two days beside each other, what changed between them, or day after day."""

    DAY = "day"
    PAIR = "pair"
    DIFFERENCE = "difference"
    CLIP = "clip"


@dataclass(frozen=True, slots=True)
class Shown:
    """A view to be described. ``earlier`` is the other day of a pair, of a difference and of a clip.

    ``where`` names what is in view, ``places`` are the ids of what is counted there, ``None`` for all places.
    """

    dataset: Dataset
    kind: Kind
    day: dt.date
    earlier: dt.date | None
    lens: Lens
    language: str
    where: str
    places: frozenset[str] | None = None


def name_of_whole(dataset: Dataset, language: str = "en") -> str:
    """What the whole area is called: the smallest group that holds every cell, else the title of the dataset."""
    cells = {cell.id for cell in dataset.cells()}
    holding = [key for key, members in dataset.members.items() if cells and cells <= set(members)]
    if not holding:
        return say(dataset.titles, language)
    smallest = min(holding, key=lambda key: len(dataset.members[key]))
    return say(dataset.groups[smallest].names, language)


def headline(it: Shown) -> str:
    """What the picture is about, without its day."""
    t = words(it.language)
    if it.kind is Kind.DIFFERENCE:
        return t("{where}: what changed", where=it.where)
    return t("{where}: who controlled what", where=it.where)


def days(it: Shown) -> str:
    """The day or the two days in words."""
    last = day_in_words(it.day, it.language)
    if it.earlier is None:
        return last
    return f"{day_in_words(it.earlier, it.language)} – {last}"


def caption(it: Shown) -> str:
    """A few sentences to print under the picture: what it shows, who controls how much, how sure that is."""
    t = words(it.language)
    head = t("{headline}, {days}.", headline=headline(it), days=days(it))
    lens = t(LENS_MEANINGS[it.lens])
    match it.kind:
        case Kind.DIFFERENCE:
            body = _changes(it)
        case Kind.PAIR | Kind.CLIP:
            assert it.earlier is not None
            body = f"{_amounts(it, it.earlier)} {_amounts(it, it.day)}"
        case _:
            body = f"{_amounts(it, it.day)} {_unsure(it)}".strip()
    return _joined((head, body, lens))


def alt_text(it: Shown) -> str:
    """What kind of picture it is, what it shows on the day, and what changed: for those who cannot see it."""
    t = words(it.language)
    kinds = {
        Kind.DAY: t("Map of {where} on {days}.", where=it.where, days=days(it)),
        Kind.PAIR: t("Two maps of {where}: {days}.", where=it.where, days=days(it)),
        Kind.DIFFERENCE: t("Map of what changed in {where}: {days}.", where=it.where, days=days(it)),
        Kind.CLIP: t("Animated map of {where}: {days}.", where=it.where, days=days(it)),
    }
    parts = [kinds[it.kind]]
    if it.kind is Kind.DIFFERENCE:
        parts.append(_changes(it))
    else:
        if it.earlier is not None:
            parts.append(_amounts(it, it.earlier))
        parts += [_amounts(it, it.day), _unsure(it)]
    parts.append(_last_change(it))
    return _joined(parts)


def _joined(sentences: Iterable[str]) -> str:
    """Sentences in a row; a full stop after an abbreviation that has one is not doubled."""
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", " ".join(part for part in sentences if part))


def _amounts(it: Shown, day: dt.date) -> str:
    """Who controls how much on a day, the most first."""
    t = words(it.language)
    shares = shares_on(it.dataset, day, it.places, it.lens)
    whole = sum(share.km2 for share in shares)
    said = []
    for actor in _by_area(shares):
        own = [share for share in shares if share.actor == actor]
        km2, settlements = sum(it.km2 for it in own), sum(it.settlements for it in own)
        said.append(
            t(
                "{actor} {km2} km² ({percent}), {settlements}",
                actor=say(it.dataset.actors[actor].names, it.language),
                km2=t.number(km2),
                percent=t.percent(100 * km2 / whole if whole else 0.0),
                settlements=t.many("{n} settlement", "{n} settlements", settlements),
            )
        )
    if not said:
        return ""
    return t("On {day}: {amounts}.", day=day_in_words(day, it.language), amounts="; ".join(said))


def _by_area(shares: Collection[Share]) -> list[str]:
    sums: dict[str, tuple[float, int]] = {}
    for share in shares:
        km2, settlements = sums.get(share.actor, (0.0, 0))
        sums[share.actor] = km2 + share.km2, settlements + share.settlements
    return sorted(sums, key=lambda actor: (-sums[actor][0], -sums[actor][1], actor))


def _unsure(it: Shown) -> str:
    """How many places are claimed or contested on the day."""
    t = words(it.language)
    state = control_on(it.dataset, it.day, it.lens)
    counted = state if it.places is None else {key: state[key] for key in it.places if key in state}
    number = {
        standing: sum(period.standing is standing for period in counted.values())
        for standing in (Standing.CLAIMED, Standing.CONTESTED)
    }
    said = []
    if number[Standing.CLAIMED]:
        said.append(
            t.many("{n} place is only claimed.", "{n} places are only claimed.", number[Standing.CLAIMED])
        )
    if number[Standing.CONTESTED]:
        said.append(
            t.many("{n} place is contested.", "{n} places are contested.", number[Standing.CONTESTED])
        )
    return " ".join(said)


def _changes(it: Shown) -> str:
    """Who gained and who lost how much between the two days."""
    t = words(it.language)
    assert it.earlier is not None
    if it.places is not None:
        found = difference(it.dataset, it.earlier, it.day, it.lens)
        number = sum(change.place in it.places for change in found)
        return t.many(
            "{n} place changes control or standing.", "{n} places change control or standing.", number
        )
    said = []
    for balance in balances(it.dataset, it.earlier, it.day, it.lens):
        name = say(it.dataset.actors[balance.actor].names, it.language)
        for amount, gain in ((balance.gained, True), (balance.lost, False)):
            if amount.km2 < 0.5 and not amount.settlements:
                continue
            values = {
                "actor": name,
                "km2": t.number(amount.km2),
                "settlements": t.many("{n} settlement", "{n} settlements", amount.settlements),
            }
            said.append(
                t("{actor}: {km2} km² and {settlements} more.", **values)
                if gain
                else t("{actor}: {km2} km² and {settlements} less.", **values)
            )
    return " ".join(said) or t("Nothing changes control in these days.")


def _last_change(it: Shown) -> str:
    """The last event up to the day that changes control of a place in view."""
    t = words(it.language)
    first = it.earlier or it.dataset.start
    if first > it.day:
        return ""
    found = [
        change
        for change in changes_between(it.dataset, first, it.day, it.lens)
        if it.places is None or change.place in it.places
    ]
    if not found:
        return ""
    event = it.dataset.event[found[-1].after.event]
    return t(
        "The last change shown: {title} ({when}).",
        title=say(event.title, it.language),
        when=when_in_words(event, it.language),
    )
