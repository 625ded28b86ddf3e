"""The page for maps of one's own: from files to a map, what keeps a map from being made, and where it may be kept."""

from __future__ import annotations

import json

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from waiting import PATIENCE, wait_until

from controlatlas.load.own_maps import OwnMaps, own_maps_wanted
from controlatlas.records.errors import SettingError

ROWS = b"name;lat;lon;side;since\nLidford;48,1;30,5;North *b*;2001-01-01\nLidford;48,1;30,5;South;05.02.2001\nHam;48.2;30.7;South;20010101\n"


@pytest.fixture
def app(root, tmp_path, monkeypatch, request):
    """The page, in English or the language wanted, on a server that has a folder for maps of its readers."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("CONTROLATLAS_DATASETS", f"{tmp_path}:{root / 'tests/datasets/two_islands'}")
    monkeypatch.setenv("CONTROLATLAS_OWN_MAPS", "save")
    found = AppTest.from_file(str(root / "app.py"), default_timeout=PATIENCE)
    found.query_params["lang"] = getattr(request, "param", "en")
    return found.switch_page("pages/import.py").run()


def until(app, wanted, said):
    """Run the page, as its bar does, until it shows what is wanted."""

    def look():
        assert not app.exception
        found = wanted(app)
        return found or (app.run() and None)

    return wait_until(look, said)


def button(app, label):
    """A button by what it says; ``None`` if there is none."""
    return next((it for it in app.button if it.label == label), None)


def send(app, *files):
    """Send files, and wait until they are read."""
    app.file_uploader[0].set_value([(name, content, "") for name, content in files]).run()


def make(app, source="A list"):
    """Say who keeps the list, and have the map made."""
    until(app, lambda it: button(it, "Make the map"), "the files are read")
    next(it for it in app.text_input if it.label.startswith("Who draws")).set_value(source).run()
    button(app, "Make the map").click().run()


def test_a_table_becomes_a_map_that_can_be_kept(app, tmp_path):
    """Columns are guessed, other colours are taken over, the ZIP holds the dataset, and saved it is the map that is open."""
    send(app, ("my places.csv", ROWS))
    make(app)
    until(app, lambda it: button(it, "Save and open"), "the map is made")
    assert [it.label.partition("*")[0].rstrip("\\") for it in app.color_picker] == ["North ", "South"]
    app.color_picker[0].set_value("#123456").run()
    until(app, lambda it: button(it, "Save and open"), "the map is made in the other colour")
    app.switch_page("pages/method.py").run()
    app.switch_page("pages/import.py").run()
    assert button(app, "Save and open"), (
        "who comes back finds the map, made of the same files by the same choices"
    )
    assert [it.value for it in app.text_input if it.label.startswith(("Title", "Who draws"))] == [
        "My places",
        "A list",
    ]
    assert app.color_picker[0].value == "#123456"
    assert any("my places.csv" in it.value for it in app.caption)
    button(app, "Save and open").click().run()
    package = json.loads((tmp_path / "my-places" / "datapackage.json").read_text(encoding="utf-8"))
    actors = package["controlatlas"]["actors"]
    assert [(it["names"]["en"], it["color"]) for it in actors] == [
        ("North *b*", "#123456"),
        ("South", "#b5521b"),
    ]
    assert app.session_state["dataset"] == "my-places"


def test_a_press_that_comes_with_the_last_word_counts(app):
    """Who types what is missing and presses at once has the map made, with that word: no button is off that a press can still reach."""
    send(app, ("my places.csv", ROWS))
    until(app, lambda it: button(it, "Make the map"), "the files are read")
    assert not button(app, "Make the map").disabled
    next(it for it in app.text_input if it.label.startswith("Who draws")).set_value("A list")
    button(app, "Make the map").click().run()
    until(app, lambda it: button(it, "Save and open"), "the map is made")


def test_all_that_is_wrong_is_told_as_the_page_calls_it(app):
    """Each wrong row is named, and options of the command line are called as the fields of the page are."""
    send(app, ("x.csv", ROWS.replace(b"48,1", b"98").replace(b"20010101", b"soon")))
    make(app)
    until(app, lambda it: it.error, "the problems are told")
    said = " ".join(it.proto.body for it in app.get("html") if "problems" in it.proto.body)
    assert [said.count(it) for it in ("line 2", "line 3", "line 4")] == [1, 1, 1]
    assert "3 problems" in app.error[0].value
    make(app, source="")
    until(app, lambda it: "1 problem:" in it.error[0].value if it.error else None, "what is missing is told")
    said = " ".join(it.proto.body for it in app.get("html") if "problems" in it.proto.body)
    assert "Who draws the map" in said
    assert "--source" not in said


@pytest.mark.parametrize("app", ["ru"], indirect=True)
def test_what_is_wrong_is_told_in_the_language_of_the_page(app):
    """Problems of files, and what to do, are told in Russian on a Russian page, the fields as that page calls them."""
    send(app, ("x.csv", ROWS.replace(b"48,1", b"98").replace(b"North *b*", "Nörth".encode("latin-1"))))
    until(app, lambda it: it.error, "the problems are told")
    said = " ".join(it.proto.body for it in app.get("html") if "problems" in it.proto.body)
    assert "«Кодировка текстов»" in said
    assert "lang='en'" not in said
    next(it for it in app.text_input if it.label == "Кодировка текстов").set_value("latin-1").run()
    until(app, lambda it: any(one.label == "Сделать карту" for one in it.button), "the files are read")


@pytest.mark.parametrize("app", ["ru"], indirect=True)
def test_what_the_import_did_is_told_in_the_language_of_the_page(app):
    """What was read and what was assumed stand there in Russian, options as that page calls them, and no English."""
    send(app, ("x.csv", b"name,lat,lon,holder,date\nA,48,30,North,03/04/2001\nA,48,30,South,05/06/2001\n"))
    until(app, lambda it: button(it, "Сделать карту"), "the files are read")
    next(it for it in app.text_input if it.label.startswith("Кто рисует")).set_value("Список").run()
    button(app, "Сделать карту").click().run()
    until(app, lambda it: it.warning, "the map is made")
    assert "03/04/2001 прочитано как 2001-04-03" in app.warning[0].value
    assert "«Даты вида 03/04/2022»" in app.warning[0].value
    said = [it.proto.body for it in app.get("html") if "Прочитано строк" in it.proto.body]
    assert len(said) == 1
    assert "lang=" not in said[0]


def test_a_server_can_do_without(root, monkeypatch):
    """Switched off, the page is in no navigation; by default nothing is written on the server."""
    monkeypatch.chdir(root)
    monkeypatch.delenv("CONTROLATLAS_OWN_MAPS", raising=False)
    assert own_maps_wanted({}) is OwnMaps.DOWNLOAD
    monkeypatch.setenv("CONTROLATLAS_OWN_MAPS", "off")
    listed, navigation = [], st.navigation
    monkeypatch.setattr(
        st, "navigation", lambda pages, **more: listed.append(pages) or navigation(pages, **more)
    )
    assert not AppTest.from_file(str(root / "app.py"), default_timeout=PATIENCE).run().exception
    assert "method" in [it.url_path for it in listed[0]]
    assert "import" not in [it.url_path for it in listed[0]]
    for wrong in ("yes", "SAVE!"):
        with pytest.raises(SettingError, match="off, download or save"):
            own_maps_wanted({"CONTROLATLAS_OWN_MAPS": wrong})
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(root / "tests/datasets/two_islands"))
    with pytest.raises(SettingError, match="no folder"):
        own_maps_wanted({"CONTROLATLAS_OWN_MAPS": "save"})


def test_a_reader_chooses_among_several_datasets(root, monkeypatch):
    """Where there are several, the menu of the reader lists their titles, and the chosen one is shown; alone it is not."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(root / "tests/datasets/two_islands"))
    app = AppTest.from_file(str(root / "app.py"), default_timeout=PATIENCE).switch_page("pages/method.py")
    app.query_params["lang"] = "en"
    app.session_state["reader:menu"] = True  # it is opened
    chooser = next(it for it in app.run().selectbox if it.label == "Dataset")
    assert (chooser.value, "Two Islands" in chooser.options, len(chooser.options)) == ("two_islands", True, 2)
    chooser.select("karabakh").run()
    assert not app.exception
    assert app.session_state["dataset"] == "karabakh"
    monkeypatch.delenv("CONTROLATLAS_DATASETS")
    app = AppTest.from_file(str(root / "app.py"), default_timeout=PATIENCE).switch_page("pages/method.py")
    app.query_params["lang"] = "en"
    app.session_state["reader:menu"] = True
    assert "Dataset" not in [it.label for it in app.run().selectbox]
