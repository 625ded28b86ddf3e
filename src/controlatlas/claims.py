"""What the check of a claim came to: its figures, whether they meet what is claimed, and the reasoning with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .figure_words import figure_in_words
from .figures import Figure, figure
from .model import Claim, Dataset, Text, Verdict, say

_PLACEHOLDER = re.compile(r"\{([a-z0-9][a-z0-9-]*)\}")


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim with the figures of its checks, in file order.

    ``agrees``: whether every figure that the claim gives is met; ``None`` if it gives none.
    """

    claim: Claim
    figures: tuple[Figure, ...]
    agrees: bool | None

    @property
    def consistent(self) -> bool:
        """Whether the verdict says what the figures say; a correction or a dispute may be about something else."""
        match self.claim.verdict:
            case Verdict.SUPPORTED:
                return self.agrees is not False
            case Verdict.UNSUPPORTED:
                return self.agrees is not True
            case Verdict.OUTSIDE:
                return self.agrees is None
        return True


def answer(dataset: Dataset, claim: Claim) -> Answer:
    """Compute every check of a claim."""
    figures = tuple(figure(dataset, check) for check in claim.checks)
    judged = [found.agrees for found in figures if found.agrees is not None]
    return Answer(claim, figures, all(judged) if judged else None)


def answers(dataset: Dataset) -> tuple[Answer, ...]:
    """The answers to all claims of a dataset, in file order."""
    return tuple(answer(dataset, claim) for claim in dataset.claims)


def filled(found: Answer, text: Text | None, language: str = "en") -> str:
    """A text of the claim, its reasoning or its wording, with the figures of the answer in their places."""
    words = {one.check.id: figure_in_words(one, language) for one in found.figures}
    return _PLACEHOLDER.sub(lambda match: words.get(match[1], match[0]), say(text, language))


def placeholders(text: Text | None) -> Iterator[str]:
    """The ids of the checks whose figures a text names, in any of its languages."""
    for words in (text or {}).values():
        yield from _PLACEHOLDER.findall(words)
