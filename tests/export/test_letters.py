"""Letters of SVG and PDF: with their fonts in the file or as outlines, each name one text, copied as it is written."""

from __future__ import annotations

import base64
import ctypes
import dataclasses
import datetime as dt
import io
import re
import xml.etree.ElementTree as ET

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

from controlatlas.export.formats import make
from controlatlas.export.metadata import metadata_of
from controlatlas.language.catalogue import LANGUAGES
from controlatlas.picture.compose import picture
from controlatlas.picture.fonts import width_of, wrapped
from controlatlas.picture.spec import PictureSpec

DAY = dt.date(2020, 11, 10)
SVG = "{http://www.w3.org/2000/svg}"
RULE = re.compile(
    r"font-family:'([^']+)';font-weight:(\d+);font-style:(\w+);src:url\(data:font/woff;base64,([^)]+)\)"
)


def svg_of(dataset, **wishes) -> ET.Element:
    """The parsed SVG of a day."""
    return ET.fromstring(make(dataset, PictureSpec(DAY, **{"letters": "text"} | wishes), "svg"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_svg_brings_the_letters_of_its_texts(karabakh, language):
    """Every letter of every text is in a font inside the file, of the family, weight and slope that the text asks for."""
    root = svg_of(karabakh, language=language)
    fonts = {
        (family, weight, style): TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap()
        for family, weight, style, data in RULE.findall(root.findtext(f"{SVG}defs/{SVG}style"))
    }
    texts = [*root.iter(f"{SVG}text"), *root.iter(f"{SVG}tspan")]
    assert len(texts) > 40
    for text in texts:
        family = re.match("'([^']+)'", text.get("font-family"))[1]
        letters = fonts[family, text.get("font-weight", "400"), text.get("font-style", "normal")]
        assert not [letter for letter in text.text if ord(letter) not in letters], text.text


def test_both_names_of_a_place_are_one_text(karabakh):
    """Whoever finds, copies or moves a name has both forms, with a space on each side of the dot."""
    root = svg_of(karabakh)
    names = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    assert "Aghdara · Martakert" in names
    assert not [name for name in names if name.startswith("·")]


def test_a_text_says_how_long_it_is(karabakh):
    """So that a program with other fonts keeps it in its room: the length of both names of a place together, too."""
    texts = {"".join(text.itertext()): text for text in svg_of(karabakh).iter(f"{SVG}text")}
    for words in ("10 November 2020", "Azerbaijan"):
        assert texts[words].get("lengthAdjust") == "spacingAndGlyphs"
    name = texts["Aghdara · Martakert"]
    size = float(name.get("font-size"))
    both = width_of("Aghdara", size, "medium") + width_of(" · Martakert", size)
    assert float(name.get("textLength")) == pytest.approx(both, rel=0.06)


def test_a_long_word_is_cut_behind_its_hyphen():
    """A narrow legend has a word of two parts on two lines, each part whole."""
    assert wrapped("Нагорно-Карабахской области", 14, 100) == ["Нагорно-", "Карабахской", "области"]


def test_outlines_stand_where_the_letters_stood(karabakh):
    """As outlines a file has no text and no font, and each line covers the box in which it was measured."""
    root = svg_of(karabakh, letters="outlines")
    assert not list(root.iter(f"{SVG}text"))
    assert not list(root.iter(f"{SVG}style"))
    drawn = {
        path.get("aria-label"): path.get("d") for path in root.iter(f"{SVG}path") if path.get("aria-label")
    }
    checked = 0
    for _, run in picture(karabakh, PictureSpec(DAY)).texts():
        if run.anchor != "start" or run.text not in drawn or run.text in ("Azerbaijan", "Lachin"):
            continue
        pen = BoundsPen(None)
        parse_path(drawn[run.text], pen)
        left, _, right, _ = pen.bounds
        assert left == pytest.approx(run.x, abs=2.5)
        assert right == pytest.approx(run.x + width_of(run.text, run.size, run.face), abs=2.5)
        checked += 1
    assert checked > 30


def test_letters_that_are_neither_are_refused(karabakh):
    """The choice is checked like the others, and is in the address."""
    from controlatlas.records.errors import ExportError

    with pytest.raises(ExportError, match="“runes” is not among: outlines, text"):
        make(karabakh, PictureSpec(DAY, letters="runes"), "svg")
    spec = PictureSpec(DAY, letters="text")
    assert spec.address(karabakh, "svg")["letters"] == "text"
    assert "letters" not in dataclasses.replace(spec, letters="outlines").address(karabakh, "svg")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_tagged_and_says_its_language_and_what_it_shows(karabakh, language):
    """Read back with PDFium: tagged, with language, title, and one figure whose alternative text is that of the picture."""
    spec = PictureSpec(DAY, language=language)
    document = pypdfium2.PdfDocument(make(karabakh, spec, "pdf"))
    metadata = metadata_of(karabakh, spec, "pdf")
    assert pdfium.FPDFCatalog_IsTagged(document)
    size = pdfium.FPDFCatalog_GetLanguage(document, None, 0)
    told = (ctypes.c_ushort * size)()
    pdfium.FPDFCatalog_GetLanguage(document, told, size)
    assert bytes(told).decode("utf-16-le").rstrip("\0") == language
    assert document.get_metadata_dict()["Title"] == metadata.title
    tree = pdfium.FPDF_StructTree_GetForPage(document[0])
    whole = pdfium.FPDF_StructTree_GetChildAtIndex(tree, 0)
    figure = pdfium.FPDF_StructElement_GetChildAtIndex(whole, 0)
    size = pdfium.FPDF_StructElement_GetAltText(figure, None, 0)
    said = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetAltText(figure, said, size)
    assert said.raw.decode("utf-16-le").rstrip("\0") == metadata.alt


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Areas claimed by one side are marked as such."),
        ("az", "Bir tərəfin iddia etdiyi ərazilər ayrıca işarələnib."),
        ("hy", "Ադրբեջան"),
        ("ru", "Контроль, заявленный одной стороной, отмечен особо."),
    ],
)
def test_text_copied_from_a_pdf_is_what_was_written(karabakh, language, words):
    """Each alphabet comes back letter by letter."""
    document = pypdfium2.PdfDocument(make(karabakh, PictureSpec(DAY, language=language), "pdf"))
    text = document[0].get_textpage().get_text_range()
    assert words in re.sub(r"\s+", " ", text)
