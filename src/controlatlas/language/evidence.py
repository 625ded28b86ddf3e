"""On whose word an event rests, and what rests on a work, in words."""

from __future__ import annotations

from ..evidence.weigh import weigh
from ..evidence.works import Support
from ..records.model import Dataset, Event, say_inside
from .capitals import with_capital
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
        text = t.plural(*REASONS_COUNTED[found.reason], len(found.voices), **values)
    else:
        text = t(REASONS[found.reason], **values)
    return with_capital(text, t.language)


def _sides(dataset: Dataset, sides: tuple[str, ...], reader: Reader) -> str:
    return ", ".join(say_inside(dataset.sides[side].names, reader.language) for side in sides)


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
