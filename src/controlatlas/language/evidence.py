"""On whose word an event rests, in a sentence."""

from __future__ import annotations

from ..evidence.weigh import weigh
from ..records.model import Dataset, Event
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
