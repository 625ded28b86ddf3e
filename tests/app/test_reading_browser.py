"""Each page's main job as a reader does it, in a real browser: with the mouse, and with the keyboard alone."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from moving import at_rest, drawn, map_frame, runs, turn, until

pytestmark = pytest.mark.browser


def asked(page, key: str) -> str | None:
    """What the address says under a key."""
    return parse_qs(urlsplit(page.url).query).get(key, [None])[0]


def wait_for_address(page, key: str, value: str) -> None:
    """Wait until the address says a value under a key."""
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get(key) == [value])


def wait_for_map(page, day: str):
    """Wait until the page Map stands there and shows a day; its document."""
    page.wait_for_url(lambda url: urlsplit(url).path in ("/", "/map"))
    page.frame_locator("iframe").locator(f"html[data-day='{day}']").wait_for(state="attached")
    return map_frame(page)


def box(page, label: str):
    """The field with a label."""
    return page.get_by_role("combobox", name=label, exact=True)


@pytest.fixture
def at(visit):
    """Come to a page of the app by its name and what its address asks."""

    def opened(name: str, query: str = "", **settings):
        return visit(f"{name}?lang=en&{query}", **settings)

    return opened


def test_share_copies_the_address_that_opens_the_same_view(at):
    """On the page of changes, filtered, one click on Share leaves its whole address in the clipboard."""
    page = at("changes", "q=handover&kind=handover", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("status").filter(has_text=re.compile(r"^\d+ events?")).wait_for()
    at_rest(page)
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Address copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url
    assert parse_qs(urlsplit(copied).query)["kind"] == ["handover"]


def test_a_place_is_found_under_another_spelling_and_the_map_opens_on_it(at):
    """From the page of claims, Find suggests Shusha for “Shushta”, and “Shousha”, which is a spelling of it, leads there at once."""
    page = at("claims")
    at_rest(page)
    with runs(page):
        page.get_by_role("button", name="Find").click()
    place = box(page, "Place")
    place.fill("Shushta")
    with runs(page):
        place.press("Enter")
    page.locator("[class*='st-key-find-hit-'] button").filter(has_text="Shush").first.wait_for()
    place.fill("Shousha")
    place.press("Enter")
    page.wait_for_url(lambda url: "select=shusha" in url and urlsplit(url).path in ("/", "/map"))


def test_two_days_worth_comparing_are_chosen_from_the_list(at):
    """Choosing a pair by typing moves the map, the address and the table to its two days."""
    page = at("compare", "day=2020-11-10&other=2020-09-26")
    frame = map_frame(page)
    at_rest(page)
    pair = box(page, "Suggested comparisons")
    pair.fill("Lachin")
    page.get_by_role("option", name="Before and after the handover of Lachin").click()
    wait_for_address(page, "day", "2020-12-01")
    assert asked(page, "other") == "2020-11-30"
    until(frame, "document.documentElement.dataset.day === '2020-12-01'")
    page.locator(".balance").get_by_text("1 December 2020").first.wait_for()


def test_a_place_tells_who_held_it_on_a_day(at):
    """Kalbajar is chosen by a Russian name; on the day of its handover the box answers Azerbaijan, with the day before not."""
    page = at("places", "place=shusha")
    page.locator("h2.place-name", has_text="Shusha").wait_for()
    place = box(page, "Place, district or other group")
    at_rest(page)
    place.fill("Кельбаджар")
    with runs(page):
        place.press("Enter")
    page.locator("h2.place-name", has_text=re.compile("K[ae]lbajar")).wait_for()
    for day, holder in (("2020-11-24", "Armenian"), ("2020-11-25", "Azerbaijan")):
        field = page.get_by_role("textbox", name="Who held it on")
        field.fill(day)
        field.press("Enter")
        page.locator(".answer").filter(has_text=holder).wait_for()
        at_rest(page)


def test_changes_are_filtered_by_words_and_opened_on_the_map(at):
    """“Kalbajar” narrows the list; a row is come to and chosen by keys, and keeps the focus; its card opens the map on its day."""
    page = at("changes")
    words = page.get_by_label("Words")
    words.fill("Kalbajar")
    words.press("Enter")
    wait_for_address(page, "q", "Kalbajar")
    until(page, "Number((document.querySelector('[role=status] b') || {}).textContent?.split(' ')[0]) < 40")
    at_rest(page)
    rows = page.locator(".st-key-changes-body ol button")
    card = page.locator(".st-key-changes-card")
    card.locator("h3").filter(has_text=rows.first.locator(".title").inner_text()).wait_for()
    rows.first.press("ArrowDown")
    second = rows.nth(1)
    with runs(page):
        second.press("Enter")
    card.locator("h3").filter(has_text=second.locator(".title").inner_text()).wait_for()
    assert second.evaluate("it => it.matches(':focus') && it.getAttribute('aria-current') === 'true'")
    page.wait_for_url(lambda url: "select=" in url and "day=" in url)
    chosen, day = asked(page, "select"), asked(page, "day")
    card.get_by_role("button", name="Show on the map").click()
    page.wait_for_url(lambda url: urlsplit(url).path in ("/", "/map"))
    wait_for_map(page, day)
    assert chosen
    wait_for_address(page, "select", chosen)


def test_on_a_phone_the_card_lies_under_the_row_that_was_pressed(at):
    """The row stays where it was under the finger, its card begins below it, and the next row below the card."""
    page = at("changes", width=390, height=844)
    rows, card = page.locator(".st-key-changes-body ol button"), page.locator(".st-key-changes-card")
    rows.nth(4).scroll_into_view_if_needed()
    top = rows.nth(4).bounding_box()["y"]
    with runs(page):
        rows.nth(4).evaluate("it => it.click()")
    card.locator("h3").filter(has_text=rows.nth(4).locator(".title").inner_text()).wait_for()
    drawn(page)
    pressed, opened, after = (it.bounding_box() for it in (rows.nth(4), card, rows.nth(5)))
    assert abs(pressed["y"] - top) < 2
    assert pressed["y"] + pressed["height"] <= opened["y"] < pressed["y"] + pressed["height"] + 24
    assert opened["y"] + opened["height"] <= after["y"]


def test_one_press_of_back_leaves_a_page_and_forward_brings_it_as_it_was(app_address, open_page):
    """Filters add nothing to the browser's history: each page turned is one press of Back, and Forward brings the filter."""
    page = open_page(f"{app_address}/sources?lang=en")
    at_rest(page)
    length = page.evaluate("history.length")
    turn(page, "changes")
    words = page.get_by_label("Words")
    for text in ("Kalbajar", "Shusha"):
        words.fill(text)
        with runs(page):
            words.press("Enter")
        wait_for_address(page, "q", text)
    turn(page, "method")
    assert page.evaluate("history.length") == length + 2
    with runs(page):
        page.evaluate("history.back()")
    wait_for_address(page, "q", "Shusha")
    until(page, "document.querySelector('input[aria-label=Words]')?.value === 'Shusha'")
    with runs(page):
        page.evaluate("history.back()")
    page.wait_for_url(lambda url: urlsplit(url).path == "/sources")
    with runs(page):
        page.evaluate("history.forward()")
    wait_for_address(page, "q", "Shusha")
    until(page, "document.querySelector('input[aria-label=Words]')?.value === 'Shusha'")


def test_works_are_filtered_and_taken_away_as_references(at, tmp_path):
    """The works of one side in one year are saved as CSL-JSON: as many as the page counts, all of that year."""
    page = at("sources", "since=2023&until=2023")
    status = page.get_by_role("status").filter(has_text=re.compile(r"^\d+ sources?"))
    status.wait_for()
    count = int(status.inner_text().split()[0])
    with page.expect_download() as download:
        page.get_by_role("button", name="CSL-JSON").click()
    items = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert len(items) == count > 10
    assert {item["issued"]["date-parts"][0][0] for item in items} == {2023}
    with page.expect_download() as download:
        page.get_by_role("button", name="APA").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    assert len(lines) == count
    assert all("2023" in line for line in lines)


def test_a_claim_opens_the_map_on_its_day(at, karabakh):
    """The button of a claim that is about a day opens the map on that day."""
    claim = next(claim for claim in karabakh.claims if claim.day is not None)
    page = at("claims")
    page.locator(f".st-key-claim-{claim.id}").get_by_role("button", name=re.compile("on the map")).click()
    wait_for_map(page, claim.day.isoformat())


def test_a_tour_is_walked_with_the_arrow_keys(at, karabakh):
    """Right and left go from stop to stop, text and map together, and the address names the stop."""
    tour = karabakh.tours[0]
    page = at("tours")
    page.get_by_role("button", name="Next").wait_for()
    right, left = "ArrowRight", "ArrowLeft"
    at_rest(page)
    for number, key in ((2, right), (3, right), (4, right), (3, left), (4, right), (5, right)):
        with runs(page):
            page.keyboard.press(key)
        wait_for_address(page, "step", str(number))
        step = tour.steps[number - 1]
        page.locator("article.stop h2").filter(has_text=step.title["en"]).wait_for()
        until(map_frame(page), f"document.documentElement.dataset.day === {step.day.isoformat()!r}")
    text = page.locator("[data-testid=stColumn]").filter(has=page.locator("article.stop"))
    text.evaluate("it => it.scrollTo(0, it.scrollHeight)")
    text.hover()
    page.mouse.wheel(0, 200)  # where the text ends, the wheel goes on
    wait_for_address(page, "step", "6")
    box = page.locator("iframe").bounding_box()
    assert box["width"] * box["height"] > 0.65 * 1440 * 900


def test_the_method_is_reached_and_read_by_keyboard(app_address, open_page):
    """From the top of the page, Tab reaches every page of the navigation, with a focus that can be seen."""
    page = open_page(f"{app_address}/method?lang=en")
    page.locator(".lead").wait_for()
    page.get_by_role("button", name="Share").wait_for()
    at_rest(page)
    reached, unseen = set(), []
    for _ in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "() => { const it = document.activeElement, style = getComputedStyle(it);"
            " return [it.innerText || '', it.tagName, style.outlineStyle, style.outlineWidth]; }"
        )
        text, tag, outline, width = found
        reached.add(text.strip().splitlines()[-1] if text.strip() else "")
        if tag in ("A", "BUTTON", "TD") and (outline == "none" or width == "0px"):
            unseen.append(found)
    assert {"Compare", "Places", "Changes", "Sources", "Claims", "Tours", "Method"} <= reached
    assert unseen == []
