"""The pages run, and a broken dataset is shown as a list of its problems."""

from __future__ import annotations

import json
import shutil

import pytest
from streamlit.proto.SelectWidgetFilterMode_pb2 import FILTER_MODE_CONTAINS
from streamlit.testing.v1 import AppTest
from waiting import PATIENCE


@pytest.fixture
def app(root, monkeypatch):
    """The app as Streamlit's own test harness runs it, from the repository's folder."""
    monkeypatch.chdir(root)
    return AppTest.from_file(str(root / "app.py"), default_timeout=PATIENCE)


def test_the_map_page_runs_without_exception(app):
    """A newcomer's first page shows no exception and no error."""
    app.run()
    assert not app.exception
    assert not app.error


def test_data_and_credits_name_the_licence_of_the_whole_and_of_each_layer(app):
    """The credits page says ODbL for the dataset and credits OpenStreetMap, GeoNames and Natural Earth."""
    app.switch_page("pages/method.py").run()
    assert not app.exception
    text = " ".join(element.proto.body for element in app.get("html"))
    assert "Open Database License" in text
    table = app.dataframe[-1].value.to_string()
    for name in ("OpenStreetMap", "GeoNames", "Natural Earth", "Who's On First"):
        assert name in table


def test_areas_stand_beside_published_figures(app):
    """The law of December 2023 takes 735.84 km2 from Kalbajar; the map's own figure is within 6 % of it."""
    app.switch_page("pages/method.py").run()
    table = app.dataframe[0].value.set_index("land")
    row = table.loc["Former oblast in Kalbajar district"]
    assert row["published_km2"] == 735.84
    assert abs(row["difference_percent"]) < 6


def test_a_day_can_be_read_as_a_table(app):
    """The table of a day lists every place once, with its controller and the event behind it."""
    app.query_params["day"] = "1992-05-18"
    app.session_state["below:seen"] = 1
    app.run()
    app.toggle(key="map:table").set_value(True).run()
    table = app.dataframe[0].value.set_index("place")
    assert table.loc["lachin", ["controller", "standing", "event"]].tolist() == [
        "armenian-forces",
        "held",
        "1992-05-18-lachin",
    ]
    assert table.index.is_unique


def test_choosing_an_event_puts_its_day_and_id_into_the_address(app):
    """An event found by its title becomes the view that the address names."""
    app.session_state["find:open"] = True
    app.run()
    app.selectbox(key="find:event").set_value("2020-11-08-shusha").run()
    assert app.session_state["address:shown"]["day"] == "2020-11-08"
    assert app.session_state["address:shown"]["select"] == "2020-11-08-shusha"


def test_lists_that_are_searched_take_only_what_holds_what_was_typed(app):
    """No list of events or places takes on Enter what is only a little like what was typed."""
    app.session_state["find:open"] = True
    app.run()
    lists = [app.selectbox(key="find:event"), app.selectbox(key="find:place")]
    app.switch_page("pages/places.py").run()
    lists.append(app.selectbox(key="places:place"))
    assert [it.proto.filter_mode for it in lists] == [FILTER_MODE_CONTAINS] * 3


def test_a_broken_dataset_is_listed_and_not_drawn(app, root, tmp_path, monkeypatch):
    """With a wrong actor and a citation to nowhere both problems are shown at once, with file, record and field."""
    folder = tmp_path / "broken"
    shutil.copytree(root / "tests" / "datasets" / "two_islands", folder)
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    event = next(event for event in events if event.get("changes"))
    event["changes"][0]["to"] = "nobody"
    event["citations"][0]["source"] = "no-such-work"
    (folder / "events.json").write_text(json.dumps(events), encoding="utf-8")
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(tmp_path))
    app.query_params["dataset"] = "broken"
    app.run()
    assert not app.exception
    assert "is not drawn" in app.error[0].value
    (listed,) = (it.proto.body for it in app.get("html") if "problems" in it.proto.body)
    assert listed.count(f"events.json · {event['id']} · ") == 2
    assert "nobody" in listed
    assert "no-such-work" in listed


def test_an_unknown_dataset_in_the_address_opens_no_other_conflict(app):
    """A wrong dataset name gives an error that names it and offers the datasets that there are."""
    app.query_params["dataset"] = "atlantis"
    app.run()
    assert not app.exception
    assert "atlantis" in app.error[0].value
    assert "?dataset=karabakh" in app.error[0].value


def test_a_dataset_is_called_by_its_folder(app, root, tmp_path, monkeypatch):
    """A copy of a dataset in a folder of another name is opened as itself, not as the original."""
    shutil.copytree(root / "tests" / "datasets" / "two_islands", tmp_path / "my-copy")
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(tmp_path))
    app.query_params["dataset"] = "my-copy"
    app.run()
    assert not app.exception
    assert not app.error
    assert app.session_state["address:shown"]["dataset"] == "my-copy"


def test_nonsense_in_the_address_is_told_once(app):
    """Two mistakes in an address make one message that names both."""
    app.query_params["day"] = "banana"
    app.query_params["select"] = "atlantis"
    app.run()
    assert len(app.toast) == 1
    assert "banana" in app.toast[0].value
    assert "atlantis" in app.toast[0].value
    assert "Shown is" in app.toast[0].value


@pytest.mark.parametrize("part", ["place", "event"])
def test_a_place_of_another_name_in_the_address_of_the_map_is_told_as_text(app, part):
    """What the address names and no place or event is called is told on the page, letter by letter, and never read as markup."""
    app.query_params[part] = "<b>Atlantis</b>"
    app.run()
    assert not app.exception
    (told,) = (it.value for it in app.toast)
    assert "no place or event has the id" in told
    assert "Atlantis" in told
    assert "<b>" not in told.replace("\\<", "")


@pytest.mark.parametrize(
    ("part", "text"), [("place", "shusha"), ("place", "Шуша"), ("event", "2020-11-20-aghdam")]
)
def test_the_address_of_the_map_can_name_a_place_as_lists_do(app, part, text):
    """A place by its id or by a name in any language, and an event by its id, are selected as with ``select``."""
    app.query_params[part] = text
    app.run()
    assert not app.exception
    assert not app.toast
    assert app.session_state["view-state"].requested.selection == {"event": text}.get(part, "shusha")
