"""How much of a stated whole an actor does not control: by hand on the invented islands, and on the shipped map."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from controlatlas import Dataset
from controlatlas.measure.land_questions import LandAnswer, land_answers
from controlatlas.records.model import LandQuestion, Lens

SQUARE_DEGREE_KM2 = 85.03 * 111.04
"""At 40.3 degrees of latitude, as tables of the ellipsoid print it; Southmark lies there."""

SOUTH = 0.043 + 0.0366 + 0.037
"""On squared paper, in square degrees: the three parts of Southmark, the second without the Ring."""

VALLEY_KM2 = 0.043 * 85.27 * 111.04
"""Zibber Valley, at 40.1 degrees."""


def _answers(dataset: Dataset, day: str, lens: Lens = Lens.CLAIMED) -> dict[str, LandAnswer]:
    (question,) = dataset.land_questions
    return {
        found.count.id: found for found in land_answers(dataset, question, dt.date.fromisoformat(day), lens)
    }


def test_land_of_others_is_measured_in_per_cent_of_the_stated_whole(islands: Dataset) -> None:
    """In September 2020 League and Watch hold Southmark, and the League fights in the valley: 63 % of 2,400 km2."""
    found = _answers(islands, "2020-09-01")["island"]
    assert found.land.outside == pytest.approx(SOUTH * SQUARE_DEGREE_KM2 + VALLEY_KM2, rel=1e-3)
    assert found.percent == pytest.approx(62.8, abs=0.1)


def test_what_is_contested_is_told_apart(islands: Dataset) -> None:
    """The valley, contested under the League, is counted and named; once it is held, nothing is contested."""
    assert _answers(islands, "2020-09-01")["island"].land.contested == pytest.approx(VALLEY_KM2, rel=1e-3)
    assert _answers(islands, "2020-09-30")["island"].land.contested == 0


def test_what_the_actor_holds_only_as_contested_is_not_counted_but_named(islands: Dataset) -> None:
    """On 3 March 2021 the Republic's hold on the west of Quorra is contested: that is told beside what is counted."""
    (question,) = islands.land_questions
    everywhere = replace(question, counts=(replace(question.counts[0], except_=()),))
    (found,) = land_answers(islands, everywhere, dt.date(2021, 3, 3))
    assert found.land.inside == pytest.approx(0.085 * 85.15 * 111.04, rel=2e-3)


def test_a_part_can_be_left_out(islands: Dataset) -> None:
    """Without Northmark the fighting in its valley does not count."""
    found = _answers(islands, "2020-09-01")["without-north"]
    assert found.land.outside == pytest.approx(SOUTH * SQUARE_DEGREE_KM2, rel=1e-3)
    assert found.land.contested == 0


def test_the_least_and_the_most_are_those_of_the_period(islands: Dataset) -> None:
    """From May to December 2020 it was least after the handover of Southmark, and most while the valley was lost too."""
    found = _answers(islands, "2020-12-31")["island"]
    assert (found.least, found.most) == (pytest.approx(45.9, abs=0.1), pytest.approx(62.8, abs=0.1))


def test_under_the_lens_held_a_claim_counts_for_nobody(islands: Dataset) -> None:
    """While the raid on the valley is contested it stays with the Republic, as contested."""
    land = _answers(islands, "2020-09-01", Lens.HELD)["island"].land
    assert land.outside == pytest.approx(SOUTH * SQUARE_DEGREE_KM2, rel=1e-3)
    assert land.inside == pytest.approx(VALLEY_KM2, rel=1e-3)


# ---------------------------------------------------------------- the shipped question


@pytest.fixture
def asked(karabakh: Dataset) -> LandQuestion:
    """The question of the shipped dataset."""
    (question,) = karabakh.land_questions
    return question


def test_the_shipped_map_agrees_with_independent_figures(karabakh: Dataset, asked: LandQuestion) -> None:
    """Over the years of the ceasefire the map gives about 13.6 % with and almost 9 % without the former oblast."""
    with_oblast, without = land_answers(karabakh, asked, dt.date(2009, 1, 1))
    for answer, published in ((with_oblast, 13.6), (without, 9.0)):
        assert answer.least == pytest.approx(published, abs=0.5)
        assert answer.most == pytest.approx(published, abs=0.5)
        assert answer.least <= answer.percent <= answer.most


def test_the_shipped_question_counts_no_land_of_another_country(
    karabakh: Dataset, asked: LandQuestion
) -> None:
    """In 1988, before any fighting, no land of Azerbaijan was under another control; Artsvashen is not its land."""
    for answer in land_answers(karabakh, asked, karabakh.start):
        assert answer.percent == 0


def test_each_published_figure_has_a_work_and_a_speaker(asked: LandQuestion) -> None:
    """The figures from 9 to 20 per cent are all there, each with who says so and where."""
    assert [share.percent for share in asked.published] == [20, 16.6, 16, 13.6, 9]
    assert all(share.by and share.how and share.sources for share in asked.published)
