"""A licence stands in files as its owner states it; where none is stated, nothing is made up in its place."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pikepdf
import pytest
from PIL import Image

from controlatlas import load_dataset
from controlatlas.cli.main import main
from controlatlas.export.formats import make
from controlatlas.language.catalogue import LANGUAGES
from controlatlas.language.dates_and_works import cite_dataset
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec
from controlatlas.publish.files import Site
from controlatlas.publish.site import site_files

DAY = dt.date(2001, 1, 3)
ROWS = "name,lat,lon,side,date\nLidford,48.1,30.5,North,2001-01-01\nHam,48.2,30.7,South,2001-01-03\n"

NO_LICENCE = re.compile(r"(?i:not[- ]stated)|\( *\)|None")
"""What would stand in the place of a licence that is none."""


def imported(folder, *options):
    """A dataset made of a table whose licence is that of the options, if any."""
    (folder / "x.csv").write_text(ROWS, encoding="utf-8")
    call = ["import", "points", str(folder / "x.csv"), "--source", "A list", "-o", str(folder / "war")]
    assert main([*call, *options]) == 0
    return load_dataset(folder / "war")


def words_in(dataset, form, spec):
    """All words of a file, those inside it and those on it."""
    content = make(dataset, spec, form)
    if form == "png":
        return "\n".join(f"{key}: {text}" for key, text in Image.open(io.BytesIO(content)).text.items())
    if form == "pdf":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return f"{pdf.docinfo.items()} {pdf.open_metadata()}"
    if form == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(
                archive.read(it).decode() for it in archive.namelist() if not it.endswith((".png", ".svg"))
            )
    return content.decode("utf-8")


@pytest.mark.parametrize("size", ["1200x675", "360x450"])
@pytest.mark.parametrize("form", ["png", "svg", "pdf", "geojson", "html"])
def test_no_licence_is_made_up(tmp_path, form, size):
    """A table imported without one gives files that name none: no id, no empty brackets, no word that stands for nothing."""
    words = words_in(imported(tmp_path), form, PictureSpec(DAY, size=read_size(size)))
    words = re.sub(r"<script.*?</script>|<style.*?</style>", "", words, flags=re.DOTALL)
    assert not NO_LICENCE.search(words), NO_LICENCE.search(words)
    assert "Copyright" not in words
    assert "rights" not in words


def test_a_licence_that_is_stated_stands_in_all_files(tmp_path):
    """The checks above can fail: with a licence each file names it."""
    dataset = imported(tmp_path, "--licence", "CC-BY-4.0")
    for form in ("png", "svg", "pdf", "geojson"):
        assert "CC-BY-4.0" in words_in(dataset, form, PictureSpec(DAY)), form
    assert cite_dataset(dataset) == (
        "War, version 0.1.0, as of 3 January 2001. Control Atlas. Data licence: CC-BY-4.0."
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Licence not stated."),
        ("az", "Lisenziya göstərilməyib."),
        ("hy", "Լիցենզիան նշված չէ."),
        ("ru", "Лицензия не указана."),
    ],
)
def test_the_file_on_licences_says_that_none_is_stated(tmp_path, language, said):
    """In the language of the picture, for the layer; the dataset is cited without one."""
    dataset = imported(tmp_path)
    words = words_in(dataset, "zip", PictureSpec(DAY, language=language, size=read_size("640x480")))
    assert f"A list. {said}" in words
    assert cite_dataset(dataset, language).endswith(("Control Atlas.", "Control Atlas։"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_stop_is_never_doubled(karabakh, language):
    """What a file says of itself has one full stop behind each sentence, also where a date ends in one."""
    spec = PictureSpec(dt.date(2020, 11, 10), language=language, size=read_size("640x480"))
    for form in ("png", "pdf", "zip"):
        words = words_in(karabakh, form, spec)
        assert not re.search(r"(?<!\.)\.\.(?!\.)|։\.|\.։", words), form


def test_a_site_says_that_none_is_stated(tmp_path):
    """Pages say it in their language, the page on method for each layer; what programs read has no licence at all."""
    site = Site(imported(tmp_path), "https://atlas.example/war", ("en", "ru"))
    files = {it.path: it.content for it in site_files(site)}
    assert b"not-stated" not in b"".join(it for path, it in files.items() if not path.endswith(".png"))
    front = files["ru/index.html"].decode()
    assert "Лицензия не указана" in front
    assert '"license"' not in front
    assert "The licence of the dataset as a whole is not stated." in files["en/method.html"].decode()
    assert b"<rights" not in files["releases.atom"]
