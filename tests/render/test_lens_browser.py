"""What a reader sees of claims, uncertain dates and evidence: the lens, the signs, the cards, the lane."""

from __future__ import annotations

import pytest
from moving import STATE, drawn, show, until

from controlatlas import Standing

pytestmark = pytest.mark.browser


SPOT = """id => {
  const { places } = JSON.parse(document.getElementById("controlatlas-payload").textContent);
  const index = places.rows.findIndex(([, key]) => key === id);
  const dot = [...document.querySelectorAll(".sheet .dot")].find((node) => node.place === index);
  const box = dot.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""


def state_of(page, place: str) -> list[str]:
    """Controller and standing of a place as the page says them."""
    return page.evaluate(f"place => {STATE}.places[place]", place)


def select(page, key: str, card: str) -> None:
    """Select an event or a place, and wait for its card."""
    page.evaluate("key => window.controlAtlas.select(key)", key)
    until(page, f"document.querySelector({card!r}) !== null")


@pytest.mark.parametrize(
    ("place", "day", "claimed", "held"),
    [
        # The president announces the city; the other side confirms its loss a day later.
        ("shusha", "2020-11-08", ["azerbaijan", "claimed"], ["armenian-forces", "contested"]),
        ("hadrut", "2020-10-10", ["azerbaijan", "contested"], ["armenian-forces", "contested"]),
        ("jabrayil", "2020-10-05", ["azerbaijan", "contested"], ["armenian-forces", "contested"]),
        ("sugovushan", "2020-10-05", ["azerbaijan", "contested"], ["armenian-forces", "contested"]),
        # The day after all agree.
        ("shusha", "2020-11-10", ["azerbaijan", "held"], ["azerbaijan", "held"]),
    ],
)
def test_a_claim_moves_a_place_only_under_the_lens_that_believes_it(player_page, place, day, claimed, held):
    """As claimed the claimant controls; under the other lens the last undisputed holder does, as contested."""
    page = player_page()
    show(page, day)
    assert state_of(page, place) == claimed
    page.get_by_role("button", name="Confirmed only").click()
    assert page.evaluate(f"{STATE}.lens") == "held"
    assert state_of(page, place) == held
    page.get_by_role("button", name="Including claims").click()
    assert state_of(page, place) == claimed


@pytest.mark.parametrize("width", [390, 1440])
def test_the_lens_is_found_without_opening_anything(player_page, width):
    """At both widths the two options are in the picture from the start, one of them pressed, and a key presses the other."""
    page = player_page(width=width, height=844)
    held = page.get_by_role("group", name="How claims are read").get_by_role("button", name="Confirmed only")
    assert held.is_visible()
    assert held.get_attribute("aria-pressed") == "false"
    held.focus()
    page.keyboard.press("Enter")
    assert held.get_attribute("aria-pressed") == "true"
    box = held.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_the_legend_tells_what_the_signs_mean_under_the_lens(player_page):
    """Under the lens of what is held nothing is drawn as claimed, and contested means something else."""
    page = player_page()
    page.get_by_role("button", name="All signs and layers").click()
    body = page.locator(".legend-body")
    assert "One side says so" in body.inner_text()
    page.get_by_role("button", name="Confirmed only").click()
    text = body.inner_text()
    assert "Confirmed only" in text
    assert "drawn with its last undisputed holder until confirmed" in text
    assert "One side says so" not in text
    assert page.locator(".area.hit.s1, .sheet .dot.s1").count() == 0


def test_tooltip_history_and_changes_follow_the_lens(player_page):
    """On the day of the claim the map, the tooltip, the card of the place and the count of changes read it as the lens does."""
    page = player_page()
    show(page, "2020-11-08")
    select(page, "shusha", "article.place")
    assert page.locator(".state-now").inner_text().startswith("Azerbaijan")
    before = page.locator(".date-count").inner_text()
    page.evaluate("window.controlAtlas.lens('held')")
    until(page, "document.querySelector('.state-now').textContent.startsWith('Armenian forces')")
    assert page.locator(".state-now .standing").inner_text().startswith("contested")
    assert "claimed" not in page.locator(".history .period-state").all_inner_texts()[-2]
    assert page.locator(".date-count").inner_text() != before
    assert "2020-11-08" not in page.evaluate("window.controlAtlas.changeDays()")
    page.locator(".sheet .dot.r1:focus-visible, .sheet .dot[aria-label^='Shusha']").first.focus()
    assert "Armenian forces, contested" in page.locator(".sheet .dot[aria-label^='Shusha']").get_attribute(
        "aria-label"
    )


UNCERTAIN = f".area.hit.cell.s{len(Standing)}"
"""What is contested only because its date is uncertain: its look follows those of the standings."""


def test_an_uncertain_date_has_a_sign_of_its_own(islands_page):
    """In September 2020, of which no day is known, Zibberwick is drawn, and told, as uncertain in its date; a month later as held."""
    page = islands_page
    show(page, "2020-09-10")
    assert page.locator(UNCERTAIN).count() == 1
    spot = page.evaluate(SPOT, "zibberwick")
    page.mouse.move(*spot)
    tip = page.locator(".map-tip")
    tip.wait_for(state="visible")
    assert "contested, date uncertain" in tip.inner_text()
    assert "One of the days 1–30 September 2020" in tip.inner_text()
    select(page, "zibberwick", "article.place")
    assert "date uncertain" in page.locator(".state-now").inner_text()
    show(page, "2020-10-01")
    assert page.locator(UNCERTAIN).count() == 0
    select(page, "zibber-raid", "article.event")
    assert page.locator(".notice.uncertain").inner_text() == (
        "Date uncertain. One of the days 1–30 September 2020."
    )


def test_other_accounts_give_their_date_and_their_sources(islands_page):
    """What another source says of an event stands with the day that it gives, and with that source."""
    page = islands_page
    select(page, "ceasefire-talks", "article.event")
    other = page.locator("article.event .plain li").first.inner_text()
    assert other.startswith("14 June 2020: The talks began a day earlier.")
    assert page.locator("article.event .plain li .alternative-source").count() == 1


def test_the_card_says_who_says_what(islands_page):
    """A claim that is denied shows both sides by name under their stance, and that they contradict each other."""
    page = islands_page
    select(page, "quizz-denied", "article.event")
    rows = page.locator(".evidence dt, .evidence dd").all_inner_texts()
    assert rows == ["Reports", "nobody", "Claims", "Plimmish", "Confirms", "nobody", "Denies", "Quorran"]
    weighed = page.locator(".weighed").inner_text()
    assert weighed.startswith("Confidence:")
    assert "The sides contradict each other: Plimmish for it, Quorran against." in weighed


def test_one_side_is_said_in_words(islands_page):
    """A claim that nobody else supports says so on its card, and its ally is not counted as a second side."""
    page = islands_page
    select(page, "selevu-claimed", "article.event")
    assert (
        "One side says so, nobody else: Quorran. 2 sources say so." in page.locator(".weighed").inner_text()
    )
    page.evaluate("window.controlAtlas.select(null)")
    until(page, "document.querySelector('.card') !== null")
    card = page.locator(".card", has_text="Selevu").first
    assert "one side only" in card.inner_text()
    assert {"Quorran", "Ally of Quorra"} <= set(card.locator(".badge .sr-only").all_text_contents())


def test_events_that_change_no_control_have_a_lane_of_their_own(player_page):
    """The ticks of information operations stand above the line under their lane, and can be switched off like others."""
    page = player_page()
    page.get_by_role("button", name="Kinds and period").click()
    page.evaluate("window.controlAtlas.range('2020-07-01', '2020-12-31')")
    drawn(page)  # the strip is higher now, and the panel beside it as wide as it will be
    box = page.locator(".strip").bounding_box()
    toggle = page.get_by_role("button", name="Statement, law, information", exact=True)
    assert toggle.get_attribute("aria-pressed") == "true"
    # 21 July 2020, DFRLab's report, is day 20 of 183.
    x = box["x"] + 14 + (box["width"] - 28) * 20 / 183
    page.mouse.click(x, box["y"] + 12)
    until(page, f"{STATE}.selection === '2020-07-21-dfrlab-hashtags'")
    page.evaluate("window.controlAtlas.select(null)")
    page.mouse.click(x, box["y"] + box["height"] - 26)
    drawn(page)
    assert page.evaluate(f"{STATE}.selection") is None
    toggle.click()
    page.mouse.click(x, box["y"] + 12)
    drawn(page)
    assert page.evaluate(f"{STATE}.selection") is None


def test_what_is_claimed_has_one_dashed_edge_and_no_seams(player_page):
    """On 22 October 2020 claimed land is edged against held land of the same side; in 2019 nothing is claimed."""
    page = player_page()
    edges = "[...document.querySelectorAll('.claim')].map((path) => (path.getAttribute('d') || '').length)"
    show(page, "2020-10-22")
    until(page, f"{edges}.some((length) => length > 0)")
    dashes = page.evaluate(
        "() => [...document.querySelectorAll('.layer-mosaic .area.s1.b1')].map((path) => getComputedStyle(path).strokeDasharray)"
    )
    assert len(dashes) > 50
    assert set(dashes) == {"none"}
    show(page, "2019-01-01")
    until(page, f"{edges}.every((length) => length === 0)")
