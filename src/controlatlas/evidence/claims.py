"""What the check of a claim came to: its figures, whether they meet what is claimed."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from ..measure.figures import Figure, figure
from ..records.model import Claim, Dataset, Stance, Verdict


class Against(enum.StrEnum):
    """What contradicts a claim, whatever its verdict."""

    FIGURES = "figures"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim with the figures of its checks, in file order.

    ``agrees``: whether every figure that the claim gives is met; ``None`` if it gives none.
    """

    claim: Claim
    figures: tuple[Figure, ...]
    agrees: bool | None

    @property
    def against(self) -> tuple[Against, ...]:
        """What contradicts it: a figure that is not met, a source that denies it."""
        denied = any(it.stance is Stance.DENIES for it in self.claim.citations)
        return (
            *([Against.FIGURES] if self.agrees is False else []),
            *([Against.SOURCES] if denied else []),
        )

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
