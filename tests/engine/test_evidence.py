"""On whose word an event rests: the sides under each stance, the independent voices, and what they amount to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from controlatlas import Dataset
from controlatlas.evidence.weigh import Reason, weigh
from controlatlas.records.model import Stance


@pytest.mark.parametrize(
    ("event", "sides", "voices", "works", "denied_by", "reason"),
    [
        # An encyclopedia alone is no voice.
        ("opening", {"reports": ["reference"]}, [], 0, [], Reason.UNWATCHED),
        ("council-appeal", {"reports": ["independent"]}, ["independent"], 1, [], Reason.ONE),
        ("quizz-claimed", {"claims": ["plimmish"]}, ["plimmish"], 1, [], Reason.ONE),
        (
            "quizz-denied",
            {"claims": ["plimmish"], "denies": ["quorran"]},
            ["plimmish"],
            1,
            ["quorran"],
            Reason.CONTRADICT,
        ),
        # The ally's post adds a work and no voice; the almanac adds neither.
        (
            "selevu-claimed",
            {"claims": ["quorran", "quorran-ally"], "reports": ["reference"]},
            ["quorran"],
            2,
            [],
            Reason.ONE,
        ),
        (
            "truce",
            {"reports": ["mission"], "confirms": ["quorran"]},
            ["quorran", "mission"],
            2,
            [],
            Reason.AGREE,
        ),
        # The League's loss, in its own words and in those of the mission.
        ("miralox-lost", {"reports": ["quorran", "mission"]}, ["quorran", "mission"], 2, [], Reason.AGREE),
        # Two works of one side are two works and one voice.
        ("ceasefire-talks", {"reports": ["independent"]}, ["independent"], 2, [], Reason.ONE),
    ],
)
def test_evidence_is_weighed_by_independent_sides(
    islands: Dataset,
    event: str,
    sides: dict[str, list[str]],
    voices: list[str],
    works: int,
    denied_by: list[str],
    reason: Reason,
) -> None:
    """A follower counts as the side it follows, a reference work never, two works of one side once."""
    found = weigh(islands, islands.event[event])
    assert {stance.value: list(keys) for stance, keys in found.sides.items()} == sides
    assert (list(found.voices), found.works, list(found.denied_by)) == (voices, works, denied_by)
    assert found.reason is reason
    assert found.confidence == islands.event[event].confidence


def test_denials_alone_support_nothing(islands: Dataset) -> None:
    """An event that is only denied has no voice for it, and says so."""
    from dataclasses import replace

    event = islands.event["quizz-denied"]
    only = replace(event, citations=tuple(c for c in event.citations if c.stance is Stance.DENIES))
    found = weigh(islands, only)
    assert (found.voices, found.works, found.denied_by, found.reason) == ((), 0, ("quorran",), Reason.DENIED)


def test_what_the_dataset_calls_one_sided_is_relayed_and_not_agreed(islands: Dataset) -> None:
    """The truce with a remark that only one side states it: the mission's report then passes on what is said."""
    event = replace(islands.event["truce"], one_sided={"en": "The mission repeats the League."})
    assert weigh(islands, event).reason is Reason.RELAYED
