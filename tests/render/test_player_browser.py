"""The player in a browser without network: keys, pointer, play, selection, time zones, narrow screens."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from moving import STATE, drawn, show, until
from waiting import wait_until

from controlatlas import load_dataset
from controlatlas.cli.main import main
from controlatlas.history.front import front_line
from controlatlas.history.timeline import change_days
from controlatlas.records.model import Front
from controlatlas.webmap import build_document

pytestmark = pytest.mark.browser


def day(page) -> str:
    """The day that the page says it shows."""
    return page.evaluate("document.documentElement.dataset.day")


def is_day(iso: str) -> str:
    """The condition that the page shows a day."""
    return f"document.documentElement.dataset.day === {json.dumps(iso)}"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("ArrowRight", "2020-11-11"),
        ("ArrowLeft", "2020-11-09"),
        ("Shift+ArrowRight", "2020-12-10"),
        ("Shift+ArrowLeft", "2020-10-10"),
        ("Home", "1988-02-01"),
    ],
)
def test_keys_move_the_day(player_page, key, expected):
    """Arrows step a day, with Shift a month; Home goes to the first day."""
    page = player_page()
    show(page, "2020-11-10")
    page.keyboard.press(key)
    assert day(page) == expected


def test_page_keys_go_from_change_to_change(player_page, karabakh):
    """Page Down and Page Up stop at each day on which control changes, and at no other."""
    page = player_page()
    days = [found.isoformat() for found in change_days(karabakh)]
    middle = days.index("2020-11-10") if "2020-11-10" in days else len(days) // 2
    show(page, days[middle])
    page.keyboard.press("PageDown")
    assert day(page) == days[middle + 1]
    page.keyboard.press("PageUp")
    page.keyboard.press("PageUp")
    assert day(page) == days[middle - 1]


def test_a_month_on_from_the_31st_is_the_last_of_a_short_month(player_page):
    """A month after 31 January 2020 is 29 February."""
    page = player_page()
    show(page, "2020-01-31")
    page.keyboard.press("Shift+ArrowRight")
    assert day(page) == "2020-02-29"


def test_the_day_never_leaves_the_span(player_page, karabakh):
    """At the first and last day the keys do nothing."""
    page = player_page()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert day(page) == karabakh.start.isoformat()
    page.keyboard.press("End")
    page.keyboard.press("Shift+ArrowRight")
    assert day(page) == karabakh.end.isoformat()


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Baku", "Pacific/Kiritimati"])
def test_the_date_on_the_map_is_the_same_everywhere(player_page, zone):
    """20 November 2020 reads 20 November 2020 in every time zone."""
    page = player_page(timezone_id=zone)
    show(page, "2020-11-20")
    assert page.locator(".date-words").inner_text() == "20 November 2020"
    assert page.locator(".date-iso").inner_text() == "2020-11-20"


def test_play_moves_on_and_space_stops_it(player_page):
    """Space plays, Space again pauses, and the day has moved on."""
    page = player_page()
    page.evaluate("window.controlAtlas.range('2020-09-27', '2020-11-10')")
    show(page, "2020-09-27")
    page.evaluate("window.controlAtlas.speed(8)")
    page.keyboard.press("Space")
    until(page, "document.documentElement.dataset.day > '2020-10-01'", passing=True)
    page.keyboard.press("Space")
    assert page.evaluate(f"{STATE}.playing") is False
    assert "2020-10-01" < day(page) <= "2020-11-10"


def test_play_shows_every_change_and_stops_at_the_end(player_page, karabakh):
    """Played fast, no day on which control changes is skipped, and the last day of the range is the last."""
    page = player_page()
    page.evaluate("window.controlAtlas.range('2020-11-01', '2020-11-25')")
    show(page, "2020-11-01")
    page.evaluate(
        """() => {
          window.seen = [];
          new MutationObserver(() => window.seen.push(document.documentElement.dataset.day))
            .observe(document.documentElement, { attributeFilter: ["data-day"] });
          window.controlAtlas.speed(8);
          window.controlAtlas.play();
        }"""
    )
    until(page, f"!{STATE}.playing")
    seen = set(page.evaluate("window.seen"))
    wanted = {d.isoformat() for d in change_days(karabakh) if "2020-11-02" <= d.isoformat() <= "2020-11-25"}
    assert wanted
    assert wanted <= seen
    assert day(page) == "2020-11-25"


def test_loop_begins_again(player_page):
    """With Repeat on, the range starts again after its last day."""
    page = player_page()
    page.evaluate("window.controlAtlas.range('2020-11-08', '2020-11-16')")
    show(page, "2020-11-15")
    page.get_by_role("button", name="Kinds and period").click()
    page.get_by_role("button", name="Repeat").click()
    page.evaluate("window.controlAtlas.speed(8)")
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, "document.documentElement.dataset.day < '2020-11-15'", passing=True)
    page.get_by_role("button", name="Pause", exact=True).click()


def test_the_strip_is_a_slider_that_speaks(player_page):
    """The strip tells a screen reader the day in words and how many changes it brings."""
    page = player_page()
    strip = page.get_by_role("slider", name="Day shown")
    strip.focus()
    show(page, "2020-11-12")
    until(
        page, "document.querySelector('.strip').getAttribute('aria-valuetext').startsWith('12 November 2020')"
    )
    assert strip.get_attribute("aria-valuetext") == "12 November 2020, no change"
    page.keyboard.press("ArrowRight")
    until(
        page, "document.querySelector('.strip').getAttribute('aria-valuetext').startsWith('13 November 2020')"
    )


def test_scrubbing_follows_the_pointer(player_page):
    """Dragging along the strip moves through the range, from its first day to its last."""
    page = player_page()
    box = page.locator(".strip").bounding_box()
    middle = box["y"] + box["height"] - 10
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 2, middle, steps=4)
    until(page, is_day("1988-02-01"))
    page.mouse.move(box["x"] + box["width"] - 2, middle, steps=4)
    page.mouse.up()
    assert day(page) == page.evaluate("document.querySelector('.strip') && window.controlAtlas.state().day")
    assert day(page) > "2026-01-01"


def test_a_click_on_a_tick_opens_its_event(player_page):
    """A click on a tick selects that event, goes to its day, and shows its sources."""
    page = player_page()
    page.evaluate("window.controlAtlas.range('2020-09-27', '2020-11-10')")
    show(page, "2020-10-01")
    spot = page.evaluate(
        """() => {
          const box = document.querySelector(".strip").getBoundingClientRect();
          return [box.left + 14 + ((box.width - 28) * 42) / 44, box.top + box.height - 21 - 4];
        }"""
    )
    page.mouse.click(*spot)
    until(page, "window.controlAtlas.state().selection !== null")
    assert day(page) == "2020-11-08"
    until(page, "document.querySelectorAll('.citations .citation').length > 0")


@pytest.mark.parametrize(
    "first", [{"width": 500, "height": 320}, {"width": 1440, "height": 420}, {"width": 1900, "height": 1400}]
)
def test_the_whole_area_fits_whatever_size_the_window_had_before(player_page, fresh_page, first):
    """A window that grew or shrank shows the same as one that always had its size."""
    size = {"width": 1440, "height": 900}
    fitted = "document.querySelector('.country').getAttribute('d')"
    expected = player_page(**size).evaluate(fitted)
    page = fresh_page(**first)
    page.set_viewport_size(size)
    until(page, f"{fitted} === {json.dumps(expected)}")


def test_an_event_that_raises_only_the_standing_says_so(player_page):
    """The confirmation of 9 November 2020 shows that the controller is the same and the standing new."""
    page = player_page()
    page.evaluate("window.controlAtlas.select('2020-11-09-shusha-confirmed')")
    until(page, "document.querySelector('.change-head')")
    assert page.locator(".change-head .standing").first.inner_text().strip() == "as before, now held"


def test_an_event_shows_its_sources_and_its_links_are_safe(player_page, karabakh):
    """The card of an event lists each citation; links open a new tab and go to web addresses only."""
    page = player_page()
    event = next(e for e in karabakh.events if len(e.citations) >= 3 and e.changes)
    page.evaluate("id => window.controlAtlas.select(id)", event.id)
    until(page, "document.querySelector('.citations')")
    assert page.locator(".citations .citation").count() == len(event.citations)
    assert page.locator("article.event .headline").inner_text() == event.title["en"]
    links = page.locator(".panel a")
    for number in range(links.count()):
        link = links.nth(number)
        assert link.get_attribute("href").startswith(("http://", "https://"))
        assert link.get_attribute("target") == "_blank"
        assert "noopener" in link.get_attribute("rel")


def test_a_source_without_address_is_no_link(player_page, karabakh):
    """A work whose address is unknown is named, with words instead of a link."""
    page = player_page()
    event = next(
        (e for e in karabakh.events for c in e.citations if karabakh.sources[c.source].url is None), None
    )
    if event is None:
        pytest.skip("every source of this dataset has an address")
    page.evaluate("id => window.controlAtlas.select(id)", event.id)
    assert page.locator(".no-link").first.inner_text().endswith("no address known")


def test_a_place_shows_its_whole_history(player_page, karabakh):
    """The card of a place lists all its control periods to their last days, the present one marked, each leading to its event."""
    from controlatlas import control_periods

    page = player_page()
    show(page, "2020-11-20")
    page.evaluate("window.controlAtlas.select('shusha')")
    until(page, "document.querySelector('.history')")
    periods = control_periods(karabakh)["shusha"]
    assert page.locator(".history .period").count() == len(periods)
    assert page.locator(".history .period[aria-current]").count() == 1
    dates = page.locator(".history .period-dates").all_inner_texts()
    assert "9 May 1992 – 4 November 2020" in dates
    assert "8 November 2020" in dates
    page.locator(".history .period .link").last.click()
    until(page, "document.querySelector('article.event')")
    assert page.evaluate(f"{STATE}.selection") == periods[-1].event


def test_a_click_on_the_map_selects_a_place(player_page):
    """A click on a town's dot opens its card; Escape closes it."""
    page = player_page()
    spot = page.evaluate(
        """() => {
          const dots = [...document.querySelectorAll(".sheet .dot.r1")];
          const box = dots[dots.length - 1].getBoundingClientRect();
          return [box.left + box.width / 2, box.top + box.height / 2];
        }"""
    )
    page.mouse.click(*spot)
    until(page, f"{STATE}.selection !== null")
    until(page, "document.querySelector('article.place') !== null")
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('article.place')")


def test_a_place_can_be_reached_with_the_keyboard(player_page):
    """Towns take the focus, say who holds them, and open with Enter."""
    page = player_page()
    town = page.locator(".sheet .dot.r1").last
    town.focus()
    assert ", " in town.get_attribute("aria-label")
    page.keyboard.press("Enter")
    until(page, f"{STATE}.selection !== null")


def test_the_places_of_the_map_are_one_stop_with_arrows_inside(player_page):
    """Tab leads to one place, arrows from it to its neighbours and to no other day."""
    page = player_page()
    show(page, "2020-11-10")
    stops = page.locator(".layer-settlements [tabindex='0']")
    assert stops.count() == 1
    group = page.get_by_role("group", name="Places", exact=True)
    assert group.locator(".dot").count() > 100
    stops.focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.tagName") != "g", "the group itself is no stop"
    page.locator(".dot[aria-label^='Shusha']").focus()
    page.keyboard.press("ArrowRight")
    at = "document.activeElement.getAttribute('aria-label')"
    east = page.evaluate(at)
    assert not east.startswith("Shusha")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.place") is not None
    assert day(page) == "2020-11-10"
    assert stops.count() == 1
    page.keyboard.press("Enter")
    until(page, f"{STATE}.selection !== null")
    page.evaluate(
        "window.controlAtlas.view(40.6, 46.3, 13)"
    )  # only land: the stop stays where a place was seen last
    page.evaluate("window.controlAtlas.view(39.76, 46.75, 11)")
    drawn(page)
    box = stops.bounding_box()
    assert min(box["x"], box["y"]) >= 0


def test_hovering_tells_who_holds_a_place_since_when(player_page):
    """The tooltip names the place, its controller, the standing, the basis and the day since when."""
    page = player_page()
    show(page, "2021-01-01")
    page.locator(".sheet .dot.r1").last.hover()
    tip = page.locator(".map-tip")
    tip.wait_for(state="visible")
    assert "since" in tip.inner_text()
    assert any(word in tip.inner_text() for word in ("held", "claimed", "contested"))


def test_only_what_changed_is_restyled(player_page):
    """A step by a day touches exactly the shapes whose look changes, and none on a quiet day."""
    page = player_page()
    touched = page.evaluate(
        """async () => {
          const count = async (from, to) => {
            window.controlAtlas.show(from);
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            const seen = new Set();
            const watch = new MutationObserver((list) => list.forEach((m) => seen.add(m.target)));
            document.querySelectorAll(".area.hit, .sheet .dot").forEach((node) => watch.observe(node, { attributeFilter: ["class"] }));
            window.controlAtlas.show(to);
            watch.takeRecords().forEach((m) => seen.add(m.target));
            watch.disconnect();
            return seen.size;
          };
          return [await count("2005-03-01", "2005-03-02"), await count("2020-11-19", "2020-11-20"),
                  document.querySelectorAll(".area.hit, .sheet .dot").length];
        }"""
    )
    quiet, busy, all_shapes = touched
    assert quiet == 0
    assert 0 < busy < all_shapes / 4


def test_layers_can_be_hidden(player_page):
    """Unticking a layer in the legend hides it and is part of the state."""
    page = player_page()
    page.get_by_role("button", name="All signs and layers").click()
    page.get_by_label("Settlements").uncheck()
    assert "settlements" not in page.evaluate(f"{STATE}.layers")
    assert page.locator(".layer-settlements").is_hidden()


def test_lines_are_drawn_only_on_their_days(player_page, karabakh):
    """The line of contact is on the map in 2005 and not in 2021."""
    if not any(line.kind == "line-of-contact" for line in karabakh.lines):
        pytest.skip("the dataset has no line of contact")
    page = player_page()
    line = page.locator(".layer-lines .line.line-of-contact").first
    show(page, "2005-01-01")
    assert line.evaluate("node => node.style.display") == ""
    show(page, "2021-06-01")
    assert line.evaluate("node => node.style.display") == "none"


def test_names_do_not_overlap(player_page):
    """No two names on the map cover each other, near or far."""
    page = player_page()
    for zoom in (8.0, 9.5, 11.0):
        page.evaluate("zoom => window.controlAtlas.view(39.75, 46.75, zoom)", zoom)
        until(page, "document.querySelectorAll('.sheet-names text').length > 3")
        boxes = page.evaluate(
            """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(
              [...document.querySelectorAll(".sheet-names text")].map((node) => {
                const b = node.getBBox();
                return [b.x + 1, b.y + b.height * 0.25, b.x + b.width - 1, b.y + b.height * 0.75];
              })))))"""
        )
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, (zoom, one, other)


def test_every_principal_town_is_named_on_a_phone(player_page, karabakh):
    """At 390 pixels each settlement of the first rank has its name, neighbours included."""
    page = player_page(width=390, height=844)
    until(page, "document.querySelectorAll('.sheet-names .n1').length > 3")
    shown = page.locator(".sheet-names .n1").all_text_contents()
    towns = [
        place.names["en"]
        for place in karabakh.places.values()
        if place.layer == "settlement" and place.rank == 1
    ]
    assert "Khankendi" in towns
    assert [name for name in towns if not any(text.startswith(name) for text in shown)] == []


@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1440])
def test_nothing_sticks_out(player_page, width):
    """At no width does the page scroll sideways, and what the map is not is said whole."""
    page = player_page(width=width, height=844)
    page.evaluate("window.controlAtlas.select('shusha')")
    until(page, "document.querySelector('article.place')")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    said = page.locator(".credit .short")
    assert said.evaluate(
        "it => it.scrollWidth <= it.clientWidth && getComputedStyle(it).textOverflow === 'clip'"
    )
    legend, credit = (page.locator(part).bounding_box() for part in (".legend", ".credit"))
    assert legend["y"] + legend["height"] <= credit["y"]


def test_a_phone_gets_targets_for_fingers(player_page):
    """On a narrow screen every control of the player is at least 40 pixels high and wide."""
    page = player_page(width=390, height=844, has_touch=True)
    small = page.evaluate(
        """() => [...document.querySelectorAll(".deck button, .deck select, .legend-button, .lens, .leaflet-bar a, .handle")]
          .map((node) => [node.className, node.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.height < 40 || box.width < 40)).map(([name]) => name)"""
    )
    assert small == []


def test_reduced_motion_is_respected(player_page):
    """With reduced motion asked for, what changes does not light up."""
    page = player_page(reduced_motion="reduce")
    show(page, "2020-11-19")
    show(page, "2020-11-20")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.fixture
def hosted(browsing, map_document):
    """A page that holds the map in a sandboxed frame, as the app does, and keeps what the map tells it."""
    page = browsing.new_page(offline=True)
    page.set_content(
        "<iframe id=map sandbox='allow-scripts' style='width:1200px;height:800px'></iframe><iframe id=other></iframe>"
    )
    page.evaluate(
        """html => {
          const map = document.getElementById("map");
          window.heard = [];
          window.addEventListener("message", (event) => window.heard.push(event.data));
          window.ask = (message) => map.contentWindow.postMessage(message, "*");
          window.commits = () => window.heard.filter((data) => data.type === "commit");
          map.srcdoc = html;
        }""",
        map_document,
    )
    page.wait_for_function("() => window.heard.some((data) => data.type === 'ready')")
    yield page
    page.close()


def answer(page, message: dict, condition: str) -> dict:
    """Send the map a message, and wait for the first later commit for which the condition holds."""
    before = page.evaluate("window.commits().length")
    page.evaluate("message => window.ask(message)", message)
    found = f"window.commits().slice({before}).find((it) => {condition})"
    page.wait_for_function(found)
    return page.evaluate(found)


def test_the_host_is_heard_and_nobody_else(hosted):
    """The page obeys its parent window, tells it what it shows, and ignores messages from other windows."""
    answer(hosted, {"type": "show", "day": "1994-05-12"}, "it.day === '1994-05-12'")
    hosted.evaluate(
        """() => {
          const foreign = document.getElementById("other").contentWindow;
          const script = foreign.document.createElement("script");
          script.textContent = "parent.document.getElementById('map').contentWindow.postMessage({ type: 'show', day: '2001-01-01' }, '*')";
          foreign.document.body.append(script);
        }"""
    )
    answer(hosted, {"type": "layers", "value": ["mosaic"]}, "it.layers && it.layers.length === 1")
    assert hosted.evaluate("window.commits().every((data) => data.day !== '2001-01-01')")


def test_the_host_is_told_only_what_the_reader_chose(hosted):
    """A commit leaves out the usual lens, the whole span, the layers while all are on, the position of an unmoved map."""
    first = answer(hosted, {"type": "show", "day": "1994-05-12"}, "it.day === '1994-05-12'")
    assert first == {
        "type": "commit",
        "turn": None,
        "day": "1994-05-12",
        "lens": None,
        "range": None,
        "selection": None,
        "layers": None,
        "view": None,
    }
    moved = answer(hosted, {"type": "view", "value": [39.8, 46.7, 9.5]}, "it.view !== null")
    assert moved["view"] == pytest.approx([39.8, 46.7, 9.5], abs=0.01)
    assert moved["layers"] is None
    fewer = answer(hosted, {"type": "layers", "value": ["mosaic"]}, "it.layers !== null")
    assert fewer["layers"] == ["mosaic"]
    every = ["districts", "mosaic", "corridors", "lines", "settlements", "labels", "relief"]
    assert answer(hosted, {"type": "layers", "value": every}, "true")["layers"] is None


def test_the_host_sets_lens_and_range(hosted):
    """The host may ask for a lens and a period and take them back; what it cannot mean changes nothing."""
    held = answer(hosted, {"type": "lens", "value": "held"}, "it.lens === 'held'")
    assert held["range"] is None
    days = ["2020-09-27", "2020-11-10"]
    narrowed = answer(hosted, {"type": "range", "value": days}, "it.range !== null")
    assert (narrowed["range"], narrowed["lens"]) == (days, "held")
    hosted.evaluate("window.ask({ type: 'lens', value: 'rosy' })")
    hosted.evaluate("window.ask({ type: 'range', value: ['2020-11-10', '2020-09-27'] })")
    hosted.evaluate("window.ask({ type: 'range', value: 'all' })")
    same = answer(hosted, {"type": "show", "day": "2020-10-10"}, "it.day === '2020-10-10'")
    assert (same["range"], same["lens"]) == (days, "held")
    assert answer(hosted, {"type": "range", "value": None}, "true")["range"] is None
    assert answer(hosted, {"type": "lens", "value": None}, "true")["lens"] is None


def test_an_unknown_id_from_the_host_clears_nothing(hosted):
    """A message to select what does not exist leaves the selection, and one to select nothing clears it."""
    answer(hosted, {"type": "select", "id": "shusha"}, "it.selection === 'shusha'")
    hosted.evaluate("window.ask({ type: 'select', id: 'no-such-place' })")
    day = answer(hosted, {"type": "show", "day": "1995-01-01"}, "it.day === '1995-01-01'")
    assert day["selection"] == "shusha"
    assert answer(hosted, {"type": "select", "id": None}, "true")["selection"] is None


def test_a_broken_part_leaves_the_map_standing(karabakh, open_page, tmp_path):
    """If the timeline cannot be drawn, the map and the panel still work, and the page says so."""
    from controlatlas.webmap import build_document

    path = tmp_path / "broken.html"
    text = build_document(karabakh).replace(
        "  drawOverview(color) {", "  drawOverview(color) { throw new Error('x');"
    )
    path.write_text(text, encoding="utf-8")
    page = open_page(path.as_uri(), bypass_csp=True)  # whose policy lets only the script run that was built
    page.wait_for_function("() => document.documentElement.dataset.day")
    show(page, "2020-11-10")
    assert page.locator(".area.hit").count() > 10
    page.locator(".card").first.wait_for()


def test_a_place_leads_to_its_own_changes(player_page):
    """On the card of Lachin, one button goes to 1 December 2020, then to 26 August 2022; the focus stays there."""
    page = player_page()
    page.evaluate("controlAtlas.select('lachin')")
    for day, focused in (("2020-12-01", "nextHere"), ("2022-08-26", "previousHere")):
        page.wait_for_function(
            "() => { const next = document.querySelector('[data-keep=nextHere]'); next?.focus();"
            " return next && document.activeElement === next; }"
        )  # the card may be drawn again between finding its button and pressing it; the focus is then kept
        page.keyboard.press("Enter")
        page.wait_for_function(f"() => controlAtlas.state().day === '{day}'")
        page.wait_for_function(f"() => document.activeElement.dataset.keep === '{focused}'")
    assert page.get_by_role("button", name="Next change here").is_disabled()


def test_two_quick_steps_of_a_place_are_two_steps(player_page):
    """Pressed again before the card is drawn anew, the button goes on from the day shown, not from the day drawn."""
    page = player_page()
    page.evaluate("controlAtlas.select('lachin')")
    page.locator("[data-keep=nextHere]").wait_for()
    page.evaluate(
        "() => { const next = document.querySelector('[data-keep=nextHere]'); next.click(); next.click(); }"
    )
    assert page.evaluate("controlAtlas.state().day") == "2022-08-26"


def test_the_whole_area_is_shown_though_a_zoom_still_flies(player_page):
    """Home pressed while the map flies to a place: when the flight would have ended, the whole is shown."""
    page = player_page(reduced_motion="no-preference")
    whole = page.locator(".country").first.get_attribute("d")
    for _ in range(3):
        flying = page.evaluate("""() => new Promise((done) => {
          document.querySelector(".leaflet-control-zoom-in").click();
          const started = () => {
            if (!document.querySelector(".leaflet-zoom-anim")) return requestAnimationFrame(started);
            document.querySelector(".home").click();
            done(true);
          };
          started();
        })""")
        assert flying
        until(page, "!document.querySelector('.leaflet-zoom-anim')")
        drawn(page)
        assert page.locator(".country").first.get_attribute("d") == whole


def test_the_count_beside_the_date_says_what_it_counts(player_page):
    """Four of the six events of 10 November 2020 change control, of hundreds of places: the count says that it is of events."""
    page = player_page()
    show(page, "2020-11-10")
    count = page.locator(".date-count")
    wait_until(lambda: count.inner_text() == "4 events change control", "four events are counted as such")
    assert "6 events on this day" in page.locator(".panel").inner_text()


HEIGHTS = """((names) => {
  const stage = document.querySelector(".stage").getBoundingClientRect();
  const texts = [...document.querySelectorAll(".sheet-names text")];
  return names.map((name) => {
    const box = texts.find((it) => it.textContent.startsWith(name))?.getBoundingClientRect();
    return box ? (box.top + box.bottom - 2 * stage.top) / 2 / stage.height : null;
  });
})"""
"""How far down the stage some names stand, from 0 at its top to 1 at its foot; null for one that is not shown."""


@pytest.mark.parametrize(("width", "height"), [(1440, 1800), (1024, 1366), (1440, 900)])
def test_a_map_opens_on_the_whole_in_a_window_of_any_shape(player_page, width, height):
    """The middle between Tartar in the north and Zangilan in the south (39.71° N) is the middle of the map, in an upright window too."""
    page = player_page(width=width, height=height)
    until(page, f"{HEIGHTS}(['Tartar', 'Zangilan']).every((it) => it !== null)")
    north, south = page.evaluate(f"{HEIGHTS}(['Tartar', 'Zangilan'])")
    assert 0 < north < south < 1
    assert (north + south) / 2 == pytest.approx(0.5, abs=0.05)


NAMES = "[...document.querySelectorAll('.sheet-names text')].map((it) => it.textContent).join('|')"


def test_names_come_back_when_what_lay_over_them_closes(player_page):
    """The legend is closed, opened, the map drawn anew under it, and the legend closed: the names are those of before."""
    page = player_page(width=390, height=844)
    legend = page.get_by_role("button", name="Legend")
    legend.click()
    page.evaluate("controlAtlas.layers(controlAtlas.state().layers)")
    before = page.evaluate(NAMES)
    legend.click()
    page.evaluate("controlAtlas.layers(controlAtlas.state().layers)")
    legend.click()
    until(page, f"{NAMES} === {before!r}")


def test_the_legend_is_open_with_what_is_in_view(player_page):
    """On the day of the ceasefire it lists the three who hold land in view and what is claimed; of a view in the east one alone.

    All signs come on demand, and what is listed follows the lens.
    """
    page = player_page()
    show(page, "2020-11-10")
    entries = page.locator(".entries li")
    assert entries.all_inner_texts() == [
        "Azerbaijan",
        "Armenian forces",
        "Russian peacekeepers",
        "Claimed",
        "Contested",
    ]
    assert not page.locator(".legend-body").is_visible()
    page.evaluate("window.controlAtlas.lens('held')")
    assert "Claimed" not in entries.all_inner_texts()
    page.evaluate("window.controlAtlas.view(40.05, 47.6, 12)")
    drawn(page)
    assert entries.all_inner_texts() == ["Azerbaijan"]


@pytest.mark.parametrize(("high", "open_"), [(480, "false"), (800, "true")])
def test_the_legend_begins_folded_in_a_low_window(open_page, map_file, high, open_):
    """A map embedded at the size of a phone's column shows itself first; in a higher window the legend is open."""
    page = open_page(map_file, width=360, height=high)
    drawn(page)
    assert page.locator(".legend-button").get_attribute("aria-expanded") == open_


def test_the_legend_counts_those_for_whom_it_has_no_room(open_page, tmp_path):
    """Of seven who hold a place in view four are named, and that there are three more."""
    rows = "".join(
        f"P{number},48.{number % 2},30.{number},Side {number},2001-01-01\n" for number in range(1, 8)
    )
    (tmp_path / "x.csv").write_text(f"name,lat,lon,holder,date\n{rows}", encoding="utf-8")
    call = ["import", "points", str(tmp_path / "x.csv"), "--source", "A list", "-o", str(tmp_path / "war")]
    assert main(call) == 0
    path = tmp_path / "map.html"
    path.write_text(build_document(load_dataset(tmp_path / "war")), encoding="utf-8")
    page = open_page(path.as_uri())
    drawn(page)
    entries = page.locator(".entries li").all_inner_texts()
    assert [it for it in entries if it.startswith("Side")] == entries[:4]
    assert entries[4] == "and 3 more"


LOOKS_DRAWN = """() => {
  const map = document.querySelector(".leaflet-container").getBoundingClientRect(), found = new Set();
  for (const it of document.querySelectorAll(".layer-mosaic path, .layer-corridors path, .layer-settlements .dot")) {
    const box = it.getBoundingClientRect(), look = it.getAttribute("class").match(/\\bs([0-9])\\b/);
    const wide = Math.min(box.right, map.right) - Math.max(box.left, map.left);
    const high = Math.min(box.bottom, map.bottom) - Math.max(box.top, map.top);
    const seen = wide > 0 && high > 0 && (it.matches(".dot") || wide * high > 16);
    if (look && seen && getComputedStyle(it).display !== "none") found.add(Number(look[1]));
  }
  return [...found];
}"""
"""By which numbers of looks any area or dot that is seen is drawn."""


@pytest.mark.parametrize(
    "day", ["1988-06-01", "1989-12-01", "1990-06-01", "1993-10-23", "2020-10-20", "2020-11-10", "2022-08-30"]
)
def test_each_look_that_is_drawn_has_a_row_in_the_open_legend(player_page, day):
    """Whatever is drawn as claimed, contested or of uncertain date is explained beside the map, however small it is."""
    page = player_page()
    show(page, day)
    drawn(page)
    drawn_as = set(page.evaluate(LOOKS_DRAWN))
    assert 0 in drawn_as, "something is simply held"
    rows = page.locator(".entries .key rect")
    look_of = "all => all.map(it => Number(it.getAttribute('class').match(/\\bs([0-9])\\b/)[1]))"
    wait_until(
        lambda: set(rows.evaluate_all(look_of)) == drawn_as, f"rows for {drawn_as} and for nothing else"
    )


def test_the_legend_calls_actors_as_they_were_called(player_page):
    """In February 1988 the legend names the Azerbaijan SSR, and from the renaming on Azerbaijan; going back it is the SSR again."""
    page = player_page()
    for iso, name in (
        ("1988-02-20", "Azerbaijan SSR"),
        ("1991-02-05", "Azerbaijan"),
        ("1991-02-04", "Azerbaijan SSR"),
    ):
        show(page, iso)
        until(page, f"document.querySelector('.legend .actor-row.a0 b').textContent === {name!r}")


def test_a_front_runs_where_and_when_the_dataset_says(kept_maps, two_islands, request, tmp_path):
    """On the map as in ``front_line``: between Plim and the Company only, and only until the end of 2019."""
    fronts = (Front(("plim", "company"), None, dt.date(2020, 1, 1)),)
    dataset = replace(two_islands, fronts=fronts, default_day=dt.date(2019, 12, 1))
    path = tmp_path / "fronts.html"
    path.write_text(build_document(dataset), encoding="utf-8")
    with kept_maps.lent(request, offline=True) as lend:
        page = lend(path.as_uri())
        d = "document.querySelector('path.front.casing').getAttribute('d')"
        for iso, there in (("2019-12-01", True), ("2020-02-29", False)):
            lines = front_line(dataset, dt.date.fromisoformat(iso))
            assert any(not it.is_empty for it in lines) == there
            show(page, iso)
            drawn(page)
            until(page, f"Boolean({d}) === {json.dumps(there)}")


def test_the_arrow_to_what_changes_outside_covers_no_name(player_page):
    """On 9 May 1992 Gunnut changes hands west of what a phone shows; its arrow at the edge covers none of the names on the map."""
    page = player_page(width=390, height=796)
    show(page, "1992-05-09")
    for view in ([39.6, 46.7, 8.25], [39.8, 46.8, 8.5], [39.4, 47.0, 8.5]):
        page.evaluate("it => window.controlAtlas.view(...it)", view)
        page.locator(".away").wait_for()
        drawn(page)
        assert page.evaluate("document.querySelectorAll('.sheet-names text').length") > 10
        assert page.evaluate(COVERED) == []


COVERED = """(() => {
  const away = document.querySelector(".away").getBoundingClientRect();
  return [...document.querySelectorAll(".sheet-names text")].filter(it => {
    const name = it.getBoundingClientRect();
    return name.right > away.left && name.left < away.right && name.bottom > away.top && name.top < away.bottom;
  }).map(it => it.textContent);
})()"""
"""The names that the arrow lies over."""


def test_what_changes_outside_the_view_is_one_press_away(player_page):
    """On 24 May 2024 four villages of Gazakh change hands, far from Lachin; an arrow at the edge names one and leads there."""
    page = player_page()
    away = page.locator(".away")
    show(page, "2024-05-24")
    page.evaluate("window.controlAtlas.view(39.6, 46.9, 10)")
    away.wait_for()
    assert away.inner_text().partition("➔")[0].strip() == "Ashaghi Askipara and 3 more"
    assert "Gizilhajili" not in page.evaluate(NAMES)
    away.click()
    away.wait_for(state="hidden")
    until(page, f"{NAMES}.includes('Gizilhajili')")
    assert (
        page.locator(".ring.r3:visible").count() == 5
    )  # theirs and that of Lele Tepe: nobody outlined the land
    show(page, "2024-05-25")
    page.evaluate("window.controlAtlas.view(39.6, 46.9, 10)")
    drawn(page)
    assert away.is_hidden()  # nothing changes on that day
