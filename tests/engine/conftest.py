"""What the engine's tests share: the invented dataset, and copies of it with one mistake each."""

from __future__ import annotations

import json
import pathlib
import shutil

import pytest

from controlatlas import Dataset, load_dataset

DATASETS = pathlib.Path(__file__).parents[1] / "datasets"
TWO_ISLANDS = DATASETS / "two_islands"


@pytest.fixture(scope="session")
def islands() -> Dataset:
    """The invented dataset, loaded once."""
    return load_dataset(TWO_ISLANDS)


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    """A copy of the invented dataset that a test may spoil."""
    return pathlib.Path(shutil.copytree(TWO_ISLANDS, tmp_path / "two_islands"))


@pytest.fixture
def broken(request: pytest.FixtureRequest, folder: pathlib.Path) -> tuple[pathlib.Path, list[str]]:
    """A copy with the mistake of the folder given as parameter, and the lines that the checker must print."""
    mistake: pathlib.Path = request.param
    spoil(folder, mistake)
    return folder, (mistake / "expected.txt").read_text(encoding="utf-8").splitlines()


def spoil(folder: pathlib.Path, mistake: pathlib.Path) -> None:
    """Lay a mistake over a good dataset: ``edits.json``, ``remove.txt`` and whole files (see broken/README.md)."""
    for path in sorted(mistake.rglob("*")):
        name = path.relative_to(mistake).as_posix()
        if name == "edits.json":
            for edit in json.loads(path.read_text(encoding="utf-8")):
                _replace(folder / edit["file"], edit["find"], edit["put"])
        elif name == "remove.txt":
            for line in path.read_text(encoding="utf-8").splitlines():
                (folder / line).unlink()
        elif name != "expected.txt" and path.is_file():
            shutil.copy(path, folder / name)


def _replace(path: pathlib.Path, find: str, put: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(find) == 1, f"{find!r} must occur once in {path.name}, not {text.count(find)} times"
    path.write_text(text.replace(find, put), encoding="utf-8", newline="\n")
