"""The page Export: what is chosen there comes out of it, the words go with it, and mistakes are named."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest
from moving import at_rest, map_frame, until
from PIL import Image
from streamlit.testing.v1 import AppTest
from waiting import PATIENCE

from controlatlas.export.formats import FORMS, make
from controlatlas.language.captions import PictureKind
from controlatlas.picture.shots import Pace
from controlatlas.picture.size import read_size
from controlatlas.picture.spec import PictureSpec
from controlatlas.records.errors import SettingError
from controlatlas.records.model import Lens
from controlatlas.ui.server import lifespan


@pytest.fixture
def app(root, monkeypatch):
    """The app as Streamlit's own test harness runs it, from the repository's folder."""
    monkeypatch.chdir(root)
    return AppTest.from_file(str(root / "app.py"), default_timeout=PATIENCE)


def opened(app: AppTest, **query: str) -> AppTest:
    """Open the page with an address."""
    for key, value in query.items():
        app.query_params[key] = value
    return app.switch_page("pages/export.py").run()


def codes(app: AppTest) -> list[str]:
    """The texts that can be copied with one click."""
    blocks = [it.proto for it in app.get("bidi_component")]
    return [json.loads(it.json)["text"] for it in blocks if it.component_name == "controlatlas_copied_text"]


def link_in(app: AppTest) -> dict[str, str]:
    """The query of the permalink."""
    link = next(text for text in codes(app) if re.match(r"Control Atlas, karabakh \S+, export\?", text))
    return {key: values[0] for key, values in parse_qs(link.partition("?")[2]).items()}


@pytest.mark.parametrize("form", list(FORMS))
def test_each_form_has_its_page(app, form):
    """Every form opens without error, with caption, alternative text, permalink and four ways to cite."""
    opened(app, day="2020-11-10", other="2020-11-08", format=form, lang="en")
    assert not app.exception
    assert not app.error
    texts = codes(app)
    assert any("Azerbaijan" in text and "km²" in text for text in texts)
    assert sum("Control Atlas" in text for text in texts) >= 4
    assert any(text.startswith("@misc") for text in texts)
    assert link_in(app)["format"] == form


def test_a_picture_leads_to_a_moving_map_with_the_line_that_embeds_it(app):
    """Beside the download of a picture one press chooses the web page, whose line to copy shows a page of that day in a frame."""
    opened(app, day="2020-11-10", format="png", lang="en")
    app.button(key="export:embed").click().run()
    (line,) = (text for text in codes(app) if text.startswith("<iframe"))
    assert "2020-11-10" in line
    assert not [it for it in app.button if it.key == "export:embed"]


ADDRESSES = (
    {"day": "2020-11-10"},
    {"day": "2020-11-10", "kind": "difference", "other": "2020-09-26", "lang": "ru", "tone": "grey"},
    {"day": "2022-08-30", "extent": "lachin-corridor", "size": "1080x1350", "names": "az", "labels": "many"},
    {"day": "2020-11-10", "extent": "map", "view": "39.7500,46.7500,10.00", "size": "own", "own": "1600x900"},
    {
        "day": "2020-11-10",
        "title": "A & B",
        "credit": "The Daily",
        "theme": "dark",
        "lens": "held",
        "times": "2",
    },
    {
        "day": "2020-11-10",
        "other": "2020-11-01",
        "format": "mp4",
        "each": "0.5",
        "fps": "10",
        "size": "1280x720",
    },
    {"day": "2020-11-10", "layers": "mosaic,labels", "select": "shusha", "format": "svg"},
)


@pytest.mark.parametrize("query", ADDRESSES)
def test_a_permalink_opens_the_same_choices(app, root, query, monkeypatch):
    """The permalink of a view opens a page with the same permalink: nothing of the choices is lost."""
    opened(app, **query)
    assert not app.error
    first = link_in(app)
    for key, value in query.items():
        assert first[key] == value
    again = AppTest.from_file(str(root / "app.py"), default_timeout=PATIENCE)
    opened(again, **first)
    assert link_in(again) == first
    assert not again.toast


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"size": "own", "own": "0x0"}, "from 240 to 12,000 pixels"),
        ({"size": "own", "own": "wide"}, "is no size"),
        ({"title": "x" * 10_000}, "at most 120 fit"),
        ({"format": "mp4", "other": "1988-02-01", "each": "1"}, "at most 300 seconds"),
        ({"format": "gif", "other": "2020-11-08", "fps": "99"}, "1 to 30"),
        ({"size": "own", "own": "240x240"}, "no room"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_drawn(app, query, said):
    """What cannot be made is an error with what is allowed; there is no picture and no download then."""
    opened(app, day="2020-11-10", lang="en", **query)
    assert not app.exception
    assert any(said in error.value for error in app.error), [error.value for error in app.error]
    assert not codes(app)


def test_all_mistakes_are_named_at_once(app):
    """A size, a title and a pace that are wrong are three errors."""
    query = {
        "size": "own",
        "own": "0x0",
        "title": "x" * 200,
        "format": "gif",
        "other": "2020-11-08",
        "fps": "0",
    }
    opened(app, day="2020-11-10", lang="en", **query)
    said = " ".join(error.value for error in app.error)
    assert "from 240 to 12,000 pixels" in said
    assert "at most 120 fit" in said
    app.switch_page("pages/method.py").run()  # an address is heard by who comes to a page
    opened(app, size="1200x675", title="")
    assert any("1 to 30" in error.value for error in app.error)


def test_choices_can_be_taken_back(app):
    """One button brings the usual choices back."""
    opened(app, day="2020-11-10", tone="grey", title="Mine", lang="en")
    app.button(key="export:clear").click().run()
    found = link_in(app)
    assert "tone" not in found
    assert "title" not in found


def test_changes_outside_the_map_are_one_click_away(app):
    """On 24 May 2024 all that changes lies outside the whole; the button beside that sentence shows it."""
    opened(app, day="2024-05-24", lang="en")
    assert any("4 of 4 changed places lie outside the map." in it.value for it in app.warning)
    app.button(key="export:show-changes").click().run()
    assert not app.exception
    assert not app.warning
    assert link_in(app)["extent"] == "changes"
    assert any("Gazakh district" in text for text in codes(app))


def test_a_difference_is_fitted_until_an_extent_is_chosen(app):
    """A picture of what changed shows what changed, whatever the map showed; the whole is shown if it is chosen."""
    opened(
        app, day="2024-05-24", other="2024-05-23", kind="difference", view="39.7500,46.7500,9.00", lang="en"
    )
    assert not app.warning
    assert "extent" not in link_in(app)
    app.selectbox(key="export:extent-shown").set_value("whole").run()
    assert link_in(app)["extent"] == "whole"
    assert any("4 of 4" in it.value for it in app.warning)


def test_a_public_address_stands_in_permalink_and_citations(app, monkeypatch):
    """With a public address all citations carry it; without one they name dataset, version and query, and no localhost."""
    opened(app, day="2020-11-10", lang="en")
    assert not any("localhost" in text for text in codes(app))
    assert sum("karabakh" in text and "export?" in text for text in codes(app)) >= 5
    monkeypatch.setenv("CONTROLATLAS_ADDRESS", "https://atlas.example.org")
    app.run()
    assert sum("https://atlas.example.org/export?" in text for text in codes(app)) >= 5


def test_a_wrong_setting_of_the_server_is_for_its_log_and_not_for_visitors(app, monkeypatch, caplog):
    """With an address and a number of workers that cannot be, the page stays whole, and the log says what is wrong."""
    monkeypatch.setenv("CONTROLATLAS_ADDRESS", "nowhere")
    monkeypatch.setenv("CONTROLATLAS_WORKERS", "many")
    opened(app, day="2020-11-10", lang="en", format="zip")
    assert not app.error
    assert not app.exception
    assert any("karabakh" in text and "export?" in text for text in codes(app))
    assert "CONTROLATLAS_ADDRESS is 'nowhere'" in caplog.text


def test_a_server_can_do_without_work_beyond_a_page(app, monkeypatch):
    """With no workers a clip or a ZIP is not offered, and the page says so; its words are there as ever."""
    monkeypatch.setenv("CONTROLATLAS_WORKERS", "0")
    opened(app, day="2020-11-10", lang="en", format="zip")
    assert not app.exception
    assert not [it for it in app.button if it.label.startswith("Create")]
    assert [it.value for it in app.info] == [
        "This server makes no clips or ZIP files. Control Atlas on your own computer makes them with the same choices."
    ]
    assert link_in(app)["format"] == "zip"


@pytest.mark.parametrize(
    ("variable", "text"), [("CONTROLATLAS_ADDRESS", "http://localhost/"), ("CONTROLATLAS_WORKERS", "-1")]
)
def test_a_server_does_not_start_with_a_wrong_setting(monkeypatch, variable, text):
    """Whoever starts it reads which setting cannot be; with settings that can, or none, it starts."""

    async def start():
        async with lifespan(None):
            return True

    def started():  # apart: the browser of other tests has a loop of its own in this thread
        with ThreadPoolExecutor() as apart:
            return apart.submit(asyncio.run, start()).result()

    assert started()
    monkeypatch.setenv(variable, text)
    with pytest.raises(SettingError, match=variable):
        started()


# ---------------------------------------------------------------- in a browser

browser = pytest.mark.browser


@pytest.fixture
def at(visit):
    """Come to a page of the app by its name and what its address asks."""

    def go(name: str, query: str = "", **settings):
        return visit(f"{name}?lang=en&{query}", **settings)

    return go


@browser
def test_from_the_map_to_a_picture(at, karabakh):
    """Export on the map opens the page with that day and lens; the file is the one that the command line makes."""
    page = at("", "day=1994-05-12&lens=held")
    map_frame(page)
    at_rest(page)  # it has heard the first word of the map
    at_rest(page)
    page.get_by_role("button", name="Export", exact=True).click()
    page.wait_for_url(re.compile(r"/export\?"))
    page.get_by_role("img", name=re.compile("12 May 1994")).wait_for()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download PNG").click()
    content = caught.value.path().read_bytes()
    assert caught.value.suggested_filename == (
        f"karabakh-{karabakh.version}_1994-05-12_whole_held_en_light_1200x675.png"
    )
    assert content == make(karabakh, PictureSpec(dt.date(1994, 5, 12), lens=Lens.HELD), "png")
    assert page.witness.outside == []


@browser
@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("compare", "day=2020-11-10&other=2020-09-26", {"kind": "pair", "other": "2020-09-26"}),
        ("places", "place=shusha", {"extent": "shusha"}),
        ("tours", "", {}),
    ],
)
def test_other_pages_open_it_with_their_view(at, name, query, said):
    """From Compare come both days, from Places the place, from Tours the day of the stop."""
    page = at(name, query)
    button = page.get_by_role("button", name="Export", exact=True)
    button.wait_for()
    at_rest(page)
    button.click()
    page.wait_for_url(re.compile(r"/export\?"))
    page.locator("img[alt*=map i], iframe").first.wait_for()  # the picture or page of the format chosen last
    page.wait_for_url(
        lambda url: all(parse_qs(urlsplit(url).query).get(key) == [text] for key, text in said.items())
    )


@browser
def test_a_clip_is_made_with_a_bar_and_can_be_cancelled(at, karabakh):
    """While a clip is made there is a bar and a way out; cancelled, it can be made again, and is the right one then."""
    page = at("export", "day=2020-11-10&other=2020-10-20&format=gif&size=800x450")
    at_rest(page)
    page.get_by_role("button", name="Create GIF").click()
    page.get_by_role("progressbar").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Create GIF").wait_for()
    page = at("export", "day=2020-11-10&other=2020-11-08&format=gif&size=800x450&fps=10")
    at_rest(page)
    page.get_by_role("button", name="Create GIF").click()
    button = page.get_by_role("button", name=re.compile("Download GIF"))
    button.wait_for()
    with page.expect_download() as caught:
        button.click()
    content = caught.value.path().read_bytes()
    spec = PictureSpec(
        dt.date(2020, 11, 10),
        kind=PictureKind.CLIP,
        earlier=dt.date(2020, 11, 8),
        size=read_size("800x450"),
        pace=Pace(fps=10),
    )
    assert content == make(karabakh, spec, "gif")
    assert Image.open(io.BytesIO(content)).n_frames == 3


@browser
def test_a_caption_is_copied_with_one_click(at):
    """The button beside the caption puts exactly it into the clipboard."""
    page = at("export", "day=2020-11-10", permissions=["clipboard-read", "clipboard-write"])
    text = page.locator("pre").first.inner_text().strip()
    at_rest(page)
    page.get_by_role("button", name="Copy", exact=True).first.click()
    page.get_by_role("status").filter(has_text="Copied").first.wait_for(state="attached")
    page.wait_for_function("navigator.clipboard.readText().then(text => text.length > 50)")
    assert page.evaluate("navigator.clipboard.readText()").strip() == text
    assert "10 November 2020" in text
    page.set_viewport_size(
        {"width": 390, "height": 844}
    )  # on a phone the picture stands before what can be chosen
    top = "document.querySelector('{}').getBoundingClientRect().top"
    until(page, f"{top.format('[data-testid=stImage]')} < {top.format('[data-testid=stSelectbox]')}")


@browser
def test_the_web_page_plays_in_the_preview(at):
    """The page that will be saved plays on the page Export, in a frame without rights."""
    page = at("export", "day=2020-11-10&format=html")
    frame = page.frame_locator("iframe")
    frame.locator("html[data-day='2020-11-10']").wait_for(state="attached")
    assert (
        page.locator("iframe").get_attribute("sandbox")
        == "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    )
