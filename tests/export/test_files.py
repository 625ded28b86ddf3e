"""Every file opens in a program of somebody else, in every language, and says what it is."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import json
import pathlib
import statistics
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace

import geopandas
import pypdfium2
import pytest
from moving import STATE, told, until
from PIL import Image
from pymediainfo import MediaInfo

from controlatlas.cli.main import main
from controlatlas.export.formats import FORMS, make
from controlatlas.export.metadata import metadata_of
from controlatlas.export.page import embed
from controlatlas.history.compare import changes_between
from controlatlas.language.captions import PictureKind
from controlatlas.language.catalogue import LANGUAGES
from controlatlas.language.dates_and_works import day_in_words
from controlatlas.picture.shots import Pace
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec

DAY = dt.date(2020, 11, 10)
EVE = dt.date(2020, 11, 8)
SVG = "{http://www.w3.org/2000/svg}"
LAYER = "{http://www.inkscape.org/namespaces/inkscape}"
QUICK = Pace(fps=5, day=0.2, change=0.4, hold=1.0)
SMALL = read_size("640x360")

languages = pytest.mark.parametrize("language", LANGUAGES)


def squeezed(text: str) -> str:
    """A text without its spaces, which a PDF reader guesses."""
    return "".join(text.split())


@languages
def test_a_png_opens_in_pillow(karabakh, language):
    """It has the size asked for, its caption and alternative text inside, and 300 dots to an inch if meant for print."""
    spec = PictureSpec(DAY, language=language)
    image = Image.open(io.BytesIO(make(karabakh, spec, "png")))
    image.load()
    assert image.size == (1200, 675)
    metadata = metadata_of(karabakh, spec, "png")
    assert image.text["Description"] == metadata.alt
    assert image.text["Caption"] == metadata.caption
    assert "day=2020-11-10" in image.text["Source"]
    assert "version" in image.text["Source"] or "1.1.0" in image.text["Source"]


def test_a_png_for_print_has_its_millimetres(karabakh):
    """A column of 85 mm is 1004 pixels at 300 dpi; twice as fine is 1200 x 675 times two."""
    image = Image.open(io.BytesIO(make(karabakh, PictureSpec(DAY, size=read_size("column-85")), "png")))
    assert image.width == 1004
    assert image.info["dpi"][0] == pytest.approx(300, abs=0.5)
    fine = Image.open(io.BytesIO(make(karabakh, PictureSpec(DAY, size=read_size("1200x675", 2)), "png")))
    assert fine.size == (2400, 1350)


@languages
def test_an_svg_opens_in_a_parser(karabakh, language):
    """Letters are letters, layers are named, and title and description are the first things in it."""
    spec = PictureSpec(DAY, language=language, letters="text")
    root = ET.fromstring(make(karabakh, spec, "svg"))
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    metadata = metadata_of(karabakh, spec, "svg")
    assert root[0].text == metadata.title
    assert root[1].text == metadata.alt
    dublin_core = "{http://purl.org/dc/elements/1.1/}"
    assert root.find(f".//{dublin_core}description").text == metadata.caption
    assert "1.1.0" in root.find(f".//{dublin_core}source").text
    layers = {group.get("id"): group.get(f"{LAYER}label") for group in root.iter(f"{SVG}g")}
    assert {
        "ground",
        "areas",
        "front",
        "corridors",
        "settlements",
        "names",
        "legend",
        "sources",
        "date",
    } <= set(layers)
    assert all(layers.values())
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert any(day_in_words(DAY, language).replace("\u202f", "\u00a0") in (text or "") for text in texts)
    assert len(texts) > 40


@languages
@pytest.mark.parametrize("size", ["a4", "a3"])
def test_a_pdf_opens_in_a_reader(karabakh, language, size):
    """One page of the size of the paper, with letters that can be searched, and a title."""
    spec = PictureSpec(DAY, language=language, size=read_size(size))
    document = pypdfium2.PdfDocument(make(karabakh, spec, "pdf"))
    assert len(document) == 1
    wide, high = document[0].get_size()
    millimetres = {"a4": (297, 210), "a3": (420, 297)}[size]
    assert (wide / 72 * 25.4, high / 72 * 25.4) == pytest.approx(millimetres, abs=0.5)
    text = squeezed(document[0].get_textpage().get_text_bounded())
    assert "2020-11-10" in text
    assert squeezed("OpenStreetMap contributors") in text
    metadata = metadata_of(karabakh, spec, "pdf")
    assert document.get_metadata_value("Title") == metadata.title
    assert document.get_metadata_value("Subject") == metadata.alt
    assert document.get_metadata_value("Keywords").startswith(metadata.caption)
    drawn = document[0].render(scale=0.5).to_pil().convert("RGB")
    colors = drawn.resize((60, 40)).getcolors(2400)
    assert len(colors) > 200  # a map, not an empty sheet


@languages
def test_a_gif_opens_in_pillow(karabakh, language):
    """Three days are three pictures, each as long as asked; the last is held."""
    spec = PictureSpec(DAY, kind=PictureKind.CLIP, earlier=EVE, language=language, size=SMALL, pace=QUICK)
    image = Image.open(io.BytesIO(make(karabakh, spec, "gif")))
    assert image.size == (640, 360)
    assert image.n_frames == 3
    lengths = []
    for number in range(3):
        image.seek(number)
        lengths.append(image.info["duration"])
    changed = {change.day for change in changes_between(karabakh, EVE, DAY)}
    days = (EVE, dt.date(2020, 11, 9), DAY)
    expected = [400 if day in changed else 200 for day in days]
    expected[-1] += 1000
    assert lengths == expected
    assert b"2020-11-10" in image.info["comment"]


def tracks(content: bytes, path: pathlib.Path) -> tuple[dict, dict]:
    """What MediaInfo, which shares no code with FFmpeg, reads of a film: of the file, and of its only track."""
    path.write_bytes(content)
    whole, video = (track.to_data() for track in MediaInfo.parse(path).tracks)
    assert (whole["track_type"], video["track_type"]) == ("General", "Video")
    return whole, video


@languages
def test_an_mp4_opens_in_mediainfo(karabakh, language, tmp_path):
    """H.264 in the pixel format that every player knows, as long and as large as asked, with its words inside.

    The index stands first, so that it plays while it loads, and no clock time is in it.
    """
    spec = PictureSpec(DAY, kind=PictureKind.CLIP, earlier=EVE, language=language, size=SMALL, pace=QUICK)
    whole, video = tracks(make(karabakh, spec, "mp4"), tmp_path / "clip.mp4")
    metadata = metadata_of(karabakh, spec, "mp4")
    assert (video["format"], video["format_profile"][:4]) == ("AVC", "High")
    assert (video["chroma_subsampling"], video["bit_depth"]) == ("4:2:0", 8)
    assert (video["width"], video["height"]) == (640, 360)
    assert (video["transfer_characteristics"], video["color_range"]) == ("sRGB/sYCC", "Limited")
    changed = {change.day for change in changes_between(karabakh, EVE, DAY)}
    seconds = sum(0.4 if EVE + dt.timedelta(n) in changed else 0.2 for n in range(3)) + 1.0
    assert (video["frame_rate"], int(video["frame_count"])) == ("5.000", round(seconds * 5))
    assert whole["duration"] == pytest.approx(seconds * 1000, abs=1)
    assert whole["isstreamable"] == "Yes"
    assert not {"encoded_date", "tagged_date"} & whole.keys()
    said = [whole[name] for name in ("title", "description", "performer", "copyright")]
    assert said == [metadata.title, metadata.alt, "Control Atlas", karabakh.licence]
    assert "version" in whole["comment"] or "1.1.0" in whole["comment"]


def test_a_video_of_odd_sides_is_made_even(karabakh, tmp_path):
    """1201 x 675 becomes 1200 x 674: H.264 knows even sides only."""
    spec = PictureSpec(DAY, kind=PictureKind.CLIP, earlier=EVE, size=read_size("1201x675"), pace=QUICK)
    _, video = tracks(make(karabakh, spec, "mp4"), tmp_path / "clip.mp4")
    assert (video["width"], video["height"]) == (1200, 674)


PLAY = """async ([address, moments, points]) => {
  const video = Object.assign(document.createElement("video"), { muted: true, src: address });
  document.body.append(video);
  await new Promise((good, bad) => { video.onloadeddata = good; video.onerror = () => bad(video.error.message); });
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight), brush = canvas.getContext("2d");
  const pictures = [];
  for (const moment of moments) {
    const shown = new Promise((good) => {
      const look = (_, { mediaTime }) => { // the first that it tells of may be the frame that stood there before
        if (mediaTime <= moment && moment < mediaTime + 0.2) good(); else video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
    });
    video.currentTime = moment;
    await shown;
    brush.drawImage(video, 0, 0);
    pictures.push(points.map(([x, y]) => [...brush.getImageData(x, y, 1, 1).data].slice(0, 3)));
  }
  return { size: [video.videoWidth, video.videoHeight], seconds: video.duration, pictures };
}"""


@pytest.mark.browser
@pytest.mark.parametrize("size", ["960x540", "1280x1024"])
def test_an_mp4_plays_in_a_browser_in_the_colours_of_the_gif(karabakh, open_page, size):
    """Chromium plays the handover of Lachin on 1 December 2020, with the colours that the same clip has as GIF.

    A day of 0.2 and a day of change of 0.4 seconds, held for one more, are 1.6 seconds.
    Players take an unmarked film of 720 rows or more to have been coded by another rule of colours.
    """
    eve, day = dt.date(2020, 11, 30), dt.date(2020, 12, 1)
    spec = PictureSpec(day, kind=PictureKind.CLIP, earlier=eve, size=read_size(size), pace=QUICK)
    film = base64.b64encode(make(karabakh, spec, "mp4")).decode()
    gif = Image.open(io.BytesIO(make(karabakh, spec, "gif")))
    stills = [gif.convert("RGB")]
    gif.seek(gif.n_frames - 1)
    stills.append(gif.convert("RGB"))
    points = calm_points(stills, step=24, reach=7)
    turned = [
        it for it in calm_points(stills, step=6, reach=3) if stills[0].getpixel(it) != stills[1].getpixel(it)
    ]
    assert turned
    page = open_page("about:blank")
    seen = page.evaluate(PLAY, [f"data:video/mp4;base64,{film}", [1.3, 0.1], [*points, *turned]])
    wide, high = (int(side) for side in size.split("x"))
    assert seen["size"] == [wide, high]
    assert seen["seconds"] == pytest.approx(1.6)
    for still, picture in zip(stills, reversed(seen["pictures"]), strict=True):
        drawn = [still.getpixel(point) for point in (*points, *turned)]
        off = [
            max(abs(there - here) for there, here in zip(color, played, strict=True))
            for color, played in zip(drawn, picture, strict=True)
        ]
        coloured = [it for it, color in zip(off, drawn, strict=True) if max(color) - min(color) > 40]
        assert len(coloured) >= 20
        assert (
            statistics.mean(coloured) < 7
        )  # of 255, most of it the palette of the GIF; by the other rule it is 8
        assert max(off) < 40


def calm_points(stills: list[Image.Image], step: int, reach: int) -> list[tuple[int, int]]:
    """Points of the map, those of a grid, round which each of the pictures has one colour."""
    wide, high = stills[0].size
    return [
        (x, y)
        for x in range(wide // 6, wide - 8, step)
        for y in range(high // 6, high * 5 // 6, step)
        if all(
            len(it.crop((x - reach, y - reach, x + reach + 1, y + reach + 1)).getcolors()) == 1
            for it in stills
        )
    ]


@languages
@pytest.mark.parametrize("kind", [PictureKind.DAY, PictureKind.DIFFERENCE, PictureKind.CLIP])
def test_a_web_page_plays_from_disk(karabakh, open_page, tmp_path, language, kind):
    """Opened as a file it shows what was asked for, asks nothing of any network, and has no error; below 1.5 MB."""
    spec = PictureSpec(
        DAY,
        kind=kind,
        earlier=None if kind is PictureKind.DAY else EVE,
        language=language,
        title="<My> title",
    )
    path = tmp_path / "map.html"
    path.write_bytes(make(karabakh, spec, "html"))
    assert path.stat().st_size < 1_500_000  # Armenian letters take two bytes each
    page = open_page(path.as_uri(), offline=True)
    until(page, "!!window.controlAtlas && !!window.controlAtlas.state")
    state = told(page, STATE)
    if kind is PictureKind.DIFFERENCE:
        assert state["days"] == ["2020-11-08", "2020-11-10"]
        assert state["mode"] == "difference"
    elif kind is PictureKind.CLIP:
        assert state["range"] == ["2020-11-08", "2020-11-10"]
        assert state["day"] == "2020-11-08"
    else:
        assert state["day"] == "2020-11-10"
    assert page.title() == "<My> title"
    described = page.locator("meta[name=description]").get_attribute("content")
    metadata = metadata_of(karabakh, spec, "html")
    assert described.startswith(metadata.alt)
    assert page.locator("meta[property='og:description']").get_attribute("content") == metadata.caption
    assert page.witness.outside == []
    assert page.witness.errors == []


def test_a_web_page_opens_as_it_was_chosen(karabakh, open_page, tmp_path):
    """Lens, layers, selection and extent of the choice are those of the page."""
    spec = PictureSpec(
        DAY,
        extent="shusha",
        marked="shusha",
        layers=frozenset({"mosaic", "settlements", "labels"}),
        lens=karabakh.tours[0].steps[0].lens.__class__.HELD,
    )
    path = tmp_path / "map.html"
    path.write_bytes(make(karabakh, spec, "html"))
    page = open_page(path.as_uri())
    until(page, "!!window.controlAtlas && !!window.controlAtlas.state")
    state = told(page, STATE)
    assert state["lens"] == "held"
    assert state["selection"] == "shusha"
    assert sorted(state["layers"]) == ["labels", "mosaic", "settlements"]


def test_a_web_page_plays_inside_another(karabakh, open_page, tmp_path):
    """The snippet shows the page in a frame without rights, where it plays."""
    spec = PictureSpec(DAY)
    (tmp_path / "map.html").write_bytes(make(karabakh, spec, "html"))
    outer = tmp_path / "article.html"
    outer.write_text(
        f"<!DOCTYPE html><title>x</title><p>Before</p>{embed(karabakh, spec, 'map.html')}", "utf-8"
    )
    page = open_page(outer.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-day='2020-11-10']").wait_for(state="attached")
    frame.get_by_role("button", name="Next change", exact=True).click()
    frame.locator("html:not([data-day='2020-11-10'])").wait_for(state="attached")
    assert page.witness.outside == []


@languages
def test_geojson_opens_in_geopandas(karabakh, language, tmp_path):
    """Each place with its state, in degrees, rings turning as RFC 7946 has it; works and licence are named."""
    path = tmp_path / "state.geojson"
    content = make(karabakh, PictureSpec(DAY, language=language), "geojson")
    path.write_bytes(content)
    frame = geopandas.read_file(path)
    assert len(frame) == len(karabakh.places)
    assert frame.crs.to_epsg() == 4326
    row = frame[frame["place"] == "shusha"].iloc[0]
    assert row["controller"] == "azerbaijan"
    known = json.loads(content)["controlatlas"]
    assert "Open Database License" in known["licence"]
    cited = {key for feature in json.loads(content)["features"] for key in feature["properties"]["citations"]}
    assert cited == set(known["works"])
    polygons = frame[frame.geom_type == "Polygon"].geometry
    assert all(polygon.exterior.is_ccw for polygon in polygons)


def test_geojson_of_two_days_has_each_change(two_islands, tmp_path):
    """From 1 to 20 March 2020 two changes concern Cape Quizz, by the chronology of the two islands."""
    spec = PictureSpec(dt.date(2020, 3, 20), kind=PictureKind.PAIR, earlier=dt.date(2020, 3, 1))
    features = json.loads(make(two_islands, spec, "geojson"))["features"]
    metadata = [
        (it["properties"]["day"], it["properties"]["standing"])
        for it in features
        if it["properties"]["place"] == "cape-quizz"
    ]
    assert metadata == [("2020-03-01", "contested"), ("2020-03-20", "held")]


@languages
def test_a_csv_opens_in_a_reader_of_csv(karabakh, language):
    """A line for each place, with the mark by which spreadsheets know UTF-8."""
    content = make(karabakh, PictureSpec(DAY, language=language), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = _rows_of_csv(karabakh, PictureSpec(DAY, language=language))
    assert len(rows) == len(karabakh.places)
    assert {row["place"]: row["controller"] for row in rows}["khankendi"] == "armenian-forces"


def test_a_csv_of_changes_says_what_changes_and_how_much_land_passes(karabakh, two_islands):
    """In November 2020 Kalbajar is handed over, 1936 km² by its published area; Selevu rises from claimed to held."""
    spec = PictureSpec(dt.date(2020, 11, 26), PictureKind.PAIR, dt.date(2020, 11, 24))
    handed = [row for row in _rows_of_csv(karabakh, spec) if row["change"] == "controller" and row["km2"]]
    assert {(row["to"], row["event_kind"]) for row in handed} == {("azerbaijan", "handover")}
    assert sum(float(row["km2"]) for row in handed) == pytest.approx(1936, rel=0.06)
    spec = PictureSpec(dt.date(2020, 6, 1), PictureKind.PAIR, dt.date(2020, 5, 31))
    (row,) = _rows_of_csv(two_islands, spec)
    assert (row["place"], row["change"], row["km2"]) == ("selevu", "standing", "")


def _rows_of_csv(dataset, spec):
    return list(csv.DictReader(io.StringIO(make(dataset, spec, "csv").decode("utf-8-sig"))))


@languages
def test_a_zip_has_all_a_desk_needs(karabakh, language):
    """Picture, drawing, data, caption, alternative text, sources as text and for Zotero, licence."""
    spec = PictureSpec(DAY, language=language)
    with zipfile.ZipFile(io.BytesIO(make(karabakh, spec, "zip"))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        stem = "karabakh-1.1.0_2020-11-10_whole"
        for name in (
            *(f"{stem}_{language}_light_1200x675.{end}" for end in ("png", "svg")),
            *(f"{stem}.{end}" for end in ("geojson", "csv")),
            "sources.bib",
            "licence.txt",
        ):
            assert name in names
        metadata = metadata_of(karabakh, spec, "zip")
        text = archive.read("caption.txt").decode("utf-8")
        assert metadata.caption in text
        assert metadata.alt in text
        listed = archive.read("sources.txt").decode("utf-8")
        works = json.loads(archive.read("sources.json"))
        assert listed.count("\n[") + 1 == len(works)
        assert "GeoNames" in archive.read("licence.txt").decode("utf-8")


REPEATABLE = ("png", "svg", "pdf", "html", "geojson", "csv", "zip")
"""The forms of which two are the same, byte for byte, whoever makes them."""

AGAIN = """
import functools, sys
from controlatlas.cli import dataset
from controlatlas.cli.main import main
dataset.load_dataset = functools.cache(dataset.load_dataset)
for form in sys.argv[2:]:
    choices = ["--extent", "district-shusha", "--lang", "az", "--labels", "many", "--tone", "grey", "--title", "Şuşa"]
    assert main(["export", form, "--on", "2020-11-10", *choices, "-o", f"{sys.argv[1]}/again.{form}"]) == 0
"""


@pytest.fixture(scope="module")
def made_elsewhere(root, tmp_path_factory) -> pathlib.Path:
    """A folder with what another process makes of the same choices in each form."""
    folder = tmp_path_factory.mktemp("elsewhere")
    subprocess.run(
        [sys.executable, "-c", AGAIN, str(folder), *REPEATABLE], cwd=root, check=True, capture_output=True
    )
    return folder


@pytest.mark.parametrize("form", REPEATABLE)
def test_the_same_wish_gives_the_same_bytes(karabakh, form, made_elsewhere):
    """What another process makes from the command line is the same, byte for byte, as what the page gives."""
    spec = PictureSpec(DAY, extent="district-shusha", language="az", labels="many", tone="grey", title="Şuşa")
    assert (made_elsewhere / f"again.{form}").read_bytes() == make(karabakh, spec, form)


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ([], PictureKind.CLIP),
        (["--as", "pair"], PictureKind.PAIR),
        (["--as", "difference"], PictureKind.DIFFERENCE),
    ],
)
def test_a_web_page_of_two_days_plays_or_compares(karabakh, loaded_once, tmp_path, more, kind):
    """From the command line a page of two days plays from one to the other, unless it is to compare them."""
    path = tmp_path / "map.html"
    call = ["export", "html", "--from", "2020-11-08", "--to", "2020-11-10", "-o", str(path), *more]
    assert main(call) == 0
    assert path.read_bytes() == make(karabakh, PictureSpec(DAY, kind=kind, earlier=EVE), "html")


def test_two_ways_to_ask_for_a_clip_are_one(karabakh):
    """A form that moves makes a clip of any specification with two days."""
    spec = PictureSpec(DAY, kind=PictureKind.PAIR, earlier=EVE, size=SMALL, pace=QUICK)
    assert make(karabakh, spec, "gif") == make(karabakh, replace(spec, kind=PictureKind.CLIP), "gif")


def test_the_forms_are_those_of_the_command_line():
    """The command line offers each form of the table, and no other."""
    from controlatlas.cli.export import FORM_IDS

    assert tuple(FORMS) == FORM_IDS
