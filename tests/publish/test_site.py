"""The published islands: every record has its page, every page its frame, every link leads somewhere, nothing comes from elsewhere."""

from __future__ import annotations

import html
import json
import pathlib
import re
from dataclasses import replace

import pytest
from links import Page, faults, page_of
from PIL import Image
from publishing import BASE, ISLANDS, publish

from controlatlas.cli.main import main
from controlatlas.history.timeline import control_periods
from controlatlas.language.reader import reader_of
from controlatlas.publish.files import Site
from controlatlas.publish.list_pages import list_pages
from controlatlas.publish.paths import name_in_path
from controlatlas.publish.press import Press, compact
from controlatlas.publish.record_pages import event_page, place_page, record_pages, source_page
from controlatlas.publish.works import supports_row
from controlatlas.records.model import Layer, PlaceKind

LANGUAGES = ("en", "ru")


def text_of(path: pathlib.Path) -> str:
    """A page as text."""
    return path.read_text(encoding="utf-8")


# ---------------------------------------------------------------- links


def test_no_link_is_dead(site):
    """Every link within the site, on every page, leads to a file and to a part that is there; nothing is loaded from elsewhere."""
    assert faults(site, BASE) == []


def test_the_check_of_links_can_fail(tmp_path):
    """Dead links, dead fragments and what would be loaded from elsewhere are all found."""
    (tmp_path / "a.html").write_text(
        '<a href="b.html"></a><a href="#no"></a><img src="https://example.org/x.png">'
        f'<link rel="canonical" href="{BASE}/c.html"><a href="https://example.org/"></a><a href="a.html#p"></a><p id="p">'
    )
    assert len(faults(tmp_path, BASE)) == 4


# ---------------------------------------------------------------- pages


def test_every_record_has_a_page_in_every_language(site, two_islands):
    """Places with a name of their own, groups, events and works each have a page under an address made of their id."""
    wanted = {
        *(f"places/{it.id}" for it in two_islands.places.values() if it.layer is not Layer.CELL),
        *(f"places/{key}" for key in two_islands.groups),
        *(f"events/{it.id}" for it in two_islands.events),
        *(f"sources/{key}" for key in two_islands.sources),
    }
    for language in LANGUAGES:
        folder = site / language
        found = {it.relative_to(folder).with_suffix("").as_posix() for it in folder.glob("*/*.html")}
        assert found == wanted


def test_a_page_of_a_place_leads_to_each_event_and_each_event_to_its_works(site, two_islands):
    """Nothing is shown without its source: each period links its event, each event all works that it cites."""
    for key, periods in control_periods(two_islands).items():
        if two_islands.places[key].layer is not Layer.CELL:
            links = page_of(site / "en" / "places" / f"{key}.html").links
            assert {f"../events/{it.event}.html" for it in periods} <= {*links}, key
    for event in two_islands.events:
        links = page_of(site / "en" / "events" / f"{event.id}.html").links
        assert {f"../sources/{it.source}.html" for it in event.citations} <= {*links}, event.id


def test_every_page_has_its_frame(site):
    """Each page has a policy that lets in nothing from elsewhere, a title, its own address, and a way to each other language."""
    for path in site.rglob("*.html"):
        page, here = page_of(path), path.relative_to(site).as_posix()
        metas = [known for tag, known in page.tags if tag == "meta"]
        policy = next(it["content"] for it in metas if it.get("http-equiv") == "Content-Security-Policy")
        assert policy.startswith("default-src 'none'"), here
        assert not re.search(r"https?:|\*|unsafe-eval", policy), here
        assert f"{BASE}/{here}" in page.links, here
        own, _, rest = here.partition("/")
        for language in {*LANGUAGES} - {own}:
            assert any(it.endswith(f"{language}/{rest or own}") for it in page.links), here
        assert [tag for tag, _ in page.tags].count("h1") == 1 or here.endswith(
            ("/index.html", "compare.html")
        )


def test_no_script_and_no_style_stands_in_a_page(site):
    """What runs and what paints is in files, so that the policies can be strict; data is no script."""
    for path in site.rglob("*.html"):
        for tag, known in page_of(path).tags:
            assert "style" not in known, path
            assert not [name for name in known if name.startswith("on")], path
            assert tag != "style", path
            assert tag != "script" or known.get("src") or known.get("type") == "application/ld+json", path


def test_what_a_dataset_says_is_text(two_islands):
    """Markup in a name is shown letter by letter, and a letter that nobody sees is shown as �."""
    place = replace(two_islands.places["plimstow"], names={"en": "<b onclick=alert(1)>P\u200blim</b>"})
    page = place_page(Press(Site(two_islands, BASE, ("en",)), "en"), place).content.decode()
    assert "&lt;b onclick=alert(1)&gt;P�lim&lt;/b&gt;" in page
    assert "<b onclick" not in page


def test_a_page_says_how_to_cite_it(site):
    """The citation of a page carries the address that the page has where it is published."""
    assert f"{BASE}/en/places/plimstow.html</main>" in text_of(site / "en" / "places" / "plimstow.html")


def test_the_map_is_readable_without_script(site):
    """Where no script runs the map is a picture with a text for those who cannot see it, and a table."""
    text = text_of(site / "en" / "index.html")
    still = text.partition("<noscript>")[2].partition("</noscript>")[0]
    picture = next(known for tag, known in Page(still).tags if tag == "img")
    assert picture["alt"].startswith("Map of ")
    assert (site / "en" / picture["src"]).read_bytes().startswith(b"\x89PNG")
    assert "<table>" in text.partition("</noscript>")[2]


def test_the_picture_of_the_site_leads_to_the_site(site):
    """What a picture says of itself, where all its works are listed, is the address of the map on its day."""
    with Image.open(site / "en" / "map.png") as picture:
        assert picture.size == (1200, 630)
        assert f"{BASE}/en/index.html?" in picture.text["Source"]


def test_search_engines_for_datasets_and_other_sites_are_told(site, two_islands):
    """The map says what the dataset is in the words of schema.org, and how another page can embed it."""
    text = text_of(site / "en" / "index.html")
    about = json.loads(re.search(r"<script type=.?application/ld\+json.?>(.*?)</script>", text)[1])
    assert (about["@type"], about["name"], about["version"]) == ("Dataset", "Two Islands", "1.2.0")
    assert about["temporalCoverage"] == f"{two_islands.start}/{two_islands.end}"
    embed = json.loads(text_of(site / "en" / "oembed.json"))
    assert embed["type"] == "rich"
    assert f'src="{BASE}/en/index.html"' in embed["html"]


def test_an_event_is_embedded_on_its_day(site, two_islands):
    """The line to copy from the page of an event leads to the map on the last day that its date can mean."""
    event = next(it for it in two_islands.events if it.when.vague)
    text = text_of(site / "en" / "events" / f"{event.id}.html")
    assert f"day={event.when.latest}&amp;amp;select={event.id}" in text


def test_a_program_that_embeds_an_event_is_told_its_day(site, two_islands):
    """The page of an event that changes control names a file by which programs that know oEmbed show the map on its day."""
    event = two_islands.event["quizz-held"]
    page = page_of(site / "ru" / "events" / "quizz-held.html")
    (there,) = (it["href"] for tag, it in page.tags if it.get("type") == "application/json+oembed")
    told = json.loads(text_of(site / there.removeprefix(f"{BASE}/")))
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert f"{BASE}/ru/index.html?day={event.when.latest}&amp;select=quizz-held" in told["html"]


def test_a_link_to_a_page_is_shown_with_a_map(site, two_islands):
    """An event that changes control is shown with the map of its day, a place and a list with that of the language; it is there."""
    day = two_islands.event["quizz-held"].when.latest
    for page, picture in {
        "events/quizz-held": f"pictures/{day}.webp",
        "places/plimstow": "en/map.png",
        "changes": "en/map.png",
    }.items():
        tags = page_of(site / "en" / f"{page}.html").tags
        (there,) = (it["content"] for tag, it in tags if it.get("property") == "og:image")
        assert there == f"{BASE}/{picture}"
        with Image.open(site / picture) as image:
            assert min(image.size) > 300


def test_a_list_can_be_taken_away(site):
    """Beside each list of records stand the tables and references that it can be downloaded as."""
    for name, files in {
        "places": {"places.csv", "control-periods.csv"},
        "changes": {"events.csv", "changes.csv"},
        "sources": {"sources.csv", "sources.json", "sources.bib", "sources.ris"},
    }.items():
        tags = page_of(site / "ru" / f"{name}.html").tags
        assert {it["href"].removeprefix("../downloads/") for tag, it in tags if "download" in it} == files


def test_what_follows_from_a_neighbour_leads_to_its_event_and_what_is_recorded_names_works(karabakh):
    """A period that a source tells of the place names works; one that is inferred says how many, which its event names."""
    press = Press(Site(karabakh, BASE, ("en",)), "en")
    text = place_page(press, karabakh.places["nor-karachinar"]).content.decode()
    page = Page(text)
    inferred, recorded = "1993-04-05-kalbajar-district", "2020-11-25-kalbajar"
    assert {f"../events/{inferred}.html", f"../events/{recorded}.html"} <= {*page.links}
    works = {it for it in page.links if it.startswith("../sources/")} - {"../sources.html"}
    assert works
    assert works <= {f"../sources/{it.source}.html" for it in karabakh.event[recorded].citations}
    row = next(it for it in text.split("<li>") if f"events/{inferred}.html" in it)
    assert f"<small>{len(karabakh.event[inferred].citations)} sources" in row


def test_works_in_a_row_have_the_marks_of_the_language(karabakh):
    """The works of a period stand behind a colon and between semicolons in English, and in Armenian, which has neither, without."""
    rows = {}
    for language in ("en", "hy"):
        text = place_page(
            Press(Site(karabakh, BASE, (language,)), language), karabakh.places["shusha"]
        ).content.decode()
        rows[language] = [
            re.sub("<[^>]*>", "", it) for it in re.findall("<small>.*?</small>", text) if "sources/" in it
        ]
    assert any(re.match(r"\d+ sources(, [a-z ]+)?: .+; ", it) for it in rows["en"]), rows["en"]
    assert any(re.match(r"\d+ աղբյուր(, [ա-և ]+)?\. .+\. ", it) for it in rows["hy"]), rows["hy"]
    assert not [it for it in rows["hy"] if re.search("[;:]", it)]


def test_pages_of_places_stay_lean(karabakh):
    """In each language a page of a place takes less than 5.5 kB on the average, so that the whole site stays under 60 MB."""
    places = [it for it in karabakh.places.values() if it.layer is not Layer.CELL][::40]
    for language, most in {"en": 4_200, "hy": 5_500}.items():
        press = Press(Site(karabakh, "https://maps.example.org/karabakh", ("en", "az", "hy", "ru")), language)
        assert sum(len(place_page(press, it).content) for it in places) < most * len(places), language


def test_a_place_is_found_by_its_name_in_any_language(karabakh):
    """The list of places has the Armenian and the Azerbaijani name of Shusha beside the way to its page."""
    page = next(list_pages(Site(karabakh, BASE, ("en",))))
    entry = next(it for it in page.content.decode().split("<li>") if "places/shusha.html" in it)
    assert page.path == "en/places.html"
    assert all(name in entry for name in ("Շուշի", "Şuşa", "Шуша"))


def test_pages_of_the_shipped_dataset_are_said_in_its_languages(karabakh):
    """A page in Armenian has no English word of the program's in it."""
    press = Press(Site(karabakh, BASE, ("hy",)), "hy")
    event = karabakh.event["2020-11-08-shusha"]
    pages = (
        place_page(press, karabakh.places["shusha"]),
        event_page(press, event, None, None),
        source_page(press, karabakh.sources[event.citations[0].source]),
    )
    for page in pages:
        text = page.content.decode()
        assert 'lang="hy"' in text or "lang=hy" in text
        assert not re.search(r"Works cited|Cite this page|Skip to|Who held it|Sources<", text)


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("key", "name"),
    [("shusha", "shusha"), ("2020-11-08-shusha", "2020-11-08-shusha")],
)
def test_an_id_is_its_own_address(key, name):
    """An id as the format wants it stands in the address as it is, so that the address lasts as long as the id."""
    assert name_in_path(key) == name


def test_odd_ids_have_addresses_of_their_own():
    """Ids with letters that files cannot have, or that differ only in these, each have a safe name that no other id has."""
    odd = ["Шуша", "a b", "a/b", "../a", "A", "a", "con", "aux", "", "..", "x" * 300, "a_b"]
    names = [name_in_path(key) for key in odd]
    assert len({name.casefold() for name in names}) == len(odd)
    assert all(re.fullmatch(r"[a-z0-9_-]{1,130}", name) for name in names)


# ---------------------------------------------------------------- once more


def test_the_same_again_changes_nothing(site, capsys):
    """Same dataset, same bytes: published once more, no file is written."""
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.name != "site.json"}
    assert publish(site, "--lang", "en,ru") == 0
    assert " 0 new, 0 changed, 0 removed" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_correction_touches_only_the_pages_that_say_it(two_islands):
    """With another title of an event no other pages change than those on which it stood."""
    corrected = {"en": "A title that was corrected"}
    events = tuple(replace(it, title=corrected) if it.id == "quizz-held" else it for it in two_islands.events)
    before, after = (
        {file.path: file.content.decode() for part in (record_pages, list_pages) for file in part(site)}
        for site in (Site(it, BASE, ("en",)) for it in (two_islands, replace(two_islands, events=events)))
    )
    title = html.escape(two_islands.event["quizz-held"].title["en"])
    changed = {path for path, text in after.items() if before[path] != text}
    assert before.keys() == after.keys()
    assert changed == {path for path, text in before.items() if title in text}
    assert "en/events/quizz-held.html" in changed
    assert len(changed) < len(before) / 2


def test_what_is_let_out_of_a_page_changes_nothing_in_it():
    """A page without closing tags and quotes says the same to a browser as the one with them."""
    whole = '<ul>\n<li><a href="a.html?b=c&amp;d">x="y"</a></li>\n<li class="look a0">2</li>\n</ul>'
    there, here = Page(whole.replace('x="y"', "x")), Page(compact(whole.replace('x="y"', "x")))
    assert here.tags == there.tags
    assert len(compact(whole)) < len(whole)


# ---------------------------------------------------------------- the command


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("maps.example.org", "write the web address"),
        ("ftp://maps.example.org", "write the web address"),
        ("https://maps.example.org/?a=b", "write the web address"),
        ("https://maps.example.org/a b", "letters that no address has"),
        ('https://maps.example.org/"><script>', "letters that no address has"),
        ("https://[::1", "write the web address"),
    ],
)
def test_an_address_that_cannot_be_is_told(tmp_path, capsys, base, message):
    """A base that is no web address of a folder ends the call before anything is made."""
    assert main(["publish", str(tmp_path / "site"), "--base", base]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_language_that_the_program_does_not_speak_is_told(tmp_path, capsys):
    """A language that there is not is told with those that there are."""
    call = ["publish", str(tmp_path / "site"), "--dataset", str(ISLANDS), "--base", BASE, "--lang", "eo"]
    assert main(call) == 2
    assert "choose of en, az, hy, ru" in capsys.readouterr().err


def test_a_folder_with_other_things_in_it_is_told_at_once(tmp_path, capsys):
    """The folder is looked at before the dataset is loaded."""
    (tmp_path / "thesis.odt").write_text("years of work")
    assert main(["publish", str(tmp_path), "--dataset", "nowhere", "--base", BASE]) == 2
    assert "not empty" in capsys.readouterr().err


def test_what_stands_in_another_language_says_so(karabakh):
    """What a work supports may be written in English alone: on a Russian page it is marked so, on an English one it is not."""
    (translated, *_) = karabakh.event["2020-11-08-shusha"].citations
    assert supports_row(translated, reader_of(karabakh, "ru"))["supports_lang"] == ""
    citation = replace(translated, supports={"en": translated.supports["en"]})
    assert supports_row(citation, reader_of(karabakh, "ru"))["supports_lang"] == "en"
    assert supports_row(citation, reader_of(karabakh, "en"))["supports_lang"] == ""


def test_a_kind_of_the_datasets_own_is_called_by_its_name(two_islands):
    """A place of a kind that only the dataset knows stands on the site under the name that the dataset gives."""
    (place, *_) = (it for it in two_islands.places.values() if it.layer == "settlement")
    own = PlaceKind(id="oil-field", names={"en": "oil field"}, rank=3)
    dataset = replace(
        two_islands,
        places={**two_islands.places, place.id: replace(place, kind="oil-field")},
        place_kinds={"oil-field": own},
    )
    page = place_page(
        Press(Site(dataset, "https://maps.example.org", ("en",)), "en"), dataset.places[place.id]
    )
    assert b"oil field" in page.content
    assert b"oil-field" not in page.content
