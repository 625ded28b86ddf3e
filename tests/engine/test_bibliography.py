"""References as an editor expects them: written by hand here, by the rules of each style, and read back by other programs."""

from __future__ import annotations

import json

import pytest

from controlatlas.evidence.bibliography import (
    as_bibtex,
    as_csl_json,
    as_ris,
    cite_dataset_in,
    reference,
    references,
)

APA = {
    "almanac": "Plepper & Daughters. (1904). The Islanders' Almanac & Gazetteer, 41st edition.",
    "herald": "Ootle, B. (2020, March 1). League denies loss of cape. Quorra Herald. https://herald.example/denial",
    "watch-log": "Harbour Watch. (2020). Log of the Harbour Watch. http://watch.example/log.pdf",
    "wire-2021": "Ocean Wire. (n.d.). Timeline: two islands, two years. https://wire.example/timeline",
}
CHICAGO = {
    # not an English work: its title keeps its letters
    "herald": "Ootle, Bim. 2020. “League denies loss of cape.” Quorra Herald, March 1. https://herald.example/denial.",
    "gazette-2021": "Plim Gazette. 2021. “A Year of Handovers,” December. https://gazette.example/2021/12/review.",
    "watch-log": "Harbour Watch. 2020. Log of the Harbour Watch. http://watch.example/log.pdf.",
    "wire-2021": "Ocean Wire. n.d. “Timeline: Two Islands, Two Years.” https://wire.example/timeline.",
}


@pytest.mark.parametrize("key", APA)
def test_apa(two_islands, key):
    """Author, date in brackets, title, container, address: the order of APA's seventh edition."""
    assert reference(two_islands, key, "apa") == APA[key]


@pytest.mark.parametrize("key", CHICAGO)
def test_chicago(two_islands, key):
    """Author, year, title in quotes with the stop inside, day, address: Chicago's author-date style."""
    assert reference(two_islands, key, "chicago") == CHICAGO[key]


def test_several_references_stand_in_the_order_of_the_alphabet(two_islands):
    """A reference to a line, by the first letter, whatever order was asked."""
    lines = references(two_islands, ["wire-2021", "watch-log", "herald"], "apa").splitlines()
    assert lines == [APA["watch-log"], APA["wire-2021"], APA["herald"]]


@pytest.mark.parametrize("style", ["apa", "chicago"])
def test_no_reference_of_the_shipped_works_has_holes(karabakh, style):
    """No doubled stop, empty label, doubled blank or title said twice in a sample of every kind of work."""
    kinds = {}
    for source in karabakh.sources.values():
        kinds.setdefault((source.csl["type"], bool(source.issued), bool(source.csl.get("author"))), source)
    assert len(kinds) > 10
    for source in kinds.values():
        text = reference(karabakh, source.id, style).replace(" ...", "…")
        holes = [hole for hole in ("  ", " .", " ,", ",,", "()", "“”", "None", "{", " In .") if hole in text]
        assert not holes, (source.id, text)
        assert ".." not in text, (source.id, text)
        assert text.casefold().count(source.title.casefold().replace(" ...", "…")) <= 1, text


def test_csl_json_is_the_record_itself(two_islands):
    """What Zotero opens is the record of the file, with the side of the source."""
    (item,) = json.loads(as_csl_json([two_islands.sources["gazette"]]))
    assert item["title"] == 'Cape "Quizz" is ours, says <b>ministry</b>'
    assert item["issued"] == {"date-parts": [[2020, 2, 29]]}
    assert item["custom"]["side"] == "plimmish"


def test_bibtex_is_read_back(two_islands):
    """Pybtex's own reader finds every work again, with person, day and address; a body is not split into names."""
    from pybtex.database import parse_string

    found = parse_string(as_bibtex(two_islands.sources.values()), "bibtex").entries
    assert list(found) == list(two_islands.sources)
    herald = found["herald"]
    assert herald.type == "article"
    assert [person.last_names for person in herald.persons["author"]] == [["Ootle"]]
    assert herald.fields["journal"] == "Quorra Herald"
    assert [herald.fields[name] for name in ("year", "month", "day")] == ["2020", "3", "1"]
    assert herald.fields["url"] == "https://herald.example/denial"
    assert "archive.example" in found["gazette"].fields["note"]
    assert "year" not in found["radio-zabluq"].fields
    assert found["radio-zabluq"].fields["title"].strip("{}") == "أخبار زبلوق"


def test_ris_is_read_back(two_islands):
    """Rispy's own reader finds every work again; each record begins with its type and ends with ER."""
    import rispy

    text = as_ris(two_islands.sources.values())
    found = {record["id"]: record for record in rispy.loads(text)}
    assert list(found) == list(two_islands.sources)
    assert text.startswith("TY  - BOOK")
    assert text.count("\nER  -") == 9
    assert found["herald"]["authors"] == ["Ootle, Bim"]
    assert found["herald"]["date"] == "2020/03/01"
    assert found["gazette"]["urls"] == [
        "https://gazette.example/2020/02/29?id=1&lang=en",
        "https://archive.example/20200301/gazette.example/2020/02/29",
    ]


def test_the_dataset_is_cited_with_version_and_day(karabakh):
    """Whoever cites the dataset names who made it, its version and the last day it covers."""
    day = karabakh.end
    apa = cite_dataset_in(karabakh, "apa")
    assert apa.startswith("Control Atlas contributors. (")
    assert str(day.year) in apa
    assert karabakh.version in apa
    assert "Control Atlas contributors" in cite_dataset_in(karabakh, "chicago")
    assert f'year = "{day.year}"' in cite_dataset_in(karabakh, "bibtex")
