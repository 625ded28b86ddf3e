"""What the works behind the Karabakh dataset do for its events, written down from the research and from the works."""

from __future__ import annotations

import collections
import re

import pytest

from controlatlas.evidence.weigh import SUPPORT, voices
from controlatlas.records.model import Stance, Standing, say

TOWNS_OF_2020 = [
    "2020-10-03-sugovushan",
    "2020-10-04-jabrayil",
    "2020-10-09-hadrut",
    "2020-10-17-fuzuli",
    "2020-10-20-zangilan",
    "2020-10-21-minjivan",
    "2020-10-22-aghband",
    "2020-10-25-qubadli",
    "2020-11-08-shusha",
]
"""Announced by the Azerbaijani president, stated by nobody else on the day."""

STANCES = """
# the announcements, and who contradicted them
2020-10-03-sugovushan            azernews-20211003       claims
2020-10-03-sugovushan            newsam-mataghis         denies
2020-10-04-jabrayil              azertag-20201004        claims
2020-10-04-jabrayil              sputnikbr-20201004      reports
2020-10-09-hadrut                news24az-20201009       claims
2020-10-09-hadrut                armenpress-1031038      denies
2020-10-09-hadrut-contradicted   armradio-2020-10-09     denies
2020-10-17-fuzuli                iravaban-fizuli-2020    denies
2020-10-20-zangilan              azernews-171087         reports
2020-10-22-aghband               armenpress-1032467      denies
2020-11-08-shusha                azertag-1636823         claims
2020-11-09-shusha-confirmed      ap-wtop-2020-11-09      confirms
2020-11-09-shusha-confirmed      reuters-20201109        reports
2020-11-09-shusha-confirmed      civilnet-470706         denies
2020-11-09-shusha-confirmed      sputnikbr-1109          reports
2020-09-27-villages              arka-2020-09-30         denies
2020-09-27-murovdag              hyetert-2020-09-27      denies
2020-09-27-murovdag              gazeta-20200927         reports
2023-06-15-corridor-closed       newsaz-2023-06-24       denies
1989-12-01-unification-act       mountainous-1989-12-06  denies
# the Armenian side on places that it no longer held
2020-10-03-sugovushan            armenews-list121        confirms
2020-10-26-qubadli-confirmed     armenews-70779          confirms
2020-11-10-acknowledgement       mirror-2020-11-10       confirms
2020-12-14-hin-tagher-held       newsam-2020-12-14       confirms
# 2022 and 2023
2022-03-24-farrukh-capture       artsakhpress-2022-03-25 confirms
2022-03-27-farrukh-contested     pravda-2022-03          claims
2022-03-27-farrukh-contested     newsaz-2022-03-27       denies
2022-08-03-girkhgiz-saribaba     azernews-2022-08-12     claims
2022-08-03-girkhgiz-saribaba     infocom-2022-08-04      reports
2022-08-06-buzlug                azernews-2022-08-12     claims
2022-12-12-lachin-blockade       eurasianet-2023-05-01   reports
2023-02-22-icj-order             cs-2023-02-22           reports
2023-03-25-height-2054           tass-2023-03-25         reports
2023-09-20-ceasefire             armradio-2023-09-23     denies
2023-10-02-whole-area            armradio-2023-09-23     reports
"""

OTHER_DATES = """
1990-01-19-karki                 1990-01-18  1992-05
1991-12-28-kerkijahan            1992-01-19  1992-01-22
1992-01-09-akhullu               1991-11-12
1992-02-11-malibeyli-gushchular  1992-02-10  1992-02-21
1992-05-08-shusha                1992-05-09
1992-05-09-shusha                1992-05-08
1992-05-18-lachin                1992-05-17
1992-06-08-yukhari-askipara      1990-08-19
1992-08-08-artsvashen            1992-08-09  1992-08-06/1992-08-08
1993-04-02-kalbajar              1993-04-03
1993-04-03-kalbajar              1993-04-02
1993-04-05-kalbajar-district     1993-04-02
1993-06-27-mardakert-arm         1993-07-07
1993-07-23-aghdam                1993-07-24
1993-08-18-jabrayil              1993-08-23  1993-08-26
1993-08-22-fuzuli                1993-08-23
1993-08-31-qubadli               1993-08-31/1993-09-04
1993-09-04-horadiz               1993-09-27  1993-10-16/1993-10-28
1993-10-28-zangilan              1993-10-29
1994-04-talish                   1994-04-09
2020-09-27-villages              2020-09-27  2020-10-03
2020-10-03-villages              2020-09-27  2020-11-21
2020-10-04-jabrayil              2020-10-30  2020-11-10
2020-10-09-hadrut                2020-10-10  2020-10-15  2020-11-10
2020-10-17-fuzuli                2020-11-10
2020-10-20-zangilan              2020-10-30  2020-11-10
2020-10-25-qubadli               2020-10-26
2020-11-08-shusha                2020-11-07  2020-11-09
2020-11-10-trilateral-statement  2020-11-09
2020-12-12-hin-tagher            2020-12-11  2020-12-13
2022-03-27-farrukh-contested     2022-03-28
2022-08-26-lachin-town           2022-08-25
2023-10-02-whole-area            2023-09-20  2023-10-15
2023-10-15-flag-khankendi        2023-09-20
"""

INFORMATION_OPERATIONS = [
    ("2020-07-21-dfrlab-hashtags", "2020-07-21"),
    ("2020-09-24-facebook-russian-networks", "2020-09-24"),
    ("2020-10-facebook-yap-network", "2020-10"),
    ("2020-10-07-aspi-snapshot", "2020-10-07"),
    ("2021-02-23-twitter-disclosure", "2021-02-23"),
    ("2021-06-google-azerbaijan-network", "2021-06"),
    ("2022-google-azerbaijan", "2022"),
    ("2022-04-meta-azerbaijan-hybrid", "2022-04"),
    ("2023-11-13-viginum", "2023-11-13"),
    ("2024-google-14000", "2024"),
    ("2024-05-17-viginum-new-caledonia", "2024-05-17"),
    ("2024-meta-ima-digital", "2024-08-15"),
    ("2024-12-02-viginum-baku-initiative", "2024-12-02"),
]


def rows(table: str) -> list[list[str]]:
    """The rows of a table, comments left out."""
    return [line.split() for line in table.strip().splitlines() if not line.startswith("#")]


def stance_of(dataset, event, source):
    """What a source does for an event."""
    (found,) = (item.stance for item in dataset.event[event].citations if item.source == source)
    return found


@pytest.mark.parametrize(("event", "source", "stance"), rows(STANCES), ids=lambda part: part)
def test_a_work_does_for_an_event_what_it_says(karabakh, event, source, stance):
    """Who announces claims, who contradicts denies, who concedes confirms, and who relays reports."""
    assert stance_of(karabakh, event, source) is Stance(stance)


def test_a_denial_is_cited_from_the_side_that_made_it(karabakh):
    """Works of third sides relay what Baku, Yerevan or Stepanakert deny: they report it, and the denial is not theirs."""
    sides = {
        karabakh.sources[item.source].side
        for event in karabakh.events
        for item in event.citations
        if item.stance is Stance.DENIES
    }
    assert sides == {"azerbaijani", "armenian"}
    assert karabakh.sources["mountainous-1989-12-06"].side == "azerbaijani", "an act of the Azerbaijan SSR"


CONTEXT = {
    ("1992-08-24-gulatagh", "yerkir-1992-08-22"): "tells of fighting only",
    ("1992-08-31-mehmana", "yerkir-1992-08-22"): "tells of fighting only",
    ("1993-07-11-aghdam-villages", "azfreespeech-abdal"): "where a village lies",
    ("1993-08-22-fuzuli", "report-fuzuli-2015"): "gives the next day, from which it is held",
    ("2020-10-03-sugovushan", "armenews-list121"): "a list of November, from which it is held",
    ("2020-10-03-villages", "regionalpost-44"): "records the announcement",
    ("2020-10-04-villages", "regionalpost-44"): "records the announcement",
    ("2020-10-09-villages", "fip-hadrut"): "names no village",
    ("2020-11-04-villages", "milam-8648"): "tells of the front elsewhere",
    ("2022-08-03-girkhgiz-saribaba", "infocom-2022-08-04"): "a Russian bulletin: the line was not crossed",
    ("2022-08-06-buzlug", "infocom-2022-08-04"): "an earlier day",
    ("2022-08-06-buzlug", "russia-artsakh-10703"): "one site without a source",
}
"""Works of the side that no longer had a place, cited for a change that is claimed: why they do not make it held."""


def test_the_word_of_the_side_that_no_longer_had_a_place_is_enough(karabakh):
    """Where that side says so and nobody denies it a change is held, whoever gained; else its work says something less."""
    found = set()
    for event in karabakh.events:
        for change in event.changes:
            if change.standing is Standing.CLAIMED and change.from_ not in (change.to, "none"):
                found |= {
                    (event.id, item.source)
                    for item in event.citations
                    if karabakh.sources[item.source].side == karabakh.actors[change.from_].side
                    and item.stance is not Stance.DENIES
                }
    assert found == CONTEXT.keys()


@pytest.mark.parametrize("row", rows(OTHER_DATES), ids=lambda row: row[0])
def test_other_dates_stand_beside_the_one_used(karabakh, row):
    """A date on which the sources disagree has the other dates, each with its sources, and the reason in words."""
    event = karabakh.event[row[0]]
    others = {other.date: other.sources for other in event.alternatives}
    for date in row[1:]:
        assert others.get(date), f"no source for {date}"
    assert event.dispute or event.summary


@pytest.mark.parametrize("key", TOWNS_OF_2020)
def test_a_town_announced_in_2020_is_claimed_by_one_side(karabakh, key):
    """The announcement of a town is a claim, says so, and is cited from the claimant and from somebody else."""
    event = karabakh.event[key]
    assert {change.standing for change in event.changes if change.to == "azerbaijan"} == {Standing.CLAIMED}
    assert "Only Azerbaijan" in say(event.one_sided)
    sides = {karabakh.sources[item.source].side for item in event.citations}
    assert "azerbaijani" in sides
    assert sides - {"azerbaijani", "turkish", "reference"}


def test_a_disputed_date_has_its_other_dates(karabakh):
    """An event marked as disputed in date says on what the sources disagree and gives another date with sources."""
    for event in karabakh.events:
        if "date-disputed" in event.tags:
            assert event.dispute, event.id
            assert any(other.date and other.sources for other in event.alternatives), event.id


def test_a_vague_date_of_a_change_is_explained(karabakh):
    """Where a change of control has no single day, the event says why, or gives the dates of its sources."""
    for event in karabakh.events:
        if event.changes and event.when.vague:
            assert event.dispute or event.alternatives or event.one_sided, event.id


def test_what_is_said_of_the_map_is_true(karabakh):
    """Where an event says that something is shown as contested from its day on, one of its changes makes it so."""
    for event in karabakh.events:
        if "shown as contested" in say(event.dispute) and event.changes:
            assert Standing.CONTESTED in {change.standing for change in event.changes}, event.id


GAINS_OF_ONE_SIDE = {
    ("azerbaijan", "held"): 2,
    ("azerbaijan", "claimed"): 38,
    ("azerbaijan", "contested"): 3,
    ("armenian-forces", "held"): 16,
    ("armenian-forces", "claimed"): 13,
    ("armenian-forces", "contested"): 1,
}
"""Changes of control that say that they rest on one side, by who gains and by standing.

By one rule: those held rest on the word of the side that no longer had the place, or on observers without a day; those
claimed on the word of the side that gained it (most of them announcements of autumn 2020). See geodata/README.md.
"""


def test_one_rule_of_standing_holds_for_both_sides(karabakh):
    """Gains that rest on one side are held where the other side says so, claimed where only the gaining one does."""
    found = collections.Counter(
        (change.to, change.standing.value)
        for event in karabakh.events
        for change in event.changes
        if event.one_sided and change.from_ not in (change.to, "none")
    )
    for (actor, standing), changes in sorted(found.items()):
        print(f"one-sided gains: {actor:16} {standing:10} {changes:3}")  # noqa: T201, the balance, with pytest -rP
    assert dict(found) == GAINS_OF_ONE_SIDE
    for event in karabakh.events:
        heard = voices(karabakh, event, SUPPORT)
        for change in event.changes:
            if change.from_ not in (change.to, "none") and change.standing is Standing.HELD:
                assert heard - {karabakh.actors[change.to].side}, event.id


def test_titles_take_no_side(karabakh):
    """No title speaks of losing, liberating or occupying, and none lets a side deny or concede a loss."""
    loaded = re.compile(
        r"\b(loss|lost|los(es|ing)|liberat\w*|occup\w*|surrender\w*|confirms|denies)\b", re.IGNORECASE
    )
    allowed = {
        "2024-04-17-peacekeepers-start",  # Moscow confirms that its own peacekeepers leave
    }
    found = [event.id for event in karabakh.events if loaded.search(say(event.title))]
    assert set(found) <= allowed


def texts(event):
    """All that the dataset says of an event in its own words."""
    yield from (event.title, event.summary, event.dispute, event.one_sided)
    yield from (item.supports for item in event.citations)
    yield from (other.text for other in event.alternatives)


def test_a_name_has_one_spelling_in_our_words(karabakh):
    """Forms of other works, such as Martakert or Goradiz, stand in titles of works and not in what we say of them."""
    others = re.compile(
        r"\b(Agdam|Araks|Araz|Asgaran|Ashagi|Chaylu|Erkej|Garakhanbeyli|Goradiz|Gubadli|Karadagli|Kubatli|Martakert"
        r"|Muganli|Parukh|Verishen|Zangelan)\b"
    )
    for event in karabakh.events:
        for text in texts(event):
            assert not others.search(say(text)), (event.id, say(text))


def test_own_words_are_neutral(karabakh):
    """Nothing is liberated or retaken in our words; "occupied" stands only in quotation or as what a text calls it."""
    partisan = re.compile(
        r"\b(liberat\w*|retak\w*|retook|regain\w*|den(y|ies|ied) (the|any) loss\w*)\b", re.IGNORECASE
    )
    quoted = re.compile(r'"[^"]*"|what (it|the text) calls[^.,]*', re.IGNORECASE)
    occupied = re.compile(r"\boccup(y|ied|ation|ying)\b", re.IGNORECASE)
    for event in karabakh.events:
        for text in texts(event):
            assert not partisan.search(say(text)), event.id
            assert not occupied.search(quoted.sub("", say(text))), event.id


def test_each_control_change_rests_on_a_work_that_was_read(karabakh):
    """No change of control rests only on works that are known through somebody else."""
    for event in karabakh.events:
        read = {(karabakh.sources[item.source].csl["custom"].get("read")) for item in event.citations}
        assert not event.changes or read - {"not read", None}, event.id


def test_all_known_information_operations_are_events(karabakh):
    """Removals and attributions of 2020 to 2024, to actors of each side, are there in order, and change no control."""
    found = [event for event in karabakh.events if event.kind == "information-operation"]
    assert [(event.id, event.when.text) for event in found] == INFORMATION_OPERATIONS
    assert not any(event.changes for event in found)
    assert all(event.dispute for event in found), "each says whose attribution it is"


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("2021-02-23-twitter-disclosure", "government of Armenia"),
        ("2020-10-facebook-yap-network", "New Azerbaijan Party"),
        ("2022-04-meta-azerbaijan-hybrid", "Azerbaijan's Interior Ministry"),
        ("2020-09-24-facebook-russian-networks", "Russian"),
        ("2024-meta-ima-digital", "Russian"),
    ],
)
def test_an_information_operation_names_the_actor_and_the_accuser(karabakh, event, words):
    """The title says who attributes what to whom; each side of the conflict and Russia are among those named."""
    title = say(karabakh.event[event].title)
    assert words in title
    assert title.split()[0] in {"Twitter", "Facebook", "Meta"}


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("un-s-res-822", "https://undocs.org/S/RES/822(1993)"),
        ("un-s-res-853", "https://undocs.org/S/RES/853(1993)"),
        ("un-s-res-874", "https://undocs.org/S/RES/874(1993)"),
        ("un-s-res-884", "https://undocs.org/S/RES/884(1993)"),
        ("un-a-res-62-243", "https://undocs.org/A/RES/62/243"),
        ("ap-1989-11-30", "https://www.apnews.com/79a2b8bb098eb999ea4f188066253d90"),
        ("azertag-1636823", "https://azertag.az/en/xeber/1636823"),
    ],
)
def test_primary_sources_have_the_address_of_their_publisher(karabakh, source, url):
    """Resolutions, agency reports and addresses of presidents are linked where their publisher keeps them."""
    assert karabakh.sources[source].url == url


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "Stepanakert (Khankendi", "Khankendi (Stepanakert"),
        ("hy", "(Խանքենդի", "(Խանքենդի"),
        ("ru", "(Ханкенди)", "(Ханкенди)"),
        ("az", "(Stepanakert", "(Stepanakert"),
    ],
)
def test_the_form_of_a_name_follows_the_day_and_not_the_actor(karabakh, language, before, after):
    """Stepanakert, or Khankendi, has both names in each title and summary; in English the order turns on 2 October 2023."""
    names = {"en": "Stepanakert|Khankendi", "hy": "Ստեփանակերտ|Խանքենդի", "ru": "Степанакерт|Ханкенди"}
    for event in karabakh.events:
        form = after if event.when.earliest.isoformat() >= "2023-10-02" else before
        for text in (event.title[language], event.summary[language]):
            assert not re.search(names.get(language, "Xankənd"), text) or form in text, (event.id, text)


FLIGHTS = {
    "1992-02-26-khojaly": "613",
    "1992-04-10-maraga-az": "45",
    "1992-05-09-shusha": "19,000",
    "1992-05-18-lachin": "65,000",
    "1992-06-13-shahumyan": "17,000",
    "1993-04-05-kalbajar-district": "53,340",
    "1993-07-23-aghdam": "143,000",
    "1993-08-23-fuzuli": "116,000",
    "1993-08-26-jabrayil": "150,000",
    "1993-09-04-qubadli": "30,000",
    "1993-10-29-zangilan": "45,000",
    "1993-displacement-districts": "250,000",
    "1992-04-08-aghdaban": "67",
    "1988-11-mutual-flight": "186,000",
    "1990-01-19-karki": "347",
    "1992-08-08-artsvashen": "2,730",
    "2020-09-27-strikes-on-towns": "42,000",
    "2023-09-24-depopulation": "100,617",
    "2023-09-casualties": "223",
}
"""Events about people who were killed or driven out: a figure that the summary gives."""


@pytest.mark.parametrize("key", FLIGHTS)
def test_people_of_both_sides_are_counted_and_spoken_of_alike(karabakh, key):
    """Killed and displaced of both sides stand in the summary with figures; where people went, by the same words."""
    summary = say(karabakh.event[key].summary)
    assert FLIGHTS[key] in summary
    others = summary.replace("driven out or fled", "")
    assert not re.search(r"\b(population|inhabitants|the rest)\b[^.;]* (left|fled)\b", others)
