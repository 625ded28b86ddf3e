"""What the command line prints for people: places, states, changes and claims in the words of a reader's language.

Ids stay as they are, being what one types next; programs ask with ``--json``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ..evidence.claims import Answer
from ..history.compare import Transition
from ..history.timeline import ControlPeriod
from ..language.capitals import capitals
from ..language.catalogue import Translator, translator
from ..language.claims import filled
from ..language.dates_and_works import one_line, when_in_words
from ..language.figures import claimed_in_words, figure_in_words, how
from ..language.terms import SAYS, STANCES, VERDICTS, kind_in_words, state_in_words, sureness_in_words
from ..measure.figures import Figure
from ..records.model import Dataset, Source, say


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows below their heads, each column as wide as its widest cell."""
    widths = [max(len(row[i]) for row in (columns, *rows)) for i in range(len(columns))]
    for row in (columns, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def place(dataset: Dataset, key: str, language: str) -> str:
    """One line of a place or a group: id, its names with that of the language first, kind, groups."""
    t, found = translator(language), dataset.places.get(key)
    record = found or dataset.groups[key]
    kind = kind_in_words(dataset, found.kind, t) if found else t("group of places")
    names = " · ".join(dict.fromkeys((say(record.names, language), *record.names.values())))
    groups = (say(dataset.groups[it].names, language) for it in record.within if it in dataset.groups)
    return f"{key}  {names} ({', '.join((kind, *groups))})"


def state(dataset: Dataset, periods: Sequence[ControlPeriod], language: str) -> Iterator[str]:
    """A table of who holds which place since when, by which event."""
    t = translator(language)
    rows = [
        (
            it.place,
            say(dataset.places[it.place].names, language),
            _controller(dataset, it, language),
            sureness_in_words(it.standing, it.basis, t),
            it.start.isoformat(),
            it.event,
        )
        for it in periods
    ]
    return table(("id", t("Place"), t("Who controls"), t("Standing"), t("Since"), t("Event")), rows)


def changes(dataset: Dataset, found: Sequence[Transition], language: str) -> Iterator[str]:
    """Event by event: date and title, the places with what they pass from and to, the citations."""
    t = translator(language)
    by_event: dict[tuple[dt.date, str], list[Transition]] = {}
    for transition in found:
        by_event.setdefault((transition.day, transition.after.event), []).append(transition)
    for (day, key), transitions in by_event.items():
        event = dataset.event[key]
        yield f"{day}  {say(event.title, language)}  [{key}, {when_in_words(event, language)}]"
        for transition in transitions:
            name = say(dataset.places[transition.place].names, language)
            yield f"    {t(SAYS, name=name, state=_passes(dataset, transition, t))}"
        for citation in event.citations:
            source = dataset.sources[citation.source]
            yield f"    {_work(dataset, source, language, t(STANCES[citation.stance]))}"
        yield ""


def claims(dataset: Dataset, found: Sequence[Answer], language: str) -> Iterator[str]:
    """Claim by claim: verdict and statement, each figure as computed with what was claimed, the reasoning."""
    t = translator(language)
    for answer in found:
        claim = answer.claim
        verdict = capitals(t(VERDICTS[claim.verdict]), t.words)
        yield f"{verdict}  {say(claim.statement, language)}  [{claim.id}]"
        yield f"    {_work(dataset, dataset.sources[claim.source], language)}"
        for figure in answer.figures:
            computed = t(SAYS, name=figure.check.id, state=figure_in_words(figure, language))
            yield f"    {computed}{_claimed(figure, t)}"
            yield f"        {how(dataset, figure.check, language)}"
        yield f"    {filled(answer, claim.reasoning, language)}"
        yield ""


def _controller(dataset: Dataset, period: ControlPeriod, language: str) -> str:
    return say(dataset.actors[period.actor].names, language)


def _passes(dataset: Dataset, transition: Transition, t: Translator) -> str:
    """From which controller and standing to which, and on what that rests."""
    before, after = transition.before, transition.after
    was = (
        state_in_words(_controller(dataset, before, t.language), before.standing, t) if before else t("none")
    )
    return f"{was} → {_controller(dataset, after, t.language)}, {sureness_in_words(after.standing, after.basis, t)}"


def _work(dataset: Dataset, source: Source, language: str, stance: str = "") -> str:
    """A work in one line, with its side and what it does before it."""
    about = ", ".join(filter(None, (say(dataset.sides[source.side].names, language), stance)))
    return f"[{about}] {one_line(source, language)}"


def _claimed(figure: Figure, t: Translator) -> str:
    """In brackets what the claim gives, and whether the figure agrees; empty if it gives none."""
    if figure.agrees is None:
        return ""
    words = claimed_in_words(figure.check, t.language)
    said = t(SAYS, name=t.in_context("in an article", "As claimed"), state=words)
    return f" ({t.listed((said, t('agrees') if figure.agrees else t('does not agree')))})"
