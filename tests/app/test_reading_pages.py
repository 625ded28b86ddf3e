"""The pages for reading: each does its main job, keeps its view in the address, and says so when nothing is found."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from waiting import PATIENCE

from controlatlas.records.model import Lens

PAGES = ("map", "compare", "places", "changes", "sources", "claims", "tours", "export", "import", "method")


@pytest.fixture
def app(root, monkeypatch):
    """The app as Streamlit's own test harness runs it, from the repository's folder."""
    monkeypatch.chdir(root)
    return AppTest.from_file(str(root / "app.py"), default_timeout=PATIENCE)


def open_page(app: AppTest, name: str, **query: str) -> AppTest:
    """Open a page with an address."""
    for key, value in query.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{name}.py").run()


def in_address(app: AppTest, key: str) -> str:
    """What the browser is told that the address says under a key."""
    return app.session_state["address:shown"][key]


def said(app: AppTest) -> str:
    """All texts of a page."""
    html = [element.proto.body for element in app.get("html")]
    return " ".join([*(it.value for it in app.markdown), *(it.value for it in app.title), *html])


def told(app: AppTest) -> dict[str, object]:
    """What the list of events is told: its rows, and which of them is read; nothing where there is no list."""
    lists = [it.proto for it in app.get("bidi_component") if it.proto.component_name == "controlatlas_events"]
    return json.loads(lists[0].json) if lists else {"rows": []}


def listed(app: AppTest) -> list[dict[str, object]]:
    """The rows of the list of events."""
    return told(app)["rows"]


@pytest.mark.parametrize("language", ["en", "az", "hy", "ru"])
@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_in_each_language(app, page, language):
    """Every page opens without exception and error in English, Azerbaijani, Armenian and Russian; no stop stands twice."""
    open_page(app, page, lang=language)
    assert not app.exception
    assert not app.error
    captions = " ".join(it.value for it in app.caption)
    assert not re.search(r"(?<!\.)\.\.(?!\.)", captions), "a full stop after an abbreviation that has one"


@pytest.mark.parametrize("page", PAGES)
def test_each_page_keeps_the_whole_view_in_its_address(app, page):
    """Day, compared day, lens, selection, layers, map view and names stand in the address of every page."""
    query = {
        "day": "2020-11-10",
        "other": "2020-09-26",
        "lens": "held",
        "select": "shusha",
        "layers": "mosaic,labels",
        "view": "39.7500,46.7500,9.5",
        "names": "hy",
        "lang": "ru",
    }
    open_page(app, page, **query)
    found = {key: in_address(app, key) for key in (*query, "dataset")}
    assert found == {**query, "dataset": "karabakh"}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_works_with_another_conflict(app, root, monkeypatch, page):
    """The invented islands, which have none of the shipped names, open on every page."""
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(root / "tests" / "datasets"))
    open_page(app, page, dataset="two_islands")
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("page", PAGES)
def test_nonsense_in_any_address_opens_a_sensible_view_and_is_named(app, page):
    """A day that is none, an unknown place, lens and language are ignored on every page, and it says which."""
    open_page(app, page, day="soon", select="atlantis", lens="rosy", lang="tlh")
    assert not app.exception
    told = " ".join(toast.value for toast in app.toast)
    for nonsense in ("soon", "atlantis", "rosy", "tlh"):
        assert nonsense in told


def test_the_view_survives_turning_pages(app):
    """Who leaves the map on a day with a place selected finds both on the next page and on the way back."""
    open_page(app, "map", day="1992-05-18", select="lachin")
    app.query_params.clear()
    app.switch_page("pages/places.py").run()
    assert in_address(app, "day") == "1992-05-18"
    assert in_address(app, "select") == "lachin"
    assert "Lachin" in said(app)


def test_two_days_are_compared_with_totals_and_table(app):
    """The eve and the end of the 44 days: title, days and sums speak of one change, and the table has a row for each place.

    The sums stand beside the map by controller and standing, settlements and land apart.
    """
    open_page(app, "compare", day="2020-11-10", other="2020-09-26")
    assert not app.dataframe  # the table is sent to who comes near it
    app.session_state["compare:all:seen"] = 1
    text = said(app.run())
    assert app.title[0].value.startswith("Azerbaijan gained 3,4")
    assert "26 September – 10 November 2020" in text
    # 14 of the places that changed hands have no position in the dataset, and bridges, heights and roads are among all of them
    unplaced = "have no known position and are not on the map"
    assert f"455 settlements and other places (14 of them {unplaced})" in text
    assert f"14 of the places counted {unplaced}." in [it.value for it in app.caption]
    assert "places change hands" not in text
    held, claimed, contested = (text.index(f"<span>{it}</span>") for it in ("held", "claimed", "contested"))
    assert held < claimed < contested
    table = app.dataframe[0].value
    assert len(table) == 753
    # 1-3 km of error on the line of 1994 leave the sum of the cells that pass to Azerbaijan near 4,200 km2
    assert table["km2"].sum() == pytest.approx(4208.7 + 146.0, abs=0.5 * len(table) ** 0.5)


def test_two_equal_days_say_that_nothing_changes(app):
    """A comparison without difference says so, in its title too, and offers the pairs."""
    open_page(app, "compare", day="2000-01-02", other="2000-01-01")
    assert app.title[0].value.endswith(" no change")
    assert any("no place changes" in info.value for info in app.info)


def test_a_pair_of_days_can_be_chosen(app):
    """The presets of the dataset set both days: the handover of Kalbajar compares 24 and 25 November 2020."""
    open_page(app, "compare")
    app.selectbox(key="compare:pair").set_value("kalbajar-2020").run()
    assert (in_address(app, "other"), in_address(app, "day")) == ("2020-11-24", "2020-11-25")


def test_a_place_tells_its_names_and_periods(app):
    """Shusha: names in five languages, and on 9 November 2020 under Azerbaijan, claimed or held as the sources say."""
    open_page(app, "places", place="shusha", day="1995-01-01")
    text = said(app)
    for name in ("Shusha", "Şuşa", "Շուշի", "Shushi", "Шуша"):
        assert name in text
    assert "Armenian forces, held" in text


def test_a_name_is_given_once(app):
    """Kalbajar has its names by language, and beside them only Karvacharr, which is none of these."""
    open_page(app, "places", place="kalbajar")
    (names,) = (it.proto.body for it in app.get("html") if "Other names" in it.proto.body)
    assert re.findall(r"<dd[^>]*>([^<]*)", names)[-1] == "Karvacharr"
    assert names.count("Քարվաճառ") == 1


def test_a_card_says_what_stays_and_when_others_date_it(app):
    """The town of Kalbajar is contested on 2 April 1993, under Armenian forces; on the 3rd they have it as before, and Azerbaijan's date is named."""
    open_page(app, "places", place="kalbajar", day="1995-01-01")
    text = html.unescape(said(app))
    assert "Armenian forces, as before, now held" in text
    assert "Armenian forces → Armenian forces" not in text
    assert "2 April 1993: Azerbaijani official date." in text


def test_periods_end_on_the_eve_of_the_next_in_each_form(app):
    """Shusha, Armenian-held from 9 May 1992, contested from 5 November 2020: each list and the file say up to the 4th."""
    open_page(app, "places", place="shusha", day="1995-01-01", lang="en")
    assert any("9 May 1992 – 4 November 2020" in it.label for it in app.expander)
    assert "9 May 1992 – 4 November 2020: Armenian forces" in said(app)


def test_the_lens_is_chosen_beside_the_bar(app):
    """On 8 November 2020 Shusha is claimed by Azerbaijan; without claims it stays with Armenian forces, as contested."""
    open_page(app, "places", place="shusha", day="2020-11-08", lang="en")
    assert "On 8 November 2020: Azerbaijan, claimed" in said(app)
    app.button_group(key="places:lens").set_value(Lens.HELD).run()
    assert in_address(app, "lens") == "held"
    assert "On 8 November 2020: Armenian forces, contested" in said(app)


def test_a_place_leads_to_its_groups_and_they_to_their_places(app):
    """From Shusha one click opens its district, and the address names it; the district lists Shusha."""
    open_page(app, "places", place="shusha")
    button = next(it for it in app.button if (it.key or "").startswith("places:group:"))
    group = button.key.removeprefix("places:group:")
    button.click().run()
    assert not app.exception
    assert in_address(app, "place") == group
    assert "Shusha" in " ".join(app.dataframe[0].value["place"])


def test_an_unknown_name_brings_suggestions(app):
    """A name in another spelling is no dead end: the nearest places are offered."""
    open_page(app, "places", place="Shooshee")
    assert any("Shusha" in button.label for button in app.button)


def test_changes_are_filtered_and_the_way_back_is_offered(app):
    """The six handovers are found by kind; a filter that nothing answers says so and can be cleared."""
    open_page(app, "changes", kind="handover")
    assert len(listed(app)) == 6
    app.text_input(key="changes:q").set_value("zzzzz").run()
    assert not listed(app)
    assert any("No results" in info.value for info in app.info)
    app.button(key="changes:clear").click().run()
    assert len(listed(app)) == 50


def test_each_filter_in_use_is_named_and_lifted_by_one_press(app):
    """A place that was selected elsewhere is named with a button that lifts it, beside those of kinds and days, each for itself."""
    open_page(app, "changes", lang="en", select="shusha", kind="handover")
    lifts = [it.label for it in app.button if it.key and it.key.startswith("changes:lift")]
    assert list(map(html.unescape, lifts)) == ["Kind: Handover"]
    app.button(key="changes:lift:kind:handover").click().run()
    assert len(listed(app)) == 50
    open_page(app, "places", place="lachin", select="lachin")
    app.query_params.clear()
    app.switch_page("pages/changes.py").run()
    assert html.unescape(app.button(key="changes:lift:place").label).startswith("Place: Lachin")
    assert any("selected on another page" in it.value for it in app.caption)
    app.button(key="changes:lift:place").click().run()
    assert len(listed(app)) == 50
    assert "place" not in app.session_state["address:shown"]


def test_where_filters_leave_nothing_the_nearest_events_and_the_way_to_more_are_offered(app, karabakh):
    """Shusha changes hands in May 1992 and November 2020, and on no day of 2005: the last and the next event of the place are offered."""
    days = {"since": "2005-01-01", "until": "2005-12-31"}
    open_page(app, "changes", lang="en", place="shusha", changing="yes", **days)
    assert not listed(app)
    near = [it.key.removeprefix("changes:near:") for it in app.button if it.key and "changes:near" in it.key]
    before, after = (karabakh.event[key].when for key in near)
    assert before.latest < dt.date(2005, 1, 1)
    assert after.earliest.year == 2020
    lifts = {it.key: it.label for it in app.button if it.key and "changes:without" in it.key}
    assert set(lifts) == {"changes:without:since", "changes:without:until"}, "no place changes hands in 2005"
    app.button(key=f"changes:near:{near[1]}").click().run()
    assert told(app)["chosen"] == near[1]
    assert in_address(app, "place") == "shusha"
    assert "since" not in app.session_state["address:shown"]


def test_a_period_that_ends_before_it_begins_is_named_and_put_right_by_one_click(app):
    """From 25 November to 20 November 2020 is no period without events; swapped, it holds three handovers."""
    open_page(app, "changes", kind="handover", since="2020-11-25", until="2020-11-20")
    assert not listed(app)
    assert ["20 November 2020" in it.value and "25 November 2020" in it.value for it in app.warning] == [True]
    app.button(key="changes:swap").click().run()
    assert not app.warning
    assert [row["date"] for row in listed(app)] == [
        "20 November 2020",
        "20 November 2020",
        "25 November 2020",
    ]
    assert (in_address(app, "since"), in_address(app, "until")) == ("2020-11-20", "2020-11-25")


def test_the_events_of_a_place_are_found_by_any_of_its_names(app):
    """Shusha of the 1990s, asked for as Shushi, in Cyrillic or misspelled, as a place or in words, is the same list."""
    period = {"since": "1990-01-01", "until": "1999-12-31", "lang": "en"}
    open_page(app, "changes", place="shusha", **period)
    wanted = [row["id"] for row in listed(app)]
    assert {"1992-05-08-shusha", "1992-05-09-shusha", "1992-05-16-turshsu"} < {*wanted}
    for name in ("Shushi", "shusa", "Шуша"):
        app.text_input(key="changes:place-name").set_value(name).run()
        assert in_address(app, "place") == "shusha"
        assert [row["id"] for row in listed(app)] == wanted
    app.text_input(key="changes:place-name").set_value("").run()
    assert len(listed(app)) == 50
    for name in ("Shusha", "Shushi", "shusa"):
        app.text_input(key="changes:q").set_value(name).run()
        assert [row["id"] for row in listed(app)] == wanted


def test_the_name_of_no_place_brings_suggestions_on_changes(app):
    """A place typed wrongly is no filter by nothing: the nearest are offered, and one of them is taken."""
    open_page(app, "changes", place="Shushaberd")
    assert not listed(app)
    app.button(key="changes:hit:shusha").click().run()
    assert in_address(app, "place") == "shusha"
    assert listed(app)


def test_the_first_event_is_open_until_one_is_selected(app, karabakh):
    """Nobody has to choose to see what a card is; an event selected elsewhere opens, on the page of the list that has it."""
    open_page(app, "changes", lang="en")
    assert told(app)["chosen"] == listed(app)[0]["id"] == "1988-02-01-initial-state"
    open_page(app, "method")
    open_page(app, "changes", lang="en", select="2023-09-20-ceasefire")
    assert told(app)["chosen"] == "2023-09-20-ceasefire"
    assert "2023-09-20-ceasefire" in {row["id"] for row in listed(app)}
    assert karabakh.event["2023-09-20-ceasefire"].title["en"] in said(app)


def test_a_selected_event_that_a_filter_leaves_out_is_said(app):
    """With a filter that it does not pass, the first event found is open, and that the selected one is missing is told."""
    open_page(app, "changes", lang="en", select="2023-09-20-ceasefire", kind="handover")
    assert told(app)["chosen"] == listed(app)[0]["id"]
    assert "The event selected is not among them." in said(app)


def test_a_place_selected_elsewhere_is_asked_for_once(app):
    """Who comes with Shusha selected is shown its events, then with Lachin those of Lachin; taken away, the filter stays away."""
    open_page(app, "changes", lang="en", select="shusha")
    assert in_address(app, "place") == "shusha"
    open_page(app, "places", place="lachin")
    app.session_state["view-state"].view = replace(app.session_state["view-state"].view, selection="lachin")
    app.query_params.clear()
    app.switch_page("pages/changes.py").run()
    assert in_address(app, "place") == "lachin"
    app.button(key="changes:clear").click().run()
    assert len(listed(app)) == 50


def test_the_filters_of_a_page_live_in_its_address(app):
    """A filter chosen is in the address by its id, and is there again when the reader comes back to the page."""
    open_page(app, "changes")
    app.multiselect(key="changes:kind").set_value(["ceasefire"]).run()
    assert in_address(app, "kind") == "ceasefire"
    app.query_params.clear()
    app.switch_page("pages/method.py").run()
    app.switch_page("pages/changes.py").run()
    assert in_address(app, "kind") == "ceasefire"


def test_an_unknown_filter_is_ignored_and_named(app):
    """A kind that the dataset does not have filters nothing."""
    open_page(app, "changes", kind="miracle,handover")
    assert len(listed(app)) == 6
    assert any("miracle" in toast.value for toast in app.toast)


def test_works_are_filtered_and_say_what_rests_on_them(app, karabakh):
    """The Russian works of 2020 to 2023 are those that the dataset has of that side and those years."""
    open_page(app, "sources", side="russian", since="2020", until="2023")
    wanted = [
        it
        for it in karabakh.sources.values()
        if it.side == "russian" and it.issued and "2020" <= it.issued[:4] <= "2023"
    ]
    assert wanted
    assert f"{len(wanted)} sources" in said(app)


def test_sources_open_with_what_speaks_for_no_party_and_say_so(app, karabakh):
    """The first of the list is no party's voice, and a sentence says why it stands there."""
    open_page(app, "sources", lang="en")
    first = next(
        it for it in karabakh.sources.values() if f"{it.title}</b>" in said(app).partition("<small>")[0]
    )
    assert first.side in ("independent-media", "international-organisation", "academic", "reference")
    assert any("speaks for no party" in it.value for it in app.caption)


def test_claims_stand_under_their_article_and_are_searched(app, karabakh):
    """Words of an article or a statement, in any language, leave the claims that hold them; others say that nothing is found."""
    open_page(app, "claims", lang="en")
    article = karabakh.sources[karabakh.claims[0].source]
    assert said(app).count("class='article'") == len({it.source for it in karabakh.claims})
    assert article.title in said(app)
    app.text_input(key="claims:q").set_value("stanford").run()
    assert 0 < said(app).count("class='claim'") < len(karabakh.claims)
    assert "Stanford" in said(app)
    app.text_input(key="claims:q").set_value("no such words").run()
    assert any("No results" in it.value for it in app.info)


def test_each_claim_has_its_verdict_in_words(app, karabakh):
    """All seventeen claims are listed, and choosing a verdict leaves those that have it."""
    open_page(app, "claims")
    text = said(app)
    assert text.count("<article class='claim'>") == len(karabakh.claims) == 17
    against = app.button_group(key="claims:against")
    assert against.options == [
        "the figures computed here · 2",
        "a source that denies it · 6",
    ]
    against.set_value("figures").run()
    assert said(app).count("<article class='claim'>") == 2
    app.button_group(key="claims:against").set_value(None).run()
    disputed = [claim for claim in karabakh.claims if claim.verdict.value == "disputed"]
    app.button_group(key="claims:verdict").set_value("disputed").run()
    assert said(app).count("<article class='claim'>") == len(disputed)


def test_a_tour_goes_step_by_step(app, karabakh):
    """The next stop brings its text, its day and its place in the address; the last stop has no next; keys are told of."""
    open_page(app, "tours", lang="en")
    assert "The arrow keys do the same." in [it.value for it in app.caption]
    tour = karabakh.tours[0]
    assert tour.steps[0].title["en"] in said(app)
    app.button(key="tour:next").click().run()
    assert tour.steps[1].title["en"] in said(app)
    assert in_address(app, "step") == "2"
    assert in_address(app, "day") == tour.steps[1].day.isoformat()
    open_page(app, "method")  # an address is heard by who comes to a page
    open_page(app, "tours", tour=tour.id, step=str(len(tour.steps)))
    assert app.button(key="tour:next").disabled


def test_a_tour_stop_shared_opens_as_it_was(app, karabakh):
    """An address with tour, stop and a day opens that stop with that day."""
    tour = karabakh.tours[1]
    open_page(app, "tours", tour=tour.id, step="3", day="2020-10-05")
    assert tour.steps[2].title["en"] in said(app)
    assert in_address(app, "day") == "2020-10-05"


def test_the_method_names_every_word_side_and_licence(app, karabakh):
    """Definitions, the sides of works, the licence and the quality of each layer stand on the page."""
    open_page(app, "method")
    text = said(app)
    for word in ("Held", "Claimed", "Contested", "Recorded", "Inferred", "Date uncertain"):
        assert f"{word}</dt>" in text
    assert karabakh.licence in text
    for it in karabakh.quality:
        assert it.layer["en"] in text
    assert json.dumps(karabakh.version).strip('"') in text


def test_a_filter_by_a_day_that_is_none_is_ignored_and_named(app, karabakh):
    """“Since soon” filters nothing and is named; the last day, which can be read, filters."""
    open_page(app, "changes", since="soon", until="1988-12-31")
    assert any("soon" in toast.value for toast in app.toast)
    of_1988 = [event for event in karabakh.events if event.when.earliest.year == 1988]
    assert len(listed(app)) == len(of_1988) > 0
    assert "since" not in app.session_state["address:shown"]


@pytest.mark.parametrize(("page", "rows"), [("changes", 50), ("sources", 25)])
@pytest.mark.parametrize(("asked", "last"), [("99999", True), ("-4", False), ("0", False), ("x", False)])
def test_a_page_that_a_list_does_not_have_is_put_right_and_named(app, karabakh, page, rows, asked, last):
    """The nearest page of the list opens, the address says that one, and what was asked is named."""
    open_page(app, page, page=asked)
    assert any(asked in toast.value for toast in app.toast)
    count = len(karabakh.events if page == "changes" else karabakh.sources)
    wanted = str(-(-count // rows)) if last else "1"
    assert app.session_state["address:shown"].get("page", "1") == wanted
