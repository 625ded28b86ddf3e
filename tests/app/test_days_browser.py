"""Fields for days, and Find, in a browser: what is typed is answered, on Enter and on leaving the field, and never thrown away."""

from __future__ import annotations

import pytest
from moving import at_rest, come_back_to, map_frame, runs, until
from waiting import wait_until

from controlatlas.language.catalogue import translator

pytestmark = pytest.mark.browser


@pytest.fixture
def shusha(visit):
    """The page Places on Shusha, at rest, in a language; the page and the field that asks who held it on a day."""

    def opened(language: str = "en"):
        page = visit(f"places?place=shusha&day=2019-01-01&lang={language}")
        t = translator(language)
        return page, page.get_by_role("textbox", name=t("Who held it on"), exact=True), t

    return opened


def test_a_typed_day_is_answered_on_enter(shusha):
    """Each way of writing 8 November 2020 is answered with Azerbaijan, and stands in the field as ISO has it."""
    page, field, _ = shusha()
    for typed in ("08.11.2020", "20201108", "2020-11-08", "8/11/2020", "8 November 2020"):
        for text, day, words in (
            ("1.1.2019", "2019-01-01", "1 January 2019"),
            (typed, "2020-11-08", "8 November 2020"),
        ):
            field.click()
            field.press("ControlOrMeta+a")
            page.keyboard.type(text)
            field.press("Enter")
            page.locator(".answer", has_text=words).wait_for()
            wait_until(lambda day=day: field.input_value() == day, f"{day} stands in the field")
    assert "Azerbaijan" in page.locator(".answer").inner_text()


@pytest.mark.parametrize("leave", ["Tab", "a press elsewhere"])
def test_a_typed_day_is_answered_on_leaving_the_field(shusha, leave):
    """Tab and a press anywhere else are as good as Enter."""
    page, field, _ = shusha()
    field.fill("8.11.2020")
    if leave == "Tab":
        field.press("Tab")
    else:
        page.get_by_role("heading", level=1).click()
    page.locator(".answer", has_text="8 November 2020").wait_for()
    page.wait_for_url("**day=2020-11-08**")


@pytest.mark.parametrize("language", ["en", "hy"])
def test_what_is_no_day_stays_with_its_reason(shusha, language):
    """A day that there is not, or outside the dataset, is named under the field and stays to be mended; Enter takes the mend."""
    page, field, t = shusha(language)
    for text, reason in (
        ("31.2.2020", t("“{text}” is no day; write it as {example} or {other}.", text="31.2.2020", example="2026-11-23", other="23.11.2026")),
        ("8.11.1920", t("{day} is outside the dataset, which runs from {start} to {end}.", day="1920-11-08", start="1988-02-01", end="2026-11-23")),
        ("", t("Write a day, such as {example} or {other}.", example="2026-11-23", other="23.11.2026")),
    ):  # fmt: skip
        with runs(page):
            field.fill(text)
            field.press("Enter")
        alert = page.get_by_role("alert").filter(has_text=reason)
        alert.wait_for()
        assert field.input_value() == text
        assert field.get_attribute("aria-invalid") == "true"
        assert field.get_attribute("aria-describedby") == alert.get_attribute("id")
        assert "2019" in page.locator(".answer").inner_text()  # the answer is that of the last day
    with runs(page):
        field.fill("8.11.2020")
        field.press("Enter")
    page.locator(".answer", has_text="2020").wait_for()
    assert field.get_attribute("aria-invalid") == "false"
    assert page.get_by_role("alert").filter(has_text="2026").count() == 0


def test_the_month_may_be_written_in_the_language_of_the_page(shusha):
    """In Russian, 8 ноября 2020 г. is a day."""
    page, field, _ = shusha("ru")
    field.fill("8 ноября 2020 г.")
    field.press("Enter")
    page.wait_for_url("**day=2020-11-08**")


def test_a_day_taken_from_the_calendar_is_answered(shusha):
    """The calendar of the browser gives a day by a change of its field; it offers no day outside the dataset."""
    page, _, _ = shusha()
    calendar = page.locator("input[type=date]")
    assert (calendar.get_attribute("min"), calendar.get_attribute("max")) == ("1988-02-01", "2026-11-23")
    calendar.evaluate(
        "it => { it.value = '2020-11-08'; it.dispatchEvent(new Event('change', {bubbles: true})); }"
    )
    page.locator(".answer", has_text="8 November 2020").wait_for()


def test_what_is_being_typed_outlives_a_run(visit):
    """The map moves on while the reader types in Find: the run that follows does not take the letters away."""
    page = visit("?day=2019-01-01")
    frame = map_frame(page)
    with runs(page):
        page.get_by_role("button", name="Find").click()
    field = page.get_by_role("textbox", name="Day", exact=True)
    until(page, "document.activeElement.shadowRoot?.activeElement?.id === 'day'")  # the cursor is there
    field.press("End")
    page.keyboard.type("x")
    with runs(page):
        frame.evaluate("window.controlAtlas.show('2018-05-05')")
    page.wait_for_url("**day=2018-05-05**")
    assert field.input_value() == "2019-01-01x"


@pytest.mark.parametrize(
    ("where", "name", "typed", "part"),
    [
        ("compare", "Earlier day", "12.5.1994", "other=1994-05-12"),
        ("compare", "Later day", "10.11.2020", "day=2020-11-10"),
        ("places", "Who held it on", "12.5.1994", "day=1994-05-12"),
        ("export", "Day", "12.5.1994", "day=1994-05-12"),
        ("export?kind=pair", "Earlier day", "12.5.1994", "other=1994-05-12"),
        ("changes", "From", "12.5.1994", "since=1994-05-12"),
        ("changes", "To", "12.5.1994", "until=1994-05-12"),
    ],
)
def test_every_field_for_a_day_answers_on_enter(visit, where, name, typed, part):
    """On each page a typed day and Enter are in the address at once."""
    page = visit(where)
    field = page.get_by_role("textbox", name=name, exact=True)
    field.fill(typed)
    field.press("Enter")
    until(page, f"location.search.includes({part!r})")


def test_an_optional_day_can_be_taken_away_again(visit):
    """On Changes an emptied field is no filter."""
    page = visit("changes?since=1994-05-12")
    field = page.get_by_role("textbox", name="From", exact=True)
    assert field.input_value() == "1994-05-12"
    field.fill("")
    field.press("Enter")
    until(page, "!location.search.includes('since')")


def test_two_days_typed_one_after_the_other_both_count(visit):
    """The second is typed while the page still works on the first."""
    page = visit("compare")
    for name, typed in (("Earlier day", "12.5.1994"), ("Later day", "13.5.2016")):
        field = page.get_by_role("textbox", name=name, exact=True)
        field.fill(typed)
        field.press("Enter")
    until(page, "/other=1994-05-12/.test(location.search) && /day=2016-05-13/.test(location.search)")


@pytest.mark.parametrize("start", ["", "sources"])
def test_find_closes_over_what_it_has_found(visit, start):
    """Once a day, an event or a place is chosen, the map shows it and nothing lies over it; Find opens again."""
    page = visit(start or "?day=2020-11-10")
    button = page.get_by_role("button", name="Find")
    with runs(page):
        button.click()
    for number, (what, typed, part) in enumerate(
        (
            ("place", "Kalbajar", "select=kalbajar"),
            ("day", "12.5.1994", "day=1994-05-12"),
            ("event", "24 May 2024", "day=2024-05-24"),
        )
    ):
        if number and start:
            come_back_to(page, start)
            with runs(page):
                button.click()
        found_and_closed(page, what, typed, part)
        button.click()
        page.locator("[data-testid=stPopoverBody]").get_by_role("textbox", name="Day", exact=True).wait_for()
    if start:
        return
    page.keyboard.press("Escape")
    for day in ("1994-05-12", "2020-11-10"):  # Back leads to what was seen before Find led on
        page.evaluate("history.back()")
        until(page, f"location.search.includes('day={day}')")
        until(map_frame(page), f"document.documentElement.dataset.day === '{day}'")
    come_back_to(page, "?day=2016-05-13")  # from another page; what Back has told is told no second time
    with runs(page):
        map_frame(page).evaluate("window.controlAtlas.lens('held')")
    until(page, "location.search.includes('day=2016-05-13') && location.search.includes('lens=held')")


@pytest.mark.parametrize("typed", ["Shushi", "ceasefire", "xyzzy"])
def test_a_name_typed_into_the_first_field_of_find_is_looked_for(visit, typed):
    """Find opens in the field of the day: a place typed there is gone to, words of events bring these, and what is nothing is named."""
    page = visit("?lang=en&day=2019-01-01")
    with runs(page):
        page.get_by_role("button", name="Find").click()
    panel = page.locator("[data-testid=stPopoverBody]")
    panel.get_by_role("textbox", name="Day", exact=True).fill(typed)
    with runs(page):
        page.keyboard.press("Enter")
    if typed == "Shushi":
        until(page, "location.search.includes('select=shusha') && location.search.includes('day=2019-01-01')")
        panel.wait_for(state="hidden")
        return
    panel.get_by_text("the most important first" if typed == "ceasefire" else "is no day").first.wait_for()
    assert panel.get_by_text("is no day").count() == (typed == "xyzzy")
    page.keyboard.press("Escape")


def found_and_closed(page, what: str, typed: str, part: str) -> None:
    """Choose something in Find, which is open, and wait until the address says it and Find is gone."""
    panel = page.locator("[data-testid=stPopoverBody]")
    if what == "day":
        panel.get_by_role("textbox", name="Day", exact=True).fill(typed)
        page.keyboard.press("Enter")
    else:
        panel.get_by_role("combobox", name=what.capitalize()).fill(typed)
        page.get_by_role("option").filter(has_text=f"{typed} ·").first.click()
    until(page, f"location.search.includes({part!r})")
    panel.wait_for(state="hidden")
    at_rest(page)
    assert panel.count() == 0


def test_find_takes_no_event_that_is_only_a_little_like_what_is_typed(visit):
    """Enter on a word of no event is answered with that, and stays on the day; on a day of several it offers them, and one leads there."""
    page = visit("?day=2019-01-01")
    with runs(page):
        page.get_by_role("button", name="Find").click()
    panel = page.locator("[data-testid=stPopoverBody]")
    for typed, answer in (("yesterday", "No event answers"), ("10.11.2020", "the most important first")):
        panel.get_by_role("combobox", name="Event").fill(typed)
        page.get_by_role("option").filter(has_text=typed).first.wait_for()
        with runs(page):
            page.keyboard.press("Enter")
        panel.get_by_text(answer).wait_for()
        assert "day=2019-01-01" in page.url
    with runs(page):
        panel.get_by_role("button", name="Trilateral statement").click()
    until(page, "location.search.includes('day=2020-11-10')")
