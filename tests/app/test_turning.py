"""A page that was asked for comes, whatever the page before still says, and a reader who goes back goes back."""

from __future__ import annotations

import urllib.request
from types import SimpleNamespace

import pytest
from visitor import Visitor, buttons, components, headings

from controlatlas.ui.parts import navigation
from controlatlas.ui.state import asked, shown_address


class Turned(Exception):  # noqa: N818  # it is no error: turning ends the run, as in Streamlit
    """The run ended because the page was turned."""


def switch_page(path: str, query_params: dict[str, str]) -> None:
    """End the run."""
    raise Turned(path)


@pytest.fixture
def run(monkeypatch):
    """Begin a run of a page in a session of its own; the file of the page that it turns to is given back, or ``None``."""
    screen = SimpleNamespace(session_state={}, query_params={}, switch_page=switch_page)
    for module in (navigation, asked, shown_address):
        monkeypatch.setattr(module, "st", screen)

    def ran(page: str, *, pressed: str = "", told: bool = False) -> str | None:
        if pressed:
            navigation.turn_to(pressed)
        screen.session_state[asked.TOLD] = (f"$$ID-hash-{page}:map",) if told else ()
        asked.begin_run(page)
        try:
            navigation.turn_page(page)
        except Turned as turned:
            return str(turned)
        navigation.note_map(f"{page}:map")
        return None

    return ran


def test_a_press_turns_the_page(run):
    """The run that a press on Export brings turns to that page, also if the map has told something with it."""
    run("compare")
    assert run("compare", pressed="export") == "pages/export.py"
    assert run("export") is None
    assert run("compare") is None
    assert run("compare", pressed="export", told=True) == "pages/export.py"


def test_a_late_word_of_the_map_does_not_undo_the_press(run):
    """What the map before tells while Export is on its way leads back to that map; Export comes all the same."""
    run("compare")
    run("compare", pressed="export")
    assert run("export") is None
    assert run("compare", told=True) == "pages/export.py"
    assert run("export") is None


def test_who_goes_back_before_the_page_is_complete_goes_back(run):
    """A run of the page before that no map has brought is what the reader asked for."""
    run("compare")
    run("compare", pressed="export")
    run("export")
    assert run("compare") is None
    assert run("compare", told=True) is None


def test_once_the_page_has_come_the_map_of_the_page_before_may_speak_again(run):
    """Who returns from Export to the map and moves it stays there."""
    run("map")
    run("map", pressed="export")
    run("export")
    assert run("map") is None
    assert run("map", told=True) is None


def test_the_first_page_is_found_by_its_name_too(app_address):
    """Whoever writes /map into the address comes to the map, with all that the address asks for."""
    answer = urllib.request.urlopen(f"{app_address}/map?day=2020-11-10&lens=held")
    assert answer.url == f"{app_address}/?day=2020-11-10&lens=held"
    assert urllib.request.urlopen(f"{app_address}/map").url == f"{app_address}/"


@pytest.mark.parametrize(("page", "key"), [("", "map"), ("compare", "compare:map"), ("tours", "tour:map")])
def test_a_word_that_the_map_said_before_the_browser_had_drawn_export_does_not_bring_the_map_back(
    app_address, page, key
):
    """Export is complete on the server; the browser, which still shows the map, tells of it. Then its reader goes back."""
    with Visitor(app_address) as reader:
        (its_map,) = components(reader.see(page, "lang=en"), key)
        # the map's first word brings what the first run has left out
        export = [it for it in buttons(reader.see(page, told=its_map)) if it.label == "Export"]
        reader.ask(page, press=export[0].id)
        assert headings(reader.seen()) == ["Export"]
        for _ in range(2):
            assert headings(reader.see(page, "lang=en&day=2020-11-10", told=its_map)) == ["Export"]
        found = reader.see(page, "lang=en&day=2020-11-10")
        assert components(found, key)
        assert headings(found) != ["Export"]
        assert components(reader.see(page, told=its_map), key)
