"""Every file that is made of the injected dataset says its texts as they were written, and does nothing else."""

from __future__ import annotations

import csv
import datetime as dt
import html
import html.parser
import io
import json
import pathlib
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace

import av
import pypdfium2 as pdfium
import pytest
import rispy
from hostile.injected import BROKEN_OUT, FOREIGN, PIECES, POISON, injected
from PIL import Image
from pybtex.database import parse_string

from controlatlas import Dataset, load_dataset
from controlatlas.evidence.bibliography import as_bibtex, as_csl_json, as_ris
from controlatlas.export.formats import make
from controlatlas.language.captions import PictureKind
from controlatlas.picture.shots import Pace
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec
from controlatlas.publish.files import Site
from controlatlas.publish.site import site_files
from controlatlas.records.model import say
from controlatlas.tables.geotables import events_as_geojson
from controlatlas.tables.printable import printable

TITLE, SUBTITLE, CREDIT = " ".join(PIECES[1:4]), " ".join(PIECES[4:7]), " ".join((PIECES[0], *PIECES[7:]))
"""What a reader writes on the page Export or after ``--title``."""

CALLED = "two-islands-1.2.0_2020-07-01"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The injected dataset, in which ``check`` finds no mistake."""
    return load_dataset(injected(tmp_path_factory.mktemp("injected") / "injected"))


@pytest.fixture(scope="module")
def spec(dataset: Dataset) -> PictureSpec:
    """A picture with all names and hostile words of one's own."""
    return PictureSpec(
        dataset.default_day,
        size=read_size("1600x1000"),
        labels="many",
        title=TITLE,
        subtitle=SUBTITLE,
        credit=CREDIT,
    )


class Reading(html.parser.HTMLParser):
    """A page as a browser takes it apart: tags with their attributes, text, and what its scripts hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag that opens."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)


def faults(page: str) -> list[str]:
    """What of a page is code or leads elsewhere: handlers, addresses, tags that no page of ours has."""
    found = []
    for tag, attributes in Reading(page).tags:
        found += [f"{tag} {name}" for name in attributes if name.startswith("on")]
        found += [
            f"{tag} {name}" for name in ("src", "href", "action", "srcdoc", "data") if name in attributes
        ]
        found += [tag] if tag in ("iframe", "object", "embed", "form", "base", "img") else []
    return found


def test_a_picture_says_in_its_data_what_was_written(dataset: Dataset, spec: PictureSpec) -> None:
    """Title and credit of a PNG are read back letter by letter."""
    with Image.open(io.BytesIO(make(dataset, spec, "png"))) as image:
        told = dict(image.text)  # type: ignore[attr-defined]
    assert told["Title"] == f"{TITLE}, 1 July 2020"
    assert told["Author"] == CREDIT


def test_a_drawing_is_only_shapes_and_words(dataset: Dataset, spec: PictureSpec) -> None:
    """An SVG has neither scripts, handlers, links nor pictures from elsewhere; title and names stand in it."""
    root = ET.fromstring(make(dataset, replace(spec, letters="text"), "svg"))
    for it in root.iter():
        tag = it.tag.partition("}")[2]
        assert tag not in ("script", "foreignObject", "iframe", "a", "animate", "set", "handler")
        for name, text in it.attrib.items():
            assert not name.startswith("on")
            if name.rpartition("}")[2] in ("href", "src"):
                assert text.startswith(("#", "data:image/png;base64,"))
            assert not re.search(r"url\((?!#)", text)
    words = "".join(root.itertext())
    assert root.findtext("{*}title") == f"{TITLE}, 1 July 2020"
    assert CREDIT in words
    for names in (dataset.places["zibberwick"].names, dataset.actors["plim"].names):
        assert _squeezed(names["en"]) in _squeezed(words)


def test_a_page_to_print_has_no_links_and_no_code(dataset: Dataset, spec: PictureSpec) -> None:
    """A PDF has no annotations, actions or scripts; title and author are as written."""
    content = make(dataset, spec, "pdf")
    for word in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/OpenAction", b"/EmbeddedFile"):
        assert word not in content
    document = pdfium.PdfDocument(content)
    assert document.get_metadata_dict()["Title"] == f"{TITLE}, 1 July 2020"
    assert document.get_metadata_dict()["Author"] == CREDIT
    assert pdfium.raw.FPDFPage_GetAnnotCount(document[0]) == 0
    words = document[0].get_textpage().get_text_range()
    for names in (dataset.places["zibberwick"].names, dataset.actors["plim"].names):
        assert _squeezed(names["en"]) in _squeezed(words)


def test_a_clip_says_in_its_data_what_was_written(dataset: Dataset, spec: PictureSpec) -> None:
    """Title and author of an MP4 are read back letter by letter, and a GIF is made too."""
    clip = replace(
        spec,
        kind=PictureKind.CLIP,
        earlier=spec.day - dt.timedelta(1),
        pace=Pace(5, 0.2, 0.2, 0.2, False),
        size=read_size("1000x700"),
        labels="none",
    )
    with av.open(io.BytesIO(make(dataset, clip, "mp4"))) as film:
        told = film.metadata
    assert told["title"].startswith(f"{TITLE}, ")
    assert told["artist"] == CREDIT
    with Image.open(io.BytesIO(make(dataset, clip, "gif"))) as image:
        assert image.n_frames >= 1  # type: ignore[attr-defined]


def test_a_web_page_holds_texts_as_data(dataset: Dataset, spec: PictureSpec) -> None:
    """The page has no tag that a text made, and its data hold the names as written."""
    page = make(dataset, spec, "html").decode()
    plain = make(dataset, replace(spec, title=None, credit=None), "html").decode()
    assert faults(page) == []
    assert [tag for tag, _ in Reading(page).tags] == [tag for tag, _ in Reading(plain).tags]
    assert [tag for tag, _ in Reading(page).tags].count("script") == 3
    (data,) = re.findall(
        r'<script type="application/json" id="controlatlas-payload">(.*?)</script>', page, re.S
    )
    assert dataset.places["plimstow"].names["en"] in _texts(json.loads(data))
    assert ("meta", {"name": "author", "content": CREDIT}) in Reading(page).tags


def test_a_list_to_print_is_only_text(dataset: Dataset) -> None:
    """The chronology to print has no tag that a text made; each event reads as written."""
    page = printable(dataset, dataset.events, language="en", names="both", chosen=POISON)
    assert faults(page) == []
    assert {tag for tag, _ in Reading(page).tags} <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "h1",
        "p",
        "main",
        "article",
        "h2",
        "b",
        "ul",
        "li",
        "footer",
    }
    words = "".join(Reading(page).texts)
    assert not BROKEN_OUT.search(words)
    for event in dataset.events:
        assert event.title["en"] in words
        assert event.summary["en"] in words


def test_shapes_and_tables_hold_texts_as_written(dataset: Dataset, spec: PictureSpec) -> None:
    """GeoJSON gives names letter by letter; in CSV one that a spreadsheet would compute has an apostrophe before it."""
    collection = json.loads(make(dataset, spec, "geojson"))
    names = {it["properties"]["place"]: it["properties"]["name"] for it in collection["features"]}
    wanted = {key: say(place.names) for key, place in dataset.places.items()}
    assert names == wanted
    rows = list(csv.DictReader(io.StringIO(make(dataset, spec, "csv").decode("utf-8-sig"), newline="")))
    assert {row["place"]: row["name"] for row in rows} == {
        key: f"'{name}" if name.startswith("=") else name for key, name in wanted.items()
    }
    assert any(name.startswith("=") for name in wanted.values())
    assert not any(re.match(r"[=+@\t\r]", cell) for row in rows for cell in row.values())
    told = events_as_geojson(dataset, dataset.events)
    assert {POISON} == {it["properties"]["title"][: len(POISON)] for it in json.loads(told)["features"]}


def test_works_are_read_back_as_written(dataset: Dataset) -> None:
    """BibTeX, RIS and CSL-JSON give titles, names and addresses letter by letter, and not a record more."""
    works = list(dataset.sources.values())
    (entries,) = [parse_string(as_bibtex(works), "bibtex").entries]
    records = {it["id"]: it for it in rispy.loads(as_ris(works))}
    items = {it["id"]: it for it in json.loads(as_csl_json(works))}
    assert entries.keys() == records.keys() == items.keys() == dataset.sources.keys()
    for work in works:
        assert _plain(entries[work.id].fields["title"]) == work.title
        assert entries[work.id].fields.get("url") == (work.url and re.sub(r"[{}\\]", _quoted, work.url))
        assert records[work.id]["title"] == work.title
        # readers of RIS part addresses at a semicolon
        assert records[work.id]["urls"] == [it.replace(";", "%3B") for it in (work.url, work.archive) if it]
        assert items[work.id] == json.loads(json.dumps(work.csl))


def test_a_published_site_is_only_text(dataset: Dataset) -> None:
    """No page has a handler, a script of its own or a way to run one; its data, feeds and the API are what they are."""
    read = 0
    for file in site_files(Site(dataset, "https://atlas.example/islands", ("en",))):
        if file.path.endswith(".xml"):
            ET.fromstring(file.content)
        elif file.path.endswith("json"):
            json.loads(file.content)
        elif file.path.endswith(".html"):
            read += 1
            page = Reading(file.content.decode())
            for tag, attributes in page.tags:
                assert not [it for it in attributes if it.startswith("on") or it == "srcdoc"], file.path
                leads = [attributes[it] or "" for it in ("href", "src", "action") if it in attributes]
                assert not [it for it in leads if re.match(r"\s*(javascript|vbscript|data):", it)], file.path
                assert not (
                    tag == "script"
                    and "src" not in attributes
                    and attributes.get("type") != "application/ld+json"
                )
                assert not [it for it in leads if FOREIGN in it.partition("?")[0]], file.path
            # data and BibTeX have letters of their own; in the line that embeds a map the text is the value of an attribute
            words = [html.unescape(it) if "<iframe" in it else it for it in page.texts]
            said = "".join(it for it in words if not it.lstrip().startswith(("{", "@")))
            # the Chicago style has its titles with capitals
            assert not re.search(BROKEN_OUT.pattern, said, re.IGNORECASE), file.path
    assert read > len(dataset.events)


def test_a_zip_holds_its_nine_files(dataset: Dataset, spec: PictureSpec) -> None:
    """Members are called by dataset, version and day; caption and sources are texts as written."""
    with zipfile.ZipFile(io.BytesIO(make(dataset, spec, "zip"))) as archive:
        names = archive.namelist()
        files = {name: archive.read(name).decode() for name in names if name.endswith((".txt", ".bib"))}
    assert names == [
        *(f"{CALLED}_whole_en_light_1600x1000.{ending}" for ending in ("png", "svg")),
        *(f"{CALLED}_whole.{ending}" for ending in ("geojson", "csv")),
        *("caption.txt", "sources.txt", "sources.json", "sources.bib", "licence.txt"),
    ]
    assert TITLE in files["caption.txt"]
    assert CREDIT in files["caption.txt"]
    assert all(not BROKEN_OUT.search(text) for text in files.values() if "@" not in text[:1])
    assert POISON in files["sources.txt"]
    parse_string(files["sources.bib"], "bibtex")


def test_the_texts_are_hostile(dataset: Dataset, tmp_path: pathlib.Path) -> None:
    """Every file of the dataset holds hostile texts, among them each of the short ones."""
    injected(tmp_path / "x")
    said = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "x").rglob("*json")}
    assert [
        name for name, text in said.items() if FOREIGN not in text and "hit=" not in text and "{{" not in text
    ] == []
    assert all(json.dumps(piece, ensure_ascii=False)[1:-1] in "".join(said.values()) for piece in PIECES)


def _plain(text: str) -> str:
    """A text of BibTeX as LaTeX prints it."""
    bare = text.removeprefix("{").removesuffix("}")
    for sign, letter in (
        (r"\textbraceleft{}", "\0"), (r"\textbraceright{}", "\1"), (r"\textasciitilde{}", "~"),
        (r"\textasciicircum{}", "^"), (r"\textbackslash{}", "\2"),
    ):  # fmt: skip
        bare = bare.replace(sign, letter)
    return re.sub(r"\\([$%&#_])", r"\1", bare).translate({0: "{", 1: "}", 2: "\\"})


def _squeezed(text: str) -> str:
    """The text without spaces and ends of lines: long words stand in several lines."""
    return "".join(text.split())


def _quoted(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def _texts(value: object) -> set[str]:
    """All texts in a value read from JSON."""
    if isinstance(value, dict):
        return {text for inner in value.values() for text in _texts(inner)}
    if isinstance(value, list):
        return {text for inner in value for text in _texts(inner)}
    return {value} if isinstance(value, str) else set()
