"""What a view shows, in neutral words: a headline, a caption to print under it, and a text for those who cannot see it."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ..history.compare import changes_between, difference
from ..history.timeline import control_on
from ..measure.areas import Share, shares_on
from ..measure.balance import balances
from ..records.model import Dataset, Lens, Standing, say
from .catalogue import translator
from .dates_and_works import day_in_words, when_in_words
from .terms import LENS_MEANINGS


class PictureKind(enum.StrEnum):
    """What a picture shows: one day, two days beside each other, what changed between them, or day after day."""

    DAY = "day"
    PAIR = "pair"
    DIFFERENCE = "difference"
    CLIP = "clip"


@dataclass(frozen=True, slots=True)
class ViewDescription:
    """A view to be described. ``earlier`` is the other day of a pair, of a difference and of a clip.

    ``where`` names what is in view, ``places`` are the ids of what is counted there, ``None`` for all places.
    """

    dataset: Dataset
    kind: PictureKind
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


def headline(view: ViewDescription) -> str:
    """What the picture is about, without its day."""
    t = translator(view.language)
    if view.kind is PictureKind.DIFFERENCE:
        return t("{where}: what changed", where=view.where)
    return t("{where}: who controlled what", where=view.where)


def days(view: ViewDescription) -> str:
    """The day or the two days in words."""
    last = day_in_words(view.day, view.language)
    if view.earlier is None:
        return last
    return f"{day_in_words(view.earlier, view.language)} – {last}"


def caption(view: ViewDescription) -> str:
    """A few sentences to print under the picture: what it shows, who controls how much, how sure that is."""
    t = translator(view.language)
    head = t("{headline}, {days}.", headline=headline(view), days=days(view))
    lens = t(LENS_MEANINGS[view.lens])
    match view.kind:
        case PictureKind.DIFFERENCE:
            body = _changes(view)
        case PictureKind.PAIR | PictureKind.CLIP:
            assert view.earlier is not None
            body = f"{_amounts(view, view.earlier)} {_amounts(view, view.day)}"
        case _:
            body = f"{_amounts(view, view.day)} {_unsure(view)}".strip()
    return _joined((head, body, lens))


def alt_text(view: ViewDescription) -> str:
    """What kind of picture it is, what it shows on the day, and what changed: for those who cannot see it."""
    t = translator(view.language)
    kinds = {
        PictureKind.DAY: t("Map of {where} on {days}.", where=view.where, days=days(view)),
        PictureKind.PAIR: t("Two maps of {where}: {days}.", where=view.where, days=days(view)),
        PictureKind.DIFFERENCE: t(
            "Map of what changed in {where}: {days}.", where=view.where, days=days(view)
        ),
        PictureKind.CLIP: t("Animated map of {where}: {days}.", where=view.where, days=days(view)),
    }
    parts = [kinds[view.kind]]
    if view.kind is PictureKind.DIFFERENCE:
        parts.append(_changes(view))
    else:
        if view.earlier is not None:
            parts.append(_amounts(view, view.earlier))
        parts += [_amounts(view, view.day), _unsure(view)]
    parts.append(_last_change(view))
    return _joined(parts)


def _joined(sentences: Iterable[str]) -> str:
    """Sentences in a row; a full stop after an abbreviation that has one is not doubled."""
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", " ".join(part for part in sentences if part))


def _amounts(view: ViewDescription, day: dt.date) -> str:
    """Who controls how much on a day, the most first."""
    t = translator(view.language)
    shares = shares_on(view.dataset, day, view.places, view.lens)
    whole = sum(share.km2 for share in shares)
    said = []
    for actor in _by_area(shares):
        own = [share for share in shares if share.actor == actor]
        km2, settlements = sum(share.km2 for share in own), sum(share.settlements for share in own)
        said.append(
            t(
                "{actor} {km2} km² ({percent}), {settlements}",
                actor=say(view.dataset.actors[actor].names, view.language),
                km2=t.number(km2),
                percent=t.percent(100 * km2 / whole if whole else 0.0),
                settlements=t.plural("{n} settlement", "{n} settlements", settlements),
            )
        )
    if not said:
        return ""
    return t("On {day}: {amounts}.", day=day_in_words(day, view.language), amounts="; ".join(said))


def _by_area(shares: Collection[Share]) -> list[str]:
    sums: dict[str, tuple[float, int]] = {}
    for share in shares:
        km2, settlements = sums.get(share.actor, (0.0, 0))
        sums[share.actor] = km2 + share.km2, settlements + share.settlements
    return sorted(sums, key=lambda actor: (-sums[actor][0], -sums[actor][1], actor))


def _unsure(view: ViewDescription) -> str:
    """How many places are claimed or contested on the day."""
    t = translator(view.language)
    state = control_on(view.dataset, view.day, view.lens)
    counted = state if view.places is None else {key: state[key] for key in view.places if key in state}
    number = {
        standing: sum(period.standing is standing for period in counted.values())
        for standing in (Standing.CLAIMED, Standing.CONTESTED)
    }
    said = []
    if number[Standing.CLAIMED]:
        said.append(
            t.plural("{n} place is only claimed.", "{n} places are only claimed.", number[Standing.CLAIMED])
        )
    if number[Standing.CONTESTED]:
        said.append(
            t.plural("{n} place is contested.", "{n} places are contested.", number[Standing.CONTESTED])
        )
    return " ".join(said)


def _changes(view: ViewDescription) -> str:
    """Who gained and who lost how much between the two days."""
    t = translator(view.language)
    assert view.earlier is not None
    if view.places is not None:
        found = difference(view.dataset, view.earlier, view.day, view.lens)
        number = sum(change.place in view.places for change in found)
        return t.plural(
            "{n} place changes control or standing.", "{n} places change control or standing.", number
        )
    said = []
    for balance in balances(view.dataset, view.earlier, view.day, view.lens):
        name = say(view.dataset.actors[balance.actor].names, view.language)
        for amount, gain in ((balance.gained, True), (balance.lost, False)):
            if amount.km2 < 0.5 and not amount.settlements:
                continue
            values = {
                "actor": name,
                "km2": t.number(amount.km2),
                "settlements": t.plural("{n} settlement", "{n} settlements", amount.settlements),
            }
            said.append(
                t("{actor}: {km2} km² and {settlements} more.", **values)
                if gain
                else t("{actor}: {km2} km² and {settlements} less.", **values)
            )
    return " ".join(said) or t("Nothing changes control in these days.")


def _last_change(view: ViewDescription) -> str:
    """The last event up to the day that changes control of a place in view."""
    t = translator(view.language)
    first = view.earlier or view.dataset.start
    if first > view.day:
        return ""
    found = [
        change
        for change in changes_between(view.dataset, first, view.day, view.lens)
        if view.places is None or change.place in view.places
    ]
    if not found:
        return ""
    event = view.dataset.event[found[-1].after.event]
    return t(
        "The last change shown: {title} ({when}).",
        title=say(event.title, view.language),
        when=when_in_words(event, view.language),
    )
