"""What an address asks is heard by who begins a session or comes to a page with one, and by nobody else."""

from __future__ import annotations

import pytest

from controlatlas.ui.state import asked


@pytest.fixture
def run(monkeypatch):
    """Run a page with a query, in a session of its own; what is heard of the view is given back."""
    monkeypatch.setattr(asked.st, "session_state", {})

    def ran(page: str, **query: str):
        monkeypatch.setattr(asked.st, "query_params", query)
        asked.begin_run(page)
        return asked.take(asked.VIEW)

    return ran


def test_the_first_run_of_a_session_hears_its_address(run):
    """Who opens an address is shown what it asks, even if that is nothing."""
    assert run("map", day="2020-11-08") == {"day": "2020-11-08"}
    assert asked.take(asked.OWN) == {"day": "2020-11-08"}


def test_a_session_may_begin_without_a_query(run):
    """An address without a query is heard as asking nothing in particular."""
    assert run("map") == {}


def test_a_run_on_the_same_page_hears_nothing(run):
    """Whatever address the browser still sends along, late or early, a page that stays asks nothing by it."""
    run("map", day="2020-11-08")
    assert run("map", day="1992-05-18") is None
    assert run("map", day="2020-11-08") is None
    assert asked.last_heard() == {"day": "2020-11-08"}


def test_a_way_back_to_a_page_hears_its_address(run):
    """Who comes to another page with a query is shown what it asks."""
    run("map", day="2020-11-08")
    assert run("changes", q="Shusha") == {"q": "Shusha"}
    assert run("map", day="1992-05-18") == {"day": "1992-05-18"}


def test_a_click_in_the_navigation_asks_nothing(run):
    """A page that is turned to without a query shows what was last seen, and what was asked before is not asked again."""
    asked_first = run("map", day="2020-11-08")
    assert asked_first
    assert run("changes") is None
    assert asked.take(asked.OWN) is None


def test_a_page_that_the_app_turns_asks_nothing(run):
    """What the app itself sends along when it turns the page is what is shown already; the next way back is heard again."""
    run("map", day="2020-11-08")
    asked.turning_to("export")
    assert run("export", day="2020-11-08") is None
    assert run("map", day="1992-05-18") == {"day": "1992-05-18"}


def test_language_and_names_stand_until_others_are_chosen(run):
    """The language of an address holds on all pages, until a reader chooses another one or an address names one."""
    run("map", lang="hy")
    run("changes")
    assert asked.asked("lang") == "hy"
    asked.choose("lang", "ru")
    run("changes", lang="hy")
    assert asked.asked("lang") == "ru"
    run("map", lang="az")
    assert asked.asked("lang") == "az"
