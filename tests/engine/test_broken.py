"""A dataset with a mistake is refused, and each message says where the mistake is and what to do about it."""

from __future__ import annotations

import copy
import json
import pathlib
import shutil
from typing import Any

import pytest
from drawn_at_random import drawing
from hypothesis import given
from hypothesis import strategies as st

from controlatlas import load_dataset
from controlatlas.records.errors import DatasetError, Problem

from .conftest import DATASETS, TWO_ISLANDS

MISTAKES = sorted(path.parent for path in (DATASETS / "broken").glob("*/expected.txt"))


@pytest.mark.parametrize("broken", MISTAKES, indirect=True, ids=lambda path: path.name)
def test_each_mistake_is_told_in_exactly_these_words(broken: tuple[pathlib.Path, list[str]]) -> None:
    """A mistake gives the lines that its folder expects, no more and no fewer."""
    folder, expected = broken
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    assert [str(problem) for problem in caught.value.problems] == expected


def test_the_checker_can_pass(folder: pathlib.Path) -> None:
    """The copy that the mistakes are laid over is itself in order."""
    assert load_dataset(folder).title == "Two Islands"


def test_every_kind_of_mistake_has_a_folder() -> None:
    """More than a hundred mistakes are kept, so that none of them can come back unseen."""
    assert len(MISTAKES) > 100


def test_one_error_lists_all_problems(folder: pathlib.Path) -> None:
    """The text of the error names the folder, the number of problems, and each of them on its own line."""
    (folder / "groups.json").unlink()
    (folder / "sources.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    head, *lines = str(caught.value).splitlines()
    assert head == "two_islands: 2 problems"
    assert [line.split(":")[0].strip() for line in lines] == ["groups.json", "sources.json"]


def test_a_folder_that_does_not_exist_is_a_dataset_error(tmp_path: pathlib.Path) -> None:
    """A folder that is not there is told like every other problem."""
    with pytest.raises(DatasetError, match="there is no such folder"):
        load_dataset(tmp_path / "nowhere")


@pytest.mark.parametrize("name", sorted(path.name for path in TWO_ISLANDS.glob("*.*json")))
@pytest.mark.parametrize(
    "content", ["", "null", "3", '"text"', "[]", "{}", "[[]]", "[{}]", '{"id": []}', "[" * 100_000, "\ufeff"]
)
def test_strange_content_is_a_problem_not_a_crash(folder: pathlib.Path, name: str, content: str) -> None:
    """Whatever stands in a file, loading ends in a DatasetError with problems."""
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    assert caught.value.problems


def test_a_byte_order_mark_is_no_mistake(folder: pathlib.Path) -> None:
    """A file that an editor saved with a byte order mark loads like any other."""
    path = folder / "groups.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_dataset(folder).groups["islands"].kind == "region"


def test_a_problem_reads_from_the_file_inwards() -> None:
    """A problem says file, record and field from left to right, and leaves out what it has not."""
    assert str(Problem("a.json", "b", "c", "is odd")) == "a.json · b · c: is odd"
    assert str(Problem("a.json", "", "", "is odd")) == "a.json: is odd"


# ---------------------------------------------------------------- random mistakes

ODD_VALUES: list[Any] = [
    None, True, -1, 0, 7.5, 10**400, "", "none", "plim", "2020-02-30", "x" * 300, "\x00", "é", "🗼", [], {}, [[]],
    [None], [1, 2, 3], {"en": ""}, {"en": None}, {"": "x"}, {"id": "x"}, "islands", ["islands"], "2020-01-01",
]  # fmt: skip


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside a JSON value."""
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found.extend(_paths(inner, (*path, key)))
    return found


def _mutated(value: Any, path: tuple[Any, ...], action: str, odd: Any) -> Any:
    """A copy in which the value at that path is deleted, replaced, or doubled."""
    whole = copy.deepcopy(value)
    inner = whole
    for key in path[:-1]:
        inner = inner[key]
    last = path[-1]
    if action == "delete":
        del inner[last]
    elif action == "double" and isinstance(inner, list):
        inner.insert(last, copy.deepcopy(inner[last]))
    else:
        inner[last] = odd
    return whole


def _problems(folder: pathlib.Path) -> tuple[Problem, ...]:
    """What loading finds wrong; nothing if the dataset is in order."""
    try:
        load_dataset(folder)
    except DatasetError as error:
        return error.problems
    return ()


@pytest.mark.parametrize(
    "name", sorted(path.relative_to(TWO_ISLANDS).as_posix() for path in TWO_ISLANDS.rglob("*json"))
)
def test_a_random_change_raises_nothing_but_a_dataset_error(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A dataset spoiled at random is either still in order or refused with problems, and never a crash."""
    folder = pathlib.Path(shutil.copytree(TWO_ISLANDS, tmp_path_factory.mktemp("random") / "two_islands"))
    good = json.loads((folder / name).read_text(encoding="utf-8"))
    paths = _paths(good)
    step = st.tuples(
        st.sampled_from(paths), st.sampled_from(["delete", "replace", "double"]), st.sampled_from(ODD_VALUES)
    )

    @drawing(15)
    @given(step)
    def spoil_and_load(change: tuple[tuple[Any, ...], str, Any]) -> None:
        (folder / name).write_text(json.dumps(_mutated(good, *change)), encoding="utf-8")
        problems = _problems(folder)
        assert all(problem.file and problem.message for problem in problems)
        "".join(map(str, problems)).encode("utf-8")

    spoil_and_load()
