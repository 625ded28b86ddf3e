"""Nothing breaks, once more: datasets spoiled in other ways are refused with words, or everything can be made of them."""

from __future__ import annotations

import json
import os
import pathlib
import shutil

import pytest
from hostile.mutants import make_all, understand
from hostile.other_mutants import KINDS, spoiled

from controlatlas import load_dataset
from controlatlas.records.errors import DatasetError

TWO_ISLANDS = pathlib.Path(__file__).parents[1] / "datasets" / "two_islands"
NUMBER = int(os.environ.get("CONTROLATLAS_MUTANTS", len(KINDS) * 2))
"""How many datasets are spoiled, each kind as often as any other."""

SEED = int(os.environ.get("CONTROLATLAS_SEED", "20261129"))
BATCHES = 4
STILL, MOVING = (("zip", "html"), ("pdf", "svg")), ("gif", "mp4")
EVERY = 8
"""Of so many that load, one gives files as well; all give every meaning."""


@pytest.mark.parametrize("batch", range(BATCHES))
def test_what_is_spoiled_is_refused_with_its_file_or_can_be_shown(tmp_path: pathlib.Path, batch: int) -> None:
    """Each is refused with file and message, short and printable, or all meaning, and of some every form, can be made."""
    loaded = 0
    for number, it in enumerate(list(spoiled(TWO_ISLANDS, NUMBER, SEED))[batch::BATCHES]):
        folder = pathlib.Path(shutil.copytree(TWO_ISLANDS, tmp_path / f"{number}"))
        it.written(folder)
        try:
            try:
                dataset = load_dataset(folder)
            except DatasetError as error:
                for problem in error.problems:
                    assert problem.file
                    assert problem.message
                    assert len(str(problem)) < 1500
                    str(problem).encode("utf-8")
                continue
            understand(dataset)
            loaded += 1
            if loaded % EVERY == 1:
                make_all(dataset, STILL[loaded // EVERY % 2], MOVING[loaded // EVERY // 2 % 2])
        except Exception as error:
            error.add_note(f"seed {SEED}: {it.what}")
            raise
        finally:
            shutil.rmtree(folder)
    assert loaded


def test_null_says_nothing_in_a_work(tmp_path: pathlib.Path) -> None:
    """A work whose date or name is ``null``, as some programs write it, is one without."""
    folder = pathlib.Path(shutil.copytree(TWO_ISLANDS, tmp_path / "two_islands"))
    works = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    works[0] |= {
        "accessed": None,
        "issued": None,
        "author": [{"family": "Doe", "given": None, "literal": None}],
    }
    (folder / "sources.json").write_text(json.dumps(works), encoding="utf-8")
    dataset = load_dataset(folder)
    work = dataset.sources[works[0]["id"]]
    assert work.csl["author"] == [{"family": "Doe"}]
    assert work.csl.keys() & {"accessed", "issued"} == set()
    understand(dataset)
