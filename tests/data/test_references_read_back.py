"""All works of the shipped dataset, written for other programs and read back by parsers that are not ours.

BibTeX is read by pybtex and by citeproc-py, whose parsers have nothing in common; RIS by rispy; CSL-JSON by citeproc-py.
What they find is compared with ``sources.json`` as it stands in the file.
"""

from __future__ import annotations

import codecs
import io
import json
import pathlib
import warnings

import latexcodec  # noqa: F401, brings the codec "ulatex"
import pytest
import rispy
from citeproc.source.bibtex.bibparse import BibTeXParser
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

from controlatlas.evidence.bibliography import as_bibtex, as_csl_json, as_ris

FILE = pathlib.Path(__file__).parents[2] / "geodata" / "karabakh" / "sources.json"
WORKS = {work["id"]: work for work in json.loads(FILE.read_text(encoding="utf-8"))}


def plain(text: str) -> str:
    """LaTeX read as text by a library: escapes undone, braces that only group taken away."""
    return codecs.decode(text, "ulatex").replace("{", "").replace("}", "")


def date_of(work: dict) -> list[int]:
    """Year, month and day of a work, as far as they are known."""
    return (work.get("issued") or {}).get("date-parts", [[]])[0]


def names_of(work: dict) -> list[str]:
    """Its authors: bodies as they are, people with the family name first."""
    return [
        it.get("literal") or f"{it['family']}, {it.get('given', '')}".rstrip(", ")
        for it in work.get("author", ())
    ]


@pytest.fixture(scope="module")
def bibtex(karabakh) -> str:
    """All works as BibTeX."""
    return as_bibtex(karabakh.sources.values())


def test_pybtex_finds_the_same_values(bibtex):
    """Titles, addresses, dates, languages, authors and where each work came out: none is lost, none is changed."""
    found = parse_string(bibtex, "bibtex").entries
    assert list(found) == list(WORKS)
    for key, work in WORKS.items():
        fields, persons = found[key].fields, found[key].persons.get("author", [])
        assert plain(fields["title"]) == work["title"], key
        assert fields.get("url") == work.get("URL"), key
        assert plain(fields.get("language", "")) == work["language"], key
        assert [int(fields[it]) for it in ("year", "month", "day") if it in fields] == date_of(work), key
        said = {
            plain(fields[it])
            for it in ("journal", "booktitle", "howpublished", "publisher", "institution")
            if it in fields
        }
        assert {work.get("container-title"), work.get("publisher")} - {None} == said, key
        archive = work["custom"].get("archive")
        assert (f"\\url{{{archive}}}" in fields.get("note", "")) == bool(archive), key
        assert [
            plain(
                ", ".join(
                    filter(
                        None,
                        (
                            " ".join(it.prelast_names + it.last_names),
                            " ".join(it.first_names + it.middle_names),
                        ),
                    )
                )
            )
            for it in persons
        ] == names_of(work), key


def test_another_parser_of_bibtex_finds_the_same_values(bibtex):
    """The reader of citeproc-py, which knows nothing of pybtex, sees the same titles, addresses and dates."""
    found = dict(BibTeXParser(io.StringIO(bibtex)).items())
    assert list(found) == list(WORKS)
    for key, work in WORKS.items():
        fields = found[key]
        assert plain(fields["title"]) == work["title"], key
        assert fields.get("url") == work.get("URL"), key
        assert [int(fields[it]) for it in ("year", "month", "day") if it in fields] == date_of(work), key


def test_rispy_finds_the_same_values(karabakh):
    """RIS gives back title, addresses, date, authors, publisher and language of every work."""
    found = {it["id"]: it for it in rispy.loads(as_ris(karabakh.sources.values()))}
    assert list(found) == list(WORKS)
    for key, work in WORKS.items():
        it = found[key]
        assert it["title"] == work["title"], key
        assert it.get("urls", []) == [at for at in (work.get("URL"), work["custom"].get("archive")) if at], (
            key
        )
        date = [int(part) for part in (it.get("date") or it.get("year") or "").split("/") if part]
        assert date == date_of(work), key
        assert it.get("authors", []) == names_of(work), key
        assert it["language"] == work["language"], key
        assert it.get("publisher") == work.get("publisher"), key
        assert it.get("secondary_title") == work.get("container-title"), key


def test_a_csl_processor_finds_the_same_values(karabakh):
    """CSL-JSON is taken by a processor of citations: type, title, address, date and authors."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it does not know the field "custom", which CSL allows
        found = CiteProcJSON(json.loads(as_csl_json(karabakh.sources.values())))
    assert list(found) == [key.lower() for key in WORKS]
    for key, work in WORKS.items():
        it = found[key]
        assert str(it["type"]).replace("_", "-") == work["type"].replace("_", "-"), key
        assert str(it["title"]) == work["title"], key
        assert ("".join(map(str, it["URL"])) if "URL" in it else None) == work.get("URL"), key
        if date_of(work):
            date = it["issued"]
            assert [date[part] for part in ("year", "month", "day") if part in date] == date_of(work), key
        assert [
            name.get("literal") or f"{name['family']}, {name.get('given') or ''}".rstrip(", ")
            for name in it.get("author", ())
        ] == names_of(work), key
