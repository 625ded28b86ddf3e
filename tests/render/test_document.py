"""The document as a file: whole, alone, the same each time, and deaf to what texts say."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import gzip
import json
import re
from html.parser import HTMLParser
from importlib import resources

import folium
import pytest

from controlatlas import load_dataset
from controlatlas.records.errors import OutsideSpanError
from controlatlas.webmap import build_document, build_map
from controlatlas.webmap.document import COMPARING, COMPARING_STYLES, SCRIPTS, STYLES
from controlatlas.webmap.encode import packed, unpacked

LIMIT = 1_500_000
HOSTILE = "</script><script>alert(1)</script><!-- {{ 7 * 7 }} {% raw %} \u2028<img src=x onerror=alert(2)>"


class Outline(HTMLParser):
    """The tags of a page, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: str | None = None
        self.texts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """A tag begins."""
        self.tags.append((tag, dict(attrs)))
        self.inside = tag if tag in ("script", "style", "title") else None

    def handle_endtag(self, tag):
        """A tag ends."""
        self.inside = None

    def handle_data(self, data):
        """Text between tags."""
        if self.inside:
            self.texts.append((self.inside, data))


@pytest.fixture(scope="module")
def page(karabakh):
    """The document of the shipped dataset."""
    return build_document(karabakh)


@pytest.fixture(scope="module")
def outline(page):
    """Its tags."""
    return Outline(page)


def test_the_document_asks_nobody_for_anything(outline):
    """No tag of the document names a file or an address to load."""
    for tag, attributes in outline.tags:
        assert tag not in ("link", "iframe", "object", "embed", "base", "img"), tag
        assert "src" not in attributes, tag
        assert "href" not in attributes, tag


def test_styles_load_nothing(outline):
    """The style sheets name no picture, font or other sheet."""
    for kind, text in outline.texts:
        if kind == "style":
            assert "@import" not in text
            assert not re.findall(r"url\((?!#)[^)]*\)", text)


def test_a_policy_forbids_the_network(outline):
    """The document itself forbids the browser to load anything that is not in it."""
    policy = next(a["content"] for t, a in outline.tags if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    assert not {"connect-src", "font-src", "frame-src", "media-src"} & set(rules)
    assert "http" not in policy


def test_the_policy_comes_before_what_it_governs(outline):
    """Nothing that could load comes before the policy."""
    tags = [tag for tag, _ in outline.tags]
    governed = tags.index("style")
    policy = next(
        i for i, (_, a) in enumerate(outline.tags) if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy < governed < tags.index("script")


def test_folium_leaves_its_usual_luggage_behind(page):
    """None of the libraries that folium loads by default is in the document."""
    for name in ("jquery", "bootstrap", "awesome", "cdn.jsdelivr", "cloudflare", "glyphicon"):
        assert name not in page.lower(), name


def test_leaflet_is_inside(page):
    """Leaflet 1.9 is in the document, without the address of a source map."""
    assert re.search(r"Leaflet 1\.9\.\d", page)
    assert "sourceMappingURL" not in page


def test_the_page_tells_who_it_is(outline, karabakh):
    """Language, title, description and a viewport that may be zoomed are given."""
    tags = dict(outline.tags[::-1])
    assert tags["html"]["lang"] == "en"
    assert ("title", karabakh.title) in outline.texts
    metas = {a.get("name"): a.get("content") for t, a in outline.tags if t == "meta"}
    assert karabakh.title in metas["description"]
    assert "user-scalable" not in metas["viewport"]
    assert "maximum-scale" not in metas["viewport"]


@pytest.mark.parametrize("name", ["karabakh", "two_islands"])
def test_the_same_dataset_gives_the_same_bytes(name, request):
    """Building twice gives one document, so that a file can be compared and cached."""
    dataset = request.getfixturevalue(name)
    assert build_document(dataset) == build_document(dataset)


def test_every_file_of_the_player_is_in_the_page():
    """Each script and each style sheet in the folder of the player is joined into a document; types stay behind."""
    folder = resources.files("controlatlas.webmap") / "player"
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.endswith(".d.ts"))
    used = {
        *(f"{name}.js" for name in (*SCRIPTS, *COMPARING)),
        *(f"{name}.css" for name in (*STYLES, *COMPARING_STYLES)),
    }
    assert names == sorted(used)


def test_the_document_is_small(page):
    """The whole of it, Leaflet included, stays under a megabyte and a half."""
    assert len(page.encode()) < LIMIT


@pytest.mark.parametrize("language", ["az", "hy", "ru"])
def test_the_document_is_small_in_every_language(karabakh, language):
    """Letters of two bytes each, with what each work supports in them, are too much: such data travel compressed."""
    assert len(build_document(karabakh, language=language).encode()) < LIMIT


def test_a_table_is_the_records_that_it_was_made_of():
    """Records with any fields come back in their order; what is no list of records stays as it is."""
    payload = {
        "places": [{"id": "a", "rank": 1}, {"id": "b"}, {"id": "c", "rank": None}],
        "days": ["1950-01-01"],
        "empty": [],
        "dataset": {"id": "x"},
    }
    small = packed(payload)
    assert small["places"] == {
        "forms": [["id", "rank"], ["id"]],
        "rows": [[0, "a", 1], [1, "b"], [0, "c", None]],
    }
    assert {key: small[key] for key in ("days", "empty", "dataset")} == {
        key: payload[key] for key in ("days", "empty", "dataset")
    }
    assert unpacked(small) == payload


def test_comments_stay_at_home(page):
    """The scripts and styles of the player come without their comments, and with all else."""
    own = page.partition('id="controlatlas-payload"')[2]
    assert "class Player {" in own
    assert "@param" not in own
    assert re.search(r"^\s*//", own, re.M) is None


def payload_of(page: str):
    """The data in a page, found as a browser finds it."""
    inside = re.search(
        r'<script type="application/json" id="controlatlas-payload">(.*?)</script>', page, re.S
    )
    assert inside
    return unpacked(json.loads(inside[1]))


def test_markup_in_a_name_is_inert(two_islands):
    """A name with tags, comments or template signs travels as that name, and adds no tag to the page."""
    key, place = next(iter(two_islands.places.items()))
    named = dataclasses.replace(place, names={"en": HOSTILE})
    hostile = dataclasses.replace(
        two_islands, places={**two_islands.places, key: named}, titles={"en": HOSTILE}
    )
    plain, changed = build_document(two_islands), build_document(hostile)
    assert payload_of(changed)["places"][0]["name"] == HOSTILE
    assert payload_of(changed)["dataset"]["title"] == HOSTILE
    assert [tag for tag, _ in Outline(changed).tags] == [tag for tag, _ in Outline(plain).tags]


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_theme_may_be_fixed(theme, two_islands):
    """The page follows the reader's system, or stays light or dark."""
    assert f'data-theme="{theme}"' in build_document(two_islands, theme=theme)


def test_an_unknown_theme_is_refused(two_islands):
    """A theme that does not exist is an error that names those that do."""
    with pytest.raises(ValueError, match="auto, light, dark"):
        build_document(two_islands, theme="sepia")


def test_a_day_outside_the_span_is_refused(two_islands):
    """A document cannot begin on a day of which the dataset says nothing."""
    with pytest.raises(OutsideSpanError):
        build_document(two_islands, day=two_islands.end + dt.timedelta(1))


def test_the_map_is_a_folium_map(two_islands):
    """Whoever knows folium can take the map and render it, with the same result."""
    canvas = build_map(two_islands)
    assert isinstance(canvas, folium.Map)
    assert canvas.get_root().render() == build_document(two_islands)


def test_a_large_document_is_compressed(root, monkeypatch):
    """From a size on the data travel compressed: the same data, and the same bytes each time."""
    dataset = load_dataset(root / "tests" / "datasets" / "two_islands")
    plain = build_document(dataset)
    monkeypatch.setattr("controlatlas.webmap.document.PACKED_FROM", 1000)
    page = build_document(dataset)
    assert page == build_document(dataset)
    assert len(page) < len(plain)
    script = r'<script type="application/{}" id="controlatlas-payload">(.*?)</script>'
    sent = re.search(script.format("gzip"), page, re.S)[1]
    data = gzip.decompress(base64.b64decode(sent)).decode("utf-8")
    assert data == re.search(script.format("json"), plain, re.S)[1]
