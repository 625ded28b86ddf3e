"""On whose word an event rests, and what rests on a work, in words."""

from __future__ import annotations

from ..evidence.weigh import weigh
from ..evidence.works import Support
from ..records.model import Dataset, Event
from .catalogue import Translator
from .reader import Reader
from .terms import REASONS, REASONS_COUNTED


def evidence_in_words(dataset: Dataset, event: Event, reader: Reader) -> str:
    """Whether independent sides agree, in a sentence."""
    t, found = reader.t, weigh(dataset, event)
    values = {
        "voices": _sides(dataset, found.voices, reader),
        "denied": _sides(dataset, found.denied_by, reader),
    }
    if found.reason in REASONS_COUNTED:
        return t.plural(*REASONS_COUNTED[found.reason], len(found.voices), **values)
    return t(REASONS[found.reason], **values)


def _sides(dataset: Dataset, sides: tuple[str, ...], reader: Reader) -> str:
    return ", ".join(reader.say(dataset.sides[side].names) for side in sides)


def support_in_words(rests: Support, t: Translator) -> str:
    """For how many events, claims and other records a work is cited."""
    if not rests.count and not rests.others:
        return t("Not cited yet")
    parts = []
    if rests.events:
        parts.append(t.plural("Cited for {n} event", "Cited for {n} events", len(rests.events)))
    if rests.claims:
        parts.append(t.plural("{n} claim", "{n} claims", len(rests.claims)))
    if rests.others:
        parts.append(t.plural("{n} other record", "{n} other records", rests.others))
    return ", ".join(parts)
