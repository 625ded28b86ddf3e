"""Where datasets are looked for, and what is said when there is none of that name."""

from __future__ import annotations

import os
import pathlib
import shutil

import pytest

from controlatlas import load_dataset
from controlatlas.load import available_datasets, find_dataset
from controlatlas.records.errors import UnknownDatasetError

from .conftest import DATASETS, TWO_ISLANDS


def test_a_path_is_a_dataset(tmp_path: pathlib.Path) -> None:
    """A folder given by its path is taken as it is, as a path or as text."""
    assert find_dataset(TWO_ISLANDS) == TWO_ISLANDS
    assert find_dataset(str(TWO_ISLANDS)) == TWO_ISLANDS


def test_a_dataset_is_found_by_id_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of datasets named in CONTROLATLAS_DATASETS makes each of them known by its folder's name."""
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(DATASETS))
    assert find_dataset("two_islands") == TWO_ISLANDS
    assert load_dataset("two_islands").title == "Two Islands"


def test_the_environment_may_name_a_dataset_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """CONTROLATLAS_DATASETS may name one dataset instead of a folder of them."""
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(TWO_ISLANDS))
    assert available_datasets()["two_islands"] == TWO_ISLANDS


def test_the_environment_may_name_several_folders(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    """Several folders are separated as in PATH; the first wins, and one that does not exist is passed over."""
    copy = pathlib.Path(shutil.copytree(TWO_ISLANDS, tmp_path / "mine" / "two_islands"))
    roots = [str(tmp_path / "nowhere"), str(tmp_path / "mine"), "", str(DATASETS)]
    monkeypatch.setenv("CONTROLATLAS_DATASETS", os.pathsep.join(roots))
    assert find_dataset("two_islands") == copy


def test_the_folder_of_broken_datasets_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a folder with a datapackage.json is offered as a dataset."""
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(DATASETS))
    assert "broken" not in available_datasets()


def test_an_unknown_id_suggests_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt id is answered with the nearest one, all that were found, and what to do."""
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(DATASETS))
    with pytest.raises(UnknownDatasetError) as caught:
        find_dataset("two_iselands")
    message = str(caught.value)
    assert "no dataset 'two_iselands' (did you mean 'two_islands'?)" in message
    assert "Found: two_islands" in message
    assert "set CONTROLATLAS_DATASETS" in message


def test_without_a_name_the_shipped_dataset_is_meant() -> None:
    """Given no name, the dataset that ships with the package is found."""
    assert (find_dataset() / "datapackage.json").is_file()


def test_the_only_dataset_of_the_environment_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """If exactly one dataset is in reach of CONTROLATLAS_DATASETS, it is the one that is meant, and not the shipped one."""
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(DATASETS))
    assert find_dataset() == TWO_ISLANDS
    assert load_dataset().title == "Two Islands"


def test_among_several_none_is_chosen_in_silence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    """If several are in reach, the one that is meant has to be named; so too if what is set leads nowhere."""
    shutil.copytree(TWO_ISLANDS, tmp_path / "other")
    monkeypatch.setenv("CONTROLATLAS_DATASETS", os.pathsep.join([str(DATASETS), str(tmp_path)]))
    with pytest.raises(UnknownDatasetError, match="several datasets: two_islands, other"):
        find_dataset()
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(tmp_path / "nowhere"))
    with pytest.raises(UnknownDatasetError, match="leads to no dataset"):
        find_dataset()


def test_the_name_in_the_package_is_an_id_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    """A dataset answers to its folder and to its ``name``; a name that two have is refused with the folders to choose from."""
    for folder, name in (
        ("one", "my-war"),
        ("two", "other-war"),
        ("three", "same"),
        ("four", "same"),
        ("same-not", "two"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "datapackage.json").write_text(f'{{"name": "{name}"}}', encoding="utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "datapackage.json").write_text("[", encoding="utf-8")
    monkeypatch.setenv("CONTROLATLAS_DATASETS", str(tmp_path))
    assert find_dataset("my-war") == find_dataset("one") == tmp_path / "one"
    assert find_dataset("two") == tmp_path / "two"
    with pytest.raises(UnknownDatasetError, match="several datasets: four, three"):
        find_dataset("same")
    with pytest.raises(UnknownDatasetError, match="did you mean 'other-war'"):
        find_dataset("other-wars")
