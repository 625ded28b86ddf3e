"""What heads a picture: the event of its day, how long ago the last one was, or what passed between its days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from controlatlas.export.metadata import metadata_of
from controlatlas.language.captions import PictureKind, headline, kicker, other_events
from controlatlas.picture.compose import draw, picture, plan_of, words_of
from controlatlas.picture.size import PRESETS
from controlatlas.picture.spec import PictureSpec, shots_of, view_description
from controlatlas.records.model import Agreement

LANGUAGES = ("en", "az", "hy", "ru")


def head(dataset, day: str, earlier: str | None = None, language: str = "en", kind=PictureKind.DIFFERENCE):
    """The headline of a picture of the whole dataset: of one day, or of two."""
    if earlier is None:
        spec = PictureSpec(dt.date.fromisoformat(day), language=language)
    else:
        first = dt.date.fromisoformat(earlier)
        spec = PictureSpec(dt.date.fromisoformat(day), kind=kind, earlier=first, language=language)
    return headline(view_description(spec, dataset, None))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1992-05-18", "Lachin comes under the control of Armenian forces"),
        ("2016-04-05", "Fighting stops at noon on 5 April 2016"),
        ("2020-10-17", "Fuzuli"),
        ("2020-11-08", "Azerbaijan announces control of Shusha"),
        ("2020-11-10", "Trilateral statement"),
        ("2020-11-20", "Aghdam district"),
        ("2023-09-20", "Ceasefire at 13:00"),
        ("2024-05-24", "Four Gazakh villages"),
    ],
)
def test_the_weightiest_event_of_a_day_heads_its_picture(karabakh, day, said):
    """Of days of which everybody knows what happened, the headline says it."""
    assert said in head(karabakh, day)


def test_an_event_that_leads_comes_before_heavier_ones(two_islands):
    """Of two events of 4 April 2020, the one that is marked heads the day."""
    day = dt.date(2020, 4, 4)
    of_day = [event for event in two_islands.events if event.when.text == day.isoformat()]
    assert len(of_day) == 2
    for one in of_day:
        events = tuple(replace(event, lead=event is one) for event in two_islands.events)
        dataset = replace(two_islands, events=events)
        assert headline(view_description(PictureSpec(day), dataset, None)) == one.title["en"].rstrip(".")


def test_days_without_change_are_headed_differently(karabakh):
    """Two days after each other on which nothing changes do not have one headline, in war or peace."""
    assert head(karabakh, "2020-10-07") != head(karabakh, "2020-10-08")
    assert head(karabakh, "2017-03-01") != head(karabakh, "2017-03-02")
    assert head(karabakh, "2016-09-01").startswith("149 days since the last change")


OUTSIDE = {"en": "outside the map", "az": "xəritədən kənar", "hy": "քարտեզից դուրս", "ru": "вне карты"}
GAZAKH = {
    "en": "Four Gazakh villages",
    "az": "Qazaxın dörd kəndi",
    "hy": "Ղազախի չորս գյուղ",
    "ru": "Четыре села",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_whose_changes_lie_outside_the_map_is_not_said_to_be_without(karabakh, language):
    """On 24 May 2024 four villages of Gazakh passed, outside the view of the whole: headline and all words say so, with its works."""
    spec = PictureSpec(dt.date(2024, 5, 24), language=language)
    about = metadata_of(karabakh, spec, "png")
    for words in (about.title, about.caption, about.alt):
        assert GAZAKH[language] in words
        assert OUTSIDE[language] in words
    assert "37" not in about.title
    drawn = picture(karabakh, spec)
    said = " ".join(run.text for layer, run in drawn.texts() if layer.id == "legend")
    assert OUTSIDE[language] in said
    works = " ".join(run.text for layer, run in drawn.texts() if layer.id == "sources")
    assert "[1] Trend News Agency" in works
    assert "4 liberated" in works


def test_a_frame_of_a_clip_says_that_what_happens_lies_outside_it(karabakh):
    """The picture of 24 May 2024 in a clip of that week."""
    spec = PictureSpec(dt.date(2024, 5, 27), kind=PictureKind.CLIP, earlier=dt.date(2024, 5, 21))
    taken = shots_of(spec, karabakh)
    shot = next(it for it in taken if it.day == dt.date(2024, 5, 24))
    (layer,) = (it for it in draw(plan_of(karabakh, spec, taken), shot).layers if it.id == "date")
    said = " ".join(it.text for it in layer.items)
    assert "Four Gazakh" in said
    assert "(outside the map)" in said


def test_what_changes_beside_a_group_on_its_map_heads_the_day(karabakh):
    """On 20 November 2020 Aghdam passed: the map of Shusha district shows a corner of it, and nothing of the district changed."""
    spec = PictureSpec(dt.date(2020, 11, 20), extent="district-shusha")
    words = words_of(karabakh, spec)
    assert (len(words.view.changes), len(words.view.beside)) == (0, 1)
    assert headline(words) == "Azerbaijani units enter Aghdam district under the statement"
    assert "97 of 98 changed places lie outside the map" in metadata_of(karabakh, spec, "png").caption


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_of_a_war_is_counted_from_its_first(karabakh, two_islands, language):
    """27 September 2020 was the first day, so 8 October is the twelfth; without a war in the dataset no war is spoken of."""
    text = head(karabakh, "2020-10-08", language=language)
    assert "12" in text
    assert "2020" in text
    assert "war" not in head(replace(karabakh, wars=()), "2020-10-08")
    assert head(two_islands, "2020-03-05").startswith("Spring war, day 6: ")


def test_a_difference_says_who_gained_how_much_and_how(karabakh):
    """Between the eve of the war and the last handover Azerbaijan gained land in fighting and without."""
    text = head(karabakh, "2020-12-01", "2020-09-26").replace("\u00a0", " ")
    assert text.startswith("Azerbaijan gained 4,1")
    assert "in fighting and 4,1" in text
    assert text.endswith("without fighting")
    assert head(karabakh, "2024-05-24", "2024-05-23").startswith("Four Gazakh villages")


def test_land_that_is_mostly_contested_is_no_gain(karabakh):
    """From 18 September to 1 October 2023 most of what changed was contested: the event heads it, and no sum."""
    assert "gained" not in head(karabakh, "2023-10-01", "2023-09-18")


def test_a_picture_says_place_and_day_above_its_headline_and_other_events_below(karabakh):
    """The words stand in this order, and a title of one's own takes the place of the headline and the events."""
    spec = PictureSpec(dt.date(2020, 11, 10))
    what = view_description(spec, karabakh, None)
    place, day = kicker(what)
    layer = next(layer for layer in picture(karabakh, spec).layers if layer.id == "legend")
    text = " ".join(it.text for it in layer.items if hasattr(it, "text"))
    order = [place, day, headline(what), *other_events(what)]
    assert [text.index(it) for it in order] == sorted(text.index(it) for it in order)
    own = picture(karabakh, replace(spec, title="Mine"))
    words = " ".join(it.text for _, it in own.texts())
    assert "Mine" in words
    assert day in words
    assert "Trilateral" not in words


def test_a_small_picture_has_a_short_disclaimer_if_the_dataset_has_one(karabakh):
    """On a narrow picture the words of the dataset for it stand at the foot; without them, its first sentence."""
    spec = PictureSpec(dt.date(2020, 11, 10), size=PRESETS["phone"])
    assert karabakh.short_disclaimer["en"] in " ".join(it.text for _, it in picture(karabakh, spec).texts())
    without = replace(karabakh, short_disclaimer=None)
    assert "Colours show who reportedly" in " ".join(it.text for _, it in picture(without, spec).texts())


def test_the_legend_names_an_agreement_only_if_all_land_passed_under_it(karabakh):
    """The handovers of 2020 were under one statement; with one of them under none it is not named."""

    def legend(dataset):
        first = dt.date(2020, 11, 10)
        spec = PictureSpec(dt.date(2020, 12, 1), kind=PictureKind.DIFFERENCE, earlier=first)
        return " ".join(it.text for _, it in picture(dataset, spec).texts())

    assert "under: statement of 10 November 2020" in legend(karabakh)
    (whole,) = karabakh.agreements
    part = Agreement(whole.id, whole.names, tuple(it for it in whole.events if "kalbajar" not in it))
    assert "without fighting" in legend(replace(karabakh, agreements=(part,)))


def test_a_clip_holds_a_day_of_change_and_says_what_happens(karabakh):
    """A day of change stays at least a second and a half, with its headline on the picture."""
    spec = PictureSpec(dt.date(2020, 11, 9), kind=PictureKind.CLIP, earlier=dt.date(2020, 11, 6))
    taken = shots_of(spec, karabakh)
    shot = next(it for it in taken if it.day == dt.date(2020, 11, 8))
    assert shot.seconds >= 1.5
    plan = plan_of(karabakh, spec, taken)
    (layer,) = (layer for layer in draw(plan, shot).layers if layer.id == "date")
    assert "Azerbaijan announces control of Shusha" in " ".join(it.text for it in layer.items)
