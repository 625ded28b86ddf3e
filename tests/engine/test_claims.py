"""A claim is answered by figures that are computed, and its texts show no others."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from controlatlas import Dataset
from controlatlas.evidence.claims import Answer, answer, answers
from controlatlas.language.claims import filled
from controlatlas.language.figures import claimed_in_words, figure_in_words, how
from controlatlas.language.terms import VERDICT_MEANINGS, VERDICTS
from controlatlas.measure.figures import Figure, Unit, figure
from controlatlas.records.dates import parse_when
from controlatlas.records.model import (
    AreaShare,
    Check,
    Claim,
    CorridorWidth,
    DatesOfEvents,
    DaysBetween,
    Relation,
    Verdict,
    Width,
)

FIGURES = {
    # 1 July 2020 to 30 June 2021, both counted: a year without a leap day
    ("road-a-year", "days"): (Unit.DAYS, 365, True),
    # of the villages of Southmark, an event names Selevu alone ...
    ("south-villages", "named"): (Unit.SETTLEMENTS, 1, False),
    # ... and Miralox, Sélévú, Gullamp and Wuzz go with their district; Vunder Point is the Republic's
    ("south-villages", "all"): (Unit.SETTLEMENTS, 5, None),
    # Zibberwick and Ofazzle's Rest; the cape is contested on that day, and Salt Plepper follows it
    ("north-undisputed", "held"): (Unit.SETTLEMENTS, 2, False),
    ("north-undisputed", "claimed"): (Unit.SETTLEMENTS, 4, None),
    # 0.08 by 0.08 degrees; at 40.3 degrees one of longitude is 85.03 km, one of latitude 111.04 km
    ("ring-fifth", "area"): (Unit.KM2, 0.08 * 85.03 * 0.08 * 111.04, True),
    ("ring-fifth", "ring"): (Unit.PERCENT, 100 * 0.08 * 85.03 * 0.08 * 111.04 / 302, True),
    # 0.06 by 0.24 degrees about 40.14 degrees north, and a road of 0.26 degrees of latitude
    ("road-six-wide", "mean"): (Unit.KM, 0.06 * 85.23 * 0.24 / 0.26, False),
    # the strip is widest at its northern end: 0.06 degrees of longitude at 40.02 degrees
    ("road-six-wide", "farthest"): (Unit.KM, 0.06 * 85.38, None),
}
"""Figures taken by hand from the files, with tables of the ellipsoid: unit, value, whether the claim is met."""


def _claim(dataset: Dataset, key: str) -> Claim:
    return next(claim for claim in dataset.claims if claim.id == key)


def _figure(dataset: Dataset, claim: str, check: str) -> Figure:
    found = answer(dataset, _claim(dataset, claim)).figures
    return next(one for one in found if one.check.id == check)


@pytest.mark.parametrize("key", FIGURES, ids="/".join)
def test_figures_are_those_taken_by_hand(islands: Dataset, key: tuple[str, str]) -> None:
    """Each number that a check computes is the one counted or measured by hand, and is judged as it should be."""
    unit, value, agrees = FIGURES[key]
    found = _figure(islands, *key)
    assert (found.unit, found.agrees) == (unit, agrees)
    assert found.value == pytest.approx(value, rel=2e-3)


def test_without_the_last_day_there_is_one_less(islands: Dataset) -> None:
    """If the last day is not counted, from Monday to Tuesday is one day."""
    (check,) = _claim(islands, "road-a-year").checks
    assert isinstance(check, DaysBetween)
    assert figure(islands, replace(check, both_included=False)).value == 364


def test_days_run_from_the_first_to_the_last_possible_day(islands: Dataset) -> None:
    """Between an event of some day in September and the same event lie the thirty days of that month."""
    check = DaysBetween(id="x", start="zibber-raid", end="zibber-raid", both_included=True)
    assert figure(islands, check).value == 30


@pytest.mark.parametrize(
    ("relation", "expected", "tolerance", "agrees"),
    [
        (Relation.ABOUT, 365, 0, True),
        (Relation.ABOUT, 360, 5, True),
        (Relation.ABOUT, 360, 4, False),
        (Relation.ABOUT, 370, 4, False),
        (Relation.AT_LEAST, 365, 0, True),
        (Relation.AT_LEAST, 100, 0, True),
        (Relation.AT_LEAST, 366, 0, False),
        (Relation.AT_LEAST, 366, 1, True),
        (Relation.AT_MOST, 365, 0, True),
        (Relation.AT_MOST, 400, 0, True),
        (Relation.AT_MOST, 364, 0, False),
        (Relation.AT_MOST, 364, 1, True),
    ],
)
def test_a_figure_is_met_within_its_tolerance(
    islands: Dataset, relation: Relation, expected: float, tolerance: float, agrees: bool
) -> None:
    """A figure of 365 meets a claim that is near it, or, of "at least" and "at most", on the right side."""
    (check,) = _claim(islands, "road-a-year").checks
    check = replace(check, relation=relation, expected=expected, tolerance=tolerance)
    assert figure(islands, check).agrees is agrees


@pytest.mark.parametrize(
    ("relation", "claimed", "tolerance", "agrees"),
    [
        (Relation.ABOUT, "2020-10-08", 0, True),
        (Relation.ABOUT, "2020-10-11", 0, True),
        (Relation.ABOUT, "2020-10-12", 0, False),
        (Relation.ABOUT, "2020-10-12", 1, True),
        (Relation.ABOUT, "2020-10-07", 0, False),
        (Relation.ABOUT, "2020-10-07", 1, True),
        (Relation.ABOUT, "2020-10", 0, True),
        (Relation.ABOUT, "2020", 0, True),
        (Relation.ABOUT, "2020-11", 0, False),
        (Relation.ABOUT, "2020-09", 7, False),
        (Relation.ABOUT, "2020-09", 8, True),
        (Relation.AT_MOST, "2020", 0, True),
        (Relation.AT_LEAST, "2020-10", 0, True),
        (Relation.AT_MOST, "2020-10-11", 0, True),
        (Relation.AT_MOST, "2020-10-10", 0, False),
        (Relation.AT_LEAST, "2020-10-08", 0, True),
        (Relation.AT_LEAST, "2020-10-09", 0, False),
    ],
)
def test_a_vague_date_agrees_with_each_of_its_days(
    islands: Dataset, relation: Relation, claimed: str, tolerance: float, agrees: bool
) -> None:
    """What happened on one of four days may have been on each of them, but was "by" a day only if surely so."""
    check = DatesOfEvents(
        id="x",
        events=("selevu-shelling",),
        expected_dates=(parse_when(claimed),),
        relation=relation,
        tolerance=tolerance,
    )
    assert figure(islands, check).agrees is agrees


def test_an_area_without_an_actor_is_that_of_the_places(islands: Dataset) -> None:
    """Asked for no actor and no places, the area is that of all cells; the Company has none left at the end."""
    from controlatlas.measure.areas import cell_areas

    whole = figure(islands, AreaShare(id="x")).value
    assert whole == pytest.approx(sum(cell_areas(islands).values()))
    assert figure(islands, AreaShare(id="x", actor="company", day=islands.start)).value < whole
    assert (
        figure(islands, AreaShare(id="x", actor="company", day=islands.end, places=("the-ring",))).value == 0
    )


def test_the_mean_width_is_less_than_the_farthest_where_the_strip_ends_before_its_road(
    islands: Dataset,
) -> None:
    """The road is longer than the strip, so that the mean is taken over more road than there is strip."""
    mean, farthest = (figure(islands, CorridorWidth(id="x", width=width)).value for width in Width)
    assert mean < farthest


def test_a_check_of_no_known_kind_is_an_error(islands: Dataset) -> None:
    """A check that the engine does not know is not passed over."""
    with pytest.raises(TypeError, match="no figure is known for a Check"):
        figure(islands, Check(id="x"))


@pytest.mark.parametrize(
    ("unit", "value", "english", "russian"),
    [
        (Unit.DAYS, 44, "44", "44"),
        (Unit.SETTLEMENTS, 1234, "1,234", "1234"),
        (Unit.KM2, 11590.96, "11,591 km²", "11\xa0591\xa0км²"),
        (Unit.PERCENT, 13.38, "13.4%", "13,4\xa0%"),
        (Unit.KM, 4.638, "4.6 km", "4,6\xa0км"),
    ],
)
def test_figures_are_written_as_readers_write_them(
    unit: Unit, value: float, english: str, russian: str
) -> None:
    """A figure has the separators of the language, and as many digits as it can bear."""
    found = Figure(Check(id="x"), unit, value, None)
    assert (figure_in_words(found), figure_in_words(found, "ru").replace("\u202f", "\xa0")) in (
        (english, russian),
        (english, russian.replace("\xa0%", "%")),
    )


def test_dates_are_written_with_their_bounds(islands: Dataset) -> None:
    """The dates of several events are one list, a vague one from its first to its last day."""
    assert figure_in_words(_figure(islands, "autumn-dates", "dates")) == (
        "1–30 September 2020 and 8–11 October 2020"
    )
    assert figure_in_words(_figure(islands, "autumn-dates", "bare")) == "about 15 November 2020"


@pytest.mark.parametrize(
    ("relation", "tolerance", "dates", "said"),
    [
        ("at-most", 0, ["2020-10-20"], {
            "en": "20 October 2020 or earlier", "az": "20 oktyabr 2020 və ya daha əvvəl",
            "hy": "2020 թ. հոկտեմբերի 20 կամ ավելի վաղ", "ru": "20 октября 2020\u202fг. или раньше",
        }),
        ("at-least", 0, ["2020-10-20"], {
            "en": "20 October 2020 or later", "az": "20 oktyabr 2020 və ya daha gec",
            "hy": "2020 թ. հոկտեմբերի 20 կամ ավելի ուշ", "ru": "20 октября 2020\u202fг. или позже",
        }),
        ("at-most", 0, ["2020-10"], {"en": "31 October 2020 or earlier"}),
        ("at-least", 0, ["2020-10"], {"en": "1 October 2020 or later"}),
        ("about", 0, ["2020-10"], {"en": "1–31 October 2020"}),
        ("about", 1, ["2020-10-20"], {
            "en": "20 October 2020, give or take 1 day", "ru": "20 октября 2020\u202fг., ± 1\xa0день",
        }),
        ("at-most", 0, ["2020-10-20", "2020-10-20"], {"en": "20 October 2020 or earlier"}),
        ("at-most", 0, ["2020-10-20", "2020-10-21"], {
            "en": "20 October 2020 or earlier and 21 October 2020 or earlier",
        }),
    ],
)  # fmt: skip
def test_a_date_claimed_says_how_it_is_meant(
    relation: str, tolerance: float, dates: list[str], said: dict[str, str]
) -> None:
    """Beside our 17 October a claim of 20 October agrees if it means "or earlier", and so it says, in each language."""
    check = DatesOfEvents(
        id="x",
        events=("e",) * len(dates),
        expected_dates=tuple(map(parse_when, dates)),
        relation=Relation(relation),
        tolerance=tolerance,
    )
    assert {language: claimed_in_words(check, language) for language in said} == said


def test_texts_show_the_figures_in_their_places(islands: Dataset) -> None:
    """The reasoning has the figure instead of the id in braces, in each language; other braces stay."""
    found = answer(islands, _claim(islands, "road-a-year"))
    assert filled(found, found.claim.reasoning).endswith(
        "there are 365 days, both counted. {This} is no figure."
    )
    assert filled(found, found.claim.reasoning, "eo") == "365 tagoj."
    found = answer(islands, _claim(islands, "south-villages"))
    assert filled(found, found.claim.wording) == "The League took 5 villages."
    assert filled(found, None) == ""


def test_how_a_figure_comes_about_is_told(islands: Dataset) -> None:
    """Beside each figure stands what was counted, between which days, and the note of the file."""
    named, _ = _claim(islands, "south-villages").checks
    assert how(islands, named) == (
        "Settlements under Old Company on 1 December 2019 and under Quorra League on 15 June 2020. "
        "Only there: Southmark. Counted only if: village, held, recorded. The bridge of Tornabee is no village."
    )
    held, claimed = _claim(islands, "north-undisputed").checks
    assert how(islands, held) == how(islands, claimed) + (
        " What is claimed or contested counts for the last undisputed holder."
    )
    for claim in islands.claims:
        for check in claim.checks:
            assert re.fullmatch(r"[A-Z].*\.", how(islands, check))


def test_titles_in_a_row_have_the_mark_of_the_language(karabakh: Dataset) -> None:
    """Armenian has no semicolon: titles of events stand in a row with the stop that it has, in other languages with theirs."""
    dates = next(it for it in _claim(karabakh, "four-resolutions").checks if it.id == "dates")
    assert "on Aghdam; UN Security Council" in how(karabakh, dates)
    assert "Աղդամի մասին. ՄԱԿ-ի" in how(karabakh, dates, "hy")
    told = (how(karabakh, check, "hy") for claim in karabakh.claims for check in claim.checks)
    assert not [it for it in told if ";" in it]


def test_the_answer_agrees_if_all_its_figures_do(islands: Dataset) -> None:
    """An answer agrees if every figure that the claim gives is met, and says nothing if it gives none."""
    agreed = {found.claim.id: found.agrees for found in answers(islands)}
    assert agreed == {
        "road-a-year": True,
        "south-villages": False,
        "north-undisputed": False,
        "ring-fifth": True,
        "road-six-wide": False,
        "autumn-dates": True,
        "singing": None,
    }


@pytest.mark.parametrize(
    ("verdict", "consistent"),
    [
        (Verdict.SUPPORTED, {True, None}),
        (Verdict.CORRECTED, {True, False, None}),
        (Verdict.DISPUTED, {True, False, None}),
        (Verdict.UNSUPPORTED, {False, None}),
        (Verdict.OUTSIDE, {None}),
    ],
)
def test_a_verdict_may_not_contradict_its_figures(
    islands: Dataset, verdict: Verdict, consistent: set[bool | None]
) -> None:
    """Supported is not what misses its figure, nor unsupported what meets it, nor outside what was judged."""
    claim = replace(_claim(islands, "singing"), verdict=verdict)
    assert {agrees for agrees in (True, False, None) if Answer(claim, (), agrees).consistent} == consistent


def test_each_verdict_is_defined() -> None:
    """Readers can look up each word for a verdict."""
    assert set(VERDICTS) == set(VERDICT_MEANINGS) == set(Verdict)
    assert all(text.endswith(".") for text in VERDICT_MEANINGS.values())


def test_a_claim_keeps_all_that_its_file_says(islands: Dataset) -> None:
    """Work, date, statement, citations, and what to show on the map arrive as they were written."""
    claim = _claim(islands, "road-a-year")
    assert (claim.source, claim.when, claim.verdict) == ("gazette-2021", parse_when("2021-12"), "supported")
    assert claim.statement["eo"] == "La Gardo tenis la Malnovan Vojon 365 tagojn."
    assert [(c.source, c.stance, c.locator) for c in claim.citations] == [
        ("gazette-2021", "claims", None),
        ("watch-log", "confirms", "p. 3"),
    ]
    assert (claim.day, claim.places) == (dt.date(2020, 7, 1), ("old-road", "the-ring"))
    assert _claim(islands, "singing").checks == ()


def test_a_dataset_needs_no_claims(islands: Dataset) -> None:
    """Claims and tours may be left out: a dataset without them has none of either."""
    bare = replace(islands, claims=(), tours=())
    assert answers(bare) == ()
