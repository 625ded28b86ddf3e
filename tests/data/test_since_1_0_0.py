"""What version 1.1.0 of the data changed on the map: each difference to 1.0.0 is on a list, with its reason.

``control_1_0_0.txt`` is frozen: a line for each history of control (first days, controllers, standings) that places had
in 1.0.0, and under it these places. Histories are compared whole, so that every day of change counts.
"""

from __future__ import annotations

import pathlib

import pytest

from controlatlas.history.timeline import control_periods

FROZEN = pathlib.Path(__file__).with_name("control_1_0_0.txt")
SHORT = {
    "azerbaijan": "AZ",
    "armenian-forces": "AR",
    "russian-peacekeepers": "RU",
    "soviet-authorities": "SO",
}

DIFFERENT: dict[str, str] = {
    "of the Kalbajar district, attacked in April 1992, without a word on them after November 2020": """
        agdaban cayqovusan""",
    "Azerbaijani-inhabited, cut off, without a dated change of hands in December 1991": """
        aghnaberd cell-aghnaberd charektar imaret-qervend kemerli""",
    "attacked on 8 May 1992 with Shusha": """
        kosalar-khojaly cavadlar canhesen baskend-khojaly jalobakend""",
    "entered twice in January 1992": "xramort",
    "dated by an Armenian chronicle before the fall of Aghdam": """
        cuxurmehle xidirli-aghdam ehmedavar ughtasar cell-ughtasar qurdlar nor-maragha cell-nor-maragha talislar
        maqsudlu ternoyut qasimli qaradagli-aghdam-2 poladli-aghdam""",
    "left by the peacekeepers on 10 April 2024, by one side": "dadivank",
    "gained on the word of the gaining side alone: claimed until something else bears it out (Maraga, April 1992)": """
        maraga cell-maraga cell-tartar-02 armenavan hesenqaya nerk-in-chaylu qapanli-tartar-2 qaradagli-tartar
        qiziloba-tartar""",
    "the same (Berdadzor villages, 17 to 18 May 1992)": """
        hin-shen mets-shen yeghtsahogh cell-hin-shen cell-mets-shen cell-yeghtsahogh""",
    "the same (Tartar valley, February to June 1993)": """
        agqaya andzavner arutunaqomer axperkan bazarkend cell-drmbon cell-kalbajar-02 ch-ap-ar chrag
        cormanli damgali devedasi dovsanli drmbon gandzasar heyat khorastan khungut-ala kolatag
        mardakert-kalbajar-road mtnadzor narinclar ojakh qazarki-qomer qozlu-kalbajar qozlukorpu sahmansurlu sarsang
        tezekend-kalbajar tkhkot vachan vengli yayici yuxari-oratag zardaxac""",
    "with its village, which has days of its own": "cell-mehmana",
    "the same (Haterk, February to June 1993)": "hesenriz cell-hesenriz",
    "only encyclopedias date it: claimed until Mardakert passed": "chayli cell-chayli maralyansarov-aghdara",
    "only encyclopedias date it: contested until the line of 1994": "abdal vazgenashen cell-abdal cell-vazgenashen",
    "announced by one side, with its village, until the list of 21 November 2020": """
        binederesi cell-aghjakand cell-akaku cell-arakul cell-azykh cell-boyuk-taghlar cell-bulutan cell-bunyadli
        cell-chanagchi cell-chiraguz cell-damirchilar cell-dashalti cell-domi cell-dudukchu cell-edisha cell-garabulag
        cell-gunashli cell-kamartuk cell-madatkand cell-moshkhmaat cell-shahar cell-sighnag cell-sugovushan cell-susanlig
        cell-taghaser cell-talish cell-togh cell-tsakuri cell-zardanashen cell-zoghalbulag kakhrylyar kazh kokva-kolel
        tukhnakal ucbulaq""",
    "the day of the lists, not the two years between them and an encyclopedia": """
        yukhari-askipara cell-yukhari-askipara""",
    "dated by the side that no longer had it, denied by nobody; an encyclopedia's other date counts as none": "karki cell-karki",
}
"""Why the control history of places differs from that of 1.0.0: the reason, and the places."""

GONE: dict[str, str] = {
    "only 6.5 km2 of four villages changed hands, and no source outlines them": """
        cell-ashaghi-askipara cell-baghanis-ayrum cell-gizilhajili cell-kheyrimli""",
    "parts of exclaves, which are one area each": "cell-artsvashen-01 cell-gazakh-02 cell-sofulu-gazakh",
}
"""Places of 1.0.0 that are no places any more: the reason, and the places."""

NEW: dict[str, str] = {
    "villages of the Shahumyan district": "gulistan-goranboy cell-gulistan-goranboy verinshen",
    "the land of villages that have dates now": """
        cell-agdaban cell-baskend-khojaly cell-canhesen cell-cavadlar cell-cayqovusan cell-charektar cell-cuxurmehle
        cell-ehmedavar cell-imaret-qervend cell-jalobakend cell-kemerli cell-kosalar-khojaly cell-maqsudlu
        cell-poladli-aghdam cell-qaradagli-aghdam-2 cell-qasimli cell-qurdlar cell-talislar cell-ternoyut
        cell-xidirli-aghdam cell-xramort""",
}
"""Places that 1.0.0 did not have."""


def before() -> dict[str, str]:
    """The history of each place in 1.0.0, as one line."""
    lines = FROZEN.read_text(encoding="utf-8").splitlines()
    return {
        place: line for line, places in zip(lines[::2], lines[1::2], strict=True) for place in places.split()
    }


@pytest.fixture(scope="module")
def now(karabakh) -> dict[str, str]:
    """The history of each place today, in the same form."""
    found = {}
    for place, periods in control_periods(karabakh).items():
        steps: list[str] = []
        for period in periods:
            state = f"{SHORT[period.actor]}.{period.standing.value[:2]}"
            if not steps or not steps[-1].endswith(f"={state}"):
                steps.append(f"{period.start}={state}")
        found[place] = " ".join(steps)
    return found


def listed(table: dict[str, str]) -> set[str]:
    """All places of a list of reasons, none twice."""
    places = [place for some in table.values() for place in some.split()]
    assert len(places) == len(set(places))
    return set(places)


def test_only_what_is_listed_has_another_history(now):
    """A place whose history differs from that of 1.0.0 is on the list, and what is on the list differs."""
    old = before()
    differ = {place for place in old.keys() & now.keys() if old[place] != now[place]}
    surplus = [f"{it}\n  1.0.0 {old[it]}\n  now   {now[it]}" for it in sorted(differ - listed(DIFFERENT))]
    assert not surplus, "not listed:\n" + "\n".join(surplus)
    assert listed(DIFFERENT) - differ == set(), "as in 1.0.0"


def test_places_that_came_and_went_are_listed(now):
    """No place appears or disappears without being on a list."""
    old = before()
    assert now.keys() - old.keys() == listed(NEW)
    assert old.keys() - now.keys() == listed(GONE)
