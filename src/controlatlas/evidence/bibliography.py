"""Works in the forms that other programs and other editors take: CSL-JSON, BibTeX, RIS, and references in APA and Chicago.

Libraries write each form; this module only says what a work is to them. Most works are pages of news sites without
a personal author: there the site stands as author, and is not said twice.
"""

from __future__ import annotations

import functools
import json
import re
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

from ..records.model import Dataset, Source
from .reference_styles import open_style

Csl = dict[str, Any]

_BIBTEX = {
    "article-newspaper": "article",
    "article": "article",
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
}
_RIS = {
    "article-newspaper": "NEWS",
    "article": "JOUR",
    "article-journal": "JOUR",
    "webpage": "ELEC",
    "post": "ELEC",
    "report": "RPRT",
    "book": "BOOK",
    "chapter": "CHAP",
    "entry-encyclopedia": "ENCYC",
    "legislation": "STAT",
    "legal_case": "CASE",
    "dataset": "DATA",
    "motion_picture": "VIDEO",
}


def as_csl_json(sources: Iterable[Source]) -> str:
    """The records as they stand in the dataset, as a CSL-JSON array that Zotero opens."""
    return json.dumps([dict(source.csl) for source in sources], ensure_ascii=False, indent=1) + "\n"


def as_bibtex(sources: Iterable[Source]) -> str:
    """The works as BibTeX entries, written by pybtex; texts as UTF-8."""
    from pybtex.database import BibliographyData, Entry, Person
    from pybtex.database.output.bibtex import Writer

    class Verbatim(Writer):  # type: ignore[misc]
        """Texts are escaped here, field by field; pybtex would spoil addresses and leave braces open."""

        def _encode(self, text: str) -> str:
            return text

    entries = {}
    for source in sources:
        csl = source.csl
        kind = _BIBTEX.get(csl.get("type", ""), "misc")
        where = {"article": "journal", "incollection": "booktitle"}.get(kind, "howpublished")
        who = {"techreport": "institution"}.get(kind, "publisher")
        container, publisher = csl.get("container-title"), csl.get("publisher")
        year, month, day = (*(source.issued or "").split("-"), "", "", "")[:3]
        fields = {
            "title": "{" + _latex(source.title) + "}",
            where: _latex(container) if container else None,
            who: _latex(publisher or source.publisher or "")
            if (publisher and publisher != container) or kind == "techreport"
            else None,
            "year": year,
            "month": month.lstrip("0"),
            "day": day.lstrip("0"),
            "url": _verbatim(source.url or ""),
            "language": _latex(source.language or ""),
            "note": rf"Archived at \url{{{_verbatim(source.archive)}}}"
            if source.archive
            else _latex(csl.get("note", "")),
        }
        entry = Entry(kind, {name: text for name, text in fields.items() if text})
        for name in csl.get("author", ()):
            entry.persons.setdefault("author", []).append(
                Person(last="{" + _latex(name["literal"]) + "}")
                if "literal" in name
                else Person(first=_latex(name.get("given", "")), last=_latex(_family(name)))
            )
        entries[source.id] = entry
    return str(Verbatim().to_string(BibliographyData(entries)))


_LATEX = str.maketrans(
    {
        **{letter: f"\\{letter}" for letter in "$%&#_"},
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def _latex(text: str) -> str:
    """A text so that LaTeX prints each letter of it, with no brace that BibTeX would count."""
    return text.translate(_LATEX)


def _verbatim(address: str) -> str:
    """An address as it is, which BibTeX and LaTeX read letter by letter; only what would end it is written as in addresses."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def as_ris(sources: Iterable[Source]) -> str:
    """The works as RIS records, written by rispy; a semicolon, which parts addresses there, is written as in addresses."""
    import rispy

    records = []
    for source in sources:
        csl = source.csl
        year, *rest = (source.issued or "").split("-")
        record = {
            "type_of_reference": _RIS.get(csl.get("type", ""), "GEN"),
            "id": source.id,
            "title": source.title,
            "authors": [_one_name(name) for name in csl.get("author", ())],
            "secondary_title": csl.get("container-title"),
            "publisher": csl.get("publisher"),
            "year": year,
            "date": "/".join((year, *rest)) if rest else "",
            "urls": [it.replace(";", "%3B") for it in (source.url, source.archive) if it],
            "language": source.language,
        }
        records.append({name: value for name, value in record.items() if value})

    class Writer(rispy.RisWriter):  # type: ignore[misc]
        """Records without a number before each, which the format does not have."""

        def set_header(self, count: int) -> str:
            return ""

    return str(rispy.dumps(records, implementation=Writer)).lstrip("\n")


def reference(dataset: Dataset, key: str, style: str) -> str:
    """A work as a reference in ``apa`` or ``chicago`` (author-date), formatted by citeproc-py; plain text in English."""
    return _reference(dataset, key, style)


def references(dataset: Dataset, keys: Iterable[str], style: str) -> str:
    """Several works, a reference to a line, in the order of the alphabet."""
    return "".join(
        f"{line}\n" for line in sorted((_reference(dataset, key, style) for key in keys), key=str.casefold)
    )


def dataset_csl(dataset: Dataset) -> Csl:
    """The dataset itself as a CSL item."""
    end = dataset.end
    return {
        "id": f"{dataset.id}-{dataset.version}",
        "type": "dataset",
        "title": dataset.title,
        "version": dataset.version,
        "author": [{"literal": "Control Atlas contributors"}],
        "publisher": "Control Atlas",
        "issued": {"date-parts": [[end.year, end.month, end.day]]},
    }


@functools.lru_cache(maxsize=32)
def cite_dataset_in(dataset: Dataset, style: str) -> str:
    """The dataset as a reference: ``apa``, ``chicago`` or ``bibtex``."""
    item = dataset_csl(dataset)
    if style == "bibtex":
        csl = {**item, "custom": {"side": "", "read": ""}}
        issued = dataset.end.isoformat()
        source = Source(item["id"], item["title"], "Control Atlas", issued, None, "", "en", None, csl)
        return as_bibtex([source])
    return formatted(item, style)


@functools.lru_cache(maxsize=128)
def cite_view_in(dataset: Dataset, title: str, address: str, style: str) -> str:
    """A view of the dataset, by its title and address, as a reference: ``apa``, ``chicago`` or ``bibtex``.

    An address that is none of the web says in words with what to make the view again, and stands as a note.
    """
    on_the_web = address.startswith(("http://", "https://"))
    more = {"URL": address} if on_the_web else {"note": address}
    item = {**dataset_csl(dataset), "id": f"{dataset.id}-view", "title": title, **more}
    if style == "bibtex":
        csl = {**item, "custom": {"side": "", "read": ""}}
        issued, url = dataset.end.isoformat(), address if on_the_web else None
        return as_bibtex([Source(item["id"], title, "Control Atlas", issued, url, "", "en", None, csl)])
    return formatted(item, style) if on_the_web else f"{formatted(item, style)} {address}"


@functools.lru_cache(maxsize=4096)
def _reference(dataset: Dataset, key: str, style: str) -> str:
    return formatted(csl_item(dataset.sources[key]), style)


def csl_item(source: Source) -> Csl:
    """What a style is given of a work: one that says no name twice, with the site as author where no one else is."""
    item = {name: value for name, value in source.csl.items() if name != "custom"}
    site = item.get("container-title") or item.get("publisher")
    if not item.get("author") and site:
        item["author"] = [{"literal": site}]
    said = {name["literal"].casefold() for name in item.get("author", ()) if "literal" in name}
    for name in ("container-title", "publisher"):
        text = item.get(name)
        if text and text.casefold() in said:
            del item[name]
        elif text:
            said.add(text.casefold())
    return item


def formatted(item: Csl, style: str) -> str:
    """A CSL item as a reference in ``apa`` or ``chicago``; plain text."""
    return _formatted(json.dumps(item), style)


@functools.lru_cache(maxsize=4096)
def _formatted(csl: str, style: str) -> str:
    """The same of an item as JSON: a dataset that is read anew has mostly the works that it had."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    item = json.loads(csl)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of fields that the style does not know
        source = CiteProcJSON([item])
        bibliography = CitationStylesBibliography(_style(style), source, formatter.plain)
        bibliography.register(Citation([CitationItem(item["id"])]))
        text = str(bibliography.bibliography()[0])
    for wrong, right in _LEFTOVERS:
        text = re.sub(wrong, right, text)
    return text.strip()


@functools.cache
def _style(name: str) -> Any:
    from citeproc import CitationStylesStyle

    with open_style(name) as file:
        return CitationStylesStyle(file, locale="en-US", validate=False)


_LEFTOVERS = (
    (r"”([.,])", r"\1”"),
    (r"(?<!\.)\.\.(?!\.)", "."),
    (r"([?!])\.(?=[\s”]|$)", r"\1"),
)
"""What citeproc-py leaves to be mended: stops outside American quotes, and stops after another mark."""


def _family(name: Mapping[str, str]) -> str:
    return " ".join(part for part in (name.get("non-dropping-particle", ""), name.get("family", "")) if part)


def _one_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    return ", ".join(part for part in (_family(name), name.get("given", "")) if part)
