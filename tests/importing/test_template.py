"""A dataset begins with a folder that is in order, and `view` opens the app with it."""

from __future__ import annotations

import json
import re

import pytest

from controlatlas import load_dataset
from controlatlas.cli import making
from controlatlas.cli.main import main
from controlatlas.importing.template import TEMPLATES, template
from controlatlas.webmap import build_document


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_new_folder_has_no_problems_and_can_be_drawn(tmp_path, capsys, kind):
    """Each template is a whole dataset named after its folder, from which the map document is built."""
    assert main(["init", str(tmp_path / "My_war"), "--from", kind]) == 0
    assert "controlatlas view" in capsys.readouterr().out
    dataset = load_dataset(tmp_path / "My_war")
    assert (dataset.id, dataset.title) == ("my-war", "My war")
    assert "My war" in build_document(dataset)


def test_the_example_is_that_of_the_guide(root):
    """What `init` begins with is what the guide prints, record for record."""
    guide = (root / "geodata" / "README.md").read_text(encoding="utf-8")
    printed = dict(re.findall(r"^\*\*`(\S+)`\*\*\n\n```json\n(.*?)^```$", guide, re.M | re.S))
    made = template("teapot-island", title="Teapot Island")
    assert made == {name: json.loads(text) for name, text in printed.items()}


def test_the_blank_template_lies_where_it_is_wanted(tmp_path):
    """Bounds put both halves, the town and the view there."""
    assert main(["init", str(tmp_path / "n"), "--from", "blank", "--bounds=-10,20,-8,24"]) == 0
    dataset = load_dataset(tmp_path / "n")
    assert dataset.bounds == (-10, 20, -8, 24)
    assert dataset.places["west"].geometry.bounds == (20, -10, 22, -8)
    assert dataset.places["first-town"].geometry.coords[0] == (21, -9)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--from", "blank", "--bounds", "1,2,3"], "SOUTH,WEST,NORTH,EAST"),
        (["--from", "blank", "--bounds", "9,2,3,4"], "SOUTH,WEST,NORTH,EAST"),
        (["--bounds", "1,2,3,4"], "--from blank"),
    ],
)
def test_bounds_that_cannot_be_are_told(tmp_path, capsys, options, said):
    """Nothing is written, and the message says what to write."""
    assert main(["init", str(tmp_path / "n"), *options]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "n").exists()


def test_files_that_are_there_stay(tmp_path, capsys):
    """A folder that holds something is not touched without --force."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 1
    assert "--force" in capsys.readouterr().err
    assert [it.name for it in tmp_path.iterdir()] == ["notes.txt"]


def test_view_starts_the_app_with_that_folder_alone(tmp_path, capsys, monkeypatch):
    """`view` checks the folder and calls Streamlit with it as the only dataset; one with a mistake is not shown."""
    folder = tmp_path / "n"
    main(["init", str(folder)])
    called = {}
    monkeypatch.setattr(
        making, "start", lambda command, environment: called.update(command=command, env=environment) or 0
    )
    assert main(["view", str(folder), "--port", "8599", "--no-browser"]) == 0
    assert called["command"][2:5] == ["streamlit", "run", str(making.program_folder() / "app.py")]
    assert called["command"][5:7] == ["--server.port", "8599"]
    assert called["env"]["CONTROLATLAS_DATASETS"] == str(folder)
    (folder / "sources.json").unlink()
    called.clear()
    assert main(["view", str(folder)]) == 1
    assert "sources.json: the file is missing" in capsys.readouterr().err
    assert not called


def test_app_starts_with_what_is_in_reach(tmp_path, monkeypatch):
    """`app` without a folder leaves the datasets to the variable, whose paths hold wherever the app runs; a port is a port."""
    called = {}
    monkeypatch.setattr(making, "start", lambda command, environment: called.update(environment) or 0)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTROLATLAS_DATASETS", "mine")
    assert main(["app"]) == 0
    assert called["CONTROLATLAS_DATASETS"] == str(tmp_path / "mine")
    monkeypatch.delenv("CONTROLATLAS_DATASETS")
    assert main(["app"]) == 0
    assert called["CONTROLATLAS_DATASETS"] == ""
    with pytest.raises(SystemExit, match="2"):
        main(["app", "--port", "99999"])


def test_the_frame_opens_the_only_dataset_there_is(tmp_path, monkeypatch):
    """What `view` sets is what the app answers from."""
    main(["init", str(tmp_path / "n")])
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(tmp_path / "n"))
    from controlatlas.load import default_dataset

    assert default_dataset() == "n"


def test_a_dataset_without_groups_has_a_picture_and_words(tmp_path):
    """Neither groups nor corridors are needed: the picture is named after the dataset."""
    from controlatlas.language.captions import PictureKind, ViewDescription, caption
    from controlatlas.language.naming import Naming
    from controlatlas.measure.in_view import in_view

    main(["init", str(tmp_path / "n"), "--from", "blank", "--title", "Northland"])
    dataset = load_dataset(tmp_path / "n")
    view = in_view(dataset, dataset.default_day)
    said = caption(ViewDescription(view, PictureKind.DAY, Naming.of(dataset)))
    assert "on 1 January 2000: Northland" in said


def test_what_stays_in_a_folder_is_checked_with_what_comes(tmp_path, capsys):
    """With --force a file that the new dataset does not have stays; if the two do not agree, nothing is written."""
    folder = tmp_path / "war"
    assert main(["init", str(folder)]) == 0
    claim = [{"id": "said", "about": "a place that the next dataset does not have"}]
    (folder / "claims.json").write_text(json.dumps(claim), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(["init", str(folder), "--from", "blank", "--force"]) == 1
    assert "claims.json" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
