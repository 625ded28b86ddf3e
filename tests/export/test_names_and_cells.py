"""What a dataset or a reader writes into files, their names and the cells of tables does there what names and texts do."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import pathlib
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace

import pytest
import rispy
from letters import REFUSED
from PIL import Image
from pybtex.database import parse_string

from controlatlas import load_dataset
from controlatlas.cli.main import main
from controlatlas.evidence.bibliography import as_bibtex, as_csl_json, as_ris
from controlatlas.export.formats import make
from controlatlas.export.metadata import file_about, file_name
from controlatlas.language.catalogue import translator
from controlatlas.picture.spec import PictureSpec, in_other_letters, validated
from controlatlas.records.errors import DatasetError, ExportError
from controlatlas.tables.csv import as_csv
from controlatlas.ui.parts.markdown import as_text

TWO_ISLANDS = pathlib.Path(__file__).parents[1] / "datasets" / "two_islands"
DAY = dt.date(2020, 7, 1)
KEPT = "می\u200cخواهم क्\u200dष \u2067שלום\u2069 \u202bab\u202c é 🗼"
"""Joiners, and directions that end where they began."""


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("1.0", "two-islands-1.0_2020-07-01_whole_en_light_1200x675.png"),
        ("1.0/../../x", "two-islands-1.0-.-.-x_2020-07-01_whole_en_light_1200x675.png"),
        ("..\\..\\x", "two-islands-x_2020-07-01_whole_en_light_1200x675.png"),
        ("a:b\n\x00c", "two-islands-a-b-c_2020-07-01_whole_en_light_1200x675.png"),
        ("..", "two-islands-unnamed_2020-07-01_whole_en_light_1200x675.png"),
        ("9" * 300, f"two-islands-{'9' * 60}_2020-07-01_whole_en_light_1200x675.png"),
    ],
)
def test_a_version_leads_out_of_no_folder(version, name, two_islands):
    """A file is called by the version of its dataset, without slashes, folders, control characters and endless names."""
    dataset = replace(two_islands, version=version)
    assert file_name(dataset, PictureSpec(DAY), "png") == name
    stem = name.removesuffix("_2020-07-01_whole_en_light_1200x675.png")
    assert file_about(dataset, "../a b", DAY) == f"{stem}-a-b-2020-07-01.csv"
    assert file_about(dataset, ending="json") == f"{stem}.json"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-12.5", "-12.5"),
        ("+3", "+3"),
        (-12.5, "-12.5"),
        ("Plimstow", "Plimstow"),
        ("2020-07-01", "2020-07-01"),
        ("a=b", "a=b"),
        (None, ""),
    ],
)
def test_no_cell_is_computed_by_a_spreadsheet(value, cell):
    """A text that begins as a formula does has an apostrophe before it; numbers and all else are as they were."""
    ((read,),) = list(csv.reader(io.StringIO(as_csv([{"name": value}]), newline="")))[1:]
    assert read == cell


@pytest.mark.parametrize("letter", REFUSED, ids=lambda letter: f"{ord(letter):04X}")
def test_a_letter_that_nobody_sees_is_refused_everywhere(letter, two_islands, tmp_path):
    """One table: what a dataset may not hold, words of one's own may not either, and an address shows it as a sign."""
    text = f"Plim{letter}stow"
    sources = json.loads((TWO_ISLANDS / "sources.json").read_text(encoding="utf-8"))
    sources[0]["title"] = text
    for path in TWO_ISLANDS.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "sources.json").unlink()
    (tmp_path / "sources.json").write_text(json.dumps(sources), encoding="utf-8")
    with pytest.raises(DatasetError) as refused:
        load_dataset(tmp_path)
    assert [(it.file, it.record, it.field) for it in refused.value.problems] == [
        ("sources.json", sources[0]["id"], "title")
    ]
    for name in ("title", "subtitle", "credit"):
        with pytest.raises(ExportError, match=f"The {name} holds the letter U\\+{ord(letter):04X}"):
            validated(replace(PictureSpec(DAY), **{name: text}), two_islands)
    assert as_text(text) == "Plim\ufffdstow"


def test_letters_that_are_needed_are_written_into_every_file(two_islands):
    """Joiners and directions that end stand letter by letter in picture, drawing, caption, table and references."""
    spec = PictureSpec(DAY, title=KEPT, credit=KEPT)
    work = next(iter(two_islands.sources.values()))
    work = replace(work, title=KEPT, csl={**work.csl, "title": KEPT})
    with Image.open(io.BytesIO(make(two_islands, spec, "png"))) as image:
        assert image.text["Author"] == KEPT
    drawing = ET.fromstring(make(two_islands, spec, "svg"))
    assert drawing.findtext("{http://www.w3.org/2000/svg}title") == f"{KEPT}, 1 July 2020"
    with zipfile.ZipFile(io.BytesIO(make(two_islands, spec, "zip"))) as archive:
        assert KEPT in archive.read("caption.txt").decode()
    assert rispy.loads(as_ris([work]))[0]["title"] == KEPT
    assert parse_string(as_bibtex([work]), "bibtex").entries[work.id].fields["title"] == f"{{{KEPT}}}"
    assert json.loads(as_csl_json([work]))[0]["title"] == KEPT
    ((cell,),) = list(csv.reader(io.StringIO(as_csv([{"name": KEPT}]), newline="")))[1:]
    assert cell == KEPT
    assert as_text(KEPT).endswith(KEPT)
    assert (
        file_name(replace(two_islands, version="1\u200c\u202b2"), spec, "zip")
        == "two-islands-1-2_2020-07-01_whole_en_light_1200x675.zip"
    )


def test_ends_of_lines_in_words_of_ones_own_are_spaces(two_islands):
    """What is pasted in several lines becomes one."""
    assert validated(replace(PictureSpec(DAY), title=" a\n\tb\r\n c "), two_islands).title == "a b c"


def test_a_drawing_of_a_dataset_that_nobody_checked_is_xml_all_the_same(two_islands):
    """A dataset made in Python may hold what no XML can: it stands as a sign."""
    told = replace(two_islands, licence="CC\x00BY\ufffe")
    root = ET.fromstring(make(told, PictureSpec(DAY), "svg"))
    assert "CC\ufffdBY\ufffd" in "".join(root.itertext())


@pytest.mark.parametrize("option", ["--title", "--subtitle", "--credit"])
def test_the_command_line_names_a_letter_that_nobody_sees(option, tmp_path, capsys):
    """A bell in a title is an error with exit status 2, and nothing is written."""
    call = ["export", "svg", "--dataset", str(TWO_ISLANDS), option, "a\x07b", "-o", str(tmp_path / "x.svg")]
    assert main(call) == 2
    assert "holds the letter U+0007, which nobody can see; remove it." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_names_that_the_fonts_cannot_write_are_said_before(two_islands, karabakh, tmp_path, capsys):
    """A Japanese name is drawn in Latin letters, and the command line says so; names of the shipped dataset never are."""
    for path in TWO_ISLANDS.iterdir():
        (tmp_path / path.name).symlink_to(path)
    text = (
        (TWO_ISLANDS / "settlements.geojson")
        .read_text(encoding="utf-8")
        .replace('"en": "Plimstow"', '"en": "東京"')
    )
    (tmp_path / "settlements.geojson").unlink()
    (tmp_path / "settlements.geojson").write_text(text, encoding="utf-8")
    assert main(["export", "svg", "--dataset", str(tmp_path), "-o", str(tmp_path / "x.svg")]) == 0
    assert "東京 (Plimurbo) → DongJing (Plimurbo)" in capsys.readouterr().err
    assert main(["export", "csv", "--dataset", str(tmp_path), "-o", str(tmp_path / "x.csv")]) == 0
    assert "The fonts of pictures" not in capsys.readouterr().err
    told = load_dataset(tmp_path)
    assert "東京" in in_other_letters(PictureSpec(DAY), told, translator("en"))
    for unnamed in (PictureSpec(DAY, labels="none"), PictureSpec(DAY, layers=frozenset({"settlements"}))):
        assert in_other_letters(unnamed, told, translator("en")) == ""
    for language in ("en", "az", "hy", "ru"):
        spec = PictureSpec(karabakh.default_day, language=language)
        assert in_other_letters(spec, karabakh, translator(language)) == ""
